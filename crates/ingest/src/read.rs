//! What is in an original, and what of it could not be read?

use std::borrow::Cow;

use jiff::SignedDuration;
use sekisho_archive::Origin;
use sekisho_domain::evidence::{Evidence, Sha256};
use sekisho_domain::fact::{Evidenced, Fact};
use sekisho_domain::id::SessionId;
use sekisho_domain::recording::{RecordingSeen, RecordingSource};
use sekisho_domain::trail::TrailFile;
use sekisho_recording::video::{self, Container, Probe, Source};
use sekisho_recording::{HANDED_OUT, NEEDS_TYPESCRIPT, Recording};

use crate::attachment;
use crate::named::session_named;
use crate::placed;
use crate::recorded::{seen, source_kind, timing};
use crate::source::origin;
use crate::trail;
use crate::unpack::{Unpacked, unpack};

/// One thing that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// Where, as the reader counts.
    pub at: String,
    /// Stable, kebab-case.
    pub code: &'static str,
    /// Why, and what was still read.
    pub reason: String,
}

impl From<sekisho_recording::Rejected> for Rejection {
    fn from(rejected: sekisho_recording::Rejected) -> Self {
        Self { at: rejected.at.to_string(), code: rejected.code, reason: rejected.reason }
    }
}

/// Everything an original says.
#[derive(Debug)]
pub struct Contents {
    /// What it is; `None` when nothing recognises it.
    pub kind: Option<Kind>,
    /// Facts with their place.
    pub facts: Vec<Evidenced>,
    /// Recordings in the order of [`RecordingSource::part`].
    pub recordings: Vec<Recording>,
    /// What it is to a trail, where it proves something or is proved.
    pub trail: Option<TrailFile>,
    /// What could not be read.
    pub rejected: Vec<Rejection>,
}

/// What an original is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An audit document.
    Document(sekisho_trail::Kind),
    /// A recording of sessions.
    Recording(sekisho_recording::Kind),
    /// A recording of a screen.
    Video(Container),
    /// Somebody's word for whose session a recording shows.
    Attachment,
}

/// The code of a recording of which nothing in it or in its place says whose it is.
pub const NAMES_NO_SESSION: &str = "no-session";

/// The code of a recording that is named after another session than its own.
pub const NAMED_OTHERWISE: &str = "other-session";

/// The codes that say of a recording that it breaks off, or that it shows nothing of what happened.
const LACKING: [&str; 11] = [
    "truncated",
    "no-trailer",
    "failed-copy",
    "gzip-truncated",
    "gzip-corrupt",
    "index-missing",
    "shorter-than-claimed",
    "no-frames",
    "audio-only",
    "single-frame",
    "encrypted",
];

/// Codes of what was passed over, and may have been output.
const UNREAD: [&str; 4] = ["bad-json", "bad-time", "bad-frame", "too-large"];

/// Bounds on what one original may cost.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes as archived, of what is read as a whole: of everything but session logs, which have no limit.
    pub original_bytes: u64,
    /// Bytes after gzip is undone.
    pub unpacked_bytes: usize,
    /// Bounds of the document readers.
    pub trail: sekisho_trail::Limits,
    /// Bounds of the recording readers.
    pub recording: sekisho_recording::Limits,
}

impl Limits {
    /// Far above anything AWS delivers in one object, far below what would endanger the machine.
    pub const DEFAULT: Limits = Limits {
        original_bytes: 1 << 30,
        unpacked_bytes: 1 << 30,
        trail: sekisho_trail::Limits::DEFAULT,
        recording: sekisho_recording::Limits::DEFAULT,
    };
}

impl Kind {
    /// The word used in every interface.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Document(kind) => kind.name(),
            Kind::Recording(kind) => kind.name(),
            Kind::Video(container) => container.name(),
            Kind::Attachment => "attachment",
        }
    }
}

impl Contents {
    /// What nothing has been read of yet.
    pub(crate) fn empty(kind: Option<Kind>) -> Self {
        let (facts, recordings, trail, rejected) = Default::default();
        Self { kind, facts, recordings, trail, rejected }
    }

    /// An original whose bytes were not looked at. One that is named like a file of a trail is still missing there.
    pub(crate) fn refused(code: &'static str, why: &impl ToString, origin: &Origin) -> Self {
        let rejection = Rejection { at: "document".into(), code, reason: why.to_string() };
        let trail = trail::damaged(origin);
        Self { trail, rejected: vec![rejection], ..Self::empty(None) }
    }

    /// What was read of recordings of one kind.
    pub(crate) fn of_recordings(
        original: Sha256,
        kind: sekisho_recording::Kind,
        reading: sekisho_recording::Reading,
        locator: &str,
    ) -> Self {
        let mut contents = Self::empty(Some(Kind::Recording(kind)));
        contents.take_recordings(original, reading, session_named(locator).as_ref());
        contents
    }

