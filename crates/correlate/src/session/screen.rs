//! Whose screen does a video show that names no connection?
//!
//! AWS documents no name for these objects. Where the place of one tells the node and a time, and only one desktop was there
//! then, it is of that desktop; that is an inference, and said as one.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use sekisho_domain::id::NodeId;
use sekisho_domain::recording::{Joined, RecordingSeen, RecordingSource};

use super::{Disagreement, TracedSession};
use crate::Judging;
use crate::facts::{Said, places};
use crate::policy::Policy;

/// Joins each video to the desktop that it fits, where it may be of no other that is known or may be unknown, and no other
/// video fits that one. A desktop that has a video already may have another, so it competes as well.
pub(super) fn fit<'a>(
    sessions: &mut [TracedSession<'a>],
    unnamed: &[Said<'a, RecordingSeen>],
    judging: &Judging<'_>,
) {
    if unnamed.is_empty() {
        return;
    }
    let mut desktops: HashMap<NodeId, Vec<usize>> = HashMap::new();
    for (index, traced) in sessions.iter().enumerate() {
        let session = &traced.session;
        if let Some(node) = session.node.as_ref().filter(|_| session.is_opened_desktop()) {
            desktops.entry(node.clone()).or_default().push(index);
        }
    }
    let mut fitting: HashMap<usize, Vec<&Said<'a, RecordingSeen>>> = HashMap::new();
    for video in unnamed {
        let of_node = video.fact.node.as_ref().and_then(|node| desktops.get(node));
        let of_node = of_node.into_iter().flatten().copied();
        let mut candidates =
            of_node.filter(|&index| may_be(video.fact, &sessions[index], judging.policy));
        let (Some(only), None) = (candidates.next(), candidates.next()) else { continue };
        if fits(video.fact, &sessions[only], judging) {
            fitting.entry(only).or_default().push(video);
        }
    }
    for (index, videos) in fitting {
        let mut copies = videos.iter().map(|video| video.fact.source.original);
        let first = copies.next();
        if copies.all(|other| Some(other) == first) {
            videos.iter().for_each(|video| join(&mut sessions[index], video));
        }
    }
}

/// When a video was, as far as that is known: the time that its place names, of which nothing tells what it is the time of,
/// or else its upload, which comes after the end.
pub(super) fn time(video: &RecordingSeen) -> Option<(Timestamp, Timestamp)> {
    video.placed.or(video.uploaded.map(|at| (at, at)))
}

/// Whether a video may be of a desktop: not where that was opened later, was over for a day, or was open for a shorter time
/// than the video lasts. A video shows what happened at its own pace, so it is no longer than that.
fn may_be(video: &RecordingSeen, traced: &TracedSession<'_>, policy: &Policy) -> bool {
    let (began, ended) = (traced.session.started.exact(), traced.session.ended.exact());
    let (from, to) = time(video).unzip();
    let is_later = |at: Option<Timestamp>| began.zip(at).is_some_and(|(began, at)| at <= began);
    let over = ended.and_then(|at| at.checked_add(policy.longest_session).ok());
    let is_over = over.zip(from).is_some_and(|(over, from)| over < from);
    let is_too_long = outlasts(&video.source, traced).is_some();
    !(is_later(to) || is_later(video.uploaded) || is_over || is_too_long)
}

/// How long the desktop was open and how long the video lasts, where that is longer.
fn outlasts(
    video: &RecordingSource,
    traced: &TracedSession<'_>,
) -> Option<(SignedDuration, SignedDuration)> {
    let (began, ended) = (traced.session.started.exact()?, traced.session.ended.exact()?);
    let (open, lasts) = (began.duration_until(ended), video.lasts?);
    (open + ROUNDING < lasts).then_some((open, lasts))
}

/// Tells of videos that are of a desktop by their key or by somebody's word, and are longer than it was open.
pub(super) fn compare_lengths(traced: &mut TracedSession<'_>) {
    let longer = traced.sources.iter().filter_map(|video| outlasts(video, traced));
    let disagree = |(open, lasts)| Disagreement {
        about: "length",
        kept: format!("{open:#}"),
        other: format!("{lasts:#}"),
    };
    let disagreements: Vec<_> = longer.map(disagree).collect();
    traced.disagreements.extend(disagreements);
}

/// CloudTrail tells whole seconds, and a last frame is shown for a while.
const ROUNDING: SignedDuration = SignedDuration::from_secs(60);

/// Whether the time of a video lies between the start of a desktop and the upload of its recording, which it has not, and
/// every other desktop of that time is known.
fn fits(video: &RecordingSeen, traced: &TracedSession<'_>, judging: &Judging<'_>) -> bool {
    let (Judging { seen, policy, .. }, session) = (judging, &traced.session);
    let (Some((from, to)), Some(began)) = (time(video), session.started.exact()) else {
        return false;
    };
    let ended = session.ended.exact();
    let is_over = video.placed.is_some() || ended.is_some_and(|ended| ended <= from);
    let last = ended.or_else(|| began.checked_add(policy.longest_session).ok());
    let uploaded = last.and_then(|last| last.checked_add(policy.recording_grace).ok());
    // One that competes may have been over for a day, and open for a day before that.
    let since = from.checked_sub(policy.longest_session * 2).unwrap_or(Timestamp::MIN);
    let told_by = to.min(judging.now).checked_add(policy.trail_grace).unwrap_or(Timestamp::MAX);
    let (account, region) = (session.account.as_ref(), session.region.as_ref());
    traced.sources.is_empty()
        && is_over
        && from <= uploaded.unwrap_or(Timestamp::MAX)
        && (seen.is_left_to_folders(account, region, told_by)
            || seen.is_told_whole(account, region, since, told_by))
}

fn join<'a>(traced: &mut TracedSession<'a>, video: &Said<'a, RecordingSeen>) {
    let source = RecordingSource { joined: Joined::Fits, ..video.fact.source.clone() };
    if !traced.sources.contains(&source) {
        traced.sources.push(source);
    }
    let evidence = traced.evidence.iter().copied().chain([video.evidence]);
    traced.evidence = places(evidence);
}
