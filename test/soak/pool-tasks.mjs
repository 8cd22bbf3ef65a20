// SPDX-License-Identifier: MIT
// What the soak of the pool has its workers do. The caller imports this, too, and knows what to expect.
import { task } from '../../js/pool/index.js';
import { BufferReference } from '../../js/pool/unsafe.js';

/** A value made of another one, with everything in it changed. @param {any} value @returns {any} */
export function transform(value) {
  switch (typeof value) {
    case 'number': return -value - 1;
    case 'string': return `${value}${value.length}`;
    case 'boolean': return !value;
    case 'bigint': return value + 1n;
    case 'undefined': return null;
  }
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.map(transform).reverse();
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [`${key}!`, transform(item)]));
  if (value instanceof Set) return new Set([...value].map(transform));
  if (value instanceof Date) return new Date(value.getTime() + 1);
  if (ArrayBuffer.isView(value)) return inverted(value);
  return Object.fromEntries(Object.entries(value).reverse().map(([key, item]) => [key, transform(item)]));
}

/** @param {any} array @returns {any} a copy with all bits of the last element flipped */
function inverted(array) {
  const copy = array.slice();
  const last = copy.length - 1;
  if (last >= 0) copy[last] = ~copy[last];
  return copy;
}

/** Note that a call runs. @param {Int32Array} runs @param {number} id */
const count = (runs, id) => void Atomics.add(runs, id, 1);

export const plain = transform;

export const counted = (/** @type {any} */ { runs, id, value }) => {
  count(runs, id);
  return transform(value);
};

/** After a few microtasks, a turn, or some milliseconds. */
export const later = async (/** @type {any} */ { runs, id, value, ms }) => {
  count(runs, id);
  if (ms === 0) await null;
  else if (ms < 1) await new Promise((resolve) => void setImmediate(resolve));
  else await new Promise((resolve) => void setTimeout(resolve, ms));
  return transform(value);
};

/** Does nothing else meanwhile. */
export const busy = (/** @type {any} */ { runs, id, value, ms }) => {
  count(runs, id);
  for (const until = performance.now() + ms; performance.now() < until;);
  return transform(value);
};

export const throwing = (/** @type {any} */ { runs, id, value }) => {
  count(runs, id);
  throw Object.assign(new RangeError(`call ${id}`), { value: transform(value) });
};

/** Ends when it is told to, looking at the flag or waiting for the signal. */
export const patient = task({
  f: async ({ runs, id, value, isLooking }, signal) => {
    count(runs, id);
    while (isLooking && !signal.hasAborted()) await new Promise((resolve) => void setImmediate(resolve));
    if (!signal.signal.aborted) await new Promise((resolve) => void signal.signal.addEventListener('abort', resolve));
    return transform(value);
  },
  abortSignal: true,
});

export const viewed = task({
  f: (/** @type {any} */ argument) => {
    const { runs, id, value } = argument;
    count(runs, id);
    return value;
  },
  view: true,
});

/** The same bytes come back, changed. @param {BufferReference} reference */
export const moved = (reference) => {
  const bytes = reference.toUint8Array();
  for (const at of [0, bytes.length - 1]) bytes[at] ^= 255;
  return bytes.length % 3 === 0 ? new BufferReference(bytes.slice()) : reference;
};

/** @param {Int32Array} words  shared @returns {Int32Array} the same */
export const shared = (words) => {
  for (let at = 0; at < words.length; at++) Atomics.add(words, at, 1);
  return words;
};

/** Deno does not end a thread that is in a loop, and each takes a processor: there they end, before and after the pool gives the thread up. */
const CANNOT_END_LOOPS = 'Deno' in globalThis;

/** Ways to end a worker. @type {Record<string, () => unknown>} */
const ENDS = {
  exit: () => process.exit(3),
  timer: () => new Promise(() => void setTimeout(() => { throw new RangeError('the end'); }, 0)),
  never: () => new Promise(() => void setInterval(() => {}, 1000)), // a hard timeout ends it at any moment
  loop: () => {
    const until = performance.now() + (Math.random() < 0.5 ? 500 : 2500);
    while (!CANNOT_END_LOOPS || performance.now() < until);
  },
};

export const lethal = (/** @type {any} */ { runs, id, how }) => {
  count(runs, id);
  return ENDS[how]?.();
};
