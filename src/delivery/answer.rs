//! One call: what it sends, and what its answer means for the row.

use chrono::TimeDelta;

use crate::domain::{Instant, limits};
use crate::store::{After, Claimed, Form, Lane, Method, Verdict};
use crate::telegram::{Class, Outgoing, Sender};
use crate::words::{Keyboard, Receipt, Rendered, Words};

/// How a row was tried.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attempt {
    pub method: Method,
    pub lane: Lane,
    pub form: Form,
    /// How often it was tried before.
    pub tries: i64,
    /// How often it alone was in doubt before.
    pub doubts: i64,
    /// Is it in doubt while messages of others arrive?
    pub alone: bool,
}

impl Attempt {
    pub const fn of(claimed: &Claimed, alone: bool) -> Self {
        let Claimed { method, lane, form, tries, doubts, .. } = *claimed;
        Self { method, lane, form, tries, doubts, alone }
    }

    /// What is tried where it was refused like this. A broken keyboard is left out, a text of no length that Telegram takes is not
    /// tried again; for an edit that nobody waits for nobody needs an apology.
    fn simpler(self, reason: &str) -> Option<Form> {
        let is_of_keyboard = ["too many buttons", "keyboard", "button"].contains(&reason);
        let is_of_length = ["too long", "empty", "unreadable"].contains(&reason);
        let next = match self.form {
            _ if self.method == Method::React => return None,
            Form::Whole | Form::Plain | Form::Bare if is_of_length => Form::Apology,
            Form::Whole if !is_of_keyboard => Form::Plain,
            Form::Whole | Form::Plain => Form::Bare,
            Form::Bare => Form::Apology,
            Form::Apology => return None,
        };
        Some(next).filter(|next| *next != Form::Apology || self.method != Method::Edit || self.lane != Lane::Bulk)
    }

    fn refused(self, reason: &'static str) -> Verdict {
        self.simpler(reason).map_or(Verdict::Refused { reason }, |form| Verdict::Simpler { form, in_doubt: false })
    }

    /// It may have arrived every time: its words alone go once more, then the apology.
    fn given_up(self, reason: &'static str) -> Verdict {
        let reason_then = if self.form == Form::Whole { reason } else { "unreadable" };
        self.simpler(reason_then).map_or(Verdict::Refused { reason }, |form| Verdict::Simpler { form, in_doubt: true })
    }
}

/// Makes the call.
pub(super) async fn answer(sender: &Sender, claimed: &Claimed, words: &Words) -> Result<i64, Class> {
    match claimed.method {
        Method::Send | Method::Edit => match outgoing(claimed, words) {
            Some(outgoing) => {
                let keeps_words = outgoing.edit.is_some() && outgoing.rendered.keeps_words();
                match sender.deliver(outgoing).await {
                    // Nothing is left from which buttons could be taken.
                    Err(Class::GoneMessage(reason) | Class::Refused(reason)) if keeps_words => Err(Class::Done(reason)),
                    answer => answer,
                }
            }
            None => Err(Class::Refused("unreadable")),
        },
        Method::React => receipt(sender, claimed).await,
    }
}

/// The receipt of a passed message: a reaction where it arrived and Telegram takes one, else a sentence.
async fn receipt(sender: &Sender, claimed: &Claimed) -> Result<i64, Class> {
    let Ok(receipt) = serde_json::from_str::<Receipt>(&claimed.payload) else {
        return Err(Class::Refused("unreadable"));
    };
    let sentence = |rendered| sender.deliver(Outgoing { chat: claimed.chat, edit: None, rendered, is_plain: false });
    match claimed.after {
        After::Arrived => {}
        After::Untrue => return sentence(receipt.untrue).await,
        After::Lost => return sentence(receipt.lost).await,
    }
    let Some(message) = receipt.message else { return Err(Class::Done("arrived")) };
    match sender.react(claimed.chat, message).await {
        Ok(()) => Ok(message),
        Err(Class::Refused(_) | Class::GoneMessage(_)) => sentence(receipt.arrived).await,
        Err(other) => Err(other),
    }
}

fn outgoing(claimed: &Claimed, words: &Words) -> Option<Outgoing> {
    let chat = claimed.chat;
    if claimed.form == Form::Apology {
        let rendered = Rendered { html: words.not_shown(claimed.language), keyboard: Keyboard::None };
        return Some(Outgoing { chat, edit: None, rendered, is_plain: true });
    }
    let mut rendered: Rendered = serde_json::from_str(&claimed.payload).ok()?;
    if claimed.resent && claimed.method == Method::Send {
        rendered.html = words.seen_before(&rendered.html, claimed.language);
    }
    let is_plain = claimed.form > Form::Whole;
    if is_plain {
        rendered.html = rendered.plain();
    }
    if claimed.form == Form::Bare {
        rendered.keyboard = Keyboard::None;
    }
    let edit = match claimed.method {
        Method::Send => None,
        Method::Edit => Some(claimed.message?),
        Method::React => return None,
    };
    Some(Outgoing { chat, edit, rendered, is_plain })
}

pub(super) fn verdict(answer: Result<i64, Class>, attempt: Attempt, now: Instant) -> Verdict {
    let later = || now + back_off(attempt.tries);
    // What may have arrived every time is not said as often.
    let much_later = || now + back_off(attempt.tries.saturating_mul(2));
    match answer {
        Ok(message) if attempt.form == Form::Apology => Verdict::Apologised { message },
        Ok(message) => Verdict::Sent { message },
        Err(Class::Done(reason)) => Verdict::Done { reason },
        Err(Class::GoneUser(reason)) => Verdict::Gone { reason },
        Err(Class::Missing(_)) => Verdict::Missing { again: now + limits::MISSING_AGAIN },
        Err(Class::GoneMessage(_)) if attempt.method == Method::Edit && attempt.form != Form::Apology => {
            Verdict::SendAnew
        }
        Err(Class::GoneMessage(reason)) => Verdict::Refused { reason },
        Err(Class::Refused(reason)) => attempt.refused(reason),
        Err(Class::Wait(seconds)) => {
            let asked = TimeDelta::seconds(i64::from(seconds)).min(limits::LONGEST_WAIT);
            Verdict::Again { at: (now + asked).max(later()), in_doubt: false }
        }
        // However long Telegram is away: what was promised to be said is said.
        Err(Class::Retry(_)) => Verdict::Again { at: later(), in_doubt: false },
        Err(Class::InDoubt(_)) if !attempt.alone => Verdict::Again { at: much_later(), in_doubt: true },
        // What one message alone suffers is no outage, and must not hold up its chat for ever.
        Err(Class::InDoubt(_)) if attempt.doubts + 1 < limits::DOUBTS => Verdict::Doubted { at: much_later() },
        Err(Class::InDoubt(reason)) => attempt.given_up(reason),
        Err(Class::Token) => Verdict::Again { at: now + limits::TOKEN_TRIED_AGAIN, in_doubt: false },
    }
}

/// 1 s, 2 s, 4 s … to 10 minutes.
pub(super) fn back_off(tries: i64) -> TimeDelta {
    let doublings = u32::try_from(tries.max(0)).unwrap_or(u32::MAX).min(limits::SEND_DOUBLINGS);
    TimeDelta::seconds(1_i64 << doublings).min(limits::LONGEST_BACK_OFF)
}
