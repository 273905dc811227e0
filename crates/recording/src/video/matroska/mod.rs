//! What do the elements of a WebM or Matroska file say?
//!
//! `Segment`, `Cluster` and `BlockGroup` are entered and everything else is stepped over, so a
//! cluster whose size is not known ends where another begins. Source: RFC 8794 and RFC 9559.

mod block;
mod element;
mod excerpt;
mod gap;
mod head;
mod lace;

use std::io;

use super::ends::note_trailing;
use super::source::Bytes;
use super::{Ends, Limits, Video};
use crate::read::{Position, Reading};
use block::Blocks;
use element::{Element, id};

pub use excerpt::Excerpt;

/// Whether a file that begins with `first` says of itself that it is WebM.
pub(super) fn is_webm(first: &[u8]) -> bool {
    let head = Element::head(first, 0).and_then(|head| {
        let end = usize::try_from(head.end?).ok()?;
        first.get(head.body as usize..end.min(first.len()))
    });
    let mut elements = element::inside(head.unwrap_or_default());
    // A text may be filled up with zeros.
    let is_named = |value: &[u8]| value.split(|byte| *byte == 0).next() == Some(b"webm");
    elements.any(|(id, value)| id == id::DOC_TYPE && is_named(value))
}

pub(super) fn probe(
    bytes: &mut Bytes<'_>,
    limits: &Limits,
    notes: &mut Reading,
) -> io::Result<Video> {
    let mut walk = Walk {
        video: Video::default(),
        blocks: Blocks::new(limits.frames, bytes.len()),
        is_cut: false,
        is_open: false,
        over: u64::MAX,
    };
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        count += 1;
        let place = Position::Byte(at);
        if count > limits.boxes {
            notes.reject(place, "too-large", "above the limit for elements; the rest was not read");
            walk.is_cut = true;
            break;
        }
        let found = Element::head(bytes.get(at, element::LONGEST_HEAD)?, at);
        if at >= walk.over && !found.is_some_and(|found| found.begins_a_file()) {
            note_trailing(at, bytes.len(), notes);
            break;
        }
        let Some(found) = found else {
            notes.reject(place, "bad-element", "no head of an element; nothing behind was read");
            walk.is_cut = true;
            break;
        };
        if found.end.is_some_and(|end| end > bytes.len()) {
            if !walk.is_cut {
                notes.reject(place, "element-cut", "it claims to end behind the end of the file");
            }
            walk.is_cut = true;
        }
        let Some(next) = walk.take(found, bytes, limits, notes)? else { break };
        at = next;
    }
    walk.note_gaps(notes);
    Ok(walk.finish())
}

struct Walk {
    video: Video,
    blocks: Blocks,
    is_cut: bool,
    /// Whether the file does not say where it ends.
    is_open: bool,
    /// Where the segment ends.
    over: u64,
}

impl Walk {
    /// Where the next element begins, if there is one.
    fn take(
        &mut self,
        found: Element,
        bytes: &mut Bytes<'_>,
        limits: &Limits,
        notes: &mut Reading,
    ) -> io::Result<Option<u64>> {
        let place = Position::Byte(found.at);
        match found.id {
            id::SEGMENT | id::CLUSTER | id::BLOCK_GROUP => {
                self.is_open |= found.end.is_none();
                if found.id == id::SEGMENT {
                    self.over = found.end.unwrap_or(u64::MAX);
                }
                self.blocks.enter(found.id == id::BLOCK_GROUP, found.end);
                return Ok(Some(found.body));
            }
            id::SIMPLE_BLOCK | id::BLOCK => {
                self.blocks.take(found, bytes, &mut self.video.tracks, notes)?;
            }
            id::REFERENCE => self.blocks.refer(&mut self.video.tracks, found.at),
            id::TIMESTAMP => {
                let time = element::number(bytes.get(found.body, 8)?, found.length());
                self.blocks.begin(time, place, notes);
            }
            id::INFO | id::TRACKS => {
                let length = found.length();
                if found.end.is_none_or(|end| end > bytes.len()) || length > limits.table {
                    notes.reject(place, "too-large", "a head that is cut, or above the limit");
                    self.is_cut = true;
                } else {
                    let body = bytes.load(found.body, length)?;
                    self.head(found.id, &body, limits, place, notes);
                }
            }
            id::CUES => {
                self.video.index = found.end.map(|end| found.at..end);
                self.video.index_first = self.blocks.is_before();
            }
            _ => {}
        }
        Ok(found.end)
    }

    fn head(
        &mut self,
        id: u64,
        body: &[u8],
        limits: &Limits,
        place: Position,
        notes: &mut Reading,
    ) {
        if id == id::INFO {
            let info = head::Info::read(body);
            self.blocks.scale = info.scale;
            self.video.claimed_duration = info.duration;
            self.video.claims_created = info.created;
        } else if self.video.tracks.is_empty() {
            for (track, frame) in head::tracks(body) {
                if self.video.tracks.len() >= limits.tracks {
                    notes.reject(place, "too-large", "above the limit for tracks");
                    break;
                }
                self.video.tracks.push(track);
                self.blocks.durations.push(frame);
            }
        }
    }

    fn note_gaps(&self, notes: &mut Reading) {
        for (track, each) in self.video.tracks.iter().zip(&self.blocks.durations) {
            gap::note(track, *each, notes);
        }
    }

    fn finish(self) -> Video {
        let mut video = self.video;
        video.ends = match self {
            _ if video.tracks.is_empty() => Ends::IndexMissing,
            Walk { is_cut: true, .. } => Ends::Truncated { missing: 0 },
            Walk { is_open: true, .. } => Ends::NotSaid,
            _ => Ends::Whole,
        };
        video
    }
}
