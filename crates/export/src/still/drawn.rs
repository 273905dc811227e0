//! Which characters are drawn here rather than taken from a font, so that they meet those of the next cell?
//!
//! Lines, blocks and Braille dots; and the arrows of prompts, which the font has not. A shape is written as an SVG path in
//! a cell of [`WIDTH`] × [`HEIGHT`] units, and both kinds of picture draw the same path.

/// Units across a cell.
pub(super) const WIDTH: i32 = 16;
/// Units down a cell.
pub(super) const HEIGHT: i32 = 40;

/// What is drawn in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    /// An SVG path to be filled.
    pub(super) path: String,
    /// How much of it covers what is behind, in quarters.
    pub(super) quarters: u8,
}

/// How a character is drawn, if it is drawn here.
pub(super) fn shape(c: char) -> Option<Shape> {
    let code = u32::from(c);
    let quarters = match code {
        0x2591..=0x2593 => (code - 0x2590) as u8,
        _ => 4,
    };
    let path = match code {
        0x2500..=0x257f => line(code - 0x2500),
        0x2580..=0x259f => block(code - 0x2580),
        0x2800..=0x28ff => braille(code - 0x2800),
        0x276e => "M13 10H10L3 20L10 30H13L6 20Z".to_owned(),
        0x276f => "M3 10H6L13 20L6 30H3L10 20Z".to_owned(),
        0xe0b0 => "M0 0L16 20L0 40Z".to_owned(),
        0xe0b2 => "M16 0L0 20L16 40Z".to_owned(),
        _ => return None,
    };
    Some(Shape { path, quarters })
}

/// A frame around so many cells.
pub(super) fn frame(cells: u16) -> String {
    let right = WIDTH * i32::from(cells) - 1;
    format!("{}{}", rect(1, 2, right, HEIGHT - 2), hole(2, 3, right - 1, HEIGHT - 3))
}

/// The lines of U+2500 and following, as their names say: to the left, right, up and down, 1 light, 2 heavy, 3 double.
const ARMS: &str = "\
    1100 2200 0011 0022 ---- ---- ---- ---- ---- ---- ---- ---- 0101 0201 0102 0202 \
    1001 2001 1002 2002 0110 0210 0120 0220 1010 2010 1020 2020 0111 0211 0121 0112 \
    0122 0221 0212 0222 1011 2011 1021 1012 1022 2021 2012 2022 1101 2101 1201 2201 \
    1102 2102 1202 2202 1110 2110 1210 2210 1120 2120 1220 2220 1111 2111 1211 2211 \
    1121 1112 1122 2121 1221 2112 1212 2221 2212 2122 1222 2222 ---- ---- ---- ---- \
    3300 0033 0301 0103 0303 3001 1003 3003 0310 0130 0330 3010 1030 3030 0311 0133 \
    0333 3011 1033 3033 3301 1103 3303 3310 1130 3330 3311 1133 3333 ---- ---- ---- \
    ---- ---- ---- ---- 1000 0010 0100 0001 2000 0020 0200 0002 1200 0012 2100 0021";

fn line(index: u32) -> String {
    // A rising and a falling diagonal.
    const RISING: &str = "M-1 40L15 0H17L1 40Z";
    const FALLING: &str = "M-1 0L15 40H17L1 0Z";
    match index {
        0x04 | 0x05 | 0x08 | 0x09 | 0x4c | 0x4d => dashes(index, false),
        0x06 | 0x07 | 0x0a | 0x0b | 0x4e | 0x4f => dashes(index, true),
        0x6d => "M7 40V28A9 9 0 0 1 16 19V21A7 7 0 0 0 9 28V40Z".to_owned(),
        0x6e => "M9 40V28A9 9 0 0 0 0 19V21A7 7 0 0 1 7 28V40Z".to_owned(),
        0x6f => "M9 0V12A9 9 0 0 1 0 21V19A7 7 0 0 0 7 12V0Z".to_owned(),
        0x70 => "M7 0V12A9 9 0 0 0 16 21V19A7 7 0 0 1 9 12V0Z".to_owned(),
        0x71 => RISING.to_owned(),
        0x72 => FALLING.to_owned(),
        0x73 => format!("{RISING}{FALLING}"),
        _ => arms(ARMS.split_ascii_whitespace().nth(index as usize).unwrap_or_default()),
    }
}

