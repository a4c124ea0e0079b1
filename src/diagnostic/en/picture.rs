//! A picture that is larger than anyone needs → what is said of it in English.

/// The sentence and its cure. `size` is that of the file in bytes, and width and height in pixels.
pub(super) fn large(
    target: &str,
    (bytes, (width, height)): (u64, (u32, u32)),
    is_made_smaller: bool,
) -> (String, String) {
    let sides = format!("{width} by {height} pixels");
    let size = match bytes.saturating_add(50_000) / 100_000 {
        0 => sides,
        tenths => format!("{sides}, {}.{} MB", tenths / 10, tenths % 10),
    };
    let cure = "save the picture again, at most 2500 pixels wide".to_owned();
    if is_made_smaller {
        return (format!("the picture `{target}` is larger than needed: {size}"), cure);
    }
    let told = format!("the picture `{target}` is too large to be made smaller: {size}");
    (told, format!("{cure}; readers load all of it now"))
}
