//! The sentences of what can be wrong with a block that asks for a list of pages, in Dutch.

use super::syntax::syntax;
use crate::diagnostic::ListFlaw as F;

/// The sentence and the cure; `known` are the names that would do.
#[expect(clippy::too_many_lines, reason = "one sentence for each flaw")]
pub(super) fn text(
    flaw: &F,
    name: &str,
    (known, suggestion): (&[String], Option<&String>),
) -> (String, String) {
    let choose = || match suggestion {
        Some(name) => format!("bedoelde je `{name}`?"),
        None => format!("kies uit: {}", known.join(", ")),
    };
    match flaw {
        F::Syntax(cause) => syntax("dit lijstblok", cause),
        F::NoKeys => (
            "dit lijstblok heeft geen regels van de vorm `naam: waarde`".into(),
            "schrijf bijvoorbeeld `collectie: blogs`".into(),
        ),
        F::InField => (
            "een lijstblok kan niet in een veld staan".into(),
            "zet het in de tekst van de pagina, onder het kopblok".into(),
        ),
        F::UnknownKey => (format!("`{name}` zegt een lijst niets"), choose()),
        F::FieldOutside => (
            format!("`{name}` is een veld: dat hoort in een lijst onder `waar`"),
            format!("schrijf `waar:` en daaronder, ingesprongen, `{name}: …`"),
        ),
        F::UnknownField => (format!("het veld `{name}` hebben deze pagina's niet"), choose()),
        F::UnknownCollection => (
            format!("er is geen collectie `{name}`"),
            if known.is_empty() {
                "noem een thema in plaats van een collectie, of maak collecties in weef.toml".into()
            } else {
                choose()
            },
        ),
        F::NoItems => (
            format!("`{name}` is bij deze pagina's geen veld met een lijst"),
            if known.is_empty() {
                "haal de regel weg: deze pagina's hebben zo'n veld niet".into()
            } else {
                choose()
            },
        ),
        F::NotFields => (
            format!("onder `{name}` horen velden met een waarde"),
            "schrijf ze eronder, ingesprongen, zoals `status: open`".into(),
        ),
        F::NotText => (
            format!("bij `{name}` hoort een naam, of een lijst van namen"),
            format!("schrijf `{name}: een` of `{name}: [een, twee]`"),
        ),
        F::NotNumber => (
            format!("`{name}` hoort een getal te zijn van 1 of meer"),
            format!("schrijf bijvoorbeeld `{name}: 10`"),
        ),
        F::NotDate => (
            format!("`{name}` is geen dag, maand of jaar"),
            "schrijf een jaar, een maand of een dag, zoals `2024`, `2024-03` of `2024-03-15`"
                .into(),
        ),
        F::Twice => (
            format!("`{name}` betekent hetzelfde als `{}`, dat er al staat", known.join(", ")),
            "zet alles op één regel, of haal er een weg".into(),
        ),
        F::MissingBy => (
            "`by` ontbreekt: zo is niet bekend welke pagina's bij welke horen".into(),
            "zet `by` erbij, met het veld waarin die pagina's deze pagina noemen".into(),
        ),
        F::Empty => (
            format!("achter `{name}` staat niets"),
            "schrijf er een waarde achter, of haal de regel weg".into(),
        ),
        F::Reversed => (
            format!("`{name}` is eerder dan `{}`: zo is er niets om te laten zien", known.join("")),
            "verwissel de twee, of verbeter een van beide".into(),
        ),
        F::WordsBehind => (
            format!("achter `{name}` staat nog iets, en dan is dit blok geen lijst maar code"),
            format!("laat alleen `{name}` staan, en zet de rest op de regels eronder"),
        ),
        F::InHtml => (
            "dit lijstblok staat meteen onder HTML, en is dan gewone tekst".into(),
            "zet een lege regel boven en onder het lijstblok".into(),
        ),
        F::UnknownForm => (format!("een lijst kan niet als `{name}` getoond worden"), choose()),
        F::UnknownDirection => (format!("`{name}` is geen volgorde"), choose()),
    }
}
