//! What does each kind of secret look like?

use super::likely::{Fit, assigned, mixed, option, random, typed, value};

/// One kind of secret.
pub(super) struct Rule {
    /// The word used in every interface, for example `aws-secret-key`.
    pub(super) kind: &'static str,
    /// Nothing is looked at more closely that holds none of these; they must be rare in output.
    pub(super) words: &'static [&'static str],
    /// The text around it, and in the group `s` itself, or `<value>` for [`VALUE`].
    pub(super) pattern: &'static str,
    /// What else must hold, so that look-alikes stay readable.
    pub(super) fits: fn(&Fit<'_>) -> bool,
}

/// A value on a command line: in quotes it may hold anything but them.
pub(super) const VALUE: &str =
    r#"(?:"(?P<s>(?:\\.|[^"\\])+)"|'(?P<v>[^']+)'|["']?(?P<w>(?:\\\S|[^\s"'|;&)\\])+))"#;

/// The kind of what stands between the first and the last line of a private key.
pub(crate) const PRIVATE_KEY: &str = "private-key";

/// One line per kind; where two find the same bytes, the upper one names them.
#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    Rule { kind: PRIVATE_KEY, words: &["PRIVATE KEY-----"], pattern: r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\r)?(?:\\n| )(?P<s>(?:[A-Za-z0-9+/=]|\\r|\\n| )+)", fits: value },
    Rule { kind: "aws-secret-key", words: &["ecret", "ECRET"], pattern: r#"(?i)secret[_ ]?access[_ ]?key["']?(?:\s*\[[^\]]*\])?[\s:=|]+["']?(?P<s>[A-Za-z0-9/+]{40})(?:[^A-Za-z0-9/+=]|$)"#, fits: random },
    Rule { kind: "aws-secret-key", words: &["AKIA", "ASIA"], pattern: r"A[KS]IA[A-Z2-7]{16}.*?[^A-Za-z0-9/+=](?P<s>[A-Za-z0-9/+]{40})(?:[^A-Za-z0-9/+=]|$)", fits: random },
    Rule { kind: "aws-session-token", words: &["FwoGZXIv", "IQoJb3Jp", "AQoDYXdz", "FQoGZXIv"], pattern: r"(?P<s>(?:FwoGZXIvYXdz|IQoJb3JpZ2lu|AQoDYXdz|FQoGZXIvYXdz)[A-Za-z0-9/+=%]{40,})", fits: value },
    Rule { kind: "jwt", words: &["eyJ"], pattern: r"(?P<s>\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*)", fits: value },
    Rule { kind: "github-token", words: &["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"], pattern: r"\b(?P<s>gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,})", fits: value },
    Rule { kind: "gitlab-token", words: &["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-"], pattern: r"\b(?P<s>gl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{20,})", fits: value },
    Rule { kind: "slack-token", words: &["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xapp-"], pattern: r"\b(?P<s>(?:xox[abprs]|xapp)-[A-Za-z0-9-]{10,})", fits: random },
    Rule { kind: "slack-webhook", words: &["hooks.slack.com"], pattern: r"hooks\.slack\.com/(?:services|workflows)/(?P<s>[A-Za-z0-9/]{20,})", fits: value },
    Rule { kind: "google-key", words: &["AIza", "GOCSPX-", "ya29."], pattern: r"\b(?P<s>AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{20,}|ya29\.[A-Za-z0-9_-]{20,})", fits: value },
    Rule { kind: "stripe-key", words: &["k_live_", "k_test_", "whsec_"], pattern: r"\b(?P<s>[rsp]k_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/=]{16,})", fits: value },
    Rule { kind: "npm-token", words: &["npm_"], pattern: r"\b(?P<s>npm_[A-Za-z0-9]{36})\b", fits: random },
    Rule { kind: "pypi-token", words: &["pypi-"], pattern: r"\b(?P<s>pypi-[A-Za-z0-9_-]{50,})", fits: value },
    Rule { kind: "docker-token", words: &["dckr_"], pattern: r"\b(?P<s>dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,})", fits: value },
    Rule { kind: "hugging-face-token", words: &["hf_"], pattern: r"\b(?P<s>hf_[A-Za-z0-9]{30,})", fits: random },
    Rule { kind: "sendgrid-key", words: &["SG."], pattern: r"\b(?P<s>SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,})", fits: value },
    Rule { kind: "vault-token", words: &["hvs.", "hvb."], pattern: r"\b(?P<s>hv[sb]\.[A-Za-z0-9_-]{24,})", fits: value },
    Rule { kind: "digitalocean-token", words: &["dop_v1_", "doo_v1_"], pattern: r"\b(?P<s>do[op]_v1_[a-f0-9]{64})", fits: value },
    Rule { kind: "openai-key", words: &["sk-"], pattern: r"\b(?P<s>sk-(?:proj-|svcacct-|ant-[a-z0-9]+-)?[A-Za-z0-9_-]{32,})", fits: random },
    Rule { kind: "azure-key", words: &["ccountKey", "ccessKey"], pattern: r"(?:AccountKey|SharedAccessKey)=(?P<s>[A-Za-z0-9+/]{40,}={0,2})", fits: value },
    Rule { kind: "age-key", words: &["AGE-SE"], pattern: r"(?P<s>AGE-SECRET-KEY-1[A-Z0-9]{58})", fits: value },
    Rule { kind: "password-hash", words: &["$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$7$", "$y$", "$gy$", "$argon2"], pattern: r"(?P<s>\$(?:1|2[aby]|5|6|7|y|gy|argon2(?:id|i|d))\$[./A-Za-z0-9$,=+]{16,})", fits: value },
    Rule { kind: "authorization", words: &["uthorization", "UTHORIZATION"], pattern: r#"(?i)authorization["']?\s*[:=]\s*["']?(?:bearer|basic|token|negotiate|apikey)\s+(?P<s>[^\s"',;]{4,})"#, fits: typed },
    Rule { kind: "authorization", words: &["earer ", "EARER "], pattern: r"(?i)\bbearer\s+(?P<s>[A-Za-z0-9._~+/-]{16,}=*)", fits: random },
    Rule { kind: "url-password", words: &["://"], pattern: r#"[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@"'<>]*:(?P<s>[^\s/@"'<>]+)@"#, fits: typed },
    Rule { kind: "sql-password", words: &["dentified", "DENTIFIED", "assw", "ASSW"], pattern: r#"(?i)(?:identified\s+(?:with\s+\S+\s+)?by|\bpassword(?:\s+for\s+\S+)?)(?:\s+|\s*=\s*|\s*\(\s*)(?:'(?P<s>[^']+)'|"(?P<v>[^"]+)")"#, fits: typed },
    Rule { kind: "sql-password", words: &["dentified", "DENTIFIED"], pattern: r#"(?i)\b(?:create|alter)\s+user\s+\S+\s+identified\s+by\s+<value>"#, fits: typed },
    Rule { kind: "oracle-password", words: &["sqlplus", "sqlldr", "impdp", "expdp"], pattern: r#"\b(?:sqlplus|sqlldr|impdp|expdp)\s(?:[^|;&]*\s)?["']?(?i:userid=)?[A-Za-z0-9_$\#]+/(?P<s>[^\s@/"']+)"#, fits: typed },
    Rule { kind: "postgres-password", words: &[":5432:"], pattern: r"(?:^|\s)[^\s:]+:5432:[^\s:]+:[^\s:]+:(?P<s>\S+)$", fits: typed },
    Rule { kind: "mysql-password", words: &["mysql", "maria", "mycli"], pattern: r#"\b(?:mysql|mariadb|mycli)(?:-?[a-z]+)?\s(?:[^|;&]*\s)?["']?-p<value>"#, fits: typed },
    Rule { kind: "sshpass-password", words: &["sshpass"], pattern: r#"\bsshpass\s+(?:-[^p]\S*\s+)*-p\s*<value>"#, fits: typed },
    Rule { kind: "curl-password", words: &["curl"], pattern: r#"\bcurl\s(?:[^|;&]*\s)?(?:-[a-zA-Z]*u\s*|--(?:proxy-)?user[ =])["']?[^\s:"']+:(?P<s>[^\s"']+)"#, fits: typed },
    Rule { kind: "redis-password", words: &["redis-cli"], pattern: r#"\bredis-cli\s(?:[^|;&]*\s)?-a\s*<value>"#, fits: typed },
    Rule { kind: "redis-password", words: &["AUTH ", "> auth "], pattern: r#"(?:^AUTH|> ?(?:AUTH|auth))\s+(?:\S+\s+)?["']?(?P<s>[^\s"']+)["']?\s*$"#, fits: typed },
    Rule { kind: "redis-password", words: &["requirepass", "masterauth", "REQUIREPASS"], pattern: r#"(?i)\b(?:requirepass|masterauth)\s+["']?(?P<s>[^\s"']+)["']?\s*$"#, fits: typed },
    Rule { kind: "mongo-password", words: &["mongo"], pattern: r#"\bmongo(?:sh|dump|restore|export|import)?\s(?:[^|;&]*\s)?-p\s*<value>"#, fits: typed },
    Rule { kind: "login-password", words: &[" login "], pattern: r#"\b(?:docker|podman|buildah|skopeo|helm|oc|az)\s(?:[^|;&]*\s)?login\s(?:[^|;&]*\s)?-p\s*<value>"#, fits: typed },
    Rule { kind: "vault-token", words: &["vault login"], pattern: r#"\bvault\s+login\s+(?:-\S+\s+)*["']?(?P<s>[^\s"'=-][^\s"'=]{7,})(?:["'\s]|$)"#, fits: random },
    Rule { kind: "windows-password", words: &["net user", "NET USER"], pattern: r#"(?i)\bnet\s+user\s+(?:"[^"]*"|[^\s/"]\S*)\s+["']?(?P<s>[^\s"'/*][^\s"']*)"#, fits: typed },
    Rule { kind: "windows-password", words: &["net use ", "NET USE "], pattern: r#"(?i)\bnet\s+use\s+(?:\S+\s+)?\\\\\S+\s+(?:/\S+\s+)*["']?(?P<s>[^\s"'/*][^\s"']*)"#, fits: typed },
    Rule { kind: "windows-password", words: &["ecureString", "ecurestring"], pattern: r#"(?i)\bconvertto-securestring\s+(?:-(?:string|asplaintext|force)\s+)*["'](?P<s>[^"']+)["']"#, fits: typed },
    Rule { kind: "windows-password", words: &["cmdkey", "freerdp"], pattern: r#"(?i)\b(?:cmdkey\s.*?/pass|x?l?w?freerdp3?\s.*?/p):<value>"#, fits: typed },
    Rule { kind: "windows-password", words: &[" -pw "], pattern: r#"\s-pw\s+<value>"#, fits: option },
    Rule { kind: "smb-password", words: &["smbclient", "rpcclient"], pattern: r#"\b(?:smbclient|rpcclient)\s(?:[^|;&]*\s)?(?:-U\s*|--user[ =])["']?[^\s%"']+%(?P<s>[^\s"']+)"#, fits: typed },
    Rule { kind: "ftp-password", words: &["lftp"], pattern: r#"\blftp\s(?:[^|;&]*\s)?-u\s*["']?[^\s,"']+,(?P<s>[^\s"']+)"#, fits: typed },
    Rule { kind: "netrc-password", words: &["assw"], pattern: r#"\blogin\s+\S+\s+password\s+(?P<s>\S+)"#, fits: typed },
    Rule { kind: "aws-parameter", words: &["put-parameter"], pattern: r#"\bput-parameter\s(?:.*\s)?(?:--type[ =]["']?SecureString\b.*\s--value[ =]["']?(?P<s>[^\s"']+)|--value[ =]["']?(?P<v>[^\s"']+).*\s--type[ =]["']?SecureString)"#, fits: typed },
    Rule { kind: "piped-password", words: &["assw", "sudo -", "kinit", "cryptsetup"], pattern: r#"\b(?:echo|printf)\s+(?:-[neE]+\s+|['"]?%s(?:\\n)?['"]?\s+)*(?:"(?P<s>[^"]+)"|'(?P<v>[^']+)'|(?P<w>[^\s"'|;&]+))\s*\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:sudo\s+(?:-\S+\s+)*-[A-Za-z]*S|(?:passwd|smbpasswd|vncpasswd|kinit|cryptsetup)\b|\S+\s[^|;&]*--password-stdin)"#, fits: typed },
    Rule { kind: "piped-password", words: &["<<<"], pattern: r#"(?:\bsudo\s(?:-\S+\s+)*-[A-Za-z]*S\b|--(?:password-)?stdin\b|\b(?:smbpasswd|vncpasswd|kinit|cryptsetup)\b)[^|;]*<<<\s*<value>"#, fits: typed },
    Rule { kind: "piped-password", words: &["<<<"], pattern: r#"\bchpasswd\b[^|;]*<<<\s*["']?[^\s:"']+:(?P<s>[^\s"']+)"#, fits: typed },
    Rule { kind: "account-password", words: &["useradd", "usermod"], pattern: r#"\buser(?:add|mod)\s(?:[^|;&]*\s)?-p\s*<value>"#, fits: typed },
    Rule { kind: "account-password", words: &["rabbitmqctl"], pattern: r#"\brabbitmqctl\s(?:[^|;&]*\s)?(?:add_user|change_password|authenticate_user)\s+\S+\s+<value>"#, fits: typed },
    Rule { kind: "key-password", words: &["ssh-keygen"], pattern: r#"\bssh-keygen\s(?:[^|;&]*\s)?-[NP]\s*<value>"#, fits: typed },
    Rule { kind: "key-password", words: &["storepass", "keypass"], pattern: r#"\s-(?:src|dest|new)?(?:store|key)pass\s+<value>"#, fits: option },
    Rule { kind: "ipmi-password", words: &["ipmitool"], pattern: r#"\bipmitool\s(?:[^|;&]*\s)?-P\s*<value>"#, fits: typed },
    Rule { kind: "kubernetes-secret", words: &["from-literal"], pattern: r#"--from-literal[ =]["']?[^\s="']+=["']?(?P<s>[^\s"']+)"#, fits: typed },
    Rule { kind: "archive-password", words: &["zip -"], pattern: r#"\b(?:zip|unzip|zipcloak)\s(?:[^|;&]*\s)?-[a-zA-Z]*P\s*<value>"#, fits: typed },
    Rule { kind: "archive-password", words: &["7z"], pattern: r#"\b7z[azr]?\s+[a-z]+\s(?:[^|;&]*\s)?-p<value>"#, fits: typed },
    Rule { kind: "ldap-password", words: &["ldap"], pattern: r#"\bldap(?:search|modify|add|delete|passwd|whoami)\s(?:[^|;&]*\s)?-w\s*<value>"#, fits: typed },
    Rule { kind: "sqlcmd-password", words: &["sqlcmd", "bcp "], pattern: r#"\b(?:sqlcmd|bcp)\s(?:[^|;&]*\s)?-P\s*<value>"#, fits: typed },
    Rule { kind: "openssl-password", words: &["pass:"], pattern: r#"-pass(?:in|out|word)?\s+["']?pass:(?P<s>[^\s"']+)"#, fits: typed },
    Rule { kind: "openssl-password", words: &["openssl"], pattern: r#"\bopenssl\s+(?:enc|aes|des|aria|camellia)[^|;&]*\s-k\s+<value>"#, fits: typed },
    Rule { kind: "htpasswd-password", words: &["htpasswd"], pattern: r#"\bhtpasswd\s+-[a-zA-Z]*b[a-zA-Z]*\s+(?:-\S+\s+)*\S+\s+\S+\s+<value>"#, fits: typed },
    Rule { kind: "chpasswd-password", words: &["chpasswd"], pattern: r#"\becho\s+(?:-\S+\s+)?["']?[^\s:"']+:(?P<s>[^\s"'|]+)["']?\s*\|\s*(?:sudo\s+)?chpasswd"#, fits: typed },
    Rule { kind: "option", words: &["assw", "ASSW", "assph", "ecret", "oken", "pi-key", "pikey", "--pass", "-pwd"], pattern: r#"(?i)(?:^|[\s"'])--?(?:[a-z0-9]+[-_.])*(?:password|passwd|passphrase|pass|pwd|secret|secret-key|secret-string|token|api-?key)(?:=|\s)<value>"#, fits: option },
    Rule { kind: "assignment", words: &["assw", "ASSW", "assph", "ASSPH", "_PWD", "_pwd", "ecret", "ECRET", "oken", "OKEN", "pi_key", "PI_KEY", "piKey", "pikey", "pi-key", "pi-Key", "PIKEY"], pattern: r#"(?i)(?P<k>[a-z0-9_.-]*(?:password|passwd|passphrase|_pwd|secret|secret[_-]?key(?:[_-]base)?|secret[_-]?access[_-]?key|token|api[_-]?key)\d*)["']?(?:\s*(?:=>?|:=|:)\s*|\s*\|\s+)(?:(?P<q>["'])(?P<s>[^"'\s][^"']*)["']?|(?P<v>(?:[^\s"',;|&(){}\[\]]|&[A-Za-z0-9])+))"#, fits: assigned },
    Rule { kind: "assignment", words: &["パスワード"], pattern: r#"パスワード\s*(?::|=|：|＝|は)\s*(?:["']|「)?(?P<s>[!-~]{4,})"#, fits: typed },
    Rule { kind: "assignment", words: &["パスワード", "暗証番号"], pattern: r#"(?:パスワード|暗証番号)\s*(?::|=|：|＝|は)\s*(?:["']|「)?(?P<s>(?u:[^ \t\r\n\u{a0}\u{3000}"'「」、。]{4,}))"#, fits: mixed },
];
