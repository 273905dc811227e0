//! How long does a run last?

use tokio::sync::watch;

/// How long a run lasts.
#[derive(Debug, Clone)]
pub enum Until {
    /// Every source was asked once and everything it had is derived.
    Drained,
    /// The sender says `true`, or is gone. What is under way is then finished.
    Stopped(watch::Receiver<bool>),
}

impl Until {
    /// Whether it was asked to end.
    pub(crate) fn is_over(&self) -> bool {
        let Self::Stopped(stop) = self else { return false };
        *stop.borrow() || stop.has_changed().is_err()
    }

    /// Waits until it is asked to end, which one that ends by itself never is.
    pub(crate) async fn over(&self) {
        let Self::Stopped(stop) = self else { return std::future::pending().await };
        // A sender that is gone can say nothing any more.
        let _ = stop.clone().wait_for(|stop| *stop).await;
    }
}
