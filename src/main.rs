//! The command line.

use std::process::ExitCode;

use doorstep::app;
use doorstep::config::{Command, CommandLine};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            app::complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<()> {
    let lines = match CommandLine::read()?.command {
        Command::Serve(serve) => app::serve(serve).map(|()| Vec::new()),
        Command::Check(serve) => app::check(serve),
        Command::Backup(backup) => app::backup(&backup),
        Command::Demo(demo) => app::demo(&demo).map(|()| Vec::new()),
    }?;
    Ok(app::say(lines.iter().map(String::as_str))?)
}
