//! What does a key frame of H.264 say?
//!
//! It may bring the parameters of its sequence along. Source: ISO/IEC 14496-10, 7.3.

use super::bits::Bits;
use super::units::{Unit, Units, uncut};

/// How its units begin.
pub(super) const UNITS: Units = Units { head: 1, unit, size };

fn unit(head: u8) -> Unit {
    match head & 0x1f {
        // A slice, or the first part of one.
        1 | 2 | 5 => Unit::Slice,
        7 => Unit::Parameters,
        _ => Unit::Other,
    }
}

/// Profiles that say how colours are coded.
const HIGH: [u32; 13] = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];

/// The size of the pictures of a sequence with these parameters.
fn size(parameters: &[u8]) -> Option<(u32, u32)> {
    let mut bits = Bits::new(parameters);
    let profile = bits.take(8)?;
    bits.take(16)?;
    bits.golomb()?;
    let colours = if HIGH.contains(&profile) { colours(&mut bits)? } else { 1 };
    order(&mut bits)?;
    // How many pictures others may refer to, and whether some may be missing.
    bits.golomb()?;
    bits.flag()?;
    let (columns, rows) = (bits.golomb()?.checked_add(1)?, bits.golomb()?.checked_add(1)?);
    let fields = if bits.flag()? {
        1
    } else {
        bits.flag()?;
        2
    };
    bits.flag()?;
    let coded = (columns.checked_mul(16)?, rows.checked_mul(fields)?.checked_mul(16)?);
    uncut(&mut bits, coded, colours, fields)
}

/// How many pixels share a colour: 1 for four, 2 for two, 3 for one, 0 without colours.
fn colours(bits: &mut Bits<'_>) -> Option<u32> {
    let told = bits.golomb()?;
    let is_separate = told == 3 && bits.flag()?;
    // How many bits brightness and colour have.
    bits.golomb()?;
    bits.golomb()?;
    bits.flag()?;
    if bits.flag()? {
        for number in 0..if told == 3 { 12 } else { 8 } {
            if bits.flag()? {
                scales(bits, if number < 6 { 16 } else { 64 })?;
            }
        }
    }
    Some(if is_separate { 0 } else { told })
}

/// Steps over a list of so many scales, each told by its difference from the one before.
fn scales(bits: &mut Bits<'_>, count: u32) -> Option<()> {
    let (mut last, mut next) = (8, 8);
    for _ in 0..count {
        if next != 0 {
            next = (last + bits.signed_golomb()?).rem_euclid(256);
        }
        last = if next == 0 { last } else { next };
    }
    Some(())
}

/// Steps over how the order of pictures is told.
fn order(bits: &mut Bits<'_>) -> Option<()> {
    bits.golomb()?;
    match bits.golomb()? {
        0 => bits.golomb().map(drop),
        1 => {
            bits.flag()?;
            bits.golomb()?;
            bits.golomb()?;
            for _ in 0..bits.golomb()? {
                bits.golomb()?;
            }
            Some(())
        }
        _ => Some(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_a_sequence_say_how_large_its_pictures_are() {
        // As x264 writes them.
        let check = |parameters: &[u8], expected: Option<(u32, u32)>| {
            assert_eq!(UNITS.told(parameters), expected);
        };
        let high = b"\x64\0\x28\xac\xd9\x40\x78\x02\x27\xe5\xc0\x44\0\0\x03\0\x04\0\0\x03\0\x50";
        check(high, Some((1920, 1080)));
        let baseline = b"\x42\xc0\x20\xda\x01\x58\x18\x79\xbc\x04\x40\0\0\x03\0\x40\0\0\x03\0\x50";
        check(baseline, Some((1366, 768)));
        let every_colour =
            b"\xf4\0\x1f\x91\x96\x80\x50\x05\xbb\x01\x10\0\0\x03\x01\0\0\x03\x01\x40";
        check(every_colour, Some((1280, 720)));
        let fields = b"\x64\0\x16\xac\xd9\x40\xb4\x24\xd8\x08\x80\0\0\x03\0\x80\0\0\x0a";
        check(fields, Some((720, 576)));
        check(&high[..8], None);
        check(&[0; 16], None);
        check(&[], None);
    }
}
