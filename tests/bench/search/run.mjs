// How well weef's search finds what Dutch readers ask, beside other engines on the same pages. `run --help` tells how.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { FOLDERS, Site, checkCorpus, readQueries } from "./corpus.mjs";
import { figures, percentile } from "./metrics.mjs";
import { Refused, cores, findWeef, main, medians, onOneCore, scratchFolder } from "./programs.mjs";
import { compared, kB, loadTable, loadsByClass, ms, pairTable, qualityTables, sizeTable, spread, summarised, table, timeTable, verdict } from "./report.mjs";

const HELP = `tests/bench/search/run CORPUS [OPTIONS]

CORPUS is the folder of don-site-nl, which is not part of this project.

  --engines LIST    which of weef,pagefind,minisearch (all)
  --weef PATH       a binary to measure, instead of building the repository's own
  --queries FILE    other queries than don-site-queries.json
  --folders LIST    what of CORPUS is the site (${FOLDERS})
  --lang LANG       the language of the site (nl)
  --split HALF      only the queries of dev or test
  --synonyms        gives weef the groups of synonyms-blind.json
  --synonyms-file F other groups than those
  --tags            gives all engines the tags of pages, too
  --rounds N        of each timing (5)
  --quick           quality only: no bytes, no times
  --json FILE       also writes everything here
  --verbose         tells of each query what came of it
  --scratch DIR     where to build (in memory)
  --keep            leaves the built site there
`;

const HERE = new URL(".", import.meta.url);
const QUERIES = fileURLToPath(new URL("don-site-queries.json", HERE));
const SYNONYMS = fileURLToPath(new URL("synonyms-blind.json", HERE));
const ENGINES = ["weef", "pagefind", "minisearch"];

/** How many results are asked for: ten count, and pages that are no source's make way. */
const ASKED = 20;

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      engines: { type: "string", default: ENGINES.join() }, weef: { type: "string" }, queries: { type: "string", default: QUERIES },
      folders: { type: "string", default: FOLDERS.join() }, lang: { type: "string", default: "nl" }, split: { type: "string" },
      synonyms: { type: "boolean" }, "synonyms-file": { type: "string", default: SYNONYMS }, tags: { type: "boolean" },
      rounds: { type: "string", default: "5" }, quick: { type: "boolean" }, json: { type: "string" }, verbose: { type: "boolean" },
      scratch: { type: "string" }, keep: { type: "boolean" }, help: { type: "boolean" },
    },
  });
  if (values.help) return { help: true };
  if (positionals.length !== 1) throw new Refused(`Name the folder of the corpus.\n\n${HELP}`);
  const engines = values.engines.split(",");
  const strange = engines.filter((name) => !ENGINES.includes(name));
  if (strange.length) throw new Refused(`There is no engine ${strange.join(", ")}: choose from ${ENGINES.join(", ")}.`);
  if (values.split && !["dev", "test"].includes(values.split)) throw new Refused("--split is dev or test.");
  const folders = values.folders.split(",");
  checkCorpus(positionals[0], folders);
  return { ...values, engines, folders, rounds: Number(values.rounds), corpus: positionals[0] };
}

/** The engines, made ready on a site. */
async function prepared(names, site) {
  const engines = [];
  for (const name of names) {
    const { prepare } = await import(`./engines/${name}.mjs`);
    engines.push(await prepare(site));
  }
  return engines;
}

/** What an engine finds, as sources; pages that are no source's are left out. */
async function answersOf(engine, site, queries) {
  const answers = new Map();
  for (const { id, query } of queries) {
    const { addresses, total, ...more } = await engine.search(query, ASKED);
    const pages = addresses.map((address) => site.sourceOf.get(address)).filter(Boolean);
    answers.set(id, { pages: pages.slice(0, 10), total: total - (addresses.length - pages.length), ...more });
  }
  return answers;
}

/** Bytes and requests of each query with nothing loaded. */
async function loadsOf(engines, queries) {
  const loads = {};
  for (const engine of engines) {
    loads[engine.name] = [];
    for (const { query } of queries) loads[engine.name].push(await engine.first(query));
  }
  const weef = engines.find(({ name }) => name === "weef");
  if (weef) {
    const { ASKED } = await import("./engines/weef.mjs");
    loads["weef, the box"] = [];
    for (const { query } of queries) loads["weef, the box"].push(await weef.first(query, ASKED.box));
  }
  return loads;
}

/** The median time of each query; of engines that run here that of the processor, too: a busy machine does not matter to it. */
async function timesOf(engines, queries, rounds) {
  const times = {};
  for (const engine of engines) {
    const [wall, processor] = [queries.map(() => []), queries.map(() => [])];
    // The first round loads what is not there yet, and does not count.
    for (let round = 0; round <= rounds; round++) {
      for (const [at, { query }] of queries.entries()) {
        const before = process.cpuUsage();
        const time = await engine.time(query);
        const { user, system } = process.cpuUsage(before);
        if (round === 0) continue;
        wall[at].push(time);
        processor[at].push((user + system) / 1000);
      }
    }
    const middle = (all) => all.map((list) => percentile(list, 0.5));
    times[engine.name] = middle(wall);
    if (engine.isHere) times[`${engine.name}, processor`] = middle(processor);
  }
  return times;
}

