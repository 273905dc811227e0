//! Where in the output does something stand that nobody saw as it was written?
//!
//! The bytes say it, without a screen: strings for the terminal that swallow text, ink that cannot
//! be told from its paper, characters that turn or split text unseen, and text that other text took
//! the place of while output flowed. What an editor or pager paints over is kept as lines, and a
//! line being typed is meant to change, so neither is told here.

mod ink;
mod overwritten;

use std::ops::Range;

use self::ink::Ink;
use self::overwritten::Overwritten;

/// A stretch of the output that was not seen as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// In which way.
    pub way: Way,
    /// Its first byte.
    pub offset: u64,
    /// Its bytes.
    pub length: u64,
}

/// How output hides something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// A control string, such as a title, that nothing ends: it swallows what follows.
    Unterminated,
    /// A control string that swallows line ends.
    Swallowed,
    /// Written with the attribute that conceals.
    Concealed,
    /// Written in the colour of its background.
    SameColour,
    /// Replaced by other text while output flowed.
    Overwritten,
    /// Characters that change the direction of text.
    Bidi,
    /// Characters that take no room where they have no business.
    ZeroWidth,
}

impl Way {
    /// The word used in every interface, for example `same-colour`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Way::Unterminated => "unterminated",
            Way::Swallowed => "swallowed",
            Way::Concealed => "concealed",
            Way::SameColour => "same-colour",
            Way::Overwritten => "overwritten",
            Way::Bidi => "bidi",
            Way::ZeroWidth => "zero-width",
        }
    }
}

/// Looks for what an output hides that comes in pieces of whole lines.
#[derive(Default)]
pub(crate) struct Search {
    /// The place of the next piece.
    start: usize,
    ink: Ink,
    /// A string for the terminal that no piece has ended so far.
    string: Option<Open>,
    /// Since when a program owns the screen or the line.
    owned_from: Option<usize>,
    /// Stretches in the line in which that string starts, which may make one with it.
    beside: Vec<Hidden>,
}

struct Open {
    start: usize,
    introducer: u8,
    swallows: bool,
}

impl Search {
    /// What the next piece hides. `entered` are the line ends in it at which commands were entered.
    pub(crate) fn look(&mut self, piece: &[u8], entered: &[u64]) -> Vec<Hidden> {
        let start = self.start;
        let owned_from = self.owned_from.map(|from| from.saturating_sub(start));
        let mut overwritten = Overwritten::new(piece, start, entered, owned_from);
        let hidden = std::mem::take(&mut self.beside);
        let mut scan =
            Scan { output: piece, start, ink: self.ink, string: self.string.take(), hidden };
        let mut at = scan.go_on();
        while at < piece.len() {
            let escape =
                memchr::memchr(b'\x1b', &piece[at..]).map_or(piece.len(), |next| at + next);
            scan.run(at..escape);
            at = if escape < piece.len() { scan.escape(escape, &mut overwritten) } else { escape };
        }
        (self.ink, self.string) = (scan.ink, scan.string);
        let mut hidden = scan.hidden;
        if let Some(open) = &self.string {
            let before = open.start.checked_sub(start).map(|length| &piece[..length]);
            let newline = before.map(|before| memchr::memrchr(b'\n', before));
            let line = newline.map_or(0, |newline| start + newline.map_or(0, |at| at + 1));
            let is_beside = |hidden: &mut Hidden| hidden.end() >= line as u64;
            self.beside = hidden.extract_if(.., is_beside).collect();
        }
        let (found, owned_from) = overwritten.finish();
        self.owned_from = owned_from.map(|from| start + from);
        hidden.extend(found);
        hidden.sort_by_key(|hidden| (hidden.offset, hidden.length));
        self.start += piece.len();
        hidden
    }

    /// Where the string starts that no piece has ended so far.
    pub(crate) fn open(&self) -> Option<u64> {
        self.string.as_ref().map(|open| open.start as u64)
    }

    /// What is hidden up to the end of the output.
    pub(crate) fn finish(self) -> Vec<Hidden> {
        let (start, ink) = (self.start, self.ink);
        let mut scan = Scan { output: &[], start, ink, string: None, hidden: self.beside };
        if let Some(open) = self.string.filter(|open| open.start + 2 < start) {
            scan.add(Way::Unterminated, open.start..start);
        }
        scan.hidden
    }
}

struct Scan<'a> {
    output: &'a [u8],
    /// The place of its first byte.
    start: usize,
    ink: Ink,
    string: Option<Open>,
    hidden: Vec<Hidden>,
}

