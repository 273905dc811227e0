//! Where do bytes come from? One file per kind of place.

pub(crate) mod bucket;
pub(crate) mod claim;
pub(crate) mod folder;
pub(crate) mod log_group;
pub(crate) mod lookup;
mod notification;
mod object;
mod one_by_one;
pub(crate) mod public_keys;
pub(crate) mod queue;
mod sidecar;
pub(crate) mod systems_manager;
pub(crate) mod trail_bucket;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use sekisho_archive::{Archive, Origin};
use sekisho_catalog::SourceState;
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::source::{Brings, Destination};
use tokio::sync::mpsc;

use self::claim::{Claim, Claims};
use crate::aws::trouble::Trouble;

/// A place that is asked again and again for what it has.
pub(crate) trait Source: Send {
    /// What it is called in output and in the catalog: its kind and its place.
    fn name(&self) -> String;

    /// What it brings, and the only account and region it tells of, unless it may tell of any.
    fn tells(&self) -> Tells;

    /// How long to wait before it is asked again.
    fn rest(&self) -> Duration;

    /// Gives everything that is not archived yet to the sink. Asking twice gives nothing twice.
    fn pull<'a>(&'a mut self, sink: &'a Sink) -> BoxFuture<'a, Result<Pulled, Trouble>>;
}

/// What a source tells of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tells {
    pub(crate) brings: Brings,
    pub(crate) place: Option<(AccountId, Region)>,
    /// The only accounts whose sessions it brings; none where it may bring those of any.
    pub(crate) accounts: Vec<AccountId>,
    /// The bucket or log group that it reads.
    pub(crate) destination: Option<Destination>,
    /// Below which prefixes it reads a bucket.
    pub(crate) prefixes: Vec<String>,
    /// For how long AWS remembers what it tells of; `None` where it keeps what it has.
    pub(crate) remembered: Option<SignedDuration>,
}

impl Tells {
    /// What is known of a source, with what it tells of now.
    pub(crate) fn noted(&self, state: SourceState) -> SourceState {
        let Self { brings, place, accounts, destination, prefixes, remembered: _ } = self.clone();
        SourceState { brings, place, accounts, destination, prefixes, is_configured: true, ..state }
    }
}

/// What asking a source once came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Pulled {
    /// Things that it has.
    pub(crate) listed: u64,
    /// Those among them that the archive had already.
    pub(crate) known: u64,
    /// Those that are left where they are: they are no records, or the configuration does not name them.
    pub(crate) left: u64,
    /// Those among these that no key pattern names.
    pub(crate) unnamed: u64,
    /// Those that could not be had.
    pub(crate) absent: u64,
    /// Those among these whose names tell what they hold, so that nothing else is in doubt.
    pub(crate) named: u64,
    /// Everything that AWS had delivered by then has been seen.
    pub(crate) complete_up_to: Option<Timestamp>,
}

impl Pulled {
    /// Whether all is known of what it has, be it that something is known to be absent.
    pub(crate) fn is_complete(&self) -> bool {
        self.absent == self.named
    }

    /// Counts a thing that the source has, and whether the archive had it not.
    pub(crate) fn count(&mut self, is_new: bool) {
        self.listed += 1;
        self.known += u64::from(!is_new);
    }
}

/// Something on its way from a source into the archive, in the order in which it was given.
pub(crate) enum Item {
    /// Content to seal.
    Found(Find),
    /// Content that could not be had.
    Absent(Absence),
    /// The source need not be asked again for what lies before this.
    Reached {
        /// The source and what of it.
        cursor: String,
        /// How far.
        at: String,
    },
    /// Everything below a prefix of a bucket was listed, so a delete marker that was not given since is gone.
    Listed {
        /// The bucket and the prefix, as locators begin.
        below: String,
        /// When the listing began.
        since: Timestamp,
    },
    /// Everything that was given before this is to be acknowledged, once it is durable and derived.
    Told(queue::Receipt),
    /// A source was asked, and this came of it.
    Answered {
        /// The source.
        source: String,
        /// What it tells of.
        tells: Tells,
        /// When it was asked.
        asked: Timestamp,
        /// What it had, or why it did not answer.
        outcome: Result<Pulled, Trouble>,
    },
}

