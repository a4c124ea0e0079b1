// What readers see of search, and the loader of its parts. The box at the top of a page becomes a combobox, and the
// search page answers while its reader types. All of this is extra: without it the box leads to the search page, and
// that page is an index.
//
// Whatever comes from the index or from a reader becomes text nodes and attributes, never markup.

/**
 * @typedef {[start: number, end: number]} Mark
 * @typedef {{url: string, title: string}} Section
 * @typedef {{url: string, title: string, type: string, date: string | null, excerpt: string, sections: Section[],
 *   marks: Mark[], titleMarks: Mark[]}} Found
 * @typedef {{value: string, label: string, count: number, parent?: string | null}} FacetValue
 * @typedef {{label: string, values: FacetValue[]}} Facet
 * @typedef {{kind: string, from: string, to: string[]}} Understood
 * @typedef {{total: number, results: Found[], facets: Record<string, Facet>, understood: Understood[],
 *   suggestions: {text: string, url: string | null}[]}} Answer
 * @typedef {{filters?: Record<string, string[] | string>, sort?: string, limit?: number, offset?: number,
 *   texts?: number}} Wishes
 * @typedef {{search(query: string, wishes: Wishes): Promise<Answer>}} OpenIndex
 * @typedef {{open(from: {load(name: string): Promise<string>}): Promise<OpenIndex>,
 *   part?: (name: string, data: string) => unknown, site: {labels: Record<string, Record<string, string>>}}} Search
 */

