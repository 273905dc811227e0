//! What do `Info` and `Tracks` say of the whole and of each track?

use jiff::{SignedDuration, Timestamp};

use super::element::{id, inside, number};
use crate::video::{Media, Pixels, Track, codec, sound};

/// From 1970 to 2001, where this clock begins.
const TO_2001: i64 = 978_307_200;

/// Nanoseconds of one tick of a file that does not say.
const MILLISECOND: u64 = 1_000_000;

pub(super) struct Info {
    /// Nanoseconds of one tick.
    pub(super) scale: u64,
    pub(super) duration: Option<i64>,
    pub(super) created: Option<Timestamp>,
}

impl Info {
    pub(super) fn read(body: &[u8]) -> Info {
        let mut info = Info { scale: MILLISECOND, duration: None, created: None };
        let mut ticks = None;
        for (id, value) in inside(body) {
            match id {
                id::SCALE => info.scale = whole(value).unwrap_or(MILLISECOND).max(1),
                id::DURATION => ticks = float(value),
                id::DATE => {
                    let since = whole(value).map(|nanos| SignedDuration::from_nanos(nanos as i64));
                    let begin = Timestamp::from_second(TO_2001).ok();
                    info.created = begin.zip(since).and_then(|(a, b)| a.checked_add(b).ok());
                }
                _ => {}
            }
        }
        // The header alone counts in fractions; a claim that is no number becomes none.
        let micros = ticks.map(|ticks| (ticks * info.scale as f64 / 1e3).round());
        info.duration = micros.filter(|micros| *micros > 0.0).map(|micros| micros as i64);
        info
    }
}

/// Each track, and how many nanoseconds a frame of it lasts if that is said.
pub(super) fn tracks(body: &[u8]) -> impl Iterator<Item = (Track, u64)> {
    inside(body).filter(|(id, _)| *id == id::ENTRY).map(|(_, entry)| track(entry))
}

fn track(entry: &[u8]) -> (Track, u64) {
    let mut track = Track::default();
    let (mut configuration, mut duration) = (&[][..], 0);
    for (id, value) in inside(entry) {
        match id {
            id::NUMBER => track.id = whole(value).unwrap_or(0),
            id::TYPE => {
                track.media = match whole(value) {
                    Some(1) => Media::Video,
                    Some(2) => Media::Audio,
                    _ => Media::Other,
                }
            }
            id::CODEC => track.codec = String::from_utf8_lossy(value).into_owned(),
            id::PRIVATE => configuration = value,
            id::DEFAULT_DURATION => duration = whole(value).unwrap_or(0),
            id::VIDEO => track.pixels.extend(pixels(value)),
            id::ENCODINGS => (track.is_encrypted, track.is_packed) = encodings(value),
            _ => {}
        }
    }
    track.configuration = configuration.to_vec();
    match track.codec.as_str() {
        "V_MPEG4/ISO/AVC" => track.codec = codec::avc("avc1", configuration),
        "V_MPEGH/ISO/HEVC" => track.codec = codec::hevc("hvc1", configuration),
        "A_AAC" => track.codec = sound::aac(configuration),
        "V_AV1" => track.codec = codec::av1("av01", configuration),
        _ => {}
    }
    (track, duration)
}

fn pixels(video: &[u8]) -> Option<Pixels> {
    let side = |side| inside(video).find(|(id, _)| *id == side).and_then(|(_, v)| whole(v));
    let (width, height) = (side(id::WIDTH)?, side(id::HEIGHT)?);
    let narrow = |side| u32::try_from(side).unwrap_or(u32::MAX);
    Some(Pixels { from: 0, width: narrow(width), height: narrow(height) })
}

/// Whether frames are encrypted, and whether they are packed.
fn encodings(body: &[u8]) -> (bool, bool) {
    let all = inside(body).filter(|(id, _)| *id == id::ENCODING);
    let (encrypted, packed): (Vec<_>, Vec<_>) = all.partition(|(_, encoding)| {
        inside(encoding).any(|(id, value)| match id {
            id::ENCODING_TYPE => whole(value) == Some(1),
            id => id == id::ENCRYPTION,
        })
    });
    (!encrypted.is_empty(), !packed.is_empty())
}

fn whole(value: &[u8]) -> Option<u64> {
    number(value, value.len() as u64)
}

fn float(value: &[u8]) -> Option<f64> {
    match value.len() {
        4 => value.try_into().ok().map(|four| f32::from_be_bytes(four).into()),
        8 => value.try_into().ok().map(f64::from_be_bytes),
        _ => None,
    }
}
