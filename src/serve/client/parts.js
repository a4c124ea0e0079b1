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

/** Marks sentences in the text; without touching it, since it is not ours. @param {Sentence[]} sentences */
const markSentences = (sentences) => {
  if (!CSS.highlights) return;
  const ranges = sentences.map(({ text, block }) => block && rangeOf(locate(block), text));
  const found = ranges.filter((range) => range instanceof Range);
  if (found.length) CSS.highlights.set("weef-long", new Highlight(...found));
  else CSS.highlights.delete("weef-long");
};

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
      if (!page) return markSentences([]);
      if (shown === JSON.stringify(page)) return markSentences(page.readability?.longest ?? []);
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
      markSentences(long);
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
