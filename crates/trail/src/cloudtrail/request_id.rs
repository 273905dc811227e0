//! Which access request does a record name, of its own accord?

use std::collections::BTreeMap;

use sekisho_domain::id::RequestId;
use serde_json::value::RawValue;

use super::record::Record;
use crate::problem::Problem;

/// The one request id that stands in the request or the response outside the fields of `typed`.
///
/// No document says in which field AWS writes it, so it is searched for. Two different ids tell nothing.
pub(super) fn recorded(record: &Record<'_>, typed: &[&str]) -> Result<Option<RequestId>, Problem> {
    let asked: BTreeMap<String, &RawValue> = record.parameters()?;
    let answer: BTreeMap<String, &RawValue> = record.response()?;
    let fields = asked.iter().chain(&answer).filter(|(name, _)| !typed.contains(&name.as_str()));
    let mut found = None;
    for id in fields.flat_map(|(_, value)| ids(value.get())) {
        if found.as_ref().is_some_and(|known| *known != id) {
            return Ok(None);
        }
        found = Some(id);
    }
    Ok(found)
}

/// Every `oi-` and 12 hexadecimal digits that is not part of a longer word.
fn ids(text: &str) -> impl Iterator<Item = RequestId> {
    const LENGTH: usize = "oi-0123456789ab".len();
    let word = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-');
    text.match_indices("oi-").filter_map(move |(at, _)| {
        let bytes = text.as_bytes();
        if at.checked_sub(1).is_some_and(|before| word(bytes.get(before))) {
            return None;
        }
        if word(bytes.get(at + LENGTH)) {
            return None;
        }
        RequestId::new(text.get(at..at + LENGTH)?).ok()
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_whole_words_are_request_ids() {
        fn check(text: &str, expected: &[&str]) {
            let found: Vec<String> = super::ids(text).map(|id| id.to_string()).collect();
            assert_eq!(found, expected, "{text}");
        }
        check(r#""oi-a71f4d891d72""#, &["oi-a71f4d891d72"]);
        check("opsitem/oi-a71f4d891d72,oi-000000000000", &["oi-a71f4d891d72", "oi-000000000000"]);
        check("oi-a71f4d891d7", &[]);
        check("oi-a71f4d891d720", &[]);
        check("koi-a71f4d891d72", &[]);
        check("oi-a71f4d891d7本", &[]);
    }
}
