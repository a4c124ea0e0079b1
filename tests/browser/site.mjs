// The repository's own site as its readers meet it: built, on a host that knows nothing of weef, in a browser.
import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";

import { KINDS, NOT_FOUND, REPOSITORY, buildSite, folder, host, launch, serve } from "./weef.mjs";

/**
 * Builds a site for the address at which it is then to be seen, with the policy that the preview sends: its folder,
 * its origin, a browser, the paths of its pages and one page of each kind. All of it goes when `t` ends.
 */
export async function published(t, { root = REPOSITORY, flags = [] } = {}) {
  const output = join(await folder(t), "public");
  const origin = await host(t, output, "/", await policyOfPreview());
  await buildSite(root, output, "--base-url", `${origin}/`);
  const browser = await launch(...flags);
  t.after(() => browser.close());
  const files = await filesOf(output);
  const pages = await pagesOf(output, files);
  return { output, origin, browser, files, pages, kinds: kindsOf(pages) };
}

/** What tests of a whole file clean up after themselves: `t` for functions that want a test, and `clean` for the end. */
export function cleaning() {
  const tasks = [];
  return {
    t: { after: (task) => tasks.push(task) },
    clean: async () => {
      for (const task of tasks.reverse()) await task();
    },
  };
}

/** Does some work for each of many, a few at a time; gives what came of each, in order. */
export async function each(items, work, atOnce = 4) {
  const all = [...items];
  const results = new Array(all.length);
  let next = 0;
  const worker = async () => {
    while (next < all.length) {
      const mine = next++;
      results[mine] = await work(all[mine]);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

async function policyOfPreview() {
  const { t, clean } = cleaning();
  try {
    const response = await fetch(`${await serve(t)}/`);
    return response.headers.get("content-security-policy");
  } finally {
    await clean();
  }
}

/** The paths of all files, with slashes. */
async function filesOf(output) {
  const entries = await readdir(output, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return names.map((name) => name.slice(output.length + 1).replaceAll(sep, "/")).sort();
}

/** The pages, each with its address, its HTML, and whether all it does is to lead on to another. */
async function pagesOf(output, files) {
  const names = files.filter((name) => name.endsWith(".html"));
  return Promise.all(names.map(async (name) => {
    const html = await readFile(join(output, name), "utf8");
    return { name, path: addressOf(name), html, leadsOn: /<meta http-equiv="refresh"/.test(html) };
  }));
}

function addressOf(name) {
  return name === "404.html" ? NOT_FOUND : `/${name.replace(/(^|\/)index\.html$/, "$1")}`;
}

/**
 * One page of each kind. Where the body has a class that says of which kind a page is, and none of the known pages is
 * of that kind, the first page that is one stands for it: a kind that is new is looked at as well.
 */
function kindsOf(pages) {
  const kinds = { ...KINDS, "not-found": NOT_FOUND };
  const classOf = ({ html }) => html.match(/<body[^>]* class="[^"]*?\bkind-([\w-]+)/)?.[1];
  const known = new Set(pages.filter(({ path }) => Object.values(kinds).includes(path)).map(classOf));
  for (const page of pages) {
    const kind = classOf(page);
    if (kind === undefined || known.has(kind)) continue;
    known.add(kind);
    kinds[kind in kinds ? `${kind}-2` : kind] = page.path;
  }
  return kinds;
}
