// The engine of search as it is: a script that needs no page, run here without one, on sites that weef has built.
import assert from "node:assert/strict";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { createContext, runInContext } from "node:vm";

import { REPOSITORY, buildSite, folder } from "./weef.mjs";

const SETTINGS = `
title = "Kennisbank"
lang = "nl"
base_url = "https://kennis.example/"
[vocabularies.themes]
label = "Thema's"
label_one = "Thema"
keys = ["themas"]
[vocabularies.themes.terms.wijkteams]
name = "Wijkteams"
synonyms = ["buurtteams"]
[vocabularies.themes.terms.jeugd]
name = "Jeugd"
[vocabularies.themes.terms.jeugdteams]
name = "Jeugdteams"
parent = "jeugd"
[collections.blogs]
label = "Blogs"
label_one = "Blog"
[collections.blogs.fields]
reactie = { kind = "text", search = false }
soort = { values = ["verslag", "column"], facet = true }
[search]
synonyms = [["avg", "gdpr", "algemene verordening"]]
`;

/** What is searched: a path, fields and a text. */
const PAGES = {
  "index.md": [{ titel: "Kennisbank" }, "Welkom."],
  "blogs/wijkteams.md": [
    { titel: "Wijkteams in de buurt", datum: "2024-03-01", themas: ["Wijkteams"], auteurs: ["Ada Wever"], soort: "verslag" },
    "Een wijkteam helpt bij schulden.\n\n## Schuldhulpverlening\n\nDe schuldhulpverlening begint met een gesprek aan de keukentafel.\n\n## Jeugd\n\nOok jongeren komen langs.",
  ],
  "blogs/privacy.md": [
    { titel: "Gegevens delen", datum: "2023-05-02", themas: ["Jeugdteams"], soort: "column", reactie: "verborgenwoord" },
    "De AVG vraagt een grondslag. Wie gegevens deelt, denkt aan privacy. Een coördinator ziet toe.",
  ],
  "blogs/school.md": [
    { titel: "De school als vindplaats", datum: "2023-01-02" },
    "Scholen zien armoede vroeg. Een brief helpt niet, een gesprek wel. De gemeente kiest voor maatwerk.",
  ],
  "blogs/english.md": [{ titel: "Caring neighbours", taal: "en", datum: "2022-02-02" }, "The neighbour cares for children and families."],
  "blogs/beleid.md": [{ titel: "Nota", datum: "2020-01-01" }, "Het beleid ligt vast."],
  "blogs/begeleiding.md": [{ titel: "Verslag", datum: "2020-01-02" }, "De begeleiding kost tijd."],
  "contact.md": [{ titel: "Contact" }, "Bel ons over een <b>wijkteam</b>: `<script>alert(1)</script>`."],
};

