// What the server says about a page that stands open → the page as it is now, without loading it again.

/**
 * A block of the text: the `nth` whose letters and digits begin with `text`; null is the top of the page.
 * @typedef {{text: string, nth: number} | null} Block
 * @typedef {{kind: "hello" | "page" | "desk" | "saved", seen?: string, assets?: Record<string, string>, desk?: number,
 *   url?: string | null, block?: Block}} Word
 */

const SCRIPT = "/-weef/live.js";
/** What a page after this one has to show, and whether it follows: remembered for this tab only. */
const GOAL = "weef-goal";
const FOLLOW = "weef-follow";
/** How long, in milliseconds, word of a save and the page that was saved may be apart. */
const TOGETHER = 2000;
/** How long, in milliseconds, a socket is open before it counts as one that stays. */
const STEADY = 5000;

/** What this page looked like when it was served; the server tells us when that is no longer so. */
let stamp = seenOf(document.currentScript);

/** The stamp in the address of the preview's script. @param {Element | null} script */
function seenOf(script) {
  return script && new URL(script.getAttribute("src") ?? "", location.href).searchParams.get("seen");
}

// Remembering. A browser may refuse to.

/** @param {"localStorage" | "sessionStorage"} where @param {string} name @returns {any} */
const recall = (where, name) => {
  try {
    return JSON.parse(window[where].getItem(name) ?? "null");
  } catch {
    return null;
  }
};

/** @param {"localStorage" | "sessionStorage"} where @param {string} name @param {unknown} value */
const remember = (where, name, value) => {
  try {
    window[where].setItem(name, JSON.stringify(value));
  } catch {}
};

// The conversation.

/** @type {WebSocket | null} */
let socket = null;
let retry = 0;
let pause = 500;
/** Who wants to know what the server says. @type {((word: Word) => void)[]} */
const listeners = [];

const connect = () => {
  hangUp();
  const query = new URLSearchParams({ token, page: location.pathname, seen: stamp ?? "" });
  const line = new WebSocket(`${location.origin.replace(/^http/, "ws")}/-weef/live?${query}`);
  // One that is closed at once was one too many.
  line.onopen = () => setTimeout(() => line === socket && (pause = 500), STEADY);
  line.onmessage = ({ data }) => {
    const word = JSON.parse(data);
    for (const listener of listeners) listener(word);
  };
  // What never opened closes too.
  line.onclose = () => line === socket && later();
  socket = line;
};

const hangUp = () => {
  clearTimeout(retry);
  const line = socket;
  socket = null;
  line?.close();
};

const later = () => {
  hangUp();
  retry = window.setTimeout(ask, pause);
  pause = Math.min(pause * 2, 4000);
};

/** Another token means another server: everything may have changed. */
const ask = async () => {
  const text = await fetch(SCRIPT, { cache: "no-store" }).then((answer) => (answer.ok ? answer.text() : ""), () => "");
  if (!text) later();
  else if (text.includes(token)) connect();
  else location.reload();
};

// The page.

/** What the server has for each style, script and picture of the theme. @type {Record<string, string> | undefined} */
let assets;
/** The latest state there was word of while the page was being fetched. @type {string | null | undefined} */
let wanted;
let isFetching = false;
/** The first block that the latest change changed, and when that was. */
let latest = { block: /** @type {Element | null} */ (null), at: -TOGETHER };
/** The block to go to as soon as this page has changed. @type {{block: Block, isShown: boolean} | null} */
let awaited = null;

/** Fetches the page until it is what the server last said it is. @param {string} seen */
const renew = async (seen) => {
  wanted = seen;
  if (isFetching) return;
  isFetching = true;
  try {
    while (wanted !== undefined && wanted !== stamp) {
      wanted = undefined;
      await take();
    }
  } catch {
    // Without a server the line breaks too, and with a new line comes word of the page.
  }
  isFetching = false;
};

const take = async () => {
  const answer = await fetch(location.href, { cache: "no-store" });
  const text = await answer.text();
  if (answer.redirected) return location.replace(answer.url);
  if (!/^text\/html\b/.test(answer.headers.get("Content-Type") ?? "")) return location.reload();
  const served = new DOMParser().parseFromString(text, "text/html");
  // What scripts made of a page in one language they have to make again in another.
  if (served.documentElement.lang !== base.documentElement.lang) return location.reload();
  const seen = seenOf(served.querySelector(`script[src^="${SCRIPT}"]`));
  try {
    const { block, isSame } = morph(served);
    stamp = seen ?? stamp;
    if (!isSame) latest = { block, at: performance.now() };
    if (!isSame) arrive();
  } catch (error) {
    if (!(error instanceof Hopeless)) console.error(error);
    location.reload();
  }
};

