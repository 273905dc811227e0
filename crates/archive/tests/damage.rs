//! Is every kind of damage found, named, and never handed out as content?
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use proptest::prelude::*;
use sekisho_archive::{Archive, Break, Error, Flaw, Origin, Outcome, Report, Sealed};
use sekisho_domain::evidence::Sha256;
use tempfile::TempDir;

/// An archive of three originals: `content 1` to `content 3`.
fn sealed() -> (TempDir, Archive, Vec<Sha256>) {
    let dir = tempfile::tempdir().unwrap();
    let archive = Archive::open(dir.path()).unwrap();
    let originals = (1..=3).map(|n| seal(&archive, n).unwrap().original).collect();
    (dir, archive, originals)
}

fn seal(archive: &Archive, n: u32) -> Result<Sealed, Error> {
    let origin = Origin {
        source: "folder".into(),
        locator: format!("{n}.log"),
        version: None,
        metadata: Default::default(),
        uploaded: None,
    };
    archive.seal(&origin, &mut format!("content {n}").as_bytes(), Timestamp::UNIX_EPOCH)
}

fn blob(dir: &Path, original: &Sha256) -> PathBuf {
    let name = original.to_string();
    dir.join("blobs").join(&name[..2]).join(format!("{name}.zst"))
}

fn ledger(dir: &Path) -> PathBuf {
    dir.join("ledger.ndjson")
}

fn edit(path: &Path, change: impl FnOnce(String) -> String) {
    fs::write(path, change(fs::read_to_string(path).unwrap())).unwrap();
}

#[test]
fn an_untouched_archive_is_intact() {
    let (_dir, archive, _) = sealed();
    let expected = Report { entries: 3, originals: 3, size_bytes: 27, ..Report::default() };
    assert_eq!(archive.verify().unwrap(), expected);
    assert!(expected.is_intact());
}

#[test]
fn a_torn_last_line_is_moved_aside_and_work_goes_on() {
    let (dir, archive, _) = sealed();
    drop(archive);
    let whole = fs::read(ledger(dir.path())).unwrap();
    for (nth, torn) in [&b"{\"number\":4,\"at\""[..], b"{", b"\0\0\0\0"].into_iter().enumerate() {
        fs::write(ledger(dir.path()), [whole.as_slice(), torn].concat()).unwrap();
        let archive = Archive::open(dir.path()).unwrap();
        assert_eq!(fs::read(ledger(dir.path())).unwrap(), whole);
        let report = archive.verify().unwrap();
        assert!(report.is_intact());
        assert_eq!(report.torn.len(), nth + 1);
        assert_eq!(fs::read(&report.torn[nth]).unwrap(), torn);
    }
    let archive = Archive::open(dir.path()).unwrap();
    seal(&archive, 4).unwrap();
    assert_eq!(archive.verify().unwrap().entries, 4);
}

#[test]
fn a_line_torn_while_the_archive_is_open_is_moved_aside_too() {
    let (dir, archive, _) = sealed();
    edit(&ledger(dir.path()), |lines| lines + "{\"number\":4");
    seal(&archive, 4).unwrap();
    let report = archive.verify().unwrap();
    assert!(report.is_intact());
    assert_eq!((report.entries, report.torn.len()), (4, 1));
}

#[test]
fn damaged_blobs_are_reported_together_and_never_read() {
    let (dir, archive, originals) = sealed();
    fs::remove_file(blob(dir.path(), &originals[0])).unwrap();
    fs::write(blob(dir.path(), &originals[1]), zstd::encode_all(&b"CONTENT 2"[..], 3).unwrap())
        .unwrap();
    let long = "content 3 and much more".repeat(1000);
    fs::write(blob(dir.path(), &originals[2]), zstd::encode_all(long.as_bytes(), 3).unwrap())
        .unwrap();

    let report = archive.verify().unwrap();
    assert!(!report.is_intact());
    assert_eq!(report.originals, 3);
    assert_eq!(report.missing, [originals[0]]);
    let altered: Vec<_> = report.altered.iter().map(|a| a.original).collect();
    assert_eq!(altered, {
        let mut both = vec![originals[1], originals[2]];
        both.sort();
        both
    });

    assert!(matches!(archive.read(&originals[0], 1000), Err(Error::Missing { .. })));
    assert!(matches!(archive.read(&originals[1], 1000), Err(Error::Altered { .. })));
    assert!(matches!(archive.read(&originals[2], 1000), Err(Error::Altered { .. })));
}

#[test]
fn a_lost_blob_comes_back_when_its_source_is_ingested_again() {
    let (dir, archive, originals) = sealed();
    let before = fs::read(ledger(dir.path())).unwrap();
    fs::remove_file(blob(dir.path(), &originals[0])).unwrap();
    assert_eq!(seal(&archive, 1).unwrap().outcome, Outcome::Restored);
    assert_eq!(archive.read(&originals[0], 1000).unwrap(), b"content 1");
    assert_eq!(fs::read(ledger(dir.path())).unwrap(), before);
}

