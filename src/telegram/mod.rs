//! The only place with teloxide: raw updates in, parsed one by one; messages out; errors read by their text.
//! It knows what a neighbour did, and nothing of what follows from it.

mod clean;
mod errors;
mod inbound;
mod kept;
mod poll;
mod send;

pub use errors::{Class, class_of};
pub use inbound::{Account, Beside, Inbound, read, written_at};
pub use kept::kept;
pub use poll::{PollError, Poller, Webhook};
pub use send::{Outgoing, Sender};

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use teloxide::Bot;
use url::{Host, Url};

use crate::domain::limits;

/// Where the Bot API is, and the token. Neither `Debug` nor an error of ours prints the token.
#[derive(Clone)]
pub struct Access {
    url: Url,
    token: SecretString,
}

impl Access {
    /// This server and this token. The server may have a path: everything is called below it.
    pub fn new(mut url: Url, token: SecretString) -> Self {
        // What is called is appended to the path, so it must not end in a slash; an address that has no path has no such end.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty();
        }
        Self { url, token }
    }

    /// A client for polls: it waits longer than a poll does, and notices a dead connection.
    fn polling(&self) -> Option<Bot> {
        self.bot(limits::POLL_GIVES_UP.to_std().ok()?)
    }

    /// A client for everything that is sent.
    fn sending(&self) -> Option<Bot> {
        self.bot(limits::CALL_GIVES_UP)
    }

    fn bot(&self, timeout: Duration) -> Option<Bot> {
        let settings = teloxide::net::default_reqwest_settings();
        // A proxy of the system's leads out of this machine; who is on it is not found there.
        let settings = if is_this_machine(&self.url) { settings.no_proxy() } else { settings };
        let client = settings.timeout(timeout).tcp_keepalive(limits::CONNECTION_ASKED).build().ok()?;
        Some(Bot::with_client(self.token.expose_secret(), client).set_api_url(self.url.clone()))
    }
}

/// Does a server run on the machine on which we do?
fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.to_canonical().is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests;
