//! What people type, in every sentence that it stands in: whatever it is, Telegram takes the message, people see what was
//! typed, and the words around it are read as we wrote them.
//!
//! 30,000 names, lines and messages; `DOORSTEP_TYPED=1000000 cargo test --lib typed` before a release.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::demo::Telegram;
use crate::domain::{
    Band, Because, CellId, IntroductionId, Line, Outcome, PostId, Profile, Side, Urgency, When, limits, text,
};
use crate::talk::ask::{self, Status, Told};
use crate::talk::facts::{About, Where};
use crate::talk::introduction::{self, Next, TimeSay, TimeTold};
use crate::talk::ping::SeenAs;
use crate::talk::{afterwards, name, show};

/// Two names, a line and a message, as they are once they were read.
#[derive(Debug)]
struct Typed {
    names: [FirstName; 2],
    line: Option<Line>,
    words: String,
}

impl Typed {
    fn about(&self) -> About {
        About::sketched(&self.sketch())
    }

    fn sketch(&self) -> ask::Sketch {
        ask::Sketch {
            category: crate::domain::Category::Shopping,
            line: self.line.clone().map(|line| ask::TypedLine { line, message: 1 }),
            when: When::resolve(Urgency::Now, samples_time(), chrono_tz::Europe::London),
            access: BTreeSet::new(),
            wish: None,
            wanted: 1,
        }
    }

    fn draft(&self) -> ask::Draft {
        let before = ask::Before { introduction: IntroductionId(1), name: self.names[1].clone() };
        let cell = CellId::around(51.75, -1.26).unwrap();
        let stands = ask::Stands { found: self.names.to_vec(), ..ask::Stands::default() };
        ask::Draft { stands, ..ask::Draft::new(self.sketch(), cell, Some(before)) }
    }
}

/// Everywhere that what somebody typed can stand.
fn says_of(typed: &Typed) -> Vec<Say> {
    let (name, about, id) = (typed.names[0].clone(), typed.about(), IntroductionId(1));
    let mut all: Vec<Say> = introductions_of(typed).into_iter().map(|say| Say::Introduction(Box::new(say))).collect();
    all.extend(menu::Note::ALL.map(|note| Say::Menu(menu::Say::Welcome { name: name.clone(), note })));
    all.extend(menu::Note::ALL.map(|note| Say::Menu(menu::Say::Menu { name: name.clone(), note })));
    all.push(Say::Menu(menu::Say::CameBack { over: vec![about.clone(); 5], more: true, mine: None }));
    let status = |standing| {
        let (post, category, line, when) = (PostId(1), about.category, about.line.clone(), about.when);
        Say::MyAsk(Told::Status(Box::new(Status {
            post,
            category,
            line,
            when,
            standing,
            place: Where::Near,
            slow: false,
        })))
    };
    all.push(status(Standing::Found { names: vec![name.clone(); usize::from(limits::WANTED_MAX)] }));
    all.push(Say::Ask(ask::Say::Preview { draft: Box::new(typed.draft()), elsewhere: false }, 1));
    let found: Vec<_> = typed.names.iter().cloned().zip([id, IntroductionId(2)]).map(|(name, id)| (id, name)).collect();
    let words = typed.words.clone();
    let by = vec![(id, relay::By::Category(crate::domain::Category::Collecting))];
    let relays = [
        relay::Say::Writing { name: name.clone() },
        relay::Say::WritingOver { name: name.clone() },
        relay::Say::ByReply { name: name.clone() },
        relay::Say::PassingOn { name: name.clone() },
        relay::Say::Passed { introduction: id, name: name.clone(), words },
        relay::Say::WhoIsItFor { by, to: found, more: true, messages: 2 },
    ];
    all.extend(relays.map(|say| Say::Relay(say, 1)));
    let shows = [
        show::Say::Sure { introduction: id, name: name.clone(), what: show::What::Phone },
        show::Say::AskPhone { name: name.clone() },
        show::Say::Shown { name: name.clone(), what: show::What::Profile },
        show::Say::Profile { introduction: id, name: name.clone(), profile: Profile::Account(7) },
        show::Say::Profile { introduction: id, name: name.clone(), profile: Profile::of(Some("ann_7"), 7) },
        show::Say::Phone { introduction: id, name: name.clone(), phone: "+44123456".to_owned() },
    ];
    all.extend(shows.map(|say| Say::Show(say, 1)));
    let card = afterwards::Card {
        introduction: id,
        name: name.clone(),
        may_thank: true,
        thanked: true,
        again: None,
        to_come: true,
    };
    let thanks = [
        afterwards::Say::Card(card),
        afterwards::Say::Line { introduction: id, name: name.clone() },
        afterwards::Say::Thanks { name, words: typed.line.clone() },
    ];
    all.extend(thanks.map(|say| Say::Afterwards(say, 1)));
    let name = typed.names[0].clone();
    all.extend([name::Say::Question { name: name.clone() }, name::Say::Changed { name }].map(|say| Say::Name(say, 1)));
    all
}

