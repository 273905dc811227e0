//! Where does a string of JSON end, or hold something that is not simply part of it?

use wide::u8x16;

const STEP: usize = 16;
const BLOCK: usize = 64;

/// The quotes, backslashes and control characters of a text, found for a block of 64 bytes at once.
///
/// Most strings are shorter than that, so where one ends is nearly always known when it begins: looking for the end string
/// by string would cost a branch that no processor predicts in each.
pub(crate) struct Specials<'a> {
    bytes: &'a [u8],
    /// Where the block begins; a multiple of its length.
    block: usize,
    /// One bit for each byte of the block, the lowest for the first.
    found: u64,
}

impl<'a> Specials<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, block: 0, found: specials(bytes) }
    }

    /// The first one from `at` on. Only forward: `at` lies not before what was found last.
    #[inline]
    pub(crate) fn next(&mut self, at: usize) -> Option<usize> {
        let mut at = at;
        loop {
            let found = match at.checked_sub(self.block)? {
                passed @ ..BLOCK => self.found >> passed,
                _ => 0,
            };
            if found != 0 {
                return Some(at + found.trailing_zeros() as usize);
            }
            self.go_on()?;
            at = at.max(self.block);
        }
    }

    #[inline(never)]
    fn go_on(&mut self) -> Option<()> {
        let next = self.block + BLOCK;
        self.found = specials(self.bytes.get(next..)?);
        self.block = next;
        Some(())
    }
}

/// Those among the first 64 bytes; what is missing at the end of a text is none.
#[inline]
fn specials(bytes: &[u8]) -> u64 {
    let Some(block) = bytes.first_chunk::<BLOCK>() else {
        let mut padded = [b' '; BLOCK];
        padded[..bytes.len()].copy_from_slice(bytes);
        return specials(&padded);
    };
    let (steps, _) = block.as_chunks::<STEP>();
    let found = |step: &[u8; STEP]| {
        let step = u8x16::new(*step);
        let end = step.simd_eq(u8x16::splat(b'"')) | step.simd_eq(u8x16::splat(b'\\'));
        u64::from((end | step.simd_lt(u8x16::splat(b' '))).to_bitmask())
    };
    steps.iter().rev().fold(0, |block, step| block << STEP | found(step))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_is_found_wherever_one_asks_from(
            text in prop::collection::vec(prop_oneof![20 => b' '.., 1 => any::<u8>()], 0..300),
            mut from in prop::collection::vec(0..310_usize, 1..20),
        ) {
            from.sort_unstable();
            let (mut specials, mut found) = (Specials::of(&text), 0);
            for at in from {
                let at = at.max(found);
                let rest = text.get(at..).unwrap_or_default();
                let first = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '));
                let first = first.map(|first| at + first);
                prop_assert_eq!(specials.next(at), first);
                found = first.unwrap_or(text.len());
            }
        }
    }
}
