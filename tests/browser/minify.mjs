// Makes the script that sites load, themes/default/search/search.js, of the two it is written in. A part of the
// project and no step of a build, so that weef needs nothing but Rust: `npm run minify` after a change, and a test says
// when that was forgotten.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { minify } from "terser";

import { REPOSITORY } from "./weef.mjs";

/**
 * Names of the engine's own, which stand in no part of the index and in nothing it answers: they may be shortened.
 * Whoever gives the engine a new one may add it here.
 */
const OWN = /^(addSynonyms|classes|common|letters|number|starts|steps|take|titled|weight|addWord|apart|around|beginning|byUse|checkPhrases|classOf|classWords|covered|excerpts|guess|inText|isAll|isLarge|isPart|loadClasses|loadWords|lower|narrow|near|norms|numbers|onPage|pageOf|partOfClass|partOfWord|plainWords|postings|rare|readTexts|splits|stopWords|suggest|textPart|together|understand|usual|titleCount)$/;

const FOLDER = `${REPOSITORY}themes/default/search/`;

/** Where the script lies. */
export const MINIFIED = `${FOLDER}search.js`;

/** The script as it should be. */
export async function minified() {
  const sources = await Promise.all(["engine.js", "interface.js"].map((name) => readFile(FOLDER + name, "utf8")));
  const { code } = await minify(sources.join("\n"), {
    ecma: 2020,
    compress: { passes: 3 },
    mangle: { properties: { regex: OWN } },
  });
  return `// Made of engine.js and interface.js beside it by tests/browser/minify.mjs.\n${code}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(MINIFIED, await minified());
