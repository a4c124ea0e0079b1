//! The sentences of problems in English: plain words, one sentence, and a cure as an order.

mod keeping;
mod list;
mod look;
mod picture;
mod syntax;
mod template;

use syntax::{broken_fence, code, item, syntax};

use super::{
    Absence, Counted, Gap, Identifier, IdentifierFlaw, Kind, Named, PictureIn, Problem, Strain,
};

#[expect(clippy::too_many_lines, reason = "one sentence for each problem, in their order")]
pub(super) fn text(problem: &Problem) -> (String, Option<String>) {
    use Problem as P;
    let (message, help) = match problem {
        P::NotUtf8 { guess } => (
            format!("this file is not saved as UTF-8; it looks like {guess}"),
            "save the file again with the encoding UTF-8".into(),
        ),
        P::UnclosedFrontMatter { fence } => (
            format!("the front matter opens with `{fence}` but never closes"),
            format!("put a line with only `{fence}` below the last line of the front matter"),
        ),
        P::BrokenFrontMatter { format, cause } => syntax(&format!("the front matter ({format})"), cause),
        P::BrokenFence { fence, flaw } => broken_fence(fence, flaw),
        P::TextAfterHash { line } => (
            "what stands behind `#` does not count: a `#` with a space before it begins a comment".into(),
            match line {
                Some(line) => format!("write {}", code(line)),
                None => "if it belongs to the text, put the whole text between quotes".into(),
            },
        ),
        P::DuplicateKey { key } => {
            (format!("`{key}` stands here for the second time"), "take one of the two lines away".into())
        }
        P::FrontMatterIsNoMap => (
            "the front matter has no lines of the form `name: value`".into(),
            "write for example `title: My title`".into(),
        ),
        P::InvalidDate { value, .. } if super::is_day(value) => (
            format!("there is no such day as `{value}`"),
            "check how many days that month has, and whether month and day are not swapped".into(),
        ),
        P::InvalidDate { field, value, suggestion } => (
            format!("`{value}` in `{field}` is no date"),
            match suggestion {
                Some(date) => format!("write `{field}: {date}`"),
                None => "write year, month and day with hyphens, like `2026-04-14`".into(),
            },
        ),
        P::WrongKind { field, expected: Kind::Text, suggestion: Some(text), .. } => (
            format!("the text of `{field}` holds a colon, which makes it a name with a value"),
            format!("write {}", item(field, text)),
        ),
        P::WrongKind { field, expected, found, suggestion } => (
            format!("`{field}` should be {}, but is {found}", kind(*expected)),
            match suggestion {
                Some(value) => format!("write `{field}: {value}`"),
                None => example(field, *expected),
            },
        ),
        P::ValueNotAllowed { field, value, allowed, suggestion } => (
            format!("`{value}` is not allowed in `{field}`"),
            match suggestion {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("choose from: {}", allowed.join(", ")),
            },
        ),
        P::UnknownField { field, suggestion } => (
            format!("this kind of page has no field `{field}`"),
            did_you_mean(suggestion.as_ref(), "take it away, or add the field in weef.toml"),
        ),
        P::MissingField { field, of, gap } => (
            match gap {
                Gap::Empty => format!("there is nothing behind `{field}:`, and it is needed here"),
                Gap::InGroup => format!("`{field}` is missing; every part of `{}` should have it", of.name()),
                Gap::AsText => format!("there is one text behind `{of}:`, but `{field}` belongs there too", of = of.name()),
                Gap::NotWritten | Gap::NoFrontMatter => format!("`{field}` is missing; {} should have it", keeping::asker(of)),
            },
            gap_cure(*gap, (field, of.name())),
        ),
        P::RecommendedField { field, of, gap } => (
            match gap {
                Gap::Empty => format!("there is nothing behind `{field}:`; the page is better with it"),
                Gap::InGroup => format!("`{field}` is missing; a part of `{}` is better with it", of.name()),
                Gap::AsText => format!("there is one text behind `{of}:`; the page is better with `{field}` as well", of = of.name()),
                Gap::NotWritten | Gap::NoFrontMatter => format!("`{field}` is missing; {} is better with it", keeping::asker(of)),
            },
            gap_cure(*gap, (field, of.name())),
        ),
        P::SameFieldTwice { key, other } => (
            format!("`{other}` and `{key}` are two names of one field"),
            "keep only one of the two".into(),
        ),
        P::WrongForm { field, value, words, sample } => (
            format!("`{value}` in `{field}` does not have the right form"),
            match (words, sample) {
                (Some(words), _) => format!("write {words}"),
                (None, Some(sample)) => format!("write it like `{sample}`"),
                (None, None) => format!("see in weef.toml at `{field}` which form is right (`pattern`)"),
            },
        ),
        P::OutOfRange { field, value, counted, min, max } => {
            (out_of_range(field, value, *counted), range(*counted, min.as_ref(), max.as_ref()))
        }
        P::InvalidIdentifier { field, value, format, flaw } => identifier((field, value), *format, *flaw),
        P::PeriodReversed { field } => (
            format!("`{field}` ends before it begins"),
            "swap the beginning and the end, or correct one of them".into(),
        ),
        P::ListedTwice { field, value } => {
            (format!("`{value}` stands twice in `{field}`"), "take one of them away".into())
        }
        P::NotUnique { field, value, other } => (
            format!("`{value}` in `{field}` also stands on {other}, and may be there only once"),
            "give one of the two pages another value".into(),
        ),
        P::NumberTwice { number, series, other } => (
            format!("part {number} of `{series}` is there already: {other}"),
            "give one of the two pages another number".into(),
        ),
        P::UnknownTerm { term, vocabulary, suggestion, allowed } => (
            format!("`{term}` is not in the list `{vocabulary}`"),
            match suggestion {
                Some(name) => format!("did you mean `{name}`?"),
                None if allowed.is_empty() => "add it to the list, or take it away here".into(),
                None => format!("choose from: {}", allowed.join(", ")),
            },
        ),
        P::TermSpelling { written, name } => {
            (format!("`{written}` is the same as `{name}`"), format!("write `{name}`: that is its name here"))
        }
        P::SimilarTerm { written, name } => (
            format!("`{written}` looks like `{name}`, but becomes a term of its own"),
            format!("write `{name}`, or make `{written}` one of its synonyms; if it really is something else, give it a page of its own"),
        ),
        P::UnknownReference { name, collection, is_in, suggestion } => (
            match (collection, is_in) {
                (Some(collection), Some(other)) => format!("`{name}` should be a page in `{collection}`, but is in {other}"),
                (Some(collection), None) => format!("there is no page `{name}` in `{collection}`"),
                (None, _) => format!("there is no page `{name}`"),
            },
            did_you_mean(suggestion.as_ref(), "correct the name, make the page, or take the line away"),
        ),
        P::NoPageOfFolder { folder, collection } => (
            match collection {
                Some(label) => format!("this file belongs to its folder's page in `{label}`, which is not there"),
                None => "this file belongs to its folder's page, which is not there".into(),
            },
            format!("make an `index.md` in the folder `{folder}`, or put this file in the folder where it belongs"),
        ),
        P::UnknownPerson { name, suggestion } => (
            format!("`{name}` has no page, but looks like someone who has"),
            format!("did you mean `{suggestion}`?"),
        ),
        P::InvalidAddress { field, value } => (
            format!("`{value}` in `{field}` cannot be an address on this site"),
            match field.as_str() {
                "slug" => "write one word or words with hyphens, like `my-blog`".into(),
                _ => "write an address on this site, like `/blogs/old-address/`".into(),
            },
        ),
        P::UnseenInAddress { value, rest } => (
            format!("the old address `{value}` leads nowhere: a web server does not look at what stands from `{rest}` on"),
            format!("take `{rest}` away, or ask whoever keeps the web server to redirect this address"),
        ),
        P::DuplicateAddress { address, others, is_alias } => (
            format!("the address `{address}` is also used by {}", others.join(" and ")),
            if *is_alias {
                "take this old address away here, or choose another".into()
            } else {
                "give one of them another name, or a `slug` of its own".into()
            },
        ),
        P::NameTooLong { name, is_alias } => (
            format!("`{}…` is too long for an address", name.chars().take(40).collect::<String>()),
            if *is_alias {
                "make this old address shorter: each part may have 255 characters".into()
            } else {
                "give the file or folder a shorter name".into()
            },
        ),
        P::NameNotUsable => (
            "the name of this file holds a character that cannot stand in an address".into(),
            "give the file a name of letters, digits and hyphens".into(),
        ),
        P::LeadsOutside => (
            "this link leads out of the knowledge base's folder, or nowhere".into(),
            "put a copy of the file in the knowledge base itself".into(),
        ),
        P::Unreadable { cause } => {
            (format!("this file cannot be read: {cause}"), "check the permissions of the file".into())
        }
        P::MissingTemplate { template, suggestion } => (
            format!("there is no template `{template}`"),
            did_you_mean(suggestion.as_ref(), "make it in the folder `templates` of your theme, or choose another"),
        ),
        P::BrokenTemplate { cause } => template::text(cause),
        P::MissingTheme { theme, suggestion } => (
            format!("there is no theme `{theme}` in the folder `themes`"),
            did_you_mean(suggestion.as_ref(), "make the folder, or take the line away to use weef's own theme"),
        ),
        P::ThemeFlaw { flaw } => look::theme_flaw(flaw),
        P::BrokenConfig { cause } => syntax("weef.toml", cause),
        P::BrokenLabels { cause } => syntax("this file", cause),
        P::UnknownLabel { key, suggestion } => (
            format!("no template uses the word `{key}`"),
            format!("did you mean `{suggestion}`?"),
        ),
        P::UnknownSetting { key, suggestion } => (
            format!("there is no setting `{key}` here"),
            did_you_mean(suggestion.as_ref(), &format!("take `{key}` and its value away")),
        ),
        P::InvalidSetting { key, expected: "name of something", .. } => (
            format!("nothing is written at `{key}`, and readers know it by that name"),
            "write a name between the quotes, or take the line away".into(),
        ),
        P::InvalidSetting { key, expected: "flag", value, .. } if matches!(&**value, "true" | "false") => (
            format!("`{value}` at `{key}` stands between quotes, which makes it text"),
            format!("write it without quotes: `{key} = {value}`"),
        ),
        P::InvalidSetting { key, expected, value, suggestion } => (
            format!("`{value}` is not allowed for `{key}`"),
            match suggestion {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("write {}", setting(expected)),
            },
        ),
        P::MissingBaseUrl => (
            "there is no `base_url`, so feeds and sitemap use http://localhost/".into(),
            "put the address of the site in weef.toml, like `base_url = \"https://knowledge.example/\"`".into(),
        ),
        P::LowContrast { key, value, ground, ratio, needed, better } => {
            look::low_contrast((key, value), ground, (*ratio, *needed), better)
        }
        P::MissingPicture { key, target, suggestion } => (
            format!("the file `{target}` at `{key}` is not there"),
            did_you_mean(suggestion.as_ref(), look::MISSING_PICTURE),
        ),
        P::UnknownNameInSettings { key, of, name, suggestion } => (
            format!("`{key}` names the {} `{name}`, which does not exist", named(*of)),
            did_you_mean(suggestion.as_ref(), if *of == Named::Page { "make that page, mend the name, or take the line away" } else { "correct the name, or take the line away" }),
        ),
        P::SettingTwice { key, name, other } => (
            match key.as_str() {
                "folder" => format!("the folder `{name}` already belongs to `{other}`"),
                "terms" => format!("the term `{name}` is there already"),
                "security" => format!("`/{name}` is there as a file already: {other}"),
                "keys" => format!("`{name}` belongs to `{other}` already"),
                _ => format!("`{name}` is a name of the field `{other}` already"),
            },
            "choose something else here, or take one of the two away".into(),
        ),
        P::InvalidPattern { pattern } => (
            format!("`{pattern}` is no pattern that weef understands"),
            "write a regular expression between single quotes, like `'[0-9]{4} [A-Z]{2}'`".into(),
        ),
        P::BrokenLink { target, .. } if target.is_empty() => (
            "this link has no address".into(),
            "put where it leads between the round brackets, or take the link away".into(),
        ),
        P::BrokenLink { target, suggestion } => (
            format!("the link to `{target}` leads nowhere"),
            did_you_mean(suggestion.as_ref(), "mend the address or title, or take the link away"),
        ),
        P::AmbiguousLink { target, candidates } => (
            format!("`{target}` can be more than one page"),
            format!("link to the file: {}", candidates.join(" or ")),
        ),
        P::BrokenAnchor { target, anchor, suggestion } => (
            format!("{target} has no heading `{anchor}`"),
            did_you_mean(suggestion.as_ref(), "mend what stands after `#`, or take it away"),
        ),
        P::LinkOutsideSite { target } => (
            format!("the link to `{target}` leads out of the knowledge base"),
            "link to a file in the knowledge base".into(),
        ),
        P::UnsafeLink { target, scheme } => (
            format!("`{target}` was left out: a link with `{scheme}:` is not safe"),
            match super::nearest(scheme, ["https", "http", "mailto", "tel"]) {
                Some(meant) => format!("did you mean `{meant}:`?"),
                None => "use an address that begins with https://".into(),
            },
        ),
        P::MissingImage { target, suggestion } => (
            format!("the file `{target}` is not there"),
            did_you_mean(suggestion.as_ref(), "put the file beside the page, or mend the name"),
        ),
        P::BrokenImage { target } => {
            (format!("`{target}` is no readable picture"), "save the picture again as PNG, JPEG, WebP or SVG".into())
        }
        P::LargeImage { target, bytes, sides, is_made_smaller } => picture::large(target, (*bytes, *sides), *is_made_smaller),
        P::MissingAlt { target, place } => (
            format!("the picture `{target}` has no description"),
            match place {
                PictureIn::Field => format!(
                    "put a line `alt: \"what it shows\"` below the line with the file; if there is only the name of a file, write `{{file: {target}, alt: \"what it shows\"}}`"
                ),
                PictureIn::Text => "write between the square brackets what it shows: `![description](…)`".into(),
                PictureIn::Html => "put `alt=\"what is to be seen\"` with the picture, or `alt=\"\"` where it is decoration only".into(),
            },
        ),
        P::ExternalImage { target } => (
            format!("the picture `{target}` is on another site, which readers would visit without knowing"),
            "put a copy of the picture beside the page, if you may; a link stands there now".into(),
        ),
        P::HtmlRemoved { element } => (
            format!("the HTML `<{element}>` was left out, because a page may not hold it"),
            "use Markdown, or a link to the place where this stands".into(),
        ),
        P::BrokenList { flaw, name, known, suggestion } => list::text(flaw, name, (known, suggestion.as_ref())),
        P::UnpublishedLink { target, absence } => match absence {
            Absence::Draft => (
                format!("`{target}` is still a draft: readers cannot go there"),
                "take the link out until that page is ready, or publish that page".into(),
            ),
            Absence::Scheduled(date) => (
                format!("`{target}` appears on {date} only: until that day readers cannot go there"),
                format!("let this page appear then, too (`publish: {date}`), or put the link in later"),
            ),
            Absence::Expired(date) => (
                format!("`{target}` expired on {date}: all that readers find there is that message"),
                "link to a page that still holds, or take the link out".into(),
            ),
        },
        P::NeverShown { from, until } => (
            format!("this page is never shown: it appears on {from} and has expired by {until}"),
            "make the day of `expires` later than that of `publish`, or take one of the two out".into(),
        ),
        P::ReviewDue { date, owner } => (
            match owner {
                Some(owner) => format!("{owner} should have reviewed this page before {date}; readers see so, too"),
                None => format!("this page should have been reviewed before {date}; readers see so, too"),
            },
            "see whether all of it still holds, and then write a new day at `review`".into(),
        ),
        P::TranslationLanguage { language, other, is_original: false } => (
            format!("{other} is a translation in the same language: `{language}`"),
            "take `translation_of` away from one of the two, or mend its language".into(),
        ),
        P::TranslationLanguage { language, other, .. } => (
            format!("this translation is in the same language as {other}: `{language}`"),
            "write which language this page is in, such as `lang: en`".into(),
        ),
        P::HardToRead { score, target, strain } => (
            format!("this text is hard to read: Flesch-Douma gives {score}, and the target is {target} or more"),
            easier(strain),
        ),
        P::HardSummary { field, score, target, strain } => (
            format!("`{field}` is hard to read: Flesch-Douma gives {score}, and the target is {target} or more"),
            easier(strain),
        ),
        P::LongSentence { words, most } => (
            format!("this sentence has {words} words; the target is {most} at the most"),
            "make two or more sentences of it, or a list".into(),
        ),
        P::SecurityExpires { date, expiry } => keeping::security(*date, *expiry),
        P::StatementOutdated { what, date } => keeping::outdated(*what, *date),
        P::StatementStatus { flaw } => keeping::status(flaw),
        P::UnknownParent { term, parent, suggestion } => (
            format!("`{parent}` is named as the parent of `{term}`, but does not exist"),
            did_you_mean(suggestion.as_ref(), "mend the name, or take the line away"),
        ),
        P::CircularParents { term, parent } if term == parent => {
            (format!("`{term}` stands above itself"), "take the line away, or name another term".into())
        }
        P::CircularParents { term, parent } => (
            format!("`{term}` is part of `{parent}`, which itself stands below `{term}`"),
            "take away, at one of the terms in this circle, what it is part of".into(),
        ),
        P::TermNameTaken { name, term, other } => (
            format!("`{name}` is a name of `{term}`, but also of `{other}`"),
            "take the name away from one of the two".into(),
        ),
    };
    (message, Some(help))
}

