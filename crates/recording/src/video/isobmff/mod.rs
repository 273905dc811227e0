//! What do the boxes of an MP4 say?
//!
//! Boxes of the file are walked one by one; only `moov` and each `moof` are held while they are
//! read. Source: ISO/IEC 14496-12.

mod boxes;
mod edits;
mod entry;
mod fragment;
mod movie;
mod sizes;
mod table;

use std::io;

use super::ends::note_trailing;
use super::source::Bytes;
use super::{Ends, Limits, Video};
use crate::read::{Position, Reading};
use movie::Movie;

pub(super) fn probe(
    bytes: &mut Bytes<'_>,
    limits: &Limits,
    notes: &mut Reading,
) -> io::Result<Video> {
    let mut walk = Walk { video: Video::default(), movie: None, seen: Seen::default() };
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        count += 1;
        let place = Position::Byte(at);
        let room = bytes.len() - at;
        let found = boxes::head(bytes.get(at, boxes::LONGEST_HEAD)?, room);
        let found = found.filter(|found| found.is_named());
        if found.is_none() && walk.is_over() {
            note_trailing(at, bytes.len(), notes);
            break;
        }
        let Some(found) = found else {
            notes.reject(place, "bad-box", "no head of a box; nothing behind it was read");
            walk.seen.is_cut = true;
            break;
        };
        if count > limits.boxes {
            notes.reject(place, "too-large", "above the limit for boxes; the rest was not read");
            walk.seen.is_cut = true;
            break;
        }
        let end = at.saturating_add(found.size);
        if end > bytes.len() {
            let missing = end - bytes.len();
            let name = found.name();
            notes.reject(place, "box-cut", format!("{missing} bytes of its {name} are missing"));
            walk.seen.is_cut = true;
        }
        walk.take(found, at, bytes, limits, notes)?;
        at = end;
    }
    Ok(walk.finish())
}

/// What stood in the file so far.
#[derive(Default)]
struct Seen {
    has_data: bool,
    has_fragments: bool,
    /// `mfra` is written last of all.
    has_last: bool,
    is_cut: bool,
}

struct Walk {
    video: Video,
    movie: Option<Movie>,
    seen: Seen,
}

impl Walk {
    fn take(
        &mut self,
        found: boxes::Head,
        at: u64,
        bytes: &mut Bytes<'_>,
        limits: &Limits,
        notes: &mut Reading,
    ) -> io::Result<()> {
        match &found.kind {
            b"mdat" => self.seen.has_data = true,
            b"mfra" => self.seen.has_last = true,
            b"moof" => self.seen.has_fragments = true,
            b"moov" => {}
            _ => return Ok(()),
        }
        if !matches!(&found.kind, b"moov" | b"moof") {
            return Ok(());
        }
        let place = Position::Byte(at);
        let end = at.saturating_add(found.size);
        if end > bytes.len() {
            // A part of its tables would give wrong times.
            return Ok(());
        }
        if found.size > limits.table {
            notes.reject(place, "too-large", format!("{} of {} bytes", found.name(), found.size));
            self.seen.is_cut = true;
            return Ok(());
        }
        let body = bytes.load(at + found.body, found.size - found.body)?;
        if let Some(damage) = boxes::damage(&body) {
            let reason = format!("no box inside of {}; what follows in it is lost", found.name());
            notes.reject(Position::Byte(at + found.body + damage as u64), "bad-box", reason);
            self.seen.is_cut = true;
        }
        match (&mut self.movie, &found.kind) {
            (None, b"moov") => {
                let movie = Movie::read(&body, at, bytes.len(), limits, notes);
                self.movie = Some(movie);
                self.video.index = Some(at..end);
                self.video.index_first = !self.seen.has_data;
            }
            (Some(_), b"moov") => notes.reject(place, "second-moov", "only the first was read"),
            (Some(movie), _) => fragment::read(&body, at, movie, bytes.len(), notes),
            (None, _) => notes.reject(place, "no-moov", "a fragment without a moov before it"),
        }
        Ok(())
    }

    /// Whether all that a video needs has been there.
    fn is_over(&self) -> bool {
        let Seen { has_data, has_fragments, has_last, is_cut } = self.seen;
        self.movie.is_some() && has_data && (!has_fragments || has_last) && !is_cut
    }

    fn finish(self) -> Video {
        let Walk { mut video, movie, seen } = self;
        video.ends = match &movie {
            None if seen.has_data || seen.has_fragments || seen.is_cut => Ends::IndexMissing,
            _ if seen.is_cut => Ends::Truncated { missing: 0 },
            _ if seen.has_fragments && !seen.has_last => Ends::NotSaid,
            _ => Ends::Whole,
        };
        if let Some(movie) = movie {
            video.claimed_duration = movie.claimed_duration;
            video.claims_created = movie.created;
            video.tracks = movie.tracks.into_iter().map(|part| part.track).collect();
        }
        video
    }
}
