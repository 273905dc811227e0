//! In which ways can the recording of a screen be bad, and which files show it?

mod containers;
mod pictures;
mod secrets;
pub(crate) mod source;
mod strangers;
mod times;
mod webm;

use sekisho_recording::video::Source;

use crate::footage::bytes;
use source::Repeated;

/// A name, and what is in it.
pub(crate) type File = (&'static str, Box<dyn Source + Send>);

pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) files: Vec<File>,
}

pub(crate) fn cases() -> Vec<Case> {
    let all = [
        containers::cases(),
        pictures::cases(),
        times::cases(),
        strangers::cases(),
        secrets::cases(),
    ];
    all.into_iter().flatten().collect()
}

pub(crate) fn file(name: &'static str, bytes: Vec<u8>) -> File {
    (name, Box::new(Repeated { size: bytes.len() as u64, start: bytes, again: Vec::new() }))
}

pub(crate) fn case(name: &'static str, files: Vec<File>) -> Case {
    Case { name, files }
}

pub(crate) fn kept(name: &'static str) -> File {
    file(name, bytes(name))
}

pub(crate) fn cut(name: &str) -> Vec<u8> {
    bytes(name)[..4000].to_vec()
}

pub(crate) fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

/// A WebM with a picture, and whatever else its track says.
pub(crate) fn shown(more: &[u8]) -> Vec<u8> {
    let frame = webm::key_frame(160, 120);
    webm::webm(&[webm::track(160, 120, more), webm::cluster(0, &frame), webm::cluster(100, &frame)])
}
