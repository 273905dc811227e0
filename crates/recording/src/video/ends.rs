//! Is a video all there, what does it show, and if it breaks off, how far does it play?

use super::track::Media;
use super::{Container, Track, Video};
use crate::read::{Position, Reading};

/// How a video ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ends {
    /// It is no video that is known: kept, not judged.
    #[default]
    Unrecognised,
    /// Every frame that the file tells of is there.
    Whole,
    /// All frames read are there; this kind of file does not say whether there were to be more.
    NotSaid,
    /// Bytes are missing or damaged: it plays until [`Video::duration`], and this many frames that
    /// the file tells of are not there, or packets of sound if it has no picture. Zero if it is not
    /// told how many.
    Truncated {
        /// Frames.
        missing: u64,
    },
    /// Every frame is there, but they end before the duration that the header claims.
    ShorterThanClaimed,
    /// There are data without an index: nothing can be played.
    IndexMissing,
}

/// What there is to see, however far it goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shows {
    /// No frame, and no sound.
    #[default]
    Nothing,
    /// Sound and no picture.
    Sound,
    /// Frames that cannot be shown without a key, or sound alone that cannot be heard without one.
    Encrypted,
    /// One frame, and no more were to come: a picture, no recording.
    Still,
    /// Frames.
    Moving,
}

/// More pixels on a side than any screen has, all monitors of a session together.
const WIDEST: u32 = 16_384;
/// Longer than a session can last, in microseconds.
const LONGEST: i64 = 24 * 3600 * 1_000_000;
/// How much less than it claims a video may last: a frame and rounding, in microseconds.
const SLACK: i64 = 1_000_000;

/// Says how a video ends that was read; the reader has left in `ends` what it knows of the file.
pub(super) fn judge(video: &mut Video, size: u64, notes: &mut Reading) {
    let plays = |track: &Track| track.packets > track.missing;
    let longest = video.tracks.iter().filter(|track| plays(track)).map(|track| track.end).max();
    video.duration = video.picture().filter(|track| plays(track)).map(|t| t.end).or(longest);
    note_sizes(video, notes);
    note_hidden(video, notes);
    let duration = video.duration.unwrap_or(0);
    if duration.max(video.claimed_duration.unwrap_or(0)) > LONGEST {
        notes.reject(Position::Byte(0), "very-long", "longer than a day");
    }
    if video.container.is_none() {
        let reason = if size == 0 { "the file holds no bytes" } else { "no video that is known" };
        let code = if size == 0 { "empty" } else { "unknown-container" };
        return notes.reject(Position::Byte(0), code, reason);
    }
    video.shows = shows(video);
    video.ends = ends(video);
    for (code, reason) in [of_shows(video), of_ends(video)].into_iter().flatten() {
        notes.reject(Position::Byte(size), code, reason);
    }
}

/// Says that from `at` on, behind all that belongs to a video, a file of `size` bytes has others.
pub(super) fn note_trailing(at: u64, size: u64, notes: &mut Reading) {
    let reason = format!("{} bytes behind the video are no part of it", size - at);
    notes.reject(Position::Byte(at), "trailing-data", reason);
}

/// Says how many frames are in the file that no player shows.
fn note_hidden(video: &Video, notes: &mut Reading) {
    let frames = video.picture().into_iter().flat_map(|track| track.frames.iter());
    let mut hidden = frames.filter(|frame| frame.time < 0);
    if let Some(first) = hidden.next() {
        let count = 1 + hidden.count();
        let reason =
            format!("{count} frames are not shown, here the first: an edit list hides them");
        notes.reject(Position::Byte(first.offset), "hidden-frames", reason);
    }
}

/// Says of each size that no screen has it.
fn note_sizes(video: &Video, notes: &mut Reading) {
    for pixels in video.tracks.iter().flat_map(|track| &track.pixels) {
        let (width, height) = (pixels.width, pixels.height);
        let code = match (width.min(height), width.max(height)) {
            (0, _) => "size-zero",
            (_, longer) if longer > WIDEST => "size-absurd",
            _ => continue,
        };
        notes.reject(Position::Byte(0), code, format!("{width}x{height} is no screen"));
    }
}

