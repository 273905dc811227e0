//! What is written to the auditor's own terminal?
//!
//! Nothing of what was recorded gets there as it was recorded: the cells of the emulated screen are written anew, each at
//! its place, with the few sequences below.

use std::fmt::Write;

use sekisho_export::plain;
use sekisho_recording::{Color, Frame, Look, Run};
use unicode_width::UnicodeWidthChar;

use super::bar::Bar;

/// Everything that stands on a terminal of so many columns and rows.
pub(super) fn painted(frame: &Frame, bar: &Bar, (cols, rows): (u16, u16)) -> String {
    let (below, part) = Part::of(frame, bar, (cols, rows));
    let mut paint = Paint { text: String::from("\x1b[?2026h"), cols };
    for row in 0..part.rows {
        paint.begin(row);
        match &bar.overview {
            Some(lines) => {
                paint.words(0, lines.get(usize::from(row)).map_or("", String::as_str));
            }
            None => {
                let runs = frame.rows.get(usize::from(part.first + row));
                runs.into_iter().flatten().for_each(|run| paint.run(run));
            }
        }
    }
    for (row, line) in (part.rows..rows).zip(below) {
        paint.begin(row);
        paint.line(line, bar, &part);
    }
    match part.cursor.filter(|_| bar.overview.is_none()) {
        Some((col, row)) => {
            paint.to(col, row);
            paint.text.push_str("\x1b[?25h");
        }
        None => paint.text.push_str("\x1b[?25l"),
    }
    paint.text.push_str("\x1b[?2026l");
    paint.text
}

/// A row below the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Progress,
    Status,
    /// The status with the time in the same row.
    StatusAndTime,
    Time,
    CutOff,
}

/// The part of the screen that there is room for.
struct Part {
    /// The first row that is shown: the cursor has to be seen.
    first: u16,
    rows: u16,
    /// Where the cursor is in it, if it is seen.
    cursor: Option<(u16, u16)>,
    /// What is to be said where it is not all of the screen.
    cut_off: String,
}

impl Part {
    fn of(frame: &Frame, bar: &Bar, (cols, rows): (u16, u16)) -> (Vec<Line>, Part) {
        let mut below = vec![Line::Progress];
        match width(&bar.status) + 2 + width(&bar.time) <= cols {
            true => below.push(Line::StatusAndTime),
            false => below.extend([Line::Status, Line::Time]),
        }
        let all = frame.rows.len() as u16;
        if frame.cols > cols || all > rows.saturating_sub(below.len() as u16) {
            below.push(Line::CutOff);
        }
        let room = rows.saturating_sub(below.len() as u16);
        let end = frame.cursor.map_or(all, |(_, row)| row + 1).min(all);
        let first = end.saturating_sub(room);
        let cursor = frame.cursor.and_then(|(col, row)| Some((col, row.checked_sub(first)?)));
        let cut_off = format!(
            "cut off: rows {} to {} of {all}, columns 1 to {} of {}",
            first + 1,
            (first + room).min(all),
            frame.cols.min(cols),
            frame.cols
        );
        let cursor = cursor.filter(|(col, row)| *col < cols && *row < room);
        (below, Part { first, rows: room, cursor, cut_off })
    }
}

struct Paint {
    text: String,
    cols: u16,
}

impl Paint {
    /// Clears a row and goes to its start.
    fn begin(&mut self, row: u16) {
        self.to(0, row);
        self.text.push_str("\x1b[0m\x1b[2K");
    }

    fn to(&mut self, col: u16, row: u16) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "\x1b[{};{}H", row + 1, col + 1);
    }

    fn column(&mut self, col: u16) {
        let _ = write!(self.text, "\x1b[{}G", col + 1);
    }

    fn run(&mut self, run: &Run) {
        if run.col >= self.cols {
            return;
        }
        self.column(run.col);
        self.text.push_str(&styled(run.look));
        for (number, c) in (0..).zip(run.text.chars()) {
            let col = run.col + number * run.cells;
            if col + run.cells > self.cols {
                break;
            }
            self.text.push(shown(c));
            // How wide others are is the terminal's opinion; what follows stays in its place all the same.
            if !c.is_ascii() {
                self.column(col + run.cells);
            }
        }
        self.text.push_str("\x1b[0m");
    }

    /// Words of our own, cut to the terminal; gives the column behind them.
    fn words(&mut self, from: u16, words: &str) -> u16 {
        let mut col = from;
        for c in plain::text(words).chars().map(shown) {
            let cells = cells(c);
            if col + cells > self.cols {
                break;
            }
            self.text.push(c);
            col += cells;
        }
        col
    }

    fn line(&mut self, line: Line, bar: &Bar, part: &Part) {
        match line {
            Line::Progress => self.progress(bar.share, bar.notice.as_deref().unwrap_or("")),
            Line::Status => self.status(&bar.status, bar.hint),
            Line::StatusAndTime => self.status(&format!("{}  {}", bar.status, bar.time), bar.hint),
            // Half of a time would look like a surer one.
            Line::Time if width(&bar.time) > self.cols => {
                self.words(0, &format!("({})", bar.basis));
            }
            Line::Time => {
                self.words(0, &bar.time);
            }
            Line::CutOff => {
                self.words(0, &part.cut_off);
            }
        }
    }

    fn progress(&mut self, share: f64, notice: &str) {
        let gap = if notice.is_empty() { 0 } else { 2 };
        let beside = width(notice).saturating_add(gap);
        let length = self.cols.saturating_sub(beside).max(self.cols.min(10));
        let behind = (share.clamp(0.0, 1.0) * f64::from(length)).round() as u16;
        self.text.push_str("\x1b[36m");
        self.text.extend((0..behind).map(|_| '='));
        self.text.push_str("\x1b[0;2m");
        self.text.extend((behind..length).map(|_| '-'));
        self.text.push_str("\x1b[0m");
        self.column((length + gap).min(self.cols));
        self.words(length + gap, notice);
    }

    fn status(&mut self, status: &str, hint: &str) {
        let end = self.words(0, status);
        let start = self.cols.saturating_sub(width(hint));
        if start >= end + 2 {
            self.column(start);
            self.text.push_str("\x1b[2m");
            self.words(start, hint);
            self.text.push_str("\x1b[0m");
        }
    }
}

/// A character that takes its cell, and nothing else.
fn shown(c: char) -> char {
    let is_seen = c.width().is_some_and(|cells| cells > 0);
    let plain = plain::text(c.encode_utf8(&mut [0; 4])).chars().next();
    plain.filter(|_| is_seen).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Columns that words of our own take.
fn width(words: &str) -> u16 {
    words.chars().map(shown).map(cells).fold(0, u16::saturating_add)
}

fn cells(c: char) -> u16 {
    if c.width() == Some(2) { 2 } else { 1 }
}

/// How a look is asked for. Nothing blinks.
fn styled(look: Look) -> String {
    let mut styled = String::from("\x1b[0");
    for (is, code) in [
        (look.bold, ";1"),
        (look.faint, ";2"),
        (look.italic, ";3"),
        (look.underline, ";4"),
        (look.inverse, ";7"),
        (look.strike, ";9"),
    ] {
        styled.push_str(if is { code } else { "" });
    }
    for (color, layer) in [(look.foreground, 38), (look.background, 48)] {
        let _ = match color {
            Some(Color::Indexed(index)) => write!(styled, ";{layer};5;{index}"),
            Some(Color::Rgb(red, green, blue)) => write!(styled, ";{layer};2;{red};{green};{blue}"),
            None => Ok(()),
        };
    }
    styled.push('m');
    styled
}

#[cfg(test)]
mod tests;
