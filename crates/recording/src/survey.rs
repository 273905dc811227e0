//! What has to be known of all of the output before any of it is played?

use crate::recording::{Clock, Recording};
use crate::secret::{Masks, Search};
use crate::size::Inference;
use crate::steps::Counted;
use crate::time::Span;
use crate::timeline::Timeline;
use crate::window::{Window, whole_lines};

/// Looks through an output from its start to its end, piece by piece, and keeps none of it.
///
/// A secret that is recognised at the end stood at the start as well, only all of the output proves
/// how large the terminal was, and lines are spread over a span by how many there are.
pub struct Survey {
    timeline: Timeline,
    window: Window,
    counts: bool,
    counted: Counted,
    secrets: Option<Search>,
    size: Option<Inference>,
    looked: usize,
}

/// What a [`Survey`] has found.
pub struct Surveyed {
    pub(crate) timeline: Timeline,
    pub(crate) counted: Counted,
    pub(crate) masks: Masks,
    /// `None` where the recording says it.
    pub(crate) size: Option<Inference>,
}

impl Survey {
    /// A survey of a recording of which `about` says everything but the output: what that has of it
    /// is not looked at. `span` is what is known about the session from elsewhere.
    #[must_use]
    pub fn new(about: &Recording, span: Option<Span>) -> Survey {
        Survey {
            timeline: Timeline::new(&about.clock, span),
            window: Window::default(),
            counts: !matches!(about.clock, Clock::Exact { .. }),
            counted: Counted::default(),
            secrets: Some(Search::default()),
            size: about.recorded_size.is_none().then(Inference::default),
            looked: 0,
        }
    }

    /// A survey that leaves secrets as they are: only for a reader who gave a reason.
    #[must_use]
    pub fn revealed(about: &Recording, span: Option<Span>) -> Survey {
        Survey { secrets: None, ..Survey::new(about, span) }
    }

    /// Looks through the next bytes of the output.
    pub fn take(&mut self, output: &[u8]) {
        for output in output.chunks(PIECE) {
            self.window.push(output);
            self.advance(false);
        }
    }

    /// What was found.
    #[must_use]
    pub fn finish(mut self) -> Surveyed {
        self.advance(true);
        self.timeline.play_at_pace(&self.counted);
        Surveyed {
            timeline: self.timeline,
            counted: self.counted,
            masks: self.secrets.map(Search::finish).unwrap_or_default(),
            size: self.size,
        }
    }

    fn advance(&mut self, is_end: bool) {
        if self.counts {
            let counted = self.counted.total as usize;
            let output = self.window.get(counted..usize::MAX);
            self.counted.count(output, &self.timeline, is_end);
        }
        loop {
            let output = self.window.get(self.looked..usize::MAX);
            let piece = &output[..whole_lines(output, is_end)];
            if piece.is_empty() {
                break;
            }
            if let Some(secrets) = &mut self.secrets {
                secrets.look(piece);
            }
            if let Some(size) = &mut self.size {
                size.look(piece);
            }
            self.looked += piece.len();
        }
        let counted = if self.counts { self.counted.total as usize } else { self.looked };
        self.window.forget(self.looked.min(counted));
    }
}

/// As much is taken at a time: enough for searches to be fast, little enough to stay in the cache.
pub(crate) const PIECE: usize = 64 << 10;
