//! Is this something that can be asked, and if not, what should be typed?

use crate::ast::{Query, Text, Value};
use crate::field::Field;
use crate::problem::{Code, nearest};
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

/// Why a term is left out.
pub(crate) struct Complaint {
    pub(crate) code: Code,
    pub(crate) message: String,
}

/// Whether a term may begin with this name and a colon.
pub(crate) fn is_name(name: &str) -> bool {
    Field::named(name).is_some() || OTHER_NAMES.iter().any(|other| other.eq_ignore_ascii_case(name))
}

/// Reads one value of the field called `name`.
pub(crate) fn read(name: &str, typed: Typed, context: &Context<'_>) -> Result<Term, Complaint> {
    match (Field::named(name), name.to_lowercase().as_str()) {
        (Some(field), _) => Ok(Term::Condition(Query::Field(field, value(field, typed)?))),
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
    Err(Complaint { code: Code::Unsearchable, message: message.to_owned() })
}

/// What to say when nothing follows the colon.
pub(crate) fn missing_value(name: &str) -> Complaint {
    let message = match example(name) {
        Some(example) => format!("Add a value after `{name}:`, for example {example}"),
        None => format!("Add a value after `{name}:`"),
    };
    Complaint { code: Code::MissingValue, message }
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
    let fits = |value: &&str| **value == lower || typed.starred && value.starts_with(&lower);
    if !values.is_empty() && !values.iter().any(fits) {
        let (name, text) = (field.name(), &typed.text);
        let message = match nearest(text, values) {
            Some(meant) => format!("`{name}:` is never \"{text}\". Use `{name}:{meant}`?"),
            None => format!("`{name}:` is never \"{text}\". Use one of {}", values.join(", ")),
        };
        return Err(Complaint { code: Code::UnknownValue, message });
    }
    let text = if field.is_text() { words(typed)? } else { text(typed)? };
    Ok(Value::Text(text))
}

fn text(typed: Typed) -> Result<Text, Complaint> {
    if typed.text.contains('*') && !typed.quoted {
        let message =
            "`*` works at the end of a word only. Use quotes to search for the sign itself";
        return Err(Complaint { code: Code::Wildcard, message: message.to_owned() });
    }
    Ok(if typed.starred { Text::Prefix(typed.text) } else { Text::Exact(typed.text) })
}

fn started(typed: Typed, context: &Context<'_>) -> Result<Named, Complaint> {
    let star = if typed.starred { "*" } else { "" };
    let text = typed.text + star;
    time::read(&text, context).map_err(|trouble| match trouble {
        Trouble::NotATime => Complaint {
            code: Code::BadTime,
            message: format!(
                "\"{text}\" is not a date. Use YYYY-MM-DD, last-week, 7d or a range like a..b"
            ),
        },
        Trouble::Reversed => Complaint {
            code: Code::ReversedTime,
            message: format!("\"{text}\" starts after it ends. Swap the two"),
        },
    })
}

fn show(text: &str) -> Result<Show, Complaint> {
    let shows = [Show::Sessions, Show::People];
    shows.into_iter().find(|show| text.eq_ignore_ascii_case(show.name())).ok_or_else(|| {
        let message = format!("\"{text}\" cannot be listed. Use show:sessions or show:people");
        Complaint { code: Code::UnknownValue, message }
    })
}

fn unknown_field(name: &str) -> Complaint {
    let names: Vec<&str> = Field::ALL.into_iter().map(Field::name).chain(OTHER_NAMES).collect();
    let message = match nearest(name, &names) {
        Some(meant) => format!("There is no field \"{name}\". Use `{meant}:`?"),
        None => format!("There is no field \"{name}\". Use one of {}", names.join(", ")),
    };
    Complaint { code: Code::UnknownField, message }
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
