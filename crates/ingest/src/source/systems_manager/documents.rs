//! Which policies decide about requests, and where are sessions to be recorded?

use aws_sdk_ssm::types::DocumentKeyValuesFilter;
use jiff::Timestamp;
use sekisho_domain::session::PREFERENCES;

use super::Place;
use crate::aws::answer::Verbatim;
use crate::aws::trouble::{Trouble, TroubleCode};
use crate::source::one_by_one::OneByOne;
use crate::source::{Pulled, Sink};

/// The kinds of documents that say who may approve what. The policy that denies is one of the second kind.
const POLICIES: &[&str] = &["ManualApprovalPolicy", "AutoApprovalPolicy"];

/// The policies and preferences of one account and region.
pub(crate) struct Documents(pub(crate) Place);

impl Documents {
    pub(super) fn place(&self) -> &Place {
        &self.0
    }

    pub(super) async fn ask(&mut self, sink: &Sink) -> Result<Pulled, Trouble> {
        let asked_at = Timestamp::now();
        let mut pulled = Pulled { complete_up_to: Some(asked_at), ..Pulled::default() };
        let mut documents = OneByOne::default();
        for kind in POLICIES {
            for name in self.list(kind).await? {
                documents.take(self.read(&name, sink, &mut pulled).await)?;
            }
        }
        match self.read(PREFERENCES, sink, &mut pulled).await {
            // An account whose preferences were never changed has no such document.
            Err(Trouble { code: TroubleCode::Missing, .. }) => {}
            done => drop(documents.take(done)?),
        }
        documents.finish()?;
        Ok(pulled)
    }

    async fn list(&self, kind: &str) -> Result<Vec<String>, Trouble> {
        let filter = |key: &str, value: &str| {
            DocumentKeyValuesFilter::builder().key(key).values(value).build()
        };
        let request = self.0.client.list_documents().filters(filter("DocumentType", kind));
        let mut pages = request.into_paginator().items().send();
        let mut names = Vec::new();
        while let Some(document) = pages.next().await {
            let document = document.map_err(|error| Trouble::of("ListDocuments", &error))?;
            names.extend(document.name);
        }
        Ok(names)
    }

    /// Every version that AWS still has: which one decided about a request is known by its time.
    async fn read(&self, name: &str, sink: &Sink, pulled: &mut Pulled) -> Result<(), Trouble> {
        let request = self.0.client.list_document_versions().name(name);
        let mut versions = request.into_paginator().items().send();
        while let Some(version) = versions.next().await {
            let version =
                version.map_err(|e| Trouble::of(&format!("ListDocumentVersions {name}"), &e))?;
            let verbatim = Verbatim::default();
            let request = self.0.client.get_document().name(name);
            let request = request.set_document_version(version.document_version);
            let request = request.customize().interceptor(verbatim.clone());
            request.send().await.map_err(|e| Trouble::of(&format!("GetDocument {name}"), &e))?;
            self.0.give_one("get-document", name, verbatim.take(), sink, pulled).await;
        }
        Ok(())
    }
}
