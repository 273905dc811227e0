//! Which accounts does the file name, and how is each entered?

use std::cell::RefCell;

use sekisho_domain::id::{AccountId, Region};
use sekisho_ingest::{Account, Role};

use super::places::{checked, once_each};
use super::sheet::{Placed, Sheet};

/// The accounts of the file. Those with a mistake are named as well, so that what belongs to them is not called a mistake
/// too.
#[derive(Default)]
pub(super) struct Accounts {
    /// Those without a mistake.
    pub(super) whole: Vec<Account>,
    /// All ids, each with its regions where they can be read, and its line.
    named: Vec<(AccountId, Option<Vec<Region>>, usize)>,
    /// How many tables there are.
    tables: usize,
    /// Those whose buckets or log groups are read.
    read_of: RefCell<Vec<AccountId>>,
}

impl Accounts {
    pub(super) fn read(file: &mut Sheet<'_>) -> Self {
        let mut accounts = Self::default();
        for sheet in file.tables("account") {
            accounts.tables += 1;
            let line = sheet.line;
            let (id, regions, account) = account(sheet);
            accounts.whole.extend(account);
            let Some(id) = id else { continue };
            if accounts.named.iter().any(|(before, ..)| *before == id) {
                file.wrong(line, format!("account {id} stands there twice"));
            }
            accounts.named.push((id, regions, line));
        }
        if accounts.tables == 0 {
            file.wrong(file.line, "there is no [[account]], so there is nothing to read");
        }
        accounts
    }

    /// The regions of an account where they can be read; nothing at all where the file does not name it.
    pub(super) fn regions(&self, id: &AccountId) -> Option<Option<&[Region]>> {
        let (_, regions, _) = self.named.iter().find(|(named, ..)| named == id)?;
        Some(regions.as_deref())
    }

    /// Takes note that a bucket or log group is of an account.
    pub(super) fn is_read_of(&self, account: Option<&AccountId>) {
        self.read_of.borrow_mut().extend(account.cloned());
    }

    /// Tells of accounts without regions that nothing else in the file is of: all would seem well, and nothing be read.
    pub(super) fn tell_idle(&self, file: &Sheet<'_>) {
        for (id, regions, line) in &self.named {
            let without = regions.as_ref().is_some_and(Vec::is_empty);
            if without && !self.read_of.borrow().contains(id) {
                let what = format!(
                    "nothing is read of account {id}: add regions = [\"…\"], or a bucket or log_group of it"
                );
                file.wrong(*line, what);
            }
        }
    }

    /// Whether a table may be about any account, as its id is wrong.
    pub(super) fn are_all_named(&self) -> bool {
        self.named.len() == self.tables
    }
}

fn account(mut sheet: Sheet<'_>) -> (Option<AccountId>, Option<Vec<Region>>, Option<Account>) {
    let id = sheet.required("id").and_then(|id| checked(&sheet, &id, AccountId::new));
    let name = sheet.text("name").map(|name| name.value);
    let regions = regions(&mut sheet);
    let role = role(&mut sheet, id.as_ref());
    let is_delegated_administrator = sheet.flag("delegated_administrator");
    sheet.finish();
    let whole = id.clone().zip(regions.clone()).map(|(id, regions)| Account {
        id,
        name,
        regions,
        role,
        is_delegated_administrator,
    });
    (id, regions, whole)
}

/// An account that only owns buckets, such as a log archive, has none.
fn regions(sheet: &mut Sheet<'_>) -> Option<Vec<Region>> {
    let named = sheet.texts("regions").unwrap_or_default();
    once_each(sheet, "region", &named);
    let regions: Vec<_> = named.iter().filter_map(|region| region_of(sheet, region)).collect();
    (regions.len() == named.len()).then_some(regions)
}

/// Reads the name of a region. AWS adds regions, so their form is what is checked.
pub(super) fn region_of(sheet: &Sheet<'_>, region: &Placed<String>) -> Option<Region> {
    if !is_region(&region.value) {
        let what = format!("{:?} is not a region such as ap-northeast-1", region.value);
        sheet.wrong(region.line, what);
        return None;
    }
    checked(sheet, region, Region::new)
}

/// `us-gov-west-1`: letters, a direction, and one digit.
fn is_region(name: &str) -> bool {
    let mut parts = name.rsplit('-');
    let is_numbered = parts.next().is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']));
    let direction = parts.next().unwrap_or_default();
    let mut vertical = ["north", "south", "central"].into_iter();
    let rest = vertical.find_map(|of| direction.strip_prefix(of)).unwrap_or(direction);
    let is_direction = !direction.is_empty() && ["", "east", "west"].contains(&rest);
    let mut areas = 0;
    let are_letters = parts.all(|part| {
        areas += 1;
        (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    is_numbered && is_direction && are_letters && areas > 0
}

fn role(sheet: &mut Sheet<'_>, account: Option<&AccountId>) -> Option<Role> {
    let role = sheet.text("role");
    let external_id = sheet.text("external_id");
    if let Some(role) = &role {
        role_of(sheet, role, account);
    }
    if let Some(external_id) = &external_id {
        if role.is_none() {
            sheet.wrong(external_id.line, "external_id is for a role, and the account has none");
        }
        if !is_external_id(&external_id.value) {
            let what = "external_id is 2 to 1224 letters, digits and _+=,.@:/- without blanks";
            sheet.wrong(external_id.line, what);
        }
    }
    Some(Role { arn: role?.value, external_id: external_id.map(|id| id.value) })
}

/// A role of another account would answer for that one, and everything would be filed under the wrong account.
fn role_of(sheet: &Sheet<'_>, role: &Placed<String>, account: Option<&AccountId>) {
    let parts: Vec<&str> = role.value.splitn(6, ':').collect();
    let is_role = matches!(parts[..], ["arn", partition, "iam", "", _, name]
        if partition.starts_with("aws") && name.starts_with("role/"));
    let own = account.map_or("111122223333", AccountId::as_str);
    if !is_role {
        let what = format!(
            "{:?} is not the ARN of a role such as arn:aws:iam::{own}:role/SekishoReader",
            role.value
        );
        sheet.wrong(role.line, what);
    } else if account.is_some() && parts.get(4) != Some(&own) {
        sheet.wrong(role.line, format!("the role belongs to another account than {own}"));
    }
}

fn is_external_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@:/-".contains(&byte);
    (2..=1224).contains(&text.len()) && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_known_by_its_form() {
        for (name, expected) in [
            ("ap-northeast-1", true),
            ("us-gov-west-1", true),
            ("eusc-de-east-1", true),
            ("mx-central-1", true),
            ("ap-southeast-7", true),
            ("tokyo", false),
            ("eu-wset-1", false),
            ("eu-west", false),
            ("eu-west-", false),
            ("eu-west-99", false),
            ("west-1", false),
            ("EU-west-1", false),
            ("eu--1", false),
        ] {
            assert_eq!(is_region(name), expected, "{name}");
        }
    }
}
