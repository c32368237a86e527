//! An ask that is sent on by a link.

use chrono::TimeDelta;

use super::town::{Deeds, Neighbour, Town};

/// The payload of the link that an asker gets.
async fn link(asker: &Neighbour<'_>) -> String {
    asker.taps("Send it to someone yourself").await;
    asker.last().split_once("?start=").unwrap().1.split_whitespace().next().unwrap().to_owned()
}

/// The line of the ask becomes another one.
async fn changes_line(asker: &Neighbour<'_>, line: &str) {
    for label in ["Change it", "The line"] {
        asker.taps(label).await;
    }
    asker.says(line).await;
    asker.taps("Save the change").await;
}

/// Ada asks for two bags, and has the link of it.
async fn shared(town: &Town) -> (Neighbour<'_>, String) {
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    let link = link(&ada).await;
    (ada, link)
}

#[tokio::test]
async fn a_stranger_says_yes_to_a_shared_ask_in_two_taps() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let ben = town.neighbour("Ben");
    ben.starts_with(&link).await;
    insta::assert_snapshot!(ben.last(), @r"
    I connect neighbours, and give no one your name before you say yes. Somebody shared this with you:

    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    If you say yes, they see: Ben, new here. Nobody is told if you do not. By saying yes you also say that you are 18 or over and agree to the rules. What you write in an ask may be about health: only write what neighbours may read.
    [18 or over, I agree: I can help]
    [Not this time]
    [Rules, and what is kept]
    ");
    ben.taps("18 or over, I agree: I can help").await;
    assert_eq!(ben.deeds(), Deeds { taps: 2, lines: 0 });
    assert!(ben.last().contains("Thank you! I have told them."), "{}", ben.last());
    assert!(!ben.sees("Ada"), "{}", ben.screen());
    assert!(ada.last().contains("Ben can help.\n\nthrough your link, new here"), "{}", ada.last());
    ada.taps("Yes, introduce us").await;
    assert!(ben.last().contains("You and Ada are introduced."), "{}", ben.last());
    ben.says("/start").await;
    assert!(ben.last().contains("[I need help] [I can help]"), "they agreed: {}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn who_came_through_a_link_keeps_its_ask_whatever_they_say_first() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let ben = town.neighbour("Ben");
    ben.starts_with(&link).await;
    for chatter in ["who is this for?", "/help", "/start", "Cancel"] {
        ben.says(chatter).await;
        assert!(ben.last().contains("Somebody shared this with you:"), "{chatter}: {}", ben.screen());
        let also_above = u8::from(chatter == "/start" || chatter == "Cancel");
        assert_eq!(
            ben.times("[18 or over, I agree: I can help]"),
            1 + usize::from(also_above),
            "{chatter}: {}",
            ben.screen()
        );
    }
    ben.says("My husband can't breathe").await;
    assert!(ben.last_before(2).starts_with("If somebody is in danger, call 112"), "{}", ben.screen());
    ben.sends(doorstep::demo::Content::Sticker { emoji: "👍".to_owned() }).await;
    assert!(ben.last().contains("Somebody shared this with you:"), "{}", ben.last());
    ben.taps("18 or over, I agree: I can help").await;
    assert!(ben.last().contains("Thank you! I have told them."), "{}", ben.last());
    assert!(ada.last().contains("Ben can help."), "{}", ada.last());
    ben.says("hello?").await;
    assert!(ben.last().contains("I only understand the buttons here."), "it is answered: {}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn the_rules_can_be_read_before_a_yes_through_a_link() {
    let town = Town::open().await;
    let (_ada, link) = shared(&town).await;
    let ben = town.neighbour("Ben");
    ben.starts_with(&link).await;
    let card = ben.button("Rules, and what is kept");
    ben.taps("Rules, and what is kept").await;
    assert!(ben.last().contains("You are 18 or over."), "{}", ben.last());
    assert!(ben.message(card.message).contains("“Two bags”"), "the ask stays in sight: {}", ben.screen());
    ben.taps("Back").await;
    assert!(ben.last().contains("Somebody shared this with you:"), "{}", ben.last());
    ben.taps("Rules, and what is kept").await;
    ben.taps("My name").await;
    ben.says("Benno").await;
    ben.taps("Back").await;
    assert!(ben.last().contains("Somebody shared this with you:"), "a name of one's own loses no ask: {}", ben.last());
    assert!(ben.last().contains("they see: Benno, new here."), "{}", ben.last());
    ben.taps("Not this time").await;
    ben.says("thanks").await;
    assert!(ben.last().contains("[18 or over, I agree: I need help]"), "it is answered: {}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn the_link_tells_neither_who_asks_nor_where() {
    let town = Town::open().await;
    let ada = town.neighbour("Ada");
    ada.asks_for("Two bags").await;
    let first = link(&ada).await;
    assert!(
        ada.last().contains("It shows what you need, not your name or place, to 300 people at most:"),
        "{}",
        ada.last()
    );
    assert_eq!(link(&ada).await, first, "there is one");
    let letters = first.strip_prefix("ask_").unwrap();
    assert!(letters.len() >= 22 && !first.to_lowercase().contains("ada"), "128 bits by chance: {first}");
    town.close().await;
}

#[tokio::test]
async fn the_link_dies_with_the_ask() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let ben = town.neighbour("Ben");
    ben.starts_with(&link).await;
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    assert!(ben.last().contains("This ask is over."), "{}", ben.last());
    let cleo = town.neighbour("Cleo");
    cleo.starts_with(&link).await;
    assert!(cleo.last().contains("That link no longer works."), "{}", cleo.last());
    assert!(!cleo.sees("Two bags"), "{}", cleo.screen());
    ben.starts_with(&link).await;
    assert!(ben.last().contains("This ask is over."), "{}", ben.last());
    for made_up in ["ask_", "ask_0", "ask_AAAAAAAAAAAAAAAAAAAAAA"] {
        cleo.starts_with(made_up).await;
        assert!(cleo.last().contains("That link no longer works."), "{made_up}: {}", cleo.last());
    }
    town.close().await;
}

#[tokio::test]
async fn the_link_of_an_ask_that_found_somebody_says_so_and_leads_there_again_when_they_drop_out() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let (cara, dan, erik) = (town.neighbour("Cara"), town.neighbour("Dan"), town.neighbour("Erik"));
    cara.starts_with(&link).await;
    cara.taps("18 or over, I agree: I can help").await;
    ada.taps("Yes, introduce us").await;
    dan.starts_with(&link).await;
    insta::assert_snapshot!(dan.last(), @r"
    Somebody already said yes to this. Thank you for looking. You can open the link again later, in case that changes.

    I ask neighbours near you, and give no one your name or place before you say yes.

    By tapping below you say that you are 18 or over and agree to the rules. What you write in an ask may be about health: only write what neighbours may read.
    [18 or over, I agree: I need help]
    [18 or over, I agree: I can help]
    [Rules, and what is kept]
    ");
    erik.needs_help().await;
    let question = erik.last();
    erik.starts_with(&link).await;
    assert!(erik.last_before(1).starts_with("Somebody already said yes to this."), "{}", erik.screen());
    assert_eq!(erik.last(), question);
    for one in [&dan, &erik] {
        assert!(!one.sees("Two bags") && !one.sees("Ada") && !one.sees("Cara"), "{}", one.screen());
    }
    cara.drops_out().await;
    dan.starts_with(&link).await;
    assert!(dan.last().contains("Somebody shared this with you:") && dan.sees("“Two bags”"), "{}", dan.last());
    dan.taps("18 or over, I agree: I can help").await;
    ada.taps("Yes, introduce us").await;
    ada.taps("I don't need it any more").await;
    ada.taps("It is done").await;
    let finn = town.neighbour("Finn");
    finn.starts_with(&link).await;
    assert!(finn.last().contains("That link no longer works."), "it is closed: {}", finn.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_was_not_chosen_reads_so_on_the_link_while_the_ask_is_open() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let ben = town.neighbour("Ben");
    ben.starts_with(&link).await;
    ben.taps("18 or over, I agree: I can help").await;
    ada.taps("Not this one").await;
    ben.starts_with(&link).await;
    insta::assert_snapshot!(ben.last(), @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    They go on without you this time, and that is not your doing. Thank you for saying yes to this.
    [Is something needed now?]
    ");
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    ben.starts_with(&link).await;
    assert!(ben.last().contains("This ask is over."), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn who_could_not_make_it_reads_so_on_the_link() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let ben = town.neighbour("Ben");
    ben.starts_with(&link).await;
    ben.taps("18 or over, I agree: I can help").await;
    ada.taps("Yes, introduce us").await;
    ben.drops_out().await;
    ben.starts_with(&link).await;
    assert!(ben.last().contains("You two were introduced for this, and then it was called off."), "{}", ben.last());
    assert!(ben.last().contains("[Is something needed now?]"), "there is a way on: {}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn ones_own_link_shows_ones_own_ask() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    ada.starts_with(&link).await;
    assert!(ada.last().contains("[I don't need it any more]"), "{}", ada.last());
    assert!(!ada.sees("[I can help]"), "nobody helps themselves: {}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_link_that_is_opened_twice_shows_the_ask_as_it_stands() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
    ada.asks_for("Two bags").await;
    let link = link(&ada).await;
    ben.starts_with(&link).await;
    let first = ben.button("18 or over, I agree: I can help");
    ben.starts_with(&link).await;
    ben.taps_old(&first).await;
    assert_eq!(
        (ben.times("Thank you! I have told them."), ben.times("This goes on below.")),
        (1, 1),
        "{}",
        ben.screen()
    );
    assert_eq!(ben.times("I agree: I can help]"), 0, "{}", ben.screen());
    assert_eq!(ada.times("[Yes, introduce us]"), 1, "{}", ada.screen());
    ada.taps("Yes, introduce us").await;
    ben.starts_with(&link).await;
    assert!(ben.last().contains("You two are introduced."), "{}", ben.last());
    ada.reads();
    town.close().await;
}

#[tokio::test]
async fn a_link_in_the_middle_of_a_form_does_not_change_it() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
    ada.asks_for("Two bags").await;
    let link = link(&ada).await;
    ben.needs_help().await;
    ben.taps("A lift").await;
    let question = ben.last();
    ben.starts_with(&link).await;
    assert!(ben.last_before(1).contains("Two bags"), "{}", ben.screen());
    assert_eq!(ben.last(), question);
    ben.taps("I can help").await;
    assert!(ada.last().contains("Ben can help."), "{}", ada.last());
    ben.says("To the station").await;
    assert!(ben.last().contains("When?"), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn who_says_not_this_time_to_a_link_agrees_to_nothing_and_is_asked_nothing() {
    let town = Town::open().await;
    let (ada, ben) = (town.neighbour("Ada"), town.neighbour("Ben"));
    ada.asks_for("Two bags").await;
    let link = link(&ada).await;
    let before = ada.screen();
    ben.starts_with(&link).await;
    ben.taps("Not this time").await;
    insta::assert_snapshot!(ben.last(), @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    That is fine, and nobody is told.
    [18 or over, I agree: I can help]
    ");
    assert_eq!(ada.screen(), before);
    // A code that they could forge is no agreement either.
    ben.forges(ben.find("nobody is told"), "1.offer-nearest-.0.0").await;
    assert!(ben.last().contains("[18 or over, I agree: I can help]"), "{}", ben.last());
    ben.says("/start").await;
    assert!(ben.last().contains("[18 or over, I agree: I need help]"), "{}", ben.last());
    town.close().await;
}

#[tokio::test]
async fn a_yes_without_an_answer_is_nudged_after_a_wave_and_released_with_thanks_after_two_days() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("No hurry").await;
    ben.taps("I can help").await;
    let first = ada.button("Yes, introduce us");
    ada.reads();
    town.passes(TimeDelta::hours(24)).await;
    assert!(ada.last().contains("Ben still waits for your answer."), "{}", ada.last());
    assert_eq!(ada.times("[Yes, introduce us]"), 1);
    town.passes(TimeDelta::hours(24)).await;
    assert!(
        ben.last().starts_with("Thank you for saying yes to this. It did not come about this time"),
        "{}",
        ben.last()
    );
    assert!(
        ada.sees("Ben could help. Time went by without an answer, so I thanked them, and they no longer wait."),
        "{}",
        ada.screen()
    );
    ada.taps_old(&first).await;
    assert_eq!(ada.times("[Yes, introduce us]"), 0, "{}", ada.screen());
    assert!(!ben.sees("introduced"), "{}", ben.screen());
    assert!(ada.sees("I have asked every neighbour I may ask"), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_yes_without_an_answer_is_released_at_the_windows_end() {
    let town = Town::open().await;
    let (ada, ben) = town.asked("Now").await;
    ben.taps("I can help").await;
    town.passes(TimeDelta::minutes(15)).await;
    assert!(ada.last().contains("Ben still waits for your answer."), "{}", ada.last());
    town.passes(TimeDelta::minutes(104)).await;
    assert!(!ben.sees("It did not come about"), "{}", ben.screen());
    town.passes(TimeDelta::minutes(1)).await;
    assert!(ben.last().contains("It did not come about this time, and that is not your doing"), "{}", ben.last());
    assert!(ada.sees("The time for this has passed"), "{}", ada.screen());
    town.close().await;
}

#[tokio::test]
async fn a_shared_ask_stays_for_who_cancels_or_sends_a_place() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let ben = town.neighbour("Ben");
    ben.starts_with(&link).await;
    for what in ["/cancel", "a place", "/cancel"] {
        if what == "/cancel" {
            ben.says(what).await;
            assert_eq!(ben.last_before(1), "There is nothing to cancel: you are not in the middle of anything.");
        } else {
            ben.sends(doorstep::demo::Content::Location(ben.place())).await;
            assert!(ben.last_before(1).starts_with("Thank you, but I do not need your place"), "{}", ben.screen());
        }
        assert!(ben.last().contains("Somebody shared this with you:"), "{what}: {}", ben.screen());
        assert!(!ben.sees("18 or over, I agree: I need help"), "{what}: {}", ben.screen());
    }
    ben.taps("18 or over, I agree: I can help").await;
    assert!(ada.last().contains("Ben can help."), "{}", ada.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_shared_ask_that_changed_stays_for_who_writes_hello_until_it_is_over() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let ben = town.neighbour("Ben");
    ben.starts_with(&link).await;
    for label in ["Change it", "The line"] {
        ada.taps(label).await;
    }
    ada.says("Three bags").await;
    ada.taps("Save the change").await;
    ben.says("hello").await;
    assert!(ben.last().contains("Somebody shared this with you:\n\nShopping and food\n“Three bags”"), "{}", ben.last());
    ben.taps("18 or over, I agree: I can help").await;
    assert!(ada.last().contains("Ben can help."), "{}", ada.last());
    let cleo = town.neighbour("Cleo");
    cleo.starts_with(&link).await;
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    cleo.says("hello").await;
    assert!(cleo.last().contains("[18 or over, I agree: I need help]"), "it is over: {}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_looks_at_a_shared_ask_again_hears_of_the_next_change_and_of_its_end() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let (ben, cleo) = (town.neighbour("Ben"), town.neighbour("Cleo"));
    for guest in [&ben, &cleo] {
        guest.starts_with(&link).await;
    }
    changes_line(&ada, "Three bags").await;
    ben.taps("See how it is now").await;
    cleo.starts_with(&link).await;
    for guest in [&ben, &cleo] {
        assert!(guest.last().contains("“Three bags”") && guest.last().contains("I can help]"), "{}", guest.last());
    }
    changes_line(&ada, "Four bags").await;
    for guest in [&ben, &cleo] {
        assert!(guest.last().contains("The neighbour has changed this."), "{}", guest.last());
        guest.taps("See how it is now").await;
        assert!(guest.last().contains("“Four bags”"), "{}", guest.last());
    }
    ada.taps("I don't need it any more").await;
    ada.taps("Yes, close it").await;
    for guest in [&ben, &cleo] {
        assert!(guest.last().contains("This ask is over.") && !guest.sees("I can help]"), "{}", guest.screen());
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_link_that_is_opened_after_a_not_this_time_shows_the_same_as_at_first() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let (ben, cleo) = (town.neighbour("Ben"), town.neighbour("Cleo"));
    for guest in [&ben, &cleo] {
        guest.starts_with(&link).await;
        let first = guest.last();
        guest.taps("Not this time").await;
        guest.starts_with(&link).await;
        assert_eq!(guest.last(), first);
    }
    ben.taps("18 or over, I agree: I can help").await;
    assert!(ada.last().contains("Ben can help."), "{}", ada.last());
    cleo.taps("Not this time").await;
    assert!(cleo.last().contains("That is fine, and nobody is told."), "{}", cleo.last());
    cleo.starts_with(&link).await;
    ada.taps("Yes, introduce us").await;
    assert!(cleo.last().contains("They have found help for now."), "it is closed like any other: {}", cleo.last());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_said_not_this_time_and_looks_once_more_is_not_one_who_never_answers() {
    let town = Town::open().await;
    let ben = town.helper("Ben").await;
    let mut links = Vec::new();
    for name in ["Ada", "Bea", "Cleo"] {
        let asker = town.neighbour(name);
        asker.asks_for(&format!("Two bags for {name}")).await;
        ben.taps("Not this time").await;
        links.push(link(&asker).await);
    }
    for link in &links {
        ben.starts_with(link).await;
        assert!(ben.last().contains("[I can help]"), "{}", ben.last());
    }
    town.neighbour("Dora").asks_for("A ladder").await;
    assert!(ben.sees("A ladder"), "he left nothing unanswered: {}", ben.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn whether_a_link_was_opened_is_not_told() {
    let town = Town::open().await;
    let (ada, zoe) = (town.neighbour("Ada"), town.neighbour("Zoe"));
    ada.asks("Two bags", "This week").await;
    let shared = link(&ada).await;
    let before = ada.screen();
    zoe.starts_with(&shared).await;
    assert!(zoe.last().contains("“Two bags”"), "{}", zoe.last());
    assert_eq!(ada.screen(), before);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_saw_a_shared_ask_that_found_somebody_reads_so_and_finds_it_open_again() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let (ben, cleo) = (town.neighbour("Ben"), town.neighbour("Cleo"));
    cleo.starts_with(&link).await;
    let yes = cleo.button("18 or over, I agree: I can help");
    ben.starts_with(&link).await;
    ben.taps("18 or over, I agree: I can help").await;
    ada.taps("Yes, introduce us").await;
    let found = "They have found help for now. Thank you for looking.";
    assert!(cleo.message(yes.message).contains(found), "{}", cleo.screen());
    cleo.taps_old(&yes).await;
    assert!(cleo.message(yes.message).contains(found), "{}", cleo.screen());
    cleo.starts_with(&link).await;
    assert!(cleo.last().contains(found) && !cleo.sees("This ask is over."), "{}", cleo.screen());
    ben.drops_out().await;
    cleo.starts_with(&link).await;
    assert!(cleo.last().contains("Somebody shared this with you:"), "{}", cleo.last());
    cleo.taps("18 or over, I agree: I can help").await;
    ada.taps("Yes, introduce us").await;
    ada.taps("I don't need it any more").await;
    ada.taps("It is done").await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_would_help_after_all_when_help_was_found_finds_the_two_ways_in() {
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let (ben, fay) = (town.neighbour("Ben"), town.neighbour("Fay"));
    fay.starts_with(&link).await;
    fay.taps("Not this time").await;
    ben.starts_with(&link).await;
    ben.taps("18 or over, I agree: I can help").await;
    ada.taps("Yes, introduce us").await;
    fay.taps("18 or over, I agree: I can help").await;
    insta::assert_snapshot!(fay.last(), @r"
    Shopping and food
    “Two bags”
    Today, Thursday 12 March

    They have found help for now. Thank you for looking.

    By tapping below you say that you are 18 or over and agree to the rules. What you write in an ask may be about health: only write what neighbours may read.
    [18 or over, I agree: I need help]
    [18 or over, I agree: I can help]
    [Rules, and what is kept]
    ");
    fay.taps("18 or over, I agree: I can help").await;
    assert!(fay.last().starts_with("May I ask you when a neighbour near needs something?"), "{}", fay.screen());
    fay.taps("Anything").await;
    fay.shares_place().await;
    assert!(fay.sees("I will ask you when a neighbour needs something."), "{}", fay.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn who_is_needed_after_all_reads_no_more_that_help_is_found() {
    let town = Town::open().await;
    let (ben, nia) = (town.helper("Ben").await, town.neighbour("Nia"));
    let (ada, link) = shared(&town).await;
    ben.taps("I can help").await;
    let of_ben = ada.button("Yes, introduce us");
    nia.starts_with(&link).await;
    nia.taps("18 or over, I agree: I can help").await;
    ada.taps_old(&of_ben).await;
    nia.starts_with(&link).await;
    let found = nia.find("They have found help for now.");
    ben.drops_out().await;
    assert!(nia.last().starts_with("You may be needed after all."), "{}", nia.screen());
    let said_yes = nia.message(found);
    assert!(said_yes.contains("Thank you! I have told them.") && !nia.sees("They have found"), "{}", nia.screen());
    ada.taps("Not this one").await;
    assert!(nia.last().contains("They go on without you this time"), "{}", nia.screen());
    assert_eq!(nia.message(found), said_yes);
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn where_so_many_said_yes_that_one_more_would_help_nobody_the_next_ones_hear_it_at_once() {
    const YES: &str = "18 or over, I agree: I can help";
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let mut all = Vec::new();
    for number in 1..=20 {
        let helper = town.neighbour(&format!("Helper {number}"));
        helper.starts_with(&link).await;
        all.push(helper);
    }
    let late = town.neighbour("Late");
    late.starts_with(&link).await;
    for helper in &all {
        helper.taps(YES).await;
        assert!(
            helper.sees("Thank you! I have told them.") || helper.sees("[Stand by, in case]"),
            "{}",
            helper.screen()
        );
    }
    ada.reads();
    let before = ada.count();
    late.taps(YES).await;
    assert!(
        late.last().ends_with("Thank you for saying yes! Enough neighbours have said yes for now."),
        "{}",
        late.last()
    );
    assert!(!late.sees("[Stand by, in case]") && ada.since(before).is_empty(), "{}", late.screen());
    let other = town.neighbour("Other");
    other.starts_with(&link).await;
    assert!(other.last().starts_with("Enough neighbours have said yes to this for now."), "{}", other.last());
    all[0].taps("I can't help after all").await;
    other.starts_with(&link).await;
    assert!(other.last().contains("“Two bags”"), "now there is room: {}", other.last());
    other.taps(YES).await;
    assert!(ada.last().contains("Other can help."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_yes_that_is_needed_is_never_one_too_many() {
    const YES: &str = "18 or over, I agree: I can help";
    let town = Town::open().await;
    let (ada, link) = shared(&town).await;
    let mut all = Vec::new();
    for number in 1..=21 {
        let helper = town.neighbour(&format!("Helper {number}"));
        helper.starts_with(&link).await;
        helper.taps(YES).await;
        all.push(helper);
    }
    let late = town.neighbour("Late");
    let other = town.neighbour("Other");
    other.starts_with(&link).await;
    assert!(other.last().starts_with("Enough neighbours have said yes to this for now."), "{}", other.last());
    // The newest card is of the third: three yeses wait at once.
    for _ in 0..3 {
        ada.taps("Not this one").await;
    }
    town.settle().await;
    late.starts_with(&link).await;
    assert!(late.last().contains("“Two bags”"), "somebody is needed: {}", late.last());
    late.taps(YES).await;
    assert!(ada.last().contains("Late can help."), "{}", ada.screen());
    town.reads_all();
    town.close().await;
}
