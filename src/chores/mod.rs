//! What is due without anybody's input: waves, nudges, questions, expiry, erasing. Each is a short transaction.

use std::sync::Arc;

use futures_util::FutureExt;
use tokio::sync::{Notify, watch};

use crate::app::clock::Clock;
use crate::delivery::Idle;
use crate::domain::{
    Card, Due, FIRST_VERSION, Instant, IntroductionId, Moment, NeighbourId, Ping, PostId, limits, window,
};
use crate::matching::{self, Candidate};
use crate::store::{Helper, Queue, StoreError, Tx};
use crate::talk::facts::{Introduced, Led, MyAsk};
use crate::talk::{self, Effect, ask, introduction, name, offer};
use crate::turn::{
    self, Setting, Stage, alike, apply, asks_too, dropping_out, introduced, leaving, my_ask, pausing,
    pausing_by_itself, seek, shown_pings, stopped, turning, with_its_ping,
};

/// Does what is due.
pub struct Chores {
    /// What they work with.
    pub setting: Setting,
    /// The time.
    pub clock: Clock,
    /// Rung when something may be due.
    pub bell: Arc<Notify>,
    /// Rung when something may wait in the outbox.
    pub delivery: Arc<Notify>,
    /// Nothing is due before.
    pub idle: watch::Sender<Option<Idle>>,
}

impl Chores {
    /// Does what is due until told to stop.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow_and_update() {
            let wake = match self.all_due().await {
                Ok(idle) => {
                    self.idle.send_replace(Some(idle));
                    idle.until
                }
                Err(error) => {
                    tracing::error!(error = %error, "a chore could not be done; trying again");
                    self.setting.room.gives_way(&error);
                    Some(self.clock.now() + limits::TRY_AGAIN)
                }
            };
            tokio::select! {
                () = self.bell.notified() => {}
                () = self.clock.reach(wake) => {}
                _ = stop.changed() => {}
            }
        }
    }

    async fn all_due(&self) -> Result<Idle, StoreError> {
        loop {
            let commits = self.setting.store.commits();
            let now = self.clock.now();
            let first = self.setting.store.first_due().await?;
            if first.is_none_or(|first| first > now) {
                return Ok(Idle { commits, until: first });
            }
            let mut done = self.one_due(now).await;
            // Two ids can be alike by chance: another try draws others.
            if done.as_ref().is_err_and(StoreError::is_fault) {
                done = self.one_due(now).await;
            }
            match done {
                // One thing that cannot be done keeps nobody else waiting: it is tried again later.
                Err(error) if error.is_fault() => {
                    tracing::error!(error = %error, "a chore could not be done; trying it again in an hour");
                    self.postpone(now).await?;
                }
                done => done?,
            }
            self.delivery.notify_one();
        }
    }

    async fn postpone(&self, now: Instant) -> Result<(), StoreError> {
        let later = now + limits::CHORE_PUT_OFF;
        let work = self.setting.store.write(Queue::Chores, move |tx: &mut Tx| tx.postpone_first(now, later).boxed());
        work.await
    }

    /// Does one thing that is due.
    async fn one_due(&self, now: Instant) -> Result<(), StoreError> {
        let (setting, mut moment) = (self.setting.clone(), self.setting.moment(now));
        self.setting
            .store
            .write(Queue::Chores, move |tx: &mut Tx| {
                async move {
                    match tx.take_due(now).await? {
                        Some(due) => one(tx, &setting, &mut moment, due).await,
                        None => Ok(()),
                    }
                }
                .boxed()
            })
            .await
    }
}

