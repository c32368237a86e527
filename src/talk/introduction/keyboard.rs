//! Which buttons stand under what is said about an introduction.

use crate::domain::{IntroductionId, Outcome, PostId, Side};

use super::super::say::Keyboard;
use super::super::{Button as AnyButton, ask, relay};
use super::{Button, Changed, Next, Reserve, Say};

impl Say {
    pub(in crate::talk) fn keyboard(&self) -> Keyboard {
        self.met().map_or_else(|| self.buttons(), |post| mine(ask::MyButton::Again, post))
    }

    fn buttons(&self) -> Keyboard {
        let close = |post| mine(ask::MyButton::Close, post);
        let end = |id| vec![one(Button::End, id)];
        match self {
            Self::Yes { introduction, version, .. } => Keyboard::Inline(vec![
                vec![AnyButton::Introduction(Button::Yes, *introduction, *version)],
                vec![AnyButton::Introduction(Button::No, *introduction, *version)],
            ]),
            Self::Changed(Changed { introduction, version, more: false, .. }) => Keyboard::Inline(vec![
                vec![AnyButton::Introduction(Button::Still, *introduction, *version)],
                vec![one(Button::CannotMakeIt, *introduction)],
                write(*introduction),
                vec![one(Button::More, *introduction)],
            ]),
            Self::Introduced { introduction: id, more: false, .. } => {
                Keyboard::Inline(vec![write(*id), vec![one(Button::CannotMakeIt, *id)], vec![one(Button::More, *id)]])
            }
            Self::StillWrite { introduction: id, .. } => Keyboard::Inline(vec![write(*id), end(*id)]),
            Self::Unheard { introduction, .. } => Keyboard::Inline(vec![write(*introduction)]),
            Self::Introduced { introduction, more: true, .. }
            | Self::Changed(Changed { introduction, more: true, .. }) => {
                column(*introduction, &[Button::ShowProfile, Button::ShowPhone, Button::ChangeTime, Button::Back])
            }
            Self::MayEnd { introduction, may_change, .. } => column(*introduction, more_with_end(*may_change)),
            Self::EndSure { introduction, .. } => column(*introduction, &[Button::ReallyEnd, Button::Back]),
            Self::Time(say) => say.keyboard(),
            Self::CannotSure { introduction, .. } => column(*introduction, &[Button::ReallyCannot, Button::Back]),
            Self::LastWord { stand_by: Some(introduction), .. }
            | Self::Reserve { introduction, standing: Reserve::StoodDown, .. } => {
                column(*introduction, &[Button::StandBy])
            }
            Self::Reserve { introduction: id, standing: Reserve::StandsBy | Reserve::StandsByChanged, .. } => {
                column(*id, &[Button::StandDown])
            }
            Self::Reserve { introduction: id, standing: Reserve::Recalled, .. } => column(*id, &[Button::TakeBack]),
            Self::HowWasIt { introduction, agreement, .. } => outcomes(*introduction, *agreement),
            Self::HowWasItTold { introduction, side: Side::Asker, outcome: Outcome::DidNot, open: None }
            | Self::DroppedByMe { introduction, me: Side::Asker, open: None, .. }
            | Self::Dropped { introduction, to: Side::Asker, next: Next::Nothing | Next::TooLate, .. }
            | Self::Left { introduction, to: Side::Asker, next: Next::Nothing | Next::TooLate, .. } => {
                column(*introduction, &[Button::Again])
            }
            Self::DroppedByMe { open: Some(post), .. } | Self::HowWasItTold { open: Some(post), .. } => close(*post),
            Self::AskedAgain { .. }
            | Self::Still { .. }
            | Self::Chosen { .. }
            | Self::Declined { .. }
            | Self::Released { .. }
            | Self::StandsBy { .. }
            | Self::LastWord { .. }
            | Self::Reserve { .. }
            | Self::DroppedByMe { .. }
            | Self::Dropped { .. }
            | Self::Left { .. }
            | Self::NotNeeded { .. }
            | Self::EndedByOther { .. }
            | Self::Replaced { .. }
            | Self::Over { .. }
            | Self::SaidDone { .. }
            | Self::HowWasItTold { .. }
            | Self::EndsByItself { .. }
            | Self::HowWasItClosed { .. } => Keyboard::None,
        }
    }
}

fn mine(button: ask::MyButton, post: PostId) -> Keyboard {
    Keyboard::Inline(vec![vec![AnyButton::MyAsk(button, post)]])
}

/// What else can be done once its time has been; not another time for what has happened.
const fn more_with_end(may_change: bool) -> &'static [Button] {
    if may_change {
        &[Button::ShowProfile, Button::ShowPhone, Button::ChangeTime, Button::End, Button::Back]
    } else {
        &[Button::ShowProfile, Button::ShowPhone, Button::End, Button::Back]
    }
}

const fn one(button: Button, id: IntroductionId) -> AnyButton {
    AnyButton::Introduction(button, id, 0)
}

fn column(id: IntroductionId, buttons: &[Button]) -> Keyboard {
    Keyboard::Inline(buttons.iter().map(|button| vec![one(*button, id)]).collect())
}

/// What happened, at the time that the two had agreed then.
fn outcomes(id: IntroductionId, agreement: i64) -> Keyboard {
    let one = |outcome| AnyButton::Introduction(Button::Outcome(outcome), id, agreement);
    Keyboard::Inline(Outcome::ALL.map(|outcome| vec![one(outcome)]).into())
}

fn write(id: IntroductionId) -> Vec<AnyButton> {
    vec![AnyButton::Relay(relay::Button::Write, id, 0)]
}
