use proptest::prelude::*;

use super::*;

const REACHED: [&str; 79] = [
    // Numbers, as they are written in many countries.
    "call me on 07700 900123",
    "07700900123",
    "Change a bulb, call 07700 900123 https://evil.example",
    "+44 (0)1865 123456",
    "01865-123456",
    "0 7 7 0 0 9 0 0 1 2 3",
    "07700-900-123",
    "07700.900.123",
    "tel:+447700900123",
    "(415) 555-2012",
    "415 555 2012",
    "415.555.2012",
    "+1-415-555-1999",
    "1-800-555-0123",
    "555-2012",
    "ring 555 2026 after 6",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "+33 6 12 34 56 78",
    "0033612345678",
    "06 38 40 42 44",
    "0171/1234567",
    "0171 - 123 45 67",
    "+49 (171) 123-45-67",
    "030 12 34 56 78",
    "98765 43210",
    "+91-98765-43210",
    "12 34 56 78",
    "ring 524123",
    "0612-34-56",
    "on 12/03/2026 at 10:30, 555 0123",
    "sizes 38 40 42 44, ring 07700 900123",
    // Behind a thing that has a number too.
    "order 123456 07700 900123",
    "it is about my order. 07700900123",
    "It is about my order, 4155552012",
    "order 2 bags, 524123",
    "order number 07700900123",
    "code +447700900123",
    // Digits of other scripts, of keys, and with what nobody sees between them.
    "٠٧٧٠٠ ٩٠٠١٢٣",
    "۰۹۱۲ ۳۴۵ ۶۷۸۹",
    "९८७६५ ४३२१०",
    "០៧៧០០៩០០១២៣",
    "０７７００９００１２３",
    "𝟬𝟳𝟳𝟬𝟬𝟵𝟬𝟬𝟭𝟮𝟯",
    "0\u{FE0F}\u{20E3}7\u{FE0F}\u{20E3}7\u{FE0F}\u{20E3}0\u{FE0F}\u{20E3}0\u{FE0F}\u{20E3}9\u{FE0F}\u{20E3}0\u{FE0F}\u{20E3}",
    "0770\u{200B}0900\u{202E}123",
    "0770\u{200D}0900\u{200C}123",
    // Links.
    "t.me/ben",
    "(T.me/ben)",
    "t.Me/ben",
    "write to me:t.me/ben",
    "bit.ly/3xYz",
    "linktr.ee/ben",
    "youtu.be/3xYz",
    "our.club/ben",
    "ben.me",
    "see ben.me.",
    "lunch.me too, as the price of that",
    "example.org",
    "my shop,example.co.uk,is open",
    "Example.Com",
    "exam\u{200D}ple.org",
    "example。org",
    "www.example",
    "HTTPS://example",
    "tg://resolve?domain=ben",
    "пример.рф",
    // Addresses and usernames.
    "bob@example.org",
    "bob@163.com",
    "bob @ example.org",
    "bob at example.org",
    "bob(at)example.org",
    "bob@gmail",
    "I am @ben_of_elm_street",
    "(@anna1985)",
    "＠annasmith",
    "@AnnaSmith",
    "@anna.smith",
];

