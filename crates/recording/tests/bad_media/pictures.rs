//! What if the picture is not as large, or not the picture, that it is said to be?

use super::{Case, case, file, kept, webm};
use crate::footage::{bytes, frames, patched, probed};

pub(super) fn cases() -> Vec<Case> {
    let (faststart, vp8) = (bytes("faststart.mp4"), bytes("vp8.webm"));
    let key = |bytes: &[u8]| frames(&probed(bytes))[0].offset as usize;
    let broken = |mut bytes: Vec<u8>, at: usize, count: usize| {
        bytes[at..at + count].fill(0xff);
        bytes
    };
    let (first, other) = (key(&faststart), key(&vp8));
    vec![
        case(
            "10⁵×10⁵ dimensions",
            vec![
                file(
                    "faststart.mp4, as much as it can say",
                    patched("faststart.mp4", b"avc1\0", 28, &[0xff; 4]),
                ),
                file("a WebM", webm::webm(&[webm::track(100_000, 100_000, b"")])),
            ],
        ),
        case(
            "resolution change",
            vec![
                kept("resized.mp4"),
                kept("resized.mkv"),
                file("a WebM", {
                    let [small, large] =
                        [(160, 120), (1024, 768)].map(|(w, h)| webm::key_frame(w, h));
                    let track = webm::track(160, 120, b"");
                    webm::webm(&[track, webm::cluster(0, &small), webm::cluster(500, &large)])
                }),
            ],
        ),
        case(
            "corrupt keyframe",
            vec![
                file("faststart.mp4, the start of its first", broken(faststart.clone(), first, 16)),
                file("faststart.mp4, the inside of its first", broken(faststart, first + 1000, 16)),
                file("vp8.webm, the start of its first", broken(vp8, other, 16)),
            ],
        ),
    ]
}
