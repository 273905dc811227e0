//! Which sentences are understood, and what do they ask?

use std::sync::LazyLock;

use crate::Show;
use crate::field::Field;
use crate::pieces::Piece;

/// A sentence with gaps.
pub(crate) struct Template {
    /// How it is said, without the time, which may stand anywhere.
    ///
    /// `(a|b)` stands for either; `{node}`, `{user}` and `{request}` for such a name; `{node?}` also for a word that is
    /// not a known name.
    says: &'static str,
    /// What it asks to see.
    pub(crate) show: Show,
    /// The conditions it adds to those of its names.
    pub(crate) adds: &'static [(Field, &'static str)],
}

/// All of them. Where two fit equally well the first one wins.
const TEMPLATES: &[Template] = &[
    desktops(
        Show::People,
        "who (|has )(used|opened|accessed|connected to|logged in to) (|a |the )(rdp|desktop|desktops|remote desktop|remote desktops)",
    ),
    desktops(Show::People, "誰が(リモートデスクトップ|RDP)(を使用|を利用|に接続|にログイン){した}"),
    desktops(Show::People, "(リモートデスクトップ|RDP)を誰が(使用|利用){した}"),
    desktops(
        Show::People,
        "(リモートデスクトップ|RDP)(を使った|を使用した|を利用した|に接続した)(人|のは誰|のは誰ですか)(|は|は誰|は誰ですか)",
    ),
    desktops(Show::Sessions, "(|show )(|all )(rdp|desktop|remote desktop) sessions"),
    desktops(Show::Sessions, "(|show )(|all )remote (desktop|desktops)"),
    desktops(Show::Sessions, "(リモートデスクトップ|RDP)(の|)(セッション|接続)(|一覧)"),
    people("who (|has )(accessed|logged in to|logged into|connected to|used) (|the ){node?}"),
    people("who was (on|in|logged in to) {node?}"),
    people("{node?}に誰が(アクセス|ログイン|接続){した}"),
    people("{node?}へ誰が(アクセス|ログイン|接続){した}"),
    people("誰が{node?}(に|へ)(アクセス|ログイン|接続){した}"),
    people(
        "{node?}に(アクセス|ログイン|接続)した(人|のは誰|のは誰ですか|ユーザー)(|は|は誰|は誰ですか)",
    ),
    sessions("what did {user?} do on (|the ){node?}"),
    sessions("what did {user?} do"),
    sessions("when did {user?} (|last )(access|log in to|log into|connect to|use) (|the ){node?}"),
    sessions("{user?}(|さん)(は|が){node?}で何を{した}"),
    sessions("{node?}で{user?}(|さん)(は|が)何を{した}"),
    sessions("{user?}(|さん)(は|が)何を{した}"),
    sessions("(|show )(|all )sessions (on|to) (|the ){node}"),
    sessions("(|show )(|all )sessions (by|of) {user}"),
    sessions("(|all )access to (|the ){node}"),
    sessions("{node}(へ|に|で)の(アクセス|ログイン|接続|セッション)(|一覧)"),
    sessions("{node}の(アクセス|ログイン|接続|セッション)(|一覧)"),
    sessions("{user}(|さん)の(アクセス|ログイン|接続|セッション|操作)(|一覧)"),
    unrecorded(
        "(|which |show )(|all )sessions (without|with no|have no|that have no) (|a )(recording|recordings)",
    ),
    unrecorded("(録画|記録)(が|の)(ない|無い|なかった)セッション(|一覧|は|はどれ|はどれですか)"),
    sessions("who approved {request}"),
    sessions("{request}(は|を)誰が承認{した}"),
    sessions("{request}"),
];

/// The endings of した that change politeness and mood, not the question.
const DID: &str = "(した|したか|したの|したのか|したのですか|しました|しましたか\
    |していた|していたか|していました|していましたか|してた)";

const fn people(says: &'static str) -> Template {
    Template { says, show: Show::People, adds: &[] }
}

const fn sessions(says: &'static str) -> Template {
    Template { says, show: Show::Sessions, adds: &[] }
}

const fn desktops(show: Show, says: &'static str) -> Template {
    Template { says, show, adds: &[(Field::Type, "rdp")] }
}

const fn unrecorded(says: &'static str) -> Template {
    Template { says, show: Show::Sessions, adds: &[(Field::Recording, "missing")] }
}

