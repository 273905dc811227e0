//! What can be asked, the same from the browser and from the command line?

pub(crate) mod ahead;
pub(crate) mod alis;
pub(crate) mod around;
pub(crate) mod attaching;
pub(crate) mod cast;
pub(crate) mod coverage;
mod desk;
mod error;
pub(crate) mod find;
pub(crate) mod findings;
mod fold;
pub(crate) mod footage;
pub(crate) mod live;
pub(crate) mod metrics;
mod names;
pub(crate) mod originals;
pub(crate) mod pieces;
pub(crate) mod place;
pub(crate) mod playing;
pub(crate) mod raw;
pub(crate) mod reason;
pub(crate) mod recordings;
pub(crate) mod register;
pub(crate) mod replay;
pub(crate) mod requests;
pub(crate) mod reveal;
mod row;
mod rows;
pub(crate) mod screen;
pub(crate) mod screen_text;
pub(crate) mod search;
pub(crate) mod session;
mod shelf;
mod shown;
pub(crate) mod size;
mod snippet;
pub(crate) mod status;
pub(crate) mod still;
pub(crate) mod text;
pub(crate) mod timeline;
pub(crate) mod trail;
pub(crate) mod transcript;
pub(crate) mod undecided;
pub(crate) mod watch;
pub(crate) mod when;

use jiff::tz::TimeZone;

pub(crate) use desk::Desk;
pub(crate) use error::AnswerError;

/// What was asked.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    /// As typed.
    pub(crate) text: String,
    /// The zone of the asker; the desk's if absent.
    pub(crate) zone: Option<TimeZone>,
    /// Which part of the answer.
    pub(crate) page: Page,
}

/// A part of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    /// Rows to leave out.
    pub(crate) offset: usize,
    /// Rows to give.
    pub(crate) limit: usize,
}

impl Page {
    pub(crate) const DEFAULT_LIMIT: usize = 20;
    pub(crate) const MAX_LIMIT: usize = 500;
    pub(crate) const FIRST: Page = Page { offset: 0, limit: Self::DEFAULT_LIMIT };

    /// This part of a list that is all in memory.
    pub(crate) fn of<T>(self, mut all: Vec<T>) -> Vec<T> {
        all.drain(..self.offset.min(all.len()));
        all.truncate(self.limit);
        all
    }

    /// What to pass to get the rows after this part, unless there are none.
    pub(crate) fn next(self, total: usize) -> Option<String> {
        let end = self.offset.saturating_add(self.limit);
        (end < total).then(|| end.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn following_the_cursor_gives_every_row_once() {
        for limit in 1..8 {
            let mut rows = Vec::new();
            let mut page = Page { offset: 0, limit };
            loop {
                rows.extend(page.of((0..6).collect()));
                let Some(cursor) = page.next(6) else { break };
                page.offset = cursor.parse().expect("a cursor of ours");
            }
            assert_eq!(rows, [0, 1, 2, 3, 4, 5], "pages of {limit}");
        }
    }
}
