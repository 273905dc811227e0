//! Does the index find what the query means, and nothing else?
#![allow(clippy::unwrap_used)]

use jiff::Timestamp;
use jiff::tz::TimeZone;
use sekisho_index::document::{Document, Unknown, Unread};
use sekisho_index::{Error, Hits, Index, Page, Undecided};
use sekisho_query::ast::Query;
use sekisho_query::{Context, Vocabulary};

#[test]
fn what_is_not_retained_is_found_no_more() {
    let index = Index::in_memory().unwrap();
    index.replace(records()).unwrap();
    let kept = ["drop", "jp", "old"];
    index.retain(&kept.into_iter().collect()).unwrap();
    assert_eq!(index.keys(&Query::All).unwrap(), ["drop", "jp", "old"]);
    index.retain(&kept.into_iter().collect()).unwrap();
    assert_eq!(index.keys(&Query::All).unwrap().len(), 3);
}

#[test]
fn queries_find_their_records() {
    let index = Index::in_memory().unwrap();
    index.replace(records()).unwrap();
    for (text, expected) in [
        ("", "drop deploy jp tunnel denied old"),
        // Names: as a whole, by their beginning, and as people shorten them.
        ("node:prod-db", "drop tunnel"),
        ("node:PROD-DB", "drop tunnel"),
        ("node:ｐｒｏｄ－ｄｂ", "drop tunnel"),
        ("node:prod-db-2", "deploy"),
        ("node:prod-db.internal.example", "tunnel"),
        ("node:prod-*", "drop deploy tunnel"),
        ("node:prod", ""),
        ("node:10", ""),
        ("node:10.0.0.7", "old"),
        ("node:i-0123456789abcdef0", "drop"),
        ("node:本番DB", "jp"),
        ("user:alice", "drop tunnel"),
        ("user:alice@example.com", "drop tunnel"),
        ("user:alice,bob", "drop deploy tunnel"),
        ("user:ali", ""),
        ("user:ali*", "drop tunnel"),
        ("-user:alice", "deploy jp denied old"),
        ("approver:carol", "drop"),
        ("request:oi-0123456789ab", "drop"),
        ("request:*", "drop"),
        ("-request:*", "deploy jp tunnel denied old"),
        ("session:drop", "drop"),
        ("session:denied:1b2c", "denied"),
        ("session:denied", ""),
        ("type:port", "tunnel"),
        ("approval:independent -node:prod-db-2", "drop"),
        ("recording:missing", "old"),
        ("recording:none*", "tunnel"),
        ("account:111122223333 region:ap-northeast-1", "drop"),
        ("finding:outlived-window", "deploy"),
        ("finding:outlived*", "deploy"),
        // Text: words in a row, whatever separates them, never across two commands.
        ("cmd:\"drop table\"", "drop"),
        ("cmd:drop_table", "drop"),
        ("cmd:DROP", "drop"),
        ("cmd:\"table drop\"", ""),
        ("cmd:\"users exit\"", ""),
        ("cmd:dro", ""),
        ("cmd:dro*", "drop"),
        ("cmd:drop_ta*", "drop"),
        ("cmd:\"drop ta\"*", "drop"),
        ("cmd:\"drop us\"*", ""),
        ("cmd:/etc/nginx", "deploy"),
        ("cmd:nginx.conf", "deploy"),
        ("output:\"permission denied\"", "deploy"),
        ("output:\"denied line\"", "deploy"),
        ("output:*", "deploy jp"),
        // What a machine read is found where it is asked for, and only there.
        ("screen:services", "jp"),
        ("screen:\"CHG-0921\"", "jp"),
        ("screen:参照", "jp"),
        ("screen:*", "jp"),
        ("screen:接続", ""),
        ("CHG-0921", ""),
        ("参照", ""),
        ("reason:障害", "jp"),
        ("reason:害調", "jp"),
        ("reason:障", "jp"),
        ("reason:査", "jp"),
        ("reason:調害", ""),
        ("reason:本番DB", "jp"),
        ("reason:\"DBの\"", "jp"),
        ("reason:番D", ""),
        ("output:データベース", "jp"),
        ("output:ﾃﾞｰﾀﾍﾞｰｽ", "jp"),
        ("output:ータベ", "jp"),
        // Plain words: commands, output, reasons and names.
        ("drop", "drop"),
        ("permission", "deploy"),
        ("障害", "jp"),
        ("prod", "drop deploy tunnel"),
        ("alice@example.com", "drop tunnel"),
        ("alice prod-db drop", "drop"),
        ("oi-0123456789ab", "drop"),
        ("cmd:drop OR reason:障害", "drop jp"),
        ("-(cmd:drop OR reason:障害) -user:bob", "tunnel denied old"),
        ("-drop", "deploy jp tunnel denied old"),
        ("nothing-like-this", ""),
        // Time: half open; an unknown start is in no range and still found without one.
        ("started:2026-11-16", "deploy"),
        ("started:>=2026-11-16T10:00:00+09:00", "drop deploy"),
        ("started:>2026-11-16T10:00:00+09:00", "drop"),
        ("started:<2026-11-16T10:00:00+09:00", "jp tunnel"),
        ("started:<=2026-11-16T10:00:00+09:00", "deploy jp tunnel"),
        ("started:last-week", "drop deploy"),
        ("started:*", "drop deploy jp tunnel"),
        ("-started:*", "denied old"),
        ("started:unknown", "denied old"),
        ("-started:last-week", "jp tunnel"),
        ("who accessed prod-db last week", "drop"),
        ("先週 prod-db に誰がアクセスした?", "drop"),
    ] {
        let keys = index.keys(&query(text)).unwrap();
        assert_eq!(keys.join(" ").replace("denied:1b2c", "denied"), expected, "{text}");
    }
}

