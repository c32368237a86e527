//! Owns the HTTP side: from a request to a call, through the planned faults, to an answer.
//! It knows no method (see `api`).

use axum::{
    Router,
    body::to_bytes,
    extract::{ConnectInfo, Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::any,
};
use serde_json::json;
use tokio::net::TcpListener;

use super::{
    Call, Outcome, Telegram,
    api::{self, Answer, Refusal},
    cut::{CuttableListener, Scissors},
    faults::Fault,
    params::Params,
    wire::with,
};

const LARGEST_BODY: usize = 50 * 1024 * 1024;

struct Request {
    method: &'static str,
    params: Params,
    /// Only a connection taken by [`Telegram::serve`] can be cut.
    scissors: Option<Scissors>,
}

impl Telegram {
    /// `/bot<token>/<method>`, by any way that the real server takes parameters.
    pub fn router(&self) -> Router {
        Router::new().route("/{bot}/{method}", any(receive)).with_state(self.clone())
    }

    /// Serves the Bot API until the task ends. Faults that cut connections work only here.
    pub async fn serve(self, listener: TcpListener) -> std::io::Result<()> {
        self.serve_with(listener, Router::new()).await
    }

    /// Serves the Bot API and `beside` it other pages.
    pub async fn serve_with(self, listener: TcpListener, beside: Router) -> std::io::Result<()> {
        let service = self.router().merge(beside).into_make_service_with_connect_info::<Scissors>();
        axum::serve(CuttableListener(listener), service).await
    }
}

async fn receive(
    State(telegram): State<Telegram>,
    Path((bot, method)): Path<(String, String)>,
    request: axum::extract::Request,
) -> Response {
    let Some(token) = bot.strip_prefix("bot") else {
        return refuse(&Refusal::new(404, "Not Found"));
    };
    if token != telegram.token() {
        return refuse(&Refusal::new(401, "Unauthorized"));
    }
    let Some(method) = api::known(&method) else {
        return refuse(&Refusal::new(404, "Not Found"));
    };
    let scissors = request.extensions().get::<ConnectInfo<Scissors>>();
    let scissors = scissors.map(|ConnectInfo(scissors)| scissors.clone());
    let Some(params) = read(request).await else {
        return refuse(&Refusal::bad("can't parse request body"));
    };
    let request = Request { method, params, scissors };
    perform(&telegram, request).await
}

async fn read(request: axum::extract::Request) -> Option<Params> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, LARGEST_BODY).await.ok()?;
    let content_type = head.headers.get(header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let query = head.uri.query().unwrap_or_default();
    Params::read(query, content_type.unwrap_or_default(), &body)
}

async fn perform(telegram: &Telegram, request: Request) -> Response {
    let method = request.method;
    wait_while_held(telegram, method).await;
    let text = request.params.text("text");
    let fault = telegram.with(|world| {
        world.faults.take(method).or_else(|| text.as_deref().and_then(|text| world.faults.poison_in(text)))
    });
    match fault {
        None => {
            let answer = api::call(telegram, method, &request.params).await;
            record(telegram, &request, outcome_of(&answer));
            respond(answer)
        }
        Some(Fault::TooManyRequests { retry_after }) => {
            refuse_and_record(telegram, &request, &Refusal::too_many(retry_after))
        }
        Some(Fault::Error { code, description }) => {
            refuse_and_record(telegram, &request, &Refusal::new(code, &description))
        }
        Some(Fault::ServerError { status, body }) => {
            record(telegram, &request, Outcome::ServerError { status });
            (status_of(status), [(header::CONTENT_TYPE, "text/html")], body).into_response()
        }
        Some(Fault::CutBefore) => {
            record(telegram, &request, Outcome::CutBefore);
            cut(&request)
        }
        Some(Fault::CutAfter) => {
            // A refusal gets lost with the answer just as well.
            let _ = api::call(telegram, method, &request.params).await;
            record(telegram, &request, Outcome::CutAfter);
            cut(&request)
        }
    }
}

async fn wait_while_held(telegram: &Telegram, method: &str) {
    let mut changes = telegram.changed();
    while telegram.with(|world| world.faults.holds(method)) {
        if changes.changed().await.is_err() {
            return;
        }
    }
}

fn record(telegram: &Telegram, request: &Request, outcome: Outcome) {
    telegram.change(|world| {
        let call = Call {
            method: request.method.to_owned(),
            body: request.params.0.clone().into(),
            at_ms: world.now_ms(),
            outcome,
        };
        world.record(call);
    });
}

fn outcome_of(answer: &Result<Answer, Refusal>) -> Outcome {
    match answer {
        Ok(_) => Outcome::Done,
        Err(refusal) => Outcome::Refused { code: refusal.code, description: refusal.description.clone() },
    }
}

fn respond(answer: Result<Answer, Refusal>) -> Response {
    match answer {
        Ok(Answer(result)) => json_response(StatusCode::OK, format!("{{\"ok\":true,\"result\":{result}}}")),
        Err(refusal) => refuse(&refusal),
    }
}

fn refuse_and_record(telegram: &Telegram, request: &Request, refusal: &Refusal) -> Response {
    let outcome = Outcome::Refused { code: refusal.code, description: refusal.description.clone() };
    record(telegram, request, outcome);
    refuse(refusal)
}

fn refuse(refusal: &Refusal) -> Response {
    let mut body = json!({
        "ok": false,
        "error_code": refusal.code,
        "description": refusal.description,
    });
    if let Some(seconds) = refusal.retry_after {
        body = with(body, "parameters", json!({ "retry_after": seconds }));
    }
    json_response(status_of(refusal.code), body.to_string())
}

fn cut(request: &Request) -> Response {
    if let Some(scissors) = &request.scissors {
        scissors.cut();
    }
    status_of(502).into_response()
}

fn status_of(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn json_response(status: StatusCode, body: String) -> Response {
    let kind = HeaderValue::from_static("application/json");
    (status, [(header::CONTENT_TYPE, kind)], body).into_response()
}
