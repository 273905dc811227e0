//! Which buckets does the file name, and what is read of each?

use sekisho_domain::id::{AccountId, Region};
use sekisho_ingest::{Bucket, ConnectionKey, Holds, KeyPatterns};

use super::accounts::Accounts;
use super::places::{address, known, once_each, place};
use super::sheet::{Placed, Sheet};

pub(super) fn buckets(file: &mut Sheet<'_>, accounts: &Accounts) -> Vec<Bucket> {
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

fn bucket(mut sheet: Sheet<'_>, accounts: &Accounts) -> Option<Bucket> {
    let name = sheet.required("name");
    if let Some(Placed { value, line }) = name.as_ref().filter(|name| !is_bucket(&name.value)) {
        sheet.wrong(*line, format!("{value:?} is not the name of a bucket"));
    }
    let (account, region) = place(&mut sheet, accounts);
    let holds = sheet.required("holds").and_then(|word| holds(&sheet, &word));
    let of = sessions_of(&mut sheet, holds, accounts);
    let prefixes = prefixes(&mut sheet);
    let keys = keys(&mut sheet);
    let connection = connection(&mut sheet, holds);
    let queue = sheet.text("queue");
    if let Some(queue) = &queue {
        queue_of(&sheet, queue, region.as_ref());
    }
    sheet.finish();
    let queue = queue.map(|queue| queue.value);
    let (name, account, region, holds) = (name?.value, account?, region?, holds?);
    let (accounts, keys) = (of?, keys?);
    Some(Bucket { name, account, region, accounts, holds, prefixes, keys, connection, queue })
}

/// The only accounts whose sessions are recorded there.
fn sessions_of(
    sheet: &mut Sheet<'_>,
    holds: Option<Holds>,
    accounts: &Accounts,
) -> Option<Vec<AccountId>> {
    let line = sheet.line_of("sessions_of");
    let Some(named) = sheet.texts("sessions_of") else { return Some(Vec::new()) };
    if holds == Some(Holds::CloudTrail) {
        sheet.wrong(line, "sessions_of is for a bucket that holds recordings; remove it");
    }
    if named.is_empty() {
        sheet.wrong(line, "sessions_of names no account; leave it out where it may be any");
    }
    once_each(sheet, "account", &named);
    let of: Vec<_> = named.iter().filter_map(|id| known(sheet, id, accounts)).collect();
    (of.len() == named.len()).then_some(of)
}

/// What is listed; without any, all of it.
fn prefixes(sheet: &mut Sheet<'_>) -> Vec<String> {
    let named = sheet.texts("prefixes").unwrap_or_default();
    once_each(sheet, "prefix", &named);
    for below in &named {
        let above = named
            .iter()
            .find(|above| above.value != below.value && below.value.starts_with(&above.value));
        if let Some(above) = above {
            let what = format!(
                "{:?} lies below {:?}, and would be listed twice",
                below.value, above.value
            );
            sheet.wrong(below.line, what);
        }
    }
    match named.is_empty() {
        true => vec![String::new()],
        false => named.into_iter().map(|prefix| prefix.value).collect(),
    }
}

/// A queue of AWS says in its address where it is; it is asked in the region of its bucket.
fn queue_of(sheet: &Sheet<'_>, queue: &Placed<String>, region: Option<&Region>) {
    address(sheet, "queue", queue);
    let of_aws = queue.value.strip_prefix("https://sqs.");
    let named = of_aws.and_then(|rest| rest.split_once(".amazonaws.com")).map(|(region, _)| region);
    if let (Some(named), Some(region)) = (named, region)
        && named != region.as_str()
    {
        let what = format!(
            "the queue is in {named}, and its bucket in {region}; S3 tells queues of its own region only"
        );
        sheet.wrong(queue.line, what);
    }
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

fn holds(sheet: &Sheet<'_>, word: &Placed<String>) -> Option<Holds> {
    let found = Holds::ALL.into_iter().find(|holds| holds.name() == word.value);
    if found.is_none() {
        let known = Holds::ALL.map(Holds::name).join(", ");
        sheet.wrong(word.line, format!("holds is {:?}, and should be one of {known}", word.value));
    }
    found
}

/// The rule of S3 for names, without its rarest clauses.
fn is_bucket(name: &str) -> bool {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_".contains(&byte);
    let ends = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    (3..=63).contains(&name.len())
        && name.bytes().all(allowed)
        && ends(name.bytes().next())
        && ends(name.bytes().last())
        && !name.contains("..")
}
