//! What does a key frame of AV1 say?
//!
//! It brings the header of its sequence along, which says how large its pictures are at most; one that
//! says of itself that it is smaller is not noticed. Source: the AV1 bitstream specification, 5.3 to
//! 5.5.

use super::Told;
use super::bits::Bits;

/// Reads the `first` bytes of a frame of `length` bytes.
pub(super) fn read(first: &[u8], length: u32) -> Told {
    let mut rest = first;
    loop {
        match unit(rest) {
            Some((Unit::Sequence, body, _)) => {
                return size(body).map_or(Told::NoKey, |(width, height)| Told::Size(width, height));
            }
            Some((Unit::Other, _, behind)) => rest = behind,
            Some((Unit::Frame, ..)) => return Told::Nothing,
            // What is behind the first bytes is not known.
            None if rest.is_empty() && (first.len() as u64) < u64::from(length) => {
                return Told::Nothing;
            }
            None => return Told::NoKey,
        }
    }
}

enum Unit {
    Sequence,
    /// A picture, or its header.
    Frame,
    Other,
}

/// The first unit, its body, and what is behind it. Only the last may leave out its length.
fn unit(bytes: &[u8]) -> Option<(Unit, &[u8], &[u8])> {
    let (head, rest) = bytes.split_first()?;
    if head & 0x81 != 0 {
        return None;
    }
    let rest = if head & 4 == 0 { rest } else { rest.get(1..)? };
    let (length, rest) = if head & 2 == 0 { (rest.len(), rest) } else { length(rest)? };
    let (body, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
    let unit = match head >> 3 & 0xf {
        1 => Unit::Sequence,
        3 | 6 => Unit::Frame,
        _ => Unit::Other,
    };
    Some((unit, body, behind))
}

/// A number of seven bits a byte, the lowest first, and what is behind it.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let last = bytes.iter().take(8).position(|byte| byte & 0x80 == 0)?;
    let (told, rest) = bytes.split_at(last + 1);
    let number = told.iter().rev().fold(0_u64, |number, byte| number << 7 | u64::from(byte & 0x7f));
    Some((usize::try_from(number).ok()?, rest))
}

/// The size of the pictures of a sequence with this header.
fn size(header: &[u8]) -> Option<(u32, u32)> {
    let mut bits = Bits::new(header);
    // The profile, and whether it is one picture.
    bits.take(4)?;
    let is_reduced = bits.flag()?;
    if is_reduced {
        bits.take(5)?;
    } else {
        points(&mut bits)?;
    }
    let (across, down) = (bits.take(4)? + 1, bits.take(4)? + 1);
    Some((bits.take(across)? + 1, bits.take(down)? + 1))
}

/// Steps over for what decoders the sequence is.
fn points(bits: &mut Bits<'_>) -> Option<()> {
    let delay = if bits.flag()? { timing(bits)? } else { None };
    let has_delay = bits.flag()?;
    for _ in 0..=bits.take(5)? {
        bits.take(12)?;
        if bits.take(5)? > 7 {
            bits.flag()?;
        }
        if let Some(delay) = delay
            && bits.flag()?
        {
            bits.skip(2 * delay + 1)?;
        }
        if has_delay && bits.flag()? {
            bits.take(4)?;
        }
    }
    Some(())
}

/// Steps over the timing; how many bits a delay has, where there are any.
fn timing(bits: &mut Bits<'_>) -> Option<Option<u32>> {
    bits.skip(64)?;
    if bits.flag()? {
        bits.golomb()?;
    }
    if !bits.flag()? {
        return Some(None);
    }
    let delay = bits.take(5)? + 1;
    bits.skip(32 + 5 + 5)?;
    Some(Some(delay))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_of_a_sequence_says_how_large_its_pictures_are() {
        let check = |first: &[u8], expected: Told| {
            assert_eq!(read(first, first.len() as u32), expected);
        };
        // As libaom and SVT-AV1 write them.
        let frame = b"\x0a\x0a\0\0\0\x03\xb4\xff\x73\x6b\xe4\x01\x32\xca\x08\x14";
        check(frame, Told::Size(160, 120));
        check(b"\x0a\x0b\0\0\0\x2d\x4d\x55\xbf\xcf\xbf\x90\x04", Told::Size(1366, 768));
        check(&[b"\x12\0", &frame[..]].concat(), Told::Size(160, 120));
        check(&frame[12..], Told::Nothing);
        check(&frame[..8], Told::NoKey);
        check(b"\x8a", Told::NoKey);
        check(b"", Told::NoKey);
        // Metadata that is longer than what is looked at.
        assert_eq!(read(b"\x2a\x09ab", 99), Told::Nothing);
        check(b"\x2a\x09ab", Told::NoKey);
    }

    #[test]
    fn what_decoders_are_told_stands_before_the_size() {
        let zeros = |count: usize| "0".repeat(count);
        let timing = ["1", &zeros(64), "0", "1", "00011", &zeros(32 + 5 + 5)].concat();
        let point = [&zeros(12), "01000", "0", "1", &zeros(4 + 4 + 1), "1", "0000"].concat();
        let size_of = ["0111", "0111", "10011111", "01110111"].concat();
        let header = ["00000", &timing, "1", "00000", &point, &size_of].concat();
        let bytes: Vec<u8> = header
            .as_bytes()
            .chunks(8)
            .map(|byte| (0..8).fold(0, |all, at| all << 1 | u8::from(byte.get(at) == Some(&b'1'))))
            .collect();
        assert_eq!(size(&bytes), Some((160, 120)));
        assert_eq!(size(&bytes[..bytes.len() - 3]), None);
    }
}
