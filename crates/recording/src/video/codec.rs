//! How is a codec of pictures named, so that a browser says whether it plays it?
//!
//! As RFC 6381 writes it, by what a decoder is told before the first frame. Sources: ISO/IEC
//! 14496-15, annex E, for H.264 and HEVC; the bindings of AV1 and VP9 to ISO-BMFF.

/// H.264 with the body of `avcC`.
pub(super) fn avc(name: &str, configuration: &[u8]) -> String {
    match configuration {
        [_, profile, compatible, level, ..] => {
            format!("{name}.{profile:02x}{compatible:02x}{level:02x}")
        }
        _ => name.to_owned(),
    }
}

/// HEVC with the body of `hvcC`.
pub(super) fn hevc(name: &str, configuration: &[u8]) -> String {
    let [_, profile, rest @ ..] = configuration else { return name.to_owned() };
    let Some((compatible, rest)) = rest.split_first_chunk::<4>() else { return name.to_owned() };
    let Some((constraints, [level, ..])) = rest.split_first_chunk::<6>() else {
        return name.to_owned();
    };
    let space = ["", "A", "B", "C"][usize::from(profile >> 6)];
    let tier = if profile & 0x20 == 0 { 'L' } else { 'H' };
    let compatible = u32::from_be_bytes(*compatible).reverse_bits();
    let mut text = format!("{name}.{space}{}.{compatible:X}.{tier}{level}", profile & 0x1f);
    let told = constraints.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    constraints[..told].iter().for_each(|byte| text.push_str(&format!(".{byte:X}")));
    text
}

/// AV1 with the body of `av1C`.
pub(super) fn av1(name: &str, configuration: &[u8]) -> String {
    let [_, profile, depth, ..] = configuration else { return name.to_owned() };
    let tier = if depth & 0x80 == 0 { 'M' } else { 'H' };
    let bits = match (depth & 0x40 != 0, depth & 0x20 != 0) {
        (false, _) => 8,
        (true, false) => 10,
        (true, true) => 12,
    };
    format!("{name}.{}.{:02}{tier}.{bits:02}", profile >> 5, profile & 0x1f)
}

/// VP8 and VP9 with the body of `vpcC`.
pub(super) fn vp(name: &str, configuration: &[u8]) -> String {
    match configuration {
        [_, _, _, _, profile, level, depth, ..] => {
            format!("{name}.{profile:02}.{level:02}.{:02}", depth >> 4)
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_codec_is_named_by_what_its_decoder_is_told() {
        let check = |found: String, expected: &str| assert_eq!(found, expected);
        check(avc("avc1", &[1, 0x64, 0, 0x1f, 0xff]), "avc1.64001f");
        check(avc("avc1", &[]), "avc1");
        // The examples of annex E.
        let main = [1, 0x01, 0x60, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 93];
        check(hevc("hev1", &main), "hev1.1.6.L93.B0");
        let other = [1, 0x64, 0x82, 0, 0, 0, 0xb0, 0x23, 0, 0, 0, 0, 120];
        check(hevc("hev1", &other), "hev1.A4.41.H120.B0.23");
        check(hevc("hvc1", &main[..12]), "hvc1");
        check(av1("av01", &[0x81, 0x04, 0x0c, 0]), "av01.0.04M.08");
        check(av1("av01", &[0x81, 0x2d, 0xe0, 0]), "av01.1.13H.12");
        check(av1("av01", &[0x81]), "av01");
        check(vp("vp09", &[1, 0, 0, 0, 0, 31, 0x82, 2]), "vp09.00.31.08");
        check(vp("vp08", &[]), "vp08");
    }
}
