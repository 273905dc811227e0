//! How is a still written as an SVG?
//!
//! Text stays text, every word held in its cells whatever font the viewer has. Nothing in it is a script, a style sheet or
//! a reference to anything elsewhere.

use std::collections::BTreeSet;
use std::fmt::Write;

use sekisho_recording::{Look, Run};

use super::Still;
use super::drawn::{self, HEIGHT, WIDTH};
use super::palette::{CAPTION, MARGIN, NAME, Rgb, SCREEN, colors};

/// A cell in units of the picture, which are half as large as those that characters are drawn in.
const CELL: (i32, i32) = (WIDTH / 2, HEIGHT / 2);

/// Where letters stand, and the size at which they are as wide as a cell.
const BASELINE: f32 = 15.5;
const SIZE: i32 = WIDTH;

/// The margin around the screen and around the caption.
const SPACE: i32 = WIDTH / 2;

const FONTS: &str =
    "'Noto Sans Mono CJK JP','M PLUS 1 Code','Osaka-Mono','MS Gothic',ui-monospace,monospace";

pub(super) fn write(still: &Still) -> String {
    let (rows, captions) = (still.frame.rows.len() as i32, still.caption.len() as i32);
    let width = i32::from(still.cols()) * CELL.0 + 2 * SPACE;
    let screen = rows * CELL.1 + 2 * SPACE;
    let height = screen + captions * CELL.1 + 2 * SPACE;
    let mut out = Out(String::new());
    out.add(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" font-family=\"{FONTS}\" font-size=\"{SIZE}\">"
    ));
    out.add(format_args!("<title>{}</title>\n", escaped(&still.words.join("\n"))));
    let all = still.frame.rows.iter().flatten();
    let used: BTreeSet<char> = all.flat_map(|run| run.text.chars()).collect();
    out.definitions(&used);
    out.rectangle(0, 0, (width, height), MARGIN);
    out.rectangle(0, 0, (width, screen), SCREEN);
    for (row, runs) in (0..).zip(&still.frame.rows) {
        let y = SPACE + row * CELL.1;
        for run in runs {
            if let Some(color) = colors(run.look).1 {
                let size = (i32::from(run.width()) * CELL.0, CELL.1);
                out.rectangle(left(run.col), y, size, color);
            }
        }
        runs.iter().for_each(|run| out.run(run, y, colors(run.look).0));
    }
    for (number, row) in (0..).zip(&still.caption) {
        let y = screen + SPACE + number * CELL.1;
        row.name.iter().for_each(|run| out.run(run, y, NAME));
        row.value.iter().for_each(|run| out.run(run, y, CAPTION));
    }
    out.0.push_str("</svg>\n");
    out.0
}

struct Out(String);

impl Out {
    fn add(&mut self, part: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.0.write_fmt(part);
    }

    /// The characters that are drawn and not written.
    fn definitions(&mut self, used: &BTreeSet<char>) {
        self.0.push_str("<defs>");
        for (c, shape) in used.iter().filter_map(|c| Some((*c, drawn::shape(*c)?))) {
            let opacity = match shape.quarters {
                4 => String::new(),
                quarters => format!(" fill-opacity=\"{}\"", f32::from(quarters) / 4.0),
            };
            self.add(format_args!(
                "<path id=\"u{:x}\" transform=\"scale(.5)\" d=\"{}\"{opacity}/>",
                u32::from(c),
                shape.path
            ));
        }
        self.0.push_str("</defs>\n");
    }

