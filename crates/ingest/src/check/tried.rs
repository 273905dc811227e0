//! What came of the calls that were tried in one place?

use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use sekisho_domain::id::AccountId;

use super::{Checked, Outcome};
use crate::aws::trouble::{Trouble, TroubleCode};

/// The calls of one place, in the order in which they were tried.
pub(super) struct Tried {
    account: AccountId,
    place: String,
    pub(super) checked: Vec<Checked>,
}

impl Tried {
    pub(super) fn new(account: &AccountId, place: impl Into<String>) -> Self {
        Self { account: account.clone(), place: place.into(), checked: Vec::new() }
    }

    /// Notes what a call answered.
    pub(super) fn note<T, E>(
        &mut self,
        action: &'static str,
        answer: Result<T, SdkError<E>>,
    ) -> Option<T>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        match answer {
            Ok(answer) => {
                self.add(action, Outcome::Allowed);
                Some(answer)
            }
            Err(error) => {
                self.add(action, Outcome::Refused(Trouble::of(&self.place, &error)));
                None
            }
        }
    }

    /// Notes what a call about one thing answered, which may well not be there or not be had: who is told so may ask.
    pub(super) fn note_of_one<T, E>(&mut self, action: &'static str, answer: Result<T, SdkError<E>>)
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let outcome = match answer.map_err(|error| Trouble::of(&self.place, &error)) {
            Ok(_)
            | Err(Trouble {
                code: TroubleCode::Missing | TroubleCode::Gone | TroubleCode::Archived,
                ..
            }) => Outcome::Allowed,
            Err(trouble) => Outcome::Refused(trouble),
        };
        self.add(action, outcome);
    }

    /// Notes what was not tried after a listing: for want of a thing, unless that was refused.
    pub(super) fn untried(&mut self, action: &'static str, none: &'static str) {
        let outcome = match self.checked.last() {
            Some(listing) if listing.is_refused() => Outcome::Unlisted,
            _ => Outcome::Untried(none),
        };
        self.add(action, outcome);
    }

    pub(super) fn add(&mut self, action: &'static str, outcome: Outcome) {
        let (account, place) = (self.account.clone(), self.place.clone());
        self.checked.push(Checked { account, place, action, outcome });
    }
}
