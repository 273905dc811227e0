//! In which colours and style is a character written?

use std::fmt::Write;

use avt::Color;
use avt::parser::SgrOp;

use crate::frame::{self, Look};

/// What a terminal remembers between characters, and a cell with its character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pen {
    pub(crate) foreground: Option<Color>,
    pub(crate) background: Option<Color>,
    style: u8,
}

/// The styles with the numbers that set them, in the order of their bits.
const STYLES: [u8; 7] = [1, 2, 3, 4, 5, 7, 9];

const BOLD: u8 = 1 << 0;
const FAINT: u8 = 1 << 1;
const ITALIC: u8 = 1 << 2;
const UNDERLINE: u8 = 1 << 3;
const BLINK: u8 = 1 << 4;
const INVERSE: u8 = 1 << 5;
const STRIKETHROUGH: u8 = 1 << 6;

impl Pen {
    /// Changes it as one part of an SGR sequence says.
    pub(super) fn apply(&mut self, op: SgrOp) {
        match op {
            SgrOp::Reset => *self = Pen::default(),
            SgrOp::SetBoldIntensity => self.style = self.style & !FAINT | BOLD,
            SgrOp::SetFaintIntensity => self.style = self.style & !BOLD | FAINT,
            SgrOp::ResetIntensity => self.style &= !(BOLD | FAINT),
            SgrOp::SetItalic => self.style |= ITALIC,
            SgrOp::ResetItalic => self.style &= !ITALIC,
            SgrOp::SetUnderline => self.style |= UNDERLINE,
            SgrOp::ResetUnderline => self.style &= !UNDERLINE,
            SgrOp::SetBlink => self.style |= BLINK,
            SgrOp::ResetBlink => self.style &= !BLINK,
            SgrOp::SetInverse => self.style |= INVERSE,
            SgrOp::ResetInverse => self.style &= !INVERSE,
            SgrOp::SetStrikethrough => self.style |= STRIKETHROUGH,
            SgrOp::ResetStrikethrough => self.style &= !STRIKETHROUGH,
            SgrOp::SetForegroundColor(color) => self.foreground = Some(color),
            SgrOp::ResetForegroundColor => self.foreground = None,
            SgrOp::SetBackgroundColor(color) => self.background = Some(color),
            SgrOp::ResetBackgroundColor => self.background = None,
        }
    }

    /// The same for whoever draws it.
    pub(crate) fn look(self) -> Look {
        let is = |style| self.style & style != 0;
        let color = |color| match color {
            Color::Indexed(index) => frame::Color::Indexed(index),
            Color::RGB(rgb) => frame::Color::Rgb(rgb.r, rgb.g, rgb.b),
        };
        Look {
            foreground: self.foreground.map(color),
            background: self.background.map(color),
            bold: is(BOLD),
            faint: is(FAINT),
            italic: is(ITALIC),
            underline: is(UNDERLINE),
            blink: is(BLINK),
            inverse: is(INVERSE),
            strike: is(STRIKETHROUGH),
        }
    }

    /// The styles, a bit for each: bold, faint, italic, underlined, blinking, inverse, struck out.
    #[cfg(test)]
    pub(super) fn style(self) -> u8 {
        self.style
    }

    /// Writes the sequence that takes up this pen, whatever the one before.
    pub(super) fn write(self, out: &mut String) {
        out.push_str("\x1b[0");
        for (bit, number) in STYLES.into_iter().enumerate() {
            if self.style & 1 << bit != 0 {
                // Writing to a string cannot fail.
                let _ = write!(out, ";{number}");
            }
        }
        for (first, color) in [(38, self.foreground), (48, self.background)] {
            let _ = match color {
                None => Ok(()),
                Some(Color::Indexed(index)) => write!(out, ";{first};5;{index}"),
                Some(Color::RGB(rgb)) => write!(out, ";{first};2;{};{};{}", rgb.r, rgb.g, rgb.b),
            };
        }
        out.push('m');
    }
}