/** Builds without and with search, in turns. */
function buildsOf(site, synonyms, rounds) {
  const runs = { without: [], with: [] };
  const output = `${site.output}-timed`;
  for (let round = 0; round <= rounds; round++) {
    for (const kind of Object.keys(runs)) {
      const run = site.build({ enabled: kind === "with", synonyms }, output);
      if (round > 0) runs[kind].push(run);
    }
  }
  const [without, total] = [medians(runs.without), medians(runs.with)];
  // Differences within a round, then their median: both halves of a difference met the same machine.
  const added = medians(runs.with.map((run, at) => ({ wall: run.wall - runs.without[at].wall, processor: run.processor - runs.without[at].processor })));
  return { without, with: total, added };
}

function buildTable(builds, engines) {
  const rows = builds ? [["weef, a build without search", builds.without], ["weef, a build with search", builds.with], ["weef, what search adds", builds.added]] : [];
  for (const { name, indexing } of engines) if (indexing) rows.push([`${name}, the index alone`, indexing]);
  const lines = rows.map(([name, { wall, processor }]) => [name, wall.toFixed(3), processor.toFixed(3)]);
  return ["**Time to index, in seconds**", "", ...table(["what", "by the clock", "processor"], lines)];
}

/** What came of each query. */
function story(queries, engines, answers) {
  const lines = [];
  for (const query of queries) {
    lines.push("", `${query.id} (${query.class}, ${query.split}) «${query.query}»`);
    for (const { name } of engines) {
      const { pages, total, understood, suggestions } = answers[name].get(query.id);
      const { rank, ndcg } = figures(query, pages);
      const found = query.relevant.length ? `rank ${rank || "–"}, nDCG ${ndcg.toFixed(2)}` : "nothing to find";
      lines.push(`  ${name}: ${found}; ${total} found`);
      for (const page of pages.slice(0, 3)) lines.push(`    ${query.grades[query.relevant.indexOf(page)] ?? "·"} ${page}`);
      if (understood?.length) lines.push(`    understood: ${understood.map(({ kind, from, to }) => `${kind} ${from} → ${to.join(" + ") || "–"}`).join("; ")}`);
      if (suggestions?.length) lines.push(`    suggested: ${suggestions.map(({ text }) => text).join(", ")}`);
    }
    const unseen = query.relevant.filter((page) => query.grades[query.relevant.indexOf(page)] === 3 && !engines.some(({ name }) => answers[name].get(query.id).pages.includes(page)));
    if (unseen.length) lines.push(`  found by none: ${unseen.join(", ")}`);
  }
  return lines;
}

/** What the issue asks of weef's quality, per half. */
function demandsOf({ summaries, pairs, sizes, loads, times, hasSynonyms, pages }) {
  const demands = [];
  for (const [half, { all, classes, nonsense }] of Object.entries(summaries.weef)) {
    const least = hasSynonyms ? 0.88 : 0.83;
    demands.push([`${half}: MRR@10 ${all.mrr.toFixed(3)}, at least ${least}`, all.mrr >= least]);
    const pair = pairs["weef − pagefind"]?.[half];
    if (pair) demands.push([`${half}: ${pair.difference.toFixed(3)} above Pagefind, at least 0.15`, pair.difference >= 0.15]);
    const weak = Object.entries(classes).filter(([name, { queries, mrr }]) => queries && name !== "synonym" && mrr < 0.8);
    demands.push([`${half}: every class but synonym at least 0.80${weak.map(([name, { mrr }]) => `; ${name} ${mrr.toFixed(3)}`).join("")}`, weak.length === 0]);
    demands.push([`${half}: ${(all.zero * 100).toFixed(1)}% without results, at most 3`, all.zero <= 0.03]);
    if (half === "both") demands.push([`nonsense for ${nonsense.hits} of ${nonsense.queries}, at most 1 in 15`, nonsense.hits * 15 <= nonsense.queries]);
  }
  if (sizes?.weef && pages <= 250) {
    const sum = (...kinds) => kinds.reduce((total, kind) => total + (sizes.weef[kind]?.gzip ?? 0), 0);
    demands.push([`core and postings ${kB(sum("core", "words", "pages"))} kB, at most 150`, sum("core", "words", "pages") <= 150_000]);
    demands.push([`texts ${kB(sum("texts"))} kB, at most 260`, sum("texts") <= 260_000]);
    demands.push([`the script ${kB(sum("script"))} kB, below 15`, sum("script") < 15_000]);
    const [bytes, requests] = [spread(loads.weef.map(({ gzip }) => gzip)), spread(loads.weef.map(({ requests }) => requests))];
    for (const kind of ["mean", "p95"]) {
      demands.push([`a first query loads ${kB(bytes[kind])} kB (${kind}), at most 110`, bytes[kind] <= 110_000]);
      demands.push([`in ${requests[kind].toFixed(1)} requests (${kind}), at most 6`, requests[kind] <= 6]);
    }
  }
  if (times?.weef) demands.push([`p95 of a query ${ms(percentile(times.weef, 0.95))} ms, at most 16`, percentile(times.weef, 0.95) <= 16]);
  // What search adds to a build is too little here to be told from noise: `scale` measures it.
  return demands;
}