/// What makes a text easier to read.
fn easier(strain: &Strain) -> String {
    let shorter = strain
        .words_per_sentence
        .map(|words| format!("make the sentences shorter: they have {words} words on average"));
    let quoted: Vec<String> = strain.words.iter().map(|word| format!("`{word}`")).collect();
    let simpler = (!quoted.is_empty())
        .then(|| format!("see whether long words can be plainer, such as {}", quoted.join(", ")));
    match (shorter, simpler) {
        (Some(shorter), Some(simpler)) => format!("{shorter}; {simpler}"),
        (Some(advice), None) | (None, Some(advice)) => advice,
        (None, None) => "choose shorter words and make the sentences shorter".into(),
    }
}

fn did_you_mean(suggestion: Option<&String>, otherwise: &str) -> String {
    match suggestion {
        Some(name) => format!("did you mean `{name}`?"),
        None => otherwise.into(),
    }
}

fn named(of: Named) -> &'static str {
    match of {
        Named::Field => "field",
        Named::Collection => "collection",
        Named::Vocabulary => "vocabulary",
        Named::Term => "term",
        Named::Page => "page",
    }
}

fn gap_cure(gap: Gap, (field, of): (&str, &str)) -> String {
    match gap {
        Gap::NotWritten => format!("add a line `{field}: …` to the front matter"),
        Gap::NoFrontMatter => {
            format!(
                "put three lines at the top: `---`, below it `{field}: …`, below that `---` again"
            )
        }
        Gap::Empty => format!("write a value behind `{field}:`"),
        Gap::InGroup => {
            format!("add `{field}: …`, in the same way as the other parts of this group")
        }
        Gap::AsText => {
            format!("write indented lines `name: value` below `{of}:`, one for `{field}` too")
        }
    }
}

