//! How does one try the product without AWS? `cargo run -p sekisho-tests --example aws -- --from sample-logs --port 5555`
//!
//! Its queue is told of every log that is put into `example-session-logs` while it runs. Prints as JSON where the stand-in
//! listens and what is there, then answers until it is stopped.
#![allow(clippy::print_stdout)]

use std::path::PathBuf;

use anyhow::Context;
use sekisho_tests::aws::{Aws, Via};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (mut folders, mut port) = (Vec::new(), 0);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().with_context(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--from" => folders.push(PathBuf::from(value)),
            "--port" => port = value.parse().with_context(|| format!("{value} is no port"))?,
            _ => {
                anyhow::bail!("{argument} is unknown: use --from FOLDER (repeatable) and --port N")
            }
        }
    }
    let aws = Aws::start_on(port, &folders)?;
    aws.look_up_delivered();
    let queue = aws.queue("111122223333", "session-logs");
    aws.subscribe(&queue, "example-session-logs", Via::Direct);
    println!("{:#}", aws.inventory());
    loop {
        std::thread::park();
    }
}
