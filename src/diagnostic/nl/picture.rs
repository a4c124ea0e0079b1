//! A picture that is larger than anyone needs → what is said of it in Dutch.

/// The sentence and its cure. `size` is that of the file in bytes, and width and height in pixels.
pub(super) fn large(
    target: &str,
    (bytes, (width, height)): (u64, (u32, u32)),
    is_made_smaller: bool,
) -> (String, String) {
    let sides = format!("{width} bij {height} pixels");
    let size = match bytes.saturating_add(50_000) / 100_000 {
        0 => sides,
        tenths => format!("{sides}, {},{} MB", tenths / 10, tenths % 10),
    };
    let cure = "sla de afbeelding opnieuw op, met een breedte van hooguit 2500 pixels".to_owned();
    if is_made_smaller {
        return (format!("de afbeelding `{target}` is groter dan nodig: {size}"), cure);
    }
    let told = format!("de afbeelding `{target}` is te groot om kleiner te maken: {size}");
    (told, format!("{cure}; nu laden lezers haar in haar geheel"))
}
