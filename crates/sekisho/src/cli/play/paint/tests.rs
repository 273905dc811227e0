//! Is nothing but our own painting written, and is it what the screen showed?

use sekisho_recording::{At, Kind, Limits, Reached, derive, read, screen};

use super::*;

/// The last screen of a session that wrote this.
fn frame(output: &str) -> Frame {
    let log = format!("Script started on 2026-11-23 12:02:55+00:00\n{output}");
    let recording = read(Kind::SessionLog, log.as_bytes(), &Limits::DEFAULT).recordings.remove(0);
    let replay = derive(&recording, None, Some((20, 6)));
    Reached::at(&replay.segments[0], At::End).view.frame()
}

fn bar(notice: Option<&str>) -> Bar {
    let notice = notice.map(str::to_owned);
    let (status, time) = ("paused 1x  line 3 of 9".to_owned(), "12:00 (exact)".to_owned());
    let (hint, basis) = ("? help  q quit", "exact");
    Bar { share: 0.5, notice, status, time, basis, hint, overview: None }
}

/// What a terminal of that size shows of it.
fn seen(painted: &str, (cols, rows): (u16, u16)) -> Vec<String> {
    let log = format!("Script started on 2026-11-23 12:02:55+00:00\n{painted}");
    let recording = read(Kind::SessionLog, log.as_bytes(), &Limits::DEFAULT).recordings.remove(0);
    screen(&recording, Some((cols, rows)), At::End, None)
}

const OUTPUT: &str = "本番 \x1b[31mred\x1b[0m →x\r\n\x1b[7m inverse \x1b[0m|\r\n3\r\n4\r\n5\r\n6$ ";

#[test]
fn the_screen_is_painted_as_it_was() {
    let size = (60, 10);
    let rows = seen(&painted(&frame(OUTPUT), &bar(Some("hit 1 of 2")), size), size);
    assert_eq!(&rows[..6], ["本番 red →x", " inverse |", "3", "4", "5", "6$"]);
    assert_eq!(rows[8], "========================------------------------  hit 1 of 2");
    assert_eq!(rows[9], "paused 1x  line 3 of 9  12:00 (exact)         ? help  q quit");
}

#[test]
fn a_small_terminal_shows_what_the_cursor_is_at_and_says_what_is_cut_off() {
    let frame = frame(OUTPUT);
    let seen_at = |size| seen(&painted(&frame, &bar(None), size), size);
    assert_eq!(
        seen_at((52, 5)),
        [
            "5",
            "6$",
            "==========================--------------------------",
            "paused 1x  line 3 of 9  12:00 (exact)",
            "cut off: rows 5 to 6 of 6, columns 1 to 20 of 20",
        ]
    );
    // Half of a time would look like a surer one.
    assert_eq!(seen_at((9, 5)), ["6$", "=====----", "paused 1x", "(exact)", "cut off:"]);
    assert_eq!(seen_at((1, 1)), ["="]);
}

#[test]
fn the_overview_takes_the_place_of_the_screen() {
    let overview = Some(vec!["  q        quit".to_owned()]);
    let painted = painted(&frame(OUTPUT), &Bar { overview, ..bar(None) }, (60, 9));
    let rows = seen(&painted, (60, 9));
    assert_eq!(&rows[..2], ["  q        quit", ""]);
    assert!(painted.contains("\x1b[?25l"), "no cursor");
}

/// What is left of a painting without the sequences that we write.
fn without_ours(painted: &str) -> String {
    let mut left = String::new();
    let mut rest = painted;
    while let Some((before, sequence)) = rest.split_once("\x1b[") {
        left.push_str(before);
        let end = sequence.find(|c: char| !c.is_ascii_digit() && !";?".contains(c));
        let (arguments, after) = sequence.split_at(end.expect("an end"));
        let last = after.chars().next().expect("a final character");
        let is_ours = match last {
            'H' | 'G' | 'm' => !arguments.contains('?'),
            'K' => arguments == "2",
            'h' | 'l' => ["?2026", "?25"].contains(&arguments),
            _ => false,
        };
        assert!(is_ours, "{arguments}{last}");
        rest = &after[last.len_utf8()..];
    }
    left + rest
}

#[test]
fn nothing_of_what_was_recorded_steers_the_terminal() {
    for hostile in [
        "\x1b]0;title\x07\x1b]52;c;YQ==\x07\x1b]8;;http://x\x07link",
        "\x1bP+q544e\x1b\\\x1b_Gx\x1b\\\x1b^x\x1b\\\x1bX",
        "\x1b]unterminated",
        "\u{9b}2J\u{90}q\u{9c}\u{85}",
        "a\u{202e}b\u{200b}c\u{feff}d\u{2066}e\u{e0041}f\u{fe0f}g\u{301}h",
        "\x1b[5n\x1b[c\x1b[6n\x1b[21t\x1b[?1000h\x1b[?2004h\x1b[8;1;1t\x1b[4i",
        "\x0e\x0f\x07\x08\x1b(0\x1b#8\x1bc",
    ] {
        for notice in [None, Some(hostile)] {
            let painted = painted(&frame(hostile), &bar(notice), (40, 9));
            let left = without_ours(&painted);
            assert_eq!(plain::text(&left), left, "{hostile:?}");
            assert!(left.chars().all(|c| c.width() > Some(0)), "{left:?}");
        }
    }
}
