//! Is a video of any bytes read within its limits, and does every frame lie inside it?
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekisho_recording::video::{Limits, activity, probe};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { frames: 10_000, ..Limits::DEFAULT };
    let found = probe(&mut &bytes[..], &limits).expect("bytes can be read");
    for track in &found.video.tracks {
        assert!(track.frames.len() <= 10_000);
        for frame in track.frames.iter() {
            assert!(frame.offset + u64::from(frame.length) <= bytes.len() as u64);
        }
        if let Some(found) = activity(track, found.video.duration.unwrap_or(0)) {
            assert!(found.changed.len() <= 90_000 && found.idle.iter().all(|(from, to)| from < to));
        }
    }
});
