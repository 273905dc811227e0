//! When is a moment of a track shown, by its edit list?

use crate::video::cursor::{Cursor, rescale};

/// The pieces of a track that are shown, in ticks of its own clock and in the order of both.
#[derive(Default)]
pub(super) struct Edits {
    pieces: Vec<Piece>,
}

struct Piece {
    /// From and until when it lies in the track.
    from: i64,
    until: i64,
    /// When it begins to be shown.
    shown: i64,
}

/// More pieces than anybody cuts a recording into.
const PIECES: usize = 10_000;

const NORMAL_SPEED: u32 = 0x1_0000;

impl Edits {
    /// Reads `elst`, in which lengths are ticks of the `movie`, of a track with `timescale` ticks a
    /// second, and says what of it is not followed. `None` if it is cut.
    pub(super) fn read(
        elst: &[u8],
        movie: u32,
        timescale: u32,
    ) -> Option<(Edits, Option<&'static str>)> {
        let mut cursor = Cursor(elst);
        let Some(version) = cursor.u32() else { return Some((Edits::default(), None)) };
        let is_wide = version >> 24 == 1;
        let (mut edits, mut left_out) = (Edits::default(), None);
        let mut shown = 0_i64;
        for _ in 0..cursor.u32()? {
            let length = rescale(cursor.wide(is_wide)?.into(), timescale, movie);
            let from = match is_wide {
                true => cursor.u64()? as i64,
                false => (cursor.u32()? as i32).into(),
            };
            let speed = cursor.u32()?;
            let last = edits.pieces.last().map_or(i64::MIN, |last| last.until);
            match from {
                -1 => {}
                _ if speed != NORMAL_SPEED => left_out = Some("a piece at another speed"),
                _ if from < last => left_out = Some("a piece that was shown before"),
                _ if edits.pieces.len() == PIECES => left_out = Some("more pieces than are read"),
                _ => {
                    let until = from.saturating_add(length);
                    edits.pieces.push(Piece { from, until, shown });
                }
            }
            shown = shown.saturating_add(length);
        }
        if edits.pieces.is_empty() {
            edits.pieces.push(Piece { from: 0, until: i64::MAX, shown });
        }
        // Some writers give a last piece no length when they mean all of the rest.
        if edits.pieces.last().is_some_and(|last| last.from == last.until) {
            edits.open();
        }
        Some((edits, left_out))
    }

    /// Shows all that follows the last piece begins, as the length of what comes in fragments is not
    /// known when the list is written.
    pub(super) fn open(&mut self) {
        if let Some(last) = self.pieces.last_mut() {
            last.until = i64::MAX;
        }
    }

    /// When a moment is shown, in ticks; before the start if it is not.
    pub(super) fn shown(&self, at: i128) -> i128 {
        match self.piece(at) {
            Some(piece) if at < piece.until.into() => piece.show(at),
            Some(_) => -1,
            // What a decoder needs before the first piece keeps its order.
            None => self.pieces.first().map_or(at, |first| at.saturating_sub(first.from.into())),
        }
    }

    /// Until when what comes before a moment is shown, in ticks.
    pub(super) fn until(&self, at: i128) -> i128 {
        match self.piece(at.saturating_sub(1)) {
            Some(piece) => piece.show(at.min(piece.until.into())),
            None if self.pieces.is_empty() => at,
            None => 0,
        }
    }

    /// The last piece that begins at a moment or before it.
    fn piece(&self, at: i128) -> Option<&Piece> {
        let behind = self.pieces.partition_point(|piece| i128::from(piece.from) <= at);
        self.pieces[..behind].last()
    }
}

impl Piece {
    fn show(&self, at: i128) -> i128 {
        at.saturating_sub(self.from.into()).saturating_add(self.shown.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list of pieces with their length, in ticks of which the track has twice as many, and where
    /// they begin.
    fn list(pieces: &[(u32, i32)]) -> Vec<u8> {
        let head = [[0; 4], (pieces.len() as u32).to_be_bytes()].concat();
        let rows = pieces.iter().flat_map(|(length, from)| {
            [length.to_be_bytes(), from.to_be_bytes(), NORMAL_SPEED.to_be_bytes()].concat()
        });
        head.into_iter().chain(rows).collect()
    }

    #[test]
    fn a_moment_is_shown_when_its_piece_is() {
        let check = |pieces: &[(u32, i32)], at: &[i128], expected: &[i128]| {
            let (edits, left_out) = Edits::read(&list(pieces), 500, 1000).expect("whole");
            let shown: Vec<_> = at.iter().map(|at| edits.shown(*at)).collect();
            assert_eq!((shown.as_slice(), left_out), (expected, None));
        };
        check(&[], &[0, 70], &[0, 70]);
        check(&[(50, -1)], &[0, 70], &[100, 170]);
        check(&[(100, 30)], &[0, 30, 229, 230], &[-30, 0, 199, -1]);
        check(&[(0, 30)], &[0, 30, 900], &[-30, 0, 870]);
        check(&[(50, -1), (100, 0)], &[0, 199, 200], &[100, 299, -1]);
        check(&[(50, 0), (50, -1), (50, 200)], &[99, 100, 199, 200, 299], &[99, -1, -1, 200, 299]);
    }

    #[test]
    fn what_is_shown_ends_with_its_piece() {
        let (edits, _) = Edits::read(&list(&[(50, 0), (50, 200)]), 500, 1000).expect("whole");
        let until = [0, 40, 100, 130, 200, 240, 300, 900].map(|at| edits.until(at));
        assert_eq!(until, [0, 40, 100, 100, 100, 140, 200, 200]);
        let mut open = edits;
        open.open();
        assert_eq!((open.shown(900), open.until(900)), (800, 800));
    }

    #[test]
    fn what_is_not_followed_is_said() {
        let check = |list: &[u8], expected: Option<&str>| {
            let (_, left_out) = Edits::read(list, 500, 1000).expect("whole");
            assert_eq!(left_out.is_some(), expected.is_some(), "{left_out:?}");
            assert_eq!(left_out, expected);
        };
        check(&[], None);
        check(&list(&[(50, 100), (50, 0)]), Some("a piece that was shown before"));
        let mut faster = list(&[(50, 0)]);
        faster[17] = 2;
        check(&faster, Some("a piece at another speed"));
        let whole = list(&[(50, 0)]);
        assert!(Edits::read(&whole[..whole.len() - 1], 500, 1000).is_none());
    }
}
