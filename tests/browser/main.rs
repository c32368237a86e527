//! The demo in a real browser: two phones from Start to introduction, and how the page itself behaves.
//! It needs chromium and chromedriver.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a play that cannot go on has failed")]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::common::config::WebDriverConfig;
use thirtyfour::extensions::cdp::ChromeDevTools;
use thirtyfour::prelude::*;

/// So many controls are passed on the way to what is wanted, at most.
const FEW: usize = 12;

/// The contrast of WCAG 2 (AA) for a text of ordinary size.
const READABLE: f64 = 4.5;

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Told to end, so that the demo removes its folder; it may have ended by itself.
        let _ = Command::new("kill").arg(self.0.id().to_string()).stderr(Stdio::null()).status();
        let _ = self.0.wait();
    }
}

/// Starts a program and waits for the line that says it is ready.
fn start(command: &mut Command, ready: &str) -> (Running, String) {
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.by_ref().map(Result::unwrap).find(|line| line.contains(ready)).expect("a line that says so");
    (Running(child), line)
}

/// The page of a demo of its own, and a driver that looks at it.
struct Page {
    driver: WebDriver,
    _running: [Running; 2],
}

impl Page {
    async fn open() -> Self {
        let mut demo = Command::new(env!("CARGO_BIN_EXE_doorstep"));
        // What is set on this machine for a bot, or for a play, is none of its settings.
        demo.arg("demo").env_clear().env("DOORSTEP_DEMO_PORT", "0");
        // It is the first line, whatever it says: the only one.
        let (demo, line) = start(&mut demo, "");
        let address = line.split_whitespace().find(|word| word.starts_with("http://")).expect("a line with an address");
        let (chrome, line) = start(Command::new("chromedriver").arg("--port=0"), "was started successfully on port");
        let port: String = line.chars().filter(char::is_ascii_digit).collect();
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1400,1000",
        ] {
            capabilities.add_arg(argument).unwrap();
        }
        // A proxy of the system's does not find the driver, which is on this machine.
        let client =
            teloxide::net::default_reqwest_settings().no_proxy().timeout(Duration::from_mins(2)).build().unwrap();
        let (config, driver) = (WebDriverConfig::default(), format!("http://127.0.0.1:{port}"));
        let driver = WebDriver::new_with_config_and_client(driver, capabilities, config, client).await;
        let driver = driver.expect("a browser");
        driver.goto(address).await.unwrap();
        Self { driver, _running: [demo, chrome] }
    }

    /// The newest element that a path leads to, once it is shown.
    async fn shown(&self, path: &str) -> WebElement {
        let newest = By::XPath(format!("({path})[last()]"));
        let found = self.driver.query(newest).wait(Duration::from_secs(20), Duration::from_millis(100));
        found.and_displayed().first().await.unwrap_or_else(|error| panic!("there is no {path}: {error}"))
    }

    /// The newest element of a kind in a phone, once it is shown.
    async fn newest(&self, phone: &str, kind: &str) -> WebElement {
        self.shown(&format!("//*[@data-phone='{phone}']//{kind}")).await
    }

    /// Presses a button outside the phones.
    async fn presses(&self, label: &str) {
        self.shown(&format!("//button[normalize-space()=\"{label}\"]")).await.click().await.unwrap();
    }

    async fn taps(&self, phone: &str, label: &str) {
        let button = self.newest(phone, &format!("button[normalize-space()=\"{label}\"]")).await;
        button.scroll_into_view().await.unwrap();
        button.click().await.unwrap();
    }

    async fn starts(&self, phone: &str) {
        self.newest(phone, "button[@data-deed='start']").await.click().await.unwrap();
    }

    async fn says(&self, phone: &str, text: &str) {
        let field = self.newest(phone, "textarea").await;
        field.send_keys(text).await.unwrap();
        field.send_keys(Key::Enter + "").await.unwrap();
    }

    /// By keyboard alone: the map has the focus, and Enter shares the pin.
    async fn shares_place(&self, phone: &str) {
        self.taps(phone, "Share roughly where I am").await;
        let picker = self.driver.query(By::Css("dialog.picker[open]")).and_displayed();
        picker.first().await.expect("a map");
        self.driver.active_element().await.unwrap().send_keys(Key::Enter + "").await.unwrap();
    }

    /// Somebody new asks for two bags.
    async fn asks(&self, phone: &str) {
        self.starts(phone).await;
        self.taps(phone, "18 or over, I agree: I need help").await;
        self.taps(phone, "Shopping and food").await;
        self.says(phone, "Two bags from the shop").await;
        self.taps(phone, "Today").await;
        self.shares_place(phone).await;
        self.taps(phone, "Ask neighbours").await;
    }

    async fn sees(&self, phone: &str, words: &str) {
        self.newest(phone, &format!("*[@data-message][contains(., \"{words}\")]")).await;
    }

    /// Presses keys wherever the focus is.
    async fn types(&self, keys: impl Into<TypingData>) {
        self.driver.action_chain().send_keys(keys).perform().await.unwrap();
    }

    /// Where the focus is: the name of a control.
    async fn focus(&self) -> String {
        let name = "(document.activeElement.ariaLabel || document.activeElement.textContent).trim()";
        self.tells(name).await.as_str().unwrap().to_owned()
    }

    /// Goes from control to control by Tab, backwards where Shift is held; whoever uses a keyboard does not go far.
    async fn goes_to(&self, label: &str, held: Option<&Key>) {
        let mut passed = Vec::new();
        loop {
            let here = self.focus().await;
            if here == label {
                return;
            }
            passed.push(here);
            assert!(passed.len() <= FEW, "{label} is far: {passed:?}");
            let keys = self.driver.action_chain();
            let keys = match held {
                Some(held) => keys.key_down(held.clone()).send_keys(Key::Tab).key_up(held.clone()),
                None => keys.send_keys(Key::Tab),
            };
            keys.perform().await.unwrap();
        }
    }

    /// By keyboard alone: the focus follows what is answered, and Tab goes to a button that Enter presses.
    async fn enters(&self, phone: &str, label: &str) {
        self.newest(phone, &format!("button[normalize-space()=\"{label}\"]")).await;
        self.goes_to(label, None).await;
        self.types(Key::Enter).await;
    }

    /// As somebody likes their screen.
    async fn is_preferred(&self, scheme: &str) {
        let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        let tools = ChromeDevTools::new(self.driver.handle.clone());
        tools.execute_cdp_with_params("Emulation.setEmulatedMedia", scheme).await.unwrap();
    }

    /// Every text can be read, in the dark and in the light. Answers the classes of what was looked at.
    async fn can_be_read(&self) -> BTreeSet<String> {
        let mut classes = BTreeSet::new();
        for scheme in ["dark", "light"] {
            self.is_preferred(scheme).await;
            let texts = self.driver.execute(include_str!("contrast.js"), vec![]).await.unwrap();
            let texts: Vec<(String, f64, String)> = texts.convert().unwrap();
            let faint: Vec<_> = texts.iter().filter(|(_, contrast, _)| *contrast < READABLE).collect();
            assert!(faint.is_empty(), "{scheme}: {faint:?}");
            classes.extend(texts.iter().flat_map(|(around, ..)| around.split(' ').map(str::to_owned)));
        }
        classes
    }

    /// A window of this size; a browser's own is never so narrow.
    async fn is_sized(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        let tools = ChromeDevTools::new(self.driver.handle.clone());
        tools.execute_cdp_with_params("Emulation.setDeviceMetricsOverride", size).await.unwrap();
        // What follows a new size is drawn with the next picture, and there by the one after it.
        let drawn = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));";
        self.driver.execute_async(drawn, vec![]).await.unwrap();
    }

    /// What a script answers about the page.
    async fn tells(&self, script: &str) -> Value {
        self.driver.execute(format!("return {script}"), vec![]).await.unwrap().json().clone()
    }

    /// Opens the phones of so many neighbours, the first of them first.
    async fn opens(&self, phones: usize) {
        let rows = "document.querySelectorAll('[data-neighbour]')";
        for row in 0..phones {
            self.shown(&format!("(//*[@data-neighbour])[{}]", row + 1)).await;
            self.tells(&format!("{rows}[{row}].click()")).await;
            let name = self.tells(&format!("{rows}[{row}].dataset.neighbour")).await;
            let name = name.as_str().unwrap();
            self.shown(&format!("//*[@data-phone='{name}'][contains(@class, 'front')]")).await;
        }
    }

    /// No name on the open map lies on another one; how many there are.
    async fn names_on_the_map(&self, at: &str) -> usize {
        let names = self.driver.execute(include_str!("names.js"), vec![]).await.unwrap();
        let (count, over): (usize, Vec<String>) = names.convert().unwrap();
        assert!(over.is_empty(), "{at}: {over:?}");
        count
    }

    async fn picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        self.driver.screenshot(&folder.join(name)).await.unwrap();
    }
}

