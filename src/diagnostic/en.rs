//! The sentences of problems in English: plain words, one sentence, and a cure as an order.

use super::{Counted, FenceFlaw, Kind, Mistake, Named, Problem, SyntaxCause};

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
        P::MissingField { field, collection } => (
            format!("`{field}` is missing; every page in `{collection}` should have it"),
            format!("add a line `{field}: …` to the front matter"),
        ),
        P::RecommendedField { field, collection } => (
            format!("`{field}` is missing; a page in `{collection}` is better with it"),
            format!("add a line `{field}: …` to the front matter"),
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
        P::UnknownTerm { term, vocabulary, suggestion, allowed } => (
            format!("`{term}` is not in the list `{vocabulary}`"),
            match suggestion {
                Some(name) => format!("did you mean `{name}`?"),
                None if allowed.is_empty() => "add it to the list, or take it away here".into(),
                None => format!("choose from: {}", allowed.join(", ")),
            },
        ),
        P::TermSpelling { written, name } => {
            (format!("`{written}` is the same as `{name}`"), format!("write `{name}`, as on other pages"))
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
        P::DuplicateAddress { address, others } => (
            format!("the address `{address}` is also used by {}", others.join(" and ")),
            "give one of them another name, or a `slug` of its own".into(),
        ),
        P::NameTooLong { name } => (
            format!("the name `{}…` is too long for an address", name.chars().take(40).collect::<String>()),
            "give the file or folder a shorter name".into(),
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
        P::BrokenTemplate { cause } => {
            (format!("there is a mistake in this template: {cause}"), "mend the template at this place".into())
        }
        P::MissingTheme { theme, suggestion } => (
            format!("there is no theme `{theme}` in the folder `themes`"),
            did_you_mean(suggestion.as_ref(), "make the folder, or take the line away to use weef's own theme"),
        ),
        P::BrokenConfig { cause } => syntax("weef.toml", cause),
        P::BrokenLabels { cause } => syntax("this file", cause),
        P::UnknownSetting { key, suggestion } => {
            (format!("there is no setting `{key}`"), did_you_mean(suggestion.as_ref(), "take the line away"))
        }
        P::InvalidSetting { key, expected, value } => {
            (format!("`{value}` is not allowed for `{key}`"), format!("write {}", setting(expected)))
        }
        P::MissingBaseUrl => (
            "there is no `base_url`, so feeds and sitemap use http://localhost/".into(),
            "put the address of the site in weef.toml, like `base_url = \"https://knowledge.example/\"`".into(),
        ),
        P::UnknownNameInSettings { key, of, name, suggestion } => (
            format!("`{key}` names the {} `{name}`, which does not exist", named(*of)),
            did_you_mean(suggestion.as_ref(), "correct the name, or take the line away"),
        ),
        P::SettingTwice { key, name, other } => (
            format!("`{name}` as `{key}` already belongs to `{other}`"),
            "choose something else here, or take one of the two away".into(),
        ),
        P::InvalidPattern { pattern } => (
            format!("`{pattern}` is no pattern that weef understands"),
            "write a regular expression between single quotes, like `'[0-9]{4} [A-Z]{2}'`".into(),
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
        P::MissingAlt { target, is_field } => (
            format!("the picture `{target}` has no description"),
            if *is_field {
                format!("write `{{file: {target}, alt: \"what it shows\"}}`; if it is decoration, write `decorative: true` instead of `alt`")
            } else {
                "write between the square brackets what it shows: `![description](…)`".into()
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
        P::UnknownParent { term, parent, suggestion } => (
            format!("`{parent}` is named as the parent of `{term}`, but does not exist"),
            did_you_mean(suggestion.as_ref(), "mend the name, or take the line away"),
        ),
        P::CircularParents { term } => (
            format!("`{term}` lies in a circle of parents"),
            "take the parent of one of the terms in the circle away".into(),
        ),
        P::TermNameTaken { name, term, other } => (
            format!("`{name}` is a name of `{term}`, but also of `{other}`"),
            "take the name away from one of the two".into(),
        ),
    };
    (message, Some(help))
}

/// A mistake in the syntax of `what`: the sentence, and the cure.
fn syntax(what: &str, cause: &SyntaxCause) -> (String, String) {
    let (sentence, cure) = mistake(&cause.mistake);
    let cure = match &cause.line {
        Some(line) => format!("write {}", code(line)),
        None => cure,
    };
    (format!("{what} cannot be read: {sentence}"), cure)
}

/// An item of a list as it is; another value behind its name.
fn item(field: &str, text: &str) -> String {
    if text.starts_with("- ") { code(text) } else { code(&format!("{field}: {text}")) }
}

fn broken_fence(fence: &str, flaw: &FenceFlaw) -> (String, String) {
    let opening = format!("the front matter does not begin with `{fence}`");
    match flaw {
        FenceFlaw::NoOpening => {
            (opening, format!("put a line with only `{fence}` above the first line"))
        }
        FenceFlaw::LinesAbove => {
            (opening, format!("take the empty lines above the first `{fence}` away"))
        }
        FenceFlaw::SpaceBefore => {
            (opening, format!("take what stands before `{fence}` on the first line away"))
        }
        FenceFlaw::Opening { found, both } => {
            let place =
                if *both { "above and below the front matter" } else { "on the first line" };
            (opening, format!("write `{fence}` {place} instead of `{found}`"))
        }
        FenceFlaw::Closing { found } => (
            format!("here stands `{found}`, but the front matter closes with `{fence}`"),
            format!("write only `{fence}` on this line, without a space before it"),
        ),
    }
}

/// A line as code, also when it holds a backtick itself.
fn code(line: &str) -> String {
    if line.contains('`') { format!("`` {line} ``") } else { format!("`{line}`") }
}

fn mistake(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::Tab
        | M::Indentation { .. }
        | M::MixedList
        | M::ListOnLine
        | M::ListAfterText
        | M::ListWithoutName
        | M::TextAfterBar { .. }
        | M::TextNotIndented
        | M::SecondStart => layout(mistake),
        M::UnclosedQuote { .. }
        | M::UnclosedLongText { .. }
        | M::QuoteInText { .. }
        | M::CurlyQuote { .. }
        | M::Backslash
        | M::ColonInText
        | M::SpecialStart { .. }
        | M::NotQuoted
        | M::NotFlag
        | M::NotDate
        | M::NotNumber => value(mistake),
        M::MissingColon
        | M::MissingSpace { .. }
        | M::WrongSign { .. }
        | M::MissingEquals
        | M::MissingValue
        | M::KeyNotQuoted
        | M::UnclosedHeader
        | M::TableTwice { .. }
        | M::NotTable { .. }
        | M::SeveralOnLine => name_and_value(mistake),
        M::UnclosedBracket { bracket } => (
            format!("the bracket `{bracket}` is not closed"),
            format!("put `{}` behind the last value", if *bracket == '{' { '}' } else { ']' }),
        ),
        M::WrongBracket { found, wanted } => (
            format!("here stands `{found}`, but the list must close with `{wanted}`"),
            format!("write `{wanted}` instead of `{found}`"),
        ),
        M::Extra { sign } => {
            (format!("there is a `{sign}` too many here"), "take that sign away".into())
        }
        M::MissingComma => {
            ("a comma is missing between two values of the list".into(), "put a comma here".into())
        }
        M::Invisible { code } => (
            format!("there is an invisible character here (U+{code:04X})"),
            "take it away: delete this line and type it again".into(),
        ),
        M::TooDeep => (
            "too much is nested".into(),
            "take brackets or indented lines away: no more than thirty fit in one another".into(),
        ),
        M::Unclear => (
            "this line cannot be understood".into(),
            "put each value on a line of its own, and each text between quotes".into(),
        ),
    }
}

fn value(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::UnclosedQuote { quote } => (
            format!("the quote `{quote}` is not closed"),
            format!("put another `{quote}` at the end of the text"),
        ),
        M::UnclosedLongText { quote } => (
            format!("the three quotes `{quote}{quote}{quote}` are not closed"),
            format!("put `{quote}{quote}{quote}` below the text once more"),
        ),
        M::QuoteInText { quote } => (
            format!("the text ends at this quote `{quote}`, but something stands behind it"),
            "use another quote within the text than around it".into(),
        ),
        M::CurlyQuote { quote } => (
            format!("`{quote}` is a curly quote, not a straight one"),
            "put straight quotes around the text: `\"`".into(),
        ),
        M::Backslash => (
            "`\\` has a special meaning between double quotes".into(),
            "write `\\\\` instead of `\\`".into(),
        ),
        M::ColonInText => (
            "the text holds a colon, followed by a space or by nothing".into(),
            "put the whole text between quotes".into(),
        ),
        M::SpecialStart { sign } => (
            format!(
                "a text that begins with {} has a special meaning here",
                code(&sign.to_string())
            ),
            "put the whole text between quotes".into(),
        ),
        M::NotFlag => ("this is not `true` or `false`".into(), "write `true` or `false`".into()),
        M::NotDate => (
            "there is no such date or time".into(),
            "write year, month and day with hyphens, like `2026-04-14`".into(),
        ),
        M::NotNumber => (
            "this is no number".into(),
            "write a number like `12` or `1.5`, or put the value between quotes".into(),
        ),
        _ => ("text belongs between quotes".into(), "put `\"` before and behind the text".into()),
    }
}

fn layout(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::Tab => (
            "there is a tab here; only spaces may indent a line".into(),
            "replace each tab by two spaces".into(),
        ),
        M::Indentation { spaces } => (
            "the line is not indented like the lines above it".into(),
            match spaces {
                Some(0) => "take the spaces at the beginning of the line away".into(),
                Some(1) => "put one space at the beginning of the line, no more and no less".into(),
                Some(n) => {
                    format!("put {n} spaces at the beginning of the line, no more and no less")
                }
                None => "indent the lines alike".into(),
            },
        ),
        M::MixedList => (
            "lines with and without `- ` are mixed here".into(),
            "begin each line of the list with `- `, indented alike".into(),
        ),
        M::ListOnLine => (
            "a list with `- ` begins on a new line".into(),
            "put `- ` and what follows it on a line of its own, or write the list as `[one, two]`"
                .into(),
        ),
        M::ListAfterText => (
            "this list belongs to a line that has a value already".into(),
            "put that value on a line of its own too, with `- ` before it".into(),
        ),
        M::ListWithoutName => (
            "there is no name above this list".into(),
            "put a line with the name of the field above the list, like `themes:`".into(),
        ),
        M::TextAfterBar { bar } => (
            format!("nothing may follow {} on the same line", code(&bar.to_string())),
            "put the text below it, on indented lines".into(),
        ),
        M::TextNotIndented => (
            "this text belongs to the line above it, but is not indented".into(),
            "put two spaces at the beginning of each line of the text".into(),
        ),
        _ => (
            "a second front matter begins here with `---`".into(),
            "take `---` at the beginning of this line away".into(),
        ),
    }
}

fn name_and_value(mistake: &Mistake) -> (String, String) {
    use Mistake as M;
    match mistake {
        M::MissingColon => (
            "the colon is missing on this line".into(),
            "write `name: value`; if the line belongs to the text above it, put two spaces before it".into(),
        ),
        M::MissingSpace { sign } => {
            (format!("a space is missing after `{sign}`"), format!("put a space after `{sign}`"))
        }
        M::WrongSign { found, wanted } => (
            format!("here stands `{found}`, but `{wanted}` belongs between name and value"),
            format!("write `{wanted}` instead of `{found}`"),
        ),
        M::MissingEquals => {
            ("`=` is missing on this line".into(), "write `name = \"value\"`, or take the line away".into())
        }
        M::MissingValue => ("there is no value after `=`".into(), "fill the value in, or take the line away".into()),
        M::KeyNotQuoted => (
            "this name holds a space or another special sign".into(),
            "put the name between quotes".into(),
        ),
        M::UnclosedHeader => {
            ("this header begins with `[` but does not close well".into(), "write the header as `[name]`, alone on its line".into())
        }
        M::TableTwice { name } => (
            format!("the header `[{name}]` stands here for the second time"),
            "put the lines below it under the first one, and take this header away".into(),
        ),
        M::NotTable { name } => (
            format!("`{name}` has a value already, and cannot have lines of its own besides"),
            "take one of the two away".into(),
        ),
        _ => ("there is more than one value on this line".into(), "put each value on a line of its own".into()),
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
    }
}

fn out_of_range(field: &str, value: &str, counted: Counted) -> String {
    match counted {
        Counted::Number => format!("`{value}` in `{field}` is out of bounds"),
        Counted::Date => format!("the date `{value}` in `{field}` is out of bounds"),
        Counted::Characters => format!("`{field}` has {value} characters, which does not fit"),
        Counted::Items => {
            format!("the number of values in `{field}` is {value}, which does not fit")
        }
    }
}

fn range(counted: Counted, min: Option<&String>, max: Option<&String>) -> String {
    let what = match counted {
        Counted::Number => "write a number",
        Counted::Date => "write a date",
        Counted::Characters => "make the length",
        Counted::Items => "make the number",
    };
    match (min, max, counted) {
        (Some(min), Some(max), _) => format!("{what} from {min} up to and including {max}"),
        (Some(min), None, Counted::Date) => format!("{what} from {min} on"),
        (Some(min), None, _) => format!("{what} {min} or more"),
        (None, Some(max), Counted::Date) => format!("{what} up to and including {max}"),
        (None, max, _) => format!("{what} at most {}", max.map_or("…", |max| max)),
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
    }
}

fn example(field: &str, kind: Kind) -> String {
    match kind {
        Kind::Text => format!("write `{field}: \"text\"`"),
        Kind::Date => format!("write `{field}: 2026-04-14`"),
        Kind::Number => format!("write `{field}: 12`"),
        Kind::Flag => format!("write `{field}: true`"),
        Kind::List => format!("write `{field}: [one, two]`"),
        Kind::Group => format!("write `{field}:` and below it indented lines `name: value`"),
    }
}

fn setting(expected: &str) -> &str {
    match expected {
        "text" => "text between quotes",
        "number" => "a number of 1 or more",
        "flag" => "`true` or `false`",
        "list" => "a list, like `[\"one\", \"two\"]`",
        "table" => "a table with lines of its own",
        "url" => "a full address, like `https://knowledge.example/`",
        "language" => "a language code, like `\"nl\"` or `\"en\"`",
        "folder" => "the name of a folder in `content`",
        "kind" => "a kind of field, like `\"text\"`, `\"date\"` or `\"list\"`",
        "sort" => "`\"date\"`, `\"title\"` or `\"order\"`",
        "bound" => {
            "a number (or a date for a date field); for a text or list it counts characters or values"
        }
        "default" => "a value that fits this kind of field",
        "values" => "a list with at least one value, like `[\"one\", \"two\"]`",
        "condition" => "a condition, like `{ kind = \"book\" }`",
        "core kind" => "no `kind`: the kind of this field is fixed",
        "terms" => "a list of names, or lines `key = \"Name\"`",
        "order of bounds" => "`min` smaller than `max`",
        other => other,
    }
}
