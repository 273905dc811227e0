//! What does the name of a file say about its place in a trail?
//!
//! Names are claims like everything else; what they are good for is to tell which files belong together before, and even
//! if not, anything in them can be read. Formats: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/> "Finding
//! your CloudTrail log files" and "digest file structure".

use jiff::Timestamp;
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::trail::Chain;

/// The name of a digest.
pub(crate) struct DigestName {
    pub(crate) chain: Chain,
    /// The end of its hour.
    pub(crate) end: Timestamp,
}

/// The name of a log file.
pub(crate) struct LogName {
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    /// When it was delivered, to the minute.
    pub(crate) delivered: Timestamp,
}

/// What a file of a trail tells by its name: whose calls it records or proves, and since when at the latest CloudTrail
/// delivers them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// The account.
    pub account: AccountId,
    /// The region.
    pub region: Region,
    /// When a log file was delivered; the end of the hour of a digest.
    pub at: Timestamp,
    /// Whether it is a digest. Each hour has one, also an hour without a call.
    pub is_digest: bool,
}

/// Reads the name of a log file or digest.
#[must_use]
pub fn delivered(path: &str) -> Option<Delivered> {
    let of_digest = |DigestName { chain, end }| Delivered {
        account: chain.account,
        region: chain.region,
        at: end,
        is_digest: true,
    };
    let of_log = |LogName { account, region, delivered }| Delivered {
        account,
        region,
        at: delivered,
        is_digest: false,
    };
    DigestName::of(path).map(of_digest).or_else(|| LogName::of(path).map(of_log))
}

/// The last part of a key or locator.
pub(crate) fn last_part(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

/// The region of which a digest of this name tells; its key is one of that region's.
#[must_use]
pub fn region_of_digest(path: &str) -> Option<Region> {
    DigestName::of(path).map(|name| name.chain.region)
}

impl DigestName {
    /// Reads `<account>_CloudTrail-Digest_<region>_<trail>_<home>_<time>[_backfill].json.gz`; the name of a trail may hold
    /// underscores.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let name = last_part(path).strip_suffix(".json.gz")?;
        let (account, rest) = name.split_once("_CloudTrail-Digest_")?;
        let (rest, backfill) =
            rest.strip_suffix("_backfill").map_or((rest, false), |rest| (rest, true));
        let (region, rest) = rest.split_once('_')?;
        let (rest, end) = rest.rsplit_once('_')?;
        let (trail, home) = rest.rsplit_once('_')?;
        let chain = Chain {
            account: AccountId::new(account).ok()?,
            region: Region::new(region).ok()?,
            trail: trail.to_owned(),
            home: Region::new(home).ok()?,
            backfill,
        };
        Some(Self { chain, end: end.parse().ok()? })
    }
}

impl LogName {
    /// Reads `<account>_CloudTrail_<region>_<time>_<16 characters>.json.gz`.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let name = last_part(path).strip_suffix(".json.gz")?;
        let (account, rest) = name.split_once("_CloudTrail_")?;
        let mut parts = rest.split('_');
        let (region, delivered) = (parts.next()?, parts.next()?);
        Some(Self {
            account: AccountId::new(account).ok()?,
            region: Region::new(region).ok()?,
            delivered: delivered.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_digests_are_read() {
        let check = |name: &str, expected: Option<(&str, &str, &str, bool, &str)>| {
            let read = DigestName::of(name).map(|DigestName { chain, end }| {
                (chain.region.to_string(), chain.trail, chain.home.to_string(), chain.backfill, end)
            });
            let expected = expected.map(|(region, trail, home, backfill, end)| {
                let end: Timestamp = end.parse().expect("a time");
                (region.to_owned(), trail.to_owned(), home.to_owned(), backfill, end)
            });
            assert_eq!(read, expected, "{name}");
        };
        check(
            "a/111122223333_CloudTrail-Digest_eu-west-1_my_trail_us-east-1_20230710T140000Z.json.gz",
            Some(("eu-west-1", "my_trail", "us-east-1", false, "2023-07-10T14:00:00Z")),
        );
        check(
            "111122223333_CloudTrail-Digest_eu-west-1_t_us-east-1_20230710T140000Z_backfill.json.gz",
            Some(("eu-west-1", "t", "us-east-1", true, "2023-07-10T14:00:00Z")),
        );
        check("111122223333_CloudTrail_eu-west-1_20230710T1400Z_SjF3IkuNXJkoHyar.json.gz", None);
        check("111122223333_CloudTrail-Digest_eu-west-1_20230710T140000Z.json.gz", None);
        check("notes.json.gz", None);
    }

    #[test]
    fn names_of_log_files_are_read() {
        let check = |name: &str, expected: Option<&str>| {
            let read = LogName::of(name).map(|name| name.delivered.to_string());
            assert_eq!(read.as_deref(), expected, "{name}");
        };
        check(
            "a/b/111122223333_CloudTrail_eu-west-1_20230710T1405Z_SjF3IkuNXJkoHyar.json.gz",
            Some("2023-07-10T14:05:00Z"),
        );
        check("111122223333_CloudTrail-Insight_eu-west-1_20230710T1405Z_x.json.gz", None);
        check("1111_CloudTrail_eu-west-1_20230710T1405Z_x.json.gz", None);
    }
}
