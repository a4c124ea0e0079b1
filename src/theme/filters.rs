//! What templates can do with a value besides what Tera offers: `paragraphs`, `thousands`, `doi_address`.

use tera::{Kwargs, State, StringInput, Tera, TeraResult, Value};

use crate::markdown::unescape;

/// The names of these filters, for messages.
pub(super) const NAMES: [&str; 3] = ["paragraphs", "thousands", "doi_address"];

/// What stands between the paragraphs of a plain text; the values of fields come with it.
pub(crate) const BETWEEN_PARAGRAPHS: &str = "<br><br>";

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter(NAMES[0], paragraphs);
    tera.register_filter(NAMES[1], thousands);
    tera.register_filter(NAMES[2], doi_address);
}

/// The value of a text field as paragraphs: an empty line in it begins the next.
#[expect(clippy::needless_pass_by_value, reason = "so Tera asks for it")]
fn paragraphs(text: StringInput<'_>, _: Kwargs, _: &State<'_>) -> Value {
    let escaped = if text.is_safe() {
        // Markdown has its paragraphs already.
        if text.as_str().trim_start().starts_with("<p") {
            return Value::safe_string(text.as_str());
        }
        text.as_str().to_owned()
    } else {
        crate::markdown::escape(text.as_str()).replace("\n\n", BETWEEN_PARAGRAPHS)
    };
    let parts = escaped.split(BETWEEN_PARAGRAPHS).map(str::trim).filter(|part| !part.is_empty());
    Value::safe_string(&parts.map(|part| format!("<p>{part}</p>")).collect::<Vec<_>>().join("\n"))
}

/// A whole number with a mark between its thousands: `{{ n | thousands(mark=labels.thousands_mark) }}`. What is no whole number stays.
#[expect(clippy::needless_pass_by_value, reason = "so Tera asks for it")]
fn thousands(number: &Value, options: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let mark: String = options.must_get("mark")?;
    let text = number.to_string();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(text);
    }
    let mut out = text.strip_suffix(digits).unwrap_or_default().to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(&mark);
        }
        out.push(digit);
    }
    Ok(out)
}

/// The address of a DOI.
#[expect(clippy::needless_pass_by_value, reason = "so Tera asks for it")]
fn doi_address(doi: StringInput<'_>, _: Kwargs, _: &State<'_>) -> String {
    let text = if doi.is_safe() { unescape(doi.as_str()) } else { doi.as_str().into() };
    crate::url::doi_address(&text)
}

#[cfg(test)]
mod tests {
    use tera::Context;

    use super::*;

    fn filled(template: &str, value: Value) -> String {
        let mut tera = Tera::default();
        register(&mut tera);
        tera.add_raw_template("t.html", template).expect("a template");
        let mut context = Context::new();
        context.insert_value("x", value);
        tera.render("t.html", &context).expect("it can be filled in")
    }

    #[test]
    fn numbers() {
        for (number, shown) in
            [(0, "0"), (999, "999"), (1_000, "1.000"), (1_234_567, "1.234.567"), (-3_029, "-3.029")]
        {
            assert_eq!(filled("{{ x | thousands(mark=\".\") }}", Value::from(number)), shown);
        }
        assert_eq!(filled("{{ x | thousands(mark=\".\") }}", Value::from("veel")), "veel");
    }

    #[test]
    fn addresses_of_dois() {
        let written = "{{ x | doi_address }}";
        let address = "https://doi.org/10.1002/(a)%3C1%3E%23%25";
        assert_eq!(filled(written, Value::from("10.1002/(a)<1>#%")), address);
        assert_eq!(filled(written, Value::safe_string("10.1002/(a)&lt;1&gt;#%")), address);
    }

    #[test]
    fn texts() {
        let written = "{{ x | paragraphs }}";
        assert_eq!(filled(written, Value::from("a <b>\n\nc")), "<p>a &lt;b&gt;</p>\n<p>c</p>");
        assert_eq!(
            filled(written, Value::safe_string("a &amp; b<br><br>c")),
            "<p>a &amp; b</p>\n<p>c</p>"
        );
        assert_eq!(filled(written, Value::from("")), "");
    }
}
