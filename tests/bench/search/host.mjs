// A web host as plain as they come: files of a folder, compressed, over connections that stay open. It counts.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
};

/** What hosts compress; pictures and the parts of Pagefind are compressed as they lie there. */
const COMPRESSED = new Set([".css", ".html", ".js", ".json", ".svg", ".xml"]);

/**
 * Serves a folder. `origin` is its address; `sent` lists what was sent since `forget()`: {path, bytes, at}, without
 * headers, in ms. `pages` are texts by path that lie over the folder.
 */
export async function host(folder, pages = {}) {
  const kept = new Map();
  const read = async (path) => {
    if (path in pages) return { type: TYPES[".html"], body: gzipSync(pages[path]), isCompressed: true };
    const file = resolve(join(folder, path.endsWith("/") ? `${path}index.html` : path));
    if (!file.startsWith(resolve(folder) + sep)) throw new Error("outside");
    const bytes = await readFile(file);
    const extension = extname(file);
    const isCompressed = COMPRESSED.has(extension);
    return { type: TYPES[extension] ?? "application/octet-stream", body: isCompressed ? gzipSync(bytes) : bytes, isCompressed };
  };
  const given = { sent: [] };
  let since = 0;
  given.forget = () => {
    given.sent = [];
    since = performance.now();
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    try {
      const { type, body, isCompressed } = kept.get(path) ?? kept.set(path, await read(path)).get(path);
      response.writeHead(200, {
        "Content-Type": type,
        "Content-Length": body.length,
        "Cache-Control": "max-age=600",
        ...(isCompressed && { "Content-Encoding": "gzip" }),
      });
      response.end(body);
      given.sent.push({ path, bytes: body.length, at: performance.now() - since });
    } catch {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("nothing here");
      given.sent.push({ path, bytes: 12, at: performance.now() - since });
    }
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  given.origin = `http://127.0.0.1:${server.address().port}`;
  given.close = () => new Promise((closed) => {
    server.close(closed);
    server.closeAllConnections();
  });
  return given;
}

/** A browser with a profile of its own, as the browser tests have it. */
export async function launch() {
  const { chromium } = await import("playwright-core");
  const { findChromium } = await import("../../browser/chromium.mjs");
  return chromium.launch({
    executablePath: findChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}
