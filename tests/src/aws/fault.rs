//! What goes wrong, when, and how often?

use std::sync::Mutex;
use std::time::Duration;

use super::call::Call;
use super::held;

/// Something that goes wrong with the calls it is meant for: by default with every call of one operation.
#[derive(Clone, Debug)]
pub struct Fault {
    operation: String,
    about: String,
    skip: u64,
    times: u64,
    harm: Harm,
}

/// The ways in which AWS, or the way to it, lets a caller down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Harm {
    /// 503 SlowDown of S3, ThrottlingException of the others.
    Throttled,
    /// 500 InternalError: the client may try again.
    Broken,
    /// No permission: 403 AccessDenied or AccessDeniedException, naming the caller and the missing action.
    Denied,
    /// S3 may read the object but not use the key it is encrypted with.
    KeyDenied,
    /// The account has not set up what is asked for: UnsupportedOperationException.
    Lacking,
    /// 404 NoSuchKey: deleted after it was listed.
    Gone,
    /// The session token of the caller has expired.
    ExpiredToken,
    /// The token of the next page is no longer known.
    ExpiredPage,
    /// The object is overwritten with these bytes before it is read: changed after it was listed.
    Changed(Vec<u8>),
    /// The connection is reset after so many bytes of the body.
    Reset(usize),
    /// The connection is closed in good order after so many bytes of the body, fewer than Content-Length says.
    Short(usize),
    /// One bit of the body is wrong. The length is right.
    WrongBytes {
        /// Whether the checksum header of the right bytes is sent along.
        checksum: bool,
    },
    /// Nothing is answered for so long.
    Slow(Duration),
}

impl Fault {
    /// A fault of an operation, named as AWS names it. `*` means every operation.
    #[must_use]
    pub fn new(operation: &str, harm: Harm) -> Self {
        let operation = operation.to_owned();
        Self { operation, about: String::new(), skip: 0, times: u64::MAX, harm }
    }

    /// Only calls whose [`Call::about`] contains this: a bucket and key, a query, a part of the request's body.
    #[must_use]
    pub fn about(mut self, text: &str) -> Self {
        text.clone_into(&mut self.about);
        self
    }

    /// Lets so many calls pass first.
    #[must_use]
    pub fn after(mut self, calls: u64) -> Self {
        self.skip = calls;
        self
    }

    /// Happens so often and then no more.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = times;
        self
    }

    fn concerns(&self, call: &Call) -> bool {
        (self.operation == "*" || self.operation == call.operation)
            && call.about.contains(&self.about)
    }
}

/// The faults that are to come.
#[derive(Default)]
pub(super) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(super) fn add(&self, fault: Fault) {
        held(&self.0).push(fault);
    }

    pub(super) fn clear(&self) {
        held(&self.0).clear();
    }

    /// What goes wrong with this call: every fault that concerns it counts it, in the order in which they were added.
    pub(super) fn harms(&self, call: &Call) -> Vec<Harm> {
        let mut faults = held(&self.0);
        let concerned = faults.iter_mut().filter(|fault| fault.concerns(call));
        let harms = concerned.filter_map(|fault| {
            if fault.skip > 0 {
                fault.skip -= 1;
                return None;
            }
            fault.times = fault.times.checked_sub(1)?;
            Some(fault.harm.clone())
        });
        harms.collect()
    }
}
