//! Which accounts, buckets and log groups does the file name?

use sekisho_domain::id::{AccountId, Malformed, Region};
use sekisho_ingest::{Account, Bucket, ConnectionKey, Estate, Holds, KeyPatterns, LogGroup, Role};

use super::sheet::{Placed, Sheet};

pub(super) fn estate(file: &mut Sheet<'_>) -> Estate {
    let endpoint = file.text("endpoint");
    if let Some(endpoint) = &endpoint {
        address(file, "endpoint", endpoint);
    }
    let accounts = accounts(file);
    let buckets = buckets(file, &accounts);
    let groups = file.tables("log_group").into_iter();
    let log_groups = groups.filter_map(|sheet| log_group(sheet, &accounts)).collect();
    if accounts.is_empty() {
        file.wrong(file.line, "there is no [[account]], so there is nothing to read");
    }
    Estate { endpoint: endpoint.map(|endpoint| endpoint.value), accounts, buckets, log_groups }
}

fn accounts(file: &mut Sheet<'_>) -> Vec<Account> {
    let mut accounts: Vec<Account> = Vec::new();
    for sheet in file.tables("account") {
        let line = sheet.line;
        let Some(account) = account(sheet) else { continue };
        if accounts.iter().any(|before| before.id == account.id) {
            file.wrong(line, format!("account {} stands there twice", account.id));
        }
        accounts.push(account);
    }
    accounts
}

fn account(mut sheet: Sheet<'_>) -> Option<Account> {
    let id = sheet.required("id").and_then(|id| checked(&sheet, &id, AccountId::new));
    let name = sheet.text("name").map(|name| name.value);
    let regions = regions(&mut sheet);
    let role = sheet.text("role");
    let external_id = sheet.text("external_id").map(|id| id.value);
    let is_delegated_administrator = sheet.flag("delegated_administrator");
    if let (Some(role), Some(id)) = (&role, &id) {
        role_of(&sheet, role, id);
    }
    sheet.finish();
    let role = role.map(|role| Role { arn: role.value, external_id });
    Some(Account { id: id?, name, regions: regions?, role, is_delegated_administrator })
}

/// An account that only owns buckets, such as a log archive, has none.
fn regions(sheet: &mut Sheet<'_>) -> Option<Vec<Region>> {
    let named = sheet.texts("regions").unwrap_or_default();
    let regions: Vec<_> = named.iter().filter_map(|region| region_of(sheet, region)).collect();
    (regions.len() == named.len()).then_some(regions)
}

fn buckets(file: &mut Sheet<'_>, accounts: &[Account]) -> Vec<Bucket> {
    let mut buckets: Vec<Bucket> = Vec::new();
    for sheet in file.tables("bucket") {
        let line = sheet.line;
        let Some(bucket) = bucket(sheet, accounts) else { continue };
        let same =
            |before: &Bucket| (&before.name, &before.prefixes) == (&bucket.name, &bucket.prefixes);
        if buckets.iter().any(same) {
            let name = &bucket.name;
            let what = format!(
                "bucket {name} stands there twice with the same prefixes; give each table its own"
            );
            file.wrong(line, what);
        }
        buckets.push(bucket);
    }
    buckets
}

fn bucket(mut sheet: Sheet<'_>, accounts: &[Account]) -> Option<Bucket> {
    let name = sheet.required("name");
    if let Some(Placed { value, line }) = name.as_ref().filter(|name| !is_bucket(&name.value)) {
        sheet.wrong(*line, format!("{value:?} is not the name of a bucket"));
    }
    let (account, region) = place(&mut sheet, accounts);
    let holds = sheet.required("holds").and_then(|word| holds(&sheet, &word));
    let prefixes = sheet.texts("prefixes").unwrap_or_default();
    let keys = keys(&mut sheet);
    let connection = connection(&mut sheet, holds);
    let queue = sheet.text("queue");
    if let Some(queue) = &queue {
        address(&sheet, "queue", queue);
    }
    sheet.finish();
    let mut prefixes: Vec<String> = prefixes.into_iter().map(|prefix| prefix.value).collect();
    if prefixes.is_empty() {
        prefixes.push(String::new());
    }
    let queue = queue.map(|queue| queue.value);
    let (name, account, region, holds) = (name?.value, account?, region?, holds?);
    Some(Bucket { name, account, region, holds, prefixes, keys: keys?, connection, queue })
}

