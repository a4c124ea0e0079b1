// Programs that are measured: how they are found, run and timed.
import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { percentile } from "./metrics.mjs";

/** The repository. */
export const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));

/** What is wrong with how the bench was called, or with what it needs: said without a trace, exit code 2. */
export class Refused extends Error {}

/** Runs a bench; tells what it refuses and leaves with 2. */
export async function main(bench) {
  try {
    await bench();
  } catch (error) {
    if (!(error instanceof Refused || error.code?.startsWith("ERR_PARSE_ARGS"))) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

/** The weef to measure: the one that was named, or the repository's own, built for release. */
export function findWeef(named) {
  const given = named ?? process.env.WEEF;
  if (given) {
    try {
      accessSync(given, constants.X_OK);
    } catch {
      throw new Refused(`${given} is no program that can be run`);
    }
    return resolve(given);
  }
  execFileSync("cargo", ["build", "--release", "--locked", "--bin", "weef"], { cwd: REPOSITORY, stdio: "inherit" });
  return join(process.env.CARGO_TARGET_DIR ?? join(REPOSITORY, "target"), "release", "weef");
}

/** A program of the benchmarks by its name, built by cargo. */
export function findBench(name) {
  const command = ["bench", "--no-run", "--bench", name, "--message-format=json"];
  const lines = execFileSync("cargo", command, { cwd: REPOSITORY, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }).split("\n");
  const found = lines.filter(Boolean).map((line) => JSON.parse(line)).findLast(({ executable, target }) => executable && target.name === name);
  return found.executable;
}

/** A new folder in memory where the machine has one; `clear` takes it away. */
export function scratchFolder(named, prefix = "weef-search-") {
  const above = named ?? (existsSync("/dev/shm") ? "/dev/shm" : tmpdir());
  const folder = mkdtempSync(join(above, prefix));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      clear();
      process.exit(130);
    });
  }
  return { folder, clear };
}

/**
 * Runs a program to its end: seconds by the clock, and of the processor. Bash is asked, since Node.js does not tell
 * what its children used.
 */
export function timed(program, args) {
  // What the program says goes to the second stream, the times to the first.
  const script = 'TIMEFORMAT="%R %U %S"; exec 3>&1; { time "$@" >&2 2>&4; } 4>&2 2>&3';
  const run = spawnSync("bash", ["-c", script, "bash", program, ...args], { encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: "C" } });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Refused(`${program} ${args.join(" ")}: exit code ${run.status}\n${run.stderr.trim().slice(-2000)}`);
  const [wall, user, system] = run.stdout.trim().split("\n").at(-1).split(" ").map(Number);
  return { wall, processor: user + system };
}

/** The medians of several runs. */
export function medians(runs) {
  return Object.fromEntries(Object.keys(runs[0] ?? {}).map((key) => [key, percentile(runs.map((run) => run[key]), 0.5)]));
}

/** Does something on one core of this machine, where that can be asked. */
export async function onOneCore(work) {
  const pin = (cores) => spawnSync("taskset", ["-a", "-p", "-c", cores, String(process.pid)]).status === 0;
  const before = spawnSync("taskset", ["-p", "-c", String(process.pid)], { encoding: "utf8" }).stdout?.trim().split(": ").at(-1);
  const isPinned = before && pin(before.split(/[,-]/).at(-1));
  try {
    return await work();
  } finally {
    if (isPinned) pin(before);
  }
}

/** The bytes of a file as a host sends it that compresses, and as it lies there. */
export function sizeOf(bytes) {
  return { gzip: gzipSync(bytes).length, raw: bytes.length };
}

/** Every file below a folder, by its path from there. */
export function filesIn(folder, below = "") {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below ? `${below}/${entry.name}` : entry.name;
    return entry.isDirectory() ? filesIn(folder, path) : [path];
  }).sort();
}

export const isFolder = (path) => existsSync(path) && statSync(path).isDirectory();

export const cores = availableParallelism();
