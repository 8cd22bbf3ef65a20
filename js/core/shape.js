// SPDX-License-Identifier: MIT
// Shapes: objects with the same keys in the same order share one class, as in the engine
// itself. An accessor's fields are its own enumerable properties, which point to the class's
// getters and setters; a view has them on its prototype and is made at the cost of one small
// allocation.
import { BLOCK_HEADER_BYTES, blockAt } from './block.js';
import { compile } from './codegen.js';
import { elementOf, lengthOf, listMethods, methods, readField, readNamed, referred, reserved, writeField, writeNamed } from './fields.js';
import { OBJECT_ENTRY_BYTES } from './layout.gen.js';
import { entryNames } from './properties.js';
import { ClosureAccessor, closureViews, entryProperty } from './shape-closures.js';
import { requireShown, standing } from './shape-keys.js';
import { ENVIRONMENT, accessorText, viewText } from './shape-text.js';
import { COUNT, ListTarget, ObjectTarget, RENEW, TARGET } from './target.js';
import { encodeText } from './text.js';

/** @import { Arena } from './arena.js' */

/**
 * @typedef {new (arena: Arena, handle: number, count: number) => object} AccessorClass
 * @typedef {{ View: new (arena: Arena, handle: number, keys: readonly number[]) => any,
 *   List: new (arena: Arena, handle: number, keys: readonly number[]) => any }} ViewClasses
 */

/** Objects with more keys are maps rather than records: they get a Proxy. */
const MAX_FIELDS = 64;
/** So many key lists get their classes when they are first met; a class takes some 0.1 ms and 10 KB. */
const EAGER_SHAPES = 256;
/** A later one must have been met this often: keys that are data themselves make ever other lists. */
const OFTEN = 8;
/** Key lists that are remembered, and as many of the time before. */
const MAX_SHAPES = 1024;
/** Key lists by key offsets that one arena remembers. */
const MAX_KNOWN = 4096;

const environment = Object.freeze({
  ObjectTarget, TARGET, RENEW, COUNT, readField, writeField, readNamed, writeNamed, referred, ListTarget, elementOf, lengthOf,
  standing, requireShown,
});

/** @param {string} text @returns {any} what the text returns, undefined where engines forbid that */
function evaluate(text) {
  return compile(ENVIRONMENT, text)?.(...ENVIRONMENT.map((name) => environment[/** @type {keyof typeof environment} */ (name)]));
}

/** @param {any} Class @param {object} prototype */
function inherit(Class, prototype) {
  if (Object.getOwnPropertyDescriptor(Class.prototype, 'constructor')?.value === Class) delete Class.prototype.constructor;
  Object.setPrototypeOf(Class.prototype, prototype); // whose constructor is Object, as a plain object's
}

/** @type {AccessorClass | undefined} */
let closureAccessor;

/** Made when it is first needed: the modules of fields and shapes refer to each other. */
function closureClass() {
  if (closureAccessor === undefined) {
    inherit(ClosureAccessor, methods);
    closureAccessor = ClosureAccessor;
  }
  return closureAccessor;
}

/** What is common to all objects of one key list. */
class Shape {
  /** @param {readonly string[]} names */
  constructor(names) {
    this.names = names;
    /** How often an arena asked for it. */
    this.met = 0;
    /** Whether its objects get a class. */
    this.isRecord = false;
    /** @private */
    this.fieldNames = names.map((name) => Object.hasOwn(reserved, name) ? undefined : name);
    /** @private Makers of accessors, without and with a control block. @type {(((arena: Arena, handle: number) => any) | undefined)[]} */
    this.makers = [undefined, undefined];
    /** @private @type {(ViewClasses | undefined)[]} */
    this.views = [undefined, undefined];
  }

  /** @param {Arena} arena @param {number} handle @returns {any} */
  accessor(arena, handle) {
    const kind = arena.control === 0 ? 0 : 1;
    const make = this.makers[kind] ??= this.newMaker(kind === 1);
    return make(arena, handle);
  }

