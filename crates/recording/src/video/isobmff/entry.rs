//! How are the frames of a track coded, and how large are they?

use super::boxes::{first, inside};
use crate::video::cursor::Cursor;
use crate::video::{Media, codec, sound};

/// One entry of `stsd`.
pub(super) struct Entry {
    pub(super) codec: String,
    /// What a decoder must be told before the first frame.
    pub(super) configuration: Vec<u8>,
    pub(super) is_encrypted: bool,
    pub(super) pixels: Option<(u32, u32)>,
}

/// What stands before the boxes of an entry.
const VIDEO: usize = 78;
const AUDIO: usize = 28;

impl Entry {
    pub(super) fn all(stsd: &[u8], media: Media) -> Vec<Entry> {
        let entries = stsd.get(8..).unwrap_or_default();
        inside(entries).map(|(kind, body)| Entry::read(kind, body, media)).collect()
    }

    fn read(kind: [u8; 4], body: &[u8], media: Media) -> Entry {
        let fixed = if media == Media::Video { VIDEO } else { AUDIO };
        let inner = body.get(fixed..).unwrap_or_default();
        let protection = first(inner, b"sinf");
        // Its name says so, or what is told of its key.
        let is_encrypted = matches!(&kind, b"encv" | b"enca") || !protection.is_empty();
        let original = first(protection, b"frma").first_chunk::<4>();
        let kind = *original.filter(|_| is_encrypted).unwrap_or(&kind);
        let pixels = (media == Media::Video).then(|| pixels(body)).flatten();
        let configuration = configuration(inner);
        Entry { codec: codec(kind, inner), configuration, is_encrypted, pixels }
    }
}

/// An entry has one of these at most.
fn configuration(inner: &[u8]) -> Vec<u8> {
    let all = [b"avcC", b"hvcC", b"av1C"].map(|name| first(inner, name));
    all.into_iter().find(|found| !found.is_empty()).unwrap_or_default().to_vec()
}

fn pixels(body: &[u8]) -> Option<(u32, u32)> {
    let mut cursor = Cursor(body);
    cursor.skip(24)?;
    Some((cursor.u16()?.into(), cursor.u16()?.into()))
}

/// As RFC 6381 writes it, as far as the box of the codec tells.
fn codec(kind: [u8; 4], inner: &[u8]) -> String {
    let name = String::from_utf8_lossy(&kind).into_owned();
    match &kind {
        b"avc1" | b"avc3" => codec::avc(&name, first(inner, b"avcC")),
        b"hvc1" | b"hev1" => codec::hevc(&name, first(inner, b"hvcC")),
        b"av01" => codec::av1(&name, first(inner, b"av1C")),
        b"mp4a" => sound::mp4a(first(inner, b"esds")),
        b"vp08" | b"vp09" => codec::vp(&name, first(inner, b"vpcC")),
        _ => name,
    }
}
