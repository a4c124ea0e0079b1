// What the server knows of a page and its site → the editor's desk: a button in the corner of the page, a panel that
// it opens, and a bar for a file that cannot be used.
//
// All of it lives in a shadow tree outside the body, so that page and desk do not touch each other's looks. Whatever
// comes from the server becomes text nodes and attributes, never markup.

/**
 * @typedef {"error" | "warning" | "advice"} Severity
 * @typedef {{line: number, text: string, from: number, to: number}} Excerpt
 * @typedef {{code: string, severity: Severity, message: string, help: string | null, file: string, line: number,
 *   column: number, excerpt: Excerpt[], page: string | null, owner: string | null, collection: string | null,
 *   block: Block, edit: string}} Problem
 * @typedef {{title: string, url: string}} Goal
 * @typedef {{name: string, score: number, band: string}} Score
 * @typedef {{text: string, words: number, line: number, block: Block, edit: string}} Sentence
 * @typedef {{url: string, source: string, title: string, collection: string | null,
 *   terms: {vocabulary: string, name: string, url: string}[], status: {kind: string, text: string}, words: number,
 *   minutes: number, readability: null | {sentences: number, scores: Score[], longest: Sentence[]},
 *   review: null | {date: string, text: string, overdue: boolean}, links_out: Goal[], links_in: Goal[],
 *   edit: string}} Page
 * @typedef {{desk: number, page: Page | null, broken: Problem[], problems: Problem[],
 *   counts: Record<Severity, number>, unpublished: (Goal & {kind: string, text: string})[],
 *   recent: {title: string, url: string | null, source: string, when: string, edit: string}[]}} Desk
 * @typedef {{value: string, text: string, count: number}} Choice
 * @typedef {{total: number, problems: Problem[], facets: Record<string, Choice[]>}} Found
 */