#[test]
fn a_ledger_that_was_tampered_with_is_located_and_not_extended() {
    fn check(change: impl FnOnce(Vec<String>) -> Vec<String>, expected: &[(u64, Flaw)]) {
        let (dir, archive, _) = sealed();
        drop(archive);
        edit(&ledger(dir.path()), |text| {
            change(text.split_inclusive('\n').map(Into::into).collect()).concat()
        });
        let archive = Archive::open(dir.path()).unwrap();
        let report = archive.verify().unwrap();
        let expected: Vec<_> =
            expected.iter().map(|(line, flaw)| Break { line: *line, flaw: flaw.clone() }).collect();
        assert_eq!(report.broken, expected);
        assert!(!report.is_intact());
        let before = fs::read(ledger(dir.path())).unwrap();
        assert!(matches!(seal(&archive, 4), Err(Error::Broken(at)) if at == expected[0]));
        assert_eq!(fs::read(ledger(dir.path())).unwrap(), before);
    }
    let altered = |line: usize| {
        move |mut lines: Vec<String>| {
            lines[line] = lines[line].replace(".log", ".LOG");
            lines
        }
    };
    check(altered(0), &[(2, Flaw::Unlinked)]);
    check(altered(1), &[(3, Flaw::Unlinked)]);
    check(|l| vec![l[0].clone(), l[2].clone()], &[(2, Flaw::Misnumbered(3))]);
    check(
        |l| vec![l[1].clone(), l[2].clone()],
        &[(1, Flaw::Misnumbered(2)), (2, Flaw::Misnumbered(3))],
    );
    check(
        |l| vec![l[0].clone(), l[0].clone(), l[1].clone(), l[2].clone()],
        &[(2, Flaw::Misnumbered(1)), (3, Flaw::Misnumbered(2)), (4, Flaw::Misnumbered(3))],
    );
    let unreadable = Flaw::Unreadable("EOF while parsing a value at line 2 column 0".into());
    check(
        |l| vec![l[0].clone(), "\n".into(), l[2].clone()],
        &[(2, unreadable), (3, Flaw::Unlinked)],
    );
}

#[test]
fn a_ledger_that_became_shorter_under_us_is_not_extended() {
    let (dir, archive, _) = sealed();
    edit(&ledger(dir.path()), |text| text.split_inclusive('\n').take(2).collect());
    let expected = Break { line: 4, flaw: Flaw::Shortened };
    assert!(matches!(seal(&archive, 4), Err(Error::Broken(at)) if at == expected));
    assert_eq!(archive.verify().unwrap().broken, [expected]);
    // Its blob bears witness even for those who did not see the line.
    let opened_later = Archive::open(dir.path()).unwrap();
    assert_eq!(opened_later.verify().unwrap().unlisted.len(), 1);
}

#[test]
fn stray_files_among_the_blobs_are_listed() {
    let (dir, archive, originals) = sealed();
    let stray = dir.path().join("blobs/stray.txt");
    fs::write(&stray, "").unwrap();
    let misplaced = blob(dir.path(), &originals[0]).with_extension("bak");
    fs::write(&misplaced, "").unwrap();
    let report = archive.verify().unwrap();
    assert!(report.is_intact());
    assert_eq!(report.unlisted.len(), 2);
    assert!(report.unlisted.contains(&stray) && report.unlisted.contains(&misplaced));
}

#[test]
fn a_left_over_of_a_crash_is_not_taken_for_the_original() {
    let (dir, archive, originals) = sealed();
    let other = tempfile::tempdir().unwrap();
    let fourth = seal(&Archive::open(other.path()).unwrap(), 4).unwrap().original;
    assert!(!originals.contains(&fourth));
    let left_over = blob(dir.path(), &fourth);
    fs::create_dir_all(left_over.parent().unwrap()).unwrap();
    fs::write(&left_over, "").unwrap();
    seal(&archive, 4).unwrap();
    assert_eq!(archive.read(&fourth, 1000).unwrap(), b"content 4");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_change_of_a_blob_yields_other_bytes(at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let (dir, archive, originals) = sealed();
        let path = blob(dir.path(), &originals[0]);
        let mut bytes = fs::read(&path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        fs::write(&path, bytes).unwrap();
        match archive.read(&originals[0], 1000) {
            Ok(content) => prop_assert_eq!(content, b"content 1"),
            Err(error) => prop_assert!(matches!(error, Error::Altered { .. }), "{}", error),
        }
    }

    #[test]
    fn no_change_before_the_last_line_goes_unnoticed(at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let (dir, archive, _) = sealed();
        drop(archive);
        let mut bytes = fs::read(ledger(dir.path())).unwrap();
        let last = bytes[..bytes.len() - 1].iter().rposition(|&b| b == b'\n').unwrap();
        let at = at.index(last);
        bytes[at] ^= flip;
        fs::write(ledger(dir.path()), bytes).unwrap();
        let report = Archive::open(dir.path()).unwrap().verify().unwrap();
        prop_assert!(!report.broken.is_empty());
    }
}
