//! In which line was a command entered, and which lines did it print?

use std::collections::VecDeque;

use sekisho_catalog::StoredCommand;
use sekisho_recording::Line;

/// Puts commands and lines together. Where a command was entered, and where its output ended, is known before any line
/// behind that comes; what it was, perhaps long after.
#[derive(Default)]
pub(crate) struct Printing {
    lines: u64,
    /// The last line that is not empty: those are complete with the one above them.
    written: Option<u64>,
    /// By offset: all that is not handed on.
    entered: VecDeque<Entered>,
    /// So many of them are placed among the lines.
    placed: usize,
    /// And of so many the last line is known.
    ended: usize,
    is_over: bool,
}

/// Enter was pressed.
#[derive(Default)]
struct Entered {
    offset: u64,
    /// The line in which that was.
    line: Option<u64>,
    /// How many lines were complete by then, up to the last one that is not empty, and with empty ones behind it.
    before: u64,
    by_enter: u64,
    /// Where what was printed ends, and the last line of it.
    end: Option<u64>,
    last: u64,
    /// One paste can enter several, and the last one prints; none where a command went on.
    commands: Vec<StoredCommand>,
}

impl Printing {
    /// Takes that Enter was pressed.
    pub(crate) fn enter(&mut self, offset: u64) {
        if self.entered.back().is_none_or(|last| last.offset < offset) {
            self.entered.push_back(Entered { offset, ..Entered::default() });
        }
    }

    /// Takes that what was printed since then has ended.
    pub(crate) fn end(&mut self, end: u64) {
        if let Some(last) = self.entered.back_mut() {
            last.end = Some(end);
        }
    }

    /// Takes the next command that has ended.
    pub(crate) fn command(&mut self, command: StoredCommand) {
        self.enter(command.offset);
        let index = self.entered.partition_point(|entered| entered.offset < command.offset);
        let entered = &mut self.entered[index];
        entered.end = entered.end.max(Some(command.output.1));
        entered.commands.push(command);
        let is_void = |entered: &Entered| entered.commands.is_empty();
        let void = self.entered.range(..index).rev().take_while(|e| is_void(e)).count();
        self.entered.drain(index - void..index);
        self.placed -= self.placed.saturating_sub(index - void).min(void);
        self.ended -= self.ended.saturating_sub(index - void).min(void);
    }

    /// Takes the next line.
    pub(crate) fn line(&mut self, line: &Line) {
        self.reach(line.offset);
        self.lines += 1;
        if !line.text.is_empty() {
            self.written = Some(self.lines);
        }
    }

    /// No line comes any more.
    pub(crate) fn finish(&mut self) {
        self.reach(u64::MAX);
        self.is_over = true;
    }

    /// The next commands of which all is known.
    pub(crate) fn known(&mut self) -> Option<impl Iterator<Item = StoredCommand> + use<>> {
        // As long as no later command is known, the same paste may have entered another one.
        let is_known = self.is_over
            || self.placed > 0
                && self.ended > 0
                && self.entered.get(1).is_some_and(|next| !next.commands.is_empty());
        let entered = self.entered.pop_front_if(|_| is_known)?;
        self.placed = self.placed.saturating_sub(1);
        self.ended = self.ended.saturating_sub(1);
        Some(entered.commands())
    }

    /// All lines before this place have come.
    fn reach(&mut self, offset: u64) {
        let place = |entered: &&mut Entered| entered.offset < offset;
        while let Some(entered) = self.entered.get_mut(self.placed).filter(place) {
            entered.line = self.written;
            entered.before = self.written.unwrap_or(self.lines);
            entered.by_enter = self.lines;
            self.placed += 1;
        }
        let is_over = |entered: &&mut Entered| entered.end.is_some_and(|end| end < offset);
        while let Some(entered) = self.entered.get_mut(self.ended).filter(is_over) {
            entered.last = self.lines;
            self.ended += 1;
        }
    }
}

impl Entered {
    fn commands(self) -> impl Iterator<Item = StoredCommand> + use<> {
        let Entered { line, before, by_enter, last, commands, .. } = self;
        commands.into_iter().map(move |command| {
            let last = if command.output.0 < command.output.1 { last } else { by_enter };
            let printed = (before < last).then_some((before + 1, last));
            StoredCommand { line, printed, ..command }
        })
    }
}

#[cfg(test)]
mod tests {
    use sekisho_catalog::{Confidence, Interval, TimeBasis};
    use sekisho_recording::{Micros, Seen};

    use super::*;

    fn line((offset, text): &(u64, &str)) -> Line {
        let basis = sekisho_recording::TimeBasis::OrderOnly;
        let (not_before, not_after) = (Micros(0), Micros(0));
        let at = sekisho_recording::Interval { not_before, not_after, basis };
        let (played, text, seen) = (Micros(0), (*text).to_owned(), Seen::Scrollback);
        Line { offset: *offset, at, played, text, seen }
    }

    fn command((offset, end): (u64, u64)) -> StoredCommand {
        let basis = TimeBasis::OrderOnly;
        StoredCommand {
            text: String::new(),
            offset,
            output: (offset + 1, end),
            line: None,
            printed: None,
            context: "shell".into(),
            confidence: Confidence::High,
            at: Interval { not_before_us: 0, not_after_us: 0, played_us: 0, basis },
        }
    }

    #[test]
    fn commands_and_their_lines_come_together_whenever_they_come() {
        let lines =
            [(0, ""), (5, "$ a"), (9, "1"), (12, ""), (20, "$ b \\"), (25, "> c"), (31, "2")];
        // Enter at 20 is continued by that at 25, which enters a paste of two.
        let entered = [(5, Some(15)), (20, None), (25, Some(40))];
        let commands = [(5, 15), (25, 26), (25, 40)];
        let expected = [(Some(2), Some((3, 4))), (Some(6), None), (Some(6), Some((7, 7)))];
        for early in 0..=lines.len() {
            let mut printing = Printing::default();
            let mut entered = entered.iter().peekable();
            let mut come = |printing: &mut Printing, to: u64| {
                while let Some((offset, end)) = entered.next_if(|(offset, _)| *offset < to) {
                    printing.enter(*offset);
                    end.iter().for_each(|end| printing.end(*end));
                }
            };
            for early in &lines[..early] {
                come(&mut printing, early.0);
                printing.line(&line(early));
            }
            come(&mut printing, u64::MAX);
            commands.iter().for_each(|of| printing.command(command(*of)));
            let mut found = Vec::new();
            for late in &lines[early..] {
                printing.line(&line(late));
                found.extend(printing.known().into_iter().flatten());
            }
            printing.finish();
            found.extend(std::iter::from_fn(|| printing.known()).flatten());
            let found: Vec<_> = found.iter().map(|c| (c.line, c.printed)).collect();
            assert_eq!(found, expected, "{early} lines came before the commands");
        }
    }
}
