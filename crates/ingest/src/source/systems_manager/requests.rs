//! Which access requests are there, and what has become of each?
//!
//! A request is an OpsItem. The list tells which have changed; each is then read whole, because only `GetOpsItem` tells the
//! version that orders its states. Its approvals are made in an automation execution, which is read as well.

use std::collections::HashMap;

use aws_sdk_ssm::primitives::DateTime;
use aws_sdk_ssm::types::{
    AutomationExecutionFilter, AutomationExecutionFilterKey, OpsItemFilter, OpsItemFilterKey,
    OpsItemFilterOperator,
};
use jiff::Timestamp;

use super::{Place, since, written};
use crate::aws::answer::Verbatim;
use crate::aws::trouble::Trouble;
use crate::source::one_by_one::OneByOne;
use crate::source::{Item, Pulled, Sink};

/// As many as AWS gives at once.
const PAGE: i32 = 50;

/// The OpsItems that are access requests.
const TYPE: &str = "/aws/accessrequest";

/// Clocks differ and lists lag; asking a day back again costs little, because states that are known are not read again.
const MAY_CHANGE_DAYS: i64 = 1;

/// The access requests of one account and region.
pub(crate) struct Requests {
    place: Place,
    /// When each request that was read had last changed: one that has not changed since is not read again.
    seen: HashMap<String, Option<DateTime>>,
}

impl Requests {
    pub(crate) fn new(place: Place) -> Self {
        Self { place, seen: HashMap::new() }
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    pub(super) async fn ask(&mut self, sink: &Sink) -> Result<Pulled, Trouble> {
        let name = self.place.name("requests");
        let asked_at = Timestamp::now();
        let after = since(sink.cursor(&name).await.as_deref(), MAY_CHANGE_DAYS);
        let mut pulled = Pulled { complete_up_to: Some(asked_at), ..Pulled::default() };
        let mut next = None;
        let mut requests = OneByOne::default();
        loop {
            let mut request =
                self.place.client.describe_ops_items().max_results(PAGE).set_next_token(next);
            for filter in filters(after)? {
                request = request.ops_item_filters(filter);
            }
            let page =
                request.send().await.map_err(|error| Trouble::of("DescribeOpsItems", &error))?;
            for summary in page.ops_item_summaries.unwrap_or_default() {
                let Some(id) = summary.ops_item_id else { continue };
                let changed = summary.last_modified_time;
                if changed.is_none() || self.seen.get(&id) != Some(&changed) {
                    let read = self.read(&id, sink, &mut pulled).await;
                    if requests.take(read)? {
                        self.seen.insert(id, changed);
                    }
                }
            }
            next = page.next_token.filter(|token| !token.is_empty());
            if next.is_none() {
                break;
            }
        }
        requests.finish()?;
        sink.give(Item::Reached { cursor: name, at: asked_at.to_string() }).await;
        Ok(pulled)
    }

    async fn read(&self, id: &str, sink: &Sink, pulled: &mut Pulled) -> Result<(), Trouble> {
        let verbatim = Verbatim::default();
        let request = self.place.client.get_ops_item().ops_item_id(id);
        let request = request.customize().interceptor(verbatim.clone());
        request.send().await.map_err(|e| Trouble::of(&format!("GetOpsItem {id}"), &e))?;
        self.place.give_one("get-ops-item", id, verbatim.take(), sink, pulled).await;
        self.executions(id, sink, pulled).await
    }

    /// The automation executions in which the request was decided; an automatic approval has none.
    async fn executions(&self, id: &str, sink: &Sink, pulled: &mut Pulled) -> Result<(), Trouble> {
        let filter = AutomationExecutionFilter::builder()
            .key(AutomationExecutionFilterKey::OpsItemId)
            .values(id)
            .build()?;
        let request = self.place.client.describe_automation_executions().filters(filter);
        let mut executions = request.into_paginator().items().send();
        while let Some(execution) = executions.next().await {
            let execution =
                execution.map_err(|error| Trouble::of("DescribeAutomationExecutions", &error))?;
            let Some(execution) = execution.automation_execution_id else { continue };
            let verbatim = Verbatim::default();
            let request =
                self.place.client.get_automation_execution().automation_execution_id(&execution);
            let request = request.customize().interceptor(verbatim.clone());
            request.send().await.map_err(|error| Trouble::of("GetAutomationExecution", &error))?;
            let document = verbatim.take();
            self.place
                .give_one("get-automation-execution", &execution, document, sink, pulled)
                .await;
        }
        Ok(())
    }
}

fn filters(after: Option<Timestamp>) -> Result<Vec<OpsItemFilter>, Trouble> {
    let kind = OpsItemFilter::builder()
        .key(OpsItemFilterKey::OpsitemType)
        .operator(OpsItemFilterOperator::Equal)
        .values(TYPE);
    let changed = after.map(|after| {
        OpsItemFilter::builder()
            .key(OpsItemFilterKey::LastModifiedTime)
            .operator(OpsItemFilterOperator::GreaterThan)
            .values(written(after))
    });
    std::iter::once(kind).chain(changed).map(|filter| Ok(filter.build()?)).collect()
}
