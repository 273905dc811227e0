//! Is this something that can be asked, and if not, what should be typed?

use crate::ast::{Query, Text, Value};
use crate::field::Field;
use crate::print;
use crate::problem::{Choice, Code, nearest};
use crate::time::{self, Named, Trouble};
use crate::{Context, Show};

/// One value as it was typed.
pub(crate) struct Typed {
    /// The value without quotes and without its final star.
    pub(crate) text: String,
    /// Whether it stood in quotes.
    pub(crate) quoted: bool,
    /// Whether a star followed.
    pub(crate) starred: bool,
}

/// What one value of a field says.
pub(crate) enum Term {
    /// A condition.
    Condition(Query),
    /// A condition on the start, with the name it was given.
    Started(Named),
    /// What to list.
    Show(Show),
}

/// Why a term says nothing.
pub(crate) struct Complaint {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) choice: Option<Choice>,
}

impl Complaint {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), choice: None }
    }
}

/// Whether a term may begin with this name and a colon.
pub(crate) fn is_name(name: &str) -> bool {
    Field::named(name).is_some() || OTHER_NAMES.iter().any(|other| other.eq_ignore_ascii_case(name))
}

/// Reads one value of the field called `name`.
pub(crate) fn read(name: &str, typed: Typed, context: &Context<'_>) -> Result<Term, Complaint> {
    match (Field::named(name), name.to_lowercase().as_str()) {
        (Some(field), _) => Ok(Term::Condition(Query::Field(field, value(field, typed)?))),
        (None, STARTED) if is_undated(&typed) => Ok(Term::Condition(Query::undated())),
        (None, STARTED) => started(typed, context).map(Term::Started),
        (None, SHOW) => show(&typed.text).map(Term::Show),
        (None, _) => Err(unknown_field(name)),
    }
}

/// Reads text to be searched for, unless it has nothing that is indexed.
pub(crate) fn words(typed: Typed) -> Result<Text, Complaint> {
    if typed.text.chars().any(char::is_alphanumeric) {
        return text(typed);
    }
    let message = "Punctuation alone cannot be searched. Add a letter or digit";
    Err(Complaint::new(Code::Unsearchable, message))
}

/// What to say when nothing follows the colon.
pub(crate) fn missing_value(name: &str) -> Complaint {
    let message = match example(name) {
        Some(example) => format!("Add a value after `{name}:`, for example {example}"),
        None => format!("Add a value after `{name}:`"),
    };
    Complaint::new(Code::MissingValue, message)
}

/// Terms that look like fields and are conditions of their own.
const OTHER_NAMES: [&str; 2] = [STARTED, SHOW];
const STARTED: &str = "started";
const SHOW: &str = "show";

fn value(field: Field, typed: Typed) -> Result<Value, Complaint> {
    if typed.text.is_empty() && typed.starred && !typed.quoted {
        return Ok(Value::Any);
    }
    let values = field.values();
    let lower = typed.text.to_lowercase();
    if let Some((_, value)) = field.synonyms().iter().find(|(said, _)| *said == lower) {
        return Ok(Value::Text(Text::Exact((*value).to_owned())));
    }
    let fits = |value: &&str| **value == lower || typed.starred && value.starts_with(&lower);
    if !values.is_empty() && !values.iter().any(fits) {
        return Err(unknown_value(field.name(), &typed.text, values.to_vec(), field.synonyms()));
    }
    let text = if field.is_text() { words(typed)? } else { text(typed)? };
    Ok(Value::Text(text))
}

fn text(typed: Typed) -> Result<Text, Complaint> {
    if typed.text.contains('*') && !typed.quoted {
        let message =
            "`*` works at the end of a word only. Use quotes to search for the sign itself";
        return Err(Complaint::new(Code::Wildcard, message));
    }
    Ok(if typed.starred { Text::Prefix(typed.text) } else { Text::Exact(typed.text) })
}

fn is_undated(typed: &Typed) -> bool {
    let text = typed.text.as_str();
    !typed.starred && (text.eq_ignore_ascii_case(print::UNDATED) || text == "不明")
}

fn started(typed: Typed, context: &Context<'_>) -> Result<Named, Complaint> {
    let star = if typed.starred { "*" } else { "" };
    let text = typed.text + star;
    time::read(&text, context).map_err(|trouble| match trouble {
        Trouble::NotATime => Complaint::new(
            Code::BadTime,
            format!("\"{text}\" is not a date. Use YYYY-MM-DD, last-week, 7d, unknown or a range like a..b"),
        ),
        Trouble::Reversed => Complaint::new(
            Code::ReversedTime,
            format!("\"{text}\" starts after it ends. Swap the two"),
        ),
    })
}

fn show(text: &str) -> Result<Show, Complaint> {
    let found = Show::ALL.into_iter().find(|show| text.eq_ignore_ascii_case(show.name()));
    found.ok_or_else(|| unknown_value(SHOW, text, Show::ALL.map(Show::name).to_vec(), &[]))
}

fn unknown_value(
    field: &'static str,
    typed: &str,
    allowed: Vec<&'static str>,
    synonyms: &[(&'static str, &'static str)],
) -> Complaint {
    let of_synonym = |said: &str| synonyms.iter().find(|(other, _)| *other == said);
    let said = synonyms.iter().map(|(said, _)| *said).chain(allowed.iter().copied());
    let nearest =
        nearest(typed, said).map(|said| of_synonym(said).map_or(said, |(_, value)| value));
    let meant = nearest.map(|value| format!(". Did you mean `{field}:{value}`?"));
    let message = format!(
        "`{field}:` is never \"{typed}\". Use one of {}{}",
        allowed.join(", "),
        meant.unwrap_or_default()
    );
    let choice = Some(Choice { field: Some(field), allowed, nearest });
    Complaint { code: Code::UnknownValue, message, choice }
}

/// What to say when no field is called so.
pub(crate) fn unknown_field(name: &str) -> Complaint {
    let allowed: Vec<_> = Field::ALL.into_iter().map(Field::name).chain(OTHER_NAMES).collect();
    let nearest = nearest(name, allowed.iter().copied());
    let meant = nearest.map(|field| format!(". Did you mean `{field}:`?"));
    let message = format!(
        "There is no field \"{name}\". Use one of {}{}",
        allowed.join(", "),
        meant.unwrap_or_default()
    );
    let choice = Some(Choice { field: None, allowed, nearest });
    Complaint { code: Code::UnknownField, message, choice }
}

fn example(name: &str) -> Option<&'static str> {
    Some(match Field::named(name) {
        Some(Field::User | Field::Approver) => "alice",
        Some(Field::Node) => "prod-db",
        Some(Field::Cmd) => "psql",
        Some(Field::Output | Field::Screen | Field::Reason) => "\"permission denied\"",
        Some(Field::Request) => "oi-0123456789ab",
        Some(Field::Finding) => "outlived-window",
        Some(Field::Session) => "alice-0123456789abcdef0",
        Some(Field::Type) => "shell",
        Some(Field::Approval) => "self",
        Some(Field::Recording) => "missing",
        Some(Field::Account) => "111122223333",
        Some(Field::Region) => "ap-northeast-1",
        None if name.eq_ignore_ascii_case(STARTED) => "last-week",
        None if name.eq_ignore_ascii_case(SHOW) => "people",
        None => return None,
    })
}
