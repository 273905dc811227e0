//! Can what is written now be told from its background?

use super::Way;
use crate::frame::Color;
use crate::palette::{INK, Rgb, SCREEN, rgb, usual};

/// Colours of which no part differs by more cannot be told apart.
const ALIKE: u8 = 16;

/// What select-graphic-rendition sequences have set, as far as it makes text unreadable.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ink {
    is_concealed: bool,
    /// None where it is the terminal's own.
    foreground: Option<Color>,
    background: Option<Color>,
}

impl Ink {
    /// How it hides what is written, if it does.
    pub(super) fn hides(self) -> Option<Way> {
        let is_chosen = self.foreground.is_some() || self.background.is_some();
        match () {
            () if self.is_concealed => Some(Way::Concealed),
            () if is_chosen && self.is_unreadable() => Some(Way::SameColour),
            () => None,
        }
    }

    /// Exchanging both colours, as the inverse attribute does, makes nothing readable.
    fn is_unreadable(self) -> bool {
        let are_alike = |ink: Rgb, paper: Rgb| {
            ink.iter().zip(paper).all(|(ink, paper)| ink.abs_diff(paper) <= ALIKE)
        };
        let seen = self.foreground.zip(self.background);
        are_alike(self.foreground.map_or(INK, rgb), self.background.map_or(SCREEN, rgb))
            || seen.is_some_and(|(ink, paper)| are_alike(usual(ink), usual(paper)))
    }

    /// Takes the parameters of a sequence that ends in `m`.
    pub(super) fn set(&mut self, parameters: &[u8]) {
        if parameters.first().is_some_and(|byte| matches!(byte, b'<'..=b'?')) {
            return;
        }
        let number = |digits: &[u8]| {
            let text = std::str::from_utf8(digits).unwrap_or_default();
            if text.is_empty() { 0 } else { text.parse().unwrap_or(u8::MAX) }
        };
        let mut numbers = parameters.split(|byte| *byte == b';').flat_map(parts).map(number);
        while let Some(code) = numbers.next() {
            match code {
                0 => *self = Ink::default(),
                8 => self.is_concealed = true,
                28 => self.is_concealed = false,
                30..=37 => self.foreground = Some(Color::Indexed(code - 30)),
                40..=47 => self.background = Some(Color::Indexed(code - 40)),
                90..=97 => self.foreground = Some(Color::Indexed(code - 90 + 8)),
                100..=107 => self.background = Some(Color::Indexed(code - 100 + 8)),
                38 => self.foreground = extended(&mut numbers),
                48 => self.background = extended(&mut numbers),
                39 => self.foreground = None,
                49 => self.background = None,
                _ => {}
            }
        }
    }
}

/// What a parameter is made of. Which space of colours it is, as in `38:2::9:9:9`, need not be said.
fn parts(parameter: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_one = !parameter.contains(&b':');
    parameter.split(|byte| *byte == b':').filter(move |part| is_one || !part.is_empty())
}

/// A colour of 256, or one of red, green and blue.
fn extended(numbers: &mut impl Iterator<Item = u8>) -> Option<Color> {
    match numbers.next()? {
        5 => numbers.next().map(Color::Indexed),
        2 => Some(Color::Rgb(numbers.next()?, numbers.next()?, numbers.next()?)),
        _ => None,
    }
}
