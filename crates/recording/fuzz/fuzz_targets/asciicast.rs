//! Does an asciicast of any bytes keep the laws, read as each of the three versions?
#![no_main]

#[path = "../../tests/laws/mod.rs"]
mod laws;
#[path = "../../tests/shown/mod.rs"]
mod shown;

use libfuzzer_sys::fuzz_target;
use sekisho_recording::{Kind, Limits, read};

fuzz_target!(|bytes: &[u8]| {
    for kind in [Kind::AsciicastV1, Kind::AsciicastV2, Kind::AsciicastV3] {
        laws::check(&read(kind, bytes, &Limits::DEFAULT), bytes.len());
    }
});