fn keys(sheet: &mut Sheet<'_>) -> Option<KeyPatterns> {
    let (written, lines): (Vec<_>, Vec<_>) =
        sheet.texts("keys").unwrap_or_default().into_iter().map(|p| (p.value, p.line)).unzip();
    KeyPatterns::new(written.clone())
        .map_err(|(place, why)| {
            let what = format!("{:?} is no pattern: {why}", written[place]);
            sheet.wrong(lines[place], what);
        })
        .ok()
}

fn connection(sheet: &mut Sheet<'_>, holds: Option<Holds>) -> Option<ConnectionKey> {
    let written = sheet.text("connection")?;
    if holds.is_some_and(|holds| holds != Holds::RdpRecordings) {
        let what = "connection is for a bucket that holds rdp-recordings; remove it".to_owned();
        sheet.wrong(written.line, what);
    }
    let key = ConnectionKey::new(&written.value).map_err(|why| {
        sheet.wrong(written.line, format!("{:?} finds no connection: {why}", written.value));
    });
    key.ok()
}

fn log_group(mut sheet: Sheet<'_>, accounts: &[Account]) -> Option<LogGroup> {
    let name = sheet.required("name").map(|name| name.value);
    let (account, region) = place(&mut sheet, accounts);
    sheet.finish();
    Some(LogGroup { name: name?, account: account?, region: region? })
}

/// The account and the region of a bucket or log group. The region may be left out where the account has only one.
fn place(sheet: &mut Sheet<'_>, accounts: &[Account]) -> (Option<AccountId>, Option<Region>) {
    let account = sheet.required("account").and_then(|id| {
        let known = checked(sheet, &id, AccountId::new)?;
        if !accounts.iter().any(|account| account.id == known) {
            sheet.wrong(id.line, format!("there is no [[account]] with the id {known}"));
        }
        Some(known)
    });
    let regions = accounts.iter().find(|a| Some(&a.id) == account.as_ref()).map(|a| &a.regions[..]);
    let region = match sheet.text("region") {
        Some(region) => region_of(sheet, &region),
        None => match regions {
            Some([only]) => Some(only.clone()),
            Some(_) => {
                let what =
                    "it has no region, and its account has not exactly one; add region = \"…\"";
                sheet.wrong(sheet.line, what);
                None
            }
            None => None,
        },
    };
    (account, region)
}

fn holds(sheet: &Sheet<'_>, word: &Placed<String>) -> Option<Holds> {
    let found = Holds::ALL.into_iter().find(|holds| holds.name() == word.value);
    if found.is_none() {
        let known = Holds::ALL.map(Holds::name).join(", ");
        sheet.wrong(word.line, format!("holds is {:?}, and should be one of {known}", word.value));
    }
    found
}

fn checked<T>(
    sheet: &Sheet<'_>,
    text: &Placed<String>,
    read: impl Fn(String) -> Result<T, Malformed>,
) -> Option<T> {
    read(text.value.clone()).map_err(|error| sheet.wrong(text.line, error)).ok()
}

fn region_of(sheet: &Sheet<'_>, region: &Placed<String>) -> Option<Region> {
    let ends = region.value.rsplit_once('-').map(|(start, end)| (start.contains('-'), end));
    let looks_right =
        ends.is_some_and(|(dashed, end)| dashed && end.bytes().all(|b| b.is_ascii_digit()));
    if !looks_right {
        let what = format!("{:?} is not a region such as ap-northeast-1", region.value);
        sheet.wrong(region.line, what);
        return None;
    }
    checked(sheet, region, Region::new)
}

/// A role of another account would answer for that one, and everything would be filed under the wrong account.
fn role_of(sheet: &Sheet<'_>, role: &Placed<String>, account: &AccountId) {
    let parts: Vec<&str> = role.value.splitn(6, ':').collect();
    let is_role = matches!(parts[..], ["arn", partition, "iam", "", _, name]
        if partition.starts_with("aws") && name.starts_with("role/"));
    if !is_role {
        let what = format!(
            "{:?} is not the ARN of a role such as arn:aws:iam::{account}:role/SekishoReader",
            role.value
        );
        sheet.wrong(role.line, what);
    } else if parts.get(4) != Some(&account.as_str()) {
        sheet.wrong(role.line, format!("the role belongs to another account than {account}"));
    }
}

fn address(sheet: &Sheet<'_>, key: &str, address: &Placed<String>) {
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

/// The rule of S3 for names, without its rarer clauses.
fn is_bucket(name: &str) -> bool {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_".contains(&byte);
    (3..=63).contains(&name.len()) && name.bytes().all(allowed)
}
