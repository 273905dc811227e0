//! Where does a shell see the end of a command, and after what does it ask for more?

use std::collections::VecDeque;

/// The commands of a text of several lines, each with the lines that belong to it; the last may be unfinished.
pub(super) fn commands(text: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut command = String::new();
    let mut open = Open::default();
    for line in text.split('\n') {
        if !command.is_empty() {
            command.push('\n');
        }
        command.push_str(line);
        open.read(line);
        if !open.is_open() {
            commands.push(std::mem::take(&mut command));
        }
    }
    if !command.is_empty() {
        commands.push(command);
    }
    commands.retain(|command| !command.trim().is_empty());
    commands
}

/// Whether a shell would ask for more after this text.
pub(super) fn is_unfinished(text: &str) -> bool {
    let mut open = Open::default();
    text.split('\n').for_each(|line| open.read(line));
    open.is_open()
}

/// What has begun and not ended.
#[derive(Default)]
struct Open {
    quote: Option<char>,
    /// Loops, branches and groups.
    blocks: usize,
    brackets: usize,
    /// The words that end the documents which follow, and whether tabs may stand before them.
    documents: VecDeque<(String, bool)>,
    /// The line ends in a backslash or in an operator that wants another command.
    continues: bool,
}

impl Open {
    fn is_open(&self) -> bool {
        let Open { quote, blocks, brackets, documents, continues } = self;
        quote.is_some() || *blocks > 0 || *brackets > 0 || !documents.is_empty() || *continues
    }

    fn read(&mut self, line: &str) {
        if let Some((end, has_tabs)) = self.documents.front().filter(|_| self.quote.is_none()) {
            let line = if *has_tabs { line.trim_start_matches('\t') } else { line };
            if line == end {
                self.documents.pop_front();
            }
            return;
        }
        self.continues = false;
        let mut word = Word::new();
        let mut rest = line.chars();
        while let Some(c) = rest.next() {
            match (self.quote, c) {
                (Some('\''), '\'') => self.quote = None,
                (Some('\''), _) => {}
                (_, '\\') => {
                    self.continues = rest.next().is_none();
                    word.text.push(c);
                }
                (Some(quote), _) if c == quote => self.quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"' | '`') => {
                    self.quote = Some(c);
                    word.text.push(c);
                }
                (None, '#') if word.text.is_empty() => break,
                (None, '<') if rest.as_str().starts_with("<<") => {
                    rest.nth(1);
                }
                (None, '<') if rest.as_str().starts_with('<') => {
                    rest.next();
                    let (document, length) = document(rest.as_str());
                    self.documents.extend(document);
                    rest = rest.as_str()[length..].chars();
                }
                (None, ' ' | '\t' | ';' | '&' | '|' | '(' | ')') => {
                    self.end_word(&mut word, c);
                    let next = rest.as_str().trim_start();
                    self.continues = next.is_empty()
                        && (c == '|' || (c == '&' && line.trim_end().ends_with("&&")));
                }
                (None, _) => word.text.push(c),
            }
        }
        self.end_word(&mut word, '\n');
    }

    /// A word ends before `c`, which may begin another command.
    fn end_word(&mut self, word: &mut Word, c: char) {
        let text = std::mem::take(&mut word.text);
        let opens_command = match text.as_str() {
            _ if !word.is_first => false,
            "for" | "while" | "until" | "select" | "if" | "case" | "{" => {
                self.blocks += 1;
                matches!(text.as_str(), "while" | "until" | "if" | "{")
            }
            "done" | "fi" | "esac" | "}" => {
                self.blocks = self.blocks.saturating_sub(1);
                false
            }
            "then" | "do" | "else" | "elif" | "!" | "time" | "" => true,
            _ => false,
        };
        match c {
            '(' => self.brackets += 1,
            ')' => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
        word.is_first = opens_command || !matches!(c, ' ' | '\t');
    }
}

/// The word being read, and whether a command begins with it.
struct Word {
    text: String,
    is_first: bool,
}

impl Word {
    fn new() -> Word {
        Word { text: String::new(), is_first: true }
    }
}

/// What stands behind `<<`: the word that ends the document, if there is one, and its length.
fn document(rest: &str) -> (Option<(String, bool)>, usize) {
    let has_tabs = rest.starts_with('-');
    let start = usize::from(has_tabs);
    let blanks = rest[start..].len() - rest[start..].trim_start().len();
    let from = start + blanks;
    let ends = |c: char| c.is_whitespace() || ";&|()<>".contains(c);
    let length = rest[from..].find(ends).unwrap_or(rest.len() - from);
    let word: String =
        rest[from..from + length].chars().filter(|c| !"'\"\\".contains(*c)).collect();
    ((!word.is_empty()).then_some((word, has_tabs)), from + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_ends_where_a_shell_runs_it() {
        let check = |text: &str, expected: &[&str]| assert_eq!(commands(text), expected, "{text}");
        check("cd /etc\nls\n\nid", &["cd /etc", "ls", "id"]);
        check("for f in a b; do\nwc $f\ndone\nid", &["for f in a b; do\nwc $f\ndone", "id"]);
        check("for f in a; do wc $f; done\nid", &["for f in a; do wc $f; done", "id"]);
        check(
            "if true\nthen\nif id; then ls; fi\nfi\nid",
            &["if true\nthen\nif id; then ls; fi\nfi", "id"],
        );
        check("case $x in\na) id;;\nesac\nls", &["case $x in\na) id;;\nesac", "ls"]);
        check("f() {\n  echo }\n}\nf", &["f() {\n  echo }\n}", "f"]);
        check("(cd /\nls)\nid", &["(cd /\nls)", "id"]);
        check("cat <<EOF >x\n$ id\nEOF\nls", &["cat <<EOF >x\n$ id\nEOF", "ls"]);
        check("cat <<-'A'; id\n\tA\nls", &["cat <<-'A'; id\n\tA", "ls"]);
        check("cat <<<word\nls", &["cat <<<word", "ls"]);
        check("echo 'a\nb' \"c\nd\"\nid", &["echo 'a\nb' \"c\nd\"", "id"]);
        check("ls \\\n -l\nid |\n cat\nid &&\nls", &["ls \\\n -l", "id |\n cat", "id &&\nls"]);
        check("echo for x # 'not open\nid &\nls", &["echo for x # 'not open", "id &", "ls"]);
        check("echo $(id\n)\nls", &["echo $(id\n)", "ls"]);
        check("echo \\\" a\nid", &["echo \\\" a", "id"]);
        check("echo don't\nid", &["echo don't\nid"]);
    }
}
