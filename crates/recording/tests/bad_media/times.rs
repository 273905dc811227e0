//! What if time does not go on as it should, or nothing but sound does?

use super::{Case, case, file, kept, webm};
use crate::footage::patched;

pub(super) fn cases() -> Vec<Case> {
    let frame = webm::key_frame(160, 120);
    let late = webm::cluster(9000, &frame);
    let lasting = 100 * 3600 * 1000;
    vec![
        case(
            "timestamp backwards",
            vec![
                file(
                    "variable_rate.mp4, a frame of -1 tick",
                    patched("variable_rate.mp4", b"stts", 16, &(-1_i32).to_be_bytes()),
                ),
                file(
                    "a WebM, a cluster 9 s before the last",
                    webm::webm(&[webm::track(160, 120, b""), late, webm::cluster(0, &frame)]),
                ),
            ],
        ),
        case(
            "100-h duration",
            vec![
                file(
                    "faststart.mp4 that claims them",
                    patched("faststart.mp4", b"mvhd", 20, &360_000_000_u32.to_be_bytes()),
                ),
                file(
                    "a WebM that has them",
                    webm::webm(&[
                        webm::track(160, 120, b""),
                        webm::cluster(0, &frame),
                        webm::cluster(lasting, &frame),
                    ]),
                ),
            ],
        ),
        case("audio only", vec![kept("sound_only.mp4")]),
    ]
}
