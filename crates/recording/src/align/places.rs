//! Which of our lines can each of theirs be, if it is certain that theirs are some of ours in our order?
//!
//! Taken as early as possible, a line of theirs is the first that it can be; taken as late as possible, the last. Where
//! both are the same there is no doubt, however often the text is repeated; where they are not, something was lost, and
//! all that is claimed holds for every place between them.

/// For each of theirs the first and the last of ours that it can be; both ascend.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Places {
    first: Vec<usize>,
    last: Vec<usize>,
}

impl Places {
    /// Nothing if theirs are not some of ours in our order.
    pub(super) fn new(ours: &[u32], theirs: &[u32]) -> Option<Places> {
        let mut places = ours.iter().enumerate();
        let first = theirs.iter().map(|their| Some(places.find(|(_, our)| *our == their)?.0));
        let first = first.collect::<Option<Vec<_>>>()?;
        let mut places = ours.iter().enumerate().rev();
        let last = theirs.iter().rev().map(|their| Some(places.find(|(_, our)| *our == their)?.0));
        let mut last = last.collect::<Option<Vec<_>>>()?;
        last.reverse();
        Some(Places { first, last })
    }

    /// For each of `ours` the last of theirs that was certainly not after it, and the first that was certainly not
    /// before it; the same one where that is certainly it.
    pub(super) fn around(
        &self,
        ours: usize,
    ) -> impl Iterator<Item = (Option<usize>, Option<usize>)> {
        let (mut before, mut after) = (0, 0);
        (0..ours).map(move |our| {
            before += self.last[before..].iter().take_while(|last| **last <= our).count();
            after += self.first[after..].iter().take_while(|first| **first < our).count();
            (before.checked_sub(1), (after < self.first.len()).then_some(after))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_only_taken_for_what_it_must_be() {
        fn check(ours: &str, theirs: &str, expected: &str) {
            let numbers = |text: &str| text.bytes().map(u32::from).collect::<Vec<_>>();
            let (ours, theirs) = (numbers(ours), numbers(theirs));
            let found = Places::new(&ours, &theirs).map_or("no".to_owned(), |places| {
                let name = |index: Option<usize>| index.map_or("-".to_owned(), |i| i.to_string());
                let names = places.around(ours.len()).map(|(b, a)| name(b) + &name(a));
                names.collect::<Vec<_>>().join(" ")
            });
            assert_eq!(found, expected);
        }
        check("abc", "abc", "00 11 22");
        check("yyyy", "yyyy", "00 11 22 33");
        check("ayyyb", "ayyb", "00 01 12 23 33");
        check("axyb", "ab", "00 01 01 11");
        check("abab", "ab", "-0 -1 0- 1-");
        check("abc", "ac", "00 01 11");
        check("abc", "", "-- -- --");
        check("abc", "cb", "no");
        check("ab", "abb", "no");
    }
}
