// What only the preview does, and what it must never do.
import assert from "node:assert/strict";
import { appendFile, readFile, rename, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { DESKTOP, browserFor, copyOfSite, openTab, serve } from "./weef.mjs";

const BLOG = "blogs/wie-heeft-de-sleutel";

test("an open page shows what was saved, by itself", async (t) => {
  const root = await copyOfSite(t);
  const file = join(root, "content", `${BLOG}.md`);
  const origin = await serve(t, root);
  const browser = await browserFor(t);
  const { page, wrong } = await openTab(browser, DESKTOP);
  await page.goto(`${origin}/${BLOG}/`);

  await appendFile(file, "\n\nEen regel die er net nog niet stond.\n");
  await page.getByText("Een regel die er net nog niet stond.").waitFor();

  // Many editors write a new file and put it in the place of the old one.
  const text = await readFile(file, "utf8");
  await writeFile(`${file}~`, text.replace("Een regel die er net nog niet stond.", "En nu een andere regel."));
  await rename(`${file}~`, file);
  await page.getByText("En nu een andere regel.").waitFor();
  assert.equal(await page.getByText("Een regel die er net nog niet stond.").count(), 0);

  // A mistake in the front matter does not take the preview down.
  await writeFile(file, text.replace(/^titel:.*$/m, "titel: [niet af"));
  await page.waitForTimeout(1000);
  await writeFile(file, text.replace(/^titel:.*$/m, "titel: Wie sluit er af?"));
  await page.getByRole("heading", { level: 1, name: "Wie sluit er af?" }).waitFor();

  assert.deepEqual(wrong.filter((what) => !what.includes("/-weef/events")), []);
});

test("an open page searches what was saved since, also on another page", async (t) => {
  const root = await copyOfSite(t);
  const origin = await serve(t, root);
  const browser = await browserFor(t);
  const { page } = await openTab(browser, DESKTOP);
  await page.goto(`${origin}/contact/`);
  const box = page.getByRole("combobox");
  await box.fill("zebravinken");
  await page.getByRole("option").last().waitFor();
  assert.equal(await page.getByRole("option", { name: "Vinken op het dak" }).count(), 0);

  await writeFile(join(root, "content/blogs/vinken.md"), "---\ntitel: Vinken op het dak\ndatum: 2026-01-02\n---\n\nEr zaten zebravinken.\n");
  // The page itself stays as it is, so nothing tells it.
  await page.waitForTimeout(1500);
  await box.fill("");
  await box.fill("zebravinken");
  await page.getByRole("option", { name: "Vinken op het dak" }).waitFor();
});

const SCRIPTS = [
  "<script>document.body.dataset.ran = 1; alert(1)</script>",
  "<img src=\"beelden/tafel.png\" alt=\"tafel\" onload=\"document.body.dataset.ran = 1; alert(1)\">",
  "<svg onload=\"alert(1)\"><script>alert(1)</script></svg>",
  "\"><script>alert(1)</script>",
  "' onfocus='alert(1)' autofocus='",
  "{{ 1 | safe }}{% raw %}",
];

const LINKS = [
  "[een](javascript:alert(1))",
  "[twee](JaVaScRiPt&colon;alert(1))",
  "[drie](<java\tscript:alert(1)>)",
  "[vier](data:text/html,<script>alert(1)</script>)",
  "![vijf](javascript:alert(1))",
  "<a href=\"vbscript:alert(1)\">zes</a>",
  "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
  "<form action=\"javascript:alert(1)\"><button id=\"knop\">zeven</button></form>",
];

test("no script runs, from any field and from any text", async (t) => {
  const root = await copyOfSite(t);
  const quoted = JSON.stringify;
  const all = quoted(SCRIPTS.join(" "));
  const text = [
    "---",
    `titel: ${quoted(`Kwaad ${SCRIPTS.join(" ")}`)}`,
    "slug: kwaad",
    "datum: 2026-11-20",
    `samenvatting: ${all}`,
    `auteurs: [${all}, {naam: ${all}, rol: ${all}}]`,
    `themas: [Wijkteams, ${all}]`,
    `serie: {naam: ${all}, nummer: 1}`,
    `bio: ${all}`,
    `eerder_verschenen: {naam: ${all}, url: "javascript:alert(1)", datum: 2026-01-01}`,
    `reacties: [{naam: ${all}, datum: 2026-01-01, tekst: ${all}}]`,
    `verwant: [${all}]`,
    "---",
    "",
    ...SCRIPTS,
    ...LINKS,
    "",
    `## Kop ${SCRIPTS[0]} {#kop onclick=alert(1)}`,
    "",
    "```<script>alert(1)</script>",
    "</code></pre><script>alert(1)</script>",
    "```",
    "",
    "[[Nergens<script>alert(1)</script>|<script>alert(1)</script>]]",
    "",
  ].join("\n");
  await writeFile(join(root, "content/blogs/kwaad.md"), text);
  const origin = await serve(t, root);
  const browser = await browserFor(t);
  for (const path of ["/blogs/kwaad/", "/blogs/", "/", "/themas/wijkteams/", "/zoeken/k/"]) {
    const { page, wrong } = await openTab(browser, DESKTOP);
    const response = await page.goto(origin + path, { waitUntil: "load" });
    assert.equal(response.status(), 200, path);
    const found = await page.evaluate(() => {
      const all = [...document.querySelectorAll("*")];
      return {
        ran: document.body.dataset.ran,
        scripts: all.filter((e) => e.localName === "script" && e.type !== "application/ld+json").map((e) => e.getAttribute("src")),
        // What programs are told runs nothing, if it is what it says.
        told: all.filter((e) => e.localName === "script" && e.type === "application/ld+json").map((e) => e.textContent),
        handlers: all.filter((e) => [...e.attributes].some((a) => a.name.startsWith("on"))).map((e) => e.outerHTML),
        addresses: all
          .flatMap((e) => ["href", "xlink:href", "src", "action", "data", "formaction"].map((name) => e.getAttribute(name) ?? ""))
          .filter((address) => /^[\s\x00-\x1f]*(javascript|data|vbscript):/i.test(address)),
        frames: all
          .filter((e) => ["iframe", "object", "embed", "form"].includes(e.localName))
          .filter((e) => !e.matches(":is(.page-header, .hero) form[data-search=box]"))
          .map((e) => e.outerHTML),
      };
    });
    assert.ok((await page.innerText("main")).includes("Kwaad <script>"), `${path} shows the title as text`);
    assert.equal(found.ran, undefined, path);
    assert.ok(found.scripts.every((src) => src?.startsWith("/-weef/") || /^[./]*(assets\/|search\.js$)/.test(src)), `${path}: ${found.scripts}`);
    for (const told of found.told) JSON.parse(told);
    assert.deepEqual([found.handlers, found.addresses, found.frames], [[], [], []], path);
    assert.deepEqual(wrong, [], path);
    await page.close();
  }
});

test("the preview answers nobody but this computer", async (t) => {
  const origin = await serve(t);
  const ask = (host) => new Promise((found, failed) => {
    request(origin, { headers: { Host: host } }, (answer) => {
      answer.resume();
      found(answer.statusCode);
    }).on("error", failed).end();
  });
  assert.equal(await ask(new URL(origin).host), 200);
  assert.ok((await ask("kwaad.example")) >= 400);
});
