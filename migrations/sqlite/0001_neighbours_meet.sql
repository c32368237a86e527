-- Instants are milliseconds since 1970 in UTC (`_ms`). Cells are H3 indexes of resolution 7 or 8.

-- People who use the bot. Their exact place is never stored.
create table neighbours (
    id integer primary key,
    telegram_id integer not null unique,
    first_name text not null,
    -- What others call them in its place, where they said so; and when they last changed that, three times: it is no mask.
    own_name text,
    named_at_ms integer,
    named_before_ms integer,
    named_before_that_ms integer,
    language text not null,
    cell integer,
    -- How often they set it, and when last and the time before: nobody looks for somebody by setting many places.
    times_settled integer not null default 0,
    settled_at_ms integer,
    settled_before_ms integer,
    agreed_at_ms integer,
    unreachable_at_ms integer,
    -- When they were last known to have come back.
    back_at_ms integer,
    created_at_ms integer not null
) strict;

-- By what name somebody knows a neighbour who was called otherwise since they met: the one that they last heard of, and when
-- they did; nothing where they knew it from the start.
create table known_as (
    neighbour_id integer not null references neighbours (id),
    by_id integer not null references neighbours (id),
    name text not null,
    told_at_ms integer,
    kept_at_ms integer not null,
    primary key (neighbour_id, by_id),
    check (neighbour_id <> by_id)
) strict, without rowid;
create index known_as_by_time on known_as (kept_at_ms);

-- Where each person is in the conversation. The version is raised by every change of the state.
create table conversations (
    neighbour_id integer primary key references neighbours (id),
    version integer not null,
    state text not null,
    question_card_id integer references cards (id),
    changed_at_ms integer not null
) strict;
create index conversations_by_change on conversations (changed_at_ms) where state <> '';
create index conversations_by_question on conversations (question_card_id) where question_card_id is not null;

-- States that could not be read any more; kept a week, so that a fault can be found.
create table unreadable_states (
    id integer primary key,
    neighbour_id integer not null references neighbours (id),
    state text not null,
    kept_at_ms integer not null
) strict;

-- Posts that want help.
create table asks (
    id integer primary key,
    asker_id integer not null references neighbours (id),
    category text not null,
    line text,
    urgency text not null,
    from_ms integer,
    to_ms integer,
    -- Erased, with all that its neighbours wrote, some time after the close.
    cell integer,
    access text not null,
    wish text,
    wanted integer not null check (wanted between 1 and 5),
    state text not null check (state in ('open', 'found', 'closed', 'expired')),
    version integer not null,
    -- How often its asker changed it so that people were asked anew; a time that two agreed is a version, and none of these.
    changes integer not null default 0 check (changes between 0 and version),
    posted_at_ms integer not null,
    closed_at_ms integer,
    wider integer not null default 0 check (wider in (0, 1)),
    -- Is it asked about in a small place? Counted at its first wave, and anew once others may be asked.
    small_place integer check (small_place in (0, 1)),
    link text unique,
    -- The version at which neighbours were last asked for it; 0 where nobody was.
    asked_version integer not null default 0 check (asked_version between 0 and version),
    -- When last a ping of it ended unsent that had waited for long: messages go out slowly.
    unsent_at_ms integer,
    -- The version at which a ping of it ended unsent: its asker had read that neighbours are asked for it as it was then, and by
    -- when they hear more.
    unsent_version integer not null default 0 check (unsent_version between 0 and version),
    -- The version at which somebody looked at it by themselves, not through a link; 0 where nobody did.
    seen_version integer not null default 0 check (seen_version between 0 and version),
    -- Who is to be asked before the others, at its asker's wish; and whether their turn came.
    first_id integer references neighbours (id),
    first_asked integer not null default 0 check (first_asked in (0, 1)),
    check (cell is not null or closed_at_ms is not null),
    check (urgency = 'no_hurry' or (from_ms is not null and to_ms is not null and from_ms <= to_ms))
) strict;
create index asks_by_asker on asks (asker_id, posted_at_ms);
create index asks_by_close on asks (closed_at_ms) where cell is not null;

