//! What is the next number of these bytes?

/// Numbers of a box, most significant byte first; none behind the end.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a>(pub(super) &'a [u8]);

impl<'a> Cursor<'a> {
    pub(super) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    pub(super) fn skip(&mut self, count: usize) -> Option<()> {
        self.0 = self.0.get(count..)?;
        Some(())
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.take().map(u16::from_be_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_be_bytes)
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        self.take().map(u64::from_be_bytes)
    }

    /// Four bytes, or eight in the newer version of a box.
    pub(super) fn wide(&mut self, is_wide: bool) -> Option<u64> {
        if is_wide { self.u64() } else { self.u32().map(u64::from) }
    }
}

/// `ticks` of which `per_second` make a second, in whole microseconds, to the nearest.
pub(super) fn micros(ticks: i128, per_second: u32) -> i64 {
    rescale(ticks, 1_000_000, per_second)
}

/// `value` times `by` over `over`, to the nearest whole number.
pub(super) fn rescale(value: i128, by: u32, over: u32) -> i64 {
    let over = i128::from(over.max(1));
    let scaled = value.saturating_mul(by.into()).saturating_add(over / 2).div_euclid(over);
    i64::try_from(scaled).unwrap_or(if scaled < 0 { i64::MIN } else { i64::MAX })
}