/** Takes note of what the theme has now. @param {Record<string, string>} now */
const compare = (now) => {
  const before = assets ?? now;
  assets = now;
  // What has another address by now, the page itself asks for once it has changed.
  const changed = Object.entries(now).filter(([path, hash]) => path in before && before[path] !== hash);
  if (changed.length && !refresh(new Map(changed))) location.reload();
};

listeners.push(({ kind, seen, assets: now }) => {
  if (now) compare(now);
  if (kind === "page" && seen !== undefined) renew(seen);
});

// Going along with what is saved.

let isFollowing = recall("sessionStorage", FOLLOW) === true;

/** @param {boolean} wish */
const follow = (wish) => {
  isFollowing = wish;
  remember("sessionStorage", FOLLOW, wish);
};

/** Letters and digits of a block, without what pops up from it. @param {Element} block */
const lettersOf = (block) => {
  let text = block.textContent ?? "";
  if (block.querySelector("[popover]")) {
    const copy = /** @type {Element} */ (block.cloneNode(true));
    for (const popup of copy.querySelectorAll("[popover]")) popup.remove();
    text = copy.textContent ?? "";
  }
  return text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
};

/** The element of a block; a block in another that begins alike is counted after it. @param {Block} block */
const locate = (block) => {
  if (!block?.text) return document.querySelector("h1");
  const alike = blocksOf().filter((each) => lettersOf(each).startsWith(block.text));
  return alike[block.nth] ?? alike.at(-1) ?? null;
};

/** The range of a text in an element, by its letters and digits. @param {Element | null} element @param {string} text */
const rangeOf = (element, text) => {
  if (!element) return null;
  /** @param {string} each */
  const letter = (each) => (/[\p{L}\p{N}]/u.test(each) ? each.toLowerCase() : "");
  const wanted = [...text].map(letter).join("");
  /** @type {[Node, number, number][]} */
  const places = [];
  let letters = "";
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.parentElement?.closest("[popover]")) continue;
    let at = 0;
    for (const each of node.nodeValue ?? "") {
      for (const one of letter(each)) {
        letters += one;
        places.push([node, at, at + each.length]);
      }
      at += each.length;
    }
  }
  const start = letters.indexOf(wanted);
  if (!wanted || start < 0) return null;
  const range = new Range();
  range.setStart(places[start][0], places[start][1]);
  range.setEnd(places[start + wanted.length - 1][0], places[start + wanted.length - 1][2]);
  return range;
};

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Between which heights of the screen the page can be seen. */
const view = { top: () => 0, bottom: () => innerHeight };

/** Brings an element on the screen and marks it for a moment. @param {Element} element */
const reveal = (element) => {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  const { top, bottom } = element.getBoundingClientRect();
  const [from, to] = [view.top(), view.bottom()];
  if (top < from || bottom > to) {
    const above = Math.max(24, (to - from - (bottom - top)) / 3);
    scrollBy({ top: top - from - above, behavior: calm.matches ? "instant" : "smooth" });
  }
  const mark = { outline: "3px solid #d9822b", outlineOffset: "4px", borderRadius: "2px" };
  const fade = { ...mark, outlineColor: calm.matches ? "#d9822b" : "transparent" };
  element.animate([mark, { ...mark, offset: 0.6 }, fade], { duration: 2400 });
};

/** @param {string} url @param {Block} block */
const goTo = (url, block) => {
  if (pathOf(url) === location.pathname) {
    const element = locate(block) ?? locate(null);
    if (element) reveal(element);
    return element;
  }
  remember("sessionStorage", GOAL, { path: pathOf(url), block });
  location.assign(url);
  return null;
};

/** Shows what was saved, if that is on the page now. */
const arrive = () => {
  if (!awaited) return;
  awaited.isShown = true;
  const element = (awaited.block && locate(awaited.block)) ?? (latest.block?.isConnected ? latest.block : null);
  if (element) reveal(element);
};

listeners.push(({ kind, url, block = null }) => {
  if (kind !== "saved" || !isFollowing || !url) return;
  if (pathOf(url) !== location.pathname) return void goTo(url, block);
  // Which of the two comes first, the page or word of the save, nobody knows.
  const mine = { block, isShown: false };
  awaited = mine;
  if (performance.now() - latest.at < TOGETHER) arrive();
  setTimeout(() => {
    if (awaited !== mine) return;
    if (!mine.isShown) arrive();
    awaited = null;
  }, TOGETHER);
});

/** On a page that was come to for one of its blocks. */
const resume = () => {
  const goal = recall("sessionStorage", GOAL);
  if (goal === null) return;
  remember("sessionStorage", GOAL, null);
  const element = goal.path === location.pathname && locate(goal.block);
  if (element) requestAnimationFrame(() => reveal(element));
};

addEventListener("pageshow", ({ persisted }) => persisted && connect());
addEventListener("pagehide", hangUp);
resume();
connect();
