//! When is this program asked to end?

use tokio::signal::unix::{SignalKind, signal};

/// Ctrl-C, or the polite signal of a process supervisor: both let the work under way be finished.
pub(crate) async fn interrupted() {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => terminated.recv().await,
            // Without a handler the process still ends, only less politely.
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
}
