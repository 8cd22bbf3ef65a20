// SPDX-License-Identifier: MIT
// Comparison with the typed expectations of vectors/*.json: { t: "i32", v: 1 } and so on.
// Any reader can be checked: it answers in the same typed form, and this compares.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { bytesOfBase64 } from './support.mjs';

const FOLDER = new URL('../../vectors/', import.meta.url);

/**
 * All images with their expectations, in the order of their names.
 *
 * @returns {Array<{ name: string, kind: 'object' | 'array' | 'schema', root: number, start: number, end: number,
 *   fields?: string[], value: any, image: Uint8Array }>}
 */
export function loadVectors() {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json')).sort();
  return names.map((name) => ({
    ...JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')),
    image: new Uint8Array(readFileSync(new URL(name.replace('.json', '.bin'), FOLDER))),
  }));
}

/** A typed expectation as the JavaScript value that strict version 1 reads. */
export function expectedValue({ t, v }) {
  switch (t) {
    case 'null': return null;
    case 'f64': return Number(v); // "NaN", "Infinity", "-Infinity" stand as text
    case 'bigint': return BigInt(v);
    case 'bytes': return bytesOfBase64(v);
    case 'array': return v.map(expectedValue);
    case 'object': {
      const result = {};
      for (const [key, value] of v) {
        Object.defineProperty(result, key, { value: expectedValue(value), writable: true, enumerable: true, configurable: true });
      }
      return result;
    }
    default: return v; // bool, i32, string
  }
}

/** Compare what a reader yields, plain or accessor, with a typed expectation; keys in order. */
export function checkValue(actual, expected, path = 'root') {
  if (expected.t === 'array') {
    assert.ok(Array.isArray(actual), path);
    assert.equal(actual.length, expected.v.length, `${path}.length`);
    expected.v.forEach((item, index) => checkValue(actual[index], item, `${path}[${index}]`));
  } else if (expected.t === 'object') {
    assert.deepEqual(Object.keys(actual), expected.v.map(([key]) => key), `keys of ${path}`);
    for (const [key, value] of expected.v) checkValue(actual[key], value, `${path}.${key}`);
  } else {
    assert.deepStrictEqual(actual, expectedValue(expected), path); // Object.is for numbers
  }
}

/**
 * Check every image with a reader.
 *
 * @param {(vector: ReturnType<typeof loadVectors>[number]) => Iterable<[how: string, value: unknown]>} read
 * @returns {number} images checked
 */
export function checkVectors(read) {
  const vectors = loadVectors();
  for (const vector of vectors) {
    for (const [how, value] of read(vector)) checkValue(value, vector.value, `${vector.name} (${how})`);
  }
  return vectors.length;
}
