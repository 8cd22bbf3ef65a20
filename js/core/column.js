// SPDX-License-Identifier: MIT
// Columns: numbers of one type in a region, with the mathematics that goes with them. Every
// operation gives the same result with the C engine and without (kernels.js); what it takes
// is checked here, before anything is read.
import { OrderedColumn } from './column-order.js';
import { allocElements, requireHeader, writeColumn } from './column-storage.js';
import { fault, typeFault } from './errors.js';
import { plainKernels, typeName } from './kernels.js';
import { Comparison, sortedIndex } from './kernels-select.js';

/** @import { Arena } from './arena.js' */
/** @import { Element } from './column-storage.js' */
/** @import { TypedArray } from './extended/column.js' */
/** @import { Kernels } from './kernels.js' */
/** @import { Stats } from './kernels-moments.js' */
/** @import { Condition } from './kernels-select.js' */

/**
 * What filter() and findIndices() look for: exactly one comparison. `between` holds both of
 * its ends. Comparisons are JavaScript's: NaN meets none but `ne`.
 *
 * @template N
 * @typedef {{ lt: N } | { le: N } | { gt: N } | { ge: N } | { eq: N } | { ne: N } | { between: readonly [low: N, high: N] }} Predicate
 */

/**
 * Bounds of a histogram. Finite; by default the column's own smallest and largest element.
 *
 * @typedef {{ min?: number, max?: number }} HistogramBounds
 */

/**
 * Numbers side by side in the region. Made by createColumn() (`buf.column()`) and columnAt().
 *
 * @template {TypedArray} T
 * @extends {OrderedColumn<T>}
 */
