//! What is said about showing a profile or a phone number.

use super::parts::{Arg, Text};
use crate::domain::{FirstName, Profile, Side};
use crate::talk::show::{Say, What};

pub(super) fn body(text: &Text<'_>, say: &Say) -> String {
    let named = |id, name: &FirstName| text.with(id, vec![("name", Arg::Html(text.name(name)))]);
    text.plain(match say {
        Say::Sure { name, what: What::Profile, .. } => return named("show-profile-sure", name),
        Say::Sure { name, what: What::NamelessProfile, .. } => return named("show-nameless-sure", name),
        Say::Sure { name, what: What::Phone, .. } => return named("show-phone-sure", name),
        Say::WillSee { name } => return named("show-phone-will-see", name),
        Say::AskPhone { name } => return named("show-phone-ask", name),
        Say::Shown { name, what: What::Profile | What::NamelessProfile } => return named("show-profile-shown", name),
        Say::Shown { name, what: What::Phone } | Say::PhoneShown { name } => return named("show-phone-shown", name),
        Say::Profile { name, profile, .. } => {
            let link = Arg::Html(link(text, name, profile));
            return text.with("show-profile", vec![("name", Arg::Html(text.name(name))), ("link", link)]);
        }
        Say::Phone { name, phone, .. } => {
            return text.with("show-phone", vec![("name", Arg::Html(text.name(name))), ("phone", Arg::Typed(phone))]);
        }
        Say::NotYet { side: Side::Asker, name } => return named("show-not-yet-asker", name),
        Say::NotYet { side: Side::Helper, name } => return named("show-not-yet-helper", name),
        Say::NotArrived { name, what: What::Profile | What::NamelessProfile } => {
            return named("show-profile-not-arrived", name);
        }
        Say::NotArrived { name, what: What::Phone } => return named("show-phone-not-arrived", name),
        Say::NotAgreed { name, what: What::Profile | What::NamelessProfile } => {
            return named("show-profile-not-agreed", name);
        }
        Say::NotAgreed { name, what: What::Phone } => return named("show-phone-not-agreed", name),
        Say::Over { name } => return named("show-over", name),
        Say::AskedAnew => "show-asked-anew",
        Say::NotShown | Say::NotShownByKey => "show-nothing",
        Say::TapPlease => "ask-tap-please",
        Say::PhoneTooSoon => "show-phone-too-soon",
        Say::KeyPlease => "show-key-please",
        Say::NotTheirs => "show-not-theirs",
    })
}

/// A link that Telegram opens as a profile: by the username, else by a mention.
fn link(text: &Text<'_>, name: &FirstName, profile: &Profile) -> String {
    match profile {
        Profile::Username(username) => format!("<a href=\"https://t.me/{username}\">@{username}</a>"),
        Profile::Account(id) => format!("<a href=\"tg://user?id={id}\">{}</a>", text.name(name)),
    }
}
