//! What does somebody see who watches a session, and where can he go from there?

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use sekisho_catalog::{About, TimeBasis};
use sekisho_recording::{Frame, Micros, SegmentEvent};

use super::place::Place;
use super::playing::Playing;
use super::shown::Shown;
use super::size::Chosen;
use super::when::{self, Standing};
use super::{AnswerError, Desk, timeline};

/// A session on a screen.
pub(crate) struct Watch {
    desk: Arc<Desk>,
    playing: Playing,
    /// The event that has not been played yet.
    next: Option<SegmentEvent>,
    /// What is known of the screen.
    pub(crate) standing: Standing,
}

/// What lies along a session and can be gone to.
#[derive(Debug, Default)]
pub(crate) struct Along {
    /// How long it plays, in microseconds.
    pub(crate) duration_us: u64,
    /// Whether a clock recorded when what was written. Otherwise every pace is an invention.
    pub(crate) is_clocked: bool,
    /// Lines of its transcript.
    pub(crate) lines: u64,
    /// Commands: the byte at which Enter was pressed, and what was entered.
    pub(crate) commands: Vec<(u64, String)>,
    /// Stretches without output, in microseconds.
    pub(crate) idle_us: Vec<(u64, u64)>,
    /// CloudTrail events, by their playing position.
    pub(crate) events: Vec<(u64, String)>,
    /// The time of day at its position 0, in microseconds, where a clock tells it.
    pub(crate) began_us: Option<u64>,
}

/// Forwards or backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Back,
    Forward,
}

impl Watch {
    /// Begins to watch a session at a place.
    pub(crate) async fn open(
        desk: &Arc<Desk>,
        key: &str,
        size: Option<Chosen>,
        place: Place,
    ) -> Result<Watch, AnswerError> {
        let shown = Arc::new(Shown::on(desk, key, size).await?);
        let mut playing = Playing::enter(Arc::clone(&shown), place).await?;
        desk.record_read(&shown.found.record.session.key, "play")?;
        let standing = when::standing(&playing).await?;
        let next = playing.next().await?.cloned();
        Ok(Watch { desk: Arc::clone(desk), playing, next, standing })
    }

    /// What lies along it.
    ///
    /// Days begin as they do in `zone`.
    pub(crate) async fn along(&self, zone: &TimeZone) -> Result<Along, AnswerError> {
        let about = self.about();
        let commands = self.playing.shown.commands().await?;
        let along = timeline::of(&self.desk, about.session.as_str()).await?;
        let position = |at: &str| {
            let at: Timestamp = at.parse().ok()?;
            let us = at.duration_since(about.started?).as_micros();
            u64::try_from(us).ok().filter(|us| *us <= about.duration_us)
        };
        let mut events: Vec<(u64, String)> = along
            .events
            .iter()
            .filter_map(|event| Some((position(&event.at)?, event.name.to_owned())))
            .collect();
        events.sort_unstable();
        Ok(Along {
            duration_us: about.duration_us,
            is_clocked: matches!(about.basis, TimeBasis::Exact | TimeBasis::Anchored),
            lines: self.playing.shown.lines(),
            commands: commands.into_iter().map(|command| (command.offset, command.text)).collect(),
            idle_us: along.idle_us.unwrap_or_default(),
            events,
            began_us: about.started.map(|at| time_of_day(zone.to_datetime(at))),
        })
    }

    /// Goes to a place.
    pub(crate) async fn go(&mut self, place: Place) -> Result<(), AnswerError> {
        self.playing = Playing::enter(Arc::clone(&self.playing.shown), place).await?;
        self.next = self.playing.next().await?.cloned();
        self.standing = when::standing(&self.playing).await?;
        Ok(())
    }

    /// Plays on to a playing position.
    pub(crate) async fn advance(&mut self, to: Micros) -> Result<(), AnswerError> {
        while let Some(event) = self.next.take_if(|event| event.at <= to) {
            self.playing.view.play(&event);
            self.playing.offset = event.end();
            self.next = self.playing.next().await?.cloned();
        }
        self.playing.at = self.playing.at.max(to);
        self.standing = when::standing(&self.playing).await?;
        Ok(())
    }

    /// The playing position at which the screen changes next, or changed last; none at the ends.
    pub(crate) async fn change(&self, direction: Direction) -> Result<Option<Micros>, AnswerError> {
        match direction {
            Direction::Forward => Ok(self.next.as_ref().map(|next| next.at.max(self.playing.at))),
            Direction::Back => self.playing.before().await,
        }
    }

    pub(crate) fn about(&self) -> &About {
        &self.playing.shown.about
    }

    /// The terminal that was chosen, if it is not the recording's own.
    pub(crate) fn chosen(&self) -> Option<Chosen> {
        self.playing.shown.chosen()
    }

    pub(crate) fn frame(&self) -> Frame {
        self.playing.view.frame()
    }

    /// Where it is: a playing position.
    pub(crate) fn at(&self) -> Micros {
        self.playing.at
    }

    /// The same in the output.
    pub(crate) fn offset(&self) -> u64 {
        self.playing.offset
    }
}

/// Microseconds since midnight, as a clock on a wall shows it.
fn time_of_day(at: DateTime) -> u64 {
    u64::try_from(at.time().duration_since(Time::midnight()).as_micros()).unwrap_or(0)
}
