//! What the machine around the bot does to it: proxies, rights, links, pipes that close, signals.

use std::os::unix::fs::{PermissionsExt, symlink};

use super::town::Town;

/// Nobody listens there.
const NO_PROXY_AT_ALL: &str = "http://127.0.0.1:9";

/// A user whom the rights of a file bind, as they do not bind root.
const BOUND: &str =
    "if [ \"$(id -u)\" = 0 ]; then set -- setpriv --bounding-set=-dac_override \"$0\"; else set -- \"$0\"; fi";

#[tokio::test]
async fn a_proxy_of_the_system_is_not_asked_for_what_is_on_this_machine() {
    let town = Town::open().await;
    town.is_of_today().await;
    town.neighbour("Anna").starts().await;
    for proxy in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        let (well, printed) = town.operator(&["check"], &[(proxy, NO_PROXY_AT_ALL)]).await;
        assert!(well && printed.contains("Telegram: answers to @DoorstepBot"), "{proxy}: {printed}");
    }
    let folder = tempfile::tempdir().unwrap();
    let proxies = [("http_proxy", NO_PROXY_AT_ALL), ("ALL_PROXY", NO_PROXY_AT_ALL)];
    let demo = town.demo(folder.path(), &proxies).says("Doorstep is ready").await;
    assert!(demo.ends_when_told().await);
    // Telegram itself is still looked for through it.
    let proxy = town.url();
    let elsewhere = [("DOORSTEP_API_URL", "http://telegram.example.org"), ("http_proxy", proxy.as_str())];
    let (well, printed) = town.operator(&["check"], &elsewhere).await;
    assert!(well && printed.contains("Telegram: answers to @DoorstepBot"), "{printed}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_database_that_may_be_read_and_not_written_is_one_line_that_says_what_to_do() {
    let town = Town::open().await;
    town.is_of_today().await;
    town.neighbour("Anna").starts().await;
    let kept = town.backed_up("kept.db").await;
    std::fs::set_permissions(&kept, std::fs::Permissions::from_mode(0o444)).unwrap();
    let settings = [("DOORSTEP_DATABASE", kept.to_str().unwrap())];
    let told = "kept.db cannot be written by this user (Permission denied";
    let (well, printed) = town.shell(&format!("{BOUND}; exec timeout 20 \"$@\" serve"), &settings).await;
    assert!(!well && printed.contains(told) && printed.contains("`chmod u+w`"), "{printed}");
    assert_eq!(printed.lines().count(), 1, "{printed}");
    let (well, printed) = town.shell(&format!("{BOUND}; exec timeout 20 \"$@\" check"), &settings).await;
    assert!(!well && printed.contains(told) && printed.contains("database: sound"), "{printed}");
    let (well, printed) = town.operator(&["check"], &[]).await;
    assert!(well, "{printed}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_bot_whose_log_cannot_be_written_goes_on() {
    let town = Town::open().await;
    town.stop().await;
    let serve = town.serves_without_a_log();
    let anna = town.neighbour("Anna");
    town.telegram.starts(anna.id, None).unwrap();
    anna.gets("Hello Anna.").await;
    town.telegram.says(anna.id, "/help").unwrap();
    anna.gets("I connect neighbours.").await;
    assert!(serve.ends_when_told().await, "it ends in good order");
    town.start().await;
    // The end may have come between an answer and its mark: it is made good now.
    town.settle().await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_command_that_nobody_hears_ends_with_an_error_and_no_noise() {
    let town = Town::open().await;
    town.is_of_today().await;
    town.neighbour("Anna").starts().await;
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = ["first.db", "second.db"].map(|name| folder.path().join(name).to_str().unwrap().to_owned());
    let settings = [("DOORSTEP_DEMO_PORT", "0"), ("TMPDIR", folder.path().to_str().unwrap())];
    for arguments in [&["check"][..], &["demo"], &["backup", &first]] {
        let (well, printed) = town.says_to_nobody(arguments, &settings).await;
        assert!(!well && printed.is_empty(), "{arguments:?}: {printed}");
    }
    for command in ["check", "demo", &format!("backup {second}")] {
        let (well, printed) = town.shell(&format!("exec \"$0\" {command} >/dev/full"), &settings).await;
        assert!(!well && printed.contains("cannot be written (No space left on device"), "{command}: {printed}");
        assert_eq!(printed.lines().count(), 1, "{printed}");
    }
    let (_, printed) = town.shell("DOORSTEP_ZONE=Mars \"$0\" check 2>/dev/full; echo \"$?\"", &settings).await;
    assert_eq!(printed, "1\n");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "both backups, which are whole, and nothing of a demo: {left:?}");
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_second_copy_is_refused_by_whatever_name_it_finds_the_database() {
    let town = Town::open().await;
    town.is_of_today().await;
    town.neighbour("Anna").starts().await;
    let [link, twin, lost] = ["link.db", "twin.db", "lost.db"].map(|name| town.database().with_file_name(name));
    symlink(town.database(), &link).unwrap();
    symlink("/nowhere/doorstep.db", &lost).unwrap();
    let starts = |file: &std::path::Path| {
        let file = file.to_str().unwrap().to_owned();
        let town = &town;
        async move {
            let settings = [("DOORSTEP_DATABASE", file.as_str())];
            town.shell("exec timeout 20 \"$0\" serve", &settings).await
        }
    };
    let (well, printed) = starts(&link).await;
    assert!(!well && printed.contains("is used by another copy of doorstep: stop that one first"), "{printed}");
    std::fs::hard_link(town.database(), &twin).unwrap();
    let (well, printed) = starts(&twin).await;
    assert!(!well && printed.contains("has 2 names (hard links)") && printed.lines().count() == 1, "{printed}");
    std::fs::remove_file(&twin).unwrap();
    let (well, printed) = starts(&lost).await;
    assert!(!well && printed.contains("is a link to a file that does not exist"), "{printed}");
    // A link is a good name for it, though, in turn with its own.
    let by_link = [("DOORSTEP_DATABASE", link.to_str().unwrap())];
    let (well, printed) = town.operator(&["check"], &by_link).await;
    assert!(well, "{printed}");
    town.stop().await;
    let serve = town.serves(&by_link).says("this is @DoorstepBot").await;
    let (well, printed) = starts(&town.database()).await;
    assert!(!well && printed.contains("is used by another copy of doorstep"), "{printed}");
    assert!(serve.ends_when_told().await);
    town.start().await;
    town.reads_all();
    town.close().await;
}

#[tokio::test]
async fn a_bot_that_is_opening_its_database_ends_at_once_when_told() {
    let town = Town::open().await;
    let kept = town.backed_up("kept.db").await;
    let holder = town.holds_alone(&kept).await;
    for signal in ["TERM", "INT"] {
        let settings = [("DOORSTEP_LOG", "debug"), ("DOORSTEP_DATABASE", kept.to_str().unwrap())];
        let serve = town.serves(&settings).says("opening the database").await;
        assert!(serve.ends_by(signal).await, "{signal}");
    }
    holder.lets_go().await;
    town.close().await;
}

#[tokio::test]
async fn a_pipe_is_no_database_and_a_value_that_is_no_text_is_named() {
    let town = Town::open().await;
    let pipe = town.database().with_file_name("pipe");
    let settings = [("DOORSTEP_DATABASE", pipe.to_str().unwrap())];
    let (well, printed) = town.shell("mkfifo \"$DOORSTEP_DATABASE\"", &settings).await;
    assert!(well, "{printed}");
    for command in ["serve", "check", "backup \"$DOORSTEP_DATABASE.copy\""] {
        let (well, printed) = town.shell(&format!("exec timeout 20 \"$0\" {command}"), &settings).await;
        assert!(!well && printed.contains("pipe is no ordinary file: set DOORSTEP_DATABASE"), "{command}: {printed}");
    }
    for command in ["serve", "check"] {
        let (well, printed) = town.shell(&format!("DOORSTEP_ZONE=$'\\xff' exec \"$0\" {command}"), &[]).await;
        assert!(!well && printed.contains("DOORSTEP_ZONE is not UTF-8: type it anew"), "{command}: {printed}");
        assert_eq!(printed.lines().count(), 1, "{printed}");
    }
    town.close().await;
}