const WORDS = {
  nl: {
    desk: "weef: hulp bij het schrijven",
    close: "Sluiten",
    follow: "Volgen",
    followHelp: "Ga vanzelf naar de plek die je in je editor opslaat.",
    tabs: "Onderdelen",
    problems: "Meldingen",
    page: "Pagina",
    site: "Site",
    planned: "Concepten",
    recent: "Recent",
    error: "Fout",
    warning: "Waarschuwing",
    advice: "Advies",
    errors: "fouten",
    warnings: "waarschuwingen",
    advices: "adviezen",
    noProblems: "Geen meldingen op deze pagina.",
    nothingFound: "Geen meldingen.",
    noneHere: "Dit adres hoort niet bij een bestand.",
    nonePlanned: "Alles is te zien voor bezoekers.",
    noneRecent: "Er is nog niets gewijzigd.",
    cure: "Wat te doen:",
    place: "Naar de plek",
    other: "Naar de pagina",
    edit: "Open in editor",
    editFailed: "De editor start niet.",
    failed: "De gegevens komen niet. Draait weef nog?",
    line: "regel",
    broken: "Dit bestand is nu niet te gebruiken",
    lastGood: "Hieronder zie je de laatste goede versie van de pagina.",
    fold: "Inklappen",
    unfold: "Uitklappen",
    source: "Bestand",
    title: "Titel",
    collection: "Soort",
    status: "Status",
    words: "Woorden",
    review: "Nakijken",
    overdue: "te laat",
    readability: "Leesbaarheid",
    longest: "Langste zinnen",
    linksOut: "Links op deze pagina",
    linksIn: "Links hierheen",
    severity: "Ernst",
    owner: "Eigenaar",
    code: "Melding",
    all: "Alle",
    more: "Meer tonen",
    isMended: "Het bestand is weer goed.",
    /** @param {number} n */
    minutes: (n) => (n === 1 ? "1 minuut lezen" : `${n} minuten lezen`),
    /** @param {number} n */
    sentences: (n) => (n === 1 ? "1 zin" : `${n} zinnen`),
    /** @param {number} n */
    wordCount: (n) => (n === 1 ? "1 woord" : `${n} woorden`),
    /** @param {number} n */
    onPage: (n) => (n === 1 ? "1 melding op deze pagina" : `${n || "geen"} meldingen op deze pagina`),
    /** @param {number} n */
    added: (n) => (n === 1 ? "1 nieuw probleem" : `${n} nieuwe problemen`),
    /** @param {number} n */
    solved: (n) => (n === 1 ? "1 probleem opgelost" : `${n} problemen opgelost`),
    /** @param {number} shown @param {number} total */
    shown: (shown, total) => `${shown} van ${total} meldingen`,
  },
  en: {
    desk: "weef: help with writing",
    close: "Close",
    follow: "Follow",
    followHelp: "Go by itself to the place that you save in your editor.",
    tabs: "Parts",
    problems: "Problems",
    page: "Page",
    site: "Site",
    planned: "Drafts",
    recent: "Recent",
    error: "Error",
    warning: "Warning",
    advice: "Advice",
    errors: "errors",
    warnings: "warnings",
    advices: "advice",
    noProblems: "No problems on this page.",
    nothingFound: "No problems.",
    noneHere: "No file belongs to this address.",
    nonePlanned: "Visitors can see everything.",
    noneRecent: "Nothing has changed yet.",
    cure: "What to do:",
    place: "Go to the place",
    other: "Go to the page",
    edit: "Open in editor",
    editFailed: "The editor does not start.",
    failed: "The facts do not come. Is weef still running?",
    line: "line",
    broken: "This file cannot be used now",
    lastGood: "Below is the last good version of the page.",
    fold: "Fold",
    unfold: "Unfold",
    source: "File",
    title: "Title",
    collection: "Kind",
    status: "Status",
    words: "Words",
    review: "Review",
    overdue: "overdue",
    readability: "Readability",
    longest: "Longest sentences",
    linksOut: "Links on this page",
    linksIn: "Links to this page",
    severity: "Severity",
    owner: "Owner",
    code: "Problem",
    all: "All",
    more: "Show more",
    isMended: "The file is fine again.",
    /** @param {number} n */
    minutes: (n) => (n === 1 ? "1 minute to read" : `${n} minutes to read`),
    /** @param {number} n */
    sentences: (n) => (n === 1 ? "1 sentence" : `${n} sentences`),
    /** @param {number} n */
    wordCount: (n) => (n === 1 ? "1 word" : `${n} words`),
    /** @param {number} n */
    onPage: (n) => (n === 1 ? "1 problem on this page" : `${n || "no"} problems on this page`),
    /** @param {number} n */
    added: (n) => (n === 1 ? "1 new problem" : `${n} new problems`),
    /** @param {number} n */
    solved: (n) => (n === 1 ? "1 problem solved" : `${n} problems solved`),
    /** @param {number} shown @param {number} total */
    shown: (shown, total) => `${shown} of ${total} problems`,
  },
};
const words = WORDS[speech];

/** @type {Severity[]} */
const SEVERITIES = ["error", "warning", "advice"];
/** Not by colour alone. */
const SIGNS = { error: "✕", warning: "!", advice: "i" };
/** What the panel remembers. */
const MEMORY = "weef-desk";

// Elements.

/**
 * An element with attributes and what is in it.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {(string | Node | null)[]} inside
 */
const make = (tag, attributes = {}, ...inside) => {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...inside.filter((each) => each !== null));
  return element;
};

/** @param {string} text @param {() => void} act @param {Record<string, string>} [attributes] */
const button = (text, act, attributes = {}) => {
  const element = make("button", { type: "button", ...attributes }, text);
  element.onclick = act;
  return element;
};

/** A link within the site. @param {Goal} goal */
const link = ({ title, url }) => {
  const { origin, href } = new URL(url, location.href);
  return make("a", origin === location.origin ? { href } : {}, title);
};

/** @param {Severity} severity */
const sign = (severity) => make("span", { class: `sign ${severity}`, "aria-hidden": "true" }, SIGNS[severity]);

/** What an element of a list shows. @type {WeakMap<Element, string>} */
const shows = new WeakMap();

/**
 * Makes a list show these things. What stays the same stays the same element, so that the focus and what is selected
 * stay too.
 * @template T
 * @param {Element} list @param {T[]} items @param {(item: T) => string} nameOf
 * @param {(item: T, name: string) => HTMLElement} build
 */
