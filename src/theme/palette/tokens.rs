//! Styles → the colours of their design tokens, on a light page and on a dark one.
//!
//! Only custom properties of the root count, in the order in which they stand; what a condition asks that is none of
//! these two is for another day.

use super::Tokens;
use crate::config::colour::Colour;

/// What the rules around a declaration mean for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// For any page.
    Any,
    /// For a dark page.
    Dark,
    /// For something else.
    Other,
}

/// Reads the tokens of a style over those that are known.
pub(super) fn read(css: &str, (light, dark): (&mut Tokens, &mut Tokens)) {
    let css = without_comments(css);
    let mut scopes: Vec<(Scope, bool)> = Vec::new();
    let mut rest = css.as_str();
    while let Some(at) = rest.find(['{', '}', ';']) {
        let (words, sign) = (rest[..at].trim(), rest.as_bytes()[at]);
        rest = &rest[at + 1..];
        if sign == b'{' {
            let (around, in_root) = scopes.last().copied().unwrap_or((Scope::Any, false));
            scopes.push(within((around, in_root), words));
            continue;
        }
        if let Some((scope, true)) = scopes.last().copied()
            && let Some((name, colour)) = declared(words)
        {
            if scope == Scope::Any {
                light.insert(name.to_owned(), colour);
            }
            if scope != Scope::Other {
                dark.insert(name.to_owned(), colour);
            }
        }
        if sign == b'}' {
            scopes.pop();
        }
    }
}

/// What the words before a brace make of what is in it; and whether that is the root.
fn within((around, in_root): (Scope, bool), words: &str) -> (Scope, bool) {
    // What stands before it and is closed by no brace (`@import …;`) is over.
    let words = words.rsplit(';').next().unwrap_or_default().trim();
    let Some(rule) = words.strip_prefix('@') else {
        return (
            around,
            in_root || words.split(',').any(|one| matches!(one.trim(), ":root" | "html")),
        );
    };
    let squeezed: String = rule.chars().filter(|c| !c.is_whitespace()).collect();
    let scope = match squeezed.as_str() {
        "mediascreen" => around,
        "media(prefers-color-scheme:dark)" | "mediascreenand(prefers-color-scheme:dark)"
            if around != Scope::Other =>
        {
            Scope::Dark
        }
        rule if rule.starts_with("layer") => around,
        _ => Scope::Other,
    };
    (scope, in_root)
}

/// `--name: colour`.
fn declared(words: &str) -> Option<(&str, Colour)> {
    let (name, value) = words.split_once(':')?;
    let name = name.trim();
    let is_token = name.starts_with("--");
    Some((name, Colour::parse(value)?)).filter(|_| is_token)
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(css: &str) -> String {
        let (mut light, mut dark) = (Tokens::new(), Tokens::new());
        read(css, (&mut light, &mut dark));
        let shown = |tokens: Tokens| -> Vec<String> {
            tokens.iter().map(|(name, colour)| format!("{name} {}", colour.hex())).collect()
        };
        format!("{} | {}", shown(light).join(", "), shown(dark).join(", "))
    }

    #[test]
    fn where_a_token_stands() {
        for (css, tokens) in [
            (":root { --a: #fff; --b: 1rem }", "--a #ffffff | --a #ffffff"),
            (
                ":root{--a:#fff}@media (prefers-color-scheme: dark){:root{--a:#000}}",
                "--a #ffffff | --a #000000",
            ),
            (
                "@media (prefers-color-scheme:dark){:root{--a:#000}} :root{--a:#fff}",
                "--a #ffffff | --a #ffffff",
            ),
            ("@media print { :root { --a: #000 } }", " | "),
            ("@media screen { :root { --a: #000 } }", "--a #000000 | --a #000000"),
            ("a { --a: #000 } html { --a: red; }", "--a #ff0000 | --a #ff0000"),
            (
                "/* :root { --a: #000 } */ @import url(x.css); :root { --a: #111 }",
                "--a #111111 | --a #111111",
            ),
            ("@layer base { :root { --a: #111; } }", "--a #111111 | --a #111111"),
            (":root { --a: var(--b); --b: #12", " | "),
            ("}}} :root { --a: #111 }", "--a #111111 | --a #111111"),
        ] {
            assert_eq!(of(css), tokens, "{css}");
        }
    }
}
