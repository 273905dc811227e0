//! Is the screen what `avt` shows, if it is told what players are told, whatever the output?
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekisho_recording::{At, Kind, Limits, Reached, What, derive_revealed, read};

fuzz_target!(|bytes: &[u8]| {
    // Small, so that its edges are everywhere.
    let (cols, rows) = (9, 4);
    let reading = read(Kind::Typescript, bytes, &Limits::DEFAULT);
    let Some(recording) = reading.recordings.first() else { return };
    let replay = derive_revealed(recording, None, Some((cols, rows)));
    let mut expected = avt::Terminal::new(cols.into(), rows.into()).expect("a size");
    for event in replay.segments.iter().flat_map(|segment| &segment.events) {
        for what in event.for_avt() {
            match what {
                What::Output(text) => expected.feed(text),
                What::Resize(cols, rows) => expected.resize(cols.into(), rows.into()),
            }
        }
    }
    let Some(last) = replay.segments.last() else { return };
    let frame = Reached::at(last, At::End).view.frame();
    let cursor = expected.cursor();
    let place = (cursor.col as u16, cursor.row as u16);
    assert_eq!(frame.cursor.unwrap_or(place), place);
    assert_eq!(frame.text(), expected.screen().visible_lines().map(line).collect::<Vec<_>>());
});

fn line(line: &avt::Line) -> String {
    let text = line.text().replace(char::is_control, "\u{fffd}");
    text.trim_end().to_owned()
}
