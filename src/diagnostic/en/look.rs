//! The English sentences about what a site looks like: colours, pictures, the home page, the foot of each page.

use crate::diagnostic::Ratio;

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
    let message = format!(
        "`{value}` at `{key}` is hard to read: its contrast with `{ground}` is {ratio} and must be {needed} at least; the site uses `{better}` for now"
    );
    let help = format!("write `{key} = \"{better}\"`, or choose a colour that differs more");
    (message, help)
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
