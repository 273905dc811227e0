//! How fast do the bytes of session logs become text, keyframes and commands?
#![allow(clippy::print_stdout)]

use std::borrow::Cow;
use std::num::NonZero;

use alacritty_terminal::event::VoidListener;
use alacritty_terminal::grid::Dimensions;
use alacritty_terminal::term::{Config, Term};
use alacritty_terminal::vte::ansi::Processor;
use sekisho_recording::{Kind, Limits, Recording, Size, derive, read, transcript};
use sekisho_tests::corpus::Corpus;
use sekisho_tests::measure::{
    Entrant, Table, Timing, interleave, machine, megabytes_per_second, times,
};

/// Enough for a steady figure, and a third of the time that all would take.
const LOGS: usize = 600;

fn main() -> anyhow::Result<()> {
    let logs = Corpus::new(1, LOGS).logs();
    let bytes: u64 = logs.iter().map(|log| log.len() as u64).sum();
    let mut recordings: Vec<Recording> = logs.iter().flat_map(|log| recorded(log)).collect();
    // The peers are told the size: finding it out is no part of their work.
    for recording in &mut recordings {
        let size = recording.size();
        recording.recorded_size = Some((size.cols, size.rows));
    }
    println!("{}\n{LOGS} session logs, {:.1} MB, one thread\n", machine(), bytes as f64 / 1e6);

    let mut entrants = [
        Entrant::new("avt, screen only", || recordings.iter().map(avt_screen).sum()),
        Entrant::new("avt + Transcript", || recordings.iter().map(avt_text).sum()),
        Entrant::new("alacritty_terminal", || recordings.iter().map(alacritty).sum()),
        Entrant::new("vt100", || recordings.iter().map(vt100_screen).sum()),
        Entrant::new("sekisho read", || {
            logs.iter().flat_map(|log| recorded(log)).map(|r| r.output.len() as u64).sum()
        }),
        Entrant::new("sekisho read + transcript", || {
            logs.iter().flat_map(|log| recorded(log)).map(|r| transcribed(&r)).sum()
        }),
        Entrant::new("sekisho read + derive", || {
            logs.iter().flat_map(|log| recorded(log)).map(|r| derived(&r)).sum()
        }),
    ];
    let timings = interleave(&mut entrants)?;
    println!("{}", table(&timings, bytes));
    Ok(())
}

/// What each entrant leaves behind.
const YIELDS: &[&str] = &[
    "last screen",
    "lines of text",
    "last screen, 10,000 rows above it",
    "last screen",
    "normalised bytes, terminal size",
    "lines of text",
    "lines with offset and time, secrets masked, full screens, commands, packed keyframes and segments",
];

fn table(timings: &[Timing], bytes: u64) -> Table {
    let headings =
        ["engine", "MB/s and core", "spread", "against avt + Transcript", "came out", "what"];
    let mut table = Table::new(&headings);
    for (timing, what) in timings.iter().zip(YIELDS) {
        table.row([
            timing.name.to_owned(),
            megabytes_per_second(bytes, timing.median()),
            format!("{:.0} %", timing.spread()),
            times(timing.faster_than(&timings[1])),
            format!("{:.1} MB", timing.result as f64 / 1e6),
            (*what).to_owned(),
        ]);
    }
    table
}

fn recorded(log: &[u8]) -> Vec<Recording> {
    read(Kind::SessionLog, log, &Limits::DEFAULT).recordings
}

fn transcribed(recording: &Recording) -> u64 {
    transcript(recording, None).iter().map(|line| line.len() as u64 + 1).sum()
}

fn derived(recording: &Recording) -> u64 {
    let replay = derive(recording, None, None);
    let packed: usize = replay.segments.iter().map(|segment| segment.encode().len()).sum();
    let text: usize = replay.lines.iter().map(|line| line.text.len()).sum();
    let commands: usize = replay.commands.iter().map(|command| command.text.len()).sum();
    (packed + text + commands) as u64
}

fn text(recording: &Recording) -> Cow<'_, str> {
    String::from_utf8_lossy(&recording.output)
}

fn avt_terminal(recording: &Recording) -> avt::Terminal {
    let size = recording.size();
    match avt::Terminal::new(size.cols.into(), size.rows.into()) {
        Ok(terminal) => terminal,
        Err(_) => unreachable!("a recording has at least one cell"),
    }
}

fn avt_screen(recording: &Recording) -> u64 {
    let mut terminal = avt_terminal(recording);
    terminal.feed(text(recording).as_ref());
    terminal.screen().text().iter().map(|line| line.trim_end().len() as u64).sum()
}

fn avt_text(recording: &Recording) -> u64 {
    let mut terminal = avt_terminal(recording);
    let mut transcript = avt::observer::Transcript::new();
    let mut lines = terminal.feed_with(text(recording).as_ref(), &mut transcript);
    lines.extend(transcript.finish(&terminal));
    lines.iter().map(|line| line.len() as u64 + 1).sum()
}

struct Cells(Size);

impl Dimensions for Cells {
    fn total_lines(&self) -> usize {
        self.screen_lines()
    }

    fn screen_lines(&self) -> usize {
        self.0.rows.into()
    }

    fn columns(&self) -> usize {
        self.0.cols.into()
    }
}

fn alacritty(recording: &Recording) -> u64 {
    let mut term = Term::new(Config::default(), &Cells(recording.size()), VoidListener);
    let mut processor: Processor = Processor::new();
    processor.advance(&mut term, &recording.output);
    term.grid().display_iter().filter(|cell| cell.c != ' ').count() as u64
}

fn vt100_screen(recording: &Recording) -> u64 {
    let cells = |count| NonZero::new(count).unwrap_or(NonZero::<u16>::MIN);
    let size = recording.size();
    let (rows, cols) = (cells(size.rows), cells(size.cols));
    let mut parser = vt100::Parser::new(rows, cols, 0);
    parser.process(&recording.output);
    parser.screen().contents().len() as u64
}
