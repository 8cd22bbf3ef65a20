// SPDX-License-Identifier: MIT
// Values that JSON.stringify does not know, as the engine writes them (include/zerobuf/json.h).
import { fault } from './errors.js';
import { tagOf } from './extended/kinds.js';
import { lengthFault } from './json-options.js';
import { targetOf } from './target.js';

/** @type {{ rawJSON?(text: string): unknown }} */
const { rawJSON } = /** @type {any} */ (JSON);

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

/** @param {bigint} value the nearest number where the engine lets nothing else into a text */
function integer(value) {
  return rawJSON === undefined ? Number(value) : rawJSON(String(value));
}

/** @param {string} left @param {string} right as UTF-8 */
function compareCodePoints(left, right) {
  const [a, b] = [[...left], [...right]];
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = /** @type {number} */ (a[i]?.codePointAt(0)) - /** @type {number} */ (b[i]?.codePointAt(0));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** @param {object} value */
function sortKeys(value) {
  const sorted = Object.create(null);
  for (const key of Object.keys(value).sort(compareCodePoints)) sorted[key] = Reflect.get(value, key);
  return sorted;
}

/** @param {any} value an object that is neither array nor plain */
function replaceClassed(value) {
  switch (tagOf(value)) {
    case 'Uint8Array': return base64(value);
    case 'BigInt': return integer(BigInt.prototype.valueOf.call(value));
    case 'Map': return [...value];
    case 'Set': return [...value];
    case 'RegExp': return String(value);
    case 'Error': return { name: value.name, message: value.message, cause: value.cause };
    case 'ArrayBuffer': return [...new Uint8Array(value)];
    case 'DataView': return [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
    default: return ArrayBuffer.isView(value) ? [.../** @type {any} */ (value)] : value;
  }
}

/**
 * A replacer for JSON.stringify.
 *
 * @param {boolean} sorted
 * @returns {(this: any, key: string, value: unknown) => unknown}
 */
function replacer(sorted) {
  return function replace(key, value) {
    const original = this[key]; // before a toJSON of the language: a Buffer's, for one
    if (typeof value === 'bigint') return integer(value);
    if (original instanceof Uint8Array) return base64(original);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const replaced = replaceClassed(value);
    return sorted && replaced === value ? sortKeys(replaced) : replaced;
  };
}

/**
 * @param {unknown} value  an accessor, or any other value
 * @param {number} indent
 * @param {boolean} sorted
 * @param {number} maxBytes  told in the error for a text that no string holds
 * @returns {string}
 */
export function plainJson(value, indent, sorted, maxBytes) {
  const target = targetOf(value);
  const plain = target === undefined ? value : /** @type {any} */ (value).toJS();
  try {
    return JSON.stringify(plain, replacer(sorted), indent) ?? 'null';
  } catch (error) {
    if (error instanceof RangeError && /string length/i.test(error.message)) throw lengthFault(maxBytes);
    if (error instanceof TypeError || error instanceof RangeError) {
      throw fault('ZB_E_DEPTH', `the value cannot be written as JSON, it holds itself or is nested too deep (${error.message.split('\n')[0]})`);
    }
    throw error;
  }
}
