// SPDX-License-Identifier: MIT
// Columns sorted, searched for their largest elements and quantiles, and grouped: beside typed
// arrays' own sort(), a stable sort of an Array and a Map; with C's kernels and without.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { createColumn } from '../../js/core/column.js';
import { Arena } from '../../js/core/index.js';
import { wasmKernels } from '../../js/core/kernels-wasm.js';
import { PAGE, assertFault, newMemory, random, seedOfRun } from './support.mjs';

const compile = async (name) => WebAssembly.compile(await readFile(new URL(`../../build/wasm/${name}`, import.meta.url)));
const module = await compile('simd.wasm');
const memory = newMemory({ initial: 64, maximum: 1024 });
const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
const native = new Arena(memory, exports.__heap_base.value);
native.kernels = wasmKernels(exports);
const plain = new Arena(newMemory({ initial: 64, maximum: 1024 }));
const WAYS = { 'with C': native, 'in JavaScript': plain };

const seed = seedOfRun();
const { next, pick } = random(seed);
const uniform = () => next() / 2 ** 32;

const NUMBERS = [Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array, Int16Array, Uint8ClampedArray];
const ALL = [...NUMBERS, BigInt64Array, BigUint64Array];
const KINDS = {
  ordinary: () => uniform() * 2000 - 1000,
  special: () => pick([0, -0, NaN, Infinity, -Infinity, 5e-324, -5e-324, 1.5e308, -1.5e308, 1, 2 ** 31, -(2 ** 31), 2 ** 32 - 1]),
  'few values': () => (next() % 7) - 3,
  constant: () => 0.1,
  'lowest bits': () => 1 + next() * 2 ** -52,
};
const SHAPES = {
  'as they come': (items) => items,
  ascending: (items) => items.sort(),
  descending: (items) => items.sort().reverse(),
  'organ pipe': (items) => items.sort().map((_, i) => items[Math.min(i, items.length - 1 - i)]),
};
const LENGTHS = [...Array(36).keys(), 64, 100, 300, 4095, 4097];

/** Long columns are tried in some of the cases: the C tests try them in all. */
const isTried = (length) => length < 4 || next() % length < 16;

/** @param {any} type @param {number} length @param {() => number} value */
const make = (type, length, value) =>
  type.from({ length }, () => (type.name.startsWith('Big') ? BigInt.asUintN(64, BigInt(next()) << 32n | BigInt(next())) >> BigInt(next() % 64) : value()));

/** Bits but for NaNs, quick. */
function assertSame(actual, expected, what) {
  assert.equal(actual.length, expected.length, what);
  for (let i = 0; i < actual.length; i++) if (!Object.is(actual[i], expected[i])) assert.fail(`${what}, seed ${seed}: element ${i} is ${actual[i]}, not ${expected[i]}`);
}

/** Elements of each kind, shape and length; then the arena is as before. */
function forEachColumn(arena, types, check) {
  for (const type of types) {
    for (const [kind, value] of Object.entries(KINDS)) {
      for (const [shape, reshape] of Object.entries(SHAPES)) {
        for (const length of LENGTHS.filter(isTried)) {
          const items = reshape(make(type, length, value));
          const checkpoint = arena.save();
          // Not 8-aligned in odd lengths of short elements.
          const column = length % 2 === 1 ? createColumn(arena, type, [...items, items[0]]).subarray(1) : createColumn(arena, type, items);
          column.view.set(items);
          check(column, items, `${type.name}, ${kind}, ${shape}, ${length}`);
          arena.restore(checkpoint);
        }
      }
    }
  }
}

/** High half of a product of 32-bit numbers. */
function mulHigh(a, b) {
  const [al, ah, bl, bh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  return ah * bh + Math.floor((ah * bl + al * bh + Math.floor((al * bl) / 65536)) / 65536);
}

/** Keys that belong into one place of C's table, whatever its size (src/simd/group.c): its hash of them begins with the same 12 bits. */
const COLLIDING = [];
for (let key = 0; COLLIDING.length < 2000; key++) {
  if ((Math.imul(key, 0x9e3779b9) + mulHigh(key, 0x7f4a7c15)) >>> 20 === 5) COLLIDING.push(key);
}

const stable = (items) => {
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : a === b ? (a === 0 ? Number(Object.is(b, -0)) - Number(Object.is(a, -0)) : 0) : Number(a !== a) - Number(b !== b));
  return [...items.keys()].sort((a, b) => order(items[a], items[b]));
};

