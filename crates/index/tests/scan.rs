//! Does the index answer like somebody who reads every record?
#![allow(clippy::unwrap_used)]

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use sekisho_index::document::{Document, Unknown, Unread};
use sekisho_index::{Index, Page};
use sekisho_query::ast::{Query, Text, TimeRange, Value};
use sekisho_query::field::Field;
use sekisho_query::letters::is_unspaced;
use unicode_normalization::UnicodeNormalization;

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_answers_like_a_scan(
        writes in vec(vec(document(), 0..6), 1..4),
        queries in vec(query(), 1..24),
        (offset, limit) in (0..6_usize, 0..6_usize),
    ) {
        let index = Index::in_memory().unwrap();
        let mut records = BTreeMap::new();
        for write in writes {
            index.replace(write.clone()).unwrap();
            records.extend(write.into_iter().map(|document| (document.key.clone(), document)));
        }
        let mut records: Vec<Document> = records.into_values().collect();
        records.sort_by_key(|document| Reverse(document.started));
        for query in queries {
            let may = |document: &Document, open| matches(document, &query, open, false);
            let sure = records.iter().filter(|document| may(document, Open::Nothing));
            let scanned: Vec<String> = sure.map(|document| document.key.clone()).collect();
            prop_assert_eq!(&index.keys(&query).unwrap(), &scanned, "{:?} in {:#?}", query, records);
            let hits = index.search(&query, Page { offset, limit }).unwrap();
            let page: Vec<String> = scanned.iter().skip(offset).take(limit).cloned().collect();
            prop_assert_eq!((hits.total, hits.keys), (scanned.len(), page));
            let undecided = index.undecided(&query).unwrap();
            let for_screens = |d: &&Document| may(d, Open::Screens) && !may(d, Open::Nothing);
            for (why, found) in undecided.unread {
                let open = records.iter().filter(|d| d.unread == Some(why)).filter(for_screens);
                prop_assert_eq!(found, open.count(), "{:?} {:?} in {:#?}", why, query, records);
            }
            let for_others = |d: &&Document| may(d, Open::Everything) && !may(d, Open::Screens);
            let unknown = records.iter().filter(for_others).count();
            prop_assert_eq!(undecided.unknown, unknown, "{:?} in {:#?}", query, records);
            let open = |d: &&Document| may(d, Open::Everything) && !may(d, Open::Nothing);
            let scanned: Vec<String> =
                records.iter().filter(open).map(|document| document.key.clone()).collect();
            let hits = index.search_undecided(&query, Page { offset, limit }).unwrap();
            let page: Vec<String> = scanned.iter().skip(offset).take(limit).cloned().collect();
            prop_assert_eq!((hits.total, hits.keys), (scanned.len(), page));
        }
    }
}

/// What is taken for as the query wants it; everything else that is not known is as it does not.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Open {
    Nothing,
    Screens,
    Everything,
}

/// Whether a record matches. Inside of what is left out, the query wants the contrary.
fn matches(document: &Document, query: &Query, open: Open, negated: bool) -> bool {
    let each = |part: &Query| matches(document, part, open, negated);
    let everything = (open == Open::Everything) != negated;
    match query {
        Query::All => true,
        Query::And(parts) => parts.iter().all(each),
        Query::Or(parts) => parts.iter().any(each),
        Query::Not(inner) => !matches(document, inner, open, !negated),
        Query::Started(TimeRange::ALWAYS) => document.started.is_some(),
        Query::Started(range) => match (document.started, document.begun_by) {
            (Some(at), _) => range.contains(at),
            (None, Some(by)) => everything && range.start.is_none_or(|start| start <= by),
            (None, None) => everything,
        },
        Query::Field(field, value) => {
            let unknown = |what| everything && !negated && document.unknown.contains(&what);
            let text = match value {
                Value::Any => None,
                Value::Text(Text::Exact(text) | Text::Prefix(text)) => Some(text.as_str()),
            };
            let may_hold = match (field, text) {
                (Field::Screen, _) => {
                    document.unread.is_some() && (open >= Open::Screens) != negated
                }
                (Field::User, Some(_)) => unknown(Unknown::Person),
                (Field::Node, Some("i-0123456789"))
                    if matches!(value, Value::Text(Text::Exact(_))) =>
                {
                    unknown(Unknown::Node)
                }
                (Field::Node, Some(_)) => unknown(Unknown::Node) || unknown(Unknown::NodeName),
                _ => false,
            };
            may_hold || holds(document, *field, value)
        }
        Query::Words(text) => [
            Field::Cmd,
            Field::Output,
            Field::Reason,
            Field::User,
            Field::Node,
            Field::Approver,
            Field::Request,
            Field::Session,
        ]
        .into_iter()
        .any(|field| values(document, field).iter().any(|value| has_words(value, text))),
    }
}

