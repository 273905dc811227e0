//! What do flags and the environment say instead of the file?

use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One setting of a table of the file, said elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Override {
    /// As it was said, for messages.
    pub(super) text: String,
    /// How long it is, as it was said.
    pub(super) length: usize,
    kind: &'static Kind,
    name: String,
    key: String,
    value: String,
}

/// The tables in which something can be said otherwise, each with the key by which they are told apart.
#[derive(Debug, PartialEq, Eq)]
struct Kind {
    table: &'static str,
    named: &'static str,
}

const KINDS: [Kind; 3] = [
    Kind { table: "account", named: "id" },
    Kind { table: "bucket", named: "name" },
    Kind { table: "log_group", named: "name" },
];

/// Reads `bucket.NAME.KEY=VALUE`. Names may hold dots; keys do not.
impl FromStr for Override {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            "write account.ID.KEY=VALUE, bucket.NAME.KEY=VALUE or log_group.NAME.KEY=VALUE, with a key of the configuration"
                .to_owned()
        };
        let (place, value) = text.split_once('=').ok_or_else(wrong)?;
        let (table, rest) = place.trim().split_once('.').ok_or_else(wrong)?;
        let (name, key) = rest.rsplit_once('.').ok_or_else(wrong)?;
        let kind = KINDS.iter().find(|kind| kind.table == table).ok_or_else(wrong)?;
        if name.is_empty() || key.is_empty() || key == kind.named {
            return Err(wrong());
        }
        // A word that lets into an account is not repeated in messages, nor one whose key is misspelt.
        let shown = format!("{}=…", place.trim());
        let [name, key, value] = [name, key, value.trim()].map(str::to_owned);
        Ok(Self { text: shown.replace('\n', " "), length: text.len(), kind, name, key, value })
    }
}

impl Override {
    /// As a line of a file, as far in as it is said to stand, so that whatever is wrong in it is found there. What looks
    /// like a list, a text in quotes, true or false is read as in the file; anything else is a text.
    pub(super) fn line(&self, at: usize) -> String {
        let value = self.value.as_str();
        let is_written = value.starts_with(['[', '"', '\'']) || ["true", "false"].contains(&value);
        let written = match is_written {
            true => value.to_owned(),
            false => toml::Value::from(value).to_string(),
        };
        format!("{:at$}{VALUE} = {written}", "")
    }

    /// Says its line in every table that has the name.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn say<'a>(&self, line: &'a str, in_file: &mut DeTable<'a>) -> Result<(), String> {
        let parsed = DeTable::parse(line).map_err(|error| error.message().to_owned())?;
        let value = parsed.into_inner().remove(VALUE).ok_or("it says nothing")?;
        let Kind { table, named } = self.kind;
        let tables = match in_file.get_mut(*table).map(Spanned::get_mut) {
            Some(DeValue::Array(tables)) => tables.iter_mut().collect(),
            _ => Vec::new(),
        };
        let mut is_found = false;
        for table in tables {
            let DeValue::Table(table) = table.get_mut() else { continue };
            let name = table.get(*named).and_then(|name| name.get_ref().as_str());
            if name == Some(self.name.as_str()) {
                is_found = true;
                table.remove(self.key.as_str());
                table.insert(Spanned::new(value.span(), self.key.clone().into()), value.clone());
            }
        }
        let missing = || format!("there is no [[{table}]] with the {named} {}", self.name);
        if is_found { Ok(()) } else { Err(missing()) }
    }
}

const VALUE: &str = "value";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_name_of_a_table_and_a_key() {
        let check = |text: &str, expected: Option<[&str; 4]>| {
            let read = text.parse::<Override>().ok();
            let read = read.as_ref().map(|o| [o.kind.table, &o.name, &o.key, &o.value]);
            assert_eq!(read, expected, "{text}");
        };
        check("account.111122223333.role=a=b", Some(["account", "111122223333", "role", "a=b"]));
        check(
            "bucket.my.logs.prefixes = [\"a\"]",
            Some(["bucket", "my.logs", "prefixes", "[\"a\"]"]),
        );
        check(
            "log_group./ssm/s.region=eu-west-1",
            Some(["log_group", "/ssm/s", "region", "eu-west-1"]),
        );
        for wrong in [
            "",
            "account.1",
            "account=1",
            "account.role=1",
            "queue.a.b=1",
            "bucket.a.name=b",
            "account..role=1",
        ] {
            check(wrong, None);
        }
    }
}
