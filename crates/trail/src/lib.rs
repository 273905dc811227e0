//! What do these audit documents say?
#![doc = include_str!("../README.md")]

mod access_request;
mod automation_execution;
mod cloudtrail;
mod digest;
#[cfg(test)]
mod exactness;
mod field;
mod first;
mod lookup;
mod node_information;
mod node_listing;
mod policy_document;
mod problem;
pub mod proof;
mod public_keys;
mod request_event;
mod scan;
mod session_history;
mod sheet;
mod skim;
mod special;
mod split;

use std::borrow::Cow;

use sekisho_domain::fact::Fact;

use crate::first::First;
use crate::problem::Problem;
use crate::sheet::Sheet;
use crate::skim::Unread;
use crate::split::Place;

/// What kind of audit document an original is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// CloudTrail records: a delivered file, a bare array, one record per line, or one record.
    CloudTrail,
    /// The output of CloudTrail `LookupEvents`.
    CloudTrailLookup,
    /// A CloudTrail digest: what proves log files; it states no facts.
    CloudTrailDigest,
    /// The output of CloudTrail `ListPublicKeys`: what digests are checked with; it states no facts.
    CloudTrailPublicKeys,
    /// Access-request OpsItems: the output of `GetOpsItem` or `DescribeOpsItems`, or bare OpsItems.
    AccessRequest,
    /// EventBridge events about access requests, or EventBridge envelopes around CloudTrail records.
    RequestEvent,
    /// The output of `DescribeSessions`.
    SessionHistory,
    /// The output of `DescribeInstanceInformation`.
    NodeInformation,
    /// The output of `ListNodes`.
    NodeListing,
    /// The output of `GetAutomationExecution`; it states no facts.
    AutomationExecution,
    /// The output of `GetDocument`: a policy or session preferences; only the latter state a fact.
    PolicyDocument,
}

/// How a kind of document is recognised and read.
struct Format {
    /// The word in output and in the catalog.
    name: &'static str,
    /// The keys under which AWS lists records of this kind.
    lists: &'static [&'static str],
    /// Whether a document whose first record looks like this is of this kind.
    sniff: fn(&First<'_>) -> bool,
    /// What one record states.
    read: Read,
}

/// Reads one record. Doubts are fields that were left out of the fact because they could not be read.
type Read = fn(record: &str, doubts: &mut Vec<Problem>) -> Result<Option<Fact>, Problem>;

impl Kind {
    /// Every kind, in the order in which [`sniff`] asks.
    pub const ALL: [Self; 11] = [
        Self::CloudTrail,
        Self::CloudTrailLookup,
        Self::CloudTrailDigest,
        Self::CloudTrailPublicKeys,
        Self::AccessRequest,
        Self::RequestEvent,
        Self::SessionHistory,
        Self::NodeInformation,
        Self::NodeListing,
        Self::AutomationExecution,
        Self::PolicyDocument,
    ];

    /// The word for it in output, for example `cloudtrail-lookup`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.format().name
    }

    /// The sniffing table: one line per kind, one file per line.
    #[rustfmt::skip]
    fn format(self) -> Format {
        match self {
            Self::CloudTrail => Format { name: "cloudtrail", lists: &["Records"], sniff: cloudtrail::sniff, read: cloudtrail::read },
            Self::CloudTrailLookup => Format { name: "cloudtrail-lookup", lists: &["Events"], sniff: lookup::sniff, read: lookup::read },
            Self::CloudTrailDigest => Format { name: "cloudtrail-digest", lists: &[], sniff: digest::sniff, read: digest::read },
            Self::CloudTrailPublicKeys => Format { name: "cloudtrail-public-keys", lists: &[public_keys::LIST], sniff: public_keys::sniff, read: public_keys::read },
            Self::AccessRequest => Format { name: "access-request", lists: &["OpsItem", "OpsItemSummaries"], sniff: access_request::sniff, read: access_request::read },
            Self::RequestEvent => Format { name: "request-event", lists: &[], sniff: request_event::sniff, read: request_event::read },
            Self::SessionHistory => Format { name: "session-history", lists: &["Sessions"], sniff: session_history::sniff, read: session_history::read },
            Self::NodeInformation => Format { name: "node-information", lists: &["InstanceInformationList"], sniff: node_information::sniff, read: node_information::read },
            Self::NodeListing => Format { name: "node-listing", lists: &["Nodes"], sniff: node_listing::sniff, read: node_listing::read },
            Self::AutomationExecution => Format { name: "automation-execution", lists: &["AutomationExecution"], sniff: automation_execution::sniff, read: automation_execution::read },
            Self::PolicyDocument => Format { name: "policy-document", lists: &[], sniff: policy_document::sniff, read: policy_document::read },
        }
    }
}

