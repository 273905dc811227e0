//! What does S3 answer?
//!
//! The requests are answered by `s3s` and `s3s-fs`, which check signatures, read ranges and keep user metadata. Around
//! them is what they lack and AWS has: a listing with ETags and storage classes that stays fast with 100,000 objects,
//! owners of buckets, and archived objects. Versions are not imitated: buckets answer as ones that never had them do.

mod listing;
mod shelf;

use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use http_body_util::BodyExt;
use hyper::Request;
use hyper::body::Incoming;
use s3s::service::{S3Service, S3ServiceBuilder};

use self::shelf::{Clerk, Shelf};
use super::keys::{Keys, Secrets};
use super::refusal::Refusal;
use super::server::{Answer, Failed};

/// An object to put into a bucket, which is made when it is not there.
#[derive(Clone, Debug)]
pub struct Object {
    pub(super) bucket: String,
    pub(super) key: String,
    pub(super) bytes: Vec<u8>,
    pub(super) metadata: Vec<(String, String)>,
    pub(super) modified: SystemTime,
    pub(super) archived: bool,
}

impl Object {
    /// An object that arrives now.
    #[must_use]
    pub fn new(bucket: &str, key: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
            bytes: bytes.into(),
            metadata: Vec::new(),
            modified: SystemTime::now(),
            archived: false,
        }
    }

    /// With a pair of user metadata, `x-amz-meta-<name>`.
    #[must_use]
    pub fn metadata(mut self, name: &str, value: &str) -> Self {
        self.metadata.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Last modified at another time than now.
    #[must_use]
    pub fn modified(mut self, modified: SystemTime) -> Self {
        self.modified = modified;
        self
    }

    /// In storage class GLACIER: it is listed, but cannot be read.
    #[must_use]
    pub fn archived(mut self) -> Self {
        self.archived = true;
        self
    }
}

pub(super) struct Buckets {
    pub(super) shelf: Arc<Shelf>,
    service: S3Service,
}

impl Buckets {
    /// Keeps objects below a folder, one folder a bucket.
    pub(super) fn new(root: &Path, keys: Arc<Keys>) -> anyhow::Result<Self> {
        let shelf = Arc::new(Shelf::new(root)?);
        let mut builder = S3ServiceBuilder::new(Clerk(Arc::clone(&shelf)));
        builder.set_auth(Secrets(keys));
        Ok(Self { shelf, service: builder.build() })
    }

    pub(super) async fn answer(
        &self,
        request: Request<Incoming>,
        request_id: &str,
    ) -> Result<Answer, Failed> {
        let bucket = request.uri().path().trim_start_matches('/').split('/').next();
        let wanted = request.headers().get("x-amz-expected-bucket-owner");
        let owner = self.shelf.listing.owner(bucket.unwrap_or_default());
        if let (Some(wanted), Some(owner)) = (wanted, owner)
            && wanted.as_bytes() != owner.as_bytes()
        {
            return Ok(Refusal::new(403, "AccessDenied", "Access Denied").answer("s3", request_id));
        }
        let answer = self.service.call(request.map(s3s::Body::from)).await?;
        Ok(answer.map(|body| body.map_err(Failed::from).boxed_unsync()))
    }

    /// Overwrites an object, named as in [`super::Call::about`].
    pub(super) async fn overwrite(&self, about: &str, bytes: Vec<u8>) -> Result<(), Failed> {
        let name = about.split('?').next().unwrap_or_default();
        let (bucket, key) = name.split_once('/').ok_or("a change needs an object")?;
        self.shelf.put(Object::new(bucket, key, bytes)).await?;
        Ok(())
    }
}
