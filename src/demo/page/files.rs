//! Owns the files of the page, which are part of the program.
//! It reads none from the disk.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};

use super::Refused;

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

macro_rules! file {
    ($kind:expr, $name:literal) => {
        ($name, $kind, include_str!(concat!("files/", $name)))
    };
}

const FILES: [(&str, &str, &str); 17] = [
    file!(SVG, "icon.svg"),
    file!(CSS, "base.css"),
    file!(CSS, "desk.css"),
    file!(CSS, "phone.css"),
    file!(CSS, "bubble.css"),
    file!(JS, "bubble.js"),
    file!(JS, "composer.js"),
    file!(JS, "desk.js"),
    file!(JS, "dialogs.js"),
    file!(JS, "dom.js"),
    file!(JS, "map.js"),
    file!(JS, "markup.js"),
    file!(JS, "page.js"),
    file!(JS, "phone.js"),
    file!(JS, "toolbar.js"),
    file!(JS, "wire.js"),
    file!(JS, "words.js"),
];

pub(super) async fn index() -> Response {
    let index = include_str!("files/index.html");
    ([(header::CONTENT_TYPE, HTML)], index).into_response()
}

pub(super) async fn file(Path(name): Path<String>) -> Result<Response, Refused> {
    let found = FILES.iter().find(|(known, _, _)| *known == name);
    let (_, kind, text) = found.ok_or(Refused::NotThere)?;
    Ok(([(header::CONTENT_TYPE, *kind)], *text).into_response())
}
