// A page as it was served and as it is served now: only what differs reaches the page that stands open.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { DESKTOP, REPOSITORY, launch } from "./weef.mjs";

const ORIGIN = "http://weef.example";
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
/** Enough lines to scroll through. */
const LONG = Array.from({ length: 80 }, (_, i) => `<p id="p${i}">Regel ${i}</p>`).join("\n");

const whole = (body, head = "") => `<!doctype html><html lang="nl"><head><title>Titel</title>${head}<script src="/-weef/live.js?seen=1" defer></script></head><body class="a">${body}</body></html>`;

/** The script alone, with what it offers within reach. */
async function script() {
  const text = await readFile(join(REPOSITORY, "src/serve/client/morph.js"), "utf8");
  return `(() => { "use strict"; ${text}
    globalThis.weef = {
      morph: (text) => morph(new DOMParser().parseFromString(text, "text/html")),
      refresh: (changed) => refresh(new Map(changed)),
    };
  })();`;
}

/**
 * What happens to a page: `was` and `now` are what is in its body, `live` is what the reader and scripts did in
 * between, `check` is true afterwards. Functions run in the page.
 */
const CASES = {
  "a text changes in place": {
    was: "<main><p>Een</p><p>Twee</p></main>",
    now: "<main><p>Een</p><p>Drie</p></main>",
    live: () => { window.kept = [...document.querySelectorAll("p")]; },
    check: () => [...document.querySelectorAll("p")].every((p, i) => p === window.kept[i]) && window.kept[1].textContent === "Drie",
  },
  "a paragraph comes in front and the others stay the same": {
    was: "<main><p>Een</p>\n<p>Twee</p>\n<p>Drie</p></main>",
    now: "<main><p>Nul</p>\n<p>Een</p>\n<p>Twee</p>\n<p>Drie</p></main>",
    live: () => { window.kept = [...document.querySelectorAll("p")]; },
    check: () => [...document.querySelectorAll("p")].slice(1).every((p, i) => p === window.kept[i]),
  },
  "two change at once, each stays itself": {
    was: "<main><p>Het eerste stuk tekst</p>\n<details><summary>Meer</summary><p>Uitleg hier</p></details>\n<p>Het laatste stuk tekst</p></main>",
    now: "<main><p>Het eerste stuk tekst!</p>\n<p>Er tussen</p>\n<details><summary>Meer</summary><p>Uitleg daar</p></details>\n<p>Het laatste stukje tekst</p></main>",
    live: () => { document.querySelector("details").open = true; window.kept = document.querySelector("details"); },
    check: () => window.kept.isConnected && window.kept.open && window.kept.textContent.includes("Uitleg daar"),
  },
  "what is unfolded stays so, also where the text in it changes": {
    was: "<main><details><summary>A</summary>een</details><details><summary>B</summary>twee</details></main>",
    now: "<main><details><summary>A</summary>een</details><details><summary>B</summary>drie</details></main>",
    live: () => { for (const fold of document.querySelectorAll("details")) fold.open = true; },
    check: () => document.querySelectorAll("details[open]").length === 2,
  },
  "what is typed stays, and so does the focus": {
    was: "<main><input id=\"veld\" value=\"\"><p>Een</p></main>",
    now: "<main><p>Nieuw</p><input id=\"veld\" class=\"anders\" value=\"\"><p>Twee</p></main>",
    live: () => { const field = document.querySelector("input"); field.value = "getypt"; field.focus(); field.setSelectionRange(2, 4); },
    check: () => { const field = document.activeElement; return field.id === "veld" && field.value === "getypt" && field.selectionStart === 2 && field.className === "anders"; },
  },
  "a selection beside the change in the same text stays": {
    was: "<main><p>Dit blijft geselecteerd en dit verandert.</p></main>",
    now: "<main><p>Dit blijft geselecteerd en dit is veranderd.</p></main>",
    live: () => { const text = document.querySelector("p").firstChild; getSelection().setBaseAndExtent(text, 4, text, 10); },
    check: () => `${getSelection()}` === "blijft",
  },
  "a selection after the change in the same text moves along": {
    was: "<main><p>Kort en dan de rest.</p></main>",
    now: "<main><p>Een stuk langer en dan de rest.</p></main>",
    live: () => { const text = document.querySelector("p").firstChild; getSelection().setBaseAndExtent(text, 12, text, 19); },
    check: () => `${getSelection()}` === "de rest",
  },
  "what scripts added stays where it was": {
    was: "<main><pre><code>een</code></pre><p>Een</p></main>",
    now: "<main><pre><code>twee</code></pre><p>Een</p><p>Twee</p></main>",
    live: () => { const copy = document.createElement("button"); copy.textContent = "Kopieer"; document.querySelector("pre").append(copy); },
    check: () => document.querySelector("pre").lastElementChild.localName === "button" && document.querySelector("code").textContent === "twee",
  },
  "what is new at the end comes before what scripts put there": {
    was: "<main><p>Een</p></main>",
    now: "<main><p>Een</p><p>Twee</p></main>",
    live: () => { const more = document.createElement("aside"); document.querySelector("main").append(more); },
    check: () => [...document.querySelector("main").children].map((e) => e.localName).join() === "p,p,aside",
  },
  "classes that scripts gave stay beside those that change": {
    was: "<main><p class=\"a b\">Een</p></main>",
    now: "<main><p class=\"b c\">Een</p></main>",
    live: () => document.querySelector("p").classList.add("js"),
    check: () => [...document.querySelector("p").classList].sort().join() === "b,c,js",
  },
  "attributes that scripts gave stay": {
    was: "<main><p title=\"a\">Een</p></main>",
    now: "<main><p title=\"b\" lang=\"en\">Een</p></main>",
    live: () => { document.querySelector("p").dataset.live = "1"; },
    check: () => document.querySelector("p").outerHTML === "<p title=\"b\" data-live=\"1\" lang=\"en\">Een</p>",
  },
  "what scripts moved and its parent changes is made anew": {
    was: "<main><section><p>Een</p><p>Twee</p></section><p>Drie</p></main>",
    now: "<main><section><p>Een</p></section><p>Drie</p></main>",
    live: () => { const frame = document.createElement("div"); const last = document.querySelectorAll("p")[1]; last.before(frame); frame.append(last); window.kept = document.querySelectorAll("p")[2]; },
    check: () => document.querySelector("main").innerHTML === "<section><p>Een</p></section><p>Drie</p>" && window.kept.isConnected,
  },
  "what scripts moved elsewhere changes where it is now": {
    was: "<main><div id=\"a\"></div><div id=\"b\"><p>Een</p></div></main>",
    now: "<main><div id=\"a\"></div><div id=\"b\"><p>Twee</p></div></main>",
    live: () => { const fold = document.createElement("details"); document.querySelector("#a").append(fold); fold.append(document.querySelector("#b")); window.kept = fold; },
    check: () => window.kept.isConnected && window.kept.textContent === "Twee" && document.querySelectorAll("#b").length === 1,
  },
  "the language and the class of a page": {
    was: "<main></main>",
    nowWhole: "<!doctype html><html lang=\"en\"><head><title>Titel</title></head><body class=\"b\"><main></main></body></html>",
    check: () => document.documentElement.lang === "en" && document.body.className === "b",
  },
  "a title that a script changed": {
    was: "<main></main>",
    nowWhole: "<!doctype html><html lang=\"nl\"><head><title>Anders</title><meta name=\"description\" content=\"x\"></head><body class=\"a\"><main></main></body></html>",
    live: () => { document.title = "vraag – Titel"; },
    check: () => document.title === "Anders" && document.querySelector("meta[name=description]").content === "x",
  },
  "an element becomes another one": {
    was: "<main><h2 id=\"x\">Kop</h2></main>",
    now: "<main><h3 id=\"x\">Kop</h3></main>",
    check: () => document.querySelector("main").innerHTML === "<h3 id=\"x\">Kop</h3>",
  },
  "drawings and what is there without scripts": {
    was: "<main><svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg><noscript><p>Zonder</p></noscript></main>",
    now: "<main><svg viewBox=\"0 0 2 2\"><path d=\"M0 0\"/><g></g></svg><noscript><p>Zonder script</p></noscript></main>",
    check: () => document.querySelector("svg").getAttribute("viewBox") === "0 0 2 2" && document.querySelector("g").namespaceURI.endsWith("svg") && document.querySelector("noscript").textContent === "<p>Zonder script</p>",
  },
  "the reader sees the same, however much comes above": {
    was: `<main>${LONG}</main>`,
    now: `<main>${"<p>Erbij</p>".repeat(30)}${LONG}</main>`,
    live: () => { document.querySelector("#p40").scrollIntoView({ block: "start" }); window.top_ = document.querySelector("#p40").getBoundingClientRect().top; },
    check: () => Math.abs(document.querySelector("#p40").getBoundingClientRect().top - window.top_) < 2,
  },
  "the reader sees the same, where the block at the top goes": {
    was: `<main>${LONG}</main>`,
    now: `<main>${LONG.replace(/<p id="p(?:3\d|40)">.*<\/p>/g, "")}</main>`,
    live: () => { document.querySelector("#p40").scrollIntoView({ block: "start" }); window.top_ = document.querySelector("#p41").getBoundingClientRect().top; },
    check: () => Math.abs(document.querySelector("#p41").getBoundingClientRect().top - window.top_) < 2,
  },
  "nothing that comes in runs": {
    was: "<main><p>Een</p></main>",
    now: "<main><p>Een</p><script>window.ran = 1</script><img src=\"x\" onerror=\"window.ran = 1\" alt=\"\"></main>",
    check: () => window.ran === undefined,
  },
};

