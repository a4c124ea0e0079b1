//! The sentences, in Dutch, of what whoever keeps a site must look after: `security.txt`, the accessibility statement.

use jiff::civil::Date;

use crate::diagnostic::{Aged, Asker, Expiry, StatementFlaw};

pub(super) fn security(date: Date, expiry: Expiry) -> (String, String) {
    match expiry {
        Expiry::Past => (
            format!(
                "security.txt geldt sinds {date} niet meer: wie een lek vindt, kan er niet op vertrouwen"
            ),
            "kijk na of `contact` nog klopt, en zet bij `expires` een dag binnen een jaar".into(),
        ),
        Expiry::Near => (
            format!("security.txt geldt nog maar tot {date}"),
            "kijk na of `contact` nog klopt, en zet bij `expires` een dag binnen een jaar".into(),
        ),
        Expiry::Far => (
            format!(
                "security.txt geldt tot {date}, en dat is te ver weg: er hoort elk jaar iemand naar te kijken"
            ),
            "zet bij `expires` een dag binnen een jaar".into(),
        ),
    }
}

pub(super) fn outdated(what: Aged, date: Date) -> (String, String) {
    match what {
        Aged::Statement => (
            format!(
                "deze toegankelijkheidsverklaring is van {date}, en dat is langer dan een jaar geleden"
            ),
            "loop de verklaring na, en zet dan de dag van vandaag bij `gewijzigd`".into(),
        ),
        Aged::Audit => (
            format!(
                "het laatste onderzoek naar de toegankelijkheid is van {date}, en dat is langer dan drie jaar geleden"
            ),
            "laat de site opnieuw onderzoeken, en zet dat onderzoek erbij".into(),
        ),
    }
}

pub(super) fn status(flaw: &StatementFlaw) -> (String, String) {
    match flaw {
        StatementFlaw::FullWithDeviations => (
            "status A zegt dat alles in orde is, maar er staan afwijkingen bij".into(),
            "maak de status B, of haal weg wat is opgelost".into(),
        ),
        StatementFlaw::AuditPast(date) => (
            format!("het onderzoek was gepland op {date}, en die dag is voorbij"),
            "is het onderzoek gedaan, zet het dan bij `onderzoeken` en kies een andere status; plan anders een nieuwe dag".into(),
        ),
        StatementFlaw::AuditTooLate(date) => (
            format!("het onderzoek is pas gepland op {date}; bij status C hoort dat binnen zes maanden te zijn"),
            "plan het onderzoek eerder, of maak de status D".into(),
        ),
        StatementFlaw::DayAhead(date) => (
            format!("hier staat {date}, en die dag moet nog komen"),
            "schrijf de dag waarop het gebeurd is".into(),
        ),
        StatementFlaw::ChangedBefore { updated, date } => (
            format!("hier staat {updated}, maar de verklaring is pas van {date}"),
            "schrijf de dag van de laatste wijziging, of haal deze regel weg".into(),
        ),
        StatementFlaw::BurdenWithoutGrounds { criterion } => (
            format!("bij `{criterion}` staat een onevenredige last, maar niet waarom die onevenredig is"),
            "leg bij `onderbouwing` uit wat oplossen kost, en waarom dat te veel gevraagd is".into(),
        ),
        StatementFlaw::MendingPast { criterion, date } => (
            format!("`{criterion}` zou op {date} opgelost zijn, en die dag is voorbij"),
            "haal deze afwijking weg als zij is opgelost, of noem een nieuwe dag bij `gepland`".into(),
        ),
    }
}

/// What asks for a field.
pub(super) fn asker(of: &Asker) -> String {
    match of {
        Asker::Named(name) => format!("een pagina in `{name}`"),
        Asker::Accessibility => "een toegankelijkheidsverklaring".into(),
        Asker::Privacy => "een privacypagina".into(),
    }
}

/// What can stand at a setting of hosts and statements.
pub(super) fn setting(expected: &str) -> &str {
    match expected {
        "host" => "`\"netlify\"`, `\"cloudflare\"`, `\"apache\"`, `\"nginx\"` of `\"none\"`",
        "statement" => "`\"accessibility\"` of `\"privacy\"`",
        "statement kind" => "er `kind = \"accessibility\"` of `kind = \"privacy\"` bij",
        "security" => "er `contact = \"mailto:…\"` en `expires = 2027-01-01` bij",
        "security contact" => {
            "een adres dat begint met `mailto:`, `https://` of `tel:+`, zoals `\"mailto:veilig@kennisbank.example\"`"
        }
        "security page" => "een volledig adres dat begint met `https://`",
        "languages" => "taalcodes, zoals `[\"nl\", \"en\"]`",
        "day" => "een datum, zoals `2027-01-01`",
        other => other,
    }
}