fn shows(video: &Video) -> Shows {
    let is_sound = |track: &&Track| track.media == Media::Audio && track.packets > 0;
    let sound = video.tracks.iter().find(is_sound);
    match video.picture() {
        Some(picture) if picture.is_encrypted => Shows::Encrypted,
        Some(picture) if picture.frames.is_empty() => Shows::Nothing,
        Some(picture) if picture.packets == 1 && video.ends == Ends::Whole => Shows::Still,
        Some(_) => Shows::Moving,
        None => match sound {
            Some(sound) if sound.is_encrypted => Shows::Encrypted,
            Some(_) => Shows::Sound,
            None => Shows::Nothing,
        },
    }
}

fn ends(video: &Video) -> Ends {
    let judged = video.picture().or(video.tracks.iter().find(|t| t.media == Media::Audio));
    let missing = judged.map_or(0, |track| track.missing);
    match (video.ends, video.duration) {
        (Ends::IndexMissing, _) => Ends::IndexMissing,
        (Ends::Truncated { .. }, _) => Ends::Truncated { missing },
        _ if missing > 0 => Ends::Truncated { missing },
        (Ends::NotSaid, _) => Ends::NotSaid,
        (_, Some(lasts)) if video.claimed_duration.unwrap_or(0) > lasts.saturating_add(SLACK) => {
            Ends::ShorterThanClaimed
        }
        _ => Ends::Whole,
    }
}

type Said = (&'static str, String);

fn of_shows(video: &Video) -> Option<Said> {
    Some(match video.shows {
        Shows::Moving => return None,
        Shows::Nothing if video.ends == Ends::IndexMissing => return None,
        Shows::Nothing => ("no-frames", "there is no frame".into()),
        Shows::Sound => ("audio-only", "there is sound and no picture".into()),
        Shows::Encrypted => ("encrypted", "cannot be shown without its key".into()),
        Shows::Still => ("single-frame", "a picture, no recording".into()),
    })
}

fn of_ends(video: &Video) -> Option<Said> {
    Some(match video.ends {
        Ends::Whole | Ends::NotSaid | Ends::Unrecognised => return None,
        Ends::Truncated { missing } => {
            let until = match video.duration {
                Some(until) => format!("plays until {}", seconds(until)),
                None => "nothing of it plays".into(),
            };
            let lost = match missing {
                0 => "how many frames are missing is not known".into(),
                1 => "1 known frame is missing".into(),
                _ => format!("{missing} known frames are missing"),
            };
            ("truncated", format!("{until}; {lost}"))
        }
        Ends::ShorterThanClaimed => {
            let lasts = seconds(video.duration.unwrap_or(0));
            let claimed = seconds(video.claimed_duration.unwrap_or(0));
            let reason = format!("its frames last {lasts}, and its header says {claimed}");
            ("shorter-than-claimed", reason)
        }
        Ends::IndexMissing => {
            let name = if video.container == Some(Container::IsoBmff) { "moov" } else { "Tracks" };
            ("index-missing", format!("without {name} no frame can be found"))
        }
    })
}

impl Video {
    /// Whether it neither breaks off nor lacks its index. A kind of file that does not say where it
    /// ends counts as whole, and [`Video::ending`] says so.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self.ends, Ends::Whole | Ends::NotSaid)
    }

    /// How many bytes from the start hold whole frames only, if the file ends inside a frame.
    /// Chromium takes the piece of a frame for damage when it reads it, seconds before that frame.
    #[must_use]
    pub fn whole_bytes(&self) -> Option<u64> {
        let cut = self.picture().filter(|track| track.is_cut)?;
        cut.frames.iter().map(|frame| frame.offset.saturating_add(frame.length.into())).max()
    }

    /// Where and how it ends, and what it lacks to be a recording, as a sentence; `None` if every
    /// frame that it tells of is there and can be shown.
    #[must_use]
    pub fn ending(&self) -> Option<String> {
        if self.container.is_none() {
            return Some("no video that is known".into());
        }
        let open = (self.ends == Ends::NotSaid)
            .then(|| "this kind of file does not say whether there were to be more frames".into());
        let said = [of_shows(self), of_ends(self)].into_iter().flatten().map(|(_, reason)| reason);
        let said: Vec<String> = said.chain(open).collect();
        (!said.is_empty()).then(|| said.join("; "))
    }
}

/// Microseconds in seconds, to the thousandth.
fn seconds(us: i64) -> String {
    format!("{}.{:03} s", us / 1_000_000, us.unsigned_abs() % 1_000_000 / 1000)
}
