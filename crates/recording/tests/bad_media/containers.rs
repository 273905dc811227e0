//! What if the file is not packed as it should be?

use super::{Case, case, cut, file, kept, webm};
use crate::footage::{bytes, patched, place};

pub(super) fn cases() -> Vec<Case> {
    let unnamed = |name, with: &[u8]| {
        let mut bytes = bytes(name);
        bytes[..with.len()].copy_from_slice(with);
        bytes
    };
    vec![
        case(
            "truncated container",
            vec![
                file("faststart.mp4, 4,000 bytes of it", cut("faststart.mp4")),
                file("fragmented.mp4, 4,000 bytes of it", cut("fragmented.mp4")),
                file("b_frames.mkv, 4,000 bytes of it", cut("b_frames.mkv")),
                file("unknown_size.webm, 4,000 bytes of it", cut("unknown_size.webm")),
                file("a WebM that lost two seconds of its clusters", holed()),
            ],
        ),
        case(
            "moov at end/missing",
            vec![
                kept("moov_at_end.mp4"),
                file("moov_at_end.mp4, 4,000 bytes of it", cut("moov_at_end.mp4")),
            ],
        ),
        case(
            "wrong magic",
            vec![
                file(
                    "faststart.mp4 that begins with ptyf",
                    unnamed("faststart.mp4", b"\0\0\0\x20ptyf"),
                ),
                file("faststart.mp4 that begins with GIF89a", unnamed("faststart.mp4", b"GIF89a")),
                file("vp8.webm that begins with 1b45dfa3", unnamed("vp8.webm", b"\x1b")),
            ],
        ),
        case(
            "0 frames",
            vec![
                file(
                    "faststart.mp4, its table empty",
                    patched("faststart.mp4", b"stsz", 12, &[0; 4]),
                ),
                file("fragmented.mp4 without fragments", {
                    let whole = bytes("fragmented.mp4");
                    whole[..place(&whole, b"moof") - 4].to_vec()
                }),
                file("a WebM of a track alone", webm::webm(&[webm::track(160, 120, b"")])),
            ],
        ),
    ]
}

/// Ten frames a second, as its track says, but for two seconds of fourteen.
fn holed() -> Vec<u8> {
    let track = webm::track(160, 120, &webm::number(b"\x23\xe3\x83", 100_000_000));
    let times = (0..20).chain(40..140).map(|tenth| tenth * 100);
    let clusters = times.map(|time| webm::cluster(time, &webm::key_frame(160, 120)));
    webm::webm(&[vec![track], clusters.collect()].concat())
}
