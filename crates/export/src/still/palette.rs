//! Which colour does a cell have in a still?
//!
//! The palette is the recording's, which is the web player's.

use sekisho_recording::Look;
use sekisho_recording::palette::{INK, rgb};
pub(super) use sekisho_recording::palette::{Rgb, SCREEN};

/// What the picture says about itself.
pub(super) const CAPTION: Rgb = [0xc4, 0xc8, 0xd1];
/// What of it is named.
pub(super) const NAME: Rgb = [0x8b, 0x90, 0x9c];
/// Where it says it.
pub(super) const MARGIN: Rgb = [0x1b, 0x1e, 0x25];

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

#[cfg(test)]
mod tests {
    use sekisho_recording::Color;

    use super::*;

    #[test]
    fn colors_are_those_of_a_terminal() {
        let look = Look::default();
        let red = Color::Indexed(1);
        let check = |look, expected| assert_eq!(colors(look), expected, "{look:?}");
        check(look, (INK, None));
        check(Look { foreground: Some(red), ..look }, (rgb(red), None));
        check(Look { foreground: Some(red), inverse: true, ..look }, (SCREEN, Some(rgb(red))));
        check(Look { background: Some(Color::Indexed(255)), ..look }, (INK, Some([238; 3])));
        assert_eq!(mix([255; 3], [0; 3], 128), [128; 3]);
    }
}
