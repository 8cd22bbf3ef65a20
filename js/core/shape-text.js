// SPDX-License-Identifier: MIT
// The classes of accessors and views, as source text with the offsets of one key list in it:
// so that a read is two loads from the region, which the engine inlines into its caller.
//
//  - A DataView throws on what lies outside it and when its buffer is gone, so nothing tests
//    for growth: what fails here is done again by fields.js, where every offset is checked.
//  - The epoch says whether this arena restored since the object was wrapped; an arena with a
//    control block may be restored from elsewhere, which its generation shows.
//  - An accessor's key list was compared when it was wrapped, and objects keep their keys. A
//    view is not compared: each of its reads compares the one key that it is for. What a
//    restore may have changed about that, shape-keys.js looks at.
import { BLOCK_LENGTH_AT, ENTRY_SLOT_AT, OBJECT_ENTRY_BYTES, OBJECT_HEADER_BYTES, SLOT_A_AT, SLOT_B_AT, SLOT_BYTES, Tag } from './layout.gen.js';

/** What the texts refer to: the parameters of the function that they are compiled to. */
export const ENVIRONMENT = Object.freeze([
  'ObjectTarget', 'TARGET', 'RENEW', 'COUNT', 'readField', 'writeField', 'readNamed', 'writeNamed', 'referred', 'ListTarget', 'elementOf', 'lengthOf',
  'standing', 'requireShown',
]);

const VALUE = `
  if (t === ${Tag.F64}) return dv.getFloat64(s + ${SLOT_B_AT}, true);
  if (t === ${Tag.I32}) return dv.getInt32(s + ${SLOT_A_AT}, true);
  if (t === ${Tag.Bool}) return dv.getUint32(s + ${SLOT_A_AT}, true) !== 0;
  if (t >= ${Tag.String} && t <= ${Tag.Object}) return referred(a, s, t);`;

// An i32 stays an i32 and an f64 an f64; what changes its type is written by fields.js.
const STORE = `
  if (typeof v === 'boolean') {
    if (t === ${Tag.Bool}) { dv.setUint32(s + ${SLOT_A_AT}, v ? 1 : 0, true); return; }
  } else if ((v | 0) === v && (v !== 0 || 1 / v > 0)) {
    if (t === ${Tag.I32}) { dv.setInt32(s + ${SLOT_A_AT}, v, true); return; }
  } else if (t === ${Tag.F64}) { dv.setFloat64(s + ${SLOT_B_AT}, v, true); return; }`;

/** @param {boolean} isControlled */
const current = (isControlled) => `a.epoch === this.#epoch${isControlled ? ' && a.clock[0] === a.generation' : ''}`;

/** @param {string} fields @param {boolean} isView */
const members = (fields, isView) => `
  #arena; #handle; #epoch; ${isView ? '#keys' : '#count'};
  constructor(a, h, extra) {
    this.#arena = a; this.#handle = h; this.#epoch = a.epoch; ${isView ? 'this.#keys' : 'this.#count'} = extra;
  }
  get [TARGET]() {
    return #arena in this ? new ObjectTarget(this.#arena, this.#handle, this.#epoch, this, ${isView}) : undefined;
  }
  [RENEW](epoch) {
    ${isView ? 'this.#keys = standing(this.#arena, this.#keys, names)' : 'requireShown(this, this.#arena, this.#handle, this.#epoch)'};
    this.#epoch = epoch;
  }
  ${isView ? '' : 'get [COUNT]() { return this.#count; } set [COUNT](count) { this.#count = count; }'}
  ${fields}`;

/** @param {number} index */
const entryAt = (index) => OBJECT_HEADER_BYTES + index * OBJECT_ENTRY_BYTES;

/**
 * @param {string} name
 * @param {number} index
 * @param {boolean} isControlled
 */
function accessorField(name, index, isControlled) {
  const key = JSON.stringify(name);
  const find = `const dv = a.dv, s = dv.getUint32(this.#handle, true) + ${entryAt(index) + ENTRY_SLOT_AT}, t = dv.getUint8(s);`;
  return `
  get [${key}]() {
    try { const a = this.#arena; if (${current(isControlled)}) { ${find} ${VALUE} } } catch {}
    return readField(this, ${index});
  }
  set [${key}](v) {
    try { const a = this.#arena; if ((typeof v === 'number' || typeof v === 'boolean') && ${current(isControlled)}) { ${find} ${STORE} } } catch {}
    writeField(this, ${index}, v, ${key});
  }`;
}

