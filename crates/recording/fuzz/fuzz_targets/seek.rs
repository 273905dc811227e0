//! Is the screen after a seek the screen after playing from the start, whatever was played?
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekisho_recording::{Micros, Segment, SegmentEvent, View, What};

fuzz_target!(|bytes: &[u8]| {
    // Small screens have their edges everywhere. What each part does follows from its first byte.
    let mut whole = View::open(&segment((9, 4), String::new()));
    for part in bytes.split_inclusive(|byte| *byte == 0xff) {
        let what = match part {
            [0xf8, cols, rows, ..] => {
                What::Resize(u16::from(cols % 20 + 1), u16::from(rows % 8 + 1))
            }
            _ => What::Output(String::from_utf8_lossy(part).into_owned()),
        };
        let event = SegmentEvent { at: Micros(0), offset: 0, what, amended: Vec::new() };
        let mut sought = View::open(&segment(whole.size(), whole.dump()));
        assert_eq!(sought.frame(), whole.frame());
        whole.play(&event);
        sought.play(&event);
        assert_eq!(sought.frame(), whole.frame());
    }
});

fn segment((cols, rows): (u16, u16), init: String) -> Segment {
    Segment { number: 0, offset: 0, at: Micros(0), cols, rows, init, events: Vec::new() }
}
