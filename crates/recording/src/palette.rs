//! Which colours does a screen have that is shown again?
//!
//! The palette is the web player's (`web/src/player/surface.css`), so that what it cannot tell apart is told to be hidden,
//! and a still looks like the page that it was taken from.

use crate::frame::Color;

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// The screen where nothing is written.
pub const SCREEN: Rgb = [0x12, 0x15, 0x1c];
/// What is written on it.
pub const INK: Rgb = [0xd8, 0xdb, 0xe2];
const NAMED: [Rgb; 16] = [
    [0x1d, 0x21, 0x2b],
    [0xe4, 0x77, 0x6f],
    [0x84, 0xc5, 0x8d],
    [0xdc, 0xb5, 0x6a],
    [0x86, 0xa6, 0xea],
    [0xc5, 0x93, 0xd6],
    [0x73, 0xc2, 0xc4],
    [0xd8, 0xdb, 0xe2],
    [0x7d, 0x84, 0x94],
    [0xf1, 0x9a, 0x93],
    [0xa5, 0xdb, 0xab],
    [0xef, 0xd0, 0x8f],
    [0xa9, 0xc1, 0xf5],
    [0xda, 0xb3, 0xe7],
    [0x9a, 0xda, 0xdb],
    [0xf4, 0xf5, 0xf8],
];

/// The same sixteen as xterm has them, and most terminals a little differently.
const USUAL: [Rgb; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// What a colour looks like here.
#[must_use]
pub fn rgb(color: Color) -> Rgb {
    rgb_of(color, &NAMED)
}

/// What a colour looked like to whoever saw it, as far as that can be known.
pub(crate) fn usual(color: Color) -> Rgb {
    rgb_of(color, &USUAL)
}

fn rgb_of(color: Color, named: &[Rgb; 16]) -> Rgb {
    // The steps of the cube of colours that every terminal has.
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match color {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(index) => match index {
            0..16 => named[usize::from(index)],
            16..232 => {
                let place = usize::from(index - 16);
                [STEPS[place / 36], STEPS[place / 6 % 6], STEPS[place % 6]]
            }
            232.. => [8 + 10 * (index - 232); 3],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_behind_the_sixteenth_are_every_terminals() {
        let check = |index, expected| assert_eq!(rgb(Color::Indexed(index)), expected, "{index}");
        check(0, NAMED[0]);
        check(16, [0; 3]);
        check(208, [255, 135, 0]);
        check(231, [255; 3]);
        check(255, [238; 3]);
        assert_eq!(rgb(Color::Rgb(1, 2, 3)), [1, 2, 3]);
    }
}
