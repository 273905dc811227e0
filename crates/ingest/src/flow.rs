//! How much was asked of AWS, and how much came?
//!
//! Numbers of this process alone, for a monitoring system: what is known of sources and originals is in the catalog.

use std::sync::atomic::{AtomicU64, Ordering};

/// What went to and fro since this process opened its holdings.
#[derive(Debug, Default)]
pub struct Flow {
    services: [Traffic; Service::ALL.len()],
    sealed: AtomicU64,
    sealed_bytes: AtomicU64,
    waiting: AtomicU64,
}

/// The services that are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// S3.
    S3,
    /// SQS.
    Sqs,
    /// Systems Manager.
    Ssm,
    /// CloudTrail.
    CloudTrail,
    /// CloudWatch Logs.
    Logs,
}

/// What was asked of one service.
#[derive(Debug, Default)]
pub(crate) struct Traffic {
    requests: AtomicU64,
    retries: AtomicU64,
    throttled: AtomicU64,
}

/// The numbers of one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Requests that were sent, those that were sent again among them.
    pub requests: u64,
    /// Requests that were sent again.
    pub retries: u64,
    /// Answers that asked to be asked less often.
    pub throttled: u64,
}

impl Flow {
    /// What was asked of a service.
    #[must_use]
    pub fn asked(&self, service: Service) -> Asked {
        let Traffic { requests, retries, throttled } = self.of(service);
        Asked { requests: read(requests), retries: read(retries), throttled: read(throttled) }
    }

    /// Things that were given to the archive, and their bytes.
    #[must_use]
    pub fn sealed(&self) -> (u64, u64) {
        (read(&self.sealed), read(&self.sealed_bytes))
    }

    /// Things that waited between the sources and the disk when it was last looked.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        read(&self.waiting)
    }

    pub(crate) fn of(&self, service: Service) -> &Traffic {
        &self.services[service as usize]
    }

    pub(crate) fn seals(&self, bytes: u64) {
        add(&self.sealed, 1);
        add(&self.sealed_bytes, bytes);
    }

    pub(crate) fn waits(&self, things: usize) {
        self.waiting.store(things as u64, Ordering::Relaxed);
    }
}

impl Traffic {
    pub(crate) fn sends(&self, is_first: bool) {
        add(&self.requests, 1);
        add(&self.retries, u64::from(!is_first));
    }

    pub(crate) fn is_throttled(&self) {
        add(&self.throttled, 1);
    }
}

impl Service {
    /// Every service.
    pub const ALL: [Self; 5] = [Self::S3, Self::Sqs, Self::Ssm, Self::CloudTrail, Self::Logs];

    /// The word in metrics.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::S3 => "s3",
            Self::Sqs => "sqs",
            Self::Ssm => "ssm",
            Self::CloudTrail => "cloudtrail",
            Self::Logs => "logs",
        }
    }
}

fn read(number: &AtomicU64) -> u64 {
    number.load(Ordering::Relaxed)
}

fn add(number: &AtomicU64, more: u64) {
    number.fetch_add(more, Ordering::Relaxed);
}