/// Half the thickness of a light and of a heavy line, and of the two lines of a double one and how far from the middle
/// those are.
const LIGHT: i32 = 1;
const HEAVY: i32 = 2;
const APART: i32 = 3;

/// Lines from the middle of the cell to its edges.
fn arms(arms: &str) -> String {
    let weight =
        |place: usize| arms.as_bytes().get(place).map_or(0, |digit| digit.saturating_sub(b'0'));
    let [left, right, up, down] = [0, 1, 2, 3].map(weight);
    let across = (up, down);
    let along = (left, right);
    let mut path = String::new();
    for (weight, opposite, sign) in [(left, right, -1), (right, left, 1)] {
        for (from, offset, half) in strokes(weight, opposite, across, sign) {
            let edge = if sign < 0 { 0 } else { WIDTH };
            let (from, y) = (WIDTH / 2 + from, HEIGHT / 2 + offset);
            path += &rect(from.min(edge), y - half, from.max(edge), y + half);
        }
    }
    for (weight, opposite, sign) in [(up, down, -1), (down, up, 1)] {
        for (from, offset, half) in strokes(weight, opposite, along, sign) {
            let edge = if sign < 0 { 0 } else { HEIGHT };
            let (from, x) = (HEIGHT / 2 + from, WIDTH / 2 + offset);
            path += &rect(x - half, from.min(edge), x + half, from.max(edge));
        }
    }
    path
}

/// The strokes of one arm: where it starts, seen from the middle, how far beside the middle it lies, and half its
/// thickness. `across` are the arms to the sides, those with negative offsets first.
fn strokes(weight: u8, opposite: u8, across: (u8, u8), sign: i32) -> Vec<(i32, i32, i32)> {
    let thickest = half(across.0).max(half(across.1));
    match weight {
        0 => Vec::new(),
        3 => [(-APART, across.0, across.1), (APART, across.1, across.0)]
            .map(|(offset, beside, beyond)| {
                let from = match (beside, beyond) {
                    // Between two double lines it is open.
                    (3, _) => sign * (APART - LIGHT),
                    (_, 3) => -sign * (APART + LIGHT),
                    _ => -sign * thickest,
                };
                (from, offset, LIGHT)
            })
            .to_vec(),
        _ => {
            let from = match (across, opposite) {
                ((3, 3), 0) => sign * (APART - LIGHT),
                ((3, _) | (_, 3), 0) => -sign * (APART + LIGHT),
                // A corner is filled up to the far edge of the line that it meets.
                (_, 0) => -sign * thickest,
                _ => 0,
            };
            vec![(from, 0, half(weight))]
        }
    }
}

fn half(weight: u8) -> i32 {
    match weight {
        0 => 0,
        2 => HEAVY,
        _ => LIGHT,
    }
}

fn dashes(index: u32, is_vertical: bool) -> String {
    let count = match index {
        0x04..=0x07 => 3,
        0x08..=0x0b => 4,
        _ => 2,
    };
    let half = if index.is_multiple_of(2) { LIGHT } else { HEAVY };
    let length = if is_vertical { HEIGHT } else { WIDTH };
    let dash = |number: i32| {
        let (from, to) = (length * number / count + 1, length * (number + 1) / count - 1);
        match is_vertical {
            true => rect(WIDTH / 2 - half, from, WIDTH / 2 + half, to),
            false => rect(from, HEIGHT / 2 - half, to, HEIGHT / 2 + half),
        }
    };
    (0..count).map(dash).collect()
}