const fill = (list, items, nameOf, build) => {
  const known = new Map([...list.children].map((child) => [child.getAttribute("data-item"), child]));
  /** @type {Map<string, number>} */
  const times = new Map();
  const elements = items.map((item) => {
    const time = times.get(nameOf(item)) ?? 0;
    times.set(nameOf(item), time + 1);
    const name = `${nameOf(item)} ${time}`;
    const now = JSON.stringify(item);
    const old = known.get(name);
    if (old && shows.get(old) === now) return old;
    const element = build(item, name);
    element.setAttribute("data-item", name);
    shows.set(element, now);
    return element;
  });
  const wanted = new Set(elements);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  elements.forEach((element, i) => {
    if (list.children[i] !== element) list.insertBefore(element, list.children[i] ?? null);
  });
};

// What a problem looks like.

/** What makes it the same problem, also when it moves. @param {Problem} problem */
const nameOf = ({ code, file, message }) => `${code} ${file} ${message}`;

/** What opens a file in the editor. @param {string} edit @param {string} name */
const editing = (edit, name) => {
  const attributes = { class: "action", "data-focus": `${name} edit` };
  if (!edit.startsWith("/")) {
    const isProgram = /^[a-z][a-z0-9+.-]*:\/\//i.test(edit) && !/^(javascript|data|vbscript|blob):/i.test(edit);
    return isProgram ? make("a", { href: edit, ...attributes }, words.edit) : null;
  }
  const note = make("span", { class: "note" });
  const start = button(words.edit, async () => {
    const isStarted = await fetch(edit).then(({ ok }) => ok, () => false);
    note.textContent = isStarted ? "" : words.editFailed;
    if (!isStarted) speak(words.editFailed);
  }, attributes);
  return make("span", {}, start, note);
};

/** What leads to a block, here or on another page. @param {string | null} url @param {Block} block @param {string} name */
const leading = (url, block, name) => {
  if (url === null) return null;
  const isHere = pathOf(url) === location.pathname;
  return button(isHere ? words.place : words.other, () => {
    const element = goTo(url, block);
    if (element instanceof HTMLElement) land(element);
  }, { class: "action", "data-focus": `${name} go` });
};

