//! The sentences of mistakes in templates, in English.

use super::{code, did_you_mean};
use crate::diagnostic::{TemplateMistake as Mistake, TemplateName as Name, TemplateValue as Value};

#[expect(clippy::too_many_lines, reason = "one sentence for each mistake, in their order")]
pub(super) fn text(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::Unknown { what, name, suggestion, known } => {
            (unknown(*what, name), did_you_mean(suggestion.as_ref(), &choose(*what, known)))
        }
        M::UnknownTag { tag, suggestion } => (
            format!("there is no tag `{{% {tag} %}}`"),
            did_you_mean(suggestion.as_ref(), "take it out"),
        ),
        M::NotEnded { tag, end } => (
            format!("{} is not closed", code(&format!("{{% {tag} %}}"))),
            format!("put `{{% {end} %}}` where the part ends"),
        ),
        M::EndWithoutStart { tag } => (
            format!("`{{% {tag} %}}` stands here without a beginning"),
            match tag.strip_prefix("end") {
                Some(start) => {
                    format!("take it out, or put `{{% {start} … %}}` where the part begins")
                }
                None => {
                    "take it out, or put it between `{% if … %}` and `{% endif %}`".into()
                }
            },
        ),
        M::OtherBlockEnds { wanted, found } => (
            format!("the block `{wanted}` is closed by the name `{found}`"),
            format!("write `{{% endblock {wanted} %}}`"),
        ),
        M::Unclosed { open, close } => {
            (format!("`{open}` is not closed"), format!("put `{close}` behind what belongs to it"))
        }
        M::UnclosedQuote { quote } => (
            format!("the quote {} is not closed", code(&quote.to_string())),
            format!("put another {} behind the text", code(&quote.to_string())),
        ),
        M::MissingTemplate { template, suggestion } => (
            format!("the template `{template}`, named here, does not exist"),
            did_you_mean(
                suggestion.as_ref(),
                "name a template that is there, such as `default/page.html`",
            ),
        ),
        M::Circle { word, is_itself, instead } => (
            match (*word, *is_itself) {
                ("extends", true) => "this template extends itself".into(),
                ("extends", false) => "this template extends itself by way of another".into(),
                ("component", true) => "this component calls itself, without end".into(),
                ("component", false) => {
                    "this component calls itself by way of another, without end".into()
                }
                (_, true) => "this template includes itself".into(),
                (_, false) => "this template includes itself by way of another".into(),
            },
            match instead {
                _ if *word == "component" => {
                    "take the call out, or put `{% if … %} … {% endif %}` around it, so that it ends".into()
                }
                Some(name) => format!("write `{{% {word} \"{name}\" %}}`"),
                None => format!("name another template behind `{word}`, or take the line out"),
            },
        ),
        M::BlockTwice { name } => (
            format!("the block `{name}` is in this template twice"),
            "give one of the two another name, or take one out".into(),
        ),
        M::OutsideBlock => (
            "this stands outside any block, so it would be shown nowhere".into(),
            "put it in a block, such as `{% block main %} … {% endblock main %}`, or take it out"
                .into(),
        ),
        M::WrongValue { value, found: Value::Nothing, .. } => (
            match value {
                Some(value) => format!("{} is empty or does not exist", code(value)),
                None => "what is used here is empty or does not exist".into(),
            },
            match value {
                Some(value) => format!(
                    "check the name, or put around it {}",
                    code(&format!("{{% if {value} %}} … {{% endif %}}"))
                ),
                None => "check the name, or put `{% if … %} … {% endif %}` around it".into(),
            },
        ),
        M::WrongValue { value, wanted, found } => (
            format!(
                "{} is {}, but {} belongs here",
                value.as_ref().map_or_else(|| "the value".into(), |value| code(value)),
                kind(*found),
                kind(*wanted),
            ),
            format!("use {} here", kind(*wanted)),
        ),
        M::MissingArgument { name } => {
            (format!("`{name}` is missing here"), format!("put `{name}=…` between the brackets"))
        }
        M::Lacks { what, name, of } => (
            format!(
                "the {} `{name}` is missing here, and weef's own template `{of}` needs it",
                noun(*what)
            ),
            match what {
                Name::Block => format!("put in `{{% block {name} %}}{{% endblock {name} %}}`"),
                _ => "put your own components in a file of another name: then weef's own stay as well".into(),
            },
        ),
        M::Other { words } => (
            format!("the template cannot be understood at this place (Tera: {words})"),
            "mend this place, or take the file away: then weef's own template counts".into(),
        ),
    }
}

fn unknown(what: Name, name: &str) -> String {
    match what {
        Name::Block => format!("the template that this one extends has no block `{name}`"),
        _ => format!("there is no {} `{name}`", noun(what)),
    }
}

fn noun(what: Name) -> &'static str {
    match what {
        Name::Field => "field",
        Name::Variable => "name",
        Name::Filter => "filter",
        Name::Test => "test",
        Name::Function => "function",
        Name::Component => "component",
        Name::Block => "block",
    }
}

fn choose(what: Name, known: &[String]) -> String {
    if !known.is_empty() {
        return format!("choose from: {}", known.join(", "));
    }
    match what {
        Name::Block => "take it out, or use a block that it does have".into(),
        _ => "mend the name, or take this out".into(),
    }
}

fn kind(value: Value) -> &'static str {
    match value {
        Value::Text => "text",
        Value::Number => "a number",
        Value::List => "a list",
        Value::Group => "a group",
        Value::Flag => "yes or no",
        Value::Nothing => "nothing",
    }
}
