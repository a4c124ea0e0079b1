// How long readers on a slow line wait for results: Chromium as it is, the line as DevTools' "Slow 4G" has it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { Site, checkCorpus } from "./corpus.mjs";
import { host, launch } from "./host.mjs";
import { Refused, findWeef, main, medians, scratchFolder } from "./programs.mjs";
import { kB, seconds, table, verdict } from "./report.mjs";

const HELP = `tests/bench/search/browser SITE|CORPUS [OPTIONS]

SITE is a folder with a built site, CORPUS that of don-site-nl: it is built, with Pagefind's own interface beside it.

  --query Q      what is asked, may be repeated; each must find five pages
  --rounds N     of each (3)
  --weef PATH    a binary to build CORPUS with, instead of the repository's own
  --no-pagefind  leaves Pagefind out
  --fast         without slowing the line
  --verbose      tells what was sent when, the first time
`;

/** The preset "Slow 4G" of DevTools: milliseconds, bytes per second. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };

/** How many results must be seen; what the issue allows; how long is waited; between two keys. In milliseconds. */
const RESULTS = 5;
const MOST = 2_500;
const PATIENCE = 60_000;
const KEY = 60;

const QUERIES = ["api strategie", "open source licentie", "toegankelijkheid", "linked data", "design systeem"];

/** Where results appear, and where one types; `at` is the address of the search page. */
const weefFace = (at) => ({
  page: { path: (query) => `/${at}/?${new URLSearchParams({ q: query })}`, results: '[data-search="answer"] ol > li' },
  box: { path: () => "/", input: '[data-search="box"] input', results: '[data-search="box"] a[role="option"]:not(.search-all)' },
});
const pagefindFace = {
  page: { path: (query) => `/pagefind.html?${new URLSearchParams({ q: query })}`, results: ".pagefind-ui__result-link" },
  box: { path: () => "/pagefind.html", input: ".pagefind-ui__search-input", results: ".pagefind-ui__result-link" },
};

