//! How long is each frame of a block that holds several?

use super::element::vint;

/// How many bytes the lengths take, and each of them; `room` is what is left of the block.
pub(super) fn lengths(flags: u8, bytes: &[u8], room: u64) -> Option<(usize, Vec<u32>)> {
    let lacing = flags & 0x06;
    if lacing == 0 {
        return Some((0, vec![u32::try_from(room).ok()?]));
    }
    let others = usize::from(*bytes.first()?);
    let mut lengths = Vec::with_capacity(others + 1);
    let used = match lacing {
        0x02 => xiph(&bytes[1..], others, &mut lengths)?,
        0x06 => ebml(&bytes[1..], others, &mut lengths)?,
        _ => {
            let each = u32::try_from((room - 1) / (others as u64 + 1)).ok()?;
            lengths.resize(others, each);
            0
        }
    };
    let sum: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
    let last = room.checked_sub(1 + used as u64)?.checked_sub(sum)?;
    lengths.push(u32::try_from(last).ok()?);
    Some((1 + used, lengths))
}

/// Each length is a sum of bytes of which the last is less than 255.
fn xiph(bytes: &[u8], count: usize, lengths: &mut Vec<u32>) -> Option<usize> {
    let mut used = 0;
    for _ in 0..count {
        let mut length = 0_u32;
        loop {
            let byte = *bytes.get(used)?;
            used += 1;
            length += u32::from(byte);
            if byte < 255 {
                break;
            }
        }
        lengths.push(length);
    }
    Some(used)
}

/// The first length, and the difference of each other from the one before.
fn ebml(bytes: &[u8], count: usize, lengths: &mut Vec<u32>) -> Option<usize> {
    let mut used = 0;
    let mut length = 0_i64;
    for number in 0..count {
        let (value, width) = vint(bytes.get(used..)?)?;
        used += width;
        let value = i64::try_from(value).ok()?;
        let middle = if number == 0 { 0 } else { (1 << (7 * width - 1)) - 1 };
        length = length.checked_add(value - middle)?;
        lengths.push(u32::try_from(length).ok()?);
    }
    Some(used)
}
