// By keyboard alone: every stop is seen, in order and not hidden, there is a way on from each, and tasks get done.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { cleaning, each, published } from "./site.mjs";
import { DESKTOP, PHONE } from "./weef.mjs";

describe("by keyboard alone", () => {
  const { t, clean } = cleaning();
  let site;
  const open = async (path, viewport = DESKTOP) => {
    // Else pages still roll and colours still fade while they are looked at.
    const page = await site.browser.newPage({ viewport, locale: "nl-NL", reducedMotion: "reduce" });
    await page.goto(site.origin + path, { waitUntil: "networkidle" });
    return page;
  };
  before(async () => { site = await published(t); });
  after(clean);

  // A phone differs in the menu, the filters and what stands beside the text.
  const WALKS = { phone: [PHONE, ["home", "blog", "term", "search"]], desktop: [DESKTOP, null] };
  for (const [size, [viewport, only]] of Object.entries(WALKS)) {
    test(`a walk through ${only ? only.join(", ") : "a page of each kind"}, on a ${size}`, async () => {
      const kinds = Object.entries(site.kinds).filter(([kind]) => !only || only.includes(kind));
      assert.ok(kinds.length >= (only?.length ?? 15), `only ${kinds.length} kinds`);
      const found = await each(kinds, async ([kind, path]) => {
        const page = await open(path, viewport);
        const problems = await walk(page);
        await page.close();
        return problems.map((problem) => `${kind} (${path}): ${problem}`);
      });
      assert.deepEqual(found.flat(), []);
    });
  }

  test("a walk sees what is wrong", async () => {
    const page = await open("/");
    await page.evaluate(() => {
      const [lid, covered, bare, trap] = ["div", "button", "button", "button"].map((name) => document.createElement(name));
      covered.id = "covered";
      bare.id = "bare";
      trap.id = "trap";
      lid.style.cssText = "position: fixed; inset: 0; background: white";
      bare.style.cssText = "position: fixed; z-index: 9; top: 0; outline: none; border: 0; box-shadow: none; background: none";
      trap.style.cssText = "position: fixed; z-index: 9; top: 5rem";
      trap.addEventListener("keydown", (event) => event.preventDefault());
      document.body.prepend(lid, covered, bare, trap);
    });
    const problems = (await walk(page)).join("\n");
    await page.close();
    for (const problem of [/#covered .*is behind/, /#bare .*does not show/, /#trap .*holds/]) assert.match(problems, problem);
  });

  test("the menu leads to a page, and says where one is", async () => {
    const page = await open("/");
    const to = await tabTo(page, "nav a[href$='dilemmas/']");
    await Promise.all([page.waitForURL(to), page.keyboard.press("Enter")]);
    assert.equal(await page.locator("nav a[aria-current]").first().evaluate((link) => link.href), to);
    await page.close();
  });

  test("on a phone the menu opens, closes, and gives the keyboard back", async () => {
    const page = await open("/over/", PHONE);
    const menu = page.locator("#main_menu");
    assert.equal(await menu.isVisible(), false);
    await tabTo(page, "header button.menu-button");
    await page.keyboard.press("Enter");
    await menu.waitFor();
    // The first stop within is the way out, the next the first page.
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.matches("#main_menu > button")), true);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.matches("#main_menu a")), true);
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.equal(fits, true);
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.activeElement.matches(".page-header-inner > .menu-button")), true);
    await page.keyboard.press("Enter");
    const to = await tabTo(page, "#main_menu a[href$='dilemmas/']");
    await Promise.all([page.waitForURL(to), page.keyboard.press("Enter")]);
    await page.close();
  });

  test("the box suggests pages, and leads to the one that is chosen", async () => {
    const page = await open("/over/");
    await tabTo(page, "header search input");
    await page.keyboard.type("wijkteam");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    const chosen = await page.evaluate(() => {
      const option = document.getElementById(document.activeElement.getAttribute("aria-activedescendant"));
      const { top, bottom } = option.getBoundingClientRect();
      return { selected: option.getAttribute("aria-selected"), seen: top >= 0 && bottom <= innerHeight };
    });
    assert.deepEqual(chosen, { selected: "true", seen: true });
    await Promise.all([page.waitForURL((url) => url.pathname !== "/over/"), page.keyboard.press("Enter")]);
    assert.equal(await page.locator("h1").count(), 1);
    await page.close();
  });

  test("what is found is narrowed, and found in the end", async () => {
    const page = await open("/zoeken/?q=wijkteam", PHONE);
    const heard = () => page.locator("[data-search=answer] h2").first().innerText();
    await page.locator("[data-search=answer] h2").first().waitFor();
    const all = await heard();
    await tabTo(page, "[data-search=answer] summary");
    await page.keyboard.press("Enter");
    await tabTo(page, "[data-search=answer] input[type=checkbox]");
    await page.keyboard.press("Space");
    await page.waitForURL((url) => [...url.searchParams].length > 1);
    await page.waitForFunction((before) => document.querySelector("[data-search=answer] h2").innerText !== before, all);
    assert.equal(await page.evaluate(() => document.activeElement.type), "checkbox", "the focus stays");
    const to = await tabTo(page, "[data-search=answer] h3 a");
    await Promise.all([page.waitForURL((url) => url.pathname === new URL(to).pathname), page.keyboard.press("Enter")]);
    await page.close();
  });

  test("what is folded opens and closes", async () => {
    const { path } = site.pages.find(({ html }) => /<details(?![^>]*\bopen\b)/.test(html));
    const page = await open(path);
    await tabTo(page, "summary");
    const isOpen = () => page.evaluate(() => document.activeElement.closest("details").open);
    const first = await isOpen();
    await page.keyboard.press("Enter");
    assert.equal(await isOpen(), !first);
    await page.keyboard.press("Space");
    assert.equal(await isOpen(), first);
    await page.close();
  });
});

