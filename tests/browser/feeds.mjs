// Whether files for machines are what their standards say: problems, as sentences. Written by hand after RFC 4287, RFC
// 5545 and JSON Feed 1.1, for no schema says all of it and for the last two there is none that is kept.
import { readFile } from "node:fs/promises";
import { validateXML } from "xmllint-wasm";

const here = (path) => readFile(new URL(path, import.meta.url), "utf8");

/** The problems of feeds in Atom: of their form by a schema, of the rest by hand. */
export async function inAtom(files) {
  const valid = await validateXML({ xml: files, schema: await here("schemas/atom.rng"), extension: "relaxng" });
  const form = valid.errors.map(({ rawMessage }) => rawMessage);
  return [...form, ...files.flatMap(({ fileName, contents }) => sense(contents).map((what) => `${fileName}: ${what}`))];
}

function sense(xml) {
  const problems = [];
  const [head, ...entries] = xml.split("<entry>");
  const one = (text, element) => text.match(new RegExp(`<${element}>(.*?)</${element}>`, "s"))?.[1];
  const ids = entries.map((entry) => one(entry, "id"));
  if (new Set(ids).size !== ids.length) problems.push("two entries have one id");
  if (!/<link rel="self"/.test(head)) problems.push("the feed does not say where it is itself");
  for (const entry of entries) {
    const name = one(entry, "id");
    const [published, updated] = [one(entry, "published"), one(entry, "updated")];
    if (!/<author>/.test(entry) && !/<author>/.test(head)) problems.push(`${name} has no author, nor has the feed`);
    if (published && Date.parse(published) > Date.parse(updated)) problems.push(`${name} was changed before it appeared`);
    if (Date.parse(updated) > Date.parse(one(head, "updated"))) problems.push(`${name} is newer than the feed`);
  }
  return problems;
}

/** The problems of sitemaps, by the schema of sitemaps.org, which the package `sitemap` brings along. */
export async function inSitemap(files) {
  const schema = await here("node_modules/sitemap/schema/sitemap.xsd");
  const { errors } = await validateXML({ xml: files, schema });
  return errors.map(({ rawMessage }) => rawMessage);
}

/** The problems of a feed in JSON. */
export function inJsonFeed(text) {
  const problems = [];
  const feed = JSON.parse(text);
  const want = (holds, what) => { if (!holds) problems.push(what); };
  want(/^https:\/\/jsonfeed\.org\/version\/1(\.1)?$/.test(feed.version), "its version is no version of JSON Feed");
  want(words(feed.title), "it has no title");
  for (const key of ["home_page_url", "feed_url", "icon", "favicon"]) {
    want(feed[key] === undefined || URL.canParse(feed[key]), `${key} is no whole address`);
  }
  want(Array.isArray(feed.items), "it has no items");
  const items = feed.items ?? [];
  want(new Set(items.map(({ id }) => id)).size === items.length, "two items have one id");
  for (const item of items) {
    want(words(item.id), "an item has no id");
    want(item.url === undefined || URL.canParse(item.url), `${item.id}: url is no whole address`);
    want([item.content_html, item.content_text].some((text) => typeof text === "string"), `${item.id}: it has no content`);
    for (const key of ["date_published", "date_modified"]) {
      want(item[key] === undefined || isMoment(item[key]), `${item.id}: ${key} is no moment of RFC 3339`);
    }
    want((item.tags ?? []).every(words), `${item.id}: a tag is no text`);
    want((item.authors ?? []).every(({ name, url }) => words(name) || words(url)), `${item.id}: an author has no name`);
  }
  return problems;
}

const words = (value) => typeof value === "string" && value.trim() !== "";
const isMoment = (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value));

/** What a part of a calendar must have once, and what it may have once. */
const PARTS = {
  VCALENDAR: { must: ["VERSION", "PRODID"], once: ["CALSCALE", "METHOD"] },
  VEVENT: { must: ["UID", "DTSTAMP", "DTSTART"], once: ["DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS", "CLASS", "TRANSP", "SEQUENCE", "LAST-MODIFIED", "CREATED"] },
};

/** The problems of a calendar. */
export function inCalendar(text) {
  const problems = [];
  if (/[^\r]\n|\r[^\n]/.test(text) || !text.endsWith("\r\n")) problems.push("its lines do not end in CR LF");
  for (const line of text.split(/\r?\n/)) {
    if (Buffer.byteLength(line) > 75) problems.push(`a line is longer than 75 bytes: ${line}`);
    if (line.includes("\uFFFD")) problems.push(`a character is broken: ${line}`);
  }
  const open = [];
  const uids = [];
  const lines = text.replaceAll(/\r?\n[ \t]/g, "").split(/\r?\n/).filter(Boolean);
  if (lines[0] !== "BEGIN:VCALENDAR" || lines.at(-1) !== "END:VCALENDAR") problems.push("it is not one calendar");
  for (const line of lines) {
    const [, name, value] = line.match(/^([A-Z0-9-]+)(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*:(.*)$/) ?? [];
    if (name === undefined) problems.push(`no property: ${line}`);
    else if (name === "BEGIN") open.push({ part: value, has: [] });
    else if (name === "END") problems.push(...closed(open.pop(), value));
    else {
      open.at(-1)?.has.push(name);
      if (name === "UID") uids.push(value);
      problems.push(...inProperty(name, value, line));
    }
  }
  if (open.length > 0) problems.push(`${open[0].part} does not end`);
  if (new Set(uids).size !== uids.length) problems.push("two events have one UID");
  return problems;
}

function closed(part, name) {
  if (part?.part !== name) return [`${name} ends and did not begin`];
  const { must = [], once = [] } = PARTS[name] ?? {};
  const count = (property) => part.has.filter((other) => other === property).length;
  return [
    ...must.filter((property) => count(property) !== 1).map((property) => `${name} has ${count(property)} times ${property}`),
    ...once.filter((property) => count(property) > 1).map((property) => `${name} has more than one ${property}`),
    ...(count("DTEND") > 0 && count("DURATION") > 0 ? [`${name} has both an end and a duration`] : []),
  ];
}

function inProperty(name, value, line) {
  if (name === "VERSION" && value !== "2.0") return [`it is of version ${value}`];
  if (name === "DTSTAMP" && !/^\d{8}T\d{6}Z$/.test(value)) return [`DTSTAMP is not in UTC: ${value}`];
  if (["DTSTART", "DTEND"].includes(name)) {
    const form = /;VALUE=DATE[:;]/.test(line) ? /^\d{8}$/ : /^\d{8}T\d{6}Z?$/;
    if (!form.test(value)) return [`no date, or no time: ${line}`];
  }
  if (["SUMMARY", "DESCRIPTION", "LOCATION"].includes(name) && /(^|[^\\])(\\\\)*(\\[^\\;,nN]|[;,])/.test(value)) {
    return [`a comma, semicolon or backslash that is not escaped: ${line}`];
  }
  return [];
}