async function write(root, settings, pages) {
  const files = Object.entries(pages).map(([path, [fields, text]]) => {
    const front = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    return [join("content", path), ["---", ...front, "---", "", text, ""].join("\n")];
  });
  for (const [path, text] of [["weef.toml", settings], ...files]) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** A context with what a browser has besides a page. */
function engineOf(script) {
  const context = createContext({ atob, DecompressionStream, TextDecoder });
  runInContext(script, context);
  return context.weefSearch;
}

/** Builds a site and opens its index. */
async function open(t, settings, pages) {
  const root = await folder(t);
  await write(root, settings, pages);
  const output = join(root, "public");
  await buildSite(root, output);
  const engine = engineOf(await readFile(join(output, "search.js"), "utf8"));
  const loaded = [];
  const load = async (name) => {
    loaded.push(name);
    return readFile(join(output, name), "utf8");
  };
  return { engine, output, load, loaded, index: await engine.open({ load }) };
}

describe("the engine", () => {
  let index;
  let output;
  let engine;
  const gone = [];
  before(async () => {
    ({ index, output, engine } = await open({ after: (then) => gone.push(then) }, SETTINGS, PAGES));
  });
  after(() => Promise.all(gone.map((then) => then())));

  /** The addresses of what is found. */
  const urls = async (query, options) => Array.from((await index.search(query, options)).results, ({ url }) => url);
  /** What was made of a query. Answers come from another realm, where an object has another prototype. */
  const understood = async (query) => JSON.parse(JSON.stringify((await index.search(query)).understood));

  test("folds words as the build does", async () => {
    const lines = (await readFile(join(REPOSITORY, "tests/gold/zoekwoorden.tsv"), "utf8")).split("\n");
    const cases = lines.filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));
    assert.ok(cases.length > 20);
    for (const [text, words] of cases) {
      assert.equal(engine.tokens(text).map(({ word }) => word).join(" "), words, text);
    }
  });

  test("answers as agreed", async () => {
    const answer = JSON.parse(JSON.stringify(await index.search("schuldhulpverlening")));
    assert.equal(answer.total, 1);
    const [first] = answer.results;
    assert.equal(first.url, "blogs/wijkteams/");
    assert.equal(first.title, "Wijkteams in de buurt");
    assert.equal(first.type, "Blog");
    assert.equal(first.date, "2024-03-01");
    assert.match(first.excerpt, /schuldhulpverlening begint met een gesprek/);
    assert.deepEqual(first.marks.map(([from, to]) => first.excerpt.slice(from, to)), ["schuldhulpverlening"]);
    assert.deepEqual(first.sections.map(({ url, title }) => [url, title]), [["blogs/wijkteams/#schuldhulpverlening", "Schuldhulpverlening"]]);
    assert.ok(first.score > 0);
    assert.deepEqual(answer.understood, []);
  });

  test("shows of fields what reads as text, and keeps lines apart", async (t) => {
    const settings = `${SETTINGS}
[collections.mensen]
label = "Mensen"
label_one = "Mens"
[collections.mensen.fields]
voornaam = { kind = "text" }
land = { kind = "text" }
code = { kind = "text" }
motto = { kind = "text" }
portret = { kind = "image" }
`;
    const { index: own } = await open(t, settings, {
      "mensen/samira.md": [
        { titel: "Samira el Kompas", voornaam: "Samira", land: "ZZ", code: "QQ9901", motto: "Samen staan we sterker", portret: { file: "samira.png", alt: "Vrouw met donker haar" } },
        "Samira luistert.\n\n- rustig\n- zonder oordeel\n\nEn ze schrijft.",
      ],
    });
    const shown = async (query) => Array.from((await own.search(query)).results, ({ excerpt }) => excerpt);
    assert.deepEqual(await shown("luistert"), ["Samira luistert. rustig · zonder oordeel · En ze schrijft. Samen staan we sterker"]);
    assert.deepEqual(await shown("sterker"), ["Samen staan we sterker"]);
    for (const query of ["QQ9901", "ZZ", "donker haar", "\"donker haar\""]) {
      const [text, ...others] = await shown(query);
      assert.deepEqual(others, [], query);
      assert.doesNotMatch(text, /QQ|ZZ|donker/, query);
    }
  });

  test("marks a synonym of several words where these stand together", async (t) => {
    const { index: own } = await open(t, SETTINGS, {
      "regels.md": [{ titel: "Regels" }, "Een algemene regel is kort, de algemene verordening is lang, en een verordening van de gemeente niet."],
    });
    const [{ excerpt, marks }] = (await own.search("gdpr")).results;
    assert.deepEqual(Array.from(marks, ([from, to]) => `${from}: ${excerpt.slice(from, to)}`), ["31: algemene", "40: verordening"]);
  });

  test("finds other forms of a word", async () => {
    for (const query of ["schuld", "schulden", "wijkteam", "wijkteams", "scholen", "school", "gesprekken", "brieven", "families", "neighbours", "child"]) {
      assert.notDeepEqual(await urls(query), [], query);
    }
    assert.deepEqual(await urls("schuld"), ["blogs/wijkteams/"]);
  });

  test("reads an unfinished word", async () => {
    assert.equal((await urls("wijkt"))[0], "blogs/wijkteams/");
    assert.deepEqual(await urls("armoed"), ["blogs/school/"]);
  });

  test("forgives mistakes and says so", async () => {
    assert.equal((await urls("wijkteems"))[0], "blogs/wijkteams/");
    assert.equal((await understood("wijkteems"))[0].kind, "typo");
    assert.deepEqual(await urls("prviacy"), ["blogs/privacy/"]);
    assert.deepEqual(await urls("cordinator"), ["blogs/privacy/"]);
  });

  test("joins and parts words", async () => {
    assert.equal((await urls("wijk team"))[0], "blogs/wijkteams/");
    assert.deepEqual(await understood("wijk team "), [{ kind: "joined", from: "wijk team", to: ["wijkteam"] }]);
    assert.deepEqual(await understood("keukentafelgesprek"), [{ kind: "parts", from: "keukentafelgesprek", to: ["keukentafel", "gesprek"] }]);
    assert.deepEqual(await urls("keukentafelgesprek"), ["blogs/wijkteams/"]);
    assert.deepEqual(await urls("verlening "), ["blogs/wijkteams/"]);
    assert.deepEqual(await understood("verlening "), [{ kind: "compound", from: "verlening", to: ["schuldhulpverlening"] }]);
  });

  test("knows what means the same", async () => {
    assert.deepEqual(await urls("gdpr "), ["blogs/privacy/"]);
    assert.deepEqual((await understood("gdpr "))[0], { kind: "synonym", from: "gdpr", to: ["avg"] });
    assert.deepEqual(await urls("algemene verordening "), ["blogs/privacy/"]);
    assert.equal((await urls("buurtteams "))[0], "blogs/wijkteams/");
  });

  test("says honestly that there is nothing", async () => {
    const answer = await index.search("hunebed");
    assert.equal(answer.total, 0);
    assert.deepEqual(await understood("hunebed"), [{ kind: "unknown", from: "hunebed", to: [] }]);
    assert.deepEqual(await urls("wat is een hunebed"), []);
  });

  test("keeps to a phrase and leaves out what is not wanted", async () => {
    assert.deepEqual(await urls("\"aan de keukentafel\""), ["blogs/wijkteams/"]);
    assert.deepEqual(await urls("\"de keukentafel aan\""), []);
    assert.deepEqual(await urls("gesprek -armoede"), ["blogs/wijkteams/"]);
    assert.deepEqual((await urls("gesprek")).sort(), ["blogs/school/", "blogs/wijkteams/"]);
  });

  test("leaves out, whatever stands before it", async () => {
    const without = await urls("-wijkteam", { limit: 20 });
    assert.ok(without.length > 0 && !without.includes("blogs/wijkteams/"), String(without));
    assert.ok((await urls("jeugd en -schuldhulpverlening")).includes("blogs/wijkteams/"), "a hyphen that stands for a word leaves nothing out");
    assert.deepEqual(await understood("gesprek -hunebed "), []);
  });

  test("finds a phrase while it is being typed, and in all that a page says of itself", async () => {
    assert.deepEqual(await urls("\"aan de keuk"), ["blogs/wijkteams/"]);
    assert.deepEqual(await urls("\"ada wever\""), ["blogs/wijkteams/"]);
  });

  test("finds nothing by signs alone, and says of words that are everywhere where it looked", async () => {
    assert.equal((await index.search("!!!")).total, 0);
    assert.deepEqual(await understood("!!!"), [{ kind: "unknown", from: "!!!", to: [] }]);
    assert.equal((await understood("over de "))[0].kind, "common");
  });

  test("puts the page first that is called so", async () => {
    assert.equal((await urls("contact"))[0], "contact/");
    assert.equal((await urls("de school als vindplaats"))[0], "blogs/school/");
  });

  test("keeps words of one stem apart that are not one word", async () => {
    assert.deepEqual(await urls("beleid "), ["blogs/beleid/"]);
    assert.deepEqual(await urls("begeleiding "), ["blogs/begeleiding/"]);
    assert.deepEqual(await understood("begeleiding "), []);
  });

  test("does not search what a field keeps out", async () => {
    assert.deepEqual(await urls("verborgenwoord"), []);
  });

  test("narrows by facets and counts what the others leave", async () => {
    const all = JSON.parse(JSON.stringify(await index.search("")));
    assert.equal(all.total, 8);
    assert.deepEqual(all.results.map(({ date }) => date), ["2024-03-01", "2023-05-02", "2023-01-02", "2022-02-02", "2020-01-02", "2020-01-01", null, null]);
    assert.deepEqual(all.facets.type, { label: "Soort pagina", values: [{ value: "blogs", label: "Blogs", count: 6, parent: null }] });
    assert.deepEqual(all.facets.themes.values.map(({ value, count, parent }) => [value, count, parent]), [["jeugd", 1, null], ["jeugdteams", 1, "jeugd"], ["wijkteams", 1, null]]);
    assert.deepEqual(all.facets.year.values.map(({ value, count }) => [value, count]), [["2024", 1], ["2023", 2], ["2022", 1], ["2020", 2]]);
    assert.deepEqual(all.facets.soort.values.map(({ label, count }) => [label, count]), [["verslag", 1], ["column", 1]]);
    assert.deepEqual(all.facets.person.values.map(({ label }) => label), ["Ada Wever"]);
    assert.deepEqual(await urls("", { filters: { themes: ["jeugd"] } }), ["blogs/privacy/"]);
    const narrowed = JSON.parse(JSON.stringify(await index.search("", { filters: { year: "2023", type: ["blogs"] } })));
    assert.deepEqual(narrowed.results.map(({ url }) => url), ["blogs/privacy/", "blogs/school/"]);
    assert.deepEqual(narrowed.facets.year.values.map(({ value, count }) => [value, count]), [["2024", 1], ["2023", 2], ["2022", 1], ["2020", 2]]);
    assert.deepEqual(await urls("", { filters: { from: "2023-02-01", until: "2023-12-31" } }), ["blogs/privacy/"]);
    assert.deepEqual(await urls("gesprek", { sort: "newest" }), ["blogs/wijkteams/", "blogs/school/"]);
    assert.equal((await index.search("", { limit: 2, offset: 4 })).results.length, 2);
  });

  test("answers whatever is asked", async () => {
    const odd = ["a".repeat(10_000), "woord ".repeat(2_000), "😀 👩‍👩‍👧", "\u0000\u0001\u001f", "<script>alert(1)</script>", "مرحبا بالعالم", "\"", "\"\"", "-", "- -", "-\"", "'", "\\", "𝕨𝕚𝕛𝕜", "\ud800", "constructor __proto__ toString", "%00%", ".*", "(", "2024", "é".repeat(50)];
    for (const query of odd) {
      const answer = await index.search(query, { filters: { __proto__x: ["y"], type: "blogs" } });
      assert.equal(typeof answer.total, "number", query.slice(0, 20));
    }
    assert.equal((await understood("woord ".repeat(2_000)))[0].kind, "shortened");
  });

  test("gives plain text", async () => {
    const { results: [first] } = await index.search("\"alert\"");
    assert.equal(first.url, "contact/");
    assert.match(first.excerpt, /<script>alert\(1\)<\/script>/);
  });

  test("says that a part is missing or damaged", async () => {
    const names = await readdir(join(output, "search"));
    const core = names.find((name) => name.startsWith("core-"));
    const text = await readFile(join(output, "search", core), "utf8");
    await assert.rejects(engine.open({ load: async () => { throw new Error("not there"); } }), /not there/);
    for (const damaged of ["", "weefSearch.part(\"x\",\"AAAA\");", text.slice(0, text.length / 2), text.replace(/"[^"]{40}/, "\"".padEnd(41, "A")), "<!doctype html>"]) {
      await assert.rejects(engine.open({ load: async () => damaged }), /damaged/);
    }
    const half = await engine.open({ load: async (name) => (name.includes("core") ? text : "") });
    await assert.rejects(half.search("wijkteam"), /damaged/);
  });
});

