// Nothing sticks out and nothing is cut off: on 320 pixels with the longest words, enlarged four times, with more space
// in the text.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { cleaning, each, published } from "./site.mjs";
import { DESKTOP, copyOfSite } from "./weef.mjs";

const LONG = "Kindercarnavalsoptochtvoorbereidingswerkzaamhedenplan";

/** A blog with it wherever a blog can have it. */
const BLOG = `---
titel: ${LONG}
datum: 2026-11-20
samenvatting: "Wat staat er in het ${LONG}?"
auteurs:
  - Fatima Brug
themas:
  - ${LONG}
---

Lees het ${LONG} en [het ${LONG}](https://voorbeeld.example/${LONG.toLowerCase()}), of \`${LONG}\`.

## ${LONG}

- ${LONG}
  - ${LONG}
    1. ${LONG}

| ${LONG} | ${LONG} | ${LONG} |
|---|---|---|
| ${LONG} | ${LONG} | ${LONG} |

> ${LONG}

### ${LONG}

\`\`\`
${LONG} ${LONG}
\`\`\`
`;

const TERM = `---
titel: ${LONG}
samenvatting: "Alles over het ${LONG}."
kernvraag: "Wie maakt het ${LONG}?"
---

Een ${LONG} hoort bij een optocht.
`;

/** What WCAG 1.4.12 lets readers ask for. */
const SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }";

