// The engine of search: it needs no page, only somebody who hands it the parts of the index.
//
// `weefSearch.open({load})` gives a promise of an index; `load(name)` gives a promise of the text of a part, which is
// the script itself or the base64 in it. `index.search(query, options)` gives a promise of an answer. `src/search` in
// weef's sources writes the parts and says what stands in them; both fold words in the same way.

/**
 * @typedef {Object} Options
 * @property {Object<string, string | string[]>} [filters] values by facet; `from` and `until` are dates
 * @property {"relevance" | "newest"} [sort]
 * @property {number} [limit] how many results, 10 if not said
 * @property {number} [offset] how many results to pass over
 * @property {number} [texts] how many parts with texts may be loaded, 2 if not said
 * @property {number} [phrases] in how many parts with texts phrases are looked for, 40 if not said
 *
 * @typedef {Object} Section
 * @property {string} url
 * @property {string} title
 * @property {string} excerpt
 * @property {number[][]} marks
 *
 * @typedef {Object} Result
 * @property {string} url relative to the root of the site
 * @property {string} title
 * @property {string} type
 * @property {string | null} date
 * @property {string} lang empty where it is the language of the site
 * @property {string} excerpt
 * @property {number[][]} marks what to mark in the excerpt: from, to
 * @property {number[][]} titleMarks
 * @property {Section[]} sections
 * @property {number} score
 *
 * @typedef {Object} Facet
 * @property {string} label
 * @property {{value: string, label: string, count: number, parent: string | null}[]} values
 *
 * @typedef {Object} Understood
 * @property {string} kind
 * @property {string} from
 * @property {string[]} to
 *
 * @typedef {Object} Answer
 * @property {number} total
 * @property {Result[]} results
 * @property {Object<string, Facet>} facets
 * @property {Understood[]} understood
 * @property {{text: string, url: string | null}[]} suggestions
 *
 * @typedef {Object} Index
 * @property {(query: string, options?: Options) => Promise<Answer>} search
 * @property {number} pages
 */

