// What readers see of search, and the loader of its parts. The box at the top of a page becomes a combobox, and the
// search page answers while its reader types. All of this is extra: without it the box leads to the search page, and
// that page is an index.
//
// Whatever comes from the index or from a reader becomes text nodes and attributes, never markup.

/**
 * What a reader asks for on the search page; the types of what comes back are the engine's.
 * @typedef {{q: string, sort: "" | "newest", from: string, until: string, filters: Record<string, string[]>}} Wish
 * @typedef {{open(from: {load(name: string): Promise<string>}): Promise<Index>,
 *   part?: (name: string, data: string) => unknown, site: {labels: Record<string, Record<string, string>>}}} Engine
 */

(() => {
  /** The engine, as the newest run of `search.js` left it. */
  const engine = () => /** @type {Engine} */ (/** @type {any} */ (globalThis).weefSearch);
  // Run again (see `renew`), this script has nothing to add: only what stands behind it is new.
  if (typeof document === "undefined" || engine().part) return;

  /** Where the site is: the address of this script, which lies at its root. */
  const ROOT = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  const LANGUAGE = document.documentElement.lang || "nl";
  /** From a disk nobody adds this to a folder. */
  const FILE = location.protocol === "file:" ? "index.html" : "";

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

  /** @param {Element} element @param {Record<string, string>} attributes */
  const set = (element, attributes) => {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
  };

  /**
   * An element with attributes and what is in it.
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {Record<string, string>} [attributes]
   * @param {(string | Node)[]} inside
   */
  const make = (tag, attributes = {}, ...inside) => {
    const element = document.createElement(tag);
    set(element, attributes);
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

  /** A text with its marks. @param {string} text @param {number[][]} marks */
  const marked = (text, marks) => {
    let at = 0;
    const pieces = marks.flatMap(([start, end]) => {
      const before = text.slice(at, start);
      at = end;
      return [before, make("mark", {}, text.slice(start, end))];
    });
    return [...pieces, text.slice(at)];
  };

  /** The address of a page. @param {string} url */
  const address = (url) => ROOT + url.replace(/(^|\/)(?=#|$)/, `$1${FILE}`);

  /** Things in groups, in the order in which they come. @template T @param {T[]} all @param {(one: T) => string} by */
  const grouped = (all, by) => {
    /** @type {Map<string, T[]>} */
    const groups = new Map();
    for (const one of all) {
      const group = groups.get(by(one));
      if (group) group.push(one);
      else groups.set(by(one), [one]);
    }
    return groups;
  };

  /** Says that a text is in another language than the site. @param {string} [lang] */
  const inLanguage = (lang) => /** @type {Record<string, string>} */ (lang ? { lang } : {});

  /** How many were found, in words. @param {Answer} answer */
  const count = ({ total, understood }) => {
    const least = understood.some(({ kind }) => kind === "approximate") && "least";
    return tell(`count_${total ? least || (total === 1 ? "one" : "many") : "none"}`, { n: total.toLocaleString(LANGUAGE) });
  };

  /**
   * What was made of the question, in sentences; the words that nobody wrote here together in one.
   * @param {Answer} answer
   */
  const sentences = ({ understood }) => {
    const missing = understood.filter(({ kind }) => kind === "unknown");
    const known = understood.filter(({ kind }) => kind !== "unknown");
    return [...known, ...missing.slice(0, 1)].map(({ kind, from, to }) => make("p", {}, ...say(`understood_${kind}`, {
      query: words(to.length ? [from] : missing.map((one) => one.from)),
      words: words(to, kind === "parts" ? " + " : ", "),
    }))).filter((sentence) => sentence.textContent);
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

  /** @type {Promise<Index> | undefined} */
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

  /** @param {string} query @param {Options} wishes */
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
       * @param {string} query @param {Options} wishes
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

  /** @param {string} href @param {(string | Node)[]} inside */
  const option = (href, ...inside) =>
    make("a", { role: "option", href, tabindex: "-1", "aria-selected": "false" }, ...inside);

  /** @param {string} label @param {HTMLElement[]} options */
  const group = (label, options) =>
    make("div", { role: "group", "aria-label": label },
      make("div", { class: "search-type", "aria-hidden": "true" }, label), ...options);

  /**
   * Options below a field, of which one at a time is chosen while the focus stays in the field.
   * @param {HTMLInputElement} input
   */
  const listbox = (input) => {
    const id = `${input.id}_list`;
    const element = make("div", { role: "listbox", id, "aria-label": tell("results") });
    /** @type {HTMLAnchorElement[]} */
    let options = [];
    let at = -1;
    /** @param {number} to */
    const choose = (to) => {
      options[at]?.setAttribute("aria-selected", "false");
      at = to;
      const chosen = options[at];
      input.setAttribute("aria-activedescendant", chosen?.id ?? "");
      chosen?.setAttribute("aria-selected", "true");
      chosen?.scrollIntoView({ block: "nearest" });
    };
    return {
      element,
      choose,
      chosen: () => options[at],
      /** One place more than there are options: the text itself. @param {number} step */
      move: (step) => choose(((at + 1 + step + options.length + 1) % (options.length + 1)) - 1),
      /** @param {HTMLElement[]} inside options and groups of them, and at the end what leads to the search page */
      fill(...inside) {
        element.replaceChildren(...inside);
        element.lastElementChild?.classList.add("search-all");
        options = [...element.querySelectorAll("a")];
        options.forEach((link, i) => (link.id = `${id}_${i}`));
      },
    };
  };

  /** @param {HTMLFormElement} form @param {HTMLInputElement} input */
  const box = (form, input) => {
    const notes = make("div", { class: "search-notes" });
    const list = listbox(input);
    const popup = make("div", { class: "search-popup", hidden: "" }, notes, list.element);
    form.append(popup);
    /** @param {boolean} shown */
    const toggle = (shown) => {
      list.choose(-1);
      popup.hidden = !shown;
      input.setAttribute("aria-expanded", String(shown));
    };
    const talk = conversation(popup, () => {
      notes.replaceChildren(tell("busy"));
      popup.hidden = false;
    });
    const close = () => {
      talk.drop();
      toggle(false);
    };

    /** The search page with a question. @param {string} query */
    const asking = (query) => `${form.action}?${new URLSearchParams({ q: query.slice(0, LONG) })}`;
    /** @param {string} query @param {Answer} answer */
    const draw = (query, answer) => {
      const { results, suggestions, total } = answer;
      const said = sentences(answer);
      const groups = [...grouped(results, ({ type }) => type)].map(([type, all]) =>
        group(type || tell("other"), all.map(({ url, title, titleMarks, excerpt, lang }) =>
          option(address(url), make("span", { class: "search-title", ...inLanguage(lang) }, ...marked(title, titleMarks)), " ",
            make("span", { class: "search-excerpt", ...inLanguage(lang) }, excerpt)))));
      if (!total) {
        said.unshift(make("p", {}, ...say("found", { n: count(answer), query: words([query]) })));
        if (suggestions.length) {
          groups.push(group(tell("suggestions"), suggestions.map(({ text, url }) =>
            option(url === null ? asking(text) : address(url), text))));
        }
      }
      notes.replaceChildren(...said);
      list.fill(...groups, option(asking(query), ...(total ? say("all", { query: words([query]) }) : say("browse"))));
      talk.speak(total ? count(answer) : "", ...said.map((sentence) => sentence.textContent));
      toggle(true);
    };
    const fail = () => {
      notes.replaceChildren(make("p", {}, tell("failed")));
      list.fill(option(form.action, tell("browse")));
      talk.speak(tell("failed"));
      toggle(true);
    };
    const look = async () => {
      const query = input.value.trim();
      if (query.length < 2) close();
      else await talk.ask(query, { limit: FEW, texts: 0 }, (answer) => draw(query, answer), fail);
    };

    // Only a field for text may be a combobox.
    input.type = "text";
    set(input, {
      inputmode: "search", role: "combobox", "aria-autocomplete": "list", "aria-controls": list.element.id, "aria-expanded": "false",
    });
    input.onfocus = () => open().catch(() => {});
    typing(input, look);
    input.onkeydown = (event) => {
      const { key } = event;
      if (event.isComposing) return;
      if (key === "ArrowDown" || key === "ArrowUp") {
        if (popup.hidden) look().then(() => popup.hidden || list.choose(0));
        else list.move(key === "ArrowDown" ? 1 : -1);
      } else if (key === "Enter" && list.chosen()) list.chosen().click();
      else if (key === "Escape") {
        if (popup.hidden) input.value = "";
        close();
      } else {
        if (key === "Tab") close();
        else if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(key)) list.choose(-1);
        return;
      }
      event.preventDefault();
    };
    // The focus stays in the text when an option is pressed.
    popup.onmousedown = (event) => event.preventDefault();
    form.addEventListener("focusout", (event) => {
      if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) close();
    });
  };

  // The filters of the search page.

  /** Values in the order of a tree, each with how deep it hangs. @param {Facet["values"]} values */
  const asTree = (values) => {
    const known = new Set(values.map(({ value }) => value));
    const below = grouped(values, ({ parent }) => (parent != null && known.has(parent) ? `>${parent}` : ""));
    /** @param {string} parent @param {number} depth @returns {(Facet["values"][0] & {depth: number})[]} */
    const hang = (parent, depth) =>
      (below.get(parent) ?? []).flatMap((value) => [{ ...value, depth }, ...hang(`>${value.value}`, depth + 1)]);
    return hang("", 0);
  };

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
    /** @type {ReturnType<typeof asTree>} */
    let values = [];
    let drawn = "";
    let all = false;

    /** @param {Facet["values"][0]} value */
    const line = ({ value, label }) => {
      const box = make("input", { type: "checkbox" });
      const number = make("span", { class: "search-number" });
      box.onchange = () => {
        kept.add(value);
        change(value, box.checked);
      };
      const made = { row: make("li", {}, make("label", {}, box, make("span", {}, label, " ", number))), box, number };
      rows.set(value, made);
      return made;
    };
    const draw = () => {
      const shown = values.filter(({ value }, i) => all || i < FOLD || kept.has(value)).map((value) => {
        const known = rows.get(value.value) ?? line(value);
        known.row.dataset.depth = String(Math.min(value.depth, 3));
        known.number.textContent = `(${value.count.toLocaleString(LANGUAGE)})`;
        return known.row;
      });
      if (shown.length !== list.children.length || shown.some((row, i) => row !== list.children[i])) list.replaceChildren(...shown);
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
        values = asTree(facet.values);
        for (const value of chosen) kept.add(value);
        draw();
        for (const [value, { box }] of rows) box.checked = chosen.includes(value);
      },
    };
  };

  /**
   * Facets, dates and a button that clears them, folded on a phone.
   * @param {Wish} wish what they show and change
   * @param {() => void} changed
   */
  const panel = (wish, changed) => {
    const clear = make("button", { type: "button", class: "search-quiet" }, tell("clear"));
    const facets = make("div", { class: "search-facets" });
    const summary = make("summary");
    const [from, until] = ["from", "until"].map((name) => make("input", { type: "date", id: `search_${name}` }));
    const dates = make("fieldset", { class: "search-facet search-dates" }, make("legend", {}, tell("dates")),
      make("p", {}, make("label", { for: from.id }, tell("from")), from),
      make("p", {}, make("label", { for: until.id }, tell("until")), until));
    const element = make("details", { class: "search-filters", hidden: "" }, summary, clear, facets, dates);
    /** @type {Map<string, ReturnType<typeof checkboxes>>} */
    const known = new Map();

    from.onchange = until.onchange = () => {
      // A year that is still being typed: 0002, 0020, 0202.
      if ([from, until].some(({ value }) => value && value < "1000")) return;
      wish.from = from.value;
      wish.until = until.value;
      changed();
    };
    /** @param {string} name */
    const facet = (name) => {
      const made = checkboxes((value, on) => {
        const others = (wish.filters[name] ?? []).filter((other) => other !== value);
        wish.filters[name] = on ? [...others, value] : others;
        changed();
      });
      known.set(name, made);
      return made;
    };
    return {
      element,
      clear,
      /** @param {Answer} answer */
      show({ facets: found }) {
        const names = Object.keys(found).filter((name) => found[name].values.length || wish.filters[name]?.length);
        for (const name of names) {
          const made = known.get(name) ?? facet(name);
          made.show(found[name], wish.filters[name] ?? []);
          if (!made.element.isConnected) facets.append(made.element);
        }
        for (const [name, made] of known) if (!names.includes(name)) made.element.remove();
        const n = chosen(wish);
        summary.textContent = n ? tell("filters_on", { n: String(n) }) : tell("filters");
        clear.hidden = !n;
        from.value = until.min = wish.from;
        until.value = from.max = wish.until;
        element.hidden = false;
      },
    };
  };

  // The search page.

  /** What a reader asks, as the address has it. @returns {Wish} */
  const asked = () => {
    /** @type {Wish} */
    const wish = { q: "", sort: "", from: "", until: "", filters: Object.create(null) };
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (name === "q") wish.q = value;
      else if (name === "sort") wish.sort = value === "newest" ? value : "";
      else if (name !== "from" && name !== "until") (wish.filters[name] ??= []).push(value);
      else if (/^\d{4}-\d\d-\d\d$/.test(value)) wish[name] = value;
    }
    return wish;
  };

  /** The same as an address. @param {Wish} wish */
  const written = ({ q, sort, from, until, filters }) => {
    const all = new URLSearchParams();
    for (const [name, value] of Object.entries({ q: q.slice(0, LONG), from, until, sort })) if (value) all.set(name, value);
    for (const name in filters) for (const value of filters[name]) all.append(name, value);
    return `${all}` ? `?${all}` : location.pathname;
  };

  /** How many filters are on. @param {Wish} wish */
  const chosen = ({ filters, from, until }) => Object.values(filters).flat().length + (from || until ? 1 : 0);

  /** A result of the page. @param {Result} found */
  const entry = ({ url, title, type, date, excerpt, sections, marks, titleMarks, lang }) => {
    const item = make("li", { class: "entry" });
    const facts = make("p", { class: "entry-kicker" });
    if (type) facts.append(make("span", {}, type), " ");
    if (date) facts.append(make("time", { datetime: date }, new Date(date).toLocaleDateString(LANGUAGE, { dateStyle: "long", timeZone: "UTC" })));
    if (type || date) item.append(facts);
    item.append(
      make("h3", { class: "entry-title", ...inLanguage(lang) }, make("a", { href: address(url) }, ...marked(title, titleMarks))),
      make("p", { class: "entry-summary", ...inLanguage(lang) }, ...marked(excerpt, marks)),
    );
    if (sections.length) {
      item.append(make("ul", { class: "search-sections", "aria-label": tell("sections") },
        ...sections.map((section) => make("li", {}, make("a", { href: address(section.url) }, section.title)))));
    }
    return item;
  };

  /** Where results stand, and what changes how many and in what order. */
  const results = () => {
    const heading = make("h2", { id: "search_found", tabindex: "-1" });
    const order = make("select", { id: "search_sort" },
      make("option", { value: "" }, tell("relevance")), make("option", { value: "newest" }, tell("newest")));
    const sorting = make("p", { class: "search-sort", hidden: "" }, make("label", { for: order.id }, tell("sort")), " ", order);
    const notes = make("div", { class: "search-notes" });
    const list = make("ol", { class: "entries search-results" });
    const more = make("button", { type: "button", class: "search-more", hidden: "" }, tell("more"));
    const element = make("section", { class: "search-found", "aria-labelledby": heading.id },
      make("div", { class: "search-head" }, heading, sorting), notes, list, more);
    return {
      element,
      heading,
      order,
      more,
      /** @param {Answer} answer @param {Wish} wish */
      show(answer, { q, sort }) {
        heading.replaceChildren(...(q ? say("found", { n: count(answer), query: words([q]) }) : [count(answer)]));
        notes.replaceChildren(...sentences(answer));
        if (answer.suggestions.length) {
          notes.append(make("p", { class: "search-suggestions" }, tell("suggestions"), ...answer.suggestions.flatMap(({ text, url }, i) =>
            [i ? ", " : " ", make("a", { href: url === null ? `?${new URLSearchParams({ q: text })}` : address(url) }, text)])));
        }
        list.replaceChildren();
        this.add(answer);
        order.value = sort;
        sorting.hidden = !q || answer.total < 2;
        return [heading, ...notes.children].map((each) => each.textContent);
      },
      /** Gives the first of those that were added. @param {Answer} answer */
      add(answer) {
        const entries = answer.results.map(entry);
        list.append(...entries);
        more.hidden = !entries.length || list.children.length >= answer.total;
        return entries[0];
      },
      /** @param {HTMLElement} index */
      fail(index) {
        heading.replaceChildren(tell("failed"));
        notes.replaceChildren(make("p", {}, make("a", { href: `#${index.id}` }, tell("browse"))));
        list.replaceChildren();
        element.hidden = false;
        more.hidden = sorting.hidden = true;
      },
    };
  };

  /** @param {HTMLFormElement} form @param {HTMLInputElement} input @param {HTMLElement} region @param {HTMLElement} plain */
  const page = (form, input, region, plain) => {
    const wish = asked();
    const found = results();
    const filters = panel(wish, () => ask(true));
    const fold = make("summary", {}, tell("browse"));
    const index = make("details", { class: "search-plain", id: "search_plain" }, fold);
    region.append(filters.element, found.element);
    plain.before(index);
    index.append(plain);

    const wide = matchMedia("(min-width: 64rem)");
    const title = document.title;
    let shown = history.state?.shown ?? PAGE;
    /** What the address says of the question that is being answered. */
    let place = location.search;
    /** Nothing is asked: the index is what there is to see, and filters are on offer. @type {boolean | undefined} */
    let idle;

    const settle = () => {
      const now = !wish.q && !chosen(wish);
      if (now !== idle) index.open = now;
      idle = now;
      found.element.hidden = fold.hidden = idle;
      region.classList.toggle("search-idle", idle);
      if (wide.matches && !idle) filters.element.open = true;
    };
    wide.onchange = () => (filters.element.open = wide.matches && !idle);

    const talk = conversation(region, () => found.heading.replaceChildren(tell("busy")));
    /** @param {number} offset @param {number} limit @returns {Options} */
    const wishes = (offset, limit) => {
      const { from, until, sort, filters } = wish;
      return { filters: { ...filters, from, until }, sort: sort || undefined, offset, limit };
    };
    /** @param {Answer} answer */
    const draw = (answer) => {
      // What else stands in the address is no filter.
      for (const name in wish.filters) if (!Object.hasOwn(answer.facets, name)) delete wish.filters[name];
      settle();
      filters.show(answer);
      const said = found.show(answer, wish);
      if (!answer.total) index.open = true;
      if (!idle) talk.speak(...said);
    };
    const fail = () => {
      found.fail(index);
      filters.element.hidden = index.open = true;
      region.classList.add("search-idle");
      talk.speak(tell("failed"));
    };
    const present = () => {
      settle();
      document.title = wish.q ? `${wish.q.slice(0, 60)} – ${title}` : title;
      return talk.ask(wish.q, wishes(0, shown), draw, fail);
    };
    /** Asks what is wished now and keeps it in the address. @param {boolean} [step] as a step to come back to */
    const ask = (step) => {
      shown = PAGE;
      // A browser may refuse, after a hundred changes in a short time.
      try {
        history[step ? "pushState" : "replaceState"](null, "", written(wish));
      } catch {}
      place = location.search;
      return present();
    };

    typing(input, () => {
      if (wish.q === input.value.trim()) return;
      wish.q = input.value.trim();
      ask();
    });
    form.onsubmit = async (event) => {
      event.preventDefault();
      wish.q = input.value.trim();
      if (await ask() && !idle) found.heading.focus();
    };
    found.order.onchange = () => {
      wish.sort = /** @type {Wish["sort"]} */ (found.order.value);
      ask(true);
    };
    filters.clear.onclick = () => {
      Object.assign(wish, { from: "", until: "", filters: Object.create(null) });
      ask(true);
      (idle ? input : found.heading).focus();
    };
    found.more.onclick = () => talk.ask(wish.q, wishes(shown, PAGE), (answer) => {
      const first = found.add(answer);
      shown += PAGE;
      history.replaceState({ shown }, "");
      first?.querySelector("a")?.focus();
    }, fail);
    addEventListener("popstate", () => {
      if (location.search === place) return;
      place = location.search;
      Object.assign(wish, asked());
      shown = history.state?.shown ?? PAGE;
      input.value = wish.q;
      present();
    });

    input.value = wish.q;
    present();
  };

  // The start.

  /**
   * Keys that lead to the search field. A page may not take a single key from its reader for good: it can be turned off.
   * @param {HTMLInputElement} input @param {HTMLElement | undefined} place for what turns it off
   */
  const keys = (input, place) => {
    const box = make("input", { type: "checkbox" });
    box.checked = true;
    const name = "weef-search-key";
    const describe = () => input.setAttribute("aria-keyshortcuts", `${box.checked ? "/ " : ""}Control+K Meta+K`);
    // A browser may refuse to remember.
    try {
      box.checked = localStorage[name] !== "off";
    } catch {}
    describe();
    box.onchange = () => {
      describe();
      try {
        localStorage[name] = box.checked ? "on" : "off";
      } catch {}
    };
    place?.append(make("p", { class: "search-keys" }, make("label", {}, box, tell("keys"))));
    addEventListener("keydown", (event) => {
      const { key, altKey, shiftKey } = event;
      const busy = /** @type {Element} */ (event.target).closest?.("input, textarea, select, [contenteditable]");
      const command = event.ctrlKey || event.metaKey;
      if (altKey || (command ? shiftKey || key.toLowerCase() !== "k" : key !== "/" || busy || !box.checked)) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  };

  const start = () => {
    const all = engine().site.labels;
    labels = all[LANGUAGE] ?? all[""];
    /** @param {string} name @returns {any} */
    const find = (name) => document.querySelector(`[data-search="${name}"]`);
    const form = find("form") ?? find("box");
    if (!form) return;
    const input = form.querySelector("input");
    const answer = find("answer");
    form.action = form.action.replace(/\/$/, `/${FILE}`);
    if (answer) page(form, input, answer, find("plain"));
    else box(form, input);
    keys(input, answer?.parentElement);
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  // The end of this script, which has yet to run, says what the parts and the labels are.
  else queueMicrotask(start);
})();