test("no field is searched that says so, and all that words find phrases find", async (t) => {
  const settings = (search) => `
title = "K"
lang = "nl"
[vocabularies.themes]
label = "Thema's"
label_one = "Thema"
keys = ["themas"]
[vocabularies.themes.terms.kalk]
name = "Gebluste kalk"
synonyms = ["kalkwater"]
[vocabularies.wijken]
label = "Wijken"
label_one = "Wijk"
[collections.blogs]
label = "Blogs"
label_one = "Blog"
[collections.blogs.fields]
titel = { search = ${search} }
aliassen = { search = ${search} }
samenvatting = { search = ${search} }
auteurs = { search = ${search} }
themas = { search = ${search} }
bijnaam = { names = true, search = ${search} }
soort = { values = ["lang verslag"], search = ${search} }
`;
  const pages = {
    "blogs/a.md": [{
      titel: "Paarse krokodil", aliassen: ["Groene giraf"], samenvatting: "Een blauwe bever.", auteurs: ["Rode Raaf"],
      themas: ["kalkwater"], wijken: ["Verre Oever"], bijnaam: "Gele gans", soort: "lang verslag",
    }, "Tekst."],
  };
  const phrases = ["paarse krokodil", "groene giraf", "blauwe bever", "rode raaf", "gebluste kalk", "gele gans", "lang verslag"];
  const shown = await open(t, settings(true), pages);
  for (const phrase of [...phrases, "verre oever"]) {
    assert.ok((await shown.index.search(`${phrase} `)).results.some(({ url }) => url === "blogs/a/"), phrase);
    assert.ok((await shown.index.search(`"${phrase}"`)).results.some(({ url }) => url === "blogs/a/"), `"${phrase}"`);
  }
  assert.ok((await shown.index.search("")).facets.person);
  assert.equal((await shown.index.search("\"krokodil groene\"")).total, 0, "names stand each for themselves");
  const hidden = await open(t, settings(false), pages);
  for (const phrase of [...phrases, "krokodil", "giraf", "bever", "raaf", "kalkwater", "gans", "verslag"]) {
    for (const query of [`${phrase} `, `"${phrase}"`]) {
      assert.ok(!(await hidden.index.search(query)).results.some(({ url }) => url === "blogs/a/"), query);
    }
  }
  assert.equal((await hidden.index.search("\"verre oever\"")).results[0].url, "blogs/a/");
  assert.equal((await hidden.index.search("")).facets.person, undefined);
});

