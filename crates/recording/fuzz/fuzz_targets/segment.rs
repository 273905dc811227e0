//! Are bytes that are no segment told as such, and is a segment what was packed?
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekisho_recording::{At, Micros, Reached, Segment};

fuzz_target!(|bytes: &[u8]| {
    let Ok(segment) = Segment::decode(bytes) else { return };
    assert_eq!(Segment::decode(&segment.encode()).as_ref(), Ok(&segment));
    for at in [At::End, At::Offset(segment.offset + 7), At::Time(Micros(segment.at.0 + 7))] {
        let reached = Reached::at(&segment, at);
        assert!(reached.events <= segment.events.len());
    }
});
