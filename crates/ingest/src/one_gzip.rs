//! What does a gzip hold that is whole, and alone?
//!
//! Nearly every object is that, and libdeflate unpacks it two to three times as fast as a reader that goes on after damage.
//! It gives up on everything else, so that there is one place that says what is wrong with a gzip. Codes that are reserved it
//! reads as those before them, where that reader calls them damage; whether it is right to, the checksum tells.

use libdeflater::{Crc, Decompressor};
use memchr::memmem;

/// Magic number, deflate, flags, and six bytes that say nothing of the content.
const HEADER: usize = 10;

/// CRC-32 and length of the content.
const FOOTER: usize = 8;

/// The flag for a checksum of the header, which libdeflate does not check.
const HEADER_CHECKSUM: u8 = 1 << 1;

/// No deflate stream grows more than this, so a length beyond it is a lie, and no room is made for it.
const LARGEST_GROWTH: usize = 1_032;

/// The content of one gzip with nothing behind it, if it is within `limit`.
pub(crate) fn one_gzip(bytes: &[u8], limit: usize) -> Option<Vec<u8>> {
    let footer = bytes.last_chunk::<FOOTER>().filter(|_| bytes.len() >= HEADER + FOOTER)?;
    let length = u32::from_le_bytes([footer[4], footer[5], footer[6], footer[7]]) as usize;
    let is_possible = length <= limit && length <= bytes.len().saturating_mul(LARGEST_GROWTH);
    if bytes[3] & HEADER_CHECKSUM != 0 || !is_possible {
        return None;
    }
    let mut content = vec![0; length];
    let written = Decompressor::new().gzip_decompress(bytes, &mut content).ok()?;
    (written == length && ends_with_it(bytes, footer, &content)).then_some(content)
}

/// Whether nothing follows the gzip that was unpacked, which libdeflate does not tell.
///
/// Where the gzip ends, its footer stands, and that is known now. If it stands at the end of `bytes` and nowhere else,
/// that is the end of the gzip.
fn ends_with_it(bytes: &[u8], footer: &[u8; FOOTER], content: &[u8]) -> bool {
    let mut crc = Crc::new();
    crc.update(content);
    footer[..4] == crc.sum().to_le_bytes()
        && memmem::find(bytes, footer) == Some(bytes.len() - FOOTER)
}
