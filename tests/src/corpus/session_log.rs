//! What does the agent make of a session's output when it writes the S3 log?

use super::session::Session;

/// The log object: the header of `script`, the output through a second pty, the trailer.
#[must_use]
pub(super) fn session_log(session: &Session, output: &[u8]) -> Vec<u8> {
    let generated = session.ended.strftime("%Y-%m-%d %H:%M:%S+00:00");
    let header = format!(
        "Script started on {generated} [COMMAND=\"cat /var/lib/amazon/ssm/{}/session/orchestration/{}\
         /Standard_Stream/ipcTempFile.log\" <not executed on terminal>]\n",
        session.node.id, session.id
    );
    let mut log = Vec::with_capacity(output.len() + output.len() / 32 + 512);
    log.extend_from_slice(header.as_bytes());
    let mut done = 0;
    for end in memchr::memchr_iter(b'\n', output) {
        log.extend_from_slice(&output[done..end]);
        log.extend_from_slice(b"\r\n");
        done = end + 1;
    }
    log.extend_from_slice(&output[done..]);
    let trailer = format!("\nScript done on {generated} [COMMAND_EXIT_CODE=\"0\"]\n");
    log.extend_from_slice(trailer.as_bytes());
    log
}
