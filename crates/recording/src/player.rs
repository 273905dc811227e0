//! How do bytes become a screen?
//!
//! Everything shown, indexed or extracted comes from this one emulation, so that what an auditor
//! finds is what was on the screen.

use std::borrow::Cow;

use avt::Terminal;

use crate::command::read::Screen;
use crate::command::{Commands, PASTE, paste_switch};
use crate::emulator::Emulator;
use crate::flow::{Flow, Learning};
use crate::lines::{Lines, Shown};
use crate::recording::{Recording, Size};
use crate::timeline::Step;

/// A screen being written to, with what is learnt on the way.
pub(crate) struct Player<'a> {
    output: &'a [u8],
    /// The end of the output so far.
    at: usize,
    emulator: Emulator,
    /// Where the screen is while the emulator is behind.
    flow: Option<Flow>,
    lines: Lines,
    pub(crate) commands: Commands,
}

impl<'a> Player<'a> {
    pub(crate) fn new(recording: &'a Recording, size: &Size) -> Player<'a> {
        Player {
            output: &recording.output,
            at: 0,
            emulator: Emulator::new(size.cols, size.rows),
            flow: None,
            lines: Lines::new(size.rows),
            commands: Commands::new(recording.kind),
        }
    }

    /// Plays one step.
    pub(crate) fn take(&mut self, step: &Step) {
        match step.resize {
            Some((cols, rows)) => {
                self.leave_flow(step.from);
                self.emulator.resize(cols, rows, &mut self.lines);
                self.commands.lose_place();
            }
            None => {
                let at = self.flow(step.from, step.to);
                self.feed(at, step.to);
            }
        }
        self.at = step.to;
        if self.flow.is_none() && self.emulator.flows() && !self.lines.is_full_screen() {
            self.flow = Some(Flow::new(&self.emulator.terminal, &self.lines, step.to));
        }
    }

    /// Escape sequences that bring a fresh terminal of the same size to the same state.
    pub(crate) fn dump(&mut self) -> String {
        self.catch_up(self.at);
        self.emulator.dump()
    }

    /// Everything that was shown.
    pub(crate) fn finish(mut self) -> (Vec<Shown>, Commands) {
        self.catch_up(self.at);
        (self.lines.finish(&self.emulator.terminal), self.commands)
    }

    /// Lets the output flow from `from` on as far as it does.
    fn flow(&mut self, from: usize, to: usize) -> usize {
        let Some(flow) = &mut self.flow else { return from };
        let terminal = &self.emulator.terminal;
        let (lines, commands) = (&mut self.lines, &mut self.commands);
        let at = flow.take(self.output, from, to, &mut Learning { terminal, lines, commands });
        if at < to {
            self.leave_flow(at);
        } else if flow.is_far_ahead(at) {
            self.catch_up(at);
        }
        at
    }

    fn leave_flow(&mut self, at: usize) {
        self.catch_up(at);
        self.flow = None;
    }

    fn catch_up(&mut self, at: usize) {
        if let Some(flow) = &mut self.flow {
            flow.sync(self.output, at, &mut self.emulator.terminal, &mut self.lines);
        }
    }

    /// Emulates the output bytes `from..to`, stopping where something must be looked at: at the
    /// end of a command line, and where a shell starts or stops reading one.
    fn feed(&mut self, from: usize, to: usize) {
        let mut done = from;
        for found in memchr::memchr2_iter(b'\n', 0x1b, &self.output[from..to]) {
            let at = from + found;
            if self.output[at] == b'\n' {
                if self.commands.wants(self.output, at) {
                    self.show(done, at);
                    done = at;
                    let screen = screen(&self.emulator, &self.lines);
                    self.commands.enter(&screen, self.output, at);
                }
            } else if let Some(switch) = paste_switch(self.output, at) {
                // The switch moves nothing, so it does not matter that an event may end inside it.
                self.show(done, at);
                done = at;
                let screen = screen(&self.emulator, &self.lines);
                match switch {
                    b'h' => self.commands.listen(&screen, at + PASTE.len() + 1),
                    _ => self.commands.stop(&screen, self.output, at),
                }
            }
        }
        self.show(done, to);
    }

    fn show(&mut self, from: usize, to: usize) {
        self.emulator.feed(self.output, from, to, &mut self.lines);
    }
}

/// What the emulator shows.
fn screen<'a>(emulator: &'a Emulator, lines: &Lines) -> Screen<'a> {
    Screen { terminal: &emulator.terminal, evicted: lines.evicted() }
}

/// A terminal without scrollback of at least one cell.
pub(crate) fn terminal(cols: u16, rows: u16) -> Terminal {
    let (cols, rows) = (usize::from(cols.max(1)), usize::from(rows.max(1)));
    match Terminal::new(cols, rows) {
        Ok(terminal) => terminal,
        Err(_) => unreachable!("both dimensions are at least one"),
    }
}

/// The index of a row or column that escape sequences count from one, zero meaning one.
pub(crate) fn from_one(number: u16) -> usize {
    usize::from(number.max(1) - 1)
}

