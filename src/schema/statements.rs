//! The fields of pages that account for the site itself: the accessibility statement, the privacy page.
//!
//! The statement follows the model that Dutch public bodies must use: a status from A to E, what it rests on, what is
//! not in order yet, where to complain, and who has agreed to it. What is needed depends on the status.

use super::{Condition, Field, FieldKind, Need, Pattern, Rules, Test};

/// What can be said of a site: from fully accessible to nothing known.
const STATUSES: [&str; 5] = ["A", "B", "C", "D", "E"];

/// A field that a page is wrong without.
fn required(name: &str, aliases: &[&str]) -> Field {
    Field { need: Need::Required, ..Field::new(name).also(aliases) }
}

/// When the status is one of these.
fn with_status(statuses: &[&str]) -> Condition {
    let statuses = statuses.iter().map(|status| (*status).into()).collect();
    Condition(vec![("status".into(), Test::Is(statuses))])
}

/// Where readers can say that something is wrong.
fn contact() -> Field {
    let email = Field {
        rules: Rules {
            pattern: Pattern::new(r#"[^@\s<>"]+@[^@\s<>"]+\.[^@\s<>"]+"#).ok(),
            ..Rules::default()
        },
        sample: Some("webredactie@voorbeeld.nl".into()),
        ..required("email", &["e-mail", "mail"])
    };
    let phone = Field::new("phone").also(&["telefoon"]);
    let page = Field::new("page").also(&["pagina"]).of(FieldKind::Link);
    Field::new("contact").of(FieldKind::Group(vec![email, phone, page]))
}

/// What was found by whom.
fn audit() -> Field {
    Field::new("audits").also(&["onderzoeken", "onderzoek"]).of(FieldKind::Group(vec![
        required("by", &["door"]),
        required("date", &["datum"]).of(FieldKind::Date),
        required("report", &["rapport"]).of(FieldKind::Link),
        Field::new("method").also(&["methode"]),
    ]))
}

/// What is not in order, and what will be done.
fn deviation() -> Field {
    let unless_burden = Some(Condition(vec![("burden".into(), Test::Filled(false))]));
    let recommended = |name: &str, aliases: &[&str]| Field {
        need: Need::Recommended,
        need_when: unless_burden.clone(),
        ..Field::new(name).also(aliases)
    };
    Field::new("deviations").also(&["afwijkingen"]).of(FieldKind::Group(vec![
        required("criterion", &["criterium", "succescriterium"]),
        required("effect", &["gevolg", "beschrijving"]),
        required("cause", &["oorzaak", "reden"]),
        Field::new("burden").also(&["onevenredige_last"]).of(FieldKind::Flag),
        Field::new("grounds").also(&["onderbouwing"]),
        recommended("measure", &["maatregel"]),
        recommended("planned", &["gepland"]).of(FieldKind::Date),
        Field::new("alternative").also(&["alternatief"]),
    ]))
}

/// The fields of an accessibility statement.
pub fn accessibility_fields() -> Vec<Field> {
    let needed = |statuses: &[&str], field: Field| Field {
        need: Need::Required,
        need_when: Some(with_status(statuses)),
        ..field
    };
    let statuses = STATUSES.map(Into::into).into();
    let approved =
        vec![required("role", &["functie"]), required("date", &["datum"]).of(FieldKind::Date)];
    let planned = Field::new("planned_audit").also(&["onderzoek_gepland"]).of(FieldKind::Date);
    let measures = Field::new("measures").also(&["maatregelen"]).of(FieldKind::Markdown);
    let method = Field { need: Need::Recommended, ..Field::new("method").also(&["methode"]) };
    vec![
        Field {
            sample: Some("D".into()),
            ..required("status", &[]).of(FieldKind::Choice(statuses))
        },
        required("organisation", &["organisatie"]),
        Field::new("scope").also(&["bereik", "geldt_voor"]).listed(),
        Field::new("out_of_scope").also(&["buiten_bereik"]).listed(),
        needed(&["A", "B"], audit().listed()),
        needed(&["C"], planned),
        needed(&["B", "C"], measures),
        needed(&["B"], deviation().listed()),
        Field { need: Need::Required, ..contact() },
        Field { need: Need::Recommended, ..Field::new("response").also(&["reactie"]) },
        // With E there is no statement yet that was drawn up somehow.
        Field { need_when: Some(with_status(&STATUSES[..4])), ..method },
        needed(
            &STATUSES[..4],
            Field::new("approved").also(&["akkoord"]).of(FieldKind::Group(approved)),
        ),
        Field::new("register").of(FieldKind::Link),
    ]
}

/// The fields of a privacy page: what weef cannot know.
pub fn privacy_fields() -> Vec<Field> {
    vec![
        required("organisation", &["organisatie"]),
        Field { need: Need::Recommended, ..contact() },
        Field::new("officer").also(&["functionaris"]),
        Field::new("logs").also(&["logboek"]).of(FieldKind::Markdown),
    ]
}
