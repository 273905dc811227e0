//! What do field terms, quotes, brackets and operators say?

use std::ops::Range;

use crate::ast::Query;
use crate::letters::Folded;
use crate::problem::{Code, Problem};
use crate::term::{self, Complaint, Term, Typed};
use crate::time::Named;
use crate::{Context, Show};

/// What a text says when it is read as syntax.
#[derive(Debug)]
pub(crate) struct Parsed {
    /// The terms that must hold together.
    pub(crate) parts: Vec<Part>,
    /// The `show:` term.
    pub(crate) show: Option<Show>,
    /// The times that were named, to be shown by their names.
    pub(crate) periods: Vec<Named>,
    /// What was not understood.
    pub(crate) problems: Vec<Problem>,
}

/// One term.
#[derive(Debug)]
pub(crate) struct Part {
    /// What it asks.
    pub(crate) query: Query,
    /// The text itself when it stands alone, without operators: it may belong to a sentence.
    pub(crate) said: Option<Said>,
}

/// A text that may belong to a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// A word.
    Bare(String),
    /// A text in quotes: it may be a name, and nothing else.
    Quoted(String),
}

impl Said {
    /// The word or text.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Bare(text) | Self::Quoted(text) => text,
        }
    }
}

/// Reads syntax:
///
/// ```text
/// any   = all { ("OR" | "|") all }
/// all   = one { ["AND"] one }
/// one   = { "NOT" | "-" } ( "(" any ")" | NAME ":" value { "," value } | value )
/// value = ( quoted | bare ) ["*"]
/// ```
pub(crate) fn parse(text: &str, context: &Context<'_>) -> Parsed {
    let mut parser = Parser {
        text: Folded::new(text),
        at: 0,
        depth: 0,
        context,
        show: None,
        periods: Vec::new(),
        problems: Vec::new(),
    };
    let mut parts = parser.any();
    while parser.peek().is_some() {
        parser.at += 1;
        let message = "This bracket was never opened. Remove it";
        parser.report(parser.at - 1, Code::UnopenedBracket, message);
        parts.extend(parser.any());
    }
    Parsed { parts, show: parser.show, periods: parser.periods, problems: parser.problems }
}

struct Parser<'a> {
    text: Folded,
    at: usize,
    depth: usize,
    context: &'a Context<'a>,
    show: Option<Show>,
    periods: Vec<Named>,
    problems: Vec<Problem>,
}

/// Brackets within brackets that are read; deeper ones would only exhaust the stack.
const DEEPEST: usize = 32;