/// Content and where it was found.
pub(crate) struct Find {
    pub(crate) origin: Origin,
    pub(crate) content: Content,
    /// Held until it is sealed, where others might read the same.
    pub(crate) claim: Option<Claim>,
}

/// Small content is held; large content waits in a file without a name, which a crash removes.
pub(crate) enum Content {
    Held(Vec<u8>),
    Spooled(std::fs::File),
}

/// An object that a source has and does not give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Absence {
    pub(crate) origin: Origin,
    pub(crate) trouble: Trouble,
}

/// Where sources put what they find. It holds a bounded number of things, so that a source never runs far ahead of the
/// disk.
#[derive(Clone)]
pub(crate) struct Sink {
    pub(crate) to: mpsc::Sender<Item>,
    pub(crate) archive: Arc<Archive>,
    pub(crate) catalog: sekisho_catalog::Catalog,
    /// Where large content waits.
    pub(crate) spool: PathBuf,
    /// What is being read, by all sources together.
    pub(crate) claims: Claims,
}

impl Sink {
    /// Asks a source once, tells what came of it, and says whether it answered.
    pub(crate) async fn ask(&self, source: &mut dyn Source) -> bool {
        let asked = Timestamp::now();
        let outcome = source.pull(self).await;
        let answered = outcome.is_ok();
        let (name, tells) = (source.name(), source.tells());
        self.give(Item::Answered { source: name, tells, asked, outcome }).await;
        answered
    }

    /// Hands on; waits while too much is under way.
    pub(crate) async fn give(&self, item: Item) {
        // Nobody listens any more when the run is being stopped; what was not sealed is found again by the next one.
        let _ = self.to.send(item).await;
    }

    /// Hands on a document unless the archive has one of that name, and says whether it was new.
    pub(crate) async fn give_new(&self, origin: Origin, document: Vec<u8>) -> bool {
        let is_new = !self.knows(&origin);
        if is_new {
            let content = Content::Held(document);
            self.give(Item::Found(Find { origin, content, claim: None })).await;
        }
        is_new
    }

    /// Hands on what was read under a claim, which ends when it is sealed.
    pub(crate) async fn give_claimed(&self, origin: Origin, content: Content, claim: Claim) {
        if let Ok(room) = self.to.reserve().await {
            claim.give(|claim| {
                room.send(Item::Found(Find { origin, content, claim: Some(claim) }));
            });
        }
    }

    /// Claims an object that the archive does not have and nobody else reads.
    pub(crate) async fn claim(&self, origin: &Origin) -> Option<Claim> {
        let claim = self.claims.claim(origin).await?;
        // Asked under the claim: another may have sealed it a moment before.
        (!self.knows(origin)).then_some(claim)
    }

    /// Whether the archive has any version of this thing.
    pub(crate) fn holds(&self, origin: &Origin) -> bool {
        let found = self.archive.find(&origin.locator).unwrap_or_default();
        found.iter().any(|original| original.origin.source == origin.source)
    }

    /// Whether the archive has this version of this thing.
    pub(crate) fn knows(&self, origin: &Origin) -> bool {
        let found = self.archive.find(&origin.locator).unwrap_or_default();
        let same =
            |known: &Origin| known.source == origin.source && known.version == origin.version;
        found.iter().any(|original| same(&original.origin))
    }

    /// How far a source had come.
    pub(crate) async fn cursor(&self, name: &str) -> Option<String> {
        self.catalog.cursor(name).await.ok().flatten()
    }
}

/// Where something was found, before anything more than its name is known of it.
pub(crate) fn origin(source: &str, locator: String, version: Option<String>) -> Origin {
    Origin { source: source.into(), locator, version, metadata: BTreeMap::new(), uploaded: None }
}

/// Objects that AWS or people leave beside records, by the end of their locator.
const IGNORED: &[(&str, &str)] = &[
    ("/README.md", "a description for people"),
    ("aws-logs-write-test", "written by CloudWatch Logs to test the bucket"),
    ("/Port/stderr", "written by Session Manager for remote desktop connections"),
];

/// Why an object is known to be no record.
pub(crate) fn ignored(locator: &str) -> Option<&'static str> {
    let slashed = format!("/{locator}");
    IGNORED.iter().find(|(end, _)| slashed.ends_with(end)).map(|(_, why)| *why)
}
