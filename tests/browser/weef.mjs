// What the browser tests stand on: the program itself, a browser, and a web host as plain as they come.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve, sep } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

import { findChromium } from "./chromium.mjs";

const run = promisify(execFile);

/** The repository, which is a knowledge base itself. */
export const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

/** The day on which every test happens. */
export const TODAY = "2026-11-22";

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };

/** One page of each kind in the repository's own site. */
export const KINDS = {
  home: "/",
  terms: "/themas/",
  term: "/themas/wijkteams/",
  list: "/blogs/",
  blog: "/blogs/de-ambtenaar-die-meeliep/",
  dilemma: "/dilemmas/de-buurvrouw-die-alles-ziet/",
  publication: "/publicaties/draden-van-de-wijk/",
  workgroup: "/werkgroepen/eerder-bij-geldzorgen/",
  note: "/werkgroepen/eerder-bij-geldzorgen/2024-01-30-meelopen-bij-huisbezoek/",
  people: "/mensen/",
  person: "/mensen/fatima-brug/",
  organisation: "/organisaties/gemeente-oeverwijk/",
  glossary: "/begrippen/",
  "glossary-term": "/begrippen/wmo/",
  manual: "/handleiding/schrijven/",
  page: "/over/",
  accessibility: "/toegankelijkheid/",
  privacy: "/privacy/",
  search: "/zoeken/",
  letter: "/zoeken/d/",
  year: "/zoeken/2025/",
};

/** Where nothing is. */
export const NOT_FOUND = "/bestaat/niet/";

let built;

/** The path of the program, built if its sources are newer; the variable WEEF names another one. */
export function weef() {
  built ??= process.env.WEEF ? Promise.resolve(resolve(process.env.WEEF)) : build();
  return built;
}

async function build() {
  const args = ["build", "--release", "--locked", "--bin", "weef", "--message-format=json"];
  const { stdout } = await run("cargo", args, { cwd: REPOSITORY, maxBuffer: 1 << 28 });
  const messages = stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return messages.findLast((message) => message.executable && message.target.name === "weef").executable;
}

/** A new folder that goes when the test ends. */
export async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), "weef-test-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A copy of the repository's knowledge base, to write in. */
export async function copyOfSite(t) {
  const root = await folder(t);
  for (const name of ["weef.toml", "content", "themes"]) {
    await cp(join(REPOSITORY, name), join(root, name), { recursive: true });
  }
  return root;
}

/** Starts the preview of a folder; gives its address, without the slash at the end. */
export async function serve(t, root = REPOSITORY) {
  const args = ["serve", "--port", "0", "--root", root, "--today", TODAY];
  const server = spawn(await weef(), args, { stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => server.kill());
  let errors = "";
  server.stderr.setEncoding("utf8").on("data", (text) => { errors += text; });
  const first = await new Promise((found, failed) => {
    createInterface({ input: server.stdout }).once("line", found);
    server.once("error", failed);
    server.once("exit", (code) => failed(new Error(`weef serve ended with ${code}: ${errors}`)));
  });
  if (!/^http:\/\/127\.0\.0\.1:\d+\/$/.test(first)) {
    throw new Error(`the first line is no address: ${first}`);
  }
  return first.slice(0, -1);
}

/** Builds a site into a folder. */
export async function buildSite(root, output, ...options) {
  const args = ["build", "--root", root, "--output", output, "--today", TODAY, ...options];
  await run(await weef(), args);
}

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** What hosts compress on the way. */
const SHRINKS = /^text\/|svg|json|xml/;

/** Nothing that is inline or comes from elsewhere. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'";

/**
 * A host that knows nothing of weef: files of a folder under a path, `index.html` for a folder, `404.html` for the
 * rest, and a policy, or else one that refuses everything that is inline or comes from elsewhere. Gives its origin.
 */
export async function host(t, files, prefix, policy = POLICY) {
  // A browser may still ask for something while the test is over and its folder goes: nobody waits for that answer.
  const notFound = () => readFile(join(files, "404.html")).catch(() => "nothing here");
  const answer = async (url) => {
    const path = decodeURIComponent(new URL(url, "http://host").pathname);
    if (!path.startsWith(prefix)) return [404, "", "nothing here"];
    const name = path.slice(prefix.length) + (path.endsWith("/") ? "index.html" : "");
    const file = resolve(files, name);
    if (!file.startsWith(files + sep)) return [404, "", "nothing here"];
    try {
      return [200, extname(file), await readFile(file)];
    } catch {
      return [404, ".html", await notFound()];
    }
  };
  const server = createServer(async (request, response) => {
    const [status, extension, body] = await answer(request.url);
    const headers = {
      "Content-Type": TYPES[extension] ?? "application/octet-stream",
      "Content-Security-Policy": policy,
    };
    const zipped = SHRINKS.test(headers["Content-Type"]) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    if (zipped) headers["Content-Encoding"] = "gzip";
    response.writeHead(status, headers);
    response.end(zipped ? gzipSync(body) : body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => new Promise((closed) => {
    server.close(closed);
    server.closeAllConnections();
  }));
  return `http://127.0.0.1:${server.address().port}`;
}

/** A browser with a profile of its own. */
export function launch(...more) {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      ...more,
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A browser that goes when the test ends. */
export async function browserFor(t) {
  const browser = await launch();
  t.after(() => browser.close());
  return browser;
}

/** Opens a tab that remembers what went wrong in it. */
export async function openTab(browser, viewport) {
  const page = await browser.newPage({ viewport, locale: "nl-NL" });
  page.setDefaultTimeout(15_000);
  const wrong = [];
  const requests = [];
  page.on("console", (message) => {
    wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => requests.push(request.url()));
  page.on("requestfailed", (request) => {
    // The browser fetches the icon at its leisure, and lets go of it when the page is left for the next.
    const left = request.failure()?.errorText === "net::ERR_ABORTED" && request.url().endsWith("/assets/icon.svg");
    if (!left) wrong.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) wrong.push(`${response.status()}: ${response.url()}`);
  });
  /** Requests that went anywhere but to this origin. */
  const elsewhere = (origin) => requests.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith("data:"));
  return { page, wrong, requests, elsewhere };
}

/** Fails where scripts of the repository are not typed. */
export async function typed(scripts) {
  const options = ["--allowJs", "--checkJs", "--strict", "--noEmit", "--target", "es2022", "--lib", "es2023,dom,dom.iterable"];
  const compiler = join(import.meta.dirname, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [compiler, ...options, ...scripts], { cwd: REPOSITORY }).catch(({ stdout, stderr }) => {
    assert.fail(stdout || stderr);
  });
}
