// Search as readers meet it: the box at the top of each page and the search page, in the built site.
import assert from "node:assert/strict";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

import { MINIFIED, minified } from "./minify.mjs";
import { HOSTILE, searchSite, source, write } from "./search-site.mjs";
import { DESKTOP, PHONE, buildSite, launch, openTab, typed } from "./weef.mjs";

describe("search", () => {
  let browser;
  let site;
  const cleaning = [];
  const t = { after: (clean) => cleaning.push(clean) };
  before(async () => {
    site = await searchSite(t);
    browser = await launch();
    cleaning.push(() => browser.close());
  });
  after(async () => {
    for (const clean of cleaning.reverse()) await clean();
  });

  /** A tab on a page of the site. */
  async function tab(path = "", viewport = DESKTOP) {
    const opened = await openTab(browser, viewport);
    await opened.page.goto(site.home + path);
    return opened;
  }
  const heard = (page, pattern) => page.locator("[role=status]", { hasText: pattern }).waitFor({ state: "attached" });
  const heading = (page) => page.locator("#search_found");
  const titles = (page) => page.locator(".search-results h3").allInnerTexts();
  const focus = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
  const fits = async (page) => {
    const width = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    assert.ok(width <= 0, `${width} too wide`);
  };

  describe("the box", () => {
    const box = (page) => page.locator("#site_search");
    const options = (page) => page.getByRole("option");
    /** What a screen reader is told of the box. */
    const state = (page) => box(page).evaluate((input) => {
      const option = document.getElementById(input.getAttribute("aria-activedescendant"));
      return { open: input.getAttribute("aria-expanded"), at: option?.textContent.trim().replace(/\s+/g, " ") ?? "", selected: document.querySelectorAll("[aria-selected=true]").length };
    });

    test("is used by keyboard alone", async () => {
      const { page, wrong } = await tab("contact/");
      await page.keyboard.press("/");
      assert.equal(await focus(page), "site_search");
      assert.deepEqual(await state(page), { open: "false", at: "", selected: 0 });
      await page.keyboard.type("getouw");
      await options(page).first().waitFor();
      await heard(page, /^\d resultaten/);
      assert.deepEqual(await state(page), { open: "true", at: "", selected: 0 });
      await page.keyboard.press("ArrowDown");
      const first = await state(page);
      assert.match(first.at, /getouw/i);
      assert.equal(first.selected, 1);
      await page.keyboard.press("ArrowUp");
      assert.equal((await state(page)).at, "", "back in the text");
      await page.keyboard.press("ArrowUp");
      assert.equal((await state(page)).at, "Alle resultaten voor getouw", "the last option");
      await page.keyboard.press("Home");
      assert.equal((await state(page)).at, "");
      assert.equal(await box(page).evaluate((input) => input.selectionStart), 0, "Home stays in the text");

      await page.keyboard.press("Escape");
      assert.equal((await state(page)).open, "false");
      assert.equal(await box(page).inputValue(), "getouw");
      await page.keyboard.press("Escape");
      assert.equal(await box(page).inputValue(), "");

      await page.keyboard.type("getouw");
      await options(page).first().waitFor();
      await page.keyboard.press("Tab");
      assert.equal((await state(page)).open, "false");
      assert.notEqual(await focus(page), "site_search");

      await page.keyboard.press("Control+k");
      assert.equal(await focus(page), "site_search");
      await page.keyboard.press("ArrowDown");
      await page.locator("[aria-selected=true]").waitFor();
      assert.deepEqual(await state(page), first, "an arrow opens it again, at the first");
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => /\/sub\/(blogs|dilemmas)\/\w+\/$/.test(url.pathname));
      assert.deepEqual(wrong, []);
      await page.close();
    });

    test("leads to the search page when nothing is chosen", async () => {
      const { page, wrong } = await tab();
      await page.keyboard.press("/");
      await page.keyboard.type("getouw");
      await page.keyboard.press("Enter");
      await page.waitForURL(`${site.home}zoeken/?q=getouw`);
      await page.getByRole("heading", { name: /resultaten voor getouw/ }).waitFor();
      assert.deepEqual(wrong.filter((what) => !what.includes("net::ERR_ABORTED")), [], "but what was let go of");
      await page.close();
    });

    test("is a combobox with options in groups by type", async () => {
      const { page } = await tab();
      await box(page).fill("getouw");
      await options(page).first().waitFor();
      const seen = await page.evaluate(() => {
        const input = document.querySelector("[role=combobox]");
        const list = document.getElementById(input.getAttribute("aria-controls"));
        return {
          type: input.type,
          autocomplete: input.getAttribute("aria-autocomplete"),
          name: list.getAttribute("aria-label"),
          role: list.getAttribute("role"),
          inside: [...new Set([...list.children].map((child) => child.getAttribute("role")))],
          groups: [...list.querySelectorAll("[role=group]")].map((group) => [
            group.getAttribute("aria-label"),
            group.querySelectorAll("[role=option]").length,
          ]),
          marks: [...list.querySelectorAll("mark")].map((mark) => mark.textContent),
        };
      });
      assert.deepEqual([seen.type, seen.autocomplete, seen.name, seen.role], ["text", "list", "Zoekresultaten", "listbox"]);
      assert.deepEqual(seen.inside, ["group", "option"]);
      assert.deepEqual(Object.fromEntries(seen.groups), { Blog: 1, Dilemma: 1, "Andere pagina’s": 1 });
      assert.deepEqual(seen.marks, ["getouw"]);
      await page.close();
    });

    test("says what it made of a question, and when there is nothing", async () => {
      const { page } = await tab();
      await box(page).fill("gettouw");
      await heard(page, /resultaten?\. ?Niets gevonden voor gettouw, wel voor getouw|resultaten? Niets gevonden voor gettouw, wel voor getouw/);
      await box(page).fill("qqqqxxxx");
      await heard(page, /Geen resultaten voor qqqqxxxx Op deze site staat niets over qqqqxxxx\./);
      assert.equal((await options(page).last().innerText()).trim(), "Blader door alle pagina’s");
      await page.close();
    });

    test("works by touch and by mouse", async () => {
      const context = await browser.newContext({ viewport: PHONE, hasTouch: true });
      const page = await context.newPage();
      await page.goto(site.home);
      await box(page).tap();
      await page.keyboard.type("ketting");
      await options(page).first().tap();
      await page.waitForURL(`${site.home}dilemmas/ketting/`);
      await box(page).fill("ketting");
      await options(page).last().click();
      await page.waitForURL(`${site.home}zoeken/?q=ketting`);
      await context.close();
    });

    test("closes when something else is pressed", async () => {
      const { page } = await tab();
      await box(page).click();
      await page.keyboard.type("ketting");
      await options(page).first().waitFor();
      // A phone that hides its keyboard takes the focus away: what was found is still to be read.
      await box(page).evaluate((input) => input.blur());
      assert.equal((await state(page)).open, "true");
      await page.locator("h1").first().click();
      assert.equal((await state(page)).open, "false");
      await page.close();
    });

    test("waits for a character that takes several keys", async () => {
      const { page } = await tab();
      await box(page).focus();
      const keys = await page.context().newCDPSession(page);
      await keys.send("Input.imeSetComposition", { text: "ketting", selectionStart: 7, selectionEnd: 7 });
      await page.waitForTimeout(400);
      assert.equal(await options(page).count(), 0, "nothing is asked yet");
      await keys.send("Input.insertText", { text: "ketting" });
      await options(page).first().waitFor();
      await page.close();
    });

    test("drops the late answer to an earlier question, and tells that it waits", async () => {
      const { page } = await tab();
      await page.evaluate(() => {
        const engine = globalThis.weefSearch;
        const { open } = engine;
        engine.open = async (from) => {
          const index = await open.call(engine, from);
          return {
            async search(query, wishes) {
              if (query === "ketting") await new Promise((ready) => setTimeout(ready, 1500));
              return index.search(query, wishes);
            },
          };
        };
      });
      await box(page).fill("ketting");
      await page.locator(".search-popup[aria-busy=true]").waitFor();
      await heard(page, /^Zoeken…$/);
      await box(page).fill("valkuil");
      await options(page).first().waitFor();
      await page.waitForTimeout(1700);
      assert.match(await options(page).first().innerText(), /Valkuil/);
      assert.equal(await page.locator("[aria-busy]").count(), 0);
      await page.close();
    });

    test("speaks the language of the page", async () => {
      const { page } = await tab("blogs/loom/");
      assert.equal(await page.getAttribute("html", "lang"), "en");
      await box(page).fill("loom");
      await options(page).first().waitFor();
      assert.equal(await options(page).last().innerText(), "All results for loom");
      await box(page).fill("getouw");
      await page.getByRole("option", { name: /Het getouw staat klaar/ }).waitFor();
      const groups = page.locator("[role=group]", { has: page.locator(".search-title") });
      assert.deepEqual(await groups.evaluateAll((all) => all.map((group) => [group.getAttribute("aria-label"), group.lang]).sort()), [["Blog", "nl"], ["Dilemma", "nl"], ["Other pages", ""]]);
      assert.ok((await page.locator(".search-title").evaluateAll((all) => all.map(({ lang }) => lang))).every((lang) => lang === "nl"));
      await page.goto(`${site.home}zoeken/?q=loom`);
      assert.equal(await page.locator(".search-results h3[lang=en]").innerText(), "The loom is ready");
      await page.close();
    });
  });

  describe("the page", () => {
    const ask = async (path, viewport) => {
      const opened = await tab(`zoeken/${path}`, viewport);
      await opened.page.locator("#search_found:not(:empty)").waitFor();
      return opened;
    };
    const input = (page) => page.locator("#search_query");

    test("answers while its reader types, and keeps that in the address", async () => {
      const { page, wrong } = await tab("zoeken/");
      const before = await page.evaluate(() => history.length);
      await page.keyboard.press("/");
      assert.equal(await focus(page), "search_query");
      await page.keyboard.type("getouw/");
      assert.equal(await input(page).inputValue(), "getouw/", "a slash in a text is a slash");
      await page.keyboard.press("Backspace");
      await page.getByRole("heading", { level: 2, name: "3 resultaten voor getouw" }).waitFor();
      await heard(page, /^3 resultaten voor getouw/);
      assert.equal(new URL(page.url()).search, "?q=getouw");
      assert.match(await page.title(), /^getouw – /);
      assert.equal(await page.evaluate(() => history.length), before, "no step for each letter");
      assert.deepEqual((await titles(page)).sort(), ["Contact", "Het getouw staat klaar", "Wie knipt de ketting?"]);
      const entry = page.locator(".search-results > li", { hasText: "Het getouw staat klaar" });
      assert.equal(await entry.locator(".entry-kicker").innerText().then((text) => text.replace(/\s+/g, " ")), "Blog 4 maart 2025");
      assert.equal(await entry.locator("h3 mark").innerText(), "getouw");
      assert.ok((await entry.locator(".entry-summary mark").count()) > 0, "marks in the excerpt");
      const section = entry.getByRole("link", { name: "De getouwen in de schuur" });
      assert.match(await section.getAttribute("href"), /\/blogs\/getouw\/#[\w-]+$/);

      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement.id === "search_found");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      assert.match(await focus(page), /getouw|ketting|Contact/, "from the count to the first result");
      assert.deepEqual(wrong, []);
      await page.close();
    });

    test("says what it understood, and when the site has nothing", async () => {
      const { page } = await ask("?q=gettouw");
      await page.locator(".search-notes").getByText("Niets gevonden voor gettouw, wel voor getouw").waitFor();
      await input(page).fill("over de ");
      await page.locator(".search-notes").getByText("Gezocht in titels en koppen: over de staat in bijna elke tekst.").waitFor();
      await input(page).fill("getouw qqqqxxxx");
      await heard(page, /resultaten voor getouw qqqqxxxx Op deze site staat niets over qqqqxxxx\./);
      await input(page).fill("qqqqxxxx");
      await heard(page, /^Geen resultaten voor qqqqxxxx Op deze site staat niets over qqqqxxxx\./);
      assert.ok(await page.locator("[data-search=plain]").isVisible(), "the index is open when there is nothing else");
      await page.close();
    });

    test("filters, sorts and goes back, by keyboard", async () => {
      const { page, wrong } = await ask("?q=vergadering");
      await heard(page, /^24 resultaten voor vergadering/);
      const theme = page.getByRole("group", { name: "Thema’s" }).or(page.getByRole("group", { name: "Thema's" }));
      const vilt = theme.getByRole("checkbox", { name: /^Vilt \(2\)$/ });
      if (!(await vilt.isVisible())) {
        const all = theme.getByRole("button", { name: "Toon alle 10" });
        assert.equal(await theme.getByRole("checkbox").count(), 8);
        await all.focus();
        await page.keyboard.press("Enter");
        assert.equal(await theme.getByRole("checkbox").count(), 10);
        assert.equal(await page.evaluate(() => document.activeElement.type), "checkbox", "the focus is at the first new one");
      }
      await vilt.focus();
      await page.keyboard.press("Space");
      await heading(page).filter({ hasText: "2 resultaten" }).waitFor();
      assert.ok(await vilt.evaluate((box) => box === document.activeElement), "the focus stays");
      assert.match(page.url(), /\?q=vergadering&themes=[^&]+$/);
      const filtered = page.url();
      assert.deepEqual((await titles(page)).sort(), ["Vergadering 18", "Vergadering 8"]);

      await page.getByLabel("Volgorde").selectOption("newest");
      await page.waitForURL(/sort=newest/);
      await page.waitForFunction(() => document.querySelector(".search-results h3").textContent === "Vergadering 18");

      await page.goBack();
      assert.equal(page.url(), filtered);
      await page.goBack();
      await heading(page).filter({ hasText: "24 resultaten" }).waitFor();
      assert.equal(await vilt.isChecked(), false);
      await page.goForward();
      await heading(page).filter({ hasText: "2 resultaten" }).waitFor();
      assert.equal(await vilt.isChecked(), true);

      await page.getByRole("button", { name: "Verwijder filters" }).focus();
      await page.keyboard.press("Enter");
      await heading(page).filter({ hasText: "24 resultaten" }).waitFor();
      assert.equal(new URL(page.url()).search, "?q=vergadering");
      assert.equal(await focus(page), "search_found");
      assert.deepEqual(wrong, []);
      await page.close();
    });

    test("opens as the address says, with dates", async () => {
      const { page } = await ask("?q=vergadering&from=2012-01-01&until=2013-12-31&sort=newest&utm_source=brief");
      await page.waitForFunction(() => document.querySelectorAll(".search-results h3").length === 4);
      assert.deepEqual(await titles(page), ["Vergadering 7", "Vergadering 6", "Vergadering 5", "Vergadering 4"]);
      assert.equal(await page.getByLabel("Vanaf").inputValue(), "2012-01-01");
      assert.equal(await page.getByLabel("Volgorde").inputValue(), "newest");
      await page.getByLabel("Tot en met").fill("2012-12-31");
      await heading(page).filter({ hasText: "2 resultaten" }).waitFor();
      assert.match(page.url(), /until=2012-12-31/);
      await page.getByLabel("Vanaf").fill("");
      await heading(page).filter({ hasText: "5 resultaten" }).waitFor();
      assert.ok(!page.url().includes("from="));
      await page.close();
    });

    test("shows more, and the focus goes to the first of what is new", async () => {
      const { page } = await ask("?q=vergadering");
      const more = page.getByRole("button", { name: "Toon meer resultaten" });
      assert.equal((await titles(page)).length, 10);
      await more.focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelectorAll(".search-results > li").length === 20);
      const shown = await titles(page);
      assert.equal(new Set(shown).size, 20, "none twice");
      assert.equal(await focus(page), shown[10]);
      await more.click();
      await page.waitForFunction(() => document.querySelectorAll(".search-results > li").length === 24);
      assert.equal(await more.isVisible(), false);
      await page.reload();
      await page.waitForFunction(() => document.querySelectorAll(".search-results > li").length === 24);
      await page.close();
    });

    test("without a question shows the index, and filters all the same", async () => {
      const { page } = await tab("zoeken/?utm_source=brief");
      await page.locator(".search-filters > summary").click();
      assert.ok(await page.locator("[data-search=plain]").isVisible());
      assert.equal(await heading(page).isVisible(), false);
      await page.getByRole("checkbox", { name: /^Dilemma/ }).check();
      await page.getByRole("heading", { name: "1 resultaat" }).waitFor();
      assert.deepEqual(await titles(page), ["Wie knipt de ketting?"]);
      assert.equal(await page.locator("[data-search=plain]").isVisible(), false);
      await page.locator(".search-plain > summary").click();
      assert.ok(await page.locator("[data-search=plain]").isVisible(), "the index stays within reach");
      await page.close();
    });

    test("folds its filters on a phone", async () => {
      const { page } = await ask("?q=vergadering", PHONE);
      const boxes = page.locator(".search-filters").getByRole("checkbox");
      await page.locator(".search-filters > summary").waitFor();
      assert.equal(await boxes.first().isVisible(), false);
      await page.locator(".search-filters > summary").click();
      await boxes.first().check();
      await page.locator(".search-filters > summary", { hasText: "Filters (1 aan)" }).waitFor();
      assert.ok(await boxes.first().isVisible(), "they stay open while one chooses");
      await page.close();
    });

    for (const [what, question] of Object.entries({
      "ten thousand characters": "wijk".repeat(2500),
      "ten thousand words": "getouw ".repeat(1500),
      emoji: "👩‍👩‍👧 🧵 getouw",
      "control characters": "get\u0000ou\u0007w\u200b\ufeff",
      markup: "<img src=x onerror=alert(1)>\"'&lt;",
      "right to left": "شبكة נול \u202e getouw",
      "half a character": "getouw \ud83e",
      signs: "-- \"\" ( * ~ : \\",
    })) {
      test(`answers ${what}`, async () => {
        const { page, wrong } = await tab("zoeken/");
        await input(page).evaluate((field, text) => {
          field.value = text;
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }, question);
        await heading(page).filter({ hasText: /resulta/ }).waitFor();
        assert.equal(await page.locator("[aria-busy]").count(), 0);
        assert.ok(page.url().length < 5000, `an address of ${page.url().length}`);
        assert.equal(await page.locator("[data-search=answer] img, [data-search=answer] script").count(), 0);
        await page.setViewportSize({ width: 320, height: 640 });
        await fits(page);
        await page.reload();
        await heading(page).filter({ hasText: /resulta/ }).waitFor();
        assert.deepEqual(wrong, []);
        await page.close();
      });
    }
  });

  test("titles and excerpts stay text", async () => {
    const { page, wrong } = await tab("zoeken/?q=valkuil");
    await page.getByRole("link", { name: HOSTILE }).waitFor();
    assert.equal(await page.locator("[data-search=answer] :is(img, script, b)").count(), 0);
    await page.goto(site.home);
    await page.locator("#site_search").fill("valkuil");
    const option = page.getByRole("option").first();
    await option.waitFor();
    assert.ok((await option.innerText()).includes(HOSTILE));
    assert.equal(await page.locator(".search-popup :is(img, script, b)").count(), 0);
    assert.deepEqual(wrong, []);
    await page.close();
  });

  test("the key / can be turned off", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${site.home}zoeken/`);
    await page.getByLabel("Met de toets / naar het zoekveld").uncheck();
    await page.goto(site.home);
    assert.equal(await page.getAttribute("#site_search", "aria-keyshortcuts"), "Control+K Meta+K");
    await page.keyboard.press("/");
    assert.notEqual(await focus(page), "site_search");
    await page.keyboard.press("Control+k");
    assert.equal(await focus(page), "site_search");
    await context.close();
  });

  for (const [size, viewport] of Object.entries({ "320 pixels": { width: 320, height: 640 }, "320 by 256, a screen at 400 %": { width: 320, height: 256 } })) {
    test(`fits a screen of ${size}`, async () => {
      const { page } = await tab("contact/", viewport);
      await page.locator("#site_search").fill("vergadering");
      await page.getByRole("option").first().waitFor();
      await fits(page);
      await page.keyboard.press("ArrowUp");
      await page.waitForFunction(() => {
        const { top, bottom } = document.querySelector("[aria-selected=true]").getBoundingClientRect();
        return top >= -1 && bottom <= innerHeight + 1;
      });
      await page.goto(`${site.home}zoeken/?q=vergadering`);
      await page.locator(".search-results > li").first().waitFor();
      await page.locator(".search-filters > summary").click();
      await fits(page);
      await page.close();
    });
  }

  test("without JavaScript the index is all there is", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.home}contact/`);
    await page.locator("#site_search").fill("getouw");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${site.home}zoeken/?q=getouw`);
    assert.ok(await page.locator("[data-search=plain]").isVisible());
    assert.ok((await page.locator("[data-search=plain] a[href]").count()) > 0);
    assert.equal(await page.locator("[data-search=answer]").innerText(), "");
    await context.close();
  });

  test("works from a disk", async () => {
    const { page, wrong } = await openTab(browser, DESKTOP);
    const file = (name) => pathToFileURL(join(site.output, name)).href;
    await page.goto(file("contact/index.html"));
    await page.locator("#site_search").fill("ketting");
    const option = page.getByRole("option").first();
    await option.waitFor();
    assert.equal(await option.evaluate((link) => link.href), file("dilemmas/ketting/index.html"));
    await page.keyboard.press("Enter");
    await page.waitForURL(`${file("zoeken/index.html")}?q=ketting`);
    await page.getByRole("link", { name: "Wie knipt de ketting?" }).click();
    await page.waitForURL(file("dilemmas/ketting/index.html"));
    assert.deepEqual(wrong.filter((what) => !what.includes("net::ERR_ABORTED")), []);
    await page.close();
  });

  test("search.js is small, and made of the scripts beside it", async () => {
    const size = gzipSync(await readFile(join(site.output, "search.js")), { level: 9 }).length;
    assert.ok(size < 15_000, `search.js is ${size} bytes`);
    assert.equal(await readFile(MINIFIED, "utf8"), await minified(), "npm run minify, in tests/browser, makes it anew");
  });
});

describe("when parts of the index are not what they were", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  const parts = async ({ output }) =>
    (await readdir(join(output, "search"))).filter((name) => name.endsWith(".js")).map((name) => join(output, "search", name));
  /** The message stands on the page, the index is open, and nothing waits. */
  const apologises = async (page) => {
    await page.getByRole("heading", { name: "Zoeken lukt nu niet." }).waitFor();
    assert.ok(await page.locator("[data-search=plain]").isVisible());
    assert.equal(await page.locator("[aria-busy]").count(), 0);
    await page.locator("[role=status]", { hasText: "Zoeken lukt nu niet." }).waitFor({ state: "attached" });
  };

  const DAMAGE = {
    "is missing": () => null,
    "is cut off": (text) => text.slice(0, text.length / 2),
    "holds something else": (text) => text.replace(/,\s*"[^"]*"\)/, ",\"bm9uc2Vuc2U=\")"),
    "is an error page": () => "<!doctype html><title>Oeps</title>",
  };
  for (const [what, damage] of Object.entries(DAMAGE)) {
    test(`a part that ${what} gives a message and the index`, async (t) => {
      const site = await searchSite(t);
      for (const part of await parts(site)) {
        const text = damage(await readFile(part, "utf8"));
        await (text === null ? rm(part) : writeFile(part, text));
      }
      const { page } = await openTab(browser, DESKTOP);
      await page.goto(`${site.home}zoeken/?q=getouw`);
      await apologises(page);
      await page.goto(site.home);
      await page.locator("#site_search").fill("getouw");
      await page.getByText("Zoeken lukt nu niet.").first().waitFor();
      await page.getByRole("option", { name: "Blader door alle pagina’s" }).click();
      await page.waitForURL(`${site.home}zoeken/`);
      await page.close();
    });
  }

  test("a part that never comes does not keep a reader waiting for ever", async (t) => {
    const site = await searchSite(t);
    const { page } = await openTab(browser, DESKTOP);
    await page.clock.install();
    await page.route("**/search/*.js", () => {});
    await page.goto(`${site.home}zoeken/?q=getouw`, { waitUntil: "domcontentloaded" });
    await page.clock.runFor(1000);
    await page.locator("[data-search=answer][aria-busy=true]").waitFor();
    assert.equal(await page.locator("#search_found").innerText(), "Zoeken…");
    for (let i = 0; i < 3; i += 1) {
      await page.clock.runFor(21_000);
      await page.waitForTimeout(200);
    }
    await apologises(page);
    await page.close();
  });

  test("a site that was published anew is searched as it is now", async (t) => {
    const site = await searchSite(t);
    const { page } = await openTab(browser, DESKTOP);
    await page.goto(`${site.home}contact/`);
    const before = await parts(site);
    await write(site.root, { "blogs/schietspoel.md": source({ titel: "Een schietspoel erbij", datum: "2026-01-02" }, "Pas aangekomen.") });
    await buildSite(site.root, site.output);
    const now = await parts(site);
    assert.ok(before.some((name) => !now.includes(name)), "parts have new names");
    await page.locator("#site_search").fill("schietspoel");
    await page.getByRole("option", { name: "Een schietspoel erbij" }).waitFor();
    assert.equal(await page.getByRole("listbox").count(), 1, "nothing is there twice");
    assert.equal(await page.locator("script[src*='fresh=']").count(), 1, "asked once");
    await page.close();
  });
});

test("the scripts of search are typed", () => typed(["engine.js", "interface.js"].map((name) => join("themes/default/search", name))));
