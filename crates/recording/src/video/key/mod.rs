//! What do key frames themselves say: how large is the picture, and is there one at all?
//!
//! A recorder that goes on when a screen changes its size can write the new size into a key frame
//! and nowhere else. Only the first bytes of a key frame are read, and nothing is decoded, so damage
//! further inside is not seen.

mod av1;
mod avc;
mod bits;
mod hevc;
mod units;
mod vp;

use std::io;

use self::units::Units;
use super::source::Bytes;
use super::{Frame, Track};
use crate::read::{Position, Reading};

/// So many bytes of each are looked at. H.264 and HEVC may have a remark of the encoder before their size.
const FIRST: usize = 4096;

/// What one key frame says.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    /// How many pixels wide and high its picture is.
    Size(u32, u32),
    /// Nothing; what stands elsewhere holds.
    Nothing,
    /// It does not begin like a key frame of its codec.
    NoKey,
}

/// Corrects the sizes of `track` by what at most so many of its key frames say.
pub(super) fn look(
    track: &mut Track,
    bytes: &mut Bytes<'_>,
    most: usize,
    notes: &mut Reading,
) -> io::Result<()> {
    let Some(codec) = Codec::of(track) else { return Ok(()) };
    let (mut sizes, mut broken) = (Vec::new(), Vec::new());
    for key in needed(track, most, notes) {
        match codec.read(bytes, &key)? {
            Told::Size(width, height) => sizes.push((key.time, width, height)),
            Told::Nothing => {}
            Told::NoKey => broken.push(key.offset),
        }
    }
    if let Some(first) = broken.first() {
        let reason = format!("{} key frames do not begin like one, here the first", broken.len());
        notes.reject(Position::Byte(*first), "bad-key-frame", reason);
    }
    let changes = |pair: &[(i64, u32, u32)]| (pair[0].1, pair[0].2) != (pair[1].1, pair[1].2);
    if codec.tells_size() || track.pixels.is_empty() || sizes.windows(2).any(changes) {
        track.correct(sizes);
    }
    Ok(())
}

/// The key frames that are needed for what is shown, in the order in which they lie in the file: of a
/// source that is unpacked as it is read, going back costs as much as all before.
fn needed(track: &Track, most: usize, notes: &mut Reading) -> Vec<Frame> {
    let mut has_begun = false;
    let mut all = track.frames.iter().filter(|frame| {
        has_begun |= frame.time >= 0;
        frame.is_key && (frame.time >= 0 || !has_begun)
    });
    let mut needed: Vec<Frame> = all.by_ref().take(most).collect();
    if let Some(next) = all.next() {
        let reason = format!("only {most} key frames were looked at for another size");
        notes.reject(Position::Byte(next.offset), "too-large", reason);
    }
    needed.sort_by_key(|key| key.offset);
    needed
}

/// The codecs of which the first bytes are understood.
enum Codec {
    /// H.264 or HEVC, with as many bytes before each unit as say how long it is.
    Units(Units, usize),
    Av1,
    Vp8,
    Vp9,
}

impl Codec {
    /// `None` if frames are no frames of a codec as they lie in the file, or of another one.
    fn of(track: &Track) -> Option<Codec> {
        if track.is_encrypted || track.is_packed {
            return None;
        }
        let name = track.codec.split('.').next()?;
        let units = |units, lengths: u8| Some(Codec::Units(units, usize::from(lengths & 3) + 1));
        match (name, track.configuration.as_slice()) {
            ("avc1" | "avc3", [1, _, _, _, lengths, ..]) => units(avc::UNITS, *lengths),
            ("hvc1" | "hev1", [1, rest @ ..]) => units(hevc::UNITS, *rest.get(20)?),
            ("av01" | "V_AV1", _) => Some(Codec::Av1),
            ("vp08" | "V_VP8", _) => Some(Codec::Vp8),
            ("vp09" | "V_VP9", _) => Some(Codec::Vp9),
            _ => None,
        }
    }

    /// Whether its key frames say how large they are themselves, and not only how large they may be. What may be tells
    /// only where it changes.
    fn tells_size(&self) -> bool {
        !matches!(self, Codec::Av1)
    }

    fn read(&self, bytes: &mut Bytes<'_>, key: &Frame) -> io::Result<Told> {
        let first = bytes.get(key.offset, FIRST.min(key.length as usize))?;
        Ok(match self {
            Codec::Units(units, prefix) => units.read(first, key.length, *prefix),
            Codec::Av1 => av1::read(first, key.length),
            Codec::Vp8 => vp::vp8(first),
            Codec::Vp9 => vp::vp9(first),
        })
    }
}
