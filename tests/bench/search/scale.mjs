// What search costs on sites of thousands of pages: bytes of a first query, the index, a query, a build.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { ASKED, Opened, sizesOf } from "./engines/weef.mjs";
import { headingsOf, partsOf, textOf } from "./page.mjs";
import { percentile } from "./metrics.mjs";
import { Refused, cores, filesIn, findBench, findWeef, main, medians, onOneCore, scratchFolder, timed } from "./programs.mjs";
import { kB, ms, spread, table, verdict } from "./report.mjs";
import { drawn } from "./sample.mjs";

const HELP = `tests/bench/search/scale [OPTIONS]

  --sizes LIST      how many pages (250,2500,10000,50000)
  --queries N       how many queries are drawn from the pages (70)
  --rounds N        of each build, after one that does not count (3; 1 from 20,000 pages on)
  --weef PATH       a binary to measure, instead of building the repository's own
  --corpus PROGRAM  makes the pages, instead of the benchmarks' own generator: a binary of that, or a
                    "make_corpus.py --words none" that knows --pages, --out and --flavour plain
  --floor BINARY    the floor, which a build of 10,000 pages is compared with, instead of building it
  --scratch DIR     where to build (in memory)
  --json FILE       also writes everything here
  --verbose         tells of each kind of query what it loads
`;

/** What the issue allows: kB of a first query by number of pages, ms of a query, seconds per 1,000 pages, times the floor. */
const MOST_LOADED = { 250: 110, 2_500: 250, 50_000: 600 };
const MOST_TIME = 16;
const MOST_ADDED = 0.2;
const MOST_FLOORS = 4;

/** Writes so many pages. */
function makePages([program, ...args], pages, root) {
  const how = program.endsWith(".py") ? [program, ...args, "--pages", pages, "--out", root, "--flavour", "plain"] : [...args, pages, root];
  const run = spawnSync(program.endsWith(".py") ? "python3" : program, how.map(String), { stdio: ["ignore", "ignore", "inherit"] });
  if (run.status !== 0) throw new Refused(`${program} made no pages.`);
}

const settings = (isOn) => `title = "Kennisbank"\nbase_url = "https://kennisbank.example/"\n\n[search]\nenabled = ${isOn}\n`;

/** Builds in turns: the floor if there is one, without and with search. */
function buildsOf({ weef, floor, rounds }, root, folder) {
  const output = join(folder, "public");
  const weefBuild = (isOn) => () => {
    writeFileSync(join(root, "weef.toml"), settings(isOn));
    return timed(weef, ["build", "--root", root, "--output", output]);
  };
  // What is built last is what is searched.
  const programs = { ...(floor && { floor: () => timed(floor, [join(root, "content"), output]) }), without: weefBuild(false), with: weefBuild(true) };
  const runs = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(programs)) {
      rmSync(output, { recursive: true, force: true });
      const time = run();
      if (round > 0) runs[name].push(time);
    }
  }
  const added = runs.with.map((run, at) => ({ wall: run.wall - runs.without[at].wall, processor: run.processor - runs.without[at].processor }));
  return {
    output,
    builds: Object.fromEntries(Object.entries({ ...runs, added }).map(([name, list]) => [name, medians(list)])),
    floors: floor ? percentile(runs.with.map((run, at) => run.wall / runs.floor[at].wall), 0.5) : null,
  };
}

/** A sample of the pages of a site as texts: those of every so many sources. */
function textsOf(output) {
  const files = filesIn(output).filter((path) => /^[^/]+\/[^/]+\/index\.html$/.test(path) && !/^(themas|themes)\//.test(path));
  const step = Math.max(1, Math.floor(files.length / 2_000));
  return files.filter((_, at) => at % step === 0).map((file) => {
    const { title, prose } = partsOf(readFileSync(join(output, file), "utf8"));
    return { title: textOf(title), text: `${headingsOf(prose).join(" ")} ${textOf(prose)}` };
  }).filter(({ text }) => text.trim());
}

/** What each query loads when nothing is there yet. */
async function loadsOf(output, queries, asked) {
  const loads = [];
  for (const { kind, query } of queries) {
    const cold = new Opened(output);
    const { total } = await cold.search(query, asked);
    loads.push({ kind, query, total, ...cold.loaded() });
  }
  return loads;
}

/** The median time of each query with everything loaded: by the clock, and of the processor. */
async function timesOf(output, queries, rounds) {
  const warm = new Opened(output);
  const times = queries.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [at, { query }] of queries.entries()) {
      const [start, before] = [performance.now(), process.cpuUsage()];
      await warm.search(query, ASKED.page);
      const [wall, { user, system }] = [performance.now() - start, process.cpuUsage(before)];
      if (round > 0) times[at].push({ wall, processor: (user + system) / 1000 });
    }
  }
  return times.map(medians);
}

/** Everything about a site of so many pages. */
async function measured(asked, pages, folder) {
  const root = join(folder, "site");
  makePages(asked.corpus, pages, root);
  const words = filesIn(join(root, "content")).reduce((sum, file) => sum + readFileSync(join(root, "content", file), "utf8").split(/\s+/).length, 0);
  const { output, builds, floors } = buildsOf({ ...asked, rounds: pages < 20_000 ? asked.rounds : 1 }, root, folder);
  const queries = drawn(textsOf(output), asked.queries);
  const loads = await loadsOf(output, queries, ASKED.page);
  const box = await loadsOf(output, queries, ASKED.box);
  const start = performance.now();
  await new Opened(output).index;
  const opening = performance.now() - start;
  const times = await onOneCore(() => timesOf(output, queries, 5));
  return { pages, words, builds, floors, sizes: sizesOf(output), loads, box, times, opening };
}

