//! How does a corpus lie in a folder, in AWS's own layout?

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::session::Session;
use super::trail::{ACCOUNT, REGION, trail};
use super::{Corpus, nodes};

/// What "now" means for a corpus: Tuesday, 24 November 2026, 14:00 in Tokyo.
pub const AS_OF: &str = "2026-11-24T05:00:00Z";

/// What was written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written {
    /// Session logs.
    pub logs: usize,
    /// Their bytes.
    pub log_bytes: u64,
    /// Documents of other kinds.
    pub documents: usize,
    /// Their bytes as they lie there, compressed where AWS compresses.
    pub document_bytes: u64,
}

/// Writes a bucket of session logs, a bucket of trail files and a listing of the nodes for every week.
///
/// # Errors
/// What the file system says.
pub fn write_folder(folder: &Path, seed: u64, logs: usize) -> io::Result<Written> {
    let corpus = Corpus::new(seed, logs);
    let mut written = write_documents(folder, seed, corpus.sessions())?;
    for session in corpus.sessions() {
        written.log(folder, session, &corpus.log(session))?;
    }
    Ok(written)
}

/// Writes one form of the long recording under the name of its session, and what CloudTrail says of it.
///
/// # Errors
/// What the file system says.
pub fn write_long(folder: &Path, session: &Session, recording: &[u8]) -> io::Result<Written> {
    let mut written = write_documents(folder, 1, std::slice::from_ref(session))?;
    written.log(folder, session, recording)?;
    Ok(written)
}

/// A trail file as CloudTrail delivers it.
///
/// # Errors
/// None in memory.
pub(super) fn delivered_file(records: &[Value]) -> io::Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(&serde_json::to_vec(&json!({ "Records": records }))?)?;
    gzip.finish()
}

/// Writes what CloudTrail and the nodes say of some sessions.
pub(super) fn write_documents(
    folder: &Path,
    seed: u64,
    sessions: &[Session],
) -> io::Result<Written> {
    let mut written = Written::default();
    for (key, records) in trail(seed, sessions) {
        let file = delivered_file(&records)?;
        let path = folder.join("s3/example-audit-trail").join(key);
        written.document(&path, &file)?;
    }
    let weeks = weeks(sessions);
    for seen in weeks {
        let name = format!("{}.json", seen.strftime("%Y%m%dT%H%M%SZ"));
        let listing = folder.join("ssm").join(ACCOUNT).join(REGION);
        let listing = listing.join("describe-instance-information").join(name);
        written.document(&listing, &pretty(&nodes::listing(seen))?)?;
    }
    Ok(written)
}

/// Where the log of a session lies.
pub(super) fn log_path(folder: &Path, session: &Session) -> PathBuf {
    folder.join("s3/example-session-logs/ssm").join(format!("{}.log", session.id))
}

/// One instant before each week in which there are sessions.
fn weeks(sessions: &[Session]) -> Vec<Timestamp> {
    const WEEK: i64 = 7 * 86_400;
    let mut weeks: Vec<i64> = sessions.iter().map(|s| s.started.as_second() / WEEK).collect();
    weeks.sort_unstable();
    weeks.dedup();
    let starts = weeks.into_iter().filter_map(|week| Timestamp::from_second(week * WEEK).ok());
    starts.map(|start| start - SignedDuration::from_hours(8)).collect()
}

fn pretty(listing: &Value) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec_pretty(listing)?)
}

impl Written {
    fn log(&mut self, folder: &Path, session: &Session, log: &[u8]) -> io::Result<()> {
        write(&log_path(folder, session), log)?;
        self.logs += 1;
        self.log_bytes += log.len() as u64;
        Ok(())
    }

    fn document(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        write(path, bytes)?;
        self.documents += 1;
        self.document_bytes += bytes.len() as u64;
        Ok(())
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, bytes)
}