#[test]
fn a_screen_that_nobody_has_read_is_free_of_nothing() {
    let index = Index::in_memory().unwrap();
    let desktop = |key: &str, user: &str, screen: &str, unread: Option<Unread>| Document {
        key: key.into(),
        user: vec![user.into()],
        screen: screen.into(),
        unread,
        ..Document::default()
    };
    index
        .replace([
            desktop("clear", "alice", "Services", None),
            desktop("half", "alice", "Services", Some(Unread::InPart)),
            desktop("later", "bob", "", Some(Unread::Waiting)),
            desktop("nobody", "bob", "", Some(Unread::NoEngine)),
            desktop("terminal", "carol", "", None),
        ])
        .unwrap();
    for (text, found, undecided) in [
        ("screen:services", "clear half", "later nobody"),
        ("-screen:services", "terminal", "later nobody"),
        ("-screen:absent", "clear terminal", "half later nobody"),
        ("screen:absent", "", "half later nobody"),
        ("screen:*", "clear half", "later nobody"),
        ("-screen:*", "terminal", "later nobody"),
        ("-screen:absent user:alice", "clear", "half"),
        ("-(screen:absent user:alice)", "clear later nobody terminal", "half"),
        ("-(-screen:absent user:bob)", "clear half terminal", "later nobody"),
        ("screen:absent OR user:bob", "later nobody", "half"),
        ("screen:services OR -screen:services", "clear half terminal", "later nobody"),
        ("services", "", ""),
        ("", "clear half later nobody terminal", ""),
    ] {
        let query = query(text);
        assert_eq!(index.keys(&query).unwrap().join(" "), found, "{text}");
        let words = undecided.split_whitespace();
        let expected: Vec<usize> = ["later", "nobody", "half", "missing"]
            .map(|key| words.clone().filter(|word| *word == key).count())
            .to_vec();
        let counted = index.undecided(&query).unwrap().unread.map(|(_, count)| count);
        assert_eq!(counted.to_vec(), expected, "{text}");
        check_undecided(&index, text, undecided);
    }
}

#[test]
fn what_is_not_known_of_a_session_may_be_what_is_asked_for() {
    let index = Index::in_memory().unwrap();
    let at = |text: &str| text.parse::<Timestamp>().ok();
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let known = Document {
        key: "known".into(),
        user: texts(&["alice"]),
        node: texts(&["i-0123456789abcdef0", "prod-db"]),
        started: at("2026-11-17T10:00:00+09:00"),
        ..Document::default()
    };
    let nameless = Document {
        key: "nameless".into(),
        node: texts(&["i-0123456789abcdef0"]),
        unknown: vec![Unknown::Person, Unknown::NodeName],
        ..Document::default()
    };
    let before = Document {
        key: "before".into(),
        user: texts(&["bob"]),
        begun_by: at("2026-11-10T00:00:00+09:00"),
        unknown: vec![Unknown::Node],
        ..Document::default()
    };
    index.replace([known, nameless, before]).unwrap();
    for (text, found, undecided) in [
        ("started:last-week", "known", "nameless"),
        ("started:week-before-last", "", "before nameless"),
        ("started:<2026-11-20", "known", "before nameless"),
        ("-started:last-week", "before", "nameless"),
        ("-started:week-before-last", "known", "before nameless"),
        ("started:*", "known", ""),
        ("started:unknown", "before nameless", ""),
        ("user:alice", "known", "nameless"),
        ("user:alice started:last-week", "known", "nameless"),
        ("user:bob started:last-week", "", "nameless"),
        ("node:prod-db", "known", "before nameless"),
        ("node:i-0123456789abcdef0", "known nameless", "before"),
        ("node:i-0fedcba9876543210", "", "before"),
        ("who accessed prod-db last week", "known", "nameless"),
        // A session of nobody known stays in a list of all but alice's.
        ("-user:alice", "before nameless", ""),
        ("-user:alice started:last-week", "", "nameless"),
        ("prod-db", "known", ""),
        ("", "known before nameless", ""),
    ] {
        assert_eq!(index.keys(&query(text)).unwrap().join(" "), found, "{text}");
        check_undecided(&index, text, undecided);
    }
}

