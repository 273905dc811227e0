//! Does everything that is sealed come out again, once, and does nothing half-done stay behind?
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use proptest::prelude::*;
use sekisho_archive::{Archive, ContentRead, Error, Origin, Outcome, What};
use sekisho_domain::evidence::Sha256;
use tempfile::TempDir;

const NO_LIMIT: u64 = u64::MAX;

fn archive() -> (TempDir, Archive) {
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::open(&dir.path().join("archive")).unwrap();
    (dir, archive)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

fn origin(locator: &str) -> Origin {
    Origin {
        source: "folder".into(),
        locator: locator.into(),
        version: None,
        metadata: Default::default(),
        uploaded: None,
    }
}

fn seal(archive: &Archive, locator: &str, content: &[u8]) -> (Sha256, Outcome) {
    let sealed = archive.seal(&origin(locator), &mut &content[..], at(0)).unwrap();
    assert_eq!(sealed.size_bytes, content.len() as u64);
    (sealed.original, sealed.outcome)
}

/// Every file below `dir` with its content, the empty lock file left out.
fn files(dir: &Path) -> BTreeSet<(PathBuf, Vec<u8>)> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.file_name().unwrap() != "lock" {
            let content = fs::read(&path).unwrap();
            found.insert((path, content));
        }
    }
    found
}

#[test]
fn sealing_again_writes_nothing() {
    let (dir, archive) = archive();
    let large: Vec<u8> = (0..2_000_000_u32).flat_map(u32::to_le_bytes).collect();
    let contents: [&[u8]; 3] = [b"", b"Script started on 2026-11-16\n", &large];
    for content in contents {
        assert_eq!(seal(&archive, &content.len().to_string(), content).1, Outcome::New);
    }
    let before = files(dir.path());
    for opened in [archive, Archive::open(&dir.path().join("archive")).unwrap()] {
        for content in contents {
            let (original, outcome) = seal(&opened, &content.len().to_string(), content);
            assert_eq!(outcome, Outcome::Known);
            assert_eq!(opened.read(&original, NO_LIMIT).unwrap(), content);
        }
    }
    assert!(files(dir.path()) == before, "a file was written");
}

#[test]
fn other_bytes_at_the_same_place_are_a_conflict_and_both_stay() {
    let (_dir, archive) = archive();
    let (first, _) = seal(&archive, "s3/logs/a.log", b"first");
    let (second, outcome) = seal(&archive, "s3/logs/a.log", b"second");
    assert_eq!(outcome, Outcome::Conflict { with: vec![first] });
    assert_eq!(archive.read(&first, NO_LIMIT).unwrap(), b"first");
    assert_eq!(archive.read(&second, NO_LIMIT).unwrap(), b"second");
    let found = archive.find("s3/logs/a.log").unwrap();
    assert_eq!(
        found.iter().map(|f| (f.number, f.original)).collect::<Vec<_>>(),
        [(1, first), (2, second)]
    );
    assert_eq!(archive.find("s3/logs/b.log").unwrap(), []);
}

#[test]
fn the_same_bytes_at_two_places_are_one_blob_and_two_lines() {
    let (dir, archive) = archive();
    let (one, _) = seal(&archive, "a", b"same");
    let (two, outcome) = seal(&archive, "b", b"same");
    assert_eq!((one, outcome), (two, Outcome::New));
    assert_eq!(files(&dir.path().join("archive/blobs")).len(), 1);
    assert_eq!(archive.originals().unwrap().len(), 2);
}

#[test]
fn a_batch_tells_what_became_of_each_piece() {
    let (dir, archive) = archive();
    let (known, _) = seal(&archive, "known", b"known");
    let mut batch = archive.batch();
    let pieces: [(&str, &[u8]); 5] =
        [("known", b"known"), ("a", b"one"), ("a", b"one"), ("a", b"two"), ("b", b"one")];
    let hashes: Vec<_> = pieces
        .iter()
        .map(|(place, bytes)| batch.seal(&origin(place), &mut &bytes[..]).unwrap())
        .collect();
    assert!(
        matches!(archive.read(&hashes[1], NO_LIMIT), Err(Error::Unknown { .. })),
        "not yet sealed"
    );
    let sealed = batch.commit(at(1)).unwrap();
    assert_eq!(sealed.iter().map(|s| s.original).collect::<Vec<_>>(), hashes);
    assert_eq!(hashes[0], known);
    let outcomes: Vec<_> = sealed.into_iter().map(|s| s.outcome).collect();
    let conflict = Outcome::Conflict { with: vec![hashes[1]] };
    assert_eq!(outcomes, [Outcome::Known, Outcome::New, Outcome::Known, conflict, Outcome::New]);
    assert_eq!(archive.read(&hashes[3], NO_LIMIT).unwrap(), b"two");
    assert_eq!(fs::read_dir(dir.path().join("archive/incoming")).unwrap().count(), 0);
}

#[test]
fn a_large_batch_is_read_back_whole() {
    let (_dir, archive) = archive();
    let mut batch = archive.batch();
    for n in 0..500 {
        batch.seal(&origin(&format!("{n}")), &mut format!("object {n}").as_bytes()).unwrap();
    }
    let sealed = batch.commit(at(0)).unwrap();
    for (n, sealed) in sealed.iter().enumerate() {
        assert_eq!(
            archive.read(&sealed.original, NO_LIMIT).unwrap(),
            format!("object {n}").as_bytes()
        );
    }
    assert!(archive.verify().unwrap().is_intact());
}

