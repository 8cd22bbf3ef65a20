// SPDX-License-Identifier: MIT
// The containers around what is being written to a strict arena, which takes trees only.
import { typeFault } from './errors.js';

/** @import { Source } from './source.js' */

/** Up to this depth the levels above are compared one by one, from it on they are kept in a set as well. */
const DEEP = 32;

/** Finds out when an object holds itself. */
export class Ancestors {
  constructor() {
    /** How many there are. @readonly */
    this.depth = 0;
    /** @private @type {(object | undefined)[]} */
    this.values = [];
    /** Index or key, in each, of the item that is being written. @protected @type {(number | string | Source | undefined)[]} */
    this.places = [];
    /** Those below DEEP. @private @type {Set<object>} */
    this.deep = new Set();
    /**
     * Where an arena keeps identity, what was written so far: see extended/graph.js.
     *
     * @type {import('./extended/written.js').Written | undefined}
     */
    this.written = undefined;
  }

  /**
   * A container's items will be written now.
   *
   * @param {object} value
   * @throws {TypeError} when it is one of those around it
   */
  enter(value) {
    const { depth, values } = this;
    for (let i = depth < DEEP ? depth : DEEP; i-- > 0;) {
      if (values[i] === value) throw this.cyclic();
    }
    if (depth >= DEEP) this.enterDeep(value);
    values[depth] = value;
    /** @type {{ depth: number }} */ (this).depth = depth + 1;
  }

  /** @private @param {object} value */
  enterDeep(value) {
    if (this.deep.has(value)) throw this.cyclic();
    this.deep.add(value);
  }

  /** The innermost one is about to write this item. @param {number | string | Source} place  index or key; or who knows it */
  moveTo(place) {
    this.places[this.depth - 1] = place;
  }

  /** The innermost one is complete. */
  leave() {
    const depth = this.depth - 1;
    /** @type {{ depth: number }} */ (this).depth = depth;
    if (depth >= DEEP) this.deep.delete(/** @type {object} */ (this.values[depth]));
    this.values[depth] = undefined;
    this.places[depth] = undefined;
  }

  /** Leave all. */
  clear() {
    while (this.depth > 0) this.leave();
  }

  /** @private */
  cyclic() {
    return typeFault(`the value is cyclic: ${this.path()} refers to an object that holds it; store it as a tree, or in an arena of types: 'full'`);
  }

  /** The item that is being written, as code would reach it. */
  path() {
    const from = Math.max(0, this.depth - SHOWN_LEVELS);
    const steps = this.places.slice(from, this.depth).map((place) => {
      const step = typeof place === 'object' ? place.step : place;
      return typeof step === 'number' ? `[${step}]` : step === undefined ? '' : `.${step}`;
    });
    return `${from === 0 ? 'value' : '…'}${steps.join('')}`;
  }
}

/** Levels of a path that an error shows. */
const SHOWN_LEVELS = 16;
