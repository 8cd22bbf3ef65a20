// SPDX-License-Identifier: MIT
// Writing trees of plain objects and arrays, by recursion down to a fixed depth: to a strict
// arena, and for calls (js/pool) to an extended one, where objects keep their identity. What
// is found on the way and is neither goes through convert(), or extended/reduce.js; what is
// nested deeper, through tree.js.
import { BLOCK_HEADER_BYTES, allocBlock } from './block.js';
import { cell, setCell, storeCell } from './cell.js';
import { convert } from './convert.js';
import { isCarried } from './extended/carrier.js';
import { reduceExtended } from './extended/reduce.js';
import { ENTRY_SLOT_AT, ExtensionTag, OBJECT_ENTRY_BYTES, SLOT_A_AT, SLOT_B_AT, SLOT_BYTES, TAG_UNITS, Tag, WRITE_ALIGN } from './layout.gen.js';
import { encodeLeaf, placeBytes, placeString } from './leaf.js';
import { Plan, Site, isSpecial } from './shape-plan.js';
import { Source } from './source.js';
import { TARGET, targetOf } from './target.js';
import { encodeTree, reduceAccessor } from './tree.js';

/** @import { Ancestors } from './ancestors.js' */
/** @import { Arena } from './arena.js' */
/** @import { Cell } from './cell.js' */
/** @import { Written } from './extended/written.js' */

/** Levels of recursion; a level takes a few hundred bytes of stack. */
const MAX_RECURSION = 64;
/** An object with more keys than this is taken for a map: its keys are its own. */
const MAX_NAMES = 64;
/** Shapes that are remembered. */
const MAX_PLANS = 1024;
/** Shapes whose first key is the same. */
const MAX_CANDIDATES = 8;

/** @type {Map<string, Plan[]>} */
const plansByFirst = new Map();
let planCount = 0;

const rootSite = new Site();

/**
 * Write an object, and say what a slot for it holds.
 *
 * @param {Arena} arena  synced, strict
 * @param {object} value
 * @param {string} key  of the value, for toJSON
 * @param {Ancestors} ancestors  none yet
 * @returns {Readonly<Cell>} valid until the next
 */
export function encodeObject(arena, value, key, ancestors) {
  return encodeAny(arena, value, key, rootSite, ancestors);
}

/**
 * encodeObject() for an object where others of its shape are expected. With ancestors that
 * keep identity (extended/graph.js), for extended arenas.
 *
 * @param {Arena} arena
 * @param {any} value  an object
 * @param {string | number} key
 * @param {Site} site
 * @param {Ancestors} ancestors
 * @returns {Readonly<Cell>}
 */
export function encodeAny(arena, value, key, site, ancestors) {
  const { written } = ancestors;
  if (written !== undefined) {
    const known = written.find(value);
    if (known !== undefined) return known;
    // Listing the keys of a typed array, only to find that it has no shape, takes long.
    if (ArrayBuffer.isView(value)) return encodeExtended(arena, value, site, ancestors);
  }
  if (ancestors.depth < MAX_RECURSION) {
    if (Array.isArray(value)) {
      if (value[/** @type {any} */ (TARGET)] === undefined && /** @type {any} */ (value).toJSON === undefined) {
        return setCell(Tag.Array, writeArray(arena, value, site, ancestors));
      }
    } else {
      const handle = site.plan === undefined ? 0 : site.plan.encode(arena, value, ancestors, false);
      if (handle !== 0) return setCell(Tag.Object, handle);
      if (!isSpecial(value) && (written === undefined || !isCarried(value))) {
        return setCell(Tag.Object, writeObject(arena, value, site, ancestors, false));
      }
    }
  }
  if (written !== undefined) return encodeExtended(arena, value, site, ancestors);
  return encodeConverted(arena, value, String(key), site, ancestors);
}

/**
 * What is no plain object or array, or shows itself as something else, or lies deep.
 *
 * @param {Arena} arena
 * @param {object} value
 * @param {string} key
 * @param {Site} site
 * @param {Ancestors} ancestors
 * @returns {Readonly<Cell>}
 */
