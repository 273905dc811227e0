//! How is something long handed out without holding all of it?

use futures_util::stream::BoxStream;
use sekisho_catalog::About;

use super::AnswerError;
use super::size::Chosen;

/// What is handed out, and in pieces of text that make the whole.
///
/// The ledger has its line about it before there is a first piece. A piece that is an error ends it: what came before is
/// incomplete, and whoever passes it on has to make that visible.
pub(crate) struct HandedOut {
    /// What it was made from.
    pub(crate) about: About,
    /// The terminal that was chosen to show it, if it is not the recording's own.
    pub(crate) chosen: Option<Chosen>,
    /// The text.
    pub(crate) pieces: BoxStream<'static, Result<String, AnswerError>>,
}

/// Somebody derived the recording again while it was being handed out.
pub(super) fn replaced(about: &About) -> AnswerError {
    AnswerError::NotFound {
        what: format!("the recording of session {} was replaced meanwhile", about.session),
        hint: "what was handed out so far is incomplete: ask again".into(),
    }
}
