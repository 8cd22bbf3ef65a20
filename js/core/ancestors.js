// SPDX-License-Identifier: MIT
// The containers around what is being written to a strict arena, which takes trees only.
import { typeFault } from './errors.js';

/** @import { Source } from './source.js' */

/** From this depth on, the levels above are kept in a set as well. */
const DEEP = 32;

/** Finds out when an object holds itself. */
export class Ancestors {
  constructor() {
    /** @private @type {Set<object> | undefined} */
    this.all = undefined;
  }

  /** @param {Source} source */
  enter(source) {
    if (this.isBelow(source)) {
      throw typeFault(`the value is cyclic: ${pathOf(source.parent)} refers to an object that holds it; store it as a tree, or in an arena of types: 'full'`);
    }
    if (source.depth < DEEP) return;
    if (this.all === undefined) {
      this.all = new Set();
      for (let above = source.parent; above !== undefined; above = above.parent) this.all.add(above.value);
    }
    this.all.add(source.value);
  }

  /** @private @param {Source} source */
  isBelow(source) {
    if (this.all !== undefined) return this.all.has(source.value);
    for (let above = source.parent; above !== undefined; above = above.parent) {
      if (above.value === source.value) return true;
    }
    return false;
  }

  /** @param {Source} source */
  leave(source) {
    this.all?.delete(source.value);
  }
}

/** Levels of a path that an error shows. */
const SHOWN_LEVELS = 16;

/** The item that is being written, as code would reach it. @param {Source | undefined} source */
function pathOf(source) {
  const steps = [];
  let level = source;
  for (; level !== undefined && steps.length < SHOWN_LEVELS; level = level.parent) {
    steps.unshift(level.isArray ? `[${level.next}]` : `.${level.keys[level.next]}`);
  }
  return `${level === undefined ? 'value' : '…'}${steps.join('')}`;
}
