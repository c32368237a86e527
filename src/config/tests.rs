//! The settings as they are set, and as they are documented.

use super::*;

fn serve() -> Serve {
    Serve {
        token: Some(format!("1234567890:{}", "A".repeat(35))),
        operator: Some("The parish office, 01865 000000".to_owned()),
        api_url: "https://api.telegram.org".to_owned(),
        zone: "Europe/London".to_owned(),
        chat_burst: "5".to_owned(),
        bulk_a_second: "0".to_owned(),
        keep_free: "200".to_owned(),
        log: Log { level: "info".to_owned() },
        ..Serve::default()
    }
}

#[test]
fn good_settings_are_read() {
    let settings = serve().read().unwrap_or_else(|wrong| panic!("{wrong}"));
    assert_eq!(settings.budgets, Budgets { chat_burst: Some(5), bulk_a_second: None });
    assert_eq!(settings.keep_free, 200 << 20);
}

#[test]
fn every_fault_is_told_at_once_and_says_what_to_do() {
    let wrong = Serve {
        unread: vec!["DOORSTEP_OPERATR is no setting".to_owned()],
        token: None,
        operator: Some("𝐎".repeat(limits::OPERATOR + 1)),
        api_url: "nowhere".to_owned(),
        zone: "Mars/Base".to_owned(),
        chat_burst: "many".to_owned(),
        bulk_a_second: "-1".to_owned(),
        keep_free: "all".to_owned(),
        log: Log { level: "loud".to_owned() },
        ..serve()
    };
    let Err(BadSettings(lines)) = wrong.read() else { panic!("they are all wrong") };
    assert_eq!(lines.len(), 9, "{lines:?}");
    assert!(lines.iter().all(|line| line.starts_with("DOORSTEP_")));
}

#[test]
fn the_faults_of_a_demo_are_told_at_once_too() {
    let demo = |port: &str, level: &str, unread: &[&str]| Demo {
        port: port.to_owned(),
        log: Log { level: level.to_owned() },
        unread: unread.iter().map(ToString::to_string).collect(),
    };
    assert_eq!(demo("0", "trace", &[]).read(), Ok(0));
    assert_eq!(demo("0", "trace", &["one"]).read().unwrap_err().0, ["one"]);
    assert_eq!(demo("many", "loud", &["one", "two"]).read().unwrap_err().0.len(), 4);
}

#[test]
fn a_variable_that_no_setting_reads_is_a_line_with_the_nearest_one_and_without_its_value() {
    let told = |name: &str| {
        let variables = [(name.into(), "1234567890:AAbb".into()), ("DOORSTEP_ZONE".into(), "UTC".into())];
        unread::lines(variables.into_iter(), &names())
    };
    for (name, nearest) in [
        ("DOORSTEP_OPERATR", "DOORSTEP_OPERATOR"),
        ("DOORSTEP_DATABSE", "DOORSTEP_DATABASE"),
        ("DOORSTEP_DATABASE_URL", "DOORSTEP_DATABASE"),
        ("DOORSTEP_DB", "DOORSTEP_DATABASE"),
        ("DOORSTEP_LOCALE", "DOORSTEP_LOCALES"),
        ("DOORSTEP_LOG_LEVEL", "DOORSTEP_LOG"),
        ("DOORSTEP_BOT_TOKEN", "DOORSTEP_TOKEN"),
        ("DOORSTEP_TIMEZONE", "DOORSTEP_ZONE"),
        ("DOORSTEP_PORT", "DOORSTEP_DEMO_PORT"),
        ("DOORSTEP_BULK_PER_SECOND", "DOORSTEP_BULK_A_SECOND"),
        ("doorstep_token", "DOORSTEP_TOKEN"),
    ] {
        assert_eq!(told(name), [format!("{name} is no setting, the nearest is {nearest}: rename it, or take it away")]);
    }
    for odd in ["DOORSTEP_TOKEN:1234567890:AAbb", "DOORSTEP_TOKEN\n1234567890:AAbb"] {
        assert!(told(odd)[0].starts_with("DOORSTEP_TOKEN… is no setting, the nearest is DOORSTEP_TOKEN: "), "{odd:?}");
    }
    assert!(told(&format!("DOORSTEP_{}", "X".repeat(1_000)))[0].len() < 200);
    for (name, value) in [("DOORSTEP_OPERATR", ""), ("DOORSTEP_OPERATOR", "Rosa"), ("DOORSTOP_LOG", "x"), ("É", "x")] {
        let variables = [(name.into(), value.into())];
        assert_eq!(unread::lines(variables.into_iter(), &names()), [""; 0], "{name}={value}");
    }
}

