//! Who reads an object right now, so that nobody else does?
//!
//! A bucket's listing and its queue often name the same object within a second, and a queue may name it a hundred times.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sekisho_archive::Origin;
use tokio::sync::Notify;

/// The objects under way, from the question for them until they are sealed.
#[derive(Clone, Default)]
pub(crate) struct Claims(Arc<Shared>);

#[derive(Default)]
struct Shared {
    under_way: Mutex<HashMap<Key, Stage>>,
    changed: Notify,
}

type Key = (String, String, Option<String>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It is being read, which may fail.
    Reading,
    /// It is on its way to the archive; what is given to the sink now comes after it.
    Given,
}

/// The right to read one object. It ends when dropped: the object is sealed, or given up.
pub(crate) struct Claim {
    claims: Claims,
    key: Key,
}

impl Claims {
    /// Claims an object; nothing when another has given it to the sink. While another is still reading, waits for what
    /// comes of that.
    pub(crate) async fn claim(&self, origin: &Origin) -> Option<Claim> {
        let key = (origin.source.clone(), origin.locator.clone(), origin.version.clone());
        loop {
            let mut changed = std::pin::pin!(self.0.changed.notified());
            // From here on a change is noticed, also one that comes before the wait begins.
            changed.as_mut().enable();
            match self.held().entry(key.clone()) {
                Entry::Vacant(vacant) => {
                    vacant.insert(Stage::Reading);
                    return Some(Claim { claims: self.clone(), key });
                }
                Entry::Occupied(stage) if *stage.get() == Stage::Given => return None,
                Entry::Occupied(_) => {}
            }
            changed.await;
        }
    }

    fn held(&self) -> MutexGuard<'_, HashMap<Key, Stage>> {
        self.0.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Claim {
    /// Gives the object to the sink. Whoever waits for it learns so when it has been given, and never before.
    pub(crate) fn give(self, give: impl FnOnce(Self)) {
        let claims = self.claims.clone();
        let mut held = claims.held();
        held.insert(self.key.clone(), Stage::Given);
        give(self);
        drop(held);
        claims.0.changed.notify_waiters();
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.claims.held().remove(&self.key);
        self.claims.0.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::source::origin;

    /// What asking once more comes to, without waiting.
    fn ask(claims: &Claims) -> Poll<Option<Claim>> {
        let origin = origin("s3", "bucket/key".into(), Some("v1".into()));
        let asked = std::pin::pin!(claims.claim(&origin));
        asked.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn one_reads_and_the_others_learn_what_came_of_it() {
        let claims = Claims::default();
        let Poll::Ready(Some(first)) = ask(&claims) else { panic!("nobody reads it") };
        assert!(ask(&claims).is_pending(), "it is being read");
        drop(first);
        let Poll::Ready(Some(second)) = ask(&claims) else { panic!("the first gave up") };
        let mut under_way = None;
        second.give(|claim| under_way = Some(claim));
        assert!(matches!(ask(&claims), Poll::Ready(None)), "it has been given");
        drop(under_way);
        assert!(
            matches!(ask(&claims), Poll::Ready(Some(_))),
            "it was sealed, which the archive knows"
        );
    }
}
