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

    /// Packs values that have much in common: every later one by what the first one holds.
    ///
    /// Each can be unpacked with the first one alone. A dictionary trained on other sessions saves far less, because
    /// what recurs are this node's names, paths and prompts.
    ///
    /// # Errors
    /// [`Error::Unstorable`]
    pub fn pack_alike<'a>(
        &mut self,
        values: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Vec<Vec<u8>>> {
        let mut values = values.into_iter();
        let Some(first) = values.next() else { return Ok(Vec::new()) };
        let mut packed = vec![self.pack(first)?];
        for value in values {
            if packed.len() == 1 {
                self.0.set_dictionary(LEVEL, first).map_err(unstorable)?;
            }
            packed.push(self.pack(value)?);
        }
        if packed.len() > 1 {
            self.0.set_dictionary(LEVEL, &[]).map_err(unstorable)?;
        }
        Ok(packed)
    }
}

/// Gives the bytes that were packed. `what` names them in the error.
pub(crate) fn unpack(what: &str, packed: &[u8]) -> Result<Vec<u8>> {
    unpack_by(what, packed, &[])
}

/// Gives the bytes that [`Packer::pack_alike`] packed behind others, of which `first` was the first.
pub(crate) fn unpack_by(what: &str, packed: &[u8], first: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let unpacked = zstd::Decoder::with_dictionary(packed, first)
        .and_then(|reader| reader.take(LIMIT_BYTES).read_to_end(&mut bytes));
    match unpacked {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Error::Damaged { what: format!("{what} does not unpack: {error}") }),
    }
}

fn unstorable(error: std::io::Error) -> Error {
    Error::Unstorable { what: error.to_string() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_value_needs_only_the_first_one(
            values in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 1..6),
            repeats in 1..100_usize,
        ) {
            let values: Vec<Vec<u8>> = values.iter().map(|value| value.repeat(repeats)).collect();
            let mut packer = Packer::new().unwrap();
            let packed = packer.pack_alike(values.iter().map(Vec::as_slice)).unwrap();
            prop_assert_eq!(&unpack("a value", &packed[0]).unwrap(), &values[0]);
            for (packed, value) in packed.iter().zip(&values).skip(1) {
                prop_assert_eq!(&unpack_by("a value", packed, &values[0]).unwrap(), value);
            }
            // What was packed alike leaves nothing behind.
            let alone = packer.pack(&values[0]).unwrap();
            prop_assert_eq!(alone, packed[0].clone());
        }
    }
}