/** The narrowest windows: a small phone, and a laptop enlarged to 400 %. */
const NARROW = {
  "on 320 pixels": { viewport: { width: 320, height: 640 } },
  "enlarged four times": { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
};

describe("the longest words", () => {
  const { t, clean } = cleaning();
  let site;
  let kinds;
  before(async () => {
    const root = await copyOfSite(t);
    const name = LONG.toLowerCase();
    await writeFile(join(root, "content/blogs", `${name}.md`), BLOG);
    await writeFile(join(root, "content/themas", `${name}.md`), TERM);
    const settings = await readFile(join(root, "weef.toml"), "utf8");
    assert.match(settings, /^navigation = \[$/m);
    await writeFile(join(root, "weef.toml"), settings.replace(/^navigation = \[$/m, `navigation = [\n  { label = "${LONG}", to = "/over/" },`));
    site = await published(t, { root });
    kinds = { ...site.kinds, "long blog": `/blogs/${name}/`, "long term": `/themas/${name}/`, "long search": `/zoeken/?q=${name}` };
  });
  after(clean);

  /** Opens each page and tells what was found in it. */
  const inEach = async (options, look) => {
    const found = await each(Object.entries(kinds), async ([kind, path]) => {
      const page = await site.browser.newPage({ ...options, locale: "nl-NL", reducedMotion: "reduce" });
      await page.goto(site.origin + path, { waitUntil: "networkidle" });
      const problems = await look(page);
      await page.close();
      return problems.map((problem) => `${kind} (${path}): ${problem}`);
    });
    return found.flat();
  };

  test("are on the page that is looked at", () => {
    const { html } = site.pages.find(({ path }) => path === kinds["long blog"]);
    for (const element of ["h1", "h2", "li", "td", "th", "code"]) {
      assert.match(html, new RegExp(`<${element}\\b[^>]*>[^<]*${LONG}`), element);
    }
    assert.match(html, new RegExp(`<a\\b[^>]*/themas/[^>]*>\\s*${LONG}`), "tag");
    assert.match(html, new RegExp(`<nav\\b[^]*?<a\\b[^>]*>\\s*${LONG}`), "navigation");
  });

  for (const [how, options] of Object.entries(NARROW)) {
    test(`stay on the screen and leave room for the text, ${how}`, async () => {
      const found = await inEach(options, async (page) => [...await page.evaluate(sticksOut), ...await page.evaluate(staysInTheWay)]);
      assert.deepEqual(found, []);
    });
  }

  for (const [size, viewport] of Object.entries({ "320 pixels": { width: 320, height: 640 }, "a desktop": DESKTOP })) {
    test(`with more space in the text nothing is cut off, on ${size}`, async () => {
      const found = await inEach({ viewport }, async (page) => {
        await page.evaluate((rules) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(rules);
          document.adoptedStyleSheets.push(sheet);
        }, SPACING);
        return [...await page.evaluate(sticksOut), ...await page.evaluate(cutOff)];
      });
      assert.deepEqual(found, []);
    });
  }

  test("a look sees what sticks out, is cut off or stays in the way", async () => {
    const page = await site.browser.newPage(NARROW["on 320 pixels"]);
    await page.goto(site.origin);
    await page.evaluate((word) => {
      const [wide, cut, lid] = ["p", "p", "div"].map((name) => document.createElement(name));
      wide.textContent = cut.textContent = lid.textContent = word;
      wide.style.cssText = "white-space: nowrap; overflow-wrap: normal";
      cut.style.cssText = "overflow: hidden; white-space: nowrap; width: 6rem";
      lid.style.cssText = "position: sticky; top: 0; height: 80vh";
      document.body.append(wide, cut);
      document.body.prepend(lid);
    }, LONG);
    const seen = [await page.evaluate(sticksOut), await page.evaluate(cutOff), await page.evaluate(staysInTheWay)];
    await page.close();
    assert.ok(seen[0].length >= 2, seen[0].join("; "));
    assert.match(seen[1].join("; "), /^p\. cuts off/);
    assert.match(seen[2].join("; "), /^div\. stays in the way/);
  });
});

/** Runs in the page: what makes it roll sideways, or is pushed out of sight where nothing rolls to it. */
function sticksOut() {
  const { scrollWidth } = document.scrollingElement;
  const rolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  // For screen readers only, in a corner of one pixel.
  const forEars = (element) => getComputedStyle(element).clipPath !== "none" || (element.offsetWidth === 1 && element.offsetHeight === 1);
  const apart = (element) => {
    for (let up = element; up; up = up.parentElement) if (rolls(up) || forEars(up)) return true;
    return false;
  };
  const out = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const beyond = [...range.getClientRects()].some(({ right, width }) => width > 1 && right + scrollX > innerWidth + 1);
    if (beyond && text.data.trim() && !apart(text.parentElement)) out.push(`${text.parentElement.localName} «${text.data.trim().slice(0, 60)}» is beyond the edge`);
  }
  return scrollWidth > innerWidth ? [`it is ${scrollWidth} wide`, ...out] : out;
}

/** Runs in the page: text that does not fit the box that hides what sticks out of it. */
function cutOff() {
  const cut = [];
  for (const element of document.querySelectorAll("body *")) {
    const { overflowX, overflowY, clipPath } = getComputedStyle(element);
    const hides = (overflow) => ["hidden", "clip"].includes(overflow);
    const forEars = clipPath !== "none" || element.clientWidth <= 1;
    if (!element.checkVisibility() || forEars || element.textContent.trim() === "") continue;
    const wide = hides(overflowX) && element.scrollWidth > element.clientWidth + 1;
    const high = hides(overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (wide || high) cut.push(`${element.localName}.${element.className} cuts off «${element.textContent.trim().slice(0, 60)}»`);
  }
  return cut;
}

/** Runs in the page, rolled down: what stays where it is, if that is more than half of the window. */
async function staysInTheWay() {
  scrollTo({ top: document.scrollingElement.scrollHeight / 2, behavior: "instant" });
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const stays = [...document.querySelectorAll("body *")].filter((element) => ["fixed", "sticky"].includes(getComputedStyle(element).position) && element.checkVisibility());
  return stays
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, { top, bottom, width }]) => width > innerWidth / 2 && Math.min(bottom, innerHeight) - Math.max(top, 0) > innerHeight / 2)
    .map(([element]) => `${element.localName}.${element.className} stays in the way`);
}