#[tokio::test]
async fn two_phones_go_from_start_to_introduction() {
    let page = Page::open().await;

    page.starts("Ben").await;
    page.taps("Ben", "18 or over, I agree: I can help").await;
    page.taps("Ben", "Anything").await;
    page.shares_place("Ben").await;
    page.sees("Ben", "You may be asked for: anything").await;

    page.asks("Ada").await;

    page.sees("Ben", "Two bags from the shop").await;
    page.taps("Ben", "I can help").await;
    page.sees("Ada", "Shall I introduce you?").await;
    page.picture("chosen.png").await;
    page.taps("Ada", "Yes, introduce us").await;
    page.sees("Ben", "You and Ada are introduced").await;
    page.sees("Ada", "You and Ben are introduced").await;

    page.taps("Ada", "Write to Ben").await;
    page.sees("Ada", "Writing to Ben").await;
    page.says("Ada", "See you at the gate").await;
    page.sees("Ben", "See you at the gate").await;
    page.picture("introduced.png").await;
    // The list of neighbours and the chats scroll by themselves.
    let scrolls = page.tells("document.documentElement.scrollHeight > document.documentElement.clientHeight").await;
    assert_eq!(scrolls, Value::Bool(false), "the page is longer than its window");
    page.driver.quit().await.unwrap();
}

