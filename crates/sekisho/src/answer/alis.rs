//! How is a live stream written for asciinema-player?
//!
//! ALiS, version 1, as the WebSocket driver of asciinema-player 3.18 reads it: binary messages, each a type, an event
//! number, microseconds since the event before, and its content. Numbers are unsigned LEB128.

use sekisho_recording::{Micros, What};

/// The subprotocol that a client has to offer.
pub(crate) const PROTOCOL: &str = "v1.alis";

/// The first message.
pub(crate) const MAGIC: &[u8] = b"ALiS\x01";

/// Writes the messages of one stream.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    /// The number of the event before.
    last: u64,
    /// Its time in the stream.
    before: u64,
}

impl Encoder {
    /// The screen that the stream begins with, at a time of the stream.
    pub(crate) fn reset(&mut self, at: Micros, (cols, rows): (u16, u16), screen: &str) -> Vec<u8> {
        self.before = at.0;
        let mut message = vec![0x01];
        for value in [self.last, at.0, cols.into(), rows.into()] {
            number(value, &mut message);
        }
        const OWN_COLORS: u8 = 0;
        message.push(OWN_COLORS);
        text(screen, &mut message);
        message
    }

    /// An event, at a time of the stream.
    pub(crate) fn event(&mut self, at: Micros, what: &What) -> Vec<u8> {
        let kind = match what {
            What::Output(_) => b'o',
            What::Resize(..) => b'r',
        };
        let mut message = vec![kind];
        self.last += 1;
        number(self.last, &mut message);
        self.interval(at, &mut message);
        match what {
            What::Output(output) => text(output, &mut message),
            What::Resize(cols, rows) => {
                number((*cols).into(), &mut message);
                number((*rows).into(), &mut message);
            }
        }
        message
    }

    /// The end, at a time of the stream.
    pub(crate) fn end(&mut self, at: Micros) -> Vec<u8> {
        let mut message = vec![0x04];
        self.interval(at, &mut message);
        message
    }

    fn interval(&mut self, at: Micros, message: &mut Vec<u8>) {
        number(at.0.saturating_sub(self.before), message);
        self.before = self.before.max(at.0);
    }
}

fn text(text: &str, message: &mut Vec<u8>) {
    number(text.len() as u64, message);
    message.extend_from_slice(text.as_bytes());
}

fn number(mut value: u64, message: &mut Vec<u8>) {
    while value > 127 {
        message.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    message.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_those_of_the_format() {
        let mut encoder = Encoder::default();
        let output = |text: &str| What::Output(text.to_owned());
        for (message, expected) in [
            (
                encoder.reset(Micros(300), (80, 24), "$ "),
                &b"\x01\x00\xac\x02\x50\x18\x00\x02$ "[..],
            ),
            (encoder.event(Micros(428), &output("本")), b"o\x01\x80\x01\x03\xe6\x9c\xac"),
            (encoder.event(Micros(428), &What::Resize(300, 1)), b"r\x02\x00\xac\x02\x01"),
            (encoder.end(Micros(429)), b"\x04\x01"),
        ] {
            assert_eq!(message, expected);
        }
    }
}