    /// A recording of a screen: what it is, and what of it does not play.
    ///
    /// # Errors
    /// Those of the source.
    pub(crate) fn of_video(
        original: Sha256,
        source: &mut dyn Source,
        origin: &Origin,
    ) -> std::io::Result<Self> {
        let size_bytes = source.size();
        let Probe { video, rejected } = video::probe(source, &video::Limits::DEFAULT)?;
        let mut contents = Self::empty(video.container.map(Kind::Video));
        contents.rejected = rejected.into_iter().map(Rejection::from).collect();
        let mut seen = placed::seen(original, size_bytes, origin);
        seen.source.lasts = video.duration.map(SignedDuration::from_micros);
        seen.source.lacks = contents.lacks();
        contents.take(seen, placed::NO_CONNECTION);
        Ok(contents)
    }

    /// Whether nothing at all could be read: the original is quarantined, not lost.
    #[must_use]
    pub fn is_quarantined(&self) -> bool {
        let empty = self.facts.is_empty() && self.recordings.iter().all(|r| r.output.is_empty());
        self.kind.is_none() || (empty && !self.rejected.is_empty())
    }
}

/// Reads an original that came from `locator`.
///
/// The name matters only where the bytes are silent: a session log without a header is still the log of the session
/// that its object is named after.
#[must_use]
pub fn read(original: Sha256, bytes: &[u8], locator: &str, limits: &Limits) -> Contents {
    let origin = origin("folder", locator.to_owned(), None);
    contents(original, &unpack(bytes, limits.unpacked_bytes), bytes, &origin, limits)
}

/// Reads an original, and says what it is to a trail: for that, what its source says besides its bytes matters too.
pub(crate) fn read_object(
    original: Sha256,
    bytes: &[u8],
    origin: &Origin,
    limits: &Limits,
) -> Contents {
    if let Some(attachment) = attachment::contents(original, bytes, origin) {
        return attachment;
    }
    let unpacked = unpack(bytes, limits.unpacked_bytes);
    let mut contents = contents(original, &unpacked, bytes, origin, limits);
    contents.trail = trail::file(origin, contents.kind, &unpacked);
    contents
}

/// What an original is to a trail, without reading any fact from it.
pub(crate) fn trail_file(bytes: &[u8], origin: &Origin, limits: &Limits) -> Option<TrailFile> {
    let unpacked = unpack(bytes, limits.unpacked_bytes);
    trail::file(origin, kind(unpacked.first(), &origin.locator), &unpacked)
}

fn contents(
    original: Sha256,
    unpacked: &Unpacked<'_>,
    bytes: &[u8],
    origin: &Origin,
    limits: &Limits,
) -> Contents {
    let locator = &origin.locator;
    let kind = kind(unpacked.first(), locator);
    let mut contents = Contents::empty(kind);
    contents.rejected.clone_from(&unpacked.rejected);
    match kind {
        // No bytes are somebody's word; only where they came from makes them one.
        None | Some(Kind::Attachment) => contents.reject_unknown(bytes, unpacked.first()),
        Some(Kind::Document(kind)) => {
            contents.read_document(original, kind, &unpacked.members, limits)
        }
        Some(Kind::Video(_)) => {
            // Bytes that are at hand cannot fail to be read.
            if let Ok(video) = Contents::of_video(original, &mut &*bytes, origin) {
                return video;
            }
        }
        Some(Kind::Recording(kind)) => {
            let whole = match unpacked.members.as_slice() {
                [one] => Cow::Borrowed(one.as_ref()),
                many => Cow::Owned(many.concat()),
            };
            let reading = sekisho_recording::read(kind, &whole, &limits.recording);
            match (kind, session_named(locator)) {
                (sekisho_recording::Kind::ScriptTiming, Some(session)) => {
                    contents.take_timing(original, reading, session);
                }
                (_, named) => contents.take_recordings(original, reading, named.as_ref()),
            }
        }
    }
    contents
}

/// Reads a recording of `script` from its two files, of which `locator` names the first.
#[must_use]
pub fn read_timed(
    original: Sha256,
    typescript: &[u8],
    timing: &[u8],
    locator: &str,
    limits: &Limits,
) -> Contents {
    let reading = sekisho_recording::read_timed(typescript, timing, &limits.recording);
    Contents::of_recordings(original, sekisho_recording::Kind::Typescript, reading, locator)
}

