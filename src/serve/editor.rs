//! Where in which file → a link that opens it in an editor, or a program that is started.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::url;

/// How files are opened in an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Editor {
    /// By a link that the browser hands to the editor: `vscode://file/{file}:{line}:{column}`.
    Link(String),
    /// By a program and its arguments.
    Program(Vec<String>),
}

impl Default for Editor {
    fn default() -> Self {
        Self::Link("vscode://file{file}:{line}:{column}".to_owned())
    }
}

impl Editor {
    /// Reads what was asked for: a link (with `://` in it) or a command, in which `{file}`, `{line}` and `{column}`
    /// stand for the place. A command without `{file}` gets the file as its last argument. Quotes keep words of a
    /// command together; no shell reads it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.contains("://") {
            let scheme = text.split("://").next().unwrap_or_default();
            let is_scheme =
                scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
            // A link of these schemes would run in the page, or leave for another site.
            let is_safe = !matches!(
                scheme.to_ascii_lowercase().as_str(),
                "" | "javascript" | "data" | "vbscript" | "http" | "https" | "blob" | "file"
            );
            return (is_scheme && is_safe).then(|| Self::Link(text.to_owned()));
        }
        let mut words = words(text)?;
        if !words.iter().any(|word| word.contains("{file}")) {
            words.push("{file}".to_owned());
        }
        (words.len() > 1).then_some(Self::Program(words))
    }

    /// The link to a place in a file; none where a program must be started.
    pub(super) fn link(&self, file: &Path, (line, column): (u32, u32)) -> Option<String> {
        let Self::Link(template) = self else { return None };
        let path = file.to_string_lossy().replace('\\', "/");
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        Some(filled(template, &url::encode_file(&path), (line, column)))
    }

    /// Starts the program on a place in a file.
    ///
    /// # Errors
    /// When there is no such program, or the file is opened by a link.
    pub(super) fn start(&self, file: &Path, (line, column): (u32, u32)) -> io::Result<()> {
        let Self::Program(words) = self else {
            return Err(io::Error::other("the editor is opened by a link"));
        };
        let path = file.to_string_lossy();
        let mut words = words.iter().map(|word| filled(word, &path, (line, column)));
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        // Waited for, so that it does not stay behind as a zombie when it ends.
        std::thread::spawn(move || child.wait().ok());
        Ok(())
    }
}

/// One word or link, filled in at once, so that a file called `{line}` stays one.
fn filled(template: &str, file: &str, (line, column): (u32, u32)) -> String {
    let mut out = String::with_capacity(template.len() + file.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let number = |n: u32| n.to_string();
        let (value, taken) =
            [("{file}", file.to_owned()), ("{line}", number(line)), ("{column}", number(column))]
                .into_iter()
                .find(|(name, _)| from.starts_with(name))
                .map_or_else(|| ("{".to_owned(), 1), |(name, value)| (value, name.len()));
        out.push_str(&value);
        rest = from.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The words of a command; none where a quote is not closed.
fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_filled_in_and_harmless() {
        let own = Editor::default();
        let place = (3, 7);
        let file = Path::new("/home/an/kennis bank/é#?{line}.md");
        assert_eq!(
            own.link(file, place).unwrap(),
            "vscode://file/home/an/kennis%20bank/%C3%A9%23%3F%7Bline%7D.md:3:7"
        );
        let idea = Editor::parse("idea://open?file={file}&line={line}").unwrap();
        assert_eq!(idea.link(Path::new("/a.md"), place).unwrap(), "idea://open?file=/a.md&line=3");
        for bad in
            ["javascript://%0aalert(1)", "https://x/{file}", "data://x", "://x", "a b://x", ""]
        {
            assert_eq!(Editor::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn commands_are_words_and_no_shell() {
        let words = |text: &str| match Editor::parse(text) {
            Some(Editor::Program(words)) => words,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(words("code -g {file}:{line}"), ["code", "-g", "{file}:{line}"]);
        assert_eq!(words("\"/opt/my editor/ed\" '-x y'"), ["/opt/my editor/ed", "-x y", "{file}"]);
        assert_eq!(words("gedit; rm -rf /"), ["gedit;", "rm", "-rf", "/", "{file}"]);
        assert_eq!(Editor::parse("code \"x"), None);
        assert_eq!(filled("{file}:{line}:{column}{x}{", "a{line}", (1, 2)), "a{line}:1:2{x}{");
    }
}
