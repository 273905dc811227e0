//! Does a still show what the screen showed, and can nothing in it be taken for more than it is?
#![allow(clippy::unwrap_used)]

use sekisho_export::{Picture, Still};
use sekisho_recording::{At, Kind, Limits, Reached, derive, read};

const COLS: u16 = 24;
const ROWS: u16 = 4;

/// The last screen of a session that wrote this.
fn still(output: &str, with_cursor: bool) -> Still {
    let log = format!("Script started on 2026-11-23 12:02:55+00:00\n{output}");
    let recording = read(Kind::SessionLog, log.as_bytes(), &Limits::DEFAULT).recordings.remove(0);
    let replay = derive(&recording, None, Some((COLS, ROWS)));
    let frame = Reached::at(&replay.segments[0], At::End).view.frame();
    let says = [
        ("session", "<alice>\u{1b}[2J".to_owned()),
        ("time", "not recorded, between 09:00:00 and 10:00:00 (estimated)".to_owned()),
    ];
    Still::new(frame, with_cursor, &says)
}

#[test]
fn an_svg_is_text_in_its_cells_and_nothing_else() {
    let output = "\x1b[31;1mred\x1b[0m \x1b[4munder\x1b[0m \x1b[7minverse\x1b[0m  gap\r\n\
        本番 <script>&\u{202e}ア\r\n\
        ┌─▒ \x1b[38;5;208;3m→\x1b[38;2;1;2;3;48;2;250;250;250;9m x";
    let svg = String::from_utf8(still(output, true).write(Picture::Svg).unwrap()).unwrap();
    assert!(!svg.contains("<script") && !svg.contains(['\u{1b}', '\u{202e}']));
    insta::assert_snapshot!(svg);
}

/// A PNG, decoded.
struct Pixels {
    width: usize,
    height: usize,
    bytes: Vec<u8>,
    says: String,
}

type Rgb = [u8; 3];

const SCREEN: Rgb = [0x12, 0x15, 0x1c];
const INK: Rgb = [0xd8, 0xdb, 0xe2];
const RED: Rgb = [0xe4, 0x77, 0x6f];

/// Pixels across and down a cell, and around the screen.
const CELL: (usize, usize) = (16, 40);
const SPACE: usize = 16;

impl Pixels {
    fn of(output: &str, with_cursor: bool) -> Pixels {
        let file = still(output, with_cursor).write(Picture::Png).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut bytes).unwrap();
        let info = reader.info();
        let says = info.utf8_text[0].get_text().unwrap();
        Pixels { width: info.width as usize, height: info.height as usize, bytes, says }
    }

    fn pixel(&self, x: usize, y: usize) -> Rgb {
        let at = (y * self.width + x) * 3;
        self.bytes[at..at + 3].try_into().unwrap()
    }

    /// The pixels of a cell.
    fn cell(&self, col: usize, row: usize) -> Vec<Rgb> {
        let (left, top) = (SPACE + col * CELL.0, SPACE + row * CELL.1);
        let line = |y| (left..left + CELL.0).map(move |x| (x, y));
        (top..top + CELL.1).flat_map(line).map(|(x, y)| self.pixel(x, y)).collect()
    }

    /// Whether a cell has pixels of a color.
    fn has(&self, col: usize, row: usize, color: Rgb) -> bool {
        self.cell(col, row).contains(&color)
    }

    fn is_blank(&self, col: usize, row: usize) -> bool {
        self.cell(col, row).iter().all(|pixel| *pixel == SCREEN)
    }
}

#[test]
fn a_png_is_as_large_as_its_terminal_and_says_what_it_shows() {
    let pixels = Pixels::of(" ", false);
    // A narrow terminal leaves the caption its room; the second line of it goes on in a third.
    let caption = 3;
    assert_eq!(pixels.width, 48 * CELL.0 + 2 * SPACE);
    assert_eq!(pixels.height, (usize::from(ROWS) + caption) * CELL.1 + 4 * SPACE);
    assert_eq!(
        pixels.says,
        "session: <alice>\u{fffd}[2J\ntime: not recorded, between 09:00:00 and 10:00:00 (estimated)"
    );
    assert!((0..24).all(|col| pixels.is_blank(col, 0)));
}

#[test]
fn characters_of_every_width_stay_in_their_cells() {
    for (output, cells) in [
        ("a", 1),
        ("é", 1),
        ("本", 2),
        ("１", 2),
        ("가", 2),
        ("ｱ", 1),
        ("→", 1),
        ("●", 1),
        ("Ж", 1),
        ("─", 1),
        ("█", 1),
        ("⣿", 1),
        // Not in the font.
        ("𓀀", 1),
        ("😀", 2),
    ] {
        let pixels = Pixels::of(&format!(" {output}"), false);
        let drawn: Vec<_> = (0..6).filter(|col| !pixels.is_blank(*col, 0)).collect();
        assert_eq!(drawn, (1..=cells).collect::<Vec<_>>(), "{output}");
    }
}

#[test]
fn colors_styles_and_the_cursor_are_drawn() {
    let output = "\x1b[31m█\x1b[0m\x1b[7m本\x1b[0m\x1b[4m \x1b[0m\x1b[41m \x1b[0m\r\n";
    let pixels = Pixels::of(output, true);
    assert!(pixels.cell(0, 0).iter().all(|pixel| *pixel == RED));
    for col in [1, 2] {
        assert!(pixels.has(col, 0, INK) && pixels.has(col, 0, SCREEN), "inverse, column {col}");
        assert_eq!(pixels.cell(col, 0)[0], INK);
    }
    assert!(pixels.has(3, 0, INK), "the line below a blank");
    assert!(pixels.cell(4, 0).iter().all(|pixel| *pixel == RED));
    assert!(pixels.cell(0, 1).iter().all(|pixel| *pixel == INK), "the cursor");
    assert!(Pixels::of(output, false).is_blank(0, 1));
    assert!(Pixels::of(&format!("{output}\x1b[?25l"), true).is_blank(0, 1));
}

#[test]
fn lines_meet_those_of_the_next_cell() {
    let pixels = Pixels::of("┌─\r\n│ ", false);
    let (left, top) = (SPACE, SPACE);
    let (middle, below) = (top + CELL.1 / 2, left + CELL.0 / 2);
    assert!((below..left + 2 * CELL.0).all(|x| pixels.pixel(x, middle) == INK));
    assert!((middle..top + 2 * CELL.1).all(|y| pixels.pixel(below, y) == INK));
}

#[test]
fn what_the_font_has_not_can_still_be_told_apart() {
    let cells = |output| {
        let pixels = Pixels::of(output, false);
        (pixels.cell(0, 0), pixels.cell(1, 0))
    };
    for (one, other) in [("ก", "ข"), ("𓀀", "𓀁"), ("😀", "😁"), ("□", "ก")] {
        assert_ne!(cells(one), cells(other), "{one} {other}");
    }
}