/// What an original is, by its first bytes or, where these are silent, by its name.
///
/// The log of a session is never a document, whatever it begins with: who prints a record of CloudTrail as the first thing
/// in a session would otherwise have written evidence.
pub(crate) fn kind(bytes: &[u8], locator: &str) -> Option<Kind> {
    let is_named_like_a_log = locator.ends_with(".log") && session_named(locator).is_some();
    // A document shows itself in its first 64 KiB, while a recording is looked for in all of it.
    if !is_named_like_a_log && let Some(kind) = sekisho_trail::sniff(bytes) {
        return Some(Kind::Document(kind));
    }
    if !is_named_like_a_log && let Some(container) = video::sniff(bytes) {
        return Some(Kind::Video(container));
    }
    let named = is_named_like_a_log.then_some(sekisho_recording::Kind::SessionLog);
    sekisho_recording::sniff(bytes).or(named).map(Kind::Recording)
}

const NO_SESSION: &str = "nothing says which session it records; name it <session-id>.log, .cast, .ttyrec or .typescript";

impl Contents {
    fn reject_unknown(&mut self, bytes: &[u8], first: &[u8]) {
        let (code, reason) = match (bytes.is_empty(), first.is_empty()) {
            (true, _) => ("empty", "the object holds no bytes"),
            (false, true) => ("nothing-readable", "nothing was left after unpacking"),
            _ => ("unknown-kind", "no reader recognises this content; the original is kept"),
        };
        self.rejected.push(Rejection { at: "document".into(), code, reason: reason.into() });
    }

