//! What editors and other programs do with files is shown, however they do it.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use super::served::{Served, built};
use super::{SITE, served};
use crate::pictures::photo;
use crate::tree;

const EEN: &str = "content/blogs/een.md";

/// The first blog with another text.
fn text(words: &str) -> String {
    format!("---\ntitel: Een\ndatum: 2026-01-01\nthemas: [Wijk]\n---\n\n{words}\n")
}

/// Puts a text into a file in the way of some editor.
type Save = fn(&Path, &str);

fn beside(path: &Path, name: &str) -> std::path::PathBuf {
    path.with_file_name(name)
}

/// How programs save, by their names.
const SAVES: [(&str, Save); 9] = [
    ("written at once", |path, text| fs::write(path, text).unwrap()),
    ("emptied, and written a while later", |path, text| {
        let mut file = File::create(path).unwrap();
        thread::sleep(Duration::from_millis(60));
        file.write_all(text.as_bytes()).unwrap();
    }),
    ("written line by line", |path, text| {
        let mut file = File::create(path).unwrap();
        for line in text.split_inclusive('\n') {
            file.write_all(line.as_bytes()).unwrap();
            thread::sleep(Duration::from_millis(5));
        }
    }),
    ("put in its place", |path, text| {
        let new = beside(path, "nieuw.tmp");
        fs::write(&new, text).unwrap();
        fs::rename(new, path).unwrap();
    }),
    ("vim", |path, text| {
        let probe = beside(path, "4913");
        File::create(&probe).unwrap();
        fs::remove_file(probe).unwrap();
        let backup = beside(path, "een.md~");
        fs::rename(path, &backup).unwrap();
        fs::write(path, text).unwrap();
        fs::remove_file(backup).unwrap();
    }),
    ("JetBrains", |path, text| {
        let (new, old) = (beside(path, "een.md___jb_tmp___"), beside(path, "een.md___jb_old___"));
        fs::write(&new, text).unwrap();
        fs::rename(path, &old).unwrap();
        fs::rename(new, path).unwrap();
        fs::remove_file(old).unwrap();
    }),
    ("with a lock file", |path, text| {
        let lock = beside(path, ".~lock.een.md#");
        fs::write(&lock, "x").unwrap();
        fs::write(path, text).unwrap();
        fs::remove_file(lock).unwrap();
    }),
    ("with its old date", |path, text| {
        let then = path.metadata().unwrap().modified().unwrap();
        fs::write(path, text).unwrap();
        File::options().append(true).open(path).unwrap().set_modified(then).unwrap();
    }),
    ("sed -i", |path, text| {
        let words = text.lines().last().unwrap();
        let script = format!("$s/.*/{words}/");
        assert!(Command::new("sed").arg("-i").arg(script).arg(path).status().unwrap().success());
    }),
];

#[test]
fn saves_of_any_program() {
    for options in [&[][..], &["--poll"]] {
        let served = Served::new(&SITE, options);
        served.wait_for("/blogs/een/", "De eerste");
        for (nth, (name, save)) in SAVES.iter().enumerate() {
            let words = format!("Zo nummer{nth} dus");
            save(&served.path(EEN), &text(&words));
            served.wait(name, |served| served.get("/blogs/een/").text().contains(&words));
        }
        let is_alone = served.said().contains("elke seconde gekeken");
        assert_eq!(is_alone, !options.is_empty(), "{}", served.said());
    }
}

#[test]
fn bursts_and_many_at_once() {
    let served = served();
    served.wait_for("/blogs/een/", "De eerste");
    for n in 0..200 {
        fs::write(served.path(EEN), text(&format!("Keer {n}."))).unwrap();
        thread::sleep(Duration::from_millis(3));
    }
    served.wait_for("/blogs/een/", "Keer 199.");
    for n in 0..100 {
        served.write(&format!("content/blogs/veel-{n}.md"), &format!("# Veel {n}\n"));
    }
    served.wait_for_quiet();
    for n in 0..100 {
        assert_eq!(served.get(&format!("/blogs/veel-{n}/")).status, 200, "{n}");
    }
    for n in 0..100 {
        fs::remove_file(served.path(&format!("content/blogs/veel-{n}.md"))).unwrap();
    }
    served.wait_for("/blogs/veel-0/", "");
    served.wait_for("/blogs/veel-99/", "");
}