#[tokio::test]
async fn a_message_is_called_by_its_sender_and_read_to_its_end() {
    let page = Page::open().await;
    for phone in ["Ada", "Ben"] {
        page.starts(phone).await;
        page.sees(phone, "only write what neighbours may read.").await;
    }
    for (phone, from, end) in
        [("Ada", "bot", "only write what neighbours may read."), ("Ada", "me", "/start"), ("Ben", "bot", "may read.")]
    {
        let article = page.newest(phone, &format!("article[@data-from='{from}']")).await;
        let [name, described] = ["aria-label", "aria-describedby"].map(|one| article.attr(one));
        let (name, described) = (name.await.unwrap().unwrap(), described.await.unwrap().unwrap());
        let (sender, time) = name.split_once(", ").unwrap();
        assert_eq!(sender, if from == "bot" { "Doorstep" } else { phone });
        assert!(time.chars().all(|c| c.is_ascii_digit() || c == ':'), "{name}");
        let found = format!("document.querySelectorAll('[id=\"{described}\"]')");
        assert_eq!(page.tells(&format!("{found}.length")).await, 1, "{described}");
        let read = page.tells(&format!("{found}[0].textContent")).await;
        let read = read.as_str().unwrap();
        assert!(read.ends_with(end) && (from == "me" || read.starts_with("Hello ")), "{read}");
    }
    page.driver.quit().await.unwrap();
}

