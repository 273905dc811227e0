//! Does the program answer an auditor, at the command line and over HTTP, the same and with clear errors?
#![allow(clippy::unwrap_used)]

mod api;
mod around;
#[path = "../../../recording/tests/bad_media/mod.rs"]
mod bad_media;
mod command_line;
mod coverage;
mod damaged;
mod desktop;
#[path = "../../../recording/tests/footage/mod.rs"]
mod footage;
mod handed_out;
mod hidden;
mod live;
mod one_command;
mod play;
mod samples;
mod screen_text;
mod secrets;
mod sizes;
mod stills;
mod timeline;
mod together;
mod trail;
mod typescript;
