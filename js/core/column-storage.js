// SPDX-License-Identifier: MIT
// Columns in a region (SPEC.md, 9.3): where the elements are now, how they are reached, how
// they grow. Nothing but the header's offset is believed for longer than one operation: the
// memory, or the column, may grow at any time, by anyone.
import { fault, typeFault } from './errors.js';
import { allocColumn, isColumnArray, storeHeader, typeOfClass, viewColumn } from './extended/column.js';
import { Reference } from './extended/reference.js';
import {
  COLUMN_ALIGN, COLUMN_CAPACITY_AT, COLUMN_DATA_AT, COLUMN_HEADER_BYTES, COLUMN_LENGTH_AT, WRITE_ALIGN,
} from './layout.gen.js';
import { requireOffset } from './region.js';
import { undoOnFailure } from './write.js';

/** @import { Arena } from './arena.js' */
/** @import { TypedArray, TypedArrayClass } from './extended/column.js' */

/**
 * A number, or a bigint for 64-bit elements.
 *
 * @template {TypedArray} T
 * @typedef {T extends BigInt64Array | BigUint64Array ? bigint : number} Element
 */

/** @param {unknown} index @param {number} length @param {number} missing  what undefined stands for */
function clampIndex(index, length, missing) {
  if (index === undefined) return missing;
  const whole = Math.trunc(Number(index)) || 0;
  return whole < 0 ? Math.max(whole + length, 0) : Math.min(whole, length);
}

/**
 * Elements for a new column, gathered before anything is allocated: iterating may run user code.
 *
 * @param {any} type  class of typed array
 * @param {Iterable<unknown> | ArrayLike<unknown>} values
 * @returns {TypedArray}
 */
function gather(type, values) {
  if (values instanceof ColumnStorage) return gather(type, values.view);
  return values instanceof type ? /** @type {TypedArray} */ (values) : type.from(values);
}

/** @template {TypedArray} T */
export class ColumnStorage extends Reference {
  /** @type {Arena} */
  #arena;
  /** @type {number} */
  #header;
  /** @type {T} */
  #view;
  /** Where the elements of #view were, by the header. */
  #data = 0;
  #length = 0;
  /** @type {Uint8Array} The arena's view when #view was made: another one means that the memory grew. */
  #bytes;
  /** @type {number} */
  #epoch;

  /**
   * For columnAt() and createColumn().
   *
   * @param {Arena} arena  synced
   * @param {number} header  u32; what is there is checked
   */
  constructor(arena, header) {
    const view = /** @type {T} */ (viewColumn(arena, header));
    super(view);
    this.#arena = arena;
    this.#header = header;
    this.#epoch = arena.epoch;
    this.#bytes = arena.u8;
    this.#view = view;
    this.#note(view);
  }

