//! Can what is written now be told from its background?

use super::Way;

/// What select-graphic-rendition sequences have set, as far as it makes text unreadable.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ink {
    is_concealed: bool,
    /// Foreground and background; none where it is the terminal's own.
    colours: [Option<u32>; 2],
}

/// Marks a colour of red, green and blue, so that it is none of the palette.
const RGB: u32 = 1 << 24;

impl Ink {
    /// How it hides what is written, if it does.
    pub(super) fn hides(self) -> Option<Way> {
        let [foreground, background] = self.colours;
        match () {
            () if self.is_concealed => Some(Way::Concealed),
            () if foreground.is_some() && foreground == background => Some(Way::SameColour),
            () => None,
        }
    }

    /// Takes the parameters of a sequence that ends in `m`.
    pub(super) fn set(&mut self, parameters: &[u8]) {
        if parameters.first().is_some_and(|byte| matches!(byte, b'<'..=b'?')) {
            return;
        }
        let number = |digits: &[u8]| {
            std::str::from_utf8(digits).ok().and_then(|text| text.parse::<u32>().ok()).unwrap_or(0)
        };
        let mut numbers = parameters.split(|byte| matches!(byte, b';' | b':')).map(number);
        while let Some(code) = numbers.next() {
            match code {
                0 => *self = Ink::default(),
                8 => self.is_concealed = true,
                28 => self.is_concealed = false,
                30..=37 => self.colours[0] = Some(code - 30),
                40..=47 => self.colours[1] = Some(code - 40),
                90..=97 => self.colours[0] = Some(code - 90 + 8),
                100..=107 => self.colours[1] = Some(code - 100 + 8),
                38 => self.colours[0] = extended(&mut numbers),
                48 => self.colours[1] = extended(&mut numbers),
                39 => self.colours[0] = None,
                49 => self.colours[1] = None,
                _ => {}
            }
        }
    }
}

/// A colour of 256, or one of red, green and blue.
fn extended(numbers: &mut impl Iterator<Item = u32>) -> Option<u32> {
    match numbers.next()? {
        5 => numbers.next(),
        2 => {
            let parts = [numbers.next()?, numbers.next()?, numbers.next()?];
            Some(parts.iter().fold(RGB, |colour, part| colour << 8 | part & 0xff))
        }
        _ => None,
    }
}
