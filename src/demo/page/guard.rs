//! Owns who may talk to the page: its own tabs, and nobody else's.
//! It knows no passwords: whoever can open the page may use it.

use std::net::{Ipv4Addr, Ipv6Addr};

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::Refused;

const POLICY: &str =
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

pub(super) async fn guard(request: Request, next: Next) -> Response {
    let mut response = match check(request.method(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    };
    let promises: [(HeaderName, &'static str); 4] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, promise) in promises {
        let promise = HeaderValue::from_static(promise);
        response.headers_mut().insert(name, promise);
    }
    response
}

fn check(method: &Method, headers: &HeaderMap) -> Result<(), Refused> {
    let host = text(headers, &header::HOST);
    let host = host
        .filter(|host| is_ours(host))
        .ok_or(Refused::Foreign("open the page as localhost or by an IP address: another name could be anybody's"))?;
    if *method == Method::GET {
        return Ok(());
    }
    // Every browser says where a POST comes from; what says nothing is no browser.
    match text(headers, &header::ORIGIN) {
        None => Ok(()),
        Some(origin) if origin.strip_prefix("http://") == Some(host) => Ok(()),
        Some(_) => Err(Refused::Foreign("another page may not use these phones")),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// A name can be pointed at this machine by its owner, so that their page becomes "the same origin"; these cannot.
fn is_ours(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => name,
        Some(_) | None => host,
    };
    let bracketed = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    name == "localhost"
        || name.parse::<Ipv4Addr>().is_ok()
        || bracketed.is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok())
}
