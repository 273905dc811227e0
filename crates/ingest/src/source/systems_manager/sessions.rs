//! Which sessions does `DescribeSessions` list?

use aws_sdk_ssm::types::{SessionFilter, SessionFilterKey, SessionState};
use jiff::Timestamp;

use super::{Place, since, written};
use crate::aws::answer::Verbatim;
use crate::aws::trouble::Trouble;
use crate::source::{Item, Pulled, Sink};

/// As many as AWS gives at once.
const PAGE: i32 = 200;

/// A session lasts at most a day, so what began longer ago than this has not changed since it was last seen.
const MAY_CHANGE_DAYS: i64 = 2;

const OPERATION: &str = "describe-sessions";

/// The session history of one account and region.
pub(crate) struct Sessions(pub(crate) Place);

impl Sessions {
    pub(super) fn place(&self) -> &Place {
        &self.0
    }

    pub(super) async fn ask(&mut self, sink: &Sink) -> Result<Pulled, Trouble> {
        let name = self.0.name("sessions");
        let asked_at = Timestamp::now();
        let after = since(sink.cursor(&name).await.as_deref(), MAY_CHANGE_DAYS);
        let mut pulled = Pulled { complete_up_to: Some(asked_at), ..Pulled::default() };
        for state in [SessionState::Active, SessionState::History] {
            self.list(&state, after, sink, &mut pulled).await?;
        }
        sink.give(Item::Reached { cursor: name, at: asked_at.to_string() }).await;
        Ok(pulled)
    }

    async fn list(
        &self,
        state: &SessionState,
        after: Option<Timestamp>,
        sink: &Sink,
        pulled: &mut Pulled,
    ) -> Result<(), Trouble> {
        let verbatim = Verbatim::default();
        let mut next = None;
        loop {
            let mut request =
                self.0.client.describe_sessions().state(state.clone()).max_results(PAGE);
            if let Some(after) = after {
                let filter = SessionFilter::builder().key(SessionFilterKey::InvokedAfter);
                request = request.filters(filter.value(written(after)).build()?);
            }
            let request = request.set_next_token(next).customize().interceptor(verbatim.clone());
            let page = request.send().await.map_err(|e| Trouble::of("DescribeSessions", &e))?;
            let named = ("Sessions", "SessionId");
            for piece in self.0.pieces(verbatim.take(), OPERATION, named, sink, pulled).await {
                self.0.give_one(OPERATION, &piece.id, piece.document, sink, pulled).await;
            }
            next = page.next_token.filter(|token| !token.is_empty());
            if next.is_none() {
                return Ok(());
            }
        }
    }
}