#[tokio::test]
async fn a_double_click_presses_what_was_shown_and_answers_no_other_question() {
    let page = Page::open().await;
    page.starts("Ada").await;
    let agree = page.newest("Ada", "button[normalize-space()=\"18 or over, I agree: I need help\"]").await;
    let twice = page.driver.action_chain().move_to_element_center(&agree).click();
    twice.click().perform().await.unwrap();
    page.sees("Ada", "What do you need").await;
    // A slow double click: its second click comes when the answer is there.
    let late = "new MouseEvent('click', { bubbles: true, detail: 2 })";
    page.tells(&format!("document.querySelector('[data-phone=Ada] .inline-keys .key').dispatchEvent({late})")).await;
    page.says("Ada", "/start").await;
    page.sees("Ada", "What do you need").await;
    let screen = page.newest("Ada", "div[@role='log']").await.text().await.unwrap();
    assert!(!screen.contains("Tell it in a line"), "{screen}");
    page.driver.quit().await.unwrap();
}

#[tokio::test]
async fn a_narrow_window_says_whose_phone_is_in_front_and_closes_it() {
    let page = Page::open().await;
    page.opens(12).await;
    page.is_sized(390, 844).await;
    let front = "document.querySelector('[data-tab][aria-current]')";
    let seen = format!("{front}.parentNode.getBoundingClientRect()");
    let name = |text: Value| text.as_str().unwrap().split(" · ").next().unwrap().to_owned();
    let first = name(page.tells(&format!("{front}.textContent")).await);
    let phone = page.shown("//*[@data-phone]").await.attr("data-phone").await.unwrap().unwrap();
    assert_eq!(first, phone);
    for scrolled in [0, 9_999] {
        page.tells(&format!("document.querySelector('.tabs').scrollLeft = {scrolled}")).await;
        assert_eq!(page.tells(&format!("{seen}.left >= 0 && {seen}.right <= 390")).await, true);
    }
    page.shown(&format!("//nav//button[@aria-label='Close {first}’s phone']")).await.click().await.unwrap();
    assert_eq!(page.tells("document.querySelectorAll('.phone').length").await, 11);
    let second = name(page.tells(&format!("{front}.textContent")).await);
    assert_ne!(first, second);
    assert_eq!(page.tells(&format!("document.activeElement === {front}")).await, true);
    page.driver.quit().await.unwrap();
}

#[tokio::test]
async fn a_number_of_calls_that_is_none_is_said_kindly_where_it_was_asked() {
    let page = Page::open().await;
    page.shown("//summary").await.click().await.unwrap();
    for typed in ["", "1.5", "-3"] {
        page.tells(&format!("document.querySelector('[name=times]').value = '{typed}'")).await;
        page.presses("Plan").await;
        let kind = "Not done: the number of calls is a whole one, from 1 to 100.";
        page.shown(&format!("//*[@role='alert'][.='{kind}']")).await;
        page.tells("document.querySelector('.sheet [role=alert]').textContent = ''").await;
    }
    let edge = "getBoundingClientRect().right";
    let inside =
        format!("document.querySelector('[name=fault]').{edge} < document.querySelector('.sheet').{edge} - 15");
    assert_eq!(page.tells(&inside).await, true);
    page.driver.quit().await.unwrap();
}

#[tokio::test]
async fn a_stranger_comes_through_a_link_that_stands_on_another_phone() {
    let page = Page::open().await;
    page.asks("Ada").await;
    page.taps("Ada", "Send it to someone yourself").await;
    let link = "button[starts-with(@title, 'https://t.me/')]";
    page.newest("Ada", link).await.click().await.unwrap();
    page.presses("A new neighbour…").await;
    let name = page.shown("//dialog[@open]//input[@name='name']").await;
    name.send_keys("Cleo" + Key::Enter).await.unwrap();
    page.starts("Cleo").await;
    page.sees("Cleo", "Somebody shared this with you").await;
    page.taps("Cleo", "18 or over, I agree: I can help").await;
    page.sees("Cleo", "Thank you! I have told them.").await;
    page.sees("Ada", "through your link").await;

    page.newest("Ada", link).await.click().await.unwrap();
    page.shown("//dialog[@open]//button[@data-whose='Ben']").await.click().await.unwrap();
    page.starts("Ben").await;
    page.sees("Ben", "Somebody shared this with you").await;
    page.driver.quit().await.unwrap();
}

