//! Owns the page of phones: anybody uses the bot in a browser, as several people at once.
//! It does only what a client can do; what a deed means is the bot's business.

mod controls;
mod deeds;
mod desk;
mod drawn;
mod files;
mod guard;
mod state;
mod town;

#[cfg(test)]
mod tests;

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, rejection::JsonRejection},
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};

use super::{Impossible, Telegram};

pub use desk::{Desk, DeskClock};
pub use town::{Drawn, Kind, Label, TownMap};

/// No deed is longer than this, in bytes.
const LONGEST_DEED: usize = 64 * 1024;

type Asked<T> = Result<Json<T>, JsonRejection>;
type Answer = Result<Json<Value>, Refused>;

/// What every handler works on.
#[derive(Clone)]
struct Served {
    telegram: Telegram,
    desk: Desk,
}

/// The page at `/`, what it shows and does under `/demo/`, its files under `/page/`.
///
/// A browser test finds its way by `[data-phone="Ada"]`, `[data-neighbour="Ada"]`, `[data-deed="start"]`,
/// `[data-deed="add"]` and, for a link, `[data-whose="Ada"]`; in a phone by
/// `[data-message]` with `[data-from="bot"]` or `"me"`, and by the labels of buttons.
pub fn page(telegram: Telegram, desk: Desk) -> Router {
    Router::new()
        .route("/", get(files::index))
        .route("/page/{file}", get(files::file))
        .route("/demo/town", get(state::town))
        .route("/demo/state", get(state::state))
        .route("/demo/people", post(deeds::add))
        .route("/demo/deed", post(deeds::act))
        .route("/demo/send", post(deeds::send))
        .route("/demo/aside", post(deeds::aside))
        .route("/demo/clock", post(controls::forward))
        .route("/demo/trouble", post(controls::trouble))
        .layer(DefaultBodyLimit::max(LONGEST_DEED))
        .layer(middleware::from_fn(guard::guard))
        .with_state(Served { telegram, desk })
}

/// Why something asked of the page was not done; the text is for the person at the desk.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("{0}")]
    Impossible(#[from] Impossible),
    #[error("{0}")]
    Unreadable(#[from] JsonRejection),
    #[error("{0}")]
    Senseless(&'static str),
    #[error("{0}")]
    Foreign(&'static str),
    #[error("there is nothing here")]
    NotThere,
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::Impossible(_) => StatusCode::CONFLICT,
            Self::Unreadable(rejection) => rejection.status(),
            Self::Senseless(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Foreign(_) => StatusCode::FORBIDDEN,
            Self::NotThere => StatusCode::NOT_FOUND,
        };
        let error = json!({ "error": self.to_string() });
        (status, Json(error)).into_response()
    }
}

/// Done, with nothing to say about it.
fn done() -> Json<Value> {
    Json(json!({}))
}
