//! Which service answers a call that is not for S3?

use hyper::Response;
use hyper::body::Bytes;
use serde_json::Value;

use super::call::Call;
use super::keys::Key;
use super::refusal::{Refusal, whole};
use super::server::Answer;
use super::world::World;
use super::{cloudtrail, held, logs, sqs, ssm, sts};

/// JSON, or XML from STS.
pub(super) async fn answer(
    world: &World,
    call: &Call,
    key: &Key,
    body: &Bytes,
) -> Result<Answer, Refusal> {
    let text = match call.service.as_str() {
        "sts" => sts::answer(world, call, key)?,
        service => {
            let ask: Value = serde_json::from_slice(body)
                .map_err(|error| Refusal::bad("SerializationException", error.to_string()))?;
            let answer = match service {
                "sqs" => sqs::answer(&world.queues, &call.operation, &ask).await,
                _ => of_region(world, call, &ask),
            };
            let text = format!("{} of {service} is not imitated", call.operation);
            answer.ok_or_else(|| Refusal::bad("UnknownOperationException", text))??.to_string()
        }
    };
    Ok(Response::new(whole(text)))
}

/// What the account holds in the region decides.
fn of_region(world: &World, call: &Call, ask: &Value) -> Option<Result<Value, Refusal>> {
    let place = (call.account.clone(), call.region.clone());
    let now = world.now();
    let regions = &mut *held(&world.regions);
    if call.service == "ssm" {
        return ssm::answer(&call.operation, ask, &place, regions, now);
    }
    let region = regions.entry(place).or_default();
    match call.service.as_str() {
        "cloudtrail" => cloudtrail::answer(&call.operation, ask, region, now),
        "logs" => logs::answer(&call.operation, ask, region, now),
        _ => None,
    }
}
