//! Which colour does a cell have in a still?
//!
//! The palette is the web player's, so that a picture and the page that it was taken from look alike.

use sekisho_recording::{Color, Look};

/// Red, green and blue.
pub(super) type Rgb = [u8; 3];

/// The screen where nothing is written.
pub(super) const SCREEN: Rgb = [0x12, 0x15, 0x1c];
/// What is written on it.
pub(super) const INK: Rgb = [0xd8, 0xdb, 0xe2];
/// What the picture says about itself.
pub(super) const CAPTION: Rgb = [0xc4, 0xc8, 0xd1];
/// What of it is named.
pub(super) const NAME: Rgb = [0x8b, 0x90, 0x9c];
/// Where it says it.
pub(super) const MARGIN: Rgb = [0x1b, 0x1e, 0x25];

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

/// What a cell is written in and what is behind it, if that is not the screen itself.
pub(super) fn colors(look: Look) -> (Rgb, Option<Rgb>) {
    let ink = look.foreground.map_or(INK, rgb);
    let behind = look.background.map(rgb);
    let (ink, behind) = match look.inverse {
        true => (behind.unwrap_or(SCREEN), Some(ink)),
        false => (ink, behind),
    };
    let ink = if look.faint { mix(ink, behind.unwrap_or(SCREEN), 140) } else { ink };
    (ink, behind)
}

/// `share` of 255 of one colour over another.
pub(super) fn mix(over: Rgb, under: Rgb, share: u8) -> Rgb {
    let (over_share, under_share) = (u32::from(share), 255 - u32::from(share));
    std::array::from_fn(|part| {
        let sum = u32::from(over[part]) * over_share + u32::from(under[part]) * under_share;
        ((sum + 127) / 255) as u8
    })
}

fn rgb(color: Color) -> Rgb {
    // The steps of the cube of colours that every terminal has.
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match color {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(index) => match index {
            0..16 => NAMED[usize::from(index)],
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
    fn colors_are_those_of_a_terminal() {
        let look = Look::default();
        let red = Some(Color::Indexed(1));
        let check = |look, expected| assert_eq!(colors(look), expected, "{look:?}");
        check(look, (INK, None));
        check(Look { foreground: red, ..look }, (NAMED[1], None));
        check(Look { foreground: red, inverse: true, ..look }, (SCREEN, Some(NAMED[1])));
        check(Look { background: Some(Color::Indexed(255)), ..look }, (INK, Some([238; 3])));
        check(Look { foreground: Some(Color::Indexed(208)), ..look }, ([255, 135, 0], None));
        assert_eq!(mix([255; 3], [0; 3], 128), [128; 3]);
    }
}
