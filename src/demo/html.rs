//! Owns the reading of HTML markup: a text with tags becomes a plain text and its entities.
//! It forgives nothing that the server refuses, and knows no other parse mode.

use super::text::{Entity, Marked};

const TAGS: [&str; 16] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "span",
    "pre",
    "code",
    "blockquote",
];

/// Reads `html`, or says why not in the server's words (without the "can't parse entities" before them).
pub(super) fn parse(html: &str) -> Result<Marked, String> {
    let mut reader = Reader { html, at: 0, marked: Marked::default(), length: 0, open: Vec::new() };
    reader.read_all()?;
    if let Some(tag) = reader.open.last() {
        return Err(format!("Can't find end tag corresponding to start tag \"{}\"", tag.name));
    }
    reader.marked.order();
    Ok(reader.marked)
}

struct OpenTag {
    name: String,
    argument: String,
    offset: usize,
}

struct Reader<'a> {
    html: &'a str,
    at: usize,
    marked: Marked,
    /// The length of the plain text so far, in UTF-16 units.
    length: usize,
    open: Vec<OpenTag>,
}

impl Reader<'_> {
    fn read_all(&mut self) -> Result<(), String> {
        while let Some(next) = self.peek() {
            if next == '<' {
                self.read_tag()?;
            } else if let Some(meant) = self.character_reference() {
                self.push(meant);
            } else {
                // A bare & stays what it is, as does an entity that the server does not know.
                self.skip();
                self.push(next);
            }
        }
        Ok(())
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &str {
        self.html.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn push(&mut self, next: char) {
        self.marked.text.push(next);
        self.length += next.len_utf16();
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(next) = self.peek().filter(|&next| wanted(next)) {
            taken.push(next);
            self.skip();
        }
        taken
    }

    fn skip_spaces(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn character_reference(&mut self) -> Option<char> {
        let (meant, length) = character_reference(self.rest())?;
        self.at += length;
        Some(meant)
    }

    fn read_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.skip();
        if self.peek() == Some('/') {
            self.skip();
            self.read_end_tag(begin)
        } else {
            self.read_start_tag(begin)
        }
    }

    fn read_start_tag(&mut self, begin: usize) -> Result<(), String> {
        let name = self.take_while(|next| !next.is_whitespace() && next != '>').to_lowercase();
        if self.peek().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        if !TAGS.contains(&name.as_str()) {
            return Err(format!("Unsupported start tag \"{name}\" at byte offset {begin}"));
        }
        let argument = self.read_attributes(&name, begin)?;
        if name == "span" && argument != "spoiler" {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.open.push(OpenTag { name, argument, offset: self.length });
        Ok(())
    }

    /// Reads up to and with the closing bracket; answers the one attribute that the tag is about.
    fn read_attributes(&mut self, tag: &str, begin: usize) -> Result<String, String> {
        let mut argument = String::new();
        loop {
            self.skip_spaces();
            match self.peek() {
                Some('>') => {
                    self.skip();
                    return Ok(argument);
                }
                None => return Err(format!("Unclosed start tag at byte offset {begin}")),
                Some(_) => {}
            }
            let name = self.take_while(|next| !next.is_whitespace() && next != '=' && next != '>');
            if name.is_empty() {
                return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
            }
            self.skip_spaces();
            if self.peek() != Some('=') {
                if tag == "blockquote" && name == "expandable" {
                    "expandable".clone_into(&mut argument);
                    continue;
                }
                return Err(format!(
                    "Expected equal sign in declaration of an attribute of the tag \"{tag}\" at byte offset {begin}"
                ));
            }
            self.skip();
            self.skip_spaces();
            let value = self.read_attribute_value(tag, begin)?;
            if let Some(meant) = meant_by(tag, &name, &value) {
                argument = meant;
            }
        }
    }

    fn read_attribute_value(&mut self, tag: &str, begin: usize) -> Result<String, String> {
        let Some(quote) = self.peek() else {
            return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}"));
        };
        if quote != '"' && quote != '\'' {
            let token = self.at;
            let value =
                self.take_while(|next| next.is_ascii_alphanumeric() || next == '.' || next == '-').to_lowercase();
            return match self.peek() {
                Some(next) if next.is_whitespace() || next == '>' => Ok(value),
                _ => Err(format!("Unexpected end of name token at byte offset {token}")),
            };
        }
        self.skip();
        let mut value = String::new();
        while let Some(next) = self.peek() {
            if next == quote {
                self.skip();
                return Ok(value);
            }
            if let Some(meant) = self.character_reference() {
                value.push(meant);
            } else {
                value.push(next);
                self.skip();
            }
        }
        Err(format!("Unclosed start tag at byte offset {begin}"))
    }

    fn read_end_tag(&mut self, begin: usize) -> Result<(), String> {
        let Some(open) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        let name = self.take_while(|next| !next.is_whitespace() && next != '>').to_lowercase();
        self.skip_spaces();
        if self.peek() != Some('>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.skip();
        if !name.is_empty() && name != open.name {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{name}>\"",
                open.name
            ));
        }
        self.close(open);
        Ok(())
    }

    fn close(&mut self, open: OpenTag) {
        let length = self.length - open.offset;
        if length == 0 {
            return;
        }
        let plain = |kind| Entity::plain(kind, open.offset, length);
        let entity = match open.name.as_str() {
            "b" | "strong" => plain("bold"),
            "i" | "em" => plain("italic"),
            "u" | "ins" => plain("underline"),
            "s" | "strike" | "del" => plain("strikethrough"),
            "tg-spoiler" | "span" => plain("spoiler"),
            "blockquote" if open.argument == "expandable" => plain("expandable_blockquote"),
            "blockquote" => plain("blockquote"),
            "code" if self.fills_a_pre(open.offset) && !open.argument.is_empty() => {
                return self.name_language(open.argument);
            }
            "code" => plain("code"),
            "pre" => Entity { language: Some(open.argument).filter(|language| !language.is_empty()), ..plain("pre") },
            "a" => {
                let url = if open.argument.is_empty() { self.tail(length) } else { open.argument };
                Entity { url: Some(url), ..Entity::plain("text_link", open.offset, length) }
            }
            // A custom emoji falls back to its plain one: this world has no custom ones.
            _ => return,
        };
        self.marked.entities.push(entity);
    }

    fn fills_a_pre(&self, offset: usize) -> bool {
        self.open.last().is_some_and(|outer| outer.name == "pre" && outer.offset == offset)
    }

    fn name_language(&mut self, language: String) {
        if let Some(outer) = self.open.last_mut() {
            outer.argument = language;
        }
    }

    /// The last `length` UTF-16 units of the plain text.
    fn tail(&self, length: usize) -> String {
        let mut left = length;
        let mut tail: Vec<char> = Vec::new();
        for next in self.marked.text.chars().rev() {
            if left == 0 {
                break;
            }
            left = left.saturating_sub(next.len_utf16());
            tail.push(next);
        }
        tail.iter().rev().collect()
    }
}

