//! How do some frames of a video become a video of their own?
//!
//! A decoder that is given only the frames of which something is wanted reads a small part of the
//! file and decodes a small part of its frames. Every codec that is recorded with has a name in
//! Matroska, whatever the file was, and each frame keeps its number as its time.

use super::element::id;
use crate::video::{Frame, Track};

/// Frames of one track as a Matroska file, the n-th of which is shown after n seconds. Each must be
/// one that can be shown without any other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    head: Vec<u8>,
}

impl Excerpt {
    /// Begins a file of frames of this track. `None` if they cannot be shown without a key, are
    /// packed, or their codec is none that a screen is recorded with.
    #[must_use]
    pub fn new(track: &Track) -> Option<Excerpt> {
        let is_bare = !track.is_encrypted && !track.is_packed;
        let codec = codec(&track.codec).filter(|_| is_bare)?;
        let (width, height) = track.pixels.first().map_or((0, 0), |size| (size.width, size.height));
        let sides = [number(id::WIDTH, width.into()), number(id::HEIGHT, height.into())];
        let entry = [
            number(id::NUMBER, TRACK.into()),
            number(id::UNIQUE, TRACK.into()),
            number(id::TYPE, VIDEO),
            element(id::CODEC, codec.as_bytes()),
            element(id::PRIVATE, &track.configuration),
            element(id::VIDEO, &sides.concat()),
        ];
        let head = [
            element(id::HEAD, &element(id::DOC_TYPE, b"matroska")),
            open(id::SEGMENT),
            element(id::INFO, &number(id::SCALE, MILLISECOND)),
            element(id::TRACKS, &element(id::ENTRY, &entry.concat())),
        ];
        Some(Excerpt { head: head.concat() })
    }

    /// What the file begins with.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// What stands before the bytes of a frame, which is the one with this number, counted from 0.
    #[must_use]
    pub fn before(&self, number: u32, frame: &Frame) -> Vec<u8> {
        let time = self::number(id::TIMESTAMP, u64::from(number) * 1000);
        // Of this track, at the time of its cluster, and a key.
        let block = [0x80 | TRACK, 0, 0, 0x80];
        let length = block.len() as u64 + u64::from(frame.length);
        let opened = [named(id::SIMPLE_BLOCK), sized(length), block.to_vec()].concat();
        let inside = (time.len() + opened.len()) as u64 + u64::from(frame.length);
        [named(id::CLUSTER), sized(inside), time, opened].concat()
    }
}

/// The number of the only track, and its kind.
const TRACK: u8 = 1;
const VIDEO: u64 = 1;
/// Nanoseconds of one tick.
const MILLISECOND: u64 = 1_000_000;

/// The name that Matroska has for a codec. Source: RFC 9559 and the codec registry beside it.
fn codec(codec: &str) -> Option<&'static str> {
    let name = codec.split_once('.').map_or(codec, |(name, _)| name);
    Some(match name {
        "avc1" | "avc3" => "V_MPEG4/ISO/AVC",
        "hvc1" | "hev1" => "V_MPEGH/ISO/HEVC",
        "vp08" | "V_VP8" => "V_VP8",
        "vp09" | "V_VP9" => "V_VP9",
        "av01" => "V_AV1",
        _ => return None,
    })
}

fn element(id: u64, body: &[u8]) -> Vec<u8> {
    [&named(id)[..], &sized(body.len() as u64), body].concat()
}

fn number(id: u64, value: u64) -> Vec<u8> {
    element(id, &value.to_be_bytes())
}

/// An element that ends with the file.
fn open(id: u64) -> Vec<u8> {
    [&named(id)[..], &[0xff]].concat()
}

fn named(id: u64) -> Vec<u8> {
    id.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect()
}

/// A length in the longest form, of eight bytes.
fn sized(length: u64) -> Vec<u8> {
    (length | 1 << 56).to_be_bytes().to_vec()
}
