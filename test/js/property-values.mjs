// SPDX-License-Identifier: MIT
// Random plain values for the property test, each as an arena reads it back.

export const NAMES = ['a', 'b', 'c', 'name', 'äöü', '', '0', '7', '__proto__', 'constructor', 'toString', '🙂', 'a longer key than the others'];
const TEXTS = ['', 'x', 'häßlich', '日本', '🙂', '\ufeffbom', '\0', 'short ascii', 'y'.repeat(400)];
const NUMBERS = [0, -0, 1, -1, 0.5, NaN, Infinity, -Infinity, 5e-324, 2 ** 31, -(2 ** 31), 2 ** 53];

/** What assignment does on an accessor: `__proto__` is a key like any other. */
export function setOwn(object, name, value) {
  Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

export const getOwn = (object, name) => (name === '__proto__' ? Object.getOwnPropertyDescriptor(object, name)?.value : Object.hasOwn(object, name) ? object[name] : undefined);

/** Arrays and plain objects: what accessors are made of. Their siblings of 'full' are read as copies. */
export const isContainer = (value) => Array.isArray(value)
  || (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

/** A scalar that lies in its slot. */
export function makeScalar(r) {
  switch (r.below(6)) {
    case 0: return null;
    case 1: return r.below(2) === 0;
    case 2: return r.next() | 0;
    case 3: return r.pick(NUMBERS);
    case 4: return r.next() / 1000 - 1e6;
    default: return BigInt.asIntN(64, BigInt(r.next()) * 0x1_0000_0001n);
  }
}

const TYPED = [Int8Array, Uint8ClampedArray, Int16Array, Uint32Array, BigInt64Array, Float32Array, Float64Array];

/** What only an arena of types 'full' carries. */
function makeExtended(r) {
  switch (r.below(7)) {
    case 0: return undefined;
    case 1: return new Date(r.next() * 1000);
    case 2: return new Map([[r.pick(NAMES), makeScalar(r)], [r.below(9), r.pick(TEXTS)]]);
    case 3: return new Set([makeScalar(r), r.pick(TEXTS)]);
    case 4: return new RegExp(r.pick(['a+', '[/]\\/', '(?:)']), r.pick(['', 'g', 'iu']));
    case 5: return BigInt(r.next()) ** BigInt(1 + r.below(9));
    default: return new (r.pick(TYPED))(Uint8Array.from({ length: 8 * r.below(4) }, () => r.below(64)).buffer);
  }
}

/** Anything but a container. @param {boolean} full */
export function makeLeaf(r, full) {
  const kind = r.below(full ? 12 : 9);
  if (kind < 5) return makeScalar(r);
  if (kind < 8) return r.pick(TEXTS);
  return kind === 8 ? new Uint8Array(r.below(20)).fill(r.below(256)) : makeExtended(r);
}

/** Any value, with containers up to `depth` inside each other. */
export function makeValue(r, full, depth) {
  const kind = r.below(depth > 0 ? 10 : 7);
  if (kind < 7) return makeLeaf(r, full);
  if (kind === 7) return Array.from({ length: r.below(5) }, () => makeValue(r, full, depth - 1));
  const made = {};
  for (let n = r.below(5); n > 0; n--) setOwn(made, r.pick(NAMES), makeValue(r, full, depth - 1));
  return made;
}
