//! What do very many sessions leave behind in which hardly anything was done?

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::random::Random;
use super::session::{Session, plan};
use super::session_log;

/// Writes `count` logs of some three hundred bytes into one folder, and says where each lies, with its key.
///
/// # Errors
/// What the file system says.
pub fn write_tiny(folder: &Path, seed: u64, count: usize) -> io::Result<Vec<(String, PathBuf)>> {
    fs::create_dir_all(folder)?;
    let mut random = Random::new(seed, 4);
    let written = plan(seed, count).into_iter().map(|session| {
        let name = format!("{}.log", session.id);
        let path = folder.join(&name);
        fs::write(&path, session_log::session_log(&session, &output(&session, &mut random)))?;
        Ok((format!("ssm/{name}"), path))
    });
    written.collect()
}

/// Somebody looks who and where they are, and leaves.
fn output(session: &Session, random: &mut Random) -> Vec<u8> {
    let (host, load) = (&session.host, random.below(400));
    let prompt = format!("[ssm-user@{host} ~]$ ");
    format!("{prompt}uptime\r\n load average: {}.{:02}\r\n{prompt}exit\r\n", load / 100, load % 100)
        .into_bytes()
}
