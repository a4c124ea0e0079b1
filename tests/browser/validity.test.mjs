// Whether what is published keeps to its standards: HTML by the Nu checker, feeds, sitemaps and calendars by theirs.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { inAtom, inCalendar, inJsonFeed, inSitemap } from "./feeds.mjs";
import { cleaning, published } from "./site.mjs";

/**
 * What the checker says and is no defect. CommonMark writes `<br />`, its tests ask for it, and HTML allows it; the
 * checker only remarks that the slash does nothing.
 */
const REMARKS = [/^Trailing slash on void elements has no effect/];

describe("what is published is valid", () => {
  const { t, clean } = cleaning();
  let site;
  let texts;
  before(async () => {
    site = await published(t);
    texts = async (pattern) => {
      const names = site.files.filter((name) => pattern.test(name));
      return Promise.all(names.map(async (name) => ({ fileName: name.replaceAll("/", "-"), contents: await readFile(join(site.output, name), "utf8") })));
    };
  });
  after(clean);

  test("every page is HTML as the Nu checker wants it", async () => {
    // One that is wrong goes along: that nothing is said of the others means that they were looked at.
    const bad = join(site.output, "..", "bad.html");
    await writeFile(bad, "<!doctype html><html lang=nl><title>Fout</title><p id=a><p id=a>");
    const messages = await nuChecker([bad, ...site.pages.map(({ name }) => join(site.output, name))]);
    const wrong = messages.filter(({ message }) => !REMARKS.some((remark) => remark.test(message)));
    const told = wrong.map(({ url, lastLine, message, extract }) => `${url}:${lastLine}: ${message}: ${extract}`);
    assert.ok(told.some((line) => line.includes("/bad.html:")), "it finds fault with what is wrong");
    assert.deepEqual(told.filter((line) => !line.includes("/bad.html:")), []);
  });

  test("feeds in Atom", async () => {
    const feeds = await texts(/(^|\/)(feed|atom)\.xml$/);
    assert.ok(feeds.length > 5, `only ${feeds.length} feeds`);
    assert.deepEqual(await inAtom(feeds), []);
  });

  test("sitemaps, whose addresses are there", async () => {
    const maps = await texts(/(^|\/)sitemap[\w-]*\.xml$/);
    assert.ok(maps.length > 0);
    assert.deepEqual(await inSitemap(maps), []);
    const addresses = maps.flatMap(({ contents }) => [...contents.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url));
    const there = new Set(site.pages.filter(({ leadsOn }) => !leadsOn).map(({ path }) => site.origin + path));
    assert.deepEqual(addresses.filter((url) => !there.has(decodeURI(url))), []);
    assert.equal(new Set(addresses).size, addresses.length, "each address once");
  });

  test("feeds in JSON and calendars, of pages that have them", async () => {
    const [feeds, calendars] = [await texts(/(^|\/)feed\.json$/), await texts(/\.ics$/)];
    const linked = new Set(site.pages.flatMap(({ html }) => html.match(/<link\b[^>]*type="(application\/feed\+json|text\/calendar)"/g) ?? []));
    assert.ok(linked.size === 0 || feeds.length + calendars.length > 0, "what pages name is there");
    const problems = [
      ...feeds.flatMap(({ fileName, contents }) => inJsonFeed(contents).map((what) => `${fileName}: ${what}`)),
      ...calendars.flatMap(({ fileName, contents }) => inCalendar(contents).map((what) => `${fileName}: ${what}`)),
    ];
    assert.deepEqual(problems, []);
  });
});

/** Runs the checker once, for all files. */
async function nuChecker(files) {
  const jar = String(createRequire(import.meta.url)("vnu-jar"));
  const args = ["-Xss4m", "-XX:+UseSerialGC", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", ...files];
  const checker = spawn("java", args, { stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  checker.stdout.setEncoding("utf8").on("data", (text) => { told += text; });
  await new Promise((done, failed) => {
    checker.once("error", failed);
    checker.once("close", (code) => (code === 0 ? done() : failed(new Error(`the Nu checker ended with ${code}: ${told}`))));
  });
  return JSON.parse(told).messages;
}