/** Takes the focus along, without a trace once it is gone again. @param {HTMLElement} element */
const land = (element) => {
  const isNew = !element.hasAttribute("tabindex");
  if (isNew) {
    element.tabIndex = -1;
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
  element.focus({ preventScroll: true });
};

/** @param {Excerpt} excerpt */
const row = ({ line, text, from, to }) => make("code", {},
  make("span", { class: "number" }, String(line)),
  make("span", {}, text.slice(0, from), ...(to > from ? [make("mark", {}, text.slice(from, to))] : []), text.slice(to)));

/** The sentence, the place and the cure. @param {Problem} problem */
const explanation = ({ message, help, file, line: at, excerpt }) => [
  make("p", { class: "message" }, message),
  make("p", { class: "where" }, `${file}, ${words.line} ${at}`),
  excerpt.length ? make("pre", { tabindex: "0", "aria-label": `${words.line} ${at}` }, ...excerpt.map(row)) : null,
  help ? make("p", { class: "help" }, make("b", {}, words.cure), ` ${help}`) : null,
];

/** @param {Problem} problem @param {string} name */
const entry = (problem, name) => {
  const { severity, code, page, block, edit } = problem;
  return make("li", { class: `problem ${severity}` },
    make("p", { class: "kind" }, sign(severity), make("b", {}, words[severity]), make("span", { class: "code" }, code)),
    ...explanation(problem),
    make("p", { class: "actions" }, leading(page, block, name), editing(edit, name)));
};

/** What is in a list of problems. @param {Element} list @param {Problem[]} problems */
const list = (list, problems) => fill(list, problems, nameOf, entry);

// The parts of the panel. Each is made once and shows what it is given as often as that changes.

/** @type {Desk | null} */
let facts = null;

/** @param {string} title */
const heading = (title) => make("h3", {}, title);

/** All problems of this page, those that make its file useless first, and then the worst. @returns {Problem[]} */
const problemsHere = () => {
  if (!facts) return [];
  const named = new Set(facts.broken.map(nameOf));
  const rest = facts.problems.filter((problem) => !named.has(nameOf(problem)));
  const rank = (/** @type {Problem} */ { severity }) => SEVERITIES.indexOf(severity);
  return [...facts.broken, ...rest.sort((a, b) => rank(a) - rank(b))];
};

const problemsPart = () => {
  const none = make("p", { class: "none" }, words.noProblems);
  const all = make("ol", { class: "problems" });
  return {
    inside: [none, all],
    draw() {
      const problems = problemsHere();
      none.hidden = problems.length > 0;
      list(all, problems);
    },
  };
};

/** A term and what belongs to it. @param {string} name @param {(string | Node | null)[]} inside */
const fact = (name, ...inside) => make("div", {}, make("dt", {}, name), make("dd", {}, ...inside));

/** @param {Node[]} nodes */
const commas = (nodes) => nodes.flatMap((node, i) => (i ? [", ", node] : [node]));

/** What is known of a page in a word or two. @param {Page} page */
const factsOf = ({ source, collection, status, terms, words: count, minutes, review, edit }) => {
  /** @type {Map<string, Node[]>} */
  const vocabularies = new Map();
  for (const { vocabulary, name, url } of terms) {
    vocabularies.set(vocabulary, [...(vocabularies.get(vocabulary) ?? []), link({ title: name, url })]);
  }
  return [
    fact(words.status, badge(status)),
    collection && fact(words.collection, collection),
    ...[...vocabularies].map(([name, links]) => fact(name, ...commas(links))),
    fact(words.words, `${count} (${words.minutes(minutes)})`),
    review && fact(words.review, `${review.text} `, review.overdue ? make("b", { class: "badge late" }, words.overdue) : null),
    fact(words.source, make("span", { class: "path" }, source), " ", editing(edit, "page")),
  ].filter((each) => each instanceof Node);
};

/** @param {{kind: string, text: string}} status */
const badge = ({ kind, text }) => make("span", { class: `badge ${/^[a-z]+$/.test(kind) ? kind : ""}` }, text);

/** @param {string} name */
const folded = (name) => {
  const summary = make("summary", {}, name);
  const links = make("ul", { class: "links" });
  const element = make("details", {}, summary, links);
  return {
    element,
    /** @param {Goal[]} goals */
    draw(goals) {
      summary.textContent = `${name} (${goals.length})`;
      element.hidden = !goals.length;
      fill(links, goals, ({ url }) => url, (goal) => make("li", {}, link(goal)));
    },
  };
};

/** @param {Sentence} sentence @param {string} name @param {string} url */
const sentenceEntry = ({ text, words: count, line: at, block, edit }, name, url) => make("li", { class: "problem" },
  make("p", { class: "message" }, text),
  make("p", { class: "where" }, `${words.wordCount(count)}, ${words.line} ${at}`),
  make("p", { class: "actions" }, leading(url, block, name), editing(edit, name)));

const pagePart = () => {
  const none = make("p", { class: "none" }, words.noneHere);
  const title = make("h3", { class: "title" });
  const known = make("dl", {});
  const scores = make("dl", { class: "scores" });
  const longest = make("ol", { class: "problems" });
  const [longestTitle, readable] = [make("h4", {}, words.longest), heading(words.readability)];
  const readability = make("div", {}, readable, scores, longestTitle, longest);
  const [out, into] = [folded(words.linksOut), folded(words.linksIn)];
  const whole = make("div", {}, title, known, readability, out.element, into.element);
  let shown = "";
  return {
    inside: [none, whole],
    draw() {
      const page = facts?.page ?? null;
      none.hidden = !(whole.hidden = !page);
      if (!page || shown === JSON.stringify(page)) return;
      shown = JSON.stringify(page);
      title.textContent = page.title;
      known.replaceChildren(...factsOf(page));
      readability.hidden = !page.readability;
      const { sentences = 0, scores: all = [], longest: long = [] } = page.readability ?? {};
      readable.textContent = `${words.readability} (${words.sentences(sentences)})`;
      scores.replaceChildren(...all.map(({ name, score, band }) =>
        fact(name, make("b", {}, score.toLocaleString(speech)), ` ${band}`)));
      longestTitle.hidden = !long.length;
      fill(longest, long, ({ text }) => text, (sentence, name) => sentenceEntry(sentence, name, page.url));
      out.draw(page.links_out);
      into.draw(page.links_in);
    },
  };
};

/** A filter of the site's problems. @param {string} name @param {string} label @param {() => void} changed */
const filter = (name, label, changed) => {
  const select = make("select", { id: `filter-${name}`, "data-focus": `filter ${name}` });
  select.onchange = changed;
  let shown = "";
  return {
    name,
    select,
    element: make("p", {}, make("label", { for: select.id }, label), select),
    /** @param {Choice[]} choices */
    draw(choices) {
      // A list that is pulled down stays so.
      if (shown === JSON.stringify(choices)) return;
      shown = JSON.stringify(choices);
      const { value } = select;
      select.replaceChildren(make("option", { value: "" }, words.all), ...choices.map((choice) =>
        make("option", { value: choice.value }, `${choice.text} (${choice.count})`)));
      select.value = value;
      if (select.selectedIndex < 0) select.selectedIndex = 0;
    },
  };
};

const sitePart = () => {
  const counts = make("p", { class: "counts" });
  const said = make("p", { class: "none", role: "status" });
  const all = make("ol", { class: "problems" });
  /** @type {Problem[]} */
  let problems = [];
  let turn = 0;

  /** Asks for problems up to as many as are shown, or for more. @param {number} most */
  const look = async (most) => {
    const mine = ++turn;
    const wishes = Object.fromEntries(filters.map(({ name, select }) => [name, select.value]));
    /** @type {Problem[]} */
    const found = [];
    for (;;) {
      /** @type {Found | null} */
      const answer = await get("problems", { ...wishes, offset: String(found.length) });
      if (mine !== turn) return;
      if (!answer) return void (said.textContent = words.failed);
      found.push(...answer.problems);
      if (found.length < Math.min(most, answer.total) && answer.problems.length) continue;
      return show(found, answer);
    }
  };
  /** @param {Problem[]} found @param {Found} answer */
  const show = (found, { total, facets }) => {
    problems = found;
    said.textContent = total ? words.shown(found.length, total) : words.nothingFound;
    for (const each of filters) {
      each.draw(facets[each.name] ?? []);
      each.element.hidden = !facets[each.name]?.length && !each.select.value;
    }
    keepFocus(() => list(all, found));
    more.hidden = found.length >= total;
  };
  const again = () => look(0);
  const filters = [
    filter("severity", words.severity, again),
    filter("owner", words.owner, again),
    filter("collection", words.collection, again),
    filter("code", words.code, again),
  ];
  const more = button(words.more, async () => {
    const before = problems.length;
    await look(before + 1);
    /** @type {HTMLElement | null | undefined} */
    const first = all.children[before]?.querySelector("button, a");
    first?.focus();
  }, { class: "more", hidden: "" });
  return {
    inside: [counts, make("div", { class: "filters" }, ...filters.map(({ element }) => element)), said, all, more],
    draw() {
      const { error = 0, warning = 0, advice = 0 } = facts?.counts ?? {};
      const numbers = { error, warning, advice };
      const names = { error: words.errors, warning: words.warnings, advice: words.advices };
      counts.replaceChildren(...SEVERITIES.map((each) => make("span", {}, sign(each), make("b", {}, String(numbers[each])),
        ` ${numbers[each] === 1 ? words[each].toLowerCase() : names[each]}`)));
      look(problems.length);
    },
  };
};

const plannedPart = () => {
  const none = make("p", { class: "none" }, words.nonePlanned);
  const all = make("ul", { class: "pages" });
  return {
    inside: [none, all],
    draw() {
      const pages = facts?.unpublished ?? [];
      none.hidden = pages.length > 0;
      fill(all, pages, ({ url }) => url, (page) => make("li", {}, link(page), " ", badge(page)));
    },
  };
};

const recentPart = () => {
  const none = make("p", { class: "none" }, words.noneRecent);
  const all = make("ul", { class: "pages" });
  /** @param {Desk["recent"][0]} file @param {string} name */
  const build = ({ title, url, source, when, edit }, name) => {
    const text = new Date(when).toLocaleString(speech, { dateStyle: "medium", timeStyle: "short" });
    return make("li", {}, url === null ? make("span", {}, title) : link({ title, url }),
      make("p", { class: "where" }, make("time", { datetime: when }, text), `, ${source}`),
      make("p", { class: "actions" }, editing(edit, name)));
  };
  return {
    inside: [none, all],
    draw() {
      const files = facts?.recent ?? [];
      none.hidden = files.length > 0;
      fill(all, files, ({ source }) => source, build);
    },
  };
};

// The frame.

const memory = { isOpen: false, tab: "problems", ...recall("localStorage", MEMORY) };
const host = document.createElement("weef-desk");
const shadow = host.attachShadow({ mode: "open" });
const voice = make("div", { role: "status", class: "unseen" });
const pill = button("", () => unfold(), { class: "pill", "aria-expanded": "false", "aria-controls": "panel" });
const panel = make("section", { id: "panel", class: "panel", "aria-label": words.desk, hidden: "" });

const PARTS = [
  { name: "problems", title: words.problems, ...problemsPart() },
  { name: "page", title: words.page, ...pagePart() },
  { name: "site", title: words.site, ...sitePart() },
  { name: "planned", title: words.planned, ...plannedPart() },
  { name: "recent", title: words.recent, ...recentPart() },
].map((part) => {
  const tab = button(part.title, () => choose(part.name), { role: "tab", id: `tab-${part.name}`, "aria-controls": part.name });
  const area = make("div", { role: "tabpanel", id: part.name, "aria-labelledby": tab.id, tabindex: "0" }, ...part.inside);
  return { ...part, tab, area };
});
const current = () => PARTS.find(({ name }) => name === memory.tab) ?? PARTS[0];

/** Says something to who cannot see it. @param {(string | false)[]} sentences */
const speak = (...sentences) => (voice.textContent = sentences.filter(Boolean).join(". "));

/** Draws, and gives the focus to what is now in the place of what had it. @param {() => void} draw */
const keepFocus = (draw) => {
  const name = shadow.activeElement?.getAttribute("data-focus");
  draw();
  if (!name || shadow.activeElement) return;
  /** @type {NodeListOf<HTMLElement>} */
  const all = shadow.querySelectorAll("[data-focus]");
  ([...all].find((each) => each.getAttribute("data-focus") === name) ?? current().area).focus({ preventScroll: true });
};

/** @param {string} name */
const choose = (name) => {
  memory.tab = name;
  remember("localStorage", MEMORY, memory);
  const { tab: chosen, draw } = current();
  for (const { tab, area } of PARTS) {
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
    area.hidden = tab !== chosen;
  }
  draw();
};

/** Opens the panel; by itself where it stood open on the page before. @param {boolean} [byItself] */
const unfold = (byItself = false) => {
  memory.isOpen = true;
  panel.hidden = false;
  pill.hidden = true;
  choose(current().name);
  if (!byItself) current().tab.focus();
};

const fold = () => {
  memory.isOpen = false;
  remember("localStorage", MEMORY, memory);
  panel.hidden = true;
  pill.hidden = false;
  pill.focus();
};

/** The keys by which one goes from tab to tab. @param {KeyboardEvent} event */
const step = (event) => {
  const at = PARTS.indexOf(current());
  const last = PARTS.length - 1;
  /** @type {Record<string, number>} */
  const places = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last };
  const to = PARTS[places[event.key] ?? -1];
  if (!to) return;
  event.preventDefault();
  choose(to.name);
  to.tab.focus();
};

