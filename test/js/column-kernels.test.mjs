// SPDX-License-Identifier: MIT
// What the mathematics of columns promises, in plain JavaScript: exact answers where there
// are any, error bounds against rational arithmetic where there are not, and what becomes of
// NaN, zeros, infinities and nothing at all. kernels-wasm.test.mjs compares C with it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createColumn } from '../../js/core/column.js';
import { assertFault, fresh, random, seedOfRun } from './support.mjs';

const { arena } = fresh(0, { initial: 16, maximum: 1024 });
const f64 = (values) => createColumn(arena, Float64Array, values);
const f32 = (values) => createColumn(arena, Float32Array, values);
const i32 = (values) => createColumn(arena, Int32Array, values);
const i64 = (values) => createColumn(arena, BigInt64Array, values);

const seed = seedOfRun();
const { next } = random(seed);
/** In [0, 1). */
const uniform = () => next() / 2 ** 32;

/** A double as a whole number of 2^-1074. */
function exact(value) {
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0];
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = (bits & 0xfffffffffffffn) | (exponent === 0 ? 0n : 1n << 52n);
  return (value < 0 ? -fraction : fraction) << BigInt(Math.max(exponent, 1) - 1);
}
const UNIT = 1074n;

/** The double next to numerator / denominator, both in powers of 2^-1074 below. */
function ratio(numerator, denominator) {
  const scaled = (numerator << 1200n) / denominator;
  const digits = scaled < 0n ? -scaled : scaled;
  const shift = BigInt(Math.max(digits.toString(2).length - 64, 0));
  return (scaled < 0n ? -1 : 1) * Number(digits >> shift) * 2 ** (Number(shift) - 1200);
}

/** Mean and variance by rational arithmetic. */
function exactMoments(values) {
  const n = BigInt(values.length);
  let sum = 0n, squares = 0n;
  for (const value of values) {
    const e = exact(value);
    sum += e;
    squares += e * e;
  }
  return { mean: ratio(sum, n << UNIT), variance: ratio(n * squares - sum * sum, (n * n) << (2n * UNIT)) };
}

