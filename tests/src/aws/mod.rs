//! What stands in for AWS where AWS cannot be had: in tests, in measurements, and when somebody tries the product?
//!
//! One address on loopback that the real SDK clients talk to: S3 ([`s3s_fs`] behind it), Systems Manager, CloudTrail,
//! CloudWatch Logs, SQS and STS. It is fed from folders in the layout of `sample-logs`: all stories become one state per
//! account and region. Whose account a call is for, and which region and service, says its signature, as in AWS.
//!
//! ```no_run
//! use sekisho_tests::aws::{Aws, Fault, Harm};
//!
//! # fn main() -> anyhow::Result<()> {
//! let aws = Aws::start(&["sample-logs"])?;
//! aws.fail(Fault::new("GetObject", Harm::Throttled).about(".log").times(3));
//! let key = aws.user("111122223333");
//! println!("AWS_ENDPOINT_URL={} AWS_ACCESS_KEY_ID={}", aws.endpoint(), key.id);
//! # Ok(())
//! # }
//! ```

mod arrival;
mod call;
mod cloudtrail;
mod delivered;
mod fault;
mod feed;
mod harm;
mod keys;
mod logs;
mod moto;
mod notification;
mod page;
mod refusal;
mod region;
mod s3;
mod server;
mod service;
mod sqs;
mod ssm;
mod sts;
mod world;

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, SystemTime};

use anyhow::Context;
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::{self, Runtime};

pub use self::call::Call;
pub use self::fault::{Fault, Harm};
pub use self::keys::Key;
pub use self::moto::Moto;
pub use self::notification::Via;
use self::region::Region;
pub use self::s3::Object;
use self::world::World;

/// The account that owns every bucket, until [`Aws::own`] says otherwise: the first of the sample company.
const OWNER: &str = "111122223333";

/// A running stand-in; it ends with the value.
///
/// Its methods may be called from anywhere, also from asynchronous code: it has threads of its own.
pub struct Aws {
    endpoint: String,
    world: Arc<World>,
    skipped: Vec<String>,
    /// `None` only while it is dropped.
    runtime: Option<Runtime>,
    _buckets: TempDir,
}

impl Aws {
    /// Starts on a free port, with what the folders hold.
    ///
    /// # Errors
    /// A folder cannot be read, or nothing may listen on loopback.
    pub fn start(folders: &[impl AsRef<Path>]) -> anyhow::Result<Self> {
        Self::start_on(0, folders)
    }

    /// Starts on a port.
    ///
    /// # Errors
    /// As [`Aws::start`]; the port is taken.
    pub fn start_on(port: u16, folders: &[impl AsRef<Path>]) -> anyhow::Result<Self> {
        let root = TempDir::new()?;
        let keys = Arc::default();
        let buckets = s3::Buckets::new(root.path(), Arc::clone(&keys))?;
        let world = Arc::new(World::new(buckets, keys));
        let runtime =
            runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let (told, listener) = mpsc::channel();
        runtime.spawn(async move { told.send(server::listen(port).await) });
        let listener = listener.recv()?.with_context(|| format!("cannot listen on port {port}"))?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        runtime.spawn(server::serve(listener, Arc::clone(&world)));
        let mut aws =
            Self { endpoint, world, skipped: Vec::new(), runtime: Some(runtime), _buckets: root };
        aws.feed(folders)?;
        Ok(aws)
    }

    /// `http://127.0.0.1:<port>`, for every service.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The key of the user `sekisho` of an account; the same at every start.
    #[must_use]
    pub fn user(&self, account: &str) -> Key {
        self.world.keys.of_user(account)
    }

