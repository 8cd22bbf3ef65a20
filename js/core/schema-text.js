// SPDX-License-Identifier: MIT
// The classes of a schema as source text with the offsets of its fields in it: a read is then two
// loads from the region, which the engine inlines into its caller.
//
//  - A DataView throws on what lies outside it and when its buffer is gone, so nothing tests for
//    growth: what fails here is done again by struct-place.js and schema-fields.js, with every check.
//  - The epoch says whether this arena restored since the object was made. Where the arena has a
//    control block, its generation says whether another side did.
//  - Names of fields stand in the text as string literals, and nowhere else.
import { compile } from './codegen.js';
import { CONTROL_GENERATION_AT, SLOT_A_AT, SLOT_B_AT, Tag } from './layout.gen.js';
import { NOTHING, assign, namesOf, replace, store, valuesByField } from './schema-values.js';
import { completeInstance, completeList, completeView } from './struct-methods.js';
import { AT, MOVE, OPEN, STRIDE, positionOf, renew } from './struct-place.js';
import { readString } from './value.js';

/** @import { Layout, SchemaClasses } from './schema-layout.js' */
/** @import { Field, NestedField } from './schema-fields.js' */

/** With [Symbol.iterator], and map() and the like where the engine has them. */
const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

/** What the text refers to, by name. */
const ENVIRONMENT = {
  AT, MOVE, OPEN, STRIDE, NOTHING, assign, iteratorPrototype, namesOf, positionOf, readString, renew, replace, store, valuesByField,
};

/**
 * What the copies of an operation make of a field: they account for it. By type of the field.
 *
 * @type {Readonly<Record<string, { tag: number, by: 'leaf' | 'read' }>>}
 */
const COPIED = {
  string: { tag: Tag.String, by: 'leaf' },
  bytes: { tag: Tag.Bytes, by: 'leaf' },
  array: { tag: Tag.Array, by: 'read' },
  object: { tag: Tag.Object, by: 'read' },
};

/** Fields of schemas that are compiled: beyond, time and memory for the text outweigh what it saves. */
const MAX_COMPILED_FIELDS = 256;

/** Numbers the texts: engines share what they learn about equal texts, and so between schemas. */
let texts = 0;

/**
 * @param {Layout} layout
 * @returns {SchemaClasses | undefined} undefined when text cannot or should not be compiled
 */
export function compiledClasses(layout) {
  if (layout.fields.length > MAX_COMPILED_FIELDS) return undefined;
  const make = compile(['layout', 'fields', ...Object.keys(ENVIRONMENT)], textOf(layout, ++texts));
  if (make === undefined) return undefined;
  const { Instance, View, List, instanceFields, viewFields, setOwn, fill, plain } = make(layout, layout.fields, ...Object.values(ENVIRONMENT));
  completeView(View, viewFields, layout);
  setOwn(completeInstance(Instance, instanceFields, layout));
  completeList(List, layout);
  return { Instance, View, List, fill, plain };
}

const CURRENT = `this.#epoch === a.epoch && (a.control === 0 || a.dv.getUint32(a.control + ${CONTROL_GENERATION_AT}, true) === a.generation)`;

const PLACE = `
  #arena; #at; #epoch;
  [OPEN]() { this.#epoch = renew(this.#arena, this.#at, this.#epoch); return this.#arena; }
  get [AT]() { return this.#at; }`;

const PLACED = 'this.#arena = a; this.#at = at; this.#epoch = a.epoch;';

/** What a slot of a tag holds, as an expression over dv and the slot s. @type {Readonly<Record<number, string>>} */
const VALUES = {
  [Tag.Bool]: `dv.getUint32(s + ${SLOT_A_AT}, true) !== 0`,
  [Tag.I32]: `dv.getInt32(s + ${SLOT_A_AT}, true)`,
  [Tag.F64]: `dv.getFloat64(s + ${SLOT_B_AT}, true)`,
  [Tag.String]: `readString(a, dv.getUint32(s + ${SLOT_A_AT}, true))`,
  [Tag.BigInt]: `dv.getBigInt64(s + ${SLOT_B_AT}, true)`,
};

/** Tags that are tried by type of the field, the likeliest first. @type {Readonly<Record<string, readonly number[]>>} */
const TRIED = {
  any: [Tag.F64, Tag.I32, Tag.String, Tag.Bool],
  bool: [Tag.Bool],
  i32: [Tag.I32],
  f64: [Tag.F64, Tag.I32],
  bigint: [Tag.BigInt],
  string: [Tag.String],
};

