//! What was meant by a word that is no setting: a slip, or the Dutch word for one.

use super::citation::kind_words;
use crate::diagnostic::nearest;
use crate::schema::FieldKind;

/// Dutch words that people try, and the settings they mean.
const DUTCH: [(&str, &str); 32] = [
    ("aanbevolen", "recommended"),
    ("collectie", "collection"),
    ("doel", "target"),
    ("eenmalig", "unique"),
    ("filter", "facet"),
    ("kaart", "map"),
    ("keuzes", "values"),
    ("langste_zin", "longest_sentence"),
    ("leesbaarheid", "readability"),
    ("map", "folder"),
    ("maximum", "max"),
    ("minimum", "min"),
    ("naam", "name"),
    ("navigatie", "navigation"),
    ("omschrijving", "description"),
    ("oude_namen", "old_names"),
    ("ouder", "parent"),
    ("patroon", "pattern"),
    ("plaatjes", "drawings"),
    ("sjabloon", "template"),
    ("samenvatting", "summary"),
    ("soort", "kind"),
    ("synoniemen", "synonyms"),
    ("taal", "lang"),
    ("tijdlijn", "timeline"),
    ("titel", "title"),
    ("velden", "fields"),
    ("verbanden", "links"),
    ("verplicht", "required"),
    ("waarden", "values"),
    ("vocabulaire", "vocabulary"),
    ("zoeken", "search"),
];

/// Dutch words for the kinds of fields and the orders of lists.
const DUTCH_VALUES: [(&str, &str); 14] = [
    ("afbeelding", "image"),
    ("beeld", "image"),
    ("bestand", "file"),
    ("datum", "date"),
    ("getal", "number"),
    ("groep", "group"),
    ("keuze", "choice"),
    ("lijst", "list"),
    ("periode", "period"),
    ("persoon", "person"),
    ("tekst", "text"),
    ("titel", "title"),
    ("verwijzing", "reference"),
    ("volgorde", "order"),
];

/// The setting that a key was meant to be, among those that a table may hold.
pub(super) fn setting(key: &str, keys: &[&str]) -> Option<String> {
    let dutch = DUTCH.iter().find(|(word, _)| word.eq_ignore_ascii_case(key)).map(|(_, own)| *own);
    let dutch = dutch.filter(|own| keys.contains(own)).map(ToOwned::to_owned);
    dutch.or_else(|| nearest(key, keys.iter().copied()))
}

/// The value that was meant, where only some are allowed.
pub(super) fn meant(value: &str, expected: &str) -> Option<String> {
    let allowed: &[&str] = match expected {
        "kind" => &FieldKind::NAMES,
        "sort" => &["date", "title", "order"],
        "cited kind" => &kind_words(),
        _ => return None,
    };
    let dutch = DUTCH_VALUES.iter().find(|(word, _)| word.eq_ignore_ascii_case(value));
    let dutch = dutch.map(|(_, own)| *own).filter(|own| allowed.contains(own));
    dutch.map(ToOwned::to_owned).or_else(|| nearest(value, allowed.iter().copied()))
}
