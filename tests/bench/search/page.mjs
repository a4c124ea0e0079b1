// A page as weef writes it → what of it is the page's own: title, summary, authors, terms and prose. What stands around
// them (menus, lists of related pages, what links here) is of other pages, and no engine is given it.

const NAMES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** Elements whose end does not part words. */
const INLINE = new Set("a abbr b cite code del em i ins kbd mark q s small span strong sub sup u".split(" "));

/** The start tags of a page's own parts; `badges` are its terms. */
const OWN = {
  title: /<h1>/,
  lead: /<p class="lead">/,
  meta: /<p class="meta">/,
  terms: /<ul class="badges">/,
  prose: /<div class="prose">/,
};

/** The address of a file of the site: that of its folder. */
export function addressOf(file) {
  return file.replace(/(^|\/)index\.html$/, "$1");
}

/** Where `main` begins and ends. */
function mainOf(html) {
  const from = html.indexOf("<main");
  const to = html.lastIndexOf("</main>");
  return from < 0 || to < from ? [0, 0] : [from, to];
}

/** The element that begins at this place: from its start tag to its end tag. */
function elementAt(html, from) {
  const name = /^<(\w+)/.exec(html.slice(from, from + 20))[1];
  const tags = new RegExp(`<(/?)${name}[\\s>]`, "g");
  tags.lastIndex = from;
  let depth = 0;
  for (let tag = tags.exec(html); tag; tag = tags.exec(html)) {
    depth += tag[1] ? -1 : 1;
    if (depth === 0) return html.slice(from, html.indexOf(">", tag.index) + 1);
  }
  return html.slice(from);
}

/** The HTML of each of the page's own parts, "" for one that it does not have. */
export function partsOf(html) {
  const main = html.slice(...mainOf(html));
  return Object.fromEntries(Object.entries(OWN).map(([part, tag]) => {
    const found = tag.exec(main);
    return [part, found ? elementAt(main, found.index) : ""];
  }));
}

/** The same page with its own parts marked as the text that Pagefind is to read. */
export function marked(html, { terms }) {
  const [from, to] = mainOf(html);
  let main = html.slice(from, to);
  for (const [part, tag] of Object.entries(OWN)) {
    if (part !== "terms" || terms) main = main.replace(tag, (start) => `${start.slice(0, -1)} data-pagefind-body>`);
  }
  return html.slice(0, from) + main + html.slice(to);
}

/** The text of a piece of HTML, with a space where there was white space or a new block. */
export function textOf(html) {
  const spaced = html.replace(/<\/?([a-zA-Z0-9]+)[^>]*>/g, (_, name) => (INLINE.has(name.toLowerCase()) ? "" : " "));
  const decoded = spaced.replace(/<!--.*?-->/gs, "").replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (whole, name) => {
    if (name[0] !== "#") return NAMES[name] ?? whole;
    return String.fromCodePoint(name[1] === "x" ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
  return decoded.replace(/\s+/g, " ").trim();
}

/** The texts of the headings in a piece of HTML. */
export function headingsOf(html) {
  return [...html.matchAll(/<(h[1-6])[\s>].*?<\/\1>/gs)].map(([heading]) => textOf(heading));
}
