//! What do the units say of which a key frame of H.264 or HEVC is a row?
//!
//! Each stands behind its length. Source: ISO/IEC 14496-15, 4 and 8.

use super::Told;
use super::bits::Bits;

/// How the units of a codec begin, and how large the pictures are of which one tells.
pub(super) struct Units {
    /// Bytes before the body of a unit, of which the first says what it is.
    pub(super) head: usize,
    pub(super) unit: fn(u8) -> Unit,
    pub(super) size: fn(&[u8]) -> Option<(u32, u32)>,
}

pub(super) enum Unit {
    /// A part of the picture; what stands behind it says nothing of its size.
    Slice,
    /// The parameters of a sequence.
    Parameters,
    Other,
}

/// More bytes of a sequence's parameters than stand before its size.
const PARAMETERS: usize = 1024;

impl Units {
    /// Reads the `first` bytes of a frame of `length` bytes, whose units have `prefix` bytes before
    /// them that say how long they are.
    pub(super) fn read(&self, first: &[u8], length: u32, prefix: usize) -> Told {
        let (mut told, mut at) = (Told::Nothing, 0);
        while let Some((unit, head)) = first.get(at..).and_then(|rest| begin(rest, prefix)) {
            let body = at + prefix;
            let end = body.saturating_add(unit);
            if unit < self.head || end > length as usize || head & 0x80 != 0 {
                return Told::NoKey;
            }
            match (self.unit)(head) {
                Unit::Slice => return told,
                Unit::Parameters => {
                    let most = end.min(first.len()).min(body + PARAMETERS);
                    let parameters = first.get(body + self.head..most).unwrap_or_default();
                    if let Some((width, height)) = self.told(parameters) {
                        told = Told::Size(width, height);
                    }
                }
                Unit::Other => {}
            }
            at = end;
        }
        // Whether a slice follows behind the first bytes is not looked at.
        if (first.len() as u64) < u64::from(length) { told } else { Told::NoKey }
    }

    /// The size that the parameters of a sequence tell, as they stand in the file.
    pub(super) fn told(&self, parameters: &[u8]) -> Option<(u32, u32)> {
        (self.size)(&unescaped(parameters))
    }
}

/// What is shown of pictures that are coded so many pixels wide and high: the next bits say what is cut off on each side, in
/// pixels that share a colour, which are as many as `colours` says (1 for four, 2 for two), and of so many `fields`.
pub(super) fn uncut(
    bits: &mut Bits<'_>,
    (width, height): (u32, u32),
    colours: u32,
    fields: u32,
) -> Option<(u32, u32)> {
    let is_cut = bits.flag()?;
    let mut cut = || if is_cut { bits.golomb() } else { Some(0) };
    let [left, right, top, bottom] = [cut()?, cut()?, cut()?, cut()?];
    let (across, down) = match colours {
        1 => (2, 2),
        2 => (2, 1),
        _ => (1, 1),
    };
    let side = |whole: u32, cut: [u32; 2], unit: u32| {
        whole.checked_sub(cut[0].checked_add(cut[1])?.checked_mul(unit)?)
    };
    Some((side(width, [left, right], across)?, side(height, [top, bottom], down * fields)?))
}

/// The length of a unit and the byte that says what it is.
fn begin(bytes: &[u8], prefix: usize) -> Option<(usize, u8)> {
    let (length, head) = bytes.split_at_checked(prefix)?;
    let length = length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    Some((length, *head.first()?))
}

/// Without the bytes that keep two zeros from being read as the start of a unit.
pub(super) fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let is_escape = |at: usize| at >= 2 && bytes[at] == 3 && bytes[at - 2..at] == [0, 0];
    (0..bytes.len()).filter(|at| !is_escape(*at)).map(|at| bytes[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::avc::UNITS;
    use super::*;

    #[test]
    fn a_key_frame_is_a_row_of_units_up_to_a_slice() {
        let parameters = b"\x67\x42\xc0\x20\xda\x01\x58\x18\x79\xbc\x04\x40";
        let (slice, other) = (b"\x65\x88\x84", b"\x06\x05\xff");
        let row = |units: &[&[u8]]| -> Vec<u8> {
            let lengths = units.iter().map(|unit| (unit.len() as u16).to_be_bytes());
            lengths.zip(units).flat_map(|(length, unit)| [&length, *unit].concat()).collect()
        };
        let check = |row: &[u8], expected: Told| {
            assert_eq!(UNITS.read(row, row.len() as u32, 2), expected);
        };
        check(&row(&[other, parameters, slice]), Told::Size(1366, 768));
        check(&row(&[other, slice]), Told::Nothing);
        check(&row(&[slice, parameters]), Told::Nothing);
        check(&row(&[other, parameters]), Told::NoKey);
        check(&row(&[b"", slice]), Told::NoKey);
        check(&row(&[b"\xe5", slice]), Told::NoKey);
        check(&row(&[other, slice])[..7], Told::NoKey);
        check(b"", Told::NoKey);
        // What is behind the first bytes is not known.
        let longer = row(&[parameters, other, slice]);
        assert_eq!(UNITS.read(&longer[..17], longer.len() as u32, 2), Told::Size(1366, 768));
        assert_eq!(UNITS.read(&longer[..17], 17, 2), Told::NoKey);
    }
}