const close = (actual, expected, relative, what) =>
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${what}: ${actual}, exactly ${expected}`);

describe('sum and dot', () => {
  it('of small whole numbers are exact', () => {
    for (let n = 0; n <= 70; n++) {
      const values = Array.from({ length: n }, (_, i) => i - 7);
      const expected = values.reduce((a, b) => a + b, 0);
      const squares = values.reduce((a, b) => a + b * b, 0);
      for (const make of [f64, f32, i32]) {
        assert.equal(make(values).sum(), expected);
        assert.equal(make(values).dot(make(values)), squares);
      }
      assert.equal(i64(values.map(BigInt)).sum(), BigInt(expected));
      assert.equal(i64(values.map(BigInt)).dot(i64(values.map(BigInt))), BigInt(squares));
    }
  });

  it('follow the documented order', () => {
    const values = Array.from({ length: 5000 }, () => (uniform() - 0.5) * 2 ** (next() % 40));
    const block = (from, to) => {
      const lanes = new Float64Array(8);
      for (let i = from; i < to; i++) lanes[i % 8] += values[i];
      const [l0, l1, l2, l3, l4, l5, l6, l7] = lanes;
      return ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7));
    };
    // Blocks 0 to 3 in pairs of pairs, 4 by itself.
    const [a, b, c, d, e] = [0, 1024, 2048, 3072, 4096].map((from) => block(from, Math.min(from + 1024, 5000)));
    assert.equal(f64(values).sum(), ((a + b) + (c + d)) + e);
    assert.equal(f64(values.slice(0, 3072)).sum(), (a + b) + c);
  });

  it('keep their error within the bound that is promised', () => {
    const values = Array.from({ length: 100000 }, () => uniform() + 1e6);
    const total = values.reduce((sum, value) => sum + exact(value), 0n);
    close(f64(values).sum(), ratio(total, 1n << UNIT), 150 * 2 ** -53, 'sum');
  });

  it('of integers are exact past 2^53, rounded once', () => {
    const values = new Int32Array(2 ** 22 + 3).fill(2 ** 31 - 1);
    const expected = Number(BigInt(values.length) * (2n ** 31n - 1n));
    assert.equal(i32(values).sum(), expected);
    assert.equal(i32(values).stats().sum, expected);
    const extremes = [2n ** 63n - 1n, 2n ** 63n - 1n, -(2n ** 63n), 5n, -1n];
    assert.equal(i64(extremes).sum(), 2n ** 63n + 2n);
    assert.equal(i64([2n ** 63n - 1n, -(2n ** 63n)]).dot(i64([2n, 2n])), -2n);
    assert.equal(createColumn(arena, BigUint64Array, [2n ** 64n - 1n, 1n]).sum(), 2n ** 64n);
    assert.equal(createColumn(arena, Uint32Array, [2 ** 32 - 1, 1]).sum(), 2 ** 32);
    assert.equal(createColumn(arena, Uint8Array, [255, 1]).sum(), 256);
  });

  it('of nothing are 0, and of -0 too', () => {
    for (const make of [f64, f32, i32]) {
      assert.ok(Object.is(make([]).sum(), 0));
      assert.ok(Object.is(make([]).dot(make([])), 0));
    }
    assert.equal(i64([]).sum(), 0n);
    assert.ok(Object.is(f64([-0, -0]).sum(), 0));
  });

  it('of f32 are in doubles', () => {
    assert.equal(f32([2 ** 24, 1, 1]).sum(), 2 ** 24 + 2);
    assert.equal(f32([2 ** 24 - 1]).dot(f32([2 ** 24 - 1])), (2 ** 24 - 1) ** 2);
  });

  it('carry NaN and infinities', () => {
    assert.equal(f64([1, NaN]).sum(), NaN);
    assert.equal(f64([1, Infinity]).sum(), Infinity);
    assert.equal(f64([Infinity, -Infinity]).sum(), NaN);
    assert.equal(f64([Infinity]).dot(f64([0])), NaN);
  });
});

describe('min and max', () => {
  it('are those of Math', () => {
    const pool = [0, -0, 1, -1, 1e308, -1e308, 5e-324, Infinity, -Infinity, 2, 3];
    for (let round = 0; round < 300; round++) {
      const values = Array.from({ length: 1 + (next() % 20) }, () => pool[next() % pool.length]);
      if (next() % 8 === 0) values[next() % values.length] = NaN;
      assert.ok(Object.is(f64(values).min(), Math.min(...values)), `min of ${values}`);
      assert.ok(Object.is(f64(values).max(), Math.max(...values)), `max of ${values}`);
    }
    assert.ok(Object.is(f64([0, -0]).min(), -0));
    assert.ok(Object.is(f64([-0, 0]).max(), 0));
    assert.ok(Object.is(f64([-0]).max(), -0));
  });

  it('are undefined for nothing', () => {
    for (const make of [f64, f32, i32, i64]) {
      assert.equal(make([]).min(), undefined);
      assert.equal(make([]).max(), undefined);
    }
  });

  it('of integers', () => {
    assert.equal(i32([5, -(2 ** 31), 2 ** 31 - 1]).min(), -(2 ** 31));
    assert.equal(i64([3n, -(2n ** 63n), 2n]).min(), -(2n ** 63n));
    assert.equal(i64([3n, -(2n ** 63n), 2n]).max(), 3n);
  });
});

describe('arithmetic in place', () => {
  it('is that of doubles, stored as typed arrays store', () => {
    assert.deepEqual([...f64([1, -2, NaN]).scale(0.1)], [0.1, -0.2, NaN]);
    assert.deepEqual([...f32([1, 3]).scale(0.1)], [Math.fround(0.1), Math.fround(3 * 0.1)]);
    assert.deepEqual([...i32([5, -5, 2 ** 31 - 1]).scale(1.5)], [7, -7, (1.5 * (2 ** 31 - 1)) | 0]);
    assert.deepEqual([...createColumn(arena, Uint8ClampedArray, [100, 200]).scale(2)], [200, 255]);
    assert.deepEqual([...i64([5n, 2n ** 62n]).scale(2n)], [10n, -(2n ** 63n)]);
    assert.deepEqual([...f64([1, 2]).map(3, -1)], [2, 5]);
    assert.deepEqual([...f64([0.1]).map(3, -0.3)], [3 * 0.1 - 0.3], 'rounded twice');
    assert.deepEqual([...i64([4n]).map(3n, 1n)], [13n]);
  });

  it('of two columns', () => {
    const b = f64([10, 20, 30]);
    assert.deepEqual([...f64([1, 2, 3]).add(b)], [11, 22, 33]);
    assert.deepEqual([...f64([1, 2, 3]).sub(b)], [-9, -18, -27]);
    assert.deepEqual([...f64([1, 2, 3]).mul(b)], [10, 40, 90]);
    assert.deepEqual([...b], [10, 20, 30]);
    assert.deepEqual([...b.add(b)], [20, 40, 60], 'itself');
    const big = [2 ** 31 - 1, -(2 ** 31), 65537];
    assert.deepEqual([...i32(big).add(i32(big))], big.map((x) => (x + x) | 0));
    assert.deepEqual([...i32(big).mul(i32(big))], big.map((x) => Math.imul(x, x)));
    assert.deepEqual([...createColumn(arena, Uint8ClampedArray, [200]).add(createColumn(arena, Uint8ClampedArray, [100]))], [255]);
    assert.deepEqual([...createColumn(arena, Uint8Array, [200]).mul(createColumn(arena, Uint8Array, [100]))], [20000 % 256]);
    assert.deepEqual([...createColumn(arena, Uint32Array, [2 ** 32 - 1]).mul(createColumn(arena, Uint32Array, [2 ** 32 - 1]))], [1]);
    assert.deepEqual([...i64([2n ** 63n - 1n]).add(i64([1n]))], [-(2n ** 63n)]);
    const elsewhere = createColumn(fresh().arena, Float64Array, [1, 1, 1]);
    assert.deepEqual([...f64([1, 2, 3]).add(elsewhere)], [2, 3, 4], 'of another memory');
  });

  it('clamps', () => {
    assert.deepEqual([...f64([-1, 0.5, 2, NaN, -0, -Infinity]).clamp(0, 1)], [0, 0.5, 1, NaN, -0, 0]);
    assert.deepEqual([...f64([-1, 5]).clamp(-Infinity, 2)], [-1, 2]);
    assert.deepEqual([...i32([-5, 0, 5]).clamp(-1.5, 2.5)], [-1, 0, 2], 'bounds are rounded inwards');
    assert.deepEqual([...i32([-5, 5]).clamp(-Infinity, 1e12)], [-5, 5]);
    assert.deepEqual([...i64([-5n, 5n]).clamp(-1n, 2n ** 70n)], [-1n, 5n]);
    assert.deepEqual([...f32([0, 1]).clamp(0.1, 0.7)], [Math.fround(0.1), Math.fround(0.7)]);
    for (const [low, high] of [[1, 0], [NaN, 1], [0, NaN]]) assertFault(() => f64([1]).clamp(low, high), RangeError, 'ZB_E_INVALID', /lower bound first/);
    assertFault(() => i32([1]).clamp(0.1, 0.9), RangeError, 'ZB_E_INVALID');
  });

  it('normalizes', () => {
    assert.deepEqual([...f64([5, 10, 7.5]).normalize()], [0, 1, 0.5]);
    assert.deepEqual([...f64([3, 3, 3]).normalize()], [0, 0, 0]);
    assert.deepEqual([...f64([-1.7e308, 0, 1.7e308]).normalize()], [0, 0.5, 1], 'where the span overflows');
    assert.deepEqual([...f64([5e-324, 0]).normalize()], [1, 0], 'denormals');
    assert.deepEqual([...f64([1, NaN]).normalize()], [NaN, NaN]);
    assert.deepEqual([...f64([1, Infinity]).normalize()], [NaN, NaN]);
    assert.deepEqual([...f64([]).normalize()], []);
    for (let round = 0; round < 50; round++) {
      const result = f64(Array.from({ length: 50 }, () => uniform() * 10 ** (next() % 300))).normalize();
      assert.equal(result.min(), 0);
      assert.equal(result.max(), 1);
    }
    assertFault(() => i32([1]).normalize(), TypeError, 'ZB_E_INVALID', /fractions/);
  });

  it('refuses operands of the wrong kind', () => {
    for (const use of [
      () => f64([1]).scale('2'), () => f64([1]).scale(2n), () => i64([1n]).scale(2), () => f64([1]).map(1), () => f64([1]).clamp(0),
      () => f64([1]).sortedIndex('1'), () => f64([1]).filter({ gt: '1' }), () => f64([1]).add(1), () => f64([1]).add([1]),
      () => f64([1]).dot(Float64Array.of(1)), () => f64([1]).add(f32([1])), () => f64([1]).correlation(i64([1n])),
    ]) assertFault(use, TypeError, 'ZB_E_INVALID');
  });

  it('refuses unequal lengths and partial overlap, with nothing changed', () => {
    const a = f64([1, 2, 3]);
    for (const name of ['add', 'sub', 'mul', 'dot', 'correlation']) {
      assertFault(() => a[name](f64([1, 2])), RangeError, 'ZB_E_INVALID', /columns of 3 and 2 elements/);
      assertFault(() => f64([])[name](a), RangeError, 'ZB_E_INVALID', /columns of 0 and 3 elements/);
    }
    for (const name of ['add', 'sub', 'mul']) {
      assertFault(() => a.subarray(0, 2)[name](a.subarray(1, 3)), RangeError, 'ZB_E_INVALID', /overlap/);
      assertFault(() => a.subarray(1, 3)[name](a.subarray(0, 2)), RangeError, 'ZB_E_INVALID', /overlap/);
    }
    assert.deepEqual([...a], [1, 2, 3]);
    assert.equal(a.subarray(0, 2).dot(a.subarray(1, 3)), 8, 'reading may overlap');
  });
});

describe('stats and correlation', () => {
  it('of known columns', () => {
    assert.deepEqual(f64([2, 4, 4, 4, 5, 5, 7, 9]).stats(), { count: 8, sum: 40, mean: 5, min: 2, max: 9, variance: 4, stddev: 2 });
    assert.deepEqual(f64([7]).stats(), { count: 1, sum: 7, mean: 7, min: 7, max: 7, variance: 0, stddev: 0 });
    assert.deepEqual(f64([]).stats(), { count: 0, sum: 0, mean: NaN, min: undefined, max: undefined, variance: NaN, stddev: NaN });
    assert.deepEqual(i64([2n, 4n]).stats(), { count: 2, sum: 6, mean: 3, min: 2, max: 4, variance: 1, stddev: 1 });
    assert.deepEqual(i32([2, 4]).stats(), f32([2, 4]).stats());
    const { mean, variance, min } = f64([1, NaN]).stats();
    assert.deepEqual([mean, variance, min], [NaN, NaN, NaN]);
    assert.equal(f64([-1.7e308, 1.7e308]).stats().variance, Infinity);
    const infinite = f64([1, Infinity]).stats();
    assert.deepEqual([infinite.mean, infinite.variance, infinite.max], [Infinity, NaN, Infinity]);
  });

  it('keep their digits far from zero', () => {
    assert.equal(f64([1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4]).stats().variance, 1.25);
    for (const [offset, spread] of [[1e9, 1], [-1e12, 100], [1e15, 8], [1, 1e-9], [0, 1e-280], [1e100, 1e92]]) {
      for (const n of [2, 7, 1000, 1025, 5000]) {
        const values = Float64Array.from({ length: n }, () => offset + spread * (uniform() - 0.5));
        const expected = exactMoments(values);
        const { mean, variance } = f64(values).stats();
        // To the size of the values: around 0 they cancel, and the mean may be far smaller.
        const error = Math.abs(mean - expected.mean) / (Math.abs(offset) + spread);
        assert.ok(error <= 200 * 2 ** -53, `mean at ${offset}, seed ${seed}: ${mean}, exactly ${expected.mean}`);
        if (offset !== 0) close(variance, expected.variance, 1e-12, `variance of ${n} at ${offset}, seed ${seed}`);
      }
    }
  });

  it('say that what is constant does not vary', () => {
    for (const value of [0.1, 1e9 + 0.1, 1 / 3, -7e300, 5e-324]) {
      for (const n of [1, 3, 1000, 3001]) {
        const constant = f64(new Float64Array(n).fill(value));
        const { mean, variance, stddev } = constant.stats();
        assert.deepEqual([mean, variance, stddev], [value, 0, 0]);
        assert.equal(constant.correlation(f64(Array.from({ length: n }, uniform))), NaN);
        assert.equal(f64(Array.from({ length: n }, uniform)).correlation(constant), NaN);
      }
    }
  });

  it('correlate', () => {
    const x = Array.from({ length: 3000 }, () => 1e9 + uniform());
    assert.equal(f64(x).correlation(f64(x)), 1);
    close(f64(x).correlation(f64(x.map((v) => (v - 1e9) * -3))), -1, 1e-6, 'a falling line');
    close(f64([1, 2, 3, 4]).correlation(f64([2, 1, 4, 3])), 0.6, 1e-15, 'by hand');
    assert.ok(Math.abs(f64(x).correlation(f64(Array.from({ length: 3000 }, uniform)))) < 0.15, 'strangers');
    assert.equal(f64([]).correlation(f64([])), NaN);
    assert.equal(f64([1]).correlation(f64([1])), NaN);
    assert.equal(f64([1, NaN, 3]).correlation(f64([1, 2, 3])), NaN);
    assert.equal(i64([1n, 2n]).correlation(i64([5n, 7n])), 1);
    close(f64([1e-100, 2e-100, 4e-100]).correlation(f64([1e-100, 2e-100, 4e-100])), 1, 1e-15, 'where the product of the squares is too small');
    close(f64([1e100, 2e100, 4e100]).correlation(f64([1e100, 2e100, 4e100])), 1, 1e-15, 'where it is too large');
  });
});

describe('histogram, sortedIndex, filter', () => {
  it('counts into bins', () => {
    const column = f64([0, 0.5, 1, 1.5, 2, 4]);
    assert.deepEqual([...column.histogram(4)], [2, 2, 1, 1], 'the largest goes to the last bin');
    assert.deepEqual([...column.histogram(2, { min: 1, max: 3 })], [2, 1], 'what lies outside is not counted');
    assert.deepEqual([...f64([1, NaN, 2]).histogram(2, { min: 1, max: 2 })], [1, 1]);
    assert.deepEqual([...f64([3, 3]).histogram(3)], [2, 0, 0]);
    assert.deepEqual([...f64([]).histogram(3)], [0, 0, 0]);
    assert.deepEqual([...f64([-1.7e308, 0, 1.7e308]).histogram(2)], [1, 2]);
    assert.deepEqual([...i32([1, 2, 3, 4]).histogram(2)], [2, 2]);
    assert.deepEqual([...i64([1n, 2n, 3n, 4n]).histogram(2, { max: 4 })], [2, 2]);
    assert.equal(f64([1]).histogram(2).type, Uint32Array);
    for (const bins of [0, -1, 1.5, NaN, '2', undefined]) assertFault(() => column.histogram(bins), RangeError, 'ZB_E_INVALID', /bins/);
    assertFault(() => f64([1, NaN]).histogram(2), RangeError, 'ZB_E_INVALID', /finite bounds/);
    assertFault(() => f64([1, Infinity]).histogram(2, { min: 0 }), RangeError, 'ZB_E_INVALID', /finite bounds/);
    assertFault(() => column.histogram(2, { min: 2, max: 1 }), RangeError, 'ZB_E_INVALID', /not above max/);
  });

  it('counts every element once', () => {
    for (let round = 0; round < 30; round++) {
      const column = f64(Array.from({ length: 500 }, () => (uniform() - 0.5) * 10 ** (next() % 20)));
      const bins = 1 + (next() % 40);
      assert.equal(column.histogram(bins).sum(), 500);
    }
  });

  it('finds places in sorted columns', () => {
    const values = [-Infinity, -3, -0, 0, 0, 2, 7, 7, Infinity, NaN, NaN];
    const column = f64(values);
    for (const value of [-Infinity, -4, -3, -1, 0, -0, 1, 2, 7, 8, Infinity]) {
      assert.equal(column.sortedIndex(value), values.findIndex((element) => !(element < value)), `of ${value}`);
    }
    assert.equal(column.sortedIndex(NaN), 9);
    assert.equal(f64([]).sortedIndex(1), 0);
    assert.equal(f64([1, 2]).sortedIndex(3), 2);
    assert.equal(i64([1n, 5n]).sortedIndex(2n), 1);
  });

  it('filters', () => {
    const values = [3, NaN, -0, 0, 7, -2, 7, Infinity];
    const tests = [
      [{ lt: 3 }, (x) => x < 3], [{ le: 3 }, (x) => x <= 3], [{ gt: 3 }, (x) => x > 3], [{ ge: 3 }, (x) => x >= 3],
      [{ eq: 7 }, (x) => x === 7], [{ ne: 7 }, (x) => x !== 7], [{ eq: 0 }, (x) => x === 0], [{ eq: NaN }, () => false],
      [{ ne: NaN }, () => true], [{ between: [0, 7] }, (x) => x >= 0 && x <= 7], [{ between: [7, 0] }, () => false],
    ];
    for (const [predicate, test] of tests) {
      assert.deepEqual([...f64(values).filter(predicate)], values.filter(test));
      const indices = f64(values).findIndices(predicate);
      assert.equal(indices.type, Uint32Array);
      assert.deepEqual([...indices], values.flatMap((value, i) => (test(value) ? [i] : [])));
    }
    assert.deepEqual([...i64([1n, 5n]).filter({ ge: 5n })], [5n]);
    assert.equal(i64([1n, 5n]).filter({ ge: 5n }).type, BigInt64Array);
    for (const predicate of [undefined, null, {}, { gt: 1, lt: 2 }, { above: 1 }, { constructor: 1 }, { between: 1 }, { between: [1] }, 3]) {
      assertFault(() => f64([1]).filter(predicate), TypeError, 'ZB_E_INVALID');
    }
  });
});
