// SPDX-License-Identifier: MIT
// Random graphs of what structured clone carries, with shared parts and cycles.
const KEYS = ['a', 'b', 'name', 'äöü', '', '0', '__proto__', 'constructor', 'toJSON', 'message', 'length', '🙂', 'a longer key than the others'];
const TEXTS = ['', 'x', 'häßlich', '日本', '🙂', '\ufeffbom', '\0', 'y'.repeat(300)];
const NUMBERS = [0, -0, 1, -1, 0.5, NaN, Infinity, -Infinity, 5e-324, 2 ** 31, -(2 ** 31), 2 ** 53];
const ERRORS = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
const COLUMNS = [
  Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array, BigUint64Array,
  Float32Array, Float64Array, ...(globalThis.Float16Array ? [Float16Array] : []), // Node 22 has none
];
/** JavaScriptCore leaves the cause of an error out of its clone; workerd does not clone an error that is its own cause. */
const CLONES_CAUSES = (() => {
  const error = new Error('', { cause: 1 });
  error.cause = error;
  try {
    return Object.hasOwn(structuredClone(error), 'cause');
  } catch {
    return false;
  }
})();

/** What assignment does on a plain object, save that `__proto__` is a key like any other. */
function setOwn(object, key, value) {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

function randomPrimitive(r) {
  switch (r.below(9)) {
    case 0: return null;
    case 1: return undefined;
    case 2: return r.below(2) === 0;
    case 3: return r.next() | 0;
    case 4: return r.pick(NUMBERS);
    case 5: return r.pick(TEXTS);
    case 6: return BigInt.asIntN(64, BigInt(r.next()) << BigInt(r.below(33)));
    case 7: return BigInt.asIntN(1 + r.below(300), BigInt(r.next()) ** BigInt(1 + r.below(9)));
    default: return r.next() / 2 ** r.below(60);
  }
}

function randomLeafObject(r) {
  switch (r.below(8)) {
    case 0: return new Date(r.below(4) === 0 ? NaN : r.next() * 1000);
    case 1: return new RegExp(r.pick(['', 'a+', '[/]\\/', '(?<n>x)\\k<n>', '\u{1F642}']), r.pick(['', 'g', 'iu', 'dgimsuy']));
    case 2: return Object(r.pick([true, false, 1, -0, NaN, 'text', '', 5n, 2n ** 70n]));
    case 3: return new Uint8Array(r.below(20)).map(() => r.next());
    case 4: return new ArrayBuffer(r.below(20));
    case 5: return new DataView(Uint8Array.from({ length: r.below(20) }, () => r.next()).buffer);
    default: {
      const bytes = Uint8Array.from({ length: 8 * r.below(5) }, () => r.next());
      return new (r.pick(COLUMNS))(bytes.buffer);
    }
  }
}

/**
 * A random value of about `size` parts. Any container may hold any other, itself included.
 *
 * @param {ReturnType<import('./support.mjs').random>} r
 * @param {number} size
 */
export function randomGraph(r, size) {
  const containers = [r.below(2) === 0 ? {} : []];
  const shareable = [];
  const anyValue = () => {
    switch (r.below(12)) {
      case 0: return r.pick(containers);
      case 1: if (shareable.length > 0) return r.pick(shareable);
      // falls through
      case 2:
      case 3: {
        const leaf = randomLeafObject(r);
        if (!(leaf instanceof Date)) shareable.push(leaf); // dates have no identity in a region
        return leaf;
      }
      case 4:
      case 5:
      case 6: {
        const made = r.pick([
          () => ({}), () => [], () => new Map(), () => new Set(), () => new Array(r.below(4)),
          () => new (r.pick(ERRORS))(r.pick(TEXTS), r.below(2) === 0 || !CLONES_CAUSES ? undefined : { cause: randomPrimitive(r) ?? null }),
        ])();
        containers.push(made);
        return made;
      }
      default: return randomPrimitive(r);
    }
  };
  for (let n = 0; n < size; n++) add(r, r.pick(containers), anyValue);
  return containers[0];
}

/** Put one more value into a container. */
function add(r, container, anyValue) {
  if (Array.isArray(container)) container[r.below(container.length + 3)] = anyValue();
  else if (container instanceof Map) container.set(anyValue(), anyValue());
  else if (container instanceof Set) container.add(anyValue());
  else if (container instanceof Error) addCause(container, anyValue);
  else setOwn(container, r.pick(KEYS), anyValue());
}

/** A cause of undefined reads as none. */
function addCause(error, anyValue) {
  if (CLONES_CAUSES) error.cause = anyValue() ?? null;
}
