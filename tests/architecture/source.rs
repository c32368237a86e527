//! Source files without their tests, and the paths that their code names.
//! It reads Rust as far as the checks need it, and no further.

use std::path::{Path, PathBuf};

/// A source file.
pub struct Source {
    /// From the root of the repository, with forward slashes.
    pub path: String,
    /// Its text, without the tests at its end.
    pub text: String,
}

/// All files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The files of `src` that are not tests.
pub fn sources(root: &Path) -> Vec<Source> {
    let spelled = |file: &Path| file.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
    let all = files(&root.join("src")).into_iter().map(|file| (spelled(&file), file));
    let is_test = |path: &str| path.split('/').any(|part| part == "tests" || part == "tests.rs");
    let code = all.filter(|(path, file)| file.extension().is_some_and(|kind| kind == "rs") && !is_test(path));
    code.map(|(path, file)| Source { path, text: without_tests(&std::fs::read_to_string(file).unwrap()) }).collect()
}

/// Tests in the file itself stand at its end.
fn without_tests(text: &str) -> String {
    match text.find("#[cfg(test)]\nmod tests {") {
        Some(at) => text[..at].to_owned(),
        None => text.to_owned(),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    /// `::`
    Colons,
    Mark(char),
}

impl Source {
    /// The module right below the crate.
    pub fn module(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside.split(['/', '.']).next().unwrap_or_default()
    }

    /// Where `self` is, from the crate down.
    fn place(&self) -> Vec<String> {
        let inside = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut place: Vec<_> = inside.split('/').map(str::to_owned).collect();
        if place.last().is_some_and(|last| last == "mod" || last == "lib" || last == "main") {
            place.pop();
        }
        place
    }

    /// The identifiers of its code.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        // Comments are words too, but not of code.
        let lines = self.text.lines().map(|line| line.split("//").next().unwrap_or_default());
        lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
    }

    /// The paths that its code names: `use` trees spread out, `super` resolved.
    pub fn paths(&self) -> Vec<Vec<String>> {
        let tokens = tokens(&self.text);
        let mut paths = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let continues = at > 0 && tokens[at - 1] == Token::Colons;
            if matches!(tokens[at], Token::Word(_)) && !continues {
                at = spread(&tokens, at, &[], &mut paths);
            } else {
                at += 1;
            }
        }
        paths.into_iter().filter(|path| path.len() > 1).map(|path| self.resolve(path)).collect()
    }

    fn resolve(&self, path: Vec<String>) -> Vec<String> {
        let ups = path.iter().take_while(|word| *word == "super").count();
        if ups == 0 {
            return path;
        }
        let mut place = self.place();
        place.truncate(place.len().saturating_sub(ups));
        std::iter::once("crate".to_owned()).chain(place).chain(path.into_iter().skip(ups)).collect()
    }
}

/// Reads a path from `at`, with its groups; answers where it ends.
fn spread(tokens: &[Token], mut at: usize, before: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    loop {
        match tokens.get(at) {
            Some(Token::Word(word)) => {
                path.push(word.clone());
                at += 1;
                if tokens.get(at) != Some(&Token::Colons) {
                    break;
                }
                at += 1;
            }
            Some(Token::Mark('{')) => return spread_group(tokens, at + 1, &path, paths),
            _ => break,
        }
    }
    paths.push(path);
    at
}

fn spread_group(tokens: &[Token], mut at: usize, before: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    while at < tokens.len() {
        at = match tokens[at] {
            Token::Mark('}') => return at + 1,
            Token::Word(_) => spread(tokens, at, before, paths),
            Token::Mark(_) | Token::Colons => at + 1,
        };
    }
    at
}

/// The code as words and marks: no comments, no contents of literals.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
        } else if next == '"' {
            rest = after_string(&rest[1..]);
        } else if rest.starts_with("::") {
            tokens.push(Token::Colons);
            rest = &rest[2..];
        } else if next.is_alphanumeric() || next == '_' {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            tokens.push(Token::Word(rest[..end].to_owned()));
            rest = &rest[end..];
        } else {
            if !next.is_whitespace() {
                tokens.push(Token::Mark(next));
            }
            // A quotation mark as a character opens no string.
            let skipped = if rest.starts_with("'\"'") { 3 } else { next.len_utf8() };
            rest = &rest[skipped..];
        }
    }
    tokens
}

fn after_string(mut rest: &str) -> &str {
    while let Some(at) = rest.find(['"', '\\']) {
        if rest[at..].starts_with('"') {
            return &rest[at + 1..];
        }
        let escaped = rest[at + 1..].chars().next().map_or(0, char::len_utf8);
        rest = &rest[at + 1 + escaped..];
    }
    ""
}
