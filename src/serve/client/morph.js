// A page as it was served and as it is served now → the same differences, and no others, in the page that stands open.
//
// What was served is kept beside the live page, every node tied to its live counterpart. Only what differs between
// the two served pages is carried over, so whatever the reader and the theme's scripts did elsewhere stays: what is
// unfolded, typed, selected or added, and where the reader is.

/** The live counterpart of each node that was served. @type {WeakMap<Node, Node>} */
const lives = new WeakMap();
/** What a served tree looks like, in a number. @type {WeakMap<Node, number>} */
const looks = new WeakMap();

/** What is read as one, and what a reader is led to. */
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, pre, th, td, figcaption, summary";
/** How many pairs of children are weighed against each other; beyond that they are taken as they come. */
const WEIGHED = 10_000;
/** How long, in milliseconds, a style that is replaced waits for the new one. */
const PATIENCE = 4000;

/** The links to a page's styles. @param {ParentNode} root @returns {HTMLLinkElement[]} */
const sheetsOf = (root) => [...root.querySelectorAll("link")].filter(isSheet);
/** @param {Node} node @returns {node is HTMLLinkElement} */
const isSheet = (node) => node instanceof HTMLLinkElement && node.relList.contains("stylesheet");
/** The path of an address as a page of this site has it. @param {string | null} address */
const pathOf = (address) => new URL(address ?? "", document.baseURI).pathname;
/** Search knows by itself that it is old. @param {string} path */
const isSearch = (path) => path.endsWith("/search.js");

// What was served.

/** Ties a served tree to a live one of the same shape. @param {Node} served @param {Node} live */
const tie = (served, live) => {
  lives.set(served, live);
  let other = live.firstChild;
  for (let child = served.firstChild; child && other; child = child.nextSibling) {
    tie(child, other);
    other = other.nextSibling;
  }
};

/** Ties a served tree to what another one of the same shape is tied to. @param {Node} before @param {Node} after */
const retie = (before, after) => {
  lives.set(after, liveOf(before));
  let other = before.firstChild;
  for (let child = after.firstChild; child && other; child = child.nextSibling) {
    retie(other, child);
    other = other.nextSibling;
  }
};

/** @param {Node} served @returns {any} */
const liveOf = (served) => lives.get(served);

/**
 * Takes out the preview's own scripts, which are other ones each time, and reads what is there only without scripts
 * the way a page with scripts does: as text.
 * @param {Document} served
 */
const sweep = (served) => {
  for (const script of served.querySelectorAll('script[src^="/-weef/"]')) script.remove();
  for (const without of served.querySelectorAll("noscript")) {
    if (without.firstElementChild) without.textContent = without.innerHTML;
  }
  return served;
};

/** Which scripts a page runs. @param {Document} served */
const scriptsOf = (served) =>
  [...served.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")).join("\n");

/** The page as it was served. */
let base = (() => {
  const copy = /** @type {Document} */ (document.cloneNode(true));
  tie(copy, document);
  return sweep(copy);
})();

/** A text as a number of 53 bits. @param {string} text */
const digest = (text) => {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (high & 0x1fffff) * 0x100000000 + (low >>> 0);
};

/** What a tree looks like: equal for equal trees. @param {Node} node @returns {number} */
const look = (node) => {
  const known = looks.get(node);
  if (known !== undefined) return known;
  const parts = [node.nodeType, node.nodeName, node.nodeValue ?? ""];
  if (node instanceof Element) {
    for (const { name, value } of node.attributes) parts.push(name, value);
    if (node instanceof HTMLTemplateElement) parts.push(node.innerHTML);
  }
  parts.push("\u0001");
  for (let child = node.firstChild; child; child = child.nextSibling) parts.push(look(child));
  const made = digest(parts.join("\u0000"));
  looks.set(node, made);
  return made;
};

/** @param {Node} one @param {Node} other */
const isEqual = (one, other) => look(one) === look(other);

// Which child was which.

/** What must be the same in two nodes for one to become the other. @param {Node} node */
const kindOf = (node) => {
  if (!(node instanceof Element)) return node.nodeName;
  /** @param {string[]} names */
  const with_ = (...names) => [node.nodeName, ...names.map((name) => node.getAttribute(name))].join(" ");
  switch (node.nodeName) {
    case "LINK": return with_("rel", "href");
    case "META": return with_("name", "property", "http-equiv");
    case "INPUT": return with_("type");
    // Neither has children that can be seen.
    case "SCRIPT": case "TEMPLATE": return `${node.nodeName} ${look(node)}`;
    default: return node.nodeName;
  }
};

/** @param {Node} node */
const isBlank = (node) => node.nodeType === Node.TEXT_NODE && !node.nodeValue?.trim();

/** How many letters two texts have in common at the start. @param {string} one @param {string} other */
const sharedStart = (one, other) => {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one[at] === other[at]) at += 1;
  return at;
};