-- Standing offers, "you may ask me": at most one a neighbour.
create table standing_offers (
    id integer primary key,
    helper_id integer not null unique references neighbours (id),
    things text not null,
    reach text not null check (reach in ('short_walk', 'across_town', 'driving', 'further')),
    cell integer not null,
    -- In which of the 21 slots of a week they can help: bit 0 is Monday morning, bit 20 Sunday evening.
    slots integer not null check (slots between 1 and 2097151),
    -- A line about the helper, which who asks reads with their yes.
    line text,
    paused integer not null check (paused in (0, 1)),
    asked_at_ms integer,
    kept_at_ms integer not null
) strict;

-- What the search for helpers reads: a row a thing of an offer through which its helper may be asked now.
-- `place` is the cell without its resolution, so that a cell and all cells in it are one range.
create table willing (
    category text not null,
    reach text not null,
    place integer not null,
    asked_at_ms integer not null,
    helper_id integer not null,
    slots integer not null,
    primary key (category, reach, place, asked_at_ms, helper_id)
) strict, without rowid;
create index willing_by_helper on willing (helper_id);

-- What the search for open asks reads: two rows an open ask, one under its category and one under 'anything',
-- so that whoever would help with anything reads one list.
create table open_asks (
    category text not null,
    place integer not null,
    posted_at_ms integer not null,
    ask_id integer not null,
    asker_id integer not null,
    from_ms integer,
    to_ms integer,
    primary key (category, place, posted_at_ms, ask_id)
) strict, without rowid;
create index open_asks_by_ask on open_asks (ask_id);

-- One post shown to one neighbour. Nobody is asked twice for the same.
create table pings (
    id integer primary key,
    ask_id integer not null references asks (id),
    helper_id integer not null references neighbours (id),
    state text not null check (state in ('open', 'yes', 'not_this_time', 'over')),
    reason text,
    browsing integer not null check (browsing in (0, 1)),
    through_link integer not null default 0 check (through_link in (0, 1)),
    wider integer not null default 0 check (wider in (0, 1)),
    asked_at_ms integer not null,
    -- When they last said yes or no; nothing where they left it, whatever the ask came to.
    answered_at_ms integer,
    -- How many messages asked them for it since they last answered, the last of them within a week: where it changes, it is asked
    -- anew.
    times integer not null default 1 check (times >= 0),
    unique (ask_id, helper_id),
    check (state <> 'open' or answered_at_ms is null)
) strict;
create index pings_by_helper on pings (helper_id, asked_at_ms) where browsing = 0;
create index pings_unanswered on pings (helper_id, browsing, asked_at_ms, times) where answered_at_ms is null;

