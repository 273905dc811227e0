//! Which accounts, buckets and log groups are read?

use sekisho_domain::id::{AccountId, Region};

use crate::connection_key::ConnectionKey;
use crate::key_patterns::KeyPatterns;

/// Everything an administrator has named. It is checked by whoever made it; what it names may still not exist.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Estate {
    /// Where AWS is, if not at its own addresses: for test servers and private endpoints.
    pub endpoint: Option<String>,
    /// The accounts, each with how it is entered.
    pub accounts: Vec<Account>,
    /// The buckets to which AWS delivers.
    pub buckets: Vec<Bucket>,
    /// The log groups to which sessions are streamed.
    pub log_groups: Vec<LogGroup>,
}

/// An account whose sessions are audited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its twelve digits.
    pub id: AccountId,
    /// What people call it.
    pub name: Option<String>,
    /// The regions that have nodes.
    pub regions: Vec<Region>,
    /// How it is entered; without one, with the credentials this program was started with.
    pub role: Option<Role>,
    /// Whether access requests of the organisation are replicated to it.
    pub is_delegated_administrator: bool,
}

/// A role to assume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its ARN.
    pub arn: String,
    /// The external id that its trust policy asks for.
    pub external_id: Option<String>,
}

/// A bucket, or the part of it below its prefixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// The account that owns it and whose role reads it.
    pub account: AccountId,
    /// The region it lies in.
    pub region: Region,
    /// The only accounts whose sessions are recorded there; none where those of any may be.
    pub accounts: Vec<AccountId>,
    /// What AWS delivers there.
    pub holds: Holds,
    /// What to list; one empty prefix is all of it.
    pub prefixes: Vec<String>,
    /// Which keys below the prefixes are read; what they leave out is counted.
    pub keys: KeyPatterns,
    /// How the keys of recordings name their connections, where that is not seen at once.
    pub connection: Option<ConnectionKey>,
    /// The address of the SQS queue that is told of new objects.
    pub queue: Option<String>,
}

/// What AWS delivers to a bucket. Content is recognised by itself; this decides what is listed and which absences matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// Session Manager's logs.
    SessionLogs,
    /// CloudTrail's files and digests.
    CloudTrail,
    /// Recordings of remote desktop connections.
    RdpRecordings,
    /// CloudWatch streams as Firehose or an export task delivers them.
    CloudWatchLogs,
}

/// A CloudWatch log group to which sessions are streamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogGroup {
    /// Its name.
    pub name: String,
    /// The account it belongs to.
    pub account: AccountId,
    /// The region it lies in.
    pub region: Region,
}

impl Estate {
    /// An account by its id.
    #[must_use]
    pub fn account(&self, id: &AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == *id)
    }

    /// Whether sessions of an account are audited in a region.
    #[must_use]
    pub fn is_place(&self, account: &AccountId, region: &Region) -> bool {
        self.account(account).is_some_and(|account| account.regions.contains(region))
    }

    /// A region in which something of an account is read.
    #[must_use]
    pub fn region_of<'a>(&'a self, account: &'a Account) -> Option<&'a Region> {
        let of_bucket = self.buckets.iter().find(|bucket| bucket.account == account.id);
        let of_group = self.log_groups.iter().find(|group| group.account == account.id);
        let own = account.regions.first();
        own.or(of_bucket.map(|bucket| &bucket.region)).or(of_group.map(|group| &group.region))
    }

    /// Every account with each of its regions.
    pub fn places(&self) -> impl Iterator<Item = (&Account, &Region)> {
        self.accounts.iter().flat_map(|account| account.regions.iter().map(move |r| (account, r)))
    }
}

impl Role {
    /// The path that ends with a slash, and the name: `/audit/` and `SekishoReader`.
    #[must_use]
    pub fn path_and_name(&self) -> (&str, &str) {
        let named = self.arn.split_once(":role").map_or(self.arn.as_str(), |(_, named)| named);
        named.split_at(named.rfind('/').map_or(0, |slash| slash + 1))
    }
}

impl Bucket {
    /// Whether an object is read.
    #[must_use]
    pub fn takes(&self, key: &str) -> bool {
        self.prefixes.iter().any(|prefix| key.starts_with(prefix)) && self.keys.take(key)
    }
}

impl Holds {
    /// Every kind, in the order of help texts.
    pub const ALL: [Self; 4] =
        [Self::SessionLogs, Self::CloudTrail, Self::RdpRecordings, Self::CloudWatchLogs];

    /// The word in the configuration and in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SessionLogs => "session-logs",
            Self::CloudTrail => "cloudtrail",
            Self::RdpRecordings => "rdp-recordings",
            Self::CloudWatchLogs => "cloudwatch-logs",
        }
    }
}