impl Scan<'_> {
    /// Text, in which no escape sequence stands.
    fn run(&mut self, run: Range<usize>) {
        let bytes = &self.output[run.clone()];
        if let Some(way) = self.ink.hides() {
            let mut at = self.start + run.start;
            for line in bytes.split_inclusive(|byte| *byte == b'\n') {
                let is_told = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
                let first = line.iter().position(is_told);
                let last = line.iter().rposition(is_told);
                if let Some((first, last)) = first.zip(last) {
                    self.add(way, at + first..at + last + 1);
                }
                at += line.len();
            }
        }
        if bytes.is_ascii() {
            return;
        }
        let mut before = ' ';
        let mut at = self.start + run.start;
        for chunk in bytes.utf8_chunks() {
            for (index, c) in chunk.valid().char_indices() {
                if let Some(way) = unseen(c, before) {
                    self.add(way, at + index..at + index + c.len_utf8());
                }
                before = c;
            }
            at += chunk.valid().len() + chunk.invalid().len();
        }
    }

    /// Reads an escape sequence, and says where the output goes on.
    fn escape(&mut self, at: usize, overwritten: &mut Overwritten<'_>) -> usize {
        match self.output.get(at + 1) {
            Some(b'[') => {
                let rest = &self.output[at + 2..];
                let length = rest.iter().take_while(|byte| matches!(byte, b' '..=b'?')).count();
                let Some(last) = rest.get(length) else { return self.output.len() };
                match last {
                    b'm' => self.ink.set(&rest[..length]),
                    last => overwritten.control(at, &rest[..length], *last),
                }
                // What aborts a sequence may begin another one.
                at + 2 + length + usize::from(*last >= b'@')
            }
            Some(introducer @ (b']' | b'P' | b'X' | b'^' | b'_')) => self.string(at, *introducer),
            Some(b'c') => {
                self.ink = Ink::default();
                at + 2
            }
            Some(b'\x1b') | None => at + 1,
            Some(last) => {
                overwritten.escape(at, *last);
                at + 2
            }
        }
    }

    /// The string for the terminal that starts at `at`; nothing of it is ever shown.
    fn string(&mut self, at: usize, introducer: u8) -> usize {
        self.string = Some(Open { start: self.start + at, introducer, swallows: false });
        self.read_string(at + 2)
    }

    /// Reads on in a string that an earlier piece has left open.
    fn go_on(&mut self) -> usize {
        if self.string.is_some() { self.read_string(0) } else { 0 }
    }

    fn read_string(&mut self, from: usize) -> usize {
        let Some(open) = &mut self.string else { return from };
        let rest = &self.output[from..];
        let is_end = |byte: &u8| match byte {
            b'\x07' => open.introducer == b']',
            b'\x1b' | b'\x18' | b'\x1a' => true,
            _ => false,
        };
        let length = rest.iter().position(is_end);
        let text = &rest[..length.unwrap_or(rest.len())];
        open.swallows |= memchr::memchr(b'\n', text).is_some();
        let Some(length) = length else { return self.output.len() };
        let end = from + length;
        let (is_ended, behind) = match &rest[length..] {
            [b'\x07', ..] => (true, end + 1),
            [b'\x1b', b'\\', ..] => (true, end + 2),
            _ => (false, end),
        };
        let Some(open) = self.string.take() else { return behind };
        let stretch = open.start..self.start + end;
        match (is_ended, open.swallows) {
            (false, _) if stretch.len() > 2 => self.add(Way::Unterminated, stretch),
            (true, true) if open.introducer != b'P' => self.add(Way::Swallowed, stretch),
            _ => {}
        }
        behind
    }

    /// Adds a stretch; one that goes on in the same line is one.
    fn add(&mut self, way: Way, stretch: Range<usize>) {
        let (start, end) = (stretch.start as u64, stretch.end as u64);
        let (output, from) = (self.output, self.start as u64);
        // What is left of an earlier piece stands in the line in which this stretch starts.
        let is_same_line = |last: &Hidden| {
            start < from
                || (last.end() >= from && {
                    let between = (last.end() - from) as usize..(start - from) as usize;
                    output.get(between).is_some_and(|b| memchr::memchr(b'\n', b).is_none())
                })
        };
        if let Some(last) = self.hidden.iter_mut().rev().take(4).find(|last| last.way == way)
            && is_same_line(last)
        {
            last.length = end - last.offset;
            return;
        }
        self.hidden.push(Hidden { way, offset: start, length: end - start });
    }
}

impl Hidden {
    fn end(&self) -> u64 {
        self.offset + self.length
    }
}

/// How a character deceives, if it does. Joiners are part of emoji and of some scripts.
fn unseen(c: char, before: char) -> Option<Way> {
    match c {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(Way::Bidi)
        }
        '\u{200c}' | '\u{200d}' => before.is_ascii().then_some(Way::ZeroWidth),
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{2060}'..='\u{2065}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{e0000}'..='\u{e007f}' => Some(Way::ZeroWidth),
        _ => None,
    }
}
