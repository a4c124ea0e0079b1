//! What the desk shows, as JSON.

use std::time::{Duration, SystemTime};

use jiff::civil::date;
use serde_json::Value as Json;

use super::super::editor::Editor;
use super::*;
use crate::site::Drafts;
use crate::snapshot::{Options, Snapshot};
use crate::source::Sources;

const SETTINGS: &str = "title = \"T\"\nbase_url = \"https://t.example/\"\n\
    [vocabularies.themes]\nfolder = \"themas\"\nkeys = [\"themas\"]\nlabel = \"Thema's\"\n\
    [collections.blogs]\nlabel = \"Blogs\"\n";

fn preview(blog: &str) -> Preview {
    let files = [
        ("weef.toml", SETTINGS),
        ("content/blogs/een.md", blog),
        (
            "content/blogs/twee.md",
            "---\ntitel: Twee\nconcept: ja\n---\n\nZie [[Een]] en [weg](weg.md).\n",
        ),
        ("content/blogs/drie.md", "---\ntitel: Drie\npubliceren_op: 2027-01-01\n---\n\nx\n"),
    ];
    let files = files.map(|(path, text)| (path, text.as_bytes()));
    let sources = Sources::in_memory("content", date(2026, 11, 22), files);
    let options =
        Options { drafts: Drafts::Include, at_root: true, hold: true, ..Options::default() };
    let recent = vec![(
        SourcePath::new("content/blogs/een.md"),
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000),
    )];
    Preview::new(Snapshot::load(sources, options), 5, recent, Editor::default())
}

const BLOG: &str = "---\ntitel: Een\nthemas: [Wijkteams]\nnakijken: 2026-12-01\neigenaar: An Jansen\n\
    soort: x\n---\n\nEen zin.\n\nNaar [[Twee]] en naar [niets](niets.md).\n";

fn desk(blog: &str) -> Json {
    let url = UrlPath::parse("/blogs/een/").unwrap();
    serde_json::to_value(of_page(&preview(blog), Some("t"), &url)).unwrap()
}

