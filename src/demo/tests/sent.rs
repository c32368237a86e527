use serde_json::{Map, json};
use teloxide::{
    prelude::Requester as _,
    types::{MessageKind, UpdateKind},
};

use super::Town;
use crate::demo::{Content, Origin, PersonId, Place};

fn one_of_each(anna: PersonId) -> Vec<Content> {
    let place = Place { latitude: 52.5, longitude: 13.4 };
    vec![
        Content::Sticker { emoji: "👋".to_owned() },
        Content::Voice { seconds: 3 },
        Content::Photo { caption: Some("a ladder".to_owned()), album: Some("7".to_owned()) },
        Content::Document { file_name: "plan.pdf".to_owned(), caption: None },
        Content::Location(place),
        Content::LiveLocation { place, seconds: 900 },
        Content::Venue { place, title: "Yard".to_owned(), address: "Behind 5".to_owned() },
        Content::Contact { phone_number: "+49".to_owned(), first_name: "B".to_owned(), user_id: Some(anna.0) },
        Content::Forward { text: "told".to_owned(), origin: Origin::Person(anna) },
        Content::Forward { text: "told".to_owned(), origin: Origin::Hidden { name: "H".to_owned() } },
        Content::Forward {
            text: "told".to_owned(),
            origin: Origin::Channel { id: -1_001_234_567_890, title: "News".to_owned() },
        },
    ]
}

#[tokio::test]
async fn everything_that_people_send_can_be_read() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let sent = one_of_each(anna);
    let count = sent.len();
    for content in sent {
        town.telegram.sends(anna, content).unwrap();
    }
    let updates = town.bot.get_updates().await.unwrap();
    assert_eq!(updates.len(), count);
    for update in updates {
        let UpdateKind::Message(message) = update.kind else {
            panic!("not read: {update:?}");
        };
        assert!(matches!(message.kind, MessageKind::Common(_)), "{message:?}");
    }
}

#[tokio::test]
async fn unknown_fields_reach_the_wire_as_they_are() {
    let town = Town::open().await;
    let anna = town.neighbour("Anna").await;
    let entities = json!([{ "type": "date_time", "offset": 0, "length": 3, "unix_time": 5 }]);
    let text = Content::TextWithEntities { text: "5pm".to_owned(), entities };
    town.telegram.sends(anna, text).unwrap();
    let fields = Map::from_iter([("hologram".to_owned(), json!({ "size": 3 }))]);
    town.telegram.sends(anna, Content::RawFields(fields)).unwrap();
    let updates = town.updates(json!({})).await;
    assert_eq!(updates[0]["message"]["entities"][0]["type"], "date_time");
    assert_eq!(updates[1]["message"]["hologram"]["size"], 3);
    assert_eq!(town.telegram.screen(anna).messages[1].text, "5pm");
}
