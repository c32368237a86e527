//! The command line.

use doorstep::config::{Command, CommandLine};

fn main() -> std::process::ExitCode {
    let done = match CommandLine::read().command {
        Command::Serve(serve) => doorstep::app::serve(serve).map(|()| Vec::new()),
        Command::Check(serve) => doorstep::app::check(serve),
        Command::Backup(backup) => doorstep::app::backup(&backup),
        Command::Demo(demo) => doorstep::app::demo(&demo).map(|()| Vec::new()),
    };
    match done {
        Ok(lines) => {
            for line in lines {
                println!("{line}");
            }
            std::process::ExitCode::SUCCESS
        }
        Err(error) => {
            // The one place that prints: an operator reads lines that say what to do.
            eprintln!("{error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
