//! Which lines stand in the ledger, and how does one more get there?

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Take, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::chain::{Break, Chain, Flaw};
use crate::durable;
use crate::entry::{Entry, What};
use crate::error::{Error, Result};
use crate::known::Known;

/// The ledger file of one archive, followed as far as it has been read.
#[derive(Debug)]
pub(crate) struct Ledger {
    dir: PathBuf,
    followed: Mutex<Followed>,
}

/// What has been read of the ledger. Dropping it and reading the file again gives the same.
#[derive(Debug, Default)]
pub(crate) struct Followed {
    /// Bytes of whole lines read.
    end: u64,
    chain: Chain,
    pub(crate) known: Known,
    pub(crate) broken: Option<Break>,
}

impl Ledger {
    /// Reads the ledger in `dir`, and moves a torn last line aside.
    pub(crate) fn open(dir: &Path) -> Result<Self> {
        let ledger = Self { dir: dir.to_owned(), followed: Mutex::default() };
        let end = ledger.current()?.end;
        if length(dir)? > end {
            let _mended = ledger.hold()?;
        }
        Ok(ledger)
    }

    /// What the ledger says now, including what other processes have added.
    pub(crate) fn current(&self) -> Result<MutexGuard<'_, Followed>> {
        let mut followed = self.followed.lock().unwrap_or_else(PoisonError::into_inner);
        // A writer may be half-way through, and may still take its lines back when the disk is full.
        if length(&self.dir)? != followed.end {
            let _lock = lock_shared(&self.dir)?;
            followed.catch_up(&self.dir)?;
        }
        Ok(followed)
    }

    /// The right to add lines, until the result is dropped.
    pub(crate) fn write(&self) -> Result<Writer<'_>> {
        let writer = self.hold()?;
        writer.followed.refuse_if_broken()?;
        Ok(writer)
    }

    /// Every line that stands now, from the first.
    pub(crate) fn entries(&self) -> Result<Entries> {
        let end = self.current()?.end;
        let path = path(&self.dir);
        let file = match File::open(&path) {
            Ok(file) => Some(BufReader::new(file.take(end))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Error::storage("read", &path)(error)),
        };
        Ok(Entries { file, path, chain: Chain::default() })
    }

    fn hold(&self) -> Result<Writer<'_>> {
        let mut followed = self.followed.lock().unwrap_or_else(PoisonError::into_inner);
        let lock = lock_exclusive(&self.dir)?;
        followed.catch_up(&self.dir)?;
        if length(&self.dir)? > followed.end {
            move_torn_line_aside(&self.dir, followed.end)?;
        }
        Ok(Writer { dir: &self.dir, followed, pending: Vec::new(), _lock: lock })
    }
}

impl Followed {
    /// Adding to a ledger that is not what was written would lend it the look of a sound one.
    pub(crate) fn refuse_if_broken(&self) -> Result<()> {
        self.broken.clone().map_or(Ok(()), |at| Err(Error::Broken(at)))
    }

    /// Reads the lines that were added since.
    fn catch_up(&mut self, dir: &Path) -> Result<()> {
        let length = length(dir)?;
        if length < self.end {
            let line = self.chain.lines() + 1;
            self.broken.get_or_insert(Break { line, flaw: Flaw::Shortened });
        }
        if length <= self.end {
            return Ok(());
        }
        let path = path(dir);
        let mut file = File::open(&path).map_err(Error::storage("read", &path))?;
        file.seek(SeekFrom::Start(self.end)).map_err(Error::storage("read", &path))?;
        let mut lines = BufReader::new(file);
        let mut line = Vec::new();
        while next_line(&mut lines, &mut line).map_err(Error::storage("read", &path))? {
            let (entry, flaw) = self.chain.follow(&line);
            self.end += line.len() as u64;
            self.broken = self.broken.take().or(flaw);
            if let Some(entry) = entry {
                self.known.learn(entry);
            }
        }
        Ok(())
    }
}

/// The right to add lines. What was pushed and not committed is forgotten.
pub(crate) struct Writer<'a> {
    dir: &'a Path,
    pub(crate) followed: MutexGuard<'a, Followed>,
    pending: Vec<u8>,
    _lock: File,
}

