// SPDX-License-Identifier: MIT
// The types of schema fields (SPEC.md, 5.6): which JavaScript values each takes, what its slot
// then holds, and which tags a reader accepts. The same set as in files of `zb schema`.
import { cell, setCell } from './cell.js';
import { fault, typeFault } from './errors.js';
import { BY_TYPE_NAME, allocColumn, columnTypeName, copyColumn, viewColumn } from './extended/column.js';
import { kindOf } from './extended/kinds.js';
import { ExtensionTag, SLOT_A_AT, SLOT_B_AT, Tag } from './layout.gen.js';
import { placeBytes, placeString } from './leaf.js';
import { SlotCopies } from './schema-copies.js';
import { readBytes, readSlot, readString } from './value.js';
import { encode } from './write.js';

/** @import { Arena } from './arena.js' */
/** @import { Cell } from './cell.js' */
/** @import { Layout } from './schema-layout.js' */
/** @import { Written } from './extended/written.js' */

/**
 * What the fields of one type have in common. Arenas are synced, slots checked.
 *
 * @typedef {object} FieldKind
 * @property {string} name
 * @property {string} takes  the values, for messages
 * @property {readonly number[]} tags  of slots that hold a value of it, besides null; none: any tag
 * @property {(value: unknown) => boolean} accepts  never runs user code for a primitive
 * @property {(arena: Arena, value: any, key: string, written: Written | undefined) => Readonly<Cell>} encode
 *   an accepted value; a cell of another tag than `tags` is refused
 * @property {(arena: Arena, slot: number) => any} read  a slot of one of the tags
 * @property {((arena: Arena, slot: number, copies: SlotCopies | undefined) => any)} [plain]  where a deep copy differs
 */

/** @param {Arena} arena @param {number} slot */
const pointer = (arena, slot) => arena.dv.getUint32(slot + SLOT_A_AT, true);

/** @param {Arena} arena @param {number} slot @param {SlotCopies | undefined} copies */
const copied = (arena, slot, copies) => (copies ?? new SlotCopies(arena)).read(slot);

/** @param {Arena} arena @param {number} slot */
const readNumber = (arena, slot) => (
  arena.dv.getUint8(slot) === Tag.I32 ? arena.dv.getInt32(slot + SLOT_A_AT, true) : arena.dv.getFloat64(slot + SLOT_B_AT, true)
);

/** @param {number} tag @param {number} value */
function numberCell(tag, value) {
  cell.f64 = value;
  return setCell(tag, 0);
}

/** @param {unknown} value */
const isDate = (value) => typeof value === 'object' && value !== null && kindOf(value) === 'Date';