export class Column extends OrderedColumn {
  /** C's kernels for these elements where the arena has them, else JavaScript's. @returns {Kernels} */
  get #kernels() {
    const type = typeName(this.type.name);
    const { kernels } = /** @type {{ kernels?: Partial<Record<string, Kernels>> }} */ (/** @type {unknown} */ (this.arena));
    return kernels?.[type] ?? plainKernels(type);
  }

  /**
   * Sum of the elements, 0 when there are none. Of floats: added in doubles, in blocks and
   * pairs (ARCHITECTURE.md, "Columns"), so that the error stays within about 150 roundings
   * however many they are; of integers: exact, then rounded to a double once; of 64-bit
   * integers: exact, a bigint.
   *
   * @returns {Element<T>}
   */
  sum() {
    return /** @type {any} */ (this.#kernels.sum(this.view));
  }

  /**
   * Sum of the products with another column's elements, in doubles; a bigint, exact, for
   * 64-bit integers.
   *
   * @param {Column<T>} other  of the same type and length
   * @returns {Element<T>}
   */
  dot(other) {
    const { x, y, kernels } = this.#pair(other);
    return /** @type {any} */ (kernels.dot(x, y));
  }

  /**
   * Smallest element, as Math.min finds it: NaN when there is one, -0 below 0.
   *
   * @returns {Element<T> | undefined} undefined when there are none
   */
  min() {
    const { view } = this;
    return view.length === 0 ? undefined : this.#kernels.range(view).min;
  }

  /** Largest element, as min(). @returns {Element<T> | undefined} */
  max() {
    const { view } = this;
    return view.length === 0 ? undefined : this.#kernels.range(view).max;
  }

  /**
   * Multiply each element, in place. As all arithmetic here: in doubles, then stored as a
   * typed array stores, so integers are cut and wrap.
   *
   * @param {Element<T>} k
   * @returns {this}
   */
  scale(k) {
    this.#requireOperand(k, 'the factor');
    this.#kernels.scale(this.view, k);
    return this;
  }

  /**
   * Each element x becomes a * x + b, in place; the product is rounded before b is added.
   *
   * @param {Element<T>} a
   * @param {Element<T>} b
   * @returns {this}
   */
  map(a, b) {
    this.#requireOperand(a, 'the factor');
    this.#requireOperand(b, 'the summand');
    this.#kernels.affine(this.view, a, b);
    return this;
  }

  /**
   * Bring each element into [low, high], in place. NaN stays. The bounds are first rounded to
   * the element type, inwards for integers.
   *
   * @param {Element<T>} low
   * @param {Element<T>} high  not below low
   * @returns {this}
   */
  clamp(low, high) {
    this.#requireOperand(low, 'the lower bound');
    this.#requireOperand(high, 'the upper bound');
    const bounds = this.#elementBounds(low, high);
    if (!(bounds[0] <= bounds[1])) {
      throw fault('ZB_E_INVALID', `no ${this.type.name} element lies from ${String(low)} to ${String(high)}; pass the lower bound first`);
    }
    this.#kernels.clamp(this.view, bounds[0], bounds[1]);
    return this;
  }

  /** @param {any} low @param {any} high @returns {ArrayLike<any>} */
  #elementBounds(low, high) {
    const type = typeName(this.type.name);
    if (type.startsWith('f')) return new this.type([low, high]);
    const bits = 8 * this.type.BYTES_PER_ELEMENT;
    const isSigned = type.startsWith('i');
    if (this.isBigInt) {
      const least = isSigned ? -(2n ** 63n) : 0n;
      const most = isSigned ? 2n ** 63n - 1n : 2n ** 64n - 1n;
      return [low < least ? least : low, high > most ? most : high];
    }
    const least = isSigned ? -(2 ** (bits - 1)) : 0;
    return [Math.max(Math.ceil(low), least), Math.min(Math.floor(high), least + 2 ** bits - 1)];
  }

  /**
   * Add another column's elements to these, in place. Integers wrap (u8 clamped: clamps).
   *
   * @param {Column<T>} other  of the same type and length; this column itself, or apart from it
   * @returns {this}
   */
  add(other) {
    const { x, y, kernels } = this.#apart(other);
    kernels.add(x, y);
    return this;
  }

  /** Subtract, as add(). @param {Column<T>} other @returns {this} */
  sub(other) {
    const { x, y, kernels } = this.#apart(other);
    kernels.sub(x, y);
    return this;
  }

  /** Multiply, as add(). @param {Column<T>} other @returns {this} */
  mul(other) {
    const { x, y, kernels } = this.#apart(other);
    kernels.mul(x, y);
    return this;
  }

  /**
   * Count, sum, mean, smallest, largest, variance and standard deviation in one pass. The
   * variance is that of a whole population (sum of squared deviations / count; for a sample
   * multiply by count / (count - 1)), found from deviations, so that a mean far above the
   * spread costs no digits; it is exactly 0 when all elements are equal. 64-bit integers count
   * as the doubles next to them.
   *
   * @returns {Stats} of no elements: count and sum 0, min and max undefined, the others NaN
   */
  stats() {
    return this.#kernels.stats(this.view);
  }

  /**
   * Bring floats to [0, 1], in place: the smallest becomes 0, the largest 1. All become 0 when
   * all are equal, and NaN when one is NaN or infinite.
   *
   * @returns {this}
   * @throws {TypeError} for integers, which have nothing between 0 and 1
   */
  normalize() {
    if (!typeName(this.type.name).startsWith('f')) {
      throw typeFault(`normalize() makes fractions, which a ${this.type.name} cannot hold; copy it to a Float64Array column first`);
    }
    const { view } = this;
    if (view.length > 0) this.#kernels.normalize(view);
    return this;
  }

  /**
   * Pearson's correlation with another column.
   *
   * @param {Column<T>} other  of the same type and length
   * @returns {number} -1 to 1; NaN when either has no spread, or holds NaN or an infinity
   */
  correlation(other) {
    const { x, y, kernels } = this.#pair(other);
    return kernels.correlation(x, y);
  }

  /**
   * Count the elements in bins of equal width. Elements outside the bounds, and NaN, are not
   * counted; one that equals the upper bound is in the last bin.
   *
   * @param {number} bins  1 or more
   * @param {HistogramBounds} [bounds]
   * @returns {Column<Uint32Array>} a new column, one element per bin
   */
  histogram(bins, { min, max } = {}) {
    if (!Number.isInteger(bins) || bins < 1) {
      throw fault('ZB_E_INVALID', `a histogram cannot have ${String(bins)} bins; pass a whole number, 1 or more`);
    }
    const { low, high } = this.#histogramBounds(min, max);
    const counts = createColumn(this.arena, Uint32Array, bins);
    const { view } = this; // after the allocation
    if (view.length > 0) this.#kernels.histogram(view, low, high, counts.view);
    return counts;
  }

  /** @param {number | undefined} min @param {number | undefined} max */
  #histogramBounds(min, max) {
    const { view } = this;
    const own = view.length === 0 || (min !== undefined && max !== undefined) ? { min: 0, max: 0 } : this.#kernels.range(view);
    const low = min ?? Number(own.min);
    const high = max ?? (view.length === 0 ? low : Number(own.max));
    if (!Number.isFinite(low) || !Number.isFinite(high)) {
      throw fault('ZB_E_INVALID', `a histogram from ${low} to ${high} has no width; where a column holds NaN or infinities, pass finite bounds as { min, max }`);
    }
    if (low > high) {
      throw fault('ZB_E_INVALID', `a histogram from ${low} to ${high} is empty; pass a min that is not above max`);
    }
    return { low, high };
  }

  /**
   * Where `value` belongs in a column that ascends, as sort() of a typed array leaves it:
   * index of the first element that is not below it. O(log length).
   *
   * @param {Element<T>} value  NaN belongs behind all numbers
   * @returns {number} 0 to length
   */
  sortedIndex(value) {
    this.#requireOperand(value, 'the value');
    return sortedIndex(this.view, value);
  }

  /**
   * The elements that meet a condition, in order.
   *
   * @param {Predicate<Element<T>>} predicate
   * @returns {Column<T>} a new column
   */
  filter(predicate) {
    const condition = this.#condition(predicate);
    const count = this.#kernels.count(this.view, condition);
    const found = /** @type {Column<T>} */ (new Column(this.arena, allocElements(this.arena, this.type, count)));
    this.#kernels.filter(this.view, condition, found.view);
    return found;
  }

  /**
   * Indices of the elements that meet a condition, ascending.
   *
   * @param {Predicate<Element<T>>} predicate
   * @returns {Column<Uint32Array>} a new column
   */
  findIndices(predicate) {
    const condition = this.#condition(predicate);
    const count = this.#kernels.count(this.view, condition);
    const found = /** @type {Column<Uint32Array>} */ (new Column(this.arena, allocElements(this.arena, Uint32Array, count)));
    this.#kernels.indices(this.view, condition, found.view);
    return found;
  }

  /** @param {Predicate<Element<T>>} predicate @returns {Condition} */
  #condition(predicate) {
    const names = typeof predicate === 'object' && predicate !== null ? Object.keys(predicate) : [];
    const [name = ''] = names;
    if (names.length !== 1 || !Object.hasOwn(Comparison, name)) {
      throw typeFault(`a predicate has exactly one of ${Object.keys(Comparison).join(', ')}, like { ge: 3 }; this one has ${names.length === 0 ? 'none' : names.join(', ')}`);
    }
    const comparison = /** @type {number} */ (Comparison[name]);
    const operand = /** @type {any} */ (predicate)[name];
    if (name !== 'between') {
      this.#requireOperand(operand, name);
      return { comparison, a: operand, b: operand };
    }
    if (!Array.isArray(operand) || operand.length !== 2) throw typeFault('between takes [low, high], both included');
    const [a, b] = operand;
    this.#requireOperand(a, 'the lower end');
    this.#requireOperand(b, 'the upper end');
    return { comparison, a, b };
  }

  /** @param {unknown} value @param {string} what  names it in the error */
  #requireOperand(value, what) {
    const wanted = this.isBigInt ? 'bigint' : 'number';
    if (typeof value !== wanted) {
      throw typeFault(`${what} must be a ${wanted} for a column of ${this.type.name}, not ${value === null ? 'null' : `a ${typeof value}`}`);
    }
  }

  /**
   * Both columns' elements, where they can be taken in pairs.
   *
   * @param {Column<T>} other
   */
  #pair(other) {
    if (!(other instanceof Column)) throw typeFault("the other operand is no column; make one with column(), or use the column's view");
    if (other.type !== this.type) {
      throw typeFault(`columns of ${this.type.name} and ${other.type.name} cannot be combined; copy one to the other's type first`);
    }
    const x = this.view;
    const y = /** @type {T} */ (other.view);
    if (x.length !== y.length) {
      throw fault('ZB_E_INVALID', `columns of ${x.length} and ${y.length} elements cannot be combined; take a subarray() of the longer one`);
    }
    const isOneMemory = x.buffer === y.buffer || this.arena.memory === other.arena.memory;
    return { x, y, isOneMemory, kernels: isOneMemory ? this.#kernels : plainKernels(typeName(this.type.name)) };
  }

  /** #pair() for what writes these elements: the others are the very same, or apart. @param {Column<T>} other */
  #apart(other) {
    const pair = this.#pair(other);
    const { x, y, isOneMemory } = pair;
    const distance = Math.abs(x.byteOffset - y.byteOffset);
    if (isOneMemory && distance > 0 && distance < x.byteLength) {
      throw fault('ZB_E_INVALID', 'the columns overlap in part, so the result would depend on the order; slice() one of them first', y.byteOffset);
    }
    return pair;
  }
}

