//! Sekisho: who got into which server, was it allowed, and what did they do?

mod answer;
mod api;
mod cli;
mod clock;
mod shape;
mod web;

/// The system's allocator returns the emulator's screens to the kernel and asks for them again: two thirds of the time of
/// an ingestion were spent there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