#[test]
fn a_page_with_its_facts() {
    let desk = desk(BLOG);
    let page = &desk["page"];
    assert_eq!(desk["desk"], 5);
    assert_eq!(page["title"], "Een");
    assert_eq!(page["source"], "content/blogs/een.md");
    assert_eq!(page["collection"], "Blogs");
    assert_eq!(page["terms"][0]["name"], "Wijkteams");
    assert_eq!(page["terms"][0]["url"], "/themas/wijkteams/");
    assert_eq!(page["status"]["kind"], "published");
    assert_eq!(page["review"]["date"], "2026-12-01");
    assert_eq!(page["review"]["overdue"], false);
    assert_eq!(page["links_out"].to_string(), r#"[{"title":"Twee","url":"/blogs/twee/"}]"#);
    assert_eq!(page["links_in"].to_string(), r#"[{"title":"Twee","url":"/blogs/twee/"}]"#);
    assert_eq!(page["edit"], Json::Null, "it lies in memory");
    let waiting: Vec<&str> = desk["unpublished"]
        .as_array()
        .unwrap()
        .iter()
        .map(|page| page["text"].as_str().unwrap())
        .collect();
    assert_eq!(waiting, ["Concept", "Verschijnt op 1 januari 2027"]);
    assert_eq!(desk["recent"][0]["when"], "2001-09-09T01:46:40Z");
    assert_eq!(desk["recent"][0]["url"], "/blogs/een/");
}

#[test]
fn how_easy_a_page_is_to_read() {
    let short = desk(BLOG);
    assert_eq!(short["page"]["readability"], Json::Null, "too short to say");
    let sentence = "De gemeente helpt mensen die hun huur niet kunnen betalen. ";
    let long = "Wie daarna nog een vraag heeft over zijn huur of zijn schulden kan altijd bij de balie in de wijk terecht.";
    let desk = desk(&format!("---\ntitel: Een\n---\n\n{}\n\n{long}\n", sentence.repeat(12)));
    let found = &desk["page"]["readability"];
    assert_eq!(found["sentences"], 13);
    let names: Vec<&str> =
        found["scores"].as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Flesch-Douma", "Brouwer", "LIX"]);
    assert!(found["scores"][0]["score"].as_f64().unwrap() > 50.0, "{found}");
    assert_eq!(found["longest"][0]["text"], long);
    assert_eq!(found["longest"][0]["line"], 7);
    let block = found["longest"][0]["block"]["text"].as_str().unwrap();
    assert!(block.starts_with("wiedaarnanogeenvraag"), "{block}");
}

#[test]
fn problems_with_place_block_and_cure() {
    let desk = desk(BLOG);
    let problems = desk["problems"].as_array().unwrap();
    let codes: Vec<&str> = problems.iter().map(|p| p["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["unknown-field", "broken-link"]);
    assert_eq!(problems[0]["block"], Json::Null, "it stands in the front matter");
    let link = &problems[1];
    assert_eq!(link["block"]["text"], "naartweeennaarniets");
    assert_eq!(link["owner"], "An Jansen");
    assert_eq!(link["collection"], "Blogs");
    assert_eq!(link["page"], "/blogs/een/");
    let excerpt = &link["excerpt"][0];
    let text = excerpt["text"].as_str().unwrap();
    let (from, to) = (excerpt["from"].as_u64().unwrap(), excerpt["to"].as_u64().unwrap());
    assert!(
        text[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()].contains("niets.md")
    );
    assert_eq!(desk["counts"]["warning"], 3);
    assert_eq!(desk["broken"].to_string(), "[]");
}

#[test]
fn problems_of_the_site_are_narrowed() {
    let preview = preview(BLOG);
    let ask = |wanted: Wanted| serde_json::to_value(of_site(&preview, Some("t"), &wanted)).unwrap();
    let all = ask(Wanted::default());
    let total = usize::try_from(all["total"].as_u64().unwrap()).unwrap();
    assert_eq!(total, all["problems"].as_array().unwrap().len());
    let broken = ask(Wanted { code: "broken-link".into(), ..Wanted::default() });
    assert_eq!(broken["total"], 2);
    let own = Wanted { code: "broken-link".into(), owner: "An Jansen".into(), ..Wanted::default() };
    assert_eq!(ask(own)["total"], 1);
    let count = |facets: &Json, name: &str, value: &str| {
        let values = facets["facets"][name].as_array().unwrap();
        values.iter().find(|v| v["value"] == value).map_or(0, |v| v["count"].as_u64().unwrap())
    };
    // A facet counts what it would offer with the others on.
    assert_eq!(count(&broken, "owner", "An Jansen"), 1);
    assert_eq!(count(&broken, "code", "unknown-field"), 1);
    assert_eq!(count(&broken, "severity", "warning"), 2);
    assert_eq!(ask(Wanted { severity: "error".into(), ..Wanted::default() })["total"], 0);
    let later = ask(Wanted { offset: 1000, ..Wanted::default() });
    assert_eq!(later["problems"].as_array().unwrap().len(), 0);
}

#[test]
fn a_file_that_cannot_be_understood_is_said_over_its_last_good_state() {
    let good = preview(BLOG);
    let broken = "---\ntitel: [\n---\n\nx\n";
    let files = [("weef.toml", SETTINGS), ("content/blogs/een.md", broken)];
    let files = files.map(|(path, text)| (path, text.as_bytes()));
    let sources = Sources::in_memory("content", date(2026, 11, 22), files);
    let changed =
        ["een", "twee", "drie"].map(|name| SourcePath::new(&format!("content/blogs/{name}.md")));
    let next = good.snapshot.apply(sources, &changed.into_iter().collect());
    let next = Preview::new(next, 6, Vec::new(), Editor::default());
    let url = UrlPath::parse("/blogs/een/").unwrap();
    let desk = serde_json::to_value(of_page(&next, Some("t"), &url)).unwrap();
    assert_eq!(desk["page"]["title"], "Een");
    assert_eq!(desk["broken"][0]["code"], "broken-front-matter");
    assert_eq!(desk["broken"][0]["excerpt"][0]["text"], "titel: [");
    let home = serde_json::to_value(of_page(&next, Some("t"), &UrlPath::home())).unwrap();
    assert_eq!(home["broken"].to_string(), "[]", "other pages are as they are");
}