await main(async () => {
  const asked = options();
  if (asked.help) return console.log(HELP);
  const say = (lines) => console.log([lines].flat().join("\n"));
  const scratch = scratchFolder(asked.scratch);
  const engines = [];
  try {
    const site = new Site({ corpus: asked.corpus, folder: scratch.folder, weef: findWeef(asked.weef), folders: asked.folders, terms: asked.tags, lang: asked.lang });
    const synonyms = asked.synonyms ? JSON.parse(readFileSync(asked["synonyms-file"], "utf8")) : [];
    const settings = { enabled: asked.engines.includes("weef"), synonyms };
    site.build(settings);
    site.learn();
    const { queries: all, judged, missing } = readQueries(asked.queries, site);
    const queries = all.filter(({ split }) => !asked.split || split === asked.split);
    for (const path of site.lost) console.error(`NO PAGE for ${path}`);
    for (const path of site.doubled) console.error(`MORE THAN ONE PAGE for ${path}`);
    for (const path of missing) console.error(`JUDGED, BUT NOT ON THE SITE: ${path}`);
    engines.push(...await prepared(asked.engines, site));
    const words = site.pages().reduce((sum, { text }) => sum + text.split(" ").length, 0);
    say([
      `${new Date().toISOString().slice(0, 10)}, ${cores} cores; ${engines.map(({ name, version }) => `${name} ${version}`).join(", ")}.`,
      `${site.sources.length} sources, ${site.addresses.size} pages indexed, ${words.toLocaleString("en")} words; ${queries.length} queries on ${judged.length} judged pages, ${missing.length} of which are missing.`,
      `Synonyms: ${asked.synonyms ? `${synonyms.length} groups, for weef only` : "none"}. Tags of pages: ${asked.tags ? "in" : "out of"} the texts.`, "",
    ]);
    const answers = {};
    for (const engine of engines) answers[engine.name] = await answersOf(engine, site, queries);
    const summaries = Object.fromEntries(engines.map(({ name }) => [name, summarised(queries, answers[name])]));
    const pairs = Object.fromEntries(engines.slice(1).map(({ name }) => [`${engines[0].name} − ${name}`, compared(queries, answers[engines[0].name], answers[name])]));
    if (asked.verbose) say([...story(queries, engines, answers), ""]);
    say([...qualityTables(queries, summaries), ""]);
    if (engines.length > 1) say([...pairTable(pairs), ""]);
    const told = { summaries, pairs, hasSynonyms: Boolean(asked.synonyms), pages: site.addresses.size };
    if (!asked.quick) {
      const answerable = queries.filter(({ relevant }) => relevant.length);
      told.loads = await loadsOf(engines, answerable);
      told.sizes = Object.fromEntries(engines.map((engine) => [engine.name, engine.sizes()]));
      told.times = await onOneCore(() => timesOf(engines, queries, asked.rounds));
      told.builds = asked.engines.includes("weef") ? buildsOf(site, synonyms, asked.rounds) : null;
      say([...loadTable(told.loads), "", ...engines.map(({ name, code }) => `- ${name}: ${code}`), "", ...loadsByClass(answerable, told.loads), "", ...sizeTable(told.sizes), "", ...timeTable(told.times), "", ...buildTable(told.builds, engines), ""]);
    }
    if (summaries.weef) say(verdict(demandsOf(told)));
    if (asked.json) {
      const perQuery = queries.map((query) => ({ ...query, engines: Object.fromEntries(engines.map(({ name }) => [name, { ...figures(query, answers[name].get(query.id).pages, answers[name].get(query.id).total), ...answers[name].get(query.id) }])) }));
      const versions = Object.fromEntries(engines.map(({ name, version }) => [name, version]));
      writeFileSync(asked.json, JSON.stringify({ versions, words, lost: site.lost, doubled: site.doubled, missing, ...told, queries: perQuery }, null, 1));
    }
  } finally {
    for (const engine of engines) await engine.close();
    if (asked.keep) console.error(`The site is in ${scratch.folder}.`);
    else scratch.clear();
  }
});
