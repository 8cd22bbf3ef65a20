// SPDX-License-Identifier: MIT
// What the models share.
import assert from 'node:assert/strict';
import { explore } from './explore.mjs';

/** @import { Model } from './explore.mjs' */

/** Require a model to hold in all orders. @param {import('node:test').TestContext} t @param {Model} model */
export function holds(t, model) {
  const { states, ends, fault, trace } = explore(model);
  assert.equal(fault, undefined, `${fault}\n  ${trace?.join('\n  ')}`);
  assert.ok(ends > 0, 'it ends');
  t.diagnostic(`${states} states, ${ends} ends`);
}

/** Require a model with a fault put into it to break. @param {import('node:test').TestContext} t @param {Model} model @param {RegExp} how */
export function breaks(t, model, how) {
  const { fault, trace } = explore({ ...model, isShortest: true });
  assert.match(fault ?? 'nothing broke', how);
  assert.ok(trace !== undefined && trace.length > 1);
  t.diagnostic(`broke after ${trace.length - 1} steps: ${fault}`);
}

/** Let an object that was made over a real memory use the words of a model. @template {object} T @param {T} object @param {any} words @returns {T} */
export function over(object, words) {
  for (const [name, value] of Object.entries(object)) {
    if (name === 'words') object[name] = words;
    else if (typeof value === 'object' && value !== null && 'words' in value) over(value, words);
  }
  return object;
}
