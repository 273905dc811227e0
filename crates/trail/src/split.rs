//! Where does each record of a document begin and end?
//!
//! The bounds are found by counting brackets outside strings, not by parsing: so a record that is no JSON spoils only
//! itself, and each record is parsed once, by its reader, which checks it.

use std::fmt;
use std::ops::ControlFlow;

use crate::problem::Problem;
use crate::scan::{Scan, Stop};

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is the whole document.
    Document,
    /// Its line, counted from 1, where every line is a record.
    Line(u64),
    /// Its number, counted from 1, in a list or a sequence.
    Record(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => f.write_str("document"),
            Self::Line(number) => write!(f, "line {number}"),
            Self::Record(number) => write!(f, "record {number}"),
        }
    }
}

/// Calls `take` for each record, or for what stands where a record should be, until it breaks.
///
/// A record is an element of a top-level array, an element of (or the object in) a field of a top-level object named in
/// `lists`, or else a top-level object. Top-level values may follow each other with or without line ends. Once the
/// first value has proved to be a line of its own, no value reaches beyond its line, so that a broken line costs no other.
pub(crate) fn split<'a>(
    text: &'a str,
    lists: &'a [&'a str],
    take: &mut dyn FnMut(Place, Result<&'a str, Problem>) -> ControlFlow<()>,
) {
    let end = text.len();
    let mut splitter = Splitter {
        scan: Scan { text, at: 0, end },
        lists,
        take,
        values: 0,
        records: 0,
        listing: false,
        by_line: false,
        stray: None,
        line: 1,
        line_at: 0,
    };
    // The caller has broken off, so there is nobody to tell.
    let _ = splitter.document();
}

struct Splitter<'a, 't> {
    scan: Scan<'a>,
    lists: &'a [&'a str],
    take: &'t mut dyn FnMut(Place, Result<&'a str, Problem>) -> ControlFlow<()>,
    /// Top-level values met.
    values: u64,
    /// Records given.
    records: u64,
    /// Whether the current top-level value has begun to list records.
    listing: bool,
    /// Whether every value ends on its line.
    by_line: bool,
    /// The line of what was no JSON before the first value.
    stray: Option<u64>,
    /// The line of `line_at`, which only moves forward.
    line: u64,
    line_at: usize,
}

