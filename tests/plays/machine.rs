//! What the machine around the bot does to it: proxies, rights, links, pipes that close, signals.

use super::town::Town;

/// Nobody listens there.
const NO_PROXY_AT_ALL: &str = "http://127.0.0.1:9";

#[tokio::test]
async fn a_proxy_of_the_system_is_not_asked_for_what_is_on_this_machine() {
    let town = Town::open().await;
    town.is_of_today().await;
    town.neighbour("Anna").starts().await;
    for proxy in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        let (well, printed) = town.operator(&["check"], &[(proxy, NO_PROXY_AT_ALL)]).await;
        assert!(well && printed.contains("Telegram: answers to @DoorstepBot"), "{proxy}: {printed}");
    }
    let folder = tempfile::tempdir().unwrap();
    let proxies = [("http_proxy", NO_PROXY_AT_ALL), ("ALL_PROXY", NO_PROXY_AT_ALL)];
    let demo = town.demo(folder.path(), &proxies).says("Doorstep is ready").await;
    assert!(demo.ends_when_told().await);
    // Telegram itself is still looked for through it.
    let proxy = town.url();
    let elsewhere = [("DOORSTEP_API_URL", "http://telegram.example.org"), ("http_proxy", proxy.as_str())];
    let (well, printed) = town.operator(&["check"], &elsewhere).await;
    assert!(well && printed.contains("Telegram: answers to @DoorstepBot"), "{printed}");
    town.reads_all();
    town.close().await;
}
