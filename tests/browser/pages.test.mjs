// The repository's own site in the preview, page by page, as readers meet it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { DESKTOP, KINDS, PHONE, launch, openTab, serve } from "./weef.mjs";

describe("the pages of the repository's own site", () => {
  let browser;
  let origin;
  const cleaning = [];
  before(async () => {
    origin = await serve({ after: (clean) => cleaning.push(clean) });
    browser = await launch();
    cleaning.push(() => browser.close());
  });
  after(async () => {
    for (const clean of cleaning) await clean();
  });

  for (const [kind, path] of Object.entries(KINDS)) {
    for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
      test(`${kind} on a ${size} is whole and silent`, async () => {
        const { page, wrong, elsewhere } = await openTab(browser, viewport);
        const response = await page.goto(origin + path, { waitUntil: "load" });
        assert.equal(response.status(), 200);
        const seen = await page.evaluate(look);
        assert.equal(seen.h1.length, 1, "one h1");
        assert.notEqual(seen.h1[0], "");
        assert.ok(seen.title.includes(seen.h1[0]), `the title «${seen.title}» names the page «${seen.h1[0]}»`);
        assert.equal(seen.lang, "nl");
        assert.equal(seen.main, 1, "one main");
        assert.deepEqual(seen.skipped, [], "no level of headings is skipped");
        assert.deepEqual(seen.inline, [], "nothing inline");
        assert.deepEqual(seen.doubleIds, [], "every id once");
        assert.deepEqual(await page.evaluate(brokenImages), []);
        assert.deepEqual(wrong, []);
        assert.deepEqual(elsewhere(origin), [], "requests to other hosts");
        await page.close();
      });
    }

    test(`${kind} fits a screen of 320 pixels`, async () => {
      const { page } = await openTab(browser, { width: 320, height: 640 });
      await page.goto(origin + path);
      const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
      assert.ok(width <= 320, `it is ${width} wide: ${await page.evaluate(wideElements)}`);
      await page.close();
    });
  }

  for (const kind of ["home", "term", "blog", "search", "letter"]) {
    test(`every link of ${kind} leads somewhere`, async () => {
      const { page } = await openTab(browser, DESKTOP);
      await page.goto(origin + KINDS[kind]);
      // A link in a drawing tells its address another way.
      const links = await page.$$eval("a[href]", (all) => all.map((a) => new URL(a.getAttribute("href"), a.baseURI).href));
      await page.close();
      const inside = [...new Set(links)].filter((link) => link.startsWith(`${origin}/`));
      assert.ok(inside.length > 10, `only ${inside.length} links`);
      assert.deepEqual(await deadLinks(inside), []);
    });
  }

  test("without JavaScript the search page says what it cannot do, and leads to a page by its letter", async () => {
    const page = await browser.newPage({ viewport: PHONE, javaScriptEnabled: false });
    await page.goto(origin + KINDS.search);
    assert.ok(await page.isVisible("noscript .search-hint"));
    assert.ok(await page.isVisible("[data-search=plain]"));
    await page.click("[data-search=plain] a[href$='zoeken/d/']");
    await page.click("text=De ambtenaar die meeliep");
    assert.equal(new URL(page.url()).pathname, KINDS.blog);
    await page.close();
  });

  test("the blog shows its picture", async () => {
    const { page } = await openTab(browser, PHONE);
    await page.goto(origin + KINDS.blog);
    assert.ok((await page.$$("main img")).length > 0);
    await page.close();
  });

  test("a dilemma is two sheets of A4: what a team talks about, and what it reads afterwards", async () => {
    const { page } = await openTab(browser, DESKTOP);
    await page.goto(origin + KINDS.dilemma);
    const paper = (await page.pdf({ format: "A4" })).toString("latin1");
    assert.equal(paper.match(/\/Type\s*\/Page\b/g).length, 2);
    await page.emulateMedia({ media: "print" });
    const hidden = await page.$$eval(".page-header, .near-pages, .backlinks, .neighbours", (all) =>
      all.map((part) => part.getClientRects().length),
    );
    assert.ok(hidden.length > 2 && hidden.every((boxes) => boxes === 0), "what leads elsewhere is not printed");
    const first = await page.$eval(".for-later", (part) => getComputedStyle(part).breakBefore);
    assert.equal(first, "page");
    assert.ok(await page.isVisible(".printed-from"), "it says where it came from");
    await page.close();
  });

  test("the first Tab reaches the skip link, and it works", async () => {
    const { page } = await openTab(browser, DESKTOP);
    await page.goto(origin + KINDS.blog);
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const { top, left, width, height } = document.activeElement.getBoundingClientRect();
      const seen = top >= 0 && left >= 0 && width > 1 && height > 1;
      return { to: document.activeElement.getAttribute("href"), seen };
    });
    assert.deepEqual(focused, { to: "#inhoud", seen: true });
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "inhoud");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null));
    await page.close();
  });

  for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    test(`a word opens what it means, by keyboard, on a ${size}`, async () => {
      const { page, wrong } = await openTab(browser, viewport);
      // Without this the page still rolls to the word while its note is being measured.
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.goto(`${origin}/dilemmas/het-kind-dat-tolkt/`);
      const state = () => page.evaluate(() => {
        const open = [...document.querySelectorAll(":popover-open")];
        const box = open[0]?.getBoundingClientRect();
        const { scrollWidth } = document.scrollingElement;
        return {
          open: open.length,
          inside: box === undefined || (box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth),
          fits: scrollWidth <= innerWidth,
          focus: document.activeElement.className || document.activeElement.textContent.replace(/\s+/g, " "),
        };
      });
      const button = page.getByRole("button", { name: "Wet gemeentelijke schuldhulpverlening" });
      assert.equal(await button.count(), 1, "all words of the term are the name of its button");
      const { height } = await button.boundingBox();
      assert.ok(height >= 24, `it is ${height} high`);
      await button.focus();
      assert.deepEqual(await state(), { open: 0, inside: true, fits: true, focus: "glossary-term" });
      await page.keyboard.press("Enter");
      assert.deepEqual(await state(), { open: 1, inside: true, fits: true, focus: "glossary-term" });
      await page.keyboard.press("Tab");
      const link = "Meer over dit begrip: Wet gemeentelijke schuldhulpverlening";
      assert.deepEqual(await state(), { open: 1, inside: true, fits: true, focus: link });
      await page.keyboard.press("Escape");
      assert.deepEqual(await state(), { open: 0, inside: true, fits: true, focus: "glossary-term" });
      await page.locator(".glossary-phrase").click({ position: { x: 4, y: 8 } });
      assert.equal((await state()).open, 1, "every word of the term opens it");
      await page.mouse.click(2, 2);
      assert.equal((await state()).open, 0);
      assert.deepEqual(wrong, []);
      await page.close();
    });
  }

  test("on paper what words mean stands at the end", async () => {
    const { page } = await openTab(browser, DESKTOP);
    await page.goto(`${origin}/dilemmas/het-kind-dat-tolkt/`);
    const seen = () => page.locator(".glossary-notes").innerText();
    assert.equal((await seen()).trim(), "");
    await page.emulateMedia({ media: "print" });
    assert.match(await seen(), /Woorden op deze pagina\s+Wet gemeentelijke schuldhulpverlening\s+Wet die gemeenten/);
    await page.close();
  });

  test("an address that is not there answers 404, with a page that helps on", async () => {
    const { page } = await openTab(browser, PHONE);
    const response = await page.goto(`${origin}/blogs/bestaat/niet/`);
    assert.equal(response.status(), 404);
    assert.equal((await page.$$("h1")).length, 1);
    assert.ok((await page.$$("main a[href]")).length > 0);
    await page.close();
  });
});

