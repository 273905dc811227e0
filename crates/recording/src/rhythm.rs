//! How much was written when, and when was nothing written?

use crate::steps::Step;
use crate::time::{Micros, TimeBasis};
use crate::timeline::Timeline;

/// The playing time is divided into this many slices: about as many as a screen can show apart.
pub const SLICES: usize = 400;

/// A shorter pause is somebody reading or typing.
const PAUSE: Micros = Micros(10_000_000);

/// When a recording with a clock was busy and when it was quiet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// Output bytes shown in each of [`SLICES`] equal slices of the playing time.
    pub bytes: Vec<u32>,
    /// Stretches in which certainly nothing was written, from and to, in order. Where only lines
    /// have a clock, none was ended there: from the latest moment of one to the earliest of the
    /// next. What was typed and not yet entered has no time of its own then.
    pub quiet: Vec<(Micros, Micros)>,
}

/// Follows the steps of a replay.
pub(crate) struct Beat {
    /// Without a clock there is none: pauses between lines that were spread evenly would be an
    /// invention.
    rhythm: Option<Rhythm>,
    busy_until: Micros,
}

impl Beat {
    pub(crate) fn new(timeline: &Timeline) -> Beat {
        let is_known = matches!(timeline.basis, TimeBasis::Exact | TimeBasis::Anchored);
        let rhythm = is_known.then(|| Rhythm { bytes: vec![0; SLICES], quiet: Vec::new() });
        Beat { rhythm, busy_until: Micros(0) }
    }

    /// Takes a step that shows something.
    pub(crate) fn take(&mut self, step: &Step, timeline: &Timeline) {
        let Some(rhythm) = &mut self.rhythm else { return };
        let written = timeline.interval(step.to as u64);
        rhythm.pause(self.busy_until, written.not_before.min(step.at));
        let busy_until = written.not_after.max(step.at);
        self.busy_until = match written.basis {
            // What came before it had come by then.
            TimeBasis::Exact => busy_until,
            _ => self.busy_until.max(busy_until),
        };
        let duration = u128::from(timeline.duration.0.max(1));
        let slice = u128::from(step.at.0) * SLICES as u128 / duration;
        let bytes = &mut rhythm.bytes[(slice as usize).min(SLICES - 1)];
        *bytes = bytes.saturating_add(u32::try_from(step.to - step.from).unwrap_or(u32::MAX));
    }

    /// The rhythm of a replay that ends at `duration`.
    pub(crate) fn finish(self, duration: Micros) -> Option<Rhythm> {
        let mut rhythm = self.rhythm.filter(|_| duration > Micros(0))?;
        rhythm.pause(self.busy_until, duration);
        Some(rhythm)
    }
}

impl Rhythm {
    fn pause(&mut self, from: Micros, to: Micros) {
        if to.minus(from) >= PAUSE {
            self.quiet.push((from, to));
        }
    }
}
