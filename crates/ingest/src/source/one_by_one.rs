//! What becomes of the others when one thing of many cannot be read?

use crate::aws::trouble::{Trouble, TroubleCode};

/// So many in a row are refused because none may be read, and asking on for each would help nobody.
const IN_A_ROW: u32 = 3;

/// Things that are read one by one: one that is refused does not keep the others away.
#[derive(Default)]
pub(super) struct OneByOne {
    refused: Option<Trouble>,
    in_a_row: u32,
}

impl OneByOne {
    /// Takes what came of reading one of them, and says whether it was read.
    ///
    /// # Errors
    /// A trouble that is not about this one alone.
    pub(super) fn take(&mut self, read: Result<(), Trouble>) -> Result<bool, Trouble> {
        match read {
            Ok(()) => {
                self.in_a_row = 0;
                Ok(true)
            }
            Err(trouble) if is_of_one(trouble.code) && self.in_a_row + 1 < IN_A_ROW => {
                self.in_a_row += 1;
                self.refused.get_or_insert(trouble);
                Ok(false)
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// Ends the reading, which has to be done again where something was refused.
    ///
    /// # Errors
    /// Why the first of them was refused.
    pub(super) fn finish(self) -> Result<(), Trouble> {
        self.refused.map_or(Ok(()), Err)
    }
}

/// Whether the next thing may be read all the same.
fn is_of_one(code: TroubleCode) -> bool {
    matches!(code, TroubleCode::Denied | TroubleCode::KeyDenied | TroubleCode::Missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_is_refused_is_told_after_the_others() {
        use TroubleCode::{Denied, Missing, Throttled};
        let check = |answers: &[Option<TroubleCode>], read: usize, told: Option<TroubleCode>| {
            let mut things = OneByOne::default();
            let mut taken = answers.iter().map(|answer| {
                things.take(answer.map_or(Ok(()), |code| Err(Trouble::new(code, "asked"))))
            });
            let is_read: Result<Vec<bool>, Trouble> = taken.by_ref().collect();
            let (count, failed) = match is_read {
                Ok(read) => (read.into_iter().filter(|read| *read).count(), None),
                Err(trouble) => (0, Some(trouble)),
            };
            let told_code = failed.or(things.refused).map(|trouble| trouble.code);
            assert_eq!((count, told_code), (read, told), "{answers:?}");
        };
        check(&[None, None], 2, None);
        check(&[None, Some(Denied), None], 2, Some(Denied));
        check(&[Some(Missing), None, Some(Denied), None, Some(Denied)], 2, Some(Missing));
        check(&[Some(Denied), Some(Denied), Some(Denied), None], 0, Some(Denied));
        check(&[None, Some(Throttled), None], 0, Some(Throttled));
    }
}