  /** @private @param {boolean} isControlled */
  newMaker(isControlled) {
    const { names } = this;
    const Class = /** @type {AccessorClass | undefined} */ (evaluate(accessorText(this.fieldNames, isControlled)));
    if (Class !== undefined) inherit(Class, methods);
    const properties = names.map((name, index) => ownProperty(name, index, Class));
    if (Class !== undefined) for (const name of this.fieldNames) if (name !== undefined) delete Class.prototype[name];
    const make = Class === undefined ? undefined : /** @type {any} */ (compile(
      ['Class', 'properties'],
      `const define = Object.defineProperty, [${names.map((_, index) => `p${index}`).join()}] = properties;
      return (arena, handle) => {
        const o = new Class(arena, handle, ${names.length});
        ${names.map((name, index) => `define(o, ${JSON.stringify(name)}, p${index});`).join('')}
        return o;
      };`,
    ))?.(Class, properties);
    return make ?? ((/** @type {Arena} */ arena, /** @type {number} */ handle) => {
      const accessor = new (Class ?? closureClass())(arena, handle, names.length);
      names.forEach((name, index) => Object.defineProperty(accessor, name, /** @type {PropertyDescriptor} */ (properties[index])));
      return accessor;
    });
  }

  /** Classes of views and lists. @param {Arena} arena @returns {ViewClasses} */
  viewClasses(arena) {
    const kind = arena.control === 0 ? 0 : 1;
    return this.views[kind] ??= this.newViews(kind === 1);
  }

  /** @private @param {boolean} isControlled */
  newViews(isControlled) {
    const byteLengths = this.names.map((name) => encodeText(name).length);
    const classes = /** @type {ViewClasses | undefined} */ (evaluate(viewText(this.fieldNames, byteLengths, isControlled)))
      ?? closureViews(this.fieldNames);
    for (const name of this.fieldNames) {
      if (name !== undefined) Object.defineProperty(classes.View.prototype, name, { enumerable: true });
    }
    inherit(classes.View, methods);
    inherit(classes.List, listMethods);
    return classes;
  }
}

/**
 * An accessor's own property: listed, and never deleted, for an object keeps its keys.
 *
 * @param {string} name
 * @param {number} index
 * @param {any} [Class]
 * @returns {PropertyDescriptor}
 */
function ownProperty(name, index, Class) {
  const { get, set } = /** @type {PropertyDescriptor} */ (
    Object.hasOwn(reserved, name) ? reserved[name]
      : Class === undefined ? entryProperty(name, index) : Object.getOwnPropertyDescriptor(Class.prototype, name));
  return { get, set, enumerable: true, configurable: false };
}

/** @type {Map<string, Shape>} */
let young = new Map();
/** @type {Map<string, Shape>} */
let old = new Map();
let eager = 0;

/** @param {readonly string[]} names @returns {Shape | undefined} undefined when a name stands twice, or for a list that is met seldom */
function shapeOf(names) {
  const id = JSON.stringify(names);
  let shape = young.get(id);
  if (shape === undefined) {
    shape = old.get(id) ?? new Shape(names);
    if (young.size >= MAX_SHAPES) {
      old = young;
      young = new Map();
    }
    young.set(id, shape);
  }
  shape.met++;
  if (!shape.isRecord && (eager < EAGER_SHAPES || shape.met >= OFTEN)) {
    eager++;
    shape.isRecord = new Set(names).size === names.length;
  }
  return shape.isRecord ? shape : undefined;
}

/**
 * A key list as one arena holds it.
 *
 * @typedef {{ shape: Shape, keys: readonly number[], byteLengths: readonly number[] }} Known
 */

/** For lists whose objects have no key list in common. @type {Known} */
export const NO_FIELDS = Object.freeze({ shape: new Shape([]), keys: [], byteLengths: [] });