/// A template that fits and the pieces it leaves over.
pub(crate) struct Fit {
    /// The template.
    pub(crate) template: &'static Template,
    /// The names in its gaps.
    pub(crate) names: Vec<(Field, String)>,
    /// Everything before and after it.
    pub(crate) rest: Vec<Piece>,
}

/// The template that leaves the least over.
pub(crate) fn best(pieces: &[Piece]) -> Option<Fit> {
    let mut best: Option<Fit> = None;
    for (template, spelling) in SPELLINGS.iter() {
        let least = best.as_ref().map_or(usize::MAX, |fit| fit.rest.len());
        let Some(spare) = pieces.len().checked_sub(spelling.len()) else { continue };
        if spare >= least {
            continue;
        }
        let fits = pieces.windows(spelling.len()).enumerate();
        let found = fits.filter_map(|(at, window)| Some((at, names(spelling, window)?))).next();
        if let Some((at, names)) = found {
            let rest = [&pieces[..at], &pieces[at + spelling.len()..]].concat();
            best = Some(Fit { template, names, rest });
        }
    }
    best
}

/// Every template in every spelling, in the order of the table.
static SPELLINGS: LazyLock<Vec<(&Template, Vec<Element>)>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for template in TEMPLATES {
        for spelling in spellings(&template.says.replace("{した}", DID)) {
            all.push((template, elements(&spelling)));
        }
    }
    all
});

/// One piece that is expected.
enum Element {
    Word(String),
    Char(char),
    Gap { field: Field, unknown: bool },
}

/// The names in the gaps, if every piece is as expected.
fn names(spelling: &[Element], pieces: &[Piece]) -> Option<Vec<(Field, String)>> {
    let mut names = Vec::new();
    for (element, piece) in spelling.iter().zip(pieces) {
        match (element, piece) {
            (Element::Word(expected), Piece::Word(word)) if word.eq_ignore_ascii_case(expected) => {
            }
            (Element::Char(expected), Piece::Char(c)) if c == expected => {}
            (Element::Gap { field, .. }, Piece::Name(known, name)) if field == known => {
                names.push((*field, name.clone()));
            }
            (Element::Gap { field, unknown: true }, Piece::Word(word) | Piece::Quoted(word)) => {
                names.push((*field, word.clone()));
            }
            _ => return None,
        }
    }
    Some(names)
}

/// Takes one of each alternatives: `a(b|c)` is `ab` and `ac`.
fn spellings(says: &str) -> Vec<String> {
    let Some((before, rest)) = says.split_once('(') else { return vec![says.to_owned()] };
    let Some((choices, after)) = rest.split_once(')') else { return vec![says.to_owned()] };
    let mut all = Vec::new();
    for end in spellings(after) {
        all.extend(choices.split('|').map(|choice| format!("{before}{choice}{end}")));
    }
    all
}

fn elements(spelling: &str) -> Vec<Element> {
    let mut elements = Vec::new();
    let mut rest = spelling;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '{' => rest.find('}').map_or(rest.len(), |end| end + 1),
            c if c.is_ascii_alphabetic() => {
                rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        let (said, after) = rest.split_at(length);
        rest = after;
        match said.trim_matches(['{', '}']) {
            " " => {}
            gap if c == '{' => {
                let unknown = gap.ends_with('?');
                let field = Field::named(gap.trim_end_matches('?'));
                elements.extend(field.map(|field| Element::Gap { field, unknown }));
            }
            word if c.is_ascii_alphabetic() => elements.push(Element::Word(word.to_owned())),
            _ => elements.push(Element::Char(c)),
        }
    }
    elements
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gap_is_a_field_and_every_spelling_says_something() {
        for (template, spelling) in SPELLINGS.iter() {
            let gaps = spelling.iter().filter(|e| matches!(e, Element::Gap { .. })).count();
            let asks = template.says.matches('{').count() - template.says.matches("{した}").count();
            assert_eq!(gaps, asks, "{}", template.says);
            assert!(gaps > 0 || !template.adds.is_empty(), "{}", template.says);
            // The printer leaves a single ASCII word without quotes and relies on it being no sentence.
            let words = spelling.iter().filter(|e| matches!(e, Element::Word(_))).count();
            let unspaced = spelling.iter().any(|e| matches!(e, Element::Char(_)));
            assert!(unspaced || words > 1 || template.says == "{request}", "{}", template.says);
        }
    }
}