/** @type {readonly FieldKind[]} */
const BASIC = [
  {
    name: 'any',
    takes: 'any value that the arena carries',
    tags: [],
    accepts: () => true,
    encode: (arena, value, key, written) => encode(arena, value, key, written),
    read: readSlot,
    plain: copied,
  },
  {
    name: 'bool',
    takes: 'true or false',
    tags: [Tag.Bool],
    accepts: (value) => typeof value === 'boolean',
    encode: (_arena, value) => setCell(Tag.Bool, value ? 1 : 0),
    read: (arena, slot) => pointer(arena, slot) !== 0,
  },
  {
    name: 'i32',
    takes: 'a whole number from -2147483648 to 2147483647',
    tags: [Tag.I32],
    accepts: (value) => typeof value === 'number' && (value | 0) === value,
    encode: (_arena, value) => setCell(Tag.I32, value), // -0 is 0
    read: readNumber,
  },
  {
    name: 'f64',
    takes: 'a number',
    tags: [Tag.F64, Tag.I32],
    accepts: (value) => typeof value === 'number',
    encode: (_arena, value) => numberCell(Tag.F64, value), // integers, too: readers try f64 first
    read: readNumber,
  },
  {
    name: 'bigint',
    takes: 'a bigint of 64 bits with sign',
    tags: [Tag.BigInt],
    accepts: (value) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value,
    encode: (_arena, value) => {
      cell.i64 = value;
      return setCell(Tag.BigInt, 0);
    },
    read: (arena, slot) => arena.dv.getBigInt64(slot + SLOT_B_AT, true),
  },
  {
    name: 'string',
    takes: 'a string',
    tags: [Tag.String],
    accepts: (value) => typeof value === 'string',
    encode: (arena, value) => setCell(Tag.String, placeString(arena, value)),
    read: (arena, slot) => readString(arena, pointer(arena, slot)),
    plain: (arena, slot, copies) => copies === undefined ? readString(arena, pointer(arena, slot)) : copies.leaf(slot),
  },
  {
    name: 'bytes',
    takes: 'a Uint8Array',
    tags: [Tag.Bytes],
    accepts: (value) => typeof value === 'object' && value !== null && kindOf(value) === 'Uint8Array',
    encode: (arena, value) => setCell(Tag.Bytes, placeBytes(arena, value)),
    read: (arena, slot) => readBytes(arena, pointer(arena, slot)),
    plain: (arena, slot, copies) => copies === undefined ? readBytes(arena, pointer(arena, slot)) : copies.leaf(slot),
  },
  {
    name: 'array',
    takes: 'an array',
    tags: [Tag.Array],
    accepts: Array.isArray,
    encode: (arena, value, key, written) => encode(arena, value, key, written),
    read: readSlot,
    plain: copied,
  },
  {
    name: 'object',
    takes: 'an object that is stored by its keys',
    tags: [Tag.Object],
    accepts: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    encode: (arena, value, key, written) => encode(arena, value, key, written),
    read: readSlot,
    plain: copied,
  },
  {
    name: 'date',
    takes: 'a Date, or its milliseconds since 1970',
    tags: [ExtensionTag.Date, Tag.F64, Tag.I32],
    accepts: (value) => typeof value === 'number' || isDate(value),
    encode: (arena, value) => numberCell(
      arena.isExtended ? ExtensionTag.Date : Tag.F64,
      typeof value === 'number' ? value : Date.prototype.getTime.call(value),
    ),
    read: (arena, slot) => new Date(readNumber(arena, slot)),
  },
];

/** @param {string} element  name of its element type @param {string} className @returns {FieldKind} */
function columnKind(element, className) {
  return {
    name: `column<${element}>`,
    takes: `a ${className}, in an arena of types: 'full'`,
    tags: [ExtensionTag.Column],
    accepts: (value) => typeof value === 'object' && value !== null && kindOf(value) === className,
    encode: (arena, value) => setCell(ExtensionTag.Column, allocColumn(arena, className, value)),
    read: (arena, slot) => viewColumn(arena, requireElements(arena, slot, element)),
    plain: (arena, slot, copies) => {
      const header = requireElements(arena, slot, element);
      return copies === undefined ? copyColumn(arena, header) : copies.read(slot);
    },
  };
}

/** @param {Arena} arena @param {number} slot @param {string} element @returns {number} the column's header */
function requireElements(arena, slot, element) {
  const header = pointer(arena, slot);
  const found = columnTypeName(arena, header);
  if (found === element) return header;
  throw fault('ZB_E_TAG', `the column at ${header} has elements of type ${found}, the schema says ${element}; both sides must use one schema`, header);
}

/** @type {ReadonlyMap<string, FieldKind>} */
const KINDS = new Map([
  ...BASIC,
  ...[...BY_TYPE_NAME].map(([element, type]) => columnKind(element, type.className)),
].map((kind) => [kind.name, kind]));

/** What a field of a schema without types takes. */
export const ANY = /** @type {FieldKind} */ (KINDS.get('any'));

/** Names of the types, for messages. */
const KIND_NAMES = `${BASIC.map(({ name }) => name).join(', ')}, column<f64> and the like`;

/**
 * The kind that a name stands for.
 *
 * @param {string} typeName  without the question mark
 * @param {string} where     the field, for the message
 * @returns {FieldKind}
 */
export function requireKind(typeName, where) {
  const kind = KINDS.get(typeName);
  if (kind !== undefined) return kind;
  throw typeFault(`${where} has the unknown type ${JSON.stringify(typeName)}; use a schema or one of ${KIND_NAMES}, with a ? behind it when the field may be null`);
}

/** @type {ReadonlyMap<number, string>} */
const TAG_NAMES = new Map([...Object.entries(Tag), ...Object.entries(ExtensionTag)].map(([name, tag]) => [tag, name.toLowerCase()]));

