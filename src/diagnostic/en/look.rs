//! The English sentences about what a site looks like: colours, pictures, the home page, the foot of each page.

use std::fmt::Write as _;

use crate::diagnostic::{Ratio, ThemeFlaw};

/// What to do about a picture of the settings that is not there.
pub(super) const MISSING_PICTURE: &str =
    "put the file in the folder `content`, and write here where it is in that folder";

/// A colour that does not read well on what is behind it.
pub(super) fn low_contrast(
    (key, value): (&str, &str),
    ground: &str,
    (ratio, needed): (Ratio, Ratio),
    better: &str,
) -> (String, String) {
    let (ratio, needed) = (ratio.with('.'), needed.with('.'));
    let mut message = format!(
        "`{value}` at `{key}` is hard to read: its contrast with `{ground}` is {ratio} and must be {needed} at least; the site uses `{better}` for now"
    );
    if key.starts_with("accent") {
        let _ = write!(message, ", and `{value}` only as decoration");
    }
    let help = format!("write `{key} = \"{better}\"`, or choose a colour that differs more");
    (message, help)
}

/// What readers do not get to see of a theme.
pub(super) fn theme_flaw(flaw: &ThemeFlaw) -> (String, String) {
    match flaw {
        ThemeFlaw::Elsewhere { address } => (
            format!("`{address}` is on another site, of which a page asks nothing"),
            "put the file in the folder `assets` of your theme, and name it there".into(),
        ),
        ThemeFlaw::Script { written } => (
            format!(
                "the script at `{written}` stands in the page itself, where a browser does not run it"
            ),
            "put the script in a file that ends in `.js`, in the folder `assets` of your theme"
                .into(),
        ),
        ThemeFlaw::Style { written } => (
            format!(
                "the style at `{written}` stands in the page itself, where a browser does not use it"
            ),
            "put the style in a file that ends in `.css`, in the folder `assets` of your theme"
                .into(),
        ),
        ThemeFlaw::Bare { parent } => (
            "this template fills blocks, but does not say of which template: of its pages only what stands here is seen".into(),
            format!("put `{{% extends \"{parent}\" %}}` at the top"),
        ),
        ThemeFlaw::Unused { suggestion } => (
            "no page uses this template: weef has none of this name, and nothing names it".into(),
            match suggestion {
                Some(name) => format!("did you mean `{name}`?"),
                None => "name it at a collection or in another template, or take it away".into(),
            },
        ),
        ThemeFlaw::Misplaced { place, is_other } => (
            "weef does not read this file in this place".into(),
            if *is_other {
                format!("write the words in TOML, in `{place}`: lines such as `home = \"Front page\"`")
            } else {
                format!("put it in your theme as `{place}`")
            },
        ),
        ThemeFlaw::Empty => (
            "this template is empty, and so are its pages".into(),
            "fill the template, or take the file away: then weef's own counts".into(),
        ),
    }
}

/// What can stand at a setting.
pub(super) fn setting(expected: &str) -> &str {
    match expected {
        "colour" => "a colour like `\"#96381f\"`: a hash and six digits or letters from a to f",
        "tables" => {
            "a heading in double square brackets above each part, like `[[footer.columns]]`"
        }
        "phone" => "a telephone number, like `\"030 123 45 67\"`",
        "email" => "a mail address, like `\"info@knowledge.example\"`",
        "home blocks" => "a list of blocks, like `[\"introduction\", \"newest\"]`",
        "home block" => {
            "a kind of block: `introduction`, `terms`, `map`, `newest`, `page`, `collections` or `text`, in quotes"
        }
        "block page" => "the page with it, like `page = \"/about/\"`",
        "block text" => "the text with it, like `text = \"Welcome!\"`",
        "one introduction" => {
            "nothing: take this block away, since there is an introduction already"
        }
        other => other,
    }
}
