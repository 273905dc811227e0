//! How much was written when, and when was nothing written?

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

/// The rhythm of a replay of that length. Without a clock there is none: pauses between lines that
/// were spread evenly would be an invention.
pub(crate) fn rhythm(timeline: &Timeline<'_>, duration: Micros) -> Option<Rhythm> {
    match timeline.basis {
        TimeBasis::Exact | TimeBasis::Anchored if duration > Micros(0) => {}
        _ => return None,
    }
    let mut rhythm = Rhythm { bytes: vec![0; SLICES], quiet: Vec::new() };
    let mut busy_until = Micros(0);
    for step in timeline.steps.iter().filter(|step| step.from < step.to) {
        let written = timeline.interval(step.to as u64);
        rhythm.pause(busy_until, written.not_before.min(step.at));
        busy_until = busy_until.max(written.not_after).max(step.at);
        let slice = u128::from(step.at.0) * SLICES as u128 / u128::from(duration.0);
        let bytes = &mut rhythm.bytes[(slice as usize).min(SLICES - 1)];
        *bytes = bytes.saturating_add(u32::try_from(step.to - step.from).unwrap_or(u32::MAX));
    }
    rhythm.pause(busy_until, duration);
    Some(rhythm)
}

impl Rhythm {
    fn pause(&mut self, from: Micros, to: Micros) {
        if to.minus(from) >= PAUSE {
            self.quiet.push((from, to));
        }
    }
}
