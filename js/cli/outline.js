// SPDX-License-Identifier: MIT
// A value as a tree of lines.

/** Elements that are shown of an array, and keys of an object. */
const MOST = 50;
/** Characters that are shown of a text. */
const MOST_TEXT = 60;

/**
 * @param {any} value as JavaScript reads it from a region
 * @param {number} depth levels below this one that are shown
 * @param {string} [label]
 * @param {string} [indent]
 * @returns {string[]} lines
 */
export function outline(value, depth, label = '', indent = '') {
  const head = `${indent}${label}${typeOf(value)}`;
  const entries = entriesOf(value);
  if (entries === null) return [head];
  if (depth === 0) return [`${head} ..`];
  const lines = entries.slice(0, MOST).flatMap(([key, each]) => outline(each, depth - 1, `${key}: `, `${indent}  `));
  const rest = entries.length - MOST;
  return [head, ...lines, ...(rest > 0 ? [`${indent}  and ${rest} more`] : [])];
}

/** @param {any} value @returns {[string, any][] | null} of what holds other values */
function entriesOf(value) {
  if (Array.isArray(value)) return Array.from(value, (each, i) => [String(i), each]);
  if (value === null || typeof value !== 'object' || isLeaf(value)) return null;
  if (value instanceof Map) return Array.from(value, ([key, each]) => [String(key), each]);
  if (value instanceof Set) return Array.from(value, (each, i) => [String(i), each]);
  return Object.entries(value);
}

/** @param {any} value an object */
function isLeaf(value) {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Date || value instanceof RegExp || 'byteLength' in value;
}

/** @param {any} value @returns {string} */
function typeOf(value) {
  if (value === null) return 'null';
  if (typeof value === 'string') return `string ${JSON.stringify(value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT)}..` : value)}`;
  if (typeof value === 'bigint') return `bigint ${value}`;
  if (typeof value === 'number') return `${Number.isInteger(value) && !Object.is(value, -0) && Math.abs(value) < 2 ** 31 ? 'integer' : 'number'} ${Object.is(value, -0) ? '-0' : value}`;
  if (typeof value !== 'object') return `${typeof value} ${String(value)}`;
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (value instanceof Map || value instanceof Set) return `${value.constructor.name} of ${value.size}`;
  if (value instanceof Date) return `date ${Number.isNaN(value.getTime()) ? 'invalid' : value.toISOString()}`;
  if (value instanceof Uint8Array) return `bytes, ${value.byteLength}`;
  if (isLeaf(value)) return `${value.constructor?.name ?? 'bytes'}, ${value.length ?? value.byteLength}`;
  return `object of ${Object.keys(value).length}`;
}
