//! Which records of a delivered file have to be read?
//!
//! Of a hundred records a few tell of access; the others need only be proved to be what every record is. One pass over
//! the bytes does that: it checks that they are JSON, finds where each record begins and ends, and its `eventSource` and
//! `eventName`. It gives up on whatever it does not know, so that what it says is what reading every record would say;
//! where it gives up, every record is read.

use std::ops::Range;

use crate::cloudtrail::Call;
use crate::special::Specials;

/// A delivered file, all of it JSON.
pub(crate) struct Skimmed<R> {
    /// How many records it lists.
    pub(crate) records: u64,
    /// Those that have to be read.
    pub(crate) read: Vec<Unread<R>>,
}

/// A record that has to be read.
pub(crate) struct Unread<R> {
    /// Its number, counted from 1.
    pub(crate) number: u64,
    pub(crate) place: Range<usize>,
    /// What reads it, where its head tells that for certain.
    pub(crate) reader: Option<R>,
}

/// Skims a document that is `{"Records": [ … ]}` and nothing else; `None` for any other.
///
/// `reader` says of a call what reads its record, or nothing where such a record states nothing. A record whose head does
/// not tell its call as plain text, each field once, has to be read, and so has one of more than `bytes` bytes.
pub(crate) fn skim<R>(
    text: &str,
    bytes: usize,
    reader: fn(&Call<'_>) -> Option<R>,
) -> Option<Skimmed<R>> {
    let mut skim = Skim::of(text);
    let mut skimmed = Skimmed { records: 0, read: Vec::new() };
    let name = skim.expect(0, b'{')?;
    let (key, list) = skim.key(name)?;
    (key == b"\"Records\"").then_some(())?;
    let first = skim.expect(list, b'[')?;
    let (mut at, byte) = skim.next(first)?;
    let mut is_listed = byte != b']';
    if !is_listed {
        at += 1;
    }
    while is_listed {
        let start = at;
        let (head, end) = skim.record(start)?;
        skimmed.records += 1;
        let call = head.call();
        let reader = call.as_ref().and_then(reader);
        if call.is_none() || reader.is_some() || end - start > bytes {
            skimmed.read.push(Unread { number: skimmed.records, place: start..end, reader });
        }
        (at, is_listed) = skim.goes_on(end, b']')?;
    }
    let end = skim.expect(at, b'}')?;
    skim.next(end).is_none().then_some(skimmed)
}

/// What is kept of a record: the texts, with their quotes, that tell whether it has to be read.
#[derive(Default)]
struct Head<'a> {
    source: Option<&'a str>,
    name: Option<&'a str>,
    category: Option<&'a str>,
    /// Something in it is not as plain as AWS writes it.
    is_odd: bool,
}

/// A text, of which everything asks for a place and tells the one behind it: so that the place never leaves the processor's
/// registers.
struct Skim<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Whether the string met last holds no escape.
    is_plain: bool,
    specials: Specials<'a>,
}

impl<'a> Head<'a> {
    /// The call, if its source and name are there, and nothing of the head is in doubt.
    fn call(&self) -> Option<Call<'a>> {
        let inner = |quoted: &'a str| quoted.get(1..quoted.len() - 1);
        let named = |field: Option<&'a str>| field.and_then(inner).filter(|name| !name.is_empty());
        let (source, name) = (named(self.source)?, named(self.name)?);
        let category = self.category.and_then(inner);
        (!self.is_odd).then_some(Call { source, name, category })
    }

    /// The place for the value of a key, unless the key is met again.
    fn place(&mut self, key: &[u8]) -> Option<&mut Option<&'a str>> {
        let place = match key {
            b"\"eventSource\"" => &mut self.source,
            b"\"eventName\"" => &mut self.name,
            b"\"eventCategory\"" => &mut self.category,
            _ => return None,
        };
        self.is_odd |= place.is_some();
        Some(place)
    }
}