/** Goes on by Tab until the focus is at what is asked for; gives where that leads, if it is a link. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 400; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate((wanted) => document.activeElement.matches(wanted) && (document.activeElement.href ?? "here"), selector);
    if (at) return at;
  }
  return assert.fail(`Tab never came to ${selector} on ${page.url()}`);
}

/** Goes through a page by Tab and tells what a reader without a mouse would trip over. */
async function walk(page) {
  await page.evaluate(begin);
  const problems = [];
  const most = await page.evaluate(() => window.walk.expected.length + 20);
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    const { done, problem } = await page.evaluate(stop);
    if (problem) problems.push(problem);
    if (done) return [...problems, ...await page.evaluate(finish)];
  }
  return [...problems, `there is no end to it after ${most} stops`];
}

/** Runs in the page: what is to be stopped at, and how to look at it. */
function begin() {
  const reached = "a[href]:not([tabindex='-1']), button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, summary, [tabindex='0']";
  const inView = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const name = (element) => {
    const text = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `${element.localName}${element.id && `#${element.id}`} «${text}»`;
  };
  /** How it looks, and what it stands in: a box may show the focus of what is in it. */
  const look = (element) => {
    const parts = [element, element.parentElement, element.parentElement?.parentElement].filter(Boolean);
    return parts.map((part) => {
      const style = getComputedStyle(part);
      const outline = style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0 ? "none" : style.outline;
      return [outline, style.boxShadow, style.borderColor, style.backgroundColor].join(" ");
    }).join(" / ");
  };
  window.walk = { expected: [...document.querySelectorAll(reached)].filter(inView), stops: [], name, look };
}

/** Runs in the page, at each stop: whether it is seen. */
function stop() {
  const { stops, look, name } = window.walk;
  const last = stops.at(-1);
  const here = document.activeElement;
  if (last?.element === here) return { done: true, problem: `${name(here)} holds the focus` };
  const problem = last && look(last.element) === last.focused && `${name(last.element)} does not show that it has the focus`;
  if (here === document.body || here === stops[0]?.element) return { done: true, problem };
  stops.push({ element: here, focused: look(here), hidden: hidden(here) });
  return { done: false, problem };

  /** What is at the middle of the part of it that is on the screen, where that is not itself. */
  function hidden(element) {
    const boxes = [...element.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    const seen = boxes
      .map(({ left, right, top, bottom }) => ({ left: Math.max(left, 0), right: Math.min(right, innerWidth), top: Math.max(top, 0), bottom: Math.min(bottom, innerHeight) }))
      .filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1);
    if (seen.length === 0) return "is not on the screen";
    const hits = seen.map(({ left, right, top, bottom }) => document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
    // Between the letters of a link in a drawing one looks through at the drawing.
    const drawing = element.ownerSVGElement;
    const own = (hit) => hit && (hit === element || (drawing && drawing.contains(hit)) || element.contains(hit) || element.labels?.[0] === hit || (element.labels?.[0]?.contains(hit) ?? false));
    return hits.some(own) ? "" : `is behind ${hits[0] ? name(hits[0]) : "nothing"}`;
  }
}

/** Runs in the page, at the end: what was hidden, left out, or out of order. */
function finish() {
  const { expected, stops, name } = window.walk;
  const reached = new Set(stops.map(({ element }) => element));
  // Of buttons of which one is chosen, only that one is a stop.
  const left = expected.filter((element) => element.isConnected && !reached.has(element) && element.type !== "radio");
  const after = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  const turned = stops.slice(1).filter(({ element }, i) => !after(stops[i].element, element));
  return [
    ...stops.filter(({ hidden }) => hidden).map(({ element, hidden }) => `${name(element)} ${hidden}`),
    ...left.map((element) => `${name(element)} is never reached`),
    ...turned.map(({ element }) => `${name(element)} comes before what it follows`),
    ...(stops[0]?.element.matches("a[href^='#']") ? [] : ["the first stop does not skip to the text"]),
  ];
}
