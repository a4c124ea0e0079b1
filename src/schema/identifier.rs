//! Numbers that the world gives to books, articles and people: their form, and the digit that guards against slips.

pub use crate::diagnostic::Identifier;
use std::borrow::Cow;

use crate::diagnostic::IdentifierFlaw;
use crate::url::decode;

impl Identifier {
    /// The names by which `weef.toml` asks for one.
    pub const NAMES: [&str; 4] = ["isbn", "issn", "doi", "orcid"];

    /// The identifier of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "isbn" => Self::Isbn,
            "issn" => Self::Issn,
            "doi" => Self::Doi,
            "orcid" => Self::Orcid,
            _ => return None,
        })
    }

    /// The number without what people write around it: `https://doi.org/10.1234/a`, `ISBN 978-…`; of an address it is
    /// decoded.
    pub fn bare(self, written: &str) -> Cow<'_, str> {
        let written = written.trim();
        let around: &[&str] = match self {
            Self::Isbn => &["ISBN-13:", "ISBN-10:", "ISBN-13", "ISBN-10", "ISBN:", "ISBN"],
            Self::Issn => &["ISSN:", "ISSN"],
            Self::Doi => &[
                "https://doi.org/",
                "http://doi.org/",
                "https://dx.doi.org/",
                "http://dx.doi.org/",
                "doi.org/",
                "doi:",
            ],
            Self::Orcid => &["https://orcid.org/", "http://orcid.org/", "orcid.org/"],
        };
        let start = |word: &&&str| {
            written.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        let Some(word) = around.iter().find(start) else { return Cow::Borrowed(written) };
        let bare = written.get(word.len()..).unwrap_or_default().trim();
        if word.ends_with('/') { Cow::Owned(decode(bare)) } else { Cow::Borrowed(bare) }
    }

    /// What is wrong with a number, where something is.
    ///
    /// The check digits are those of ISO 2108 (ISBN: weights 1 and 3 modulo 10; before 2007, 10 to 1 modulo 11),
    /// ISO 3297 (ISSN: 8 to 1 modulo 11) and ISO 7064 (ORCID: MOD 11-2). A DOI has none.
    pub fn flaw(self, bare: &str) -> Option<IdentifierFlaw> {
        if self == Self::Doi {
            return (!is_doi(bare)).then_some(IdentifierFlaw::Form);
        }
        let Some(digits) = digits(bare) else { return Some(IdentifierFlaw::Form) };
        let has_x = digits.contains(&10);
        let is_right = match (self, digits.len()) {
            (Self::Isbn, 13) if !has_x => {
                weighted(&digits, (0..).map(|at| 1 + 2 * (at % 2))) % 10 == 0
            }
            (Self::Isbn, 10) => weighted(&digits, (1..=10).rev()) % 11 == 0,
            (Self::Issn, 8) => weighted(&digits, (1..=8).rev()) % 11 == 0,
            (Self::Orcid, 16) => digits.iter().fold(0, |sum, digit| (sum * 2 + digit) % 11) == 1,
            _ => return Some(IdentifierFlaw::Form),
        };
        (!is_right).then_some(IdentifierFlaw::CheckDigit)
    }
}

/// The digits between hyphens and spaces; `X` at the end is ten. None where anything else is written.
fn digits(text: &str) -> Option<Vec<u32>> {
    let signs: Vec<char> = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '\u{2010}'..='\u{2013}' | '\u{a0}'))
        .collect();
    let last = signs.len().checked_sub(1)?;
    let digit = |(at, sign): (usize, &char)| match sign {
        'X' | 'x' if at == last => Some(10),
        sign => sign.to_digit(10),
    };
    signs.iter().enumerate().map(digit).collect()
}

fn weighted(digits: &[u32], weights: impl Iterator<Item = u32>) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// `10.` with the number of who registered it, a slash, and a name without white space.
fn is_doi(text: &str) -> bool {
    let Some((registrant, name)) = text.strip_prefix("10.").and_then(|rest| rest.split_once('/'))
    else {
        return false;
    };
    let is_number = registrant.len() >= 4
        && registrant
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    is_number && !name.is_empty() && !name.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits() {
        let flaw = |identifier: Identifier, text: &str| identifier.flaw(&identifier.bare(text));
        for right in ["978-3-16-148410-0", "ISBN 9783161484100", "0-306-40615-2", "080442957X"] {
            assert_eq!(flaw(Identifier::Isbn, right), None, "{right}");
        }
        for slip in ["978-3-16-148410-1", "978-3-16-184410-0", "0-306-40615-3"] {
            assert_eq!(flaw(Identifier::Isbn, slip), Some(IdentifierFlaw::CheckDigit), "{slip}");
        }
        for other in ["978-3-16-14841", "97831614841X0", "boek", "", "978316148410X"] {
            assert_eq!(flaw(Identifier::Isbn, other), Some(IdentifierFlaw::Form), "{other}");
        }
        assert_eq!(flaw(Identifier::Issn, "0378-5955"), None);
        assert_eq!(flaw(Identifier::Issn, "0378-5954"), Some(IdentifierFlaw::CheckDigit));
        assert_eq!(flaw(Identifier::Orcid, "https://orcid.org/0000-0002-1825-0097"), None);
        assert_eq!(
            flaw(Identifier::Orcid, "0000-0002-1825-0098"),
            Some(IdentifierFlaw::CheckDigit)
        );
        for right in
            ["10.1234/weef.2025.1007", "https://doi.org/10.1000/182", "doi:10.1000.10/1(2)"]
        {
            assert_eq!(flaw(Identifier::Doi, right), None, "{right}");
        }
        for wrong in ["10.12/a", "11.1234/a", "10.1234", "10.1234/", "10.1234/a b", "10.12a4/b"] {
            assert_eq!(flaw(Identifier::Doi, wrong), Some(IdentifierFlaw::Form), "{wrong}");
        }
        for (written, bare) in [
            ("https://doi.org/10.1002/%28a%293:1%3C2", "10.1002/(a)3:1<2"),
            ("doi:10.1002/a%28", "10.1002/a%28"),
            ("10.1002/a", "10.1002/a"),
        ] {
            assert_eq!(Identifier::Doi.bare(written), bare);
        }
    }
}
