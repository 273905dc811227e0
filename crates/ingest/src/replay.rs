//! How is what a recording shows written down for the catalog?

use sekisho_catalog::{
    About, Confidence, Interval, Mark, Marks, Seen, SegmentPlace, Size, SizeBasis, StoredCommand,
    StoredLine, StoredReplay, StoredRhythm, StoredSegment, TimeBasis,
};
use sekisho_domain::recording::RecordingSource;
use sekisho_domain::session::SessionKey;
use sekisho_recording as recording;
use sekisho_recording::Replay;

/// A replay of a session as the catalog takes it.
pub(crate) fn store(
    session: &SessionKey,
    generation: &str,
    best: &RecordingSource,
    kind: &str,
    replay: Replay,
) -> StoredReplay {
    let about = About {
        session: session.clone(),
        generation: generation.to_owned(),
        original: best.original,
        part: best.part,
        kind: kind.to_owned(),
        basis: basis(replay.basis),
        started: replay.started,
        size: size(&replay.size),
        duration_us: replay.duration.0,
        lines: replay.lines.len() as u64,
        omitted_lines: replay.omitted_lines as u64,
        commands: replay.commands.len() as u64,
        segments: replay.segments.len() as u64,
        resizes: replay.resizes as u64,
        events: replay.events as u64,
        secrets: replay.secrets.len() as u64,
        hidden: replay.hidden.len() as u64,
    };
    let segments = replay.segments.iter().map(|segment| StoredSegment {
        place: SegmentPlace { number: segment.number, at_us: segment.at.0, offset: segment.offset },
        payload: segment.encode(),
    });
    let segments = segments.collect();
    let rhythm = replay.rhythm.as_ref().map(stored_rhythm);
    let played = Played::of(&replay);
    let marks = Marks { secrets: secrets(&replay, &played), hidden: hidden(&replay, &played) };
    let mut at = played.ascending();
    let commands = replay.commands.into_iter();
    let commands = commands.map(|c| stored_command(c, &replay.lines, &mut at)).collect();
    let mut at = played.ascending();
    let lines = replay.lines.into_iter().map(|line| stored_line(line, &mut at)).collect();
    StoredReplay { about, segments, lines, commands, rhythm, marks }
}

/// Masked secrets, with the lines they stand in; in the title of a window one stands in no line.
fn secrets(replay: &Replay, played: &Played) -> Vec<Mark> {
    let mut at = played.ascending();
    let is_masked = |(first, last): &(u64, u64)| {
        let lines = &replay.lines[*first as usize - 1..*last as usize];
        lines.iter().any(|line| line.text.contains('*'))
    };
    let marks = replay.secrets.iter().map(|secret| Mark {
        kind: secret.kind.to_owned(),
        offset: secret.offset,
        length: secret.length,
        played_us: at(secret.offset),
        lines: lines_of(&replay.lines, secret.offset, secret.offset + secret.length)
            .filter(is_masked),
    });
    marks.collect()
}

/// Output that was not seen as it was written, with the lines in which it stands or by which it was gone.
fn hidden(replay: &Replay, played: &Played) -> Vec<Mark> {
    let mut at = played.ascending();
    let marks = replay.hidden.iter().map(|hidden| Mark {
        kind: hidden.way.name().to_owned(),
        offset: hidden.offset,
        length: hidden.length,
        played_us: at(hidden.offset),
        lines: lines_of(&replay.lines, hidden.offset, hidden.offset + hidden.length),
    });
    marks.collect()
}

/// The numbers of the first and the last line that the bytes `from..to` stand in.
fn lines_of(lines: &[recording::Line], from: u64, to: u64) -> Option<(u64, u64)> {
    let last = lines.partition_point(|line| line.offset < to);
    let first = lines.partition_point(|line| line.offset <= from).min(last);
    (last < lines.len()).then_some((first as u64 + 1, last as u64 + 1))
}

