//! How is a replay made ready to be stored and found while it is derived?

use sekisho_archive::Archive;
use sekisho_catalog::{PackedPart, PackedReplay, Packer, Packing};
use sekisho_domain::record::AccessRecord;
use sekisho_domain::recording::RecordingSource;
use sekisho_index::document::Document;
use sekisho_recording::{Deriver, Survey};

use crate::IngestError;
use crate::derive::Plan;
use crate::document::{Words, document};
use crate::gather::gather;
use crate::replay::{Heading, Piece, Story, stored_rhythm};
use crate::tape::{Reel, Tape};

/// The replay of a record that is being derived.
pub(crate) struct Replaying<'a> {
    record: &'a AccessRecord,
    plan: &'a Plan,
    best: &'a RecordingSource,
    tape: Tape,
    reel: Reel,
    deriver: Deriver,
    story: Story,
    shelf: Shelf,
}

/// How far a replay has come.
pub(crate) enum Replayed<'a> {
    /// Some of it can be stored; the rest is still to be derived.
    Part(PackedPart, Box<Replaying<'a>>),
    /// All of it, and what of its record can be searched.
    Whole(PackedReplay, Box<Document>),
}

/// So many packed bytes are stored at a time: ten or twenty times as much output.
const PART: usize = 1 << 20;

impl<'a> Replaying<'a> {
    /// Gathers and surveys the recording of a record. `Ok(None)` where its originals no longer hold it.
    pub(crate) fn begin(
        archive: &Archive,
        record: &'a AccessRecord,
        plan: &'a Plan,
        best: &'a RecordingSource,
        spare: &mut Option<Packer>,
    ) -> Result<Option<Self>, IngestError> {
        let Some(tape) = gather(archive, &record.session.key, &plan.held)? else { return Ok(None) };
        let deriver = tape.deriver(archive, Survey::new(tape.about(), plan.span), None)?;
        let reel = tape.reel(archive)?;
        let packer = spare.take().map_or_else(Packer::new, Ok)?;
        let packing = Packing::new(packer, &plan.generation);
        let (story, shelf) =
            (Story::default(), Shelf { words: Words::default(), packing, failed: None });
        Ok(Some(Self { record, plan, best, tape, reel, deriver, story, shelf }))
    }

    /// Derives until there is something to be stored, and gives back the packer when that is all.
    pub(crate) fn go_on(
        mut self: Box<Self>,
        spare: &mut Option<Packer>,
    ) -> Result<Replayed<'a>, IngestError> {
        loop {
            let Self { tape, reel, deriver, story, shelf, .. } = &mut *self;
            let mut put = |piece| shelf.put(piece);
            let is_more = reel.turn(tape, &mut |output| {
                deriver.take(output, &mut |part| story.take(part, &mut put));
            })?;
            shelf.failed.take().map_or(Ok(()), Err)?;
            if !is_more {
                return self.finish(spare);
            }
            if shelf.packing.bytes() >= PART {
                let part = shelf.packing.take_part();
                return Ok(Replayed::Part(part, self));
            }
        }
    }

    fn finish(self: Box<Self>, spare: &mut Option<Packer>) -> Result<Replayed<'a>, IngestError> {
        let Self { record, plan, best, tape, deriver, mut story, mut shelf, .. } = *self;
        let mut put = |piece| shelf.put(piece);
        let outline = deriver.finish(&mut |part| story.take(part, &mut put));
        let heading = Heading {
            session: &record.session.key,
            generation: &plan.generation,
            best,
            kind: tape.about().kind.name(),
        };
        let mut about = story.finish(&heading, &outline, &mut put);
        let Shelf { words, packing, failed } = shelf;
        failed.map_or(Ok(()), Err)?;
        about.unsearched = words.unsearched();
        let rhythm = outline.rhythm.as_ref().map(stored_rhythm);
        let (replay, packer) = packing.finish(&about, rhythm.as_ref())?;
        *spare = Some(packer);
        Ok(Replayed::Whole(replay, Box::new(document(record, words))))
    }
}

/// Where what is written down goes: to be stored, and to be found.
struct Shelf {
    words: Words,
    packing: Packing,
    /// What went wrong first.
    failed: Option<IngestError>,
}

impl Shelf {
    fn put(&mut self, piece: Piece) {
        let packed = match piece {
            Piece::Line(line) => {
                self.words.line(&line.text);
                self.packing.line(line)
            }
            Piece::Command(command) => {
                self.words.command(&command.text);
                self.packing.command(command)
            }
            Piece::Segment(segment) => self.packing.segment(segment),
            Piece::Secret(mark) => self.packing.secret(mark),
            Piece::Hidden(mark) => self.packing.hidden(mark),
        };
        if let Err(error) = packed {
            self.failed.get_or_insert(error.into());
        }
    }
}
