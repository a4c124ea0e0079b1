// The figures, beside what was worked out by hand. Needs nothing but Node.js: node --test tests/bench/search
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { chance, figures, mean, ndcg, paired, percentile, rankOf, reciprocalRank } from "./metrics.mjs";
import { addressOf, marked, partsOf, textOf } from "./page.mjs";
import { drawn } from "./sample.mjs";

const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
const query = { relevant: ["a", "b", "c"], grades: [3, 2, 1] };
const others = (count) => Array.from({ length: count }, (_, n) => `other-${n}`);

test("the rank is that of the first page on the list, whatever its grade", () => {
  assert.equal(rankOf(query, ["c", "a"]), 1);
  assert.equal(rankOf(query, ["x", "y", "b", "a"]), 3);
  near(reciprocalRank(query, ["x", "y", "b", "a"]), 1 / 3);
});

test("what stands below the tenth place does not count", () => {
  assert.equal(rankOf(query, [...others(9), "a"]), 10);
  near(reciprocalRank(query, [...others(9), "a"]), 0.1);
  assert.equal(rankOf(query, [...others(10), "a"]), 0);
  assert.equal(reciprocalRank(query, [...others(10), "a"]), 0);
  assert.equal(ndcg(query, [...others(10), "a"]), 0);
});

test("nDCG is 1 for the best order and less for any other", () => {
  near(ndcg(query, ["a", "b", "c"]), 1);
  // Gains 7, 3, 1; discounts log2 of 2, 3, 4.
  const best = 7 + 3 / Math.log2(3) + 1 / 2;
  near(ndcg(query, ["c", "b", "a"]), (1 + 3 / Math.log2(3) + 7 / 2) / best);
  near(ndcg(query, ["x", "a"]), 7 / Math.log2(3) / best);
  near(ndcg(query, []), 0);
});

test("a page that is shown twice counts once", () => {
  const one = { relevant: ["a"], grades: [3] };
  near(ndcg(one, ["a", "a"]), 1);
});

test("more than ten relevant pages: the best order is that of the first ten", () => {
  const pages = others(12);
  near(ndcg({ relevant: pages, grades: pages.map(() => 2) }, pages.slice(0, 10)), 1);
});

test("success at 1 and at 5, and nothing found at all", () => {
  assert.deepEqual([figures(query, ["a"]).success1, figures(query, ["x", "a"]).success1], [1, 0]);
  assert.deepEqual([figures(query, [...others(4), "a"]).success5, figures(query, [...others(5), "a"]).success5], [1, 0]);
  assert.deepEqual([figures(query, []).zero, figures(query, ["x"]).zero], [1, 0]);
  assert.equal(figures(query, [], 3).zero, 0);
});

test("means and percentiles", () => {
  near(mean([1, 0, 0.5, 0.5]), 0.5);
  assert.equal(mean([]), 0);
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  assert.equal(percentile(hundred, 0.5), 50);
  assert.equal(percentile(hundred, 0.95), 95);
  assert.equal(percentile([7], 0.95), 7);
  assert.equal(percentile([3, 1, 2], 0.5), 2);
});

test("paired: three queries better by as much are one of four ways of signs", () => {
  const { difference, better, worse, p } = paired([1, 1, 1], [0, 0, 0]);
  near(difference, 1);
  assert.deepEqual([better, worse], [3, 0]);
  // +++ and --- of eight.
  near(p, 2 / 8);
});

test("paired: queries on which both do the same do not matter to the test", () => {
  near(paired([1, 1, 1, 0.5, 0.5], [0, 0, 0, 0.5, 0.5]).p, 2 / 8);
  near(paired([0.3, 0.2], [0.3, 0.2]).p, 1);
  // 0.5 and -0.25: any way of signs is as far as 0.25 from nothing.
  near(paired([0.5, 0], [0, 0.25]).p, 1);
});

test("paired: many queries are tried by chance, the same one every time", () => {
  const first = Array.from({ length: 40 }, (_, n) => (n % 4 ? 1 : 0));
  const second = first.map((value, n) => (n % 2 ? value : 0.5));
  assert.deepEqual(paired(first, second), paired(first, second));
  const clear = paired(first.map(() => 1), first.map(() => 0));
  assert.ok(clear.p < 0.001);
  assert.deepEqual(clear.interval, [1, 1]);
  // As often better as worse by as much.
  const even = paired(first.map((_, n) => n % 2), first.map((_, n) => (n + 1) % 2));
  near(even.difference, 0);
  near(even.p, 1);
});

test("chance is the same for the same seed, and lies between 0 and 1", () => {
  const [one, two, three] = [chance(1), chance(1), chance(2)];
  const list = Array.from({ length: 1000 }, one);
  assert.deepEqual(list.slice(0, 5), Array.from({ length: 5 }, two));
  assert.notEqual(list[0], three());
  assert.ok(list.every((number) => number >= 0 && number < 1));
  assert.ok(Math.abs(mean(list) - 0.5) < 0.05);
});

const PAGE = `<html lang="nl"><head><title>T – S</title></head><body>
<p class="lead">outside</p><main id="inhoud"><article><header class="page-intro">
<p class="kicker"><a href="../">Docs</a></p><h1>R&amp;D &#39;x&#39;</h1><p class="lead">Kort.</p>
<ul class="badges"><li><a href="/t/">thema</a></li></ul></header><nav class="table-of-contents"><a href="#a">Kop</a></nav>
<div class="prose"><p>Eén<em>twee</em> drie</p><div class="note"><p>binnen</p></div><h2 id="a">Kop &lt;b&gt;</h2><p>vier</p></div>
<section class="backlinks"><div>Ander</div></section></article></main></body></html>`;

test("a page is its title, summary, terms and prose, and nothing that stands around them", () => {
  const { title, lead, terms, prose } = partsOf(PAGE);
  assert.equal(textOf(title), "R&D 'x'");
  assert.equal(textOf(lead), "Kort.");
  assert.equal(textOf(terms), "thema");
  assert.equal(textOf(prose), "Eéntwee drie binnen Kop <b> vier");
});

test("what another engine is to read is marked, and no more", () => {
  const page = marked(PAGE, { terms: true });
  assert.equal(page.match(/ data-pagefind-body/g).length, 4);
  assert.equal(page.replaceAll(" data-pagefind-body", ""), PAGE);
  assert.equal(marked(PAGE, { terms: false }).match(/ data-pagefind-body/g).length, 3);
});

test("an address is that of the folder in which the page lies", () => {
  assert.equal(addressOf("docs/x/index.html"), "docs/x/");
  assert.equal(addressOf("index.html"), "");
  assert.equal(addressOf("404.html"), "404.html");
});

test("queries are drawn from titles and words, the same ones every time", () => {
  const pages = others(30).map((name, n) => ({ title: `Samenwerken ${n} in ${name}`, text: `veelvoorkomend woord${n} zeldzaam${n}` }));
  const queries = drawn(pages, 20);
  assert.deepEqual(queries, drawn(pages, 20));
  assert.equal(queries.length, 20);
  assert.equal(new Set(queries.map(({ query }) => query)).size, 20);
});

test("the queries and the synonyms are those that were frozen", async () => {
  const hashOf = async (name) => createHash("sha256").update(await readFile(new URL(name, import.meta.url))).digest("hex");
  assert.equal(await hashOf("don-site-queries.json"), "ba9b799856e0670d30f5f67081a8084a22995b9cd01229c07ba7f2a26e4f873b");
  assert.equal(await hashOf("synonyms-blind.json"), "252edc99d4b1e82814372d26d0f0a8ad010e3f250c58a997c5577536e3c1a44d");
});