#[test]
fn every_command_learns_of_a_variable_that_no_setting_reads() {
    for typed in ["serve", "check", "demo", "backup copy.db"] {
        let matches = CommandLine::command().try_get_matches_from(["doorstep"].into_iter().chain(typed.split(' ')));
        let mut command = CommandLine::from_arg_matches(&matches.unwrap()).unwrap().command;
        command.learns_of(vec!["unread".to_owned()]);
        let told = match command {
            Command::Serve(serve) => serve.read().err(),
            Command::Check(check) => check.read_for_check().settings.err(),
            Command::Demo(demo) => demo.read().err(),
            Command::Backup(backup) => backup.read().err(),
        };
        assert!(told.unwrap().0.contains(&"unread".to_owned()), "{typed}");
    }
}

#[test]
fn what_is_typed_wrongly_is_one_line_that_names_it_and_no_token() {
    let told = |typed: &[&str]| {
        let line = CommandLine::command().try_get_matches_from([&["doorstep"], typed].concat());
        misused::line(&line.unwrap_err(), typed.first().copied())
    };
    let commands = "use one of serve, demo, check, backup; `doorstep --help` shows what each does";
    for (typed, expected) in [
        (&[][..], format!("no command was given: {commands}")),
        (&["bakup"], format!("`bakup` is no command: {commands}")),
        (&["1234567890:AAbb"], format!("that is no command: {commands}")),
        (&["two\nlines"], format!("that is no command: {commands}")),
        (&["help", "bakup"], format!("`bakup` is no command: {commands}")),
        (&["backup"], "`doorstep backup` needs <FILE>: see `doorstep backup --help`".to_owned()),
        (&["backup", "a", "b"], "`doorstep backup` does not know `b`: see `doorstep backup --help`".to_owned()),
        (
            &["serve", "--zoen", "UTC"],
            "`doorstep serve` does not know `--zoen`, but `--zone`: see `doorstep serve --help`".to_owned(),
        ),
        (&["serve", "-x"], "`doorstep serve` does not know `-x`: see `doorstep serve --help`".to_owned()),
        (
            &["serve", "1234567890:AAbb"],
            "`doorstep serve` does not take all that was typed: see `doorstep serve --help`".to_owned(),
        ),
        (&["check", "--zone"], "--zone <ZONE> needs a value: see `doorstep check --help`".to_owned()),
        (
            &["demo", "--port", "1", "--port", "2"],
            "--port <PORT> was given twice: see `doorstep demo --help`".to_owned(),
        ),
        (&["demo", "--help=all"], "--help takes no value: see `doorstep demo --help`".to_owned()),
        (&["--zone"], "`doorstep` does not know `--zone`: see `doorstep --help`".to_owned()),
    ] {
        assert_eq!(told(typed), Some(expected), "{typed:?}");
    }
    for asked in [&["--help"][..], &["--version"], &["help"], &["backup", "--help"], &["help", "backup"]] {
        assert_eq!(told(asked), None, "{asked:?}");
    }
}