(() => {
  /** The engine, as the newest run of `search.js` left it. */
  const engine = () => /** @type {Search} */ (/** @type {any} */ (globalThis).weefSearch);
  // Run again (see `renew`), this script has nothing to add: only what stands behind it is new.
  if (typeof document === "undefined" || engine().part) return;

  /** Where the site is: the address of this script, which lies at its root. */
  const ROOT = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const LANGUAGE = document.documentElement.lang || "nl";

  // How long, in milliseconds: to wait for a part, to leave search alone after it failed, to wait for the next key
  // before asking and before speaking, and until waiting is worth a word.
  const PATIENCE = 20_000;
  const REST = 10_000;
  const PAUSE = 100;
  const SILENCE = 700;
  const SLOW = 300;

  /** How many results the box shows, the page shows at a time, and values of a facet until one asks for all. */
  const FEW = 6;
  const PAGE = 10;
  const FOLD = 8;
  /** How much of a question fits in an address: a host refuses a longer one. */
  const LONG = 500;

  // Words and elements.

  /** @type {Record<string, string>} */
  let labels;

  /**
   * An element with attributes and what is in it.
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {Record<string, string>} [attributes]
   * @param {(string | Node)[]} inside
   */
  const make = (tag, attributes = {}, ...inside) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...inside);
    return element;
  };

  /**
   * A label in the language of the page, with its {places} filled in.
   * @param {string} key
   * @param {Record<string, string | Node>} [values]
   */
  const say = (key, values = {}) =>
    (labels[key] ?? "").split(/\{(\w+)\}/).map((piece, i) => (i % 2 ? values[piece] ?? "" : piece));

  /** The same as plain text. @param {string} key @param {Record<string, string>} [values] */
  const tell = (key, values) => say(key, values).join("");

  /** Words of the question, apart from the sentence around them. @param {string[]} list @param {string} [between] */
  const words = (list, between = ", ") =>
    make("span", {}, ...list.slice(0, 6).flatMap((word, i) => [
      i ? between : "",
      make("bdi", { class: "search-word" }, word.replace(/^(.{60}).+$/su, "$1…")),
    ]));

  /** A text with its marks. @param {string} text @param {Mark[]} marks */
  const marked = (text, marks) => {
    let at = 0;
    const pieces = marks.flatMap(([start, end]) => {
      const before = text.slice(at, start);
      at = end;
      return [before, make("mark", {}, text.slice(start, end))];
    });
    return [...pieces, text.slice(at)];
  };

  /** The address of a page. From a disk nobody adds `index.html` to a folder. @param {string} url */
  const address = (url) =>
    ROOT + (location.protocol === "file:" ? url.replace(/(^|\/)(?=#|$)/, "$1index.html") : url);

  /** How many were found, in words. @param {Answer} answer */
  const count = ({ total, understood }) => {
    const least = understood.some(({ kind }) => kind === "approximate") && "least";
    return tell(`count_${total ? least || (total === 1 ? "one" : "many") : "none"}`, { n: total.toLocaleString(LANGUAGE) });
  };

  /** What was made of the question, in sentences; the words that nobody wrote here together in one. @param {Answer} answer */
  const sentences = ({ understood }) => {
    const missing = understood.filter(({ kind }) => kind === "unknown").map(({ from }) => from);
    return [
      ...understood
        .filter(({ kind }) => kind !== "unknown")
        .map(({ kind, from, to }) => say(`understood_${kind}`, { query: words([from]), words: words(to, kind === "parts" ? " + " : ", ") })),
      ...(missing.length ? [say("understood_unknown", { query: words(missing) })] : []),
    ].map((sentence) => make("p", {}, ...sentence)).filter((paragraph) => paragraph.textContent);
  };

  // Loading.

  /** @type {Map<string, string>} */
  const parts = new Map();
  engine().part = (name, data) => parts.set(name, data);

  /** Runs a script of the site. @param {string} url */
  const run = (url) => new Promise((resolve, reject) => {
    const script = make("script", { src: url });
    const fail = () => reject(new Error(`${url} does not come`));
    script.onload = resolve;
    script.onerror = fail;
    setTimeout(fail, PATIENCE);
    document.head.append(script);
  });

  /** Fetches a part of the index: a script that hands over its text by `part`. @param {string} name */
  const load = async (name) => {
    await run(ROOT + name);
    const text = parts.get(name);
    parts.delete(name);
    if (text === undefined) throw new Error(`${name} is damaged`);
    return text;
  };

  /** @type {Promise<OpenIndex> | undefined} */
  let opened;
  const open = () => (opened ??= engine().open({ load }));

  /** @type {Promise<unknown> | undefined} */
  let renewed;
  /** Asks anew what the parts are called: the site may have been published since this page was opened. */
  const renew = () => {
    if (!renewed) {
      setTimeout(() => (renewed = undefined), REST);
      renewed = run(`${ROOT}search.js?fresh=${Date.now()}`).then(() => (opened = undefined));
    }
    return renewed;
  };

  /** @param {string} query @param {Wishes} wishes */
  const search = async (query, wishes) => {
    try {
      return await (await open()).search(query, wishes);
    } catch {
      await renew();
      return (await open()).search(query, wishes);
    }
  };

  /**
   * A conversation with the index. Only the latest question gets its answer; waiting is told when it lasts; and a
   * screen reader hears what came of it once the typing stops.
   * @param {HTMLElement} region where answers appear
   * @param {() => void} wait shows that it lasts
   */
  const conversation = (region, wait) => {
    const status = make("div", { role: "status", class: "visually-hidden" });
    region.after(status);
    let turn = 0;
    let patience = 0;
    let silence = 0;
    const drop = () => {
      turn += 1;
      clearTimeout(patience);
      clearTimeout(silence);
      region.removeAttribute("aria-busy");
      status.textContent = "";
    };
    return {
      drop,
      /**
       * Gives whether this was the latest question.
       * @param {string} query @param {Wishes} wishes
       * @param {(answer: Answer) => void} show @param {() => void} fail
       */
      async ask(query, wishes, show, fail) {
        drop();
        const mine = turn;
        patience = window.setTimeout(() => {
          region.setAttribute("aria-busy", "true");
          status.textContent = tell("busy");
          wait();
        }, SLOW);
        const answer = await search(query, wishes).catch(() => null);
        if (mine !== turn) return false;
        drop();
        try {
          if (!answer) throw answer;
          show(answer);
        } catch {
          fail();
        }
        return true;
      },
      /** @param {(string | null)[]} what */
      speak(...what) {
        silence = window.setTimeout(() => (status.textContent = what.filter(Boolean).join(" ")), SILENCE);
      },
    };
  };

  /** Calls back when typing pauses; not in the middle of a character that takes several keys. @param {HTMLElement} input @param {() => void} back */
  const typing = (input, back) => {
    let pause = 0;
    const soon = () => {
      clearTimeout(pause);
      pause = window.setTimeout(back, PAUSE);
    };
    input.addEventListener("input", (event) => {
      if (!(/** @type {InputEvent} */ (event).isComposing)) soon();
    });
    input.addEventListener("compositionend", soon);
  };

  // The box at the top of a page.

  /** @param {HTMLFormElement} form @param {HTMLInputElement} input */
  const box = (form, input) => {
    const id = `${input.id}_list`;
    const notes = make("div", { class: "search-notes" });
    const list = make("div", { role: "listbox", id, "aria-label": tell("results") });
    const popup = make("div", { class: "search-popup", hidden: "" }, notes, list);
    form.append(popup);
    /** @type {HTMLAnchorElement[]} */
    let options = [];
    let active = -1;

    /** @param {number} index */
    const activate = (index) => {
      options[active]?.setAttribute("aria-selected", "false");
      active = index;
      const option = options[active];
      input.setAttribute("aria-activedescendant", option ? option.id : "");
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
    };
    /** @param {boolean} shown */
    const toggle = (shown) => {
      activate(-1);
      popup.hidden = !shown;
      input.setAttribute("aria-expanded", String(shown && options.length > 0));
    };
    const talk = conversation(popup, () => {
      notes.replaceChildren(tell("busy"));
      popup.hidden = false;
    });
    const close = () => {
      talk.drop();
      toggle(false);
    };

    /** @param {string} href @param {(string | Node)[]} inside */
    const option = (href, ...inside) => {
      const link = make("a", { role: "option", id: `${id}_${options.length}`, href, tabindex: "-1", "aria-selected": "false" }, ...inside);
      options.push(link);
      return link;
    };
    /** @param {string} label @param {() => Node[]} inside */
    const group = (label, inside) => {
      const name = `${id}_group_${options.length}`;
      return make("div", { role: "group", "aria-labelledby": name }, make("div", { id: name, role: "presentation", class: "search-type" }, label), ...inside());
    };
    /** The search page with a question. @param {string} query */
    const asked = (query) => `${form.action}?${new URLSearchParams({ q: query.slice(0, LONG) })}`;

    /** @param {string} query @param {Answer} answer */
    const draw = (query, answer) => {
      const { results, suggestions, total } = answer;
      options = [];
      /** @type {Map<string, Found[]>} */
      const types = new Map();
      for (const found of results) types.set(found.type, [...(types.get(found.type) ?? []), found]);
      notes.replaceChildren(...(total ? [] : [make("p", {}, ...say("found", { n: count(answer), query: words([query]) }))]), ...sentences(answer));
      list.replaceChildren(...[...types].map(([type, all]) => group(type || tell("other"), () => all.map(({ url, title, titleMarks, excerpt }) =>
        option(address(url), make("span", { class: "search-title" }, ...marked(title, titleMarks)), " ",
          make("span", { class: "search-excerpt" }, excerpt))))));
      if (suggestions.length && !total) {
        list.append(group(tell("suggestions"), () => suggestions.map(({ text, url }) => option(url === null ? asked(text) : address(url), text))));
      }
      list.append(option(asked(query), ...(total ? say("all", { query: words([query]) }) : say("browse"))));
      list.lastElementChild?.classList.add("search-all");
      talk.speak(total ? count(answer) : null, notes.textContent && [...notes.children].map((p) => p.textContent).join(" "));
      toggle(true);
    };
    const look = async () => {
      const query = input.value.trim();
      if (query.length < 2) return close();
      await talk.ask(query, { limit: FEW, texts: 0 }, (answer) => draw(query, answer), () => {
        options = [];
        notes.replaceChildren(make("p", {}, tell("failed")));
        list.replaceChildren(option(form.action, tell("browse")));
        talk.speak(notes.textContent);
        toggle(true);
      });
    };

    // Only a field for text may be a combobox.
    input.type = "text";
    for (const [name, value] of [["inputmode", "search"], ["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", id], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value);
    }
    input.addEventListener("focus", () => open().catch(() => {}));
    typing(input, look);
    input.addEventListener("keydown", (event) => {
      const { key } = event;
      if (event.isComposing) return;
      if (key === "ArrowDown" || key === "ArrowUp") {
        // One place more than there are options: the text itself.
        const places = options.length + 1;
        if (popup.hidden) look().then(() => popup.hidden || activate(0));
        else activate((active + 1 + (key === "ArrowDown" ? 1 : places - 1)) % places - 1);
      } else if (key === "Enter" && options[active]) options[active].click();
      else if (key === "Escape") {
        if (popup.hidden) input.value = "";
        close();
      } else {
        if (key === "Tab") close();
        else if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(key)) activate(-1);
        return;
      }
      event.preventDefault();
    });
    // The focus stays in the text when an option is pressed.
    popup.addEventListener("mousedown", (event) => event.preventDefault());
    form.addEventListener("focusout", (event) => {
      if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) close();
    });
  };

  // The search page.

  /**
   * The checkboxes of a facet. While only their numbers change they stay the same elements, so that the focus stays.
   * @param {(value: string, on: boolean) => void} change
   */
  const checkboxes = (change) => {
    const legend = make("legend");
    const list = make("ul");
    const more = make("button", { type: "button", class: "search-quiet" });
    /** @type {Map<string, {row: HTMLLIElement, box: HTMLInputElement, number: HTMLElement}>} */
    const rows = new Map();
    /** Values that were chosen stay in sight. @type {Set<string>} */
    const kept = new Set();
    /** @type {(FacetValue & {depth: number})[]} */
    let values = [];
    let drawn = "";
    let all = false;

    const draw = () => {
      const shown = values.filter(({ value }, i) => all || i < FOLD || kept.has(value));
      for (const { value, label, count, depth } of shown) {
        let known = rows.get(value);
        if (!known) {
          const box = make("input", { type: "checkbox" });
          const number = make("span", { class: "search-number" });
          box.onchange = () => {
            kept.add(value);
            change(value, box.checked);
          };
          known = { row: make("li", {}, make("label", {}, box, make("span", {}, label), " ", number)), box, number };
          rows.set(value, known);
        }
        known.row.dataset.depth = String(Math.min(depth, 3));
        known.number.textContent = `(${count.toLocaleString(LANGUAGE)})`;
      }
      const now = JSON.stringify(shown.map(({ value }) => value));
      if (now !== drawn) list.replaceChildren(...shown.map(({ value }) => /** @type {any} */ (rows.get(value)).row));
      drawn = now;
      more.hidden = values.length <= FOLD;
      more.textContent = all ? tell("fewer") : tell("every", { n: values.length.toLocaleString(LANGUAGE) });
      more.setAttribute("aria-expanded", String(all));
    };
    more.onclick = () => {
      all = !all;
      draw();
      if (all) list.querySelectorAll("input")[FOLD]?.focus();
    };
    return {
      element: make("fieldset", { class: "search-facet" }, legend, list, more),
      /** @param {Facet} facet @param {string[]} chosen */
      show(facet, chosen) {
        legend.textContent = facet.label;
        for (const value of chosen) kept.add(value);
        const absent = chosen.filter((value) => !facet.values.some((known) => known.value === value));
        values = asTree([...facet.values, ...absent.map((value) => ({ value, label: value, count: 0 }))]);
        draw();
        for (const [value, { box }] of rows) box.checked = chosen.includes(value);
      },
    };
  };

  /** Values in the order of a tree, each with how deep it hangs. @param {FacetValue[]} values */
  const asTree = (values) => {
    const known = new Set(values.map(({ value }) => value));
    /** @type {Map<string | null, FacetValue[]>} */
    const below = new Map();
    for (const value of values) {
      const parent = value.parent != null && known.has(value.parent) ? value.parent : null;
      below.set(parent, [...(below.get(parent) ?? []), value]);
    }
    /** @type {(FacetValue & {depth: number})[]} */
    const tree = [];
    /** @param {string | null} parent @param {number} depth */
    const hang = (parent, depth) => {
      const children = below.get(parent) ?? [];
      below.delete(parent);
      for (const value of children) {
        tree.push({ ...value, depth });
        hang(value.value, depth + 1);
      }
    };
    hang(null, 0);
    // What hangs in a circle.
    for (const parent of [...below.keys()]) hang(parent, 0);
    return tree;
  };

  /** What a reader asks, as the address has it. */
  const asked = () => {
    const [q, sort, from, until] = ["q", "sort", "from", "until"].map((name) => new URLSearchParams(location.search).get(name) ?? "");
    /** @type {Record<string, string[]>} */
    const filters = Object.create(null);
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (!/^(q|sort|from|until)$/.test(name)) (filters[name] ??= []).push(value);
    }
    const day = /^\d{4}-\d\d-\d\d$/;
    return { q, sort: sort === "newest" ? sort : "relevance", from: day.test(from) ? from : "", until: day.test(until) ? until : "", filters };
  };

  /** @param {HTMLFormElement} form @param {HTMLInputElement} input @param {HTMLElement} region @param {HTMLElement} plain */
  const page = (form, input, region, plain) => {
    const heading = make("h2", { id: "search_found", tabindex: "-1" });
    const order = make("select", { id: "search_sort" }, ...["relevance", "newest"].map((value) => make("option", { value }, tell(value))));
    const sorting = make("p", { class: "search-sort" }, make("label", { for: order.id }, tell("sort")), " ", order);
    const notes = make("div", { class: "search-notes" });
    const list = make("ol", { class: "entries search-results" });
    const more = make("button", { type: "button", class: "search-more" }, tell("more"));
    const found = make("section", { class: "search-found", "aria-labelledby": heading.id },
      make("div", { class: "search-head" }, heading, sorting), notes, list, more);
    const [from, until] = ["from", "until"].map((name) => make("input", { type: "date", id: `search_${name}` }));
    const dates = make("fieldset", { class: "search-facet search-dates" }, make("legend", {}, tell("dates")),
      ...[from, until].map((date) => make("p", {}, make("label", { for: date.id }, tell(date.id.slice(7))), date)));
    const clear = make("button", { type: "button", class: "search-quiet" }, tell("clear"));
    const facets = make("div", { class: "search-facets" });
    const summary = make("summary");
    const filters = make("details", { class: "search-filters" }, summary, clear, facets, dates);
    const rest = make("summary", {}, tell("browse"));
    const index = make("details", { class: "search-plain" }, rest);
    region.append(filters, found);
    plain.before(index);
    index.append(plain);
    plain.id ||= "search_plain";

    const wide = matchMedia("(min-width: 64rem)");
    const title = document.title;
    let wish = asked();
    let shown = history.state?.shown ?? PAGE;
    /** The address that the results belong to. */
    let place = location.search;
    /** @type {Map<string, ReturnType<typeof checkboxes>>} */
    const known = new Map();

    const talk = conversation(region, () => heading.replaceChildren(tell("busy")));
    const chosen = () => Object.values(wish.filters).flat().length + (wish.from || wish.until ? 1 : 0);

    /** Nothing asked: the index below is all there is to see, and the filters are an offer. */
    let idle = /** @type {boolean | null} */ (null);
    const settle = () => {
      const now = !wish.q && !chosen();
      if (now !== idle) index.open = now;
      idle = now;
      found.hidden = rest.hidden = idle;
      region.classList.toggle("search-idle", idle);
      if (wide.matches && !idle) filters.open = true;
    };

    /** @param {number} offset @param {number} limit @returns {Wishes} */
    const wishes = (offset, limit) => {
      const { from, until, sort } = wish;
      return { filters: { ...wish.filters, ...(from && { from }), ...(until && { until }) }, sort, offset, limit };
    };

    /** @param {Found} result */
    const entry = ({ url, title, type, date, excerpt, sections, marks, titleMarks }) => {
      const item = make("li", { class: "entry" });
      const facts = make("p", { class: "entry-kicker" });
      if (type) facts.append(make("span", {}, type), " ");
      if (date) facts.append(make("time", { datetime: date }, new Date(date).toLocaleDateString(LANGUAGE, { dateStyle: "long", timeZone: "UTC" })));
      if (facts.hasChildNodes()) item.append(facts);
      item.append(make("h3", { class: "entry-title" }, make("a", { href: address(url) }, ...marked(title, titleMarks))));
      if (excerpt) item.append(make("p", { class: "entry-summary" }, ...marked(excerpt, marks)));
      if (sections.length) {
        item.append(make("ul", { class: "search-sections", "aria-label": tell("sections") },
          ...sections.slice(0, 3).map((section) => make("li", {}, make("a", { href: address(section.url) }, section.title)))));
      }
      return item;
    };

    /** @param {Answer} answer */
    const draw = (answer) => {
      const { total, results, suggestions } = answer;
      const { q } = wish;
      drawFilters(answer);
      heading.replaceChildren(...(q ? say("found", { n: count(answer), query: words([q]) }) : [count(answer)]));
      notes.replaceChildren(...sentences(answer));
      if (suggestions.length) {
        notes.append(make("p", { class: "search-suggestions" }, tell("suggestions"), " ", ...suggestions.flatMap(({ text, url }, i) =>
          [i ? ", " : "", make("a", { href: url === null ? `?${new URLSearchParams({ q: text })}` : address(url) }, text)])));
      }
      list.replaceChildren(...results.map(entry));
      more.hidden = results.length >= total;
      sorting.hidden = !q || total < 2;
      if (!total) index.open = true;
      if (!idle) talk.speak(heading.textContent, ...[...notes.children].map((note) => note.textContent));
    };

    /** @param {Answer} answer */
    const drawFilters = (answer) => {
      // What else stands in the address is no filter.
      if (answer.total) for (const name in wish.filters) if (!answer.facets[name]) delete wish.filters[name];
      settle();
      const names = Object.keys(answer.facets).filter((name) => answer.facets[name].values.length || wish.filters[name]);
      for (const name of names) {
        let facet = known.get(name);
        if (!facet) {
          facet = checkboxes((value, on) => {
            const others = (wish.filters[name] ?? []).filter((other) => other !== value);
            wish.filters[name] = on ? [...others, value] : others;
            ask(true);
          });
          known.set(name, facet);
        }
        facet.show(answer.facets[name], wish.filters[name] ?? []);
        if (!facet.element.isConnected) facets.append(facet.element);
      }
      for (const [name, { element }] of known) if (!names.includes(name)) element.remove();
      const number = chosen();
      summary.textContent = number ? tell("filters_on", { n: String(number) }) : tell("filters");
      clear.hidden = !number;
      order.value = wish.sort;
      from.value = until.min = wish.from;
      until.value = from.max = wish.until;
      filters.hidden = false;
    };

    const fail = () => {
      heading.replaceChildren(tell("failed"));
      notes.replaceChildren(make("p", {}, make("a", { href: `#${plain.id}` }, tell("browse"))));
      list.replaceChildren();
      found.hidden = false;
      more.hidden = sorting.hidden = filters.hidden = index.open = true;
      talk.speak(heading.textContent);
    };

    const present = () => {
      settle();
      document.title = wish.q ? `${wish.q.slice(0, 60)} – ${title}` : title;
      return talk.ask(wish.q, wishes(0, shown), draw, fail);
    };

    /** Asks what is wished now and keeps it in the address. @param {boolean} [step] as a new step of the history */
    const ask = (step) => {
      const { q, sort, from, until } = wish;
      const all = new URLSearchParams();
      for (const [name, value] of Object.entries({ q: q.slice(0, LONG), from, until })) if (value) all.set(name, value);
      if (sort !== "relevance") all.set("sort", sort);
      for (const name in wish.filters) for (const value of wish.filters[name]) all.append(name, value);
      shown = PAGE;
      const search = `${all}` && `?${all}`;
      // A browser may refuse, after a hundred changes in a short time.
      try {
        history[step ? "pushState" : "replaceState"](null, "", search || location.pathname);
      } catch {}
      place = location.search;
      return present();
    };

    typing(input, () => {
      if (wish.q === input.value.trim()) return;
      wish.q = input.value.trim();
      ask();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      wish.q = input.value.trim();
      if (await ask() && !found.hidden) heading.focus();
    });
    order.onchange = () => {
      wish.sort = order.value;
      ask(true);
    };
    for (const date of [from, until]) {
      date.onchange = () => {
        // A year that is still being typed: 0002, 0020, 0202.
        if (date.value && date.value < "1000") return;
        wish.from = from.value;
        wish.until = until.value;
        ask(true);
      };
    }
    clear.onclick = () => {
      wish = { ...wish, from: "", until: "", filters: Object.create(null) };
      ask(true);
      (idle ? input : heading).focus();
    };
    more.onclick = () => talk.ask(wish.q, wishes(shown, PAGE), ({ results, total }) => {
      const [first, ...others] = results.map(entry);
      list.append(first, ...others);
      shown += PAGE;
      history.replaceState({ shown }, "");
      more.hidden = list.children.length >= total;
      first.querySelector("a")?.focus();
    }, fail);
    addEventListener("popstate", () => {
      if (location.search === place) return;
      place = location.search;
      wish = asked();
      shown = history.state?.shown ?? PAGE;
      input.value = wish.q;
      present();
    });
    wide.onchange = () => (filters.open = wide.matches && !idle);

    input.value = wish.q;
    filters.hidden = true;
    present();
  };

  // The start.

  /** Keys that lead to the search field. A page may not take a single key from its reader for good: it can be turned off. @param {HTMLInputElement} input @param {HTMLElement | null} plain */
  const keys = (input, plain) => {
    const name = "weef-search-key";
    let slash = true;
    try {
      slash = localStorage.getItem(name) !== "off";
    } catch {}
    const describe = () => input.setAttribute("aria-keyshortcuts", `${slash ? "/ " : ""}Control+K Meta+K`);
    describe();
    addEventListener("keydown", (event) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      const busy = /** @type {Element} */ (event.target).closest?.("input, textarea, select, [contenteditable]");
      if (altKey || (ctrlKey || metaKey ? shiftKey || key.toLowerCase() !== "k" : key !== "/" || busy || !slash)) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
    if (!plain) return;
    const box = make("input", { type: "checkbox" });
    box.checked = slash;
    box.onchange = () => {
      slash = box.checked;
      describe();
      try {
        localStorage.setItem(name, slash ? "on" : "off");
      } catch {}
    };
    plain.after(make("p", { class: "search-keys" }, make("label", {}, box, tell("keys"))));
  };

  const start = () => {
    const all = engine().site.labels;
    labels = all[LANGUAGE] ?? all[LANGUAGE.split("-")[0]] ?? Object.values(all)[0];
    /** @param {string} name @returns {any} */
    const find = (name) => document.querySelector(`[data-search="${name}"]`);
    const [form, answer, plain] = [find("form"), find("answer"), find("plain")];
    for (const each of [form, find("box")]) {
      if (!each) continue;
      const input = each.querySelector("input");
      if (location.protocol === "file:") each.action = each.action.replace(/\/$/, "/index.html");
      if (each !== form) box(each, input);
      else if (answer && plain) page(each, input, answer, plain);
    }
    const first = form ?? find("box");
    if (first) keys(first.querySelector("input"), plain);
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  // The end of this script, which has yet to run, says what the parts and the labels are.
  else queueMicrotask(start);
})();
