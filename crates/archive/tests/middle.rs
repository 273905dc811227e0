//! Is what is read from the middle of an original what stands there?
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use proptest::prelude::*;
use sekisho_archive::{Archive, Error, Origin};
use sekisho_domain::evidence::Sha256;
use tempfile::TempDir;

/// Bytes of which none can be taken for those at another place.
fn content(bytes: usize) -> Vec<u8> {
    (0_u32..).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).take(bytes).collect()
}

fn sealed(content: &[u8]) -> (TempDir, Archive, Sha256) {
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    let origin = Origin {
        source: "folder".into(),
        locator: "rdp/recording.mp4".into(),
        version: None,
        metadata: Default::default(),
        uploaded: None,
    };
    let now = Timestamp::from_second(1_795_000_000).unwrap();
    let original = archive.seal(&origin, &mut &content[..], now).unwrap().original;
    (dir, archive, original)
}

fn blob(dir: &TempDir, original: &Sha256) -> PathBuf {
    let name = original.to_string();
    dir.path().join("blobs").join(&name[..2]).join(format!("{name}.zst"))
}

/// Reads some places, back and forth, and compares.
fn check(archive: &Archive, original: &Sha256, content: &[u8], places: &[(usize, usize)]) {
    let mut window = archive.window(original).unwrap();
    assert_eq!(window.size_bytes(), content.len() as u64);
    for &(from, length) in places {
        let mut read = vec![0; length];
        let mut filled = 0;
        while filled < length {
            match window.read_at((from + filled) as u64, &mut read[filled..]).unwrap() {
                0 => break,
                count => filled += count,
            }
        }
        let expected = content.get(from..).unwrap_or_default();
        assert!(read[..filled] == expected[..length.min(expected.len())], "{length} at {from}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn every_stretch_is_the_one_that_was_sealed(
        bytes in prop::sample::select(vec![0, 1, 1000, 1 << 20, (1 << 20) + 1, 4 << 20, 5_000_001]),
        places in prop::collection::vec((0..6_000_000_usize, 0..300_000_usize), 1..12),
        is_framed: bool,
    ) {
        let content = content(bytes);
        let (dir, archive, original) = sealed(&content);
        if !is_framed {
            // As it was written before there were frames.
            fs::write(blob(&dir, &original), zstd::encode_all(&content[..], 3).unwrap()).unwrap();
        }
        check(&archive, &original, &content, &places);
    }
}

#[test]
fn what_is_written_in_frames_is_read_as_one() {
    let content = content(5_000_001);
    let (dir, archive, original) = sealed(&content);
    assert!(archive.read(&original, u64::MAX).unwrap() == content);
    assert!(zstd::decode_all(fs::File::open(blob(&dir, &original)).unwrap()).unwrap() == content);
    assert!(archive.verify().unwrap().is_intact());
}

#[test]
fn damage_in_the_middle_is_an_error_there() {
    let content = content(6 << 20);
    let (dir, archive, original) = sealed(&content);
    let path = blob(&dir, &original);
    let mut packed = fs::read(&path).unwrap();
    let middle = packed.len() / 2;
    packed[middle] ^= 1;
    fs::write(&path, packed).unwrap();
    let mut window = archive.window(&original).unwrap();
    let mut read = vec![0; 1000];
    assert_eq!(window.read_at(10, &mut read).unwrap(), 1000);
    assert!(read == content[10..1010]);
    let mut frame = vec![0; 2 << 20];
    let damaged = window.read_at(2 << 20, &mut frame);
    assert!(matches!(damaged, Err(Error::Altered { .. })), "{damaged:?}");
}
