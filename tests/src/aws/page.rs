//! Which part of an answer is sent, and with which token does the caller get the next?

use serde_json::Value;

use super::harm::expired_page;
use super::refusal::Refusal;

/// How a service pages: the names of its fields and the most it sends at once.
pub(super) struct Paging {
    pub(super) service: &'static str,
    pub(super) token: &'static str,
    pub(super) limit: &'static str,
    pub(super) most: usize,
}

impl Paging {
    /// How Systems Manager does it; `most` differs between its operations.
    pub(super) const fn ssm(most: usize) -> Self {
        Self { service: "ssm", token: "NextToken", limit: "MaxResults", most }
    }

    /// `{<name>: [one page], <token>: "…"}`; the token is left out on the last page.
    pub(super) fn answer(
        &self,
        ask: &Value,
        name: &str,
        all: Vec<Value>,
    ) -> Result<Value, Refusal> {
        let limit = match ask[self.limit].as_u64() {
            None => self.most,
            Some(limit) if (1..=self.most as u64).contains(&limit) => limit as usize,
            Some(limit) => return Err(self.out_of_range(limit)),
        };
        let from = match ask[self.token].as_str() {
            None => 0,
            Some(token) => position(token).ok_or_else(|| expired_page(self.service))?,
        };
        let next = from + limit;
        let mut answer = serde_json::json!({});
        if next < all.len() {
            answer[self.token] = Value::from(token(next));
        }
        answer[name] = all.into_iter().skip(from).take(limit).collect();
        Ok(answer)
    }

    fn out_of_range(&self, limit: u64) -> Refusal {
        let Self { limit: name, most, .. } = self;
        let text = format!(
            "1 validation error detected: Value '{limit}' at '{name}' failed to satisfy constraint: Member must have \
             value less than or equal to {most}"
        );
        Refusal::bad("ValidationException", text)
    }
}

/// Opaque to callers, as in AWS.
fn token(position: usize) -> String {
    hex::encode(format!("page from {position}"))
}

fn position(token: &str) -> Option<usize> {
    let text = String::from_utf8(hex::decode(token).ok()?).ok()?;
    text.strip_prefix("page from ")?.parse().ok()
}
