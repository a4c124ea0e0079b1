// A small site to search in: what is looked for in each test stands on pages of its own.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { buildSite, folder, host } from "./weef.mjs";

const SETTINGS = `
title = "Draadkrant"
lang = "nl"
[vocabularies.themes]
folder = "themas"
label = "Thema's"
label_one = "Thema"
keys = ["themas"]
[collections.blogs]
label = "Blogs"
label_one = "Blog"
[collections.dilemmas]
label = "Dilemma's"
label_one = "Dilemma"
`;

/** A title that would be markup, if anything could be. */
export const HOSTILE = "Valkuil <img src=x onerror=alert(1)> & <script>alert(2)</script>";
const THEMES = ["Weefsel", "Garen", "Spoel", "Kam", "Klos", "Rafel", "Zoom", "Lint", "Vilt", "Naald"];

/** A file of the sources. */
export const source = (fields, text) =>
  ["---", ...Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`), "---", "", text, ""].join("\n");

/** The sources of the site. */
function sources() {
  const files = {
    "index.md": source({ titel: "Draadkrant" }, "Welkom."),
    "blogs/getouw.md": source(
      { titel: "Het getouw staat klaar", datum: "2025-03-04", samenvatting: "Hoe een getouw op een dinsdag werd opgezet.", themas: ["Weefsel"] },
      "Een getouw is groot.\n\n## De getouwen in de schuur\n\nIn de schuur staan twee getouwen.\n\n## Wat het kostte\n\nNiets.",
    ),
    "dilemmas/ketting.md": source(
      { titel: "Wie knipt de ketting?", datum: "2024-05-06", samenvatting: "Twee wevers en een getouw.", themas: ["Garen"] },
      "Op het getouw zit een oude ketting.",
    ),
    "blogs/valkuil.md": source({ titel: HOSTILE, datum: "2023-01-02", samenvatting: "Een <b>valkuil</b> van tekens.", themas: ["Kam"] }, "Pas op voor de valkuil."),
    "blogs/loom.md": source({ titel: "The loom is ready", taal: "en", datum: "2025-03-05" }, "A loom is large."),
    "contact.md": source({ titel: "Contact" }, "Bel de weverij over een getouw."),
  };
  for (let i = 1; i <= 24; i += 1) {
    const day = `20${10 + Math.floor(i / 2)}-07-${String(i).padStart(2, "0")}`;
    const text = `Verslag van vergadering nummer ${i}. ${"Er werd vergaderd. ".repeat(i)}`;
    files[`blogs/vergadering-${i}.md`] = source({ titel: `Vergadering ${i}`, datum: day, themas: [THEMES[i % 10]] }, text);
  }
  return files;
}

/** Writes files into the content of a site. */
export async function write(root, files) {
  await writeFile(join(root, "weef.toml"), SETTINGS);
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, "content", name);
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, text);
  }
}

/** The small site, built: where its sources are, where it is, and its address under a policy that refuses much. */
export async function searchSite(t) {
  const root = await folder(t);
  const output = join(root, "public");
  await write(root, sources());
  await buildSite(root, output);
  const origin = await host(t, output, "/sub/");
  return { root, output, home: `${origin}/sub/` };
}
