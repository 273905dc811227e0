//! Do a typescript and its timing file keep the laws, alone and together?
#![no_main]

#[path = "../../tests/laws/mod.rs"]
mod laws;
#[path = "../../tests/shown/mod.rs"]
mod shown;

use libfuzzer_sys::fuzz_target;
use sekisho_recording::{Kind, Limits, read, read_timed};

/// No seed has it, so each is a typescript or a timing file; the fuzzer learns to put it in between.
const BETWEEN: &[u8] = b"\0\0\0\0";

fuzz_target!(|bytes: &[u8]| {
    let found = bytes.windows(BETWEEN.len()).position(|window| window == BETWEEN);
    match found {
        Some(end) => {
            let timing = &bytes[end + BETWEEN.len()..];
            laws::check(&read_timed(&bytes[..end], timing, &Limits::DEFAULT), bytes.len());
        }
        None => {
            laws::check(&read(Kind::Typescript, bytes, &Limits::DEFAULT), bytes.len());
            laws::check(&read(Kind::ScriptTiming, bytes, &Limits::DEFAULT), bytes.len());
        }
    }
});
