//! Is this the recording of a screen, and in which container does it come?
//!
//! AWS does not document what it writes of remote desktops, so only content tells.

/// The containers that a recording of a screen may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Container {
    /// The ISO base media file format: MP4, MOV and their kin.
    Mp4,
    /// Matroska, of which WebM is a part.
    Webm,
}

impl Container {
    /// Every container.
    pub const ALL: [Container; 2] = [Container::Mp4, Container::Webm];

    /// The word used in every interface: `video-mp4` or `video-webm`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Container::Mp4 => "video-mp4",
            Container::Webm => "video-webm",
        }
    }

    /// What a browser is told that it is.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Container::Mp4 => "video/mp4",
            Container::Webm => "video/webm",
        }
    }

    /// How the name of a file of this kind ends.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Container::Mp4 => "mp4",
            Container::Webm => "webm",
        }
    }
}

/// How an element of EBML begins that begins a file (RFC 8794, section 8.1).
const EBML: [u8; 4] = [0x1a, 0x45, 0xdf, 0xa3];

/// The boxes that a file of ISO/IEC 14496-12 may begin with.
const FIRST_BOXES: [&[u8; 4]; 5] = [b"ftyp", b"styp", b"moov", b"moof", b"mdat"];

/// Recognises a recording of a screen by its first bytes; twelve are enough.
#[must_use]
pub fn sniff(first: &[u8]) -> Option<Container> {
    if first.starts_with(&EBML) {
        return Some(Container::Webm);
    }
    let (size, rest) = first.split_first_chunk::<4>()?;
    let kind = rest.first_chunk::<4>()?;
    // 0 reaches to the end of the file, 1 is followed by a size of eight bytes.
    let is_size = matches!(u32::from_be_bytes(*size), 0 | 1 | 8..);
    (is_size && FIRST_BOXES.contains(&kind)).then_some(Container::Mp4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_is_known_by_its_first_bytes() {
        let check = |first: &[u8], expected: Option<Container>| {
            assert_eq!(sniff(first), expected, "{first:?}");
        };
        check(b"\0\0\0\x20ftypisom", Some(Container::Mp4));
        check(b"\0\0\0\0mdat", Some(Container::Mp4));
        check(b"\0\0\0\x01mdat\0\0\0\0", Some(Container::Mp4));
        check(b"\0\0\x02\0moov", Some(Container::Mp4));
        check(b"\x1a\x45\xdf\xa3\x9f", Some(Container::Webm));
        // Nothing is that small, and neither text nor other media are taken for it.
        check(b"\0\0\0\x07ftyp", None);
        check(b"\0\0\0\x20ftyq", None);
        check(b"ftyp", None);
        check(b"<html><video>", None);
        check(b"RIFF\0\0\0\0AVI ", None);
        check(b"", None);
    }
}
