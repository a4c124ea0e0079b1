// Facts → elements: links, lists that keep what stays the same, problems. Whatever comes from the server becomes text
// nodes and attributes, never markup.

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

/** What opens a file in the editor, where that can be opened. @param {string | null} edit @param {string} name */
const editing = (edit, name) => {
  if (edit === null) return null;
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

/** A sentence of weef, in which what stands between backticks is as it is written. @param {string} text */
const sentence = (text) => text.split("`").map((part, i) => (i % 2 ? make("code", {}, part) : part));

/** @param {string} text */
const capital = (text) => text.charAt(0).toLocaleUpperCase(speech) + text.slice(1);

/** The sentence, the place and the cure. @param {Problem} problem */
const explanation = ({ message, help, file, line: at, excerpt }) => [
  make("p", { class: "message" }, ...sentence(capital(message))),
  make("p", { class: "where" }, `${file}, ${words.line} ${at}`),
  excerpt.length ? make("pre", { tabindex: "0", "aria-label": `${words.line} ${at}` }, ...excerpt.map(row)) : null,
  help ? make("p", { class: "help" }, make("b", {}, words.cure), " ", ...sentence(help)) : null,
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
