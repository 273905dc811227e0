//! How is a replay packed while it is derived?

use crate::error::Result;
use crate::lines;
use crate::packed::Packer;
use crate::recording::{
    About, Marks, SegmentPlace, StoredCommand, StoredLine, StoredRhythm, StoredSegment,
};
use crate::rows;

/// So many lines are stored and read together: some 20 KB, unpacked in a fraction of a millisecond.
pub const LINES_PER_BLOCK: usize = 1_000;

/// Segments and lines of a replay as they are stored. Nobody sees them before the whole replay is.
#[derive(Debug, Default)]
pub struct PackedPart {
    pub(crate) generation: String,
    /// Nothing of the generation was packed before.
    pub(crate) is_first: bool,
    pub(crate) lines: Vec<LineBlock>,
    pub(crate) segments: Vec<(SegmentPlace, Vec<u8>)>,
}

/// Lines that are stored together, and the place of the first one.
#[derive(Debug)]
pub(crate) struct LineBlock {
    pub(crate) number: u64,
    pub(crate) played_us: u64,
    pub(crate) offset: u64,
    pub(crate) packed: Vec<u8>,
}

/// A replay as it is stored, or what is left of it when parts of it are stored already.
#[derive(Debug)]
pub struct PackedReplay {
    pub(crate) session: String,
    pub(crate) about: String,
    pub(crate) commands: String,
    pub(crate) rhythm: String,
    pub(crate) marks: String,
    pub(crate) rest: PackedPart,
}

/// Packs a replay piece by piece. What was packed can be stored before the rest is derived.
pub struct Packing {
    packer: Packer,
    part: PackedPart,
    bytes: usize,
    /// Lines that make no block yet.
    lines: Vec<StoredLine>,
    blocks: u64,
}

impl Packing {
    /// Packs the replay that `generation` names.
    #[must_use]
    pub fn new(mut packer: Packer, generation: &str) -> Self {
        packer.start_again();
        let part = PackedPart {
            generation: generation.to_owned(),
            is_first: true,
            ..PackedPart::default()
        };
        Self { packer, part, bytes: 0, lines: Vec::new(), blocks: 0 }
    }

    /// Takes the next segment.
    ///
    /// # Errors
    /// [`crate::Error::Unstorable`]
    pub fn segment(&mut self, segment: StoredSegment) -> Result<()> {
        let packed = self.packer.pack_alike(&segment.payload)?;
        self.bytes += packed.len();
        self.part.segments.push((segment.place, packed));
        Ok(())
    }

    /// Takes the next line.
    ///
    /// # Errors
    /// [`crate::Error::Unstorable`]
    pub fn line(&mut self, line: StoredLine) -> Result<()> {
        self.lines.push(line);
        if self.lines.len() == LINES_PER_BLOCK { self.end_block() } else { Ok(()) }
    }

    /// How many bytes are packed and not taken.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Takes what is packed, to be stored before the rest.
    pub fn take_part(&mut self) -> PackedPart {
        self.bytes = 0;
        let generation = self.part.generation.clone();
        let next = PackedPart { generation, ..PackedPart::default() };
        std::mem::replace(&mut self.part, next)
    }

    /// The rest of the replay with all that is known of it as a whole, and the packer for another one.
    ///
    /// # Errors
    /// [`crate::Error::Unstorable`]
    pub fn finish(
        mut self,
        about: &About,
        commands: &[StoredCommand],
        rhythm: Option<&StoredRhythm>,
        marks: &Marks,
    ) -> Result<(PackedReplay, Packer)> {
        if !self.lines.is_empty() {
            self.end_block()?;
        }
        let replay = PackedReplay {
            session: about.session.as_str().to_owned(),
            about: rows::json(about)?,
            commands: rows::json(commands)?,
            rhythm: rows::json(&rhythm)?,
            marks: rows::json(marks)?,
            rest: self.part,
        };
        Ok((replay, self.packer))
    }

    fn end_block(&mut self) -> Result<()> {
        let packed = self.packer.pack(&lines::encode(&self.lines)?)?;
        self.bytes += packed.len();
        let (played_us, offset) = (self.lines[0].at.played_us, self.lines[0].offset);
        self.part.lines.push(LineBlock { number: self.blocks, played_us, offset, packed });
        self.blocks += 1;
        self.lines.clear();
        Ok(())
    }
}
