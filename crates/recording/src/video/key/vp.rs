//! What does a key frame of VP8 or VP9 say?
//!
//! Both begin with their size. Source: RFC 6386, 9.1, and the VP9 bitstream specification, 6.2.

use super::Told;
use super::bits::Bits;

/// The bytes before the size of VP8, which every key frame has.
const START: [u8; 3] = [0x9d, 0x01, 0x2a];

pub(super) fn vp8(first: &[u8]) -> Told {
    match *first {
        [tag, _, _, a, b, c, w0, w1, h0, h1, ..] if tag & 1 == 0 && [a, b, c] == START => {
            // The two highest bits say how it is to be enlarged.
            let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
            Told::Size(side(w0, w1), side(h0, h1))
        }
        _ => Told::NoKey,
    }
}

pub(super) fn vp9(first: &[u8]) -> Told {
    header(first).unwrap_or(Told::NoKey)
}

/// `None` if this is no key frame.
fn header(first: &[u8]) -> Option<Told> {
    let mut bits = Bits::new(first);
    if bits.take(2)? != 2 {
        return None;
    }
    let profile = u32::from(bits.flag()?) + 2 * u32::from(bits.flag()?);
    if profile == 3 {
        bits.flag()?;
    }
    let shows_another = bits.flag()?;
    if shows_another {
        return Some(Told::Nothing);
    }
    let is_predicted = bits.flag()?;
    // Whether it is shown, and survives errors.
    bits.take(2)?;
    if is_predicted || bits.take(24)? != 0x49_8342 {
        return None;
    }
    colours(&mut bits, profile)?;
    Some(Told::Size(bits.take(16)? + 1, bits.take(16)? + 1))
}

/// Steps over how colours are coded.
fn colours(bits: &mut Bits<'_>, profile: u32) -> Option<()> {
    const RGB: u32 = 7;
    if profile >= 2 {
        bits.flag()?;
    }
    let is_rgb = bits.take(3)? == RGB;
    let count = match (is_rgb, profile % 2 == 1) {
        (false, false) => 1,
        (false, true) => 4,
        (true, false) => 0,
        (true, true) => 1,
    };
    bits.take(count).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_frame_says_how_large_it_is() {
        let check = |found: Told, expected: Told| assert_eq!(found, expected);
        let frame = [0x10, 2, 0, 0x9d, 1, 0x2a, 0x80, 0x07, 0x38, 0xc4];
        check(vp8(&frame), Told::Size(1920, 1080));
        check(vp8(&frame[..9]), Told::NoKey);
        check(vp8(&[0x11, 2, 0, 0x9d, 1, 0x2a, 0x80, 7, 0x38, 4]), Told::NoKey);
        // As libvpx writes it, of 160x120, and with the bits of profile 1 before the size.
        check(vp9(&[0x82, 0x49, 0x83, 0x42, 0x00, 0x09, 0xf0, 0x07, 0x70]), Told::Size(160, 120));
        check(
            vp9(&[0xa2, 0x49, 0x83, 0x42, 0x20, 0x01, 0x3e, 0x00, 0xee, 0x00]),
            Told::Size(160, 120),
        );
        check(vp9(&[0x86, 0, 0]), Told::NoKey);
        check(vp9(&[0x88]), Told::Nothing);
        check(vp9(&[]), Told::NoKey);
    }
}