function report({ pages, words, builds, floors, sizes, loads, box, times, opening }, verbose) {
  const sum = (...kinds) => kinds.reduce((total, kind) => total + (sizes[kind]?.gzip ?? 0), 0);
  const rows = { "search page, ten results": loads, "box, six results": box };
  const loaded = Object.entries(rows).map(([name, all]) => {
    const [bytes, requests] = [spread(all.map(({ gzip }) => gzip)), spread(all.map(({ requests }) => requests))];
    return [name, kB(bytes.mean), kB(bytes.p95), kB(bytes.max), requests.mean.toFixed(1), requests.p95, requests.max];
  });
  const kinds = [...new Set(loads.map(({ kind }) => kind))].map((kind) => {
    const mine = loads.filter((load) => load.kind === kind);
    const of = (key) => spread(mine.map((load) => load[key]));
    return [kind, mine.length, kB(of("gzip").mean), kB(of("gzip").max), of("requests").mean.toFixed(1), Math.round(of("total").mean)];
  });
  const [time, processor] = ["wall", "processor"].map((key) => spread(times.map((one) => one[key])));
  return [
    `**${pages.toLocaleString("en")} pages of ${Math.round(words / pages)} words**`, "",
    ...table(["a first query, kB with script and interface", "mean", "p95", "most", "requests", "p95", "most"], loaded), "",
    ...(verbose ? [...table(["kind of query", "queries", "kB", "most", "requests", "results"], kinds), ""] : []),
    ...table(["the whole index", "files", "kB compressed", "kB as it lies there"], Object.entries(sizes).map(([kind, { files, gzip, raw }]) => [kind, files, kB(gzip), kB(raw)])), "",
    ...table(["a build, s", "by the clock", "processor"], Object.entries(builds).map(([name, { wall, processor }]) => [{ floor: "the floor", without: "without search", with: "with search", added: "what search adds" }[name], wall.toFixed(2), processor.toFixed(2)])), "",
    `A query takes ${ms(time.p50)} ms (p50), ${ms(time.p95)} ms (p95), ${ms(time.max)} ms (most); of the processor ${ms(processor.p50)}, ${ms(processor.p95)} and ${ms(processor.max)} ms; opening the index ${ms(opening)} ms. Core and postings ${kB(sum("core", "words", "pages"))} kB.`, "",
    ...verdict(demandsOf({ pages, words, builds, floors, loads, time })), "",
  ];
}

function demandsOf({ pages, words, builds, floors, loads, time }) {
  const demands = [];
  const most = MOST_LOADED[pages];
  const loaded = spread(loads.map(({ gzip }) => gzip));
  if (most) for (const kind of ["mean", "p95"]) demands.push([`a first query loads ${kB(loaded[kind])} kB (${kind}), at most ${most}`, loaded[kind] <= most * 1000]);
  demands.push([`p95 of a query ${ms(time.p95)} ms, at most ${MOST_TIME}`, time.p95 <= MOST_TIME]);
  const added = (builds.added.processor / words) * 700_000;
  demands.push([`search adds ${added.toFixed(2)} s of processor time per 1,000 pages of 700 words, at most ${MOST_ADDED}`, added <= MOST_ADDED]);
  if (floors && pages === 10_000) demands.push([`a build with search takes ${floors.toFixed(1)} × the floor, at most ${MOST_FLOORS}`, floors <= MOST_FLOORS]);
  return demands;
}

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sizes: { type: "string", default: "250,2500,10000,50000" }, queries: { type: "string", default: "70" }, rounds: { type: "string", default: "3" },
      weef: { type: "string" }, corpus: { type: "string" }, floor: { type: "string" }, scratch: { type: "string" }, json: { type: "string" },
      verbose: { type: "boolean" }, help: { type: "boolean" },
    },
  });
  if (values.help) return { help: true };
  if (positionals.length) throw new Refused(HELP);
  const sizes = values.sizes.split(",").map(Number);
  if (!sizes.every((size) => Number.isInteger(size) && size > 0)) throw new Refused(`--sizes ${values.sizes} are no numbers of pages.`);
  return { ...values, sizes, queries: Number(values.queries), rounds: Number(values.rounds) };
}

await main(async () => {
  const asked = options();
  if (asked.help) return console.log(HELP);
  asked.weef = findWeef(asked.weef);
  asked.corpus = asked.corpus?.split(" ") ?? [findBench("corpus")];
  asked.floor ??= asked.sizes.includes(10_000) ? findBench("floor") : null;
  console.log(`${new Date().toISOString().slice(0, 10)}, ${cores} cores; pages by ${asked.corpus.join(" ").split("/").at(-1)}, ${asked.queries} queries drawn from them.\n`);
  const all = [];
  for (const pages of asked.sizes) {
    const scratch = scratchFolder(asked.scratch);
    try {
      const told = await measured(asked, pages, scratch.folder);
      all.push(told);
      console.log(report(told, asked.verbose).join("\n"));
      if (asked.json) writeFileSync(asked.json, JSON.stringify(all, null, 1));
    } finally {
      scratch.clear();
    }
  }
});
