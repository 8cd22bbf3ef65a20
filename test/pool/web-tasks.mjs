// SPDX-License-Identifier: MIT
// Tasks of web.test.mjs; they need nothing that browsers lack.

export const add = ([a, b]) => a + b;
export const echo = (value) => value;
export const firstOf = (value) => value.first;

export function fail(message) {
  throw Object.assign(new RangeError(message), { detail: 7 });
}

export async function untilAborted(_, signal) {
  while (!signal.hasAborted()) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Keep the thread until the call is given up. */
export function spin(_, signal) {
  while (!signal.hasAborted());
}

/** Keep the thread for good. */
export function hang() {
  for (;;);
}

/** End the worker, and never answer. */
export function leave() {
  if (globalThis.process === undefined) close();
  else process.exit(0);
  return new Promise(() => {});
}

/** A bootstrap. */
export function refuse(why) {
  throw new Error(why);
}