  /** @param {T} view  just made */
  #note(view) {
    this.#view = view;
    this.#bytes = this.#arena.u8;
    this.#data = view.byteOffset;
    this.#length = view.length;
  }

  /**
   * The elements: a typed array over the region itself. Reading it costs a few nanoseconds,
   * so a loop takes it once, before the first element. It is valid until the memory grows
   * (an unshared one: the typed array then has length 0), the column grows, or a restore
   * frees it; anything that allocates may grow the memory. The next read of this property
   * gives a valid one again.
   *
   * @override
   * @returns {T}
   * @throws {RangeError} when a restore has freed the column
   */
  get view() {
    const arena = this.#arena;
    arena.sync();
    if (this.#epoch === arena.epoch && this.#bytes === arena.u8) {
      const { dv } = arena;
      const header = this.#header;
      if (
        dv.getUint32(header + COLUMN_LENGTH_AT, true) === this.#length
        && dv.getUint32(header + COLUMN_DATA_AT, true) === this.#data
      ) return this.#view;
    }
    return this.#renew();
  }

  #renew() {
    const arena = this.#arena;
    if (this.#epoch !== arena.epoch) {
      this.#refuseFreed();
      this.#epoch = arena.epoch;
    }
    const view = /** @type {T} */ (viewColumn(arena, this.#header));
    if (view.constructor !== this.#view.constructor) {
      throw fault('ZB_E_TAG', `the column at ${this.#header} now holds other elements; its bytes were given to something else`, this.#header);
    }
    this.#note(view);
    return view;
  }

  #refuseFreed() {
    const arena = this.#arena;
    if (arena.wasFreed(this.#header, this.#epoch)) {
      throw arena.stale('this column', this.#header, this.#epoch);
    }
    // Only where the header still says what it said: data that was moved since is not ours to judge.
    const { dv } = arena;
    const data = dv.getUint32(this.#header + COLUMN_DATA_AT, true);
    if (this.#length > 0 && data === this.#data && arena.wasFreed(data, this.#epoch)) {
      throw arena.stale('what this column holds since it grew (reserve() before save() prevents it)', data, this.#epoch);
    }
  }

  /** The arena that the column is in. */
  get arena() {
    return this.#arena;
  }

  /** Offset of the column's header in the region, as columnAt() and C take it. */
  get __zerobuf_ptr() {
    this.view; // refuses a freed column
    return this.#header;
  }

  /** Count of elements. */
  get length() {
    return this.view.length;
  }

  /** Elements that there is room for before the column must move. */
  get capacity() {
    this.view;
    return this.#arena.dv.getUint32(this.#header + COLUMN_CAPACITY_AT, true);
  }

  /** Offset of element 0 in the region; it changes when the column grows. */
  get byteOffset() {
    return this.view.byteOffset;
  }

  /** Bytes that the elements take. */
  get byteLength() {
    return this.view.byteLength;
  }

  /** Class of the elements' typed array, like Float64Array. @returns {any} */
  get type() {
    return this.#view.constructor;
  }

  /**
   * One element. For more than a few take `view`.
   *
   * @param {number} index  negative ones count from the end
   * @returns {Element<T> | undefined} undefined outside the column
   */
  at(index) {
    const view = this.view;
    return /** @type {any} */ (view[index < 0 ? index + view.length : index]);
  }

  /**
   * Store one element, converted as a typed array converts.
   *
   * @param {number} index  0 to length - 1
   * @param {Element<T>} value
   * @throws {RangeError} outside the column: push() appends
   * @throws {TypeError} for a value that is no number, or no bigint where one is needed
   */
  set(index, value) {
    const view = this.view;
    if (!Number.isInteger(index) || index < 0 || index >= view.length) {
      throw fault('ZB_E_NOT_FOUND', `index ${String(index)} is not in a column of ${view.length} elements; push() appends`);
    }
    this.#requireElement(value);
    /** @type {any} */ (view)[index] = value;
  }

  /** @param {unknown} value */
  #requireElement(value) {
    const wanted = this.isBigInt ? 'bigint' : 'number';
    if (typeof value === wanted) return;
    throw typeFault(`an element of a ${this.type.name} column is a ${wanted}, not ${value === null ? 'null' : `a ${typeof value}`}; convert it first`);
  }

  /** Whether elements are bigints. @package */
  get isBigInt() {
    const { name } = this.type;
    return name === 'BigInt64Array' || name === 'BigUint64Array';
  }

  /**
   * Append elements, converted as a typed array converts. Amortised O(values); the column
   * moves to twice its capacity when it is full, and leaves the old elements behind: what
   * shows those (slices, stored references, typed arrays) no longer follows.
   *
   * @param {...Element<T>} values
   * @returns {number} the new length
   * @throws {TypeError} as set(); {RangeError} "out of memory". Nothing changes on failure
   */
  push(...values) {
    for (const value of values) this.#requireElement(value);
    return this.append(/** @type {any} */ (values));
  }

  /**
   * push() of many.
   *
   * @param {Iterable<Element<T>> | ArrayLike<Element<T>> | ColumnStorage<T>} values  a typed array is the fastest
   * @returns {number} the new length
   */
  append(values) {
    let items = gather(this.type, values);
    const count = items.length;
    const arena = this.#arena;
    if (items.buffer === arena.u8.buffer) items = items.slice(); // making room may detach it
    this.reserve(count);
    const view = this.view;
    const { length } = view;
    if (count === 0) return length;
    const whole = new this.type(view.buffer, view.byteOffset, length + count);
    whole.set(items, length);
    arena.publish(this.#header + COLUMN_LENGTH_AT, length + count);
    return length + count;
  }

  /**
   * Make room for `count` more elements: pushes of so many then neither fail nor move the column.
   *
   * @param {number} count
   * @throws {RangeError} "out of memory", with nothing changed
   */
  reserve(count) {
    if (!Number.isInteger(count) || count < 0) {
      throw fault('ZB_E_INVALID', `cannot reserve ${String(count)} elements; pass a whole number, 0 or more`);
    }
    const { length, BYTES_PER_ELEMENT: itemBytes } = this.view;
    const { capacity } = this;
    const needed = length + count;
    if (needed <= capacity) return;
    const grown = Math.max(2 * capacity, needed);
    const data = this.#room(grown * itemBytes, needed * itemBytes);
    const arena = this.#arena;
    const from = this.view.byteOffset;
    arena.u8.copyWithin(data.at, from, from + length * itemBytes);
    arena.publish(this.#header + COLUMN_DATA_AT, data.at);
    arena.publish(this.#header + COLUMN_CAPACITY_AT, Math.floor(data.bytes / itemBytes));
  }

  /** Bytes for a move: as many as wanted, else as needed. @param {number} wanted @param {number} needed */
  #room(wanted, needed) {
    const arena = this.#arena;
    try {
      return { at: arena.alloc(wanted, COLUMN_ALIGN), bytes: wanted };
    } catch (error) {
      if (wanted === needed || /** @type {{ code?: string }} */ (error).code !== 'ZB_E_MEMORY') throw error;
      return { at: arena.alloc(needed, COLUMN_ALIGN), bytes: needed };
    }
  }

  /**
   * A column over part of these elements, without copying them (16 bytes for its header).
   * Writes through either are seen through both, until one of them grows.
   *
   * @param {number} [from]  as Array.prototype.slice takes them
   * @param {number} [to]
   * @returns {this}
   */
  subarray(from, to) {
    const { start, count, type } = this.#range(from, to);
    const arena = this.#arena;
    const made = arena.alloc(COLUMN_HEADER_BYTES, WRITE_ALIGN);
    const { byteOffset, BYTES_PER_ELEMENT: itemBytes } = this.view; // after the allocation
    storeHeader(arena, made, type, count === 0 ? 0 : byteOffset + start * itemBytes, count);
    return this.#like(made);
  }

  /**
   * A new column with a copy of part of these elements.
   *
   * @param {number} [from]  as Array.prototype.slice takes them
   * @param {number} [to]
   * @returns {this}
   */
  slice(from, to) {
    const { start, count } = this.#range(from, to);
    const arena = this.#arena;
    const made = allocElements(arena, this.type, count);
    const { byteOffset, BYTES_PER_ELEMENT: itemBytes } = this.view;
    arena.u8.copyWithin(made + COLUMN_HEADER_BYTES, byteOffset + start * itemBytes, byteOffset + (start + count) * itemBytes);
    return this.#like(made);
  }

  /** @param {unknown} from @param {unknown} to */
  #range(from, to) {
    const { length } = this.view;
    const start = clampIndex(from, length, 0);
    const end = clampIndex(to, length, length);
    return { start, count: Math.max(end - start, 0), type: typeOfClass(this.type.name) };
  }

  /** @param {number} header @returns {this} */
  #like(header) {
    return new /** @type {any} */ (this.constructor)(this.#arena, header);
  }

  /**
   * The elements in turn; what is appended meanwhile comes, too, as with arrays.
   *
   * @returns {Generator<Element<T>, void, undefined>}
   */
  *[Symbol.iterator]() {
    for (let index = 0; index < this.length; index++) yield /** @type {Element<T>} */ (this.at(index));
  }

  /** A copy of the elements, apart from the region. @returns {T} */
  toJS() {
    return /** @type {T} */ (this.view.slice());
  }

  /** For JSON.stringify(), and so what a strict arena stores of a column: a list of numbers. @returns {Element<T>[]} */
  toJSON() {
    return /** @type {any[]} */ (Array.from(/** @type {any} */ (this.view)));
  }

  /** console.log() of Node, Deno and Bun shows the elements. */
  [Symbol.for('nodejs.util.inspect.custom')]() {
    return this.toJS();
  }
}

/**
 * Header and room for elements in one piece; the room is not cleared.
 *
 * @param {Arena} arena
 * @param {any} type  class of typed array
 * @param {number} count
 * @returns {number} offset of the header; the elements follow it
 */
export function allocElements(arena, type, count) {
  const header = arena.alloc(COLUMN_HEADER_BYTES + count * type.BYTES_PER_ELEMENT, COLUMN_ALIGN);
  storeHeader(arena, header, typeOfClass(type.name), count === 0 ? 0 : header + COLUMN_HEADER_BYTES, count);
  return header;
}

/** @param {unknown} type */
function requireClass(type) {
  const { name, BYTES_PER_ELEMENT } = typeof type === 'function' ? /** @type {any} */ (type) : { name: undefined, BYTES_PER_ELEMENT: 0 };
  if (typeof name === 'string' && isColumnArray(name) && typeOfClass(name).itemBytes === BYTES_PER_ELEMENT) return;
  throw typeFault('a column takes a class of typed array first, like Float64Array; pass the class itself, then a length or values');
}

/**
 * Write the header and the elements of a new column.
 *
 * @param {Arena} arena
 * @param {TypedArrayClass} type
 * @param {number | Iterable<unknown> | ArrayLike<unknown>} lengthOrValues
 * @returns {number} offset of the header
 */
export function writeColumn(arena, type, lengthOrValues) {
  requireClass(type);
  if (typeof lengthOrValues === 'number') {
    if (!Number.isInteger(lengthOrValues) || lengthOrValues < 0) {
      throw fault('ZB_E_INVALID', `a column cannot have ${lengthOrValues} elements; pass a whole number, 0 or more`);
    }
    const header = allocElements(arena, type, lengthOrValues);
    viewColumn(arena, header).fill(/** @type {never} */ (type.name.startsWith('Big') ? 0n : 0));
    return header;
  }
  if (typeof lengthOrValues !== 'object' || lengthOrValues === null) {
    throw typeFault(`a column is made of a length or of values, not of ${lengthOrValues === null ? 'null' : `a ${typeof lengthOrValues}`}`);
  }
  const items = gather(type, lengthOrValues);
  return undoOnFailure(arena, () => allocColumn(arena, type.name, items));
}

/** @param {Arena} arena @param {unknown} header @returns {number} */
export function requireHeader(arena, header) {
  arena.sync();
  return requireOffset(header, 'the column header');
}
