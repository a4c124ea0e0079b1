// Figures → tables to read.

import { figures, mean, paired, percentile } from "./metrics.mjs";

export const HALVES = ["dev", "test", "both"];

/** Figures that are told by class: key, title, how it is written. */
const BY_CLASS = [
  ["mrr", "MRR@10"],
  ["ndcg", "nDCG@10"],
  ["success1", "success@1"],
  ["success5", "success@5"],
  ["zero", "zero results"],
];

export const kB = (bytes) => (bytes / 1000).toFixed(bytes < 99_950 ? 1 : 0);
export const ms = (number) => number.toFixed(number < 10 ? 2 : 1);
export const seconds = (number) => number.toFixed(number < 10 ? 2 : 1);
const three = (number) => number.toFixed(3);
const signed = (number) => (number >= 0 ? "+" : "") + three(number);

/** Lines of a table; the first column is text, the others are numbers. */
export function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, at) => Math.max(4, ...all.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(all[0]), rule, ...all.slice(1).map(line)];
}

/** The classes with pages to find, as the queries have them. */
export const classesOf = (queries) => [...new Set(queries.filter(({ relevant }) => relevant.length).map((query) => query.class))];

/**
 * What an engine answered → its figures. `answers` is a map from the id of a query to {pages, total}.
 * Gives {dev, test, both}, each {all, classes: {name: figures}, nonsense}.
 */
export function summarised(queries, answers) {
  const judged = queries.filter(({ relevant }) => relevant.length);
  const told = judged.map((query) => ({ ...query, ...figures(query, answers.get(query.id).pages, answers.get(query.id).total) }));
  const means = (list) => ({ queries: list.length, ...Object.fromEntries(BY_CLASS.map(([key]) => [key, mean(list.map((one) => one[key]))])) });
  return Object.fromEntries(HALVES.map((half) => {
    const isIn = ({ split }) => half === "both" || split === half;
    const mine = told.filter(isIn);
    const none = queries.filter((query) => !query.relevant.length && isIn(query)).map(({ id }) => answers.get(id).total);
    return [half, {
      all: means(mine),
      classes: Object.fromEntries(classesOf(queries).map((name) => [name, means(mine.filter((one) => one.class === name))])),
      nonsense: { queries: none.length, hits: none.filter(Boolean).length, results: none.reduce((a, b) => a + b, 0) },
    }];
  }).filter(([, { all, nonsense }]) => all.queries + nonsense.queries));
}

/** Two engines per half, on the reciprocal ranks of the same queries. */
export function compared(queries, first, second) {
  return Object.fromEntries(HALVES.map((half) => {
    const mine = queries.filter(({ relevant, split }) => relevant.length && (half === "both" || split === half));
    const ranks = (answers) => mine.map((query) => figures(query, answers.get(query.id).pages).mrr);
    return [half, { queries: mine.length, ...paired(ranks(first), ranks(second)) }];
  }).filter(([, { queries }]) => queries));
}

/** Tables of how well each engine finds. `summaries` is {engine: summarised}. */
export function qualityTables(queries, summaries) {
  const classes = classesOf(queries);
  const lines = [];
  for (const [key, title] of BY_CLASS) {
    const rows = Object.entries(summaries).flatMap(([engine, halves]) => Object.entries(halves).map(([half, { all, classes: by }]) =>
      [engine, half, ...classes.map((name) => by[name].queries ? three(by[name][key]) : "–"), three(all[key])]));
    lines.push(`**${title}**`, "", ...table(["engine", "half", ...classes, "all"], rows), "");
  }
  const rows = Object.entries(summaries).flatMap(([engine, halves]) => Object.entries(halves).map(([half, { nonsense }]) =>
    [engine, half, `${nonsense.hits} of ${nonsense.queries}`, nonsense.results]));
  return [...lines, "**Words that the site does not have**", "", ...table(["engine", "half", "found anyway", "results"], rows)];
}

/** The table of pairs. `pairs` is {"weef − pagefind": compared}. */
export function pairTable(pairs) {
  const rows = Object.entries(pairs).flatMap(([name, halves]) => Object.entries(halves).map(([half, pair]) =>
    [name, half, pair.queries, signed(pair.difference), `${signed(pair.interval[0])} to ${signed(pair.interval[1])}`, pair.better, pair.worse, pair.p < 0.001 ? "< 0.001" : pair.p.toFixed(3)]));
  return ["**MRR@10 of two engines on the same queries**", "", ...table(["pair", "half", "queries", "difference", "95% interval", "better", "worse", "p"], rows)];
}

/** Mean, median, 95th percentile and highest of a list. */
export function spread(numbers) {
  return { mean: mean(numbers), p50: percentile(numbers, 0.5), p95: percentile(numbers, 0.95), max: Math.max(0, ...numbers) };
}

/** The table of what first queries load. `loads` is {name: [{gzip, raw, requests}]}. */
export function loadTable(loads) {
  const rows = Object.entries(loads).map(([name, all]) => {
    const [bytes, requests] = [spread(all.map(({ gzip }) => gzip)), spread(all.map(({ requests }) => requests))];
    const raw = all.every(({ raw }) => raw !== null) ? kB(mean(all.map(({ raw }) => raw))) : "–";
    return [name, kB(bytes.mean), kB(bytes.p95), kB(bytes.max), raw, requests.mean.toFixed(1), requests.max];
  });
  return ["**A first query: kB with script and interface, compressed by the host**", "", ...table(["engine", "mean", "p95", "most", "not compressed", "requests", "most"], rows)];
}

/** The same by class, means only: kB / requests. */
export function loadsByClass(queries, loads) {
  const classes = classesOf(queries);
  const rows = Object.entries(loads).map(([name, all]) => [name, ...classes.map((kind) => {
    const mine = all.filter((_, at) => queries[at].class === kind);
    return mine.length ? `${kB(mean(mine.map(({ gzip }) => gzip)))} / ${mean(mine.map(({ requests }) => requests)).toFixed(1)}` : "–";
  })]);
  return ["**The same by class: mean kB / requests**", "", ...table(["engine", ...classes], rows)];
}

/** The table of index sizes. `sizes` is {engine: {kind: {files, gzip, raw}}}. */
export function sizeTable(sizes) {
  const rows = Object.entries(sizes).flatMap(([engine, kinds]) => Object.entries(kinds).map(([kind, { files, gzip, raw }]) => [engine, kind, files, kB(gzip), kB(raw)]));
  return ["**The whole index, in kB**", "", ...table(["engine", "part", "files", "compressed", "as it lies there"], rows)];
}

/** The table of times per query. `times` is {engine: [ms]}. */
export function timeTable(times) {
  const rows = Object.entries(times).map(([engine, list]) => {
    const { mean, p50, p95, max } = spread(list);
    return [engine, ...[mean, p50, p95, max].map(ms)];
  });
  return ["**Time per query with everything loaded, on one core, in ms**", "", ...table(["engine", "mean", "p50", "p95", "most"], rows)];
}

/** Lines that say of each demand whether it is met. */
export function verdict(demands) {
  return demands.map(([words, isMet]) => `- ${words}: ${isMet ? "met" : "NOT MET"}`);
}