describe("a page takes over what changed", () => {
  let browser;
  let context;
  let page;
  let served;
  before(async () => {
    browser = await launch();
    context = await browser.newContext({ viewport: DESKTOP });
    page = await context.newPage();
    const body = await script();
    await page.route("**/*", (route) => {
      const { pathname } = new URL(route.request().url());
      const headers = { "Content-Security-Policy": CSP };
      if (pathname.endsWith(".css")) return route.fulfill({ contentType: "text/css", body: "main { color: rgb(1, 2, 3); }" });
      if (pathname.endsWith("live.js")) return route.fulfill({ contentType: "text/javascript", body });
      if (pathname.endsWith(".js")) return route.fulfill({ contentType: "text/javascript", body: "window.loaded = (window.loaded ?? 0) + 1;" });
      if (pathname === "/") return route.fulfill({ contentType: "text/html", headers, body: served });
      return route.fulfill({ status: 404, body: "" });
    });
  });
  after(() => browser.close());

  const open = async (text) => {
    served = text;
    await page.goto(`${ORIGIN}/`);
  };
  const morph = (text) => page.evaluate((now) => {
    const { block, isSame } = weef.morph(now);
    return { block: block?.textContent ?? null, isSame };
  }, text);

  for (const [name, { was, now, nowWhole, live, check }] of Object.entries(CASES)) {
    test(name, async () => {
      await open(whole(was));
      if (live) await page.evaluate(live);
      await morph(nowWhole ?? whole(now));
      assert.ok(await page.evaluate(check), await page.evaluate(() => document.documentElement.outerHTML.slice(0, 2000)));
    });
  }

  test("says which block of the text was the first to change", async () => {
    const text = (kicker, second) => whole(`<main><header><p>${kicker}</p></header><nav><p>${second}</p></nav><p>Een</p><p>${second}</p><p>${second} drie</p></main>`);
    await open(text("3 minuten", "Twee"));
    assert.deepEqual(await morph(text("3 minuten", "Twee")), { block: null, isSame: true });
    assert.deepEqual(await morph(text("4 minuten", "Twee en meer")), { block: "Twee en meer", isSame: false });
    assert.deepEqual(await morph(text("5 minuten", "Twee en meer")), { block: null, isSame: false });
  });

  test("a style is replaced without a moment without, and the page is not loaded again", async () => {
    const text = (name) => whole("<main><p>Een</p></main>", `<link rel="stylesheet" href="/${name}.css">`);
    await open(text("een"));
    await page.evaluate(() => {
      window.kept = 1;
      window.colours = new Set();
      const look = () => { window.colours.add(getComputedStyle(document.querySelector("main")).color); requestAnimationFrame(look); };
      look();
    });
    const sheets = () => page.evaluate(() => [...document.querySelectorAll("link")].map((link) => link.getAttribute("href")).join());
    await morph(text("twee"));
    await page.waitForFunction(() => document.querySelectorAll("link").length === 1);
    assert.equal(await sheets(), "/twee.css");
    assert.ok(await page.evaluate(() => weef.refresh([["/twee.css", "9"]])));
    await page.waitForFunction(() => document.querySelector("link").href.endsWith("?9") && document.querySelectorAll("link").length === 1);
    assert.ok(await page.evaluate(() => weef.refresh([["/letter.woff2", "8"]])), "what a style loads by itself");
    await page.waitForFunction(() => !document.querySelector("link").href.endsWith("?9") && document.querySelectorAll("link").length === 1);
    await morph(text("drie"));
    await page.waitForFunction(() => document.querySelectorAll("link").length === 1);
    assert.equal(await sheets(), "/drie.css");
    assert.deepEqual(await page.evaluate(() => [window.kept, ...window.colours]), [1, "rgb(1, 2, 3)"]);
  });

  test("other scripts need another page, the script of search does not", async () => {
    const scripts = "<script src=\"/search.js\" defer></script><script src=\"/theme.js\" defer></script>";
    await open(whole("<main></main>", scripts));
    assert.equal(await page.evaluate(() => weef.refresh([["/search.js", "1"]])), true);
    assert.equal(await page.evaluate(() => weef.refresh([["/theme.js", "1"]])), false);
    await assert.rejects(morph(whole("<main></main>", scripts.replace("theme", "ander"))));
    await morph(whole("<main><p>Een</p></main>", scripts));
    assert.equal(await page.evaluate(() => window.loaded), 2);
  });

  test("a script of the page runs once, also where all around it is made anew", async () => {
    const text = (word) => whole(`<main><section><p>Een</p><p>${word}</p><script src="/theme.js" defer></script></section></main>`);
    await open(text("Twee"));
    await page.evaluate(() => document.querySelectorAll("p")[1].remove());
    await morph(text("Drie"));
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate(() => document.querySelectorAll("p")[1].textContent), "Drie");
    assert.equal(await page.evaluate(() => window.loaded), 1);
  });

  test("twenty thousand nodes are no trouble", async () => {
    const many = (more) => whole(`<main>${Array.from({ length: 5000 }, (_, i) => `<p id="n${i}">Regel <b>${i}</b> ${i % 700 ? "" : more}</p>`).join("\n")}</main>`);
    await open(many(""));
    await page.evaluate(() => { window.kept = [...document.querySelectorAll("p")]; });
    await morph(many("anders"));
    assert.ok(await page.evaluate(() => [...document.querySelectorAll("p")].every((p, i) => p === window.kept[i])));
    assert.equal(await page.evaluate(() => document.querySelector("#n700").textContent), "Regel 700 anders");
  });

  test("whatever scripts do, the rest of the page is what is served", async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = numbers(seed);
      let tree = { name: "main", inside: someNodes(random, 3) };
      await open(whole(asText(tree)));
      for (let turn = 0; turn < 10; turn++) {
        await page.evaluate(meddle, numbers(seed * 100 + turn)());
        tree = edit(tree, random);
        const now = whole(asText(tree));
        await morph(now);
        const difference = await page.evaluate(compare, now);
        assert.equal(difference, null, `seed ${seed}, turn ${turn}`);
      }
    }
  });
});

