// What looks at feeds and calendars knows good ones from bad ones.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { inAtom, inCalendar, inJsonFeed, inSitemap } from "./feeds.mjs";

const ENTRY = `<entry><title>Eén</title><id>https://x.example/1/</id><link rel="alternate" href="https://x.example/1/"/>
<published>2026-01-02T00:00:00Z</published><updated>2026-01-02T00:00:00Z</updated><author><name>Wil</name></author></entry>`;
const FEED = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl"><title>Nieuw</title><id>https://x.example/</id>
<link rel="self" href="https://x.example/feed.xml"/><updated>2026-01-02T00:00:00Z</updated>${ENTRY}</feed>`;

describe("Atom", () => {
  const problems = (contents) => inAtom([{ fileName: "feed.xml", contents }]);
  test("a good feed", async () => assert.deepEqual(await problems(FEED), []));
  for (const [what, from, to] of [
    ["an empty title", "<title>Eén</title>", "<title> </title>"],
    ["an entry without an id", "<id>https://x.example/1/</id>", ""],
    ["a relative address", "href=\"https://x.example/1/\"", "href=\"/1/\""],
    ["a day for a moment", "<updated>2026-01-02T00:00:00Z</updated><author>", "<updated>2026-01-02</updated><author>"],
    ["a moment without a zone", "<published>2026-01-02T00:00:00Z", "<published>2026-01-02T00:00:00"],
    ["a month 13", "<published>2026-01-02T00:00:00Z", "<published>2026-13-02T00:00:00Z"],
    ["no author", "<author><name>Wil</name></author>", ""],
    ["a change before it appeared", "<published>2026-01-02", "<published>2026-01-03"],
    ["one id twice", "</feed>", `${ENTRY}</feed>`],
    ["an unknown element", "<title>Nieuw</title>", "<title>Nieuw</title><ttl>60</ttl>"],
    ["an & by itself", "<title>Nieuw</title>", "<title>Nieuw & oud</title>"],
  ]) {
    test(what, async () => {
      assert.ok(FEED.includes(from));
      assert.notDeepEqual(await problems(FEED.replace(from, to)), []);
    });
  }
});

describe("a sitemap", () => {
  const map = (rest) => `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>${rest}</url></urlset>`;
  const problems = (contents) => inSitemap([{ fileName: "sitemap.xml", contents }]);
  test("a good one", async () => assert.deepEqual(await problems(map("<loc>https://x.example/a/</loc><lastmod>2026-01-02</lastmod>")), []));
  test("no address", async () => assert.notDeepEqual(await problems(map("<lastmod>2026-01-02</lastmod>")), []));
  test("no date", async () => assert.notDeepEqual(await problems(map("<loc>https://x.example/a/</loc><lastmod>2 januari</lastmod>")), []));
});

describe("JSON Feed", () => {
  const feed = (item) => JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: "Nieuw",
    items: [{ id: "1", url: "https://x.example/1/", content_text: "Eén", date_published: "2026-01-02T00:00:00Z", ...item }],
  });
  test("a good feed", () => assert.deepEqual(inJsonFeed(feed({})), []));
  for (const item of [{ id: "" }, { url: "/1/" }, { content_text: undefined }, { date_published: "2026-01-02" }, { tags: [3] }]) {
    test(`not with ${JSON.stringify(item)}`, () => assert.equal(inJsonFeed(feed(item)).length, 1));
  }
});

describe("a calendar", () => {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//weef//NL", "BEGIN:VEVENT", "UID:1@x.example", "DTSTAMP:20260102T000000Z",
    "DTSTART;VALUE=DATE:20260105", "SUMMARY:Overleg\\, in de wijk", "END:VEVENT", "END:VCALENDAR", "",
  ];
  const good = lines.join("\r\n");
  test("a good one", () => assert.deepEqual(inCalendar(good), []));
  for (const [what, from, to] of [
    ["bare line ends", /\r\n/g, "\n"],
    ["no UID", "UID:1@x.example\r\n", ""],
    ["a comma as it is", "\\,", ","],
    ["no date", "20260105", "5 januari"],
    ["a time for a date", "20260105", "20260105T090000"],
    ["a moment of its own zone", "000000Z", "000000"],
    ["no end", "END:VEVENT\r\n", ""],
    ["a long line", "in de wijk", "in de wijk ".repeat(9)],
    ["no property", "SUMMARY:", "SUMMARY "],
  ]) {
    test(what, () => assert.notDeepEqual(inCalendar(good.replace(from, to)), []));
  }
});
