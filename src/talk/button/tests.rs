use super::*;

#[test]
fn every_button_comes_back_from_its_code_and_fits_64_bytes() {
    for button in Button::samples() {
        let code = button.encode();
        assert!(code.len() <= 64, "{code}");
        let whole = Button::decode(&code);
        assert_eq!(whole.map(|read| read.encode()), Some(code));
    }
}

#[test]
fn no_two_buttons_share_a_code() {
    let mut codes: Vec<_> = Button::samples().iter().map(Button::encode).collect();
    let all = codes.len();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), all);
}

/// Codes that are in people's chats: they are read for ever.
#[test]
fn old_codes_are_still_read() {
    let fixtures = include_str!("fixtures.txt");
    for code in fixtures.lines() {
        assert!(Button::decode(code).is_some(), "{code}");
    }
    for verb in Button::samples().iter().map(Button::encode) {
        let verb = verb.split('.').nth(1).unwrap().to_owned();
        assert!(fixtures.lines().any(|code| code.split('.').nth(1) == Some(&verb)), "{verb} has no fixture");
    }
}

#[test]
fn what_is_no_code_is_no_button() {
    for code in
        ["", "1", "1.need", "1.need.0", "2.need.0.0", "1.need.0.0.0", "1.nonsense.0.0", "1.need.x.0", "1.ask-kind-.0.0"]
    {
        assert_eq!(Button::decode(code), None, "{code}");
    }
}

proptest::proptest! {
    #[test]
    fn no_code_breaks_the_reader(code in "\\PC{0,70}") {
        let _ = Button::decode(&code);
    }
}
