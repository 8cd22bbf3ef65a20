// SPDX-License-Identifier: MIT
// The statistics of C's kernels against exact rational arithmetic, on columns that break naive
// ones: what zerobuf/simd.h promises about errors, it keeps.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { newMemory, random, seedOfRun } from '../js/support.mjs';

const memory = newMemory({ initial: 96, maximum: 1024 });
/** All kernels over the same memory; each module keeps its stack at its beginning. @param {string} name */
async function instantiate(name) {
  const bytes = await readFile(new URL(`../../build/wasm/${name}.wasm`, import.meta.url));
  return (await WebAssembly.instantiate(bytes, { env: { memory } })).instance.exports;
}
const exports = await instantiate('simd');
const relaxed = await instantiate('simd-relaxed');

const seed = seedOfRun();
const { next } = random(seed);
const uniform = () => next() / 2 ** 32;

const ROUNDING = 2 ** -53;
/** Elements that fit into each of the places below. */
const ROOM = 200_000;
const X = Math.ceil(exports.__heap_base.value / 64) * 64;
const Y = X + 8 * ROOM;
const OUT = Y + 8 * ROOM;

/** @param {number} at @param {number} length */
const doublesAt = (at, length) => new Float64Array(memory.buffer, at, length);

/** A kernel's answer about one column or two. @param {string} name @param {ArrayLike<number>[]} columns */
function ask(name, ...columns) {
  columns.forEach((items, i) => doublesAt(i === 0 ? X : Y, items.length).set(items));
  return exports[`zb_kernel_${name}_f64`](...columns.map((_, i) => (i === 0 ? X : Y)), columns[0].length, OUT);
}
const stats = (x) => {
  ask('stats', x);
  const [sum, mean, min, max, variance] = doublesAt(OUT, 6);
  return { sum, mean, min, max, variance };
};
const regression = (x, y) => {
  ask('regression', x, y);
  const [slope, intercept, r2] = doublesAt(OUT, 3);
  return { slope, intercept, r2 };
};
/** From items to items, or to `out`. */
const series = (name, x, ...operands) => {
  doublesAt(X, x.length).set(x);
  exports[`zb_kernel_${name}_f64`](X, x.length, ...operands, Y);
  return doublesAt(Y, x.length).slice();
};

/** A double as a whole number of 2^-1074. */
function exact(value) {
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0];
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = (bits & 0xfffffffffffffn) | (exponent === 0 ? 0n : 1n << 52n);
  return (value < 0 ? -fraction : fraction) << BigInt(Math.max(exponent, 1) - 1);
}
const abs = (/** @type {bigint} */ value) => (value < 0n ? -value : value);

/** A fraction of whole numbers, kept as it is made. */
class Ratio {
  constructor(top, bottom = 1n) {
    this.top = bottom < 0n ? -top : top;
    this.bottom = abs(bottom);
  }
  static of(value) { return new Ratio(exact(value), 1n << 1074n); }
  minus(other) { return new Ratio(this.top * other.bottom - other.top * this.bottom, this.bottom * other.bottom); }
  times(other) { return new Ratio(this.top * other.top, this.bottom * other.bottom); }
  over(other) { return new Ratio(this.top * other.bottom, this.bottom * other.top); }
  get size() { return new Ratio(abs(this.top), this.bottom); }
  /** To about 60 bits. */
  toNumber() {
    if (this.top === 0n) return 0;
    const shift = BigInt(this.bottom.toString(2).length - abs(this.top).toString(2).length + 64);
    const scaled = shift >= 0n ? (this.top << shift) / this.bottom : this.top / (this.bottom << -shift);
    return Number(scaled) * 2 ** -Math.min(Number(shift), 1000) * 2 ** -Math.max(Number(shift) - 1000, 0);
  }
}

/** Sums of doubles and their products, in powers of 2^-1074 and 2^-2148. */
function exactSums(x, y = x) {
  const sums = { n: BigInt(x.length), x: 0n, y: 0n, xx: 0n, yy: 0n, xy: 0n, magnitude: 0n };
  for (let i = 0; i < x.length; i++) {
    const a = exact(x[i]);
    const b = exact(y[i]);
    sums.x += a;
    sums.y += b;
    sums.xx += a * a;
    sums.yy += b * b;
    sums.xy += a * b;
    sums.magnitude += abs(a);
  }
  return sums;
}
const ONE = 1n << 1074n;
const mean = ({ n, x }) => new Ratio(x, n * ONE);
const moment = ({ n }, product, left, right) => new Ratio(n * product - left * right, n * n * ONE * ONE);
const varianceX = (sums) => moment(sums, sums.xx, sums.x, sums.x);
const varianceY = (sums) => moment(sums, sums.yy, sums.y, sums.y);
const covariance = (sums) => moment(sums, sums.xy, sums.x, sums.y);

/** How many standard deviations the first element lies from the mean. */
function firstOf(x, average, variance) {
  return variance.top === 0n ? 0 : Ratio.of(x[0]).minus(average).size.toNumber() / Math.sqrt(variance.toNumber());
}

