//! What happened in these bytes, and when?
#![doc = include_str!("../README.md")]

mod align;
pub mod cast;
mod command;
mod completed;
mod deriver;
mod edited;
mod frame;
mod full_screen;
mod grid;
mod hidden;
mod lines;
pub mod palette;
mod played;
mod player;
mod read;
mod recording;
mod replay;
mod rhythm;
mod screen;
mod scrolled;
mod secret;
mod segment;
mod size;
mod steps;
mod survey;
mod terminal;
mod time;
mod timeline;
mod transcript;
pub mod video;
mod view;
mod window;

pub use align::{Alignment, align};
pub use command::{Command, Confidence, Context};
pub use completed::{Completed, Ends, completed};
pub use deriver::{Deriver, Outline, Part};
pub use frame::{Color, Frame, Look, Run};
pub use hidden::{Hidden, Way};
pub use lines::{Line, Seen};
pub use read::{
    HANDED_OUT, Kind, Limits, LogReader, NEEDS_TYPESCRIPT, Position, Reading, Rejected,
    TIMING_MISMATCH, read, read_stream, read_timed, sniff,
};
pub use recording::{Anchor, Clock, Mark, Marker, Recording, Resize, Size, SizeBasis, Typed};
pub use replay::{Replay, derive, derive_revealed};
pub use rhythm::{Rhythm, SLICES};
pub use screen::{At, screen};
pub use secret::{Secret, masked, masked_text};
pub use segment::{Amendment, DecodeError, Segment, SegmentEvent, What};
pub use survey::{Survey, Surveyed};
pub use time::{Interval, Micros, Span, TimeBasis};
pub use transcript::transcript;
pub use view::{Reached, View};
