//! Is every cell what `avt` says it is, whatever the output, if it is told what the browser is told?

use std::fmt;

use avt::{Color, ScreenKind};
use proptest::prelude::*;

use super::marks::width;
use super::{Grid, Row, Witness};
use crate::segment::{Amendment, SegmentEvent, What};
use crate::terminal::{Terminal, Watch, place_in_text};
use crate::time::Micros;

/// What a cell shows: its character, its width, colours, and styles in the order of their bits.
type Cell = (char, usize, Option<Color>, Option<Color>, u8);

/// The rows of a screen and whether they are wrapped.
type Rows = Vec<(Vec<Cell>, bool)>;

fn expected(screen: avt::Screen<'_>) -> Rows {
    let style = |pen: &avt::Pen| {
        let styles = [
            pen.is_bold(),
            pen.is_faint(),
            pen.is_italic(),
            pen.is_underline(),
            pen.is_blink(),
            pen.is_inverse(),
            pen.is_strikethrough(),
        ];
        (0..).zip(styles).map(|(bit, is_set)| u8::from(is_set) << bit).sum()
    };
    let cell = |cell: &avt::Cell| {
        let pen = cell.pen();
        let width = usize::from(cell.width());
        (cell.char(), width, pen.foreground(), pen.background(), style(pen))
    };
    let heads =
        |line: &avt::Line| line.cells().iter().filter(|c| c.width() > 0).map(cell).collect();
    screen.visible_lines().map(|line| (heads(line), line.is_wrapped())).collect()
}

fn found<'a>(rows: impl Iterator<Item = &'a super::Row>) -> Rows {
    let cells = |row: &super::Row| {
        let runs = row.runs().flat_map(|(pen, text)| {
            let cell = move |c| (c, width(c), pen.foreground, pen.background, pen.style());
            text.chars().map(cell).collect::<Vec<_>>()
        });
        runs.collect()
    };
    rows.map(|row| (cells(row), row.is_wrapped)).collect()
}

fn check(terminal: &Terminal, expects: &avt::Terminal) -> Result<(), TestCaseError> {
    let grid: &Grid = &terminal.grid;
    let cursor = expects.cursor();
    prop_assert_eq!((grid.cursor.row, grid.cursor.col), (cursor.row, cursor.col));
    let is_alternate = expects.active_screen_kind() == ScreenKind::Alternate;
    prop_assert_eq!(grid.is_alternate, is_alternate);
    prop_assert_eq!(found(grid.page().rows()), expected(expects.screen()));
    prop_assert_eq!(found(grid.primary.rows()), expected(expects.primary_screen()));
    if can_be_written(expects) {
        prop_assert_eq!(restored(grid.size(), terminal.dump()), expects.dump());
    }
    Ok(())
}

/// A cursor that was restored to where nothing can be addressed cannot always be written down.
fn can_be_written(terminal: &avt::Terminal) -> bool {
    restored(terminal.size(), terminal.dump()) == terminal.dump()
}

fn restored((cols, rows): (usize, usize), dump: String) -> String {
    let mut fresh = avt::Terminal::new(cols, rows).expect("a size");
    fresh.feed(dump);
    fresh.dump()
}

/// What `avt` is told instead of characters of the output.
#[derive(Default)]
struct Told(Vec<Amendment>);

impl Watch for Told {
    fn amended(&mut self, at: usize, instead: String) {
        self.0.push(Amendment { at, instead });
    }
}

impl Witness for Told {
    fn evicted(&mut self, _row: &Row) {}

    fn lost(&mut self, _row: &Row) {}
}

impl Told {
    fn instead_of(mut self, bytes: &[u8]) -> String {
        self.0.iter_mut().for_each(|one| one.at = place_in_text(bytes, one.at));
        let what = What::Output(String::from_utf8_lossy(bytes).into_owned());
        let event = SegmentEvent { at: Micros(0), offset: 0, what, amended: self.0 };
        match event.for_avt().next() {
            Some(What::Output(text)) => text,
            _ => unreachable!("it was output"),
        }
    }
}

