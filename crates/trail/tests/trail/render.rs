//! How does a reading look as a table with one fact per line?

use std::fmt::Display;

use sekisho_domain::fact::{Call, Fact};
use sekisho_trail::{Kind, Limits, Reading};

/// Reads `document` and renders what was read.
pub(crate) fn read(kind: Kind, document: &str) -> String {
    render(&sekisho_trail::read(kind, document.as_bytes(), &Limits::DEFAULT))
}

/// Facts, then rejections, then the number of records.
pub(crate) fn render(reading: &Reading) -> String {
    let facts =
        reading.facts.iter().map(|located| format!("{}: {}", located.at, fact(&located.fact)));
    let rejected = reading.rejected.iter().map(|r| format!("{}! {}: {}", r.at, r.code, r.reason));
    let mut lines: Vec<String> = facts.chain(rejected).collect();
    lines.push(format!("{} records", reading.records));
    lines.join("\n")
}

/// The parts of a fact that are there, by the names of its fields; every field is named so that none can be forgotten.
pub(crate) fn fact(fact: &Fact) -> String {
    let mut line = Line(Vec::new());
    match fact {
        Fact::SessionStart(f) => {
            line.head("session-start", Some(&f.call)).opt("session", &f.session);
            line.opt("desktop", &f.desktop.then_some(true));
            line.opt("node", &f.node).opt("document", &f.document).opt("reason", &f.reason);
            if let Some(tunnel) = &f.tunnel {
                line.opt("host", &tunnel.host).opt("port", &tunnel.port);
            }
            line.opt("request", &f.request)
        }
        Fact::SessionEnd(f) => {
            line.head("session-end", Some(&f.call)).opt("session", &Some(&f.session))
        }
        Fact::SessionHistory(f) => {
            line.head("session-history", None).opt("session", &Some(&f.session));
            line.opt("node", &f.node).opt("status", &f.status).opt("started", &f.started);
            line.opt("ended", &f.ended).opt("document", &f.document).opt("owner", &f.owner);
            line.opt("reason", &f.reason).opt("just-in-time", &f.just_in_time)
        }
        Fact::RequestCall(f) => {
            line.head("request-call", Some(&f.call)).opt("request", &f.request);
            line.opt("reason", &f.reason).all("target", &f.targets)
        }
        Fact::RequestState(f) => {
            line.head("request-state", None).opt("request", &Some(&f.request));
            line.opt("version", &Some(f.version)).opt("status", &Some(f.status.name()));
            line.opt("created", &f.created).opt("requester", &f.requester);
            line.opt("reason", &f.reason).all("target", &f.targets);
            line.opt("from", &f.window.map(|w| w.start())).opt("to", &f.window.map(|w| w.end()));
            line.opt("duration", &f.duration);
            if let Some(policy) = &f.policy {
                line.opt("policy", &Some(&policy.name)).opt("policy-version", &policy.version);
            }
            line.opt("execution", &f.execution).opt("account", &f.account).opt("region", &f.region)
        }
        Fact::RequestEvent(f) => {
            line.head("request-event", None).opt("at", &Some(f.at));
            line.opt("request", &Some(&f.request)).opt("status", &Some(f.status.name()));
            line.opt("execution", &f.execution).opt("node", &f.node).opt("requester", &f.requester);
            line.opt("reason", &f.reason).all("eligible", &f.eligible);
            line.opt("account", &f.account).opt("region", &f.region)
        }
        Fact::Decision(f) => {
            let decision = format!("{:?}", f.decision).to_lowercase();
            line.head("decision", Some(&f.call)).opt("decision", &Some(decision));
            line.opt("execution", &Some(&f.execution)).opt("comment", &f.comment)
        }
        Fact::Token(f) => {
            line.head("token", Some(&f.call)).opt("request", &Some(&f.request));
            line.opt("issued", &f.issued)
        }
        Fact::Credentials(f) => {
            line.head("credentials", Some(&f.call)).opt("role", &Some(&f.role));
            line.opt("session-name", &f.session_name).opt("issued", &Some(&f.issued));
            line.opt("request", &f.request)
        }
        Fact::Node(f) => {
            line.head("node", None).opt("node", &Some(&f.node)).opt("name", &f.name);
            line.opt("computer", &f.computer);
            line.opt("seen", &Some(f.seen)).opt("platform", &f.platform)
        }
        Fact::NodeStop(f) => {
            line.head("node-stop", Some(&f.call)).all("node", &f.nodes);
            line.opt("terminated", &Some(f.terminated))
        }
        Fact::Preferences(f) => {
            line.head("preferences", None).opt("bucket", &f.bucket);
            line.opt("prefix", &f.prefix);
            line.opt("log-group", &f.log_group)
        }
        Fact::Recording(_) | Fact::Attachment(_) => {
            unreachable!("no document of AWS says so: {fact:?}")
        }
    };
    line.0.join(" ")
}

struct Line(Vec<String>);

impl Line {
    fn head(&mut self, name: &str, call: Option<&Call>) -> &mut Self {
        self.0.push(name.to_owned());
        let Some(call) = call else { return self };
        self.opt("event", &Some(&call.event)).opt("at", &Some(call.at));
        self.opt("account", &call.account).opt("region", &call.region).opt("by", &call.principal);
        self.opt("key", &call.access_key).opt("ip", &call.source_ip);
        self.opt("corrects", &call.corrects);
        if let Some(error) = &call.error {
            self.opt("error", &Some(&error.code)).opt("message", &error.message);
        }
        self
    }

    fn opt(&mut self, name: &str, value: &Option<impl Display>) -> &mut Self {
        if let Some(value) = value {
            let value = value.to_string();
            let quoted =
                value.is_empty() || value.contains(|c: char| c.is_whitespace() || c.is_control());
            self.0.push(if quoted {
                format!("{name}={value:?}")
            } else {
                format!("{name}={value}")
            });
        }
        self
    }

    fn all(&mut self, name: &str, values: &[impl Display]) -> &mut Self {
        for value in values {
            self.opt(name, &Some(value));
        }
        self
    }
}
