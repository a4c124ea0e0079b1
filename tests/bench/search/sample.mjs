// Pages → queries that readers of a large site might type, drawn from its titles and words: the same ones every time.

import { chance } from "./metrics.mjs";

const WORD = /[\p{L}\p{N}]{3,}/gu;

/** Up to so many pages are looked at for words: their share of rare ones is as good as that of all. */
const READ = 2_000;

/** The kinds of query, in turns. Each draws from the words of a title, of a text and of many texts. */
const KINDS = {
  "words of a title": ({ title, pick }) => pick(title, 2),
  "a rare word": ({ rare, pick }) => pick(rare, 1),
  "a common word": ({ common, pick }) => pick(common, 1),
  "a common and a rare word": ({ common, rare, pick }) => [...pick(common, 1), ...pick(rare, 1)],
  "the beginning of a word": ({ text, pick }) => pick(text, 1).map((word) => word.slice(0, Math.max(3, word.length - 3))),
  "a word with two letters swapped": ({ text, pick }) => pick(text.filter((word) => word.length > 5), 1).map(swapped),
  "two words of one text": ({ text, pick }) => pick(text, 2),
};

function swapped(word) {
  const at = word.length >> 1;
  return word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1);
}

const wordsOf = (text) => (text.match(WORD) ?? []).map((word) => word.toLowerCase());

/** So many different queries, each {kind, query}. `pages` are {title, text}. */
export function drawn(pages, count) {
  const random = chance(2);
  const step = Math.max(1, Math.floor(pages.length / READ));
  const read = pages.filter((_, at) => at % step === 0);
  const uses = new Map();
  for (const { text } of read) for (const word of new Set(wordsOf(text))) uses.set(word, (uses.get(word) ?? 0) + 1);
  const common = [...uses].filter(([, pages]) => pages > read.length / 10).map(([word]) => word);
  const pick = (list, most) => Array.from({ length: list.length ? most : 0 }, () => list[Math.floor(random() * list.length)]);
  const queries = new Map();
  // Far more turns than are needed, so that a site of few words ends too.
  for (let turn = 0; queries.size < count && turn < count * 50; turn++) {
    const page = read[Math.floor(random() * read.length)];
    const text = wordsOf(page.text);
    const rare = text.filter((word) => uses.get(word) <= 2);
    const kind = Object.keys(KINDS)[turn % Object.keys(KINDS).length];
    const query = KINDS[kind]({ title: wordsOf(page.title), text, rare, common, pick }).join(" ");
    if (query && !queries.has(query)) queries.set(query, { kind, query });
  }
  return [...queries.values()];
}
