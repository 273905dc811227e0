//! Why does somebody do what is not done without a reason?

use super::AnswerError;

/// Why somebody does something, in words that stay in the ledger.
#[derive(Debug, Clone)]
pub(crate) struct Reason(String);

impl Reason {
    /// More is no reason but a text.
    const LONGEST: usize = 500;

    /// The words, without the blanks around them; `needed` says what is not done without any.
    pub(crate) fn given(text: &str, needed: &str) -> Result<Self, AnswerError> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > Self::LONGEST {
            return Err(AnswerError::Refused {
                code: "reason-needed",
                message: format!("{needed} only to somebody who says why"),
                hint: format!("give a reason of 1 to {} characters", Self::LONGEST),
            });
        }
        Ok(Self(text.to_owned()))
    }

    /// The words.
    pub(crate) fn words(&self) -> &str {
        &self.0
    }
}
