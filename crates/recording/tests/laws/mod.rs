//! What holds for everything that is read and derived, whatever the bytes were?
#![allow(clippy::unwrap_used)]

use crate::shown::shown;
use sekisho_recording::{
    At, Clock, Reading, Recording, Replay, Segment, Size, View, What, derive, screen,
};

/// No more text or state may be made of an input than so many times its bytes, and this.
const GROWTH: (usize, usize) = (32, 8 << 20);

/// Nobody reads more notes about one file.
const NOTES: usize = 1001;

/// Checks what was read of an input of so many bytes and what is derived from it, which it returns.
pub(crate) fn check(reading: &Reading, input: usize) -> Vec<Replay> {
    assert!(reading.rejected.len() <= NOTES, "{} notes", reading.rejected.len());
    reading.recordings.iter().map(|recording| check_recording(recording, input)).collect()
}

fn check_recording(recording: &Recording, input: usize) -> Replay {
    let bound = GROWTH.0 * input + GROWTH.1;
    let end = recording.output.len();
    assert!(end <= bound, "{end} bytes of output of {input} bytes");
    check_clock(&recording.clock, end as u64);
    assert!(recording.resizes.is_sorted_by_key(|resize| (resize.offset, resize.at)));
    for resize in &recording.resizes {
        assert!(resize.offset <= end as u64 && resize.cols > 0 && resize.rows > 0);
        assert!((resize.cols, resize.rows) <= Size::LARGEST && resize.rows <= Size::LARGEST.1);
    }
    let replay = derive(recording, None, None);
    check_found(&replay, end as u64, bound);
    check_segments(&replay, bound);
    check_screen(recording, &replay);
    replay
}

fn check_clock(clock: &Clock, end: u64) {
    match clock {
        Clock::Exact { duration, marks, .. } => {
            assert!(marks.is_sorted_by(|a, b| a.offset < b.offset && a.at <= b.at));
            assert!(marks.iter().all(|mark| mark.offset < end && mark.at <= *duration));
        }
        Clock::Lines { anchors } => {
            assert!(anchors.is_sorted_by(|a, b| a.to <= b.from));
            for anchor in anchors {
                assert!(anchor.from < anchor.to && anchor.to <= end);
                assert!(anchor.not_before <= anchor.not_after);
            }
        }
        Clock::Absent => {}
    }
}

/// Lines and commands stand in order, inside of the output, and are text.
fn check_found(replay: &Replay, end: u64, bound: usize) {
    assert!(replay.lines.len() <= bound, "{} lines", replay.lines.len());
    assert!(replay.lines.is_sorted_by_key(|line| line.offset));
    assert!(replay.commands.is_sorted_by_key(|command| command.offset));
    let lines = replay.lines.iter().map(|line| (line.offset, line.at, line.text.clone()));
    // A command can have several lines.
    let commands = replay.commands.iter().map(|c| (c.offset, c.at, c.text.replace('\n', " ")));
    let mut size = 0;
    for (offset, at, text) in lines.chain(commands) {
        assert!(offset <= end, "{offset} of {end}: {text:?}");
        assert!(at.not_before <= at.not_after && at.not_after <= replay.duration, "{at:?}");
        assert!(!text.contains(char::is_control), "{text:?}");
        size += text.len();
    }
    assert!(size <= bound, "{size} bytes of text");
}

/// Players can rely on the segments, and each shows from its own start what all before it show.
fn check_segments(replay: &Replay, bound: usize) {
    let mut played: Option<View> = None;
    let mut packed = 0;
    assert!(replay.segments.is_sorted_by_key(|segment| segment.offset));
    assert!(replay.segments.is_sorted_by(|a, b| a.at < b.at));
    for segment in &replay.segments {
        let bytes = segment.encode();
        packed += bytes.len();
        assert_eq!(&Segment::decode(&bytes).unwrap(), segment);
        let opened = View::open(segment);
        if let Some(played) = &played {
            assert_eq!(played.size(), (segment.cols, segment.rows));
            assert_eq!(played.frame(), opened.frame());
        }
        assert!(segment.events.is_sorted_by_key(|event| (event.at, event.offset)));
        assert!(segment.events.iter().all(|event| event.at >= segment.at));
        let view = played.get_or_insert(opened);
        segment.events.iter().for_each(|event| view.play(event));
    }
    assert!(packed <= bound, "{packed} bytes of segments");
    assert_eq!(replay.segments.first().map_or(0, |first| first.at.0), 0);
    assert!(replay.segments.iter().all(|segment| !segment.events.is_empty()));
    if let Some(last) = replay.segments.last() {
        assert!(last.end() == replay.duration && last.end() > last.at);
    }
}

/// What is shown at the end is text, and the same by segments as by bytes.
fn check_screen(recording: &Recording, replay: &Replay) {
    let rows = screen(recording, None, At::End, None);
    assert!(rows.iter().all(|row| !row.contains(char::is_control)), "{rows:?}");
    if !replay.secrets.is_empty() {
        return;
    }
    let texts = replay.segments.iter().flat_map(|segment| &segment.events);
    let texts = texts.filter_map(|event| match &event.what {
        What::Output(text) => Some(text.as_str()),
        What::Resize(..) => None,
    });
    assert!(texts.collect::<String>() == String::from_utf8_lossy(&recording.output));
    let Some(last) = replay.segments.last() else { return };
    let mut view = View::open(last);
    last.events.iter().for_each(|event| view.play(event));
    assert_eq!(legible(&view.frame().text()), legible(&rows));
}

/// Rows as cells show them, without U+FFFD: a frame has it where a control character takes one, which rows leave out. It
/// goes last, so that a mark above it does not fall on the character before.
fn legible(rows: &[String]) -> Vec<String> {
    let row =
        |row: &String| shown(row).replace(char::REPLACEMENT_CHARACTER, "").trim_end().to_owned();
    rows.iter().map(row).collect()
}
