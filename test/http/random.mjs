// SPDX-License-Identifier: MIT
// Random numbers that can be had again: SEED=<what a run printed>.

/**
 * @param {string} what printed with the seed
 * @returns {{below: (end: number) => number, between: (low: number, high: number) => number}}
 */
export function seeded(what) {
  const seed = process.env['SEED'] === undefined ? Date.now() >>> 0 : Number(process.env['SEED']) >>> 0;
  console.log(`${what}: SEED=${seed}`);
  let state = seed;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (end) => Math.floor(next() * end),
    between: (low, high) => low + next() * (high - low),
  };
}
