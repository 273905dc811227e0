//! What is inside a gzip, member by member, however damaged it is?

use std::borrow::Cow;
use std::io::Read;

use flate2::bufread::GzDecoder;

use crate::one_gzip::one_gzip;
use crate::read::Rejection;

/// The content of an object after its compression is undone.
pub(crate) struct Unpacked<'a> {
    /// One entry per gzip member, or the object itself when it is not compressed.
    ///
    /// Members stay apart because their meaning differs: Firehose joins records that way, CloudTrail never does.
    pub(crate) members: Vec<Cow<'a, [u8]>>,
    /// Whether what is here is the content of one gzip and of nothing else: no layer more, no byte behind it.
    pub(crate) is_one_gzip: bool,
    /// What could not be unpacked; what was whole before the damage is in `members`.
    pub(crate) rejected: Vec<Rejection>,
}

impl Unpacked<'_> {
    /// The first member, by which the object is recognised; no bytes where nothing could be unpacked.
    pub(crate) fn first(&self) -> &[u8] {
        self.members.first().map_or(&[], |member| member.as_ref())
    }
}

const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Whether these bytes start a gzip.
pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// Undoes gzip; other bytes pass unchanged.
///
/// A subscription's records are gzip already, and a Firehose with compression packs them once more, so a second layer is
/// undone too. `limit` bounds the unpacked size of all members of a layer together, so that a bomb costs a bounded amount
/// of memory.
#[must_use]
pub(crate) fn unpack(bytes: &[u8], limit: usize) -> Unpacked<'_> {
    if !is_gzip(bytes) {
        let (rejected, is_one_gzip) = Default::default();
        return Unpacked { members: vec![Cow::Borrowed(bytes)], is_one_gzip, rejected };
    }
    let Unpacked { members, mut rejected, mut is_one_gzip } = unpack_layer(bytes, limit);
    let mut inner = Vec::with_capacity(members.len());
    let mut room = limit;
    for member in members {
        if !member.starts_with(&MAGIC) {
            inner.push(member);
            continue;
        }
        is_one_gzip = false;
        let layer = unpack_layer(&member, room);
        room -= layer.members.iter().map(|member| member.len()).sum::<usize>();
        inner.extend(layer.members.into_iter().map(|member| Cow::Owned(member.into_owned())));
        rejected.extend(layer.rejected);
    }
    Unpacked { members: inner, is_one_gzip, rejected }
}

fn unpack_layer(bytes: &[u8], limit: usize) -> Unpacked<'_> {
    match one_gzip(bytes, limit) {
        Some(content) => {
            Unpacked { members: vec![Cow::Owned(content)], is_one_gzip: true, rejected: Vec::new() }
        }
        None => unpack_members(bytes, limit),
    }
}

/// Undoes gzip member by member, as far as there is no damage.
fn unpack_members(bytes: &[u8], limit: usize) -> Unpacked<'_> {
    let (members, rejected, is_one_gzip) = Default::default();
    let mut unpacked = Unpacked { members, is_one_gzip, rejected };
    let mut rest = bytes;
    let mut room = limit;
    while !rest.is_empty() {
        let position = bytes.len() - rest.len();
        if !rest.starts_with(&MAGIC) {
            unpacked.reject(
                position,
                "gzip-trailing-bytes",
                "bytes after the last gzip member were not read",
            );
            break;
        }
        let (member, outcome) = unpack_member(&mut rest, room);
        room -= member.len();
        if !member.is_empty() || outcome.is_ok() {
            unpacked.members.push(Cow::Owned(member));
        }
        if let Err((code, reason)) = outcome {
            unpacked.reject(position, code, reason);
            break;
        }
    }
    unpacked.is_one_gzip = unpacked.members.len() == 1 && unpacked.rejected.is_empty();
    unpacked
}

type Damage = (&'static str, &'static str);

/// Reads one member from the front of `rest` and moves `rest` behind it.
fn unpack_member(rest: &mut &[u8], room: usize) -> (Vec<u8>, Result<(), Damage>) {
    let mut decoder = GzDecoder::new(*rest);
    let mut member = Vec::new();
    let result = decoder.by_ref().take(room as u64 + 1).read_to_end(&mut member);
    let outcome = match result {
        _ if member.len() > room => {
            member.truncate(room);
            Err((
                "too-large",
                "the unpacked content is larger than the limit; the rest was not read",
            ))
        }
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Err(("gzip-truncated", "the gzip ends before its content does; what is whole was read"))
        }
        Err(_) => {
            Err(("gzip-corrupt", "the gzip is damaged; what is whole before the damage was read"))
        }
    };
    *rest = decoder.into_inner();
    (member, outcome)
}

