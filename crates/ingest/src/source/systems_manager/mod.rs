//! What does Systems Manager remember of an account's sessions, requests and nodes?
//!
//! It remembers sessions for 30 days and requests for a year, so it is asked every few minutes and each state of each
//! thing is archived as AWS wrote it.

mod documents;
mod nodes;
mod requests;
mod sessions;

use std::time::Duration;

use aws_sdk_ssm::Client;
use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp, ToSpan};
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::source::Brings;

use super::{Pulled, Sink, Source, Tells, origin};
use crate::aws::answer::{Piece, pieces};
use crate::aws::trouble::Trouble;
use crate::hash;

pub(crate) use documents::Documents;
pub(crate) use nodes::{Nodes, ORGANISATION};
pub(crate) use requests::Requests;
pub(crate) use sessions::Sessions;

/// The name this source has in the ledger.
const NAME: &str = "ssm";

/// How long session history is kept.
const SESSIONS_REMEMBERED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How long access requests are kept.
const REQUESTS_REMEMBERED: SignedDuration = SignedDuration::from_hours(365 * 24);

/// How often what changes with every session is asked for.
const OFTEN: Duration = Duration::from_secs(120);

/// How often what changes seldom is asked for.
const SELDOM: Duration = Duration::from_secs(3600);

/// One account in one region, and the client that works there.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    pub(crate) client: Client,
}

impl Place {
    fn name(&self, what: &str) -> String {
        format!("{NAME} {}/{} {what}", self.account, self.region)
    }

    /// The things of an answer, each a document of its own. An answer that is no such list is handed on whole.
    async fn pieces(
        &self,
        answer: Vec<u8>,
        operation: &str,
        (list, id): (&str, &str),
        sink: &Sink,
        pulled: &mut Pulled,
    ) -> Vec<Piece> {
        match pieces(answer, list, id) {
            Ok(pieces) => pieces,
            Err(answer) => {
                self.give_one(operation, "unreadable", answer, sink, pulled).await;
                Vec::new()
            }
        }
    }

    /// Hands a document on under its content, so that each state of a thing is sealed once.
    async fn give_one(
        &self,
        operation: &str,
        name: &str,
        document: Vec<u8>,
        sink: &Sink,
        pulled: &mut Pulled,
    ) {
        let state = hash(&document).to_string();
        self.give_once(operation, &format!("{name}/{}", &state[..16]), document, sink, pulled)
            .await;
    }

    /// Hands a document on unless the archive has one of that name.
    async fn give_once(
        &self,
        operation: &str,
        name: &str,
        document: Vec<u8>,
        sink: &Sink,
        pulled: &mut Pulled,
    ) {
        let locator = format!("{}/{}/{operation}/{name}.json", self.account, self.region);
        let origin = origin(NAME, locator, None);
        pulled.count(sink.give_new(origin, document).await);
    }
}

/// From when on something has to be asked for again, if everything before `cursor` was seen and may change for `days`.
fn since(cursor: Option<&str>, days: i64) -> Option<Timestamp> {
    let reached: Timestamp = cursor?.parse().ok()?;
    reached.checked_sub((days * 24).hours()).ok()
}

/// A time as the filters of these calls are written.
fn written(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A source of one call, so that the four of them read alike.
macro_rules! source {
    ($name:ident, $what:literal, $brings:expr, $remembered:expr, $rest:expr) => {
        impl Source for $name {
            fn name(&self) -> String {
                self.place().name($what)
            }

            fn tells(&self) -> Tells {
                let Place { account, region, .. } = self.place().clone();
                let place = Some((account, region));
                Tells { brings: $brings, place, remembered: $remembered, ..Tells::default() }
            }

            fn rest(&self) -> Duration {
                $rest
            }

            fn pull<'a>(&'a mut self, sink: &'a Sink) -> BoxFuture<'a, Result<Pulled, Trouble>> {
                Box::pin(self.ask(sink))
            }
        }
    };
}

source!(Sessions, "sessions", Brings::Sessions, Some(SESSIONS_REMEMBERED), OFTEN);
source!(Requests, "requests", Brings::Requests, Some(REQUESTS_REMEMBERED), OFTEN);
source!(Nodes, "nodes", Brings::Other, None, SELDOM);
source!(Documents, "policies", Brings::Preferences, None, SELDOM);
