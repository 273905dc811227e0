//! How large was the terminal, if nobody wrote it down?
//!
//! Session Manager sends the size to the node and never logs it. Three things in the output prove
//! part of it: where a shell wrapped a long command line, a scroll region or cursor position in
//! the last row, and rows that a program padded with blanks up to the right edge.
//! A window that was resized shows its largest size.

use avt::Parser;
use avt::parser::Function;
use memchr::memmem;

use crate::command::wrapped::{row_for, wraps};
use crate::grid::width;
use crate::recording::{Size, SizeBasis};
use crate::terminal::{from_one, text};

/// What a session log is emulated at when its output proves nothing.
const ASSUMED: Size = Size { cols: 120, rows: 30, basis: SizeBasis::Assumed };

/// No window is larger; programs ask for cell 999;999 to find out where the edge is.
const LARGEST: u16 = 500;
/// No window in which somebody works is smaller.
const SMALLEST: u16 = 10;
/// As many blanks must have ended in the same last column before it counts as the edge.
const PADDED: u32 = 5;
/// Programs looked at at most, and painted bytes of each: the edge shows in the first frames.
const PROGRAMS: usize = 4;
const PAINTED: usize = 6 * 1024;
/// A command line is shorter than this many bytes.
const COMMAND_LINE: usize = 8 * 1024;
/// Every so many columns is a tab stop.
const TAB: usize = 8;

/// What an output that comes in pieces of whole lines proves.
#[derive(Clone, Debug)]
pub(crate) struct Inference {
    /// How often command lines were wrapped at each width.
    widths: Vec<u32>,
    edge: Edge,
    /// The edge after each program that painted.
    edges: Vec<Edge>,
    /// What the program paints that has taken the screen, and whether it still has it.
    painted: Vec<u8>,
    is_painting: bool,
}

impl Default for Inference {
    fn default() -> Inference {
        Inference {
            widths: vec![0; usize::from(LARGEST) + 1],
            edge: Edge::default(),
            edges: Vec::new(),
            painted: Vec::new(),
            is_painting: false,
        }
    }
}

impl Inference {
    /// Looks through the next piece.
    pub(crate) fn look(&mut self, piece: &[u8]) {
        self.look_for_wraps(piece);
        self.look_at_programs(piece);
    }

    /// The size that the output proves, or [`ASSUMED`].
    pub(crate) fn size(mut self) -> Size {
        if self.is_painting {
            self.close();
        }
        let wrapped = self.wrapped_cols().map(|cols| (cols, "a wrapped command line"));
        let is_enough =
            |edge: &&Edge| edge.region > 0 && (wrapped.is_some() || edge.cols().is_some());
        let edge = self.edges.iter().find(is_enough).or(self.edges.last());
        let edge = edge.cloned().unwrap_or_default();
        let padded = edge.cols().map(|cols| (cols, "rows padded to the edge"));
        let region = (edge.region > 0).then_some((edge.region, "a scroll region"));
        let lowest = (edge.lowest > SMALLEST).then_some((edge.lowest, "the lowest row addressed"));

        let (cols, rows) = (wrapped.or(padded), region.or(lowest));
        let from = match (cols, rows) {
            (None, None) => return ASSUMED,
            (Some((_, cols)), None) => format!("columns from {cols}, rows assumed"),
            (None, Some((_, rows))) => format!("rows from {rows}, columns assumed"),
            (Some((_, cols)), Some((_, rows))) => format!("columns from {cols}, rows from {rows}"),
        };
        Size {
            cols: cols.map_or(ASSUMED.cols, |(cols, _)| cols),
            rows: rows.map_or(ASSUMED.rows, |(rows, _)| rows),
            basis: SizeBasis::Inferred { from },
        }
    }

    /// The width at which a shell wrapped its command lines.
    ///
    /// Characters without a cell of their own make a line look wider than the shell took it for, so
    /// of the widths that most lines agree on the smallest is the real one.
    fn wrapped_cols(&self) -> Option<u16> {
        let most = self.widths.iter().copied().max().filter(|most| *most > 0)?;
        let width = self.widths.iter().position(|lines| *lines == most)?;
        u16::try_from(width).ok()
    }