/** The same at the end, of what is left. @param {string} one @param {string} other @param {number} start */
const sharedEnd = (one, other, start) => {
  const most = Math.min(one.length, other.length) - start;
  let n = 0;
  while (n < most && one[one.length - 1 - n] === other[other.length - 1 - n]) n += 1;
  return n;
};

/** How much two texts are alike, from 0 to 1. @param {string} one @param {string} other */
const likeness = (one, other) => {
  const start = sharedStart(one, other);
  return (start + sharedEnd(one, other, start)) / (Math.max(one.length, other.length) || 1);
};

/** Children of one side between two that are sure, and what they are weighed by. */
class Side {
  /** @param {Node[]} nodes */
  constructor(nodes) {
    this.nodes = nodes;
    this.kinds = nodes.map(kindOf);
    this.texts = nodes.map((node) => node.textContent ?? "");
    this.ids = nodes.map((node) => (node instanceof Element && node.id) || null);
  }

  /** How gladly a child becomes one of the other side; 0: not at all. @param {number} i @param {Side} other @param {number} j */
  worth(i, other, j) {
    if (this.kinds[i] !== other.kinds[j]) return 0;
    return 1 + (this.ids[i] !== null && this.ids[i] === other.ids[j] ? 8 : 0) + 4 * likeness(this.texts[i], other.texts[j]);
  }
}

/**
 * The longest run of pairs that rises on both sides; they already rise on the second.
 * @param {[number, number][]} pairs
 */
const rising = (pairs) => {
  /** For each length, the pair that ends a run of it lowest. @type {number[]} */
  const ends = [];
  /** @type {number[]} */
  const previous = [];
  pairs.forEach(([value], i) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]][0] < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low ? ends[low - 1] : -1;
    ends[low] = i;
  });
  const run = [];
  for (let i = ends.at(-1) ?? -1; i >= 0; i = previous[i]) run.push(pairs[i]);
  return run.reverse();
};

/** Pairs of equal nodes that keep their order. White space is between everything and says nothing. */
const anchors = (/** @type {Node[]} */ olds, /** @type {Node[]} */ news) => {
  /** @type {Map<number, number[]>} */
  const places = new Map();
  olds.forEach((node, i) => {
    const known = places.get(look(node));
    if (isBlank(node)) return;
    if (known) known.push(i);
    else places.set(look(node), [i]);
  });
  for (const list of places.values()) list.reverse();
  return rising(news.flatMap((node, j) => {
    const i = places.get(look(node))?.pop();
    return i === undefined ? [] : [/** @type {[number, number]} */ ([i, j])];
  }));
};

/** Pairs between which nothing is equal, by weighing all. @param {Side} olds @param {Side} news */
const weigh = (olds, news) => {
  const [n, m] = [olds.nodes.length, news.nodes.length];
  const wide = m + 1;
  const best = new Float64Array((n + 1) * wide);
  const worths = new Float64Array((n + 1) * wide);
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      const worth = olds.worth(i, news, j);
      worths[i * wide + j] = worth;
      best[i * wide + j] = Math.max(
        best[(i + 1) * wide + j],
        best[i * wide + j + 1],
        worth && worth + best[(i + 1) * wide + j + 1],
      );
    }
  }
  /** @type {[number, number][]} */
  const pairs = [];
  for (let i = 0, j = 0; i < n && j < m;) {
    const at = i * wide + j;
    if (worths[at] && best[at] === worths[at] + best[at + wide + 1]) pairs.push([i++, j++]);
    else if (best[at] === best[at + wide]) i += 1;
    else j += 1;
  }
  return pairs;
};

