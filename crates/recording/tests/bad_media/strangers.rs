//! What if the file is something else, or something else as well?

use super::source::Repeated;
use super::{Case, case, file, joined, shown, webm};
use crate::footage::bytes;

const PAGE: &str = "<html><script>alert(document.domain)</script></html>";
const ZIP: &[u8] = b"PK\x03\x04\x14\0\0\0\0\0PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

pub(super) fn cases() -> Vec<Case> {
    let (page, faststart) = (PAGE.as_bytes(), bytes("faststart.mp4"));
    let behind = joined(&[&faststart, ZIP]);
    // Its fragments say where frames lie by where they themselves begin.
    let inside = joined(&[b"\0\0\0\x3cfree", page, &bytes("fragmented.mp4")]);
    let track = webm::track(160, 120, b"");
    let frame = webm::cluster(0, &webm::key_frame(160, 120));
    let titled = webm::webm(&[webm::titled(PAGE), track.clone(), frame]);
    let left_out = webm::element(b"\xec", b"webm");
    let named = [webm::element(b"\x42\x82", b"matroska"), left_out].concat();
    let misnamed = joined(&[
        &webm::element(b"\x1a\x45\xdf\xa3", &named),
        &webm::segment(std::slice::from_ref(&track)),
    ]);
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    let image = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0".to_vec();
    vec![
        case(
            "polyglot (HTML/MP4, SVG)",
            vec![
                file(
                    "a page whose first tag would be the size of a box",
                    joined(&[b"\n<P>ftypisom", page]),
                ),
                file("a page whose comment would be one", joined(&[b"<!--free-->", page])),
                file("a text about free space", b"Get free space by rm -rf /tmp".to_vec()),
                file("a page in a free box before fragmented.mp4", inside),
                file("a zip behind faststart.mp4", behind),
                file("a zip behind a WebM", joined(&[&shown(b""), ZIP])),
                file("a WebM with a page as its title", titled),
                file("a Matroska with webm in what it leaves out", misnamed),
                file(
                    "an SVG",
                    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(),
                ),
            ],
        ),
        case(
            "EXIF bomb",
            vec![file("a JPEG whose EXIF claims four gigabytes", {
                joined(&[b"\xff\xd8\xff\xe1\xff\xffExif\0\0", &[0xff; 64]])
            })],
        ),
        case(
            "APNG/GIF 10⁶ frames",
            vec![
                ("a GIF", Box::new(Repeated::times(gif, image, 1_000_000))),
                file("an APNG", b"\x89PNG\r\n\x1a\n\0\0\0\x08acTL\0\x0f\x42\x40\0\0\0\0".to_vec()),
            ],
        ),
        case(
            "unknown side-car",
            vec![
                file("a JSON", b"{\"sidecar\": true, \"session\": \"s-0\"}".to_vec()),
                file("nothing at all", Vec::new()),
            ],
        ),
    ]
}
