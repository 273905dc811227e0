//! What does it mean that a part of a trail is not proven, and what is to be done?

use sekisho_domain::trail::{Why, WhyUnlisted};

/// What it means, and the next step.
type Explained = (&'static str, &'static str);

/// Of a break.
pub(super) fn why(why: Why) -> Explained {
    match why {
        Why::DigestAbsent => (
            "a digest that CloudTrail wrote is not held, so the log files of its hours are not proven",
            "copy it from the bucket with its metadata; if it is gone there too, look for who deleted it",
        ),
        Why::DigestDamaged => (
            "the file is not the gzip of a digest: it was cut, altered or replaced",
            "compare it with the object in the bucket and with its earlier versions",
        ),
        Why::DigestMoved => (
            "the digest says that it belongs elsewhere: it was moved, renamed or put in the place of another",
            "compare it with the object in the bucket and with its earlier versions",
        ),
        Why::DigestSignature => (
            "the digest or its signature is not what CloudTrail wrote",
            "treat the hour as tampered with; look for an earlier version of the object",
        ),
        Why::DigestKeyTime => (
            "the digest is signed with a key that was not in use at the time",
            "check that the saved keys are those that AWS gives for these dates",
        ),
        Why::DigestKeyDamaged => (
            "the saved key that the digest names cannot be read",
            "save the keys again: aws cloudtrail list-public-keys --start-time … --end-time …",
        ),
        Why::DigestKeyUnknown => (
            "the key that the digest names is not held",
            "save it: aws cloudtrail list-public-keys --region <the digest's> --start-time … --end-time …",
        ),
        Why::DigestUnsigned => (
            "the signature is not held: it stands in the metadata of the object in S3, which a copy loses",
            "give the metadata (aws s3api head-object) in a file object-metadata.json",
        ),
        Why::LogAbsent => (
            "a log file that CloudTrail delivered is not held, so its records are missing here",
            "copy it from the bucket; if it is gone there too, look for who deleted it",
        ),
        Why::LogAltered => (
            "the log file is not what CloudTrail delivered: records were changed, added or removed",
            "treat its records as tampered with; look for an earlier version of the object",
        ),
        Why::LogDamaged => (
            "the log file is not one whole gzip: it was cut, or something was added to it",
            "compare it with the object in the bucket and with its earlier versions",
        ),
        Why::NotRecorded => (
            "CloudTrail wrote no digests: the trail, or its log file validation, was switched off",
            "look for StopLogging, DeleteTrail and UpdateTrail just before; nothing can prove these hours",
        ),
        Why::Unknown => (
            "no digest is held, and the next one, which would tell whether there was one, is not proven",
            "mend the break after it first",
        ),
    }
}

/// Of log files that no proven digest lists.
pub(super) fn unlisted(why: WhyUnlisted) -> Explained {
    match why {
        WhyUnlisted::Foreign => (
            "no digest of their hours lists them: another trail delivered them, or somebody put them there",
            "find out which trail wrote them, and collect its digests; until then do not rely on them",
        ),
        WhyUnlisted::NoDigest => (
            "no digest of the account and region is proven, so neither are they",
            "switch log file validation on, and collect the digests with their metadata and the public keys",
        ),
        WhyUnlisted::Open => (
            "no proven digest covers their hours",
            "mend the breaks of the account and region, or collect older digests",
        ),
        WhyUnlisted::Pending => (
            "they are newer than the newest digest, which CloudTrail writes after the hour",
            "collect again in two hours",
        ),
    }
}