/// The bytes as text, with U+FFFD where they are none.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    // Checking first is several times faster than the lossy conversion, and nearly always enough.
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// Appends the text of a row, without control characters and without blanks up to the edge of the
/// window unless the row continues in the next one.
pub(crate) fn append(row: &avt::Line, text: &mut String) {
    let cells = row.cells();
    let end = match row.is_wrapped() {
        true => cells.len(),
        false => cells.iter().rposition(|cell| cell.char() != ' ').map_or(0, |last| last + 1),
    };
    let cells = &cells[..end];
    if !cells.iter().all(|cell| matches!(cell.char(), ' '..='~')) {
        // The second half of a wide character is a blank that is not shown.
        let heads = cells.iter().filter(|cell| cell.width() > 0).map(avt::Cell::char);
        text.extend(heads.filter(|c| !c.is_control()));
        return;
    }
    // Nearly always, and several times faster than character by character.
    for cells in cells.chunks(CHUNK) {
        let mut ascii = [0; CHUNK];
        ascii.iter_mut().zip(cells).for_each(|(byte, cell)| *byte = cell.char() as u8);
        text.push_str(std::str::from_utf8(&ascii[..cells.len()]).unwrap_or_default());
    }
}

/// So many cells are copied together.
const CHUNK: usize = 64;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::Kind;
    use crate::recording::SizeBasis;
    use crate::timeline::Timeline;

    impl Player<'_> {
        /// Plays a step as [`Player::take`] does, but through the emulator whatever it is.
        fn emulate(&mut self, step: &Step) {
            self.feed(step.from, step.to);
            self.at = step.to;
        }
    }

    /// What text can be followed by in a row, and what spoils that.
    const PIECES: [&str; 70] = [
        "\r\n",
        "\r\n",
        "\n",
        "\r",
        "\x08",
        "\t",
        "\x07",
        "\x0e",
        "\x0f",
        "\x0b",
        "\x7f",
        "\u{85}",
        "日本語",
        "ｱ",
        "é",
        "e\u{301}",
        "👩‍💻",
        "\u{200b}",
        "half a line",
        "x",
        " ",
        "  ",
        "\x1b[31m",
        "\x1b[1;44m",
        "\x1b[0;32m",
        "\x1b[m",
        "\x1b[38;5;208m",
        "\x1b[7m",
        "\x1b[K",
        "\x1b[1K",
        "\x1b[2K",
        "\x1b[3D",
        "\x1b[D",
        "\x1b[5C",
        "\x1b[99C",
        "\x1b[4G",
        "\x1b[P",
        "\x1b[3P",
        "\x1b[@",
        "\x1b[4@",
        "\x1b[2X",
        "\x1b[?25l",
        "\x1b[?25h",
        "\x1b[?1h",
        "\x1b=",
        "\x1b(B",
        "\x1b(0",
        "\x1b)0",
        "\x1b]0;title\x07",
        "\x1b]8;;http://a\x1b\\",
        "\x1b]2;half",
        "\x1bP1;2q",
        "\x1b\\",
        "\x1b[",
        "\x1b[2;4r",
        "\x1b[r",
        "\x1b[4h",
        "\x1b[4l",
        "\x1b[20h",
        "\x1b[?6h",
        "\x1b[?7l",
        "\x1b7",
        "\x1b8",
        "\x1bc",
        "\x1b[!p",
        "\x1b[A",
        "\x1b[H",
        "\x1b[2J",
        "\x1b[?1049h",
        "\x1b[?1049l",
    ];

    fn piece() -> impl Strategy<Value = Vec<u8>> {
        let lines = ("[ -~]{0,9}", "[ -~]{0,30}", 0..12_usize)
            .prop_map(|(odd, even, count)| format!("{odd}\r\n{even}\r\n").repeat(count));
        let command = "(\x1b\\[\\?2004h)?[$a-c] [ -~]{0,12}(\r\n)?(\x1b\\[\\?2004l)?";
        prop_oneof![
            8 => prop::sample::select(&PIECES[..]).prop_map(|text| text.as_bytes().to_vec()),
            4 => "[ -~]{0,14}".prop_map(String::into_bytes),
            2 => lines.prop_map(String::into_bytes),
            2 => command.prop_map(String::into_bytes),
            1 => prop::collection::vec(any::<u8>(), 0..6),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn flowing_output_shows_what_emulated_output_shows(
            pieces in prop::collection::vec(piece(), 1..120),
            looks in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
            (cols, rows) in (1..24_u16, 1..7_u16),
        ) {
            let size = Size { cols, rows, basis: SizeBasis::Chosen };
            let recording = Recording::bare(Kind::SessionLog, pieces.concat());
            let text = recording.output.escape_ascii().to_string();
            let steps = Timeline::new(&recording, None).steps;
            let looks: Vec<_> = looks.iter().map(|look| look.index(steps.len().max(1))).collect();

            let mut flowing = Player::new(&recording, &size);
            let mut emulated = Player::new(&recording, &size);
            for (number, step) in steps.iter().enumerate() {
                flowing.take(step);
                emulated.emulate(step);
                if looks.contains(&number) {
                    prop_assert_eq!(flowing.dump(), emulated.dump(), "{}", text);
                }
            }
            prop_assert_eq!(flowing.dump(), emulated.dump(), "{}", text);
            let (flowing, emulated) = (flowing.finish(), emulated.finish());
            prop_assert_eq!(flowing.0, emulated.0, "{}", text);
            prop_assert_eq!(flowing.1.entered, emulated.1.entered, "{}", text);
        }
    }
}