-- One post and two people. The word, and with it contact, exists only once both agreed.
create table introductions (
    id integer primary key,
    ask_id integer not null references asks (id),
    asker_id integer not null references neighbours (id),
    helper_id integer not null references neighbours (id),
    state text not null check (state in ('proposed', 'agreed', 'declined', 'released', 'reserve', 'dropped', 'ended')),
    word text,
    ask_version integer not null,
    proposed_at_ms integer not null,
    agreed_at_ms integer,
    over_at_ms integer,
    -- Why a yes came to nothing that its asker did not answer.
    released_because text check (released_because in ('found', 'closed', 'timed_out', 'withdrawn', 'unanswered', 'met')),
    asker_outcome text,
    helper_outcome text,
    -- How often each was asked how it went, since they last said "not yet".
    asker_asked integer not null default 0,
    helper_asked integer not null default 0,
    -- How often each asked for another time, since the last was agreed.
    asker_times_asked integer not null default 0,
    helper_times_asked integer not null default 0,
    through_link integer not null default 0 check (through_link in (0, 1)),
    -- The time that the two agreed: the ask's, until they change it.
    agreed_urgency text,
    agreed_from_ms integer,
    agreed_to_ms integer,
    -- How often that became another time: what was asked about an older one is not the question any more.
    agreement integer not null default 0,
    -- Did one of the two end it after its time? Then nothing goes through it any more.
    cut_short integer not null default 0 check (cut_short in (0, 1)),
    -- The helper's own ask for the same: it closed as the two met.
    met_ask_id integer references asks (id),
    -- How often the yes was put to the asker: it may be taken back and said once more, and its helper recalled.
    said integer not null default 1 check (said >= 1),
    -- The version of the ask at which its asker heard that no answer came to a change; 0 where none did, or it was asked anew.
    silence_told_version integer not null default 0 check (silence_told_version >= 0),
    -- Did the helper ever stand by in reserve?
    stood_by integer not null default 0 check (stood_by in (0, 1)),
    -- Did they say thank you? Once each.
    asker_thanked integer not null default 0 check (asker_thanked in (0, 1)),
    helper_thanked integer not null default 0 check (helper_thanked in (0, 1)),
    unique (ask_id, helper_id),
    check (asker_id <> helper_id),
    check (state <> 'reserve' or stood_by = 1),
    check (state = 'ended' or cut_short = 0),
    check ((state in ('agreed', 'dropped', 'ended')) = (agreed_at_ms is not null)),
    check ((agreed_urgency is null) = (agreed_at_ms is null)),
    check (word is null or agreed_at_ms is not null)
) strict;
-- With who asked, so that the neighbours whom somebody helped are counted without sorting them.
create index introductions_by_helper on introductions (helper_id, asker_id);
create index introductions_by_asker on introductions (asker_id);
create index introductions_by_end on introductions (over_at_ms) where word is not null;

-- "The same person again?", as one neighbour last said of another whom they met. A no keeps the two apart, both ways
-- and for good: so it is kept beside the introductions, and outlives what is erased of them.
create table again (
    neighbour_id integer not null references neighbours (id),
    other_id integer not null references neighbours (id),
    introduction_id integer not null references introductions (id),
    yes integer not null check (yes in (0, 1)),
    said_at_ms integer not null,
    primary key (neighbour_id, other_id),
    check (neighbour_id <> other_id)
) strict, without rowid;
create index again_by_other on again (other_id, yes, neighbour_id);

-- Another time that one of two introduced people asks for: one question at a time, gone with its answer.
create table time_changes (
    introduction_id integer primary key references introductions (id),
    id integer not null,
    by_asker integer not null check (by_asker in (0, 1)),
    urgency text not null,
    from_ms integer,
    to_ms integer,
    ask_version integer not null,
    instead integer not null check (instead in (0, 1)),
    check (urgency = 'no_hurry' or (from_ms is not null and to_ms is not null and from_ms <= to_ms))
) strict;

-- Messages that were passed on between two introduced people; never their words.
create table relays (
    id integer primary key,
    introduction_id integer not null references introductions (id),
    sender_id integer not null references neighbours (id),
    original_message_id integer not null,
    edit_was_told integer not null default 0 check (edit_was_told in (0, 1)),
    passed_at_ms integer not null
) strict;
create unique index relays_by_original on relays (sender_id, original_message_id);
create index relays_by_time on relays (passed_at_ms);

-- What is due later without anybody's input: at most one row of each.
create table agenda (
    kind text not null,
    subject_id integer not null,
    due_ms integer not null,
    primary key (kind, subject_id)
) strict, without rowid;
create index agenda_by_time on agenda (due_ms, kind, subject_id);

-- Messages that show a thing and are edited as it changes. One live card a person and thing.
create table cards (
    id integer primary key,
    neighbour_id integer not null references neighbours (id),
    kind text not null check (kind in
        ('question', 'ask', 'ping', 'yes', 'reserve', 'introduction', 'time', 'how_was_it', 'afterwards', 'offer',
         'relay', 'write', 'thanks', 'showing')),
    -- Of a question 0, and 1 where it asks nothing any more.
    subject_id integer not null,
    message_id integer,
    live integer not null check (live in (0, 1)),
    made_at_ms integer not null
) strict;
create unique index cards_live on cards (neighbour_id, kind, subject_id) where live = 1;
create index cards_by_message on cards (neighbour_id, message_id);
create index cards_by_age on cards (made_at_ms);

