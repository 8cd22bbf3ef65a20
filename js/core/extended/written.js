// SPDX-License-Identifier: MIT
// What one operation has written: an object that is met again becomes a second reference to
// the same bytes (SPEC.md, 9.1), so that shared values stay shared and cycles end.
import { setCell } from '../cell.js';

/** @import { Cell } from '../cell.js' */
/** @import { Source } from '../source.js' */

export class Written {
  constructor() {
    /** @private @type {Map<object, { readonly tag: number, readonly handle: number }>} */
    this.places = new Map();
  }

  /**
   * A reference to what an object was written as, or undefined.
   *
   * @param {object} value
   * @returns {Readonly<Cell> | undefined}
   */
  find(value) {
    const place = this.places.get(value);
    return place === undefined ? undefined : setCell(place.tag, place.handle);
  }

  /** @param {object} value @param {number} tag @param {number} handle */
  add(value, tag, handle) {
    this.places.set(value, { tag, handle });
    return setCell(tag, handle);
  }

  /** A container is about to be written: from now on others may refer to it. @param {Source} source */
  enter(source) {
    this.places.set(source.origin, source); // its handle is set before anyone asks
  }
}
