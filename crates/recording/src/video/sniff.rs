//! Is this file a video, by its first bytes?

use super::matroska;

/// So many first bytes are enough for [`sniff`].
pub(super) const ENOUGH: usize = 4096;

/// How the tracks of a video are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Container {
    /// MP4 and its kin, ISO/IEC 14496-12.
    IsoBmff,
    /// RFC 9559.
    Matroska,
    /// The part of Matroska that browsers play.
    WebM,
}

impl Container {
    /// Every container.
    pub const ALL: [Container; 3] = [Container::IsoBmff, Container::Matroska, Container::WebM];

    /// The name used in every interface: `video-mp4`, `video-matroska` or `video-webm`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Container::IsoBmff => "video-mp4",
            Container::Matroska => "video-matroska",
            Container::WebM => "video-webm",
        }
    }

    /// What a browser is told that it is.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Container::IsoBmff => "video/mp4",
            Container::Matroska => "video/x-matroska",
            Container::WebM => "video/webm",
        }
    }

    /// How the name of such a file ends.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Container::IsoBmff => "mp4",
            Container::Matroska => "mkv",
            Container::WebM => "webm",
        }
    }
}

/// Boxes a file can begin with; one that was cut in parts begins with any of them.
const FIRST: [&[u8; 4]; 9] =
    [b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"free", b"skip", b"wide", b"sidx"];

/// No first box is larger, but one that holds all frames. The size of a larger one would be bytes of
/// text, and a page that was written to be taken for a video could begin like that.
const LARGEST: u32 = 1 << 27;

const EBML: &[u8] = &[0x1a, 0x45, 0xdf, 0xa3];

/// The container of a file that begins with `first`, of which 4 KiB are enough.
#[must_use]
pub fn sniff(first: &[u8]) -> Option<Container> {
    let first = &first[..first.len().min(ENOUGH)];
    if first.starts_with(EBML) {
        let is_webm = matroska::is_webm(first);
        return Some(if is_webm { Container::WebM } else { Container::Matroska });
    }
    let (size, rest) = first.split_first_chunk::<4>()?;
    let (kind, _) = rest.split_first_chunk::<4>()?;
    let size = u32::from_be_bytes(*size);
    let is_size = !(2..8).contains(&size) && (size < LARGEST || kind == b"mdat");
    (is_size && FIRST.contains(&kind)).then_some(Container::IsoBmff)
}
