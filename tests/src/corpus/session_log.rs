//! What does the agent make of a session's output when it writes the S3 log?

use super::session::Session;

/// The log object: the header of `script`, the output through a second pty, the trailer.
#[must_use]
pub(super) fn session_log(session: &Session, output: &[u8]) -> Vec<u8> {
    let mut log = Vec::with_capacity(output.len() + output.len() / 32 + 512);
    log.extend_from_slice(header(session).as_bytes());
    log.extend_from_slice(&through_second_pty(output));
    log.extend_from_slice(trailer(session).as_bytes());
    log
}

/// What `script` writes before the output.
pub(super) fn header(session: &Session) -> String {
    format!(
        "Script started on {} [COMMAND=\"cat /var/lib/amazon/ssm/{}/session/orchestration/{}\
         /Standard_Stream/ipcTempFile.log\" <not executed on terminal>]\n",
        generated(session),
        session.node.id,
        session.id
    )
}

/// What it writes behind it.
pub(super) fn trailer(session: &Session) -> String {
    format!("\nScript done on {} [COMMAND_EXIT_CODE=\"0\"]\n", generated(session))
}

/// Every line end has one more carriage return.
pub(super) fn through_second_pty(output: &[u8]) -> Vec<u8> {
    let mut log = Vec::with_capacity(output.len() + output.len() / 32);
    let mut done = 0;
    for end in memchr::memchr_iter(b'\n', output) {
        log.extend_from_slice(&output[done..end]);
        log.extend_from_slice(b"\r\n");
        done = end + 1;
    }
    log.extend_from_slice(&output[done..]);
    log
}

fn generated(session: &Session) -> String {
    session.ended.strftime("%Y-%m-%d %H:%M:%S+00:00").to_string()
}
