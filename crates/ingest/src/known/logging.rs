//! Where do the session preferences say that sessions are recorded?

use std::collections::{BTreeMap, BTreeSet};

use sekisho_catalog::{Catalog, Error, Listed, Object};
use sekisho_correlate::Recorded;
use sekisho_domain::fact::Fact;
use sekisho_domain::id::{AccountId, Region};
use sekisho_domain::session::PREFERENCES;
use sekisho_domain::source::Destination;

/// Where the versions of the session preferences say that sessions are recorded.
pub(super) async fn logging(
    catalog: &Catalog,
    objects: &[Listed],
) -> Result<BTreeMap<(AccountId, Region), BTreeSet<Recorded>>, Error> {
    let mut named: BTreeMap<_, Vec<Option<Recorded>>> = BTreeMap::new();
    for Listed { object, .. } in objects {
        let Some(place) = of_preferences(object) else { continue };
        let facts = catalog.facts_of(&[object.original]).await?;
        let said: Vec<_> = facts.iter().flat_map(|said| destinations(&said.fact)).collect();
        // What cannot be read may say anything.
        let anything = facts.is_empty().then_some(None);
        let said = said.into_iter().map(Some).chain(anything);
        named.entry(place).or_default().extend(said);
    }
    let somewhere = |(place, named): (_, Vec<Option<Recorded>>)| {
        let all: Option<BTreeSet<_>> = named.iter().cloned().collect();
        (!named.is_empty()).then(|| (place, all.unwrap_or_default()))
    };
    Ok(named.into_iter().filter_map(somewhere).collect())
}

fn destinations(fact: &Fact) -> Vec<Recorded> {
    let Fact::Preferences(said) = fact else { return Vec::new() };
    let prefix = said.prefix.as_deref().map_or("", |prefix| prefix.trim_end_matches('/'));
    let below = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
    let bucket = said.bucket.clone().map(|name| Recorded { to: Destination::Bucket(name), below });
    let group = said.log_group.clone().map(Destination::LogGroup);
    bucket.into_iter().chain(group.map(|to| Recorded { to, below: String::new() })).collect()
}

/// Whose session preferences an answer of Systems Manager is.
fn of_preferences(object: &Object) -> Option<(AccountId, Region)> {
    let parts: Vec<_> = object.locator.split('/').collect();
    let [account, region, "get-document", PREFERENCES, _] = parts[..] else {
        return None;
    };
    let is_answer = object.source == "ssm";
    Some((AccountId::new(account).ok()?, Region::new(region).ok()?)).filter(|_| is_answer)
}
