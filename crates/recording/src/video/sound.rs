//! How is a codec of sound named, so that a browser says whether it plays it?
//!
//! As RFC 6381 writes it. Sources: ISO/IEC 14496-1, 7.2.6, for the descriptors of `esds`; ISO/IEC
//! 14496-3, 1.6.2, for what the decoder of AAC is told.

use super::cursor::Cursor;

/// The descriptors that hold each other: of the stream, of its decoder, and what that is told.
const STREAM: u8 = 3;
const DECODER: u8 = 4;
const TOLD: u8 = 5;

/// Sound of MPEG-4, of which AAC is the most common.
const MPEG_4: u8 = 0x40;

/// What `mp4a` is, by the body of `esds`.
pub(super) fn mp4a(esds: &[u8]) -> String {
    let Some((kind, told)) = decoder(esds) else { return "mp4a".to_owned() };
    if kind == MPEG_4 { aac(told) } else { format!("mp4a.{kind:X}") }
}

/// AAC whose decoder is told this, in the first bits of which stands what kind of AAC it is.
pub(super) fn aac(told: &[u8]) -> String {
    const MORE: u8 = 31;
    let object = match told {
        [first, second, ..] if first >> 3 == MORE => Some(32 + ((first & 7) << 3 | second >> 5)),
        [first, ..] if first >> 3 != MORE => Some(first >> 3),
        _ => None,
    };
    object.map_or_else(|| "mp4a.40".to_owned(), |object| format!("mp4a.40.{object}"))
}

/// What kind of sound a decoder is for, and what it is told.
fn decoder(esds: &[u8]) -> Option<(u8, &[u8])> {
    let mut cursor = Cursor(esds);
    cursor.skip(4)?;
    enter(&mut cursor, STREAM)?;
    let [_, _, flags] = cursor.take()?;
    if flags & 0x80 != 0 {
        cursor.skip(2)?;
    }
    if flags & 0x40 != 0 {
        let [length] = cursor.take()?;
        cursor.skip(length.into())?;
    }
    if flags & 0x20 != 0 {
        cursor.skip(2)?;
    }
    enter(&mut cursor, DECODER)?;
    let [kind] = cursor.take()?;
    let told = cursor.skip(12).and_then(|()| enter(&mut cursor, TOLD));
    let told = told.and_then(|length| cursor.0.get(..length)).unwrap_or_default();
    Some((kind, told))
}

/// Enters a descriptor of this kind, and says how long it is. Its length takes up to four bytes, of
/// which each but the last has its highest bit set.
fn enter(cursor: &mut Cursor<'_>, kind: u8) -> Option<usize> {
    let [found] = cursor.take()?;
    let mut length = 0;
    for _ in 0..4 {
        let [byte] = cursor.take()?;
        length = length << 7 | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return (found == kind).then_some(length);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_is_named_by_what_its_decoder_is_told() {
        let check = |found: String, expected: &str| assert_eq!(found, expected);
        // As ffmpeg writes it, and with lengths of one byte, a URL and another kind of sound.
        let long =
            b"\0\0\0\0\x03\x80\x80\x80\x25\0\x02\0\x04\x80\x80\x80\x17\x40\x15\0\0\0\0\0\x7e\
            \x87\0\0\x7e\x87\x05\x80\x80\x80\x05\x12\x08\x56\xe5\0";
        check(mp4a(long), "mp4a.40.2");
        check(mp4a(&long[..30]), "mp4a.40");
        let short =
            b"\0\0\0\0\x03\x15\0\x02\x40\x01u\x04\x0d\x6b\x15\0\0\0\0\0\x7e\x87\0\0\x7e\x87";
        check(mp4a(short), "mp4a.6B");
        check(mp4a(&long[..9]), "mp4a");
        check(mp4a(&[0xff; 20]), "mp4a");
        check(aac(&[0x2b, 0x92]), "mp4a.40.5");
        check(aac(&[0xf9, 0x40]), "mp4a.40.42");
        check(aac(&[0xf9]), "mp4a.40");
        check(aac(&[]), "mp4a.40");
    }
}
