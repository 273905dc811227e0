//! What does the first record of a document look like?

use crate::scan::{Scan, Stop};

/// The fields of the first record, as far as the beginning of a document shows them.
pub(crate) struct First<'a> {
    /// Whether it stands under the key of a list.
    pub(crate) listed: bool,
    /// Names and values as written. The value of the last field may be cut.
    fields: Vec<(&'a str, &'a str)>,
}

impl<'a> First<'a> {
    /// Looks at the beginning of a document whose records may stand under a key of `lists`.
    pub(crate) fn of(text: &'a str, lists: &[&str]) -> Option<Self> {
        let mut scan = Scan { text, at: 0, end: text.len() };
        let outer = scan.next()?;
        if outer == b'[' {
            scan.at += 1;
            return (scan.next()? == b'{').then(|| Self::at(&mut scan, &[]));
        }
        (outer == b'{').then(|| Self::at(&mut scan, lists))
    }

    fn at(scan: &mut Scan<'a>, lists: &[&str]) -> Self {
        let mut first = Self { listed: false, fields: Vec::new() };
        // A cut text has shown what it could.
        let _ = first.collect(scan, lists);
        first
    }

    fn collect(&mut self, scan: &mut Scan<'a>, lists: &[&str]) -> Result<(), Stop> {
        scan.at += 1;
        loop {
            match scan.next().ok_or(Stop::Cut)? {
                b'"' => {}
                b',' => {
                    scan.at += 1;
                    continue;
                }
                _ => return Ok(()),
            }
            let key = scan.key()?;
            if lists.contains(&key) {
                self.listed = true;
                self.fields.clear();
                if scan.peek() == Some(b'[') {
                    scan.at += 1;
                    scan.next();
                }
                return if scan.peek() == Some(b'{') { self.collect(scan, &[]) } else { Ok(()) };
            }
            self.fields.push((key, &scan.text[scan.at..]));
            let value = scan.value()?;
            if let Some(field) = self.fields.last_mut() {
                field.1 = value;
            }
        }
    }

    /// Whether a list of the kind is there, and no record that could speak against it: the list is empty, cut or broken.
    pub(crate) fn only_listed(&self) -> bool {
        self.listed && self.fields.is_empty()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// The value as written, with the quotes of a string.
    pub(crate) fn value(&self, name: &str) -> Option<&'a str> {
        self.fields.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }
}
