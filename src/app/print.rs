//! What a command prints: lines for an operator, who may have stopped listening.

use std::io::{ErrorKind, Write};

/// What a command had to say did not reach anybody.
#[derive(Debug, thiserror::Error)]
#[error("what this command says cannot be written ({0}): make room, or send it elsewhere")]
pub struct Unheard(std::io::Error);

/// Prints lines to stdout.
pub fn say<'l>(lines: impl IntoIterator<Item = &'l str>) -> Result<(), Unheard> {
    let mut out = std::io::stdout().lock();
    for line in lines {
        writeln!(out, "{line}").map_err(Unheard)?;
    }
    out.flush().map_err(Unheard)
}

/// Prints why a command failed to stderr: an operator reads lines that say what to do. Whoever closed the pipe knows, and
/// where nothing can be written nobody can be told.
pub fn complain(error: &anyhow::Error) {
    let has_hung_up = |unheard: &Unheard| unheard.0.kind() == ErrorKind::BrokenPipe;
    if !error.downcast_ref().is_some_and(has_hung_up) {
        let _ = writeln!(std::io::stderr(), "{error:#}");
    }
}
