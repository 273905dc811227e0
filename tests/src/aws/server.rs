//! How does one address on loopback answer for all services?

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http_body_util::combinators::UnsyncBoxBody;
use hyper::body::{Bytes, Incoming};
use hyper::header::HeaderValue;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use super::call::{Asked, Content};
use super::fault::Harm;
use super::refusal::Refusal;
use super::world::World;
use super::{harm, service};

pub(super) type Failed = Box<dyn std::error::Error + Send + Sync>;
pub(super) type Body = UnsyncBoxBody<Bytes, Failed>;
pub(super) type Answer = Response<Body>;

/// How a connection is to end.
#[derive(Clone, Default)]
pub(super) struct Line(Arc<AtomicBool>);

impl Line {
    /// With a reset instead of a close.
    pub(super) fn reset(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

pub(super) async fn serve(listener: TcpListener, world: Arc<World>) {
    while let Ok((stream, _peer)) = listener.accept().await {
        let world = Arc::clone(&world);
        tokio::spawn(async move {
            // Clients come and go, and faults end connections: nobody has to be told.
            let _ = connection(stream, world).await;
        });
    }
}

/// Listens on loopback only: nothing here checks whether a caller may call.
pub(super) async fn listen(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await
}

async fn connection(stream: TcpStream, world: Arc<World>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let stream = stream.into_std()?;
    // The socket ends when its last handle does: this one decides how, after hyper has let go of the other.
    let last = TcpStream::from_std(stream.try_clone()?)?;
    let line = Line::default();
    let answers = service_fn(|request| answer(request, Arc::clone(&world), line.clone()));
    let io = TokioIo::new(TcpStream::from_std(stream)?);
    let _ = http1::Builder::new().serve_connection(io, answers).await;
    if line.0.load(Ordering::Relaxed) {
        last.set_zero_linger()?;
    }
    Ok(())
}

async fn answer(
    request: Request<Incoming>,
    world: Arc<World>,
    line: Line,
) -> Result<Answer, Failed> {
    let Asked { call, key, content } = Asked::read(request, &world.keys).await?;
    let request_id = world.log.add(call.clone());
    let mut harms = world.faults.harms(&call);
    if key.as_ref().is_some_and(|key| world.keys.has_expired(&key.id)) {
        harms.insert(0, Harm::ExpiredToken);
    }
    for harm in &harms {
        match harm {
            Harm::Slow(wait) => tokio::time::sleep(*wait).await,
            Harm::Changed(bytes) => world.buckets.overwrite(&call.about, bytes.clone()).await?,
            harm => {
                if let Some(refusal) = harm::refusal(harm, &call, key.as_ref()) {
                    return Ok(signed(refusal.answer(&call.service, &request_id), &request_id));
                }
            }
        }
    }
    let mut answer = match (content, key) {
        (Content::Object(request), _) => world.buckets.answer(*request, &request_id).await?,
        (Content::Whole(_), None) => {
            let text = "The security token included in the request is invalid.";
            let refusal = Refusal::bad("UnrecognizedClientException", text);
            refusal.answer(&call.service, &request_id)
        }
        (Content::Whole(body), Some(key)) => service::answer(&world, &call, &key, &body)
            .await
            .unwrap_or_else(|refusal| refusal.answer(&call.service, &request_id)),
    };
    if call.operation == "PutObject" && answer.status().is_success() {
        let name = call.about.split('?').next().and_then(|name| name.split_once('/'));
        name.into_iter().for_each(|(bucket, key)| world.tell(bucket, key));
    }
    for harm in &harms {
        answer = harm::damage(answer, harm, &line).await?;
    }
    Ok(signed(answer, &request_id))
}

fn signed(mut answer: Answer, request_id: &str) -> Answer {
    if let Ok(id) = HeaderValue::from_str(request_id) {
        answer.headers_mut().insert("x-amzn-requestid", id.clone());
        answer.headers_mut().insert("x-amz-request-id", id);
    }
    answer
}