// The payloads of a slot whose tag is set. The last bytes first: when they lie outside the view,
// nothing has changed.
const SET_BOOL = `dv.setFloat64(s + ${SLOT_B_AT}, 0, true); dv.setUint32(s + ${SLOT_A_AT}, v ? 1 : 0, true);`;
const SET_I32 = `dv.setFloat64(s + ${SLOT_B_AT}, 0, true); dv.setInt32(s + ${SLOT_A_AT}, v, true);`;
const SET_F64 = `dv.setFloat64(s + ${SLOT_B_AT}, v, true); dv.setUint32(s + ${SLOT_A_AT}, 0, true);`;

/**
 * Statements that overwrite a value by one of the same type, by type of the field.
 *
 * @type {Readonly<Record<string, string>>}
 */
const OVERWRITES = {
  any: `
    if (typeof v === 'number') {
      if ((v | 0) === v && (v !== 0 || 1 / v > 0)) {
        if (t === ${Tag.I32}) { ${SET_I32} return; }
      } else if (t === ${Tag.F64}) { ${SET_F64} return; }
    }`,
  bool: `if (typeof v === 'boolean' && t === ${Tag.Bool}) { ${SET_BOOL} return; }`,
  i32: `if (typeof v === 'number' && (v | 0) === v && t === ${Tag.I32}) { ${SET_I32} return; }`,
  f64: `if (typeof v === 'number' && t === ${Tag.F64}) { ${SET_F64} return; }`,
};

/** Statements that write a checked value whole into new memory, by type of the field: these allocate nothing. @type {Readonly<Record<string, string>>} */
const STORES = {
  bool: `dv.setUint32(s, ${Tag.Bool}, true); ${SET_BOOL}`,
  i32: `dv.setUint32(s, ${Tag.I32}, true); ${SET_I32}`,
  f64: `dv.setUint32(s, ${Tag.F64}, true); ${SET_F64}`,
};

/** Conditions for a value of a type. @type {Readonly<Record<string, string>>} */
const FITS = {
  bool: `typeof v === 'boolean'`,
  i32: `typeof v === 'number' && (v | 0) === v`,
  f64: `typeof v === 'number'`,
};

/** @param {string} name  as the key of an object literal, where "__proto__" alone would set the prototype */
const keyOf = (name) => name === '__proto__' ? '["__proto__"]' : JSON.stringify(name);

