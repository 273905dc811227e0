//! When is which part of a recording shown in a live stream?

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use sekisho_recording::Micros;

use super::alis::{Encoder, MAGIC};
use super::place::Place;
use super::playing::Playing;
use super::shown::Shown;
use super::size::Chosen;
use super::{AnswerError, Desk};

/// How fast a stream is played, compared with the recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Speed(f64);

impl Speed {
    /// As recorded.
    pub(crate) const RECORDED: Speed = Speed(1.0);

    const RANGE: std::ops::RangeInclusive<f64> = 0.1..=100.0;

    /// A speed as it is typed.
    pub(crate) fn typed(text: &str) -> Result<Speed, AnswerError> {
        let number = text.parse().ok().filter(|speed| Self::RANGE.contains(speed));
        number.map(Speed).ok_or_else(|| AnswerError::Refused {
            code: "bad-speed",
            message: format!("{text:?} is not a speed"),
            hint: format!("use a number from {} to {}", Self::RANGE.start(), Self::RANGE.end()),
        })
    }

    /// How long a stretch of the recording takes.
    fn stretch(self, recorded: Micros) -> Duration {
        Duration::from(recorded).div_f64(self.0)
    }
}

/// A message, and how long after the start of the stream it is due.
pub(crate) struct Due {
    pub(crate) after: Duration,
    pub(crate) message: Vec<u8>,
}

/// A player that smooths what arrives throws away what it has not drawn yet when the stream ends.
const LINGER: Duration = Duration::from_secs(1);

/// A recording that is sent at its own pace. Times in it are those of the stream: they begin at the playing position of
/// the first screen and go on with the clock of whoever watches.
pub(crate) struct Live {
    playing: Playing,
    speed: Speed,
    encoder: Encoder,
    /// What else happens at the same moment.
    together: VecDeque<Due>,
    /// Whether the end has been given.
    has_ended: bool,
}

impl Live {
    /// Enters a recording, and gives what is due at once: the screen at that place.
    pub(crate) async fn begin(
        desk: &Arc<Desk>,
        key: &str,
        size: Option<Chosen>,
        place: Place,
        speed: Speed,
    ) -> Result<(Live, [Vec<u8>; 2]), AnswerError> {
        let shown = Arc::new(Shown::on(desk, key, size).await?);
        let playing = Playing::enter(Arc::clone(&shown), place).await?;
        desk.record_read(&shown.found.record.session.key, "stream")?;
        let mut encoder = Encoder::default();
        let view = &playing.view;
        let first = encoder.reset(playing.at, view.size(), &view.dump());
        let live = Live { playing, speed, encoder, together: VecDeque::new(), has_ended: false };
        Ok((live, [MAGIC.to_vec(), first]))
    }

    /// The next message; none after the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Due>, AnswerError> {
        if self.has_ended || !self.together.is_empty() {
            return Ok(self.together.pop_front());
        }
        let (start, end) = (self.playing.at, Micros(self.playing.shown.about.duration_us));
        let event = self.playing.next().await?;
        let at = event.map_or(end, |event| event.at);
        let after = self.speed.stretch(Micros(at.0.saturating_sub(start.0)));
        let stream_time = Micros(start.0.saturating_add(Micros::from(after).0));
        let Some(event) = event else {
            self.has_ended = true;
            let message = self.encoder.end(stream_time);
            return Ok(Some(Due { after: after.saturating_add(LINGER), message }));
        };
        for what in event.for_avt() {
            let message = self.encoder.event(stream_time, &what);
            self.together.push_back(Due { after, message });
        }
        Ok(self.together.pop_front())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sensible_number_is_a_speed() {
        for (text, expected) in [
            ("1", true),
            ("0.1", true),
            ("100", true),
            ("2.5", true),
            ("0", false),
            ("-1", false),
            ("NaN", false),
            ("inf", false),
            ("1e9", false),
            ("1e999", false),
            ("", false),
            ("fast", false),
        ] {
            assert_eq!(Speed::typed(text).is_ok(), expected, "{text}");
        }
        assert_eq!(Speed(2.0).stretch(Micros(3_000_000)), Duration::from_millis(1_500));
    }
}