const frame = () => {
  const following = button(words.follow, () => {
    follow(!isFollowing);
    following.setAttribute("aria-pressed", String(isFollowing));
  }, { class: "follow", title: words.followHelp, "aria-pressed": String(isFollowing) });
  const tabs = make("div", { role: "tablist", "aria-label": words.tabs }, ...PARTS.map(({ tab }) => tab));
  tabs.onkeydown = step;
  panel.onkeydown = (event) => {
    if (event.key === "Escape") fold();
  };
  panel.append(
    make("header", {}, make("h2", {}, "weef"), following, button("×", fold, { class: "close", "aria-label": words.close })),
    tabs,
    ...PARTS.map(({ area }) => area),
  );
};

// The button in the corner, and the bar.

const drawPill = () => {
  const problems = problemsHere();
  const worst = SEVERITIES.find((each) => problems.some(({ severity }) => severity === each));
  const status = facts?.page?.status;
  const isHidden = !!status && status.kind !== "published";
  pill.className = `pill ${worst ?? "fine"}`;
  pill.setAttribute("aria-label", ["weef", isHidden && status.text, words.onPage(problems.length), worst && words[worst]]
    .filter(Boolean).join(", "));
  pill.replaceChildren("weef", ...(isHidden ? [badge(status)] : []), make("span", { class: "count" },
    ...(worst ? [sign(worst), make("span", {}, String(problems.length))] : [make("span", { class: "sign" }, "✓")])));
  PARTS[0].tab.textContent = problems.length ? `${words.problems} (${problems.length})` : words.problems;
};

