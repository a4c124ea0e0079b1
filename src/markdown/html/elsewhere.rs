//! A picture that leads to a film or a map → a figure that says so, with a plain link.
//!
//! Nothing of the other host is on the page: it hears of a reader when that reader goes there, and not before.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::links::{caption_and_credit, image_length};
use super::{Events, Writer};
use crate::diagnostic::Speech;
use crate::url::{Destination, destination, host};

/// What a picture leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scene {
    Film,
    Map,
}

/// Hosts that show films; what lies below them too.
const FILMS: [&str; 9] = [
    "youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "vimeo.com",
    "npo.nl",
    "npostart.nl",
    "nos.nl",
    "dailymotion.com",
    "vimeopro.com",
];
/// Hosts that show maps, some in one folder only.
const MAPS: [&str; 10] = [
    "openstreetmap.org",
    "osm.org",
    "pdok.nl",
    "google.com/maps",
    "google.nl/maps",
    "maps.google.com",
    "maps.app.goo.gl",
    "maps.apple.com",
    "bing.com/maps",
    "arcgis.com",
];
/// Endings of files that are films.
const FILES: [&str; 5] = ["mp4", "webm", "mov", "m4v", "ogv"];

/// What the picture shows that a paragraph holds alone, within a link.
pub(super) fn scene(events: &Events<'_>) -> Option<Scene> {
    let (Some((Event::Start(Tag::Link { dest_url, .. }), _)), Some((picture, _))) =
        (events.get(1), events.get(2))
    else {
        return None;
    };
    let Event::Start(Tag::Image { title, .. }) = picture else { return None };
    let end = 3 + image_length(events.get(2..).unwrap_or_default());
    let is_link = matches!(events.get(end), Some((Event::End(TagEnd::Link), _)));
    let is_alone = matches!(events.get(end + 1), Some((Event::End(TagEnd::Paragraph), _)));
    if !is_link || !is_alone {
        return None;
    }
    let leads_somewhere = !matches!(destination(dest_url), Destination::Unsafe(_));
    scene_at(dest_url).or_else(|| scene_of(title)).filter(|_| leads_somewhere)
}

/// By the address.
fn scene_at(to: &str) -> Option<Scene> {
    match destination(to) {
        Destination::External => {
            let address = to.split_once("//").map_or(to, |(_, rest)| rest).to_lowercase();
            let is_one = |known: &str| {
                let (name, folder) = known.split_once('/').unwrap_or((known, ""));
                let own = host(to).unwrap_or_default();
                let below =
                    own.strip_suffix(name).is_some_and(|b| b.is_empty() || b.ends_with('.'));
                below && (folder.is_empty() || address.contains(&format!("/{folder}")))
            };
            if MAPS.iter().any(|known| is_one(known)) {
                return Some(Scene::Map);
            }
            FILMS.iter().any(|known| is_one(known)).then_some(Scene::Film)
        }
        Destination::Path { path, .. } => is_film(&path).then_some(Scene::Film),
        Destination::Fragment(_) | Destination::Unsafe(_) => None,
    }
}

/// Whether a file is a film, by its name.
pub(super) fn is_film(path: &str) -> bool {
    let end = path.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    end.is_some_and(|end| FILES.contains(&end.as_str()))
}

/// By what the author says before the caption: `Video: …`, `Kaart: …`.
fn scene_of(title: &str) -> Option<Scene> {
    match title.split_once(':')?.0.trim().to_lowercase().as_str() {
        "video" | "film" => Some(Scene::Film),
        "kaart" | "map" => Some(Scene::Map),
        _ => None,
    }
}

impl<'t> Writer<'_, 't> {
    /// A picture that leads to a film or map; gives how many events that was.
    pub(super) fn scene(&mut self, scene: Scene, events: &Events<'t>) -> usize {
        let (Some((Event::Start(Tag::Link { link_type, dest_url, .. }), range)), Some(picture)) =
            (events.first(), events.get(1..))
        else {
            return 1;
        };
        let Some((Event::Start(Tag::Image { title, .. }), _)) = picture.first() else { return 1 };
        let class = match scene {
            Scene::Film => "film",
            Scene::Map => "map",
        };
        self.block(&format!("<figure class=\"elsewhere elsewhere-{class}\">"));
        self.link((*link_type, dest_url, ""), range, picture);
        let length = self.picture(picture, true);
        self.out.push_str("<span class=\"elsewhere-sign\">");
        let to = host(dest_url);
        self.escaped(&invitation(self.options.language.speech(), scene, to.as_deref()));
        self.out.push_str("</span>");
        self.end_link();
        let (caption, credit) = caption_and_credit(title);
        self.caption(caption, credit);
        self.out.push_str("</figure>\n");
        // The paragraph's start, the link's, the picture, the ends of both.
        length + 4
    }
}

/// What a reader is asked to do, and where that is.
fn invitation(speech: Speech, scene: Scene, host: Option<&str>) -> String {
    let what = match (speech, scene) {
        (Speech::Dutch, Scene::Film) => "Bekijk de video",
        (Speech::Dutch, Scene::Map) => "Bekijk de kaart",
        (Speech::English, Scene::Film) => "Watch the video",
        (Speech::English, Scene::Map) => "See the map",
    };
    match (speech, host) {
        (Speech::Dutch, Some(host)) => format!("{what} op {host}"),
        (Speech::English, Some(host)) => format!("{what} on {host}"),
        (_, None) => what.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_known_by_their_end() {
        for (to, scene) in [
            ("https://www.youtube.com/watch?v=x", Some(Scene::Film)),
            ("https://youtu.be/x", Some(Scene::Film)),
            ("https://notyoutube.com/x", None),
            ("https://youtube.com.evil.example/", None),
            ("https://www.google.com/maps/@52,4", Some(Scene::Map)),
            ("https://www.google.com/search?q=maps", None),
            ("https://app.pdok.nl/viewer/", Some(Scene::Map)),
            ("film.MP4", Some(Scene::Film)),
            ("film.md", None),
            ("javascript:youtube.com", None),
        ] {
            assert_eq!(scene_at(to), scene, "{to}");
        }
    }
}
