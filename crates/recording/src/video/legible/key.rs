//! Which lines of a picture belong to a private key, that may have begun on an earlier one?
//!
//! A key that is longer than its window goes on in the next picture, below a title and a menu and beside whatever else is on
//! the screen, and a machine misreads some of its letters and of the dashes around its first and last line.

/// A private key whose last line was not seen yet, from one picture to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenKey {
    /// Lines since the last that belonged to it.
    pub strangers: u32,
    /// Whether any did, after its first line.
    pub is_seen: bool,
}

/// A line that is secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Body {
    /// Whether its key was not seen before.
    pub(super) is_first: bool,
}

/// So many lines that are not base64 end a key: more than stand around a window on a screen.
const STRANGERS: u32 = 40;

/// A line of this length that is base64 belongs to an open key, whatever stands between.
const LONG: usize = 24;

/// Begins another picture, in which other things may stand before a key that goes on.
pub(super) fn turn_over(open: &mut Option<OpenKey>) {
    if let Some(key) = open {
        key.strangers = key.strangers.max(1);
    }
}

/// Whether the next line is secret, as `open` says what stood before it.
pub(super) fn body(open: &mut Option<OpenKey>, text: &str) -> Option<Body> {
    let said: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let is_border = ["PRIVATEKEY", "PRIVATEKEYBLOCK"].iter().any(|end| said.ends_with(end));
    if is_border && said.contains("BEGIN") {
        *open = Some(OpenKey { strangers: 0, is_seen: false });
        return None;
    }
    if is_border && said.contains("END") {
        *open = None;
        return None;
    }
    let key = open.as_mut()?;
    let is_next = key.strangers == 0;
    let is_body = is_next && is_base64(text) || is_long_base64(text);
    if is_body {
        let is_first = !std::mem::replace(&mut key.is_seen, true);
        key.strangers = 0;
        return Some(Body { is_first });
    }
    key.strangers += 1;
    open.take_if(|key| key.strangers > STRANGERS);
    None
}

/// Whether a line is a word of base64, of which a machine may have misread a tenth.
fn is_base64(text: &str) -> bool {
    let strange = text.chars().filter(|c| !c.is_ascii_alphanumeric() && !"+/=".contains(*c));
    !text.is_empty() && !text.contains(' ') && strange.count() * 10 <= text.chars().count()
}

/// Whether it surely is no word or name, even where a machine saw gaps in it: small letters are two fifths of base64, and most
/// of what people write.
fn is_long_base64(text: &str) -> bool {
    let word: String = text.split_whitespace().collect();
    let longest = text.split_whitespace().map(str::len).max().unwrap_or(0);
    let count = |is_one: fn(&char) -> bool| word.chars().filter(is_one).count();
    let (small, capital) = (count(char::is_ascii_lowercase), count(char::is_ascii_uppercase));
    is_base64(&word)
        && word.len() >= LONG
        && longest * 3 >= word.len()
        && capital > 0
        && (1..=word.len() * 3 / 4).contains(&small)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    const LINE: &str = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";

    /// Which of some pictures' lines are secret: `k` for the first of a key, `m` for more, `.` for none.
    fn check(pictures: &[&[&str]], expected: &[&str]) {
        let mut open = None;
        let marks = pictures.iter().map(|lines| {
            turn_over(&mut open);
            let mark = |line: &&str| match body(&mut open, line) {
                Some(Body { is_first: true }) => 'k',
                Some(_) => 'm',
                None => '.',
            };
            lines.iter().map(mark).collect::<String>()
        });
        assert_eq!(marks.collect::<Vec<_>>(), expected, "{pictures:?}");
    }

    const BEGIN: &str = "-----BEGIN RSA PRIVATE KEY-----";
    const END: &str = "-----END RSA PRIVATE KEY-----";

    #[test]
    fn a_key_goes_on_until_its_end() {
        check(&[&[LINE]], &["."]);
        check(&[&["cat id_rsa", BEGIN, LINE, LINE, "x9Q==", END, LINE]], &["..kmm.."]);
        check(
            &[&[BEGIN, LINE], &["Notepad", "File Edit", LINE, LINE, END, LINE]],
            &[".k", "..mm.."],
        );
        check(&[&[BEGIN], &["Notepad", LINE]], &[".", ".k"]);
        // The same picture again, or the key scrolled back.
        check(&[&[BEGIN, LINE], &[BEGIN, LINE], &[LINE, END]], &[".k", ".k", "m."]);
        check(&[&["—---BEGIN OPENSSH PRIVATE KEY—-", LINE], &[LINE]], &[".k", "m"]);
        check(&[&["BEGIN PGP PRIVATE KEY BLOCK-----", LINE]], &[".k"]);
        check(&[&["to begin with a private key", LINE]], &[".."]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever stands around the window with the key.
        #[test]
        fn no_line_of_an_open_key_is_seen(
            pictures in vec((vec("[A-Za-z ()0-9:]{1,20}", 0..30), vec("[A-Za-z0-9+/]{64,76}", 1..5)), 1..5),
        ) {
            let mut open = None;
            prop_assert_eq!(body(&mut open, BEGIN), None);
            for (around, key) in pictures {
                turn_over(&mut open);
                around.iter().for_each(|line| _ = body(&mut open, line));
                for line in key {
                    prop_assert!(body(&mut open, &line).is_some(), "{}", line);
                }
            }
        }
    }

    #[test]
    fn what_is_no_base64_ends_it_after_a_while() {
        let strangers = vec!["17 items, 3 selected"; STRANGERS as usize - 1];
        check(&[&[BEGIN, LINE], &strangers, &[LINE]], &[".k", &".".repeat(39), "m"]);
        let more = [strangers, vec!["Services (local)"]].concat();
        check(&[&[BEGIN, LINE], &more, &[LINE]], &[".k", &".".repeat(40), "."]);
    }

    #[test]
    fn what_a_machine_misreads_is_base64_all_the_same() {
        let check = |text: &str, expected: bool| {
            assert_eq!(is_long_base64(text), expected, "{text}");
        };
        check(LINE, true);
        check("MIIEvQIBADANBgkqhkiG9w0B AQEFAASCBKcwggSjAgEAAoIBAQC7 VJTUt9Us8cKj", true);
        check("MIIEvQIBADANBgkq§kiG9w0BAQEFAASC|KcwggSj", true);
        check("Administration and configuration of 3 services", false);
        check("C:\\Users\\vendor-x\\Downloads\\setup-1.2.3.exe", false);
        check("Services", false);
        check("", false);
        check("2026-11-20 14:41:30 UTC", false);
    }
}
