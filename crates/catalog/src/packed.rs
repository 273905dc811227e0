//! How are large values kept small?

use std::io::Read;

use zstd::bulk::Compressor;

use crate::error::{Error, Result};

/// All of it can be derived again, so time counts more than room: level 3 takes half as long again for 3 per cent less.
const LEVEL: i32 = 1;

/// More than any value of ours unpacks to; a damaged one must not fill the memory.
const LIMIT_BYTES: u64 = 1 << 30;

/// Packs many values with one working memory: setting it up costs more than packing a small value.
pub struct Packer(Compressor<'static>);

impl Packer {
    /// A packer for one thread.
    ///
    /// # Errors
    /// [`Error::Unstorable`] when memory runs out.
    pub fn new() -> Result<Self> {
        Compressor::new(LEVEL).map(Self).map_err(unstorable)
    }

    pub(crate) fn pack(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        self.0.compress(bytes).map_err(unstorable)
    }
}

/// Gives the bytes that were packed. `what` names them in the error.
pub(crate) fn unpack(what: &str, packed: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let unpacked = zstd::Decoder::with_buffer(packed)
        .and_then(|reader| reader.take(LIMIT_BYTES).read_to_end(&mut bytes));
    match unpacked {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Error::Damaged { what: format!("{what} does not unpack: {error}") }),
    }
}

fn unstorable(error: std::io::Error) -> Error {
    Error::Unstorable { what: error.to_string() }
}