/// Which records may match or not, as a list and as counts.
#[track_caller]
fn check_undecided(index: &Index, text: &str, expected: &str) {
    let all = Page { offset: 0, limit: usize::MAX };
    let Hits { total, mut keys } = index.search_undecided(&query(text), all).unwrap();
    keys.sort_unstable();
    let mut expected: Vec<_> = expected.split_whitespace().collect();
    expected.sort_unstable();
    assert_eq!(
        (total, keys),
        (expected.len(), expected.iter().map(|key| (*key).into()).collect()),
        "{text}"
    );
    let Undecided { unknown, unread } = index.undecided(&query(text)).unwrap();
    assert_eq!(unknown + unread.iter().map(|(_, count)| count).sum::<usize>(), total, "{text}");
}

#[test]
fn pages_have_exact_totals_and_one_order() {
    let index = Index::in_memory().unwrap();
    // Two writes, so that the order has to hold across segments.
    let at = |day: usize| Some(Timestamp::from_second(86_400 * (day / 3) as i64).unwrap());
    let record =
        |i: usize| Document { key: format!("s{i:02}"), started: at(i), ..Document::default() };
    index.replace((0..7).map(record)).unwrap();
    index.replace((7..10).map(record)).unwrap();
    let page = |offset, limit| {
        let Hits { total, keys } = index.search(&Query::All, Page { offset, limit }).unwrap();
        format!("{total}: {}", keys.join(" "))
    };
    for (offset, limit, expected) in [
        (0, 4, "10: s09 s06 s07 s08"),
        (4, 4, "10: s03 s04 s05 s00"),
        (8, 4, "10: s01 s02"),
        (10, 4, "10: "),
        (usize::MAX, usize::MAX, "10: "),
        (0, 0, "10: "),
        (9, usize::MAX, "10: s02"),
    ] {
        assert_eq!(page(offset, limit), expected, "{offset} {limit}");
    }
}

#[test]
fn a_newer_document_hides_the_older_one() {
    let index = Index::in_memory().unwrap();
    let record = |key: &str, word: &str| Document {
        key: key.into(),
        output: word.into(),
        ..Document::default()
    };
    index.replace([record("a", "old"), record("b", "old")]).unwrap();
    index.replace([record("a", "middle"), record("a", "new")]).unwrap();
    for (text, expected) in [("old", "b"), ("middle", ""), ("new", "a"), ("", "a b")] {
        assert_eq!(index.keys(&query(text)).unwrap().join(" "), expected, "{text}");
    }
    index.remove_all().unwrap();
    assert!(index.keys(&Query::All).unwrap().is_empty());
    index.replace([record("a", "again")]).unwrap();
    assert_eq!(index.keys(&Query::All).unwrap(), ["a"]);
}

#[test]
fn an_index_on_disk_is_found_again() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("search");
    assert!(matches!(Index::open(&place), Err(Error::Absent(_))));
    assert!(matches!(Index::open(dir.path()), Err(Error::Absent(_))));
    let writer = Index::create_in(&place).unwrap();
    // A reader holds no lock: both can be open, and either may write.
    let reader = Index::open(&place).unwrap();
    writer.replace(records()).unwrap();
    let other = Index::create_in(&place).unwrap();
    assert_eq!(other.keys(&Query::All).unwrap().len(), 6);
    other.replace([Document { key: "new".into(), ..Document::default() }]).unwrap();
    assert_eq!(Index::open(&place).unwrap().keys(&Query::All).unwrap().len(), 7);
    // The one that did not write sees it as well, at once.
    assert_eq!(reader.keys(&Query::All).unwrap().len(), 7);
    writer.remove_all().unwrap();
    assert_eq!(reader.keys(&Query::All).unwrap().len(), 0);
}

