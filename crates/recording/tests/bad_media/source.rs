//! How is a file read that is too large to be had?

use std::io;

use sekisho_recording::video::Source;

/// A start, and behind it the same bytes again and again. Nothing of it lies on a disk.
pub(crate) struct Repeated {
    pub(crate) start: Vec<u8>,
    pub(crate) again: Vec<u8>,
    pub(crate) size: u64,
}

impl Repeated {
    pub(crate) fn times(start: Vec<u8>, again: Vec<u8>, count: u64) -> Repeated {
        let size = start.len() as u64 + again.len() as u64 * count;
        Repeated { start, again, size }
    }

    /// Behind the start nothing but zeros.
    pub(crate) fn sparse(start: Vec<u8>, size: u64) -> Repeated {
        Repeated { start, again: vec![0; 4096], size }
    }
}

impl Source for Repeated {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<()> {
        let start = self.start.len() as u64;
        for (at, byte) in (offset..).zip(into) {
            *byte = match at.checked_sub(start) {
                None => self.start[at as usize],
                Some(behind) => self.again[(behind % self.again.len() as u64) as usize],
            };
        }
        Ok(())
    }
}
