// Results beside judgements → figures: how high the pages stand that readers want.
//
// A judged query is {relevant, grades}; results are names of pages, the best first. Only the first ten count.

const DEPTH = 10;

/** Where the first relevant page stands, from 1; 0 where it is not among the first ten. */
export function rankOf({ relevant }, results) {
  return results.slice(0, DEPTH).findIndex((page) => relevant.includes(page)) + 1;
}

/** 1 / rank of the first relevant page. */
export function reciprocalRank(query, results) {
  const rank = rankOf(query, results);
  return rank ? 1 / rank : 0;
}

/** Normalised discounted cumulative gain: 2^grade - 1 discounted by log2(rank + 1), beside the best order there is. */
export function ndcg({ relevant, grades }, results) {
  const gain = (grade, at) => (2 ** grade - 1) / Math.log2(at + 2);
  const sum = (list) => list.slice(0, DEPTH).reduce((total, grade, at) => total + gain(grade, at), 0);
  const graded = new Map(relevant.map((page, at) => [page, grades[at]]));
  // A page counts once, however often it is shown.
  const met = results.map((page) => {
    const grade = graded.get(page) ?? 0;
    graded.delete(page);
    return grade;
  });
  const best = sum([...grades].sort((a, b) => b - a));
  return best ? sum(met) / best : 0;
}

/** The figures of one query that has relevant pages. */
export function figures(query, results, total = results.length) {
  const rank = rankOf(query, results);
  return {
    rank,
    mrr: rank ? 1 / rank : 0,
    ndcg: ndcg(query, results),
    success1: rank === 1 ? 1 : 0,
    success5: rank > 0 && rank <= 5 ? 1 : 0,
    zero: total === 0 ? 1 : 0,
  };
}

/** The mean; 0 of nothing. */
export function mean(numbers) {
  return numbers.length ? numbers.reduce((a, b) => a + b, 0) / numbers.length : 0;
}

/** The value below which so much of the numbers lies (nearest rank): `percentile(list, 0.5)` is the median. */
export function percentile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] : 0;
}

/** Numbers from 0 to 1 that look like chance and are the same every time. */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Up to so many differences every way to turn their signs is tried; above it, so many ways by chance. */
const TRIED_ALL = 16;
const TRIES = 20_000;

/**
 * Two engines on the same queries: the mean difference, the 95% interval of it (bootstrap), on how many queries the
 * first is better and worse, and the chance that signs by chance give at least as large a difference (permutation
 * test, both sides).
 */
export function paired(first, second) {
  const differences = first.map((value, at) => value - second[at]);
  const random = chance(1);
  return {
    difference: mean(differences),
    interval: bootstrap(differences, random),
    better: differences.filter((d) => d > 0).length,
    worse: differences.filter((d) => d < 0).length,
    p: permutation(differences, random),
  };
}

function permutation(differences, random) {
  // Queries on which both do the same say nothing, whatever their sign.
  const told = differences.filter((d) => d !== 0);
  if (!told.length) return 1;
  const seen = Math.abs(told.reduce((a, b) => a + b, 0)) - 1e-12;
  const isFar = (isTurned) => Math.abs(told.reduce((sum, d, at) => sum + (isTurned(at) ? -d : d), 0)) >= seen;
  let far = 0;
  if (told.length <= TRIED_ALL) {
    const ways = 2 ** told.length;
    for (let way = 0; way < ways; way++) if (isFar((at) => (way >> at) & 1)) far++;
    return far / ways;
  }
  for (let n = 0; n < TRIES; n++) if (isFar(() => random() < 0.5)) far++;
  return (far + 1) / (TRIES + 1);
}

function bootstrap(differences, random) {
  const count = differences.length;
  const means = Array.from({ length: TRIES / 4 }, () => {
    let sum = 0;
    for (let n = 0; n < count; n++) sum += differences[Math.floor(random() * count)];
    return count ? sum / count : 0;
  });
  return [percentile(means, 0.025), percentile(means, 0.975)];
}
