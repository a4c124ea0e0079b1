// Pagefind: its own program on the same pages, its own script and WebAssembly in Chromium.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { host, launch } from "../host.mjs";
import { Refused, filesIn, sizeOf, timed } from "../programs.mjs";
import { versionOf } from "../corpus.mjs";

export const name = "pagefind";

/** How many results are drawn, each of which loads a fragment: what its own interface shows at first. */
const DRAWN = 5;

/** The program itself: what npm puts on the path is a script that starts it. */
function program() {
  const platforms = fileURLToPath(new URL("../node_modules/@pagefind/", import.meta.url));
  if (!existsSync(platforms)) throw new Refused("Pagefind is not there. Run npm ci in tests/bench/search first.");
  const [platform] = readdirSync(platforms);
  return join(platforms, platform, "bin", process.platform === "win32" ? "pagefind_extended.exe" : "pagefind_extended");
}

/** Indexes the marked pages in a folder; gives how long that took. */
export function index(folder, lang) {
  return timed(program(), ["--site", folder, "--force-language", lang, "--silent"]);
}

export async function prepare(site) {
  const folder = join(site.folder, "pagefind");
  site.writeMarked(folder);
  const indexing = index(folder, site.lang);
  const blank = "<!doctype html><title>x</title>";
  const served = await host(folder, { "/blank": blank });
  const browser = await launch();
  /** A tab with an empty cache in which Pagefind is loaded. */
  const open = async () => {
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.goto(`${served.origin}/blank`);
    served.forget();
    await tab.evaluate(async () => {
      window.pagefind = await import("/pagefind/pagefind.js");
      await window.pagefind.init();
    });
    return { context, tab };
  };
  const ask = ({ tab }, query, limit) => tab.evaluate(async ([query, limit]) => {
    const { results } = await window.pagefind.search(query);
    const shown = await Promise.all(results.slice(0, limit).map((result) => result.data()));
    return { urls: shown.map(({ url }) => url), total: results.length };
  }, [query, limit]);
  const warm = await open();
  const face = sizeOf(readFileSync(join(folder, "pagefind/pagefind-component-ui.js")));
  return {
    name,
    version: versionOf(program()),
    code: `its script, worker and WebAssembly, the script of its interface, and ${DRAWN} results`,
    indexing,
    folder,
    async search(query, limit) {
      const { urls, total } = await ask(warm, query, limit);
      return { addresses: urls.map((url) => url.replace(/^\//, "")), total };
    },
    async first(query) {
      const cold = await open();
      await ask(cold, query, DRAWN);
      await cold.context.close();
      const { sent } = served;
      const bytes = sent.reduce((sum, { bytes }) => sum + bytes, 0);
      return { gzip: bytes + face.gzip, raw: null, requests: sent.length + 1 };
    },
    time: (query) => warm.tab.evaluate(async (query) => {
      const start = performance.now();
      await window.pagefind.search(query);
      return performance.now() - start;
    }, query),
    sizes() {
      const kinds = [["index", /\/index\/|\.pf_meta$/], ["texts", /\/fragment\//], ["script", /\/pagefind(-worker)?\.js$|\/pagefind-component-ui\.js$|entry\.json$/], ["script", new RegExp(`/wasm\\.${site.lang}\\.`)]];
      const rows = {};
      for (const file of filesIn(join(folder, "pagefind")).map((file) => `/pagefind/${file}`)) {
        const kind = kinds.find(([, form]) => form.test(file))?.[0];
        if (!kind) continue;
        const bytes = readFileSync(join(folder, file));
        // Its own parts are compressed already.
        const gzip = /\.(js|json)$/.test(file) ? sizeOf(bytes).gzip : bytes.length;
        rows[kind] ??= { files: 0, gzip: 0, raw: 0 };
        rows[kind] = { files: rows[kind].files + 1, gzip: rows[kind].gzip + gzip, raw: rows[kind].raw + bytes.length };
      }
      return rows;
    },
    async close() {
      await browser.close();
      await served.close();
    },
  };
}
