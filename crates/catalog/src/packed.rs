//! How are large values kept small?

use std::io::Read;

use zstd::bulk::Compressor;

use crate::error::{Error, Result};

/// All of it can be derived again, so time counts more than room: level 3 takes half as long again for 3 per cent less.
const LEVEL: i32 = 1;

/// More than any value of ours unpacks to; a damaged one must not fill the memory.
const LIMIT_BYTES: u64 = 1 << 30;

/// Packs many values with one working memory: setting it up costs more than packing a small value.
pub struct Packer {
    plain: Compressor<'static>,
    alike: Compressor<'static>,
    model: Model,
}

/// What values are packed by that have much in common.
enum Model {
    Nothing,
    /// The first of them, as long as no other one came: most recordings have only one segment.
    First(Vec<u8>),
    Loaded,
}

impl Packer {
    /// A packer for one thread.
    ///
    /// # Errors
    /// [`Error::Unstorable`] when memory runs out.
    pub fn new() -> Result<Self> {
        let compressor = || Compressor::new(LEVEL).map_err(unstorable);
        Ok(Self { plain: compressor()?, alike: compressor()?, model: Model::Nothing })
    }

    pub(crate) fn pack(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        self.plain.compress(bytes).map_err(unstorable)
    }

    /// Packs a value that has much in common with those before it, by what the first of them holds.
    ///
    /// Each can be unpacked with the first one alone. A dictionary trained on other sessions saves far less, because
    /// what recurs are this node's names, paths and prompts.
    ///
    /// # Errors
    /// [`Error::Unstorable`]
    pub fn pack_alike(&mut self, value: &[u8]) -> Result<Vec<u8>> {
        match std::mem::replace(&mut self.model, Model::Loaded) {
            Model::Nothing => {
                self.model = Model::First(value.to_vec());
                return self.pack(value);
            }
            Model::First(first) => {
                self.alike.set_dictionary(LEVEL, &first).map_err(unstorable)?;
            }
            Model::Loaded => {}
        }
        self.alike.compress(value).map_err(unstorable)
    }

    /// The next value that is packed alike is a first one.
    pub fn start_again(&mut self) {
        self.model = Model::Nothing;
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
            let packed: Vec<_> = values.iter().map(|v| packer.pack_alike(v).unwrap()).collect();
            prop_assert_eq!(&unpack("a value", &packed[0]).unwrap(), &values[0]);
            for (packed, value) in packed.iter().zip(&values).skip(1) {
                prop_assert_eq!(&unpack_by("a value", packed, &values[0]).unwrap(), value);
            }
            // What was packed alike leaves nothing behind.
            packer.start_again();
            prop_assert_eq!(&packer.pack_alike(&values[0]).unwrap(), &packed[0]);
        }
    }
}
