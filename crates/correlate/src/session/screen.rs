//! Whose screen does a video show that names no connection?
//!
//! AWS documents no name for these objects. Where the place of one tells the node and a time, and only one desktop was there
//! then, it is of that desktop; that is an inference, and said as one.

use std::collections::HashMap;

use jiff::Timestamp;
use sekisho_domain::id::NodeId;
use sekisho_domain::recording::{Joined, RecordingSeen, RecordingSource};
use sekisho_domain::session::{Outcome, SessionKind};

use super::TracedSession;
use crate::facts::{Said, places};
use crate::policy::Policy;

/// Joins each video to the desktop that it fits, where it fits no other, and no other video fits that one.
pub(super) fn fit<'a>(
    sessions: &mut [TracedSession<'a>],
    unnamed: &[Said<'a, RecordingSeen>],
    policy: &Policy,
) {
    if unnamed.is_empty() {
        return;
    }
    let mut desktops: HashMap<NodeId, Vec<usize>> = HashMap::new();
    for (index, traced) in sessions.iter().enumerate() {
        if let Some(node) = traced.session.node.as_ref().filter(|_| is_without_video(traced)) {
            desktops.entry(node.clone()).or_default().push(index);
        }
    }
    let mut fitting: HashMap<usize, Vec<&Said<'a, RecordingSeen>>> = HashMap::new();
    for video in unnamed {
        let of_node = video.fact.node.as_ref().and_then(|node| desktops.get(node));
        let candidates = of_node.into_iter().flatten().copied();
        let mut fits = candidates.filter(|&index| fits(video.fact, &sessions[index], policy));
        if let (Some(only), None) = (fits.next(), fits.next()) {
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

fn is_without_video(traced: &TracedSession<'_>) -> bool {
    let session = &traced.session;
    session.kind == SessionKind::Rdp
        && session.outcome == Outcome::Started
        && traced.sources.is_empty()
}

/// Whether the time that the place names lies between the start of a desktop and the upload of its recording.
fn fits(video: &RecordingSeen, traced: &TracedSession<'_>, policy: &Policy) -> bool {
    let (Some((from, to)), Some(began)) = (video.placed, traced.session.started.exact()) else {
        return false;
    };
    let ended = traced.session.ended.exact();
    let ended = ended.or_else(|| began.checked_add(policy.longest_session).ok());
    let uploaded = ended.and_then(|ended| ended.checked_add(policy.recording_grace).ok());
    began < to && from <= uploaded.unwrap_or(Timestamp::MAX)
}

fn join<'a>(traced: &mut TracedSession<'a>, video: &Said<'a, RecordingSeen>) {
    let source = RecordingSource { joined: Joined::Fits, ..video.fact.source.clone() };
    if !traced.sources.contains(&source) {
        traced.sources.push(source);
    }
    let evidence = traced.evidence.iter().copied().chain([video.evidence]);
    traced.evidence = places(evidence);
}
