//! When did which bytes of a typescript appear?
//!
//! `script --log-timing` writes a second file beside the typescript. Its classic form has two
//! columns, the seconds since the row before and the number of bytes: `0.194761 5`. The advanced
//! form, which `--log-in` and `--log-io` bring, starts each row with what it is about: `O` output,
//! `I` input, `S` a signal, `H` a fact about the session.
//! Source: script(1) and term-utils/script.c of util-linux.

use jiff::Timestamp;

use super::{Limits, Position, Reading, script_frame};
use crate::recording::Size;
use crate::time::Micros;

/// So many rows are looked at before a file is believed to be a timing file.
const SNIFFED: usize = 8;

/// No row is longer: a name and a path.
const LONGEST: usize = 8 * 1024;

pub(super) fn matches(bytes: &[u8]) -> bool {
    let window = &bytes[..bytes.len().min(SNIFFED * LONGEST)];
    let whole = memchr::memrchr(b'\n', window).map_or(0, |end| end + 1);
    let mut rows = window[..whole].split_inclusive(|byte| *byte == b'\n').take(SNIFFED).peekable();
    rows.peek().is_some() && rows.all(|row| parse(row).is_some())
}

/// The code of a timing file that was read alone.
pub const NEEDS_TYPESCRIPT: &str = "needs-typescript";

/// Without its typescript it shows nothing, but what of it is broken.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    reading.reject(
        Position::Byte(0),
        NEEDS_TYPESCRIPT,
        "a timing file holds no output; name it like its typescript, <session-id>.timing beside <session-id>.typescript, \
        or read both with `sekisho inspect TYPESCRIPT --timing TIMING`",
    );
    each(bytes, limits, &mut reading, |_, _| ());
    reading
}

/// What a timing file says.
#[derive(Debug, Default)]
pub(super) struct Timing {
    pub(super) rows: Vec<Row>,
    pub(super) started: Option<Timestamp>,
    /// Columns and rows at the start.
    pub(super) size: Option<(u16, u16)>,
    pub(super) exit_code: Option<i32>,
    /// Input and output were written into one file.
    pub(super) holds_input: bool,
}

/// Something that happened so long after what happened before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) after: Micros,
    pub(super) what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// So many bytes of output.
    Output(u64),
    /// So many bytes that were typed.
    Input(u64),
    /// Columns and rows of the terminal.
    Resize(u16, u16),
    /// Time passed.
    Nothing,
}

/// Reads the rows of a timing file.
pub(super) fn rows(bytes: &[u8], limits: &Limits, reading: &mut Reading) -> Timing {
    let mut timing = Timing::default();
    let mut facts = Facts::default();
    each(bytes, limits, reading, |row, fact| {
        timing.rows.push(row);
        facts.take(fact.unwrap_or_default());
    });
    facts.fill(timing)
}

/// Takes rows up to the first that is broken: how many bytes that one counted is lost, so all
/// behind it would give their times to other bytes than theirs.
fn each<'a>(
    bytes: &'a [u8],
    limits: &Limits,
    reading: &mut Reading,
    mut take: impl FnMut(Row, Option<&'a str>),
) {
    let mut taken = 0;
    for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let at = Position::Line(index as u64 + 1);
        if taken >= limits.events {
            reading.reject(at, "too-large", format!("stopped after {} rows", limits.events));
            break;
        }
        match parse(line) {
            Some((row, fact)) => {
                taken += 1;
                take(row, fact);
            }
            None if line.trim_ascii().is_empty() => {}
            None => {
                let reason = "not a row of a timing file; what is behind it was not used";
                reading.reject(at, "unknown-shape", reason);
                break;
            }
        }
    }
}

/// What the `H` rows say.
#[derive(Default)]
struct Facts<'a> {
    started: Option<Timestamp>,
    cols: Option<u16>,
    rows: Option<u16>,
    exit_code: Option<i32>,
    input: Option<&'a str>,
    output: Option<&'a str>,
}

impl<'a> Facts<'a> {
    fn take(&mut self, fact: &'a str) {
        let (name, value) = fact.split_once(' ').unwrap_or((fact, ""));
        match name {
            "START_TIME" => self.started = script_frame::instant(value),
            "COLUMNS" => self.cols = value.parse().ok(),
            "LINES" => self.rows = value.parse().ok(),
            "EXIT_CODE" => self.exit_code = value.parse().ok(),
            "INPUT_LOG" => self.input = Some(value),
            "OUTPUT_LOG" => self.output = Some(value),
            _ => {}
        }
    }

    fn fill(self, timing: Timing) -> Timing {
        Timing {
            started: self.started,
            size: self.cols.zip(self.rows).filter(|size| size.0 > 0 && size.1 > 0),
            exit_code: self.exit_code,
            holds_input: self.input.is_some() && self.input == self.output,
            ..timing
        }
    }
}

/// One row, and the fact in it.
fn parse(line: &[u8]) -> Option<(Row, Option<&str>)> {
    let line = line.strip_suffix(b"\n").filter(|line| line.len() < LONGEST)?;
    let line = std::str::from_utf8(line).ok()?;
    let (first, rest) = line.split_once(' ')?;
    if let Some(after) = seconds(first) {
        return Some((Row { after, what: What::Output(rest.parse().ok()?) }, None));
    }
    let (after, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let after = seconds(after)?;
    let (what, fact) = match first {
        "O" => (What::Output(rest.parse().ok()?), None),
        "I" => (What::Input(rest.parse().ok()?), None),
        "S" => (resize(rest).unwrap_or(What::Nothing), None),
        "H" => (What::Nothing, Some(rest)),
        _ => return None,
    };
    Some((Row { after, what }, fact))
}

/// `SIGWINCH ROWS=30 COLS=100`
fn resize(signal: &str) -> Option<What> {
    let sizes = signal.strip_prefix("SIGWINCH ROWS=")?;
    let (rows, cols) = sizes.split_once(" COLS=")?;
    let (cols, rows) = Size::within((cols.parse().ok()?, rows.parse().ok()?));
    Some(What::Resize(cols, rows))
}

/// Seconds with six decimals, behind a comma in some languages; a year is more than any session
/// lasts.
fn seconds(text: &str) -> Option<Micros> {
    const YEAR: u64 = 366 * 86_400;
    let (whole, micros) = text.split_once(['.', ','])?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if micros.len() != 6 || !is_number(whole) || !is_number(micros) {
        return None;
    }
    let whole: u64 = whole.parse().ok().filter(|whole| *whole <= YEAR)?;
    Some(Micros(whole * 1_000_000 + micros.parse::<u64>().ok()?))
}
