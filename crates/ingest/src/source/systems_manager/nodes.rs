//! What are the nodes called today?

use jiff::Timestamp;

use super::Place;
use crate::aws::answer::Verbatim;
use crate::aws::trouble::Trouble;
use crate::source::{Pulled, Sink};

/// As many as AWS gives at once.
const PAGE: i32 = 50;

const OPERATION: &str = "describe-instance-information";

/// The managed nodes of one account and region.
pub(crate) struct Nodes(pub(crate) Place);

impl Nodes {
    pub(super) fn place(&self) -> &Place {
        &self.0
    }

    /// Every answer differs in the time of the last ping, so a node is archived once a day and whenever its name changes.
    pub(super) async fn ask(&mut self, sink: &Sink) -> Result<Pulled, Trouble> {
        let asked_at = Timestamp::now();
        let mut pulled = Pulled { complete_up_to: Some(asked_at), ..Pulled::default() };
        let verbatim = Verbatim::default();
        let mut next = None;
        loop {
            let request = self.0.client.describe_instance_information();
            let request = request.max_results(PAGE).set_next_token(next);
            let request = request.customize().interceptor(verbatim.clone());
            let page =
                request.send().await.map_err(|e| Trouble::of("DescribeInstanceInformation", &e))?;
            let known: Vec<_> = page.instance_information_list.unwrap_or_default();
            let named = ("InstanceInformationList", "InstanceId");
            let pieces = self.0.pieces(verbatim.take(), OPERATION, named, sink, &mut pulled).await;
            for (node, piece) in known.iter().zip(pieces) {
                let names = [&node.name, &node.computer_name].map(|n| n.as_deref().unwrap_or("-"));
                let day = node.last_ping_date_time.map_or(0, |ping| ping.secs() / 86_400);
                let name = format!("{}/{day}-{}", piece.id, names.join("-").replace('/', "_"));
                self.0.give_once(OPERATION, &name, piece.document, sink, &mut pulled).await;
            }
            next = page.next_token.filter(|token| !token.is_empty());
            if next.is_none() {
                return Ok(pulled);
            }
        }
    }
}