fn introductions_of(typed: &Typed) -> Vec<introduction::Say> {
    use introduction::Say as Introduced;
    let (name, about, introduction) = (typed.names[0].clone(), typed.about(), IntroductionId(1));
    let (side, band) = (Side::Asker, Some(Band::VeryNear));
    let words = introduction::Words {
        side,
        name: name.clone(),
        about: about.clone(),
        access: BTreeSet::new(),
        word: "a b".to_owned(),
    };
    let seen_as = SeenAs { name: name.clone(), has_helped: 3, line: typed.line.clone() };
    let shown = introduction::Shown::First;
    let (when, version) = (about.when, 1);
    let time = TimeSay::Asked { introduction, version, name: name.clone(), about: about.clone(), when, instead: true };
    let told = TimeSay::Told { name: name.clone(), about: about.clone(), told: TimeTold::Agreed };
    vec![
        Introduced::Yes {
            introduction,
            version,
            seen_as,
            band,
            place: Where::Elsewhere,
            asks_too: true,
            about: about.clone(),
            shown,
        },
        Introduced::AskedAgain { name: name.clone() },
        Introduced::Chosen { name: name.clone() },
        Introduced::Released { name: name.clone(), because: Because::Found },
        Introduced::Introduced { introduction, words },
        Introduced::CannotSure { introduction, name: name.clone(), ends: true },
        Introduced::Dropped { introduction, to: side, name: name.clone(), about: about.clone(), next: Next::Others },
        Introduced::Over { name: name.clone(), about: about.clone() },
        Introduced::HowWasIt { introduction, name, about, agreement: 0, asked: introduction::HowAsked::SaidDone },
        Introduced::HowWasItTold { introduction, outcome: Outcome::DidNot, open: None, again: true },
        Introduced::Time(Box::new(time)),
        Introduced::Time(Box::new(told)),
    ]
}

/// What people try: markup, escapes, the syntax of our own texts, what turns the direction round, what nobody sees,
/// scripts, and what looks like commands, links and codes.
const PIECES: [&str; 62] = [
    "<b>",
    "</b>",
    "<a href=\"tg://user?id=1\">",
    "</a>",
    "<!--",
    "&lt;",
    "&amp;",
    "&#8238;",
    "&#x202e;",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "{ $name }",
    "{\"x\"}",
    "{",
    "}",
    "-term",
    "*_`[",
    "\n",
    "\r\n\n",
    "\t",
    "\0",
    "\u{1b}[31m",
    " ",
    "\u{a0}",
    "\u{2028}",
    "\u{85}",
    "\u{202A}",
    "\u{202E}",
    "\u{202C}",
    "\u{2066}",
    "\u{2067}",
    "\u{2068}",
    "\u{2069}",
    "\u{200E}",
    "\u{200F}",
    "\u{61C}",
    "\u{200B}",
    "\u{200C}",
    "\u{200D}",
    "\u{2060}",
    "\u{FEFF}",
    "\u{AD}",
    "\u{34F}",
    "\u{FE0F}",
    "\u{E0067}\u{E007F}",
    "\u{3164}",
    "\u{2800}",
    "Ann",
    "שרה",
    "مريم ١٢",
    "ދިވެހި",
    "美咲",
    "👨‍👩‍👧",
    "e\u{301}",
    "\u{10FFFF}",
    "/start",
    "@someone",
    "https://x.example/y",
    "1.need.0.0",
];

/// A few pieces, now and then one of them very often, or any characters at all.
fn typed(chance: &mut Chance) -> String {
    let piece = |chance: &mut Chance| PIECES[chance.below(PIECES.len())];
    match chance.below(16) {
        0 => piece(chance).repeat(1 + chance.below(700)),
        1 => {
            let any = |chance: &mut Chance| u32::try_from(chance.below(0x11_0000)).ok().and_then(char::from_u32);
            (0..chance.below(40)).filter_map(|_| any(chance)).collect()
        }
        _ => (0..chance.below(12)).map(|_| piece(chance)).collect(),
    }
}

fn read(chance: &mut Chance) -> Typed {
    let names = [FirstName::read(&typed(chance)), FirstName::read(&typed(chance))];
    // A longer message is not passed on; half as many characters are never too long.
    let words: String = text::paragraphs(&typed(chance)).chars().take(limits::RELAY_UTF16 / 2).collect();
    Typed { names, line: Line::read(&typed(chance)).ok(), words: text::paragraphs(&words) }
}

/// Can anybody see a character of it? What Unicode lets no font show, and the blank of Braille, nobody can.
fn is_seen(text: &str) -> bool {
    let is_ignorable = |c: char| {
        matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}' | '\u{2800}')
    };
    text.chars().any(|c| !c.is_whitespace() && !c.is_control() && !is_ignorable(c))
}

