//! The texts at a start: those of an operator are shown to everybody, so all are tried before anybody reads one.

use std::path::Path;

use crate::demo::plain_text;
use crate::words::{Catalog, CatalogError};

/// The built-in texts, and those in a folder that replace some; an error is a line that says what to do.
pub(super) fn read(folder: Option<&Path>) -> Result<Catalog, CatalogError> {
    let catalog = Catalog::load(folder)?;
    if folder.is_some() {
        // The simulated Telegram refuses what Telegram does, in its words.
        catalog.try_out(plain_text)
    } else {
        Ok(catalog)
    }
}
