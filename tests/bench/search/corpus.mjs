// A folder of Markdown → a site built by weef, and which page of it each source is.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";

import { addressOf, headingsOf, marked, partsOf, textOf } from "./page.mjs";
import { Refused, filesIn, isFolder, timed } from "./programs.mjs";

/** What of the corpus is copied, unless other folders are asked for. */
export const FOLDERS = ["docs", "blog"];

/** Drafts, and one page that is not listed: readers of the real site do not find them. */
const LEFT_OUT = [
  "docs/draft/programmeertalen.mdx",
  "docs/draft/rust.mdx",
  "blog/draft/graphql-3-schema-ontwerp.md",
  "blog/draft/graphql-4-afwegingskader.md",
  "docs/api-ontwikkeling/tools/api-design-rules-validator.md",
];

/** A day after the last date in the corpus, so that every page is out and the site is the same tomorrow. */
const TODAY = "2026-12-01";

const isSource = (path) => /\.(md|mdx|markdown)$/.test(path);

/** Refuses a corpus that is not there. */
export function checkCorpus(corpus, folders = FOLDERS) {
  if (!isFolder(corpus)) {
    throw new Refused(`${corpus} is no folder. The corpus is not part of this project: name the folder with the Markdown of don-site-nl.`);
  }
  const there = folders.filter((name) => isFolder(join(corpus, name)));
  if (there.length === 0) throw new Refused(`${corpus} has none of the folders ${folders.join(", ")}: it is not the corpus.`);
  return there;
}

/** A site to measure. */
export class Site {
  /**
   * @param {{corpus: string, folder: string, weef: string, folders?: string[], terms?: boolean, lang?: string}} options
   */
  constructor(options) {
    Object.assign(this, { folders: FOLDERS, terms: false, lang: "nl", ...options });
    this.copy();
  }

  /** Copies the corpus. */
  copy() {
    const there = checkCorpus(this.corpus, this.folders);
    for (const name of there) cpSync(join(this.corpus, name), join(this.root, "content", name), { recursive: true });
    for (const path of LEFT_OUT) rmSync(join(this.root, "content", path), { force: true });
    this.sources = filesIn(join(this.root, "content")).filter(isSource);
  }

  get root() {
    return join(this.folder, "site");
  }

  /** Where the site is that is searched. */
  get output() {
    return join(this.folder, "public");
  }

  /** Writes the settings. */
  settings({ enabled, synonyms = [] }) {
    // The words of `tags` stand in the texts of no engine, unless they are asked for.
    const vocabulary = this.terms ? "" : '\n[vocabularies.themes]\nfolder = "geen-themas"\nkeys = ["geen_themas"]\n';
    const groups = synonyms.length ? `synonyms = ${JSON.stringify(synonyms)}\n` : "";
    const collections = this.folders.map((name) => `[collections.${JSON.stringify(name)}]\n`).join("");
    writeFileSync(join(this.root, "weef.toml"),
      `title = "Kennisbank"\nlang = ${JSON.stringify(this.lang)}\nbase_url = "https://kennisbank.example/"\n${vocabulary}\n` +
      `${collections}\n[search]\nenabled = ${enabled}\n${groups}`);
  }

  /** Builds it; gives how long that took. */
  build(settings, output = this.output) {
    this.settings(settings);
    rmSync(output, { recursive: true, force: true });
    return timed(this.weef, ["build", "--root", this.root, "--output", output, "--today", TODAY]);
  }

  /**
   * The page of each source, learnt from weef itself: a copy of the site is built in which every source ends with a
   * word that nothing else has, and the page with that word in its prose is the one.
   */
  learn() {
    const root = join(this.folder, "marked");
    cpSync(this.root, root, { recursive: true });
    this.sources.forEach((path, nth) => {
      const file = join(root, "content", path);
      writeFileSync(file, `${readFileSync(file, "utf8").trimEnd()}\n\nweefbron${nth}einde\n`);
    });
    const output = join(this.folder, "marked-public");
    const plain = new Set(this.sources);
    timed(this.weef, ["build", "--root", root, "--output", output, "--today", TODAY]);
    /** The address of each source. @type {Map<string, string>} */
    this.addresses = new Map();
    this.doubled = [];
    for (const file of filesIn(output).filter((path) => path.endsWith(".html"))) {
      const { prose } = partsOf(readFileSync(join(output, file), "utf8"));
      for (const [, nth] of prose.matchAll(/weefbron(\d+)einde/g)) {
        const source = this.sources[Number(nth)];
        if (this.addresses.has(source)) this.doubled.push(source);
        this.addresses.set(source, addressOf(file));
        plain.delete(source);
      }
    }
    /** Sources without a page. */
    this.lost = [...plain];
    /** The source of each address. @type {Map<string, string>} */
    this.sourceOf = new Map([...this.addresses].map(([source, address]) => [address, source]));
    for (const folder of [root, output]) rmSync(folder, { recursive: true, force: true });
  }

  /** The HTML of a page of the site. */
  html(address) {
    return readFileSync(join(this.output, fileOf(address)), "utf8");
  }

  /** Every page of a source as texts: {address, title, headings, text}; `text` has the summary, the authors and the terms too. */
  pages() {
    return [...this.sourceOf.keys()].map((address) => {
      const { title, lead, meta, terms, prose } = partsOf(this.html(address));
      const text = [lead, meta, this.terms ? terms : "", prose].map(textOf).filter(Boolean).join(" ");
      return { address, title: textOf(title), headings: headingsOf(prose).join(" "), text };
    });
  }

  /** Writes the pages of all sources, and no others, as they are but for marks on what is theirs. */
  writeMarked(folder) {
    for (const address of this.sourceOf.keys()) {
      const file = join(folder, fileOf(address));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, marked(this.html(address), { terms: this.terms }));
    }
  }
}

/** The file at an address. */
function fileOf(address) {
  return address === "" || address.endsWith("/") ? `${address}index.html` : address;
}

/** Reads queries, and says which judged pages the site does not have. */
export function readQueries(file, site) {
  if (!existsSync(file)) throw new Refused(`${file}: there is no such file with queries`);
  const queries = JSON.parse(readFileSync(file, "utf8"));
  const judged = [...new Set(queries.flatMap(({ relevant }) => relevant))];
  return { queries, judged, missing: judged.filter((path) => !site.addresses.has(path)) };
}

/** The version that a program gives of itself. */
export function versionOf(program) {
  return spawnSync(program, ["--version"], { encoding: "utf8" }).stdout.trim().split(/\s+/).at(-1);
}
