//! weef weaves a folder of Markdown into a searchable static knowledge base, with a live preview while writing.
//!
//! # The flow
//!
//! Everything is a pipeline of pure functions between named, immutable values. Effects (files, clock, sockets) sit at
//! the two ends.
//!
//! ```text
//!           disk                 pure, one file at a time             pure, all facts together
//!  files ────────▶ Sources ─────────────▶ Document* ──── facts ────▶ resolve ──▶ Index
//!            read     │         parse     (body, places,                │          │
//!                     │                    facts, problems)             └── Site ──┘
//!                     └──── layers ──────▶ Theme ────────────────┐           │
//!                                                                ▼           ▼
//!   changed paths ─▶ apply (no more than the change asks) ─▶    Snapshot ─▶ Routes: UrlPath → Route
//!                                                                                │
//!                                                                    render(snapshot, route)
//!                                                                                │  Output = Bytes | Copy | Picture | Card
//!                                        ┌────────────────────────┬──────────────┤
//!                                        ▼                        ▼              ▼
//!                                build: write what         serve: answer,    check: problems, of pages
//!                                differs, at once          reload the tabs   and of what was rendered
//! ```
//!
//! # The floors
//!
//! From the ground up; a floor knows nothing of those above it. `tests/invariants.rs` holds them to it.
//!
//! | floor | turns | into |
//! |---|---|---|
//! | [`diagnostic`] | what is wrong | sentences for a terminal, records for machines |
//! | [`source`] | a folder | paths, bytes, today's date; lines and columns |
//! | [`url`] | titles, paths, requests | slugs, addresses, paths of files |
//! | [`tree`] | YAML, TOML | values with places |
//! | [`language`] | Dutch and English | dates, alphabetical order, quotes |
//! | [`drawing`] | names, numbers, dates | places on a surface |
//! | [`picture`] | a picture | its size, the same without remarks, smaller ones |
//! | [`config`] | `weef.toml` | settings; collections and vocabularies, each with the fields of its pages; queries |
//! | [`schema`] | fields and values | values that fit, problems; JSON Schema for editors |
//! | [`markdown`] | text | HTML with holes where links lead and lists stand |
//! | [`document`] | one file | facts, body, places, problems |
//! | [`site`] | all facts | addresses, names, terms, links and references both ways, lists, related pages |
//! | [`citation`] | a page | its citation: APA 7, files for reference managers |
//! | [`theme`] | layers | templates, labels, assets, colours |
//! | [`card`] | a title, a few words, colours | the picture that stands for a page elsewhere |
//! | [`search`] | all pages | the index that a browser searches, in parts |
//! | [`snapshot`] | site, theme, what is searched | a table of routes |
//! | [`host`] | a snapshot | what its host must know: headers, kinds of files, where pages have gone |
//! | [`render`] | a route | bytes, a file to copy, or a picture to make |
//! | [`output`] | bytes | a published folder, whole or not at all |
//! | [`check`] | a snapshot | every problem |
//! | [`serve`] | requests, saves | answers, reloads |
//! | [`cli`] | arguments | exit codes |
//!
//! # What a page is
//!
//! [`config::Config::type_of`] tells by a page's place which [`schema::Field`]s it may have. All fields are one list: a
//! collection's own, those that hold terms, those that weef itself understands ([`schema::Core`]), those of any page.
//! `weef.toml` may ask more of each: that it is there, always or on a condition, its form, its bounds. Front matter is
//! read against that list only, so that `weef new`, `weef schema` and the messages cannot say different things.
//!
//! Names lead to pages by [`site::Names`], terms by the names of their vocabulary, references in fields by both; every
//! link is known from both its ends. The sentence in which a link stands is kept beside the body, since it is no fact.
//! What related pages need of all pages is put together when first asked for, as the nearest name to a mistyped one is.
//!
//! A [`config::query::Query`] asks for pages, or for the items of a field of theirs. A block in a text has one, and
//! `weef.toml` has one for what a collection's pages gather from others. It is read with the page or the settings, its
//! names are checked when all facts are together, and it is answered when the page is rendered: from the index, so that
//! no list is ever stale. The terms of a glossary are marked last, in the HTML of the whole page, since only there is
//! known what comes first.
//!
//! Dates decide what readers see of a page ([`site::Life`]): a draft and a page that is not due have no address, of one
//! that is over only a notice is left, one in the archive says so. Only [`source::Sources::today`] is asked, never the
//! clock.
//!
//! How easy a Dutch page is to read ([`document::Readability`]) is worked out from its running text when someone asks;
//! while it is read only where the settings set a target. What comes of it is advice, and holds nothing up.
//!
//! What readers may look at instead of read, [`drawing`]s, is drawn when its page is rendered: which terms go together, when
//! pages appeared, which pages a page is tied to. Each drawing comes with the facts it was drawn from.
//!
//! Searching by word takes a script; without it the search page leads to every page by letter, term, kind and year
//! ([`site::Catalogue`]). A reader's browser searches in an index that comes in parts ([`search`]). All that asks for
//! knowledge of a language is done when the index is made: forms of a word, parts of a word, what means the same. The
//! words of a document are counted once for each time it is read; the names of the parts are known without making the
//! index, which is made when the first of them is asked for. The one engine that searches is a script of the theme,
//! `search/engine.js`.
//!
//! Programs read the site too ([`render`]): the head of a page tells what it is, what to show where it is shared and how
//! it is cited; feeds, calendars and the page as Markdown stand beside it. A twin is made of the page itself, so that it
//! says no more than the page does. Nothing is drawn or written before it is asked for.
//! Browsers choose from pictures in several widths and forms ([`picture`]). Their names are known from the ends of a file;
//! they are made when a build or a browser asks for them, each source unpacked once, and kept in `.weef/pictures`. What a
//! camera adds to a picture is on no address of the site.
//!
//! A change costs what it asks for. Of a text that was saved only the file is read; when nothing but titles, headings and
//! links are others, the index is revised for these (`site::revise`); only when more is, all facts are put together. The
//! preview asks for no more than the pages that stand open. What cannot be understood any more is held there as it was
//! ([`snapshot::Options::hold`]), with what is wrong said over it.
//!
//! The preview ([`serve`]) follows the folder on one thread and answers on others, from a snapshot that is swapped whole.
//! A page in the browser keeps what it was served; word that it changed comes over a socket, it asks for the page again
//! and takes over what differs. The editor's *desk* is what the preview adds to a page: a panel outside the page's own
//! tree, with the problems and facts that `serve::desk` takes from the snapshot.
//!
//! # What always holds
//!
//! 1. Only `source`, `output`, `serve` and `cli` touch the outside world.
//! 2. `parse` and `resolve` return values and problems; they do not fail, and no input makes them panic.
//! 3. No place in a text is in [`document::Facts`] or [`site::Index`]; nothing derived from a body is in the index.
//!    Facts speak in ordinals (the third link); [`document::Places`] knows where that stands.
//! 4. Same sources, same bytes, whatever the order of files, the number of threads, the machine, the time zone.
//! 5. [`snapshot::Snapshot::apply`] ends where a fresh [`snapshot::Snapshot::load`] ends, but for what is held.
//! 6. Addresses are spelled in [`url`] only, and are written relative to the page they stand on.
//! 7. No mutable statics, no `unsafe`.
//! 8. Markdown holds no template language: `{{ x }}`, `{% y %}` and `<Tag>` are text.
//! 9. Every problem has a code, a place, a sentence an editor understands and a cure; all come out of one run.
//! 10. A build that dies leaves the old site whole; a file weef did not write is never deleted.
//! 11. The generated site needs no other host, no cookie, no inline script or style, no JavaScript to be read.
//!
//! # The words
//!
//! *Field*: what front matter can hold, of a *kind*. *Need*: whether a page must have a field. *Reference*: a field that
//! names another page; its *inverse* is what that page calls it. *Source*: a file as it lies there. *Document*: one source understood. *Facts*: what other pages may see of it.
//! *Page*: a document with an address. *Collection*: a content type and its folder. *Vocabulary*: what pages are tagged
//! with; its items are *terms*, each with a page. *Name*: title, alias, synonym or path by which links find a page.
//! *Register form*: a person's name as lists by letter have it, the core word first. *Citation*: what others write to
//! name a page among their sources.
//! *Query*: which pages or items a list asks for; *gathered*: what a page shows of others by the settings. *Glossary*:
//! a collection whose names are explained where texts use them. *Life*: whether a page is a draft, scheduled, published,
//! archived or expired.
//! *Catalogue*: all pages by letter and by year, which the search page shows without a script; each letter and year is a
//! *shelf*. *Facet*: what readers narrow a search by. *Section*: the text under one heading. *Class*: all forms of one
//! word. *Posting*: a class in a section. *Part*: a file of the search index.
//! *Held*: shown in its last good state, because the new one cannot be understood. *Desk*: what the preview shows an editor
//! beside a page. *Hint*: word of the system that a file may have changed. *Stamp*: what tells a state of a file, or of a
//! page as it was served, from others.
//! *Remarks*: what a camera or program writes into a picture besides what it shows. *Smaller*: a picture that is made of
//! one of the content, in a width and a format; what is made has a name that tells what of.
//! *Passage*: a block of running text. *Target*: how easy to read pages are meant to be; *strain*: what makes one hard.
//! *Home block*: what the home page has one under the other, as the settings put it together. *Series*: pages that are to
//! be read one after the other, by a number. *Token*: a colour or measure that styles know by a
//! name; the settings reach the look through these. *Ground*: what text stands on.
//! *Statement*: a page by which an organisation accounts for its site: how accessible it is, what it knows of readers.
//! *Host*: where a site is published; what it is told are headers, kinds of files and old addresses. *Guards*: the headers
//! of every response.
//! *Card*: the picture that stands for a page where its address is shared; its *inks* are colours of the theme. *Meeting*: the day, hours and place that a
//! page is about. *Meaning*: what a page is in the words of schema.org. *Twin*: a page as Markdown.
//! *Drawing*: what weef draws itself for who would rather look than read. *Tie*: how a page leads to another, or another to it.
//! *Route*: what answers at an address. *Layer*: one folder of a theme. *Theme*: the look; what readers browse by is a
//! term of the vocabulary `themes`, in Dutch *thema*. *Snapshot*: everything needed to answer. *Problem* in prose is
//! [`diagnostic::Diagnostic`] in code.

pub mod card;
pub mod check;
pub mod citation;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod drawing;
pub mod host;
pub mod language;
pub mod markdown;
pub mod output;
pub mod picture;
pub mod render;
pub mod schema;
pub mod search;
pub mod serve;
pub mod site;
pub mod snapshot;
pub mod source;
pub mod theme;
pub mod tree;
pub mod url;
