//! Owns the parameters of a call: JSON, forms, multipart and query strings, read as one map.
//! It judges no value: numbers may be texts, as the real server allows.

use serde_json::{Map, Value};

use super::person::{MessageId, PersonId};

#[derive(Clone, Debug, Default)]
pub(super) struct Params(pub Map<String, Value>);

impl Params {
    /// Reads a body by its content type; one that cannot be read has no parameters.
    pub fn read(query: &str, content_type: &str, body: &[u8]) -> Option<Self> {
        let mut params = form(query);
        let lower = content_type.to_lowercase();
        if body.is_empty() {
        } else if lower.starts_with("application/json") {
            params.extend(serde_json::from_slice::<Map<String, Value>>(body).ok()?);
        } else if lower.starts_with("multipart/form-data") {
            let (_, boundary) = content_type.split_once("boundary=")?;
            params.extend(multipart(boundary.trim_matches('"'), body));
        } else {
            params.extend(form(&String::from_utf8_lossy(body)));
        }
        Some(Self(params))
    }

    pub fn text(&self, name: &str) -> Option<String> {
        match self.0.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.trim().parse().ok()
    }

    pub fn float(&self, name: &str) -> Option<f64> {
        let number: f64 = self.text(name)?.trim().parse().ok()?;
        number.is_finite().then_some(number)
    }

    pub fn flag(&self, name: &str) -> bool {
        match self.0.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => ["true", "yes", "1"].contains(&text.to_lowercase().as_str()),
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            Some(Value::Null | Value::Array(_) | Value::Object(_)) | None => false,
        }
    }

    /// An object or a list, given as such or as its JSON text.
    pub fn nested(&self, name: &str) -> Option<Value> {
        match self.0.get(name)? {
            Value::Null => None,
            Value::String(text) => serde_json::from_str(text).ok().or_else(|| Some(Value::String(text.clone()))),
            nested @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => Some(nested.clone()),
        }
    }

    pub fn person(&self, name: &str) -> Option<PersonId> {
        let id = self.number(name)?;
        u64::try_from(id).ok().map(PersonId)
    }

    pub fn message(&self, name: &str) -> Option<MessageId> {
        self.number(name).map(MessageId)
    }
}

fn form(text: &str) -> Map<String, Value> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value).into())
        })
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        let escaped = match after {
            [high, low, ..] if first == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match (first, escaped) {
            (_, Some((high, low))) => {
                bytes.push(high * 16 + low);
                rest = after.get(2..).unwrap_or_default();
            }
            (b'+', None) => bytes.push(b' '),
            (other, None) => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The named parts of a multipart body, read as texts; a file is read as one too and means nothing.
fn multipart(boundary: &str, body: &[u8]) -> Map<String, Value> {
    let body = String::from_utf8_lossy(body);
    body.split(&format!("--{boundary}"))
        .filter_map(|part| {
            let (head, content) = part.split_once("\r\n\r\n")?;
            let (_, name) = head.split_once(" name=\"")?;
            let (name, _) = name.split_once('"')?;
            let content = content.strip_suffix("\r\n").unwrap_or(content);
            Some((name.to_owned(), content.into()))
        })
        .collect()
}
