//! What is written on buttons.

use super::parts::{Arg, Text};
use super::{Keyboard, Label, ReplyLabel, Shares};
use crate::domain::{FirstName, IntroductionId, limits};
use crate::talk::say::Keyboard as Wanted;
use crate::talk::{Button, Key, Say, afterwards, ask, introduction, menu, name, offer, ping, relay, show};

/// The keyboard of what is said, with its labels.
pub(super) fn keyboard(text: &Text<'_>, say: &Say) -> Keyboard {
    match say.keyboard() {
        Wanted::None => Keyboard::None,
        Wanted::Remove => Keyboard::Remove,
        Wanted::Place => Keyboard::Reply(vec![
            vec![reply(text, Key::SharePlace)],
            vec![reply(text, Key::Back), reply(text, Key::Cancel)],
        ]),
        Wanted::Phone => Keyboard::Reply(vec![
            vec![reply(text, Key::SharePhone)],
            vec![reply(text, Key::Back), reply(text, Key::Cancel)],
        ]),
        Wanted::Inline(rows) => {
            let label = |button: Button| Label { label: label(text, say, &button), code: button.encode() };
            Keyboard::Inline(rows.into_iter().map(|row| row.into_iter().map(label).collect()).collect())
        }
    }
}

/// The text of a reply button.
pub(super) const fn key_id(key: Key) -> &'static str {
    match key {
        Key::SharePlace => "key-share-place",
        Key::SharePhone => "key-share-phone",
        Key::Back => "key-back",
        Key::Cancel => "key-cancel",
    }
}

fn reply(text: &Text<'_>, key: Key) -> ReplyLabel {
    let shares = match key {
        Key::SharePlace => Shares::Place,
        Key::SharePhone => Shares::Phone,
        Key::Back | Key::Cancel => Shares::Nothing,
    };
    ReplyLabel { label: text.plain(key_id(key)), shares }
}

fn label(text: &Text<'_>, say: &Say, button: &Button) -> String {
    let is_asked = matches!(say, Say::Introduction(said) if said.asks_on_card());
    let is_asked_if_needed = matches!(say, Say::MyAsk(ask::Told::StillNeeded { .. }));
    match button {
        Button::Menu(button) => text.plain(menu_id(say, *button)),
        Button::Ask(button, _) => ask_label(text, say, *button),
        Button::Offer(button, _) => offer_label(text, *button),
        Button::MyAsk(button, _) => text.plain(match button {
            ask::MyButton::Now => "button-now",
            ask::MyButton::Wider => "button-wider",
            ask::MyButton::Share => "button-share",
            ask::MyButton::Edit => "button-edit",
            ask::MyButton::StillNeeded => "button-still-needed",
            ask::MyButton::Again => "button-again",
            ask::MyButton::Close | ask::MyButton::ReallyClose if is_asked_if_needed => "button-no-longer",
            ask::MyButton::Close => "button-close",
            ask::MyButton::ReallyClose => "button-really-close",
            ask::MyButton::Done => "button-close-done",
            ask::MyButton::CallOff => "button-call-off",
            ask::MyButton::Keep => "button-keep-ask",
            ask::MyButton::HowMany => "button-change-how-many",
        }),
        Button::Ping(ping::Button::Yes, ..) if matches!(say, Say::Ping(ping) if ping.agrees) => {
            text.plain("button-agree-can-help")
        }
        Button::Ping(ping::Button::Yes, ..) if matches!(say, Say::Ping(ping) if ping.standing.asks_again()) => {
            text.plain("button-can-still")
        }
        Button::Ping(button, ..) => text.plain(ping_id(*button)),
        Button::Introduction(button, ..) => text.plain(match button {
            introduction::Button::Yes => "button-introduce",
            introduction::Button::No => "button-not-this-one",
            introduction::Button::Still => "button-still",
            introduction::Button::More => "button-more",
            introduction::Button::ShowProfile => "button-show-profile",
            introduction::Button::ShowPhone => "button-show-phone",
            introduction::Button::ChangeTime => "button-change-time",
            introduction::Button::When(urgency) => return text.plain(&format!("urgency-{}", urgency.code())),
            introduction::Button::Suits => "button-suits",
            introduction::Button::Keep => "button-keep-time",
            introduction::Button::StandBy => "button-stand-by",
            introduction::Button::StandDown => "button-stand-down",
            introduction::Button::TakeBack => "button-cannot-after-all",
            introduction::Button::CannotMakeIt => "button-cannot",
            introduction::Button::ReallyCannot => "button-really-cannot",
            // It takes a question back; "cancel" could be what was agreed.
            introduction::Button::Back if is_asked => "button-leave",
            introduction::Button::Back => "button-back",
            introduction::Button::End => "button-end",
            introduction::Button::ReallyEnd => "button-really-end",
            introduction::Button::Again => "button-again",
            introduction::Button::Outcome(outcome) => return text.plain(&format!("outcome-{}", outcome.code())),
        }),
        Button::Show(button, ..) => text.plain(match button {
            show::Button::Yes => "button-really-show",
            show::Button::Back => "button-back",
            show::Button::Cancel => "button-cancel",
        }),
        Button::Name(button, _) => text.plain(name_id(*button)),
        Button::Afterwards(button, ..) => afterwards_label(text, say, *button),
        Button::Relay(button, introduction, _) => relay_label(text, say, (*button, *introduction)),
    }
}