#[test]
fn files_and_folders_come_go_and_move() {
    let served = served();
    served.wait_for("/blogs/een/", "De eerste");
    let path = |below: &str| served.path(below);
    fs::remove_file(path("content/blogs/drie.md")).unwrap();
    served.wait_for("/blogs/drie/", "");
    fs::rename(path(EEN), path("content/blogs/anders.md")).unwrap();
    served.wait_for("/blogs/anders/", "De eerste");
    served.wait_for("/blogs/een/", "");
    fs::rename(path("content/over.md"), path("content/Over.md")).unwrap();
    served.wait("the desk knows the file by its new name", |served| {
        served.desk("/over/")["page"]["source"] == "content/Over.md"
    });
    fs::rename(path("content/blogs"), path("content/stukken")).unwrap();
    served.wait_for("/stukken/anders/", "De eerste");
    served.wait_for("/blogs/anders/", "");
    fs::rename(path("content/stukken"), served.beside("weg")).unwrap();
    served.wait_for("/stukken/anders/", "");
    fs::rename(served.beside("weg"), path("content/blogs")).unwrap();
    served.wait_for("/blogs/anders/", "De eerste");
    fs::rename(path("content"), served.beside("content")).unwrap();
    served.wait_for("/blogs/anders/", "");
    fs::rename(served.beside("content"), path("content")).unwrap();
    served.wait_for("/blogs/anders/", "De eerste");
}