/** Pagefind's own interface as its manual sets it up, on a page that holds nothing else. */
const PAGEFIND_PAGE = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Zoeken</title>
<link href="/pagefind/pagefind-ui.css" rel="stylesheet"><script src="/pagefind/pagefind-ui.js"></script></head>
<body><div id="search"></div><script>
addEventListener("DOMContentLoaded", () => {
  const ui = new PagefindUI({ element: "#search" });
  const query = new URLSearchParams(location.search).get("q");
  if (query) ui.triggerSearch(query);
});
</script></body></html>`;

/** Remembers in each page when five results were first on it, and when the field got the focus. */
function watch([selector, count]) {
  const look = () => {
    if (document.querySelectorAll(selector).length >= count) window.benchFound = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  addEventListener("focusin", () => (window.benchFocus ??= performance.now()), true);
  addEventListener("keydown", () => (window.benchKey = performance.now()), true);
}

/** A tab with an empty cache behind the line. */
async function openTab(browser, line, results) {
  const context = await browser.newContext({ locale: "nl-NL", viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  tab.setDefaultTimeout(PATIENCE);
  await tab.addInitScript(watch, [results, RESULTS]);
  if (line) {
    const session = await context.newCDPSession(tab);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", line);
  }
  return { context, tab };
}

const found = (tab, query) => tab.waitForFunction(() => window.benchFound, null, { polling: 50 }).catch(async () => {
  throw new Refused(`«${query}»: ${RESULTS} results did not come in ${PATIENCE / 1000} s. Choose a query with --query that finds as many.`);
});

/** Opens the search page with a query. */
async function opened({ browser, served, line }, { page }, query) {
  const { context, tab } = await openTab(browser, line, page.results);
  served.forget();
  await tab.goto(served.origin + page.path(query), { waitUntil: "commit" });
  await found(tab, query);
  const [wait, first] = await tab.evaluate(() => [window.benchFound, performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0]);
  await context.close();
  return { wait, first, ...sumOf(served) };
}

/** Types a query in the box of a page that is there. */
async function typed({ browser, served, line }, { box }, query) {
  const { context, tab } = await openTab(browser, line, box.results);
  await tab.goto(served.origin + box.path(query), { waitUntil: "networkidle" });
  served.forget();
  await tab.focus(box.input);
  await tab.keyboard.type(query, { delay: KEY });
  await found(tab, query);
  const [wait, after] = await tab.evaluate(() => [window.benchFound - window.benchFocus, Math.max(0, window.benchFound - window.benchKey)]);
  await context.close();
  return { wait, after, ...sumOf(served) };
}

const sumOf = ({ sent }) => ({ bytes: sent.reduce((sum, { bytes }) => sum + bytes, 0), requests: sent.length });

/** What was sent when; a request reaches the host as soon as it is made, and its answer is held up on the line. */
const waterfall = ({ sent }) => sent.map(({ path, bytes, at }) => `  ${(at / 1000).toFixed(2).padStart(6)} s ${kB(bytes).padStart(6)} kB ${path}`);

/** One way to search: the medians of all queries and rounds, and the longest. */
async function measured(place, face, queries, { rounds, verbose }) {
  const told = {};
  for (const [way, search] of Object.entries({ opened, typed })) {
    const runs = [];
    for (let round = 0; round < rounds; round++) {
      for (const query of queries) {
        runs.push(await search(place, face, query));
        if (verbose && runs.length === 1) console.log([`${place.name}, ${way}, «${query}»: ${seconds(runs[0].wait / 1000)} s`, ...waterfall(place.served), ""].join("\n"));
      }
    }
    told[way] = { ...medians(runs), worst: Math.max(...runs.map(({ wait }) => wait)) };
  }
  return told;
}

/** The search page of a site, in whichever language. */
function searchPageOf(folder) {
  const name = ["zoeken", "search"].find((name) => existsSync(join(folder, name, "index.html")));
  if (!name) throw new Refused(`${folder} has no search page.`);
  return name;
}

/** The folder with a built site, and one with Pagefind's index of the same pages. */
async function sitesOf(asked, scratch) {
  const place = asked.place;
  if (existsSync(join(place, "search.js"))) return { weef: place };
  if (existsSync(join(place, "index.html"))) throw new Refused(`${place} is a site without search.js.`);
  checkCorpus(place);
  const site = new Site({ corpus: place, folder: scratch.folder, weef: findWeef(asked.weef) });
  site.build({ enabled: true });
  if (asked["no-pagefind"]) return { weef: site.output };
  site.learn();
  const { index } = await import("./engines/pagefind.mjs");
  const folder = join(scratch.folder, "pagefind");
  site.writeMarked(folder);
  index(folder, site.lang);
  return { weef: site.output, pagefind: folder };
}

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      query: { type: "string", multiple: true }, rounds: { type: "string", default: "3" }, weef: { type: "string" },
      "no-pagefind": { type: "boolean" }, fast: { type: "boolean" }, verbose: { type: "boolean" }, help: { type: "boolean" },
    },
  });
  if (values.help) return { help: true };
  if (positionals.length !== 1) throw new Refused(`Name the folder of a site or of the corpus.\n\n${HELP}`);
  if (!existsSync(positionals[0])) throw new Refused(`${positionals[0]} is not there. The corpus is not part of this project: name its folder, or that of a built site.`);
  return { ...values, place: positionals[0], rounds: Number(values.rounds), queries: values.query ?? QUERIES };
}

await main(async () => {
  const asked = options();
  if (asked.help) return console.log(HELP);
  const scratch = scratchFolder();
  let browser;
  try {
    const sites = await sitesOf(asked, scratch);
    browser = await launch();
    const line = asked.fast ? null : SLOW_4G;
    const rows = [];
    const demands = [];
    for (const [name, folder] of Object.entries(sites)) {
      const served = await host(folder, name === "pagefind" ? { "/pagefind.html": PAGEFIND_PAGE } : {});
      const face = name === "weef" ? weefFace(searchPageOf(folder)) : pagefindFace;
      const told = await measured({ name, browser, served, line }, face, asked.queries, asked);
      await served.close();
      for (const [way, words] of [["opened", "opening the search page"], ["typed", "focus, then typing"]]) {
        const { wait, worst, bytes, requests } = told[way];
        rows.push([`${name}, ${words}`, seconds(wait / 1000), seconds(worst / 1000), way === "typed" ? seconds(told[way].after / 1000) : "–", kB(bytes), requests]);
        if (name === "weef") demands.push([`${words}: ${seconds(wait / 1000)} s to ${RESULTS} results, at most ${seconds(MOST / 1000)}`, wait <= MOST]);
      }
    }
    console.log([
      `${new Date().toISOString().slice(0, 10)}, Chromium ${browser.version()}, ${line ? "Slow 4G" : "an open line"}, empty cache; ${asked.rounds} rounds of ${asked.queries.map((query) => `«${query}»`).join(", ")}; a key each ${KEY} ms.`, "",
      ...table(["what", "s to five results", "longest", "s after the last key", "kB", "requests"], rows), "", ...verdict(demands),
    ].join("\n"));
  } finally {
    await browser?.close();
    scratch.clear();
  }
});
