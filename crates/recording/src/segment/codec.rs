//! How is a segment written as bytes?
//!
//! A version byte, the fields in order, then the events column by column: their sizes, their times, their offsets, and
//! last all text in one piece, which compresses a tenth better than text between numbers. Numbers are LEB128. A time is
//! the difference to the event before, an offset to where that one's text ends: zero nearly always. Amendments stand
//! between the columns and the text, as there are hardly any.

use super::{Amendment, Segment, SegmentEvent, What};
use crate::recording;
use crate::time::Micros;

const VERSION: u8 = 3;

/// Why bytes are not a segment. In each case: derive the recording again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// They were written by another version of this crate.
    #[error("segment format {0} is not known, derive the recording again")]
    Version(u8),
    /// They end too early.
    #[error("segment ends too early, derive the recording again")]
    Truncated,
    /// They hold something that [`Segment::encode`] never writes.
    #[error("segment is damaged at byte {0}, derive the recording again")]
    Damaged(usize),
}

/// What the column of sizes says of a resize; of a text it says one more than its bytes.
const RESIZE: u64 = 0;

pub(super) fn encode(segment: &Segment) -> Vec<u8> {
    let text_bytes: usize = segment.events.iter().map(|event| event.what.text().len()).sum();
    let mut out = Vec::with_capacity(segment.init.len() + text_bytes + 8 * segment.events.len());
    out.push(VERSION);
    number(&mut out, u64::from(segment.number));
    number(&mut out, segment.offset);
    number(&mut out, segment.at.0);
    number(&mut out, u64::from(segment.cols));
    number(&mut out, u64::from(segment.rows));
    number(&mut out, segment.init.len() as u64);
    number(&mut out, segment.events.len() as u64);
    for event in &segment.events {
        match &event.what {
            What::Output(text) => number(&mut out, text.len() as u64 + 1),
            What::Resize(cols, rows) => {
                number(&mut out, RESIZE);
                number(&mut out, u64::from(*cols));
                number(&mut out, u64::from(*rows));
            }
        }
    }
    let mut at = segment.at.0;
    for event in &segment.events {
        number(&mut out, event.at.0.wrapping_sub(at));
        at = event.at.0;
    }
    let mut offset = segment.offset;
    for event in &segment.events {
        number(&mut out, event.offset.wrapping_sub(offset));
        offset = event.offset.wrapping_add(event.what.text().len() as u64);
    }
    number(&mut out, amendments(segment).count() as u64);
    for (event, Amendment { at, instead }) in amendments(segment) {
        number(&mut out, event as u64);
        number(&mut out, *at as u64);
        number(&mut out, instead.len() as u64);
    }
    out.extend_from_slice(segment.init.as_bytes());
    segment.events.iter().for_each(|event| out.extend_from_slice(event.what.text().as_bytes()));
    amendments(segment).for_each(|(_, one)| out.extend_from_slice(one.instead.as_bytes()));
    out
}

/// Each with the index of its event.
fn amendments(segment: &Segment) -> impl Iterator<Item = (usize, &Amendment)> {
    let events = segment.events.iter().enumerate();
    events.flat_map(|(index, event)| event.amended.iter().map(move |one| (index, one)))
}

