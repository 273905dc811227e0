//! By what can a line of the transcript be known again in the stream?

use std::borrow::Cow;

use super::agent;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Every byte, after our line has suffered what the agent does to it.
    Exact,
    /// The printable ASCII outside of escape sequences: what an agent leaves alone that does other damage, or none.
    Printable,
}

impl Likeness {
    /// What is left of one of our lines, or of a piece of one.
    pub(super) fn kept(self, ours: &[u8]) -> Cow<'_, [u8]> {
        match self {
            Likeness::Exact => agent::cleaned(ours),
            Likeness::Printable => Cow::Owned(printable(ours)),
        }
    }

    /// How a line reads of which this is left.
    pub(super) fn read(self, kept: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
        match (self, kept) {
            (Likeness::Exact, Cow::Borrowed(kept)) => agent::written(kept),
            (Likeness::Exact, Cow::Owned(kept)) => Cow::Owned(agent::written(&kept).into_owned()),
            (Likeness::Printable, kept) => kept,
        }
    }

    /// How a line of the stream reads.
    pub(super) fn read_sent(self, theirs: &[u8]) -> Cow<'_, [u8]> {
        match self {
            Likeness::Exact => {
                let text = theirs.strip_suffix(b"\n").unwrap_or(theirs);
                Cow::Borrowed(text.strip_suffix(b"\r").unwrap_or(text))
            }
            Likeness::Printable => Cow::Owned(printable(theirs)),
        }
    }
}

fn printable(line: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some((&byte, after)) = rest.split_first() {
        rest = match byte {
            0x1b => after_escape(after),
            b'!'..=b'~' => {
                text.push(byte);
                after
            }
            _ => after,
        };
    }
    text
}

/// What follows an escape sequence of which the first byte has been taken.
fn after_escape(rest: &[u8]) -> &[u8] {
    let end = match rest.first() {
        Some(b'[') => {
            rest.iter().skip(1).position(|byte| (0x40..=0x7e).contains(byte)).map(|at| at + 2)
        }
        Some(b']' | b'P' | b'_' | b'^') => {
            rest.iter().position(|byte| matches!(byte, 0x07 | 0x1b)).map(|at| at + 1)
        }
        Some(b'(' | b')' | b'*' | b'+' | b'#' | b'%') => Some(2),
        _ => Some(1),
    };
    rest.get(end.unwrap_or(rest.len())..).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_damage_changes_what_is_printable() {
        let check = |ours: &[u8], theirs: &str| {
            assert_eq!(printable(ours), printable(theirs.as_bytes()));
        };
        check(b"\x1b[01;34mdir\x1b[0m\tfile\r\n", "dir file\n");
        check("本番 prod-db\r\n".as_bytes(), "\u{fffd}\u{fffd} prod-db\n");
        check(b"\x1b]0;title\x07$ ls\r\n", "\x1b]0;title\x07$ ls\n");
        check(b"\x1b]0;title\x07$ ls\r\n", "$ ls\n");
        check(b"\x1b(B\x1b[mtop\x1b[K\r\n", "top\n");
        check(b"ab\x08c\r\n", "ab\x08c\n");
    }
}
