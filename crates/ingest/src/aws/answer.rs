//! What exactly did AWS answer?

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::AfterDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use serde::Deserialize;
use serde_json::value::RawValue;

/// Keeps the body of the last answer to the calls it is attached to, byte for byte: what is archived are AWS's words, and
/// not what this program understood of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Verbatim(Arc<Mutex<Vec<u8>>>);

impl Verbatim {
    /// Takes the body out.
    pub(crate) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Intercept for Verbatim {
    fn name(&self) -> &'static str {
        "Verbatim"
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let body = context.response().body().bytes().unwrap_or_default();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = body.to_vec();
        Ok(())
    }
}

/// One thing out of a list that AWS answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The value of the field that names it.
    pub(crate) id: String,
    /// The same list with this thing alone in it, as AWS wrote it.
    pub(crate) document: Vec<u8>,
}

/// Cuts the list under `list` into documents of one thing each, named by the field `id`.
///
/// A page of an answer changes whenever anything on it does; one thing changes only when it does, so the archive takes in
/// each state of each thing once, however often AWS is asked.
///
/// # Errors
/// The whole answer, when it is not such a list: it is then archived as it came, and its reader says what is wrong.
pub(crate) fn pieces(answer: Vec<u8>, list: &str, id: &str) -> Result<Vec<Piece>, Vec<u8>> {
    match cut(&answer, list, id) {
        Some(pieces) => Ok(pieces),
        None => Err(answer),
    }
}

fn cut(answer: &[u8], list: &str, id: &str) -> Option<Vec<Piece>> {
    let fields: BTreeMap<&str, &RawValue> = serde_json::from_slice(answer).ok()?;
    let things: Vec<&RawValue> = serde_json::from_str(fields.get(list)?.get()).ok()?;
    let piece = |thing: &&RawValue| {
        let named: BTreeMap<std::borrow::Cow<'_, str>, &RawValue> =
            serde_json::from_str(thing.get()).ok()?;
        let id = String::deserialize(*named.get(id)?).ok()?;
        Some(Piece { id, document: format!("{{\"{list}\":[{}]}}", thing.get()).into_bytes() })
    };
    things.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_without_changing_a_byte() {
        let check = |answer: &str, expected: Option<&[(&str, &str)]>| {
            let cut = pieces(answer.into(), "Sessions", "SessionId").ok();
            let cut = cut.map(|pieces| {
                let piece = |p: Piece| (p.id, String::from_utf8_lossy(&p.document).into_owned());
                pieces.into_iter().map(piece).collect::<Vec<_>>()
            });
            let expected = expected.map(|pieces| {
                pieces.iter().map(|(id, text)| ((*id).into(), (*text).into())).collect()
            });
            assert_eq!(cut, expected, "{answer}");
        };
        check(r#"{"Sessions":[],"NextToken":"t"}"#, Some(&[]));
        check(
            r#"{"Sessions":[{"SessionId":"a","StartDate":1.79e9 , "Reason":"監査"},{"x":1,"SessionId":"b"}]}"#,
            Some(&[
                ("a", r#"{"Sessions":[{"SessionId":"a","StartDate":1.79e9 , "Reason":"監査"}]}"#),
                ("b", r#"{"Sessions":[{"x":1,"SessionId":"b"}]}"#),
            ]),
        );
        check(r#"{"Sessions":[{"Target":"i-1"}]}"#, None);
        check(r#"{"Sessions":{}}"#, None);
        check(r#"{"Sess"#, None);
    }
}