pub(super) fn decode(bytes: &[u8]) -> Result<Segment, DecodeError> {
    let mut reader = Reader { bytes, at: 0 };
    match reader.byte()? {
        VERSION => {}
        other => return Err(DecodeError::Version(other)),
    }
    let number = reader.small()?;
    let offset = reader.number()?;
    let at = Micros(reader.number()?);
    let (cols, rows) = reader.screen()?;
    let mut segment =
        Segment { number, offset, at, cols, rows, init: String::new(), events: Vec::new() };
    let init: usize = reader.small()?;
    let sizes = reader.sizes()?;
    let times = reader.column(sizes.len())?;
    let offsets = reader.column(sizes.len())?;
    let amended = reader.amended()?;
    let mut texts = reader.texts()?;
    segment.init = texts.take(init)?.to_owned();
    let (mut at, mut offset) = (segment.at.0, segment.offset);
    for ((size, time), skipped) in sizes.into_iter().zip(times).zip(offsets) {
        at = at.wrapping_add(time);
        offset = offset.wrapping_add(skipped);
        let what = match size {
            Size::Text(length) => What::Output(texts.take(length)?.to_owned()),
            Size::Screen(cols, rows) => What::Resize(cols, rows),
        };
        let length = what.text().len() as u64;
        let amended = Vec::new();
        segment.events.push(SegmentEvent { at: Micros(at), offset, what, amended });
        offset = offset.wrapping_add(length);
    }
    for (event, at, length) in amended {
        let instead = texts.take(length)?.to_owned();
        let event = segment.events.get_mut(event).ok_or(DecodeError::Damaged(texts.at()))?;
        event.amended.push(Amendment { at, instead });
    }
    match texts.rest.is_empty() {
        true => Ok(segment),
        false => Err(DecodeError::Damaged(texts.at())),
    }
}

fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

enum Size {
    Text(usize),
    Screen(u16, u16),
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8, DecodeError> {
        let byte = self.bytes.get(self.at).copied().ok_or(DecodeError::Truncated)?;
        self.at += 1;
        Ok(byte)
    }

    fn number(&mut self) -> Result<u64, DecodeError> {
        let start = self.at;
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(DecodeError::Damaged(start))
    }

    fn small<T: TryFrom<u64>>(&mut self) -> Result<T, DecodeError> {
        let start = self.at;
        T::try_from(self.number()?).map_err(|_| DecodeError::Damaged(start))
    }

    /// The columns and rows of a screen that is ever emulated: any other would take what memory it
    /// likes.
    fn screen(&mut self) -> Result<(u16, u16), DecodeError> {
        let start = self.at;
        let size = (self.small()?, self.small()?);
        match recording::Size::within(size) == size {
            true => Ok(size),
            false => Err(DecodeError::Damaged(start)),
        }
    }

    /// The column that says how many events there are; a damaged count ends with the bytes.
    fn sizes(&mut self) -> Result<Vec<Size>, DecodeError> {
        let count = self.number()?;
        let mut sizes = Vec::new();
        for _ in 0..count {
            sizes.push(match self.number()? {
                RESIZE => {
                    let (cols, rows) = self.screen()?;
                    Size::Screen(cols, rows)
                }
                more => Size::Text(usize::try_from(more - 1).unwrap_or(usize::MAX)),
            });
        }
        Ok(sizes)
    }

    fn column(&mut self, count: usize) -> Result<Vec<u64>, DecodeError> {
        (0..count).map(|_| self.number()).collect()
    }

    /// The event of each amendment, its place, and the length of its text.
    fn amended(&mut self) -> Result<Vec<(usize, usize, usize)>, DecodeError> {
        let count = self.number()?;
        let mut amended = Vec::new();
        for _ in 0..count {
            amended.push((self.small()?, self.small()?, self.small()?));
        }
        Ok(amended)
    }

    fn texts(self) -> Result<Texts<'a>, DecodeError> {
        match std::str::from_utf8(&self.bytes[self.at..]) {
            Ok(rest) => Ok(Texts { rest, end: self.bytes.len() }),
            Err(error) => Err(DecodeError::Damaged(self.at + error.valid_up_to())),
        }
    }
}

/// All text of a segment, from which one is cut after the other.
struct Texts<'a> {
    rest: &'a str,
    /// Where in the bytes of the segment all text ends.
    end: usize,
}

impl<'a> Texts<'a> {
    fn take(&mut self, length: usize) -> Result<&'a str, DecodeError> {
        if length > self.rest.len() {
            return Err(DecodeError::Truncated);
        }
        let cut = self.rest.split_at_checked(length);
        let (text, rest) = cut.ok_or(DecodeError::Damaged(self.at()))?;
        self.rest = rest;
        Ok(text)
    }

    /// Where in the bytes of the segment the rest begins.
    fn at(&self) -> usize {
        self.end - self.rest.len()
    }
}
