// Whether everyone can use the pages, as far as a program can tell: axe-core, on one page of each kind.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";

import { cleaning, each, published } from "./site.mjs";
import { DESKTOP, PHONE } from "./weef.mjs";

/** WCAG 2.0 to 2.2, levels A and AA, and what axe counts as good practice. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** How a page is met. */
const WAYS = {
  "in light colours": { viewport: DESKTOP, colorScheme: "light" },
  "in dark colours": { viewport: PHONE, colorScheme: "dark" },
  "on 320 pixels": { viewport: { width: 320, height: 640 }, colorScheme: "light" },
  "without JavaScript": { viewport: DESKTOP, colorScheme: "light", scripts: false },
};

describe("axe finds nothing", () => {
  const { t, clean } = cleaning();
  let site;
  let axe;
  before(async () => {
    site = await published(t);
    axe = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
  });
  after(clean);

  for (const [way, { scripts = true, ...options }] of Object.entries(WAYS)) {
    test(way, async () => {
      const found = await each(Object.entries(site.kinds), async ([kind, path]) => {
        const context = await site.browser.newContext({ ...options, locale: "nl-NL", reducedMotion: "reduce" });
        const page = await context.newPage();
        if (!scripts) await leaveOutScripts(page);
        await page.goto(site.origin + path, { waitUntil: "load" });
        const problems = await examine(page, axe);
        await context.close();
        return problems.map((problem) => `${kind} (${path}): ${problem}`);
      });
      assert.deepEqual(found.flat(), []);
    });
  }

  test("in the menu of a phone", async () => {
    for (const colorScheme of ["light", "dark"]) {
      const context = await site.browser.newContext({ viewport: PHONE, colorScheme, locale: "nl-NL", reducedMotion: "reduce" });
      const page = await context.newPage();
      await page.goto(`${site.origin}/blogs/`);
      await page.locator("header .menu-button").first().click();
      await page.locator("#main_menu").waitFor();
      assert.deepEqual(await examine(page, axe), [], colorScheme);
      await context.close();
    }
  });

  test("but it finds what is wrong", async () => {
    const page = await site.browser.newPage();
    await page.goto(site.origin);
    await page.evaluate(() => {
      document.documentElement.removeAttribute("lang");
      document.querySelector("main").append(document.createElement("button"));
    });
    const problems = await examine(page, axe);
    await page.close();
    assert.deepEqual(problems.map((problem) => problem.split(":")[0]).sort(), ["button-name", "html-has-lang"]);
  });
});

/**
 * Axe is a script itself and waits on timers, which a browser with scripts switched off does not run. So a page comes
 * as such a browser would read it: without its scripts, and with what is in `noscript` as a part of the page.
 */
async function leaveOutScripts(page) {
  await page.route("**/*", async (route) => {
    if (route.request().resourceType() === "script") return route.abort();
    if (route.request().resourceType() !== "document") return route.continue();
    const response = await route.fetch();
    const html = (await response.text()).replaceAll(/<script\b[^>]*>.*?<\/script>/gs, "").replaceAll(/<\/?noscript>/g, "");
    return route.fulfill({ response, body: html });
  });
}

/** What axe finds in a page. It comes in through the debugger, which the policy of the page does not stop. */
async function examine(page, axe) {
  await page.evaluate(axe);
  const { violations, ran } = await page.evaluate(async (tags) => {
    const rules = window.axe.getRules(tags).map(({ ruleId }) => ruleId);
    const results = await window.axe.run(document, {
      runOnly: { type: "rule", values: rules },
      // Some are off until asked for, such as the size of what is pressed.
      rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: true }])),
      resultTypes: ["violations", "incomplete"],
    });
    // In a drawing, where no browser breaks words, axe takes the two parts of a broken word for two.
    const isBrokenWord = (id, { target }) => {
      const link = id === "label-content-name-mismatch" && document.querySelector(target[0]);
      if (!link?.ownerSVGElement) return false;
      const words = (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join(" ");
      const seen = link.textContent.replace(/(\p{L})-(?=\p{L})/gu, "$1");
      return link.innerHTML.includes("-<tspan") && words(link.getAttribute("aria-label")).includes(words(seen));
    };
    const tell = ({ id, help, nodes }) => nodes.filter((node) => !isBrokenWord(id, node)).map((node) =>
      `${id}: ${help}: ${node.target.join(" ")}: ${[...node.any, ...node.all, ...node.none].map(({ message }) => message).join("; ")}`);
    return {
      violations: results.violations.flatMap(tell),
      ran: results.violations.length + results.passes.length + results.incomplete.length,
    };
  }, TAGS);
  assert.ok(ran > 20, `only ${ran} rules had something to look at`);
  return violations;
}
