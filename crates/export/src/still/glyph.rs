//! Which part of a cell does a character cover?

use std::collections::HashMap;

use sekisho_recording::Look;
use swash::FontRef;
use swash::scale::{Render, ScaleContext, Source};
use swash::zeno::{Angle, Format, Mask, Placement, Transform};

use super::drawn::{self, HEIGHT, WIDTH};

/// Its letters are half as wide as its kanji, exactly. `fonts/README.md` says where it comes from.
const FONT: &[u8] = include_bytes!("../../fonts/NotoSansMonoCJKjp-Regular.otf");

/// At this size a letter is as wide as a cell.
const SIZE: f32 = 2.0 * WIDTH as f32;

/// Where letters stand, from the top of the cell.
const BASELINE: i32 = 31;

/// How much thicker bold strokes are.
const BOLDER: f32 = 0.8;

/// How much of each pixel is covered.
#[derive(Debug, Default)]
pub(super) struct Cover {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) width: usize,
    /// Row by row, each `width` long.
    pub(super) alpha: Vec<u8>,
}

/// Characters that were drawn before.
pub(super) struct Glyphs {
    font: Option<FontRef<'static>>,
    context: ScaleContext,
    known: HashMap<(char, u16, bool, bool), Cover>,
}

impl Glyphs {
    pub(super) fn new() -> Glyphs {
        let font = FontRef::from_index(FONT, 0);
        Glyphs { font, context: ScaleContext::new(), known: HashMap::new() }
    }

    /// What a character of so many cells covers.
    pub(super) fn cover(&mut self, c: char, cells: u16, look: Look) -> &Cover {
        let Glyphs { font, context, known } = self;
        known.entry((c, cells, look.bold, look.italic)).or_insert_with(|| {
            match (drawn::shape(c), font) {
                (Some(shape), _) => {
                    let mut cover = filled(&shape.path, WIDTH);
                    let share =
                        |alpha: u8| (u32::from(alpha) * u32::from(shape.quarters) / 4) as u8;
                    cover.alpha.iter_mut().for_each(|alpha| *alpha = share(*alpha));
                    cover
                }
                (None, Some(font)) => Pen { font: *font, context, size: SIZE, look }
                    .letter(c, cells)
                    .unwrap_or_else(|| code_point(*font, context, c, cells)),
                (None, None) => filled(&drawn::frame(cells), WIDTH * i32::from(cells)),
            }
        })
    }
}

/// What letters are drawn with.
struct Pen<'a> {
    font: FontRef<'static>,
    context: &'a mut ScaleContext,
    size: f32,
    look: Look,
}

impl Pen<'_> {
    /// A letter of the font in the middle of its cells, narrowed to fit into them; `None` where the font has it not.
    fn letter(&mut self, c: char, cells: u16) -> Option<Cover> {
        let glyph = self.font.charmap().map(c);
        if glyph == 0 {
            return None;
        }
        let room = self.size / 2.0 * f32::from(cells);
        let advance = self.font.glyph_metrics(&[]).scale(self.size).advance_width(glyph);
        let narrowing = if advance > room { room / advance } else { 1.0 };
        let mut render = Render::new(&[Source::Outline]);
        if self.look.bold {
            render.embolden(BOLDER);
        }
        let narrowed = Transform::scale(narrowing, 1.0);
        render.transform(Some(match self.look.italic {
            true => Transform::skew(Angle::from_degrees(10.0), Angle::ZERO).then(&narrowed),
            false => narrowed,
        }));
        let mut scaler = self.context.builder(self.font).size(self.size).build();
        let image = render.format(Format::Alpha).render(&mut scaler, glyph)?;
        let mut cover = cover(image.placement, image.data, BASELINE);
        cover.left += ((room - advance * narrowing) / 2.0).round() as i32;
        Some(cover)
    }
}

/// What stands for a character that the font has not: its code point in a frame, so that it can still be told apart.
fn code_point(font: FontRef<'static>, context: &mut ScaleContext, c: char, cells: u16) -> Cover {
    let mut frame = filled(&drawn::frame(cells), WIDTH * i32::from(cells));
    let digits = format!("{:04X}", u32::from(c));
    let per_row = digits.len().div_ceil(2);
    let advance = ((WIDTH * i32::from(cells) - 4) / per_row as i32).min(WIDTH / 2);
    let mut pen = Pen { font, context, size: 2.0 * advance as f32, look: Look::default() };
    let padded = format!("{digits:0>width$}", width = 2 * per_row);
    for (place, digit) in padded.chars().enumerate() {
        let Some(mut letter) = pen.letter(digit, 1) else { continue };
        let (column, row) = ((place % per_row) as i32, (place / per_row) as i32);
        let margin = (WIDTH * i32::from(cells) - advance * per_row as i32) / 2;
        letter.left += margin + column * advance;
        letter.top += HEIGHT / 2 - BASELINE - 2 + row * (HEIGHT / 2 - 5);
        frame.add(&letter);
    }
    frame
}

impl Cover {
    /// Covers what another one covers too, as far as it lies within.
    fn add(&mut self, other: &Cover) {
        for (row, line) in (other.top - self.top..).zip(other.alpha.chunks(other.width.max(1))) {
            for (column, alpha) in (other.left - self.left..).zip(line) {
                let (Ok(row), Ok(column)) = (usize::try_from(row), usize::try_from(column)) else {
                    continue;
                };
                let place = (column < self.width).then(|| row * self.width + column);
                if let Some(own) = place.and_then(|place| self.alpha.get_mut(place)) {
                    *own = (*own).max(*alpha);
                }
            }
        }
    }
}

/// A path that is filled.
fn filled(path: &str, width: i32) -> Cover {
    let (alpha, placement) = Mask::new(path).size(width as u32, HEIGHT as u32).render();
    let placement = Placement { left: 0, top: 0, ..placement };
    cover(placement, alpha, 0)
}

fn cover(placement: Placement, alpha: Vec<u8>, baseline: i32) -> Cover {
    let (left, top) = (placement.left, baseline - placement.top);
    Cover { left, top, width: placement.width as usize, alpha }
}