impl Unpacked<'_> {
    fn reject(&mut self, position: usize, code: &'static str, reason: &str) {
        self.rejected.push(Rejection {
            at: format!("byte {position}"),
            code,
            reason: reason.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;

    use super::*;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).expect("memory is writable");
        encoder.finish().expect("memory is writable")
    }

    fn check(bytes: &[u8], limit: usize, members: &[&[u8]], codes: &[&str]) {
        let unpacked = unpack(bytes, limit);
        assert_eq!(unpacked.members, members);
        assert_eq!(unpacked.rejected.iter().map(|r| r.code).collect::<Vec<_>>(), codes);
    }

    #[test]
    fn damage_is_named_and_whole_parts_are_kept() {
        let one = gzip(b"one");
        let two = gzip(b"two");
        let long = gzip(&[b'x'; 100_000]);
        let mut flipped = one.clone();
        let checksum = flipped.len() - 8;
        flipped[checksum] ^= 1;
        check(b"plain", 100, &[b"plain"], &[]);
        check(b"", 100, &[b""], &[]);
        check(&one, 100, &[b"one"], &[]);
        check(&gzip(b""), 100, &[b""], &[]);
        check(&[one.clone(), two.clone()].concat(), 100, &[b"one", b"two"], &[]);
        check(&[one.clone(), vec![0; 9]].concat(), 100, &[b"one"], &["gzip-trailing-bytes"]);
        check(&one[..one.len() - 1], 100, &[b"one"], &["gzip-truncated"]);
        check(&one[..2], 100, &[], &["gzip-truncated"]);
        check(&flipped, 100, &[b"one"], &["gzip-corrupt"]);
        check(&long, 1000, &[&[b'x'; 1000]], &["too-large"]);
        check(&[one.clone(), two[..8].to_vec()].concat(), 100, &[b"one"], &["gzip-truncated"]);
        let twice = gzip(&[one.clone(), two].concat());
        check(&[twice, gzip(b"three")].concat(), 100, &[b"one", b"two", b"three"], &[]);
        check(&gzip(&gzip(&[b'x'; 100_000])), 1000, &[&[b'x'; 1000]], &["too-large"]);
        check(&gzip(&one[..one.len() - 1]), 100, &[b"one"], &["gzip-truncated"]);
    }

    proptest! {
        #[test]
        fn the_fast_way_says_what_the_other_says(
            content in prop::collection::vec(any::<u8>(), 0..300),
            repeated in 1..200_usize,
            behind in prop::sample::select(vec![0, 1, 2, 3]),
            change in prop::option::of((any::<prop::sample::Index>(), any::<u8>())),
            cut in prop::option::of(any::<prop::sample::Index>()),
            limit in 0..100_000_usize,
        ) {
            let mut bytes = gzip(&content.repeat(repeated));
            let footer = bytes[bytes.len() - 8..].to_vec();
            match behind {
                1 => bytes.extend(gzip(b"another")),
                // What follows ends as the gzip itself does.
                2 => bytes.extend([b"more", footer.as_slice()].concat()),
                3 => bytes.extend(bytes.clone()),
                _ => {}
            }
            if let Some((at, byte)) = change {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes.truncate(cut.map_or(bytes.len(), |at| at.index(bytes.len())));
            let (fast, other) = (unpack_layer(&bytes, limit), unpack_members(&bytes, limit));
            if fast.is_one_gzip && other.rejected.iter().any(|each| each.code == "gzip-corrupt") {
                // A code that is reserved: what it was read as is proven by the checksum.
                let proven = gzip(&fast.members[0]);
                prop_assert_eq!(proven.last_chunk::<8>(), bytes.last_chunk());
                return Ok(());
            }
            prop_assert_eq!(fast.members, other.members);
            prop_assert_eq!(fast.rejected, other.rejected);
            prop_assert_eq!(fast.is_one_gzip, other.is_one_gzip);
        }
    }

    #[test]
    fn a_reserved_code_is_no_damage_where_the_checksum_holds() {
        let content = [b'a'; 259];
        let usual = gzip(&content);
        let (header, footer) = (&usual[..10], &usual[usual.len() - 8..]);
        // One letter, then 258 more of it: length code 285, and 286 and 287, which nobody may write.
        for code in [0x05, 0x03, 0x07] {
            check(&[header, &[0x4b, 0x1c, code, 0x00], footer].concat(), 300, &[&content], &[]);
        }
    }

    #[test]
    fn what_is_whole_goes_the_fast_way() {
        let content = b"a record ".repeat(1_000);
        let bytes = gzip(&content);
        assert_eq!(one_gzip(&bytes, content.len()), Some(content.clone()));
        assert_eq!(one_gzip(&bytes, content.len() - 1), None);
        assert_eq!(one_gzip(&[bytes.clone(), bytes].concat(), usize::MAX), None);
    }
}
