//! How often is a service asked, and how often does it ask for patience?

use std::sync::Arc;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::Response;
use aws_smithy_types::config_bag::ConfigBag;

use super::trouble::{TroubleCode, meant};
use crate::flow::{Flow, Service};

/// Counts what one client sends and is told.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) flow: Arc<Flow>,
    pub(super) service: Service,
}

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
        if refused.is_some_and(asks_for_patience) {
            self.flow.of(self.service).is_throttled();
        }
        Ok(())
    }
}

/// Whether an answer asks to be asked less often: by its status, or by the code in its body.
fn asks_for_patience(answer: &Response) -> bool {
    let said = std::str::from_utf8(answer.body().bytes().unwrap_or_default()).unwrap_or_default();
    let code = between(said, "<Code>", "<").or_else(|| between(said, "\"__type\":\"", "\""));
    let code = code.map(|code| code.rsplit('#').next().unwrap_or(code));
    matches!(answer.status().as_u16(), 429 | 503)
        || code.is_some_and(|code| meant(code, "") == TroubleCode::Throttled)
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|(within, _)| within)
}
