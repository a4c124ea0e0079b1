// Nothing moves under a reader's eyes: not one layout shift, on one page of each kind.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { cleaning, each, published } from "./site.mjs";
import { DESKTOP, PHONE } from "./weef.mjs";

describe("nothing shifts", () => {
  const { t, clean } = cleaning();
  let site;
  before(async () => { site = await published(t); });
  after(clean);

  for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    test(`on a ${size}`, async () => {
      const found = await each(Object.entries(site.kinds), async ([kind, path]) => {
        const page = await site.browser.newPage({ viewport });
        await page.goto(site.origin + path, { waitUntil: "networkidle" });
        const shifts = await page.evaluate(readAndWatch);
        await page.close();
        return shifts.map((shift) => `${kind} (${path}): ${shift}`);
      }, 2);
      assert.deepEqual(found.flat(), []);
    });
  }

  test("but a shift would be seen", async () => {
    const page = await site.browser.newPage({ viewport: DESKTOP });
    await page.goto(site.origin);
    await page.evaluate(async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const block = document.createElement("div");
      block.style.height = "200px";
      document.body.prepend(block);
    });
    assert.notDeepEqual(await page.evaluate(readAndWatch), []);
    await page.close();
  });
});

/** Runs in the page: rolls to its end as a reader does, so that pictures load; what has shifted by then. */
async function readAndWatch() {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const shifts = [];
  const told = (list) => {
    for (const { value, sources } of list) {
      shifts.push(`${value}: ${sources.map(({ node }) => node?.outerHTML?.slice(0, 100) ?? node?.nodeName).join(" | ")}`);
    }
  };
  const observer = new PerformanceObserver((list) => told(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  await drawn();
  const { scrollHeight } = document.scrollingElement;
  for (let top = 0; top < scrollHeight; top += innerHeight) {
    scrollTo({ top, behavior: "instant" });
    await drawn();
  }
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  await drawn();
  told(observer.takeRecords());
  observer.disconnect();
  return shifts;
}
