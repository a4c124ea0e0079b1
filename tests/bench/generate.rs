//! A number → that many pages of a Dutch knowledge base, always the same ones: what the benchmarks read.
//!
//! A page depends on its own number and the number of pages alone, so pages can be made in any order and on any thread.
//! Words and themes follow Zipf's law, as they do in real text: a few everywhere, most of them seldom; one word in
//! eighty is a compound made on the spot, so that there are always words that occur once.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

/// One page as a file.
#[derive(Clone, Debug)]
pub struct Page {
    /// The path below the content folder.
    pub path: String,
    /// Front matter and Markdown.
    pub text: String,
}

/// The four collections, and how many of a hundred pages each holds.
const COLLECTIONS: [(&str, u64); 4] =
    [("blogs", 45), ("publicaties", 32), ("dilemmas", 13), ("werkgroepen", 10)];

/// The commonest words, in about their order in running Dutch.
const COMMON: &str = "de het een van en in is te dat op zijn met voor niet die aan er om bij als ook dan maar uit naar \
    door over nog wordt tot hebben moet deze worden wel of kan zo veel geen meer heeft dit onder waar hun we zich alle \
    kunnen omdat mensen tussen samen wat hoe tijdens zonder wie steeds vaak elke binnen buiten daarom soms weer eigen \
    nieuwe goede eerst later vooral zodat waarom hier daar iets niemand iedereen vandaag morgen";

/// Words of the field.
const FIELD: &str = "gemeente inwoner wijkteam ondersteuning hulpvraag gesprek gezin schulden aanpak samenwerking \
    professional beleid uitvoering vertrouwen maatwerk mantelzorger vrijwilliger budget regeling toegang buurt school \
    huisarts woning uitkering werkgever participatie jeugdhulp wijkverpleegkundige dossier privacy toestemming wet \
    raadslid wethouder evaluatie onderzoek hogeschool student lector praktijk leerkring bijeenkomst verslag afspraak \
    besluit advies vraagstuk dilemma afweging waarde norm kwaliteit wachttijd crisis veiligheid gezondheid preventie \
    bestaanszekerheid armoede bewindvoerder schuldeiser beslag betaling toeslag inkomen huur energie taal inburgering \
    nieuwkomer vluchteling ouderen jongeren kinderen ouders netwerk regisseur casus aanbieder inkoop contract tarief \
    klacht bezwaar rechter bejegening leefwereld ervaringskennis ontmoeting buurthuis vereniging kerk moskee initiatief";

const STEMS: &str = "wijk buurt zorg hulp jeugd gezins schulden woon werk leer praktijk kennis beleids inwoner gemeente \
    regio netwerk keten casus crisis toegangs privacy gegevens taal school huis mantelzorg vrijwilligers ouderen \
    jongeren welzijns energie armoede budget inkomens gezondheids veiligheids klacht bezwaar kwaliteits contract \
    subsidie raads college bestuurs burger bewoners ervarings gespreks dag avond straat dorps stads platteland";

const HEADS: &str = "team teams plan plannen overleg gesprek gesprekken vraag vragen aanpak kring kringen punt loket \
    regisseur coach adviseur medewerker medewerkers groep groepen project projecten fonds regeling regelingen kaart \
    wijzer meter monitor rapport notitie agenda kader toets protocol afspraak afspraken partner partners dossier \
    systeem register traject trajecten werk werker werkers kennis kunde beleid budget bijeenkomst dag avond huis \
    proces processen verslag brief folder website lijst lijsten model modellen stap stappen";

const THEMES: &str = "schulden|wijkteams|jeugdhulp|mantelzorg|integraal werken|samenwerking|bestaanszekerheid|privacy|\
    participatie|armoede|wonen|ouderen|preventie|gezondheid|onderwijs|veiligheid|klachten|inkoop|kwaliteit|monitoring|\
    ervaringskennis|vrijwilligers|jongeren|inburgering|taal|digitalisering|toegankelijkheid|energie|bijstand|\
    arbeidsmarkt|dagbesteding|verslaving|vroegsignalering|casusregie|leefbaarheid|bewindvoering|regeldruk|vertrouwen|\
    bejegening|burgerinitiatief|leren|onderzoek|netwerken|bekostiging|rechtsbescherming|dakloosheid|eenzaamheid|sport|\
    cultuur|vervoer";