/**
 * A new column. In an arena of any types: a column is data of the region that its header's
 * offset (`__zerobuf_ptr`) leads to. Storing it in an object of an arena with types 'full'
 * stores a reference to its elements where they are then; a strict arena stores a copy, as a
 * list of numbers.
 *
 * @template {TypedArray} T
 * @param {Arena} arena
 * @param {{ new (length: number): T, new (buffer: ArrayBufferLike, byteOffset: number, length: number): T }} type
 *   a class of typed array, like Float64Array
 * @param {number | Iterable<Element<T>> | ArrayLike<Element<T>>} [lengthOrValues]  a length, of zeros; or values, which are copied
 * @returns {Column<T>}
 * @throws {TypeError} for another class or values that it does not take, {RangeError} "out of
 *   memory". Nothing changes on failure
 */
export function createColumn(arena, type, lengthOrValues = 0) {
  return new Column(arena, writeColumn(arena, /** @type {any} */ (type), lengthOrValues));
}

/**
 * The column whose header lies at an offset, written by anyone.
 *
 * @param {Arena} arena
 * @param {number} header  offset, as `__zerobuf_ptr` gives it
 * @returns {Column<any>}
 * @throws {ZerobufError} when no column with all its elements inside the region is there
 */
export function columnAt(arena, header) {
  return new Column(arena, requireHeader(arena, header));
}
