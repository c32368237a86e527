//! What the menu, the rules and help say.

use crate::domain::{FirstName, Neighbour, PostId, limits};

use super::super::facts::About;
use super::super::say::Keyboard;
use super::super::{Button as AnyButton, State, ask, name, relay};
use super::{Button, Open};

/// What is said from everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// A greeting with the agreement, to who has not agreed yet.
    Welcome {
        /// Their first name.
        name: FirstName,
        /// What happened just before.
        note: Note,
    },
    /// What would you like to do?
    Menu {
        /// Their first name.
        name: FirstName,
        /// What happened just before.
        note: Note,
    },
    /// Rules, and what is kept.
    Rules,
    /// How this works, in the middle of a question.
    Help,
    /// A question is open; it comes again beneath.
    FinishFirst,
    /// That button is over; the open question comes again beneath.
    ButtonOver,
    /// That question is over: said on its own message.
    QuestionOver,
    /// The same thing goes on in a newer message: said on the older one.
    Below {
        /// What it is about, where that is an ask.
        about: Option<About>,
    },
    /// A link that leads nowhere now, in the middle of a question.
    LinkOver,
    /// A link to an ask for which somebody was found, in the middle of a question.
    LinkFound,
    /// A link to an ask to which as many said yes as can wait, in the middle of a question.
    LinkEnough,
    /// A link that as many opened as an ask is shown to, in the middle of a question.
    LinkFull,
    /// The reply buttons go away.
    KeyboardAway,
    /// A place where none was asked for.
    PlaceNotAsked,
    /// There was nothing to cancel; what brought them here comes again beneath.
    NothingToCancel,
    /// A command that we do not know, in the middle of a question.
    UnknownCommand,
    /// Words that were changed after they were used.
    EditTooLate,
    /// What was kept could not be read: "let us start again".
    StartAgain,
    /// Something went wrong, nothing changed; with a short reference.
    Apology {
        /// What an operator can look for.
        reference: String,
    },
    /// Words suggest that somebody's life is in danger; what follows comes beneath.
    Danger,
    /// Too many messages; the one notice.
    TooMany,
    /// The bot was away for a while; the open question comes again beneath.
    WasAway,
    /// They could not be reached for a while: what ended meanwhile.
    CameBack {
        /// What it was about.
        over: Vec<About>,
        /// Is there more of it than that?
        more: bool,
        /// The one ask of theirs among it, where there is one whose card does not lead back to it: it can be asked again from here.
        mine: Option<PostId>,
    },
}

/// What happened just before the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// They came, or came back.
    Hello,
    /// They asked for help with the bot itself.
    Help,
    /// A question was cancelled.
    Cancelled,
    /// A posted ask was not changed after all.
    LeftAsItWas,
    /// A change was saved that changes nothing.
    NothingToSave,
    /// They write to nobody any more.
    StoppedWriting,
    /// There was nothing to cancel, and nothing of theirs is open.
    NothingToCancel,
    /// There was nothing to cancel; what is open stays so.
    StaysOpen(Open),
    /// There was nothing to cancel, and they may still be asked for things.
    MayBeAsked,
    /// What a card asked is taken back.
    NothingChanged,
    /// Words or a sticker that no question asked for.
    Chatter,
    /// The same, of somebody who may have meant one to whom they were introduced.
    ToNobody,
    /// A command that we do not know.
    UnknownCommand,
    /// A button that leads nowhere now.
    ButtonOver,
    /// A link that leads nowhere now.
    LinkOver,
    /// A link to an ask for which somebody was found.
    LinkFound,
    /// A link to an ask to which as many said yes as can wait.
    LinkEnough,
    /// A link that as many opened as an ask is shown to.
    LinkFull,
    /// A place where none was asked for.
    PlaceNotAsked,
    /// A phone number where none was asked for, or is any more.
    PhoneNotAsked,
    /// Words that were for nobody.
    NotPassedOn,
    /// Nothing of theirs is open.
    NothingOpen,
    /// There is more of theirs that is open than is shown above.
    MoreThanShown,
}

impl Note {
    /// What a cancel comes to in this state.
    pub const fn cancelled(state: &State) -> Self {
        match state {
            State::Relay(relay::State::Writing { .. }) => Self::StoppedWriting,
            State::Ask(at) if at.posted().is_some() => Self::LeftAsItWas,
            State::Ask(_)
            | State::Offer(_)
            | State::Show(_)
            | State::Relay(relay::State::PassOn { .. })
            | State::Afterwards(_)
            | State::Name(_) => Self::Cancelled,
            State::OnCard(_) => Self::NothingChanged,
            State::Idle | State::Relay(relay::State::Ended { .. }) => Self::NothingToCancel,
        }
    }

