// SPDX-License-Identifier: MIT
// The classes of a schema where the engine makes no functions from text, or so many fields would
// make a text too long: the same behaviour as schema-text.js, without its fast ways.
import { NOTHING, assign, namesOf, replace, store, valuesByField } from './schema-values.js';
import { completeInstance, completeList, completeView } from './struct-methods.js';
import { AT, MOVE, OPEN, Place, STRIDE, positionOf } from './struct-place.js';

/** @import { Arena } from './arena.js' */
/** @import { Written } from './extended/written.js' */
/** @import { Copies } from './schema-copies.js' */
/** @import { Layout, SchemaClasses } from './schema-layout.js' */
/** @import { FieldAccessor } from './struct-methods.js' */

/**
 * @param {Layout} layout
 * @returns {SchemaClasses}
 */
export function closureClasses(layout) {
  /** @type {readonly PropertyDescriptor[]} */
  let own = [];

  class View extends Place {}

  class Instance extends Place {
    /** Nested objects that were asked for, so that each is one object. @type {any[]} */
    #parts = [];

    /** @param {Arena} arena @param {number} at */
    constructor(arena, at) {
      super(arena, at);
      layout.names.forEach((name, index) => Object.defineProperty(this, name, /** @type {PropertyDescriptor} */ (own[index])));
    }

    /** @param {Instance} instance @param {number} index @param {() => any} make */
    static part(instance, index, make) {
      return instance.#parts[index] ??= make();
    }
  }

  class List extends Place {
    #length;
    #stride;

    /** @param {Arena} arena @param {number} at @param {number} length @param {number} stride */
    constructor(arena, at, length, stride) {
      super(arena, at);
      this.#length = length;
      this.#stride = stride;
    }

    get length() {
      return this.#length;
    }

    get [STRIDE]() {
      return this.#stride;
    }

    /** @param {number} index @returns {any} */
    at(index) {
      const position = positionOf(index, this.#length);
      return new View(this[OPEN](), this[AT] + position * this.#stride);
    }

    /** @param {(object: any, index: number, list: List) => void} visit */
    forEach(visit) {
      for (let index = 0; index < this.#length; index++) visit(this.at(index), index, this);
    }

    * [Symbol.iterator]() {
      for (let index = 0; index < this.#length; index++) yield this.at(index);
    }

    cursor() {
      return new Cursor(this);
    }
  }

  class Cursor {
    #list;
    #view;

    /** @param {List} list */
    constructor(list) {
      this.#list = list;
      this.#view = new View(list[OPEN](), list[AT]);
    }

    get length() {
      return this.#list.length;
    }

    /** @param {number} index */
    at(index) {
      const list = this.#list;
      this.#view[MOVE](list[AT] + positionOf(index, list.length) * list[STRIDE]);
      return this.#view;
    }
  }

  completeView(View, layout.fields.map((_field, index) => accessorOf(layout, index)), layout);
  own = completeInstance(Instance, layout.fields.map((_field, index) => accessorOf(layout, index, Instance.part)), layout);
  completeList(List, layout);
  return {
    View,
    Instance,
    List,
    fill: (arena, at, values, written) => fill(layout, arena, at, values, written),
    plain: (arena, at, copies) => plain(layout, arena, at, copies),
  };
}

/**
 * A field as a property.
 *
 * @param {Layout} layout
 * @param {number} index
 * @param {(instance: any, index: number, make: () => any) => any} [part]  of instances: keeps nested ones
 * @returns {FieldAccessor}
 */
function accessorOf(layout, index, part) {
  const field = /** @type {Layout['fields'][number]} */ (layout.fields[index]);
  if (!field.isNested) {
    return {
      /** @this {any} */
      get() {
        return field.read(this[OPEN](), this[AT] + field.offset);
      },
      /** @this {any} @param {unknown} value */
      set(value) {
        assign(this, this[AT], field, value);
      },
    };
  }
  const nested = field.layout;
  return {
    /** @this {any} */
    get() {
      const arena = this[OPEN](), at = this[AT] + field.offset;
      return part === undefined ? new nested.classes.View(arena, at) : part(this, index, () => new nested.classes.Instance(arena, at));
    },
    /** @this {any} @param {unknown} values */
    set(values) {
      replace(this[OPEN](), this[AT] + field.offset, nested, values ?? NOTHING);
    },
  };
}

/** @param {Layout} layout @param {Arena} arena @param {number} at @param {unknown} values @param {Written | undefined} written */
function fill(layout, arena, at, values, written) {
  const all = valuesByField(values, namesOf(values, layout), layout);
  layout.fields.forEach((field, index) => {
    if (field.isNested) field.layout.classes.fill(arena, at + field.offset, all[index] ?? NOTHING, written);
    else store(arena, at + field.offset, field, all[index], written);
  });
}

/** @param {Layout} layout @param {Arena} arena @param {number} at @param {Copies | undefined} copies */
function plain(layout, arena, at, copies) {
  const result = {};
  for (const field of layout.fields) {
    const slot = at + field.offset;
    const value = field.isNested ? field.layout.classes.plain(arena, slot, copies) : field.plain(arena, slot, copies);
    Object.defineProperty(result, field.name, { value, writable: true, enumerable: true, configurable: true });
  }
  return result;
}
