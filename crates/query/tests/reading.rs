//! Is every way of asking understood, and is everything else explained?
#![allow(clippy::unwrap_used)]

use jiff::tz::TimeZone;
use proptest::prelude::*;
use sekisho_query::problem::{Code, mended};
use sekisho_query::{Context, LONGEST_TEXT, Reading, Vocabulary, read};

const LAST_WEEK: &str = "started:2026-11-16T00:00+09:00..<2026-11-23T00:00+09:00";

#[test]
fn syntax_is_read() {
    for (text, expected) in [
        ("", ""),
        ("  ", ""),
        ("*", ""),
        ("nginx", "nginx"),
        ("nginx restart", r#""nginx" "restart""#),
        ("\"permission denied\"", r#""permission denied""#),
        ("“permission denied”", r#""permission denied""#),
        ("「許可がありません」", r#""許可がありません""#),
        ("障害", r#""障害""#),
        ("ngin*", "ngin*"),
        ("\"drop ta\"*", r#""drop ta"*"#),
        (r#""say \"hi\" \\ there""#, r#""say \"hi\" \\ there""#),
        ("user:alice", "user:alice"),
        ("ＵＳＥＲ：ａｌｉｃｅ", "user:alice"),
        ("user:alice,bob", "user:alice,bob"),
        ("screen:services", "screen:services"),
        ("screen:「手順書」", "screen:手順書"),
        ("screen:\"stop the service\"", r#"screen:"stop the service""#),
        ("user:alice OR user:bob", "user:alice,bob"),
        ("user:alice | node:prod-db", "(user:alice OR node:prod-db)"),
        ("-user:alice", "-user:alice"),
        ("NOT user:alice", "-user:alice"),
        ("NOT -user:alice", "user:alice"),
        ("-user:alice,bob", "-user:alice,bob"),
        ("node:prod-* -cmd:\"DROP TABLE\"", r#"node:prod-* -cmd:"DROP TABLE""#),
        ("node:a AND cmd:b", "node:a cmd:b"),
        (
            "node:a (cmd:b OR output:c) -(user:d OR reason:e)",
            "node:a (cmd:b OR output:c) -(user:d OR reason:e)",
        ),
        ("cmd:a node:b OR cmd:c", "(cmd:a node:b OR cmd:c)"),
        ("-(cmd:a node:b)", "-(cmd:a node:b)"),
        ("((user:a))", "user:a"),
        ("request:*", "request:*"),
        ("-request:*", "-request:*"),
        ("rm --force", r#"rm "--force""#),
        ("https://example.com/x", r#""https://example.com/x""#),
        (r"C:\temp", r#""C:\\temp""#),
        ("std::fs", r#""std::fs""#),
        ("error: refused", r#""error:" refused"#),
        ("12:30", r#""12:30""#),
        (
            "user:arn:aws:iam::111122223333:user/alice",
            r#"user:"arn:aws:iam::111122223333:user/alice""#,
        ),
        ("session:denied:1b2c", r#"session:"denied:1b2c""#),
        ("type:SSH", "type:SSH"),
        ("type:Desktop,リモートデスクトップ", "type:rdp,rdp"),
        ("finding:standing*", "finding:standing*"),
        ("started:last-week", LAST_WEEK),
        ("started:先週", LAST_WEEK),
        ("started:2026-11-16..2026-11-22", LAST_WEEK),
        ("started:>=2026-11-16", "started:>=2026-11-16T00:00+09:00"),
        ("started:<2026-11-16T10:00:30Z", "started:<2026-11-16T19:00:30+09:00"),
        ("started:*", "started:*"),
        ("-started:*", "started:unknown"),
        ("started:Unknown", "started:unknown"),
        ("-started:不明", "started:*"),
        (
            "started:unknown,2026-11-22",
            "(started:unknown OR started:2026-11-22T00:00+09:00..<2026-11-23T00:00+09:00)",
        ),
        ("show:undecided screen:x show:people", "show:undecided screen:x"),
        ("show:people screen:x show:undecided", "show:undecided screen:x"),
        (
            "started:today,yesterday",
            "(started:2026-11-23T00:00+09:00..<2026-11-24T00:00+09:00 \
             OR started:2026-11-22T00:00+09:00..<2026-11-23T00:00+09:00)",
        ),
        ("show:people node:prod-db", "show:people node:prod-db"),
        ("show:sessions node:prod-db", "node:prod-db"),
    ] {
        let reading = understood(text);
        assert_eq!((reading.syntax.as_str(), &reading.problems), (expected, &vec![]), "{text}");
    }
}

#[test]
fn sentences_are_read() {
    let who = format!("show:people node:prod-db {LAST_WEEK}");
    let did = "user:alice node:prod-db";
    let yesterday = "started:2026-11-22T00:00+09:00..<2026-11-23T00:00+09:00";
    for (text, expected) in [
        ("who accessed prod-db last week", who.as_str()),
        ("who accessed prod-db last week ?", &who),
        ("show:undecided who accessed prod-db last week ?", &who.replace("people", "undecided")),
        ("Who accessed prod-db last week?", &who),
        ("who accessed PROD-DB last week", &who),
        ("last week, who accessed prod-db", &who),
        ("who logged in to the prod-db during last week?", &who),
        ("who connected to prod-db in the last week", &who),
        ("who has accessed “prod-db” last week", &who),
        ("who accessed 「prod-db」 last week", &who),
        ("「permission denied」 last week", &format!("{LAST_WEEK} \"permission denied\"")),
        ("先週 prod-db に誰がアクセスした?", &who),
        ("先週　ｐｒｏｄ－ｄｂ　に誰がアクセスした？", &who),
        ("先週 prod-db に誰がアクセスしましたか？", &who),
        ("先週prod-dbに誰がアクセスしましたか", &who),
        ("誰が先週prod-dbにアクセスした？", &who),
        ("誰が先週 prod-db にログインしましたか?", &who),
        ("先週のprod-dbに接続したのは誰ですか？", &who),
        ("先週、prod-dbにアクセスした人は？", &who),
        ("who used remote desktop last week", &format!("show:people type:rdp {LAST_WEEK}")),
        ("who used rdp last week", &format!("show:people type:rdp {LAST_WEEK}")),
        ("who opened a desktop last week?", &format!("show:people type:rdp {LAST_WEEK}")),
        ("先週リモートデスクトップを使ったのは誰?", &format!("show:people type:rdp {LAST_WEEK}")),
        ("先週 RDP を使ったのは誰", &format!("show:people type:rdp {LAST_WEEK}")),
        ("誰がリモートデスクトップに接続しましたか", "show:people type:rdp"),
        ("rdp sessions last week", &format!("type:rdp {LAST_WEEK}")),
        ("remote desktops", "type:rdp"),
        ("リモートデスクトップの接続一覧", "type:rdp"),
        ("remote", "remote"),
        ("who accessed prod-db", "show:people node:prod-db"),
        ("who accessed prod-db last-week", &who),
        ("past 9999 weeks", r#""past" "9999" "weeks""#),
        ("2026", "2026"),
        ("who accessed prod-db yesterday", &format!("show:people node:prod-db {yesterday}")),
        ("who accessed prod-db on 2026-11-22", &format!("show:people node:prod-db {yesterday}")),
        ("who accessed web-9 yesterday", &format!("show:people node:web-9 {yesterday}")),
        ("who accessed 本番DB last week", &format!("show:people node:本番DB {LAST_WEEK}")),
        ("who accessed i-0123456789abcdef0", "show:people node:i-0123456789abcdef0"),
        (
            "who accessed prod-db in the past 7 days",
            "show:people node:prod-db started:2026-11-16T08:30+09:00..<2026-11-23T08:30+09:00",
        ),
        (
            "直近7日間 prod-db に誰がアクセスした",
            "show:people node:prod-db started:2026-11-16T08:30+09:00..<2026-11-23T08:30+09:00",
        ),
        ("what did alice do on prod-db", did),
        ("what did alice@example.com do on prod-db", "user:alice@example.com node:prod-db"),
        ("what did alice do yesterday on prod-db?", &format!("{did} {yesterday}")),
        ("昨日aliceさんはprod-dbで何をしましたか？", &format!("{did} {yesterday}")),
        ("when did alice last access prod-db", did),
        ("prod-db の先週のアクセス", &format!("node:prod-db {LAST_WEEK}")),
        ("which sessions have no recording", "recording:missing"),
        ("sessions without recording last week", &format!("recording:missing {LAST_WEEK}")),
        ("録画がないセッション", "recording:missing"),
        ("who approved oi-0123456789ab", "request:oi-0123456789ab"),
        ("oi-0123456789abは誰が承認した？", "request:oi-0123456789ab"),
        ("oi-0123456789ab", "request:oi-0123456789ab"),
        // No template: names and times are still understood, the rest is searched for.
        ("prod-db last week", &format!("node:prod-db {LAST_WEEK}")),
        ("restart prod-db last week", &format!("node:prod-db {LAST_WEEK} restart")),
        ("who accessed prod-db last week as root", &format!("{who} \"as\" \"root\"")),
        ("先週の障害対応", &format!("{LAST_WEEK} \"障害対応\"")),
        (
            "approval:self who accessed prod-db last week",
            &who.replace("node", "approval:self node"),
        ),
        // No template and no time: words.
        ("prod-db", "prod-db"),
        ("who is root", r#""who" "is" "root""#),
        ("prod-db2 restart", r#""prod-db2" "restart""#),
        ("last weekend", r#""last" "weekend""#),
        ("sessions on fire", r#""sessions" "on" "fire""#),
    ] {
        let reading = understood(text);
        assert_eq!((reading.syntax.as_str(), &reading.problems), (expected, &vec![]), "{text}");
    }
}

#[test]
fn chips_tell_how_it_was_understood() {
    for (text, expected) in [
        (
            "who accessed prod-db last week",
            "show people | node prod-db | started last-week = Mon 16 – Sun 22 Nov 2026 JST",
        ),
        ("-user:alice,bob nginx", "-user alice,bob | words nginx"),
        (
            "finding:standing-access OR cmd:\"DROP TABLE\"",
            "any finding:standing-access OR cmd:\"DROP TABLE\"",
        ),
        ("started:今日", "started today = Mon 23 Nov 2026 JST"),
        ("started:this-week", "started this-week = Mon 23 – Sun 29 Nov 2026 JST"),
        (
            "started:2026-11-30..2026-12-01",
            "started 2026-11-30..2026-12-01 = Mon 30 Nov – Tue 1 Dec 2026 JST",
        ),
        (
            "started:2026-12-31..2027-01-01",
            "started 2026-12-31..2027-01-01 = Thu 31 Dec 2026 – Fri 1 Jan 2027 JST",
        ),
        ("started:24h", "started 24h = Sun 22 Nov 2026 08:30 – Mon 23 Nov 2026 08:30 JST"),
        ("started:>=2026-11-16", "started >=2026-11-16 = from Mon 16 Nov 2026 JST"),
        (
            "started:<2026-11-16T10:00:05",
            "started <2026-11-16T10:00:05 = before Mon 16 Nov 2026 10:00:05 JST",
        ),
        ("-started:*", "started unknown"),
        ("started:*", "started * = any known time"),
    ] {
        let chips = understood(text).chips;
        let shown: Vec<String> = chips
            .iter()
            .map(|chip| {
                let minus = if chip.excluded { "-" } else { "" };
                let resolved =
                    chip.resolved.iter().map(|text| format!(" = {text}")).collect::<String>();
                format!("{minus}{} {}{resolved}", chip.field, chip.text)
            })
            .collect();
        assert_eq!(shown.join(" | "), expected, "{text}");
    }
}

const NO_USR: &str = "There is no field \"usr\". Use one of user, node, cmd, output, screen, reason, approver, request, \
    finding, session, type, approval, recording, account, region, started, show. Did you mean `user:`?";

#[test]
fn problems_say_where_and_what_next() {
    for (text, code, span, message, rest) in [
        ("a usr:x", Code::UnknownField, 2..5, NO_USR, "a"),
        ("ｕｓｒ：ｘ,ｙ", Code::UnknownField, 0..3, NO_USR, ""),
        (
            "node: x",
            Code::MissingValue,
            0..5,
            "Add a value after `node:`, for example prod-db",
            "x",
        ),
        (
            "node:a,",
            Code::MissingValue,
            0..7,
            "Add a value after `node:`, for example prod-db",
            "node:a",
        ),
        (
            "a \"b c",
            Code::UnclosedQuote,
            2..6,
            "Close the quote opened at character 3",
            "\"b c\" a",
        ),
        (
            "x:1 (user:a",
            Code::UnclosedBracket,
            4..11,
            "Close the bracket opened at character 5",
            "user:a",
        ),
        (
            "user:a)",
            Code::UnopenedBracket,
            6..7,
            "This bracket was never opened. Remove it",
            "user:a",
        ),
        (
            "started:2026-13-01",
            Code::BadTime,
            0..18,
            "\"2026-13-01\" is not a date. Use YYYY-MM-DD, last-week, 7d, unknown or a range like a..b",
            "",
        ),
        (
            "started:2026-11-12..2026-11-03",
            Code::ReversedTime,
            0..30,
            "\"2026-11-12..2026-11-03\" starts after it ends. Swap the two",
            "",
        ),
        (
            "started:today started:yesterday",
            Code::DisjointTimes,
            0..31,
            "The times do not overlap, so no session can match. Remove one",
            "*",
        ),
        (
            "type:shel",
            Code::UnknownValue,
            5..9,
            "`type:` is never \"shel\". Use one of shell, command, port, ssh, rdp, unknown. \
             Did you mean `type:shell`?",
            "",
        ),
        (
            "type:desktop,desktob",
            Code::UnknownValue,
            13..20,
            "`type:` is never \"desktob\". Use one of shell, command, port, ssh, rdp, unknown. \
             Did you mean `type:rdp`?",
            "type:rdp",
        ),
        (
            "recording:elsewhere",
            Code::UnknownValue,
            10..19,
            "`recording:` is never \"elsewhere\". \
             Use one of present, incomplete, none-by-design, pending, missing, unknown",
            "",
        ),
        (
            "show:nodes",
            Code::UnknownValue,
            5..10,
            "`show:` is never \"nodes\". Use one of sessions, people, undecided",
            "",
        ),
        (
            "screen:",
            Code::MissingValue,
            0..7,
            "Add a value after `screen:`, for example \"permission denied\"",
            "",
        ),
        ("a OR", Code::MissingTerm, 4..4, "`OR` needs a term on both sides. Add one", "a"),
        ("a NOT", Code::MissingTerm, 2..5, "There is nothing to exclude. Add a term", "a"),
        ("a ()", Code::MissingTerm, 2..4, "There is nothing in the brackets. Add a term", "a"),
        (
            "a $?",
            Code::Unsearchable,
            2..4,
            "Punctuation alone cannot be searched. Add a letter or digit",
            "a",
        ),
        (
            "a*b",
            Code::Wildcard,
            0..3,
            "`*` works at the end of a word only. Use quotes to search for the sign itself",
            "",
        ),
    ] {
        let reading = understood(text);
        let problem = reading.problems.iter().find(|problem| problem.code == code).unwrap();
        assert_eq!((problem.span.clone(), problem.message.as_str()), (span, message), "{text}");
        let mut words: Vec<&str> = reading.syntax.split(' ').collect();
        words.sort_unstable();
        if rest != "*" {
            let mut expected: Vec<&str> = rest.split(' ').collect();
            expected.sort_unstable();
            assert_eq!(
                words.join(" ").replace('"', ""),
                expected.join(" ").replace('"', ""),
                "{text}"
            );
        }
    }
}

#[test]
fn what_was_most_likely_meant_is_put_in_the_place_of_every_problem() {
    for (text, expected) in [
        ("usr:bob type:shel,desktob 先週", Some("user:bob type:shell,rdp 先週")),
        ("先週 usr:𠮷野 show:poeple", Some("先週 user:𠮷野 show:people")),
        ("type:shel recording:elsewhere", None),
        ("type:shel \"", None),
        ("type:shell", None),
    ] {
        assert_eq!(mended(text, &understood(text).problems).as_deref(), expected, "{text}");
    }
}

#[test]
fn endless_input_has_an_end() {
    let deep = understood(&"(".repeat(2_000));
    assert!(deep.problems.iter().any(|problem| problem.code == Code::TooDeep));
    assert_eq!(deep.syntax, "");
    let long = understood(&"é ".repeat(LONGEST_TEXT));
    let problem = long.problems.iter().find(|problem| problem.code == Code::TooLong).unwrap();
    assert_eq!(problem.span, LONGEST_TEXT..2 * LONGEST_TEXT);
}

/// Text made of what matters to the reader, so that most of it is nearly valid.
fn almost_a_query() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        4 => prop::sample::select(vec![
            "user:", "node:", "cmd:", "reason:", "type:", "started:", "show:", "usr:", "alice",
            "prod-db", "who", "accessed", "what", "did", "do", "on", "last week", "today", "先週",
            "誰が", "に", "アクセス", "した", "shell", "people", "unknown", "2026-11-16", "..", "..<", ">=", "7d",
            "oi-0123456789ab", "OR", "AND", "NOT", "-", "(", ")", "\"", "*", ",", "|", "\\", "本番DB",
            "「", "」", "sessions", "without", "recording", "by", "of",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        2 => Just(" ".to_owned()),
    ];
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn anything_is_read_and_its_syntax_is_the_same_query(text in prop_oneof![almost_a_query(), any::<String>()]) {
        let reading = understood(&text);
        let length = text.chars().count();
        for problem in &reading.problems {
            prop_assert!(problem.span.start <= problem.span.end && problem.span.end <= length);
        }
        // Whatever is known by then, and wherever and whenever it is read.
        let nobody = Vocabulary::default();
        let everybody = Vocabulary {
            nodes: vec!["who".into(), "on".into(), "誰".into()],
            people: vec!["prod-db".into(), "did".into(), "に".into()],
        };
        for vocabulary in [&nobody, &everybody] {
            let now = "2030-01-01T00:00Z".parse().unwrap();
            let zone = TimeZone::get("America/New_York").unwrap();
            let again = read(&reading.syntax, &Context { now, zone, vocabulary });
            prop_assert_eq!(&again.query, &reading.query, "{}", reading.syntax);
            prop_assert_eq!(again.show, reading.show);
        }
        let again = understood(&reading.syntax);
        prop_assert_eq!(&again.syntax, &reading.syntax);
    }
}

fn understood(text: &str) -> Reading {
    let vocabulary = Vocabulary {
        nodes: ["prod-db", "prod-db-2", "本番DB"].map(str::to_owned).to_vec(),
        people: ["alice@example.com", "bob"].map(str::to_owned).to_vec(),
    };
    let now = "2026-11-23T08:30+09:00".parse().unwrap();
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    read(text, &Context { now, zone, vocabulary: &vocabulary })
}
