use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use futures_util::{FutureExt as _, future::BoxFuture};
use serde_json::{Value, json};
use teloxide::net::default_reqwest_settings;
use tokio::{join, net::TcpListener, task::JoinSet};

use super::{Desk, DeskClock, TownMap, page};
use crate::demo::{PersonId, Telegram};

/// Thursday, 28 May 2026, 21:26:40 in London.
const EVENING_MS: i64 = 1_780_000_000_000;

#[derive(Default)]
struct Hands(AtomicI64);

impl DeskClock for Hands {
    fn now_ms(&self) -> i64 {
        EVENING_MS + self.0.load(Ordering::SeqCst)
    }

    fn forward(&self, ms: i64) -> BoxFuture<'static, ()> {
        self.0.fetch_add(ms, Ordering::SeqCst);
        std::future::ready(()).boxed()
    }
}

/// A served page, and what a browser would ask of it.
struct Window {
    telegram: Telegram,
    desk: Desk,
    address: String,
    _server: JoinSet<std::io::Result<()>>,
}

struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    text: String,
}

impl Window {
    async fn open() -> Self {
        let hands = Arc::new(Hands::default());
        let clock = Arc::clone(&hands);
        let telegram = Telegram::new(Arc::new(move || clock.now_ms()));
        let desk = Desk::new(TownMap::default(), hands);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let mut server = JoinSet::new();
        let beside = page(telegram.clone(), desk.clone());
        server.spawn(telegram.clone().serve_with(listener, beside));
        Self { telegram, desk, address, _server: server }
    }

    async fn ask(&self, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        let url = format!("http://{}{path}", self.address);
        let client = default_reqwest_settings().no_proxy().build().unwrap();
        let mut request = match body {
            Some(body) => client.post(url).header("content-type", "application/json").body(body.to_string()),
            None => client.get(url),
        };
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.unwrap();
        let headers = answer.headers().iter();
        Answer {
            status: answer.status().as_u16(),
            headers: headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect(),
            text: answer.text().await.unwrap(),
        }
    }

    async fn get(&self, path: &str) -> Value {
        let answer = self.ask(path, None, &[]).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        serde_json::from_str(&answer.text).unwrap()
    }

    /// Does something that works.
    async fn post(&self, path: &str, body: Value) -> Value {
        let answer = self.ask(path, Some(body), &[]).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        serde_json::from_str(&answer.text).unwrap()
    }

    /// Does something that does not work; answers the status and why.
    async fn refusal(&self, path: &str, body: Value) -> (u16, String) {
        let answer = self.ask(path, Some(body), &[]).await;
        let error: Value = serde_json::from_str(&answer.text).unwrap();
        (answer.status, error["error"].as_str().unwrap().to_owned())
    }

    async fn started(&self, name: &str) -> PersonId {
        let who = self.telegram.add_person(name);
        self.post("/demo/deed", json!({ "who": who, "do": "start" })).await;
        who
    }

    /// The bot writes.
    async fn bot(&self, who: PersonId, more: Value) -> i64 {
        let mut body = json!({ "chat_id": who, "text": "Hello" });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        let path = format!("/bot{}/sendMessage", self.telegram.token());
        let answer = self.post(&path, body).await;
        answer["result"]["message_id"].as_i64().unwrap()
    }
}

