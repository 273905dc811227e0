//! How is what a machine read on a screen written?

use serde::Serialize;
use utoipa::ToSchema;

/// How far a video was read. A machine reads it and may be wrong: what it did not read may have
/// been there all the same.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AboutTextShape {
    /// `waiting`, `reading`, `read`, `nothing-legible`, `gave-up`, `no-engine` or `failed`. One that `gave-up` was read for an
    /// hour, which is all that one video gets; what was read until then is there.
    #[schema(value_type = String)]
    pub(crate) state: &'static str,
    /// Why nothing was read, or the first picture that could not be, in a sentence with the next step.
    pub(crate) because: Option<String>,
    /// What read it, with version and languages, such as `tesseract 5.3.0 (eng, jpn)`.
    pub(crate) engine: Option<String>,
    /// Pictures in which anything changed: those that are read.
    pub(crate) scenes: u32,
    /// Of these, those that were tried so far.
    pub(crate) read: u32,
    /// Of these, those that could not be read.
    pub(crate) failed: u32,
    /// Masked secrets; one that stayed from picture to picture counts once. The video shows them.
    pub(crate) secrets: u64,
}

/// What a machine read on the screen that a video shows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScreenTextShape {
    /// The hash of the video.
    pub(crate) sha256: String,
    /// The hashes of the other videos of the session.
    pub(crate) others: Vec<String>,
    /// How far, and by what.
    #[serde(flatten)]
    pub(crate) about: AboutTextShape,
    /// Each line where it came: on a picture and not on the one before. Secrets are masked.
    pub(crate) lines: Vec<ScreenLineShape>,
}

/// A line that a machine read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ScreenLineShape {
    /// When the picture is shown, in microseconds since the start of the video.
    pub(crate) at_us: u64,
    /// As it was read, with `…` for words of which the machine was not sure and `*` for every letter of a secret.
    pub(crate) text: String,
    /// How many masked secrets begin in it; the lines of a private key are one.
    pub(crate) secrets: u32,
}
