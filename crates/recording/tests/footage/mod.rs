//! Where are the small videos, what is found in them, and how does one of them go bad?

use std::path::PathBuf;

use sekisho_recording::video::{Frame, Limits, Probe, probe};

pub(crate) fn bytes(name: &str) -> Vec<u8> {
    // The tests of the program take them as well.
    let videos = concat!(env!("CARGO_MANIFEST_DIR"), "/../recording/tests/video");
    let path = PathBuf::from(videos).join(name);
    std::fs::read(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub(crate) fn probed(mut bytes: &[u8]) -> Probe {
    probe(&mut bytes, &Limits::DEFAULT).expect("bytes can be read")
}

pub(crate) fn frames(probe: &Probe) -> Vec<Frame> {
    probe.video.picture().map(|track| track.frames.iter().collect()).unwrap_or_default()
}

pub(crate) fn codes(probe: &Probe) -> Vec<&str> {
    probe.rejected.iter().map(|rejected| rejected.code).collect()
}

/// Where these bytes stand first.
pub(crate) fn place(bytes: &[u8], find: &[u8]) -> usize {
    bytes.windows(find.len()).position(|window| window == find).expect("a place")
}

/// The file with `find`, which it has, written over from `skip` bytes behind its start.
pub(crate) fn patched(name: &str, find: &[u8], skip: isize, with: &[u8]) -> Vec<u8> {
    let mut bytes = bytes(name);
    let at = place(&bytes, find).checked_add_signed(skip).expect("a place");
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes
}
