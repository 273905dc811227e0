//! Which bytes prove it, and are they unchanged?
#![doc = include_str!("../README.md")]

mod archive;
mod batch;
mod blob;
mod chain;
mod durable;
mod entry;
mod error;
mod known;
mod ledger;
mod staging;
mod verify;
mod window;

pub use archive::Archive;
pub use batch::{Batch, Outcome, Sealed};
pub use blob::Reader;
pub use chain::{Break, Flaw};
pub use entry::{ContentRead, Entry, Origin, What};
pub use error::{Error, Result};
pub use known::Original;
pub use ledger::Entries;
pub use verify::{Altered, Report};
pub use window::Window;