    /// What the roles of all accounts want as external id; any role name is accepted.
    #[must_use]
    pub fn external_id(&self) -> &'static str {
        sts::EXTERNAL_ID
    }

    /// Lets something go wrong from now on.
    pub fn fail(&self, fault: Fault) {
        self.world.faults.add(fault);
    }

    /// Lets nothing go wrong any more.
    pub fn heal(&self) {
        self.world.faults.clear();
    }

    /// Every call since the start or the last [`Aws::forget_calls`], refused ones too, in the order of arrival.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        self.world.log.calls()
    }

    /// How often an operation was called.
    #[must_use]
    pub fn count(&self, operation: &str) -> usize {
        self.calls().iter().filter(|call| call.operation == operation).count()
    }

    /// Starts counting again.
    pub fn forget_calls(&self) {
        self.world.log.clear();
    }

    /// Puts an object into a bucket, as if it had just been uploaded.
    ///
    /// # Errors
    /// The key is not one that a file system can hold.
    pub fn put_object(&self, object: Object) -> anyhow::Result<()> {
        let world = Arc::clone(&self.world);
        let (told, done) = mpsc::channel();
        let runtime = self.runtime.as_ref().context("it runs as long as it exists")?;
        let (bucket, key) = (object.bucket.clone(), object.key.clone());
        runtime.spawn(async move { told.send(world.buckets.shelf.put(object).await) });
        done.recv()?.map_err(|error| anyhow::anyhow!("cannot put {key}: {error}"))?;
        self.world.tell(&bucket, &key);
        Ok(())
    }

    /// Lets a file be an object, as one that is older than AWS's checksums. It costs little, however large the file is or
    /// however many they are; the file must not be changed afterwards.
    ///
    /// # Errors
    /// The file cannot be linked or read.
    pub fn put_file(&self, bucket: &str, key: &str, file: &Path) -> anyhow::Result<()> {
        self.world.buckets.shelf.put_file(bucket, key, file)?;
        self.world.tell(bucket, key);
        Ok(())
    }

    /// Says whose a bucket is: another `ExpectedBucketOwner` is refused.
    pub fn own(&self, bucket: &str, account: &str) {
        self.world.buckets.shelf.listing.own(bucket, account);
    }

    /// Makes a queue and gives its URL.
    #[must_use]
    pub fn queue(&self, account: &str, name: &str) -> String {
        let path = format!("/{account}/{name}");
        self.world.queues.create(&path);
        format!("{}{path}", self.endpoint)
    }

    /// Sends a message to a queue.
    pub fn send(&self, queue: &str, message: &str) {
        self.world.queues.send(self.path_of(queue), message.to_owned());
    }

    /// Lets a bucket tell a queue of every object that is put into it from now on.
    pub fn subscribe(&self, queue: &str, bucket: &str, via: Via) {
        self.world.subscribe(self.path_of(queue), bucket, via);
    }

    /// Tells a queue once that an object was created, as S3 would; again and out of order, if a test wants it so.
    ///
    /// # Errors
    /// There is no such object.
    pub fn notify(&self, queue: &str, bucket: &str, key: &str, via: Via) -> anyhow::Result<()> {
        let news = self.world.buckets.shelf.news(bucket, key, via);
        self.send(queue, &news.with_context(|| format!("there is no {bucket}/{key}"))?);
        Ok(())
    }

    /// How many messages of a queue nobody has deleted yet.
    #[must_use]
    pub fn waiting(&self, queue: &str) -> usize {
        self.world.queues.waiting(self.path_of(queue))
    }

    /// Lets LookupEvents find every event that the trails delivered, as in AWS, and not only what the stories hold as
    /// its answers.
    pub fn look_up_delivered(&self) {
        held(&self.world.regions).values_mut().for_each(Region::look_up_delivered);
    }

    /// Lets the keys that AssumeRole gives from now on be valid for so long: whole seconds.
    pub fn let_roles_live_for(&self, life: Duration) {
        *held(&self.world.role_life) = life;
    }

    /// Lets it be this time: what happened later is not told yet. Objects in S3 are there at once.
    pub fn set_clock(&self, now: Timestamp) {
        *held(&self.world.now) = Some(now);
    }

    /// What there is to connect to: accounts with their keys, regions and log groups, buckets and queues.
    #[must_use]
    pub fn inventory(&self) -> Value {
        let accounts = self.world.accounts().into_iter().map(|account| {
            let key = self.user(&account);
            json!({
                "account": account,
                "access_key_id": key.id,
                "secret_access_key": key.secret,
                "role": format!("arn:aws:iam::{account}:role/sekisho-reader"),
                "regions": self.world.regions_of(&account),
            })
        });
        let buckets = self.world.buckets.shelf.listing.summaries().into_iter();
        let queues = self.world.queues.paths();
        json!({
            "endpoint": self.endpoint,
            "external_id": self.external_id(),
            "accounts": accounts.collect::<Vec<_>>(),
            "buckets": buckets.map(|of| {
                json!({ "bucket": of.bucket, "owner": of.owner, "objects": of.objects })
            }).collect::<Vec<_>>(),
            "queues": queues.iter().map(|path| format!("{}{path}", self.endpoint)).collect::<Vec<_>>(),
            "skipped": self.skipped,
        })
    }

    fn path_of<'a>(&self, queue: &'a str) -> &'a str {
        queue.strip_prefix(&self.endpoint).unwrap_or(queue)
    }

    /// Answers of APIs that cannot be read are skipped and told in the inventory: AWS would never give them.
    fn feed(&mut self, folders: &[impl AsRef<Path>]) -> anyhow::Result<()> {
        let mut feed = feed::Feed::default();
        for folder in folders {
            feed.read(folder.as_ref())?;
        }
        for output in &feed.outputs {
            if let Err(why) = self.world.learn_output(output, &read(&output.file)?) {
                self.skipped.push(format!("{}: {why}", output.file.display()));
            }
        }
        for stored in &feed.objects {
            let bytes = read(&stored.file)?;
            self.world.learn_object(stored, &bytes);
            let arrived = arrival::arrival(&stored.key, |session| self.world.ended(session));
            let object = Object::new(&stored.bucket, &stored.key, bytes);
            self.put_object(object.modified(arrived.unwrap_or_else(SystemTime::now)))?;
            self.own(&stored.bucket, OWNER);
        }
        for account in self.world.accounts() {
            self.world.keys.of_user(&account);
        }
        Ok(())
    }
}

impl Drop for Aws {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Connections that clients keep open end with it. Not to wait for its threads at all would let them go while
            // they end, at which some versions of glibc (2.36 for one) read memory that is gone already. Asynchronous
            // code may not wait for threads, so one of its own does.
            let over = move || runtime.shutdown_timeout(Duration::from_secs(10));
            let _ = std::thread::spawn(over).join();
        }
    }
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// What a mutex guards. A panic of another test does not make it worse.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