/// Does one thing that is due.
async fn one(tx: &mut Tx, setting: &Setting, moment: &mut Moment, due: Due) -> Result<(), StoreError> {
    // It was put on the agenda for the waking hours; a program that was down may come to it at night.
    if due.would_wake_people() && window::is_quiet(moment.now, moment.zone) {
        return tx.schedule(due, window::after_quiet(moment.now, moment.zone)).await;
    }
    let effects = match due {
        Due::Wave(post) => wave_of(tx, moment, post).await?,
        Due::Word(post) => my_ask(tx, post, moment).await?.map_or(Vec::new(), |my_ask| ask::word(moment, &my_ask)),
        Due::WithWhom(post) => alike(tx, post, moment).await?.map_or(Vec::new(), |it| offer::alike(moment, &it)),
        Due::WithWhomToo(post) => alike(tx, post, moment).await?.map_or(Vec::new(), |it| offer::alike_too(moment, &it)),
        Due::DayTurns(post) => day_turns(tx, (setting, moment), post).await?,
        Due::ShowPings(post) => talk::ping::shown_anew(&shown_pings(tx, post, moment).await?),
        Due::GoesSlowly(post) | Due::GoesOn(post) => {
            my_ask(tx, post, moment).await?.map_or(Vec::new(), |my_ask| ask::at_its_pace(&my_ask, due))
        }
        Due::StillNeeded(post) => {
            my_ask(tx, post, moment).await?.map_or(Vec::new(), |my_ask| ask::ask_if_needed(moment, &my_ask))
        }
        Due::Expire(post) => expire(tx, moment, post).await?,
        Due::Nudge(id) => of_yes(tx, (setting, moment), (id, introduction::nudge)).await?,
        Due::AskAgain(id) => of_yes(tx, (setting, moment), (id, introduction::ask_again)).await?,
        Due::Unheard(id) => {
            let facts = dropping_out(tx, (setting, moment), id).await?;
            facts.map_or(Vec::new(), |facts| introduction::unheard(moment, &facts))
        }
        Due::Release(id) => {
            let facts = dropping_out(tx, (setting, moment), id).await?;
            facts.map_or(Vec::new(), |facts| introduction::time_out(moment, &facts))
        }
        Due::TimePasses(id) => {
            introduced(tx, (setting, moment), id).await?.map_or(Vec::new(), |facts| introduction::time_passes(&facts))
        }
        Due::HowWasIt(id) => {
            tx.expire_questions(id, moment.now).await?;
            let facts = introduced(tx, (setting, moment), id).await?;
            facts.map_or(Vec::new(), |facts| introduction::how_was_it(moment, &facts))
        }
        Due::RenewOffer(helper) => {
            tx.offer(helper).await?.map_or(Vec::new(), |offer| offer::ask_to_renew(moment, offer))
        }
        Due::TellName(who) => tell_name(tx, moment, who).await?,
        Due::Unreachable(who) => {
            tx.reachable(who, false, moment.now).await?;
            let leaving = leaving(tx, (setting, moment), who).await?;
            talk::leave(moment, &leaving)
        }
        Due::Paused(who) => {
            pausing(tx, (setting, moment), who).await?.map_or(Vec::new(), |it| talk::pause(moment, &it))
        }
        Due::MayBeAsked(who) => ask::go_on(moment, (who, &stopped(tx, who, moment).await?)),
        Due::WritingIdle(who) => {
            tx.conversation(who).await?.map_or(Vec::new(), |it| turn::writing_idle(moment.now, &it))
        }
        Due::WasAway(who) => tx.left_alone(who).await?.map_or(Vec::new(), |it| turn::was_away(&it, moment.now)),
        Due::Erase => erase(tx, moment).await?,
        Due::PauseOffer(helper) => pause_offer(tx, moment, helper).await?,
    };
    apply(tx, &mut Stage::new(setting, moment, None), effects).await
}

/// What follows for a yes, by the ping that it answered.
type OfYes = fn(&Moment, &Introduced, Ping) -> Vec<Effect>;

async fn of_yes(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    (id, follows): (IntroductionId, OfYes),
) -> Result<Vec<Effect>, StoreError> {
    let found = with_its_ping(tx, (setting, moment), id).await?;
    Ok(found.map_or(Vec::new(), |(facts, ping)| follows(moment, &facts, ping)))
}

/// Who has to do with a neighbour hears how they are called by now.
async fn tell_name(tx: &mut Tx, moment: &Moment, who: NeighbourId) -> Result<Vec<Effect>, StoreError> {
    let hear = tx.hears_of_name(who).await?;
    Ok(tx.neighbour(who).await?.map_or(Vec::new(), |(it, _)| name::tell(moment, &it, &hear)))
}

/// What is open of an ask names its day from this day.
async fn day_turns(
    tx: &mut Tx,
    (setting, moment): (&Setting, &mut Moment),
    post: PostId,
) -> Result<Vec<Effect>, StoreError> {
    let turning = turning(tx, (setting, moment), post).await?;
    Ok(turning.map_or(Vec::new(), |turning| talk::day_turns(moment, &turning)))
}

