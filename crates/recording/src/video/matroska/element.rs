//! Where does an element begin and end?

/// An identity of four bytes and a length of eight.
pub(super) const LONGEST_HEAD: usize = 12;

/// The elements that are read.
pub(super) mod id {
    pub(in super::super) const HEAD: u64 = 0x1a45_dfa3;
    pub(in super::super) const DOC_TYPE: u64 = 0x4282;
    pub(in super::super) const VOID: u64 = 0xec;
    pub(in super::super) const SEGMENT: u64 = 0x1853_8067;
    pub(in super::super) const CLUSTER: u64 = 0x1f43_b675;
    pub(in super::super) const TIMESTAMP: u64 = 0xe7;
    pub(in super::super) const SIMPLE_BLOCK: u64 = 0xa3;
    pub(in super::super) const BLOCK_GROUP: u64 = 0xa0;
    pub(in super::super) const BLOCK: u64 = 0xa1;
    pub(in super::super) const REFERENCE: u64 = 0xfb;
    pub(in super::super) const CUES: u64 = 0x1c53_bb6b;
    pub(in super::super) const INFO: u64 = 0x1549_a966;
    pub(in super::super) const SCALE: u64 = 0x2a_d7b1;
    pub(in super::super) const DURATION: u64 = 0x4489;
    pub(in super::super) const DATE: u64 = 0x4461;
    pub(in super::super) const TRACKS: u64 = 0x1654_ae6b;
    pub(in super::super) const ENTRY: u64 = 0xae;
    pub(in super::super) const NUMBER: u64 = 0xd7;
    pub(in super::super) const UNIQUE: u64 = 0x73c5;
    pub(in super::super) const TYPE: u64 = 0x83;
    pub(in super::super) const CODEC: u64 = 0x86;
    pub(in super::super) const PRIVATE: u64 = 0x63a2;
    pub(in super::super) const DEFAULT_DURATION: u64 = 0x23_e383;
    pub(in super::super) const VIDEO: u64 = 0xe0;
    pub(in super::super) const WIDTH: u64 = 0xb0;
    pub(in super::super) const HEIGHT: u64 = 0xba;
    pub(in super::super) const ENCODINGS: u64 = 0x6d80;
    pub(in super::super) const ENCODING: u64 = 0x6240;
    pub(in super::super) const ENCODING_TYPE: u64 = 0x5033;
    pub(in super::super) const ENCRYPTION: u64 = 0x5035;
}

/// An element of a file.
#[derive(Clone, Copy)]
pub(super) struct Element {
    pub(super) id: u64,
    pub(super) at: u64,
    pub(super) body: u64,
    /// `None` for one that ends where the next of its kind begins.
    pub(super) end: Option<u64>,
}

impl Element {
    /// The element at `at`, of which `bytes` are the first.
    pub(super) fn head(bytes: &[u8], at: u64) -> Option<Element> {
        let width = width(bytes)?;
        let id = bytes.get(..width)?;
        if width > 4 {
            return None;
        }
        let (length, more) = vint(&bytes[width..])?;
        let body = at + (width + more) as u64;
        let is_open = length == (1 << (7 * more)) - 1;
        let end = (!is_open).then(|| body.saturating_add(length));
        Some(Element { id: big_endian(id), at, body, end })
    }

    /// Whether it can stand behind a segment: another one, its head, or nothing at all.
    pub(super) fn begins_a_file(&self) -> bool {
        matches!(self.id, id::HEAD | id::SEGMENT | id::VOID)
    }

    /// Of its body; zero if that is not known.
    pub(super) fn length(&self) -> u64 {
        self.end.map_or(0, |end| end - self.body)
    }
}

/// The elements that lie whole in `bytes`, as identity and body.
pub(super) fn inside(bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = Element::head(bytes.get(at..)?, at as u64)?;
        let end = usize::try_from(found.end?).ok()?;
        let body = bytes.get(found.body as usize..end)?;
        at = end;
        Some((found.id, body))
    })
}

/// How many bytes a number of variable length takes.
fn width(bytes: &[u8]) -> Option<usize> {
    let width = bytes.first()?.leading_zeros() as usize + 1;
    (width <= 8).then_some(width)
}

/// A number of variable length, and how many bytes it takes.
pub(super) fn vint(bytes: &[u8]) -> Option<(u64, usize)> {
    let width = width(bytes)?;
    let value = big_endian(bytes.get(..width)?);
    Some((value & ((1 << (7 * width)) - 1), width))
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte))
}

/// The number that an element of this length holds; `bytes` may go on behind it.
pub(super) fn number(bytes: &[u8], length: u64) -> Option<u64> {
    let length = usize::try_from(length).ok().filter(|length| *length <= 8)?;
    bytes.get(..length).map(big_endian)
}