/// The two ways in are the agreement, for who has not agreed yet.
const fn menu_id(say: &Say, button: menu::Button) -> &'static str {
    let agrees = match say {
        Say::Menu(say) => matches!(say, menu::Say::Welcome { .. }),
        Say::Ping(say) => say.agrees,
        Say::Ask(..)
        | Say::Offer(..)
        | Say::MyAsk(_)
        | Say::MyOffer(_)
        | Say::Introduction(_)
        | Say::Relay(..)
        | Say::Show(..)
        | Say::Afterwards(..)
        | Say::Name(..)
        | Say::Quiet(_) => false,
    };
    match button {
        menu::Button::NeedHelp if agrees => "button-agree-need-help",
        menu::Button::CanHelp if agrees => "button-agree-can-help",
        menu::Button::NeedHelp => "button-need-help",
        menu::Button::CanHelp => "button-can-help",
        menu::Button::Now => "button-now",
        menu::Button::Rules => "button-rules",
        menu::Button::Back => "button-back",
    }
}

const fn name_id(button: name::Button) -> &'static str {
    match button {
        name::Button::Open(_) => "button-my-name",
        name::Button::Telegram => "button-telegram-name",
        name::Button::Sure => "button-yes",
        name::Button::Back => "button-back",
        name::Button::Cancel => "button-cancel",
    }
}

const fn ping_id(button: ping::Button) -> &'static str {
    use crate::domain::Reason;
    match button {
        ping::Button::Yes => "button-can-help-now",
        ping::Button::No => "button-not-this-time",
        ping::Button::See => "button-see",
        ping::Button::Reason(Reason::TooFar) => "button-too-far",
        ping::Button::Reason(Reason::WrongTime) => "button-wrong-time",
        ping::Button::Reason(Reason::NotMyThing) => "button-not-my-thing",
        ping::Button::Pause => "button-pause",
        ping::Button::TakeBack => "button-cannot-after-all",
    }
}

fn ask_label(text: &Text<'_>, say: &Say, button: ask::Button) -> String {
    let is_change = matches!(say, Say::Ask(ask::Say::Change { first: true, .. }, _))
        || matches!(say, Say::Ask(ask::Say::Preview { draft, .. }, _) if draft.posted.is_some());
    let is_alarming =
        matches!(say, Say::Ask(ask::Say::Preview { draft, .. }, _) if super::ask::is_alarming(text, draft));
    let tick = |on: bool, id: String| ticked(text, on, text.plain(&id));
    text.plain(match button {
        ask::Button::Category(category) => return text.category(category),
        ask::Button::When(urgency) => return text.plain(&format!("urgency-{}", urgency.code())),
        ask::Button::HowMany(wanted) => return wanted.to_string(),
        ask::Button::Access(access) | ask::Button::NotAccess(access) => {
            return tick(matches!(button, ask::Button::NotAccess(_)), format!("access-button-{}", access.code()));
        }
        ask::Button::Wish(wish) | ask::Button::NotWish(wish) => {
            return tick(matches!(button, ask::Button::NotWish(_)), format!("wish-button-{}", wish.code()));
        }
        ask::Button::NothingToAdd => "button-nothing-to-add",
        ask::Button::KeepLine => "button-keep-line",
        ask::Button::AskNeighbours if is_alarming => "button-not-an-emergency",
        ask::Button::AskNeighbours => "button-ask-neighbours",
        ask::Button::AskFirst => {
            let before =
                if let Say::Ask(ask::Say::Preview { draft, .. }, _) = say { draft.before.as_ref() } else { None };
            let name = before.map_or(FirstName::empty(), |before| before.name.clone());
            let id = if is_alarming { "button-not-an-emergency-first" } else { "button-ask-first" };
            return text.with(id, vec![("name", Arg::Html(label_name(text, &name)))]);
        }
        ask::Button::Save if is_alarming => "button-not-an-emergency-save",
        ask::Button::Save => "button-save",
        ask::Button::Change => "button-change",
        ask::Button::ChangeCategory => "button-change-category",
        ask::Button::ChangeLine => "button-change-line",
        ask::Button::ChangeWhen => "button-change-when",
        ask::Button::ChangePlace => "button-change-place",
        ask::Button::ChangeAccess => "button-change-access",
        ask::Button::ChangeHowMany => "button-change-how-many",
        ask::Button::Done => "button-done",
        ask::Button::Back => "button-back",
        ask::Button::Cancel if is_change => "button-leave",
        ask::Button::Cancel => "button-cancel",
    })
}