for (const [way, arena] of Object.entries(WAYS)) {
  describe(`columns ${way}`, () => {
    it('sort as typed arrays do, and leave nothing behind', () => {
      forEachColumn(arena, ALL, (column, items, what) => {
        const before = arena.offset;
        assert.equal(column.sort(), column);
        assert.equal(arena.offset, before, what);
        assertSame(column.view, items.slice().sort(), what);
      });
    });

    it('give indices in a stable order', () => {
      forEachColumn(arena, ALL, (column, items, what) => {
        assertSame(column.argsort().view, stable(items), what);
        assertSame(column.view, items, `${what}: not changed`);
      });
    });

    it('find the largest and smallest', () => {
      forEachColumn(arena, ALL, (column, items, what) => {
        const ascending = stable(items).filter((index) => items[index] === items[index]);
        const sameAs = (a, b) => Object.is(items[a], items[b]);
        const descending = [];
        for (let to = ascending.length; to > 0;) { // runs of equal elements stay in order
          let from = to - 1;
          while (from > 0 && sameAs(ascending[from - 1], ascending[from])) from--;
          descending.push(...ascending.slice(from, to));
          to = from;
        }
        for (const k of [0, 1, 3, items.length >> 1, items.length, items.length + 2]) {
          const largest = column.topK(k);
          assertSame(largest.indices.view, descending.slice(0, k), `${what}: largest ${k}`);
          assertSame(largest.values.view, descending.slice(0, k).map((index) => items[index]), what);
          assertSame(column.topK(k, { smallest: true }).indices.view, ascending.slice(0, k), `${what}: smallest ${k}`);
        }
      });
    });

    it('find quantiles, exactly as in a sorted copy', () => {
      const fractions = [0.5, 0, 1, 0.25, 0.9, 0.9, 1e-9, uniform()];
      forEachColumn(arena, ALL, (column, items, what) => {
        const sorted = Float64Array.from(items, Number).sort();
        const expected = fractions.map((fraction) => {
          const place = (sorted.length - 1) * fraction;
          const [low, high, share] = [sorted[Math.floor(place)], sorted[Math.ceil(place)], place - Math.floor(place)];
          if (items.length === 0 || Number.isNaN(sorted.at(-1))) return NaN;
          if (share === 0 || low === high) return low;
          const value = Number.isFinite(high - low) ? low + (high - low) * share : low * (1 - share) + high * share;
          return value > high ? high : value;
        });
        assertSame(column.quantiles(fractions), expected, what);
        assertSame([column.median(), column.quantile(0.25)], [expected[0], expected[3]], what);
      });
    });

    it('group rows as a Map does', () => {
      const spreads = { dense: (key) => key - 20, sparse: (key) => key * 53687091, any: () => next() };
      for (const type of ALL.filter(({ name }) => !name.startsWith('Float'))) {
        for (const [spread, of] of Object.entries(spreads)) {
          for (const length of LENGTHS.filter(isTried)) {
            const checkpoint = arena.save();
            const keys = make(type, length, () => of(next() % 50));
            const groups = createColumn(arena, type, keys).groupBy();
            const map = new Map();
            for (const [row, key] of keys.entries()) map.set(key, [...(map.get(key) ?? []), row]);
            const what = `${type.name}, ${spread}, ${length}`;
            assertSame(groups.keys.view, [...map.keys()], what);
            assertSame(groups.count().view, [...map.values()].map((rows) => rows.length), what);
            assert.equal(groups.length, map.size);
            assert.equal(groups.rowCount, length);
            for (const [group, rows] of [...map.values()].entries()) assert.ok(rows.every((row) => groups.of(row) === group), what);
            for (const valueType of NUMBERS) {
              const values = make(valueType, length, pick([KINDS.ordinary, KINDS['few values'], KINDS.special]));
              const column = createColumn(arena, valueType, values);
              const whole = createColumn(arena, valueType, values.map((value) => (Number.isFinite(value) ? Math.sign(value) * Math.min(Math.trunc(Math.abs(value)), 255) : 0)));
              const [min, max] = [groups.min(column).view, groups.max(column).view];
              const [sum, mean] = [groups.sum(whole).view, groups.mean(whole).view];
              for (const [group, rows] of [...map.values()].entries()) {
                const own = rows.map((row) => values[row]);
                assertSame([min[group], max[group]], [Math.min(...own), Math.max(...own)], `${what} of ${valueType.name}`);
                const total = rows.reduce((before, row) => before + whole.view[row], 0);
                assertSame([sum[group], mean[group]], [total, total / rows.length], `${what} of ${valueType.name}`);
              }
            }
            arena.restore(checkpoint);
          }
        }
      }
    });

    it('survive keys that collide', () => {
      const checkpoint = arena.save();
      const groups = createColumn(arena, Uint32Array, [...COLLIDING, ...COLLIDING]).groupBy();
      assertSame(groups.keys.view, COLLIDING, 'keys');
      assertSame(groups.count().view, new Uint32Array(COLLIDING.length).fill(2), 'counts');
      arena.restore(checkpoint);
    });

    it('keep the digits of sums', () => {
      const groups = createColumn(arena, Int32Array, [1, 2, 1, 1, 2]).groupBy();
      assert.deepEqual([...groups.sum(createColumn(arena, Float64Array, [1e16, 0.1, 1, -1e16, 0.2]))], [1, 0.1 + 0.2]);
      assert.deepEqual([...groups.sum(createColumn(arena, Float64Array, [Infinity, 1, 1, -Infinity, NaN]))], [NaN, NaN]);
      assert.deepEqual([...groups.sum(createColumn(arena, Float64Array, [1e308, 0, 1e308, 1, 0]))], [Infinity, 0]);
      assert.deepEqual([...groups.sum(createColumn(arena, Int32Array, [2 ** 31 - 1, 1, 2 ** 31 - 1, 2 ** 31 - 1, 1]))], [3 * (2 ** 31 - 1), 2]);
    });

    it('refuse what cannot be', () => {
      const column = createColumn(arena, Float64Array, [1, 2]);
      for (const k of [-1, 1.5, NaN, '1']) assertFault(() => column.topK(k), RangeError, 'ZB_E_INVALID');
      for (const fraction of [-0.1, 1.1, NaN, '0.5']) assertFault(() => column.quantile(fraction), RangeError, 'ZB_E_INVALID');
      assertFault(() => column.groupBy(), TypeError, 'ZB_E_INVALID');
      const groups = createColumn(arena, Int32Array, [1, 2]).groupBy();
      assertFault(() => groups.sum(createColumn(arena, Float64Array, [1])), RangeError, 'ZB_E_INVALID');
      assertFault(() => groups.min([1, 2]), TypeError, 'ZB_E_INVALID');
      assertFault(() => groups.max(createColumn(arena, BigInt64Array, [1n, 2n])), TypeError, 'ZB_E_INVALID');
      assertFault(() => groups.sum(createColumn(new Arena(newMemory()), Float64Array, [1, 2])), TypeError, 'ZB_E_INVALID');
      const checkpoint = arena.save();
      const freed = createColumn(arena, Float64Array, 100);
      arena.restore(checkpoint);
      assertFault(() => freed.sort(), RangeError, 'ZB_E_CHECKPOINT');
    });
  });
}