impl<'a> Splitter<'a, '_> {
    fn document(&mut self) -> Result<(), Stop> {
        while let Some(byte) = self.next_value() {
            let start = self.scan.at;
            if byte != b'{' && byte != b'[' {
                self.stray_line()?;
                continue;
            }
            if let Some(line) = self.stray.take() {
                self.give(Place::Line(line), Err(Problem::not_json("no JSON stands here")))?;
            }
            self.listing = byte == b'[';
            let read = if byte == b'[' { self.elements() } else { self.object() };
            match read {
                Ok(()) => self.by_line |= self.values == 0 && self.is_line(start, self.scan.at),
                Err(Stop::Cut) => self.resume(start)?,
                Err(Stop::Enough) => return Err(Stop::Enough),
            }
            self.values += 1;
        }
        match self.stray {
            Some(_) => self.give(Place::Document, Err(Problem::not_json("there is no JSON in it"))),
            None if self.values == 0 => self.give(Place::Document, Err(Problem::empty())),
            None => Ok(()),
        }
    }

    /// Moves to the next top-level value.
    fn next_value(&mut self) -> Option<u8> {
        self.scan.end = self.scan.text.len();
        let byte = self.scan.next()?;
        if self.by_line {
            self.scan.end = self.line_end(self.scan.at);
        }
        Some(byte)
    }

    /// The elements of an array are records. Missing and doubled commas cost nothing.
    fn elements(&mut self) -> Result<(), Stop> {
        self.scan.at += 1;
        loop {
            match self.scan.next().ok_or(Stop::Cut)? {
                b']' => break,
                b',' => self.scan.at += 1,
                b'}' | b':' => {
                    self.scan.at += 1;
                    self.give(
                        self.next_record(),
                        Err(Problem::not_json("more is closed than was opened")),
                    )?;
                }
                _ => self.element()?,
            }
        }
        self.scan.at += 1;
        Ok(())
    }

    fn element(&mut self) -> Result<(), Stop> {
        let record = self.scan.value()?;
        let place = self.next_record();
        self.records += 1;
        self.give(place, Ok(record))
    }

    fn next_record(&self) -> Place {
        Place::Record(self.records + 1)
    }

    /// A top-level object is a record, unless it lists records.
    fn object(&mut self) -> Result<(), Stop> {
        let start = self.scan.at;
        self.scan.at += 1;
        loop {
            match self.scan.next().ok_or(Stop::Cut)? {
                b'}' => break,
                b'"' => self.field()?,
                b',' | b':' | b']' => self.scan.at += 1,
                _ => drop(self.scan.value()?),
            }
        }
        self.scan.at += 1;
        if self.listing {
            return Ok(());
        }
        let place = self.place(start, self.scan.at);
        self.records += 1;
        self.give(place, Ok(&self.scan.text[start..self.scan.at]))
    }

    fn field(&mut self) -> Result<(), Stop> {
        let key = self.scan.key()?;
        let byte = self.scan.peek().ok_or(Stop::Cut)?;
        if !self.lists.contains(&key) {
            return if matches!(byte, b',' | b'}') { Ok(()) } else { self.scan.value().map(drop) };
        }
        self.listing = true;
        match byte {
            b'[' => self.elements(),
            b'{' => self.element(),
            _ if self.values == 0 => self.give(Place::Document, Err(Problem::unknown_shape(key))),
            _ => self.give(self.next_record(), Err(Problem::unknown_shape(key))),
        }
    }

    /// Says that the value at `start` was cut, and goes on where that is safe.
    ///
    /// Inside a list it is not: what follows belongs to the list. A record that is cut in the middle of a document of
    /// lines shows in the next line that begins a record.
    fn resume(&mut self, start: usize) -> Result<(), Stop> {
        let text = self.scan.text;
        let next = if self.by_line {
            self.scan.end
        } else if self.listing {
            text.len()
        } else {
            text[start..].find("\n{").map_or(text.len(), |found| start + found + 1)
        };
        let place = if self.listing {
            self.next_record()
        } else if next < text.len() {
            self.by_line = true;
            Place::Line(self.line(start))
        } else {
            self.place(start, next)
        };
        self.scan.at = next;
        self.give(place, Err(Problem::truncated()))
    }

    /// Passes over a line that begins no value. Before the first value such lines are told only once.
    fn stray_line(&mut self) -> Result<(), Stop> {
        let line = self.line(self.scan.at);
        self.scan.at = self.line_end(self.scan.at);
        if self.values == 0 {
            self.stray.get_or_insert(line);
            return Ok(());
        }
        self.give(Place::Line(line), Err(Problem::not_json("no JSON stands here")))
    }

    fn give(&mut self, place: Place, record: Result<&'a str, Problem>) -> Result<(), Stop> {
        match (self.take)(place, record) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }

    fn place(&mut self, start: usize, end: usize) -> Place {
        let text = self.scan.text;
        if self.by_line || (self.values == 0 && self.is_line(start, end)) {
            return Place::Line(self.line(start));
        }
        let blank = |text: &str| text.trim_ascii().is_empty();
        if self.values == 0 && blank(&text[..start]) && blank(&text[end..]) {
            return Place::Document;
        }
        self.next_record()
    }

    /// Whether the value is a line of its own and more lines follow.
    fn is_line(&self, start: usize, end: usize) -> bool {
        let text = self.scan.text;
        let rest = text[end..].trim_ascii_start();
        let between = &text[end..text.len() - rest.len()];
        !rest.is_empty() && between.contains('\n') && !text[start..end].contains('\n')
    }

    fn line_end(&self, at: usize) -> usize {
        self.scan.text[at..].find('\n').map_or(self.scan.text.len(), |found| at + found)
    }

    fn line(&mut self, at: usize) -> u64 {
        let passed = &self.scan.text.as_bytes()[self.line_at..at];
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.line_at = at;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::from),
            r#"[{}\[\]",:\\ \na本]{0,8}"#.prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            let fields = prop::collection::btree_map("[a-c\"\\\\{]{0,2}", inner.clone(), 0..4);
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Value::from),
                fields.prop_map(|fields| fields.into_iter().collect()),
            ]
        })
    }

    fn records(text: &str) -> Vec<Result<Value, &'static str>> {
        let mut records = Vec::new();
        split(text, &["Records"], &mut |_, record| {
            let parsed = record.map_err(|problem| problem.code);
            records
                .push(parsed.and_then(|text| serde_json::from_str(text).map_err(|_| "not-json")));
            ControlFlow::Continue(())
        });
        records
    }

    proptest! {
        /// Counting brackets finds what parsing finds.
        #[test]
        fn every_list_is_split_where_json_says(list in prop::collection::vec(json(), 0..8), pretty: bool) {
            let document = serde_json::json!({ "Before": list, "Records": list });
            let written = if pretty { format!("{document:#}") } else { document.to_string() };
            let expected: Vec<_> = list.into_iter().map(Ok).collect();
            prop_assert_eq!(records(&written), expected);
        }
    }
}
