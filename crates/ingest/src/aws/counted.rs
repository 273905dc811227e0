//! How often is a service asked, and how often does it ask for patience?

use std::sync::Arc;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use crate::flow::{Flow, Service};

/// Counts what one client sends and is told.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) flow: Arc<Flow>,
    pub(super) service: Service,
}

/// Parts of the codes by which services ask to be asked less often.
const THROTTLED: [&[u8]; 4] =
    [b"Throttl", b"SlowDown", b"TooManyRequests", b"RequestLimitExceeded"];

impl Intercept for Counted {
    fn name(&self) -> &'static str {
        "Counted"
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let attempt = bag.load::<RequestAttempts>().map_or(1, |attempts| attempts.attempts());
        self.flow.of(self.service).sends(attempt <= 1);
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let refused = context.response().filter(|answer| !answer.status().is_success());
        let said = refused.and_then(|answer| answer.body().bytes()).unwrap_or_default();
        if THROTTLED.iter().any(|code| memchr::memmem::find(said, code).is_some()) {
            self.flow.of(self.service).is_throttled();
        }
        Ok(())
    }
}
