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
    let mut skim = Skim { text, at: 0, is_plain: true, specials: Specials::of(text.as_bytes()) };
    let mut skimmed = Skimmed { records: 0, read: Vec::new() };
    skim.expect(b'{')?;
    (skim.key()? == "\"Records\"").then_some(())?;
    skim.expect(b'[')?;
    if skim.next()? == b']' {
        skim.at += 1;
    } else {
        loop {
            let (start, head) = (skim.at, skim.record()?);
            skimmed.records += 1;
            let call = head.call();
            let reader = call.as_ref().and_then(reader);
            if call.is_none() || reader.is_some() || skim.at - start > bytes {
                let (number, place) = (skimmed.records, start..skim.at);
                skimmed.read.push(Unread { number, place, reader });
            }
            if !skim.goes_on(b']')? {
                break;
            }
        }
    }
    skim.expect(b'}')?;
    skim.next().is_none().then_some(skimmed)
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

struct Skim<'a> {
    text: &'a str,
    at: usize,
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
    fn place(&mut self, key: &str) -> Option<&mut Option<&'a str>> {
        let place = match key {
            "\"eventSource\"" => &mut self.source,
            "\"eventName\"" => &mut self.name,
            "\"eventCategory\"" => &mut self.category,
            _ => return None,
        };
        self.is_odd |= place.is_some();
        Some(place)
    }
}

impl<'a> Skim<'a> {
    /// Skips white space; says what stands behind it.
    fn next(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(self.at) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then(|| self.at += 1)
    }

    /// After an element: whether another follows, or the end that `close` is.
    fn goes_on(&mut self, close: u8) -> Option<bool> {
        let byte = self.next()?;
        self.at += 1;
        match byte {
            b',' => self.next().map(|_| true),
            byte if byte == close => Some(false),
            _ => None,
        }
    }

    /// A key and its colon; stands at its value afterwards.
    fn key(&mut self) -> Option<&'a str> {
        self.next()?;
        let key = self.string()?;
        self.expect(b':')?;
        self.next()?;
        Some(key)
    }

    fn record(&mut self) -> Option<Head<'a>> {
        let mut head = Head::default();
        self.expect(b'{')?;
        if self.next()? == b'}' {
            self.at += 1;
            return Some(head);
        }
        loop {
            let key = self.key()?;
            head.is_odd |= !self.is_plain;
            let is_string = self.text.as_bytes().get(self.at) == Some(&b'"');
            match head.place(key) {
                Some(place) if is_string => {
                    *place = Some(self.string()?);
                    head.is_odd |= !self.is_plain;
                }
                Some(_) => {
                    head.is_odd = true;
                    self.value()?;
                }
                None => self.value()?,
            }
            if !self.goes_on(b'}')? {
                return Some(head);
            }
        }
    }

    /// Skips a value, however deep it is, within 64 levels.
    fn value(&mut self) -> Option<()> {
        // One bit for each level that is open, the innermost last: an object or an array.
        let (mut objects, mut depth) = (0_u64, 0_u32);
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            match byte {
                b'"' => drop(self.string()?),
                b'{' | b'[' => {
                    let is_object = byte == b'{';
                    self.at += 1;
                    if self.next()? == if is_object { b'}' } else { b']' } {
                        self.at += 1;
                    } else {
                        depth = (depth < 64).then_some(depth + 1)?;
                        objects = objects << 1 | u64::from(is_object);
                        if is_object {
                            self.key()?;
                        }
                        continue;
                    }
                }
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'n' => self.word("null")?,
                _ => self.number()?,
            }
            loop {
                if depth == 0 {
                    return Some(());
                }
                let is_object = objects & 1 == 1;
                if self.goes_on(if is_object { b'}' } else { b']' })? {
                    if is_object {
                        self.key()?;
                    }
                    break;
                }
                (objects, depth) = (objects >> 1, depth - 1);
            }
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.text.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    /// A number without an exponent; AWS writes no other.
    fn number(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        let digits = |from: usize| {
            let rest = bytes.get(from..)?;
            let count = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
            (count > 0).then_some(from + count)
        };
        let start = self.at + usize::from(bytes.get(self.at) == Some(&b'-'));
        let mut end = digits(start)?;
        if bytes.get(start) == Some(&b'0') && end > start + 1 {
            return None;
        }
        if bytes.get(end) == Some(&b'.') {
            end = digits(end + 1)?;
        }
        self.at = end;
        // What else could belong to the number is not known here.
        (!matches!(bytes.get(end), Some(b'e' | b'E' | b'.'))).then_some(())
    }

    /// A string, with its quotes.
    fn string(&mut self) -> Option<&'a str> {
        let (text, start) = (self.text, self.at);
        let bytes = text.as_bytes();
        (*bytes.get(start)? == b'"').then_some(())?;
        self.is_plain = true;
        self.at += 1;
        loop {
            self.at = self.specials.next(self.at)?;
            match bytes.get(self.at)? {
                b'"' => break,
                b'\\' => {
                    self.is_plain = false;
                    self.at += escape(bytes.get(self.at + 1..)?)?;
                }
                _ => return None,
            }
        }
        self.at += 1;
        text.get(start..self.at)
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