/** Runs in the page: what a reader's tools see of it. */
function look() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const levels = all("h1, h2, h3, h4, h5, h6").map((h) => [Number(h.tagName[1]), h.textContent.trim()]);
  const ids = all("[id]").map((element) => element.id);
  const isInline = (element) => [...element.attributes].some(({ name }) => name === "style" || name.startsWith("on"));
  return {
    h1: all("h1").map((h) => h.textContent.trim().replace(/\s+/g, " ")),
    title: document.title,
    lang: document.documentElement.lang,
    main: all("main").length,
    skipped: levels.filter(([level], i) => i > 0 && level > levels[i - 1][0] + 1).map(([, text]) => text),
    // What programs are told of a page is data.
    inline: [...all("script:not([src]):not([type='application/ld+json']), style"), ...all("*").filter(isInline)].map((element) => element.outerHTML),
    doubleIds: ids.filter((id, i) => ids.indexOf(id) !== i),
  };
}

/** Runs in the page: images without their size in the HTML, or that do not load. */
async function brokenImages() {
  const broken = [];
  for (const image of document.images) {
    image.loading = "eager";
    const loads = await image.decode().then(() => image.naturalWidth > 0, () => false);
    const sized = Number(image.getAttribute("width")) > 0 && Number(image.getAttribute("height")) > 0;
    if (!loads || !sized) broken.push(image.outerHTML);
  }
  return broken;
}

/** Runs in the page: what sticks out. */
function wideElements() {
  const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
  return wide.slice(0, 5).map((e) => e.outerHTML.slice(0, 120)).join("\n");
}

/** Links that do not answer 200 at once, or whose fragment is not on the page. */
async function deadLinks(links) {
  const dead = [];
  for (const link of links) {
    const { hash } = new URL(link);
    const response = await fetch(link, { redirect: "manual" });
    const text = await response.text();
    const id = decodeURIComponent(hash.slice(1));
    if (response.status !== 200) dead.push(`${response.status} ${link}`);
    else if (id && !text.includes(`id="${id}"`)) dead.push(`no such place: ${link}`);
  }
  return dead;
}
