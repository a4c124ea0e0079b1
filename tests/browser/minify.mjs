// Makes the script that sites load, themes/default/search/search.js, of the two it is written in. A part of the
// project and no step of a build, so that weef needs nothing but Rust: `npm run minify` after a change, and a test says
// when that was forgotten.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

import { REPOSITORY } from "./weef.mjs";

const FOLDER = `${REPOSITORY}themes/default/search/`;

/** Where the script lies. */
export const MINIFIED = `${FOLDER}search.js`;

/** The script as it should be. */
export async function minified() {
  const sources = ["engine.js", "interface.js"].map((name) => readFile(FOLDER + name, "utf8"));
  const { code } = await transform((await Promise.all(sources)).join("\n"), { minify: true, target: "es2021", charset: "utf8" });
  return `// Made of engine.js and interface.js beside it by tests/browser/minify.mjs.\n${code}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(MINIFIED, await minified());