fn holds(document: &Document, field: Field, value: &Value) -> bool {
    let values = values(document, field);
    let mut values = values.iter().filter(|value| !value.is_empty());
    match value {
        Value::Any => values.next().is_some(),
        Value::Text(text) if field.is_text() => values.any(|value| has_words(value, text)),
        Value::Text(text) => values.any(|value| is_called(field, value, text)),
    }
}

/// Whether the value, or what people shorten it to, is the text.
fn is_called(field: Field, value: &str, text: &Text) -> bool {
    let fold = |text: &str| text.nfkc().flat_map(char::to_lowercase).collect::<String>();
    let value = fold(value);
    let short = match field {
        Field::Node => value.split('.').next().filter(|short| *short != value),
        Field::User | Field::Approver => value.split('@').next().filter(|short| *short != value),
        _ => None,
    };
    let mut names =
        [Some(value.as_str()), short.filter(|short| !short.is_empty())].into_iter().flatten();
    names.any(|name| match text {
        Text::Exact(text) => name == fold(text),
        Text::Prefix(text) => name.starts_with(&fold(text)),
    })
}

/// A word, or a character of a script without spaces.
#[derive(PartialEq)]
struct Unit {
    text: String,
    unspaced: bool,
    /// Whether another such character stands directly before it.
    joined: bool,
}

fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut before = None;
    for c in text.nfkc().flat_map(char::to_lowercase) {
        let kind = c.is_alphanumeric().then(|| is_unspaced(c));
        match (kind, units.last_mut()) {
            (Some(false), Some(word)) if before == Some(false) => word.text.push(c),
            (Some(unspaced), _) => {
                let joined = unspaced && before == Some(true);
                units.push(Unit { text: c.to_string(), unspaced, joined });
            }
            (None, _) => {}
        }
        before = kind;
    }
    units
}

/// Whether the words stand in the value in a row.
fn has_words(value: &str, text: &Text) -> bool {
    let (text, prefix) = match text {
        Text::Exact(text) => (text, false),
        Text::Prefix(text) => (text, text.chars().next_back().is_some_and(char::is_alphanumeric)),
    };
    let (value, wanted) = (units(value), units(text));
    !wanted.is_empty()
        && value.windows(wanted.len()).any(|found| {
            found.iter().zip(&wanted).enumerate().all(|(i, (found, unit))| {
                let last = i + 1 == wanted.len();
                let continues = last && prefix && !unit.unspaced && !found.unspaced;
                let same =
                    found.text == unit.text || continues && found.text.starts_with(&unit.text);
                let after_unspaced = i > 0 && wanted[i - 1].unspaced && unit.unspaced;
                same && (!after_unspaced || found.joined == unit.joined)
            })
        })
}

