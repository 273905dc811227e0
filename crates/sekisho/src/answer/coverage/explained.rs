//! What does a state of a recording mean, and what is to be done?

use sekisho_correlate::{Arrival, WhyAwaited, WhyMissing, WhyNotExpected, WhyUnknown};

/// What it means, and the next step where there is one.
pub(super) fn of(arrival: Arrival) -> (&'static str, Option<&'static str>) {
    match arrival {
        Arrival::Missing(why) => missing(why),
        Arrival::Unknown(why) => unknown(why),
        Arrival::Awaited(WhyAwaited::Running) => {
            ("the session may still be running; its log is uploaded after its end", None)
        }
        Arrival::Awaited(WhyAwaited::Uploading) => (
            "the session ended or its node was stopped a short while ago, and the log may be on the way",
            None,
        ),
        Arrival::Late => (
            "the recording came later than logs usually come, though its place was being read",
            Some(
                "ask why it was uploaded late – until then the log lay on the node – or whether Sekisho stood still",
            ),
        ),
        Arrival::Arrived => ("the recording came", None),
        Arrival::Unannounced => (
            "a recording came, and neither CloudTrail nor session history tells of its session",
            Some(
                "collect the CloudTrail of its account and region: other sessions may be missing as well",
            ),
        ),
        Arrival::NotExpected(WhyNotExpected::Port) => {
            ("Session Manager does not record port forwarding", None)
        }
        Arrival::NotExpected(WhyNotExpected::Ssh) => ("Session Manager does not record SSH", None),
        Arrival::NotExpected(WhyNotExpected::Denied) => ("AWS refused the session", None),
    }
}

fn missing(why: WhyMissing) -> (&'static str, Option<&'static str>) {
    match why {
        WhyMissing::NotGiven => (
            "the log is there, and its source does not give it",
            Some("see what is absent below: each says what to do"),
        ),
        WhyMissing::Unreadable => (
            "a log came, and nothing in it can be read",
            Some("see the originals that could not be read, and why"),
        ),
        WhyMissing::Failed => (
            "session history says that the session failed, and no log came",
            Some("ask whether anybody got in: a session that was never connected leaves no log"),
        ),
        WhyMissing::LoggingOff => (
            "no version of the session preferences that AWS still has for its account and region says where to record",
            Some(
                "switch logging on in the session preferences; what happened in these sessions cannot be had any more",
            ),
        ),
        WhyMissing::NodeStopped => (
            "its node was stopped or terminated before the log was due, and no log came",
            Some("ask who stopped the node, and why: its session page names the call"),
        ),
        WhyMissing::NoLog => (
            "the session ended and no log came",
            Some(
                "check that its role may write to the bucket, that the node was not shut down from within before it could \
                 upload, and that the session preferences of its account and region name a bucket that is read here",
            ),
        ),
        WhyMissing::NoEnd => (
            "no document tells of its end, the longest time a session can last is over, and no log came",
            Some("look for the node: one that was stopped or terminated does not upload the log"),
        ),
    }
}

fn unknown(why: WhyUnknown) -> (&'static str, Option<&'static str>) {
    match why {
        WhyUnknown::Behind => (
            "a source that may bring it has not been read that far",
            Some(
                "see the sources below: one in trouble says what to do; then run `sekisho ingest`",
            ),
        ),
        WhyUnknown::LeftOut => (
            "a bucket that may hold it is read only in part, as its prefixes or key patterns leave out some of what lies there",
            Some("see `prefixes` and `keys` of the bucket in the configuration"),
        ),
        WhyUnknown::NoSource => (
            "a bucket or log group that it may be recorded to is not read, or none is",
            Some(
                "add every bucket and log group that the session preferences of its account and region name to the configuration",
            ),
        ),
        WhyUnknown::NoTime => (
            "no document tells when the session was, so nobody knows until when to look",
            Some("collect the CloudTrail of its account and region"),
        ),
    }
}
