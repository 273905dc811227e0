//! How much of a video is looked at before a reader stops and says so?

/// What a probe may take; nothing is ever allocated by what a header claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Boxes, elements and blocks of one file.
    pub boxes: u64,
    /// Frames of all tracks; each takes 20 bytes.
    pub frames: u64,
    /// Key frames of which the first bytes are looked at.
    pub keys: usize,
    /// Bytes of one index or head that is held while it is read.
    pub table: u64,
    /// Tracks of one file.
    pub tracks: usize,
}

impl Limits {
    /// Room for 37 hours at 30 frames a second in 160 MiB.
    pub const DEFAULT: Limits = Limits {
        boxes: 8_000_000,
        frames: 4_000_000,
        keys: 20_000,
        table: 80 * 1024 * 1024,
        tracks: 32,
    };
}
