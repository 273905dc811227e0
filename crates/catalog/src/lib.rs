//! What do we know now?
#![doc = include_str!("../README.md")]

mod catalog;
mod dump;
mod error;
mod facts;
mod lines;
mod meta;
mod nodes;
mod objects;
mod packed;
mod packed_replay;
mod packing;
mod recording;
mod records;
mod replays;
mod requests;
mod rows;
mod schema;
mod screen_texts;
mod screens;
mod sources;
mod trail;

pub use catalog::Catalog;
pub use error::{Error, Result};
pub use meta::{AS_OF, DERIVATION, FOLDERS_READ, UNATTACHED, UNJUDGED};
pub use objects::{Listed, Object, ObjectCounts, ReadState, Reading, Rejected};
pub use packed::Packer;
pub use packing::{LINES_PER_BLOCK, PackedPart, PackedReplay, Packing};
pub use recording::{
    About, Confidence, Interval, Mark, Marks, Seen, SegmentPlace, Size, SizeBasis, StoredCommand,
    StoredLine, StoredReplay, StoredRhythm, StoredSegment, TimeBasis,
};
pub use records::{Correlated, RecordOrder};
pub use replays::LinePlace;
pub use screen_texts::{AboutText, SceneText, ScreenLine, TextState};
pub use screens::{AboutScreen, ScreenSize, StoredActivity, StoredPictures, StoredScreen};
pub use sources::{Absent, SourceState, TroubleKept};
pub use trail::TrailObject;
