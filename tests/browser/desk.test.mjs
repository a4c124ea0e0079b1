// The editor's desk on the pages of the preview, and pages that change while they stand open.
import assert from "node:assert/strict";
import { appendFile, cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { DESKTOP, PHONE, copyOfSite, launch, openTab, serve, typed } from "./weef.mjs";

const BLOG = "blogs/wie-heeft-de-sleutel";
const OTHER = "blogs/de-ambtenaar-die-meeliep";
const LOST = "\n\nZie ook [[Een pagina die er niet is]].\n";

describe("the editor's desk", () => {
  let browser;
  before(async () => { browser = await launch(); });
  after(() => browser.close());

  /** A preview of a copy of the site, and a tab on the blog. */
  const open = async (t, { path = BLOG, viewport = DESKTOP, prepare = () => {} } = {}) => {
    const root = await copyOfSite(t);
    const file = (name) => join(root, "content", `${name}.md`);
    await prepare(file, root);
    const origin = await serve(t, root);
    const tab = await openTab(browser, viewport);
    t.after(() => tab.page.close());
    await tab.page.goto(`${origin}/${path}/`);
    const pill = tab.page.getByRole("button", { name: /^weef/ });
    await pill.waitFor();
    const panel = tab.page.getByRole("region", { name: "weef: hulp bij het schrijven" });
    return { ...tab, root, origin, file, pill, panel };
  };
  /** What has the focus, also in the desk. */
  const focus = (page) => page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at.getAttribute("aria-label") ?? at.textContent;
  });
  const voice = (page) => page.locator("weef-desk .unseen");
  const change = async (path, from, to) => {
    const text = await readFile(path, "utf8");
    assert.match(text, from);
    await writeFile(path, text.replace(from, to));
  };

  test("opens, is walked through and closes by keyboard alone", async (t) => {
    const { page, pill, panel, wrong } = await open(t);
    assert.equal(await panel.count(), 0);
    await pill.focus();
    await page.keyboard.press("Enter");
    assert.match(await focus(page), /^Meldingen/);
    const seen = [];
    for (let i = 0; i < 5; i++) {
      seen.push(await panel.getByRole("tab", { selected: true }).innerText());
      assert.equal(await panel.getByRole("tabpanel").count(), 1);
      await page.keyboard.press("ArrowRight");
    }
    assert.deepEqual(seen.map((name) => name.split(" ")[0]), ["Meldingen", "Pagina", "Site", "Concepten", "Recent"]);
    assert.match(await focus(page), /^Meldingen/);
    await page.keyboard.press("End");
    assert.equal(await focus(page), "Recent");
    await page.keyboard.press("Escape");
    assert.equal(await panel.count(), 0);
    assert.match(await focus(page), /^weef/);
    assert.deepEqual(wrong, []);
  });

  test("remembers whether it stands open, and at which part", async (t) => {
    const { page, pill, panel, origin } = await open(t);
    await pill.click();
    await panel.getByRole("tab", { name: "Pagina" }).click();
    await page.goto(`${origin}/${OTHER}/`);
    assert.equal(await panel.getByRole("tab", { selected: true }).innerText(), "Pagina");
    assert.equal(await page.evaluate(() => document.activeElement.localName), "body", "it takes no focus by itself");
    await panel.getByRole("button", { name: "Sluiten" }).click();
    await page.reload();
    await pill.waitFor();
    assert.equal(await panel.count(), 0);
  });

  test("never covers the whole page", async (t) => {
    for (const viewport of [PHONE, { width: 320, height: 256 }, DESKTOP]) {
      const { page, pill, panel } = await open(t, { viewport });
      await pill.click();
      const { width, height } = await panel.boundingBox();
      assert.ok(width * height < viewport.width * viewport.height * 0.75, JSON.stringify(viewport));
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      await page.close();
    }
  });

  test("a new problem is counted, said, shown and led to; and gone when it is solved", async (t) => {
    const { page, pill, panel, file } = await open(t);
    const text = await readFile(file(BLOG), "utf8");
    await pill.click();
    await panel.getByText("Geen meldingen op deze pagina.").waitFor();
    await appendFile(file(BLOG), LOST);
    await voice(page).filter({ hasText: "1 nieuw probleem" }).waitFor({ state: "attached" });
    const problem = panel.locator(".problem");
    await problem.getByText("Een pagina die er niet is").first().waitFor();
    assert.match(await problem.locator("mark").innerText(), /Een pagina die er niet is/);
    assert.match(await panel.getByRole("tab", { selected: true }).innerText(), /\(1\)/);
    const block = page.locator(".prose p", { hasText: "Zie ook Een pagina" }).first();
    await block.waitFor({ state: "attached" });
    await problem.getByRole("button", { name: "Naar de plek" }).click();
    await page.waitForFunction(() => document.activeElement.textContent.startsWith("Zie ook Een pagina"));
    await page.waitForFunction(() => {
      const { top, bottom } = document.activeElement.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    await writeFile(file(BLOG), text);
    await voice(page).filter({ hasText: "1 probleem opgelost" }).waitFor({ state: "attached" });
    await panel.getByText("Geen meldingen op deze pagina.").waitFor();
  });

  test("a file that cannot be used shows the last good page and what to do, until it is mended", async (t) => {
    const { page, file } = await open(t);
    const bar = page.getByRole("region", { name: "Dit bestand is nu niet te gebruiken" });
    const title = await page.getByRole("heading", { level: 1 }).innerText();
    assert.equal(await bar.count(), 0);
    await change(file(BLOG), /^titel:.*$/m, "titel: [niet af");
    await bar.waitFor();
    assert.match(await bar.innerText(), /Hieronder zie je de laatste goede versie/);
    assert.match(await bar.locator("pre").first().innerText(), /titel: \[niet af/);
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), title);
    await bar.getByRole("button", { name: "Inklappen" }).click();
    await bar.locator("pre").first().waitFor({ state: "hidden" });
    await change(file(BLOG), /^titel:.*$/m, "titel: Nu is het weer goed");
    await page.getByRole("heading", { level: 1, name: "Nu is het weer goed" }).waitFor();
    await bar.waitFor({ state: "hidden" });
  });

  test("a draft says so", async (t) => {
    const { pill, panel } = await open(t, { prepare: (file) => change(file(BLOG), /^titel:/m, "concept: true\ntitel:") });
    await pill.filter({ hasText: "Concept" }).waitFor();
    await pill.click();
    await panel.getByRole("tab", { name: "Concepten" }).click();
    await panel.getByRole("tabpanel").getByRole("listitem").filter({ hasText: "Wie heeft de sleutel?" }).getByText("Concept").waitFor();
    await panel.getByRole("tab", { name: "Pagina" }).click();
    await panel.getByText(`content/${BLOG}.md`).waitFor();
  });

  test("how easy the page reads, with its longest sentences marked in the text", async (t) => {
    const { page, pill, panel } = await open(t);
    const marked = () => page.evaluate(() => [...CSS.highlights.get("weef-long") ?? []].map(String));
    await pill.click();
    await panel.getByRole("tab", { name: "Pagina" }).click();
    await panel.getByText("Flesch-Douma").waitFor();
    const sentences = await panel.locator("#page .problem .message").allInnerTexts();
    assert.equal(sentences.length, 5);
    const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
    assert.deepEqual((await marked()).map(letters), sentences.map(letters));
    await panel.getByRole("tab", { name: "Recent" }).click();
    assert.deepEqual(await marked(), []);
  });

  test("the whole site is filtered and shown by the hundred", async (t) => {
    const { page, pill, panel } = await open(t, {
      prepare: async (file) => {
        const lost = Array.from({ length: 130 }, (_, i) => `[[Niets ${i}]]\n\n`).join("");
        await appendFile(file(OTHER), `\n\n${lost}`);
      },
    });
    await pill.click();
    await panel.getByRole("tab", { name: "Site" }).click();
    const problems = panel.getByRole("tabpanel").locator(".problem");
    await page.waitForFunction(() => document.querySelector("weef-desk").shadowRoot.querySelectorAll("#site .problem").length === 100);
    await panel.getByRole("button", { name: "Meer tonen" }).click();
    await problems.nth(120).waitFor();
    await panel.getByLabel("Melding", { exact: true }).selectOption("broken-link");
    await page.waitForFunction(() => [...document.querySelector("weef-desk").shadowRoot.querySelectorAll("#site .code")].every((e) => e.textContent === "broken-link"));
    assert.ok(await problems.count() >= 100);
    await problems.filter({ hasText: "Niets 7" }).first().getByRole("button", { name: "Naar de pagina" }).click();
    await page.waitForURL(`**/${OTHER}/`);
  });

  test("follows to another page, to the block that was saved", async (t) => {
    const { page, pill, panel, file } = await open(t, { path: OTHER });
    await pill.click();
    const follow = panel.getByRole("button", { name: "Volgen" });
    assert.equal(await follow.getAttribute("aria-pressed"), "false");
    await follow.click();
    assert.equal(await follow.getAttribute("aria-pressed"), "true");
    await change(file(BLOG), /Regel drie komt van/, "Regel drie (nieuw) komt van");
    await page.waitForURL(`**/${BLOG}/`);
    const isSeen = (start) => page.waitForFunction((text) => {
      const block = [...document.querySelectorAll("main p")].find((p) => p.textContent.startsWith(text));
      const { top, bottom } = block?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
      return top >= 0 && bottom <= innerHeight;
    }, start);
    await isSeen("Regel drie (nieuw)");
    assert.equal(await follow.getAttribute("aria-pressed"), "true", "remembered");
    await change(file(BLOG), /Er hangt een bos/, "Er hangt nu een bos");
    await isSeen("Er hangt nu een bos");
  });

  test("ten tabs hear of one save", async (t) => {
    const { origin, file } = await open(t);
    const context = await browser.newContext();
    t.after(() => context.close());
    const pages = await Promise.all(Array.from({ length: 10 }, () => context.newPage()));
    await Promise.all(pages.map((page) => page.goto(`${origin}/${BLOG}/`)));
    await appendFile(file(BLOG), "\n\nDit hoort iedereen.\n");
    await Promise.all(pages.map((page) => page.getByText("Dit hoort iedereen.").waitFor()));
  });

  test("what the reader did on the page stays when it changes", async (t) => {
    const { page, file } = await open(t);
    await page.getByRole("combobox").fill("sleutel");
    await page.getByRole("listbox").waitFor();
    await page.keyboard.press("Escape");
    await page.evaluate(() => {
      window.kept = 1;
      document.querySelector("main details").open = true;
      const text = document.querySelector(".prose p").firstChild;
      getSelection().setBaseAndExtent(text, 3, text, 8);
      document.querySelector("#spelregels").scrollIntoView({ behavior: "instant" });
    });
    const top = () => page.evaluate(() => document.querySelector("#spelregels").getBoundingClientRect().top);
    const before = await top();
    await change(file(BLOG), /## Zeven bezwaren/, "Een alinea erbij.\n\n## Zeven bezwaren");
    await page.getByText("Een alinea erbij.").waitFor({ state: "attached" });
    assert.deepEqual(await page.evaluate(() => [window.kept, document.querySelector("main details").open, String(getSelection())]), [1, true, "hangt"]);
    assert.equal(await page.getByRole("combobox").inputValue(), "sleutel");
    assert.ok(Math.abs(await top() - before) < 2);
  });

  test("another style arrives without the page being loaded again", async (t) => {
    const { page, root, wrong } = await open(t, {
      prepare: async (_, root) => {
        await cp(join(root, "themes/default/assets"), join(root, "themes/eigen/assets"), { recursive: true });
        await change(join(root, "weef.toml"), /^/, "theme = \"eigen\"\n");
      },
    });
    await page.evaluate(() => { window.kept = 1; });
    await page.getByRole("combobox").fill("getypt");
    await appendFile(join(root, "themes/eigen/assets/site.css"), "\nh1 { color: rgb(1, 2, 3); }\n");
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)");
    assert.equal(await page.evaluate(() => window.kept), 1);
    assert.equal(await page.getByRole("combobox").inputValue(), "getypt");
    assert.deepEqual(wrong, []);
  });

  test("is not printed", async (t) => {
    const { page, pill } = await open(t);
    await page.emulateMedia({ media: "print" });
    assert.equal(await pill.isVisible(), false);
  });
});

test("the scripts of the preview are typed", () =>
  typed(["served.d.ts", "morph.js", "live.js", "words.js", "elements.js", "parts.js", "desk.js"].map((name) => join("src/serve/client", name))));
