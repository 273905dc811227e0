//! Where does a tab lead to?

/// The tab stops, ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tabs(Vec<usize>);

impl Tabs {
    /// Every eighth column.
    pub(super) fn new(cols: usize) -> Tabs {
        Tabs((8..cols).step_by(8).collect())
    }

    pub(super) fn set(&mut self, col: usize) {
        if let Err(index) = self.0.binary_search(&col) {
            self.0.insert(index, col);
        }
    }

    pub(super) fn unset(&mut self, col: usize) {
        self.0.retain(|stop| *stop != col);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The `count`-th stop behind a column.
    pub(super) fn after(&self, col: usize, count: usize) -> Option<usize> {
        let next = self.0.partition_point(|stop| *stop <= col);
        self.0.get(next + count - 1).copied()
    }

    /// The `count`-th stop before a column.
    pub(super) fn before(&self, col: usize, count: usize) -> Option<usize> {
        let next = self.0.partition_point(|stop| *stop < col);
        next.checked_sub(count).map(|index| self.0[index])
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().copied()
    }
}
