//! How is what lies along the video of a screen written?

use serde::Serialize;
use utoipa::ToSchema;

/// What plays of a video.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AboutScreenShape {
    /// As RFC 6381 says it where that can be told, else the file's own word; absent where no picture plays.
    pub(crate) codec: Option<String>,
    /// Pixels at the start; absent where no picture plays.
    pub(crate) width: Option<u32>,
    /// Pixels at the start; absent where no picture plays.
    pub(crate) height: Option<u32>,
    /// How long its frames last, in microseconds; absent where nothing plays.
    pub(crate) duration_us: Option<u64>,
    /// Where and how it ends, in a sentence, if not as it should.
    pub(crate) ends: Option<String>,
    /// How many bytes from its start hold whole frames only, if it ends inside a frame: ask for no more of it to play it.
    pub(crate) whole_bytes: Option<u64>,
}

/// What lies along a video. Times are in microseconds since its start.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FootageShape {
    /// `mp4`, `webm` or `matroska`; absent where it is no video after all.
    pub(crate) container: Option<String>,
    /// What plays of it.
    #[serde(flatten)]
    pub(crate) about: AboutScreenShape,
    /// Frames whose bytes are there.
    pub(crate) frames: u64,
    /// Of these, those that can be shown without any other.
    pub(crate) key_frames: u64,
    /// `false` where it breaks off or its index is missing or damaged.
    pub(crate) whole: bool,
    /// The size at the start and at every change.
    pub(crate) sizes: Vec<ScreenSizeShape>,
    /// How long each slice of `activity` is.
    pub(crate) bin_us: u64,
    /// How much changed in each slice, by the bytes of its frames, on a logarithmic scale: 0 for nothing, 255 for a byte
    /// for every eight pixels in a second, or more. Empty where that cannot be told.
    pub(crate) activity: Vec<u8>,
    /// Stretches of at least ten seconds in which nothing changed, from and to. Empty where that cannot be told.
    pub(crate) idle_us: Vec<(u64, u64)>,
    /// Small pictures of its key frames.
    pub(crate) pictures: PicturesShape,
}

/// How large the picture is from a time on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScreenSizeShape {
    /// From when.
    pub(crate) at_us: u64,
    /// In pixels.
    pub(crate) width: u32,
    /// In pixels.
    pub(crate) height: u32,
}

/// Small pictures, many on a sheet: picture i lies on sheet i / `per_sheet`, row by row.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PicturesShape {
    /// `ready` or `none`.
    #[schema(value_type = String)]
    pub(crate) state: &'static str,
    /// Why there are none, or not all, in a sentence.
    pub(crate) because: Option<String>,
    /// Pixels of each picture.
    pub(crate) width: u32,
    /// Pixels of each picture.
    pub(crate) height: u32,
    /// Sheets; each is at `…/sheets/{n}`, counted from 0.
    pub(crate) sheets: u32,
    /// Pictures on each sheet; the last one may have fewer.
    pub(crate) per_sheet: u32,
    /// Pictures side by side on a sheet.
    pub(crate) columns: u32,
    /// The time of the key frame that each picture shows, ascending.
    pub(crate) at_us: Vec<u64>,
    /// Numbers of the pictures that differ from the scene before, counted from 0: the contact sheet.
    pub(crate) scenes: Vec<u32>,
}

/// When each frame of a video is shown, for stepping from one to the next.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FrameTimes {
    /// Ascending, in microseconds since the start.
    pub(crate) times_us: Vec<u64>,
}
