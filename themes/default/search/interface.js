// What readers see of search, and the loader of its parts. The box at the top of a page becomes a combobox, and the
// search page answers while its reader types. All of this is extra: without it the box leads to the search page, and
// that page is an index.
//
// Whatever comes from the index or from a reader becomes text nodes and attributes, never markup.

/**
 * The engine as this script knows it; the types of what it gives stand with it.
 * @typedef {{open(from: {load(name: string): Promise<string>}): Promise<Index>,
 *   part?: (name: string, data: string) => unknown, site: {hash: string, lang: string, labels: Record<string, Record<string, string>>}}} Engine
 */

(() => {
  /** @type {any} */
  const scope = globalThis;
  /** The engine, as the newest run of `search.js` left it. @returns {Engine} */
  const engine = () => scope.weefSearch;
  // Run again (see `renew`), this script has nothing to add: only what stands behind it is new.
  if (typeof document === "undefined" || engine().part) return;

  /** Where the site is: the address of this script, which lies at its root. */
  const ROOT = new URL(".", scope.document.currentScript.src).href;
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
  /** The form of search on this page. @type {HTMLFormElement} */
  let form;
  /** Its field. @type {HTMLInputElement} */
  let input;

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

  /**
   * Says that a text is in another language than the page around it.
   * @param {string} [lang] that of the site if not said
   * @returns {Record<string, string>}
   */
  const inLanguage = (lang) => {
    const site = engine().site.lang;
    return lang || site !== LANGUAGE ? { lang: lang || site } : {};
  };

  /** The search page with a question. @param {string} q */
  const asking = (q) => `${form.action}?${new URLSearchParams({ q: q.slice(0, LONG) })}`;

  /** Whether there may be more than was found. @param {Answer} answer */
  const isAtLeast = ({ understood }) => understood.some(({ kind }) => kind === "approximate");

  /** How many were found, in words. @param {Answer} answer */
  const count = (answer) => {
    const { total } = answer;
    const many = (isAtLeast(answer) && "least") || (total === 1 ? "one" : "many");
    return tell(`count_${total ? many : "none"}`, { n: total.toLocaleString(LANGUAGE) });
  };

  /**
   * What was made of the question, in sentences; the words that nobody wrote here together in one.
   * @param {Answer} answer
   */
  const sentences = ({ understood }) => {
    const missing = understood.filter(({ kind }) => kind === "unknown");
    const known = understood.filter(({ kind }) => kind !== "unknown");
    return [...known, ...missing.slice(0, 1)].map(({ kind, from, to }) => make("p", {}, ...say(`understood_${kind}`, {
      query: words(kind === "unknown" ? missing.map((one) => one.from) : [from]),
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

  /** Whether this is the preview, where the site changes under a page that stays. */
  const LIVE = !!document.querySelector('script[src^="/-weef/"]');
  const refresh = async () => {
    const before = engine().site.hash;
    await run(`${ROOT}search.js?fresh=${Date.now()}`);
    if (engine().site.hash !== before) opened = undefined;
  };

  /** @param {string} query @param {Options} wishes */
  const search = async (query, wishes) => {
    if (LIVE) await refresh().catch(() => {});
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
      /**
       * Asks the same more fully, without a word.
       * @param {string} query @param {Options} wishes @param {(answer: Answer) => void} show
       */
      async again(query, wishes, show) {
        const mine = turn;
        const answer = await search(query, wishes).catch(() => null);
        if (answer && mine === turn) show(answer);
      },
      /** @param {(string | null)[]} what */
      speak(...what) {
        silence = window.setTimeout(() => (status.textContent = what.filter(Boolean).join(" ")), SILENCE);
      },
    };
  };

  /**
   * Calls back when typing pauses; not in the middle of a character that takes several keys.
   * @param {() => void} back
   */
  const typing = (back) => {
    let pause = 0;
    const soon = () => {
      clearTimeout(pause);
      pause = window.setTimeout(back, PAUSE);
    };
    /** @param {any} event */
    const hear = ({ isComposing }) => isComposing || soon();
    input.addEventListener("input", hear);
    input.addEventListener("compositionend", soon);
  };

  // The box at the top of a page.

  /** @param {string} href @param {(string | Node)[]} inside */
  const option = (href, ...inside) =>
    make("a", { role: "option", href, tabindex: "-1", "aria-selected": "false" }, ...inside);

  /** @param {string} label @param {HTMLElement[]} options @param {Record<string, string>} [language] */
  const group = (label, options, language) =>
    make("div", { role: "group", "aria-label": label, ...language },
      make("div", { class: "search-type", "aria-hidden": "true" }, label), ...options);

  /** Options below the field, of which one at a time is chosen while the focus stays in the field. */
  const listbox = () => {
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

  const box = () => {
    const notes = make("div", { class: "search-notes" });
    const list = listbox();
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

    /** @param {string} query @param {Answer} answer */
    const draw = (query, answer) => {
      const { results, suggestions, total } = answer;
      const said = sentences(answer);
      const isNone = !total && !isAtLeast(answer);
      const groups = [...grouped(results, ({ type }) => type)].map(([type, all]) =>
        group(type || tell("other"), all.map(({ url, title, titleMarks, excerpt, lang }) =>
          option(address(url),
            make("span", { class: "search-title", ...inLanguage(lang) }, ...marked(title, titleMarks)), " ",
            make("span", { class: "search-excerpt", ...inLanguage(lang) }, excerpt))),
        type ? inLanguage() : {}));
      if (isNone) {
        said.unshift(make("p", {}, ...say("found", { n: count(answer), query: words([query]) })));
        if (suggestions.length) {
          groups.push(group(tell("suggestions"), suggestions.map(({ text, url }) =>
            option(url === null ? asking(text) : address(url), text))));
        }
      }
      notes.replaceChildren(...said);
      list.fill(...groups, option(asking(query), ...(isNone ? say("browse") : say("all", { query: words([query]) }))));
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
      else await talk.ask(query, { limit: FEW, texts: 0, phrases: 4 }, (answer) => draw(query, answer), fail);
    };

    // Only a field for text may be a combobox.
    input.type = "text";
    set(input, {
      inputmode: "search",
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": list.element.id,
      "aria-expanded": "false",
    });
    input.onfocus = () => open().catch(() => {});
    // What was chosen among the answers to an earlier question is chosen no more.
    input.addEventListener("input", () => list.choose(-1));
    typing(look);
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
    /** Whoever hides the keyboard of a phone takes the focus away, but goes nowhere. @param {any} event */
    const leave = ({ relatedTarget }) => !relatedTarget || form.contains(relatedTarget) || close();
    form.addEventListener("focusout", leave);
    /** @param {any} event */
    const press = ({ target }) => popup.hidden || form.contains(target) || close();
    addEventListener("pointerdown", press);
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

  /** A facet as checkboxes. @param {string} name */
  const checkboxes = (name) => {
    const legend = make("legend", inLanguage());
    const list = make("ul", inLanguage());
    const more = make("button", { type: "button", class: "search-quiet" });
    /** @type {Map<string, HTMLLIElement>} */
    const rows = new Map();
    /** @type {string[]} */
    let chosen = [];
    /** Values that were chosen once stay in sight. @type {Set<string>} */
    const kept = new Set();
    /** @type {ReturnType<typeof asTree>} */
    let values = [];
    let isLong = false;
    let all = false;

    /** The row of a value: the same each time, so that the focus stays in it. @param {typeof values[0]} of */
    const row = ({ value, label, count, depth }) => {
      const number = ` (${count.toLocaleString(LANGUAGE)})`;
      const item = rows.get(value) ?? make("li", {}, make("label", {},
        make("input", { type: "checkbox", name, value }), make("span", {}, label, make("small"))));
      rows.set(value, item);
      item.dataset.depth = String(Math.min(depth, 3));
      item.querySelectorAll("small")[0].textContent = number;
      item.querySelectorAll("input")[0].checked = chosen.includes(value);
      return item;
    };
    const draw = () => {
      const shown = values.filter(({ value }, i) => all || !isLong || i < FOLD || kept.has(value)).map(row);
      if (shown.length !== list.children.length || shown.some((item, i) => item !== list.children[i])) {
        list.replaceChildren(...shown);
      }
      more.hidden = !isLong;
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
      /** @param {Facet} facet @param {string[]} wanted */
      show(facet, wanted) {
        legend.textContent = facet.label;
        chosen = wanted;
        for (const value of chosen) kept.add(value);
        isLong = facet.values.length > FOLD + 1;
        // Where not all are seen, those are that most pages have; but years keep their order.
        values = asTree(isLong && name !== "year" ? [...facet.values].sort((a, b) => b.count - a.count) : facet.values);
        draw();
        this.element.hidden = !values.length;
      },
    };
  };

  /** Facets, dates and a button that clears them, folded on a phone. */
  const panel = () => {
    const clear = make("button", { type: "button", class: "search-quiet" }, tell("clear"));
    const facets = make("div", { class: "search-facets" });
    const summary = make("summary");
    const dates = make("fieldset", { class: "search-facet search-dates" }, make("legend", {}, tell("dates")));
    const [from, until] = ["from", "until"].map((name) => {
      const date = make("input", { type: "date", name, id: `search_${name}` });
      dates.append(make("p", {}, make("label", { for: date.id }, tell(name)), date));
      return date;
    });
    const element = make("details", { class: "search-filters", hidden: "" }, summary, clear, facets, dates);
    /** @type {Map<string, ReturnType<typeof checkboxes>>} */
    const known = new Map();
    return {
      element,
      clear,
      /** @param {Answer} answer @param {URLSearchParams} wish */
      show({ facets: found, total }, wish) {
        for (const name in found) {
          const facet = known.get(name) ?? checkboxes(name);
          known.set(name, facet);
          facet.show(found[name], wish.getAll(name));
          if (!facet.element.isConnected) facets.append(facet.element);
        }
        from.value = until.min = wish.get("from") ?? "";
        until.value = from.max = wish.get("until") ?? "";
        const n = filtersOf(wish).length;
        summary.textContent = n ? tell("filters_on", { n: String(n) }) : tell("filters");
        clear.hidden = !n;
        element.hidden = !total && !n;
      },
    };
  };

  // The search page.

  /** What a reader asks, as the address has it. */
  const asked = () => {
    const wish = new URLSearchParams(location.search);
    for (const name of ["from", "until"]) if (!/^\d{4}-\d\d-\d\d$/.test(wish.get(name) ?? "")) wish.delete(name);
    return wish;
  };

  /** The names of what is filtered by, as often as they have a value. @param {URLSearchParams} wish */
  const filtersOf = (wish) => [...wish.keys()].filter((name) => name !== "q" && name !== "sort");

  /** A result of the page. @param {Result} found */
  const entry = ({ url, title, type, date, excerpt, sections, marks, titleMarks, lang }) => {
    const item = make("li", { class: "entry" });
    const facts = make("p", { class: "entry-kicker" });
    if (type) facts.append(make("span", inLanguage(), type), " ");
    if (date) {
      const text = new Date(date).toLocaleDateString(LANGUAGE, { dateStyle: "long", timeZone: "UTC" });
      facts.append(make("time", { datetime: date }, text));
    }
    if (type || date) item.append(facts);
    const link = make("a", { href: address(url) }, ...marked(title, titleMarks));
    item.append(
      make("h3", { class: "entry-title", ...inLanguage(lang) }, link),
      make("p", { class: "entry-summary", ...inLanguage(lang) }, ...marked(excerpt, marks)),
    );
    if (sections.length) {
      const links = sections.map((section) =>
        make("li", {}, make("a", { href: address(section.url), ...inLanguage(lang) }, section.title)));
      item.append(make("ul", { class: "search-sections", "aria-label": tell("sections") }, ...links));
    }
    return item;
  };

  /** Where results stand, and what changes how many and in what order. */
  const results = () => {
    const heading = make("h2", { id: "search_found", tabindex: "-1" });
    const order = make("select", { id: "search_sort", name: "sort" },
      make("option", { value: "" }, tell("relevance")), make("option", { value: "newest" }, tell("newest")));
    const sorting = make("p", { class: "search-sort", hidden: "" },
      make("label", { for: order.id }, tell("sort")), " ", order);
    const notes = make("div", { class: "search-notes" });
    const list = make("ol", { class: "entries search-results" });
    const more = make("button", { type: "button", class: "search-more", hidden: "" }, tell("more"));
    const element = make("section", { class: "search-found", "aria-labelledby": heading.id },
      make("div", { class: "search-head" }, heading, sorting), notes, list, more);
    return {
      element,
      heading,
      more,
      /** Gives what there is to say of them. @param {Answer} answer @param {string} q @param {boolean} isNewest */
      show(answer, q, isNewest) {
        heading.replaceChildren(...(q ? say("found", { n: count(answer), query: words([q]) }) : [count(answer)]));
        notes.replaceChildren(...sentences(answer));
        const others = answer.suggestions.filter(({ url }) => !answer.results.some((result) => result.url === url));
        if (others.length) {
          const links = others.flatMap(({ text, url }, i) =>
            [i ? ", " : " ", make("a", { href: url === null ? asking(text) : address(url) }, text)]);
          notes.append(make("p", { class: "search-suggestions" }, tell("suggestions"), ...links));
        }
        list.replaceChildren();
        this.add(answer);
        order.selectedIndex = Number(isNewest);
        sorting.hidden = !q || answer.total < 2;
        return [heading, ...notes.children].map((each) => each.textContent);
      },
      /** Puts excerpts to the results, unless a reader is among them. @param {Answer} answer */
      fill(answer) {
        if (!list.contains(document.activeElement)) list.replaceChildren(...answer.results.map(entry));
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

  /** @param {HTMLElement} region for the answer @param {HTMLElement} plain what there is without one */
  const page = (region, plain) => {
    const found = results();
    const filters = panel();
    const fold = make("summary", {}, tell("browse"));
    const index = make("details", { class: "search-plain", id: "search_plain" }, fold);
    region.append(filters.element, found.element);
    plain.before(index);
    index.append(plain);

    const wide = matchMedia("(min-width: 64rem)");
    const title = document.title;
    let wish = asked();
    let shown = history.state?.shown ?? PAGE;
    /** What the address says of the question that is being answered. */
    let place = location.search;
    /** Nothing is asked: the index is what there is to see, and filters are on offer. @type {boolean | undefined} */
    let idle;

    const settle = () => {
      const now = !wish.get("q") && !filtersOf(wish).length;
      if (now !== idle) {
        index.open = now;
        if (wide.matches) filters.element.open = !now;
      }
      idle = now;
      found.element.hidden = fold.hidden = idle;
      region.classList.toggle("search-idle", idle);
    };
    wide.onchange = () => (filters.element.open = wide.matches && !idle);

    const talk = conversation(region, () => found.heading.replaceChildren(tell("busy")));
    /** @param {Answer} answer */
    const draw = (answer) => {
      // What else stands in the address is no filter.
      for (const name of filtersOf(wish)) {
        if (name !== "from" && name !== "until" && !Object.hasOwn(answer.facets, name)) wish.delete(name);
      }
      settle();
      filters.show(answer, wish);
      const said = found.show(answer, wish.get("q") ?? "", wish.get("sort") === "newest");
      if (!answer.total) index.open = true;
      if (!idle) talk.speak(...said);
    };
    const fail = () => {
      found.fail(index);
      filters.element.hidden = index.open = true;
      talk.speak(tell("failed"));
    };
    /** @param {number} offset @param {number} limit @returns {Options} */
    const wishes = (offset, limit) => {
      /** @type {Record<string, string | string[]>} */
      const filters = Object.create(null);
      for (const name of filtersOf(wish)) filters[name] = wish.getAll(name);
      for (const name of ["from", "until"]) filters[name] = wish.get(name) ?? "";
      const sort = wish.get("sort") === "newest" ? "newest" : "relevance";
      return { filters, sort, offset, limit };
    };
    /** Whether nothing was answered yet. */
    let first = true;
    const present = async () => {
      settle();
      const q = wish.get("q") ?? "";
      document.title = q ? `${q.slice(0, 60)} – ${title}` : title;
      const now = wishes(0, shown);
      if (!first) return talk.ask(q, now, draw, fail);
      // Over a slow line the first results do not wait for their excerpts.
      first = false;
      const isLatest = await talk.ask(q, { ...now, texts: 0 }, draw, fail);
      if (isLatest && !idle) talk.again(q, now, (answer) => found.fill(answer));
      return isLatest;
    };
    /** Asks what is wished now and keeps it in the address. @param {boolean} [step] as a step to come back to */
    const ask = (step) => {
      shown = PAGE;
      // A browser may refuse, after a hundred changes in a short time.
      try {
        history[step ? "pushState" : "replaceState"](null, "", `${wish}` ? `?${wish}` : location.pathname);
      } catch {}
      place = location.search;
      return present();
    };
    /** Takes over what was typed; gives whether that is new. */
    const hear = () => {
      const q = input.value.trim().slice(0, LONG);
      const isNew = q !== (wish.get("q") ?? "");
      if (q) wish.set("q", q);
      else wish.delete("q");
      return isNew;
    };

    typing(() => hear() && ask());
    form.onsubmit = async (event) => {
      event.preventDefault();
      hear();
      if (await ask() && !idle) found.heading.focus();
    };
    region.onchange = (event) => {
      /** @type {any} */
      const target = event.target;
      // A year that is still being typed: 0002, 0020, 0202.
      if (/^0\d{3}-/.test(target.value)) return;
      /** @type {any} */
      const fields = region.querySelectorAll("input, select");
      wish = new URLSearchParams();
      hear();
      for (const { name, value, type, checked } of fields) {
        if (value && (type !== "checkbox" || checked)) wish.append(name, value);
      }
      ask(true);
    };
    filters.clear.onclick = () => {
      for (const name of filtersOf(wish)) wish.delete(name);
      ask(true);
      (idle ? input : found.heading).focus();
    };
    found.more.onclick = () => talk.ask(wish.get("q") ?? "", wishes(shown, PAGE), (answer) => {
      const first = found.add(answer);
      shown += PAGE;
      history.replaceState({ shown }, "");
      first?.querySelector("a")?.focus();
    }, fail);
    addEventListener("popstate", () => {
      if (location.search === place) return;
      place = location.search;
      wish = asked();
      shown = history.state?.shown ?? PAGE;
      input.value = wish.get("q") ?? "";
      present();
    });

    input.value = wish.get("q") ?? "";
    present();
  };

  // The start.

  /**
   * Keys that lead to the search field. A page may not take a single key from its reader for good, so that one can be
   * turned off.
   * @param {HTMLElement | undefined} place for what turns it off
   */
  const keys = (place) => {
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
      /** @type {any} */
      const target = event.target;
      const busy = target.closest?.("input, textarea, select, [contenteditable]");
      const command = event.ctrlKey || event.metaKey;
      if (altKey || (command ? shiftKey || key.toLowerCase() !== "k" : key !== "/" || busy || !box.checked)) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  };

  const start = () => {
    const all = engine().site.labels;
    labels = all[LANGUAGE] ?? Object.values(all)[0];
    /** @param {string} name @returns {any} */
    const find = (name) => document.querySelector(`[data-search="${name}"]`);
    form = find("form") ?? find("box");
    if (!form) return;
    input = form.querySelectorAll("input")[0];
    form.action = form.action.replace(/\/$/, `/${FILE}`);
    const answer = find("answer");
    if (answer) page(answer, find("plain"));
    else box();
    keys(answer?.parentElement);
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  // The end of this script, which has yet to run, says what the parts and the labels are.
  else queueMicrotask(start);
})();
