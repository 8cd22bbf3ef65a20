// SPDX-License-Identifier: MIT
// How objects of one key list are written: by a loop at first, by code made for the list once
// it has shown to be frequent. Both read all properties before anything is allocated, so that
// a getter never finds the object half written.
import { BLOCK_HEADER_BYTES, allocBlock } from './block.js';
import { compile } from './codegen.js';
import { isCarried } from './extended/carrier.js';
import { ENTRY_SLOT_AT, OBJECT_ENTRY_BYTES, SLOT_A_AT, SLOT_B_AT, TAG_UNITS, Tag, WRITE_ALIGN } from './layout.gen.js';
import { placeString } from './leaf.js';
import { TARGET } from './target.js';

/** @import { Ancestors } from './ancestors.js' */
/** @import { Arena } from './arena.js' */

/** A place where values of one shape are expected: remembers the shape of the last. */
export class Site {
  constructor() {
    /** @type {Plan | undefined} */
    this.plan = undefined;
  }
}

/**
 * Writes an object.
 *
 * @callback Encode
 * @param {Arena} arena  synced
 * @param {any} object
 * @param {Ancestors} ancestors
 * @param {boolean} isReduced  it is what convert() made of something: do not ask it again
 * @returns {number} its handle, or 0 when the object is not of this shape or not plain:
 *   nothing was read then but its keys
 */

/**
 * Writes a value into a slot.
 *
 * @callback PutValue
 * @param {Arena} arena  synced
 * @param {number} slot
 * @param {unknown} value
 * @param {string} key
 * @param {Site} site
 * @param {Ancestors} ancestors
 * @returns {void}
 */

/** Objects that are written by the loop before code is made for them. */
const COMPILE_AFTER = 24;

/** Objects after which more are expected: until then, keys take no room that is never freed. */
const LASTING_AFTER = 2;

/** Plans made so far: each has its number. */
let plans = 0;

/** @param {any} object  whether it has to be converted, or refused, before it is written */
export function isSpecial(object) {
  const prototype = Object.getPrototypeOf(object);
  return (prototype !== Object.prototype && prototype !== null) || object[TARGET] !== undefined || object.toJSON !== undefined;
}

export class Plan {
  /** @param {readonly string[]} names  not empty, no array indices @param {PutValue} put */
  constructor(names, put) {
    /** @readonly */
    this.names = names;
    /** @readonly */
    this.id = plans++;
    /** For the values, by index of their key. @readonly */
    this.sites = names.map(() => new Site());
    /** @private @readonly */
    this.put = put;
    /** How often it has written. @type {number} */
    this.uses = 0;
    /** @type {Encode} */
    this.encode = (arena, object, ancestors, isReduced) => this.encodeByLoop(arena, object, ancestors, isReduced);
  }

  /** Whether code was worth making. */
  get isFrequent() {
    return this.uses >= COMPILE_AFTER;
  }

  /** @private @type {Encode} */
  encodeByLoop(arena, object, ancestors, isReduced) {
    const { names, sites, put } = this;
    const { length } = names;
    let index = 0;
    for (const name in object) {
      if (name !== names[index]) return 0;
      index++;
    }
    if (index !== length || (!isReduced && isSpecial(object))) return 0;
    const { written } = ancestors;
    if (written !== undefined && isCarried(object)) return 0;
    if (++this.uses === COMPILE_AFTER) this.encode = this.compiled() ?? this.encode;
    const values = names.map((name) => object[name]);
    const enters = written !== undefined || values.some((value) => typeof value === 'object' && value !== null);
    if (enters) ancestors.enter(object);
    arena.sync();
    const pairs = arena.keys.pairs[this.id] ?? this.bind(arena);
    const handle = allocBlock(arena, length, OBJECT_ENTRY_BYTES);
    if (written !== undefined) written.add(object, Tag.Object, handle);
    for (let i = 0, entry = handle + WRITE_ALIGN + BLOCK_HEADER_BYTES; i < length; i++, entry += OBJECT_ENTRY_BYTES) {
      arena.dv.setFloat64(entry, /** @type {number} */ (pairs[i]), true);
      put(arena, entry + ENTRY_SLOT_AT, values[i], /** @type {string} */ (names[i]), /** @type {Site} */ (sites[i]), ancestors);
    }
    if (enters) ancestors.leave();
    return handle;
  }

