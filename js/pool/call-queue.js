// SPDX-License-Identifier: MIT
// Calls that wait for a worker: by priority, and in the order of their coming where that is
// the same.

/**
 * @template Item
 * @typedef {{ priority: number, items: (Item | undefined)[], first: number }} Level
 */

/** @template Item */
export class CallQueue {
  constructor() {
    /** @private Highest priority first. @type {Level<Item>[]} */
    this.levels = [];
    /** Items in it. */
    this.length = 0;
  }

  /** @param {Item} item @param {number} priority */
  push(item, priority) {
    this.level(priority).items.push(item);
    this.length++;
  }

  /** Put back what shift() gave. @param {Item} item @param {number} priority */
  unshift(item, priority) {
    const level = this.level(priority);
    if (level.first > 0) level.items[--level.first] = item;
    else level.items.unshift(item);
    this.length++;
  }

  /** @private @param {number} priority @returns {Level<Item>} */
  level(priority) {
    let at = 0;
    while (at < this.levels.length && /** @type {Level<Item>} */ (this.levels[at]).priority > priority) at++;
    const found = this.levels[at];
    if (found !== undefined && found.priority === priority) return found;
    const level = { priority, items: [], first: 0 };
    this.levels.splice(at, 0, level);
    return level;
  }

  /** @returns {Item | undefined} */
  shift() {
    for (let level = this.levels[0]; level !== undefined; level = this.levels[0]) {
      const { items, first } = level;
      if (first === items.length) {
        this.levels.shift();
        continue;
      }
      const item = items[first];
      items[first] = undefined;
      level.first++;
      if (level.first > 1024 && level.first * 2 > items.length) {
        items.splice(0, level.first);
        level.first = 0;
      }
      if (item === undefined) continue; // was deleted
      this.length--;
      return item;
    }
    return undefined;
  }

  /** @param {Item} item @returns {boolean} false: it is not there */
  delete(item) {
    for (const level of this.levels) {
      const at = level.items.indexOf(item, level.first);
      if (at < 0) continue;
      level.items[at] = undefined;
      this.length--;
      return true;
    }
    return false;
  }
}
