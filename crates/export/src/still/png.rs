//! How is a still written as a PNG?
//!
//! Row by row of the terminal: however large the picture, only one row of it is in memory.

use std::io::{self, Write};

use sekisho_recording::Run;

use super::Still;
use super::drawn::{HEIGHT, WIDTH};
use super::glyph::Glyphs;
use super::palette::{CAPTION, MARGIN, NAME, Rgb, SCREEN, colors, mix};

/// The margin around the screen and around the caption, in pixels.
const SPACE: i32 = WIDTH;

pub(super) fn write(still: &Still) -> io::Result<Vec<u8>> {
    let width = (i32::from(still.cols()) * WIDTH + 2 * SPACE) as usize;
    let rows = still.frame.rows.len() + still.caption.len();
    let height = rows * HEIGHT as usize + 4 * SPACE as usize;
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    // Pixels repeat each other exactly, which filters would hide from the compression.
    encoder.set_filter(png::Filter::NoFilter);
    encoder.add_itxt_chunk("Description".into(), still.words.join("\n"))?;
    let mut writer = encoder.write_header()?;
    let mut out = writer.stream_writer()?;
    let mut glyphs = Glyphs::new();
    let space = |color: Rgb| color.repeat(width * SPACE as usize);
    out.write_all(&space(SCREEN))?;
    for runs in &still.frame.rows {
        let mut stripe = Stripe::new(width, SCREEN);
        runs.iter().for_each(|run| stripe.fill(run));
        runs.iter().for_each(|run| stripe.write(run, colors(run.look).0, &mut glyphs));
        out.write_all(&stripe.pixels)?;
    }
    out.write_all(&space(SCREEN))?;
    out.write_all(&space(MARGIN))?;
    for row in &still.caption {
        let mut stripe = Stripe::new(width, MARGIN);
        row.name.iter().for_each(|run| stripe.write(run, NAME, &mut glyphs));
        row.value.iter().for_each(|run| stripe.write(run, CAPTION, &mut glyphs));
        out.write_all(&stripe.pixels)?;
    }
    out.write_all(&space(MARGIN))?;
    out.finish()?;
    writer.finish()?;
    Ok(file)
}

/// The pixels of one row of the terminal.
struct Stripe {
    width: usize,
    pixels: Vec<u8>,
}

impl Stripe {
    fn new(width: usize, color: Rgb) -> Stripe {
        Stripe { width, pixels: color.repeat(width * HEIGHT as usize) }
    }

    /// Paints what is behind a run.
    fn fill(&mut self, run: &Run) {
        let Some(color) = colors(run.look).1 else { return };
        let (from, to) = (left(run.col), left(run.col + run.width()));
        self.rectangle(from, to, 0, HEIGHT, color);
    }

    /// Writes the characters of a run over it.
    fn write(&mut self, run: &Run, color: Rgb, glyphs: &mut Glyphs) {
        for (index, c) in (0..).zip(run.text.chars()) {
            if c == ' ' {
                continue;
            }
            let cover = glyphs.cover(c, run.cells, run.look);
            let x = left(run.col + index * run.cells) + cover.left;
            for (row, line) in (cover.top..).zip(cover.alpha.chunks(cover.width.max(1))) {
                for (x, share) in (x..).zip(line) {
                    self.blend(x, row, color, *share);
                }
            }
        }
        let (from, to) = (left(run.col), left(run.col + run.width()));
        if run.look.underline {
            self.rectangle(from, to, 35, 37, color);
        }
        if run.look.strike {
            self.rectangle(from, to, 21, 23, color);
        }
    }

    fn rectangle(&mut self, from: i32, to: i32, top: i32, bottom: i32, color: Rgb) {
        for y in top..bottom {
            (from..to).for_each(|x| self.blend(x, y, color, u8::MAX));
        }
    }

    /// What lies outside of the row is cut off.
    fn blend(&mut self, x: i32, y: i32, color: Rgb, share: u8) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x >= self.width || share == 0 {
            return;
        }
        let at = (y * self.width + x) * 3;
        if let Some(pixel) = self.pixels.get_mut(at..at + 3) {
            let under = [pixel[0], pixel[1], pixel[2]];
            pixel.copy_from_slice(&mix(color, under, share));
        }
    }
}

/// Where a column begins.
fn left(col: u16) -> i32 {
    SPACE + i32::from(col) * WIDTH
}
