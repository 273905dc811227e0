//! Is the true time of a line ever outside of its interval, whatever happens to its stream?
//!
//! The agent here imitates `StreamData` of amazon-ssm-agent: once a second it reads the log it is writing, in pieces of
//! 33,000 bytes at most, fills up to four events of as much, and sends lines without an end only when the session is over.

use std::collections::VecDeque;
use std::fmt;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::json;

use super::{Alignment, Piece, agent, align, pieces};
use crate::read::{Kind, Limits, read};
use crate::recording::{Clock, Recording};

/// What a program wrote, and when.
#[derive(Clone)]
struct Written {
    millis: i64,
    text: Vec<u8>,
}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms, {} bytes: ", self.millis, self.text.len())?;
        write!(f, "{}", self.text[..self.text.len().min(60)].escape_ascii())
    }
}

/// One event of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Event {
    millis: i64,
    lines: Vec<String>,
}

const START: i64 = 1_795_435_364_000;
const BUFFER: usize = 33_000;

/// What the agent sends: it builds one event in `step` milliseconds. `unsure` are looks of which it does not learn that
/// CloudWatch took them.
fn sent(session: &[Written], (phase, step): (i64, i64), unsure: &[usize]) -> Vec<Event> {
    let end = session.last().map_or(0, |written| written.millis);
    let (mut events, mut position, mut log) = (Vec::new(), 0, Vec::new());
    let mut coming = session.iter().peekable();
    for look in 0.. {
        let now = phase + 1000 * look as i64;
        let is_complete = now > end;
        while let Some(written) = coming.next_if(|written| written.millis <= now) {
            log.extend_from_slice(&written.text);
        }
        let (found, next) = next_events(&log, position, is_complete);
        if found.is_empty() && is_complete {
            return events;
        }
        events.extend((0..).zip(&found).map(|(number, message)| Event {
            millis: START + now + step * number,
            lines: lines(message),
        }));
        if !unsure.contains(&look) {
            position = next;
        }
    }
    events
}

/// `getNextMessage`: cleaned messages of one look, and where the next one goes on.
fn next_events(log: &[u8], mut position: usize, is_complete: bool) -> (Vec<Vec<u8>>, usize) {
    let (mut messages, mut message) = (Vec::new(), Vec::new());
    while position < log.len() {
        let window = &log[position..log.len().min(position + BUFFER)];
        let newline = window.iter().position(|byte| *byte == b'\n');
        if newline.is_none() && window.len() < BUFFER && !is_complete {
            break;
        }
        let line = &window[..newline.map_or(window.len(), |newline| newline + 1)];
        let cleaned = agent::cleaned(line);
        if message.len() + cleaned.len() > BUFFER {
            messages.push(std::mem::take(&mut message));
            if messages.len() == 4 {
                return (messages, position);
            }
        }
        message.extend_from_slice(&cleaned);
        position += line.len();
    }
    if !message.is_empty() {
        messages.push(message);
    }
    (messages, position)
}

/// `buildEventInfo`.
fn lines(message: &[u8]) -> Vec<String> {
    let mut lines: Vec<_> = message.split(|byte| *byte == b'\n').collect();
    lines.pop_if(|last| last.is_empty());
    let written = |line: &&[u8]| String::from_utf8_lossy(&agent::written(line)).into_owned();
    lines.iter().map(written).collect()
}

fn transcript(session: &[Written]) -> Recording {
    let output = session.iter().flat_map(|written| written.text.clone()).collect();
    Recording::bare(Kind::SessionLog, output)
}

/// The stream as an export with ids has it, so that nothing but its time and text tells that an event came twice.
fn stream(events: &[Event]) -> Option<Recording> {
    let documents = events.iter().enumerate().map(|(id, event)| {
        let message = json!({"sessionId": "a-1", "sessionData": event.lines}).to_string();
        json!({"id": id.to_string(), "timestamp": event.millis, "message": message}).to_string()
    });
    let bytes = documents.collect::<Vec<_>>().join("\n");
    read(Kind::CloudWatchStream, bytes.as_bytes(), &Limits::DEFAULT).recordings.pop()
}

/// Aligns, and holds every line that ends in an anchor against its true time.
fn check(session: &[Written], events: &[Event]) -> Result<Alignment, TestCaseError> {
    let log = transcript(session);
    let Some(stream) = stream(events) else {
        return Ok(Alignment { clock: Clock::Absent, matched: 0, lines: 0 });
    };
    let alignment = align(&log, &stream);
    let Clock::Lines { anchors } = &alignment.clock else { return Ok(alignment) };
    let mut written: VecDeque<_> = session.iter().collect();
    let mut shown = 0;
    let ends = log.output.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
    for at in ends.chain(log.output.len().checked_sub(1)) {
        while shown + written[0].text.len() <= at {
            shown += written[0].text.len();
            written.pop_front();
        }
        let end = at as u64 + 1;
        let Some(anchor) = anchors.iter().find(|anchor| anchor.from < end && end <= anchor.to)
        else {
            continue;
        };
        let truth = Timestamp::from_millisecond(START + written[0].millis).expect("a time");
        let is_inside = anchor.not_before <= truth && truth <= anchor.not_after;
        prop_assert!(
            is_inside,
            "the line that ends at {} was at {}, not in {:?}",
            at,
            truth,
            anchor
        );
    }
    Ok(alignment)
}

