// Pictures of one page of each kind, on a phone and on a desktop: `node screenshots.mjs`, into screenshots/.
// With the names of kinds (`node screenshots.mjs blog term`) only those. Beside what is seen at once, the whole page.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { DESKTOP, KINDS, PHONE, launch, openTab, serve } from "./weef.mjs";

const folder = fileURLToPath(new URL("screenshots/", import.meta.url));
const kinds = { ...KINDS, "not-found": "/bestaat/niet/" };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((kind) => !(kind in kinds));
if (unknown.length > 0) {
  console.error(`no kind of page: ${unknown.join(", ")}; there are ${Object.keys(kinds).join(", ")}`);
  process.exit(1);
}

const cleaning = [];
try {
  const origin = await serve({ after: (clean) => cleaning.push(clean) });
  const browser = await launch();
  cleaning.push(() => browser.close());
  await mkdir(folder, { recursive: true });
  for (const kind of wanted.length > 0 ? wanted : Object.keys(kinds)) {
    for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
      const { page } = await openTab(browser, viewport);
      await page.goto(origin + kinds[kind], { waitUntil: "load" });
      await page.screenshot({ path: `${folder}${kind}-${size}.png` });
      await page.screenshot({ path: `${folder}${kind}-${size}-whole.png`, fullPage: true });
      await page.close();
      console.log(`screenshots/${kind}-${size}.png`);
    }
  }
} finally {
  for (const clean of cleaning) await clean();
}
