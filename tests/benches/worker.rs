//! What does the worker ask of S3, and how much memory does it take, for very many objects and for a very large one?
#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};

use anyhow::ensure;
use sekisho_tests::aws::Aws;
use sekisho_tests::corpus::{write_endless, write_tiny};
use sekisho_tests::measure::{Spent, Table, Worker, kilobytes, machine, run, scratch};

const LOGS: &str = "example-session-logs";

/// How many tiny objects, unless a count is named: `cargo bench -p sekisho-tests --bench worker -- objects 10000`.
const OBJECTS: [usize; 2] = [10_000, 100_000];

/// How large a log is, in megabytes, unless a size is named: `… -- log 5000`. While it is taken in, it lies on the disk twice,
/// and what is derived beside it.
const LOG: [usize; 2] = [100, 5_000];

fn main() -> anyhow::Result<()> {
    println!("{}\n", machine());
    let asked: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let is_asked = |what: &str| asked.is_empty() || asked.iter().any(|arg| arg == what);
    let sizes = |usual: [usize; 2]| {
        let named: Vec<usize> = asked.iter().filter_map(|arg| arg.parse().ok()).collect();
        if named.is_empty() { usual.to_vec() } else { named }
    };
    if is_asked("objects") {
        println!("{}", objects(&sizes(OBJECTS))?);
    }
    if is_asked("log") {
        println!("{}", logs(&sizes(LOG))?);
    }
    Ok(())
}

fn objects(counts: &[usize]) -> anyhow::Result<Table> {
    let mut table = Table::new(&["tiny objects", "run", "s", "objects/s", "GETs", "LISTs", "peak"]);
    for &count in counts {
        let bucket = Bucket::new("worker-objects")?;
        for (key, file) in write_tiny(&bucket.path("from"), 1, count)? {
            bucket.aws.put_file(LOGS, &key, &file)?;
        }
        for name in ["first", "again"] {
            let spent = bucket.ingest()?;
            let seconds = spent.elapsed.as_secs_f64();
            table.row([
                count.to_string(),
                name.to_owned(),
                format!("{seconds:.1}"),
                format!("{:.0}", count as f64 / seconds),
                bucket.aws.count("GetObject").to_string(),
                bucket.aws.count("ListObjectVersions").to_string(),
                kilobytes(spent.peak),
            ]);
        }
        bucket.remove()?;
    }
    Ok(table)
}

fn logs(sizes: &[usize]) -> anyhow::Result<Table> {
    let mut table = Table::new(&["MB of one log", "s", "MB/s", "GETs", "peak"]);
    for &size in sizes {
        let bucket = Bucket::new("worker-log")?;
        let session = write_endless(&bucket.path("from"), 1, size * 1_000_000)?;
        let key = format!("ssm/{}.log", session.id);
        bucket.aws.put_file(LOGS, &key, &bucket.path("from/s3").join(LOGS).join(&key))?;
        let spent = bucket.ingest()?;
        let seconds = spent.elapsed.as_secs_f64();
        table.row([
            size.to_string(),
            format!("{seconds:.1}"),
            format!("{:.1}", size as f64 / seconds),
            bucket.aws.count("GetObject").to_string(),
            kilobytes(spent.peak),
        ]);
        bucket.remove()?;
    }
    Ok(table)
}

/// A bucket that stands in for one of S3, and a worker that fills a data directory from it.
struct Bucket {
    aws: Aws,
    worker: Worker,
    folder: PathBuf,
}

impl Bucket {
    fn new(name: &str) -> anyhow::Result<Self> {
        let (aws, folder) = (Aws::start(&[] as &[&Path])?, scratch(name)?);
        let worker = Worker::new(&folder, &aws, LOGS, None)?;
        Ok(Self { aws, worker, folder })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Everything that there is, and nothing more than once.
    fn ingest(&self) -> anyhow::Result<Spent> {
        self.aws.forget_calls();
        let spent = run(&mut self.worker.once(&self.path("data"))?, &[0])?;
        ensure!(!spent.output.is_empty(), "it says what it did");
        Ok(spent)
    }

    fn remove(self) -> anyhow::Result<()> {
        drop(self.aws);
        Ok(std::fs::remove_dir_all(self.folder)?)
    }
}
