// What the server knows of a page and its site → the editor's desk: a button in the corner of the page, a panel that
// it opens, and a bar for a file that cannot be used.
//
// All of it lives in a shadow tree outside the body, so that page and desk do not touch each other's looks.

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
  markSentences([]);
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
  markSentences([]);
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
  const title = make("h2", {}, words.broken);
  const element = make("section", { class: "bar", "aria-label": words.broken, hidden: "" },
    make("header", {}, sign("error"), title, toggle), body);
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
      title.textContent = problems.some(({ page }) => page) ? words.broken : words.brokenSite;
      element.setAttribute("aria-label", title.textContent);
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
  try {
    while (isStale && document.visibilityState !== "hidden") {
      isStale = false;
      const now = await get("desk", { page: location.pathname });
      if (now) showFacts(now);
    }
  } finally {
    isAsking = false;
  }
};

const start = () => {
  const marks = new CSSStyleSheet();
  marks.replaceSync("::highlight(weef-long) { background-color: #ffe08a; color: #1d1d1b; }");
  document.adoptedStyleSheets.push(marks);
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