/** The same for so many that they are taken as they come. @param {Side} olds @param {Side} news */
const inTurn = (olds, news) => {
  /** @type {Map<string, number[]>} */
  const places = new Map();
  for (let i = olds.nodes.length - 1; i >= 0; i--) {
    const known = places.get(olds.kinds[i]);
    if (known) known.push(i);
    else places.set(olds.kinds[i], [i]);
  }
  return rising(news.kinds.flatMap((kind, j) => {
    const i = places.get(kind)?.pop();
    return i === undefined ? [] : [/** @type {[number, number]} */ ([i, j])];
  }));
};

/**
 * For each new child the old one that it was, if any; in the same order on both sides.
 * @param {Node[]} olds @param {Node[]} news @returns {Map<Node, Node>}
 */
const match = (olds, news) => {
  /** @type {Map<Node, Node>} */
  const pairs = new Map();
  let start = 0;
  let [oldEnd, newEnd] = [olds.length, news.length];
  while (start < oldEnd && start < newEnd && isEqual(olds[start], news[start])) pairs.set(news[start], olds[start++]);
  while (start < oldEnd && start < newEnd && isEqual(olds[oldEnd - 1], news[newEnd - 1])) {
    pairs.set(news[--newEnd], olds[--oldEnd]);
  }
  const [oldRest, newRest] = [olds.slice(start, oldEnd), news.slice(start, newEnd)];
  let [from, to] = [0, 0];
  for (const [i, j] of [...anchors(oldRest, newRest), [oldRest.length, newRest.length]]) {
    const [some, others] = [new Side(oldRest.slice(from, i)), new Side(newRest.slice(to, j))];
    const isFew = some.nodes.length * others.nodes.length <= WEIGHED;
    for (const [a, b] of (isFew ? weigh : inTurn)(some, others)) pairs.set(others.nodes[b], some.nodes[a]);
    if (i < oldRest.length) pairs.set(newRest[j], oldRest[i]);
    [from, to] = [i + 1, j + 1];
  }
  return pairs;
};

// Carrying over.

/** Thrown where only loading the page again helps. */
class Hopeless extends Error {}

/** What one change of the page did. */
class Change {
  constructor() {
    /** Where something changed. @type {Node[]} */
    this.touched = [];
    /** Styles that came. @type {HTMLLinkElement[]} */
    this.arriving = [];
    /** Styles that have had their day once those are there. @type {HTMLLinkElement[]} */
    this.leaving = [];
  }

  /** Makes the live counterpart of one served node that of another. @param {Node} before @param {Node} after */
  carry(before, after) {
    if (isEqual(before, after)) return retie(before, after);
    const live = liveOf(before);
    lives.set(after, live);
    if (before instanceof CharacterData) this.text(live, after.nodeValue ?? "");
    else if (before instanceof Element && after instanceof Element) {
      this.attributes(live, before, after);
      this.children(live, before, after);
    }
  }

  /**
   * Replaces no more of a text than what differs, so that a selection beside it stays.
   * @param {CharacterData} live @param {string} after
   */
  text(live, after) {
    const now = live.data;
    const start = sharedStart(now, after);
    const end = sharedEnd(now, after, start);
    live.replaceData(start, now.length - end - start, after.slice(start, after.length - end));
    this.touched.push(live);
  }

  /** @param {Element} live @param {Element} before @param {Element} after */
  attributes(live, before, after) {
    const names = new Set([...before.getAttributeNames(), ...after.getAttributeNames()]);
    for (const name of names) {
      const [was, is] = [before.getAttribute(name), after.getAttribute(name)];
      if (was === is) continue;
      this.touched.push(live);
      if (name === "class" && live.getAttribute(name) !== was) renameClasses(live, was ?? "", is ?? "");
      else if (is === null) live.removeAttribute(name);
      else live.setAttribute(name, is);
    }
  }

