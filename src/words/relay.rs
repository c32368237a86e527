//! What is said about passing words on.

use super::parts::{Arg, Text};
use crate::domain::{FirstName, limits};
use crate::talk::relay::Say;

pub(super) fn body(text: &Text<'_>, say: &Say) -> String {
    let named = |id, name: &FirstName| text.with(id, vec![("name", Arg::Html(text.name(name)))]);
    let number = |count: usize| Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
    text.plain(match say {
        Say::Writing { name } => return named("relay-writing", name),
        Say::WritingOver { name } => return named("relay-writing-over", name),
        Say::Ended { name } => return named("relay-ended", name),
        Say::ByReply { name } => return named("relay-by-reply", name),
        Say::ToNobody { name } => return named("relay-to-nobody", name),
        Say::PassingOn { name } => return named("relay-passing-on", name),
        Say::Passed { name, words, .. } => {
            return text.with("relay-passed", vec![("name", Arg::Html(text.name(name))), ("words", Arg::Typed(words))]);
        }
        Say::TooLong { units } => {
            return text
                .with("relay-too-long", vec![("units", number(*units)), ("limit", number(limits::RELAY_UTF16))]);
        }
        Say::WhoIsItFor { messages, more, .. } => {
            return with_more(text, text.with("relay-who-for", vec![("messages", number(*messages))]), *more);
        }
        Say::NotWords { more, .. } => return with_more(text, text.plain("relay-only-words"), *more),
        Say::Done => "relay-done",
        Say::AskedBelow => "relay-asked-below",
        Say::AnswerFirst => "relay-answer-first",
        Say::SayWhoFirst => "relay-say-who-first",
        Say::NotSaid => "relay-not-said",
        Say::NotKept => "relay-not-kept",
        Say::Arrived => "relay-arrived",
        Say::NotArrived => "relay-not-arrived",
        Say::OverMeanwhile => "relay-over-meanwhile",
        Say::EditNotPassedOn => "relay-edit",
        Say::OnlyWords => "relay-only-words",
        Say::NoLonger => "relay-no-longer",
        Say::Forgotten => "relay-forgotten",
    })
}

/// Those who are not named beneath are reached in another way.
fn with_more(text: &Text<'_>, said: String, more: bool) -> String {
    if more { format!("{said}\n\n{}", text.plain("relay-more")) } else { said }
}