function encodeConverted(arena, value, key, site, ancestors) {
  let content = reduceTarget(arena, value, ancestors);
  if (content !== undefined) return content;
  const converted = convert(value, key);
  arena.sync(); // convert() may have run user code
  if (typeof converted !== 'object' || converted === null) {
    return /** @type {Readonly<Cell>} */ (encodeLeaf(arena, converted));
  }
  if (converted instanceof Uint8Array) return setCell(Tag.Bytes, placeBytes(arena, converted));
  if (converted !== value) content = reduceTarget(arena, converted, ancestors);
  if (content !== undefined) return content;
  if (ancestors.depth >= MAX_RECURSION) return encodeTree(arena, new Source(converted), undefined, ancestors);
  return Array.isArray(converted)
    ? setCell(Tag.Array, writeArray(arena, converted, site, ancestors))
    : setCell(Tag.Object, writeObject(arena, converted, site, ancestors, true));
}

/**
 * What is no plain object or array, of an extended arena: see encodeConverted().
 *
 * @param {Arena} arena
 * @param {object} value
 * @param {Site} site
 * @param {Ancestors} ancestors  that keep identity
 * @returns {Readonly<Cell>}
 */
function encodeExtended(arena, value, site, ancestors) {
  const written = /** @type {Written} */ (ancestors.written);
  const target = targetOf(value);
  const content = target === undefined ? reduceExtended(arena, value, written) : reduceAccessor(arena, value, target, written);
  if (!(content instanceof Source)) return content;
  const isByKeys = content.tag === Tag.Object && content.value === value;
  return isByKeys && ancestors.depth < MAX_RECURSION
    ? setCell(Tag.Object, writeObject(arena, value, site, ancestors, true))
    : encodeTree(arena, content, written, ancestors);
}

/** @param {Arena} arena @param {object} value @param {Ancestors} ancestors @returns {Readonly<Cell> | undefined} */
function reduceTarget(arena, value, ancestors) {
  const target = targetOf(value);
  if (target === undefined) return undefined;
  const content = reduceAccessor(arena, value, target, undefined);
  return content instanceof Source ? encodeTree(arena, content, undefined, ancestors) : content;
}

/**
 * @param {Arena} arena
 * @param {any} value  plain, or what convert() made
 * @param {Site} site
 * @param {Ancestors} ancestors
 * @param {boolean} isReduced
 * @returns {number} its handle
 */
function writeObject(arena, value, site, ancestors, isReduced) {
  const first = firstName(value);
  const candidates = plansByFirst.get(first);
  for (let i = 0; candidates !== undefined && i < candidates.length; i++) {
    const plan = /** @type {Plan} */ (candidates[i]);
    const handle = plan.encode(arena, value, ancestors, isReduced);
    if (handle === 0) continue;
    site.plan = plan;
    return handle;
  }
  const names = Object.keys(value);
  if (isShape(names) && (candidates === undefined || candidates.length < MAX_CANDIDATES)) {
    const plan = addPlan(names);
    const handle = plan === undefined ? 0 : plan.encode(arena, value, ancestors, isReduced);
    if (handle !== 0) return handle;
  }
  return writeEntries(arena, value, names, ancestors);
}

/** @param {any} value @returns {string} of its first key, inherited ones included; '' when it has none */
function firstName(value) {
  for (const name in value) return name;
  return '';
}

/** Whether more objects with these keys are to be expected. @param {readonly string[]} names */
function isShape(names) {
  const { length } = names;
  return length > 0 && length <= MAX_NAMES && !names.some((name) => name === 'toJSON' || isIndex(name));
}

/** Such keys come first and in the order of numbers: they are the keys of maps. @param {string} name */
function isIndex(name) {
  const unit = name.charCodeAt(0);
  return unit >= 0x30 && unit <= 0x39 && String(Number(name)) === name;
}

/** @param {readonly string[]} names @returns {Plan | undefined} undefined when there are too many */
function addPlan(names) {
  if (planCount >= MAX_PLANS) dropRarePlans();
  if (planCount >= MAX_PLANS) return undefined;
  const first = /** @type {string} */ (names[0]);
  const plan = new Plan(names, put);
  const candidates = plansByFirst.get(first);
  if (candidates === undefined) plansByFirst.set(first, [plan]);
  else candidates.push(plan);
  planCount++;
  return plan;
}