impl Parser<'_> {
    /// Stops at the end or at a closing bracket.
    fn any(&mut self) -> Vec<Part> {
        let first = self.all();
        if !self.at_or() {
            return first;
        }
        let mut choices = Vec::new();
        self.choose(first, &mut choices);
        while self.at_or() {
            self.at += if self.peek() == Some('|') { 1 } else { 2 };
            let parts = self.all();
            self.choose(parts, &mut choices);
        }
        if choices.is_empty() { Vec::new() } else { vec![term_part(Query::any_of(choices))] }
    }

    fn choose(&mut self, parts: Vec<Part>, choices: &mut Vec<Query>) {
        if parts.is_empty() {
            self.report(self.at, Code::MissingTerm, "`OR` needs a term on both sides. Add one");
        } else {
            choices.push(all_of(parts));
        }
    }

    /// Stops at the end, at a closing bracket or at `OR`.
    fn all(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        loop {
            self.skip_spaces();
            match self.peek() {
                None | Some(')') => return parts,
                Some(_) if self.at_or() => return parts,
                Some(_) if self.at_keyword("AND") => self.at += 3,
                Some(_) => parts.extend(self.one()),
            }
        }
    }

    fn one(&mut self) -> Option<Part> {
        let start = self.at;
        let mut negated = false;
        loop {
            self.skip_spaces();
            match self.peek() {
                Some('N') if self.at_keyword("NOT") => self.at += 3,
                Some('-') if self.at_minus() => self.at += 1,
                None | Some(')') => {
                    self.report(
                        start,
                        Code::MissingTerm,
                        "There is nothing to exclude. Add a term",
                    );
                    return None;
                }
                Some('(') => return self.bracket().map(|query| excluded(query, negated)),
                Some(_) => break,
            }
            negated = !negated;
        }
        let part = self.term()?;
        Some(if negated { excluded(part.query, true) } else { part })
    }

    fn bracket(&mut self) -> Option<Query> {
        let start = self.at;
        if self.depth == DEEPEST {
            self.skip_bracket();
            self.report(
                start,
                Code::TooDeep,
                "There are too many brackets within brackets. Remove some",
            );
            return None;
        }
        self.at += 1;
        self.skip_spaces();
        if self.peek() == Some(')') {
            self.at += 1;
            self.report(start, Code::MissingTerm, "There is nothing in the brackets. Add a term");
            return None;
        }
        self.depth += 1;
        let parts = self.any();
        self.depth -= 1;
        if self.peek() == Some(')') {
            self.at += 1;
        } else {
            let opened = self.text.origin(start..start + 1).start + 1;
            let message = format!("Close the bracket opened at character {opened}");
            self.report(start, Code::UnclosedBracket, message);
        }
        (!parts.is_empty()).then(|| all_of(parts))
    }

    fn skip_bracket(&mut self) {
        let mut open = 0;
        while let Some(c) = self.peek() {
            self.at += 1;
            match c {
                '(' => open += 1,
                ')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return;
            }
        }
    }

    fn term(&mut self) -> Option<Part> {
        let start = self.at;
        if let Some(name) = self.name() {
            return self.values(start, &name).map(term_part);
        }
        let typed = self.value("()\"")?;
        if typed.text.is_empty() && typed.starred && !typed.quoted {
            return Some(term_part(Query::All));
        }
        let said = match &typed {
            Typed { starred: true, .. } => None,
            Typed { quoted: true, text, .. } => Some(Said::Quoted(text.clone())),
            Typed { text, .. } => Some(Said::Bare(text.clone())),
        };
        if self.ends_sentence(start, &typed) {
            return None;
        }
        match term::words(typed) {
            Ok(text) => Some(Part { query: Query::Words(text), said }),
            Err(complaint) => {
                self.complain(start, complaint);
                None
            }
        }
    }

    /// A name and its colon. `C:\` and `https://` are words, and so is `error:` before a space.
    fn name(&mut self) -> Option<String> {
        let rest = &self.text.chars[self.at..];
        let length = rest.iter().take_while(|c| c.is_ascii_alphabetic() || **c == '-').count();
        if length == 0 || rest.get(length) != Some(&':') {
            return None;
        }
        let name: String = rest[..length].iter().collect();
        let next = rest.get(length + 1);
        if !term::is_name(&name)
            && next.is_none_or(|c| c.is_whitespace() || matches!(c, ':' | '/' | '\\'))
        {
            return None;
        }
        self.at += length + 1;
        Some(name)
    }

    fn values(&mut self, start: usize, name: &str) -> Option<Query> {
        if !term::is_name(name) {
            self.complain_of(start..self.at - 1, term::unknown_field(name));
            self.skip_values();
            return None;
        }
        let mut choices = Vec::new();
        loop {
            let from = self.at;
            let read = match self.value("()\",") {
                Some(typed) => term::read(name, typed, self.context),
                None => Err(term::missing_value(name)),
            };
            match read {
                Ok(Term::Condition(query)) => choices.push(query),
                // What is listed instead of the answer, wherever it was added to the question.
                Ok(Term::Show(show)) => self.show = self.show.max(Some(show)),
                Ok(Term::Started(named)) => {
                    choices.push(Query::Started(named.range));
                    self.periods.push(named);
                }
                Err(complaint) if complaint.code == Code::UnknownValue => {
                    self.complain(from, complaint)
                }
                Err(complaint) => self.complain(start, complaint),
            }
            if self.peek() != Some(',') {
                return (!choices.is_empty()).then(|| Query::any_of(choices));
            }
            self.at += 1;
        }
    }

    fn skip_values(&mut self) {
        loop {
            self.value("()\",");
            if self.peek() != Some(',') {
                return;
            }
            self.at += 1;
        }
    }

    /// A quoted or bare value with its star; nothing when there is none. A bare value ends at a space or at one of
    /// `stops`.
    fn value(&mut self, stops: &str) -> Option<Typed> {
        if self.peek() == Some('"') {
            let text = self.quoted();
            let starred = self.peek() == Some('*');
            self.at += usize::from(starred);
            return Some(Typed { text, quoted: true, starred });
        }
        let start = self.at;
        while self.peek().is_some_and(|c| !c.is_whitespace() && !stops.contains(c)) {
            self.at += 1;
        }
        let mut text = self.text.text(start..self.at);
        let starred = text.ends_with('*');
        if starred {
            text.pop();
        }
        (self.at > start).then_some(Typed { text, quoted: false, starred })
    }

    fn quoted(&mut self) -> String {
        let start = self.at;
        let mut text = String::new();
        self.at += 1;
        while let Some(c) = self.peek() {
            self.at += 1;
            match (c, self.peek()) {
                ('"', _) => return text,
                ('\\', Some(escaped @ ('"' | '\\'))) => {
                    text.push(escaped);
                    self.at += 1;
                }
                _ => text.push(c),
            }
        }
        let opened = self.text.origin(start..start + 1).start + 1;
        let message = format!("Close the quote opened at character {opened}");
        self.report(start, Code::UnclosedQuote, message);
        text
    }

    fn peek(&self) -> Option<char> {
        self.text.chars.get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn at_or(&self) -> bool {
        self.at_keyword("OR") || self.at_keyword("|")
    }

    /// Whether `word` stands here alone.
    fn at_keyword(&self, word: &str) -> bool {
        let rest = &self.text.chars[self.at..];
        let length = word.chars().count();
        rest.iter().copied().take(length).eq(word.chars())
            && rest.get(length).is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')' | '"'))
    }

    /// Whether this is the mark after the last word of a sentence, which says nothing.
    fn ends_sentence(&self, start: usize, typed: &Typed) -> bool {
        let is_mark = matches!(typed.text.as_str(), "?" | "!" | "." | "。") && !typed.quoted;
        is_mark
            && self.text.chars[..start].iter().any(|c| c.is_alphanumeric())
            && self.text.chars[self.at..].iter().all(|c| c.is_whitespace())
    }

    /// A minus that excludes; `--force` and a dash between words are text.
    fn at_minus(&self) -> bool {
        self.text.chars.get(self.at + 1).is_some_and(|c| !c.is_whitespace() && *c != '-')
    }

    fn complain(&mut self, start: usize, complaint: Complaint) {
        self.complain_of(start..self.at, complaint);
    }

    fn complain_of(&mut self, part: Range<usize>, complaint: Complaint) {
        let Complaint { code, message, choice } = complaint;
        let span = self.text.origin(part);
        self.problems.push(Problem { span, code, message, choice });
    }

    /// Reports a problem with everything from `start` to here.
    fn report(&mut self, start: usize, code: Code, message: impl Into<String>) {
        self.complain(start, Complaint::new(code, message));
    }
}

fn term_part(query: Query) -> Part {
    Part { query, said: None }
}

fn excluded(query: Query, negated: bool) -> Part {
    term_part(if negated { query.negated() } else { query })
}

fn all_of(parts: Vec<Part>) -> Query {
    Query::all_of(parts.into_iter().map(|part| part.query))
}
