//! Of how many sessions can nobody say whether they match, as what is asked for is not known of them?

use sekisho_index::document::Unread;
use sekisho_query::ast::Query;

use super::{AnswerError, Desk};
use crate::shape::search::UndecidedShape;

/// Of how many, and why.
pub(crate) async fn of(desk: &Desk, query: &Query) -> Result<UndecidedShape, AnswerError> {
    let sekisho_index::Undecided { unknown, unread } = desk.holdings.index.undecided(query)?;
    let of = |why: Unread| unread.iter().filter(|(of, _)| *of == why).map(|(_, n)| n).sum();
    Ok(UndecidedShape {
        sessions: unknown + unread.iter().map(|(_, n)| n).sum::<usize>(),
        unknown,
        waiting: of(Unread::Waiting),
        no_engine: of(Unread::NoEngine),
        in_part: of(Unread::InPart),
        no_video: of(Unread::NoVideo),
        unattached: unattached(desk).await?,
    })
}

/// How many videos may show whatever is asked for, as nobody knows whose screen they show.
pub(crate) async fn unattached(desk: &Desk) -> Result<usize, AnswerError> {
    let count = desk.holdings.catalog.meta(sekisho_catalog::UNATTACHED).await?;
    Ok(count.and_then(|count| count.parse().ok()).unwrap_or(0))
}
