//! Sekisho: who got into which server, was it allowed, and what did they do?

mod answer;
mod api;
mod cli;
mod clock;
mod config;
mod shape;
mod web;

fn main() -> std::process::ExitCode {
    cli::run()
}
