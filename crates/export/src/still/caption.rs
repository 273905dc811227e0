//! How does a picture say what it shows?

use sekisho_recording::{Look, Run};
use unicode_width::UnicodeWidthChar;

/// A row below the screen: a name, in the row in which its value begins, and a part of the value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: Option<Run>,
    pub(super) value: Vec<Run>,
}

/// Names and values as rows of at most so many columns, the values below each other.
pub(super) fn rows(says: &[(&str, String)], width: u16) -> Vec<Row> {
    let longest = says.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let indent = u16::try_from(longest + 2).unwrap_or(u16::MAX);
    let mut rows = Vec::new();
    for (name, value) in says {
        let mut name = Some(run(0, 1, *name));
        for value in folded(value, indent, width) {
            rows.push(Row { name: name.take(), value });
        }
    }
    rows
}

/// A line of text as rows between two columns; a word is cut only where it is longer than a row.
fn folded(line: &str, left: u16, right: u16) -> Vec<Vec<Run>> {
    let cells = |c: char| if c.width() == Some(2) { 2 } else { 1 };
    let mut rows = vec![Vec::<Run>::new()];
    let mut col = left;
    for word in line.split(' ') {
        let length: u16 = word.chars().map(cells).fold(0, u16::saturating_add);
        let blank = match col {
            col if col == left => "",
            col if col.saturating_add(length) < right => " ",
            _ => {
                rows.push(Vec::new());
                col = left;
                ""
            }
        };
        for c in blank.chars().chain(word.chars()) {
            let cells = cells(c);
            if col + cells > right {
                rows.push(Vec::new());
                col = left;
            }
            if let Some(row) = rows.last_mut() {
                match row.last_mut().filter(|run| run.cells == cells) {
                    Some(run) => run.text.push(c),
                    None => row.push(run(col, cells, c)),
                }
            }
            col += cells;
        }
    }
    rows
}

fn run(col: u16, cells: u16, text: impl Into<String>) -> Run {
    Run { col, cells, text: text.into(), look: Look::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_goes_on_in_the_next_row() {
        for (line, right, expected) in [
            ("本番 db", 9, vec![vec![run(2, 2, "本番"), run(6, 1, " db")]]),
            ("本番 db", 8, vec![vec![run(2, 2, "本番")], vec![run(2, 1, "db")]]),
            ("本番db", 7, vec![vec![run(2, 2, "本番"), run(6, 1, "d")], vec![run(2, 1, "b")]]),
            ("", 7, vec![vec![]]),
        ] {
            assert_eq!(folded(line, 2, right), expected, "{line:?} in {right}");
        }
    }

    #[test]
    fn values_stand_below_each_other() {
        let says = [("time", "not known".to_owned()), ("original", "abc".to_owned())];
        let row = |name, value: &[Run]| Row { name, value: value.to_vec() };
        assert_eq!(
            rows(&says, 17),
            [
                row(Some(run(0, 1, "time")), &[run(10, 1, "not")]),
                row(None, &[run(10, 1, "known")]),
                row(Some(run(0, 1, "original")), &[run(10, 1, "abc")]),
            ]
        );
    }
}
