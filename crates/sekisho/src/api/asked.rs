//! What do the parameters of a request mean?

use jiff::tz::TimeZone;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::answer::place::Place;
use crate::answer::{AnswerError, Page, Question};

/// A question and the page of its answer.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// What was typed: a sentence, words, or `field:value` terms. Nothing means everything.
    #[serde(default)]
    q: String,
    /// The IANA zone that days and weeks are cut in; the server's if absent.
    zone: Option<String>,
    /// Rows of a page, 1 to 500; 20 if absent.
    limit: Option<usize>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// A page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paged {
    /// Rows of a page, 1 to 500; 20 if absent.
    pub(super) limit: Option<usize>,
    /// `next_cursor` of the page before.
    pub(super) cursor: Option<String>,
}

impl Asked {
    /// The whole answer to a question rather than one page.
    pub(super) fn everything(q: String, zone: Option<String>) -> Self {
        Self { q, zone, limit: None, cursor: None }
    }

    /// The question, checked.
    pub(crate) fn question(self) -> Result<Question, AnswerError> {
        Ok(Question {
            text: self.q,
            zone: self.zone.map(zone).transpose()?,
            page: Paged { limit: self.limit, cursor: self.cursor }.page()?,
        })
    }
}

impl Paged {
    /// The page, checked.
    pub(crate) fn page(self) -> Result<Page, AnswerError> {
        let offset = match self.cursor {
            None => 0,
            Some(cursor) => cursor.parse().map_err(|_| AnswerError::Refused {
                code: "bad-cursor",
                message: format!("{cursor:?} is not a cursor"),
                hint: "pass `next_cursor` of the page before".into(),
            })?,
        };
        let limit = self.limit.unwrap_or(Page::DEFAULT_LIMIT);
        if !(1..=Page::MAX_LIMIT).contains(&limit) {
            return Err(AnswerError::Refused {
                code: "bad-limit",
                message: format!("a page cannot have {limit} rows"),
                hint: format!("ask for 1 to {} rows", Page::MAX_LIMIT),
            });
        }
        Ok(Page { offset, limit })
    }
}

pub(super) fn zone(name: String) -> Result<TimeZone, AnswerError> {
    TimeZone::get(&name).map_err(|_| AnswerError::Refused {
        code: "unknown-zone",
        message: format!("there is no time zone {name:?}"),
        hint: "use an IANA name such as Asia/Tokyo".into(),
    })
}

/// A place as it is typed.
pub(super) fn place(text: &str) -> Result<Place, AnswerError> {
    Place::typed(text).ok_or_else(|| AnswerError::Refused {
        code: "bad-place",
        message: format!("{text:?} is not a place"),
        hint: "use a position such as 7.5s, a byte such as b18231, or a line such as L214".into(),
    })
}
