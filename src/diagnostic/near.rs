//! "Did you mean": the name that is nearest to one that was mistyped.

/// The nearest of some names to one that was mistyped, if it is near enough to be meant.
pub fn nearest<'n>(typed: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let typed = typed.to_lowercase();
    let allowed = match typed.chars().count() {
        // One letter for another is another word.
        0..=1 => 0,
        2..=3 => 1,
        4..=8 => 2,
        _ => 3,
    };
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&typed, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= allowed)
        // Of names that are equally near, the first that was offered.
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name.to_owned())
}