const KIND: [&str; 76] = [
    // Days and times.
    "flat 12, 10:30",
    "10:30-12:30 or 14:00",
    "10.30 - 12.30",
    "10.30-11.30, 30/12",
    "12.30.2026",
    "30 12 2026",
    "1/12/26 or 2/12/26",
    "2026-12-01 10:00",
    "2026-12-01 10.00-11.00",
    "01.12.2026 um 10.30 Uhr",
    "0900-1700, not 1800",
    "0900 - 1700 or 1000 – 1400",
    "9-12 14-16",
    "12/03/2026 10.30-12.30",
    "12.03.2026 - 14.03.2026",
    "2026-03-12 2026-03-14",
    "12-03-26",
    "١٢/٠٣/٢٠٢٦",
    "before 2026, after 1999-2001",
    "a photo of 2012 or 2013",
    "24/7",
    // Prices and amounts.
    "2 bags at 4.50",
    "2 bags @ 4.50, 3 @10",
    "12.50",
    "£1,200.50 is too much, 100.50 20.00 is not",
    "1.5/2 kg, 4.50/kg",
    "1/2 1/3 3/4",
    "2 x 500g, 3 x 250 ml",
    "10000 steps",
    "2½ pints, 12 m²",
    // Sizes, houses, buses, short numbers.
    "sizes 38 40 42 44",
    "size 8 10 12 14 16",
    "for children 98 104 110 116",
    "sizes 38-40-42 or 44/46",
    "houses 101 103 105",
    "bus 38",
    "buses 38, 73 or 341",
    "Flat 12, 34 High Street, OX3 9DU",
    "in danger 999 or 112",
    "Samaritans 116 123",
    // Numbers of things.
    "order 123456",
    "Order #123456",
    "order no. 12345678",
    "my order number is 206-1234567-1234567",
    "ref: 4711223",
    "Ref. 4711223/26",
    "barcode 5012345678900",
    "ISBN 978-0-14-043944-1",
    "parcel JD0002123456789",
    "item 304.521.83 from IKEA",
    "postcode 110001",
    "postcode 75001",
    // A full stop without a space.
    "milk.thank you",
    "Two bags.It is for my mother",
    "Tues.morning/afternoon",
    "Sat.am/pm",
    "Please bring lunch.Me too",
    "e.g. milk/bread, i.e. food, at 9 a.m./p.m.",
    "St.John Street, Dr.Khan",
    "St.Mary/St.John",
    "J.R. Smith and/or me",
    "ნინო.მადლობა",
    "хлеб.я/ты",
    "買い物。手伝って",
    // At a place or an hour.
    "see you @Tesco",
    "@Sainsbury's, or @LIDL.",
    "@IKEA",
    "@home after 6",
    "@10:30",
    "meet @ the market",
    // Others.
    "👨‍👩‍👧 a family of 3",
    "…",
    "@",
    ".com",
    "a/b",
    "1 2 3, off we go",
];

#[test]
fn nobody_is_reached_by_a_line_for_strangers() {
    for contact in REACHED {
        assert_eq!(Line::for_strangers(contact), Err(OpenRefusal::Contact), "{contact}");
    }
}

#[test]
fn what_people_write_in_an_ask_is_no_contact() {
    for line in KIND {
        assert_eq!(Line::for_strangers(line), Ok(Line::read(line).unwrap()), "{line}");
    }
    assert_eq!(Line::for_strangers("\u{200B}"), Err(OpenRefusal::NoLine(LineRefusal::Empty)));
}

/// A number of eleven digits in groups, as people break it.
fn number() -> impl Strategy<Value = Vec<String>> {
    let digits = proptest::collection::vec(0..10_u32, 11);
    (digits, proptest::collection::vec(2..=5_usize, 6)).prop_map(|(mut digits, lengths)| {
        digits[0] = 0;
        let mut rest = digits.into_iter().map(|digit| char::from_digit(digit, 10).unwrap());
        let groups = lengths.into_iter().map(move |length| rest.by_ref().take(length).collect::<String>());
        groups.filter(|group| !group.is_empty()).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_it(chars in any::<Vec<char>>(), near in "[0-9@./ +٠-٩a-c()-]{0,40}") {
        for text in [chars.into_iter().collect::<String>(), near] {
            if let Ok(line) = Line::for_strangers(&text) {
                prop_assert_eq!(line, Line::read(&text).unwrap());
            }
            is_in_name(&text);
        }
    }

    #[test]
    fn a_number_is_found_in_any_script_however_it_is_broken(
        groups in number(),
        between in prop::sample::select(vec![" ", ".", "-", "/", " - ", "–", "\u{A0}", "_", ") ", ""]),
        zero in prop::sample::select(ZEROS.chars().chain(['0', '០', '༠']).collect::<Vec<_>>()),
    ) {
        let in_script = |c: char| c.to_digit(10).map_or(c, |digit| char::from_u32(u32::from(zero) + digit).unwrap());
        let number: String = groups.join(between).chars().map(in_script).collect();
        for line in [number.clone(), format!("Two bags please, ring {number} after 6pm")] {
            prop_assert_eq!(Line::for_strangers(&line), Err(OpenRefusal::Contact), "{}", line);
        }
    }
}