/** The error of an answer is within `roundings` of 2^-53 of `size`. */
function within(actual, truth, roundings, size, what) {
  const error = Ratio.of(actual).minus(truth).size.toNumber();
  assert.ok(error <= roundings * ROUNDING * size, `${what}: ${actual}, exactly ${truth.toNumber()}: ${error / ROUNDING / size} roundings of ${size}, ${roundings} are promised; seed ${seed}`);
}

const n = 1100;
const COLUMNS = {
  '1e9 + 1 to 4': () => [1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4],
  'far from 0': () => Array.from({ length: n }, () => 1e9 + uniform()),
  'farther': () => Array.from({ length: n }, () => -1e15 + next() % 8),
  'constant': () => Array(n).fill(0.1),
  'around 0': () => Array.from({ length: n }, () => uniform() - 0.5),
  'cancelling': () => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1e16 + 2 * uniform() : -1e16)),
  'many magnitudes': () => Array.from({ length: n }, () => (uniform() - 0.5) * 2 ** ((next() % 200) - 100)),
  'an outlier first': () => [1e8, ...Array.from({ length: n }, () => 1 + uniform())],
  'an outlier last': () => [...Array.from({ length: n }, () => 1 + uniform()), 1e8],
  'steps between blocks': () => Array.from({ length: 4096 }, (_, i) => Math.floor(i / 1024) * 1e6 + uniform()),
  'one element': () => [3.7],
  'two neighbours': () => [1, 1 + 2 ** -52],
};
/** With each of which the others are combined. */
const OTHERS = ['far from 0', 'around 0', 'an outlier first', 'constant'];
/** Where squares are no normal doubles there is no bound for them. */
const TINY = { denormals: () => Array.from({ length: n }, () => (next() % 100) * 5e-324), 'small': () => Array.from({ length: n }, () => uniform() * 1e-300) };

describe('statistics keep their bounds, exactly reckoned', () => {
  for (const [name, make] of Object.entries({ ...COLUMNS, ...TINY })) {
    it(`sum, mean and range of ${name}`, () => {
      const x = make();
      const sums = exactSums(x);
      const size = new Ratio(sums.magnitude, ONE).toNumber();
      const found = stats(x);
      within(ask('sum', x), new Ratio(sums.x, ONE), 150, size, 'sum');
      assert.equal(found.sum, ask('sum', x));
      within(found.mean, mean(sums), 151, Math.max(size / x.length, 5e-324 / ROUNDING), 'mean');
      assert.deepEqual([found.min, found.max], [Math.min(...x), Math.max(...x)]);
    });
  }

  for (const [name, make] of Object.entries(COLUMNS)) {
    it(`variance of ${name}`, () => {
      const x = make();
      const sums = exactSums(x);
      const truth = varianceX(sums);
      const far = firstOf(x, mean(sums), truth);
      within(stats(x).variance, truth, 600 * (1 + far), truth.toNumber(), 'variance');
      if (truth.top === 0n) assert.equal(stats(x).variance, 0);
    });

    for (const otherName of OTHERS) {
      it(`covariance, regression and weighted mean of ${name} with ${otherName}`, () => {
        let [x, y] = [make(), COLUMNS[otherName]()];
        const length = Math.min(x.length, y.length);
        [x, y] = [x.slice(0, length), y.slice(0, length)];
        const sums = exactSums(x, y);
        const [vx, vy] = [varianceX(sums), varianceY(sums)];
        const deviations = Math.sqrt(vx.toNumber()) * Math.sqrt(vy.toNumber());
        const far = Math.max(firstOf(x, mean(sums), vx), firstOf(y, new Ratio(sums.y, sums.n * ONE), vy));
        within(ask('covariance', x, y), covariance(sums), 600 * (1 + far), deviations, 'covariance');
        assert.equal(ask('covariance', x, y), ask('covariance', y, x));

        const line = regression(x, y);
        if (vx.top === 0n) return void assert.deepEqual(line, { slope: NaN, intercept: NaN, r2: NaN });
        const slope = covariance(sums).over(vx);
        const unit = Math.sqrt(vy.toNumber() / vx.toNumber());
        within(line.slope, slope, 1300 * (1 + far), unit, 'slope');
        const intercept = new Ratio(sums.y, sums.n * ONE).minus(slope.times(mean(sums)));
        const heights = Math.abs(new Ratio(sums.y, sums.n * ONE).toNumber()) + Math.sqrt(vy.toNumber());
        const widths = Math.abs(mean(sums).toNumber()) + Math.sqrt(vx.toNumber());
        within(line.intercept, intercept, 1300 * (1 + far), heights + unit * widths, 'intercept');
        if (vy.top === 0n) assert.equal(line.r2, NaN);
        else {
          const r2 = covariance(sums).times(covariance(sums)).over(vx.times(vy));
          within(line.r2, r2, 2600 * (1 + far), 1, 'r2');
          assert.ok(line.r2 >= 0 && line.r2 <= 1);
        }
      });
    }

    it(`weighted mean of ${name}`, () => {
      const x = make();
      const weights = x.map(() => uniform() + 1e-3);
      const sums = exactSums(x, weights);
      const truth = new Ratio(sums.xy, ONE * sums.y);
      const distance = Math.max(...x.map((value) => Math.abs(value - x[0])));
      const actual = ask('weighted_mean', x, weights);
      within(actual, truth, 1, 310 * distance + Math.abs(truth.toNumber()) + 5e-324, 'weighted mean');
    });
  }

  it('at the ends of what doubles hold', () => {
    assert.equal(stats([-1.7e308, 1.7e308]).variance, Infinity);
    assert.equal(stats([1, Infinity]).variance, NaN);
    assert.equal(ask('covariance', [1, NaN], [1, 2]), NaN);
    assert.equal(ask('covariance', [1, 2], [1, -Infinity]), NaN);
    assert.equal(ask('covariance', [], []), NaN);
    assert.equal(ask('covariance', [7], [8]), 0);
    assert.equal(ask('weighted_mean', [], []), NaN);
    assert.equal(ask('weighted_mean', [1, 2], [1, -1]), Infinity * -1);
    assert.deepEqual(regression([1, NaN], [1, 2]), { slope: NaN, intercept: NaN, r2: NaN });
    assert.deepEqual(regression([1, 2], [5, 5]), { slope: 0, intercept: 5, r2: NaN });
    assert.deepEqual(regression([0, 1, 2], [1, 3, 5]), { slope: 2, intercept: 1, r2: 1 });
  });
});

