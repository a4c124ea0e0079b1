// MiniSearch: one index in one file, on the texts of the same pages. Its tuned form of the research: prefixes, a fifth
// of a word's letters wrong, the title double.
import { existsSync, readFileSync } from "node:fs";

import { Refused, sizeOf } from "../programs.mjs";

export const name = "minisearch";

const SEARCH = { prefix: true, fuzzy: 0.2, boost: { title: 2 } };

export async function prepare(site) {
  const library = new URL("../node_modules/minisearch/", import.meta.url);
  if (!existsSync(library)) throw new Refused("MiniSearch is not there. Run npm ci in tests/bench/search first.");
  const { default: MiniSearch } = await import("minisearch");
  const { version } = JSON.parse(readFileSync(new URL("package.json", library), "utf8"));
  // It comes with its comments, which no site would send.
  const script = readFileSync(new URL("dist/umd/index.js", library), "utf8").replace(/\/\*.*?\*\//gs, "").replace(/^\s+/gm, "");
  const pages = site.pages().map((page, id) => ({ id, ...page }));
  const before = process.cpuUsage();
  const start = performance.now();
  const index = new MiniSearch({ fields: ["title", "headings", "text"], storeFields: ["title", "address"] });
  index.addAll(pages);
  const json = Buffer.from(JSON.stringify(index));
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const texts = Buffer.from(JSON.stringify(pages.map(({ text }) => text)));
  const sizes = { script: sizeOf(Buffer.from(script)), index: sizeOf(json), texts: sizeOf(texts) };
  return {
    name,
    isHere: true,
    version,
    code: "the library, the whole index and all texts in one file; no interface",
    indexing: { wall, processor: (user + system) / 1e6 },
    async search(query, limit) {
      const results = index.search(query, SEARCH);
      return { addresses: results.slice(0, limit).map(({ address }) => address), total: results.length };
    },
    async first() {
      const all = Object.values(sizes);
      const sum = (key) => all.reduce((total, size) => total + size[key], 0);
      return { gzip: sum("gzip"), raw: sum("raw"), requests: all.length };
    },
    async time(query) {
      const start = performance.now();
      index.search(query, SEARCH);
      return performance.now() - start;
    },
    sizes: () => Object.fromEntries(Object.entries(sizes).map(([kind, size]) => [kind, { files: 1, ...size }])),
    close: async () => {},
  };
}