#[tokio::test]
async fn the_page_and_all_its_files_are_served_under_a_strict_policy() {
    let window = Window::open().await;
    let index = window.ask("/", None, &[]).await;
    assert_eq!(index.status, 200);
    let policy = &index.headers["content-security-policy"];
    assert!(policy.starts_with("default-src 'self'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(!index.text.contains("://"), "no address but its own");
    let linked: Vec<&str> = index.text.split('"').filter(|part| part.starts_with("/page/")).collect();
    assert_eq!(linked.len(), 6);
    for path in linked {
        let file = window.ask(path, None, &[]).await;
        assert_eq!(file.status, 200, "{path}");
        assert_eq!(file.headers["x-content-type-options"], "nosniff");
    }
    assert_eq!(window.ask("/page/else.js", None, &[]).await.status, 404);
}

#[tokio::test]
async fn every_module_that_a_script_imports_is_served() {
    let window = Window::open().await;
    let mut asked = vec!["page.js".to_owned()];
    let mut at = 0;
    while let Some(name) = asked.get(at).cloned() {
        at += 1;
        let file = window.ask(&format!("/page/{name}"), None, &[]).await;
        assert_eq!(file.status, 200, "{name}");
        let script = "text/javascript; charset=utf-8";
        assert_eq!(file.headers["content-type"], script);
        assert!(!file.text.contains("innerHTML"), "{name}");
        for line in file.text.lines().filter(|line| line.starts_with("import")) {
            let imported = line.split("'./").nth(1).unwrap().trim_end_matches("';");
            if !asked.iter().any(|known| known == imported) {
                asked.push(imported.to_owned());
            }
        }
    }
    assert_eq!(asked.len(), 12, "{asked:?}");
}

#[tokio::test]
async fn every_word_of_the_page_is_used() {
    let window = Window::open().await;
    let mut scripts = String::new();
    for name in ["bubble", "composer", "desk", "dialogs", "map", "markup", "page", "phone", "toolbar", "wire"] {
        scripts += &window.ask(&format!("/page/{name}.js"), None, &[]).await.text;
    }
    let used: BTreeSet<&str> = scripts.split("W.").skip(1).map(word).collect();
    let words = window.ask("/page/words.js", None, &[]).await.text;
    let inner = words
        .split("\n};")
        .next()
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| !line.starts_with([' ', '}', ']']));
    let known: Vec<&str> = inner.filter(|line| line.contains(':')).map(word).collect();
    assert!(known.len() > 100, "{known:?}");
    let unused: Vec<&str> = known.into_iter().filter(|name| !used.contains(name)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

fn word(text: &str) -> &str {
    text.split(|next: char| !next.is_ascii_alphanumeric()).next().unwrap()
}

#[tokio::test]
async fn the_town_is_drawn_in_degrees_around_its_centre() {
    let window = Window::open().await;
    let town = window.get("/demo/town").await;
    assert_eq!(town["zone"], "Europe/London");
    assert_eq!(town["centre"]["latitude"], 51.755);
    for drawn in town["drawn"].as_array().unwrap() {
        for place in drawn["line"].as_array().unwrap() {
            let north = place["latitude"].as_f64().unwrap() - 51.755;
            let east = place["longitude"].as_f64().unwrap() + 1.21;
            assert!(north.abs() < 0.03 && east.abs() < 0.05, "{drawn}");
        }
    }
}

#[tokio::test]
async fn a_new_neighbour_has_a_home_and_a_phone() {
    let window = Window::open().await;
    let body = json!({
        "name": " Ada ", "username": "@ada_l", "language": "de",
        "home": { "latitude": 51.76, "longitude": -1.2 },
    });
    let ada = window.post("/demo/people", body).await["id"].clone();
    window.post("/demo/people", json!({ "name": "Ben" })).await;
    let state = window.get(&format!("/demo/state?phones={ada},7,x")).await;
    let people = &state["look"]["people"];
    assert_eq!(people[0]["first_name"], "Ada");
    assert_eq!(people[0]["username"], "ada_l");
    assert_eq!(people[0]["language_code"], "de");
    assert_eq!(people[0]["home"]["latitude"], 51.76);
    assert!(people[1]["home"]["latitude"].is_f64());
    let phones = state["look"]["phones"].as_array().unwrap();
    assert_eq!(phones.len(), 1, "whoever is unknown has no phone");
    assert_eq!(phones[0]["screen"]["started"], false);
    assert_eq!(state["now_ms"], EVENING_MS);
}

#[tokio::test]
async fn a_neighbour_without_a_name_or_off_the_earth_is_refused() {
    let window = Window::open().await;
    let (status, why) = window.refusal("/demo/people", json!({ "name": "  " })).await;
    assert_eq!((status, why.as_str()), (422, "a neighbour needs a name"));
    let home = json!({ "latitude": 91, "longitude": 0 });
    let body = json!({ "name": "Ada", "home": home });
    assert_eq!(window.refusal("/demo/people", body).await.0, 422);
    let (status, why) = window.refusal("/demo/people", json!({})).await;
    assert_eq!(status, 422);
    assert!(why.contains("name"), "{why}");
    assert!(window.telegram.people().is_empty());
}

#[tokio::test]
async fn people_write_reply_and_edit() {
    let window = Window::open().await;
    let ada = window.started("Ada").await;
    let from_bot = window.bot(ada, json!({})).await;
    let say = json!({ "who": ada, "do": "say", "text": "Hi" });
    let said = window.post("/demo/deed", say).await["message"].clone();
    let reply = json!({ "who": ada, "do": "reply", "to": from_bot, "text": "Yes" });
    window.post("/demo/deed", reply).await;
    let edit = json!({ "who": ada, "do": "edit", "message": said, "text": "Hello there" });
    window.post("/demo/deed", edit).await;
    let messages = window.telegram.screen(ada).messages;
    let texts: Vec<&str> = messages.iter().map(|shown| shown.text.as_str()).collect();
    assert_eq!(texts, ["/start", "Hello", "Hello there", "Yes"]);
    assert!(messages[2].edited);
    assert_eq!(messages[3].reply_to.unwrap().0, from_bot);
    let long = json!({ "who": ada, "do": "say", "text": "x".repeat(4_097) });
    assert_eq!(window.refusal("/demo/deed", long).await.0, 422);
}

#[tokio::test]
async fn what_a_client_does_not_allow_is_refused_in_its_words() {
    let window = Window::open().await;
    let ada = window.telegram.add_person("Ada");
    let say = json!({ "who": ada, "do": "say", "text": "Hi" });
    let (status, why) = window.refusal("/demo/deed", say.clone()).await;
    assert_eq!((status, why.as_str()), (409, "the client shows only a Start button"));
    window.telegram.starts(ada, None).unwrap();
    window.post("/demo/aside", json!({ "who": ada, "do": "block" })).await;
    let (status, why) = window.refusal("/demo/deed", say.clone()).await;
    assert_eq!((status, why.as_str()), (409, "the bot is blocked"));
    window.post("/demo/aside", json!({ "who": ada, "do": "unblock" })).await;
    window.post("/demo/deed", say).await;
    let nobody = json!({ "who": 7, "do": "block" });
    assert_eq!(window.refusal("/demo/aside", nobody).await.0, 409);
    let unknown = json!({ "who": ada, "do": "dance" });
    assert_eq!(window.refusal("/demo/deed", unknown).await.0, 422);
}

#[tokio::test]
async fn buttons_and_keys_are_pressed_and_places_shared() {
    let window = Window::open().await;
    let ada = window.started("Ada").await;
    let inline = json!({ "inline_keyboard": [[{ "text": "A", "callback_data": "a" }]] });
    let message = window.bot(ada, json!({ "reply_markup": inline })).await;
    let press = json!({ "who": ada, "do": "press", "message": message, "data": "a" });
    assert!(window.post("/demo/deed", press).await["press"].is_string());
    assert_eq!(window.telegram.screen(ada).spinning, 1);
    let keys = json!([[{ "text": "Here", "request_location": true }, { "text": "Later" }]]);
    window.bot(ada, json!({ "reply_markup": { "keyboard": keys } })).await;
    let later = json!({ "who": ada, "do": "press_key", "label": "Later" });
    window.post("/demo/deed", later).await;
    let here = json!({ "who": ada, "do": "share_place", "latitude": 51.75, "longitude": -1.2 });
    window.post("/demo/deed", here).await;
    let messages = window.telegram.screen(ada).messages;
    assert_eq!(messages[3].text, "Later");
    assert!((messages[4].location.unwrap().latitude - 51.75).abs() < 1e-9);
}

#[tokio::test]
async fn a_press_is_of_the_button_that_was_shown() {
    let window = Window::open().await;
    let ada = window.started("Ada").await;
    let asking = |data: &str| json!({ "inline_keyboard": [[{ "text": "A", "callback_data": data }]] });
    let message = window.bot(ada, json!({ "reply_markup": asking("first") })).await;
    let press = json!({ "who": ada, "do": "press", "message": message, "data": "first" });
    window.post("/demo/deed", press.clone()).await;
    let next = json!({ "chat_id": ada, "message_id": message, "text": "Next", "reply_markup": asking("second") });
    window.post(&format!("/bot{}/editMessageText", window.telegram.token()), next).await;
    window.post("/demo/deed", press).await;
    let updates = window.post(&format!("/bot{}/getUpdates", window.telegram.token()), json!({})).await;
    let presses: Vec<&Value> =
        updates["result"].as_array().unwrap().iter().filter(|one| one["callback_query"].is_object()).collect();
    let seen = |at: usize, what: &str| presses[at]["callback_query"].pointer(what).unwrap().clone();
    assert_eq!([seen(0, "/data"), seen(1, "/data")], ["first", "first"]);
    assert_eq!(seen(1, "/message/text"), "Next", "the bot sees what is true now");
}

#[tokio::test]
async fn everything_else_can_be_sent_and_says_what_it_is() {
    let window = Window::open().await;
    let ada = window.started("Ada").await;
    let sent = [
        (json!({ "what": "place", "latitude": 1, "longitude": 2 }), "location", None),
        (json!({ "what": "sticker", "emoji": "👋" }), "sticker", Some("👋")),
        (json!({ "what": "voice", "seconds": 67 }), "voice", Some("1:07")),
        (json!({ "what": "photo", "caption": "Look" }), "photo", None),
        (json!({ "what": "document", "file_name": "a.pdf" }), "document", Some("a.pdf")),
        (json!({ "what": "contact", "first_name": "Robin", "phone_number": "+441" }), "contact", Some("Robin, +441")),
        (json!({ "what": "forward", "text": "News", "from": "Robin" }), "forward", Some("Robin")),
    ];
    for (content, kind, detail) in sent {
        let mut body = content;
        body["who"] = json!(ada);
        window.post("/demo/send", body).await;
        let shown = window.telegram.screen(ada).messages.pop().unwrap();
        assert_eq!(shown.kind, kind);
        assert_eq!(shown.detail.as_deref(), detail);
    }
    window.post("/demo/send", json!({ "who": ada, "what": "own_contact" })).await;
    let shown = window.telegram.screen(ada).messages.pop().unwrap();
    assert!(shown.detail.unwrap().starts_with("Ada, +447700900"));
}

#[tokio::test]
async fn the_clock_goes_forward_only() {
    let window = Window::open().await;
    let quarter = json!({ "to": "later", "ms": 900_000 });
    let now = window.post("/demo/clock", quarter).await;
    assert_eq!(now["now_ms"], EVENING_MS + 900_000);
    let morning = window.post("/demo/clock", json!({ "to": "morning" })).await;
    // Friday, 29 May 2026, 08:00 in London, where it is summer.
    assert_eq!(morning["now_ms"], 1_780_038_000_000_i64);
    let next = window.post("/demo/clock", json!({ "to": "morning" })).await;
    assert_eq!(next["now_ms"], 1_780_038_000_000_i64 + 86_400_000);
    for ms in [0, -1, i64::MAX] {
        let step = json!({ "to": "later", "ms": ms });
        assert_eq!(window.refusal("/demo/clock", step).await.0, 422);
    }
}

#[tokio::test]
async fn trouble_comes_and_goes_by_switch() {
    let window = Window::open().await;
    let on = json!({ "do": "flood_limits", "on": true });
    window.post("/demo/trouble", on).await;
    let plan = json!({ "do": "plan", "method": "sendMessage", "fault": "too_many", "times": 2 });
    window.post("/demo/trouble", plan.clone()).await;
    let look = window.get("/demo/state").await["look"].clone();
    assert_eq!(look["flood_limits"], true);
    assert_eq!(look["faults_to_come"], 2);
    window.post("/demo/trouble", json!({ "do": "heal" })).await;
    let off = json!({ "do": "flood_limits", "on": false });
    window.post("/demo/trouble", off).await;
    let look = window.get("/demo/state").await["look"].clone();
    assert_eq!(look["flood_limits"], false);
    assert_eq!(look["faults_to_come"], 0);
    for senseless in [json!(null), json!(0), json!(-3), json!(1.5), json!(101), json!(1_000_000)] {
        let mut endless = plan.clone();
        endless["times"] = senseless;
        let (status, why) = window.refusal("/demo/trouble", endless).await;
        assert_eq!((status, why.as_str()), (422, "the number of calls is a whole one, from 1 to 100"));
    }
}

#[tokio::test]
async fn a_page_that_has_seen_all_waits_for_news() {
    let window = Window::open().await;
    let ada = window.started("Ada").await;
    let first = window.get(&format!("/demo/state?phones={ada}")).await;
    let path = format!("/demo/state?phones={ada}&seen={}", first["mark"].as_str().unwrap());
    let news = async {
        // A whole look beside it: the other one waits by now.
        window.get("/demo/state").await;
        window.bot(ada, json!({ "text": "News" })).await;
    };
    let (second, ()) = join!(window.get(&path), news);
    assert_ne!(first["mark"], second["mark"]);
    let messages = &second["look"]["phones"][0]["screen"]["messages"];
    assert_eq!(messages[1]["text"], "News");
    assert_eq!(second["look"]["people"][0]["newest"]["text"], "News");
    assert_eq!(second["look"]["people"][0]["from_bot"], json!([2]));
}

#[tokio::test]
async fn a_moved_clock_and_a_new_home_are_news() {
    let window = Window::open().await;
    let ada = window.started("Ada").await;
    let mut seen = window.get("/demo/state").await["mark"].clone();
    for changes in 0..2 {
        let path = format!("/demo/state?seen={}", seen.as_str().unwrap());
        let change = async {
            window.get("/demo/state").await;
            if changes == 0 {
                window.desk.forward(60_000).await;
            } else {
                window.desk.settle(ada, window.desk.town.at((100.0, -100.0)));
            }
        };
        let (state, ()) = join!(window.get(&path), change);
        assert_ne!(state["mark"], seen);
        seen = state["mark"].clone();
    }
}

#[tokio::test]
async fn a_foreign_page_can_neither_look_nor_act() {
    let window = Window::open().await;
    let body = || Some(json!({ "name": "Eve" }));
    let own = format!("http://{}", window.address);
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1"] {
        let answer = window.ask("/demo/people", body(), &[("origin", origin)]).await;
        assert_eq!(answer.status, 403, "{origin}");
    }
    for host in ["evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example"] {
        let asked = window.ask("/demo/state", None, &[("host", host)]).await;
        assert_eq!(asked.status, 403, "{host}");
        let origin = format!("http://{host}");
        let headers = [("host", host), ("origin", origin.as_str())];
        let posted = window.ask("/demo/people", body(), &headers).await;
        assert_eq!(posted.status, 403, "{host}");
    }
    assert!(window.telegram.people().is_empty());
    let answer = window.ask("/demo/people", body(), &[("origin", &own)]).await;
    assert_eq!(answer.status, 200);
    for host in ["localhost:8080", "[::1]:8080", "192.168.0.7"] {
        let answer = window.ask("/demo/state", None, &[("host", host)]).await;
        assert_eq!(answer.status, 200, "{host}");
    }
}

#[tokio::test]
async fn a_form_of_another_page_is_not_read() {
    let window = Window::open().await;
    let url = format!("http://{}/demo/people", window.address);
    let client = default_reqwest_settings().no_proxy().build().unwrap();
    let posted = client.post(url).header("content-type", "text/plain").body(r#"{"name":"Eve"}"#);
    assert_eq!(posted.send().await.unwrap().status().as_u16(), 415);
}