/** Forget the shapes of which only a few objects were met. */
function dropRarePlans() {
  for (const [first, plans] of plansByFirst) {
    const kept = plans.filter((plan) => plan.isFrequent);
    planCount -= plans.length - kept.length;
    if (kept.length > 0) plansByFirst.set(first, kept);
    else plansByFirst.delete(first);
  }
}

/**
 * An object of which no more are expected.
 *
 * @param {Arena} arena
 * @param {any} value
 * @param {readonly string[]} names
 * @param {Ancestors} ancestors
 */
function writeEntries(arena, value, names, ancestors) {
  const { length } = names;
  ancestors.enter(value);
  arena.sync();
  const handle = allocBlock(arena, length, OBJECT_ENTRY_BYTES);
  ancestors.written?.add(value, Tag.Object, handle);
  const site = new Site(); // values of a map are often of one shape
  for (let i = 0, entry = handle + WRITE_ALIGN + BLOCK_HEADER_BYTES; i < length; i++, entry += OBJECT_ENTRY_BYTES) {
    const name = /** @type {string} */ (names[i]);
    const item = value[name];
    arena.sync(); // a getter may have grown the memory
    const key = arena.keys.get(name);
    ancestors.moveTo(name);
    const keyAt = arena.placeKey(key, false);
    arena.dv.setUint32(entry, keyAt, true);
    arena.dv.setUint32(entry + 4, key.byteLength, true);
    put(arena, entry + ENTRY_SLOT_AT, item, name, site, ancestors);
  }
  ancestors.leave();
  return handle;
}

/**
 * @param {Arena} arena
 * @param {readonly unknown[]} values
 * @param {Site} site  of its elements
 * @param {Ancestors} ancestors
 * @returns {number} its handle
 */
function writeArray(arena, values, site, ancestors) {
  const { length } = values;
  ancestors.enter(values);
  arena.sync();
  const handle = allocBlock(arena, length, SLOT_BYTES);
  const { written } = ancestors;
  if (written !== undefined) written.add(values, Tag.Array, handle);
  for (let i = 0, slot = handle + WRITE_ALIGN + BLOCK_HEADER_BYTES; i < length; i++, slot += SLOT_BYTES) {
    const value = values[i];
    arena.sync(); // an element may be a getter
    if (value === undefined && written !== undefined && !Object.hasOwn(values, i)) putWord(arena.dv, slot, ExtensionTag.Hole, 0);
    else put(arena, slot, value, i, site, ancestors);
  }
  ancestors.leave();
  return handle;
}

/**
 * Write a value into a slot.
 *
 * @param {Arena} arena  synced
 * @param {number} slot
 * @param {unknown} value
 * @param {string | number} key  of the value, or its index
 * @param {Site} site
 * @param {Ancestors} ancestors
 */
function put(arena, slot, value, key, site, ancestors) {
  if (typeof value === 'number') {
    putNumber(arena.dv, slot, value);
  } else if (typeof value === 'string') {
    const at = placeString(arena, value);
    if (at > 0) putWord(arena.dv, slot, Tag.String, at);
    else putWord(arena.dv, slot, TAG_UNITS, -at);
  } else if (typeof value === 'object' && value !== null) {
    ancestors.moveTo(key);
    const { tag, a } = encodeAny(arena, value, key, site, ancestors);
    if (tag === Tag.Object || tag === Tag.Array) putWord(arena.dv, slot, tag, a);
    else storeCell(arena, slot, cell); // what convert() made of it
  } else {
    ancestors.moveTo(key);
    storeCell(arena, slot, /** @type {Readonly<Cell>} */ (encodeLeaf(arena, value)));
  }
}

/** Write a number into a slot. @param {DataView} dv @param {number} slot @param {number} value */
export function putNumber(dv, slot, value) {
  if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
    putWord(dv, slot, Tag.I32, value);
  } else {
    dv.setUint32(slot, Tag.F64, true);
    dv.setUint32(slot + SLOT_A_AT, 0, true);
    dv.setFloat64(slot + SLOT_B_AT, value, true);
  }
}

/** A value without payload B. @param {DataView} dv @param {number} slot @param {number} tag @param {number} a */
function putWord(dv, slot, tag, a) {
  dv.setUint32(slot, tag, true);
  dv.setUint32(slot + SLOT_A_AT, a, true);
  dv.setFloat64(slot + SLOT_B_AT, 0, true);
}
