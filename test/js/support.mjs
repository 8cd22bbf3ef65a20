// SPDX-License-Identifier: MIT
// What the tests of js/core share.
import assert from 'node:assert/strict';
import { ZerobufError, zerobuf } from '../../js/core/index.js';

export const PAGE = 65536;

/** @param {WebAssembly.MemoryDescriptor} [descriptor] */
export function newMemory(descriptor = { initial: 1, maximum: 256 }) {
  return new WebAssembly.Memory(descriptor);
}

/** zerobuf over a fresh memory. */
export function fresh(startOffset = 0, descriptor = undefined, options = undefined) {
  return zerobuf(newMemory(descriptor), startOffset, options);
}

/** The two kinds of accessors that objects have: of a class per key list, and Proxies that check everything. */
export const KINDS = Object.freeze([
  { kind: 'records', options: undefined, isProxy: false },
  { kind: 'trusted: false', options: { trusted: false }, isProxy: true },
]);

/** A memory that holds an image of vectors/, and an arena behind it. */
export function load({ image, end }) {
  const memory = newMemory();
  new Uint8Array(memory.buffer).set(image);
  return zerobuf(memory, end);
}

/**
 * Require an error of this library: also of the given class, with a code and a sentence.
 *
 * @param {() => unknown} operation
 * @param {Function} type
 * @param {string} code
 * @param {RegExp} [sentence]
 */
export function assertFault(operation, type, code, sentence = /./) {
  assert.throws(operation, (error) => {
    assert.ok(error instanceof type, `${type.name} expected: ${error?.stack}`);
    assert.ok(error instanceof ZerobufError, `ZerobufError expected: ${error?.stack}`);
    assert.equal(error.code, code, error.message);
    assert.match(error.message, sentence);
    return true;
  });
}

/** A generator of random numbers below 2^32 that a seed repeats (splitmix32). */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  return { next, below: (limit) => next() % limit, pick: (list) => list[next() % list.length] };
}

/** The seed of this run: SEED from the environment, or a new one. */
export function seedOfRun() {
  return process.env.SEED === undefined ? Date.now() >>> 0 : Number(process.env.SEED) >>> 0;
}