/** @param {Field | NestedField} field @param {number} index @param {boolean} isInstance */
function accessorText(field, index, isInstance) {
  if (field.isNested) {
    const made = `new fields[${index}].layout.classes.${isInstance ? 'Instance' : 'View'}(this[OPEN](), this.#at + ${field.offset})`;
    return `{
      get() { return ${isInstance ? `(this.#parts ??= [])[${index}] ??= ${made}` : made}; },
      set(v) { replace(this[OPEN](), this.#at + ${field.offset}, fields[${index}].layout, v ?? NOTHING); },
    }`;
  }
  const tried = TRIED[field.kind.name], overwrite = OVERWRITES[field.kind.name];
  const slot = (/** @type {string} */ tag) => `const dv = a.dv, s = this.#at + ${field.offset}, t = dv.${tag};`;
  const read = tried === undefined ? '' : `
        try { if (${CURRENT}) {
          ${slot('getUint8(s)')}
          ${tried.map((tag) => `if (t === ${tag}) return ${VALUES[tag]};`).join('\n          ')}
        } } catch {}`;
  const write = overwrite === undefined ? '' : `
        try { if (${CURRENT}) { ${slot('getUint32(s, true)')} ${overwrite} } } catch {}`;
  return `{
      get() {
        const a = this.#arena;${read}
        return fields[${index}].read(this[OPEN](), this.#at + ${field.offset});
      },
      set(v) {
        const a = this.#arena;${write}
        assign(this, this.#at, fields[${index}], v);
      },
    }`;
}

/** @param {Layout} layout @param {boolean} isInstance */
const accessorsText = (layout, isInstance) => layout.fields.map((field, index) => accessorText(field, index, isInstance)).join(', ');

/** @param {Layout} layout */
function fillText({ fields, names }) {
  const all = fields.map((_field, index) => `v${index}`);
  const checks = [], calls = [], stores = [];
  for (const [index, field] of fields.entries()) {
    const v = `v${index}`;
    if (field.isNested) {
      calls.push(`fields[${index}].layout.classes.fill(a, at + ${field.offset}, ${v} ?? NOTHING, w);`);
      continue;
    }
    const fits = FITS[field.kind.name], whole = STORES[field.kind.name];
    if (fits === undefined || whole === undefined) {
      calls.push(`store(a, at + ${field.offset}, fields[${index}], ${v}, w);`);
      continue;
    }
    checks.push(`if (!(${fits.replaceAll(/\bv\b/g, v)})) ${v} = fields[${index}].check(${v});`);
    const nothing = field.isNullable ? `if (v === null) { dv.setFloat64(s, 0, true); dv.setFloat64(s + ${SLOT_B_AT}, 0, true); } else ` : '';
    stores.push(`{ const v = ${v}, s = at + ${field.offset}; ${nothing}{ ${whole} } }`);
  }
  return `function fill(a, at, values, w) {
    let ${all.join(', ') || 'none'};
    const k = namesOf(values, layout);
    if (k.length === ${names.length}${names.map((name, index) => ` && k[${index}] === ${JSON.stringify(name)}`).join('')}) {
      ${names.map((name, index) => `v${index} = values[${JSON.stringify(name)}];`).join(' ')}
    } else [${all.join(', ')}] = valuesByField(values, k, layout);
    ${checks.join('\n    ')}
    a.sync(); // a getter may have grown the memory
    ${calls.join('\n    ')}
    const dv = a.dv;
    ${stores.join('\n    ')}
  }`;
}

/** @param {Layout} layout */
function plainText({ fields }) {
  const values = fields.map((field, index) => {
    const s = `at + ${field.offset}`;
    if (field.isNested) return `${keyOf(field.name)}: fields[${index}].layout.classes.plain(a, ${s}, c)`;
    const slow = `fields[${index}].plain(a, ${s}, c)`;
    const copied = COPIED[field.kind.name], [tag] = TRIED[field.kind.name] ?? [];
    let value = slow;
    if (copied !== undefined) value = `dv.getUint8(${s}) === ${copied.tag} && c !== undefined ? c.${copied.by}(${s}) : ${slow}`;
    else if (tag !== undefined) value = `dv.getUint8(${s}) === ${tag} ? ${/** @type {string} */ (VALUES[tag]).replaceAll(/\bs\b/g, s)} : ${slow}`;
    return `${keyOf(field.name)}: ${value}`;
  });
  return `function plain(a, at, c) { const dv = a.dv; return { ${values.join(', ')} }; }`;
}

/** @param {Layout} layout @param {number} serial */
function textOf(layout, serial) {
  return `"use strict"; // schema ${serial}
  let own, viewFields, instanceFields;
  const { names } = layout;
  class View {
    ${PLACE}
    constructor(a, at) { ${PLACED} }
    [MOVE](at) { this.#at = at; }
    static { viewFields = [${accessorsText(layout, false)}]; }
  }
  class Instance {
    ${PLACE} #parts;
    constructor(a, at) {
      ${PLACED}
      for (let i = 0; i < ${layout.fields.length}; i++) Object.defineProperty(this, names[i], own[i]);
    }
    static { instanceFields = [${accessorsText(layout, true)}]; }
  }
  class List {
    ${PLACE} #length; #stride;
    constructor(a, at, length, stride) { ${PLACED} this.#length = length; this.#stride = stride; }
    get length() { return this.#length; }
    get [STRIDE]() { return this.#stride; }
    at(i) {
      const a = this.#arena;
      if (typeof i === 'number' && (i >>> 0) === i && i < this.#length && this.#epoch === a.epoch) return new View(a, this.#at + i * this.#stride);
      const position = positionOf(i, this.#length);
      return new View(this[OPEN](), this.#at + position * this.#stride);
    }
    forEach(visit) {
      for (let i = 0; i < this.#length; i++) visit(this.at(i), i, this);
    }
    [Symbol.iterator]() { return new Steps(this[OPEN](), this.#at, this.#length, this.#stride); }
    cursor() { return new Cursor(this[OPEN](), this.#at, this.#length, this.#stride); }
  }
  class Steps {
    #arena; #at; #epoch; #left; #stride;
    constructor(a, at, left, stride) { ${PLACED} this.#left = left; this.#stride = stride; }
    static { Object.setPrototypeOf(Steps.prototype, iteratorPrototype); }
    next() {
      const left = this.#left, at = this.#at, a = this.#arena;
      if (left === 0) return { value: undefined, done: true };
      if (this.#epoch !== a.epoch) this.#epoch = renew(a, at, this.#epoch);
      this.#left = left - 1;
      this.#at = at + this.#stride;
      return { value: new View(a, at), done: false };
    }
  }
  class Cursor {
    #view; #at; #length; #stride;
    constructor(a, at, length, stride) { this.#view = new View(a, at); this.#at = at; this.#length = length; this.#stride = stride; }
    get length() { return this.#length; }
    at(i) {
      if (!(typeof i === 'number' && (i >>> 0) === i && i < this.#length)) i = positionOf(i, this.#length);
      this.#view[MOVE](this.#at + i * this.#stride);
      return this.#view;
    }
  }
  ${fillText(layout)}
  ${plainText(layout)}
  return { Instance, View, List, viewFields, instanceFields, setOwn(properties) { own = properties; }, fill, plain };`;
}
