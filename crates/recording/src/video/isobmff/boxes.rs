//! Where does a box begin and end?

use crate::video::cursor::Cursor;

/// Size, kind and the long form of the size.
pub(super) const LONGEST_HEAD: usize = 16;

/// The head of a box.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) kind: [u8; 4],
    /// How long the head is.
    pub(super) body: u64,
    /// How long the box claims to be with its head; never shorter than that.
    pub(super) size: u64,
}

impl Head {
    /// Whether the kind is one that was written on purpose.
    pub(super) fn is_named(&self) -> bool {
        self.kind.iter().all(|byte| (0x20..0x7f).contains(byte) || *byte == 0xa9)
    }

    pub(super) fn name(&self) -> String {
        String::from_utf8_lossy(&self.kind).into_owned()
    }
}

/// The head at the start of `bytes`, of a box that has `room` bytes until the end of what it is in.
pub(super) fn head(bytes: &[u8], room: u64) -> Option<Head> {
    let mut cursor = Cursor(bytes);
    let (short, kind) = (cursor.u32()?, cursor.take()?);
    let (body, size) = match short {
        0 => (8, room),
        1 => (16, cursor.u64()?),
        size => (8, u64::from(size)),
    };
    (size >= body).then_some(Head { kind, body, size })
}

/// The boxes that lie whole in `bytes`, as kind, place and body.
pub(super) fn inside(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let head = head(rest, rest.len() as u64)?;
        let size = usize::try_from(head.size).ok()?;
        let (found, behind) = rest.split_at_checked(size)?;
        rest = behind;
        Some((head.kind, &found[head.body as usize..]))
    })
}

/// The body of the first box of this kind, or nothing.
pub(super) fn first<'a>(bytes: &'a [u8], kind: &[u8; 4]) -> &'a [u8] {
    inside(bytes).find(|(found, _)| found == kind).map_or(&[], |(_, body)| body)
}

/// Boxes of an index that hold nothing but boxes.
const HOLDERS: [&[u8; 4]; 7] = [b"trak", b"mdia", b"minf", b"stbl", b"edts", b"mvex", b"traf"];

/// Where, in the body of a `moov` or `moof`, the first thing stands that is no box although one
/// should be there. What is behind it is lost without a trace to [`inside`].
pub(super) fn damage(bytes: &[u8]) -> Option<usize> {
    damage_within(bytes, DEEPEST)
}

/// From `moov` to the tables in `stbl`; a hostile file nests without end.
const DEEPEST: u8 = 4;

fn damage_within(bytes: &[u8], deeper: u8) -> Option<usize> {
    let mut at = 0;
    // QuickTime ends a list of boxes with zeros.
    while bytes[at..].iter().any(|byte| *byte != 0) {
        let rest = &bytes[at..];
        let found = head(rest, rest.len() as u64).filter(Head::is_named);
        let Some((found, body)) = found.and_then(|found| {
            let body = rest.get(found.body as usize..usize::try_from(found.size).ok()?)?;
            Some((found, body))
        }) else {
            return Some(at);
        };
        if deeper > 0
            && HOLDERS.contains(&&found.kind)
            && let Some(inner) = damage_within(body, deeper - 1)
        {
            return Some(at + found.body as usize + inner);
        }
        at += found.size as usize;
    }
    None
}