fn out_of_range(field: &str, value: &str, counted: Counted) -> String {
    match counted {
        Counted::Number => format!("`{value}` in `{field}` is out of bounds"),
        Counted::Date => format!("the date `{value}` in `{field}` is out of bounds"),
        Counted::Characters => format!("`{field}` has {value} characters, which does not fit"),
        Counted::Items => format!("`{field}` holds {value}, which does not fit"),
    }
}

fn range(counted: Counted, min: Option<&String>, max: Option<&String>) -> String {
    let bounds = match (min, max, counted) {
        (Some(min), Some(max), _) => format!("from {min} up to and including {max}"),
        (Some(min), None, Counted::Date) => format!("from {min} on"),
        (Some(min), None, _) => format!("at least {min}"),
        (None, Some(max), Counted::Date) => format!("up to and including {max}"),
        (None, max, _) => format!("at most {}", max.map_or("…", |max| max)),
    };
    match counted {
        Counted::Number => format!("write a number: {bounds}"),
        Counted::Date => format!("write a date {bounds}"),
        Counted::Characters => format!("write {bounds} characters"),
        Counted::Items => format!("put {bounds} in it"),
    }
}

fn identifier(
    (field, value): (&str, &str),
    format: Identifier,
    flaw: IdentifierFlaw,
) -> (String, String) {
    let (name, form) = match format {
        Identifier::Isbn => (
            "ISBN",
            "write 13 digits (10 for a book from before 2007), such as `978-3-16-148410-0`",
        ),
        Identifier::Issn => ("ISSN", "write 8 digits, such as `0378-5955`"),
        Identifier::Doi => {
            ("DOI", "write `10.`, a number, a slash and a name, such as `10.1234/abc.5`")
        }
        Identifier::Orcid => ("ORCID", "write 16 digits, such as `0000-0002-1825-0097`"),
    };
    match flaw {
        IdentifierFlaw::Form => (format!("`{value}` in `{field}` is no {name}"), form.into()),
        IdentifierFlaw::CheckDigit => (
            format!(
                "`{field}` has a wrong digit: the last one of {name} `{value}` does not follow from the others"
            ),
            "copy the number again from where it is printed".into(),
        ),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Date => "a date",
        Kind::Number => "a number",
        Kind::Flag => "`true` or `false`",
        Kind::List => "a list",
        Kind::Group => "a group with lines of its own",
        Kind::Period => "a period",
    }
}