/** @param {unknown} value  what was given, for messages */
function describe(value) {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return `the number ${Object.is(value, -0) ? '-0' : value}`;
  if (typeof value === 'bigint') return `the bigint ${value}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  return `an object of kind ${kindOf(value)}`;
}

/** A field of one slot. */
export class Field {
  /**
   * @param {string} name
   * @param {string} where       the field as messages name it
   * @param {FieldKind} kind
   * @param {boolean} isNullable
   * @param {number} offset      bytes from the object's first slot
   */
  constructor(name, where, kind, isNullable, offset) {
    this.name = name;
    this.where = where;
    this.kind = kind;
    /** Never null by agreement; what nobody has set is null nevertheless. */
    this.isNullable = isNullable;
    this.offset = offset;
    this.isNested = /** @type {const} */ (false);
  }

  /**
   * @param {Arena} arena  synced
   * @param {number} slot  checked
   * @returns {any}
   */
  read(arena, slot) {
    return this.isSet(arena, slot) ? this.kind.read(arena, slot) : null;
  }

  /**
   * A deep copy.
   *
   * @param {Arena} arena  synced
   * @param {number} slot  checked
   * @param {SlotCopies | undefined} copies  of the operation: for a budget on what a damaged list holds
   * @returns {any}
   */
  plain(arena, slot, copies) {
    if (!this.isSet(arena, slot)) return null;
    return this.kind.plain === undefined ? this.kind.read(arena, slot) : this.kind.plain(arena, slot, copies);
  }

  /** @private False for a null that may be. @param {Arena} arena @param {number} slot */
  isSet(arena, slot) {
    const tag = arena.dv.getUint8(slot);
    const { tags } = this.kind;
    if (tags.length === 0 || (tags.includes(tag) && (tag < ExtensionTag.Undefined || arena.isExtended))) return true;
    if (tag === Tag.Null) {
      if (this.isNullable) return false;
      throw fault('ZB_E_TAG', `${this.where} is null: nobody has set it; set it first, or declare it as '${this.kind.name}?'`, slot);
    }
    const name = TAG_NAMES.get(tag);
    throw fault(
      'ZB_E_TAG',
      `${this.where} is a field of type ${this.kind.name}, its slot holds ${name === undefined ? `the unknown tag ${tag}` : `the type ${name}`}; both sides must use one schema`,
      slot,
    );
  }

  /**
   * Refuse a value of another type.
   *
   * @param {unknown} value
   * @returns {any} the value; null for undefined where the field may be null
   */
  check(value) {
    if (value === undefined || value === null) {
      if (this.isNullable) return this.kind === ANY ? value : null;
    } else if (this.kind.accepts(value)) {
      return value;
    }
    throw typeFault(
      value === undefined
        ? `${this.where} is missing; it takes ${this.kind.takes}`
        : `${this.where} takes ${this.kind.takes}, not ${describe(value)}; nothing was changed`,
    );
  }

  /**
   * What the field's slot holds for a value.
   *
   * @param {Arena} arena    synced; may grow, and run user code
   * @param {unknown} value
   * @param {Written | undefined} written
   * @returns {Readonly<Cell>} valid until the next
   */
  encode(arena, value, written) {
    const checked = this.check(value);
    const { kind } = this;
    if (checked === null) return setCell(Tag.Null, 0);
    arena.sync(); // looking at an object may have run user code
    const content = kind.encode(arena, checked, this.name, written);
    if (kind.tags.length === 0) return content;
    if (content.tag >= ExtensionTag.Undefined && !arena.isExtended) {
      throw typeFault(`${this.where} takes ${kind.takes}; this one is strict`);
    }
    if (kind.tags.includes(content.tag)) return content;
    throw typeFault(`${this.where} takes ${kind.takes}; what was given is stored as the type ${TAG_NAMES.get(content.tag)}`);
  }
}

/** A field that is a schema: its slots stand in place of one. */
export class NestedField {
  /**
   * @param {string} name
   * @param {string} where
   * @param {Layout} layout  of the schema
   * @param {number} offset  bytes from the outer object's first slot
   */
  constructor(name, where, layout, offset) {
    this.name = name;
    this.where = where;
    this.isNested = /** @type {const} */ (true);
    this.layout = layout;
    this.offset = offset;
  }
}