/// How much one document may hold before it is not read any further.
///
/// Depth needs no limit: what no fact needs is skipped without recursion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the document; a larger one is not read at all.
    pub bytes: usize,
    /// Records; the rest of the document is not read.
    pub records: u64,
    /// Bytes of one record; a larger one is left out.
    pub record_bytes: usize,
    /// Rejections that are listed one by one; the others are only counted.
    pub rejected: usize,
}

impl Limits {
    /// CloudTrail allows 256 KB per event, which LookupEvents may double by escaping; the rest is four times what
    /// real files were seen to hold.
    pub const DEFAULT: Self =
        Self { bytes: 128 << 20, records: 1_000_000, record_bytes: 1 << 20, rejected: 1_000 };
}

/// What a document says, and what in it could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Statements, in the order of the document.
    pub facts: Vec<Located>,
    /// What could not be read, in the order of the document.
    pub rejected: Vec<Rejected>,
    /// Records looked at, including those that state nothing an access audit needs.
    pub records: u64,
}

/// A statement and its place in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// `record 3` in a list, `line 12` where every line is a record, `document` where it is the only one. Counted from 1.
    pub at: String,
    /// The statement.
    pub fact: Fact,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// As in [`Located`], or `byte 881`.
    pub at: String,
    /// A stable word for programs; the README lists them.
    pub code: &'static str,
    /// What is wrong, for people. It repeats no value of the document, which may be secret or hostile.
    pub reason: String,
}

/// How far [`sniff`] looks. The first record names itself long before this.
const SNIFFED_BYTES: usize = 64 << 10;

/// Recognises a document by the field names of its first record.
///
/// Nothing beyond the first 64 KiB is looked at, and nothing but JSON is recognised: a terminal log, an asciicast and a
/// CloudWatch stream carry none of these names where a document carries them.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<Kind> {
    let start = &bytes[..bytes.len().min(SNIFFED_BYTES)];
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&start[..error.valid_up_to()]).ok()?,
    };
    let text = without_mark(text);
    Kind::ALL.into_iter().find(|kind| {
        let format = kind.format();
        First::of(text, format.lists).is_some_and(|first| (format.sniff)(&first))
    })
}

/// Reads a document of a known kind.
///
/// Never fails: what cannot be read is listed in [`Reading::rejected`], and the records around it are read all the same.
/// The caller undoes compression.
#[must_use]
pub fn read(kind: Kind, bytes: &[u8], limits: &Limits) -> Reading {
    let mut sheet = Sheet::new(limits);
    if bytes.len() > limits.bytes {
        let problem = Problem::too_large("the document", bytes.len(), limits.bytes);
        sheet.reject("document".to_owned(), problem);
        return sheet.finish();
    }
    // Checked first, as nearly every document is valid: that is far quicker than a copy that mends what is not.
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            sheet.reject(format!("byte {}", error.valid_up_to()), Problem::invalid_utf8());
            String::from_utf8_lossy(bytes)
        }
    };
    let text = without_mark(&text);
    if kind != Kind::CloudTrail || !read_skimmed(text, limits, &mut sheet) {
        read_every(kind, text, &mut sheet);
    }
    sheet.finish()
}

/// Reads the records that have to be read; says whether that is the whole answer.
fn read_skimmed(text: &str, limits: &Limits, sheet: &mut Sheet<'_>) -> bool {
    let skimmed = skim::skim(text, limits.record_bytes, cloudtrail::reader);
    let Some(skimmed) = skimmed.filter(|skimmed| skimmed.records <= limits.records) else {
        return false;
    };
    for Unread { number, place, reader } in skimmed.read {
        sheet.pass(number - 1);
        let read = |record: &str, doubts: &mut Vec<Problem>| match reader {
            Some(reader) => cloudtrail::read_with(reader, record, doubts),
            None => cloudtrail::read(record, doubts),
        };
        // There are no more records than there may be, so the sheet never breaks off.
        let _ = sheet.take(read, Place::Record(number), Ok(&text[place]));
    }
    sheet.pass(skimmed.records);
    true
}

/// Reads every record, whatever stands between them.
fn read_every(kind: Kind, text: &str, sheet: &mut Sheet<'_>) {
    let format = kind.format();
    split::split(text, format.lists, &mut |place, record| sheet.take(format.read, place, record));
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
