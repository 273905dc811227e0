//! How is a replay packed while it is derived?

use serde::Serialize;

use crate::error::Result;
use crate::lines;
use crate::packed::Packer;
use crate::recording::{
    About, Mark, Marks, SegmentPlace, StoredCommand, StoredLine, StoredRhythm, StoredSegment,
};
use crate::rows;

/// So many lines are stored and read together: some 20 KB, unpacked in a fraction of a millisecond.
pub const LINES_PER_BLOCK: usize = 1_000;

/// So many commands or marks are stored together.
const PER_BLOCK: usize = 1_000;

/// Some of a replay's content as it is stored. Nobody sees them before the whole replay is.
#[derive(Debug, Default)]
pub struct PackedPart {
    pub(crate) generation: String,
    /// Nothing of the generation was packed before.
    pub(crate) is_first: bool,
    pub(crate) lines: Vec<LineBlock>,
    pub(crate) commands: Vec<Block>,
    pub(crate) marks: Vec<Block>,
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

/// Commands or marks that are stored together.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) number: u64,
    pub(crate) packed: Vec<u8>,
}

/// A replay as it is stored, or what is left of it when parts of it are stored already.
#[derive(Debug)]
pub struct PackedReplay {
    pub(crate) session: String,
    pub(crate) about: String,
    pub(crate) rhythm: String,
    pub(crate) rest: PackedPart,
}

/// Packs a replay piece by piece. What was packed can be stored before the rest is derived.
pub struct Packing {
    packer: Packer,
    part: PackedPart,
    bytes: usize,
    /// What makes no block yet.
    lines: Vec<StoredLine>,
    commands: Vec<StoredCommand>,
    marks: Marks,
    /// How many blocks of each there are.
    line_blocks: u64,
    command_blocks: u64,
    mark_blocks: u64,
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
        Self {
            packer,
            part,
            bytes: 0,
            lines: Vec::new(),
            commands: Vec::new(),
            marks: Marks::default(),
            line_blocks: 0,
            command_blocks: 0,
            mark_blocks: 0,
        }
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
        if self.lines.len() == LINES_PER_BLOCK { self.end_lines() } else { Ok(()) }
    }

    /// Takes the next command.
    ///
    /// # Errors
    /// [`crate::Error::Unstorable`]
    pub fn command(&mut self, command: StoredCommand) -> Result<()> {
        self.commands.push(command);
        if self.commands.len() == PER_BLOCK { self.end_commands() } else { Ok(()) }
    }

    /// Takes a masked secret. Marks may come in any order.
    ///
    /// # Errors
    /// [`crate::Error::Unstorable`]
    pub fn secret(&mut self, mark: Mark) -> Result<()> {
        self.marks.secrets.push(mark);
        if self.marks.secrets.len() == PER_BLOCK { self.end_marks() } else { Ok(()) }
    }

    /// Takes output that is not seen as it was written.
    ///
    /// # Errors
    /// [`crate::Error::Unstorable`]
    pub fn hidden(&mut self, mark: Mark) -> Result<()> {
        self.marks.hidden.push(mark);
        if self.marks.hidden.len() == PER_BLOCK { self.end_marks() } else { Ok(()) }
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
        rhythm: Option<&StoredRhythm>,
    ) -> Result<(PackedReplay, Packer)> {
        self.end_lines()?;
        self.end_commands()?;
        self.end_marks()?;
        let replay = PackedReplay {
            session: about.session.as_str().to_owned(),
            about: rows::json(about)?,
            rhythm: rows::json(&rhythm)?,
            rest: self.part,
        };
        Ok((replay, self.packer))
    }

    fn end_lines(&mut self) -> Result<()> {
        let Some(first) = self.lines.first() else { return Ok(()) };
        let (played_us, offset) = (first.at.played_us, first.offset);
        let packed = self.packer.pack(&lines::encode(&self.lines)?)?;
        self.bytes += packed.len();
        self.part.lines.push(LineBlock { number: self.line_blocks, played_us, offset, packed });
        self.line_blocks += 1;
        self.lines.clear();
        Ok(())
    }

    fn end_commands(&mut self) -> Result<()> {
        let commands = std::mem::take(&mut self.commands);
        if commands.is_empty() {
            return Ok(());
        }
        let packed = self.packed(&commands)?;
        self.part.commands.push(Block { number: self.command_blocks, packed });
        self.command_blocks += 1;
        Ok(())
    }

    fn end_marks(&mut self) -> Result<()> {
        let marks = std::mem::take(&mut self.marks);
        if marks == Marks::default() {
            return Ok(());
        }
        let packed = self.packed(&marks)?;
        self.part.marks.push(Block { number: self.mark_blocks, packed });
        self.mark_blocks += 1;
        Ok(())
    }

    fn packed<Values: Serialize>(&mut self, values: &Values) -> Result<Vec<u8>> {
        let packed = self.packer.pack(rows::json(values)?.as_bytes())?;
        self.bytes += packed.len();
        Ok(packed)
    }
}
