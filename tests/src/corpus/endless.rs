//! How does a log come about that is longer than the memory is large?

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::folder::{log_path, write_documents};
use super::random::Random;
use super::session::Session;
use super::{long, output, session_log};

/// So much output is made at a time.
const PIECE: usize = 8_000_000;

/// Writes the log of one session with about so many bytes of output, and what CloudTrail says of it.
///
/// # Errors
/// What the file system says.
pub fn write_endless(folder: &Path, seed: u64, bytes: usize) -> io::Result<Session> {
    let mut random = Random::new(seed, 3);
    let session = long::session(&mut random, bytes);
    write_documents(folder, 1, std::slice::from_ref(&session))?;
    let path = log_path(folder, &session);
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    let mut log = BufWriter::new(File::create(path)?);
    log.write_all(session_log::header(&session).as_bytes())?;
    let mut left = bytes;
    while left > 0 {
        let piece = Session { size: left.min(PIECE), ..session.clone() };
        left -= piece.size;
        let output = output::output(&piece, &mut random);
        log.write_all(&session_log::through_second_pty(&output))?;
    }
    log.write_all(session_log::trailer(&session).as_bytes())?;
    log.flush()?;
    Ok(session)
}