fn offer_label(text: &Text<'_>, button: offer::Button) -> String {
    text.plain(match button {
        offer::Button::Thing(category) => return text.category(category),
        offer::Button::NotThing(category) => return ticked(text, true, text.category(category)),
        offer::Button::Reach(reach) => return text.reach(reach),
        offer::Button::Anything => "button-anything",
        offer::Button::SomeThings => "button-some-things",
        offer::Button::NotNow => "button-not-now",
        offer::Button::Done => "button-done",
        offer::Button::Back => "button-back",
        offer::Button::Cancel => "button-cancel",
        offer::Button::ChangeThings => "button-change-things",
        offer::Button::ChangeReach => "button-change-reach",
        offer::Button::ChangePlace => "button-change-where",
        offer::Button::Day(day) | offer::Button::NotDay(day) => {
            let is_chosen = matches!(button, offer::Button::NotDay(_));
            return ticked(text, is_chosen, text.plain(&format!("weekday-{}", day.number())));
        }
        offer::Button::Part(part) | offer::Button::NotPart(part) => {
            let is_chosen = matches!(button, offer::Button::NotPart(_));
            return ticked(text, is_chosen, text.plain(&format!("button-part-{}", part.code())));
        }
        offer::Button::ChangeTimes => "button-change-times",
        offer::Button::ChangeLine => "button-change-about",
        offer::Button::NoLine => "button-no-line",
        offer::Button::SureLine => "button-yes",
        offer::Button::Pause => "button-pause",
        offer::Button::Resume => "button-resume",
        offer::Button::Nearest => "button-nearest",
    })
}

fn afterwards_label(text: &Text<'_>, say: &Say, button: afterwards::Button) -> String {
    let again = if let Say::Afterwards(afterwards::Say::Card(card), _) = say { card.again } else { None };
    text.plain(match button {
        afterwards::Button::Yes => return ticked(text, again == Some(true), text.plain("button-yes")),
        afterwards::Button::No => return ticked(text, again == Some(false), text.plain("button-no")),
        afterwards::Button::Thank => "button-thank",
        afterwards::Button::Just => "button-just-thank",
        afterwards::Button::Sure => "button-yes",
        afterwards::Button::Back => "button-back",
        afterwards::Button::Cancel => "button-cancel",
    })
}

fn relay_label(text: &Text<'_>, say: &Say, (button, through): (relay::Button, IntroductionId)) -> String {
    let id = match button {
        relay::Button::Done => return text.plain("button-done"),
        relay::Button::Keep => return text.plain("button-keep"),
        relay::Button::Write => "button-write-to",
        relay::Button::PassOn => "button-pass-on",
    };
    let name = written_to(say, through).cloned().unwrap_or(FirstName::empty());
    if let Some(by) = told_apart(say, through) {
        return which(text, &name, by);
    }
    text.with(id, vec![("name", Arg::Html(label_name(text, &name)))])
}

/// What tells the one of this button from another one of the same first name.
fn told_apart(say: &Say, through: IntroductionId) -> Option<&relay::By> {
    let Say::Relay(relay::Say::WhoIsItFor { by, .. } | relay::Say::NotWords { by, .. }, _) = say else { return None };
    by.iter().find(|(id, _)| *id == through).map(|(_, by)| by)
}

/// Both parts fit one button: a name so short that what tells it apart is seen.
fn which(text: &Text<'_>, name: &FirstName, by: &relay::By) -> String {
    let what = match by {
        relay::By::Category(category) => text.category(*category),
        relay::By::When(when) => text.when(*when),
        relay::By::Line(line) => line.as_str().to_owned(),
        relay::By::Word(word) => word.clone(),
    };
    let short = |long: String, most| long.chars().take(most).collect::<String>();
    let (name, what) = (short(label_name(text, name), limits::SHORT_NAME), short(what, limits::TOLD_APART));
    text.with("button-pass-on-which", vec![("name", Arg::Html(name)), ("what", Arg::Html(what))])
}

/// To whom a button under these words writes, where one does.
fn written_to(say: &Say, through: IntroductionId) -> Option<&FirstName> {
    match say {
        Say::Relay(relay::Say::Passed { name, .. }, _) => Some(name),
        Say::Relay(relay::Say::WhoIsItFor { to, .. } | relay::Say::NotWords { to, .. }, _) => {
            to.iter().find(|(id, _)| *id == through).map(|(_, name)| name)
        }
        Say::Show(said, _) => said.from(),
        Say::Introduction(said) => said.written_to(),
        Say::Relay(..)
        | Say::MyAsk(_)
        | Say::Menu(_)
        | Say::Ask(..)
        | Say::Offer(..)
        | Say::MyOffer(_)
        | Say::Ping(_)
        | Say::Afterwards(..)
        | Say::Name(..)
        | Say::Quiet(_) => None,
    }
}

/// Labels are no HTML: a name stands on a button as it is, and short.
fn label_name(text: &Text<'_>, name: &FirstName) -> String {
    let short: String = name.as_str().chars().take(limits::NAME_ON_BUTTON).collect();
    if short.is_empty() { text.plain("no-name") } else { short }
}

fn ticked(text: &Text<'_>, on: bool, label: String) -> String {
    if on { text.with("button-chosen", vec![("label", Arg::Html(label))]) } else { label }
}
