//! Where do the bytes of an object lie, and what does S3 do around them that `s3s-fs` does not?

use std::fs::FileTimes;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::Context;
use s3s::checksum::ChecksumHasher;
use s3s::crypto::{Checksum as _, Crc64Nvme, Md5};
use s3s::dto::{
    ChecksumMode, DeleteObjectInput, DeleteObjectOutput, ETag, ETagCondition,
    GetBucketLocationInput, GetBucketLocationOutput, GetBucketVersioningInput,
    GetBucketVersioningOutput, GetObjectInput, GetObjectOutput, HeadBucketInput, HeadBucketOutput,
    HeadObjectInput, HeadObjectOutput, ListBucketsInput, ListBucketsOutput,
    ListObjectVersionsInput, ListObjectVersionsOutput, ListObjectsV2Input, ListObjectsV2Output,
    PutObjectInput, PutObjectOutput, StorageClass,
};
use s3s::{Body, S3, S3Request, S3Response, S3Result, s3_error};
use s3s_fs::FileSystem;

use super::Object;
use super::listing::{Entry, Listing};
use crate::aws::notification::{News, Via};

pub(in crate::aws) struct Shelf {
    root: PathBuf,
    disk: FileSystem,
    pub(in crate::aws) listing: Listing,
}

impl Shelf {
    pub(super) fn new(root: &Path) -> anyhow::Result<Self> {
        let disk = FileSystem::new(root).map_err(|error| anyhow::anyhow!("{error:?}"))?;
        Ok(Self { root: root.to_owned(), disk, listing: Listing::default() })
    }

    /// Puts an object there as AWS does: with a CRC64NVME of its bytes.
    pub(in crate::aws) async fn put(&self, object: Object) -> S3Result<()> {
        let Object { bucket, key, bytes, metadata, modified, archived } = object;
        std::fs::create_dir_all(self.root.join(&bucket)).map_err(|_| s3_error!(InternalError))?;
        let mut hasher =
            ChecksumHasher { crc64nvme: Some(Crc64Nvme::default()), ..ChecksumHasher::default() };
        hasher.update(&bytes);
        let size = bytes.len() as u64;
        let input = PutObjectInput {
            bucket: bucket.clone(),
            key: key.clone(),
            content_length: i64::try_from(size).ok(),
            checksum_crc64nvme: hasher.finalize().checksum_crc64nvme,
            metadata: Some(metadata.into_iter().collect()),
            body: Some(Body::from(bytes).into()),
            ..PutObjectInput::default()
        };
        let output = self.disk.put_object(asked(input)).await?.output;
        self.note(&bucket, &key, size, output.e_tag, modified, archived)
    }

    /// Lets a file be an object, without reading it into memory and without a checksum: AWS keeps one of every object
    /// only since December 2024.
    pub(in crate::aws) fn put_file(
        &self,
        bucket: &str,
        key: &str,
        file: &Path,
    ) -> anyhow::Result<()> {
        let place = self.root.join(bucket).join(key);
        std::fs::create_dir_all(place.parent().context("an object lies in a bucket")?)?;
        std::fs::hard_link(file, &place).or_else(|_| std::fs::copy(file, &place).map(drop))?;
        let mut md5 = Md5::new();
        let mut reader = std::io::BufReader::with_capacity(1 << 20, std::fs::File::open(&place)?);
        loop {
            let part = reader.fill_buf()?;
            let length = part.len();
            if length == 0 {
                break;
            }
            md5.update(part);
            reader.consume(length);
        }
        let e_tag = Some(ETag::Strong(hex::encode(md5.finalize())));
        let size = std::fs::metadata(&place)?.len();
        self.note(bucket, key, size, e_tag, SystemTime::now(), false)
            .map_err(|error| anyhow::anyhow!("cannot list {key}: {error}"))
    }

    /// The news of an object, for those who are to be notified.
    pub(in crate::aws) fn news(&self, bucket: &str, key: &str, via: Via) -> Option<String> {
        let entry = self.listing.find(bucket, key)?;
        let time = jiff::Timestamp::try_from(entry.modified).ok()?;
        let news = News { bucket, key, size: entry.size, e_tag: &entry.e_tag, time };
        Some(news.message(via))
    }

    fn note(
        &self,
        bucket: &str,
        key: &str,
        size: u64,
        e_tag: Option<ETag>,
        modified: SystemTime,
        archived: bool,
    ) -> S3Result<()> {
        let since = modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        // S3 knows no fractions of a second.
        let modified = SystemTime::UNIX_EPOCH + Duration::from_secs(since.as_secs());
        let file = std::fs::File::options().write(true).open(self.root.join(bucket).join(key));
        file.and_then(|file| file.set_times(FileTimes::new().set_modified(modified)))
            .map_err(|_| s3_error!(InternalError))?;
        let e_tag = e_tag.map(ETag::into_value).unwrap_or_default();
        self.listing.put(bucket, key, Entry { size, e_tag, modified, archived });
        Ok(())
    }
}

