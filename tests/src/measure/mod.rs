//! With what are speed and memory measured, and how are figures printed?
//!
//! Peers run interleaved in one process (A B A B …) and are compared round by round in processor time: on a machine
//! that others use too, ratios hold where absolute figures do not.

mod browser;
mod child;
mod http;
mod machine;
mod percentile;
mod processor;
mod program;
mod rounds;
mod table;
mod worker;

pub use browser::in_browser;
pub use child::{Spent, run};
pub use http::Connection;
pub use machine::machine;
pub use percentile::percentile;
pub use processor::{children_time, processor_time};
pub use program::{Memory, Server, from_path, scratch, sekisho};
pub use rounds::{Entrant, ROUNDS, Timing, interleave};
pub use table::{Table, kilobytes, megabytes_per_second, milliseconds, times};
pub use worker::{Running, Worker};
