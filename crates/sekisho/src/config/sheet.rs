//! How is a table of the file read, so that nothing in it is overlooked and everything wrong is told?

use std::cell::RefCell;
use std::fmt::Display;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{At, Mistake, Override};

/// Where each line of the file begins, and each of what is said instead of parts of it, as if that followed the file.
pub(super) struct Lines<'a> {
    starts: Vec<usize>,
    of_file: usize,
    overrides: &'a [Override],
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &str, overrides: &'a [Override]) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
        let (of_file, mut at) = (starts.len(), text.len() + 1);
        for said in overrides {
            starts.push(at);
            // A value is as long as it was said, but for quotes and what is escaped.
            at += 2 * said.length + 16;
        }
        Self { starts, of_file, overrides }
    }

    /// The line that holds a byte, counted from 1.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    /// Where the line begins of something that is said instead.
    pub(super) fn of_override(&self, nth: usize) -> usize {
        self.starts[self.of_file + nth]
    }

    fn place(&self, line: usize) -> At {
        match line.checked_sub(self.of_file + 1).and_then(|nth| self.overrides.get(nth)) {
            Some(said) => At::Override(said.text.clone()),
            None => At::Line(line),
        }
    }
}

/// Everything that is wrong so far, with the line it stands on.
#[derive(Default)]
pub(super) struct Mistakes(RefCell<Vec<(usize, String)>>);

impl Mistakes {
    pub(super) fn add(&self, line: usize, what: impl Display) {
        self.0.borrow_mut().push((line, what.to_string()));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    pub(super) fn sorted(self, lines: &Lines<'_>) -> Vec<Mistake> {
        let mut mistakes = self.0.into_inner();
        mistakes.sort_by_key(|(line, _)| *line);
        let mistake = |(line, what)| Mistake { at: lines.place(line), what };
        mistakes.into_iter().map(mistake).collect()
    }
}

/// A value and the line it stands on.
#[derive(Debug, Clone)]
pub(super) struct Placed<T> {
    pub(super) value: T,
    pub(super) line: usize,
}

/// One table of the file. A key that nobody asked for is a mistake too: a misspelt setting must not be a silent default.
pub(super) struct Sheet<'a> {
    table: &'a DeTable<'a>,
    name: &'static str,
    pub(super) line: usize,
    lines: &'a Lines<'a>,
    mistakes: &'a Mistakes,
    asked: Vec<&'static str>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        table: &'a DeTable<'a>,
        name: &'static str,
        at: usize,
        lines: &'a Lines<'a>,
        mistakes: &'a Mistakes,
    ) -> Self {
        Self { table, name, line: lines.at(at), lines, mistakes, asked: Vec::new() }
    }

    /// Notes a mistake of this table.
    pub(super) fn wrong(&self, line: usize, what: impl Display) {
        self.mistakes.add(line, what);
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let (value, line) = self.value(key)?;
        match value.as_str() {
            Some(text) if !text.is_empty() => Some(Placed { value: text.to_owned(), line }),
            Some(_) => self.refuse(line, format!("{key} is empty")),
            None => {
                self.refuse(line, format!("{key} is {}, and should be a text in quotes", a(value)))
            }
        }
    }

    /// As [`Sheet::text`], where leaving it out is a mistake.
    pub(super) fn required(&mut self, key: &'static str) -> Option<Placed<String>> {
        if !self.table.contains_key(key) {
            self.asked.push(key);
            return self.refuse(self.line, format!("{} has no {key}", self.name));
        }
        self.text(key)
    }

    /// A list of texts, each with its own line; nothing when it is left out.
    pub(super) fn texts(&mut self, key: &'static str) -> Option<Vec<Placed<String>>> {
        let (value, line) = self.value(key)?;
        let Some(values) = value.as_array() else {
            let what =
                format!("{key} is {}, and should be a list such as [\"a\", \"b\"]", a(value));
            return self.refuse(line, what);
        };
        let text = |value: &Spanned<DeValue<'_>>| {
            let line = self.lines.at(value.span().start);
            match value.get_ref().as_str() {
                Some(text) => Some(Placed { value: text.to_owned(), line }),
                None => {
                    self.refuse(line, format!("{key} holds {}, not a text", a(value.get_ref())))
                }
            }
        };
        Some(values.iter().filter_map(text).collect())
    }

    /// Where a key stands; the table, where it does not.
    pub(super) fn line_of(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.line, |value| self.lines.at(value.span().start))
    }

    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        let Some((value, line)) = self.value(key) else { return false };
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong(line, format!("{key} is {}, and should be true or false", a(value)));
        }
        flag.unwrap_or_default()
    }

    /// The tables written `[[key]]`.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<Sheet<'a>> {
        let Some((value, line)) = self.value(key) else { return Vec::new() };
        let Some(values) = value.as_array() else {
            self.wrong(line, format!("write [[{key}]], so that there can be several"));
            return Vec::new();
        };
        let table = |value: &'a Spanned<DeValue<'a>>| {
            let at = value.span().start;
            let Some(table) = value.get_ref().as_table() else {
                return self
                    .refuse(self.lines.at(at), format!("write [[{key}]] on a line of its own"));
            };
            Some(Sheet::new(table, key, at, self.lines, self.mistakes))
        };
        values.iter().filter_map(table).collect()
    }

    /// Tells of every key that was not asked for.
    pub(super) fn finish(self) {
        for (key, _) in self.table.iter() {
            let name: &str = key.get_ref();
            if !self.asked.contains(&name) {
                let line = self.lines.at(key.span().start);
                let allowed = self.asked.join(", ");
                self.wrong(line, format!("{name} is not known here; known are {allowed}"));
            }
        }
    }

    fn value(&mut self, key: &'static str) -> Option<(&'a DeValue<'a>, usize)> {
        self.asked.push(key);
        let value = self.table.get(key)?;
        Some((value.get_ref(), self.lines.at(value.span().start)))
    }

    fn refuse<T>(&self, line: usize, what: impl Display) -> Option<T> {
        self.wrong(line, what);
        None
    }
}

fn a(value: &DeValue<'_>) -> String {
    let kind = value.type_str();
    if kind.starts_with(['a', 'i']) { format!("an {kind}") } else { format!("a {kind}") }
}
