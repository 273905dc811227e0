//! What does a working morning in one session leave behind?

use jiff::Timestamp;
use serde_json::{Value, json};

use super::output::output;
use super::random::Random;
use super::session::{NODES, Session};
use super::session_log::session_log;

/// A recording of 45 minutes, with the time of every piece.
#[derive(Debug)]
pub struct Long {
    /// Whose session it is.
    pub session: Session,
    /// Microseconds since the start, and what appeared then.
    pub events: Vec<(u64, String)>,
}

const MICROSECONDS: u64 = 45 * 60 * 1_000_000;
/// Wednesday, 18 November 2026, ten o'clock in Tokyo.
const STARTED: Timestamp = Timestamp::constant(1_794_963_600, 0);
const ENDED: Timestamp = Timestamp::constant(1_794_963_600 + 45 * 60, 0);

impl Long {
    /// Bytes of output in the recording that most measurements use.
    pub const OUTPUT: usize = 25_000_000;

    /// Invents the recording.
    #[must_use]
    pub fn new(seed: u64, bytes: usize) -> Self {
        let mut random = Random::new(seed, 3);
        let session = session(&mut random, bytes);
        let bytes = output(&session, &mut random);
        let events = time(&String::from_utf8_lossy(&bytes), &mut random);
        Self { session, events }
    }

    /// The recording with its clock, as an asciicast v2 of 120×30.
    #[must_use]
    pub fn cast(&self) -> Vec<u8> {
        let header = json!({ "version": 2, "width": 120, "height": 30,
            "timestamp": self.session.started.as_second(), "title": self.session.id });
        let mut cast = format!("{header}\n");
        for (at, text) in &self.events {
            let seconds = format!("{}.{:06}", at / 1_000_000, at % 1_000_000);
            cast.push_str(&format!("[{seconds}, \"o\", {}]\n", Value::from(text.as_str())));
        }
        cast.into_bytes()
    }

    /// The recording without its clock, as S3 holds it.
    #[must_use]
    pub fn log(&self) -> Vec<u8> {
        let output: String = self.events.iter().map(|(_, text)| text.as_str()).collect();
        session_log(&self.session, output.as_bytes())
    }
}

/// The session of a long recording of so many bytes.
pub(super) fn session(random: &mut Random, bytes: usize) -> Session {
    let suffix = random.text(b"abcdefghijklmnopqrstuvwxyz234567", 26);
    Session {
        number: 0,
        id: format!("alice@example.com-{suffix}"),
        person: "alice@example.com",
        node: &NODES[0],
        host: "ip-10-0-120-220".to_owned(),
        started: STARTED,
        ended: ENDED,
        just_in_time: true,
        terminated: true,
        japanese: true,
        size: bytes,
    }
}

/// Cuts the output into what one read of the pty gives – some keys, or some screenfuls – and spreads the pieces.
fn time(output: &str, random: &mut Random) -> Vec<(u64, String)> {
    let mut pieces = Vec::new();
    let mut rest = output;
    while !rest.is_empty() {
        let length = if random.chance(30) { 1 + random.below(8) } else { 64 + random.below(1_984) };
        let (piece, after) = rest.split_at(rest.ceil_char_boundary(length.min(rest.len())));
        pieces.push(piece.to_owned());
        rest = after;
    }
    let mut instants: Vec<u64> =
        pieces.iter().map(|_| random.below(MICROSECONDS as usize) as u64).collect();
    instants.sort_unstable();
    if let Some(last) = instants.last_mut() {
        *last = MICROSECONDS;
    }
    instants.into_iter().zip(pieces).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cast_holds_the_whole_recording_with_its_times() {
        let long = Long::new(1, Long::OUTPUT);
        let reading = sekisho_recording::read(
            sekisho_recording::Kind::AsciicastV2,
            &long.cast(),
            &sekisho_recording::Limits::DEFAULT,
        );
        assert_eq!(reading.rejected, []);
        let recording = &reading.recordings[0];
        assert_eq!(recording.events, Some(long.events.len()));
        assert!(
            recording.output.len().abs_diff(Long::OUTPUT) < 64 * 1024,
            "{}",
            recording.output.len()
        );
        assert!(
            !recording.output.windows(3).any(|w| w == "\u{fffd}".as_bytes()),
            "all of it is text"
        );
        let sekisho_recording::Clock::Exact { duration, .. } = recording.clock else {
            panic!("a cast has a clock");
        };
        assert_eq!(duration.0, MICROSECONDS);
    }
}