fn values(document: &Document, field: Field) -> Vec<String> {
    match field {
        Field::User => document.user.clone(),
        Field::Node => document.node.clone(),
        Field::Cmd => document.commands.clone(),
        Field::Output => vec![document.output.clone()],
        Field::Screen => vec![document.screen.clone()],
        Field::Reason => document.reason.clone(),
        Field::Approver => document.approver.clone(),
        Field::Request => document.request.clone(),
        Field::Finding => document.finding.clone(),
        Field::Session => vec![document.key.clone()],
        Field::Type => document.kind.iter().cloned().collect(),
        Field::Approval => document.approval.iter().cloned().collect(),
        Field::Recording => document.recording.iter().cloned().collect(),
        Field::Account => document.account.iter().cloned().collect(),
        Field::Region => document.region.iter().cloned().collect(),
    }
}

fn text() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a", "a", "b", "ab", "abc", "A", "ｂ", "é", "e\u{301}", "1", "障", "障", "害", "本番",
        "タ", "ﾀﾞ", " ", " ", "\n", "_", "-", ".", "\u{3000}", "・",
    ];
    vec(select(pieces), 0..9).prop_map(|pieces| pieces.concat())
}

fn name() -> impl Strategy<Value = String> {
    let names = vec![
        "a",
        "A",
        "ab",
        "a.b",
        "a@b",
        "b.x",
        "Ｂ",
        "障",
        "障害",
        "",
        ".a",
        "@b",
        "i-0123456789",
    ];
    select(names).prop_map(str::to_owned)
}

fn document() -> impl Strategy<Value = Document> {
    let names = || vec(name(), 0..3);
    let texts = || vec(text(), 0..3);
    let option = || proptest::option::of(name());
    let at = || proptest::option::of((0..6_i64).prop_map(|s| Timestamp::from_second(s).unwrap()));
    let unknown = vec(select(vec![Unknown::Person, Unknown::Node, Unknown::NodeName]), 0..2);
    (
        (
            select(vec!["k1", "k2", "k3", "k4", "k5", "k6"]),
            names(),
            names(),
            texts(),
            text(),
            (text(), proptest::option::of(select(Unread::ALL.to_vec()))),
            texts(),
        ),
        (names(), names(), names(), option(), option(), option(), option(), option()),
        (at(), at(), unknown),
    )
        .prop_map(
            |((key, user, node, commands, output, (screen, unread), reason), rest, open)| {
                let (approver, request, finding, kind, approval, recording, account, region) = rest;
                let (started, begun_by, unknown) = open;
                Document {
                    key: key.to_owned(),
                    user,
                    node,
                    commands,
                    output,
                    screen,
                    unread,
                    reason,
                    approver,
                    request,
                    finding,
                    kind,
                    approval,
                    recording,
                    account,
                    region,
                    started,
                    begun_by,
                    unknown,
                }
            },
        )
}

fn query() -> impl Strategy<Value = Query> {
    let wanted = |text: BoxedStrategy<String>| {
        (text, any::<bool>())
            .prop_map(|(text, prefix)| if prefix { Text::Prefix(text) } else { Text::Exact(text) })
    };
    let field = || prop_oneof![4 => select(Field::ALL.to_vec()), 1 => Just(Field::Screen)];
    let bound =
        || proptest::option::of((0..6_i64).prop_map(|s| Timestamp::from_second(s).unwrap()));
    let leaf = prop_oneof![
        1 => Just(Query::All),
        2 => field().prop_map(|field| Query::Field(field, Value::Any)),
        4 => (field(), wanted(name().boxed())).prop_map(|(f, text)| Query::Field(f, Value::Text(text))),
        6 => (field(), wanted(text().boxed())).prop_map(|(f, text)| Query::Field(f, Value::Text(text))),
        4 => wanted(text().boxed()).prop_map(Query::Words),
        3 => (bound(), bound()).prop_map(|(start, end)| Query::Started(TimeRange { start, end })),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Query::all_of),
            vec(inner.clone(), 0..4).prop_map(Query::any_of),
            inner.prop_map(Query::negated),
        ]
    })
}
