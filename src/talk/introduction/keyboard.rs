//! Which buttons stand under what is said about an introduction.

use crate::domain::{IntroductionId, Outcome, PostId, Side};

use super::super::say::Keyboard;
use super::super::{Button as AnyButton, ask, relay};
use super::{Button, Changed, Next, Reserve, Say, Ways};

impl Say {
    pub(in crate::talk) fn keyboard(&self) -> Keyboard {
        let close = |post| mine(ask::MyButton::Close, post);
        let end = |id| vec![one(Button::End, id)];
        match self {
            Self::Yes { introduction, version, .. } => Keyboard::Inline(vec![
                vec![AnyButton::Introduction(Button::Yes, *introduction, *version)],
                vec![AnyButton::Introduction(Button::No, *introduction, *version)],
            ]),
            Self::Changed(Changed { introduction, version, .. }) => Keyboard::Inline(vec![
                vec![AnyButton::Introduction(Button::Still, *introduction, *version)],
                vec![one(Button::CannotMakeIt, *introduction)],
                write(*introduction),
                vec![one(Button::More, *introduction)],
            ]),
            Self::Introduced { introduction: id, .. } | Self::Unheard { introduction: id, .. } => {
                Keyboard::Inline(vec![write(*id), vec![one(Button::CannotMakeIt, *id)], vec![one(Button::More, *id)]])
            }
            Self::StillWrite { introduction: id, .. } => Keyboard::Inline(vec![write(*id), end(*id)]),
            Self::More { introduction, ways, .. } => column(*introduction, &more(*ways)),
            Self::EndSure { introduction, .. } => column(*introduction, &[Button::ReallyEnd, Button::Back]),
            Self::Time(say) => say.keyboard(),
            Self::CannotSure { introduction, .. } => column(*introduction, &[Button::ReallyCannot, Button::Back]),
            Self::LastWord { stand_by: Some(introduction), .. } => column(*introduction, &[Button::StandBy]),
            Self::Reserve { introduction, standing, .. } => reserve(*introduction, *standing),
            Self::HowWasIt { introduction, agreement, .. } => outcomes(*introduction, *agreement),
            Self::HowWasItTold { introduction, again: true, .. }
            | Self::DroppedByMe { introduction, again: true, .. }
            | Self::Dropped { introduction, to: Side::Asker, next: Next::AskAgain, .. }
            | Self::Left { introduction, to: Side::Asker, next: Next::AskAgain, .. } => {
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

/// What else can be done.
fn more(ways: Ways) -> Vec<Button> {
    let all = [
        (ways.show, Button::ShowProfile),
        (ways.show, Button::ShowPhone),
        (ways.change, Button::ChangeTime),
        (ways.end, Button::End),
        (true, Button::Back),
    ];
    all.into_iter().filter(|(is_offered, _)| *is_offered).map(|(_, button)| button).collect()
}

const fn one(button: Button, id: IntroductionId) -> AnyButton {
    AnyButton::Introduction(button, id, 0)
}

fn column(id: IntroductionId, buttons: &[Button]) -> Keyboard {
    Keyboard::Inline(buttons.iter().map(|button| vec![one(*button, id)]).collect())
}

/// What who stands by can do about it, or did.
fn reserve(id: IntroductionId, standing: Reserve) -> Keyboard {
    let button = match standing {
        Reserve::StoodDown => Button::StandBy,
        Reserve::StandsBy | Reserve::StandsByChanged => Button::StandDown,
        Reserve::Recalled => Button::TakeBack,
        Reserve::Changed
        | Reserve::TakenBack
        | Reserve::Introduced
        | Reserve::AskedAgain
        | Reserve::Over
        | Reserve::NotNeeded
        | Reserve::TooLate => return Keyboard::None,
    };
    column(id, &[button])
}

/// What happened, at the time that the two had agreed then.
fn outcomes(id: IntroductionId, agreement: i64) -> Keyboard {
    let one = |outcome| AnyButton::Introduction(Button::Outcome(outcome), id, agreement);
    Keyboard::Inline(Outcome::ALL.map(|outcome| vec![one(outcome)]).into())
}

fn write(id: IntroductionId) -> Vec<AnyButton> {
    vec![AnyButton::Relay(relay::Button::Write, id, 0)]
}
