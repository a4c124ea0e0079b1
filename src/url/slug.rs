//! Titles → slugs: what stands in an address.

use deunicode::deunicode_char;

/// Longer slugs are cut at a hyphen, in bytes: an address is read aloud and typed over.
const LONGEST: usize = 100;

/// Makes a slug: lower-case letters, digits and single hyphens. Apostrophes vanish (*dilemma's* → `dilemmas`), `&`
/// is *en*, a euro sign *euro*, other scripts are spelled in Latin letters. Empty where nothing is left.
///
/// ```
/// assert_eq!(weef::url::slug("Coördinatie & regie"), "coordinatie-en-regie");
/// ```
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |out: &mut String, c: char| {
        if c.is_ascii_alphanumeric() {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.push(c.to_ascii_lowercase());
        } else {
            gap = true;
        }
    };
    for c in text.chars() {
        match c {
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '\u{ad}' => {}
            '&' => " en ".chars().for_each(|c| push(&mut out, c)),
            '€' => " euro ".chars().for_each(|c| push(&mut out, c)),
            // A combining accent belongs to the letter before it.
            '\u{300}'..='\u{36f}' => {}
            c if c.is_ascii() => push(&mut out, c),
            c => deunicode_char(c).unwrap_or(" ").chars().for_each(|c| push(&mut out, c)),
        }
    }
    shorten(out)
}

fn shorten(mut slug: String) -> String {
    if slug.len() > LONGEST {
        // Only ASCII is left, so any byte is a boundary.
        let cut = slug.get(..=LONGEST).and_then(|s| s.rfind('-')).unwrap_or(LONGEST);
        slug.truncate(cut);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_stable_under_themselves() {
        for title in ["’s-Hertogenbosch", "Eén gezin", "10 % & € 5", "日本", "…", "Cafe\u{301}"]
        {
            assert_eq!(slug(&slug(title)), slug(title), "{title}");
        }
    }

    #[test]
    fn long_titles_are_cut_at_a_word() {
        let slug = slug(&"woord ".repeat(40));
        assert!(slug.len() <= 100 && slug.ends_with("woord"), "{slug}");
    }
}