/// Nothing overrides or embeds a direction, and every isolate ends in the line in which it began.
fn turns_nothing(text: &str) -> bool {
    text.lines().all(|line| {
        let mut open = 0_i32;
        let fits = line.chars().all(|c| {
            open += i32::from(c == '\u{2068}') - i32::from(c == '\u{2069}');
            let turns =
                matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}' | '\u{2067}');
            open >= 0 && !turns
        });
        fits && open == 0
    })
}

/// The texts in bold: a name that nobody sees would be nothing between two tags.
fn bold(html: &str) -> impl Iterator<Item = &str> {
    html.split("<b>").skip(1).filter_map(|rest| rest.split("</b>").next())
}

fn message(rendered: &Rendered) -> Map<String, Value> {
    let markup = match &rendered.keyboard {
        Keyboard::None => Value::Null,
        Keyboard::Remove => json!({ "remove_keyboard": true }),
        Keyboard::Inline(rows) => {
            let button = |one: &Label| json!({ "text": one.label, "callback_data": one.code });
            let rows: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(button).collect()).collect();
            json!({ "inline_keyboard": rows })
        }
        Keyboard::Reply(rows) => {
            let rows: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(|key| key.label.as_str()).collect()).collect();
            json!({ "keyboard": rows })
        }
    };
    let fields = [("text", json!(rendered.html)), ("parse_mode", json!("HTML")), ("reply_markup", markup)];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn holds(telegram: &Telegram, say: &Say, rendered: &Rendered) {
    let told = || format!("{say:?}: {rendered:?}");
    assert_eq!(telegram.refusal(message(rendered)), None, "{}", told());
    let plain = plain_text(&rendered.html).unwrap();
    assert!(turns_nothing(&plain) && is_seen(&plain), "{}", told());
    assert!(bold(&rendered.html).all(is_seen), "{}", told());
    for (label, _) in labels(rendered) {
        assert!(is_seen(&label) && turns_nothing(&label) && !label.contains('\n'), "{}", told());
        assert!(label.chars().count() <= 64, "{}", told());
    }
}

/// How many are tried.
#[expect(clippy::disallowed_methods, reason = "a setting of the test")]
fn tries() -> usize {
    std::env::var("DOORSTEP_TYPED").map_or(30_000, |tries| tries.parse().unwrap())
}

#[test]
fn whatever_is_typed_telegram_takes_it_and_it_turns_no_word_of_ours() {
    let words = Words::new(Catalog::load(None).unwrap(), OPERATOR.to_owned());
    let telegram = Telegram::new(std::sync::Arc::new(|| 0));
    let mut chance = Chance::seeded(12);
    let (mut seen, mut unseen) = (0, 0);
    for round in 0..tries() {
        let typed = read(&mut chance);
        for name in &typed.names {
            // A name is seen from its first character on, or is none.
            let first = name.as_str().chars().next();
            assert!(first.is_none_or(|first| is_seen(&first.to_string())), "{name:?}");
            (seen, unseen) = (seen + usize::from(first.is_some()), unseen + usize::from(first.is_none()));
        }
        assert!(typed.line.as_ref().is_none_or(|line| is_seen(line.as_str())), "{typed:?}");
        assert!(typed.words.is_empty() || is_seen(&typed.words), "{typed:?}");
        let mut says = says_of(&typed);
        let say = says.swap_remove(round % says.len());
        holds(&telegram, &say, &words.render(&say, &reader(Language::English)));
    }
    assert!(seen > tries() && unseen > tries() / 20, "{seen} names, {unseen} that nobody sees");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_typed_is_shown_as_it_was_typed(name in any::<Vec<char>>(), line in any::<Vec<char>>()) {
        let (name, line): (String, String) = (name.iter().collect(), line.iter().collect());
        let (name, line) = (FirstName::read(&name), Line::read(&line).ok());
        let words = words();
        let typed = Typed { names: [name.clone(), name.clone()], line: line.clone(), words: "words".to_owned() };
        let is_shown = |say: &Say| {
            use introduction::Say::{Introduced, Released};
            matches!(say, Say::Menu(menu::Say::Welcome { note: menu::Note::Hello, .. }) | Say::MyAsk(_) | Say::Ask(..))
                || matches!(say, Say::Introduction(say) if matches!(**say, Released { .. } | Introduced { .. }))
        };
        let says = says_of(&typed).into_iter().filter(is_shown);
        for say in says {
            let plain = plain_text(&words.render(&say, &reader(Language::English)).html);
            let plain = plain.map_err(|refusal| TestCaseError::fail(format!("{say:?}: {refusal}")))?;
            let shows = |typed: &str| plain.contains(typed);
            if let (Say::MyAsk(_) | Say::Ask(..), Some(line)) = (&say, &line) {
                prop_assert!(shows(line.as_str()), "{plain}");
            }
            if !matches!(say, Say::Ask(..)) {
                prop_assert!(shows(name.as_str()), "{plain}");
            }
        }
    }
}