-- The only way to speak. The payload is erased at the end.
create table outbox (
    id integer primary key,
    neighbour_id integer not null references neighbours (id),
    lane integer not null check (lane in (0, 1, 2)),
    method text not null check (method in ('send', 'edit', 'react')),
    card_id integer references cards (id),
    payload text,
    -- This row goes only after that one ended.
    after_id integer references outbox (id) on delete set null,
    guard text,
    guard_id integer,
    -- The version of the ask that the words are about.
    guard_version integer,
    -- Pings, nudges and questions wait for the end of the quiet hours, and some are worth nothing after a while.
    wakes integer not null default 0 check (wakes in (0, 1)),
    expires_ms integer,
    due_ms integer not null,
    state text not null check (state in ('waiting', 'sending', 'sent', 'gone', 'expired', 'refused', 'cancelled')),
    reason text,
    tries integer not null default 0,
    resent integer not null default 0 check (resent in (0, 1)),
    -- How simply it is said by now, and how often this message alone got no answer that can be read.
    form integer not null default 0 check (form in (0, 1, 2, 3)),
    doubts integer not null default 0,
    made_at_ms integer not null,
    ended_at_ms integer,
    check (method <> 'edit' or card_id is not null),
    check ((guard is null) = (guard_id is null)),
    check (guard is null or (guard in ('ping_open', 'proposed', 'silent')) = (guard_version is not null)),
    check ((state in ('waiting', 'sending')) = (ended_at_ms is null)),
    check ((state in ('waiting', 'sending')) = (payload is not null)),
    check (ended_at_ms is null or reason is not null)
) strict;
create index outbox_waiting on outbox (lane, id, neighbour_id, due_ms) where state = 'waiting';
create index outbox_waiting_chat on outbox (neighbour_id, lane, id, due_ms) where state = 'waiting';
create index outbox_sending on outbox (neighbour_id, id) where state = 'sending';
create unique index outbox_one_edit on outbox (card_id) where state = 'waiting' and method = 'edit';
create index outbox_by_card on outbox (card_id) where card_id is not null;
create index outbox_by_after on outbox (after_id) where after_id is not null;

-- Chats to which nothing is sent for a while, because Telegram said so or could not be reached.
create table waits (
    neighbour_id integer primary key references neighbours (id),
    until_ms integer not null,
    -- How often Telegram did not find the chat, since when: once may be an error of its own.
    missing integer not null default 0,
    missing_since_ms integer
) strict;

-- The line to Telegram, one row: until when polls succeeded, when it was back after the last outage, until when
-- Telegram wants no edits and broadcasts, and when a poll last failed, for the operator who looks.
create table line (
    id integer primary key check (id = 1),
    in_order_at_ms integer,
    back_at_ms integer,
    bulk_waits_until_ms integer,
    failed_at_ms integer,
    failure text check (failure in ('unreachable', 'silent', 'conflict', 'token', 'elsewhere', 'wait', 'other')),
    -- When it polls again after that.
    polls_at_ms integer,
    check ((failed_at_ms is null) = (failure is null) and (failure is null) = (polls_at_ms is null))
) strict;

-- Updates whose effects are committed, by membership: ids may be chosen anew after a quiet week.
create table seen (
    update_id integer primary key,
    seen_at_ms integer not null
) strict, without rowid;
create index seen_by_time on seen (seen_at_ms);

-- Updates whose step failed, their places and contacts cut out; kept a week.
create table quarantine (
    update_id integer primary key,
    raw text not null,
    reason text not null,
    reference text not null,
    kept_at_ms integer not null
) strict;
