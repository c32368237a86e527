//! What an operator does beside the running bot: looks at it, makes a backup, and puts it back.

use chrono::TimeDelta;
use doorstep::demo::{Fault, Outcome};

use super::town::Town;

#[tokio::test]
async fn a_look_beside_the_running_bot_says_that_all_is_well() {
    let town = Town::open().await;
    town.is_of_today().await;
    let anna = town.neighbour("Anna");
    anna.starts().await;
    let (well, printed) = town.operator(&["check"], &[]).await;
    assert!(well, "{printed}");
    assert!(printed.contains("updates: received at "), "{printed}");
    for line in [
        "settings: can be used",
        "database: sound, schema 1",
        "messages: 1 sent",
        "oldest that waits: none",
        "quarantine: empty",
        "Telegram: answers to @DoorstepBot",
        "updates that wait at Telegram: 0",
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
    assert!(printed.contains("Telegram: not asked, since a setting cannot be used"), "{printed}");
    let english = concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en");
    for (folder, told) in [("/nowhere", "/nowhere cannot be read"), (english, "holds no folder of a language")] {
        let (well, printed) = town.operator(&["check"], &[("DOORSTEP_LOCALES", folder)]).await;
        assert!(!well && printed.contains(told) && !printed.contains("settings: can be used"), "{printed}");
    }
    town.forgives("Unauthorized");
    town.close().await;
}

#[tokio::test]
async fn a_look_says_that_no_message_arrives() {
    let town = Town::open().await;
    town.is_of_today().await;
    let anna = town.neighbour("Anna");
    anna.starts().await;
    let bad_gateway = Fault::ServerError { status: 502, body: "<h1>502</h1>".to_owned() };
    town.telegram.fail_next("sendMessage", &bad_gateway, 1_000);
    anna.says("/help").await;
    town.passes(TimeDelta::minutes(1)).await;
    town.stop().await;
    town.ages(TimeDelta::minutes(20)).await;
    let (well, printed) = town.operator(&["check"], &[]).await;
    assert!(!well && printed.contains("no message arrives since "), "{printed}");
    town.telegram.heal();
    town.start().await;
    town.passes(TimeDelta::minutes(30)).await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_look_says_who_else_takes_the_updates() {
    let town = Town::open().await;
    town.is_of_today().await;
    town.neighbour("Anna").starts().await;
    town.telegram.set_webhook("https://elsewhere.example.org/hook");
    town.until("a poll that is refused", |telegram| {
        telegram.calls().iter().any(|call| matches!(&call.outcome, Outcome::Refused { code: 409, .. }))
    })
    .await;
    town.until_kept("select failure from line where failure = 'conflict'").await;
    let (well, printed) = town.operator(&["check"], &[]).await;
    assert!(!well, "{printed}");
    for told in [
        "another program receives this bot's messages; stop it, or remove its webhook",
        "a webhook takes this bot's updates",
    ] {
        assert!(printed.contains(told), "{told}:\n{printed}");
    }
    assert!(!printed.contains("elsewhere.example.org"), "the address may hold a secret: {printed}");
    town.telegram.set_webhook("");
    town.forgives("Conflict:");
    town.passes(TimeDelta::minutes(2)).await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_look_says_that_the_bot_does_not_run() {
    let town = Town::open().await;
    // The clock of the play lies in the past: by the machine's clock the bot has long not polled.
    let anna = town.neighbour("Anna");
    anna.starts().await;
    let (well, printed) = town.operator(&["check"], &[]).await;
    assert!(!well && printed.contains("the bot has written nothing down since 2026-03-12 10:0"), "{printed}");
    anna.reads();
    town.close().await;
}

#[tokio::test]
async fn a_bad_start_is_one_line_that_says_what_to_do_and_touches_nothing() {
    let town = Town::open().await;
    town.neighbour("Anna").starts().await;
    let busy = town.database();
    let (api, wrong_token) = (town.url(), format!("1234567890:{}", "x".repeat(35)));
    let elsewhere = format!("{api}nowhere");
    let letter = town.database().with_file_name("letter.db");
    std::fs::write(&letter, "Dear neighbour, ".repeat(1_000)).unwrap();
    let [fresh, photos] = ["fresh.db", "photos.db"].map(|name| busy.with_file_name(name));
    let (newer, emptied) = (town.backed_up("newer.db").await, town.backed_up("emptied.db").await);
    let later = "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
                 values (9999, 'later', '2027-01-01', 1, x'00', 0)";
    town.changes(&newer, later).await;
    town.changes(&photos, "create table asks (id integer primary key)").await;
    town.changes(&emptied, "delete from _sqlx_migrations").await;
    town.is_as_a_bot_leaves_it(&newer).await;
    let kept = || ([&letter, &newer, &photos, &emptied].map(|file| std::fs::read(file).unwrap()), town.files());
    let names = [&busy, &letter, &fresh, &newer, &photos, &emptied].map(|file| file.to_str().unwrap());
    let (before, [busy, letter, fresh, newer, photos, emptied]) = (kept(), names);
    let (folder, talkative) = (town.database().parent().unwrap().to_str().unwrap().to_owned(), "x".repeat(301));
    for (setting, value, told) in [
        ("DOORSTEP_TOKEN", "", "DOORSTEP_TOKEN is not set: ask BotFather"),
        ("DOORSTEP_TOKEN", "12345", "DOORSTEP_TOKEN is not a token"),
        ("DOORSTEP_TOKEN", &wrong_token, "Telegram does not know this token"),
        ("DOORSTEP_OPERATOR", "", "DOORSTEP_OPERATOR is not set"),
        ("DOORSTEP_OPERATOR", &talkative, "DOORSTEP_OPERATOR has 301 characters: say in 300 at most"),
        ("DOORSTEP_ZONE", "Mars", "DOORSTEP_ZONE is not a zone"),
        ("DOORSTEP_API_URL", "nowhere", "DOORSTEP_API_URL is not an address"),
        (
            "DOORSTEP_API_URL",
            &elsewhere,
            "what answers at DOORSTEP_API_URL is no Bot API (a page that is none of its answers, status 404)",
        ),
        ("DOORSTEP_LOCALES", "/nowhere", "/nowhere cannot be read"),
        ("DOORSTEP_DATABASE", busy, "is used by another copy of doorstep: stop that one first"),
        (
            "DOORSTEP_DATABASE",
            letter,
            "letter.db is not a database of doorstep: nothing was changed; check DOORSTEP_DATABASE",
        ),
        ("DOORSTEP_DATABASE", newer, "was written by a newer doorstep (schema 9999"),
        ("DOORSTEP_DATABASE", photos, "is the database of another program"),
        ("DOORSTEP_DATABASE", emptied, "the list of its schemas (_sqlx_migrations) is empty: nothing was changed"),
        ("DOORSTEP_DATABASE", "/nowhere/doorstep.db", "make its folder"),
        ("DOORSTEP_DATABASE", &folder, "is a folder: set DOORSTEP_DATABASE to a file"),
        ("DOORSTEP_DATABASE", "/dev/null", "is no ordinary file: set DOORSTEP_DATABASE to a file"),
    ] {
        let settings = [("DOORSTEP_DATABASE", fresh), (setting, value)];
        let (well, printed) = town.operator(&["serve"], &settings).await;
        assert!(!well && printed.contains(told), "{setting}={value}: {printed}");
        assert_eq!(printed.lines().count(), 1, "{setting}={value}: {printed}");
        assert!(!printed.contains(&wrong_token), "{printed}");
        let now = kept();
        assert!(now.0 == before.0, "{setting}={value} touched a file");
        assert_eq!(now.1, before.1, "{setting}={value} left a file, or took one away");
    }
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_look_and_a_backup_leave_nothing_beside_a_bot_that_has_ended() {
    let town = Town::open().await;
    town.neighbour("Anna").starts().await;
    town.reads_all();
    town.stop().await;
    let (before, file) = (std::fs::read(town.database()).unwrap(), town.database().with_file_name("copy.db"));
    let mut names = town.files();
    assert!(!names.contains("doorstep.db-wal"), "{names:?}");
    // That the bot has long not run is what it says.
    let (_, printed) = town.operator(&["check"], &[]).await;
    assert!(printed.contains("database: sound"), "{printed}");
    assert_eq!(town.files(), names, "it changes nothing");
    town.operator(&["backup", file.to_str().unwrap()], &[]).await;
    names.insert("copy.db".to_owned());
    assert_eq!(town.files(), names);
    assert!(std::fs::read(town.database()).unwrap() == before);
    town.start().await;
    town.close().await;
}

#[tokio::test]
async fn what_is_typed_wrongly_is_one_line_that_says_what_to_do() {
    let town = Town::open().await;
    for (typed, told) in [
        ("backup", "`doorstep backup` needs <FILE>"),
        ("backup one.db two.db", "`doorstep backup` does not take all that was typed"),
        ("", "no command was given: use one of serve, demo, check, backup"),
        ("bakup", "`bakup` is no command: use one of"),
        ("$'two\\nlines'", "that is no command: use one of"),
        ("serve --zoen UTC", "`doorstep serve` does not know `--zoen`, but `--zone`"),
        ("check --zone", "--zone <ZONE> needs a value"),
        ("demo --port 1 --port 2", "--port <PORT> was given twice"),
        ("serve --operator $'\\xff'", "what was typed is not UTF-8: see `doorstep serve --help`"),
        ("serve 1234567890:AAbb", "`doorstep serve` does not take all that was typed"),
    ] {
        let (well, printed) = town.shell(&format!("exec \"$0\" {typed} 2>&1 >/dev/null"), &[]).await;
        assert!(!well && printed.contains(told) && printed.contains("--help`"), "{typed}: {printed}");
        assert!(printed.lines().count() == 1 && !printed.contains("AAbb"), "{typed}: {printed}");
    }
    for (typed, shown) in
        [("--help", "Usage: doorstep <COMMAND>"), ("backup --help", "<FILE>"), ("--version", "doorstep ")]
    {
        let (well, printed) = town.shell(&format!("exec \"$0\" {typed} 2>/dev/null"), &[]).await;
        assert!(well && printed.contains(shown), "{typed}: {printed}");
    }
    town.close().await;
}

#[tokio::test]
async fn a_setting_that_is_misspelt_is_named_by_every_command_and_ends_it() {
    let town = Town::open().await;
    let (files, copy) = (town.files(), town.database().with_file_name("copy.db"));
    let told = "DOORSTEP_DATABSE is no setting, the nearest is DOORSTEP_DATABASE: rename it, or take it away";
    let settings = [("DOORSTEP_DATABSE", "/secret/place"), ("DOORSTEP_DEMO_PORT", "0")];
    for arguments in [&["serve"][..], &["check"], &["demo"], &["backup", copy.to_str().unwrap()]] {
        let (well, printed) = town.operator(arguments, &settings).await;
        assert!(!well && printed.lines().any(|line| line == told), "{arguments:?}: {printed}");
        assert!(!printed.contains("/secret"), "{arguments:?}: {printed}");
        assert!(printed.lines().count() == 1 || arguments == ["check"], "{arguments:?}: {printed}");
    }
    assert_eq!(town.files(), files);
    let (well, printed) = town.operator(&["--help"], &settings).await;
    assert!(well && printed.contains("Usage: doorstep <COMMAND>"), "{printed}");
    // One that is empty is not set.
    let (_, printed) = town.operator(&["check"], &[("DOORSTEP_DATABSE", "")]).await;
    assert!(printed.contains("settings: can be used"), "{printed}");
    town.close().await;
}

#[tokio::test]
async fn all_that_is_wrong_with_the_settings_is_told_at_one_start() {
    let town = Town::open().await;
    let settings = [
        ("DOORSTEP_OPERATR", "Rosa Operator"),
        ("DOORSTEP_OPERATOR", ""),
        ("DOORSTEP_TOKEN", "12345"),
        ("DOORSTEP_ZONE", "Mars"),
        ("DOORSTEP_LOCALES", "/nowhere"),
    ];
    let (well, printed) = town.operator(&["serve"], &settings).await;
    assert!(!well);
    insta::assert_snapshot!(printed, @r"
    DOORSTEP_OPERATR is no setting, the nearest is DOORSTEP_OPERATOR: rename it, or take it away
    DOORSTEP_TOKEN is not a token: copy the whole of what BotFather gave you
    DOORSTEP_OPERATOR is not set: say who runs this bot and how to reach them
    DOORSTEP_ZONE is not a zone: Mars; it looks like Europe/London
    /nowhere cannot be read (No such file or directory (os error 2)): DOORSTEP_LOCALES names the folder that holds `en`
    ");
    town.close().await;
}

#[tokio::test]
async fn a_full_disk_is_one_line_and_leaves_nothing_behind() {
    let town = Town::open().await;
    let fresh = town.database().with_file_name("fresh.db");
    let kept = town.backed_up("kept.db").await;
    let copy = kept.to_str().unwrap();
    for (file, most_kilobytes) in [(&fresh, 8), (&kept, 8)] {
        let (well, printed) = town.serves_on_a_full_disk(file, most_kilobytes).await;
        assert!(!well && printed.contains("the disk is full: make room"), "{printed}");
        assert_eq!(printed.lines().count(), 1, "{printed}");
    }
    assert!(!fresh.exists(), "the next start finds what this one found");
    let (_, printed) = town.operator(&["check"], &[("DOORSTEP_DATABASE", copy)]).await;
    assert!(printed.contains("database: sound"), "{printed}");
    town.close().await;
}

#[tokio::test]
async fn a_demo_that_cannot_start_is_one_line_that_names_the_setting() {
    let town = Town::open().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for (setting, value, told) in [
        ("DOORSTEP_DEMO_PORT", port.as_str(), "set DOORSTEP_DEMO_PORT to another one"),
        ("DOORSTEP_DEMO_PORT", "many", "DOORSTEP_DEMO_PORT is not a port"),
        ("DOORSTEP_LOG", "loud", "DOORSTEP_LOG is not a level"),
    ] {
        let (well, printed) = town.operator(&["demo"], &[("DOORSTEP_DEMO_PORT", &port), (setting, value)]).await;
        assert!(!well && printed.contains(told), "{printed}");
        assert_eq!(printed.lines().count(), 1, "{printed}");
    }
    town.close().await;
}

#[tokio::test]
async fn a_demo_prints_one_line_with_an_address_and_nothing_else() {
    let town = Town::open().await;
    let folder = tempfile::tempdir().unwrap();
    let (demo, printed) = town.demo(folder.path(), &[]).says_at_last("Doorstep is ready").await;
    assert_eq!(printed.lines().count(), 1, "{printed}");
    let address = printed.split_whitespace().find_map(|word| word.strip_prefix("http://")).unwrap();
    assert!(std::net::TcpStream::connect(address).is_ok(), "{printed}");
    assert_eq!(demo.says_until_its_end().await, "");
    town.close().await;
}

#[tokio::test]
async fn a_demo_finds_nothing_of_an_earlier_one_and_leaves_nothing() {
    let town = Town::open().await;
    let folder = tempfile::tempdir().unwrap();
    // What a killed one left, whose process had the number that a container gives again.
    for number in [1, 2] {
        std::fs::create_dir(folder.path().join(format!("doorstep-demo-{number}"))).unwrap();
    }
    for signal in ["TERM", "INT", "HUP"] {
        let demo = town.demo(folder.path(), &[]).says("Doorstep is ready: open http://127.0.0.1:").await;
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "it has a folder of its own");
        assert!(demo.ends_by(signal).await, "{signal}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "{signal}");
    }
    town.close().await;
}

#[tokio::test]
async fn a_demo_that_was_killed_is_forgotten_by_the_next_one() {
    let town = Town::open().await;
    let (folder, own) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let names = || {
        let names =
            std::fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap());
        names.collect::<std::collections::BTreeSet<_>>()
    };
    let ready = "Doorstep is ready: open http://127.0.0.1:";
    let killed = town.demo(folder.path(), &[]).says(ready).await;
    let of_killed = names();
    assert_eq!(of_killed.len(), 1);
    killed.ends_by("KILL").await;
    // What is named as a demo's and is none: a link to the folder of a bot that is stopped, and what holds something else.
    for file in ["doorstep.db", "doorstep.db.lock"] {
        std::fs::write(own.path().join(file), "").unwrap();
    }
    let [link, other] =
        ["doorstep-demo-0123456789abcdef", "doorstep-demo-fedcba9876543210"].map(|name| folder.path().join(name));
    std::os::unix::fs::symlink(own.path(), link).unwrap();
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("letter.txt"), "Dear neighbour").unwrap();
    // What one left that was killed before it had a database.
    std::fs::create_dir(folder.path().join("doorstep-demo-00000000000000aa")).unwrap();
    let (runs, left) = (town.demo(folder.path(), &[]).says(ready).await, names());
    assert!(of_killed.is_disjoint(&left) && left.len() == 3, "{left:?}");
    let another = town.demo(folder.path(), &[]).says(ready).await;
    assert!(names().is_superset(&left), "one that runs stays");
    assert!(another.ends_by("TERM").await && runs.ends_by("TERM").await);
    assert_eq!(names().len(), 2);
    assert_eq!(std::fs::read_dir(own.path()).unwrap().count(), 2);
    town.close().await;
}

#[tokio::test]
async fn an_empty_variable_is_not_set() {
    let town = Town::open().await;
    let empty = ["DOORSTEP_DATABASE", "DOORSTEP_LOCALES", "DOORSTEP_ZONE", "DOORSTEP_API_URL", "DOORSTEP_LOG"];
    let settings: Vec<_> = empty.iter().map(|name| (*name, "")).chain([("DOORSTEP_TOKEN", "")]).collect();
    let (_, printed) = town.operator(&["check"], &settings).await;
    assert!(printed.contains("settings: can be used") && printed.contains("doorstep.db does not exist"), "{printed}");
    town.close().await;
}

#[tokio::test]
async fn a_start_says_what_runs_and_uses_the_operators_texts() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna");
    town.stop().await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("en")).unwrap();
    std::fs::write(folder.path().join("en/ours.ftl"), "menu-welcome = Elm Street helps itself.\n").unwrap();
    let serve = town.serves(&[("DOORSTEP_LOCALES", folder.path().to_str().unwrap())]);
    let serve = serve.says("the database is open").await.says("this is @DoorstepBot").await;
    town.telegram.starts(anna.id, None).unwrap();
    anna.gets("Elm Street helps itself.").await;
    assert!(serve.ends_when_told().await, "it ends in good order");
    town.start().await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_bot_that_waits_for_telegram_ends_at_once_when_told() {
    let town = Town::open().await;
    town.stop().await;
    town.telegram.hold("getMe");
    let serve = town.serves(&[("DOORSTEP_LOG", "debug")]).says("asking Telegram which bot this is").await;
    assert!(serve.ends_when_told().await, "it ends in good order");
    town.telegram.release("getMe");
    town.start().await;
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
    let (anna, ben) = town.introduces(("Anna", "Ben"), "a tall ladder").await;
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
    let (_, printed) = town.operator(&["check"], &[]).await;
    assert!(printed.contains("database: sound, schema 1"), "{printed}");
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
    assert!(!well && printed.contains("letter.txt is not a database of doorstep"), "{printed}");
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
