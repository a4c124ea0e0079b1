//! What was meant by a word that is no setting: a slip, or the Dutch word for one.

use super::citation::kind_words;
use super::machines::picture_words;
use crate::config::MEANINGS;
use crate::config::home::Shows;
use crate::config::{Host, StatementKind};
use crate::diagnostic::nearest;
use crate::schema::FieldKind;

/// Dutch words that people try, and the settings they mean.
const DUTCH: [(&str, &str); 40] = [
    ("aanbevolen", "recommended"),
    ("agenda", "calendar"),
    ("begin", "start"),
    ("collectie", "collection"),
    ("doel", "target"),
    ("einde", "end"),
    ("eenmalig", "unique"),
    ("filter", "facet"),
    ("kaart", "map"),
    ("keuzes", "values"),
    ("langste_zin", "longest_sentence"),
    ("leesbaarheid", "readability"),
    ("licentie", "licence"),
    ("machine", "machines"),
    ("map", "folder"),
    ("maximum", "max"),
    ("minimum", "min"),
    ("naam", "name"),
    ("navigatie", "navigation"),
    ("omschrijving", "description"),
    ("oude_namen", "old_names"),
    ("ouder", "parent"),
    ("patroon", "pattern"),
    ("plaats", "place"),
    ("plaatje", "picture"),
    ("plaatjes", "drawings"),
    ("sjabloon", "template"),
    ("samenvatting", "summary"),
    ("soort", "kind"),
    ("synoniemen", "synonyms"),
    ("taal", "lang"),
    ("tijdlijn", "timeline"),
    ("titel", "title"),
    ("uitgever", "publisher"),
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

/// Dutch words for what a site looks like.
const DUTCH_OF_LOOK: [(&str, &str); 20] = [
    ("aantal", "limit"),
    ("achtergrond", "background"),
    ("achtergrond_donker", "background_dark"),
    ("adres", "address"),
    ("blokken", "blocks"),
    ("kolommen", "columns"),
    ("kopje", "title"),
    ("letterkleur", "ink"),
    ("linkkleur", "link"),
    ("mail", "email"),
    ("menu", "navigation"),
    ("pagina", "page"),
    ("pictogram", "icon"),
    ("startpagina", "home"),
    ("steunkleur", "accent"),
    ("tekst", "text"),
    ("telefoon", "phone"),
    ("uiterlijk", "look"),
    ("voet", "footer"),
    ("voorpagina", "home"),
];

/// Dutch words for the blocks of a home page.
const DUTCH_BLOCKS: [(&str, &str); 9] = [
    ("collecties", "collections"),
    ("inleiding", "introduction"),
    ("kaart", "map"),
    ("nieuw", "newest"),
    ("nieuwste", "newest"),
    ("pagina", "page"),
    ("tekst", "text"),
    ("themas", "terms"),
    ("themes", "terms"),
];

/// The setting that a key was meant to be, among those that a table may hold.
pub(super) fn setting(key: &str, keys: &[&str]) -> Option<String> {
    let words = DUTCH.iter().chain(&DUTCH_OF_LOOK);
    let mut dutch = words.filter(|(word, _)| word.eq_ignore_ascii_case(key)).map(|(_, own)| *own);
    let dutch = dutch.find(|own| keys.contains(own)).map(ToOwned::to_owned);
    dutch.or_else(|| nearest(key, keys.iter().copied()))
}

/// The value that was meant, where only some are allowed.
pub(super) fn meant(value: &str, expected: &str) -> Option<String> {
    let allowed: &[&str] = match expected {
        "kind" => &FieldKind::NAMES,
        "sort" => &["date", "title", "order"],
        "cited kind" => &kind_words(),
        "home block" => &Shows::NAMES,
        "host" => &Host::NAMES,
        "statement" => &StatementKind::NAMES,
        "security contact" if value.contains('@') && !value.contains([':', ' ', '/']) => {
            return Some(format!("mailto:{value}"));
        }
        "meaning" => &MEANINGS,
        "share picture" => &picture_words(),
        _ => return None,
    };
    let words = DUTCH_VALUES.iter().chain(&DUTCH_BLOCKS);
    let mut dutch = words.filter(|(word, _)| word.eq_ignore_ascii_case(value)).map(|(_, own)| *own);
    let dutch = dutch.find(|own| allowed.contains(own));
    dutch.map(ToOwned::to_owned).or_else(|| nearest(value, allowed.iter().copied()))
}
