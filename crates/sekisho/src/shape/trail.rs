//! How is it written whether the trail is complete?

use serde::Serialize;
use utoipa::ToSchema;

/// What CloudTrail's digests prove of the CloudTrail files that are held.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrailShape {
    /// Whether there are digests, everything in them is proven, and no log file is there that they should list.
    pub(crate) whole: bool,
    /// One per account, region and trail.
    pub(crate) chains: Vec<ChainShape>,
    /// Log files that no proven digest lists.
    pub(crate) unlisted: Vec<UnlistedShape>,
    /// The keys that proved something, to be compared with those that AWS gives.
    pub(crate) keys: Vec<KeyShape>,
}

/// What is proven of one trail in one account and region.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChainShape {
    /// The account.
    pub(crate) account: String,
    /// The region.
    pub(crate) region: String,
    /// The trail.
    pub(crate) trail: String,
    /// The region it was created in.
    pub(crate) home_region: String,
    /// Whether it is the chain of files that CloudTrail delivered belatedly.
    pub(crate) backfill: bool,
    /// The end of the newest complete stretch.
    pub(crate) complete_up_to: Option<String>,
    /// For these hours everything is proven.
    pub(crate) complete: Vec<StretchShape>,
    /// Whether CloudTrail wrote older digests that are not held.
    pub(crate) older_not_held: bool,
    /// Digests proven.
    pub(crate) digests: u64,
    /// Log files proven.
    pub(crate) logs: u64,
    /// Everything that is not proven.
    pub(crate) breaks: Vec<BreakShape>,
}

/// A stretch of time, by when files were delivered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StretchShape {
    /// Its first instant.
    pub(crate) from: String,
    /// The first instant after it.
    pub(crate) to: String,
}

/// Something that is not proven.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BreakShape {
    /// The hours it leaves open.
    pub(crate) hours: StretchShape,
    /// `invalid`: not what CloudTrail wrote; `absent`: not here; `undeterminable`: what is held does not tell.
    #[schema(value_type = String)]
    pub(crate) verdict: &'static str,
    /// Stable, kebab-case.
    #[schema(value_type = String)]
    pub(crate) why: &'static str,
    /// The file concerned.
    pub(crate) file: Option<String>,
    /// What it means, in English.
    #[schema(value_type = String)]
    pub(crate) meaning: &'static str,
    /// The next step, in English.
    #[schema(value_type = String)]
    pub(crate) hint: &'static str,
}

/// Log files of an account and region that no proven digest lists.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnlistedShape {
    /// The account.
    pub(crate) account: String,
    /// The region.
    pub(crate) region: String,
    /// Stable, kebab-case.
    #[schema(value_type = String)]
    pub(crate) why: &'static str,
    /// How many.
    pub(crate) logs: u64,
    /// Where the first of them lie.
    pub(crate) places: Vec<String>,
    /// What it means, in English.
    #[schema(value_type = String)]
    pub(crate) meaning: &'static str,
    /// The next step, in English.
    #[schema(value_type = String)]
    pub(crate) hint: &'static str,
}

/// A public key that proved something.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeyShape {
    /// What AWS calls it.
    pub(crate) fingerprint: String,
    /// SHA-256 of its DER.
    pub(crate) sha256: String,
}
