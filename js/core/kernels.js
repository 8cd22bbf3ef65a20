// SPDX-License-Identifier: MIT
// The kernels of columns in plain JavaScript, by element type. They are what every result is
// defined by: C (kernels-wasm.js) takes their place where there is an engine, and gives the
// same bits, but for the payload of a NaN.
import { typeOfClass } from './extended/column.js';
import { dotBigInts, rangeBigInts, sumBigInts } from './kernels-bigint.js';
import { add, affine, clamp, mul, mulIntegers, normalize, scale, sub } from './kernels-map.js';
import { correlation, stats } from './kernels-moments.js';
import { range } from './kernels-range.js';
import { count, filter, histogram, indices } from './kernels-select.js';
import { dot, sum, sumIntegers } from './kernels-sum.js';
import { COLUMN_TYPES } from './layout.gen.js';

/** @import { Integers } from './kernels-bigint.js' */
/** @import { Stats } from './kernels-moments.js' */
/** @import { Condition } from './kernels-select.js' */

/**
 * What a column of one element type can do. All take typed arrays over the region, those of
 * a call of the same type and length.
 *
 * @typedef {object} Kernels
 * @property {(x: any) => number | bigint} sum
 * @property {(x: any, y: any) => number | bigint} dot
 * @property {(x: any) => { min: any, max: any }} range  of a column that is not empty
 * @property {(x: any, k: any) => void} scale
 * @property {(x: any, a: any, b: any) => void} affine
 * @property {(x: any, low: any, high: any) => void} clamp
 * @property {(x: any) => void} normalize
 * @property {(x: any, y: any) => void} add
 * @property {(x: any, y: any) => void} sub
 * @property {(x: any, y: any) => void} mul
 * @property {(x: any) => Stats} stats
 * @property {(x: any, y: any) => number} correlation
 * @property {(x: any, min: number, max: number, bins: Uint32Array) => void} histogram
 * @property {(x: any, condition: Condition) => number} count
 * @property {(x: any, condition: Condition, out: Uint32Array) => void} indices
 * @property {(x: any, condition: Condition, out: any) => void} filter
 */

/** @type {Kernels} */
const FLOATS = { sum, dot, range, scale, affine, clamp, normalize, add, sub, mul, stats, correlation, histogram, count, indices, filter };

/** @type {Kernels} */
const INTEGERS = { ...FLOATS, sum: sumIntegers, mul: mulIntegers, stats: (x) => stats(x, sumIntegers(x)) };

/** Statistics are those of the elements as doubles. @param {Integers} x */
const doubles = (x) => Float64Array.from(/** @type {Iterable<any>} */ (x), Number);

/** @type {Kernels} */
const BIGINTS = {
  ...FLOATS,
  sum: sumBigInts,
  dot: dotBigInts,
  range: rangeBigInts,
  stats: (x) => stats(doubles(x)),
  correlation: (x, y) => correlation(doubles(x), doubles(y)),
  histogram: (x, min, max, bins) => histogram(doubles(x), min, max, bins),
};

/** @type {ReadonlyMap<number, string>} */
const NAMES = new Map(COLUMN_TYPES.map(([name, number]) => [number, name.toLowerCase()]));

/**
 * Short name of an element type, as C's functions end in: "f64", "u8_clamped".
 *
 * @param {string} className  like "Float64Array"
 */
export function typeName(className) {
  return /** @type {string} */ (NAMES.get(typeOfClass(className).number));
}

/** @param {string} type  of typeName() @returns {Kernels} */
export function plainKernels(type) {
  if (type.startsWith('f')) return FLOATS;
  return type === 'i64' || type === 'u64' ? BIGINTS : INTEGERS;
}