    fn read_document(
        &mut self,
        original: Sha256,
        kind: sekisho_trail::Kind,
        members: &[Cow<'_, [u8]>],
        limits: &Limits,
    ) {
        if members.len() > 1 {
            self.rejected.push(Rejection {
                at: "member 2".into(),
                code: "gzip-second-member",
                reason: format!(
                    "AWS writes one gzip member; {} more were appended and not read",
                    members.len() - 1
                ),
            });
        }
        let bytes = members.first().map_or(&[][..], |member| member.as_ref());
        let reading = sekisho_trail::read(kind, bytes, &limits.trail);
        let rejected = reading.rejected.into_iter();
        self.rejected.extend(rejected.map(|r| Rejection {
            at: r.at,
            code: r.code,
            reason: r.reason,
        }));
        self.facts.extend(reading.facts.into_iter().map(|located| Evidenced {
            fact: located.fact,
            evidence: Evidence { original, at: located.at },
        }));
    }

    fn take_recordings(
        &mut self,
        original: Sha256,
        reading: sekisho_recording::Reading,
        named: Option<&SessionId>,
    ) {
        self.rejected.extend(reading.rejected.into_iter().map(Rejection::from));
        if self.rejected.iter().any(|rejected| rejected.code == HANDED_OUT) {
            // What was made of evidence is none, and must not stand beside it, or in its place.
            self.recordings = reading.recordings;
            return;
        }
        let count = reading.recordings.len();
        for (part, recording) in reading.recordings.iter().enumerate() {
            // What ends too early took something from the last one.
            let lacks = if part + 1 == count { self.lacks() } else { None };
            let part = u32::try_from(part).unwrap_or(u32::MAX);
            let source = RecordingSource::named(source_kind(recording.kind), original);
            let source = RecordingSource { part, lacks, exit_code: recording.exit_code, ..source };
            let seen = seen(recording, source, named);
            self.compare_names(&seen, named);
            self.take(seen, NO_SESSION);
        }
        self.recordings = reading.recordings;
    }

    /// Whose a recording is, its content tells before its name: who may write there may name it as they like.
    ///
    /// A name that says something before the session, as copies often do, is still that session's.
    fn compare_names(&mut self, seen: &RecordingSeen, named: Option<&SessionId>) {
        if let (Some(own), Some(named)) = (&seen.session, named)
            && own != named
            && !named.as_str().ends_with(&format!("-{own}"))
        {
            let at = place(seen);
            let reason = format!("named after {named}, while its content says that it is of {own}");
            self.rejected.push(Rejection { at, code: NAMED_OTHERWISE, reason });
        }
    }

    /// Takes note of the times of a typescript; its session has a recording when that comes too.
    fn take_timing(
        &mut self,
        original: Sha256,
        reading: sekisho_recording::Reading,
        session: SessionId,
    ) {
        let rejected = reading.rejected.into_iter();
        let damage = rejected.filter(|rejected| rejected.code != NEEDS_TYPESCRIPT);
        self.rejected.extend(damage.map(Rejection::from));
        self.take(timing(original, session), NO_SESSION);
    }

    /// What the recordings in it lack.
    fn lacks(&self) -> Option<String> {
        // Old agents on Windows write nothing around the output: only what was begun is broken off.
        let is_begun = !self.rejected.iter().any(|rejection| rejection.code == "no-header");
        let tells = |code| LACKING.contains(&code) && (is_begun || code != "no-trailer");
        let told = self.rejected.iter().find(|rejection| tells(rejection.code));
        let unread = || {
            let unread = self.rejected.iter().find(|rejected| UNREAD.contains(&rejected.code))?;
            Some(format!("{} could not be read: {}", unread.at, unread.reason))
        };
        told.map(|rejection| rejection.reason.clone()).or_else(unread)
    }

    /// Takes note of a recording; `unnamed` says what to do about one of which nothing says whose it is.
    fn take(&mut self, seen: RecordingSeen, unnamed: &str) {
        let at = place(&seen);
        if seen.session.is_none() {
            let reason = unnamed.to_owned();
            self.rejected.push(Rejection { at: at.clone(), code: NAMES_NO_SESSION, reason });
        }
        let evidence = Evidence { original: seen.source.original, at };
        self.facts.push(Evidenced { fact: Fact::Recording(seen), evidence });
    }
}

/// Where in its original a recording is.
fn place(seen: &RecordingSeen) -> String {
    format!("recording {}", seen.source.part + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_under_the_name_of_another_session_says_so() {
        let check = |name: &str, expected: &[&str]| {
            let header = "Script started on 2026-11-24 03:00:00+00:00 [COMMAND=\"cat /var/lib/amazon/ssm/i-0123456789abcdef0/\
                session/orchestration/alice-0123456789abcdefghijklmnop/Standard_Stream/ipcTempFile.log\"]";
            let log = format!(
                "{header}\nid\r\r\n\nScript done on 2026-11-24 03:00:00+00:00 [COMMAND_EXIT_CODE=\"0\"]\n"
            );
            let sha256 = Sha256::from_bytes([0; 32]);
            let contents = read(sha256, log.as_bytes(), name, &Limits::DEFAULT);
            let codes: Vec<&str> = contents.rejected.iter().map(|rejected| rejected.code).collect();
            assert_eq!(codes, expected, "{name}");
            let Fact::Recording(seen) = &contents.facts[0].fact else { panic!("a recording") };
            let session = seen.session.as_ref().map(SessionId::as_str);
            assert_eq!(session, Some("alice-0123456789abcdefghijklmnop"), "{name}");
        };
        check("alice-0123456789abcdefghijklmnop.log", &[]);
        check("any.log", &[]);
        check("copy-alice-0123456789abcdefghijklmnop.log", &[]);
        check("bob-wzleysigzmbd6fmkefjqvt5w4u.log", &[NAMED_OTHERWISE]);
    }

    #[test]
    fn what_a_session_printed_is_never_a_document() {
        let record =
            br#"{"Records":[{"eventSource":"ssm.amazonaws.com","eventName":"StartSession"}]}"#;
        let log = "ssm/alice-nuantjezbtardtacqsffya4y7w.log";
        for (bytes, locator, expected) in [
            (&record[..], "AWSLogs/1/CloudTrail/x.json.gz", "cloudtrail"),
            (record, "notes.log", "cloudtrail"),
            (record, log, "session-log"),
            (b"uid=0(root)", log, "session-log"),
            (b"Script started on 2026-11-24 03:00:00+00:00\r\n", "any.txt", "session-log"),
            (b"\0\0\0\x20ftypisom", "rdp/any.bin", "video-mp4"),
            (b"\0\0\0\x20ftypisom", log, "session-log"),
        ] {
            assert_eq!(kind(bytes, locator).map(Kind::name), Some(expected), "{locator}");
        }
    }

    #[test]
    fn a_terminal_that_breaks_off_says_what_it_lacks() {
        let cast = "{\"version\":2,\"width\":80,\"height\":24}\n[0.1,\"o\",\"a\"]\n";
        let begun = "Script started on 2026-11-24 03:00:00+00:00\nid\r\r\n";
        let done = "\nScript done on 2026-11-24 03:00:00+00:00 [COMMAND_EXIT_CODE=\"";
        for (text, expected) in [
            (cast.to_owned(), None),
            (format!("{cast}[0.2,\"o\",\"b"), Some("the file ends inside an event")),
            (
                format!("{cast}[0.2,\"o\",\"b\n[0.3,\"o\",\"c\"]\n"),
                Some("line 3 could not be read: EOF while parsing a string at line 1 column 11"),
            ),
            (
                begun.to_owned(),
                Some("no `Script done on` line at the end: the log may be cut short"),
            ),
            (format!("{begun}{done}0\"]\n"), None),
            (
                format!("{begun}{done}1\"]\n"),
                Some("writing the log failed with status 1: it may lack output"),
            ),
            ("uid=0(root)".to_owned(), None),
        ] {
            let sha256 = Sha256::from_bytes([0; 32]);
            let log = "ssm/alice-nuantjezbtardtacqsffya4y7w.log";
            let contents = read(sha256, text.as_bytes(), log, &Limits::DEFAULT);
            let [Evidenced { fact: Fact::Recording(seen), .. }] = &contents.facts[..] else {
                panic!("one recording in {text:?}");
            };
            assert_eq!(seen.source.lacks.as_deref(), expected, "{text:?}");
        }
    }
}