    fn look_for_wraps(&mut self, piece: &[u8]) {
        for start in memmem::find_iter(piece, b"\x1b[?2004h") {
            let rest = &piece[start..];
            let rest = &rest[..rest.len().min(COMMAND_LINE)];
            let line = &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())];
            if let Some(wrap) = wraps(line).next() {
                let mut row = row_for(&line[..wrap]);
                row.feed(&line[..wrap], 0, &mut ());
                let width = row.grid.cursor().col;
                if width >= usize::from(SMALLEST) && width < self.widths.len() {
                    self.widths[width] += 1;
                }
            }
        }
    }

    /// What programs painted between taking the keypad or the alternate screen and giving it back.
    fn look_at_programs(&mut self, piece: &[u8]) {
        let mut rest = piece;
        while self.edges.len() < PROGRAMS && !self.has_edge() {
            let end = match self.is_painting {
                true => find_switch(rest, b'l'),
                false => {
                    let Some(start) = find_switch(rest, b'h') else { return };
                    self.is_painting = true;
                    rest = &rest[start..];
                    find_switch(rest, b'l')
                }
            };
            let painted = &rest[..end.unwrap_or(rest.len())];
            let room = PAINTED - self.painted.len();
            self.painted.extend_from_slice(&painted[..painted.len().min(room)]);
            let Some(end) = end else { return };
            rest = &rest[end..];
            self.close();
        }
    }

    /// Whether what other programs paint can prove no more.
    fn has_edge(&self) -> bool {
        let is_wide = |edge: &Edge| edge.cols().is_some() || self.wrapped_cols().is_some();
        self.edges.last().is_some_and(|edge| edge.region > 0 && is_wide(edge))
    }

    /// A program has given the screen back.
    fn close(&mut self) {
        self.edge.paint(&text(&self.painted));
        self.edges.push(self.edge.clone());
        self.painted.clear();
        self.is_painting = false;
    }
}

/// The size that an output proves.
pub(crate) fn infer(output: &[u8]) -> Size {
    let mut inference = Inference::default();
    inference.look(output);
    inference.size()
}

/// Where the alternate screen or the keypad is switched on (`h`) or off (`l`).
fn find_switch(output: &[u8], to: u8) -> Option<usize> {
    const SWITCH: &[u8] = b"\x1b[?1";
    let is_meant = |at: &usize| {
        let rest = &output[at + SWITCH.len()..];
        rest.strip_prefix(b"049").unwrap_or(rest).first() == Some(&to)
    };
    memmem::find_iter(output, SWITCH).find(is_meant)
}

/// How far to the right and down programs painted.
#[derive(Clone, Debug, Default)]
struct Edge {
    /// The largest scroll region that starts in the first row.
    region: u16,
    /// The lowest row a cursor position named.
    lowest: u16,
    blank: Column,
    any: Column,
}

/// The rightmost column that something was written to, and how often.
#[derive(Clone, Debug, Default)]
struct Column {
    col: usize,
    times: u32,
}

impl Column {
    fn written(&mut self, col: usize) {
        if col > self.col && col <= usize::from(LARGEST) {
            (self.col, self.times) = (col, 0);
        }
        if col == self.col {
            self.times += 1;
        }
    }
}

impl Edge {
    fn cols(&self) -> Option<u16> {
        // Blanks left of other text end no row.
        let is_edge = self.blank.col == self.any.col;
        let edge = if is_edge { &self.blank } else { &self.any };
        let cols = u16::try_from(edge.col).ok()?;
        (edge.times >= PADDED && cols >= SMALLEST * 2).then_some(cols)
    }

    /// Follows what one program paints. Only the cursor's column has to be known for that, so
    /// there is no screen: one in a window that is large enough costs far more than the text.
    fn paint(&mut self, text: &str) {
        let mut parser = Parser::new();
        let mut col = 0_usize;
        for function in text.chars().filter_map(|c| parser.feed(c)) {
            match function {
                Function::Print('\x7f') => {}
                Function::Print(c) => {
                    col += width(c);
                    self.any.written(col);
                    if c == ' ' {
                        self.blank.written(col);
                    }
                }
                Function::Cr | Function::Nel | Function::Ris => col = 0,
                Function::Bs => col = col.saturating_sub(1),
                Function::Ht => col = col / TAB * TAB + TAB,
                Function::Cha(to) => col = from_one(to),
                Function::Cub(count) => col = col.saturating_sub(count.max(1).into()),
                Function::Cuf(count) => col += usize::from(count.max(1)),
                Function::Cup(row, to) => {
                    col = from_one(to);
                    self.addressed(row);
                }
                Function::Vpa(row) => self.addressed(row),
                Function::Decstbm(top, bottom) => {
                    col = 0;
                    if top <= 1 && bottom <= LARGEST {
                        self.region = self.region.max(bottom);
                    }
                }
                _ => {}
            }
        }
    }

    fn addressed(&mut self, row: u16) {
        if row <= LARGEST {
            self.lowest = self.lowest.max(row);
        }
    }
}