// Random pages.

/** Numbers from 0 to 1 that are the same for the same seed. */
function numbers(seed) {
  let state = seed * 2654435761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const one = (random, list) => list[Math.floor(random() * list.length)];
const WORDS = ["wijk", "team", "gemeente", "buurt", "zorg", "brief", "tafel", "sleutel"];
const sentence = (random) => Array.from({ length: 1 + Math.floor(random() * 5) }, () => one(random, WORDS)).join(" ");

function someNodes(random, depth) {
  return Array.from({ length: Math.floor(random() * 6) }, () => someNode(random, depth));
}

function someNode(random, depth) {
  const kind = random();
  if (kind < 0.35) return { text: `${sentence(random)} ` };
  const name = one(random, ["div", "section", "details", "span", "b"]);
  return { name, title: random() < 0.3 ? one(random, WORDS) : "", class: random() < 0.3 ? one(random, WORDS) : "", inside: depth ? someNodes(random, depth - 1) : [] };
}

/** Texts beside each other would be one in a page. */
function asText({ text, name, title, class: classes, inside }) {
  if (text !== undefined) return `<i>${text}</i>`;
  const attributes = `${title ? ` title="${title}"` : ""}${classes ? ` class="${classes}"` : ""}`;
  return `<${name}${attributes}>${inside.map(asText).join("\n")}${inside.length % 2 ? "eind" : ""}</${name}>`;
}

function edit(node, random) {
  if (node.text !== undefined) return random() < 0.2 ? { text: `${node.text}${sentence(random)}` } : node;
  if (random() < 0.3) return node;
  const inside = node.inside.flatMap((child) => {
    const luck = random();
    if (luck < 0.08) return [];
    if (luck < 0.16) return [someNode(random, 1), edit(child, random)];
    return [edit(child, random)];
  });
  if (random() < 0.1) inside.reverse();
  if (random() < 0.1) inside.push(someNode(random, 2));
  const title = random() < 0.1 ? one(random, WORDS) : node.title;
  return { ...node, title, class: random() < 0.1 ? one(random, WORDS) : node.class, inside };
}

// In the page.

/** What scripts may do: add something, give a class, put a frame around something. */
function meddle(seed) {
  let state = Math.floor(seed * 2147483646) + 1;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const all = [...document.querySelectorAll("main, main *")].filter((e) => !e.matches(".extra, .frame"));
  for (let i = 0; i < 6; i++) {
    const target = all[Math.floor(random() * all.length)];
    const luck = random();
    const extra = document.createElement("em");
    extra.className = "extra";
    if (luck < 0.2) target.append(extra);
    else if (luck < 0.4) target.prepend(extra);
    else if (luck < 0.6) target.classList.add("js");
    else if (luck < 0.75) target.dataset.live = "1";
    else if (luck < 0.85 && target.localName !== "main") {
      const frame = document.createElement("div");
      frame.className = "frame";
      target.before(frame);
      frame.append(target);
    } else if (target.localName !== "main") target.before(extra);
  }
}

/** Gives what differs from what is served, apart from what scripts did. */
function compare(now) {
  const wanted = new DOMParser().parseFromString(now, "text/html").querySelector("main");
  const live = document.querySelector("main").cloneNode(true);
  for (const extra of live.querySelectorAll(".extra")) extra.remove();
  for (const frame of [...live.querySelectorAll(".frame")]) frame.replaceWith(...frame.childNodes);
  for (const element of [live, ...live.querySelectorAll("*")]) {
    element.removeAttribute("data-live");
    element.classList.remove("js");
    if (!element.getAttribute("class")) element.removeAttribute("class");
  }
  return live.isEqualNode(wanted) ? null : `${live.outerHTML}\n---\n${wanted.outerHTML}`;
}
