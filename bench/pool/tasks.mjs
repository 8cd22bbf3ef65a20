// SPDX-License-Identifier: MIT
// What the workers of all peers do: nothing, so that the way there and back is measured.

/** @param {unknown} value */
export const echo = (value) => value;
export default echo;

/** The first field of the argument: read in place where the pool is asked for that. @param {{ first: unknown }} value */
export const first = (value) => value.first;

/** Collect garbage, where the runtime lets programs ask for that. */
export const collect = () => void /** @type {any} */ (globalThis).gc?.();

/** Keep the processor busy. @param {number} ms */
export function work(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
  return ms;
}
