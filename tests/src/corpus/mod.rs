//! What would eight weeks of recorded access look like?
//!
//! Terminal output is put together from pieces of real sessions (`blocks/`), with other ids and numbers in every
//! session; who, where and when is invented. The same seed and count give the same bytes on every machine.
//!
//! Pieces recur between sessions, so what a compressor gains across sessions is more than it would in the field.

mod block;
mod desktop;
mod endless;
mod folder;
mod long;
mod nodes;
mod output;
mod random;
mod session;
mod session_log;
mod tiny;
mod trail;

pub use desktop::{DESKTOP, Length, write_desktop};
pub use endless::write_endless;
pub use folder::{AS_OF, Written, write_folder, write_long};
pub use long::Long;
pub use output::RARE_WORD;
pub use random::Random;
pub use session::{NODES, Node, PEOPLE, Session};
pub use tiny::write_tiny;
pub use trail::delivered;

/// Invented sessions and their logs.
#[derive(Debug)]
pub struct Corpus {
    seed: u64,
    sessions: Vec<Session>,
}

impl Corpus {
    /// The size that measurements use: about 118 MB of logs.
    pub const LOGS: usize = 2_000;

    /// Invents `logs` sessions.
    #[must_use]
    pub fn new(seed: u64, logs: usize) -> Self {
        Self { seed, sessions: session::plan(seed, logs) }
    }

    /// The sessions, in no order of time.
    #[must_use]
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// The S3 log of a session.
    #[must_use]
    pub fn log(&self, session: &Session) -> Vec<u8> {
        let mut random = Random::new(self.seed, 1_000 + session.number as u64);
        session_log::session_log(session, &output::output(session, &mut random))
    }

    /// All logs, in the order of the sessions.
    #[must_use]
    pub fn logs(&self) -> Vec<Vec<u8>> {
        self.sessions.iter().map(|session| self.log(session)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_decides_every_byte() {
        let (first, second) = (Corpus::new(7, 20), Corpus::new(7, 20));
        assert_eq!(first.logs(), second.logs());
        assert_ne!(first.logs(), Corpus::new(8, 20).logs());
    }

    #[test]
    fn sizes_are_spread_like_session_logs() {
        let corpus = Corpus::new(1, 400);
        let mut sizes: Vec<usize> = corpus.logs().iter().map(Vec::len).collect();
        sizes.sort_unstable();
        let near = |size: usize, expected: usize| size.abs_diff(expected) * 4 < expected;
        assert!(near(sizes[200], 32_000), "median {}", sizes[200]);
        assert!(near(sizes[395], 459_000), "p99 {}", sizes[395]);
        assert!(near(sizes[399], 3_200_000), "largest {}", sizes[399]);
    }

    #[test]
    fn the_product_reads_every_log_without_a_doubt() {
        let corpus = Corpus::new(3, 40);
        for session in corpus.sessions() {
            let log = corpus.log(session);
            assert_eq!(sekisho_recording::sniff(&log), Some(sekisho_recording::Kind::SessionLog));
            let reading = sekisho_recording::read(
                sekisho_recording::Kind::SessionLog,
                &log,
                &sekisho_recording::Limits::DEFAULT,
            );
            assert_eq!(reading.rejected, [], "{}", session.id);
            assert_eq!(reading.recordings[0].session_id.as_deref(), Some(session.id.as_str()));
            assert_eq!(reading.recordings[0].node_id.as_deref(), Some(session.node.id));
        }
    }
}
