// SPDX-License-Identifier: MIT
// What the tests of js/core share.
import assert from 'node:assert/strict';
import { ZerobufError, zerobuf } from '../../js/core/index.js';

export const PAGE = 65536;

/** @param {WebAssembly.MemoryDescriptor} [descriptor] */
export function newMemory(descriptor = { initial: 1, maximum: 256 }) {
  return new WebAssembly.Memory(descriptor);
}

/**
 * Why the maximum of a memory cannot be known here, or false: it is found by compiling modules
 * (js/core/maximum.js), which Workers forbid.  For the option `skip` of a test.
 */
export const MAXIMUM_UNKNOWN = (() => {
  try {
    return !(new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])));
  } catch {
    return 'without compiling modules the maximum of a memory stays unknown';
  }
})();

/** Why no code can be made from strings here, or false.  For the option `skip` of a test. */
export const NO_CODE_GENERATION = (() => {
  try {
    return !(new Function(''));
  } catch {
    return 'no code is made from strings here';
  }
})();

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

/** A parameter of this run: from the environment; in a browser, from the address of the page. */
export function parameter(name) {
  return globalThis.process?.env?.[name] ?? new URLSearchParams(globalThis.location?.search).get(name) ?? undefined;
}

/** The seed of this run: SEED, or a new one. */
export function seedOfRun() {
  return Number(parameter('SEED') ?? Date.now()) >>> 0;
}

/** How many rounds a random test makes: the parameter `name`, or `usual` times SCALE. */
export function rounds(name, usual) {
  return Number(parameter(name) ?? Math.ceil(usual * Number(parameter('SCALE') ?? 1)));
}

/** The bytes of a text in base 64.  Not Buffer, which browsers lack. */
export function bytesOfBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