#[tokio::test]
async fn the_desk_says_what_it_cannot_do_and_loses_nothing() {
    let page = Page::open().await;
    page.presses("Add a neighbour").await;
    let field = |name: &str| format!("//dialog[@open]//input[@name='{name}']");
    page.shown(&field("username")).await.send_keys("cleo_w").await.unwrap();
    page.shown(&field("name")).await.send_keys("   " + Key::Enter).await.unwrap();
    page.shown("//dialog[@open]//*[@role='alert'][.='Not done: a neighbour needs a name.']").await;
    assert_eq!(page.shown(&field("username")).await.value().await.unwrap().unwrap(), "cleo_w");
    page.shown(&field("name")).await.send_keys("Cleo" + Key::Enter).await.unwrap();
    page.newest("Cleo", "button[@data-deed='start']").await;

    let open = "document.querySelectorAll('.phone').length";
    page.opens(13).await;
    assert_eq!(page.tells(open).await, 12);
    page.shown("//*[@role='status'][contains(., 'phone was closed: 12 are open at most.')]").await;
    page.driver.quit().await.unwrap();
}

#[tokio::test]
async fn a_low_window_shows_the_whole_menu_of_what_can_be_sent() {
    let page = Page::open().await;
    page.starts("Ada").await;
    page.is_sized(700, 360).await;
    page.newest("Ada", "button[@aria-label='Send something else']").await.click().await.unwrap();
    let menu = page.newest("Ada", "div[@role='menu'][not(@hidden)]").await.rect().await.unwrap();
    let bar = page.newest("Ada", "header").await.rect().await.unwrap();
    assert!(menu.y >= bar.y, "{menu:?} {bar:?}");
    let first = page.driver.active_element().await.unwrap();
    assert_eq!(first.text().await.unwrap(), "A place…");
    assert!(first.rect().await.unwrap().y >= menu.y);
    page.driver.quit().await.unwrap();
}

#[tokio::test]
async fn no_name_on_the_map_lies_on_another_however_narrow_the_window_is() {
    let page = Page::open().await;
    page.is_sized(360, 740).await;
    page.presses("Town").await;
    page.presses("Add a neighbour").await;
    page.presses("Choose on the map…").await;
    let few = page.names_on_the_map("narrow").await;
    assert!(few > 12, "{few} names");
    page.picture("map.png").await;
    for step in 1..=3 {
        page.shown("//dialog//button[@aria-label='Nearer']").await.click().await.unwrap();
        page.names_on_the_map(&format!("nearer by {step}")).await;
    }
    for _ in 1..=3 {
        page.shown("//dialog//button[@aria-label='Farther']").await.click().await.unwrap();
    }
    // The window changes while the map is open: there is room for more names, and for fewer again.
    page.is_sized(1280, 800).await;
    assert!(page.names_on_the_map("wide").await > few);
    page.is_sized(360, 740).await;
    assert_eq!(page.names_on_the_map("narrow again").await, few);
    page.driver.quit().await.unwrap();
}

#[tokio::test]
async fn at_twice_the_size_the_chat_has_room_beside_the_keys() {
    let page = Page::open().await;
    let phone =
        page.shown("//*[contains(@class, 'front')][@data-phone]").await.attr("data-phone").await.unwrap().unwrap();
    page.starts(&phone).await;
    page.taps(&phone, "18 or over, I agree: I need help").await;
    page.taps(&phone, "Shopping and food").await;
    page.says(&phone, "Two bags from the shop").await;
    page.taps(&phone, "Today").await;
    page.newest(&phone, "button[normalize-space()='Share roughly where I am']").await;
    for (width, height, least) in [(640, 400, 170), (683, 384, 160), (960, 540, 220)] {
        page.is_sized(width, height).await;
        page.newest(&phone, "button[normalize-space()='Share roughly where I am']").await;
        let log = format!("document.querySelector('[data-phone={phone}] .log')");
        let chat = page.tells(&format!("{log}.clientHeight")).await.as_u64().unwrap();
        assert!(chat > least, "{chat} of {width}×{height}");
        let below = page.tells(&format!("{log}.scrollHeight - {log}.scrollTop - {log}.clientHeight")).await;
        assert!(below.as_f64().unwrap() < 2.0, "the newest message is seen: {below} are below it");
        page.picture(&format!("low-{width}.png")).await;
    }
    page.driver.quit().await.unwrap();
}

