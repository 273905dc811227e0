//! How is somebody's word for whose session a recording shows sealed, and read again?
//!
//! It is a document like every other, so that it has a place in the ledger, and a rebuild knows it. What it may be is decided
//! by where it came from: one that lies in a bucket is nobody's word.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sekisho_archive::Origin;
use sekisho_catalog::{Catalog, Error, Listed};
use sekisho_domain::evidence::{Evidence, Sha256};
use sekisho_domain::fact::{Evidenced, Fact};
use sekisho_domain::recording::Attachment;

use crate::IngestError;
use crate::holdings::Holdings;
use crate::progress::Progress;
use crate::read::{Contents, Kind, Rejection};
use crate::refresh::refresh;
use crate::report::Derived;
use crate::source::origin;

/// The name this source has in the ledger.
const SOURCE: &str = "operator";

/// Seals somebody's word, and derives what follows from it.
///
/// # Errors
/// Those of the archive, the catalog and the index.
pub async fn attach(
    holdings: &Holdings,
    attachment: &Attachment,
    now: Timestamp,
    progress: &Progress<'_>,
) -> Result<Derived, IngestError> {
    seal(holdings, attachment)?;
    refresh(holdings, now, progress).await
}

/// Seals somebody's word; what follows from it is derived by the next run.
pub(crate) fn seal(holdings: &Holdings, attachment: &Attachment) -> Result<(), IngestError> {
    let Attachment { recording, at, .. } = attachment;
    let locator = format!("attachments/{recording}/{at}.json");
    let written = serde_json::to_vec_pretty(attachment);
    let document = written.map_err(|error| IngestError::Stopped { why: error.to_string() })?;
    let origin = origin(SOURCE, locator, None);
    holdings.archive.seal(&origin, &mut document.as_slice(), *at)?;
    Ok(())
}

/// What counts of what was said of each recording.
///
/// # Errors
/// [`Error::Damaged`] or [`Error::Database`]
pub async fn last_words(catalog: &Catalog) -> Result<BTreeMap<Sha256, Attachment>, Error> {
    let objects = catalog.objects().await?.into_iter().map(|Listed { object, .. }| object);
    let words = objects.filter(|object| object.kind == Kind::Attachment.name());
    let words: Vec<_> = words.map(|object| object.original).collect();
    let mut last = BTreeMap::<Sha256, Attachment>::new();
    for Evidenced { fact, .. } in catalog.facts_of(&words).await? {
        let Fact::Attachment(said) = fact else { continue };
        if last.get(&said.recording).is_none_or(|before| said.outweighs(before)) {
            last.insert(said.recording, said);
        }
    }
    Ok(last)
}

/// What a document says, if it is somebody's word.
pub(crate) fn contents(original: Sha256, bytes: &[u8], origin: &Origin) -> Option<Contents> {
    if origin.source != SOURCE {
        return None;
    }
    let mut contents = Contents::empty(Some(Kind::Attachment));
    match serde_json::from_slice::<Attachment>(bytes) {
        Ok(attachment) => {
            let evidence = Evidence { original, at: "document".into() };
            contents.facts.push(Evidenced { fact: Fact::Attachment(attachment), evidence });
        }
        Err(error) => contents.rejected.push(Rejection {
            at: "document".into(),
            code: "bad-attachment",
            reason: error.to_string(),
        }),
    }
    Some(contents)
}
