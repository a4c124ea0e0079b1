// The built site on a host that knows nothing of weef, in a folder of a larger site.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { DESKTOP, REPOSITORY, browserFor, buildSite, folder, host, openTab } from "./weef.mjs";

const BASE = "https://x.example/sub/";

/** The repository's site, built for a folder of another site, and where it is to be seen. */
async function builtSite(t) {
  const output = join(await folder(t), "public");
  await buildSite(REPOSITORY, output, "--base-url", BASE);
  return { output, origin: await host(t, output, "/sub/") };
}

test("under a sub-path, styles, pictures and links work", async (t) => {
  const { origin } = await builtSite(t);
  const browser = await browserFor(t);
  const { page, wrong, requests } = await openTab(browser, DESKTOP);
  await page.goto(`${origin}/sub/`);
  assert.equal(await page.getAttribute("link[rel=canonical]", "href"), BASE);
  assert.equal(await page.$eval(".skip-link", (link) => getComputedStyle(link).position), "absolute");

  await page.locator("nav a", { hasText: "Blogs" }).first().click();
  await page.waitForURL(`${origin}/sub/blogs/`);
  await page.locator("main a", { hasText: "De ambtenaar die meeliep" }).first().click();
  await page.waitForURL(`${origin}/sub/blogs/de-ambtenaar-die-meeliep/`);
  assert.equal(await page.getAttribute("link[rel=canonical]", "href"), `${BASE}blogs/de-ambtenaar-die-meeliep/`);
  const loaded = await page.$$eval("main img", async (images) => {
    for (const image of images) {
      image.loading = "eager";
      await image.decode();
    }
    return images.length;
  });
  assert.ok(loaded > 0);
  await page.locator(".site-title").click();
  await page.waitForURL(`${origin}/sub/`);

  assert.deepEqual(wrong, []);
  assert.deepEqual(requests.filter((url) => !url.startsWith(`${origin}/sub/`)), []);
});

test("an old address leads on, and a wrong one to a page that looks right", async (t) => {
  const { origin } = await builtSite(t);
  const browser = await browserFor(t);
  const { page, wrong } = await openTab(browser, DESKTOP);
  await page.goto(`${origin}/sub/dossiers/sociale-wijkteams/`);
  await page.waitForURL(`${origin}/sub/themas/wijkteams/`);
  assert.deepEqual(wrong, []);

  const response = await page.goto(`${origin}/sub/niet/hier/te/vinden`);
  assert.equal(response.status(), 404);
  assert.equal(await page.$eval(".skip-link", (link) => getComputedStyle(link).position), "absolute");
  const href = await page.$eval("main a[href]", (link) => link.href);
  assert.equal((await fetch(href)).status, 200, href);
});

test("every address in every page of the built site is there", async (t) => {
  const { output, origin } = await builtSite(t);
  const pages = (await readdir(output, { recursive: true })).filter((name) => name.endsWith("index.html"));
  assert.ok(pages.length > 50, `only ${pages.length} pages`);
  const asked = new Map();
  const texts = new Map();
  const dead = [];
  for (const name of pages) {
    const here = `${origin}/sub/${name.replace(/index\.html$/, "")}`;
    const html = await readFile(join(output, name), "utf8");
    texts.set(here, html);
    // Examples show addresses that are none.
    const shown = html.replaceAll(/<code\b[^>]*>.*?<\/code>/gs, "");
    for (const [, written] of shown.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      const url = new URL(unescape(written), here);
      if (url.origin !== origin) continue;
      const plain = url.origin + url.pathname;
      if (!asked.has(plain)) asked.set(plain, url.pathname.startsWith("/sub/") && (await fetch(plain)).ok);
      if (!asked.get(plain)) dead.push(`${name}: ${written}`);
    }
  }
  assert.deepEqual(dead, []);
  assert.ok(asked.size > 50);
});

function unescape(text) {
  return text.replaceAll("&quot;", "\"").replaceAll("&#39;", "'").replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}