impl Writer<'_> {
    /// Adds one line to those that `commit` will write, and gives its number.
    pub(crate) fn push(&mut self, at: Timestamp, what: What) -> Result<u64> {
        let chain = &self.followed.chain;
        let number = chain.lines() + 1;
        let entry = Entry { number, at, previous: chain.head(), what };
        let line = entry.to_line().map_err(|e| Error::storage("write", self.dir)(e.into()))?;
        self.pending.extend_from_slice(&line);
        self.followed.chain.follow(&line);
        self.followed.known.learn(entry);
        Ok(number)
    }

    /// Makes all pushed lines durable, or none of them.
    pub(crate) fn commit(mut self) -> Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let path = path(self.dir);
        let is_new = self.followed.end == 0;
        let mut file = File::options()
            .append(true)
            .create(true)
            .open(&path)
            .map_err(Error::storage("open", &path))?;
        if let Err(error) = file.write_all(&self.pending).and_then(|()| file.sync_all()) {
            // Part of a line may have been written. Should taking it back fail too, the next writer moves it aside.
            let _ = file.set_len(self.followed.end);
            return Err(Error::storage("extend", &path)(error));
        }
        if is_new {
            durable::sync_dir(self.dir).map_err(Error::storage("flush", self.dir))?;
        }
        self.followed.end += self.pending.len() as u64;
        self.pending.clear();
        Ok(())
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        if !self.pending.is_empty() {
            *self.followed = Followed::default();
        }
    }
}

/// The lines of the ledger in order. A flawed line is an error, and the next line follows it.
#[derive(Debug)]
pub struct Entries {
    file: Option<BufReader<Take<File>>>,
    path: PathBuf,
    chain: Chain,
}

impl Iterator for Entries {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        match next_line(self.file.as_mut()?, &mut line) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                self.file = None;
                return Some(Err(Error::storage("read", &self.path)(error)));
            }
        }
        Some(match self.chain.follow(&line) {
            (Some(entry), None) => Ok(entry),
            (_, Some(flaw)) => Err(Error::Broken(flaw)),
            (None, None) => return None,
        })
    }
}

/// Takes the exclusive lock of an archive, waiting for others to finish. It is released when the file is dropped.
pub(crate) fn lock_exclusive(dir: &Path) -> Result<File> {
    let path = dir.join("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(Error::storage("open", &path))?;
    file.lock().map_err(Error::storage("lock", &path))?;
    Ok(file)
}

/// Waits until no writer is at work. Without a lock file nobody has ever written.
fn lock_shared(dir: &Path) -> Result<Option<File>> {
    let path = dir.join("lock");
    match File::open(&path) {
        Ok(file) => {
            file.lock_shared().map_err(Error::storage("lock", &path))?;
            Ok(Some(file))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::storage("open", &path)(error)),
    }
}

fn path(dir: &Path) -> PathBuf {
    dir.join("ledger.ndjson")
}

fn length(dir: &Path) -> Result<u64> {
    let path = path(dir);
    match fs::metadata(&path) {
        Ok(found) => Ok(found.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(Error::storage("look at", &path)(error)),
    }
}

/// Reads one whole line with its newline; a torn line at the end is left where it is.
fn next_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    lines.read_until(b'\n', line)?;
    Ok(line.ends_with(b"\n"))
}

/// Keeps what a crash left of a line under `torn/`, then ends the ledger after its last whole line.
///
/// No one was ever told that the torn line stood: that happens only after the ledger is durable.
fn move_torn_line_aside(dir: &Path, end: u64) -> Result<()> {
    let (ledger, aside) = (path(dir), dir.join("torn"));
    fs::create_dir_all(&aside).map_err(Error::storage("create", &aside))?;
    let mut file = File::options()
        .read(true)
        .write(true)
        .open(&ledger)
        .map_err(Error::storage("open", &ledger))?;
    file.seek(SeekFrom::Start(end)).map_err(Error::storage("read", &ledger))?;
    let kept = keep_aside(&aside, end, &mut file);
    kept.map_err(Error::storage("move a torn line to", &aside))?;
    file.set_len(end).and_then(|()| file.sync_all()).map_err(Error::storage("shorten", &ledger))
}

fn keep_aside(aside: &Path, end: u64, torn: &mut File) -> io::Result<()> {
    // The ledger can be torn twice at the same place, and the first piece must not be lost.
    let free = (1_u32..).map(|nth| aside.join(format!("{end}-{nth}"))).find(|path| !path.exists());
    let mut kept = File::create_new(free.unwrap_or_else(|| aside.join(end.to_string())))?;
    io::copy(torn, &mut kept)?;
    kept.sync_all()?;
    durable::sync_dir(aside)
}