#[tokio::test]
async fn a_tag_that_was_typed_is_no_command() {
    let page = Page::open().await;
    page.starts("Ada").await;
    page.says("Ada", "<b>two bags</b> or /start").await;
    let said = page.newest("Ada", "*[@data-from='me'][contains(., 'two bags')]").await;
    let pressable = said.find_all(By::Css(".text button")).await.unwrap();
    assert_eq!(pressable.len(), 1);
    assert_eq!(pressable[0].text().await.unwrap(), "/start");
    page.driver.quit().await.unwrap();
}

#[tokio::test]
async fn an_ask_is_posted_by_keyboard_alone() {
    let page = Page::open().await;
    let phone = page.shown("(//*[@data-phone])[1]").await.attr("data-phone").await.unwrap().unwrap();
    page.goes_to("Skip to the phones", None).await;
    page.types(Key::Enter).await;
    page.enters(&phone, "Start").await;
    page.enters(&phone, "18 or over, I agree: I need help").await;
    page.enters(&phone, "Shopping and food").await;
    page.sees(&phone, "Tell it in a line").await;
    page.goes_to("Message", None).await;
    page.types("Two bags from the shop" + Key::Enter).await;
    page.newest(&phone, "button[normalize-space()='Today']").await;
    page.goes_to("Today", Some(&Key::Shift)).await;
    page.types(Key::Enter).await;
    page.enters(&phone, "Share roughly where I am").await;
    page.shown("//dialog[@open]").await;
    let place = "document.querySelector('dialog[open] .where').textContent";
    let before = page.tells(place).await;
    for _ in 0..FEW {
        page.types(Key::Up + Key::Left).await;
    }
    assert_ne!(page.tells(place).await, before, "the pin has moved");
    page.types(Key::Enter).await;
    page.enters(&phone, "Ask neighbours").await;
    page.newest(&phone, "button[normalize-space()=\"I don't need it any more\"]").await;
    // The arrow keys go from message to message.
    let here = "document.activeElement.closest('.message')?.dataset.message";
    let newest = page.tells(here).await;
    page.types(Key::Up).await;
    assert_ne!(page.tells(here).await, newest);
    page.types(Key::Down).await;
    assert_eq!(page.tells(here).await, newest);
    page.driver.quit().await.unwrap();
}

#[tokio::test]
async fn everything_can_be_read_in_the_dark_and_in_the_light() {
    let page = Page::open().await;
    let ground = "getComputedStyle(document.body).backgroundColor";
    page.is_preferred("light").await;
    let light = page.tells(ground).await;
    page.is_preferred("dark").await;
    assert_ne!(page.tells(ground).await, light);
    for phone in ["Ada", "Ben"] {
        page.starts(phone).await;
        page.taps(phone, "18 or over, I agree: I need help").await;
        page.sees(phone, "What do you need").await;
    }
    page.taps("Ada", "Shopping and food").await;
    page.says("Ada", "Two bags from the shop").await;
    page.taps("Ada", "Today").await;
    page.newest("Ada", "button[normalize-space()=\"Share roughly where I am\"]").await;
    page.picture("dark.png").await;
    let mut seen = page.can_be_read().await;
    page.newest("Ben", "button[@aria-label='Back to the chats']").await.click().await.unwrap();
    seen.extend(page.can_be_read().await);
    for kind in ["text", "foot", "day", "inline-keys", "reply-keys", "chat-row", "neighbours", "toolbar"] {
        assert!(seen.contains(kind), "{kind} is not shown: {seen:?}");
    }
    page.driver.quit().await.unwrap();
}