const GIVEN_NAMES: [&str; 16] = [
    "Roos", "Daan", "Samira", "Wim", "Aylin", "Tjeerd", "Marloes", "Hassan", "Ineke", "Ruben",
    "Zeynep", "Gerrit", "Yara", "Koen", "Petra", "Milan",
];
const FAMILY_NAMES: [&str; 16] = [
    "Koster",
    "van Leeuwen",
    "Demir",
    "Postma",
    "de Graaf",
    "Haddad",
    "Wolters",
    "van den Berg",
    "Schouten",
    "Aydin",
    "Kuipers",
    "Molenaar",
    "ten Have",
    "Prins",
    "Verhoeven",
    "Bouzid",
];

/// `SplitMix64` (Steele, Lea, Flood 2014): small, fast, and good enough to draw words with.
struct Random(u64);

impl Random {
    /// The numbers of one thing, independent of those of another.
    fn of(kind: u64, number: usize) -> Self {
        let mut random = Self(0x5eed_0000_0000_0000 ^ (kind << 40) ^ number as u64);
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from((u128::from(self.next()) * end as u128) >> 64).unwrap_or(0)
    }

    /// A number from `from` up to and including `to`.
    fn within(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn one_of<'t, T: ?Sized>(&mut self, items: &[&'t T]) -> &'t T {
        items[self.below(items.len())]
    }
}

/// Draws ranks by Zipf's law.
struct Zipf {
    /// How much all ranks up to and including this one weigh, in whole parts so that every machine draws the same.
    sums: Vec<u64>,
}

impl Zipf {
    fn new(ranks: usize, flat: u64) -> Self {
        let mut sum = 0;
        let sums = (0..ranks as u64).map(|rank| {
            sum += (1 << 40) / (rank + flat);
            sum
        });
        Self { sums: sums.collect() }
    }

    fn draw(&self, random: &mut Random) -> usize {
        let all = self.sums.last().copied().unwrap_or(1);
        let at = u64::try_from((u128::from(random.next()) * u128::from(all)) >> 64).unwrap_or(0);
        self.sums.partition_point(|sum| *sum <= at)
    }
}

/// All that is needed to write any page of a site of a known size.
pub struct Generator {
    count: usize,
    words: Vec<String>,
    word: Zipf,
    themes: Vec<&'static str>,
    theme: Zipf,
    stems: Vec<&'static str>,
    heads: Vec<&'static str>,
}

impl Generator {
    /// For a site of so many pages.
    pub fn new(count: usize) -> Self {
        const WORDS: usize = 12_000;
        let stems: Vec<&str> = STEMS.split_whitespace().collect();
        let heads: Vec<&str> = HEADS.split_whitespace().collect();
        let mut words: Vec<String> =
            COMMON.split_whitespace().chain(FIELD.split_whitespace()).map(Into::into).collect();
        let mut random = Random::of(1, 0);
        while words.len() < WORDS {
            let word = compound(&mut random, &stems, &heads);
            words.push(word);
        }
        let themes: Vec<&str> = THEMES.split('|').collect();
        let (word, theme) = (Zipf::new(words.len(), 3), Zipf::new(themes.len(), 2));
        Self { count, words, word, themes, theme, stems, heads }
    }

    /// Every page, on all cores.
    pub fn pages(&self) -> Vec<Page> {
        (0..self.count).into_par_iter().map(|number| self.page(number)).collect()
    }

    /// The collection, title and file name of a page: what others need to link to it.
    fn head(&self, number: usize) -> (&'static str, String, String) {
        let mut random = Random::of(2, number);
        let mut share = random.below(100) as u64;
        let mut collection = COLLECTIONS[0].0;
        for (name, part) in COLLECTIONS {
            collection = name;
            if share < part {
                break;
            }
            share -= part;
        }
        let (a, b) = (self.noun(&mut random), self.noun(&mut random));
        let title = match random.below(5) {
            0 => format!("Wat {a} leert over {b}"),
            1 => format!("Van {a} naar {b}"),
            2 => format!("Mag {a} gaan voor {b}?"),
            3 => format!("{} en {b}: een jaar verder", capital(&a)),
            _ => format!("Zo werkt {a} samen met {b}"),
        };
        let letters = title.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), " ");
        let name = letters.split_whitespace().collect::<Vec<_>>().join("-");
        (collection, title, format!("{name}-{number:06}"))
    }

    /// One page.
    pub fn page(&self, number: usize) -> Page {
        let (collection, title, name) = self.head(number);
        let mut writing = Writing {
            of: self,
            random: Random::of(3, number),
            text: String::with_capacity(9_000),
            notes: Vec::new(),
        };
        writing.front_matter(&title);
        writing.body();
        Page { path: format!("{collection}/{name}.md"), text: writing.text }
    }

    /// A word with a meaning, not one of the commonest.
    fn noun(&self, random: &mut Random) -> String {
        let common = COMMON.split_whitespace().count();
        let field = FIELD.split_whitespace().count();
        self.words[random.within(common, common + field * 3)].clone()
    }
}

