//! What does a key frame of HEVC say?
//!
//! It may bring the parameters of its sequence along. Source: ISO/IEC 23008-2, 7.3.

use super::bits::Bits;
use super::units::{Unit, Units, uncut};

/// How its units begin.
pub(super) const UNITS: Units = Units { head: 2, unit, size };

fn unit(head: u8) -> Unit {
    match head >> 1 & 0x3f {
        0..=31 => Unit::Slice,
        33 => Unit::Parameters,
        _ => Unit::Other,
    }
}

/// The size of the pictures of a sequence with these parameters.
fn size(parameters: &[u8]) -> Option<(u32, u32)> {
    let mut bits = Bits::new(parameters);
    bits.take(4)?;
    let sub_layers = bits.take(3)?;
    bits.flag()?;
    levels(&mut bits, sub_layers)?;
    bits.golomb()?;
    let colours = bits.golomb()?;
    if colours == 3 {
        bits.flag()?;
    }
    let coded = (bits.golomb()?, bits.golomb()?);
    uncut(&mut bits, coded, colours, 1)
}

/// Steps over the profile and the level, and over those of so many layers below.
fn levels(bits: &mut Bits<'_>, sub_layers: u32) -> Option<()> {
    const PROFILE: u32 = 88;
    const LEVEL: u32 = 8;
    bits.skip(PROFILE + LEVEL)?;
    let mut told = 0;
    for _ in 0..sub_layers {
        told += if bits.flag()? { PROFILE } else { 0 };
        told += if bits.flag()? { LEVEL } else { 0 };
    }
    if sub_layers > 0 {
        bits.skip(2 * (8 - sub_layers))?;
    }
    bits.skip(told)
}

#[cfg(test)]
mod tests {
    use super::super::units::unescaped;
    use super::*;

    #[test]
    fn parameters_of_a_sequence_say_how_large_its_pictures_are() {
        let check = |parameters: &[u8], expected: Option<(u32, u32)>| {
            assert_eq!(UNITS.told(parameters), expected);
        };
        // As x265 writes them: of a screen whose sides are no whole blocks, and with every colour.
        let cut = b"\x01\x01\x60\0\0\x03\0\x90\0\0\x03\0\0\x03\0\x3c\xa0\x0a\x48\x0c\x9c\x9e\x5b\xa9\x24\xca\xf0\x16";
        check(cut, Some((322, 200)));
        let every_colour = b"\x02\x04\x08\0\0\x03\0\x9e\x08\0\0\x03\0\0\x78\0\0\x90\0\x55\x90\x06\x03\xbf\x2c\xac\xc5\x66\x92\x4c\xaf";
        check(every_colour, Some((1366, 768)));
        // With the level of one of two layers below.
        let mut layers = unescaped(cut);
        layers[0] |= 2 << 1;
        layers.splice(13..13, [0x40, 0, 93]);
        assert_eq!(size(&layers), Some((322, 200)));
        check(&cut[..14], None);
        check(&[], None);
    }
}
