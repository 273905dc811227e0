//! Is the screen what `avt` says it is, whatever the output?
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekisho_recording::{Micros, Segment, SegmentEvent, View, What};

fuzz_target!(|bytes: &[u8]| {
    // Small, so that its edges are everywhere.
    let (cols, rows) = (9, 4);
    let text = String::from_utf8_lossy(bytes);
    let mut expected = avt::Terminal::new(cols.into(), rows.into()).expect("a size");
    expected.feed(text.as_ref());
    let start = Segment {
        number: 0,
        offset: 0,
        at: Micros(0),
        cols,
        rows,
        init: String::new(),
        events: Vec::new(),
    };
    let mut view = View::open(&start);
    let what = What::Output(text.into_owned());
    view.play(&SegmentEvent { at: Micros(0), offset: 0, what });
    let cursor = expected.cursor();
    let place = (cursor.col as u16, cursor.row as u16);
    assert_eq!(view.frame().cursor.unwrap_or(place), place);
    assert_eq!(
        view.frame().text(),
        expected.screen().visible_lines().map(line).collect::<Vec<_>>()
    );
});

fn line(line: &avt::Line) -> String {
    let text = line.text().replace(char::is_control, "\u{fffd}");
    text.trim_end().to_owned()
}
