use proptest::prelude::*;

use crate::demo::{
    html::{escape, parse},
    text::{Marked, utf16_len},
};

fn kinds(html: &str) -> Vec<(&'static str, usize, usize)> {
    let marked = parse(html).unwrap();
    let entities = marked.entities.iter();
    entities.map(|entity| (entity.kind, entity.offset, entity.length)).collect()
}

#[test]
fn every_tag_becomes_its_entity() {
    assert_eq!(kinds("<b>a</b><strong>b</strong>"), [("bold", 0, 1), ("bold", 1, 1)]);
    assert_eq!(kinds("<i>a</i><em>b</em>"), [("italic", 0, 1), ("italic", 1, 1)]);
    assert_eq!(kinds("<u>a</u><ins>b</ins>"), [("underline", 0, 1), ("underline", 1, 1)]);
    assert_eq!(kinds("<s>a</s><del>b</del>").len(), 2);
    assert_eq!(kinds("<tg-spoiler>a</tg-spoiler>"), [("spoiler", 0, 1)]);
    assert_eq!(kinds("<span class=\"tg-spoiler\">a</span>"), [("spoiler", 0, 1)]);
    assert_eq!(kinds("<blockquote expandable>a</blockquote>"), [("expandable_blockquote", 0, 1)]);
    let code = parse("<pre><code class=\"language-rust\">x</code></pre>").unwrap();
    assert_eq!(code.entities.len(), 1);
    assert_eq!(code.entities[0].language.as_deref(), Some("rust"));
}

#[test]
fn offsets_count_utf16_units_and_outer_tags_come_first() {
    assert_eq!(kinds("😀<b>a<i>б</i></b>"), [("bold", 2, 2), ("italic", 3, 1)]);
}

#[test]
fn a_link_without_an_address_is_its_own_text() {
    let marked = parse("see <a>example.org</a>").unwrap();
    assert_eq!(marked.entities[0].url.as_deref(), Some("example.org"));
}

#[test]
fn a_bare_ampersand_is_fine_and_only_four_names_are_known() {
    assert_eq!(parse("a & b &nbsp; &lt;&#33;&#x21;&quot").unwrap().text, "a & b &nbsp; <!!\"");
}

#[test]
fn what_the_server_refuses_is_refused_in_its_words() {
    let cases = [
        ("Ann <3", "Unclosed start tag at byte offset 4"),
        ("a <x> b", "Unsupported start tag \"x\" at byte offset 2"),
        ("<b>a", "Can't find end tag corresponding to start tag \"b\""),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""),
        ("<span>a</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
        ("<br/>", "Unsupported start tag \"br/\" at byte offset 0"),
    ];
    for (html, refusal) in cases {
        assert_eq!(parse(html).unwrap_err(), refusal, "{html}");
    }
}

#[test]
fn spaces_around_a_text_are_taken_off_with_their_entities() {
    let marked = parse(" <b> a</b> ").unwrap().trimmed();
    assert_eq!(marked.text, "a");
    assert_eq!((marked.entities[0].offset, marked.entities[0].length), (0, 1));
}

#[test]
fn commands_and_links_are_found_in_typed_text() {
    let marked = Marked::typed("/start@DoorstepBot x\nhttps://a.b /me, a/b");
    let found: Vec<(&str, usize, usize)> =
        marked.entities.iter().map(|entity| (entity.kind, entity.offset, entity.length)).collect();
    let expected = [("bot_command", 0, 18), ("url", 21, 11), ("bot_command", 33, 3)];
    assert_eq!(found, expected);
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(html in "(<|>|/|&|#|x|;|=|\"|'| |b|a|pre|code|href|😀|é|1|\\PC){0,40}") {
        if let Ok(marked) = parse(&html) {
            let marked = marked.trimmed();
            let length = utf16_len(&marked.text);
            for entity in marked.entities {
                prop_assert!(entity.length > 0 && entity.offset + entity.length <= length);
            }
        }
    }

    #[test]
    fn an_escaped_text_reads_back(text in "\\PC{0,40}") {
        prop_assert_eq!(parse(&escape(&text)).unwrap().text, text);
    }
}
