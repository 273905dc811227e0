//! How are the lines of a session written as bytes?
//!
//! A session has thousands of lines, and their positions and times take more room than their text.
//! So each property is a column of its own, numbers as differences to the line before: neighbours
//! are alike, and what is alike packs well and is read fast.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::recording::{Interval, Seen, StoredLine, TimeBasis};

#[derive(Default, Serialize, Deserialize)]
struct Columns {
    offset: Vec<i64>,
    not_before: Vec<i64>,
    not_after: Vec<i64>,
    played: Vec<i64>,
    basis: Vec<TimeBasis>,
    seen: Vec<Seen>,
    /// In bytes.
    length: Vec<usize>,
    /// The texts of all lines behind each other.
    text: String,
}

pub(crate) fn encode(lines: &[StoredLine]) -> Result<Vec<u8>> {
    let mut columns = Columns {
        offset: differences(lines, |line| line.offset),
        not_before: differences(lines, |line| line.at.not_before_us),
        not_after: differences(lines, |line| line.at.not_after_us),
        played: differences(lines, |line| line.at.played_us),
        ..Columns::default()
    };
    for line in lines {
        columns.basis.push(line.at.basis);
        columns.seen.push(line.seen);
        columns.length.push(line.text.len());
        columns.text.push_str(&line.text);
    }
    postcard::to_allocvec(&columns).map_err(|error| Error::Unstorable { what: error.to_string() })
}

pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<StoredLine>> {
    let damaged = |what: String| Error::Damaged { what: format!("a list of lines: {what}") };
    let columns: Columns = postcard::from_bytes(bytes).map_err(|e| damaged(e.to_string()))?;
    let count = columns.length.len();
    let (mut offset, mut rest) = (values(&columns.offset), columns.text.as_str());
    let (mut from, mut to) = (values(&columns.not_before), values(&columns.not_after));
    let mut played = values(&columns.played);
    let (mut basis, mut seen) = (columns.basis.into_iter(), columns.seen.into_iter());
    let mut lines = Vec::with_capacity(count);
    for length in columns.length {
        let line = rest.split_at_checked(length).and_then(|(text, after)| {
            rest = after;
            let at = Interval {
                not_before_us: from.next()?,
                not_after_us: to.next()?,
                played_us: played.next()?,
                basis: basis.next()?,
            };
            Some(StoredLine { offset: offset.next()?, at, text: text.into(), seen: seen.next()? })
        });
        lines.push(line.ok_or_else(|| damaged("the columns differ in length".into()))?);
    }
    Ok(lines)
}

fn differences(lines: &[StoredLine], value: impl Fn(&StoredLine) -> u64) -> Vec<i64> {
    let mut before = 0;
    let difference = |line| {
        let now = value(line);
        now.wrapping_sub(std::mem::replace(&mut before, now)).cast_signed()
    };
    lines.iter().map(difference).collect()
}

fn values(differences: &[i64]) -> impl Iterator<Item = u64> {
    differences.iter().scan(0_u64, |value, difference| {
        *value = value.wrapping_add_signed(*difference);
        Some(*value)
    })
}