/**
 * @param {string} name
 * @param {number} byteLength  of the name as UTF-8
 * @param {number} index
 * @param {boolean} isControlled
 */
function viewField(name, byteLength, index, isControlled) {
  const key = JSON.stringify(name);
  const at = entryAt(index);
  const find = `
    const dv = a.dv, d = dv.getUint32(this.#handle, true);
    if (dv.getUint32(d + ${BLOCK_LENGTH_AT}, true) > ${index} && dv.getUint32(d + ${at}, true) === this.#keys[${index}] && dv.getUint32(d + ${at + 4}, true) === ${byteLength})`;
  const slot = `const s = d + ${at + ENTRY_SLOT_AT}, t = dv.getUint8(s);`;
  return `
  get [${key}]() {
    try { const a = this.#arena; if (${current(isControlled)}) { ${find} { ${slot} ${VALUE} } } } catch {}
    return readNamed(this, ${key});
  }
  set [${key}](v) {
    try { const a = this.#arena; if ((typeof v === 'number' || typeof v === 'boolean') && ${current(isControlled)}) { ${find} { ${slot} ${STORE} } } } catch {}
    writeNamed(this, ${key}, v);
  }`;
}

/**
 * Body of a function that returns the class of accessors. Its fields become own properties of
 * each accessor.
 *
 * @param {readonly (string | undefined)[]} names  undefined for a name that the accessor keeps for itself
 * @param {boolean} isControlled  the arena has a control block
 */
export function accessorText(names, isControlled) {
  const fields = names.map((name, index) => name === undefined ? '' : accessorField(name, index, isControlled)).join('');
  return `"use strict"; return class { ${members(fields, false)} };`;
}

/**
 * Body of a function that returns `{ View, List }`: the class of views and of lists that give them.
 *
 * @param {readonly (string | undefined)[]} names
 * @param {readonly number[]} byteLengths  of the names
 * @param {boolean} isControlled
 */
export function viewText(names, byteLengths, isControlled) {
  const fields = names.map((name, index) => (
    name === undefined ? '' : viewField(name, /** @type {number} */ (byteLengths[index]), index, isControlled)
  )).join('');
  return `"use strict";
  const names = ${JSON.stringify(names.map((name) => name ?? null))};
  class View { ${members(fields, true)} }
  class List {
    #arena; #handle; #epoch; #keys;
    constructor(a, h, keys) { this.#arena = a; this.#handle = h; this.#epoch = a.epoch; this.#keys = keys; }
    get [TARGET]() {
      return #arena in this ? new ListTarget(this.#arena, this.#handle, this.#epoch, this) : undefined;
    }
    [RENEW](epoch) { this.#keys = standing(this.#arena, this.#keys, names); this.#epoch = epoch; }
    get length() {
      const a = this.#arena;
      try {
        if (${current(isControlled)}) {
          const dv = a.dv;
          return dv.getUint32(dv.getUint32(this.#handle, true) + ${BLOCK_LENGTH_AT}, true);
        }
      } catch {}
      return lengthOf(this);
    }
    at(i) {
      const a = this.#arena;
      try {
        if (${current(isControlled)}) {
          const dv = a.dv, d = dv.getUint32(this.#handle, true);
          if ((i >>> 0) === i && i < dv.getUint32(d + ${BLOCK_LENGTH_AT}, true)) {
            const s = d + ${OBJECT_HEADER_BYTES} + i * ${SLOT_BYTES};
            if (dv.getUint8(s) === ${Tag.Object}) return new View(a, dv.getUint32(s + ${SLOT_A_AT}, true), this.#keys);
          }
        }
      } catch {}
      return elementOf(this, i, (h) => new View(a, h, this.#keys));
    }
    forEach(visit) {
      for (let i = 0; i < this.length; i++) visit(this.at(i), i, this);
    }
    [Symbol.iterator]() { return new Steps(this); }
  }
  class Steps {
    #list; #index = 0;
    constructor(list) { this.#list = list; }
    [Symbol.iterator]() { return this; }
    next() {
      const list = this.#list, i = this.#index;
      if (i >= list.length) return { value: undefined, done: true };
      this.#index = i + 1;
      return { value: list.at(i), done: false };
    }
  }
  return { View, List };`;
}