describe("C's scratch", () => {
  it('lets the memory grow under the column', async () => {
    const growing = newMemory({ initial: 4, maximum: 64 });
    const instance = await WebAssembly.instantiate(module, { env: { memory: growing } });
    const arena = new Arena(growing, instance.exports.__heap_base.value);
    arena.kernels = wasmKernels(instance.exports);
    const column = createColumn(arena, Float64Array, Float64Array.from({ length: 20000 }, uniform));
    const pages = growing.buffer.byteLength / PAGE;
    const expected = column.toJS().sort();
    assertSame(column.argsort().view, stable(column.toJS()), 'indices');
    assert.ok(growing.buffer.byteLength / PAGE > pages);
    assertSame(column.sort().view, expected, 'sorted');
  });

  it('is done without where there is no room, and in shared arenas', async () => {
    const tight = newMemory({ initial: 6, maximum: 6 });
    const instance = await WebAssembly.instantiate(module, { env: { memory: tight } });
    const arena = new Arena(tight, instance.exports.__heap_base.value);
    arena.kernels = wasmKernels(instance.exports);
    const items = Float64Array.from({ length: Math.floor((tight.buffer.byteLength - arena.offset) / 8) - 16 }, uniform);
    const column = createColumn(arena, Float64Array, items);
    const before = arena.offset;
    assertSame(column.sort().view, items.slice().sort(), 'sorted');
    assert.equal(arena.offset, before);
    const shared = newMemory({ initial: 4, maximum: 64, shared: true });
    const other = await WebAssembly.instantiate(await compile('simd-shared.wasm'), { env: { memory: shared } });
    const together = new Arena(shared, other.exports.__heap_base.value, { shared: true });
    together.kernels = wasmKernels(other.exports);
    const common = createColumn(together, Float64Array, items.subarray(0, 3000));
    const offset = together.offset;
    assertSame(common.sort().view, items.slice(0, 3000).sort(), 'sorted, shared');
    assert.equal(together.offset, offset);
    assertSame(createColumn(together, Int32Array, [7, 5, 7]).groupBy().count().view, [2, 1], 'grouped, shared');
  });
});
