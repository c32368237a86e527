//! Every bound of the program, each with its reason.

use std::time::Duration;

use chrono::TimeDelta;

use super::Metres;

/// An ask's line, in UTF-16 units: Telegram cuts a message at 4,096, and a ping adds its own words. Longer is a letter, not a line.
pub const LINE_UTF16: usize = 600;
/// A message, in UTF-16 units: Telegram refuses a longer one.
pub const MESSAGE_UTF16: usize = 4_096;
/// What stands on a button, in characters: a longer one does not fit a phone.
pub const LABEL_CHARS: usize = 40;
/// What Telegram shows before /start, in characters: it refuses more.
pub const ABOUT_CHARS: usize = 512;
/// The same, in a shared link.
pub const ABOUT_IN_SHORT_CHARS: usize = 120;
/// And what a command does.
pub const COMMAND_CHARS: usize = 256;
/// A first name, in characters: longer ones are decoration that breaks cards.
pub const NAME_CHARS: usize = 64;
/// Digits of a phone number: E.164 has 15 at most; fewer than 5 is no number of a person.
pub const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 5..=15;
/// Digits of a phone number among other words, however they are spaced: a local number has no fewer, and what is not written
/// like a day, a time or a price has seldom more.
pub const PHONE_DIGITS_IN_WORDS: usize = 7;
/// The same, written together: short local numbers; postcodes and amounts have fewer.
pub const PHONE_DIGITS_TOGETHER: usize = 6;
/// A passed-on message, in UTF-16 units: room for our heading under Telegram's 4,096, even where every character is escaped.
pub const RELAY_UTF16: usize = 3_000;
/// Messages that wait until their writer says whom they are for: more than people write before they look.
pub const WAITING_WORDS: usize = 10;
/// People in one wave: enough for a likely yes, few enough that most who say yes are needed.
pub const WAVE: usize = 5;
/// So long is waited for a yes before more neighbours are asked: for a *now* as long as somebody looks at a phone.
pub const WAVE_WAITS_NOW: TimeDelta = TimeDelta::minutes(15);
/// The same for today, and for tomorrow, which is as close: six hours would leave one wave before the night.
pub const WAVE_WAITS_TODAY: TimeDelta = TimeDelta::hours(1);
/// The same for this week: a morning and an evening.
pub const WAVE_WAITS_THIS_WEEK: TimeDelta = TimeDelta::hours(6);
/// The same where there is no hurry: whoever looks once a day has seen it.
pub const WAVE_WAITS_NO_HURRY: TimeDelta = TimeDelta::hours(24);
/// Fewer who may be asked than this is a small place: one wave to all of them.
pub const SMALL_PLACE: usize = 20;
/// Candidates that one search returns: far above a wave, and bounded in a city.
pub const CANDIDATES: usize = 500;
/// Open asks that a browsing helper is offered, one card at a time.
pub const NEAREST: usize = 10;
/// How far around is looked for them, one circle after the other until enough are found, in metres: a few times the area each.
pub const NEAREST_WITHIN: [f64; 5] = [1_000.0, 2_400.0, 6_500.0, 16_000.0, 40_000.0];
/// Where none of those may be shown, so many times as many are looked at, until all were.
pub const LOOK_FURTHER: usize = 8;
/// Things of one kind that one neighbour is shown at once. Where there are more, that is said.
pub const LISTED: u8 = 8;
/// Characters on a button that tell two of the same first name apart: with a short name they fit the width of a phone.
pub const TOLD_APART: usize = 26;
/// Characters of a first name on any other button: its words stand beside it.
pub const NAME_ON_BUTTON: usize = 20;
/// Characters of a first name on a button that tells two apart.
pub const SHORT_NAME: usize = 12;
/// Yeses beyond the number wanted after which nobody else is asked.
pub const SPARE_YESES: usize = 2;
/// People that one ask may want.
pub const WANTED_MAX: u8 = 5;
/// Unanswered pings a week for a helper who did not say otherwise: more of them, and people leave.
pub const PINGS_A_WEEK: i64 = 3;
/// The week of that.
pub const PINGS_WEEK: TimeDelta = TimeDelta::days(7);
/// Whoever may be asked for more from now on is asked so much later: who says what they may be asked for has one card before
/// them, and often changes more of it at once; and what is put off and on again is one change.
pub const ASKED_FROM: TimeDelta = TimeDelta::minutes(5);
/// Open asks that are looked at for who may be asked from now on, nearest first: some milliseconds.
pub const GOES_ON_AMONG: usize = 80;
/// How often a neighbour may set their area until the first introduction: the first pin can be wrong, and an address too. More
/// would be pins that look for somebody.
pub const AREAS_NEW: i64 = 5;
/// And how often within [`AREA_MONTH`], whoever they are: people move, and are away for some weeks.
pub const AREAS_A_MONTH: i64 = 2;
/// The month of that.
pub const AREA_MONTH: TimeDelta = TimeDelta::days(30);
/// How often a neighbour may change the name that others see within [`NAME_MONTH`]: enough to mend it, and no mask to put on
/// between two introductions. The way back to Telegram's does not count: it undoes a choice that did.
pub const NAMES_A_MONTH: i64 = 3;
/// The month of that.
pub const NAME_MONTH: TimeDelta = TimeDelta::days(30);
/// Whoever knows somebody hears this often at most that they are called otherwise: Telegram's name may change at any time.
pub const NAME_TOLD_EVERY: TimeDelta = TimeDelta::days(1);
/// Who is this close to the edge of their area is still in it: a pin is as exact as a thumb.
pub const EDGE: Metres = Metres(150.0);
/// Open asks of a new neighbour, until the first introduction: a stranger cannot fish for many people.
pub const OPEN_ASKS_NEW: i64 = 1;
/// Open asks of a neighbour who was introduced before.
pub const OPEN_ASKS: i64 = 3;
/// What ended while somebody could not be reached, as they are told: as many as fit into one message. Where there is more, that
/// is said.
pub const OVER_LISTED: u8 = 5;
/// The cards of what ended that say so as soon as somebody is back: more than anybody has open at once. Any other says it when it is
/// tapped.
pub const OVER_MENDED: i64 = 40;
/// Asks of one neighbour on one day, from midnight to midnight.
pub const ASKS_A_DAY: i64 = 5;
/// Changes of one ask after which people are asked anew: a plan changes once or twice, and each change is one more message to
/// people who were asked already. Who needs another closes the ask and posts it again, which counts for the day. A time that two
/// agreed is none of them.
pub const CHANGES: i64 = 3;
/// Other times that one of two introduced people asks for, until the next is agreed: a plan changes once or twice, and each is
/// one more message; beyond it they write to each other.
pub const TIMES_ASKED: i64 = 3;
/// Yeses to one ask that wait at once, for its asker or in case they are needed: whoever of the most that one ask may want drops
/// out, there are others for them, more than once. Beyond it, who says yes hears at once that enough did.
pub const YESES_WAIT: usize = 20;
/// Neighbours who are shown one ask through its link: more than a street has, and few enough that every step of the ask can look
/// at all of them. A chat of thousands finds its helpers among the first.
pub const LINK_OPENED: i64 = 300;
/// How often a yes to one ask is put to its asker, where its helper takes it back and says it once more: a slip is mended, and a
/// mind may change once. Each time the asker hears of it twice.
pub const YES_SAID: i64 = 3;
/// Updates a minute of one person; beyond it one notice, then nothing until the minute is over.
pub const UPDATES_A_MINUTE: u32 = 20;
/// The minute of that.
pub const FLOOD_MINUTE: TimeDelta = TimeDelta::minutes(1);
/// Turns that share a transaction where many people write at once: a few milliseconds, and one way to the disk.
pub const TURNS_TOGETHER: usize = 16;
/// People whose updates of the minute are counted at once, some megabytes; beyond it who wrote longest ago is forgotten first.
pub const FLOOD_COUNTED: usize = 10_000;
/// Taps that are answered at once, beside their turns: as many as one poll brings. Beyond it Telegram is slow to take the
/// answers, and a button turns until Telegram's app stops it; what the tap does is shown all the same.
pub const TAPS_ANSWERED: usize = 100;
/// Messages that one chat may get at once: a card, what it changes, and the question beneath. An operator may say otherwise.
pub const CHAT_BURST: u32 = 5;
/// And one more each time that this passed: Telegram asks for no more than one a second in a chat.
pub const CHAT_REFILLS: TimeDelta = TimeDelta::seconds(1);
/// Edits a second that nobody waits for: of the thirty calls that Telegram takes from one bot, some stay for who waits. An operator
/// may say otherwise.
pub const BULK_A_SECOND: u32 = 25;
/// Chats that are written to at once: enough that slow calls hold nobody up, few enough for one machine's connections.
pub const CHATS_AT_ONCE: usize = 30;
/// Rows of the outbox that are looked at, to find some whose chat has room: a few times as many as are sent at once.
pub const HEADS: i64 = 100;
/// Chats that delivery remembers, for their budgets or for what is in doubt: a busy hour of a large town, some megabytes.
pub const CHATS_REMEMBERED: usize = 10_000;
/// Work that waits for the writer of the database, in each of its two queues; more of it, and whoever brings it waits.
pub const WORK_WAITS: usize = 64;
/// A yes that its asker leaves unanswered is released after this.
pub const YES_WAITS: TimeDelta = TimeDelta::hours(48);
/// Who is asked in the evening whether they still can that day has at least this long before others are, who may be asked
/// until the night only.
pub const ANSWER_TAKES: TimeDelta = TimeDelta::minutes(30);
/// An unanswered ping is edited when its ask closes while it is younger than this; older ones mend themselves on a tap.
pub const PING_EDITED: TimeDelta = TimeDelta::hours(48);
/// "Did it happen?" is asked so often: once, and one reminder.
pub const OUTCOME_ASKED: i64 = 2;
/// How many waits of a wave an asker without a yes hears nothing for, at most: a word after each wave would be too many
/// where waves follow each other within minutes.
pub const WORD_WAITS: i32 = 4;
/// An ask ends by itself this long after its date, or an undated one after the question whether it is still needed: it is found on
/// the day after.
pub const ENDS_AFTER: TimeDelta = TimeDelta::days(1);
/// An ask without a date is asked about after this, and paused without an answer a day later.
pub const UNDATED_ASK: TimeDelta = TimeDelta::days(13);
/// A standing offer is asked about after this.
pub const OFFER_RENEWED: TimeDelta = TimeDelta::days(60);
/// And paused this long after, without an answer.
pub const OFFER_PAUSED: TimeDelta = TimeDelta::days(30);
/// "Writing to" ends after this long without a word.
pub const WRITING_IDLE: TimeDelta = TimeDelta::minutes(30);
/// For a *now*: how long its window is, of an ask from the asking, of what two agree from their introduction; afterwards both are
/// asked how it went.
pub const NOW_LASTS: TimeDelta = TimeDelta::hours(2);
/// Help without a date: both are asked how it went after this.
pub const UNDATED_HELP: TimeDelta = TimeDelta::days(3);
/// "Did it happen?" is repeated once after this, and closed as not known after the same again.
pub const OUTCOME_REMINDER: TimeDelta = TimeDelta::hours(24);
/// The two of an introduction may still write to each other for so long after both told how it went: for a thank-you,
/// or a scarf that was left behind.
pub const STILL_WRITE: TimeDelta = TimeDelta::hours(24);
/// Quiet hours in the neighbour's zone: no pings, nudges or questions from the first hour to the second.
pub const QUIET: (u32, u32) = (21, 8);
/// Words, places and contacts of a thing are erased this long after its close; whoever comes back to it before finds it.
pub const WORDS_KEPT: TimeDelta = TimeDelta::days(30);
/// What only an introduction holds, after its end: a question about what happened can come late.
pub const INTRODUCTIONS_KEPT: TimeDelta = TimeDelta::days(90);
/// Which messages were passed on between whom: as long as somebody may reply to one. Words that wait to be passed on too.
pub const RELAYS_KEPT: TimeDelta = TimeDelta::days(7);
/// Updates and states that could not be handled or read: as long as it takes to find the fault.
pub const FAULTS_KEPT: TimeDelta = TimeDelta::days(7);
/// Cards of things that are over: until then an old button is mended on its own message.
pub const CARDS_KEPT: TimeDelta = TimeDelta::days(90);
/// Telegram keeps a tap for so long, and messages for 24 hours: after a longer outage people are asked to press again.
pub const TAPS_WAIT: TimeDelta = TimeDelta::seconds(150);
/// Telegram keeps messages for so long.
pub const TELEGRAM_KEEPS: TimeDelta = TimeDelta::hours(24);
/// After an outage of this length operators are told, before messages are lost.
pub const OUTAGE_ALARM: TimeDelta = TimeDelta::hours(20);
/// Who touched an open question within this time before an outage may have gone on during it.
pub const IN_THE_MIDDLE: TimeDelta = TimeDelta::hours(1);
/// People who are told of an outage: a busy hour of a large town.
pub const TOLD_OF_OUTAGE: i64 = 1_000;
/// The time of the last successful poll is written down this often: well within what a tap waits.
pub const LINE_KEPT_EVERY: TimeDelta = TimeDelta::seconds(60);
/// What is to be erased is looked for this often.
pub const ERASED_EVERY: TimeDelta = TimeDelta::hours(24);
/// Rows of one kind that are erased in one transaction: some milliseconds.
pub const ERASED_AT_ONCE: i64 = 200;
/// A minute without anything new is a good one to fold the log of the database into its file.
pub const LOG_FOLDED_AFTER: Duration = Duration::from_mins(1);
/// The log of the database, in bytes: it is cut to half of this by itself, unless somebody reads on and on.
pub const LOG_IS_LARGE: u64 = 128 << 20;
/// What the log of the database is cut to, in bytes, once it is folded.
pub const LOG_IS_CUT_TO: u64 = LOG_IS_LARGE / 2;
/// The log of the database is folded into its file after so many pages of 4 KiB: a page that changes again and again is copied once
/// in so many, not once in a thousand. It stays below what the log is cut to.
pub const LOG_FOLDED_PAGES: u32 = 4_000;
/// Who finds the file of the database held waits so long for it: a look or a backup of another program is through by then.
pub const HELD: Duration = Duration::from_secs(10);
/// Connections that only read the database: its two searches, what is to be sent, and a look.
pub const READERS: u32 = 4;
/// Statements that a connection keeps prepared: all that the program has.
pub const STATEMENTS: usize = 256;
/// The clock looks again after this at the latest: a machine that slept wakes up late.
pub const SLEEPS_AT_ONCE: Duration = Duration::from_mins(1);
/// Update ids are remembered this long: Telegram keeps an update for a day and may choose new ids after a week.
pub const SEEN: TimeDelta = TimeDelta::days(7);
/// Telegram did not find a chat so often within a day: its person is gone. Once or twice can be an error of its own.
pub const MISSING_TIMES: i64 = 3;
/// Within this.
pub const MISSING_WITHIN: TimeDelta = TimeDelta::hours(24);
/// What the database or an outbox that cannot be read interrupted goes on after this.
pub const TRY_AGAIN: TimeDelta = TimeDelta::seconds(1);
/// A chore that cannot be done is put off by this, and the others are done meanwhile.
pub const CHORE_PUT_OFF: TimeDelta = TimeDelta::hours(1);
/// A call that gets no answer by then is given up: longer than Telegram takes where it answers at all.
pub const CALL_GIVES_UP: Duration = Duration::from_secs(17);
/// A connection that is silent for so long is asked whether it lives: before a router on the way forgets it.
pub const CONNECTION_ASKED: Duration = Duration::from_secs(15);
/// As many calls in flight are many: what ends within [`ENDS_TOGETHER`] is marked in one transaction.
pub const MANY_CALLS: usize = 4;
/// Less than anybody notices, and some answers come meanwhile.
pub const ENDS_TOGETHER: Duration = Duration::from_millis(2);
/// After this many doublings of a second the wait before a message is tried again grows no more: then it is [`LONGEST_BACK_OFF`].
pub const SEND_DOUBLINGS: u32 = 10;
/// The longest wait between two tries of one message, where Telegram names none: an outage is over soon, or lasts for hours.
pub const LONGEST_BACK_OFF: TimeDelta = TimeDelta::minutes(10);
/// Telegram does not know the token: nothing else is sent either, until somebody puts that right.
pub const TOKEN_TRIED_AGAIN: TimeDelta = TimeDelta::minutes(5);
/// A chat that was not found is tried again after this: longer than a restart of Telegram's servers, and no long wait.
pub const MISSING_AGAIN: TimeDelta = TimeDelta::minutes(10);
/// A message alone, while others arrive, got no answer that can be read this often: it is said more simply, and in the end
/// given up, since its chat waits behind it, and may have got it every time. Where half of all calls fail, one message in some
/// hundreds meets that; where more do, it does not count.
pub const DOUBTS: i64 = 4;
/// A wait that Telegram asks for before something is sent is cut to this: it says so again if it means it.
pub const LONGEST_WAIT: TimeDelta = TimeDelta::days(7);
/// The same before the next poll: messages wait at Telegram for 24 hours, and are lost after that.
pub const LONGEST_POLL_WAIT: TimeDelta = TimeDelta::hours(1);
/// Telegram asks to wait longer than this, or a message is tried again that late: operators are told. An asker whose pings wait
/// for so long reads it where they look, and in the next word that they get.
pub const LONG_WAIT: TimeDelta = TimeDelta::seconds(300);
/// After an outage what is overdue is made good within this: an hour that was named and has passed is not named again.
pub const MADE_GOOD: TimeDelta = TimeDelta::minutes(5);
/// A poll waits so many seconds for an update on Telegram's side; its most is 50.
pub const POLL_SECONDS: u32 = 30;
/// A poll that brought no answer by then is given up.
pub const POLL_GIVES_UP: TimeDelta = TimeDelta::seconds(40);
/// After this many doublings the wait between polls that fail grows no more: 64 s.
pub const POLL_DOUBLINGS: u32 = 6;
/// The wait before the next poll where only somebody can put it right: another program polls, or the token is not known.
pub const POLL_PUT_RIGHT: TimeDelta = TimeDelta::seconds(30);
/// Without a successful poll for this long: a new HTTP client, and again after the same time.
pub const LINE_RENEWED_AFTER: TimeDelta = TimeDelta::seconds(120);
/// With nothing but silence for this long the program ends, for its supervisor to start anew.
pub const LINE_GIVEN_UP_AFTER: TimeDelta = TimeDelta::seconds(300);
/// As many different chats put off within [`PUT_OFF_TOGETHER`] mean that Telegram means all of them.
pub const PUT_OFF_CHATS: usize = 3;
/// The time in which those are put off.
pub const PUT_OFF_TOGETHER: TimeDelta = TimeDelta::seconds(5);
/// As many chats in doubt are an outage of a part of Telegram: it keeps people in several places.
pub const CHATS_IN_DOUBT: usize = 4;
/// A message in doubt that was not tried again for this long is not sent any more.
pub const DOUBT_LASTS: TimeDelta = TimeDelta::minutes(30);
/// That delivery is slow is told this often while it is: each message would say it for itself.
pub const SLOWNESS_TOLD_EVERY: TimeDelta = TimeDelta::hours(1);
/// `check`: a message that could be sent and waits longer than this says that nothing is sent.
pub const WAITS_TOO_LONG: TimeDelta = TimeDelta::minutes(15);
/// `check`: a running bot writes down every minute whether it receives, or until when Telegram asks it to wait; it is silent for
/// longer where it does not run, or cannot write.
pub const UNHEARD_FOR: TimeDelta = TimeDelta::minutes(5);
/// `check`: what was refused or put aside within this time is news.
pub const NEWS: TimeDelta = TimeDelta::hours(24);
/// `check`: less room on the disk than this, in bytes, is none.
pub const NO_ROOM: usize = 1 << 20;
/// `check`: as many updates wait at Telegram only where nobody takes them.
pub const MANY_UPDATES: i64 = 200;
/// An end may take this long: a supervisor kills after ten seconds. Nothing depends on a good end.
pub const STOP_WITHIN: Duration = Duration::from_secs(9);
/// What is kept back on the disk at most, in bytes: with it the open things of a large town go on for weeks.
pub const DISK_RESERVE: u64 = 64 << 20;
/// Who runs the bot and how to reach them, in characters: an address, a number and a name; it stands in one message with the rules.
pub const OPERATOR: usize = 300;
