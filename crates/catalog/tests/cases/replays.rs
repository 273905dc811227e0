//! Is a replay exactly what was put in, and only the current one?

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sekisho_catalog::{Catalog, LinePlace, StoredReplay};

use super::sample::{TROUBLE, key, packed, packed_in_parts, replay};

/// Asserts that a replay is there, whole.
async fn check(catalog: &Catalog, expected: &StoredReplay) {
    let about = &expected.about;
    assert_eq!(catalog.replay(&about.session).await.unwrap().as_ref(), Some(about));
    assert_eq!(catalog.lines(&about.generation).await.unwrap().as_ref(), Some(&expected.lines));
    assert_eq!(
        catalog.commands(&about.generation).await.unwrap().as_ref(),
        Some(&expected.commands)
    );
    assert_eq!(catalog.rhythm(&about.generation).await.unwrap(), expected.rhythm);
    assert_eq!(catalog.marks(&about.generation).await.unwrap().as_ref(), Some(&expected.marks));
    let places: Vec<_> = expected.segments.iter().map(|segment| segment.place).collect();
    assert_eq!(catalog.segment_index(&about.generation).await.unwrap(), places);
    for segment in &expected.segments {
        let payload = catalog.segment(&about.generation, segment.place.number).await.unwrap();
        assert_eq!(payload.as_ref(), Some(&segment.payload));
    }
}

pub(crate) async fn come_back(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let every_byte: Vec<u8> = (0..=255).collect();
    let one = replay("one", "g1", &[TROUBLE.into(), String::new()], &[every_byte, Vec::new()]);
    let many = replay("many", "g2", &[], &vec![vec![0; 70_000]; 1001]);
    catalog.put_replays(packed(&[&one, &many])).await.unwrap();
    check(&catalog, &one).await;
    check(&catalog, &many).await;
    assert_eq!(catalog.replay(&key("none")).await.unwrap(), None);
    let asked = [key("many"), key("none"), key("one"), key("many")];
    let found = catalog.replays(&asked).await.unwrap();
    let expected = [Some(&many.about), None, Some(&one.about), Some(&many.about)];
    assert!(found.iter().map(Option::as_ref).eq(expected));
    assert_eq!(catalog.segment("g1", 2).await.unwrap(), None);
    catalog.dump().await.unwrap()
}

pub(crate) async fn find_a_line_among_thousands(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    // Line n is complete by byte 10 n and shown at 100 n µs.
    let texts: Vec<_> = (0..2_500).map(|n| format!("line {n}")).collect();
    let mut long = replay("long", "g", &texts, &[]);
    for (line, n) in long.lines.iter_mut().zip(0..) {
        (line.offset, line.at.played_us) = (10 * n, 100 * n);
    }
    catalog.put_replays(packed(&[&long])).await.unwrap();
    check(&catalog, &long).await;
    for (block, expected) in [(0, 0..1_000), (1, 1_000..2_000), (2, 2_000..2_500), (3, 0..0)] {
        assert_eq!(catalog.line_block("g", block).await.unwrap(), long.lines[expected]);
    }
    for (n, block) in [(0, 0), (999, 0), (1_000, 1), (2_499, 2), (u64::MAX / 100, 2)] {
        for place in [LinePlace::Offset(10 * n), LinePlace::PlayedUs(100 * n)] {
            assert_eq!(catalog.line_block_at("g", place).await.unwrap(), block, "{place:?}");
        }
    }
    assert_eq!(catalog.line_block_at("none", LinePlace::Offset(5)).await.unwrap(), 0);
    catalog.dump().await.unwrap()
}

pub(crate) async fn are_replaced(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let old = replay("s", "old", &["old".into()], &[b"1".to_vec(), b"2".to_vec()]);
    let other = replay("t", "other", &["other".into()], &[b"3".to_vec()]);
    let new = replay("s", "new", &["new".into()], &[b"4".to_vec()]);
    catalog.put_replays(packed(&[&old, &other])).await.unwrap();
    catalog.put_replays(packed(&[&new])).await.unwrap();
    check(&catalog, &new).await;
    check(&catalog, &other).await;
    assert_eq!(catalog.lines("old").await.unwrap(), None);
    assert_eq!(catalog.commands("old").await.unwrap(), None);
    assert_eq!(catalog.rhythm("old").await.unwrap(), None);
    assert_eq!(catalog.marks("old").await.unwrap(), None);
    assert_eq!(catalog.segment("old", 0).await.unwrap(), None);
    assert_eq!(catalog.segment_index("old").await.unwrap(), []);
    catalog.dump().await.unwrap()
}

pub(crate) async fn in_parts(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let texts: Vec<_> = (0..2_500).map(|n| format!("line {n}")).collect();
    let payloads: Vec<_> = (0..40_u8).map(|n| vec![n; 10_000]).collect();
    let old = replay("s", "old", &["old".into()], &[b"1".to_vec()]);
    let new = replay("s", "new", &texts, &payloads);
    catalog.put_replays(packed(&[&old])).await.unwrap();
    let before = catalog.dump().await.unwrap();
    // A first attempt is cut off: the old replay stands, and what was left behind can be removed.
    for part in packed_in_parts(&new, 1).0.into_iter().take(20) {
        catalog.put_part(part).await.unwrap();
    }
    check(&catalog, &old).await;
    assert_ne!(catalog.dump().await.unwrap(), before);
    catalog.remove_unfinished().await.unwrap();
    assert_eq!(catalog.dump().await.unwrap(), before);
    // Another one too, and the next attempt, in other parts, takes its place.
    for bytes in [1, 200] {
        let (parts, rest) = packed_in_parts(&new, bytes);
        assert!(parts.len() > 4);
        for part in parts {
            catalog.put_part(part).await.unwrap();
            check(&catalog, &old).await;
        }
        if bytes > 1 {
            catalog.put_replays(vec![rest]).await.unwrap();
        }
    }
    check(&catalog, &new).await;
    assert_eq!(catalog.segment("old", 0).await.unwrap(), None);
    // It is as if it had been stored at once.
    let stored = catalog.dump().await.unwrap();
    catalog.put_replays(packed(&[&new])).await.unwrap();
    assert_eq!(catalog.dump().await.unwrap(), stored);
    stored
}

pub(crate) async fn of_any_content(url: String) -> String {
    let catalog = Catalog::open(&url).await.unwrap();
    let mut runner = TestRunner::deterministic();
    let content = (vec(any::<String>(), 0..5), vec(vec(any::<u8>(), 0..2000), 0..5));
    for _ in 0..32 {
        let (texts, payloads) = content.new_tree(&mut runner).unwrap().current();
        let any = replay("s", "g", &texts, &payloads);
        catalog.put_replays(packed(&[&any])).await.unwrap();
        check(&catalog, &any).await;
    }
    catalog.dump().await.unwrap()
}
