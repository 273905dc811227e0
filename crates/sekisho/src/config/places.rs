//! Which accounts, buckets and log groups does the file name?

use sekisho_domain::id::{AccountId, Malformed, Region};
use sekisho_ingest::{Estate, LogGroup};

use super::accounts::{Accounts, region_of};
use super::bucket;
use super::sheet::{Placed, Sheet};

pub(super) fn estate(file: &mut Sheet<'_>) -> Estate {
    let endpoint = file.text("endpoint");
    if let Some(endpoint) = &endpoint {
        address(file, "endpoint", endpoint);
    }
    let accounts = Accounts::read(file);
    let buckets = bucket::buckets(file, &accounts);
    let log_groups = log_groups(file, &accounts);
    accounts.tell_idle(file);
    let endpoint = endpoint.map(|endpoint| endpoint.value);
    Estate { endpoint, accounts: accounts.whole, buckets, log_groups }
}

fn log_groups(file: &mut Sheet<'_>, accounts: &Accounts) -> Vec<LogGroup> {
    let mut groups: Vec<LogGroup> = Vec::new();
    for sheet in file.tables("log_group") {
        let line = sheet.line;
        let Some(group) = log_group(sheet, accounts) else { continue };
        if groups.contains(&group) {
            file.wrong(line, format!("log_group {} stands there twice", group.name));
        }
        groups.push(group);
    }
    groups
}

fn log_group(mut sheet: Sheet<'_>, accounts: &Accounts) -> Option<LogGroup> {
    let name = sheet.required("name");
    if let Some(name) = name.as_ref().filter(|name| !is_log_group(&name.value)) {
        sheet.wrong(name.line, format!("{:?} is not the name of a log group", name.value));
    }
    let (account, region) = place(&mut sheet, accounts);
    sheet.finish();
    Some(LogGroup { name: name?.value, account: account?, region: region? })
}

/// The rule of CloudWatch Logs; an ARN is none.
fn is_log_group(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-/.#".contains(&byte);
    name.len() <= 512 && name.bytes().all(allowed)
}

/// The account and the region of a bucket or log group. The region may be left out where the account has only one.
pub(super) fn place(
    sheet: &mut Sheet<'_>,
    accounts: &Accounts,
) -> (Option<AccountId>, Option<Region>) {
    let account = sheet.required("account").and_then(|id| known(sheet, &id, accounts));
    accounts.is_read_of(account.as_ref());
    let regions = account.as_ref().and_then(|account| accounts.regions(account));
    let region = match (sheet.text("region"), regions) {
        (Some(region), _) => region_of(sheet, &region),
        (None, Some(Some([only]))) => Some(only.clone()),
        (None, Some(Some(_))) => {
            let what = "it has no region, and its account has not exactly one; add region = \"…\"";
            sheet.wrong(sheet.line, what);
            None
        }
        // What is wrong with the account is told there.
        (None, Some(None) | None) => None,
    };
    (account, region)
}

/// Reads the id of an account of the file.
pub(super) fn known(
    sheet: &Sheet<'_>,
    id: &Placed<String>,
    accounts: &Accounts,
) -> Option<AccountId> {
    let known = checked(sheet, id, AccountId::new)?;
    if accounts.regions(&known).is_none() && accounts.are_all_named() {
        sheet.wrong(id.line, format!("there is no [[account]] with the id {known}"));
    }
    Some(known)
}

/// Tells of what stands in a list twice.
pub(super) fn once_each(sheet: &Sheet<'_>, what: &str, named: &[Placed<String>]) {
    for (nth, text) in named.iter().enumerate() {
        if named[..nth].iter().any(|before| before.value == text.value) {
            sheet.wrong(text.line, format!("{what} {:?} stands there twice", text.value));
        }
    }
}

pub(super) fn checked<T>(
    sheet: &Sheet<'_>,
    text: &Placed<String>,
    read: impl Fn(String) -> Result<T, Malformed>,
) -> Option<T> {
    read(text.value.clone()).map_err(|error| sheet.wrong(text.line, error)).ok()
}

pub(super) fn address(sheet: &Sheet<'_>, key: &str, address: &Placed<String>) {
    if !is_address(&address.value) {
        let what = format!(
            "{key} is {:?}, and should be an address with https:// or http://",
            address.value
        );
        sheet.wrong(address.line, what);
    }
}

/// Whether a text may be where AWS is: a scheme and a host.
pub(crate) fn is_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
}
