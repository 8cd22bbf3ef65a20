// SPDX-License-Identifier: MIT
// What objects of schemas and lists of them can do besides their fields, the same for compiled
// classes (schema-text.js) and others (schema-closures.js).
import { defineOn } from './descriptor.js';
import { typeFault } from './errors.js';
import { replace } from './schema-values.js';
import { StructColumn } from './struct-column.js';
import { AT, OPEN, STRIDE, positionOf } from './struct-place.js';
import { copyTogether } from './schema-copies.js';

/** @import { Arena } from './arena.js' */
/** @import { Layout } from './schema-layout.js' */

/** A field as a property. @typedef {{ get(): any, set(value: any): void }} FieldAccessor */

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** @param {any} prototype @param {Record<string | symbol, unknown>} methods  hidden, as those of classes are */
function define(prototype, methods) {
  for (const name of Reflect.ownKeys(methods)) {
    const property = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(methods, name));
    Object.defineProperty(prototype, name, { ...property, enumerable: false });
  }
}

/**
 * A deep copy of one object. What its strings add up to is counted where the arena has a budget;
 * without one they are few enough.
 *
 * @param {Layout} layout
 * @param {Arena} arena  synced
 * @param {number} at    checked
 * @returns {any}
 */
export function plainOf(layout, arena, at) {
  const { plain } = layout.classes;
  return arena.budget.bytes === Infinity ? plain(arena, at, undefined) : copyTogether(arena, (copies) => plain(arena, at, copies));
}

/** What console.log shows: the data, or why it cannot be read. @param {{ toJS(): unknown }} value */
function inspect(value) {
  try {
    return value.toJS();
  } catch (error) {
    return `[${/** @type {Error} */ (error).message}]`;
  }
}

/** At the end of the prototype chain: what is no field cannot be set, as it would stay in JavaScript. */
const NO_OTHERS = new Proxy(Object.create(Object.prototype), {
  set(_none, name, value, receiver) {
    const prototype = Object.getPrototypeOf(receiver);
    if (prototype === null || !Object.hasOwn(prototype, '__zerobuf_ptr')) return defineOn(receiver, name, value); // it inherits from one
    const names = [];
    for (const field in receiver) names.push(field);
    throw typeFault(`${JSON.stringify(String(name))} cannot be set, it is no field of this schema${names.length > 0 ? `; it has ${names.join(', ')}` : ''}`);
  },
});

/** @param {object} prototype  of a class of this library, which may extend others */
function refuseOthers(prototype) {
  let last = prototype;
  for (let next = Object.getPrototypeOf(last); next !== Object.prototype; next = Object.getPrototypeOf(next)) {
    if (next === NO_OTHERS) return;
    last = next;
  }
  Object.setPrototypeOf(last, NO_OTHERS);
}

/** @param {Layout} layout */
const structMethods = (layout) => ({
  /** @this {any} */
  get __zerobuf_ptr() {
    return this[AT];
  },
  /** @this {any} */
  toJS() {
    return plainOf(layout, this[OPEN](), this[AT]);
  },
  /** @this {any} */
  [INSPECT]() {
    return inspect(this);
  },
});

/**
 * Complete the class of views: fields are enumerable properties of the prototype.
 *
 * @param {Function} View
 * @param {readonly FieldAccessor[]} accessors  by field
 * @param {Layout} layout
 */
export function completeView(View, accessors, layout) {
  refuseOthers(View.prototype);
  define(View.prototype, structMethods(layout));
  define(View.prototype, {
    /** @this {any} */
    toJSON() {
      return this.toJS();
    },
    // An arena of types 'full' does not ask toJSON: this tells it that the data are not properties.
    [Symbol.toStringTag]: 'View',
  });
  layout.names.forEach((name, index) => {
    Object.defineProperty(View.prototype, name, { ...accessors[index], enumerable: true, configurable: true });
  });
}

/**
 * Complete the class of instances.
 *
 * @param {Function} Instance
 * @param {readonly FieldAccessor[]} accessors  by field
 * @param {Layout} layout
 * @returns {readonly PropertyDescriptor[]} the own properties that its constructor defines, one by
 *   one: Object.defineProperties() takes five times as long
 */
export function completeInstance(Instance, accessors, layout) {
  refuseOthers(Instance.prototype);
  define(Instance.prototype, { constructor: Object }); // as of plain objects
  define(Instance.prototype, structMethods(layout));
  return accessors.map((accessor) => Object.freeze({ ...accessor, enumerable: true, configurable: false }));
}

/** @param {Function} List @param {Layout} layout  of its objects */
export function completeList(List, layout) {
  refuseOthers(List.prototype);
  define(List.prototype, {
    /** @this {any} */
    get __zerobuf_ptr() {
      return this[AT];
    },
    /** @this {any} @param {number} index @param {unknown} values */
    set(index, values) {
      const arena = this[OPEN]();
      replace(arena, this[AT] + positionOf(index, this.length) * this[STRIDE], layout, values);
    },
    /** @this {any} @param {string} name */
    column(name) {
      const field = layout.byName.get(name);
      if (field === undefined) throw typeFault(`${JSON.stringify(name) ?? String(name)} is no field of ${layout.name ?? 'this schema'}; it has ${layout.names.join(', ')}`);
      const arena = this[OPEN](), at = this[AT] + field.offset;
      if (field.isNested) return new field.layout.classes.List(arena, at, this.length, this[STRIDE]);
      return new StructColumn(arena, at, this.length, this[STRIDE], field);
    },
    /** @this {any} */
    toJS() {
      const arena = this[OPEN](), { length } = this, from = this[AT], stride = this[STRIDE];
      const { plain } = layout.classes;
      return copyTogether(arena, (copies) => {
        const result = [];
        for (let i = 0, at = from; i < length; i++, at += stride) result.push(plain(arena, at, copies));
        return result;
      });
    },
    /** @this {any} */
    toJSON() {
      return this.toJS();
    },
    /** @this {any} */
    [INSPECT]() {
      return inspect(this);
    },
    [Symbol.toStringTag]: 'StructList',
  });
}
