//! What is in a recorded video, and how far does it play?
//!
//! RDP sessions are recorded as video by AWS, which does not say in what container. So a file is
//! known by its content alone, and one that is not known is kept.
//!
//! Both readers are our own: `re_mp4` gives up without `ftyp` or `moov` and at a box that is cut,
//! and does not follow edit lists; `matroska-demuxer` copies every frame and does not say at which
//! byte it lies.

mod activity;
mod codec;
mod cursor;
mod ends;
mod frames;
mod isobmff;
mod key;
mod legible;
mod limits;
mod matroska;
mod scenes;
mod sniff;
mod sound;
mod source;
mod telling;
mod track;

use std::io;
use std::ops::Range;

use jiff::Timestamp;

use crate::read::{Reading, Rejected};
use source::Bytes;

pub use activity::{Activity, activity};
pub use ends::{Ends, Shows};
pub use frames::{Frame, Frames};
pub use legible::{Legible, LegibleLine, OpenKey, legible};
pub use limits::Limits;
pub use matroska::Excerpt;
pub use scenes::{changes, scenes};
pub use sniff::{Container, sniff};
pub use source::{Seekable, Source};
pub use track::{Media, Pixels, Track};

/// What one file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Video {
    /// `None` for a file that is not known to be a video.
    pub container: Option<Container>,
    /// In the order of the file.
    pub tracks: Vec<Track>,
    /// What there is to see.
    pub shows: Shows,
    /// Whether it is all there.
    pub ends: Ends,
    /// Until the last frame that is there has been shown, in microseconds since the start; the end
    /// of the last sound if there is no picture. `None` where nothing plays.
    pub duration: Option<i64>,
    /// The duration that the header claims, in microseconds.
    pub claimed_duration: Option<i64>,
    /// When the file says that it was made: `mvhd` of ISO-BMFF, `DateUTC` of Matroska. A claim of
    /// the recorder's clock, or of whoever wrote the file.
    pub claims_created: Option<Timestamp>,
    /// The bytes of `moov`, or of the `Cues` of Matroska, which a player asks for first.
    pub index: Option<Range<u64>>,
    /// Whether the index stands before all frames, so that playing starts with the first bytes.
    pub index_first: bool,
}

impl Video {
    /// The first track with pictures, which is the one that is replayed.
    #[must_use]
    pub fn picture(&self) -> Option<&Track> {
        self.tracks.iter().find(|track| track.media == Media::Video)
    }
}

/// What a file holds, and what could not be read of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Probe {
    /// As far as it could be read.
    pub video: Video,
    /// What could not be read, or was read with a reservation. Never empty for a damaged file.
    pub rejected: Vec<Rejected>,
}

/// Reads headers and tables of `source`, and the first bytes of key frames; not the frames themselves.
///
/// # Errors
///
/// Only those of the source: a file that could not be read must not look like a damaged one.
pub fn probe(source: &mut dyn Source, limits: &Limits) -> io::Result<Probe> {
    let mut bytes = Bytes::new(source);
    let mut notes = Reading::default();
    let container = sniff(bytes.get(0, sniff::ENOUGH)?);
    let mut video = match container {
        Some(Container::IsoBmff) => isobmff::probe(&mut bytes, limits, &mut notes)?,
        Some(Container::Matroska | Container::WebM) => {
            matroska::probe(&mut bytes, limits, &mut notes)?
        }
        None => Video::default(),
    };
    video.container = container;
    if let Some(picture) = video.tracks.iter_mut().find(|track| track.media == Media::Video) {
        key::look(picture, &mut bytes, limits.keys, &mut notes)?;
    }
    ends::judge(&mut video, bytes.len(), &mut notes);
    Ok(Probe { video, rejected: notes.rejected })
}