/// An ask ends by itself. An undated one was asked about before: where that never reached its asker, it is first.
async fn expire(tx: &mut Tx, moment: &Moment, post: PostId) -> Result<Vec<Effect>, StoreError> {
    let Some(my_ask) = my_ask(tx, post, moment).await? else { return Ok(Vec::new()) };
    let ask = &my_ask.ask;
    if ask.when.window.is_none() && !tx.was_sent(ask.asker, Card::Ask(ask.id)).await? {
        return Ok(ask::ask_if_needed(moment, &my_ask));
    }
    Ok(ask::expire(moment, &my_ask))
}

/// Nobody said whether their offer still stands.
async fn pause_offer(tx: &mut Tx, moment: &Moment, helper: NeighbourId) -> Result<Vec<Effect>, StoreError> {
    let Some(offer) = tx.offer(helper).await? else { return Ok(Vec::new()) };
    Ok(offer::pause_unanswered(moment, offer, &pausing_by_itself(tx, moment, helper).await?))
}

/// What is old enough is erased, some of it at a time.
async fn erase(tx: &mut Tx, moment: &Moment) -> Result<Vec<Effect>, StoreError> {
    let more = tx.erase(moment.now).await?;
    let next = if more { moment.now } else { moment.now + limits::ERASED_EVERY };
    tx.schedule(Due::Erase, next).await?;
    Ok(Vec::new())
}

/// A wave of an ask is due; who was not sent their ping in time was not asked.
async fn wave_of(tx: &mut Tx, moment: &mut Moment, post: PostId) -> Result<Vec<Effect>, StoreError> {
    tx.expire_pings(post, moment.now).await?;
    let Some(mut my_ask) = my_ask(tx, post, moment).await? else { return Ok(Vec::new()) };
    // With whom they could do it is shown beneath, at the same instant.
    if tx.scheduled(Due::WithWhom(post)).await?.is_some() && alike(tx, post, moment).await?.is_some() {
        my_ask.led = my_ask.led.max(Led::ToCard);
    }
    wave(tx, moment, &my_ask).await
}

/// The next few neighbours are asked.
async fn wave(tx: &mut Tx, moment: &mut Moment, my_ask: &MyAsk) -> Result<Vec<Effect>, StoreError> {
    let mut chosen = Vec::new();
    if ask::wants_more(my_ask, moment.now) {
        let ask = &my_ask.ask;
        let seek = seek(my_ask, moment);
        let mut helpers = tx.helpers(&seek).await?;
        let worked_well = tx.worked_well(ask.asker).await?;
        let saw_it = if ask.version > FIRST_VERSION { tx.withdrawn(ask.id).await? } else { Vec::new() };
        // In a city they may not be among those who were found.
        for id in worked_well.iter().chain(&saw_it).copied().chain(ask::goes_first(my_ask, moment)) {
            if !helpers.iter().any(|helper| helper.id == id) {
                helpers.extend(tx.helper(&seek, id).await?);
            }
        }
        let candidate = |helper: &Helper| Candidate {
            helper: helper.id,
            saw_it: saw_it.contains(&helper.id),
            named_it: helper.named_it,
            worked_well: worked_well.contains(&helper.id),
            asked_at: helper.asked_at,
        };
        let small = is_small_place(tx, ask.id, helpers.len()).await?;
        for id in ask::choose(my_ask, moment, small, helpers.iter().map(candidate).collect()) {
            let found = helpers.iter().find(|helper| helper.id == id);
            if let (Some((neighbour, _)), Some(helper)) = (tx.neighbour(id).await?, found) {
                let before = tx.ping_of(ask.id, id).await?.map(|ping| ping.id);
                let (band, wider) = (helper.cell.band(ask.cell), helper.wider);
                let asks_too = asks_too(tx, id, ask).await?;
                chosen.push(ask::Found { neighbour, band, wider, before, asks_too });
            }
        }
    }
    Ok(ask::wave(moment, my_ask, &chosen))
}

/// Counted once for an ask: who answers something else meanwhile does not make a place small. Where many joined since, they are
/// not asked all at once.
async fn is_small_place(tx: &mut Tx, post: PostId, found: usize) -> Result<bool, StoreError> {
    if let Some(small) = tx.small_place(post).await? {
        return Ok(small && matching::is_small(found));
    }
    let small = matching::is_small(tx.asked_for(post).await? + found);
    tx.keep_small_place(post, small).await?;
    Ok(small)
}
