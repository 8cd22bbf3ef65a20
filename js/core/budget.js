// SPDX-License-Identifier: MIT
// What a deep copy of data that a stranger wrote may cost. Bounds are checked for all data;
// these limits are for data that is well-formed and still meant to exhaust its reader: deep
// nesting, or a few bytes that are referred to so often that a copy of them never ends.
import { fault } from './errors.js';

/**
 * @typedef {object} Budget
 * @property {number} depth  arrays and objects inside each other
 * @property {number} nodes  values, one per element or property. What is referred to twice
 *   counts twice, although it is copied once: so nothing that walks the copy later, such as
 *   JSON.stringify, does more work than this (a value that holds itself apart)
 * @property {number} bytes  of strings and bytes, and of keys that the arena does not know
 */

/** For `trusted: false`. The depth is that of zb_verify(). @type {Readonly<Budget>} */
const UNTRUSTED_BUDGET = Object.freeze({ depth: 128, nodes: 2 ** 20, bytes: 2 ** 26 });

/** @type {Readonly<Budget>} */
const UNLIMITED = Object.freeze({ depth: Infinity, nodes: Infinity, bytes: Infinity });

const UNITS = /** @type {(keyof Budget)[]} */ (Object.keys(UNTRUSTED_BUDGET));

/**
 * The budget that options ask for.
 *
 * @param {boolean} isTrusted
 * @param {Partial<Budget> | undefined} wanted  what it does not name keeps its default
 * @returns {Readonly<Budget>}
 */
export function requireBudget(isTrusted, wanted) {
  const budget = { ...(isTrusted ? UNLIMITED : UNTRUSTED_BUDGET) };
  if (wanted === undefined) return Object.freeze(budget);
  if (typeof wanted !== 'object' || wanted === null) {
    throw fault('ZB_E_INVALID', `budget is ${String(wanted)}; pass an object with any of ${UNITS.join(', ')}`);
  }
  for (const unit of UNITS) {
    const limit = wanted[unit];
    if (limit === undefined) continue;
    if (!(isTrusted && limit === Infinity) && (!Number.isInteger(limit) || limit < 1)) {
      throw fault('ZB_E_INVALID', `budget.${unit} is ${String(limit)}; pass a whole number, 1 or more${isTrusted ? ', or Infinity' : ''}`);
    }
    budget[unit] = limit;
  }
  return Object.freeze(budget);
}

/** What one copy has left of a budget. */
export class Allowance {
  /** @param {Readonly<Budget>} budget */
  constructor(budget) {
    /** @private */
    this.budget = budget;
    /** @private */
    this.nodes = budget.nodes;
    /** @private */
    this.bytes = budget.bytes;
  }

  /**
   * Take values off the budget: before their container is walked, so that a forged count
   * costs nothing.
   *
   * @param {number} count
   * @param {number} offset  where they lie
   */
  takeNodes(count, offset) {
    this.nodes -= count;
    if (this.nodes >= 0) return;
    throw fault('ZB_E_BUDGET', `there are more than the ${this.budget.nodes} values that this arena's budget allows a copy; pass a larger budget.nodes`, offset);
  }

  /** @param {number} byteLength  of a string, a key or bytes */
  takeBytes(byteLength) {
    this.bytes -= byteLength;
    if (this.bytes >= 0) return;
    throw fault('ZB_E_BUDGET', `there are more than the ${this.budget.bytes} bytes that this arena's budget allows a copy; pass a larger budget.bytes`);
  }

  /** @param {number} depth  of a container: 1 for the outermost @param {number} offset  where it lies */
  requireDepth(depth, offset) {
    if (depth <= this.budget.depth) return;
    throw fault('ZB_E_DEPTH', `values are nested deeper than the ${this.budget.depth} levels that this arena's budget allows; pass a larger budget.depth`, offset);
  }
}
