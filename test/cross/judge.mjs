// SPDX-License-Identifier: MIT
// One image of unknown bytes, read by C in wasm and by JavaScript: both accept it and read the same
// value, or both refuse it.
import assert from 'node:assert/strict';
import { Arena, ZerobufError, readValueEager } from '../../js/core/index.js';
import { STATUSES } from '../../js/core/layout.gen.js';
import { assertSameGraph, valueOfTyped } from '../js/graph.mjs';
import { ARENA_START, GRAPH, expectationOf, meet, textAt } from './c.mjs';

const nameOfStatus = new Map(STATUSES.map(([name, , text]) => [text, name]));

/** An image as the region of an arena: fixed, and of exactly its size. */
export const regionOf = (image) => ({ buffer: image.slice().buffer });

/** What C in wasm says of a slot of an image that is put into its memory. */
export function saidInWasm(image, root) {
  const { memory, c } = meet();
  const { control } = new Arena(memory, ARENA_START, { shared: true });
  const base = c.alloc(control, image.length + 8) >>> 0;
  new Uint8Array(memory.buffer).set(image, base);
  return textAt(memory, c.dump_in(control, GRAPH, root, base, image.length) >>> 0);
}

/** A copy of an image, perhaps cut short, with a few bits flipped from the root on. */
export function damage(r, image, root) {
  const copy = image.slice(0, r.below(8) === 0 ? r.below(image.length) : undefined);
  for (let flips = 1 + r.below(3); flips > 0 && copy.length > root; flips--) {
    copy[root + r.below(copy.length - root)] ^= 1 << r.below(8);
  }
  return copy;
}

/**
 * Read the value of a slot on both sides.
 *
 * @param {Uint8Array} image
 * @param {number} root  offset of the slot
 * @param {string} where  for the message of a disagreement, which is thrown
 * @returns {string} what became of it
 */
export function judge(image, root, where) {
  const said = saidInWasm(image, root);
  let read;
  let error;
  try {
    read = [readValueEager(new Arena(regionOf(image), image.length, { types: 'full' }), root)];
  } catch (caught) {
    error = caught;
    assert.ok(error instanceof ZerobufError, `${where}: ${error.stack}`);
  }
  if (nameOfStatus.get(said) === 'ZB_E_INVALID') return 'too deep for the dump'; // it recurses, JavaScript does not
  // C does not look into regular expressions, and may have found something else.
  if (error?.code === 'ZB_E_SYNTAX') return 'no regular expression';
  assert.equal(said.startsWith('{'), error === undefined, `${where}: C says ${said.slice(0, 200)}, JavaScript ${error?.stack}`);
  if (error !== undefined) return 'refused';
  assertSameGraph(read[0], valueOfTyped(expectationOf(JSON.parse(said))), where);
  return 'accepted';
}
