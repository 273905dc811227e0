//! How are peers compared on a machine that is never quiet?

use std::time::{Duration, Instant};

use super::percentile::percentile;
use super::processor::processor_time;

/// Rounds after one that only warms up.
pub const ROUNDS: usize = 5;

/// Somebody who does the work.
pub struct Entrant<'a> {
    /// The name in the table.
    pub name: &'static str,
    /// Does all of the work once and says how much came out, so that the work cannot be left out.
    pub work: Box<dyn FnMut() -> anyhow::Result<u64> + 'a>,
}

/// What an entrant took.
#[derive(Clone, Debug)]
pub struct Timing {
    /// The entrant's name.
    pub name: &'static str,
    /// Processor time of every round.
    pub processor: Vec<Duration>,
    /// Elapsed time of every round.
    pub elapsed: Vec<Duration>,
    /// How much came out.
    pub result: u64,
}

impl<'a> Entrant<'a> {
    /// An entrant whose work cannot fail.
    pub fn new(name: &'static str, mut work: impl FnMut() -> u64 + 'a) -> Self {
        Self { name, work: Box::new(move || Ok(work())) }
    }

    /// An entrant whose work can fail.
    pub fn fallible(name: &'static str, work: impl FnMut() -> anyhow::Result<u64> + 'a) -> Self {
        Self { name, work: Box::new(work) }
    }
}

/// Lets all entrants work in turn, [`ROUNDS`] times.
///
/// # Errors
/// The first one of any entrant.
pub fn interleave(entrants: &mut [Entrant<'_>]) -> anyhow::Result<Vec<Timing>> {
    let timing =
        |e: &Entrant<'_>| Timing { name: e.name, processor: vec![], elapsed: vec![], result: 0 };
    let mut timings: Vec<Timing> = entrants.iter().map(timing).collect();
    for round in 0..=ROUNDS {
        for (entrant, timing) in entrants.iter_mut().zip(&mut timings) {
            let (elapsed, processor) = (Instant::now(), processor_time());
            timing.result = (entrant.work)()?;
            if round > 0 {
                timing.processor.push(processor_time() - processor);
                timing.elapsed.push(elapsed.elapsed());
            }
        }
    }
    Ok(timings)
}

impl Timing {
    /// The median processor time.
    #[must_use]
    pub fn median(&self) -> Duration {
        percentile(&self.processor, 50)
    }

    /// How many times as long the other took, median of the rounds.
    #[must_use]
    pub fn faster_than(&self, other: &Timing) -> f64 {
        let pairs = self.processor.iter().zip(&other.processor);
        let mut ratios: Vec<f64> =
            pairs.map(|(own, its)| its.as_secs_f64() / own.as_secs_f64()).collect();
        ratios.sort_by(f64::total_cmp);
        ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// The difference between the slowest and the fastest round, in percent of the median.
    #[must_use]
    pub fn spread(&self) -> f64 {
        let (slow, fast) = (percentile(&self.processor, 100), percentile(&self.processor, 1));
        100.0 * (slow - fast).as_secs_f64() / self.median().as_secs_f64()
    }
}