const bar = (() => {
  const all = make("ol", { class: "problems" });
  const body = make("div", { id: "bar-body" }, make("p", {}, words.lastGood), all);
  const toggle = button(words.fold, () => spread(!!body.hidden), { "aria-controls": body.id });
  const element = make("section", { class: "bar", "aria-label": words.broken, hidden: "" },
    make("header", {}, sign("error"), make("h2", {}, words.broken), toggle), body);
  /** @param {boolean} isOpen */
  const spread = (isOpen) => {
    body.hidden = !isOpen;
    toggle.textContent = isOpen ? words.fold : words.unfold;
    toggle.setAttribute("aria-expanded", String(isOpen));
    element.classList.toggle("folded", !isOpen);
  };
  return {
    element,
    bottom: () => (element.hidden || body.hidden ? 0 : element.getBoundingClientRect().bottom),
    /** @param {Problem[]} problems */
    draw(problems) {
      if (element.hidden && problems.length) spread(true);
      element.hidden = !problems.length;
      fill(all, problems, nameOf, (problem, name) =>
        make("li", {}, ...explanation(problem), make("p", { class: "actions" }, editing(problem.edit, `bar ${name}`))));
    },
  };
})();

// What the server knows.

/** @param {string} what @param {Record<string, string>} wishes */
const get = async (what, wishes) => {
  try {
    const answer = await fetch(`/-weef/${what}?${new URLSearchParams({ token, ...wishes })}`, { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
};

/** Shows new facts, and says what is different in them. @param {Desk} now */
const showFacts = (now) => {
  const before = facts && new Set(problemsHere().map(nameOf));
  const wasBroken = !!facts?.broken.length;
  facts = now;
  keepFocus(() => {
    drawPill();
    bar.draw(now.broken);
    if (!panel.hidden) current().draw();
  });
  const isBroken = now.broken.length > 0;
  const names = problemsHere().map(nameOf);
  const added = before ? names.filter((name) => !before.has(name)).length : 0;
  const solved = before ? [...before].filter((name) => !names.includes(name)).length : 0;
  const turned = isBroken === wasBroken ? "" : isBroken ? words.broken : words.isMended;
  if (turned || added || solved) speak(turned, added > 0 && words.added(added), solved > 0 && words.solved(solved));
};

let isAsking = false;
let isStale = false;

/** Asks for the facts, one question at a time; a tab that nobody looks at waits. */
const askFacts = async () => {
  isStale = true;
  if (isAsking) return;
  isAsking = true;
  while (isStale && document.visibilityState !== "hidden") {
    isStale = false;
    const now = await get("desk", { page: location.pathname });
    if (now) showFacts(now);
  }
  isAsking = false;
};

const start = () => {
  const sheet = make("link", { rel: "stylesheet", href: "/-weef/desk.css" });
  const all = make("div", { hidden: "" }, bar.element, pill, panel, voice);
  // Not for a moment without its looks.
  sheet.onload = sheet.onerror = () => (all.hidden = false);
  frame();
  drawPill();
  if (memory.isOpen) unfold(true);
  shadow.append(sheet, all);
  host.lang = speech;
  document.documentElement.append(host);
  const isNarrow = matchMedia("(max-width: 48rem)");
  view.top = bar.bottom;
  view.bottom = () => (panel.hidden || !isNarrow.matches ? innerHeight : panel.getBoundingClientRect().top);
  listeners.push(({ desk }) => desk !== undefined && desk !== facts?.desk && askFacts());
  document.addEventListener("visibilitychange", () => isStale && askFacts());
  askFacts();
};

start();
