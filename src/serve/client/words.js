// What the server knows of a page and its site, by its types, and the words of the editor's desk in each language.

/**
 * @typedef {"error" | "warning" | "advice"} Severity
 * @typedef {{line: number, text: string, from: number, to: number}} Excerpt
 * @typedef {{code: string, severity: Severity, message: string, help: string | null, file: string, line: number,
 *   column: number, excerpt: Excerpt[], page: string | null, owner: string | null, collection: string | null,
 *   block: Block, edit: string | null}} Problem
 * @typedef {{title: string, url: string}} Goal
 * @typedef {{name: string, score: number, band: string}} Score
 * @typedef {{text: string, words: number, line: number, block: Block, edit: string | null}} Sentence
 * @typedef {{url: string, source: string, title: string, collection: string | null,
 *   terms: {vocabulary: string, name: string, url: string}[], status: {kind: string, text: string}, words: number,
 *   minutes: number, readability: null | {sentences: number, scores: Score[], longest: Sentence[]},
 *   review: null | {date: string, text: string, overdue: boolean}, links_out: Goal[], links_in: Goal[],
 *   edit: string | null}} Page
 * @typedef {{desk: number, page: Page | null, broken: Problem[], problems: Problem[],
 *   counts: Record<Severity, number>, unpublished: (Goal & {kind: string, text: string})[],
 *   recent: {title: string, url: string | null, source: string, when: string, edit: string | null}[]}} Desk
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
    brokenSite: "De instellingen of de vormgeving zijn nu niet te gebruiken",
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
    brokenSite: "The settings or the theme cannot be used now",
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
