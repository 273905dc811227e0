//! What are the nodes called today?
//!
//! `DescribeInstanceInformation` gives names that people gave only to machines outside EC2; `ListNodes` gives them for all,
//! and in the delegated administrator's account for the whole organisation.

use aws_sdk_ssm::primitives::DateTime;
use aws_sdk_ssm::types::InstanceInfo;
use jiff::Timestamp;

use super::Place;
use crate::aws::answer::Verbatim;
use crate::aws::trouble::{Trouble, TroubleCode};
use crate::source::{Pulled, Sink};

/// As many as AWS gives at once.
const PAGE: i32 = 50;

/// What Quick Setup calls the list of all nodes of an organisation.
pub(crate) const ORGANISATION: &str = "AWS-QuickSetup-ManagedNode";

/// The managed nodes of one account and region, or of the organisation.
pub(crate) struct Nodes {
    place: Place,
    of_organisation: bool,
}

/// What tells one state of a node from another.
struct Shown<'a> {
    names: [Option<&'a str>; 2],
    at: Option<&'a DateTime>,
}

impl Nodes {
    pub(crate) fn new(place: Place, of_organisation: bool) -> Self {
        Self { place, of_organisation }
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    pub(super) async fn ask(&mut self, sink: &Sink) -> Result<Pulled, Trouble> {
        let asked_at = Timestamp::now();
        let mut pulled = Pulled { complete_up_to: Some(asked_at), ..Pulled::default() };
        self.describe(sink, &mut pulled).await?;
        let organisation = self.of_organisation.then_some(ORGANISATION);
        match self.list(organisation, sink, &mut pulled).await {
            // Nobody has set the list of the organisation up, or Systems Manager lists no nodes here.
            Err(Trouble { code: TroubleCode::Missing, .. }) if organisation.is_some() => {
                lacking(self.list(None, sink, &mut pulled).await)?;
            }
            listed => lacking(listed)?,
        }
        Ok(pulled)
    }

    async fn describe(&self, sink: &Sink, pulled: &mut Pulled) -> Result<(), Trouble> {
        const OPERATION: &str = "describe-instance-information";
        let verbatim = Verbatim::default();
        let mut next = None;
        loop {
            let request = self.place.client.describe_instance_information();
            let request = request.max_results(PAGE).set_next_token(next);
            let request = request.customize().interceptor(verbatim.clone());
            let page =
                request.send().await.map_err(|e| Trouble::of("DescribeInstanceInformation", &e))?;
            let known = page.instance_information_list.unwrap_or_default();
            let shown = known.iter().map(|node| Shown {
                names: [node.name.as_deref(), node.computer_name.as_deref()],
                at: node.last_ping_date_time.as_ref(),
            });
            let named = ("InstanceInformationList", "InstanceId");
            self.give(OPERATION, named, shown, verbatim.take(), sink, pulled).await;
            next = page.next_token.filter(|token| !token.is_empty());
            if next.is_none() {
                return Ok(());
            }
        }
    }

    async fn list(
        &self,
        organisation: Option<&str>,
        sink: &Sink,
        pulled: &mut Pulled,
    ) -> Result<(), Trouble> {
        let verbatim = Verbatim::default();
        let mut next = None;
        loop {
            let request = self.place.client.list_nodes().max_results(PAGE).set_next_token(next);
            let request = request.set_sync_name(organisation.map(str::to_owned));
            let request = request.customize().interceptor(verbatim.clone());
            let page = request.send().await.map_err(|e| Trouble::of("ListNodes", &e))?;
            let known = page.nodes.unwrap_or_default();
            let shown = known.iter().map(|node| {
                let instance = node.node_type.as_ref().and_then(|kind| kind.as_instance().ok());
                let names = [InstanceInfo::name, InstanceInfo::computer_name];
                let names = names.map(|name| instance.and_then(name));
                Shown { names, at: node.capture_time.as_ref() }
            });
            self.give("list-nodes", ("Nodes", "Id"), shown, verbatim.take(), sink, pulled).await;
            next = page.next_token.filter(|token| !token.is_empty());
            if next.is_none() {
                return Ok(());
            }
        }
    }

    /// Every answer differs in the time at which a node was seen, so a node is archived once a day and whenever its name
    /// changes.
    async fn give<'a>(
        &self,
        operation: &str,
        named: (&str, &str),
        shown: impl Iterator<Item = Shown<'a>>,
        answer: Vec<u8>,
        sink: &Sink,
        pulled: &mut Pulled,
    ) {
        let pieces = self.place.pieces(answer, operation, named, sink, pulled).await;
        for (Shown { names, at }, piece) in shown.zip(pieces) {
            let names = names.map(|name| name.unwrap_or("-")).join("-").replace('/', "_");
            let day = at.map_or(0, |at| at.secs() / 86_400);
            let name = format!("{}/{day}-{names}", piece.id);
            self.place.give_once(operation, &name, piece.document, sink, pulled).await;
        }
    }
}

/// What came of a listing that an account need not have.
fn lacking(listed: Result<(), Trouble>) -> Result<(), Trouble> {
    match listed {
        Err(Trouble { code: TroubleCode::Missing, .. }) => Ok(()),
        listed => listed,
    }
}
