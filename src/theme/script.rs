//! The theme's files for search → the one script that all pages load, without what only its authors read.

use super::Layer;

/// The engine, which needs no page, and the interface, which is the page's side of it.
const FILES: [&str; 2] = ["search/engine.js", "search/interface.js"];
/// weef's own two as one, without what only their authors read; `tests/browser/minify.mjs` makes it.
const WHOLE: &str = "search/search.js";

/// The script; of each file that of the nearest layer that has it.
pub(super) fn search(layers: &[Layer]) -> String {
    let of = |name: &str, is_wanted: &dyn Fn(&Layer) -> bool| {
        layers.iter().filter(|layer| is_wanted(layer)).find_map(|layer| layer.files.get(name))
    };
    let text = |name: &str, is_wanted: &dyn Fn(&Layer) -> bool| {
        String::from_utf8_lossy(of(name, is_wanted).map_or(&[], Vec::as_slice)).into_owned()
    };
    if FILES.iter().all(|name| of(name, &|layer| layer.on_disk).is_none()) {
        return text(WHOLE, &|layer| !layer.on_disk);
    }
    FILES.iter().map(|name| bare(&text(name, &|_| true))).collect()
}

/// A script without the indentation of its lines and the comments with which lines begin. What stands behind code
/// stays, so that nothing need be known of the language; a text over several lines must not look like a comment.
fn bare(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for mut line in script.lines().map(str::trim) {
        while in_comment || line.starts_with("/*") {
            let inside = if in_comment { line } else { line.get(2..).unwrap_or_default() };
            let after = inside.split_once("*/").map(|(_, after)| after.trim_start());
            in_comment = after.is_none();
            line = after.unwrap_or_default();
            if in_comment {
                break;
            }
        }
        if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn comments_on_their_own_lines_go() {
        let script =
            "/** What\n * it is. */\n\n// Why.\nlet a = 1; // stays\n  /* one */\n  b();\n";
        assert_eq!(super::bare(script), "let a = 1; // stays\nb();\n");
    }

    #[test]
    fn code_behind_a_comment_stays() {
        let script = "/** @type {X} */ let a;\n/* one */ /* two */ b();\n/* more\n lines */ c();\n/*/ d */ e();\n/* f */ // g\nh();\n/* i\n";
        assert_eq!(super::bare(script), "let a;\nb();\nc();\ne();\nh();\n");
    }
}
