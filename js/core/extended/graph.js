// SPDX-License-Identifier: MIT
// The containers around what is being written where objects keep their identity: what is met
// again, be it around or beside, is a reference to what was written, so nothing is refused.
import { Ancestors } from '../ancestors.js';
import { Written } from './written.js';

export class GraphAncestors extends Ancestors {
  constructor() {
    super();
    /** @override */
    this.written = new Written();
  }

  /** @override @param {object} _value */
  enter(_value) {
    const { depth } = this;
    this.places[depth] = undefined;
    /** @type {{ depth: number }} */ (this).depth = depth + 1;
  }

  /** @override */
  leave() {
    const depth = this.depth - 1;
    /** @type {{ depth: number }} */ (this).depth = depth;
    this.places[depth] = undefined;
  }

  /** @override */
  clear() {
    super.clear();
    this.written.clear();
  }
}
