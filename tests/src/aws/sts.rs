//! Who is calling, and may it become somebody else?
//!
//! Imitates the query protocol of STS: AssumeRole gives a key of the role's account, if the account is known and the
//! external id is the one its trust policy wants; GetCallerIdentity says whose key was used.

use super::call::{Call, form_field};
use super::held;
use super::keys::Key;
use super::refusal::{Refusal, escape};
use super::world::World;

/// What the trust policy of every role here wants to hear.
pub(super) const EXTERNAL_ID: &str = "example-external-id";

pub(super) fn answer(world: &World, call: &Call, key: &Key) -> Result<String, Refusal> {
    let result = match call.operation.as_str() {
        "AssumeRole" => assume(world, call, key)?,
        "GetCallerIdentity" => format!(
            "<Arn>{}</Arn><UserId>AIDAEXAMPLE</UserId><Account>{}</Account>",
            escape(&key.arn),
            key.account
        ),
        other => return Err(Refusal::bad("InvalidAction", format!("{other} is not imitated"))),
    };
    let operation = &call.operation;
    Ok(format!(
        "<{operation}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{operation}Result>{result}\
         </{operation}Result><ResponseMetadata><RequestId>stand-in</RequestId></ResponseMetadata></{operation}Response>"
    ))
}

fn assume(world: &World, call: &Call, caller: &Key) -> Result<String, Refusal> {
    let field = |name| form_field(&call.about, name).unwrap_or_default();
    let arn = field("RoleArn");
    let parts: Vec<&str> = arn.split(':').collect();
    let [_, _, "iam", _, account, role] = parts[..] else {
        return Err(Refusal::bad("ValidationError", format!("{arn} is no ARN of a role")));
    };
    if !world.accounts().contains(account) || field("ExternalId") != EXTERNAL_ID {
        let text = format!(
            "User: {} is not authorized to perform: sts:AssumeRole on resource: {arn}",
            caller.arn
        );
        return Err(Refusal::new(403, "AccessDenied", text));
    }
    let role = role.rsplit('/').next().unwrap_or_default();
    let life = *held(&world.role_life);
    let key = world.keys.of_role(account, role, &field("RoleSessionName"), life);
    let expires = jiff::Timestamp::now() + life;
    Ok(format!(
        "<AssumedRoleUser><AssumedRoleId>AROAEXAMPLE</AssumedRoleId><Arn>{}</Arn></AssumedRoleUser><Credentials>\
         <AccessKeyId>{}</AccessKeyId><SecretAccessKey>{}</SecretAccessKey><SessionToken>{}</SessionToken>\
         <Expiration>{expires:.0}</Expiration></Credentials>",
        escape(&key.arn),
        key.id,
        key.secret,
        key.token.unwrap_or_default(),
    ))
}
