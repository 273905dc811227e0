//! What does every CloudTrail record tell, whatever the call?

use sekisho_domain::fact::{Call, CallError};
use sekisho_domain::id::{AccessKeyId, AccountId, EventId, Region};
use sekisho_domain::principal::Principal;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::SSM;
use crate::field::{Time, optional, required, required_time, text};
use crate::problem::Problem;

/// A record of event version 1.x. Newer versions add fields, which are ignored.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a CloudTrail record")]
pub(crate) struct Record<'a> {
    #[serde(rename = "eventID")]
    event_id: Option<String>,
    event_time: Option<Time>,
    aws_region: Option<String>,
    recipient_account_id: Option<String>,
    #[serde(rename = "sourceIPAddress")]
    source_ip: Option<String>,
    error_code: Option<String>,
    error_message: Option<String>,
    #[serde(default)]
    user_identity: Option<UserIdentity>,
    #[serde(borrow)]
    request_parameters: Option<&'a RawValue>,
    #[serde(borrow)]
    response_elements: Option<&'a RawValue>,
    addendum: Option<Addendum>,
}

/// Why a record came late or again.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an addendum")]
struct Addendum {
    reason: Option<String>,
    #[serde(rename = "originalEventID")]
    original_event_id: Option<String>,
}

/// `userIdentity`, of which every field may be absent, even `type`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a userIdentity")]
struct UserIdentity {
    arn: Option<String>,
    user_name: Option<String>,
    principal_id: Option<String>,
    account_id: Option<String>,
    access_key_id: Option<String>,
    invoked_by: Option<String>,
    on_behalf_of: Option<OnBehalfOf>,
}

/// The Identity Center user of an identity-enhanced session.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an onBehalfOf")]
struct OnBehalfOf {
    user_id: Option<String>,
}

impl<'a> Record<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self, Problem> {
        serde_json::from_str(text).map_err(|error| Problem::json("record", &error))
    }

    /// What the record tells of the call itself.
    pub(crate) fn call(&self, doubts: &mut Vec<Problem>) -> Result<Call, Problem> {
        let nobody = UserIdentity::default();
        let caller = self.user_identity.as_ref().unwrap_or(&nobody);
        let account = text(self.recipient_account_id.clone()).or(caller.account_id.clone());
        Ok(Call {
            event: required("eventID", self.event_id.clone(), EventId::new)?,
            at: required_time("eventTime", self.event_time.as_ref())?,
            account: optional("recipientAccountId", account, AccountId::new, doubts),
            region: optional("awsRegion", self.aws_region.clone(), Region::new, doubts),
            principal: caller.principal(),
            access_key: optional(
                "userIdentity.accessKeyId",
                caller.access_key_id.clone(),
                AccessKeyId::new,
                doubts,
            ),
            source_ip: text(self.source_ip.clone()),
            error: self.error(),
            corrects: self.corrects(doubts),
        })
    }

    /// The other reasons for an addendum only say why a record is late.
    fn corrects(&self, doubts: &mut Vec<Problem>) -> Option<EventId> {
        let addendum = self.addendum.as_ref()?;
        (addendum.reason.as_deref() == Some("UPDATED_DATA")).then_some(())?;
        let original = text(addendum.original_event_id.clone()).or(self.event_id.clone());
        optional("addendum.originalEventID", original, EventId::new, doubts)
    }

    /// Whether AWS refused the call.
    pub(crate) fn refused(&self) -> bool {
        self.error().is_some()
    }

    /// Whether Systems Manager itself made the call.
    pub(crate) fn by_systems_manager(&self) -> bool {
        let caller = self.user_identity.as_ref();
        let service = caller.and_then(|caller| caller.invoked_by.as_deref());
        service.is_some_and(|name| name == SSM || name.ends_with(".ssm.amazonaws.com"))
    }

    /// `requestParameters`; without any, its default.
    pub(crate) fn parameters<T: Default + Deserialize<'a>>(&self) -> Result<T, Problem> {
        parse("requestParameters", self.request_parameters)
    }

    /// `responseElements`; without any, its default.
    pub(crate) fn response<T: Default + Deserialize<'a>>(&self) -> Result<T, Problem> {
        parse("responseElements", self.response_elements)
    }

    fn error(&self) -> Option<CallError> {
        let code = text(self.error_code.clone())?;
        Some(CallError { code, message: text(self.error_message.clone()) })
    }
}

impl UserIdentity {
    /// The most telling of the names: an ARN, an Identity Center user id, a user name, an internal id, a service.
    fn principal(&self) -> Option<Principal> {
        let behalf = self.on_behalf_of.as_ref().and_then(|behalf| behalf.user_id.as_ref());
        [
            self.arn.as_ref(),
            behalf,
            self.user_name.as_ref(),
            self.principal_id.as_ref(),
            self.invoked_by.as_ref(),
        ]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty())
        .map(Principal::new)
    }
}

/// Fields of an inner object. AWS writes `null` for none, and omits what is above 100 KB.
fn parse<'a, T: Default + Deserialize<'a>>(
    field: &str,
    json: Option<&'a RawValue>,
) -> Result<T, Problem> {
    let Some(json) = json else { return Ok(T::default()) };
    serde_json::from_str(json.get()).map_err(|error| Problem::json(field, &error))
}