  /** @param {Element} live @param {Element} before @param {Element} after */
  children(live, before, after) {
    const [olds, news] = [[...before.childNodes], [...after.childNodes]];
    const pairs = match(olds, news);
    const kept = new Set(pairs.values());
    const gone = olds.filter((node) => !kept.has(node));
    if (!isInPlace(live, olds, gone, pairs)) return this.rebuild(live, before, after);

    let next = endOf(live, olds, gone);
    for (const node of gone) this.take(live, liveOf(node));
    for (const node of news.reverse()) {
      const old = pairs.get(node);
      if (old) this.carry(old, node);
      else live.insertBefore(this.bring(node), next);
      next = placeOf(live, node) ?? next;
    }
  }

  /** Makes all that is in an element anew: scripts have moved what was in it. */
  rebuild(/** @type {Element} */ live, /** @type {Element} */ before, /** @type {Element} */ after) {
    if (live === document.documentElement || live === document.head || live === document.body) throw new Hopeless();
    for (const stray of straysOf(live, before)) stray.remove();
    live.replaceChildren(...[...after.childNodes].map((node) => this.bring(node)));
    this.touched.push(live);
  }

  /** The live counterpart of something new. @param {Node} served */
  bring(served) {
    const live = document.importNode(served, true);
    tie(served, live);
    if (isSheet(live)) this.arriving.push(live);
    this.touched.push(live);
    return live;
  }

  /** @param {Element} parent @param {ChildNode} live */
  take(parent, live) {
    const { nextElementSibling: next, previousElementSibling: previous } = /** @type {any} */ (live);
    this.touched.push(next ?? previous ?? parent);
    if (isSheet(live)) this.leaving.push(live);
    else live.remove();
  }

  /** Lets old styles go when the new ones are there: the page is never without. */
  async settle() {
    await Promise.all(this.arriving.map((sheet) => new Promise((resolve) => {
      sheet.onload = sheet.onerror = resolve;
      setTimeout(resolve, PATIENCE);
    })));
    for (const sheet of this.leaving) sheet.remove();
  }

  /** The first block of the text that changed. @returns {Element | null} */
  block() {
    const touched = new Set(this.touched);
    const walk = document.createTreeWalker(document.querySelector(MAIN) ?? document.body);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (!touched.has(node) || !isText(node)) continue;
      const element = node instanceof Element ? node : node.parentElement;
      const block = element?.closest(BLOCKS) ?? element?.querySelector(BLOCKS);
      if (block) return block;
    }
    return null;
  }
}

/** @param {Element} live @param {string} before @param {string} after */
const renameClasses = (live, before, after) => {
  const words = (/** @type {string} */ text) => text.split(/\s+/).filter(Boolean);
  live.classList.remove(...words(before).filter((word) => !words(after).includes(word)));
  live.classList.add(...words(after));
};

/**
 * Whether scripts left everything where it was that is to go or to change, and something beside which new nodes can
 * come.
 * @param {Element} live @param {Node[]} olds @param {Node[]} gone @param {Map<Node, Node>} pairs
 */
const isInPlace = (live, olds, gone, pairs) => {
  const isHome = (/** @type {Node} */ node) => liveOf(node).parentNode === live;
  if (!gone.every(isHome)) return false;
  for (const [after, before] of pairs) if (!liveOf(before).isConnected && !isEqual(before, after)) return false;
  return !olds.length || olds.some((node) => placeOf(live, node));
};

/** The child of an element in which a served node is now: itself, or what scripts put around it. */
const placeOf = (/** @type {Element} */ live, /** @type {Node} */ served) => {
  let here = liveOf(served);
  while (here && here.parentNode !== live) here = here.parentNode;
  return here;
};

/** Where what was served ends: what scripts put after it stays after it. */
const endOf = (/** @type {Element} */ live, /** @type {Node[]} */ olds, /** @type {Node[]} */ gone) => {
  const leaving = new Set(gone.map(liveOf));
  const last = olds.findLast((node) => placeOf(live, node));
  let end = last ? placeOf(live, last).nextSibling : null;
  while (end && leaving.has(end)) end = end.nextSibling;
  return end;
};