#[test]
fn what_is_put_into_new_folders_at_once() {
    let served = served();
    served.wait_for("/blogs/een/", "De eerste");
    for n in 0..40 {
        let folder = served.path(&format!("content/nieuw-{n}/a/b"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("x.md"), "# X\n\nDiep.\n").unwrap();
    }
    for n in 0..40 {
        served.wait_for(&format!("/nieuw-{n}/a/b/x/"), "Diep.");
    }
}

#[test]
fn settings_terms_templates_and_styles() {
    let served = served();
    served.wait_for("/blogs/een/", "De eerste");
    let settings = served.read("weef.toml");
    served.write("weef.toml", &settings.replace("\"Proef\"", "\"Andere naam\""));
    served.wait_for("/over/", "Andere naam");
    served.write("weef.toml", "title = \"Kapot\nx");
    served.wait("the mistake is told", |served| !served.desk("/over/")["broken"][0].is_null());
    assert!(served.get("/over/").text().contains("Andere naam"), "the last good settings count");
    served.write("weef.toml", &settings);
    served.wait_for("/over/", "Proef");

    served.write("content/themes/wijk.md", "---\ntitel: Wijken\noude_namen: [Wijk]\n---\n");
    served.wait_for("/themes/wijken/", "Een");

    served.write(
        "themes/default/templates/page.html",
        "<!doctype html><title>x</title><body>Eigen {{ page.title }}</body>",
    );
    served.wait_for("/over/", "Eigen Over");
    served.write("themes/default/templates/page.html", "{{ page.title ");
    served.wait("the mistake is told", |served| !served.desk("/over/")["broken"][0].is_null());
    assert!(served.get("/over/").text().contains("Eigen Over"), "the last good template counts");
    served.write("themes/default/templates/page.html", "<body>Weer {{ page.title }}</body>");
    served.wait_for("/over/", "Weer Over");
    assert!(served.desk("/over/")["broken"][0].is_null());
    fs::remove_file(served.path("themes/default/templates/page.html")).unwrap();
    served.wait_for("/over/", "Wie wij zijn.");

    served.write("themes/default/assets/site.css", "body { color: red }");
    served.wait("the style is another", |served| {
        let page = served.get("/over/").text();
        let (_, rest) = page.split_once("assets/site").unwrap();
        let name = format!("/assets/site{}", rest.split('"').next().unwrap());
        served.get(&name).text() == "body { color: red }"
    });
}

#[test]
fn a_broken_page_stays_as_it_was_until_it_is_mended() {
    let served = served();
    served.wait_for("/blogs/een/", "De eerste");
    for broken in
        ["---\ntitel: [\n---\nHalf.\n", "---\ntitel: Een\nHalf.\n", "+++\ntitel =\n+++\nHalf.\n"]
    {
        served.write(EEN, broken);
        served.wait("it is told", |served| !served.desk("/blogs/een/")["broken"][0].is_null());
        assert!(served.get("/blogs/een/").text().contains("De eerste"), "{broken}");
        assert!(served.get("/blogs/").text().contains("Een"), "{broken}");
        served.write("content/over.md", "# Over\n\nIntussen anders.\n");
        served.wait_for("/over/", "Intussen anders.");
        served.write(EEN, &SITE[2].1.replace("eerste", "eerste weer"));
        served.wait_for("/blogs/een/", "De eerste weer");
        served.wait("it is well", |served| served.desk("/blogs/een/")["broken"][0].is_null());
        served.write(EEN, SITE[2].1);
        served.wait("as it was", |served| !served.get("/blogs/een/").text().contains("weer"));
    }
    served.write(EEN, "");
    served.wait("an empty page is empty", |served| {
        !served.get("/blogs/een/").text().contains("De eerste")
    });
}

#[test]
fn a_page_that_is_emptied_hides_no_other_change() {
    let together: fn(&Served) = |served| {
        fs::write(served.path("content/over.md"), "").unwrap();
        served.write(EEN, &text("Ook dit."));
    };
    let moved: fn(&Served) = |served| {
        let folder = served.beside("nieuw");
        tree::write(&folder, [("leeg.md", ""), ("een.md", "# X\n\nOok dit.\n")]);
        fs::rename(folder, served.path("content/nieuw")).unwrap();
    };
    for (options, change, shows) in [
        (&["--poll"][..], together, "/blogs/een/"),
        (&[], together, "/blogs/een/"),
        (&[], moved, "/nieuw/een/"),
    ] {
        let served = Served::new(&SITE, options);
        served.wait_for("/blogs/een/", "De eerste");
        served.wait_for_quiet();
        change(&served);
        served.wait_for(shows, "Ook dit.");
    }
}

#[test]
fn what_was_never_good_is_not_held() {
    let mut site = SITE;
    site[0].1 = "title = \"Eerst\"\nbase_url = \"geen adres\"\n";
    let served = Served::new(&site, &[]);
    served.wait_for("/over/", "Eerst");
    served.write("weef.toml", "title = \"Dan\"\nbase_url = \"geen adres\"\n");
    served.wait_for("/over/", "Dan");
    assert!(served.desk("/over/")["broken"][0].is_null(), "nothing good is below it");
    served.write("weef.toml", SITE[0].1);
    served.wait_for("/over/", "Proef");

    let template = "themes/default/templates/";
    served.write(&format!("{template}list.html"), "{{ a ");
    served.write(&format!("{template}page.html"), "Een {{ page.title }}");
    served.wait("it is told", |served| served.said().contains("list.html"));
    served.write(&format!("{template}list.html"), "Lijst");
    served.wait_for("/over/", "Een Over");
    served.wait("nothing is wrong", |served| served.desk("/over/")["counts"]["error"] == 0);
}

#[test]
fn settings_leave_a_broken_page_as_it_was() {
    let served = served();
    served.wait_for("/blogs/een/", "De eerste");
    served.write(EEN, "---\ntitel: [\n---\nHalf.\n");
    served.wait("it is told", |served| !served.desk("/blogs/een/")["broken"][0].is_null());
    served.write("weef.toml", &SITE[0].1.replace("Proef", "Andere naam"));
    served.wait_for("/blogs/een/", "Andere naam");
    assert!(served.get("/blogs/een/").text().contains("De eerste"));
    assert!(!served.desk("/blogs/een/")["broken"][0].is_null());
    served.write(EEN, &text("Weer goed."));
    served.wait_for("/blogs/een/", "Weer goed.");
    assert!(served.desk("/blogs/een/")["broken"][0].is_null());
}

/// Nobody tells of a change by another name of the file.
#[cfg(unix)]
#[test]
fn what_nobody_tells_is_seen_while_others_save() {
    let served = served();
    served.wait_for("/blogs/een/", "De eerste");
    fs::hard_link(served.path("content/over.md"), served.beside("over.md")).unwrap();
    served.wait_for_quiet();
    fs::write(served.beside("over.md"), "# Over\n\nStil veranderd.\n").unwrap();
    served.wait("it is seen", |served| {
        served.write(EEN, &text("Nog een keer."));
        thread::sleep(Duration::from_millis(100));
        served.get("/over/").text().contains("Stil veranderd.")
    });
}

#[cfg(unix)]
#[test]
fn links_within_the_site_are_followed_and_none_leads_out() {
    use std::os::unix::fs::symlink;
    let served = served();
    served.wait_for("/blogs/een/", "De eerste");
    fs::write(served.beside("geheim.md"), "# Geheim\n").unwrap();
    fs::create_dir(served.beside("map")).unwrap();
    fs::write(served.beside("map/geheim.txt"), "geheim").unwrap();
    symlink("over.md", served.path("content/weer.md")).unwrap();
    served.wait_for("/weer/", "Wie wij zijn.");
    served.write("content/over.md", "# Over\n\nNu anders.\n");
    served.wait_for("/weer/", "Nu anders.");
    symlink(served.beside("geheim.md"), served.path("content/uit.md")).unwrap();
    symlink(served.beside("map"), served.path("content/uit")).unwrap();
    symlink("../../geheim.md", served.path("content/blogs/op.txt")).unwrap();
    symlink("rond", served.path("content/rond")).unwrap();
    served.wait("it is said", |served| served.said().contains("content/uit.md"));
    for target in ["/uit/", "/uit/geheim.txt", "/blogs/op.txt", "/rond/"] {
        let answer = served.get(target);
        assert_eq!(answer.status, 404, "{target}");
        assert!(!answer.text().to_lowercase().contains("geheim"), "{target}");
    }
}

#[test]
fn nothing_is_made_anew_while_nothing_changes() {
    let served = served();
    served.wait_for("/blogs/een/", "De eerste");
    served.wait_for_quiet();
    let before = served.number();
    for _ in 0..5 {
        tree::read(&served.root());
        served.write(".git/index", "x");
        served.write("public/index.html", "x");
        served.write("content/.een.md.swp", "x");
        thread::sleep(Duration::from_millis(500));
    }
    assert_eq!(served.number(), before);
}

/// What the system has to give runs out.
#[cfg(target_os = "linux")]
#[test]
fn without_the_system_changes_are_looked_for() {
    let limited = |command: Command| {
        let mut limited = Command::new("unshare");
        limited.args(["-Ur", "sh", "-c"]);
        limited.arg("echo 5 > /proc/sys/user/max_inotify_watches && exec \"$@\"").arg("sh");
        limited.arg(command.get_program()).args(command.get_args());
        limited.current_dir(command.get_current_dir().unwrap());
        limited
    };
    let is_allowed = Command::new("unshare")
        .args(["-Ur", "sh", "-c", "echo 5 > /proc/sys/user/max_inotify_watches"])
        .output()
        .is_ok_and(|done| done.status.success());
    if !is_allowed {
        // Polling itself is tested above.
        let untested = "NOT TESTED: this system lets nobody set the limit of watches (unshare -Ur)";
        writeln!(std::io::stderr(), "{untested}").unwrap();
        return;
    }
    let mut site: Vec<(String, &str)> =
        SITE.iter().map(|(path, text)| ((*path).to_owned(), *text)).collect();
    site.extend((0..20).map(|n| (format!("content/map-{n}/x.md"), "# X\n")));
    let site: Vec<(&str, &str)> = site.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let served = Served::started(&site, &[], limited);
    served
        .wait("it is said", |served| served.said().contains("het systeem meldt geen wijzigingen"));
    served.write("content/map-19/x.md", "# X\n\nNieuw.\n");
    served.wait_for("/map-19/x/", "Nieuw.");
}

/// An editor that empties a file before it fills it keeps nothing else from being seen.
#[test]
fn a_page_goes_at_the_moment_that_another_is_empty() {
    let served = served();
    served.wait_for("/over/", "Wie wij zijn.");
    fs::write(served.path(EEN), "").unwrap();
    fs::remove_file(served.path("content/over.md")).unwrap();
    thread::sleep(Duration::from_millis(60));
    served.write(EEN, &text("Weer gevuld."));
    served.wait_for("/blogs/een/", "Weer gevuld.");
    served.wait_for("/over/", "");
}

/// Numbers that look random, the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Moves a folder with pages away and back, at once or after a while.
fn move_away_and_back(served: &Served, at_once: bool) {
    let (from, to) = (served.path("content/blogs"), served.path("content/tijdelijk"));
    fs::rename(&from, &to).unwrap();
    if !at_once {
        thread::sleep(Duration::from_millis(50));
    }
    fs::rename(to, from).unwrap();
}

/// Does something to the files of a site.
fn meddle(served: &Served, dice: &mut Dice, step: usize) {
    let files: Vec<String> = tree::read(&served.path("content")).into_keys().collect();
    let pages: Vec<&String> = files.iter().filter(|path| path.ends_with(".md")).collect();
    let page = format!("content/{}", pages[dice.roll(pages.len())]);
    let other = format!("content/blogs/blad-{}.md", dice.roll(12));
    match dice.roll(16) {
        0..=2 => served.write(&page, &format!("{}\nEn stap {step}.\n", served.read(&page))),
        3 => served.write(&page, &served.read(&page).replacen("titel: ", "titel: Ook ", 1)),
        4 => served.write(&page, &served.read(&page).replacen("## ", "## Nog ", 1)),
        5 | 6 => {
            let date = dice.roll(28) + 1;
            let text = format!(
                "---\ntitel: Blad {}\ndatum: 2026-01-{date:02}\nthemas: [Wijk, Zorg]\n---\n\n## Kop\n\n[[Een]], [[Blad 3]] en [[Twee]].\n",
                dice.roll(6)
            );
            served.write(&other, &text);
        }
        7 if pages.len() > 4 => fs::remove_file(served.path(&page)).unwrap(),
        8 => fs::rename(served.path(&page), served.path(&other)).unwrap(),
        9 => move_away_and_back(served, dice.roll(2) == 0),
        10 => {
            let name = ["Proef", "Andere", "Derde"][dice.roll(3)];
            let settings = SITE[0].1.replace("Proef", name);
            served.write("weef.toml", &settings);
        }
        11 => {
            let folder = format!("content/{0}/diep/{0}", ["nieuw", "ander"][dice.roll(2)]);
            match dice.roll(3) {
                0 => drop(fs::remove_dir_all(served.path(&folder).parent().unwrap())),
                _ => served
                    .write(&format!("{folder}/blad.md"), &format!("# Diep {step}\n\n[[Een]].\n")),
            }
        }
        12 => served.write("content/themas/wijk.md", &format!("# Wijk\n\nStap {step}.\n")),
        13 => drop(fs::remove_file(served.path("content/themas/wijk.md"))),
        14 => {
            let file = format!("content/blogs/bijlage-{}.txt", dice.roll(2));
            match dice.roll(3) {
                0 => drop(fs::remove_file(served.path(&file))),
                _ => served.write(&file, &format!("Stap {step}")),
            }
            let text = format!("{}\n[Bijlage](bijlage-0.txt)\n", served.read(&page));
            served.write(&page, &text);
        }
        _ => {
            let text = format!(
                "<!doctype html><title>{{{{ page.title }}}}</title><p>{step}</p>{{{{ page.content | safe }}}}"
            );
            let path = "themes/default/templates/page.html";
            match dice.roll(2) {
                0 => served.write(path, &text),
                _ => drop(fs::remove_file(served.path(path))),
            }
        }
    }
}

#[test]
fn every_address_serves_what_a_fresh_build_writes() {
    let seed = std::env::var("WEEF_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    let steps = std::env::var("WEEF_STEPS").ok().and_then(|n| n.parse().ok()).unwrap_or(120);
    let (served, mut dice) = (served(), Dice(seed));
    served.wait_for("/blogs/een/", "De eerste");
    for step in 1..=steps {
        meddle(&served, &mut dice, step);
        if step % 10 != 0 {
            thread::sleep(Duration::from_millis(dice.roll(40) as u64));
            continue;
        }
        served.wait_for_quiet();
        let fresh = built(&served.root());
        for (path, bytes) in &fresh {
            let target = match path.as_str() {
                "404.html" => "/nergens/".to_owned(),
                path => format!("/{}", path.strip_suffix("index.html").unwrap_or(path)),
            };
            let what = format!("seed {seed}, step {step}: {target} is what a build writes");
            served.wait(&what, |served| served.get(&target).plain() == *bytes);
        }
        let gone = (0..12).map(|n| format!("blogs/blad-{n}/"));
        for target in gone.filter(|target| !fresh.contains_key(&format!("{target}index.html"))) {
            assert_eq!(served.get(&format!("/{target}")).status, 404, "seed {seed}, step {step}");
        }
    }
}

/// A picture is made when it is asked for; another one under the same name has another address, so that no browser shows
/// the old one.
#[test]
fn a_picture_is_made_when_it_is_asked_for() {
    let served = served();
    let address = |served: &Served| {
        let page = served.get("/blogs/een/").text();
        let found = page.split('"').find(|part| part.starts_with("../../img/"));
        found.map(|list| list.split(' ').next().unwrap().trim_start_matches("../..").to_owned())
    };
    fs::write(served.path("content/blogs/plein.jpg"), photo(600, 400)).unwrap();
    served.write(EEN, "---\ntitel: Een\ndatum: 2026-01-01\n---\n![Een plein](plein.jpg)\n");
    served.wait("the picture is there", |served| address(served).is_some());
    let first = address(&served).unwrap();
    let answer = served.get(&first);
    assert_eq!(answer.header("content-type"), Some("image/webp"), "{first}");
    assert_eq!(image::load_from_memory(&answer.body).unwrap().width(), 400);
    assert_eq!(served.get(&first).body, answer.body);
    assert_eq!(served.get("/img/0123456789ab-400.webp").status, 404);
    assert!(!served.path(".weef").exists(), "a preview leaves nothing behind");

    fs::write(served.path("content/blogs/plein.jpg"), photo(600, 420)).unwrap();
    served.wait("it has another address", |served| address(served).is_some_and(|now| now != first));
    let second = address(&served).unwrap();
    assert_ne!(served.get(&second).body, answer.body);
    assert_eq!(served.get(&first).status, 404);
}