#[test]
fn who_runs_the_bot_must_be_said_in_few_words() {
    let said = |operator: String| Serve { operator: Some(operator), ..serve() };
    assert!(said("𝐎".repeat(limits::OPERATOR)).read().is_ok());
    assert!(said(" ".to_owned()).read().is_err() && said(" ".to_owned()).read_for_check().settings.is_ok());
    assert!(said("x".repeat(limits::OPERATOR + 1)).read_for_check().settings.is_err());
}

#[test]
fn the_table_of_the_readme_is_the_settings_of_the_code() {
    let readme = include_str!("../../README.md");
    let rows: Vec<&str> = readme.lines().filter(|line| line.starts_with("| `DOORSTEP_")).collect();
    let wanted: Vec<String> = documented()
        .into_iter()
        .map(|(name, default, help)| {
            let default = if default.is_empty() { "–".to_owned() } else { format!("`{default}`") };
            format!("| `{name}` | {default} | {help} |")
        })
        .collect();
    assert_eq!(rows, wanted, "{}", wanted.join("\n"));
}

/// As the README says above its table.
#[test]
fn every_setting_but_the_port_of_the_demo_is_an_option_of_serve() {
    let line = CommandLine::command();
    let options = |name| -> Vec<String> {
        let command = line.find_subcommand(name).unwrap();
        let read = command.get_arguments().filter(|one| one.get_long().is_some()).filter_map(|one| one.get_env());
        read.map(|name| name.to_string_lossy().into_owned()).collect()
    };
    let (serve, demo) = (options("serve"), options("demo"));
    let others = documented().into_iter().map(|(name, ..)| name).filter(|name| !serve.contains(name));
    assert_eq!(others.collect::<Vec<_>>(), ["DOORSTEP_DEMO_PORT"]);
    assert!(demo.contains(&"DOORSTEP_DEMO_PORT".to_owned()));
    let readme = include_str!("../../README.md");
    assert!(readme.contains(
        "an option of `doorstep serve` too (`doorstep serve --help`); the port is one of\n`doorstep demo` alone"
    ));
}

#[test]
fn the_command_line_holds_together_and_says_how_to_put_a_backup_back() {
    let mut line = CommandLine::command();
    line.clone().debug_assert();
    let backup = line.find_subcommand_mut("backup").unwrap().render_long_help().to_string();
    assert!(backup.contains("Putting it back:") && backup.contains("doorstep.db-wal"), "{backup}");
}

#[test]
fn a_check_needs_no_token_and_no_operator_but_tells_a_wrong_one() {
    let check = Serve { token: None, ..serve() }.read_for_check();
    assert!(!check.has_token && check.settings.is_ok());
    assert!(Serve { token: Some("12345:short".to_owned()), ..serve() }.read_for_check().settings.is_err());
    let check = Serve { token: None, operator: None, ..serve() }.read_for_check();
    assert!(!check.has_token && !check.has_operator && check.settings.is_ok());
}

#[test]
fn an_empty_variable_is_not_set() {
    // PATH stands for one: no test may set any.
    let named = |line: clap::Command| {
        line.mut_subcommands(|command| {
            command.mut_args(|argument| match argument.get_env() {
                Some(name) if name == "DOORSTEP_DATABASE" => argument.env("PATH"),
                _ => argument,
            })
        })
    };
    let read = |line: clap::Command| {
        let matches = line.try_get_matches_from(["doorstep", "serve"]).unwrap();
        let Command::Serve(serve) = CommandLine::from_arg_matches(&matches).unwrap().command else {
            panic!("it says serve")
        };
        serve.database.file
    };
    assert_ne!(read(named(CommandLine::command())), PathBuf::from("doorstep.db"));
    let left_out = without(named(CommandLine::command()), |name| name == "PATH");
    assert_eq!(read(left_out), PathBuf::from("doorstep.db"));
}

#[test]
fn a_wrong_token_is_never_repeated() {
    let Err(wrong) = Serve { token: Some("12345:short-secret".to_owned()), ..serve() }.read() else {
        panic!("it is no token")
    };
    assert!(!wrong.to_string().contains("short-secret"));
}
