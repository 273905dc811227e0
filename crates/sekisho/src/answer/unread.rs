//! Of how many sessions can nobody say whether they match, as their screens were not all read?

use sekisho_index::document::Unread;
use sekisho_query::ast::Query;
use sekisho_query::field::Field;

use super::{AnswerError, Desk, Question};
use crate::shape::search::UnreadShape;

/// Of how many, if the query asks for screens.
pub(crate) fn of(desk: &Desk, query: &Query) -> Result<Option<UnreadShape>, AnswerError> {
    if !query.asks_for(Field::Screen) {
        return Ok(None);
    }
    let undecided = desk.holdings.index.undecided(query)?;
    let of = |why: Unread| undecided.iter().filter(|(of, _)| *of == why).map(|(_, n)| n).sum();
    Ok(Some(UnreadShape {
        sessions: undecided.iter().map(|(_, n)| n).sum(),
        waiting: of(Unread::Waiting),
        no_engine: of(Unread::NoEngine),
        in_part: of(Unread::InPart),
        no_video: of(Unread::NoVideo),
    }))
}

/// The same of a question, where nothing else of its answer is wanted.
pub(crate) async fn asked(
    desk: &Desk,
    question: &Question,
) -> Result<Option<UnreadShape>, AnswerError> {
    of(desk, &desk.read(question).await?.query)
}