#[test]
fn what_is_not_committed_leaves_no_trace() {
    let (dir, archive) = archive();
    let before = files(dir.path());
    let mut batch = archive.batch();
    batch.seal(&origin("a"), &mut &b"never committed"[..]).unwrap();
    drop(batch);
    assert!(files(dir.path()) == before);
}

#[test]
fn what_a_dead_writer_left_is_swept_by_the_next() {
    let (dir, archive) = archive();
    let mut batch = archive.batch();
    batch.seal(&origin("a"), &mut &b"from a writer at work"[..]).unwrap();
    let dead = dir.path().join("archive/incoming/99");
    fs::create_dir(&dead).unwrap();
    fs::write(dead.join("unnamed"), "half an ob").unwrap();
    seal(&archive, "b", b"next");
    assert!(!dead.exists());
    batch.commit(at(1)).unwrap();
    assert!(archive.verify().unwrap().is_intact());
}

struct Failing(usize);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let count = self.0.min(buffer.len());
        self.0 -= count;
        buffer[..count].fill(b'x');
        Ok(count)
    }
}

#[test]
fn content_that_breaks_off_is_not_sealed() {
    for size in [0, 100, 5_000_000] {
        let (dir, archive) = archive();
        let before = files(dir.path());
        let error = archive.seal(&origin("a"), &mut Failing(size), at(0)).unwrap_err();
        assert!(matches!(error, Error::Content { .. }), "{error}");
        assert!(files(dir.path()) == before, "{size}");
    }
}

#[test]
fn a_disk_that_refuses_leaves_the_ledger_as_it_was() {
    let (dir, archive) = archive();
    seal(&archive, "a", b"first");
    let before = files(dir.path());
    let elsewhere = Archive::open(&dir.path().join("elsewhere")).unwrap();
    let name = seal(&elsewhere, "b", b"second").0.to_string();
    fs::remove_dir_all(dir.path().join("elsewhere")).unwrap();

    let in_the_way = dir.path().join("archive/blobs").join(&name[..2]);
    fs::write(&in_the_way, "a file where a folder must be").unwrap();
    let error = archive.seal(&origin("b"), &mut &b"second"[..], at(0)).unwrap_err();
    assert!(matches!(error, Error::Storage { .. }), "{error}");

    fs::remove_file(&in_the_way).unwrap();
    assert!(files(dir.path()) == before);
    assert_eq!(seal(&archive, "b", b"second").1, Outcome::New);
}

#[test]
fn content_that_is_too_large_to_hold_is_refused_before_it_is_read() {
    let (_dir, archive) = archive();
    let (original, _) = seal(&archive, "a", b"12345");
    assert!(matches!(archive.read(&original, 4), Err(Error::TooLarge { size_bytes: 5, .. })));
    assert_eq!(archive.read(&original, 5).unwrap(), b"12345");
}

#[test]
fn who_read_what_is_a_line_of_the_ledger() {
    let (_dir, archive) = archive();
    seal(&archive, "a", b"content");
    let read = ContentRead {
        who: "aud\nitor".into(),
        subject: "a-0e34".into(),
        how: "replay".into(),
        reason: None,
    };
    assert_eq!(archive.record_read(read.clone(), at(7)).unwrap(), 2);
    let entries: Vec<_> = archive.entries().unwrap().map(Result::unwrap).collect();
    assert_eq!(entries.len(), 2);
    assert_eq!((entries[1].at, &entries[1].what), (at(7), &What::Read(read)));
    assert!(entries[1].previous.is_some());
}

#[test]
fn writers_and_readers_of_one_directory_see_each_other() {
    let (dir, archive) = archive();
    let path = dir.path().join("archive");
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let own = Archive::open(path).unwrap();
                for n in 0..10 {
                    seal(&own, &format!("shared/{n}"), format!("shared {n}").as_bytes());
                    seal(&own, &format!("{writer}/{n}"), format!("{writer} {n}").as_bytes());
                    assert_eq!(own.find(&format!("shared/{n}")).unwrap().len(), 1);
                }
            });
        }
    });
    assert_eq!(archive.originals().unwrap().len(), 50);
    let report = archive.verify().unwrap();
    assert!(report.is_intact() && report.unlisted.is_empty(), "{report:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_come_back(contents in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..2000), 1..6)) {
        let (_dir, archive) = archive();
        let mut batch = archive.batch();
        let names: Vec<_> = contents
            .iter()
            .enumerate()
            .map(|(n, bytes)| batch.seal(&origin(&n.to_string()), &mut bytes.as_slice()).unwrap())
            .collect();
        batch.commit(at(0)).unwrap();
        for (name, bytes) in names.iter().zip(&contents) {
            prop_assert_eq!(&archive.read(name, NO_LIMIT).unwrap(), bytes);
        }
    }

    #[test]
    fn arrival_order_does_not_matter(
        arrivals in prop::collection::vec((0..4_u8, 0..4_u8), 0..12).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        let states = [&arrivals.0, &arrivals.1].map(|order| {
            let (_dir, archive) = archive();
            for (place, content) in order {
                seal(&archive, &place.to_string(), &[*content]);
            }
            let all = archive.originals().unwrap();
            all.into_iter().map(|o| (o.origin.locator, o.original, o.size_bytes)).collect::<BTreeSet<_>>()
        });
        prop_assert_eq!(&states[0], &states[1]);
    }
}
