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

describe("every page", () => {
  const { t, clean } = cleaning();
  let site;
  let seen;
  before(async () => {
    site = await published(t);
    assert.ok(site.pages.length > 100, `only ${site.pages.length} pages`);
    seen = await each(site.pages, (page) => open(site, page), 6);
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
    const weights = await weighAll(site, seen);
    const heaviest = weights.toSorted((one, other) => other.weight - one.weight);
    assert.ok(heaviest.at(-1).weight > 1000, "what is weighed is there");
    assert.deepEqual(heaviest.filter(({ weight }) => weight > LIMIT), []);
  });
});

/** Opens a page and tells what came of it. */
async function open({ browser, origin }, { path, leadsOn }) {
  const { page, wrong, requests, elsewhere } = await openTab(browser, DESKTOP);
  try {
    const arrived = leadsOn && page.waitForURL((url) => url.pathname !== path);
    const response = await page.goto(origin + path, { waitUntil: "load" });
    await arrived;
    await page.waitForLoadState("networkidle");
    const prepared = await page.$$eval("link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch]", (links) => links.map(({ href }) => href));
    const kept = await page.evaluate(() => document.cookie + Object.keys(localStorage).join() + Object.keys(sessionStorage).join());
    const expected = response.status() === 404 ? [`404: ${origin}${path}`] : [];
    return {
      path,
      leadsOn,
      kept,
      to: new URL(page.url()).pathname,
      // That a page is not there, is what the browser says of it too.
      wrong: wrong.filter((what) => !(expected.includes(what) || (expected.length > 0 && what.includes("status of 404")))),
      elsewhere: [...elsewhere(origin), ...prepared.filter((url) => !url.startsWith(`${origin}/`))],
      files: leadsOn ? [] : [...new Set(requests)].map((url) => new URL(url).pathname),
    };
  } finally {
    await page.close();
  }
}

/** The parts of the index come when someone searches, and no more of them than the question asks for. */
const isIndex = (path) => /^\/search\/\w+/.test(path);

/** What each page weighs with the styles and scripts that it was seen to ask for. */
async function weighAll({ pages, output }, seen) {
  const weights = new Map();
  const weigh = async (path) => {
    if (!weights.has(path)) weights.set(path, zipped(await readFile(join(output, path))));
    return weights.get(path);
  };
  const html = new Map(pages.map((page) => [page.path, zipped(page.html)]));
  return Promise.all(seen.map(async ({ path, files }) => {
    const beside = files.filter((file) => /\.(css|js|mjs)$/.test(file) && !isIndex(file));
    const parts = await Promise.all(beside.map(weigh));
    return { path, weight: parts.reduce((sum, part) => sum + part, html.get(path)) };
  }));
}

const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
