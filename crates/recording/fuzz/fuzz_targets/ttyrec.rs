//! Does a ttyrec of any bytes keep the laws?
#![no_main]

#[path = "../../tests/laws/mod.rs"]
mod laws;
#[path = "../../tests/shown/mod.rs"]
mod shown;

use libfuzzer_sys::fuzz_target;
use sekisho_recording::{Kind, Limits, read};

fuzz_target!(|bytes: &[u8]| {
    laws::check(&read(Kind::Ttyrec, bytes, &Limits::DEFAULT), bytes.len());
});