/** The key lists that one arena holds, by the offsets of their keys. */
export class Shapes {
  /** @param {Arena} arena */
  constructor(arena) {
    /** @private */
    this.arena = arena;
    /** @private @type {Map<number, Known[]>} */
    this.byHash = new Map();
    /** @private */
    this.count = 0;
    /** @private @type {Known | undefined} */
    this.last = undefined;
    /** @private One past the highest known key byte. */
    this.end = 0;
  }

  /** The bytes from `from` on are free again: what lies at the offsets of keys in them next is not known. @param {number} from */
  forget(from) {
    if (this.end > from) this.clear();
  }

  /** Forget everything. */
  clear() {
    this.end = 0;
    this.byHash.clear();
    this.count = 0;
    this.last = undefined;
  }

  /**
   * @param {number} handle  checked
   * @returns {Known | undefined} undefined for an object that is no record
   */
  find(handle) {
    const { arena } = this;
    const { data, length } = blockAt(arena, handle, OBJECT_ENTRY_BYTES);
    if (length > MAX_FIELDS) return undefined;
    const first = data + BLOCK_HEADER_BYTES;
    if (this.last !== undefined && holds(arena, first, length, this.last)) return this.last;
    let hash = length;
    for (let index = 0, at = first; index < length; index++, at += OBJECT_ENTRY_BYTES) {
      hash = Math.imul(hash, 31) + arena.dv.getInt32(at, true) | 0;
    }
    const bucket = this.byHash.get(hash);
    const known = bucket?.find((candidate) => holds(arena, first, length, candidate)) ?? this.learn(hash, handle, first, length);
    if (known !== undefined) this.last = known;
    return known;
  }

  /** @private @param {number} hash @param {number} handle @param {number} first @param {number} length */
  learn(hash, handle, first, length) {
    const { arena } = this;
    const shape = shapeOf(entryNames(arena, handle));
    if (shape === undefined) return undefined;
    if (this.count >= MAX_KNOWN) this.clear();
    const keys = [];
    const byteLengths = [];
    for (let index = 0, at = first; index < length; index++, at += OBJECT_ENTRY_BYTES) {
      const key = arena.dv.getUint32(at, true);
      const byteLength = arena.dv.getUint32(at + 4, true);
      keys.push(key);
      byteLengths.push(byteLength);
      this.end = Math.max(this.end, key + byteLength);
    }
    const known = { shape, keys, byteLengths };
    this.byHash.set(hash, [...this.byHash.get(hash) ?? [], known]);
    this.count++;
    return known;
  }
}

/** Whether the entries from `first` have the keys of a key list. @param {Arena} arena @param {number} first @param {number} length @param {Known} known */
function holds(arena, first, length, { keys, byteLengths }) {
  if (length !== keys.length) return false;
  const { dv } = arena;
  for (let index = 0, at = first; index < length; index++, at += OBJECT_ENTRY_BYTES) {
    if (dv.getUint32(at, true) !== keys[index] || dv.getUint32(at + 4, true) !== byteLengths[index]) return false;
  }
  return true;
}

/**
 * Give an accessor own properties for the entries that others have added to its object.
 *
 * @param {ObjectTarget} target  of an accessor; views and Proxies are left alone
 */
export function showAdded(target) {
  const { arena, handle } = target;
  const accessor = target.isView ? arena.objects.get(handle) : target.proxy;
  const count = accessor?.[COUNT];
  if (count === undefined || blockAt(arena, handle, OBJECT_ENTRY_BYTES).length <= count) return;
  const names = entryNames(arena, handle);
  for (let index = count; index < names.length; index++) {
    const name = /** @type {string} */ (names[index]);
    if (!Object.hasOwn(accessor, name)) Object.defineProperty(accessor, name, ownProperty(name, index)); // else it stands twice
  }
  accessor[COUNT] = names.length;
}