// @ts-ignore
var weefSearch = weefSearch || (function () {
  "use strict";

  // Where a word stands; see `place` in src/document/words.rs.
  const HEADING = 1, TITLE = 2, SUMMARY = 4, TERM = 8, PART = 16;
  // How much each place counts, in times that a word stands in a text of usual length.
  const WEIGHTS = { heading: 2.5, title: 8, summary: 4, term: 2.5, part: 0.5 };
  // BM25's saturation; how much less each further section of a page counts; what a page loses that lacks words.
  const K1 = 3, DECAY = 0.25, COVERAGE = 1;
  // How much more a page counts whose title has all that was asked, and nothing else.
  const TITLED = 0.8;
  // What a way of reading a word counts against the word itself.
  const PREFIX = 0.75, ENDING = 0.9, JOINED = 0.95, SYNONYM = 0.85, TYPO = 0.7, TYPO2 = 0.5, SPLIT = 0.8, INSIDE = 0.7;
  // What is longer is cut: in characters, and in words.
  const LONGEST = 400, MOST = 24;
  // How long an excerpt is; how far words of one name are apart at most; in how many parts phrases are looked for if not said, and how many of them are loaded at once.
  const WINDOW = 220, BESIDE = 16, PHRASE_PARTS = 40, BATCH = 8;
  // What the steps of frequencies stand for; see src/search/postings.rs. How much the length of a section counts: BM25's b.
  const FREQUENCIES = [0, 1, 2, 3, 4.5, 7, 11, 18], B = 0.6;
  const ENDINGS = ["", "s", "en", "e", "n", "t", "d", "de", "te", "den", "ten", "er", "ers", "je", "jes", "tje", "tjes", "pje", "ing", "ingen", "ed", "es"];
  // Plurals that no rule makes, also at the end of a longer word.
  const IRREGULAR = [["heden", "heid"], ["kinderen", "kind"], ["leden", "lid"], ["steden", "stad"], ["musea", "museum"], ["criteria", "criterium"], ["eieren", "ei"]];
  const LETTERS = /[\p{Alphabetic}\p{N}\p{M}]+(?:['’ʼ\u00ad]+[\p{Alphabetic}\p{N}\p{M}]+)*/gu;
  /** @type {Object<string, string>} */
  const SPELLED = { "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ς": "σ" };

  /** @param {string} word */
  function fold(word) {
    return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
      .replace(/[^a-z0-9]/gu, (c) => SPELLED[c] ?? (/[\p{Alphabetic}\p{N}]/u.test(c) ? c : ""))
      .replace(/\p{M}/gu, "");
  }

  /**
   * The words of a text with their places; `joined` words are several that are written to each other.
   * @param {string} text
   */
  function tokens(text) {
    /** @type {{word: string, from: number, to: number, joined: number}[]} */
    const found = [];
    let parts = 0, joined = "", first = 0;
    for (const match of text.matchAll(LETTERS)) {
      const from = match.index || 0, to = from + match[0].length;
      const word = fold(match[0]);
      if (!parts) first = from;
      if (word && [...word].length <= 40) found.push({ word, from, to, joined: 0 });
      joined += word;
      parts++;
      const after = text.slice(to, to + 3);
      if (!/^[-‐\u2011()][\p{Alphabetic}\p{N}\p{M}]/u.test(after)) {
        if (parts > 1 && parts <= 4 && joined && [...joined].length <= 40) {
          found.push({ word: joined, from: first, to, joined: parts });
        }
        parts = 0;
        joined = "";
      }
    }
    return found;
  }

  /** @param {string} text base64 */
  function bytesOf(text) {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  }

  /**
   * @param {Uint8Array<ArrayBuffer>} packed
   * @returns {Promise<Uint8Array>}
   */
  async function unpack(packed) {
    const stream = new DecompressionStream("gzip");
    const writer = stream.writable.getWriter();
    // What is wrong shows when it is read.
    writer.write(packed).catch(() => {});
    writer.close().catch(() => {});
    const reader = stream.readable.getReader();
    const chunks = [];
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      length += value.length;
    }
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  /** @param {Uint8Array} bytes */
  const textOf = (bytes) => new TextDecoder().decode(bytes);

  /** Reads what `Writer` in src/search/encode.rs wrote. */
  class Reader {
    /** @param {Uint8Array} bytes */
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }
    number() {
      let value = 0, shift = 1, byte;
      do {
        if (this.at >= this.bytes.length) throw new Error("damaged");
        byte = this.bytes[this.at++];
        value += (byte & 127) * shift;
        shift *= 128;
      } while (byte & 128);
      return value;
    }
    /** @param {number} length */
    take(length) {
      const end = this.at + length;
      if (end > this.bytes.length) throw new Error("damaged");
      const bytes = this.bytes.subarray(this.at, end);
      this.at = end;
      return bytes;
    }
    /** @param {number} count */
    numbers(count) {
      const all = new Int32Array(count);
      for (let i = 0; i < count; i++) all[i] = this.number();
      return all;
    }
    /** @param {number} count */
    steps(count) {
      const all = this.numbers(count);
      for (let i = 1; i < count; i++) all[i] += all[i - 1];
      return all;
    }
    words() {
      const count = this.number();
      const shared = this.numbers(count), rests = this.numbers(count);
      const letters = textOf(this.take(this.number()));
      const words = new Array(count);
      let at = 0, last = "";
      for (let i = 0; i < count; i++) {
        last = last.slice(0, shared[i]) + letters.slice(at, at += rests[i]);
        words[i] = last;
      }
      return words;
    }
  }

  const ROWS = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)];

  /**
   * Which letters a word has, as bits.
   * @param {string} word
   */
  function lettersOf(word) {
    let bits = 0;
    for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
    return bits;
  }

  /** @param {number} bits */
  function count(bits) {
    let n = 0;
    for (; bits; bits &= bits - 1) n++;
    return n;
  }

  /**
   * Damerau's distance of two words (optimal string alignment), or `most + 1` where it is more. A change of the first
   * letter counts twice: people seldom mistake it. With `open`, the end of `b` may be left off.
   * @param {string} a
   * @param {string} b
   * @param {number} most
   * @param {boolean} [open]
   */
  function distance(a, b, most, open) {
    const n = a.length, m = open ? Math.min(b.length, n + most) : b.length;
    if (n - m > most || (!open && m - n > most) || m > 62) return most + 1;
    let [before, last, row] = ROWS;
    for (let j = 0; j <= m; j++) last[j] = j ? j + 1 : 0;
    for (let i = 1; i <= n; i++) {
      row[0] = i + 1;
      let least = row[0];
      for (let j = 1; j <= m; j++) {
        const first = i === 1 && j === 1 ? 1 : 0;
        const same = a[i - 1] === b[j - 1];
        let cost = last[j - 1] + (same ? 0 : 1 + first);
        cost = Math.min(cost, last[j] + 1, row[j - 1] + 1);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          cost = Math.min(cost, before[j - 2] + 1);
        }
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      [before, last, row] = [last, row, before];
    }
    return Math.min(most + 1, open ? Math.min(...last.subarray(0, m + 1)) : last[m]);
  }

  /**
   * Words that a word may be another form of: its endings taken off and put on, spelled as Dutch does.
   * @param {string} word
   * @param {boolean} [depth] whether participles are forms too
   * @returns {Set<string>}
   */
  function forms(word, depth) {
    const stems = new Set();
    for (const ending of ENDINGS) {
      const stem = word.slice(0, word.length - ending.length);
      if (stem.length < (ending === "s" ? 2 : 3) || !word.endsWith(ending)) continue;
      // bussen: bus; bus: bussen; scholen: school; loopt: lopen.
      const spelled = [stem, stem.replace(/(.)\1$/, "$1"), stem + stem.slice(-1),
        stem.replace(/([^aeiou])([aeou])([^aeiou])$/, "$1$2$2$3"), stem.replace(/([aeou])\1([^aeiou])$/, "$1$2")];
      // brieven: brief; huizen: huis; leest: lezen.
      for (const other of spelled) {
        stems.add(other);
        const last = "fvsz".indexOf(other.slice(-1));
        if (last >= 0) stems.add(other.slice(0, -1) + "vfzs"[last]);
      }
    }
    const all = new Set();
    for (const stem of stems) for (const ending of ENDINGS) all.add(stem + ending);
    for (const [many, one] of IRREGULAR) {
      if (word.endsWith(many)) all.add(word.slice(0, -many.length) + one);
      if (word.endsWith(one)) all.add(word.slice(0, -one.length) + many);
    }
    // terugbellen: teruggebeld; melden: gemeld; and back.
    const [, before, ge, rest] = /^(aan|achter|af|bij|binnen|door|in|mee|na|om|op|over|samen|terug|toe|uit|voor|weg)?(ge)?(.{3,})$/.exec(word) || [];
    if (depth && rest) for (const form of forms((ge ? "" : "ge") + rest, false)) if (!ge === form.startsWith("ge")) all.add((before || "") + form);
    all.delete(word);
    return all;
  }

  /**
   * @param {{load: (name: string) => Promise<string>}} given
   * @returns {Promise<Index>}
   */
  async function open(given) {
    // @ts-ignore
    const hash = weefSearch.site.hash;
    /** @type {Map<string, Promise<any>>} */
    const loaded = new Map();
    /**
     * @template T
     * @param {string} part
     * @param {(bytes: Uint8Array) => T} read
     * @returns {Promise<T>}
     */
    function part(part, read) {
      const name = "search/" + part + "-" + hash + ".js";
      let promise = loaded.get(name);
      if (!promise) {
        promise = Promise.resolve(given.load(name)).then(async (text) => {
          const match = /^[A-Za-z0-9+/=\s]*$/.test(text) ? [text, text] : /,\s*"([A-Za-z0-9+/=]*)"\s*\)/.exec(text);
          if (!match || !match[1]) throw new Error("weefSearch: " + name + " is damaged");
          try {
            return read(await unpack(bytesOf(match[1])));
          } catch (error) {
            throw new Error("weefSearch: " + name + " is damaged");
          }
        });
        // What failed may be there the next time.
        promise.catch(() => loaded.delete(name));
        loaded.set(name, promise);
      }
      return promise;
    }
    const core = await part("core", readCore);
    return new SiteIndex(core, part);
  }

  /** @param {Uint8Array} bytes */
  function readCore(bytes) {
    const reader = new Reader(bytes);
    const meta = JSON.parse(textOf(reader.take(reader.number())));
    /** @type {string[]} */
    const words = reader.words();
    const classes = new Int32Array(words.length);
    let highest = -1;
    for (let i = 0; i < words.length; i++) {
      const step = reader.number();
      classes[i] = step & 1 ? highest - (step >> 1) : highest + 1 + (step >> 1);
      if (classes[i] > highest) highest = classes[i];
    }
    const common = reader.take(words.length);
    const starts = reader.steps(meta.first.length + 1);
    const texts = reader.steps(reader.number());
    const sections = new Int32Array(meta.pages + 1);
    for (let i = 0; i < meta.pages; i++) sections[i + 1] = sections[i] + reader.number();
    const pageOf = new Int32Array(sections[meta.pages]);
    for (let i = 0; i < meta.pages; i++) pageOf.fill(i, sections[i], sections[i + 1]);
    // How much less a word counts in a section, for its length.
    const lengths = Array.from(reader.take(pageOf.length), (step) => 10 * Math.pow(2, step) - 6);
    const usual = lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1);
    const norms = Float64Array.from(lengths, (length) => 1 / (1 - B + B * length / usual));
    const types = reader.numbers(meta.pages);
    const titles = reader.take(meta.pages);
    /** @type {(number | null)[]} */
    const days = [];
    for (let i = 0, last = 0; i < meta.pages; i++) {
      const step = reader.number();
      if (step) last += (step - 1) % 2 ? -(step >> 1) : (step - 1) >> 1;
      days.push(step ? last : null);
    }
    /** @type {Facets[]} */
    const facets = meta.facets.map((/** @type {[string, string, [string, string, number][]]} */ [name, label, values]) => {
      const starts = new Int32Array(meta.pages + 1);
      const of = [];
      for (let i = 0; i < meta.pages; i++) {
        for (const value of reader.steps(reader.number())) of.push(value);
        starts[i + 1] = of.length;
      }
      return { name, label, values, starts, of };
    });
    facets.push(years(days));
    return { meta, words, classes, common, starts, texts, sections, pageOf, norms, types, titles, days, facets };
  }

  /** @typedef {{name: string, label: string, values: [string, string, number][], starts: Int32Array, of: number[]}} Facets a facet with its values, and those of each page behind one another */

  /**
   * The years of pages as a facet, the last one first.
   * @param {(number | null)[]} days
   * @returns {Facets}
   */
  function years(days) {
    const own = days.map((day) => day === null ? "" : String(new Date(day * 864e5).getUTCFullYear()));
    const all = [...new Set(own)].filter(Boolean).sort().reverse();
    const place = new Map(all.map((year, i) => [year, i]));
    const starts = new Int32Array(days.length + 1);
    const of = [];
    for (let i = 0; i < days.length; i++) {
      const at = place.get(own[i]);
      if (at !== undefined) of.push(at);
      starts[i + 1] = of.length;
    }
    return { name: "year", label: "", values: all.map((year) => [year, year, -1]), starts, of };
  }

  /** @param {number | null} day */
  const dateOf = (day) => day === null ? null : new Date(day * 864e5).toISOString().slice(0, 10);

  /**
   * For how many of the first places something holds; behind them it holds for none.
   * @param {number} length
   * @param {(place: number) => boolean} holds
   */
  function leading(length, holds) {
    let low = 0, high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @typedef {{sections: Int32Array, how: Uint8Array}} Postings */
  class SiteIndex {
    /**
     * @param {ReturnType<typeof readCore>} core
     * @param {<T>(part: string, read: (bytes: Uint8Array) => T) => Promise<T>} part
     */
    constructor(core, part) {
      this.core = core;
      this.part = part;
      this.pages = core.meta.pages;
      this.stops = new Set(core.meta.stops.split(" "));
      /** Rare words that parts with postings brought, with their classes; and which each part brought. @type {Map<string, number>} */
      this.rare = new Map();
      /** @type {Map<number, string[]>} */
      this.rareOf = new Map();
      /** @type {Map<number, string[]>} */
      this.classWords = new Map();
      core.words.forEach((word, i) => this.addWord(core.classes[i], word));
      /** @type {Map<number, Postings>} */
      this.postings = new Map();
      /** The words by how usual they are, as texts number them. @type {number[] | undefined} */
      this.byUse = undefined;
      /** The letters of each word. @type {Int32Array | undefined} */
      this.letters = undefined;
      /** @type {{name: string, words: string[]}[][]} */
      this.synonyms = core.meta.synonyms.map((/** @type {string[]} */ group) => group.map((name) => ({ name, words: plainWords(name) })));
      this.terms = core.meta.terms.map((/** @type {[string[], string]} */ [names, url]) => ({ names, url, keys: names.map((name) => plainWords(name).join(" ")) }));
    }

    /**
     * @param {number} at
     * @param {string} word
     */
    addWord(at, word) {
      const list = this.classWords.get(at);
      if (list) list.push(word);
      else this.classWords.set(at, [word]);
    }

    /**
     * The place of the first word that is not before another.
     * @param {string} word
     */
    lower(word) {
      const words = this.core.words;
      return leading(words.length, (i) => words[i] < word);
    }

    /**
     * The class of a word, or -1.
     * @param {string} word
     */
    classOf(word) {
      const at = this.lower(word);
      if (this.core.words[at] === word) return this.core.classes[at];
      const rare = this.rare.get(word);
      return rare === undefined ? -1 : rare;
    }

    /**
     * The part with postings in which a word would stand.
     * @param {string} word
     */
    partOfWord(word) {
      const first = this.core.meta.first;
      return Math.max(0, leading(first.length, (i) => first[i] !== "" && first[i] <= word) - 1);
    }

    /** @param {number} at the class */
    partOfClass(at) {
      const starts = this.core.starts;
      return leading(starts.length - 1, (i) => starts[i] <= at) - 1;
    }

    /** @param {number} nth */
    loadWords(nth) {
      return this.part("words-" + nth, (bytes) => {
        const reader = new Reader(bytes);
        const first = this.core.starts[nth], count = this.core.starts[nth + 1] - first;
        const rare = reader.words();
        this.rareOf.set(nth, rare);
        for (const word of rare) {
          const step = reader.number();
          const at = first + (step & 1 ? -(step + 1) / 2 : step / 2);
          this.rare.set(word, at);
          this.addWord(at, word);
        }
        const lengths = reader.numbers(count);
        const total = lengths.reduce((sum, n) => sum + n, 0);
        const sections = [];
        for (const length of lengths) sections.push(reader.steps(length));
        const how = reader.take(total);
        for (let i = 0, at = 0; i < count; i++) {
          this.postings.set(first + i, { sections: sections[i], how: how.subarray(at, at += lengths[i]) });
        }
      });
    }

    /**
     * @param {string} query
     * @param {Options} [options]
     * @returns {Promise<Answer>}
     */
    async search(query, options) {
      /** @type {Understood[]} */
      const understood = [];
      const asked = read(String(query), understood);
      const terms = await this.understand(asked.words, understood);
      const scores = await this.score(terms, asked);
      await this.checkPhrases(asked.phrases, scores, understood, options?.phrases ?? PHRASE_PARTS);
      return this.answer(scores, terms, { understood, wanted: options || {}, asked });
    }

    // What is meant by the words of a query.

    /**
     * @param {Asked[]} asked
     * @param {Understood[]} understood
     */
    async understand(asked, understood) {
      const isStop = (/** @type {Asked} */ word) => this.stops.has(word.word);
      const hasContent = asked.some((word) => !isStop(word) && !word.not);
      if (!this.core.meta.whole) {
        // Rare words are in the part in which they would stand; those with one beginning may be in two.
        const rare = asked.filter((word) => !(hasContent && isStop(word)) && (word.last || this.classOf(word.word) < 0));
        const parts = new Set(rare.flatMap(({ word, last }) => last ? [this.partOfWord(word), Math.min(this.partOfWord(word) + 1, this.partOfWord(word + "\uffff"))] : [this.partOfWord(word)]));
        await Promise.all([...parts].map((part) => this.loadWords(part)));
      }
      const terms = asked.map((word) => this.term(word, hasContent && isStop(word)));
      this.join(terms, understood);
      this.addSynonyms(terms, understood);
      for (const term of terms) {
        if (term.stop || term.not) continue;
        if (!term.ways.length) await this.guess(term, understood);
        else if (term.known === 1) await this.apart(term);
      }
      for (const term of terms) {
        if (!term.ways.length && !term.stop && !term.not) understood.push({ kind: "unknown", from: term.text, to: [] });
      }
      // Of words that hold every text together only titles are known.
      const isStops = terms.length > 0 && terms.every((term) => term.not || isStop(term)) && terms.some((term) => !term.not);
      if (isStops) understood.push({ kind: "common", from: terms.filter((term) => !term.not).map((term) => term.text).join(" "), to: [] });
      // A question of which only "what is" was understood has no answer.
      const isUnderstood = terms.some((term) => term.ways.length && !term.not && !(hasContent && term.stop)) || terms.every((term) => term.not);
      return isUnderstood ? terms : terms.map((term) => ({ ...term, ways: [] }));
    }

    /**
     * @param {Asked} asked
     * @param {boolean} stop
     * @returns {Term}
     */
    term(asked, stop) {
      /** @type {Way[]} */
      const ways = [];
      const own = this.classOf(asked.word);
      // Beside other words a function word says nothing; its postings are not worth the loading.
      if (own >= 0 && !stop) ways.push({ class: own, weight: 1 });
      if (asked.last && !stop) {
        const weight = own >= 0 ? PREFIX / 3 : PREFIX;
        for (const at of this.beginning(asked.word)) if (at !== own) ways.push({ class: at, weight });
      }
      return { ...asked, ways, stop, known: own < 0 ? 0 : this.usual(asked.word) > 1 ? 2 : 1 };
    }

    /**
     * On about how many pages a word stands: a power of four.
     * @param {string} word
     */
    usual(word) {
      const at = this.lower(word);
      return this.core.words[at] === word ? this.core.common[at] : 0;
    }

    /**
     * A rare word may be written as two words elsewhere: businesscase.
     * @param {Term} term
     */
    async apart(term) {
      const [way] = this.splits(term.word).filter(({ words }) => words.length === 2);
      if (!way) return;
      const all = way.words.map((part) => this.classOf(part));
      await this.loadClasses(all);
      if (this.together(all).size) term.ways.push({ class: all[0], all, weight: SPLIT * 0.8 });
    }

    /**
     * The classes of words that begin so, those on the most pages first.
     * @param {string} word
     */
    beginning(word) {
      /** @type {Map<number, number>} */
      const found = new Map();
      const { words, classes, common } = this.core;
      for (let at = this.lower(word); at < words.length && words[at].startsWith(word); at++) {
        found.set(classes[at], Math.max(common[at] + 1, found.get(classes[at]) || 0));
      }
      const part = this.partOfWord(word);
      for (const nth of [part, part + 1]) {
        for (const rare of this.rareOf.get(nth) || []) {
          const at = this.classOf(rare);
          if (rare.startsWith(word) && !found.has(at)) found.set(at, 0);
        }
      }
      const most = word.length < 3 ? 12 : 40;
      return [...found].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most).map(([at]) => at);
    }

    /**
     * Neighbours that the site writes as one word.
     * @param {Term[]} terms
     * @param {Understood[]} understood
     */
    join(terms, understood) {
      for (let i = 0; i + 1 < terms.length; i++) {
        const [a, b] = [terms[i], terms[i + 1]];
        // "klacht en" is not "klachten", but "aan vraag" is "aanvraag".
        if (a.not || b.not || this.stops.has(b.word) || (this.stops.has(a.word) && a.word.length < 3)) continue;
        for (const link of ["", "s", "e", "en", "n"]) {
          const word = a.word + link + b.word;
          const own = this.classOf(word);
          const longer = own < 0 && !a.stop && b.last && b.word.length > 2 ? this.beginning(word).slice(0, 8) : [];
          for (const at of own >= 0 ? [own] : longer) {
            for (const term of [a, b]) {
              term.stop = false;
              term.ways.push({ class: at, weight: JOINED });
            }
          }
          if (own >= 0) understood.push({ kind: "joined", from: a.text + " " + b.text, to: [word] });
        }
      }
    }

    /**
     * @param {Term[]} terms
     * @param {Understood[]} understood
     */
    addSynonyms(terms, understood) {
      const same = (/** @type {string} */ a, /** @type {string} */ b) => a === b || (this.classOf(a) >= 0 && this.classOf(a) === this.classOf(b));
      for (const group of this.synonyms) {
        const done = new Set();
        for (const member of group) {
          const count = member.words.length;
          for (let i = 0; count && i + count <= terms.length; i++) {
            if (!member.words.every((word, k) => same(word, terms[i + k].word) && !terms[i + k].not)) continue;
            // A group may name two forms of one word: it is said and counted once.
            if (done.has(i)) continue;
            done.add(i);
            const others = group.filter((other) => other !== member);
            /** @type {string[]} */
              const to = [];
            for (const other of others) {
              const classes = other.words.map((word) => this.classOf(word));
              // Another form of the same word is found anyway.
              if (!classes.length || classes.includes(-1) || (classes.length === count && classes.every((at, k) => at === this.classOf(terms[i + k].word)))) continue;
              to.push(other.name);
              for (let k = 0; k < count; k++) {
                terms[i + k].stop = false;
                terms[i + k].ways.push({ class: classes[0], all: classes.length > 1 ? classes : undefined, weight: SYNONYM });
              }
            }
            const isSaid = understood.some((one) => one.kind === "synonym" && String(one.to) === String(to));
            if (to.length && !isSaid) understood.push({ kind: "synonym", from: member.name, to });
          }
        }
      }
    }

    /**
     * What a word may be that the site does not have.
     * @param {Term} term
     * @param {Understood[]} understood
     */
    async guess(term, understood) {
      const word = term.word;
      const add = (/** @type {string} */ kind, /** @type {number} */ weight, /** @type {string[]} */ words) => {
        words.sort((a, b) => this.usual(b) - this.usual(a));
        const classes = new Set(words.map((found) => this.classOf(found)));
        for (const at of classes) term.ways.push({ class: at, weight });
        if (words.length) understood.push({ kind, from: term.text, to: words.slice(0, 3) });
        return words.length > 0;
      };
      if (add("ending", ENDING, [...forms(word, true)].filter((form) => this.classOf(form) >= 0))) return;
      if (add("compound", INSIDE, this.around(word))) return;
      if (word.length >= 4 && add("typo", TYPO, this.near(word, 1, false))) return;
      if (await this.split(term, understood)) return;
      if (term.last && word.length >= 5 && add("typo", TYPO * PREFIX, this.near(word, 1, true))) return;
      if (word.length >= 8) add("typo", TYPO2, this.near(word, 2, false));
    }

    /**
     * Longer words in which a word stands: at the end of them, or of a long one anywhere.
     * @param {string} word
     */
    around(word) {
      if (word.length < 4) return [];
      const { words, common } = this.core;
      const found = [];
      for (let i = 0; i < words.length; i++) {
        const place = words[i].indexOf(word);
        if (place > 1 && (place + word.length === words[i].length || word.length > 6)) found.push(i);
      }
      return found.sort((a, b) => common[b] - common[a]).slice(0, 12).map((i) => words[i]);
    }

    /**
     * Words at a distance: only the nearest, and of those the most usual.
     * @param {string} word
     * @param {number} most
     * @param {boolean} open whether the word is not finished
     * @param {number} [least] on about how many pages they stand at least, as a power of four
     */
    near(word, most, open, least) {
      const { words, common } = this.core;
      /** @type {{word: string, far: number, common: number}[]} */
      let found = [];
      let nearest = most;
      // A word with a number is not another number.
      if (/\d/.test(word) || word.length > 40) return [];
      const own = lettersOf(word);
      this.letters ||= Int32Array.from(words, lettersOf);
      const consider = (/** @type {string} */ other, /** @type {number} */ usual) => {
        if (/\d/.test(other) || usual < (least || 0)) return;
        const far = distance(word, other, nearest, open);
        if (far > nearest) return;
        if (far < nearest) found = [];
        nearest = far;
        found.push({ word: other, far, common: usual });
      };
      // Each letter that only one of them has takes a change.
      const isFar = (/** @type {string} */ other, /** @type {number} */ bits) => other.length < word.length - most || count(own & ~bits) > most
        || (!open && (other.length > word.length + most || count(bits & ~own) > most));
      for (let i = 0; i < words.length; i++) if (!isFar(words[i], this.letters[i])) consider(words[i], common[i]);
      for (const rare of this.rareOf.get(this.partOfWord(word)) || []) if (!isFar(rare, lettersOf(rare))) consider(rare, 0);
      const apart = (/** @type {{word: string}} */ other) => Math.abs(other.word.length - word.length);
      found.sort((a, b) => b.common - a.common || apart(a) - apart(b) || (a.word < b.word ? -1 : 1));
      return found.slice(0, 3).map((other) => other.word);
    }

    /**
     * Words of the site of which a word is put together, which must stand in one section.
     * @param {Term} term
     * @param {Understood[]} understood
     */
    async split(term, understood) {
      for (const way of this.splits(term.word).slice(0, 4)) {
        const all = way.words.map((part) => this.classOf(part));
        await this.loadClasses(all);
        if (!this.together(all).size) continue;
        term.ways.push({ class: all[0], all, weight: SPLIT });
        understood.push({ kind: "parts", from: term.text, to: way.words });
        return true;
      }
      // No section has all parts of a very long word; one that is long itself says most of it.
      const [longest] = (this.splits(term.word)[0]?.words || []).sort((a, b) => b.length - a.length);
      if (!longest || longest.length < 10) return false;
      term.ways.push({ class: this.classOf(longest), weight: TYPO2 });
      understood.push({ kind: "parts", from: term.text, to: [longest] });
      return true;
    }

    /**
     * The ways to part a word into words of the site, the best first.
     * @param {string} word
     */
    splits(word) {
      /** @type {{words: string[], usual: number}[]} */
      const found = [];
      const ways = (/** @type {string} */ rest, /** @type {string[]} */ parts) => {
        for (let i = 3; i <= rest.length - (parts.length ? 0 : 3); i++) {
          const part = rest.slice(0, i);
          if (this.stops.has(part) || this.classOf(part) < 0) continue;
          if (i === rest.length) found.push({ words: [...parts, part], usual: Math.min(...[...parts, part].map((part) => this.usual(part))) });
          else if (parts.length < 3) {
            for (const link of ["", "s", "e", "en", "n"]) {
              const after = rest.slice(i);
              if (after.startsWith(link) && after.length - link.length > 2) ways(after.slice(link.length), [...parts, part]);
            }
          }
        }
      };
      if (word.length >= 6 && word.length <= 40) ways(word, []);
      const shortest = (/** @type {{words: string[]}} */ way) => Math.min(...way.words.map((part) => part.length));
      return found.sort((a, b) => a.words.length - b.words.length || shortest(b) - shortest(a) || b.usual - a.usual);
    }

    // What is found.

    /** @param {Iterable<number>} classes */
    async loadClasses(classes) {
      const parts = new Set();
      for (const at of classes) if (!this.postings.has(at)) parts.add(this.partOfClass(at));
      await Promise.all([...parts].map((part) => this.loadWords(part)));
    }

    /**
     * The sections in which classes stand together, with how much they count there: as much as the least of them.
     * @param {number[]} all
     */
    together(all) {
      /** @type {Map<number, {inText: number, onPage: number}> | null} */
      let here = null;
      for (const at of all) {
        const own = new Map();
        const onPages = new Map();
        this.each(at, (section, page, inText, onPage) => {
          if (onPage) onPages.set(page, onPage);
          own.set(section, { inText, onPage });
        });
        if (!here) {
          here = own;
          continue;
        }
        const both = new Map();
        const before = here;
        for (const [section, one] of before) {
          const other = own.get(section);
          if (other) both.set(section, { inText: Math.min(one.inText, other.inText), onPage: Math.min(one.onPage, other.onPage) });
        }
        here = both;
      }
      return here || new Map();
    }

    /**
     * Calls `see` for each section in which a class stands: the section, its page, how much it counts in the text of
     * the section, and in what belongs to the page as a whole, and whether it is only a part of a longer word there.
     * @param {number} at
     * @param {(section: number, page: number, inText: number, onPage: number, isPart: boolean) => void} see
     */
    each(at, see) {
      const own = this.postings.get(at);
      if (!own) return;
      const { pageOf, norms } = this.core;
      for (let i = 0; i < own.sections.length; i++) {
        const section = own.sections[i], places = own.how[i] >> 3;
        const part = places & PART ? WEIGHTS.part : 1;
        const inText = FREQUENCIES[own.how[i] & 7] * norms[section] * part + (places & HEADING ? WEIGHTS.heading * part : 0);
        const onPage = ((places & TITLE ? WEIGHTS.title : 0) + (places & SUMMARY ? WEIGHTS.summary : 0) + (places & TERM ? WEIGHTS.term : 0)) * part;
        see(section, pageOf[section], inText, onPage, part < 1);
      }
    }

    /**
     * @param {Term[]} terms
     * @param {Query} asked
     * @returns {Promise<Scores>}
     */
    async score(terms, asked) {
      await this.loadClasses(terms.flatMap((term) => term.ways.flatMap((way) => way.all || [way.class])));
      const pages = this.pages, sections = this.core.pageOf.length;
      const scores = {
        page: new Float64Array(pages), section: new Float64Array(sections), covered: new Float64Array(pages),
        found: new Uint8Array(pages), left: new Uint8Array(pages), isAll: asked.isAll,
      };
      const inText = new Float64Array(sections), onPage = new Float64Array(pages);
      const hasSection = new Uint8Array(sections), hasPage = new Uint8Array(pages);
      const titled = new Uint8Array(pages);
      let sum = 0, count = 0;
      for (const term of terms) {
        if (term.not) {
          for (const way of term.ways) if (way.weight === 1) this.each(way.class, (section, page, a, b, isPart) => { if (!isPart) scores.left[page] = 1; });
          continue;
        }
        if (!term.ways.length) continue;
        /** @type {number[]} */
        const seen = [];
        /** @type {number[]} */
        const own = [];
        for (const way of term.ways) {
          const see = (/** @type {number} */ section, /** @type {number} */ page, /** @type {number} */ a, /** @type {number} */ b) => {
            if (!hasSection[section]) seen.push(section);
            if (!hasPage[page]) own.push(page);
            hasSection[section] = hasPage[page] = 1;
            inText[section] = Math.max(inText[section], a * way.weight);
            onPage[page] = Math.max(onPage[page], b * way.weight);
          };
          if (way.all) for (const [section, one] of this.together(way.all)) see(section, this.core.pageOf[section], one.inText, one.onPage);
          else this.each(way.class, see);
        }
        const usual = own.length;
        const rarity = Math.log(1 + (pages - usual + 0.5) / (usual + 0.5));
        sum += rarity;
        count++;
        const full = (/** @type {number} */ weight) => rarity * weight / (K1 + weight);
        for (const section of seen) {
          const page = this.core.pageOf[section];
          scores.section[section] += full(onPage[page] + inText[section]) - full(onPage[page]);
          inText[section] = hasSection[section] = 0;
        }
        for (const page of own) {
          scores.page[page] += full(onPage[page]);
          scores.covered[page] += rarity;
          scores.found[page] = 1;
          if (onPage[page] >= WEIGHTS.title * INSIDE) titled[page]++;
          onPage[page] = hasPage[page] = 0;
        }
      }
      const best = new Float64Array(8);
      for (let page = 0; page < pages; page++) {
        if (!scores.found[page]) continue;
        best.fill(0);
        for (let section = this.core.sections[page]; section < this.core.sections[page + 1]; section++) {
          let value = scores.section[section];
          for (let k = 0; k < best.length && value; k++) if (value > best[k]) [best[k], value] = [value, best[k]];
        }
        let factor = 1;
        for (const value of best) {
          scores.page[page] += value * factor;
          factor *= DECAY;
        }
        scores.page[page] *= Math.pow(scores.covered[page] / sum, COVERAGE) * (titled[page] === count ? 1 + TITLED * Math.min(1, asked.words.length / (this.core.titles[page] || 1)) : 1);
      }
      return scores;
    }

    /** @param {number} nth */
    texts(nth) {
      return this.part("text-" + nth, (bytes) => this.readTexts(bytes));
    }

    /**
     * The texts of pages, from the numbers of their words; see src/search/texts.rs.
     * @param {Uint8Array} bytes
     * @returns {[string, string, string][][]}
     */
    readTexts(bytes) {
      const { words, common } = this.core;
      this.byUse ||= words.map((_, i) => i).sort((a, b) => common[b] - common[a] || a - b);
      const reader = new Reader(bytes);
      const numbers = reader.take(reader.number()), cases = reader.take(reader.number());
      const between = textOf(reader.take(reader.number())).split("\0"), spelled = textOf(reader.take(reader.number())).split("\0");
      let all = between[0], other = 0;
      for (let i = 0, at = 0; i < cases.length; i++) {
        let number = numbers[at++];
        if (number >= 160) number = 160 + (number - 160) * 256 + numbers[at++];
        let word = number ? words[this.byUse[number - 1]] : spelled[other++];
        if (cases[i]) word = cases[i] === 1 ? word[0].toUpperCase() + word.slice(1) : word.toUpperCase();
        all += word + (between[i + 1] || (i + 1 < cases.length ? " " : ""));
      }
      return all.split("\x03").slice(0, -1).map((page) => page.split("\x02").slice(0, -1).map((section) => /** @type {[string, string, string]} */ (section.split("\x01"))));
    }

    /** @param {number} page */
    textPart(page) {
      const { texts } = this.core;
      return leading(texts.length, (i) => texts[i] <= page) - 1;
    }

    /**
     * The sections of a page: heading, id, text.
     * @param {number} page
     * @returns {Promise<[string, string, string][]>}
     */
    async text(page) {
      const nth = this.textPart(page);
      return (await this.texts(nth))[page - this.core.texts[nth]] || [];
    }

    /**
     * @param {number} page
     * @returns {Promise<[string, string, string, string]>}
     */
    async row(page) {
      const { rows, block } = this.core.meta;
      if (rows) return rows[page];
      const own = await this.part("pages-" + Math.floor(page / block), (bytes) => JSON.parse(textOf(bytes)));
      return own[page % block];
    }

    /**
     * Leaves out pages that do not have the words of a phrase behind each other.
     * @param {Phrase[]} phrases
     * @param {Scores} scores
     * @param {Understood[]} understood
     * @param {number} most in how many parts with texts they may be looked for
     */
    async checkPhrases(phrases, scores, understood, most) {
      if (!phrases.length) return;
      const likely = await Promise.all(phrases.map((phrase) => this.likely(phrase)));
      const pages = order(scores, (page) => scores.page[page]).filter((page) => {
        if (likely.every((own) => !own || own.has(page))) return true;
        scores.left[page] = 1;
        return false;
      });
      const parts = [...new Set(pages.map((page) => this.textPart(page)))];
      // Too many texts to look into.
      if (parts.length > most) understood.push({ kind: "approximate", from: "", to: [] });
      const loaded = new Set(parts.slice(0, most));
      for (let i = 0; i < parts.length && i < most; i += BATCH) {
        await Promise.all(parts.slice(i, Math.min(i + BATCH, most)).map((part) => this.texts(part)));
      }
      for (const page of pages) {
        if (!loaded.has(this.textPart(page))) {
          scores.left[page] = 1;
          continue;
        }
        // Above the first heading stands what the page says of itself, each on a line.
        const texts = (await this.text(page)).flatMap(([heading, , text]) => [...heading.split("\n"), text]);
        const words = texts.map((text) => " " + plainWords(text).join(" ") + " ");
        const has = (/** @type {Phrase} */ phrase) => words.some((text) => text.includes(" " + phrase.words.join(" ") + (phrase.open ? "" : " ")));
        if (!phrases.every(has)) scores.left[page] = 1;
      }
    }

    /**
     * The pages with a section in which all words of a phrase are, as far as that is known without its text; null where
     * nothing is.
     * @param {Phrase} phrase
     * @returns {Promise<Set<number> | null>}
     */
    async likely({ words, open }) {
      // Function words are not counted in texts, and of the last word the end may be missing.
      const content = words.filter((word, i) => !this.stops.has(word) && !(open && i === words.length - 1));
      if (!content.length) return null;
      if (!this.core.meta.whole) {
        await Promise.all(content.filter((word) => this.classOf(word) < 0).map((word) => this.loadWords(this.partOfWord(word))));
      }
      const all = content.map((word) => this.classOf(word));
      if (all.includes(-1)) return new Set();
      await this.loadClasses(all);
      const { pageOf } = this.core;
      const here = all.map((at) => {
        const own = new Set();
        this.each(at, (section, page, a, b, isPart) => isPart || own.add(section));
        return own;
      });
      return new Set([...here[0]].filter((section) => here.every((own) => own.has(section))).map((section) => pageOf[section]));
    }

    // What is shown.

    /**
     * @param {Scores} scores
     * @param {Term[]} terms
     * @param {{understood: Understood[], wanted: Options, asked: Query}} about
     * @returns {Promise<Answer>}
     */
    async answer(scores, terms, { understood, wanted, asked }) {
      const { days, types, meta } = this.core;
      const byDay = (/** @type {number} */ page) => days[page] ?? -1e9;
      const isNewest = wanted.sort === "newest" || scores.isAll;
      let pages = order(scores, isNewest ? byDay : (page) => scores.page[page], (page) => scores.page[page]);
      const narrowed = this.narrow(pages, wanted.filters || {});
      pages = narrowed.pages;
      const offset = Math.max(0, wanted.offset || 0), limit = Math.max(0, wanted.limit ?? 10);
      const shown = pages.slice(offset, offset + limit);
      const rows = await Promise.all(shown.map((page) => this.row(page)));
      const marked = this.marked(terms);
      const parts = new Set();
      for (const page of shown) if (parts.size < (wanted.texts ?? 2)) parts.add(this.textPart(page));
      // A result without its text is still a result.
      await Promise.all([...parts].map((part) => this.texts(part).catch(() => parts.delete(part))));
      const results = [];
      for (let i = 0; i < shown.length; i++) {
        const page = shown[i], [title, url, summary, lang] = rows[i];
        const texts = parts.has(this.textPart(page)) ? await this.text(page) : null;
        const kind = types[page];
        results.push({
          url, title, lang, type: kind ? meta.types[kind - 1][1] : "", date: dateOf(days[page]),
          ...this.excerpts(page, { texts, summary, url, scores, marked }),
          titleMarks: marks(title, marked), score: scores.page[page],
        });
      }
      return { total: pages.length, results, facets: narrowed.facets, understood, suggestions: this.suggest(terms, asked) };
    }

    /**
     * Keeps the pages that pass the filters, and counts for each facet what would pass all others.
     * @param {number[]} pages
     * @param {Object<string, string | string[]>} filters
     */
    narrow(pages, filters) {
      const { facets, days } = this.core;
      const list = (/** @type {string | string[] | undefined} */ value) => value === undefined || value === null ? [] : /** @type {string[]} */ ([]).concat(value).map(String);
      const chosen = (/** @type {string} */ name) => Object.hasOwn(filters, name) ? list(filters[name]) : [];
      const wanted = facets.map(({ name, values }) => {
        const asked = chosen(name);
        return asked.length ? new Set(values.flatMap(([value], at) => asked.includes(value) ? [at] : [])) : null;
      });
      const dayOf = (/** @type {string | string[] | undefined} */ date) => Date.parse(String(date || "")) / 864e5;
      const from = dayOf(filters.from), until = dayOf(filters.until);
      const counts = facets.map(({ values }) => new Int32Array(values.length));
      const kept = [];
      for (const page of pages) {
        const day = days[page];
        if ((from === from && !(day !== null && day >= from)) || (until === until && !(day !== null && day <= until))) continue;
        let failed = -1, fails = 0;
        for (let f = 0; f < facets.length && fails < 2; f++) {
          const set = wanted[f];
          if (!set) continue;
          const { starts, of } = facets[f];
          let at = starts[page];
          while (at < starts[page + 1] && !set.has(of[at])) at++;
          if (at === starts[page + 1]) {
            fails++;
            failed = f;
          }
        }
        if (!fails) kept.push(page);
        if (fails > 1) continue;
        for (let f = fails ? failed : 0; f < (fails ? failed + 1 : facets.length); f++) {
          const { starts, of } = facets[f];
          for (let at = starts[page]; at < starts[page + 1]; at++) counts[f][of[at]]++;
        }
      }
      /** @type {Object<string, Facet>} */
      const found = {};
      // @ts-ignore
      const labels = (weefSearch.site.labels || {})[this.core.meta.lang] || {};
      facets.forEach(({ name, label, values }, f) => {
        found[name] = {
          label: label || labels["facet_" + name] || name,
          values: values.map(([value, text, parent], at) => ({ value, label: text, count: counts[f][at], parent: parent < 0 ? null : values[parent][0] }))
            .filter(({ count, value }) => count || chosen(name).includes(value)),
        };
      });
      return { pages: kept, facets: found };
    }

    /**
     * The words to mark: all forms of what was asked for.
     * @param {Term[]} terms
     */
    marked(terms) {
      /** @type {Map<string, number>} */
      const words = new Map();
      const parts = new Set();
      const asked = terms.map((term, nth) => ({ ...term, nth })).filter((term) => !term.stop && !term.not);
      const add = (/** @type {number[]} */ classes, /** @type {number} */ nth, isPart = false) => {
        for (const at of classes) for (const word of this.classWords.get(at) || []) if (!words.has(word) && !this.stops.has(word)) {
          words.set(word, nth);
          if (isPart) parts.add(word);
        }
      };
      for (const { ways, word, nth } of asked) {
        add(ways.filter((way) => !way.all).map((way) => way.class), nth);
        if (!words.has(word)) words.set(word, nth);
      }
      for (const { ways, nth } of asked) for (const { all } of ways) if (all) add(all, nth, true);
      return { words, parts, known: new Map(words) };
    }

    /**
     * The excerpt of a page, and those of its best sections.
     * @param {number} page
     * @param {{texts: [string, string, string][] | null, summary: string, url: string, scores: Scores, marked: Marked}} about
     */
    excerpts(page, { texts, summary, url, scores, marked }) {
      if (!texts) return { excerpt: summary, marks: marks(summary, marked), sections: [] };
      const first = this.core.sections[page];
      const best = texts.map((text, i) => ({ text, i, score: scores.section[first + i] }))
        .filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.i - b.i)
        .slice(0, 6).map(({ text: [title, id, text] }) => ({ title, id, ...excerpt(text, marked) }));
      const sections = best.filter(({ id }) => id).slice(0, 3).map(({ title, id, ...rest }) => ({ url: url + "#" + encodeURIComponent(id), title, titleMarks: marks(title, marked), ...rest }));
      const top = best.find((section) => section.marks.length);
      return top ? { excerpt: top.excerpt, marks: top.marks, sections } : { excerpt: summary, marks: marks(summary, marked), sections };
    }

    /**
     * Terms to go to that have a word of the query, and for unknown words the nearest known ones.
     * @param {Term[]} terms
     * @param {Query} asked
     */
    suggest(terms, asked) {
      /** @type {{text: string, url: string | null}[]} */
      const found = [];
      const add = (/** @type {string} */ text, /** @type {string | null} */ url) => {
        if (found.length < 6 && !found.some((one) => one.text === text)) found.push({ text, url });
      };
      const whole = terms.filter((term) => !term.not).map((term) => term.word).join(" ");
      if (!whole) return found;
      const classes = new Set(terms.filter((term) => !term.stop && !term.not).flatMap((term) => term.ways.filter((way) => !way.all && way.weight > 0.6).map((way) => way.class)));
      const score = (/** @type {string} */ key) => key === whole ? 3 : key.startsWith(whole) ? 2 : key.split(" ").some((word) => classes.has(this.classOf(word))) ? 1 : 0;
      const near = this.terms.map((/** @type {any} */ term) => ({ term, rank: Math.max(...term.keys.map(score)) }));
      near.filter((/** @type {any} */ { rank }) => rank).sort((/** @type {any} */ a, /** @type {any} */ b) => b.rank - a.rank).slice(0, 4).forEach((/** @type {any} */ { term }) => add(term.names[0], term.url));
      for (const term of terms) {
        const { words, common } = this.core;
        if (term.stop || term.not) continue;
        if (term.known === 1) {
          // A slip that somebody else made too.
          const usual = term.word.length < 5 ? [] : this.near(term.word, 1, false, 2).filter((word) => this.classOf(word) !== this.classOf(term.word));
          usual.slice(0, 1).forEach((word) => add(word, null));
        }
        if (term.ways.length || term.word.length < 4) continue;
        const near = this.near(term.word, 2, false);
        for (let length = term.word.length - 1; length > 3 && near.length < 3; length--) {
          const start = term.word.slice(0, length);
          const here = [];
          for (let at = this.lower(start); at < words.length && words[at].startsWith(start); at++) here.push(at);
          here.sort((a, b) => common[b] - common[a]);
          near.push(...here.slice(0, 3).map((at) => words[at]));
        }
        for (const word of near.filter((word) => !this.stops.has(word)).slice(0, 3)) add(word, null);
      }
      return found;
    }
  }

  /** @typedef {{words: Map<string, number>, parts: Set<string>, known: Map<string, number>}} Marked which term each word to be marked is of; which are only so beside others; and of any word that was met */
  /** @typedef {{text: string, word: string, last: boolean, not: boolean}} Asked a word as it was typed */
  /** @typedef {{words: string[], open: boolean}} Phrase words that stand behind each other; the last may not be finished */
  /** @typedef {{words: Asked[], phrases: Phrase[], isAll: boolean}} Query */
  /** @typedef {{class: number, all?: number[], weight: number}} Way a class that is meant, or several that must stand together */
  /** @typedef {Asked & {ways: Way[], stop: boolean, known: number}} Term `known`: 0 not, 1 on few pages, 2 on more */
  /** @typedef {{page: Float64Array, section: Float64Array, covered: Float64Array, found: Uint8Array, left: Uint8Array, isAll: boolean}} Scores */

  /**
   * Reads a query: words, "phrases" and -words.
   * @param {string} query
   * @param {Understood[]} understood
   * @returns {Query}
   */
  function read(query, understood) {
    /** @type {Asked[]} */
    const words = [];
    /** @type {Phrase[]} */
    const phrases = [];
    const text = query.slice(0, LONGEST);
    for (const match of text.matchAll(/(-?)(?:["“”„]([^"“”„]*)(["“”„]?)|([^\s"“”„]+))/gu)) {
      // "zorg en -welzijn" leaves nothing out.
      const not = match[1] === "-" && /(^|\s)$/.test(text.slice(0, match.index)) && !/(^|\s)(en|of|and|or)\s+$/i.test(text.slice(0, match.index));
      const inside = match[2] ?? match[4];
      const found = tokens(inside).filter((token) => !token.joined);
      if (match[2] !== undefined && !not && found.length) phrases.push({ words: found.map((token) => token.word), open: !match[3] });
      for (const token of found) words.push({ text: inside.slice(token.from, token.to), word: token.word, last: false, not });
    }
    if (words.length > MOST || query.length > LONGEST) understood.push({ kind: "shortened", from: "", to: [] });
    // Signs alone ask for nothing that can be found.
    if (!words.length && text.trim()) understood.push({ kind: "unknown", from: text.trim().slice(0, 40), to: [] });
    words.splice(MOST);
    const last = words[words.length - 1];
    if (last && !last.not && query.length <= LONGEST && /[\p{Alphabetic}\p{N}\p{M}]$/u.test(text)) last.last = true;
    return { words, phrases, isAll: !text.trim() || (words.length > 0 && words.every((word) => word.not)) };
  }

  /**
   * The pages that were found, the highest first.
   * @param {Scores} scores
   * @param {...((page: number) => number)} by
   */
  function order(scores, ...by) {
    const pages = [];
    for (let page = 0; page < scores.found.length; page++) {
      if ((scores.found[page] || scores.isAll) && !scores.left[page]) pages.push(page);
    }
    return pages.sort((a, b) => {
      for (const value of by) {
        const difference = value(b) - value(a);
        if (difference) return difference;
      }
      return a - b;
    });
  }

  /**
   * The word of a text that is to be marked: which of those asked for it is, or -1.
   * @param {string} word
   * @param {Marked} marked
   */
  function markOf(word, marked) {
    let nth = marked.known.get(word);
    if (nth === undefined) {
      // As a part of a longer word; what was found out about a word is kept.
      nth = -1;
      if (word.length > 6) for (const [other, own] of marked.words) if (other.length > 3 && word.includes(other) && !marked.parts.has(other)) nth = own;
      marked.known.set(word, nth);
    }
    return nth;
  }

  /**
   * Where the words stand that are to be marked, and of which term each is.
   * @param {string} text
   * @param {Marked} marked
   */
  function hits(text, marked) {
    /** @type {{word: string, from: number, to: number, nth: number}[]} */
    const found = [];
    for (const { word, from, to } of tokens(text)) {
      const nth = markOf(word, marked);
      if (nth >= 0) found.push({ word, from, to, nth });
    }
    if (!marked.parts.size) return found;
    // Words of one name, with no more than small ones between them.
    const isBeside = (/** @type {typeof found[0]} */ hit, /** @type {typeof found[0] | undefined} */ other) =>
      other !== undefined && other.nth === hit.nth && other.word !== hit.word && Math.max(hit.from - other.to, other.from - hit.to) < BESIDE;
    return found.filter((hit, i) => !marked.parts.has(hit.word) || isBeside(hit, found[i - 1]) || isBeside(hit, found[i + 1]));
  }

  /**
   * @param {string} text
   * @param {Marked} marked
   */
  function marks(text, marked) {
    /** @type {number[][]} */
    const found = [];
    for (const { from, to } of hits(text, marked)) {
      const last = found[found.length - 1];
      if (!last || from >= last[1]) found.push([from, to]);
      // Of words that lie over each other the longest.
      else if (from <= last[0]) [last[0], last[1]] = [from, to];
    }
    return found;
  }

  /**
   * The piece of a text that has the most of what was asked for.
   * @param {string} text
   * @param {Marked} marked
   */
  function excerpt(text, marked) {
    const found = hits(text, marked);
    let start = 0, most = -1;
    for (let i = 0; i < found.length; i++) {
      const seen = new Set();
      let value = 0;
      for (let k = i; k < found.length && found[k].to - found[i].from < WINDOW - 40; k++) {
        value += seen.has(found[k].nth) ? 0.2 : 1;
        seen.add(found[k].nth);
      }
      if (value > most + 0.5) {
        most = value;
        start = found[i].from;
      }
    }
    let from = Math.max(0, start - 60);
    // From the beginning of a sentence or line near by, else of a word.
    const before = text.slice(Math.max(0, start - 120), start);
    const sentence = Math.max(before.lastIndexOf("\n"), before.lastIndexOf(". "), before.lastIndexOf("? "), before.lastIndexOf("! "));
    if (start <= 120 && sentence < 0) from = 0;
    else if (sentence >= 0) from = start - before.length + sentence + (before[sentence] === "\n" ? 1 : 2);
    else if (from > 0) from = text.indexOf(" ", from) + 1;
    let to = Math.min(text.length, from + WINDOW);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), start + 1);
    // What stands on lines of its own stays apart: by the sign it ends with, or by a dot.
    const piece = text.slice(from, to).trim().replace(/([.,:;?!…]["”’)]?)?\n\s*/g, (line, end) => (end || " ·") + " ").replace(/\s/g, " ");
    const isStart = from === 0 || sentence >= 0;
    const shown = (isStart ? "" : "… ") + piece.trimEnd() + (to < text.length ? " …" : "");
    return { excerpt: shown, marks: marks(shown, marked) };
  }

  /** @param {string} text */
  const plainWords = (text) => tokens(text).filter((token) => !token.joined).map((token) => token.word);

  return { open, fold, tokens };
})();
