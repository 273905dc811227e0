//! Which access requests are there?

use sekisho_domain::id::RequestId;

use super::{AnswerError, Desk, Page, row};
use crate::shape::request::{RequestPage, RequestRow};

/// Requests, newest first.
pub(crate) async fn list(desk: &Desk, page: Page) -> Result<RequestPage, AnswerError> {
    let names = desk.names().await?;
    let all = desk.holdings.catalog.requests().await?;
    let total = all.len();
    let requests = page.of(all).iter().map(|record| row::request_row(record, &names)).collect();
    Ok(RequestPage { total, requests, next_cursor: page.next(total) })
}

/// One request.
pub(crate) async fn detail(desk: &Desk, id: &str) -> Result<RequestRow, AnswerError> {
    let missing = || AnswerError::NotFound {
        what: format!("there is no access request {id:?}"),
        hint: "list the requests to see their ids, such as oi-a71f4d891d72".into(),
    };
    let request = RequestId::new(id).map_err(|_| missing())?;
    let record = desk.holdings.catalog.request(&request).await?.ok_or_else(missing)?;
    Ok(row::request_row(&record, &*desk.names().await?))
}