/// The blocks of U+2580 and following.
fn block(index: u32) -> String {
    const UPPER_LEFT: u8 = 1;
    const UPPER_RIGHT: u8 = 2;
    const LOWER_LEFT: u8 = 4;
    const LOWER_RIGHT: u8 = 8;
    let n = index as i32;
    let quadrants = match index {
        0x00 => return rect(0, 0, WIDTH, HEIGHT / 2),
        0x01..=0x08 => return rect(0, HEIGHT - HEIGHT * n / 8, WIDTH, HEIGHT),
        0x09..=0x0f => return rect(0, 0, WIDTH * (16 - n) / 8, HEIGHT),
        0x10 => return rect(WIDTH / 2, 0, WIDTH, HEIGHT),
        0x11..=0x13 => return rect(0, 0, WIDTH, HEIGHT),
        0x14 => return rect(0, 0, WIDTH, HEIGHT / 8),
        0x15 => return rect(WIDTH * 7 / 8, 0, WIDTH, HEIGHT),
        0x16 => LOWER_LEFT,
        0x17 => LOWER_RIGHT,
        0x18 => UPPER_LEFT,
        0x19 => UPPER_LEFT | LOWER_LEFT | LOWER_RIGHT,
        0x1a => UPPER_LEFT | LOWER_RIGHT,
        0x1b => UPPER_LEFT | UPPER_RIGHT | LOWER_LEFT,
        0x1c => UPPER_LEFT | UPPER_RIGHT | LOWER_RIGHT,
        0x1d => UPPER_RIGHT,
        0x1e => UPPER_RIGHT | LOWER_LEFT,
        _ => UPPER_RIGHT | LOWER_LEFT | LOWER_RIGHT,
    };
    let (x, y) = (WIDTH / 2, HEIGHT / 2);
    let places = [(UPPER_LEFT, 0, 0), (UPPER_RIGHT, x, 0), (LOWER_LEFT, 0, y), (LOWER_RIGHT, x, y)];
    let drawn = places.into_iter().filter(|(quadrant, ..)| quadrants & quadrant != 0);
    drawn.map(|(_, left, top)| rect(left, top, left + x, top + y)).collect()
}

fn braille(dots: u32) -> String {
    // The bit of each dot, by row: a fourth row was added later.
    const DOTS: [[u32; 2]; 4] = [[0, 3], [1, 4], [2, 5], [6, 7]];
    let mut path = String::new();
    for (row, bits) in (0..).zip(DOTS) {
        for (column, bit) in (0..).zip(bits) {
            if dots & 1 << bit != 0 {
                let (x, y) = (4 + 8 * column, 5 + 10 * row);
                path += &rect(x - 2, y - 2, x + 2, y + 2);
            }
        }
    }
    path
}

fn rect(left: i32, top: i32, right: i32, bottom: i32) -> String {
    format!("M{left} {top}H{right}V{bottom}H{left}Z")
}

/// A rectangle the other way round, which is left out of one around it.
fn hole(left: i32, top: i32, right: i32, bottom: i32) -> String {
    format!("M{left} {top}V{bottom}H{right}V{top}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_and_block_is_drawn() {
        for code in (0x2500..=0x259f).chain(0x2801..=0x28ff) {
            let c = char::from_u32(code).expect("a character");
            let shape = shape(c).expect("a shape");
            assert!(shape.path.starts_with('M') && shape.path.ends_with('Z'), "{c}");
        }
        assert_eq!(shape('a'), None);
    }

    #[test]
    fn lines_reach_the_edges_that_they_name() {
        for (c, expected) in [
            ('─', "M0 19H8V21H0ZM8 19H16V21H8Z"),
            ('┌', "M7 19H16V21H7ZM7 19H9V40H7Z"),
            ('═', "M0 16H8V18H0ZM0 22H8V24H0ZM8 16H16V18H8ZM8 22H16V24H8Z"),
            ('╔', "M4 16H16V18H4ZM10 22H16V24H10ZM4 16H6V40H4ZM10 22H12V40H10Z"),
            ('▄', "M0 20H16V40H0Z"),
            ('▚', "M0 0H8V20H0ZM8 20H16V40H8Z"),
            ('⠁', "M2 3H6V7H2Z"),
        ] {
            assert_eq!(shape(c).expect("a shape").path, expected, "{c}");
        }
    }
}