/// Whether a piece of a line is nothing but its end: an event with it and one without read the same.
fn is_cut_before_its_end(session: &[Written]) -> bool {
    let output = transcript(session).output;
    let is_end = |piece: &Piece| output[piece.bytes.clone()].trim_ascii().is_empty();
    pieces(&output).windows(2).any(|pair| !pair[0].ends_line && is_end(&pair[1]))
}

const LINES: [&str; 13] = [
    "y\r\n",
    "y\r\n",
    "\r\n",
    "$ ls\r\n",
    "$ date\r\nMon\r\n",
    "\x1b]0;node\x07$ uptime\r\n",
    "\x1b[01;34mdir\x1b[0m\tfile\r\n",
    "本番データベース\r\n",
    "ホ1;2mst\r\n",
    "\x1b(B\x1b[mtop\r\n",
    "10%\r20%\r30%\r\n",
    "half ",
    "$ ",
];

/// Lines of which many are the same, and what the agent damages.
fn text() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        24 => prop::sample::select(&LINES[..]).prop_map(|line| line.as_bytes().to_vec()),
        10 => "[a-c]{1,3}\r\n".prop_map(String::into_bytes),
        3 => (1..600_usize).prop_map(|count| "y\r\n".repeat(count).into_bytes()),
        1 => (20_000..50_000_usize).prop_map(|count| [&b"z".repeat(count)[..], b"\r\n"].concat()),
        1 => (3_000..9_000_usize).prop_map(|count| ["\x1b[31m.本".repeat(count), "\r\n".into()].concat().into_bytes()),
    ]
}

fn session() -> impl Strategy<Value = Vec<Written>> {
    let pause = prop_oneof![3 => 0..40_i64, 2 => 0..1_500_i64, 1 => 0..20_000_i64];
    prop::collection::vec((pause, text()), 1..60).prop_map(|written| {
        let mut millis = 0;
        let at = |(pause, text)| {
            millis += pause;
            Written { millis, text }
        };
        written.into_iter().map(at).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_whole_stream_anchors_every_line(session in session(), phase in 0..1000_i64) {
        let events = sent(&session, (phase, 3), &[]);
        let distinct = events.windows(2).all(|pair| pair[0] != pair[1]);
        let alignment = check(&session, &events)?;
        if distinct && !is_cut_before_its_end(&session) && alignment.clock != Clock::Absent {
            prop_assert_eq!(alignment.matched, alignment.lines);
        }
    }

    #[test]
    fn what_is_lost_or_comes_twice_or_in_any_order_is_never_claimed(
        session in session(),
        timing in (0..1000_i64, prop::sample::select(vec![0, 3_i64])),
        lost in prop::collection::vec((any::<prop::sample::Index>(), 0..4_usize), 0..4),
        lines in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        twice in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut events = sent(&session, timing, &[]);
        for (from, count) in lost {
            if !events.is_empty() {
                let from = from.index(events.len());
                events.drain(from..events.len().min(from + count));
            }
        }
        for index in lines {
            if let Some(event) = (!events.is_empty()).then(|| index.index(events.len())) {
                let middle = events[event].lines.len() / 2;
                if middle > 0 {
                    events[event].lines.remove(middle);
                }
            }
        }
        for index in twice {
            if !events.is_empty() {
                events.push(events[index.index(events.len())].clone());
            }
        }
        for index in order {
            if events.len() > 1 {
                let other = index.index(events.len());
                events.swap(0, other);
            }
        }
        check(&session, &events)?;
    }

    #[test]
    fn what_is_sent_again_later_is_never_taken_for_what_follows(
        session in session(),
        phase in 0..1000_i64,
        unsure in prop::collection::vec(0..20_usize, 0..5),
    ) {
        check(&session, &sent(&session, (phase, 3), &unsure))?;
    }
}

#[test]
fn a_hundred_thousand_equal_lines_are_no_harder_than_others() {
    let line = |millis| Written { millis, text: b"y\r\n".to_vec() };
    let prompt = Written { millis: 0, text: b"$ yes\r\n".to_vec() };
    let end = Written { millis: 51_000, text: b"^C\r\n$ exit\r\n".to_vec() };
    let session: Vec<_> =
        [prompt].into_iter().chain((0..100_000).map(|i| line(1 + i / 2))).chain([end]).collect();
    let (log, mut events) = (transcript(&session), sent(&session, (500, 3), &[]));
    let whole = align(&log, &stream(&events).expect("a stream"));
    assert_eq!((whole.matched, whole.lines), (100_003, 100_003));
    // One lost event leaves those around it where they belong.
    events.remove(events.len() / 2);
    let cut = check(&session, &events).expect("sound");
    let Clock::Lines { anchors } = &cut.clock else { panic!("no anchors") };
    let widest = anchors.iter().map(|a| a.not_after.duration_since(a.not_before)).max();
    assert!(widest < Some(SignedDuration::from_secs(6)), "{widest:?}");
}
