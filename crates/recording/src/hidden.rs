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

/// Finds what an output hides. `entered` are the line ends at which commands were entered, in order.
pub(crate) fn find(output: &[u8], entered: &[u64]) -> Vec<Hidden> {
    let mut scan = Scan { output, ink: Ink::default(), hidden: Vec::new() };
    let mut overwritten = Overwritten::new(output, entered);
    let mut at = 0;
    while at < output.len() {
        let escape = memchr::memchr(b'\x1b', &output[at..]).map_or(output.len(), |next| at + next);
        scan.run(at..escape);
        at = if escape < output.len() { scan.escape(escape, &mut overwritten) } else { escape };
    }
    let mut hidden = scan.hidden;
    hidden.extend(overwritten.finish());
    hidden.sort_by_key(|hidden| hidden.offset);
    hidden
}

struct Scan<'a> {
    output: &'a [u8],
    ink: Ink,
    hidden: Vec<Hidden>,
}

impl Scan<'_> {
    /// Text, in which no escape sequence stands.
    fn run(&mut self, run: Range<usize>) {
        let bytes = &self.output[run.clone()];
        if let Some(way) = self.ink.hides() {
            let is_told = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
            let first = bytes.iter().position(is_told);
            let last = bytes.iter().rposition(is_told);
            if let Some((first, last)) = first.zip(last) {
                self.add(way, run.start + first..run.start + last + 1);
            }
        }
        if bytes.is_ascii() {
            return;
        }
        let mut before = ' ';
        let mut at = run.start;
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
            Some(_) => at + 2,
        }
    }

    /// The string for the terminal that starts at `at`; nothing of it is ever shown.
    fn string(&mut self, at: usize, introducer: u8) -> usize {
        let rest = &self.output[at + 2..];
        let is_end = |byte: &u8| match byte {
            b'\x07' => introducer == b']',
            b'\x1b' | b'\x18' | b'\x1a' => true,
            _ => false,
        };
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        let text = at..at + 2 + length;
        let (is_ended, end) = match rest.get(length..) {
            Some([b'\x07', ..]) => (true, text.end + 1),
            Some([b'\x1b', b'\\', ..]) => (true, text.end + 2),
            _ => (false, text.end),
        };
        let swallows = memchr::memchr(b'\n', &rest[..length]).is_some();
        match (is_ended, swallows) {
            (false, _) if length > 0 => self.add(Way::Unterminated, text),
            (true, true) if introducer != b'P' => self.add(Way::Swallowed, text),
            _ => {}
        }
        end
    }

    /// Adds a stretch; one that goes on in the same line is one.
    fn add(&mut self, way: Way, stretch: Range<usize>) {
        let end = stretch.end as u64;
        if let Some(last) = self.hidden.iter_mut().rev().take(4).find(|last| last.way == way) {
            let between = (last.offset + last.length) as usize..stretch.start;
            if memchr::memchr(b'\n', &self.output[between]).is_none() {
                last.length = end - last.offset;
                return;
            }
        }
        let offset = stretch.start as u64;
        self.hidden.push(Hidden { way, offset, length: end - offset });
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
