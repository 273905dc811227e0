//! Is this a secret, or does it only stand where one would?

/// What stood where a secret is expected.
pub(super) struct Fit<'a> {
    /// Everything up to it.
    pub(super) before: &'a [u8],
    pub(super) value: &'a [u8],
    /// Everything behind it.
    pub(super) after: &'a [u8],
    /// The name it is given, where there is one.
    pub(super) key: &'a [u8],
    pub(super) is_quoted: bool,
}

/// Words that documents and programs put where a value would stand.
const PLACEHOLDERS: [&str; 46] = [
    "ask",
    "bool",
    "boolean",
    "bytes",
    "changed",
    "changeit",
    "compat",
    "db",
    "disabled",
    "empty",
    "enabled",
    "expired",
    "expires",
    "false",
    "file",
    "files",
    "hidden",
    "incorrect",
    "int",
    "invalid",
    "ldap",
    "locked",
    "missing",
    "never",
    "nil",
    "no",
    "none",
    "null",
    "number",
    "off",
    "ok",
    "on",
    "optional",
    "prompt",
    "redacted",
    "required",
    "set",
    "sss",
    "str",
    "string",
    "systemd",
    "text",
    "true",
    "undefined",
    "unset",
    "yes",
];

/// The form alone says it.
pub(super) fn value(fit: &Fit<'_>) -> bool {
    !fit.value.is_empty()
}

/// Letters and digits as a machine mixes them: no word, no number, no hash in hexadecimal.
pub(super) fn random(fit: &Fit<'_>) -> bool {
    let has = |is: fn(&u8) -> bool| fit.value.iter().any(is);
    let is_hex = fit.value.iter().all(u8::is_ascii_hexdigit);
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic) && !is_hex
}

/// Somebody typed it where a password goes, so any text is one that is no placeholder.
pub(super) fn typed(fit: &Fit<'_>) -> bool {
    let value = fit.value;
    let text = String::from_utf8_lossy(value).to_lowercase();
    let is_masked = value.iter().all(|byte| matches!(byte, b'*' | b'.' | b'x' | b'X' | b'-'));
    let is_variable = matches!(value[0], b'$' | b'<' | b'%' | b'{' | b'[' | b'`' | b':');
    let is_placeholder = PLACEHOLDERS.contains(&text.trim_end_matches(['.', ',', ';', ':']));
    // `token: token::Paren`, `password = getpass()`
    let is_code = matches!(fit.after.first(), Some(b'(' | b'[' | b'{')) || text.contains("::");
    !is_masked && !is_variable && !is_placeholder && !is_code
}

/// Japanese letters with others among them, or nothing but digits, as no sentence goes on.
pub(super) fn mixed(fit: &Fit<'_>) -> bool {
    typed(fit) && (random(fit) || fit.value.iter().all(u8::is_ascii_digit))
}

/// `--password X`, as somebody gives it and not as a manual explains it.
pub(super) fn option(fit: &Fit<'_>) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'-');
    let is_explained = fit.value.iter().all(is_name);
    let is_next_option = fit.value[0] == b'-' && fit.before.last() != Some(&b'=');
    // `--token string   The token`: a manual goes on behind a wide gap.
    let is_manual = is_plain_word(fit.value) && fit.after.starts_with(b"  ");
    typed(fit) && !is_explained && !is_next_option && !is_manual
}

/// `KEY=value`, `key: value` or `"key": "value"`.
pub(super) fn assigned(fit: &Fit<'_>) -> bool {
    if fit.key.starts_with(b"-") {
        return option(fit);
    }
    let is_argument = is_code(fit.value) && matches!(fit.after.first(), Some(b',' | b')'));
    if !typed(fit) || is_path(fit.value) || is_public(fit) || (is_argument && !fit.is_quoted) {
        return false;
    }
    let is_password = {
        let key = fit.key.to_ascii_lowercase();
        !(key.ends_with(b"token") || key.ends_with(b"secret") || key.ends_with(b"key"))
    };
    let length = fit.value.len();
    let is_long = length >= 16 || (length >= 8 && !is_plain_word(fit.value));
    let is_tight = matches!(fit.before.last(), Some(b'=' | b'"' | b'\''));
    if fit.is_quoted || (is_tight && !fit.before.ends_with(b"==")) {
        return if is_password { length >= 3 } else { is_long };
    }
    // `password: hunter2` says one, `password = form.password` is a program, and
    // `passwd: all tokens updated` a sentence.
    let ends = |byte: &u8| matches!(byte, b' ' | b'\t' | b',' | b';' | b'|');
    let is_header = matches!(fit.after.first(), Some(b'"' | b'\''));
    let is_last = is_header || fit.after.iter().all(ends);
    let is_name = fit.value.iter().all(|byte| byte.is_ascii_alphabetic() || b"_.".contains(byte));
    is_last && length >= 4 && if is_password { !is_code(fit.value) } else { is_long && !is_name }
}

/// A name of a program's text: `self.password`, `new_password`.
fn is_code(value: &[u8]) -> bool {
    let is_name = value.iter().all(|byte| byte.is_ascii_alphabetic() || b"_.".contains(byte));
    let text = String::from_utf8_lossy(value).to_lowercase();
    is_name && (value.contains(&b'.') || value.contains(&b'_') || text.contains("pass"))
}

fn is_plain_word(value: &[u8]) -> bool {
    value.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'-')
}

/// A file that holds the secret, or an address.
fn is_path(value: &[u8]) -> bool {
    [&b"/"[..], b"./", b"~/", b"arn:", b"http:", b"https:"]
        .iter()
        .any(|start| value.starts_with(start))
}

/// Things that only sound secret, such as counts of tokens.
fn is_public(fit: &Fit<'_>) -> bool {
    let key = fit.key.to_ascii_lowercase();
    let is_count = key.ends_with(b"token") && fit.value.iter().all(u8::is_ascii_digit);
    // What stands in an address has a rule of its own.
    is_count || (fit.value.contains(&b'@') && memchr::memmem::find(fit.before, b"://").is_some())
}

/// Whether a text that was a secret once is one wherever it stands.
pub(super) fn is_unmistakable(text: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| text.iter().any(is);
    text.len() >= 8 && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}