describe('series keep their bounds, exactly reckoned', () => {
  for (const [name, make] of Object.entries({ ...COLUMNS, ...TINY })) {
    it(`prefix sums of ${name}`, () => {
      const x = make();
      const found = series('prefix_sum', x);
      let sum = 0n, magnitude = 0n;
      x.forEach((value, i) => {
        sum += exact(value);
        magnitude += abs(exact(value));
        if (i < 20 || next() % 9 === 0) within(found[i], new Ratio(sum, ONE), 6, new Ratio(magnitude, ONE).toNumber(), `prefix sum ${i}`);
      });
    });

    it(`moving averages of ${name}`, () => {
      const x = make();
      for (const window of [1, 3, 50].filter((size) => size <= x.length)) {
        const found = series('moving_average', x, window);
        for (let i = 0; i < x.length; i += 1 + next() % 29) {
          if (i < window - 1) {
            assert.equal(found[i], NaN);
            continue;
          }
          const sums = exactSums(x.slice(i - window + 1, i + 1));
          const size = new Ratio(sums.magnitude, sums.n * ONE).toNumber();
          within(found[i], mean(sums), 1, (window + 1) * size + 5e-324 / ROUNDING, `average ${i} of ${window}`);
        }
      }
    });
  }

  it('exponential averages of equal elements are they', () => {
    assert.deepEqual(series('exponential_average', [0.1, 0.1, 0.1], 0.3), Float64Array.of(0.1, 0.1, 0.1));
    assert.deepEqual(series('exponential_average', [1, 2, 4], 0.5), Float64Array.of(1, 1.5, 2.75));
    assert.deepEqual(series('exponential_average', [1, NaN, 4], 0.5), Float64Array.of(1, NaN, NaN));
  });
});

describe('fused multiplication rounds the exact result once', () => {
  for (const [name, { zb_kernel_fma_f64: fma }] of Object.entries({ 'by exact sums': exports, 'by relaxed SIMD, where that is fused': relaxed })) it(name, () => {
    const length = 4000;
    const x = Float64Array.from({ length }, () => (uniform() - 0.5) * 2 ** ((next() % 40) - 20));
    const y = Float64Array.from({ length }, () => (uniform() - 0.5) * 2 ** ((next() % 40) - 20));
    const z = x.map((value, i) => [-value * y[i], -value * y[i] * (1 + 2 ** -50), value * y[i] * 2 ** -53, uniform()][next() % 4]);
    doublesAt(X, length).set(x);
    doublesAt(Y, length).set(y);
    doublesAt(OUT, length).set(z);
    fma(X, Y, OUT, length);
    doublesAt(X, length).forEach((found, i) => {
      const truth = new Ratio(exact(x[i]) * exact(y[i]) + exact(z[i]) * ONE, ONE * ONE);
      // No double is nearer: half the distance to its neighbours is the most that one rounding leaves.
      const [below, above] = neighbours(found);
      const error = Ratio.of(found).minus(truth).size;
      for (const other of [below, above]) {
        const itsError = Ratio.of(other).minus(truth).size;
        assert.ok(error.top * itsError.bottom <= itsError.top * error.bottom, `fma of ${x[i]}, ${y[i]}, ${z[i]}: ${found}, but ${other} is nearer; seed ${seed}`);
      }
    });
  });

  /** @param {number} value */
  function neighbours(value) {
    const word = new BigInt64Array(Float64Array.of(value).buffer);
    const at = (/** @type {bigint} */ step) => new Float64Array(BigInt64Array.of(word[0] + step).buffer)[0];
    return value === 0 ? [-5e-324, 5e-324] : [at(-1n), at(1n)];
  }
});
