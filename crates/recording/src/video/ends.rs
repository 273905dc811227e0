//! Is a video all there, and if not, how far does it play?

use super::track::Media;
use super::{Container, Video};
use crate::read::{Position, Reading};

/// How a video ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ends {
    /// It is no video that is known: kept, not judged.
    #[default]
    Unrecognised,
    /// Every frame that the file tells of is there.
    Whole,
    /// As [`Ends::Whole`], with one frame only: a picture, no recording.
    SingleFrame,
    /// All frames read are there; this kind of file does not say whether there were to be more.
    NotSaid,
    /// Bytes are missing or damaged: it plays until [`Video::duration`], and this many frames that
    /// the file tells of are not there. Zero if it is not told how many.
    Truncated {
        /// Frames.
        missing: u64,
    },
    /// Every frame is there, but they end before the duration that the header claims.
    ShorterThanClaimed,
    /// There are data without an index: nothing can be played.
    IndexMissing,
    /// There is sound and no picture.
    AudioOnly,
    /// There is no frame.
    Empty,
    /// The frames are there, and cannot be shown without a key.
    Encrypted,
}

/// More pixels on a side than any screen has, all monitors of a session together.
const WIDEST: u32 = 16_384;
/// Longer than a session can last, in microseconds.
const LONGEST: i64 = 24 * 3600 * 1_000_000;
/// How much less than it claims a video may last: a frame and rounding, in microseconds.
const SLACK: i64 = 1_000_000;

/// Says how a video ends that was read; the reader has left in `ends` what it knows of the file.
pub(super) fn judge(video: &mut Video, size: u64, notes: &mut Reading) {
    let longest = video.tracks.iter().map(|track| track.end).max();
    video.duration = video.picture().map(|track| track.end).or(longest).unwrap_or(0);
    for track in &video.tracks {
        for pixels in &track.pixels {
            if pixels.width > WIDEST || pixels.height > WIDEST {
                let reason = format!("{}x{} is no screen", pixels.width, pixels.height);
                notes.reject(Position::Byte(0), "size-absurd", reason);
            }
        }
    }
    if video.duration.max(video.claimed_duration.unwrap_or(0)) > LONGEST {
        notes.reject(Position::Byte(0), "very-long", "longer than a day");
    }
    if video.container.is_none() {
        let reason = if size == 0 { "the file holds no bytes" } else { "no video that is known" };
        let code = if size == 0 { "empty" } else { "unknown-container" };
        return notes.reject(Position::Byte(0), code, reason);
    }
    video.ends = ends(video);
    note(video, size, notes);
}

fn ends(video: &Video) -> Ends {
    if video.ends == Ends::IndexMissing {
        return video.ends;
    }
    let Some(picture) = video.picture() else {
        let has_sound = video.tracks.iter().any(|track| track.media == Media::Audio);
        return if has_sound { Ends::AudioOnly } else { Ends::Empty };
    };
    let missing = picture.missing;
    match (video.ends, picture.frames.len()) {
        _ if picture.is_encrypted => Ends::Encrypted,
        (Ends::Truncated { .. }, _) => Ends::Truncated { missing },
        _ if missing > 0 => Ends::Truncated { missing },
        (_, 0) => Ends::Empty,
        (Ends::NotSaid, _) => Ends::NotSaid,
        _ if video.claimed_duration.unwrap_or(0) > video.duration.saturating_add(SLACK) => {
            Ends::ShorterThanClaimed
        }
        (_, 1) => Ends::SingleFrame,
        _ => Ends::Whole,
    }
}

fn note(video: &Video, size: u64, notes: &mut Reading) {
    let (code, reason) = match video.ends {
        Ends::Whole | Ends::NotSaid | Ends::Unrecognised => return,
        Ends::SingleFrame => ("single-frame", "a picture, no recording".to_owned()),
        Ends::Truncated { missing } => {
            let until = seconds(video.duration);
            ("truncated", format!("plays until {until}; {missing} known frames are missing"))
        }
        Ends::ShorterThanClaimed => {
            let claimed = video.claimed_duration.unwrap_or(0);
            let (lasts, claimed) = (seconds(video.duration), seconds(claimed));
            (
                "shorter-than-claimed",
                format!("its frames last {lasts}, and its header says {claimed}"),
            )
        }
        Ends::IndexMissing => {
            let name = if video.container == Some(Container::IsoBmff) { "moov" } else { "Tracks" };
            ("index-missing", format!("without {name} no frame can be found"))
        }
        Ends::AudioOnly => ("audio-only", "there is sound and no picture".to_owned()),
        Ends::Empty => ("no-frames", "there is no frame".to_owned()),
        Ends::Encrypted => ("encrypted", "cannot be shown without its key".to_owned()),
    };
    notes.reject(Position::Byte(size), code, reason);
}

/// Microseconds in seconds, to the thousandth.
fn seconds(us: i64) -> String {
    format!("{}.{:03} s", us / 1_000_000, us.unsigned_abs() % 1_000_000 / 1000)
}