#[test]
fn an_index_of_other_rules_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut schema = tantivy::schema::Schema::builder();
    schema.add_text_field("key", tantivy::schema::STRING);
    tantivy::Index::create_in_dir(dir.path(), schema.build()).unwrap();
    assert!(matches!(Index::open(dir.path()), Err(Error::Stale(_))));
    assert!(matches!(Index::create_in(dir.path()), Err(Error::Stale(_))));
}

#[test]
fn a_second_writer_is_told_to_wait() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_in(dir.path()).unwrap();
    let elsewhere = tantivy::Index::open_in_dir(dir.path()).unwrap();
    let writer: tantivy::IndexWriter = elsewhere.writer_with_num_threads(1, 15_000_000).unwrap();
    assert!(matches!(index.replace(records()), Err(Error::Busy)));
    drop(writer);
    index.replace(records()).unwrap();
}

#[test]
fn a_phrase_with_endless_continuations_still_finds_everything() {
    let index = Index::in_memory().unwrap();
    let record = |i: u32| Document {
        key: format!("s{i:04}"),
        commands: vec![format!("cat file{i}")],
        ..Document::default()
    };
    index.replace((0..3_000).map(record)).unwrap();
    let apart = vec!["cat x".to_owned(), "vi file1".to_owned()];
    index.replace([Document { commands: apart, ..record(3_000) }]).unwrap();
    let total = |text| index.search(&query(text), Page { offset: 0, limit: 1 }).unwrap().total;
    // Too many to be checked one by one: the words may stand apart, but nothing is left out for that.
    assert_eq!(total("cmd:\"cat file\"*"), 3_001);
    assert_eq!(total("-cmd:\"cat file\"*"), 1);
    assert_eq!(total("cmd:\"cat file29\"*"), 111);
}

fn records() -> Vec<Document> {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let one = |text: &str| Some(text.to_owned());
    let at = |text: &str| Some(text.parse::<Timestamp>().unwrap());
    let alice = "arn:aws:sts::111122223333:assumed-role/NodeAccess/alice@example.com";
    vec![
        Document {
            key: "old".into(),
            node: texts(&["10.0.0.7"]),
            recording: one("missing"),
            ..Document::default()
        },
        Document {
            key: "drop".into(),
            user: texts(&["alice@example.com", alice]),
            node: texts(&["i-0123456789abcdef0", "prod-db"]),
            commands: texts(&["psql -c 'DROP TABLE users;'", "exit"]),
            approver: texts(&["carol@example.com"]),
            request: texts(&["oi-0123456789ab"]),
            kind: one("shell"),
            approval: one("independent"),
            recording: one("present"),
            account: one("111122223333"),
            region: one("ap-northeast-1"),
            started: at("2026-11-17T10:00:00+09:00"),
            ..Document::default()
        },
        Document {
            key: "deploy".into(),
            user: texts(&["bob"]),
            node: texts(&["i-0fedcba9876543210", "prod-db-2"]),
            commands: texts(&["vim /etc/nginx/nginx.conf"]),
            output: "cat: x: Permission denied\nline two".into(),
            finding: texts(&["outlived-window"]),
            approval: one("independent"),
            started: at("2026-11-16T10:00:00+09:00"),
            ..Document::default()
        },
        Document {
            key: "jp".into(),
            node: texts(&["本番DB"]),
            output: "データベースに接続しました".into(),
            screen: "Services\n手順は CHG-0921 を参照".into(),
            reason: texts(&["本番DBの障害調査のため"]),
            started: at("2026-11-15T23:59:59+09:00"),
            ..Document::default()
        },
        Document {
            key: "tunnel".into(),
            user: texts(&["alice@example.com"]),
            node: texts(&["i-0aaaaaaaaaaaaaaaa", "bastion", "prod-db.internal.example"]),
            kind: one("port"),
            recording: one("none-by-design"),
            started: at("2026-11-01T00:00:00+09:00"),
            ..Document::default()
        },
        Document { key: "denied:1b2c".into(), ..Document::default() },
    ]
}

fn query(text: &str) -> Query {
    let vocabulary = Vocabulary { nodes: vec!["prod-db".into()], people: vec![] };
    let now = "2026-11-23T08:30+09:00".parse().unwrap();
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    let reading = sekisho_query::read(text, &Context { now, zone, vocabulary: &vocabulary });
    assert_eq!(reading.problems, vec![], "{text}");
    reading.query
}
