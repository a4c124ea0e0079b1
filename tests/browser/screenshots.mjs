// Pictures of one page of each kind, on a phone and on a desktop, in light and dark: `node screenshots.mjs`, into
// screenshots/. With the names of kinds (`node screenshots.mjs blog term`) only those. Beside what is seen at once, the
// whole page; and sheets with all of them small, to look at in one go.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { cleaning, each, published } from "./site.mjs";
import { DESKTOP, PHONE } from "./weef.mjs";

const folder = fileURLToPath(new URL("screenshots/", import.meta.url));
const SIZES = { phone: PHONE, desktop: DESKTOP };
const COLOURS = ["light", "dark"];

const { t, clean } = cleaning();
try {
  const site = await published(t);
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((kind) => !(kind in site.kinds));
  if (unknown.length > 0) {
    throw new Error(`no kind of page: ${unknown.join(", ")}; there are ${Object.keys(site.kinds).join(", ")}`);
  }
  const kinds = wanted.length > 0 ? wanted : Object.keys(site.kinds);
  await mkdir(folder, { recursive: true });
  const views = Object.entries(SIZES).flatMap(([size, viewport]) => COLOURS.map((colour) => ({ size, viewport, colour })));
  const jobs = views.flatMap((view) => kinds.map((kind) => ({ ...view, kind })));
  const pictures = await each(jobs, (job) => picture(site, job));
  for (const { size, colour, viewport } of views) {
    const here = pictures.filter((one) => one.size === size && one.colour === colour);
    await sheet(site.browser, { name: `all-${size}-${colour}`, pictures: here, width: viewport.width > 600 ? 400 : 200 });
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await clean();
}

/** Takes two pictures of a page, what is seen at once and the whole of it; gives the first. */
async function picture({ browser, origin, kinds }, { kind, size, viewport, colour }) {
  const page = await browser.newPage({ viewport, colorScheme: colour, locale: "nl-NL", reducedMotion: "reduce" });
  await page.goto(origin + kinds[kind], { waitUntil: "networkidle" });
  const name = `${kind}-${size}-${colour}`;
  const bytes = await page.screenshot({ path: `${folder}${name}.png` });
  await page.screenshot({ path: `${folder}${name}-whole.png`, fullPage: true });
  await page.close();
  console.log(`screenshots/${name}.png`);
  return { kind, size, colour, bytes };
}

/** Puts pictures on one sheet, each with its name. */
async function sheet(browser, { name, pictures, width }) {
  const page = await browser.newPage({ viewport: { width: 5 * (width + 16) + 16, height: 600 } });
  const figures = pictures.map(({ kind, bytes }) =>
    `<figure><img width="${width}" src="data:image/png;base64,${bytes.toString("base64")}"><figcaption>${kind}</figcaption></figure>`);
  await page.setContent(`<style>
    body { display: flex; flex-wrap: wrap; gap: 16px; margin: 16px; background: #777; font: 14px sans-serif; }
    figure { margin: 0; } figcaption { color: #fff; }
  </style>${figures.join("")}`, { waitUntil: "load" });
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true });
  await page.close();
  console.log(`screenshots/${name}.png`);
}
