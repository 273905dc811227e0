//! How is a segment written as bytes?
//!
//! A version byte, then the fields in order. Numbers are LEB128; texts are their length and their
//! UTF-8 bytes; an event's time and offset are differences to the event before (times never go
//! back inside a segment, offsets neither).

use super::{Segment, SegmentEvent, What};
use crate::time::Micros;

const VERSION: u8 = 1;
const OUTPUT: u8 = 0;
const RESIZE: u8 = 1;

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

pub(super) fn encode(segment: &Segment) -> Vec<u8> {
    let mut out = Vec::with_capacity(segment.init.len() + 64);
    out.push(VERSION);
    number(&mut out, u64::from(segment.number));
    number(&mut out, segment.offset);
    number(&mut out, segment.at.0);
    number(&mut out, u64::from(segment.cols));
    number(&mut out, u64::from(segment.rows));
    string(&mut out, &segment.init);
    number(&mut out, segment.events.len() as u64);
    let (mut at, mut offset) = (0_u64, 0_u64);
    for event in &segment.events {
        number(&mut out, event.at.0.wrapping_sub(at));
        number(&mut out, event.offset.wrapping_sub(offset));
        (at, offset) = (event.at.0, event.offset);
        match &event.what {
            What::Output(text) => {
                out.push(OUTPUT);
                string(&mut out, text);
            }
            What::Resize(cols, rows) => {
                out.push(RESIZE);
                number(&mut out, u64::from(*cols));
                number(&mut out, u64::from(*rows));
            }
        }
    }
    out
}

pub(super) fn decode(bytes: &[u8]) -> Result<Segment, DecodeError> {
    let mut reader = Reader { bytes, at: 0 };
    match reader.byte()? {
        VERSION => {}
        other => return Err(DecodeError::Version(other)),
    }
    let mut segment = Segment {
        number: reader.small()?,
        offset: reader.number()?,
        at: Micros(reader.number()?),
        cols: reader.small()?,
        rows: reader.small()?,
        init: reader.string()?,
        events: Vec::new(),
    };
    let (mut at, mut offset) = (0_u64, 0_u64);
    for _ in 0..reader.number()? {
        at = at.wrapping_add(reader.number()?);
        offset = offset.wrapping_add(reader.number()?);
        let what = match reader.byte()? {
            OUTPUT => What::Output(reader.string()?),
            RESIZE => What::Resize(reader.small()?, reader.small()?),
            _ => return Err(DecodeError::Damaged(reader.at - 1)),
        };
        segment.events.push(SegmentEvent { at: Micros(at), offset, what });
    }
    match reader.at == bytes.len() {
        true => Ok(segment),
        false => Err(DecodeError::Damaged(reader.at)),
    }
}

fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn string(out: &mut Vec<u8>, text: &str) {
    number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
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

    fn string(&mut self) -> Result<String, DecodeError> {
        let length: usize = self.small()?;
        let start = self.at;
        let end = start.checked_add(length).filter(|end| *end <= self.bytes.len());
        let end = end.ok_or(DecodeError::Truncated)?;
        self.at = end;
        let text = std::str::from_utf8(&self.bytes[start..end]);
        text.map(str::to_owned).map_err(|_| DecodeError::Damaged(start))
    }
}
