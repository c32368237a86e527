//! What an operator does beside the running bot: looks at it, makes a backup, and puts it back.

use chrono::TimeDelta;

use super::town::Town;

#[tokio::test]
async fn a_look_beside_the_running_bot_says_that_all_is_well() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna");
    anna.starts().await;
    let (well, printed) = town.operator(&["check"], &[]).await;
    assert!(well, "{printed}");
    for line in [
        "settings: can be used",
        "database: sound, schema 1",
        "messages: 1 sent",
        "oldest that waits: none",
        "quarantine: empty",
        "Telegram: answers to @DoorstepBot",
    ] {
        assert!(printed.lines().any(|one| one == line), "{line}:\n{printed}");
    }
    let (well, printed) = town.operator(&["check"], &[("DOORSTEP_TOKEN", "")]).await;
    assert!(well && printed.contains("Telegram: not asked"), "{printed}");
    let nothing_but_the_database = [("DOORSTEP_TOKEN", ""), ("DOORSTEP_OPERATOR", "")];
    let (well, printed) = town.operator(&["check"], &nothing_but_the_database).await;
    assert!(well && printed.contains("operator: not set; `doorstep serve` needs DOORSTEP_OPERATOR"), "{printed}");
    anna.reads();
    town.close().await;
}

#[tokio::test]
async fn a_look_says_everything_that_is_wrong_and_what_to_do() {
    let town = Town::open().await;
    let wrong_token = format!("1234567890:{}", "x".repeat(35));
    let settings = [("DOORSTEP_TOKEN", wrong_token.as_str()), ("DOORSTEP_DATABASE", "/nowhere/doorstep.db")];
    let (well, printed) = town.operator(&["check"], &settings).await;
    assert!(!well);
    assert!(printed.contains("/nowhere/doorstep.db does not exist: start the bot once"), "{printed}");
    assert!(printed.contains("Telegram does not know this token: set DOORSTEP_TOKEN"), "{printed}");
    assert!(!printed.contains(&wrong_token), "{printed}");
    let (well, printed) = town.operator(&["check"], &[("DOORSTEP_ZONE", "Mars"), ("DOORSTEP_LOG", "loud")]).await;
    assert!(!well);
    assert!(printed.contains("DOORSTEP_ZONE is not a zone") && printed.contains("DOORSTEP_LOG is not a level"));
    town.forgives("Unauthorized");
    town.close().await;
}

#[tokio::test]
async fn a_look_after_the_end_says_that_messages_wait_and_changes_nothing() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna");
    town.telegram.hold("sendMessage");
    town.telegram.starts(anna.id, None).unwrap();
    town.until("a held answer", |telegram| telegram.unconfirmed() == 0).await;
    // The clock of the play lies in the past: by the machine's clock the message waits for long.
    town.kill().await;
    town.start().await;
    town.kill().await;
    let (well, printed) = town.operator(&["check"], &[]).await;
    assert!(
        !well && printed.contains("a message waits since 2026-03-12 10:00 UTC: is `doorstep serve` running"),
        "{printed}"
    );
    assert_eq!(town.operator(&["check"], &[]).await, (well, printed), "a look changes nothing");
    town.telegram.release("sendMessage");
    town.start().await;
    town.passes(TimeDelta::seconds(5)).await;
    assert!(anna.sees("Hello Anna"));
    town.close().await;
}

#[tokio::test]
async fn a_backup_is_made_while_the_town_is_busy_and_the_town_goes_on_from_it() {
    let town = Town::open().await;
    let (anna, ben) = (town.neighbour("Anna"), town.helper("Ben").await);
    anna.asks_for("a tall ladder").await;
    ben.taps("I can help").await;
    anna.taps("Yes, introduce us").await;
    let mut crowd = Vec::new();
    for name in ["Cleo", "Dora", "Emil", "Fred", "Gita", "Hugo"] {
        crowd.push(town.helper(name).await);
    }
    let file = town.database().with_file_name("copy.db");
    let arguments = ["backup", file.to_str().unwrap()];
    let busy = async {
        for _ in 0..6 {
            for one in &crowd {
                one.says("/help").await;
            }
        }
    };
    let ((well, printed), ()) = tokio::join!(town.operator(&arguments, &[]), busy);
    assert!(
        well && printed.lines().count() == 1 && printed.contains("rows,") && printed.contains("checked"),
        "{printed}"
    );

    // What happens after a backup is not in it.
    let ivy = town.neighbour("Ivy");
    ivy.starts().await;
    town.stop().await;
    for beside in ["doorstep.db", "doorstep.db-wal", "doorstep.db-shm"] {
        let path = town.database().with_file_name(beside);
        if path.exists() {
            std::fs::rename(&path, path.with_file_name(format!("{beside}.away"))).unwrap();
        }
    }
    std::fs::copy(&file, town.database()).unwrap();
    let (well, printed) = town.operator(&["check"], &[]).await;
    assert!(well || printed.contains("a message waits since"), "{printed}");
    town.start().await;

    ivy.taps("18 or over, I agree: I need help").await;
    assert!(ivy.sees("What do you need?"), "who came after the backup starts as a new neighbour");
    anna.taps("Write to Ben").await;
    anna.says("Is three o'clock fine?").await;
    assert!(ben.last().contains("Is three o'clock fine?"), "who was introduced before it still is:\n{}", ben.screen());
    town.reads_all();
    town.forgives("message is not modified");
    town.close().await;
}

#[tokio::test]
async fn a_backup_overwrites_nothing_and_leaves_nothing_half_done() {
    let town = Town::open().await;
    let file = town.database().with_file_name("letter.txt");
    std::fs::write(&file, "Dear neighbour").unwrap();
    let (well, printed) = town.operator(&["backup", file.to_str().unwrap()], &[]).await;
    assert!(!well && printed.contains("exists already: nothing was overwritten"), "{printed}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "Dear neighbour");
    let copy = town.database().with_file_name("copy.db");
    let elsewhere = [("DOORSTEP_DATABASE", file.to_str().unwrap())];
    let (well, printed) = town.operator(&["backup", copy.to_str().unwrap()], &elsewhere).await;
    assert!(!well && printed.contains("is damaged"), "{printed}");
    let nowhere = copy.with_file_name("nowhere").join("copy.db");
    let (well, printed) = town.operator(&["backup", nowhere.to_str().unwrap()], &[]).await;
    assert!(!well && printed.contains("make its folder"), "{printed}");
    let left: Vec<_> = std::fs::read_dir(copy.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("copy"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
    town.close().await;
}
