// Every page of the repository's own site, opened: nothing goes wrong, nothing comes from elsewhere, and it is light.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { cleaning, each, published } from "./site.mjs";
import { DESKTOP, openTab } from "./weef.mjs";

/** What a page may weigh: its HTML, styles and scripts together, compressed as hosts do. */
const LIMIT = 60_000;

/** A tab is used for many pages, one after the other: what all pages share is read once. */
const TABS = 4;

describe("every page", () => {
  const { t, clean } = cleaning();
  let site;
  let seen;
  before(async () => {
    site = await published(t);
    assert.ok(site.pages.length > 100, `only ${site.pages.length} pages`);
    const tabs = await Promise.all(Array.from({ length: TABS }, () => openTab(site.browser, DESKTOP)));
    seen = await each(site.pages, async (page) => {
      const tab = tabs.pop();
      const met = await open(tab, site.origin, page);
      tabs.push(tab);
      return met;
    }, TABS);
  });
  after(clean);

  test("loads in silence: no message, no failure, nothing that the policy stops", () => {
    assert.deepEqual(seen.flatMap(({ path, wrong }) => wrong.map((what) => `${path}: ${what}`)), []);
  });

  test("asks nothing of another host, and prepares for none", () => {
    assert.deepEqual(seen.flatMap(({ path, elsewhere }) => elsewhere.map((url) => `${path}: ${url}`)), []);
  });

  test("keeps nothing in the browser", () => {
    assert.deepEqual(seen.filter(({ kept }) => kept !== "").map(({ path, kept }) => `${path}: ${kept}`), []);
  });

  test("leads on where that is all it does", () => {
    const leading = seen.filter(({ leadsOn }) => leadsOn);
    assert.ok(leading.length > 0);
    assert.deepEqual(leading.filter(({ to, path }) => to === path).map(({ path }) => path), []);
  });

  test(`weighs at most ${LIMIT / 1000} kB with its styles and scripts, compressed`, async () => {
    const weights = await weighAll(site, seen.filter(({ leadsOn }) => !leadsOn));
    const heaviest = weights.toSorted((one, other) => other.weight - one.weight);
    assert.ok(heaviest.at(-1).weight > 3000, `what is weighed is there, and ${heaviest.at(-1).path} weighs next to nothing`);
    console.log(`the heaviest: ${heaviest[0].path}, ${(heaviest[0].weight / 1000).toFixed(1)} kB`);
    assert.deepEqual(heaviest.filter(({ weight }) => weight > LIMIT), []);
  });
});

/** Opens a page and tells what came of it. */
async function open({ page, wrong, requests, elsewhere }, origin, { path, leadsOn }) {
  wrong.length = requests.length = 0;
  const arrived = leadsOn && page.waitForURL((url) => url.origin === origin && url.pathname !== path);
  const response = await page.goto(origin + path, { waitUntil: "load" });
  await arrived;
  await page.waitForLoadState("networkidle");
  const found = await page.evaluate(() => ({
    kept: document.cookie + Object.keys(localStorage).join() + Object.keys(sessionStorage).join(),
    prepared: [...document.querySelectorAll("link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch]")].map(({ href }) => href),
  }));
  // That a page is not there, the browser says of it too.
  const expected = (what) => response.status() === 404 && (what === `404: ${origin}${path}` || what.includes("status of 404"));
  const met = {
    path,
    leadsOn,
    kept: found.kept,
    to: new URL(page.url()).pathname,
    wrong: wrong.filter((what) => !expected(what)),
    elsewhere: [...elsewhere(origin), ...found.prepared.filter((url) => !url.startsWith(`${origin}/`))],
    files: [...new Set(requests)].map((url) => new URL(url).pathname),
  };
  // Left by way of nothing: the next page's address may be that of this one, with another fragment.
  await page.goto("about:blank");
  return met;
}

/** The parts of the index come when someone searches, and no more of them than the question asks for. */
const isIndex = (path) => /^\/search\/\w+/.test(path);

/**
 * What each page weighs with the styles and scripts that it names or was seen to ask for. What all pages share a tab
 * reads once, so that what was asked for says too little.
 */
async function weighAll({ pages, output, origin }, seen) {
  const weights = new Map();
  const weigh = async (path) => {
    if (!weights.has(path)) weights.set(path, zipped(await readFile(join(output, path))));
    return weights.get(path);
  };
  const html = new Map(pages.map((page) => [page.path, page.html]));
  const named = (path) => [...String(html.get(path)).matchAll(/<(?:link rel="stylesheet" href|script src)="([^"]+)"/g)]
    .map(([, address]) => new URL(address, origin + path).pathname);
  return Promise.all(seen.map(async ({ path, files }) => {
    const all = new Set([...files, ...named(path)]);
    const beside = [...all].filter((file) => /\.(css|js|mjs)$/.test(file) && !isIndex(file));
    assert.ok(beside.length >= 6, `${path} has only ${beside.length} styles and scripts`);
    const parts = await Promise.all(beside.map(weigh));
    return { path, weight: parts.reduce((sum, part) => sum + part, zipped(html.get(path))) };
  }));
}

const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