test("facets called as something else is called", async (t) => {
  const settings = `
title = "K"
lang = "nl"
[collections.blogs]
label = "Blogs"
label_one = "Blog"
[collections.blogs.fields]
year = { kind = "number", facet = true }
type = { values = ["18-", "18+"], facet = true }
from = { facet = true }
`;
  const { index } = await open(t, settings, {
    "blogs/a.md": [{ titel: "A", datum: "2024-01-01", year: 9, type: "18+", from: "hier" }, "Eén."],
    "blogs/b.md": [{ titel: "B", datum: "2023-01-01", year: 10, type: "18-", from: "daar" }, "Twee."],
  });
  const { facets } = JSON.parse(JSON.stringify(await index.search("", { filters: { from: "", until: "" } })));
  assert.deepEqual(facets.type.values.map(({ value }) => value), ["blogs"]);
  assert.deepEqual(facets.year.values.map(({ value }) => value), ["2024", "2023"]);
  assert.deepEqual(facets.year_.values.map(({ label }) => label), ["9", "10"]);
  assert.deepEqual(facets.type_.values.map(({ label, count }) => [label, count]), [["18-", 1], ["18+", 1]]);
  assert.equal(facets.from_.values.length, 2);
  assert.equal((await index.search("", { filters: { type_: facets.type_.values[1].value } })).results[0].url, "blogs/a/");
});

