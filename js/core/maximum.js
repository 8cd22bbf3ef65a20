// SPDX-License-Identifier: MIT
// How far a WebAssembly.Memory can grow. Its maximum cannot be read in most engines, but
// linking checks it: a module that imports a memory of at most n pages links only with a
// memory whose own maximum is n or less. Where compiling at run time is forbidden (Workers,
// a strict content security policy) the maximum stays unknown.
import { MAX_PAGES } from './layout.gen.js';

/** @type {WeakMap<object, number>} */
const known = new WeakMap();

/** @param {number} value @returns {number[]} */
function leb128(value) {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

const HAS_MAXIMUM = 1;
const IS_SHARED = 2;
const IS_64 = 4;

/** @param {object} memory @param {number} flags @param {number} pages */
function links(memory, flags, pages) {
  const entry = [1, 1, 0x6d, 1, 0x6d, 2, flags, 0, ...leb128(pages)]; // (import "m" "m" (memory 0 pages))
  const bytes = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 2, entry.length, ...entry]);
  const module = new WebAssembly.Module(bytes);
  try {
    new WebAssembly.Instance(module, { m: { m: /** @type {WebAssembly.Memory} */ (memory) } });
    return true;
  } catch {
    return false;
  }
}

/** @param {object} memory @param {number} flags */
function probe(memory, flags) {
  if (!links(memory, flags, MAX_PAGES)) return undefined;
  let low = 0;
  let high = MAX_PAGES;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (links(memory, flags, middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

/** @param {object} memory */
function find(memory) {
  try {
    const shared = Object.prototype.toString.call(Reflect.get(memory, 'buffer')) === '[object SharedArrayBuffer]';
    const flags = HAS_MAXIMUM | (shared ? IS_SHARED : 0);
    return probe(memory, flags) ?? probe(memory, flags | IS_64) ?? MAX_PAGES;
  } catch {
    return MAX_PAGES;
  }
}

/**
 * The maximum of a WebAssembly.Memory in pages, at most 65,535. When the memory has none,
 * or the engine does not let us find it, 65,535. About 1 ms the first time for a memory,
 * then one look-up.
 *
 * @param {object} memory
 * @returns {number}
 */
export function memoryMaximum(memory) {
  let pages = known.get(memory);
  if (pages === undefined) {
    pages = find(memory);
    known.set(memory, pages);
  }
  return pages;
}