/// Answers callers from a shelf.
pub(super) struct Clerk(pub(super) Arc<Shelf>);

#[async_trait::async_trait]
impl S3 for Clerk {
    async fn list_buckets(
        &self,
        ask: S3Request<ListBucketsInput>,
    ) -> S3Result<S3Response<ListBucketsOutput>> {
        self.0.disk.list_buckets(ask).await
    }

    async fn head_bucket(
        &self,
        ask: S3Request<HeadBucketInput>,
    ) -> S3Result<S3Response<HeadBucketOutput>> {
        self.0.disk.head_bucket(ask).await
    }

    async fn get_bucket_location(
        &self,
        ask: S3Request<GetBucketLocationInput>,
    ) -> S3Result<S3Response<GetBucketLocationOutput>> {
        self.0.disk.get_bucket_location(ask).await
    }

    /// Empty, as AWS answers for a bucket that never had versioning.
    async fn get_bucket_versioning(
        &self,
        ask: S3Request<GetBucketVersioningInput>,
    ) -> S3Result<S3Response<GetBucketVersioningOutput>> {
        let bucket = HeadBucketInput { bucket: ask.input.bucket, ..HeadBucketInput::default() };
        self.0.disk.head_bucket(asked(bucket)).await?;
        Ok(S3Response::new(GetBucketVersioningOutput::default()))
    }

    async fn list_objects_v2(
        &self,
        ask: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        match ask.input.delimiter {
            // Grouped by folder, which is never a long list.
            Some(_) => self.0.disk.list_objects_v2(ask).await,
            None => Ok(S3Response::new(self.0.listing.objects(ask.input)?)),
        }
    }

    async fn list_object_versions(
        &self,
        ask: S3Request<ListObjectVersionsInput>,
    ) -> S3Result<S3Response<ListObjectVersionsOutput>> {
        let ListObjectVersionsInput { bucket, prefix, key_marker, .. } = ask.input;
        let (prefix, after) = (prefix.unwrap_or_default(), key_marker.unwrap_or_default());
        Ok(S3Response::new(self.0.listing.versions(&bucket, &prefix, &after)?))
    }

    async fn get_object(
        &self,
        ask: S3Request<GetObjectInput>,
    ) -> S3Result<S3Response<GetObjectOutput>> {
        let entry = self.0.listing.find(&ask.input.bucket, &ask.input.key);
        if let (Some(ETagCondition::ETag(wanted)), Some(entry)) = (&ask.input.if_match, &entry)
            && wanted.value() != entry.e_tag
        {
            return Err(s3_error!(PreconditionFailed));
        }
        if entry.is_some_and(|entry| entry.archived) {
            let text = "The operation is not valid for the object's storage class";
            return Err(s3_error!(InvalidObjectState, "{text}"));
        }
        let mode = ask.input.checksum_mode.as_ref().map(ChecksumMode::as_str);
        let wanted = mode == Some(ChecksumMode::ENABLED);
        let mut answer = self.0.disk.get_object(ask).await?;
        if !wanted {
            answer.output.checksum_crc64nvme = None;
        }
        Ok(answer)
    }

    async fn head_object(
        &self,
        ask: S3Request<HeadObjectInput>,
    ) -> S3Result<S3Response<HeadObjectOutput>> {
        let entry = self.0.listing.find(&ask.input.bucket, &ask.input.key);
        let mut answer = self.0.disk.head_object(ask).await?;
        if entry.is_some_and(|entry| entry.archived) {
            answer.output.storage_class = Some(StorageClass::from_static(StorageClass::GLACIER));
        }
        Ok(answer)
    }

    async fn put_object(
        &self,
        ask: S3Request<PutObjectInput>,
    ) -> S3Result<S3Response<PutObjectOutput>> {
        let (bucket, key) = (ask.input.bucket.clone(), ask.input.key.clone());
        let answer = self.0.disk.put_object(ask).await?;
        let file = std::fs::metadata(self.0.root.join(&bucket).join(&key));
        let size = file.map_or(0, |file| file.len());
        let e_tag = answer.output.e_tag.clone();
        self.0.note(&bucket, &key, size, e_tag, SystemTime::now(), false)?;
        Ok(answer)
    }

    async fn delete_object(
        &self,
        ask: S3Request<DeleteObjectInput>,
    ) -> S3Result<S3Response<DeleteObjectOutput>> {
        self.0.listing.remove(&ask.input.bucket, &ask.input.key);
        self.0.disk.delete_object(ask).await
    }
}

/// A request that came from no network.
fn asked<T>(input: T) -> S3Request<T> {
    S3Request {
        input,
        method: hyper::Method::PUT,
        uri: hyper::Uri::default(),
        headers: hyper::HeaderMap::default(),
        extensions: hyper::http::Extensions::default(),
        credentials: None,
        region: None,
        service: None,
        trailing_headers: None,
    }
}