    fn rectangle(&mut self, x: i32, y: i32, (width, height): (i32, i32), color: Rgb) {
        self.add(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
            hex(color)
        ));
    }

    fn run(&mut self, run: &Run, y: i32, color: Rgb) {
        let cell = i32::from(run.cells) * CELL.0;
        let start = left(run.col);
        for part in parts(&run.text, run.cells) {
            let x = start + part.after * cell;
            match part.kind {
                PartKind::Drawn => self.drawn(part.text, x, y, cell, color),
                PartKind::Words => self.text(part.text, "spacing", x, y, cell, (color, run.look)),
                PartKind::Alone => {
                    self.text(part.text, "spacingAndGlyphs", x, y, cell, (color, run.look));
                }
            }
        }
        let length = i32::from(run.width()) * CELL.0;
        if run.look.underline {
            self.rectangle(start, y + 17, (length, 1), color);
        }
        if run.look.strike {
            self.rectangle(start, y + 10, (length, 1), color);
        }
    }

    fn drawn(&mut self, text: &str, x: i32, y: i32, cell: i32, color: Rgb) {
        self.add(format_args!("<g fill=\"{}\">", hex(color)));
        for (index, c) in (0..).zip(text.chars()) {
            let x = x + index * cell;
            self.add(format_args!("<use href=\"#u{:x}\" x=\"{x}\" y=\"{y}\"/>", u32::from(c)));
        }
        self.0.push_str("</g>\n");
    }

    fn text(
        &mut self,
        text: &str,
        adjusted: &str,
        x: i32,
        y: i32,
        cell: i32,
        (color, look): (Rgb, Look),
    ) {
        let bold = if look.bold { " font-weight=\"bold\"" } else { "" };
        let italic = if look.italic { " font-style=\"italic\"" } else { "" };
        let length = text.chars().count() as i32 * cell;
        let y = y as f32 + BASELINE;
        // Right-to-left text stays in its cells too.
        self.add(format_args!(
            "<text x=\"{x}\" y=\"{y}\" textLength=\"{length}\" lengthAdjust=\"{adjusted}\" direction=\"ltr\" unicode-bidi=\"bidi-override\" \
             fill=\"{}\"{bold}{italic}>{}</text>\n",
            hex(color),
            escaped(text)
        ));
    }
}

/// Characters that come into the picture in one way.
struct Part<'a> {
    /// How many characters of its run come before it.
    after: i32,
    kind: PartKind,
    text: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartKind {
    /// Paths of our own.
    Drawn,
    /// Text whose letters every font has in their usual width.
    Words,
    /// A character that may be wider in the viewer's font than its cell, and is narrowed to it.
    Alone,
}

/// What is to be seen of a run. It is parted at every second blank, because viewers take several for one.
fn parts(text: &str, cells: u16) -> Vec<Part<'_>> {
    let kind_of = |c: char| match drawn::shape(c) {
        Some(_) => PartKind::Drawn,
        None if cells == 1 && !c.is_ascii() => PartKind::Alone,
        None => PartKind::Words,
    };
    let mut parts = Vec::new();
    let (mut rest, mut after) = (text, 0);
    while let Some(first) = rest.chars().next() {
        let kind = kind_of(first);
        let other = rest.find(|c| kind_of(c) != kind).unwrap_or(rest.len());
        let end = match kind {
            PartKind::Alone => first.len_utf8(),
            _ => rest.find("  ").map_or(other, |gap| gap.min(other)).max(first.len_utf8()),
        };
        let (part, behind) = rest.split_at(end);
        let text = part.trim_matches(' ');
        let blanks = (part.len() - part.trim_start_matches(' ').len()) as i32;
        if !text.is_empty() {
            parts.push(Part { after: after + blanks, kind, text });
        }
        after += part.chars().count() as i32;
        rest = behind;
    }
    parts
}

/// Where a column begins.
fn left(col: u16) -> i32 {
    SPACE + i32::from(col) * CELL.0
}

fn hex([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Text as XML: five characters mean something to it, and two it does not know at all.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_depends_on_how_blanks_are_shown_and_how_wide_signs_are() {
        for (cells, text, expected) in [
            (1, "a b", &[(0, "a b")][..]),
            (1, "  a  b c   ", &[(2, "a"), (5, "b c")]),
            (1, " ab─┐ x", &[(1, "ab"), (3, "─┐"), (6, "x")]),
            (1, "a→→ é", &[(0, "a"), (1, "→"), (2, "→"), (4, "é")]),
            (2, "本番", &[(0, "本番")]),
            (1, "   ", &[]),
            (1, "", &[]),
        ] {
            let parts = parts(text, cells);
            let found: Vec<_> = parts.iter().map(|part| (part.after, part.text)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