fn compound(random: &mut Random, stems: &[&str], heads: &[&str]) -> String {
    let first = random.one_of(stems);
    let middle = if random.chance(30) { random.one_of(stems) } else { "" };
    format!("{first}{middle}{}", random.one_of(heads))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A page being written.
struct Writing<'g> {
    of: &'g Generator,
    random: Random,
    text: String,
    notes: Vec<String>,
}

impl Writing<'_> {
    fn front_matter(&mut self, title: &str) {
        let (year, month, day) =
            (self.random.within(2015, 2025), self.random.within(1, 12), self.random.within(1, 28));
        let name = |random: &mut Random| {
            format!("\"{} {}\"", random.one_of(&GIVEN_NAMES), random.one_of(&FAMILY_NAMES))
        };
        let mut authors = vec![name(&mut self.random)];
        if self.random.chance(35) {
            authors.push(name(&mut self.random));
        }
        let mut themes: Vec<&str> = Vec::new();
        for _ in 0..self.random.within(1, 4) {
            let theme = self.of.themes[self.of.theme.draw(&mut self.random)];
            if !themes.contains(&theme) {
                themes.push(theme);
            }
        }
        let summary = self.sentence(18, false);
        let _ = write!(
            self.text,
            "---\ntitle: \"{title}\"\ndate: {year}-{month:02}-{day:02}\nauthors: [{}]\nthemes: [{}]\nsummary: \"{summary}\"\n---\n\n",
            authors.join(", "),
            themes.join(", "),
        );
    }

    /// About 750 words under about six headings.
    fn body(&mut self) {
        self.paragraph();
        let sections = self.random.within(4, 6);
        for section in 0..sections {
            let marks = if section > 0 && self.random.chance(35) { "###" } else { "##" };
            let heading = self.words(4);
            let _ = write!(self.text, "{marks} {}\n\n", capital(&heading));
            for _ in 0..self.random.within(1, 3) {
                self.paragraph();
            }
            match self.random.below(7) {
                0 | 1 => self.list("-"),
                2 => self.list("1."),
                3 => self.table(),
                4 if self.random.chance(40) => self.quotation(),
                _ => {}
            }
        }
        for (i, note) in std::mem::take(&mut self.notes).into_iter().enumerate() {
            let _ = writeln!(self.text, "[^{}]: {note}", i + 1);
        }
    }

    fn word(&mut self) -> String {
        if self.random.below(80) == 0 {
            compound(&mut self.random, &self.of.stems, &self.of.heads)
        } else {
            self.of.words[self.of.word.draw(&mut self.random)].clone()
        }
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    /// A sentence of about so many words; with marks in it where that is asked.
    fn sentence(&mut self, about: usize, with_marks: bool) -> String {
        let count = self.random.within(about / 2, about + about / 2);
        let mut out = String::with_capacity(count * 8);
        for i in 0..count {
            let word = self.word();
            let word = if i == 0 { capital(&word) } else { word };
            if i > 0 {
                out.push_str(if i % 9 == 8 { ", " } else { " " });
            }
            match self.random.below(if with_marks { 100 } else { usize::MAX }) {
                0 => out.push_str(&format!("**{word}**")),
                1 => out.push_str(&format!("*{word}*")),
                2 if i > 0 => out.push_str(&format!("`{word}`")),
                3 if i > 0 => out.push_str(&format!("'{word}'")),
                _ => out.push_str(&word),
            }
        }
        out.push(match self.random.below(12) {
            0 => '?',
            1 => '!',
            _ => '.',
        });
        out
    }

    fn paragraph(&mut self) {
        for i in 0..self.random.within(3, 5) {
            let sentence = self.sentence(12, true);
            self.text.push_str(if i > 0 { " " } else { "" });
            self.text.push_str(&sentence);
        }
        match self.random.below(20) {
            0..8 => self.link(),
            8 | 9 => {
                let note = self.sentence(16, false);
                self.notes.push(note);
                let _ = write!(self.text, "[^{}]", self.notes.len());
            }
            _ => {}
        }
        self.text.push_str("\n\n");
    }

    /// A link to another page: to an early one more often, as in a site that has grown.
    fn link(&mut self) {
        let number = self.random.below(self.of.count).min(self.random.below(self.of.count));
        let (collection, title, name) = self.of.head(number);
        let _ = write!(self.text, " Lees verder in [{title}](../{collection}/{name}.md).");
    }

    fn list(&mut self, mark: &str) {
        for _ in 0..self.random.within(3, 6) {
            let count = self.random.within(4, 10);
            let item = self.words(count);
            let _ = writeln!(self.text, "{mark} {item}");
        }
        self.text.push('\n');
    }

    fn table(&mut self) {
        self.text.push_str("| Onderdeel | Aantal | Opmerking |\n| --- | ---: | --- |\n");
        for _ in 0..self.random.within(3, 6) {
            let (what, number, remark) = (self.word(), self.random.below(900), self.words(4));
            let _ = writeln!(self.text, "| {what} | {number} | {remark} |");
        }
        self.text.push('\n');
    }

    fn quotation(&mut self) {
        let sentence = self.sentence(20, true);
        let _ = write!(self.text, "> {sentence}\n\n");
    }
}