    /// What is said of words that no question asked for, to who is introduced to nobody now.
    pub const fn chatter(me: &Neighbour) -> Self {
        if me.was_introduced { Self::ToNobody } else { Self::Chatter }
    }

    /// All of them.
    pub const ALL: [Self; 24] = [
        Self::Hello,
        Self::Help,
        Self::Cancelled,
        Self::LeftAsItWas,
        Self::NothingToSave,
        Self::StoppedWriting,
        Self::NothingToCancel,
        Self::StaysOpen(Open { asks: true, yeses: false, introductions: false }),
        Self::StaysOpen(Open { asks: true, yeses: true, introductions: true }),
        Self::MayBeAsked,
        Self::NothingChanged,
        Self::Chatter,
        Self::ToNobody,
        Self::UnknownCommand,
        Self::ButtonOver,
        Self::LinkOver,
        Self::LinkFound,
        Self::LinkEnough,
        Self::LinkFull,
        Self::PlaceNotAsked,
        Self::PhoneNotAsked,
        Self::NotPassedOn,
        Self::NothingOpen,
        Self::MoreThanShown,
    ];
}

impl Say {
    /// The menu, or the welcome to who has not agreed yet.
    pub fn menu(me: &Neighbour, note: Note) -> Self {
        let name = me.name.clone();
        if me.agreed_at.is_some() { Self::Menu { name, note } } else { Self::Welcome { name, note } }
    }

    pub(in crate::talk) fn keyboard(&self) -> Keyboard {
        let need = AnyButton::Menu(Button::NeedHelp);
        let can = AnyButton::Menu(Button::CanHelp);
        let rules = AnyButton::Menu(Button::Rules);
        match self {
            Self::Welcome { .. } => Keyboard::Inline(vec![vec![need], vec![can], vec![rules]]),
            Self::Menu { .. } => {
                let now = AnyButton::Menu(Button::Now);
                Keyboard::Inline(vec![vec![need, can], vec![now], vec![rules]])
            }
            Self::Rules => {
                let my_name = AnyButton::Name(name::Button::Open(name::Door::Rules), 0);
                Keyboard::Inline(vec![vec![my_name], vec![AnyButton::Menu(Button::Back)]])
            }
            Self::CameBack { mine, .. } => {
                let again = mine.map(|post| AnyButton::MyAsk(ask::MyButton::Again, post));
                let now = AnyButton::Menu(Button::Now);
                Keyboard::Inline(again.into_iter().chain([now]).map(|one| vec![one]).collect())
            }
            Self::KeyboardAway => Keyboard::Remove,
            Self::Help
            | Self::FinishFirst
            | Self::ButtonOver
            | Self::QuestionOver
            | Self::Below { .. }
            | Self::LinkOver
            | Self::LinkFound
            | Self::LinkEnough
            | Self::LinkFull
            | Self::PlaceNotAsked
            | Self::NothingToCancel
            | Self::UnknownCommand
            | Self::EditTooLate
            | Self::StartAgain
            | Self::Apology { .. }
            | Self::Danger
            | Self::TooMany
            | Self::WasAway => Keyboard::None,
        }
    }

    pub(in crate::talk) fn samples() -> Vec<Self> {
        let name = FirstName::read("Ann <3 & 'Bo'");
        let mut all = vec![
            Self::Rules,
            Self::Help,
            Self::FinishFirst,
            Self::ButtonOver,
            Self::QuestionOver,
            Self::Below { about: None },
            Self::LinkOver,
            Self::LinkFound,
            Self::LinkEnough,
            Self::LinkFull,
            Self::KeyboardAway,
            Self::PlaceNotAsked,
            Self::NothingToCancel,
            Self::UnknownCommand,
            Self::EditTooLate,
            Self::StartAgain,
            Self::Apology { reference: "4f2a".to_owned() },
            Self::Danger,
            Self::TooMany,
            Self::WasAway,
        ];
        let sketches = ask::sample_sketches();
        let most = usize::from(limits::OVER_LISTED);
        all.extend(sketches.iter().map(|one| Self::Below { about: Some(About::sketched(one)) }));
        for (most, mine) in [(1, Some(PostId(i64::MAX))), (most, None)] {
            let more = mine.is_none();
            all.push(Self::CameBack { over: sketches.iter().take(most).map(About::sketched).collect(), more, mine });
        }
        for note in Note::ALL {
            all.push(Self::Welcome { name: name.clone(), note });
            all.push(Self::Menu { name: name.clone(), note });
        }
        all.push(Self::Welcome { name: FirstName::empty(), note: Note::Hello });
        all
    }
}