/** What scripts moved out of an element. @param {Element} live @param {Node} served @returns {ChildNode[]} */
const straysOf = (live, served) => [...served.childNodes].flatMap((child) => {
  const here = liveOf(child);
  return here.isConnected && !live.contains(here) ? [here] : straysOf(live, child);
});

// Blocks, and where the reader is.

const MAIN = "main";
/** What is around the text. */
const AROUND = "nav, header, footer, [popover]";

/** @param {Node} node */
const isText = (node) => {
  const element = node instanceof Element ? node : node.parentElement;
  return !!element?.closest(MAIN) && !element.closest(AROUND);
};

/** The blocks of the text. @returns {Element[]} */
const blocksOf = () => {
  const all = [...document.querySelectorAll(BLOCKS)];
  const text = all.filter(isText);
  return text.length ? text : all;
};

/** Holds on to what the reader sees at the top of the screen; the answer puts it back there. */
const hold = () => {
  if (scrollY < 1) return () => {};
  const root = document.documentElement;
  const blocks = blocksOf();
  const isSeen = (/** @type {Element} */ block) => block.getClientRects().length && block.getBoundingClientRect().bottom > 0;
  const first = blocks.findIndex(isSeen);
  const top = (/** @type {Element} */ block) => block.getBoundingClientRect().top;
  // The first may go; then the one below it is as good.
  const tops = first < 0 ? [] : blocks.slice(first, first + 40).map((block) => /** @type {const} */ ([block, top(block)]));
  // Two who put it back are one too many.
  root.style.setProperty("overflow-anchor", "none");
  return () => {
    const one = tops.find(([block]) => block.isConnected && block.getClientRects().length);
    if (one) scrollBy({ top: top(one[0]) - one[1], behavior: "instant" });
    requestAnimationFrame(() => {
      root.style.removeProperty("overflow-anchor");
      if (!root.getAttribute("style")) root.removeAttribute("style");
    });
  };
};

// What the rest of the preview asks.

/**
 * Makes the live page what is served now. Gives the first block of text that changed, or null; `isSame` when nothing
 * was different.
 * @param {Document} served
 */
const morph = (served) => {
  sweep(served);
  if (scriptsOf(served) !== scriptsOf(base)) throw new Hopeless();
  const change = new Change();
  const settle = hold();
  change.carry(base.documentElement, served.documentElement);
  base = served;
  settle();
  change.settle();
  return { block: change.touched.length ? change.block() : null, isSame: !change.touched.length };
};

/**
 * Loads styles and pictures of the theme again whose contents changed under the same address; gives false when a
 * script is among them, for which the page has to be loaded again.
 * @param {Map<string, string>} changed new hash by path
 */
const refresh = (changed) => {
  const scripts = [...base.querySelectorAll("script[src]")].map((script) => pathOf(script.getAttribute("src")));
  if (scripts.some((path) => changed.has(path) && !isSearch(path))) return false;
  const rest = new Map(changed);
  for (const picture of base.querySelectorAll("img[src]")) {
    const hash = changed.get(pathOf(picture.getAttribute("src")));
    if (hash !== undefined) liveOf(picture).src = `${picture.getAttribute("src")}?${hash}`;
  }
  const change = new Change();
  for (const sheet of sheetsOf(base)) {
    const hash = changed.get(pathOf(sheet.getAttribute("href")));
    rest.delete(pathOf(sheet.getAttribute("href")));
    if (hash !== undefined) renewSheet(change, sheet, hash);
  }
  // What a style asks for itself: another style, a font, a picture. By which one, nobody knows.
  const parts = [...rest].filter(([path]) => !/\.m?js$/.test(path));
  if (parts.length) for (const sheet of sheetsOf(base)) renewSheet(change, sheet, digest(parts.join()).toString(36));
  change.settle();
  return true;
};

/** @param {Change} change @param {HTMLLinkElement} sheet as it was served @param {string} hash */
const renewSheet = (change, sheet, hash) => {
  const old = liveOf(sheet);
  const fresh = old.cloneNode();
  fresh.href = `${sheet.getAttribute("href")}?${hash}`;
  change.arriving.push(fresh);
  change.leaving.push(old);
  lives.set(sheet, fresh);
  old.after(fresh);
};