fn meant_by(tag: &str, name: &str, value: &str) -> Option<String> {
    match (tag, name) {
        ("a", "href") | ("tg-emoji", "emoji-id") => Some(value.to_owned()),
        ("code", "class") => value.strip_prefix("language-").map(str::to_owned),
        ("span", "class") => value.strip_prefix("tg-").map(str::to_owned),
        _ => None,
    }
}

/// The character that `text` begins with a reference to, and the length of the reference in bytes.
fn character_reference(text: &str) -> Option<(char, usize)> {
    let after = text.strip_prefix('&')?;
    let (meant, used) = if let Some(number) = after.strip_prefix('#') {
        let (digits, radix, prefix) = match number.strip_prefix('x') {
            Some(hex) => (hex, 16, 3),
            None => (number, 10, 2),
        };
        let digits = leading(digits, |next| next.is_digit(radix));
        let used = prefix + digits.len();
        if used >= 10 {
            return None;
        }
        let code = u32::from_str_radix(digits, radix).ok()?;
        (char::from_u32(code).filter(|&meant| meant != '\0')?, used)
    } else {
        let name = leading(after, |next| next.is_ascii_alphabetic());
        let meant = match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            _ => return None,
        };
        (meant, 1 + name.len())
    };
    let semicolon = text.get(used..).is_some_and(|rest| rest.starts_with(';'));
    Some((meant, used + usize::from(semicolon)))
}

fn leading(text: &str, wanted: impl Fn(char) -> bool) -> &str {
    let end = text.find(|next| !wanted(next)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Writes a plain text as HTML that [`parse`] reads back to it: a message sent without markup.
pub(super) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for next in text.chars() {
        match next {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            other => html.push(other),
        }
    }
    html
}
