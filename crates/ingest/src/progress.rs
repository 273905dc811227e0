//! How far is a run?

use crate::aws::trouble::Trouble;

/// A step of a run, told often enough for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What is being done.
    pub stage: Stage,
    /// How many are done.
    pub done: u64,
    /// How many there are in this stage.
    pub total: u64,
}

/// The stages of a run, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Originals are put into the archive.
    Seal,
    /// Archived originals are read.
    Read,
    /// Recordings are replayed.
    Derive,
    /// Records are made findable.
    Index,
    /// Videos are looked through.
    Watch,
    /// What they show is read.
    ReadScreens,
}

/// Who wants to know. Called on the thread that runs the ingestion.
pub type Progress<'a> = dyn Listener + Send + Sync + 'a;

/// Whoever a run tells how it goes.
pub trait Listener {
    /// It came a step further.
    fn step(&self, step: Step);

    /// A source came into trouble, or into another, or answers again.
    fn source(&self, name: &str, trouble: Option<&Trouble>) {
        let _ = (name, trouble);
    }
}

/// Who wants to know of steps alone.
impl<F: Fn(Step)> Listener for F {
    fn step(&self, step: Step) {
        self(step);
    }
}
