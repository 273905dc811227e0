//! When is each frame of a video shown, and at which bytes does it lie?

/// One frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// When it is shown, in microseconds since the start; before it if an edit list hides it,
    /// wherever it lies.
    pub time: i64,
    /// Where its bytes begin in the file.
    pub offset: u64,
    /// How many they are.
    pub length: u32,
    /// Whether it can be shown without any other.
    pub is_key: bool,
}

/// The frames of a track in the order in which they are decoded; 20 bytes each.
///
/// Frames that are predicted from later ones are decoded after them, so times need not ascend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frames {
    times: Vec<i64>,
    offsets: Vec<u64>,
    /// The highest bit is the key.
    lengths: Vec<u32>,
}

const KEY: u32 = 1 << 31;

impl Frames {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// The frame with this number, counted from 0.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<Frame> {
        let (time, packed) = (*self.times.get(number)?, self.lengths[number]);
        let is_key = packed & KEY != 0;
        Some(Frame { time, offset: self.offsets[number], length: packed & !KEY, is_key })
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Frame> {
        (0..self.len()).filter_map(|number| self.get(number))
    }

    /// Those that can be shown without any other. None before the start, which an edit list hides.
    #[must_use]
    pub fn keys(&self) -> Vec<Frame> {
        self.iter().filter(|frame| frame.is_key && frame.time >= 0).collect()
    }

    /// Adds one, unless it is longer than 2 GiB, which no frame is.
    pub(super) fn push(&mut self, frame: Frame) -> bool {
        if frame.length & KEY != 0 {
            return false;
        }
        self.times.push(frame.time);
        self.offsets.push(frame.offset);
        self.lengths.push(frame.length | if frame.is_key { KEY } else { 0 });
        true
    }

    /// Says that the frame with this number is no key after all.
    pub(super) fn unkey(&mut self, number: usize) {
        if let Some(length) = self.lengths.get_mut(number) {
            *length &= !KEY;
        }
    }
}