fn example(field: &str, kind: Kind) -> String {
    match kind {
        Kind::Text => format!("write one text, like `{field}: \"text\"`"),
        Kind::Date => format!("write a date, like `{field}: 2026-04-14`"),
        Kind::Number => format!("write a number only, like `{field}: 12`"),
        Kind::Flag => format!("write `{field}: true` or `{field}: false`"),
        Kind::List => format!("write a list, like `{field}: [one, two]`"),
        Kind::Group => format!("write `{field}:` and below it indented lines `name: value`"),
        Kind::Period => format!(
            "write where it begins and ends, like `{field}: {{from: 2024-01-01, until: 2026-06-30}}`"
        ),
    }
}

fn setting(expected: &str) -> &str {
    match expected {
        "text" => "text between quotes",
        "number" => "a number of 1 or more",
        "flag" => "`true` or `false`",
        "list" => "a list, like `[\"one\", \"two\"]`",
        "table" => "it as a table: a heading between square brackets, or `{ name = \"value\" }`",
        "groups" => "lists of two or more words, such as `[[\"gdpr\", \"data protection\"]]`",
        "reading level" => {
            "a level: `\"A2\"`, `\"B1\"`, `\"B2\"` or `\"C1\"`, or a number from 1 to 100; `false` sets no target"
        }
        "sentence length" => "a number of 1 or more; `false` sets no limit",
        "search table" => "`search.enabled = true` or `search.enabled = false`",
        "url" => "a full address, like `https://knowledge.example/`",
        "language" => "a language code, like `\"nl\"` or `\"en\"`",
        "folder" => "the name of a folder in `content`",
        "kind" => {
            "a kind of field: `text`, `markdown`, `date`, `period`, `number`, `flag`, `choice`, `link`, `image`, `file`, `person`, `reference`, `term`, `list` or `group`, between quotes"
        }
        "date bound" => "a date, like `2020-01-01`",
        "lacking values" => "the values besides, like `values = [\"one\", \"two\"]`",
        "no values" => "nothing: take `values` away, or make `kind` a `choice`",
        "no bound" => "nothing: take it away, since a field of this kind has no bounds or form",
        "no facet" => "nothing: take it away, since readers cannot filter by this field",
        "menu item" => {
            "an address, like `\"/about/\"`, or `{ label = \"About\", to = \"/about/\" }`"
        }
        "vocabulary" => "`vocabulary = \"…\"` besides: the name of a vocabulary in weef.toml",
        "fields" => "fields besides, like `fields.name = \"text\"`",
        "sort" => "`\"date\"`, `\"title\"` or `\"order\"`",
        "cited kind" => {
            "a kind of work, like `report`, `book`, `chapter`, `article`, `thesis`, `webpage` or `document`"
        }
        "series" => "`name = \"…\"` besides: the field with the name of the series",
        "meaning" => {
            "a type of schema.org, like `\"Article\"`, `\"BlogPosting\"`, `\"Report\"`, `\"Event\"`, `\"Organization\"` or `\"Person\"`"
        }
        "page field" => "a field that names a page: of the kind `reference` or `person`",
        "date field" => "a field with a date: of the kind `date`",
        "share picture" => "`\"own\"`, `\"made\"` or `\"never\"`",
        "licence" => "a full address, like `https://creativecommons.org/licenses/by/4.0/`",
        "name" => "`family = \"…\"` besides: the field with the family name",
        "bound" => {
            "a number (or a date for a date field); for a text or list it counts characters or values"
        }
        "default" => "a value that fits this kind of field",
        "values" => "a list with at least one value, like `[\"one\", \"two\"]`",
        "condition" => "a condition, like `{ kind = \"book\" }`",
        "core kind" => "no `kind`: the kind of this field is fixed",
        "terms" => "a list of names, or lines `key = \"Name\"`",
        "format" => "`\"isbn\"`, `\"issn\"`, `\"doi\"` or `\"orcid\"`, and of a text only",
        "order of bounds" => "`min` smaller than `max`",
        other => look::setting(keeping::setting(other)),
    }
}
