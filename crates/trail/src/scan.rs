//! Where does a JSON value end?
//!
//! Nothing is checked: brackets are counted outside strings, whatever else stands between them.

/// Why a value was left before its end.
pub(crate) enum Stop {
    /// The text ends inside it.
    Cut,
    /// The caller wants no more.
    Enough,
}

/// A place in a JSON text, moving forward up to `end`.
pub(crate) struct Scan<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: usize,
    pub(crate) end: usize,
}

impl<'a> Scan<'a> {
    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.as_bytes()[..self.end].get(self.at).copied()
    }

    /// Skips white space; says what stands behind it.
    pub(crate) fn next(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    /// Skips one value, whatever it is; stands behind it afterwards.
    pub(crate) fn value(&mut self) -> Result<&'a str, Stop> {
        let start = self.at;
        match self.peek().ok_or(Stop::Cut)? {
            b'"' => self.string()?,
            b'{' | b'[' => self.nested()?,
            _ => self.scalar()?,
        }
        Ok(&self.text[start..self.at])
    }

    /// Skips a key and its colon; gives the key as written, without quotes.
    pub(crate) fn key(&mut self) -> Result<&'a str, Stop> {
        let quoted = self.value()?;
        if self.next() == Some(b':') {
            self.at += 1;
        }
        self.next().ok_or(Stop::Cut)?;
        Ok(quoted.trim_matches('"'))
    }

    fn string(&mut self) -> Result<(), Stop> {
        self.at += 1;
        loop {
            let rest = self.text.as_bytes()[..self.end].get(self.at..).ok_or(Stop::Cut)?;
            let found = memchr::memchr2(b'"', b'\\', rest).ok_or(Stop::Cut)?;
            if rest[found] == b'"' {
                self.at += found + 1;
                return Ok(());
            }
            self.at += found + 2;
        }
    }

    fn nested(&mut self) -> Result<(), Stop> {
        let bytes = &self.text.as_bytes()[..self.end];
        let mut depth = 0_usize;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
        Err(Stop::Cut)
    }

    /// A number or a word ends only where something else begins, so one at the end of the text counts as cut.
    fn scalar(&mut self) -> Result<(), Stop> {
        self.at += 1;
        let rest = &self.text.as_bytes()[self.at..self.end];
        let ends = |byte: &u8| b" \t\r\n,:{}[]\"".contains(byte);
        self.at += rest.iter().position(ends).ok_or(Stop::Cut)?;
        Ok(())
    }
}