  /**
   * Write the keys that the arena does not have yet.
   *
   * @param {Arena} arena  synced
   * @returns {Float64Array} where all of them lie: see Keys.pairs
   */
  bind(arena) {
    const words = new Uint32Array(2 * this.names.length);
    let isPassing = false;
    this.names.forEach((name, index) => {
      const key = arena.keys.get(name);
      words[2 * index] = arena.placeKey(key, this.uses >= LASTING_AFTER);
      words[2 * index + 1] = key.byteLength;
      isPassing ||= key.isPassing;
    });
    if (isPassing) arena.keys.notePassing(this.id);
    const pairs = LITTLE_ENDIAN ? new Float64Array(words.buffer) : swapped(words);
    arena.keys.pairs[this.id] = pairs;
    return pairs;
  }

  /** @private @returns {Encode | undefined} */
  compiled() {
    const make = compile(['plan', 'sites', 'put', 'tools', 'TARGET'], codeOf(this.names));
    return make?.(this, this.sites, this.put, TOOLS, TARGET);
  }
}

/** What the code calls. */
const TOOLS = Object.freeze({ placeString, isCarried, allocBlock, objectPrototype: Object.prototype, getPrototypeOf: Object.getPrototypeOf });

const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** @param {Uint32Array} words  lower and higher one of each f64, in turn */
function swapped(words) {
  return Float64Array.from({ length: words.length / 2 }, (_, index) => {
    return new Float64Array(Uint32Array.of(/** @type {number} */ (words[2 * index + 1]), /** @type {number} */ (words[2 * index])).buffer)[0] ?? 0;
  });
}

/** @param {readonly string[]} names */
function codeOf(names) {
  const fields = names.map((name, index) => {
    const entry = WRITE_ALIGN + BLOCK_HEADER_BYTES + index * OBJECT_ENTRY_BYTES;
    const slot = `handle + ${entry + ENTRY_SLOT_AT}`;
    const a = `handle + ${entry + ENTRY_SLOT_AT + SLOT_A_AT}`;
    const b = `handle + ${entry + ENTRY_SLOT_AT + SLOT_B_AT}`;
    const v = `v${index}`;
    return `
    dv.setFloat64(handle + ${entry}, pairs[${index}], true);
    if (typeof ${v} === 'number') {
      if ((${v} | 0) === ${v} && (${v} !== 0 || 1 / ${v} > 0)) {
        dv.setUint32(${slot}, ${Tag.I32}, true); dv.setInt32(${a}, ${v}, true); dv.setFloat64(${b}, 0, true);
      } else {
        dv.setUint32(${slot}, ${Tag.F64}, true); dv.setUint32(${a}, 0, true); dv.setFloat64(${b}, ${v}, true);
      }
    } else if (typeof ${v} === 'string') {
      const at = placeString(arena, ${v});
      dv = arena.dv;
      if (at > 0) {
        dv.setUint32(${slot}, ${Tag.String}, true); dv.setUint32(${a}, at, true);
      } else {
        dv.setUint32(${slot}, ${TAG_UNITS}, true); dv.setUint32(${a}, -at, true);
      }
      dv.setFloat64(${b}, 0, true);
    } else {
      put(arena, ${slot}, ${v}, ${JSON.stringify(name)}, sites[${index}], ancestors);
      dv = arena.dv;
    }`;
  });
  const isObject = names.map((_, index) => `(typeof v${index} === 'object' && v${index} !== null)`).join(' || ');
  return `"use strict";
  const { names } = plan;
  const { placeString, isCarried, allocBlock, objectPrototype, getPrototypeOf } = tools;
  return function (arena, object, ancestors, isReduced) {
    let index = 0;
    for (const name in object) if (name !== names[index++]) return 0;
    if (index !== ${names.length}) return 0;
    if (!isReduced) {
      const prototype = getPrototypeOf(object);
      if (prototype !== objectPrototype && prototype !== null) return 0;
      if (object[TARGET] !== undefined || object.toJSON !== undefined) return 0;
    }
    const { written } = ancestors;
    if (written !== undefined && isCarried(object)) return 0;
    const ${names.map((name, index) => `v${index} = object[${JSON.stringify(name)}]`).join(', ')};
    const enters = written !== undefined || ${isObject};
    if (enters) ancestors.enter(object);
    arena.sync();
    const pairs = arena.keys.pairs[plan.id] ?? plan.bind(arena);
    const handle = allocBlock(arena, ${names.length}, ${OBJECT_ENTRY_BYTES});
    if (written !== undefined) written.add(object, ${Tag.Object}, handle);
    let dv = arena.dv;${fields.join('')}
    if (enters) ancestors.leave();
    return handle;
  };`;
}
