// weef: the site's own `search.js`, run without a page as the contract of the engine has it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";

import { filesIn, sizeOf } from "../programs.mjs";
import { versionOf } from "../corpus.mjs";

export const name = "weef";

/** What the box at the top of a page asks for, and what the search page does: as `interface.js` has it. */
export const ASKED = { box: { limit: 6, texts: 0 }, page: { limit: 10 } };

/** How the files of an index are told apart. */
const KINDS = [["core", /\/core-/], ["words", /\/words-/], ["pages", /\/pages-/], ["texts", /\/text-/]];

/** An index of a built site, opened for the first time; it counts what it loads. */
export class Opened {
  constructor(output) {
    this.output = output;
    this.sizes = new Map();
    this.sandbox = createContext({ atob, btoa, TextDecoder, TextEncoder, DecompressionStream, Blob, Response, console, performance, setTimeout, clearTimeout, queueMicrotask });
    runInContext(this.read("search.js"), this.sandbox, { filename: "search.js" });
    this.index = this.sandbox.weefSearch.open({ load: async (part) => this.read(part) });
  }

  read(file) {
    const bytes = readFileSync(join(this.output, file));
    if (!this.sizes.has(file)) this.sizes.set(file, bytes);
    return bytes.toString("utf8");
  }

  async search(query, asked) {
    return (await this.index).search(query, asked);
  }

  /** What was loaded so far. */
  loaded() {
    const all = [...this.sizes.values()].map(sizeOf);
    return { gzip: all.reduce((sum, { gzip }) => sum + gzip, 0), raw: all.reduce((sum, { raw }) => sum + raw, 0), requests: all.length };
  }
}

/** The sizes of an index by kind of part, and of the script. */
export function sizesOf(output) {
  const rows = new Map([["script", { files: 0, gzip: 0, raw: 0 }], ...KINDS.map(([kind]) => [kind, { files: 0, gzip: 0, raw: 0 }])]);
  const files = ["search.js", ...filesIn(join(output, "search")).map((file) => `search/${file}`)];
  for (const file of files) {
    const kind = file === "search.js" ? "script" : KINDS.find(([, form]) => form.test(file))?.[0] ?? "other";
    const row = rows.get(kind) ?? rows.set(kind, { files: 0, gzip: 0, raw: 0 }).get(kind);
    const { gzip, raw } = sizeOf(readFileSync(join(output, file)));
    rows.set(kind, { files: row.files + 1, gzip: row.gzip + gzip, raw: row.raw + raw });
  }
  return Object.fromEntries([...rows].filter(([, { files }]) => files));
}

/** weef on a site; the site is built with search. */
export async function prepare(site) {
  const warm = new Opened(site.output);
  await warm.index;
  return {
    name,
    isHere: true,
    version: versionOf(site.weef),
    code: "search.js with the interface, and the parts that the search page loads for ten results",
    async search(query, limit) {
      const answer = await warm.search(query, { limit });
      return { addresses: answer.results.map(({ url }) => url), total: answer.total, understood: answer.understood, suggestions: answer.suggestions };
    },
    async first(query, asked = ASKED.page) {
      const cold = new Opened(site.output);
      await cold.search(query, asked);
      return cold.loaded();
    },
    async time(query, asked = ASKED.page) {
      const start = performance.now();
      await warm.search(query, asked);
      return performance.now() - start;
    },
    sizes: () => sizesOf(site.output),
    close: async () => {},
  };
}