/// How many words are explained, and how many pages hold a list, in the site that has them.
const TERMS: usize = 300;
const LISTS: usize = 500;

/// The settings of the sites with and without words that are explained.
const SETTINGS: &str = "title = \"Kennisbank\"\nbase_url = \"https://kennisbank.example/\"\n\n\
    [vocabularies.themes]\nfolder = \"themas\"\nkeys = [\"themas\", \"themes\"]\n\n\
    [collections.blogs]\n[collections.publicaties]\n[collections.dilemmas]\n[collections.werkgroepen]\n";
const GLOSSARY: &str = "\n[collections.begrippen]\nsort = \"title\"\nnews = false\nglossary = \"definitie\"\n\
    fields.definitie = { kind = \"markdown\" }\n";

/// Writes the same site with settings; `is_woven` adds words that are explained and pages with a list of others.
pub fn write_declared(root: &Path, count: usize, is_woven: bool) -> io::Result<()> {
    write(root, count)?;
    let settings = if is_woven { format!("{SETTINGS}{GLOSSARY}") } else { SETTINGS.to_owned() };
    fs::write(root.join("weef.toml"), settings)?;
    if !is_woven {
        return Ok(());
    }
    let generator = Generator::new(count);
    let folder = root.join("content/begrippen");
    fs::create_dir_all(&folder)?;
    // A few words that are on most pages, and many that are on some.
    let common = COMMON.split_whitespace().count();
    let mut words: Vec<&String> = generator.words.iter().skip(common + 60).collect();
    words.sort_unstable();
    words.dedup();
    let step = (words.len() / TERMS).max(1);
    for (nth, word) in words.into_iter().step_by(step).take(TERMS).enumerate() {
        let text = format!(
            "---\ntitel: {word}\ndefinitie: \"Wat er met *{word}* bedoeld wordt, in één zin die iedereen begrijpt.\"\n---\n"
        );
        fs::write(folder.join(format!("{word}-{nth}.md")), text)?;
    }
    let step = (count / LISTS).max(1);
    for number in (0..count).step_by(step).take(LISTS) {
        let mut page = generator.page(number);
        let theme = generator.themes[number / step % generator.themes.len()];
        let form = ["lijst", "kaarten", "tabel"][number / step % 3];
        page.text.push_str(&format!(
            "\n## Meer hierover\n\n```lijst\ncollectie: blogs\nthemas: {theme}\ntoon: {form}\naantal: 10\n```\n"
        ));
        fs::write(root.join("content").join(page.path), page.text)?;
    }
    Ok(())
}

/// Writes a site of so many pages: `content/<collection>/<name>.md` below `root`.
pub fn write(root: &Path, count: usize) -> io::Result<()> {
    let content = root.join("content");
    for (collection, _) in COLLECTIONS {
        fs::create_dir_all(content.join(collection))?;
    }
    let generator = Generator::new(count);
    (0..count).into_par_iter().try_for_each(|number| {
        let page = generator.page(number);
        fs::write(content.join(page.path), page.text)
    })
}
