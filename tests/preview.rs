//! The preview as a whole: the binary itself, real folders, real sockets.

mod follows;
mod guards;
mod served;

use served::Served;

/// A small site with what can go wrong in it.
const SITE: [(&str, &str); 7] = [
    (
        "weef.toml",
        "title = \"Proef\"\nbase_url = \"https://proef.example/\"\n[vocabularies.themes]\nkeys = [\"themas\"]\n\
         [collections.blogs]\nlabel = \"Blogs\"\n",
    ),
    ("content/index.md", "# Welkom\n\nZie [[Een]] en [twee](blogs/twee.md).\n"),
    (
        "content/blogs/een.md",
        "---\ntitel: Een\ndatum: 2026-01-01\nthemas: [Wijk]\n---\n\nDe eerste, na [[Twee]].\n",
    ),
    (
        "content/blogs/twee.md",
        "---\ntitel: Twee\ndatum: 2026-01-02\nthemas: [Wijk]\n---\n\n## Kop\n\nDe tweede.\n",
    ),
    (
        "content/blogs/drie.md",
        "---\ntitel: Drie\ndatum: 2026-01-03\n---\n\nNaar [de kop](twee.md#kop).\n",
    ),
    ("content/over.md", "# Over\n\nWie wij zijn.\n"),
    ("content/bijlage.txt", "bijlage van tien regels\n"),
];

/// A preview of the small site.
fn served() -> Served {
    Served::new(&SITE, &[])
}
