//! What if the file is too large to be held, or cannot be seen without a key?

use super::source::Repeated;
use super::{Case, case, cut, file, joined, kept, shown, webm};
use crate::footage::{bytes, patched, place};

pub(super) fn cases() -> Vec<Case> {
    let mut open = bytes("faststart.mp4");
    let data = place(&open, b"mdat") - 4;
    open[data..data + 4].fill(0);
    let started =
        joined(&[&webm::head("webm"), b"\x18\x53\x80\x67\xff", &webm::track(160, 120, b"")]);
    let large = joined(&[&webm::key_frame(160, 120), &vec![0; 1 << 20]]);
    let noise = (0_u32..4096).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8);
    vec![
        case(
            "3-GB file",
            vec![
                (
                    "faststart.mp4 with so many in its mdat",
                    Box::new(Repeated::sparse(open, 3 << 30)),
                ),
                (
                    "a WebM of frames of 1 MiB",
                    Box::new(Repeated::times(started, webm::cluster(0, &large), 3 << 10)),
                ),
            ],
        ),
        case(
            "encrypted blob",
            vec![
                kept("encrypted.mp4"),
                file("encrypted.mp4, 4,000 bytes of it", cut("encrypted.mp4")),
                file(
                    "encrypted.mp4 whose entry is named as if it were not",
                    patched("encrypted.mp4", b"encv", 0, b"avc1"),
                ),
                file("a WebM with ContentEncryption", {
                    shown(&webm::encoded(&webm::element(b"\x50\x35", b"")))
                }),
                file("a WebM with a ContentEncodingType of encryption", {
                    shown(&webm::encoded(&webm::number(b"\x50\x33", 1)))
                }),
                file("a WebM that is packed and not encrypted", {
                    shown(&webm::encoded(&webm::element(b"\x50\x34", b"")))
                }),
                file("what openssl enc wrote", b"Salted__\x8a\x11\xd3\x07".to_vec()),
                file("noise", noise.collect()),
            ],
        ),
    ]
}
