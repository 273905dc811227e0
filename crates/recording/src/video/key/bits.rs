//! What is the next number of these bits?

/// Bits, the highest of each byte first; none behind the end.
#[derive(Clone)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Bits<'a> {
        Bits { bytes, at: 0 }
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Some(bit == 1)
    }

    /// A number of so many bits, 32 at most.
    pub(super) fn take(&mut self, count: u32) -> Option<u32> {
        (0..count).try_fold(0, |number, _| Some(number << 1 | u32::from(self.flag()?)))
    }

    /// Steps over so many bits.
    pub(super) fn skip(&mut self, count: u32) -> Option<()> {
        self.at = self.at.checked_add(count as usize)?;
        (self.at <= 8 * self.bytes.len()).then_some(())
    }

    /// As many zeros as bits follow the one behind them: ISO/IEC 14496-10, 9.1.
    pub(super) fn golomb(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.flag()? {
            zeros += 1;
            if zeros > 31 {
                return None;
            }
        }
        Some((1 << zeros) - 1 + self.take(zeros)?)
    }

    /// The same, where every other number is below zero.
    pub(super) fn signed_golomb(&mut self) -> Option<i64> {
        let number = i64::from(self.golomb()?);
        Some(if number % 2 == 0 { -number / 2 } else { number / 2 + 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_long_as_the_zeros_before_them() {
        // 1, 010, 011, 00100, 00101, and what is left of the last byte.
        let mut bits = Bits::new(&[0b1010_0110, 0b0100_0010, 0b1000_0000]);
        let numbers = [0, 1, 2, 3, 4].map(|_: u8| bits.golomb());
        assert_eq!(numbers, [Some(0), Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(bits.golomb(), None);
        let mut bits = Bits::new(&[0b1010_0110, 0b0100_0010, 0b1000_0000]);
        let numbers = [0, 1, 2, 3, 4].map(|_: u8| bits.signed_golomb());
        assert_eq!(numbers, [Some(0), Some(1), Some(-1), Some(2), Some(-2)]);
        let largest = [0, 0, 0, 1, 0xff, 0xff, 0xff, 0xfe];
        assert_eq!(Bits::new(&largest).golomb(), Some(u32::MAX - 1));
        assert_eq!(Bits::new(&[0; 8]).golomb(), None);
        assert_eq!(Bits::new(&[0xa5]).take(5), Some(0b10100));
        assert_eq!(Bits::new(&[0xa5]).take(9), None);
        let mut bits = Bits::new(&[0xa5]);
        assert_eq!((bits.skip(5), bits.take(3), bits.skip(0)), (Some(()), Some(0b101), Some(())));
        assert_eq!(bits.skip(1), None);
    }
}