describe("sites of any size", () => {
  test("one page without words", async (t) => {
    const { index } = await open(t, "title = \"Leeg\"\nlang = \"nl\"\n", { "index.md": [{ titel: "!" }, ""] });
    assert.equal((await index.search("iets")).total, 0);
    assert.equal((await index.search("")).total, 1);
  });

  test("so many that the core holds neither all words nor all titles", async (t) => {
    const pages = {};
    const word = (n) => `w${[...String(n)].map((digit) => "abcdefghij"[digit]).join("")}q`;
    for (let n = 0; n < 900; n += 1) {
      const own = Array.from({ length: 25 }, (_, k) => word(n * 25 + k));
      pages[`blogs/p${n}.md`] = [{ titel: `Pagina ${word(n * 25)}`, datum: "2024-01-01" }, `Overal staat hetzelfde. ${own.join(" ")}.`];
    }
    pages["blogs/zwurkt.md"] = [{ titel: "Eerste" }, "Hij zwurkt graag."];
    pages["blogs/gezwurkt.md"] = [{ titel: "Tweede" }, "Er is gezwurkt."];
    pages["blogs/knoest.md"] = [{ titel: "Derde" }, "Een knoestwurm en een berkenvlieg."];
    const settings = SETTINGS.replace("[search]\nsynonyms = [", "[search]\nsynonyms = [[\"zaagbeest\", \"knoestwurm\"], [\"knoestwurm en\", \"berkenvlieg\"], ");
    const { index, loaded, engine, load } = await open(t, settings, pages);
    const urls = (found) => Array.from(found.results, ({ url }) => url).sort();
    // The words of synonyms are known however rare they are, whatever was asked before.
    assert.deepEqual(urls(await index.search("zaagbeest ")), ["blogs/knoest/"]);
    // Rare, and a form of a word that stands elsewhere in the order of words.
    assert.deepEqual(urls(await index.search("zwurkt")), ["blogs/gezwurkt/", "blogs/zwurkt/"]);
    // A phrase of rare words is looked for where they are, and nowhere else.
    const texts = () => loaded.filter((name) => name.includes("text-")).length;
    const fresh = await engine.open({ load });
    const before = texts();
    assert.deepEqual(urls(await fresh.search(`"${word(50)} ${word(51)}"`, { texts: 0 })), ["blogs/p2/"]);
    assert.equal(texts() - before, 1);
    assert.equal((await fresh.search(`"${word(51)} ${word(50)}"`, { texts: 0 })).total, 0);
    assert.equal((await fresh.search(`"${word(50)} ${word(99)}"`, { texts: 0 })).total, 0);
    assert.equal(texts() - before, 1);
    // One that may be anywhere is looked for in no more texts than asked, and that is said.
    const few = await (await engine.open({ load })).search("\"overal staat hetzelfde\"", { texts: 0, phrases: 2, limit: 0 });
    assert.equal(texts() - before, 3);
    assert.ok(few.total > 10 && few.total < 900, `${few.total}`);
    assert.ok(Array.from(few.understood, ({ kind }) => kind).includes("approximate"));
    loaded.length = 0;
    for (const n of [0, 1, 11_111, 22_499]) {
      const { results, total } = await index.search(word(n));
      assert.ok(total >= 1, word(n));
      assert.equal(results[0].url, `blogs/p${Math.floor(n / 25)}/`);
      assert.match(results[0].title, /^Pagina w/);
      assert.ok(results[0].excerpt.includes(word(n)), results[0].excerpt);
    }
    assert.ok(loaded.length < 30, `${loaded.length} parts are enough`);
    assert.equal((await index.search("hetzelfde")).total, 900);
    assert.equal((await index.search("", { limit: 3, offset: 897 })).results.length, 3);
  });
});
