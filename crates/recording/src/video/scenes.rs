//! Which of many pictures show something else than the one before?

/// How far two pictures are apart, on average over all pixels and of 255, that show different
/// things. Measured on pictures of 160x120 of a desktop of 1024x768: what x264 adds to a still one is
/// below 0.2, a scrolling terminal and a running clock are at 0.4, a grey dialog of 200x100 is at 2.8
/// and one of 400x200 at 11.
const APART: u64 = 1;

/// The numbers of the first picture and of every one that differs from the last that was chosen. A
/// picture is one byte of brightness for every pixel, and all have the same size.
///
/// Each is held against the last one chosen and not against the one before it, so that a slow change
/// is found as well.
#[must_use]
pub fn scenes<'a>(pictures: impl IntoIterator<Item = &'a [u8]>) -> Vec<u32> {
    chosen(pictures, are_apart)
}

/// How far a pixel is from another, of 255, that shows something else, and how many of these are more
/// than chance. Measured on the same pictures: what x264 adds to a still one moves none by more than
/// 3, and a typed line moves fifty by more than 16, though it is no other scene.
const ELSE: u8 = 16;
const FEW: usize = 4;

/// As [`scenes`], but of every picture in which anything changed, such as a typed line: those in which
/// there may be something new to read.
#[must_use]
pub fn changes<'a>(pictures: impl IntoIterator<Item = &'a [u8]>) -> Vec<u32> {
    chosen(pictures, is_changed)
}

fn chosen<'a>(
    pictures: impl IntoIterator<Item = &'a [u8]>,
    differs: fn(&[u8], &[u8]) -> bool,
) -> Vec<u32> {
    let (mut chosen, mut last) = (Vec::new(), None);
    for (number, picture) in (0..).zip(pictures) {
        if last.is_none_or(|last| differs(last, picture)) {
            chosen.push(number);
            last = Some(picture);
        }
    }
    chosen
}

fn are_apart(one: &[u8], other: &[u8]) -> bool {
    let differences = one.iter().zip(other).map(|(a, b)| u64::from(a.abs_diff(*b)));
    differences.sum::<u64>() > APART * one.len() as u64
}

fn is_changed(one: &[u8], other: &[u8]) -> bool {
    let differ = one.iter().zip(other).filter(|(a, b)| a.abs_diff(**b) > ELSE);
    differ.count() >= FEW
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scene_is_what_differs_from_the_last_one() {
        let check = |pictures: &[[u8; 4]], expected: &[u32]| {
            assert_eq!(scenes(pictures.iter().map(|picture| &picture[..])), expected);
        };
        check(&[], &[]);
        check(&[[0; 4]], &[0]);
        check(&[[9; 4], [9, 9, 9, 10], [9, 9, 9, 13], [9, 9, 9, 14], [9; 4]], &[0, 3, 4]);
        // Slowly brighter: each is near the one before.
        check(&[[0; 4], [1; 4], [2; 4], [3; 4], [4; 4], [5; 4], [6; 4]], &[0, 2, 4, 6]);
    }

    #[test]
    fn a_change_is_seen_in_few_pixels() {
        let check = |pictures: &[[u8; 6]], expected: &[u32]| {
            assert_eq!(changes(pictures.iter().map(|picture| &picture[..])), expected);
        };
        check(&[[0; 6], [16; 6], [17; 6], [17, 17, 17, 17, 17, 34]], &[0, 2]);
        check(&[[0; 6], [0, 0, 0, 99, 99, 99], [0, 0, 99, 99, 99, 99]], &[0, 2]);
    }
}
