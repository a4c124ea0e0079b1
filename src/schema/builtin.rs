//! The fields that weef itself understands: those of every page, and those of a term's page.

use std::sync::LazyLock;

use super::{Field, FieldKind, Role};

/// The fields of every page that weef itself understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Core {
    Title,
    Slug,
    Aliases,
    Summary,
    Authors,
    Date,
    Updated,
    Publish,
    Expires,
    Archived,
    Image,
    Draft,
    Language,
    Template,
    Order,
    Unrelated,
    TranslationOf,
}

/// The fields of [`Core`], with their names in Dutch and as other generators call them.
pub fn core_fields() -> &'static [Field] {
    static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
        use FieldKind as K;
        let field = |core: Core, name: &str, aliases: &[&str], kind: FieldKind| Field {
            role: Role::Core(core),
            ..Field::new(name).also(aliases).of(kind)
        };
        vec![
            field(Core::Title, "title", &["titel"], K::Text),
            field(Core::Slug, "slug", &[], K::Text),
            field(Core::Aliases, "aliases", &["aliassen"], K::Text).listed(),
            field(
                Core::Summary,
                "summary",
                &["samenvatting", "description", "omschrijving"],
                K::Text,
            ),
            field(Core::Authors, "authors", &["auteurs", "author", "auteur"], K::Person(None))
                .listed(),
            field(Core::Date, "date", &["datum"], K::Date),
            field(Core::Updated, "updated", &["gewijzigd", "lastmod"], K::Date),
            field(Core::Publish, "publish", &["publiceren_op", "publiceer_op"], K::Date),
            field(Core::Expires, "expires", &["verloopt_op"], K::Date),
            field(Core::Archived, "archived", &["gearchiveerd_op", "gearchiveerd"], K::Date),
            field(Core::Image, "image", &["beeld"], K::Image),
            field(Core::Draft, "draft", &["concept"], K::Flag),
            field(Core::Language, "lang", &["taal"], K::Text),
            field(Core::Template, "template", &["sjabloon"], K::Text),
            field(Core::Order, "order", &["volgorde", "weight", "sidebar_position"], K::Number),
            field(Core::Unrelated, "unrelated", &["niet_verwant"], K::Reference(None)).listed(),
            field(Core::TranslationOf, "translation_of", &["vertaling_van"], K::Reference(None)),
        ]
    });
    &FIELDS
}

/// The fields that pages of any type may have for templates; their labels come from the theme's language files.
pub fn common_fields() -> &'static [Field] {
    static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
        let field = |name: &str, aliases: &[&str], kind: FieldKind| Field {
            role: Role::Common,
            ..Field::new(name).also(aliases).of(kind)
        };
        let file = Field::new("file").also(&["bestand"]).of(FieldKind::File);
        let url = Field::new("url").of(FieldKind::Link);
        let date = Field::new("date").also(&["datum"]).of(FieldKind::Date);
        let source = vec![Field::new("name").also(&["naam"]), url, date];
        let attachment = vec![file, Field::new("title").also(&["titel"])];
        vec![
            field("status", &[], FieldKind::Text),
            field("owner", &["eigenaar"], FieldKind::Person(None)),
            field("review", &["nakijken", "review_op"], FieldKind::Date),
            field("source", &["bron"], FieldKind::Group(source)),
            field("attachments", &["bijlagen"], FieldKind::Group(attachment)).listed(),
            field("related", &["verwant", "gerelateerd"], FieldKind::Reference(None)).listed(),
            field("replaced_by", &["vervangen_door"], FieldKind::Reference(None)),
        ]
    });
    &FIELDS
}

/// The fields of the page of a term: its place among the others, its other names, what becomes of it.
pub fn term_fields() -> &'static [Field] {
    static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
        let field = |name: &str, aliases: &[&str], kind: FieldKind| Field {
            role: Role::OfTerm,
            ..Field::new(name).also(aliases).of(kind)
        };
        vec![
            field("parent", &["ouder", "hoort_bij"], FieldKind::Text),
            field("synonyms", &["synoniemen"], FieldKind::Text).listed(),
            field("old_names", &["oude_namen"], FieldKind::Text).listed(),
            field("period", &["periode"], FieldKind::Period),
            field("successor", &["opvolger"], FieldKind::Reference(None)),
        ]
    });
    &FIELDS
}

/// The field that holds the terms of a vocabulary, under any of its keys.
pub fn terms_field(vocabulary: usize, name: &str, keys: &[Box<str>]) -> Field {
    let item = Field::new(name).of(FieldKind::Term(vocabulary));
    Field {
        role: Role::Terms(vocabulary),
        aliases: keys.iter().filter(|key| ***key != *name).cloned().collect(),
        ..Field::new(name).of(FieldKind::List(Box::new(item)))
    }
}

/// The parts of a picture.
pub fn image_fields() -> &'static [Field] {
    static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
        vec![
            Field {
                written: "bestand".into(),
                need: super::Need::Required,
                ..Field::new("file").also(&["bestand", "src"]).of(FieldKind::File)
            },
            Field::new("alt").also(&["beschrijving"]),
            Field::new("decorative").also(&["decoratief"]).of(FieldKind::Flag),
            Field::new("caption").also(&["bijschrift"]),
            Field::new("credit").also(&["maker"]),
            Field::new("licence").also(&["licentie", "license"]),
        ]
    });
    &FIELDS
}
