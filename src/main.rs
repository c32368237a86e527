//! The command line.

use clap::Parser;
use doorstep::config::{Command, CommandLine};

fn main() -> std::process::ExitCode {
    let done = match CommandLine::parse().command {
        Command::Serve(serve) => doorstep::app::serve(serve),
        Command::Demo(demo) => doorstep::app::demo(&demo),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            // The one place that prints: an operator reads lines that say what to do.
            eprintln!("{error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