impl<'a> Skim<'a> {
    fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        Self { text, bytes, is_plain: true, specials: Specials::of(bytes) }
    }

    /// What stands behind white space, and where.
    #[inline]
    fn next(&self, at: usize) -> Option<(usize, u8)> {
        let mut at = at;
        loop {
            match *self.bytes.get(at)? {
                b' ' | b'\n' | b'\r' | b'\t' => at += 1,
                byte => return Some((at, byte)),
            }
        }
    }

    #[inline]
    fn expect(&self, at: usize, expected: u8) -> Option<usize> {
        let (at, byte) = self.next(at)?;
        (byte == expected).then_some(at + 1)
    }

    /// After an element: whether another follows, and where, or the end that `close` is.
    #[inline]
    fn goes_on(&self, at: usize, close: u8) -> Option<(usize, bool)> {
        let (at, byte) = self.next(at)?;
        match byte {
            b',' => self.next(at + 1).map(|(at, _)| (at, true)),
            byte if byte == close => Some((at + 1, false)),
            _ => None,
        }
    }

    /// A key, and where its value stands.
    #[inline]
    fn key(&mut self, at: usize) -> Option<(&'a [u8], usize)> {
        let (start, _) = self.next(at)?;
        let end = self.string(start)?;
        let (value, _) = self.next(self.expect(end, b':')?)?;
        Some((self.bytes.get(start..end)?, value))
    }

    fn record(&mut self, at: usize) -> Option<(Head<'a>, usize)> {
        let mut head = Head::default();
        let (mut at, byte) = self.next(self.expect(at, b'{')?)?;
        if byte == b'}' {
            return Some((head, at + 1));
        }
        loop {
            let (key, value) = self.key(at)?;
            head.is_odd |= !self.is_plain;
            let is_string = self.bytes.get(value) == Some(&b'"');
            let end = match head.place(key) {
                Some(place) if is_string => {
                    let end = self.string(value)?;
                    *place = self.text.get(value..end);
                    head.is_odd |= !self.is_plain;
                    end
                }
                Some(_) => {
                    head.is_odd = true;
                    self.value(value)?
                }
                None => self.value(value)?,
            };
            let goes_on;
            (at, goes_on) = self.goes_on(end, b'}')?;
            if !goes_on {
                return Some((head, at));
            }
        }
    }

    /// Skips a value, however deep it is, within 64 levels.
    fn value(&mut self, at: usize) -> Option<usize> {
        // One bit for each level that is open, the innermost last: an object or an array.
        let (mut objects, mut depth) = (0_u64, 0_u32);
        let mut at = at;
        loop {
            let byte = *self.bytes.get(at)?;
            match byte {
                b'"' => at = self.string(at)?,
                b'{' | b'[' => {
                    let is_object = byte == b'{';
                    let (first, byte) = self.next(at + 1)?;
                    if byte == if is_object { b'}' } else { b']' } {
                        at = first + 1;
                    } else {
                        depth = (depth < 64).then_some(depth + 1)?;
                        objects = objects << 1 | u64::from(is_object);
                        at = if is_object { self.key(first)?.1 } else { first };
                        continue;
                    }
                }
                b't' => at = self.word(at, b"true")?,
                b'f' => at = self.word(at, b"false")?,
                b'n' => at = self.word(at, b"null")?,
                _ => at = self.number(at)?,
            }
            loop {
                if depth == 0 {
                    return Some(at);
                }
                let is_object = objects & 1 == 1;
                let goes_on;
                (at, goes_on) = self.goes_on(at, if is_object { b'}' } else { b']' })?;
                if goes_on {
                    if is_object {
                        at = self.key(at)?.1;
                    }
                    break;
                }
                (objects, depth) = (objects >> 1, depth - 1);
            }
        }
    }

    fn word(&self, at: usize, word: &[u8]) -> Option<usize> {
        self.bytes.get(at..)?.starts_with(word).then_some(at + word.len())
    }

    /// A number without an exponent; AWS writes no other.
    fn number(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes;
        let digits = |from: usize| {
            let rest = bytes.get(from..)?;
            let count = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
            (count > 0).then_some(from + count)
        };
        let start = at + usize::from(bytes.get(at) == Some(&b'-'));
        let mut end = digits(start)?;
        if bytes.get(start) == Some(&b'0') && end > start + 1 {
            return None;
        }
        if bytes.get(end) == Some(&b'.') {
            end = digits(end + 1)?;
        }
        // What else could belong to the number is not known here.
        (!matches!(bytes.get(end), Some(b'e' | b'E' | b'.'))).then_some(end)
    }

    /// A string, with its quotes.
    #[inline]
    fn string(&mut self, at: usize) -> Option<usize> {
        (*self.bytes.get(at)? == b'"').then_some(())?;
        self.is_plain = true;
        let end = self.specials.next(at + 1)?;
        match *self.bytes.get(end)? {
            b'"' => Some(end + 1),
            _ => self.escaped(end),
        }
    }

    /// The end of a string that has more in it than plain text, from there on.
    #[cold]
    fn escaped(&mut self, at: usize) -> Option<usize> {
        self.is_plain = false;
        let mut at = at;
        loop {
            match *self.bytes.get(at)? {
                b'"' => return Some(at + 1),
                b'\\' => at += escape(self.bytes.get(at + 1..)?)?,
                _ => return None,
            }
            at = self.specials.next(at)?;
        }
    }
}

/// How long an escape is, its backslash included; `rest` is what follows that.
fn escape(rest: &[u8]) -> Option<usize> {
    match rest.first()? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => rest.get(1..5)?.iter().all(u8::is_ascii_hexdigit).then_some(6),
        _ => None,
    }
}
