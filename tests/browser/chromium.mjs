// Where this machine has its Chrome or Chromium. Run by itself, it prints the path, or fails with what to do.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The first has no window, and takes half the time. */
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const runs = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of the browser: what the variable CHROMIUM names, or else the first one found. */
export function findChromium() {
  const given = process.env.CHROMIUM;
  if (given) {
    if (runs(given)) return given;
    throw new Error(`CHROMIUM=${given} is no program that can be run`);
  }
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = [...paths, ...ELSEWHERE].find(runs);
  if (found) return found;
  throw new Error("no Chrome or Chromium found: install one, or name its path in the variable CHROMIUM");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(findChromium());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