/// Everything a terminal can be told, with small numbers, and half of it.
const PIECES: [&str; 127] = [
    "\r\n",
    "\r\n",
    "\n",
    "\r",
    "\x08",
    "\t",
    "\x07",
    "\x0e",
    "\x0f",
    "\x0b",
    "\x7f",
    "\u{85}",
    "\u{84}",
    "\u{88}",
    "\u{8d}",
    "\u{9b}3C",
    "日本語",
    "本",
    "ｱ",
    "é",
    "e\u{301}",
    "👩‍💻",
    "\u{200b}",
    "\u{301}",
    "か\u{3099}",
    "ᄒ",
    "\u{1161}",
    "\x1b[2;99r",
    "\x1b[3;2r",
    "\x1b[?1048l",
    "\u{9b}L",
    "half a line",
    "x",
    " ",
    "  ",
    "\x1b[31m",
    "\x1b[1;44m",
    "\x1b[0;32m",
    "\x1b[m",
    "\x1b[2;3m",
    "\x1b[38;5;208m",
    "\x1b[48;2;1;2;3m",
    "\x1b[7m",
    "\x1b[27;22m",
    "\x1b[4;5;9m",
    "\x1b[39;49m",
    "\x1b[K",
    "\x1b[1K",
    "\x1b[2K",
    "\x1b[3D",
    "\x1b[D",
    "\x1b[5C",
    "\x1b[99C",
    "\x1b[4G",
    "\x1b[3`",
    "\x1b[P",
    "\x1b[3P",
    "\x1b[@",
    "\x1b[4@",
    "\x1b[2X",
    "\x1b[99X",
    "\x1b[b",
    "\x1b[9b",
    "\x1b[299b",
    "\x1b[?25l",
    "\x1b[?25h",
    "\x1b[?1h",
    "\x1b[?1l",
    "\x1b=",
    "\x1b(B",
    "\x1b(0",
    "\x1b)0",
    "\x1b)B",
    "lqk",
    "\x1b]0;title\x07",
    "\x1b]8;;http://a\x1b\\",
    "\x1b]2;half",
    "\x1bP1;2q",
    "\x1b\\",
    "\x1b[",
    "\x1b",
    "\x1b[2;4r",
    "\x1b[1;3r",
    "\x1b[3;9r",
    "\x1b[r",
    "\x1b[4h",
    "\x1b[4l",
    "\x1b[20h",
    "\x1b[20l",
    "\x1b[?6h",
    "\x1b[?6l",
    "\x1b[?7l",
    "\x1b[?7h",
    "\x1b7",
    "\x1b8",
    "\x1b[s",
    "\x1b[u",
    "\x1bc",
    "\x1b[!p",
    "\x1b[A",
    "\x1b[9A",
    "\x1b[B",
    "\x1b[2e",
    "\x1b[E",
    "\x1b[2F",
    "\x1b[H",
    "\x1b[2;3H",
    "\x1b[3d",
    "\x1b[J",
    "\x1b[1J",
    "\x1b[2J",
    "\x1b[3J",
    "\x1b[L",
    "\x1b[2L",
    "\x1b[M",
    "\x1b[2M",
    "\x1b[S",
    "\x1b[2T",
    "\x1bM",
    "\x1bH",
    "\x1b[g",
    "\x1b[3g",
    "\x1b[2I",
    "\x1b[Z",
    "\x1b#8",
    "\x1b[?1049h",
    "\x1b[?1049l",
];

#[derive(Clone)]
enum Piece {
    Output(Vec<u8>),
    Resize(u16, u16),
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Piece::Output(bytes) => write!(f, "{}", bytes.escape_ascii()),
            Piece::Resize(cols, rows) => write!(f, "<{cols}x{rows}>"),
        }
    }
}

fn piece() -> impl Strategy<Value = Piece> {
    let fixed = prop::sample::select(&PIECES[..]).prop_map(|text| text.as_bytes().to_vec());
    let switches =
        prop::sample::select(&["\x1b[?1047h", "\x1b[?47l", "\x1b[?1048h", "\x1b[?1048l"][..]);
    prop_oneof![
        24 => fixed.prop_map(Piece::Output),
        12 => "[ -~]{0,14}".prop_map(|text| Piece::Output(text.into_bytes())),
        2 => switches.prop_map(|text| Piece::Output(text.as_bytes().to_vec())),
        1 => prop::collection::vec(any::<u8>(), 0..6).prop_map(Piece::Output),
        1 => (1..20_u16, 1..8_u16).prop_map(|(cols, rows)| Piece::Resize(cols, rows)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_grid_is_what_avt_says_it_is(
        pieces in prop::collection::vec(piece(), 1..90),
        (cols, rows) in (1..20_u16, 1..8_u16),
    ) {
        let mut found = Terminal::new(cols, rows);
        let mut expected = avt::Terminal::new(cols.into(), rows.into()).expect("a size");
        for piece in &pieces {
            match piece {
                Piece::Output(bytes) => {
                    let mut told = Told::default();
                    found.feed(bytes, 0, &mut told);
                    expected.feed(told.instead_of(bytes));
                }
                // Resizing hands the state over in writing, and back.
                Piece::Resize(cols, rows) => {
                    let could_be_written = can_be_written(&expected);
                    found.grid.resize(*cols, *rows, &mut ());
                    expected.resize((*cols).into(), (*rows).into());
                    if !could_be_written || !can_be_written(&expected) {
                        return Ok(());
                    }
                }
            }
            check(&found, &expected)?;
        }
    }
}