/// The number of the line in which Enter was pressed at a byte, and of the first and the last that were complete
/// behind it and by `end`. Empty lines are complete with the one above them.
fn lines_of_command(
    lines: &[recording::Line],
    enter: u64,
    end: u64,
) -> (Option<u64>, Option<(u64, u64)>) {
    let by_enter = lines.partition_point(|line| line.offset <= enter);
    let entered = lines[..by_enter].iter().rposition(|line| !line.text.is_empty());
    let before = entered.map_or(by_enter, |index| index + 1) as u64;
    let last = lines.partition_point(|line| line.offset <= end) as u64;
    (entered.map(|index| index as u64 + 1), (before < last).then_some((before + 1, last)))
}

fn stored_rhythm(rhythm: &recording::Rhythm) -> StoredRhythm {
    let quiet = rhythm.quiet.iter().map(|(from, to)| (from.0, to.0));
    StoredRhythm { bytes: rhythm.bytes.clone(), quiet_us: quiet.collect() }
}

/// Where a player is when it has shown a byte: the start of each event's bytes and its position, both ascending.
struct Played(Vec<(u64, u64)>);

impl Played {
    fn of(replay: &Replay) -> Self {
        let events = replay.segments.iter().flat_map(|segment| &segment.events);
        Self(events.map(|event| (event.offset, event.at.0)).collect())
    }

    /// Answers for offsets that ascend, as those of lines and of commands do.
    fn ascending(&self) -> impl FnMut(u64) -> u64 {
        let mut events = self.0.iter().peekable();
        let mut at = 0;
        move |offset| {
            while let Some((_, next)) = events.next_if(|(start, _)| *start <= offset) {
                at = *next;
            }
            at
        }
    }
}

fn stored_line(line: recording::Line, played: &mut impl FnMut(u64) -> u64) -> StoredLine {
    let seen = match line.seen {
        recording::Seen::Scrollback => Seen::Scrollback,
        recording::Seen::FullScreen => Seen::FullScreen,
    };
    let at = interval(line.at, played(line.offset));
    StoredLine { offset: line.offset, at, text: line.text, seen }
}

fn stored_command(
    command: recording::Command,
    lines: &[recording::Line],
    played: &mut impl FnMut(u64) -> u64,
) -> StoredCommand {
    let confidence = match command.confidence {
        recording::Confidence::High => Confidence::High,
        recording::Confidence::Low => Confidence::Low,
    };
    let (line, printed) = lines_of_command(lines, command.offset, command.output.end);
    StoredCommand {
        text: command.text,
        offset: command.offset,
        output: (command.output.start, command.output.end),
        line,
        printed,
        context: command.context.name().to_owned(),
        confidence,
        at: interval(command.at, played(command.offset)),
    }
}

fn interval(interval: recording::Interval, played_us: u64) -> Interval {
    Interval {
        not_before_us: interval.not_before.0,
        not_after_us: interval.not_after.0,
        played_us,
        basis: basis(interval.basis),
    }
}

fn basis(basis: recording::TimeBasis) -> TimeBasis {
    match basis {
        recording::TimeBasis::Exact => TimeBasis::Exact,
        recording::TimeBasis::Anchored => TimeBasis::Anchored,
        recording::TimeBasis::Estimated => TimeBasis::Estimated,
        recording::TimeBasis::OrderOnly => TimeBasis::OrderOnly,
    }
}

fn size(size: &recording::Size) -> Size {
    let basis = match &size.basis {
        recording::SizeBasis::Recorded => SizeBasis::Recorded,
        recording::SizeBasis::Inferred { from } => SizeBasis::Inferred { from: from.clone() },
        // Nothing is stored of what a reader chose; whoever shows it knows.
        recording::SizeBasis::Assumed | recording::SizeBasis::Chosen => SizeBasis::Assumed,
    };
    Size { cols: size.cols, rows: size.rows, basis }
}
