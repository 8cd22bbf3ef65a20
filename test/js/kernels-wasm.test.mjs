// SPDX-License-Identifier: MIT
// Columns give the same answers with C's kernels and without, to the last bit: every type that
// C knows, every operation, all small lengths and some large ones.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { Arena } from '../../js/core/index.js';
import { columnAt, createColumn } from '../../js/core/column.js';
import { wasmKernels } from '../../js/core/kernels-wasm.js';
import { PAGE, assertFault, newMemory, random, seedOfRun } from './support.mjs';

const folder = new URL('../../build/wasm/', import.meta.url);
const compile = async (name) => WebAssembly.compile(await readFile(new URL(name, folder)));
const plain = await compile('simd.wasm');
const shared = await compile('simd-shared.wasm');

/** An arena with C's kernels, behind what the module has for itself, and one without over the same memory. */
async function both(memory, module = plain) {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const start = exports.__heap_base.value;
  const native = new Arena(memory, start);
  native.kernels = wasmKernels(exports);
  return { native, exports, start };
}

const memory = newMemory({ initial: 32, maximum: 1024 });
const { native, exports, start } = await both(memory);
const without = new Arena(memory, start + 16 * PAGE);

const seed = seedOfRun();
const { next, pick } = random(seed);
const uniform = () => next() / 2 ** 32;

const SPECIAL = [0, -0, 1, -1, NaN, Infinity, -Infinity, 5e-324, -5e-320, 1.7976931348623157e308, -1e308, 3.5e38, 1e-40, 2 ** 31, -(2 ** 31), 0.1];
const KINDS = {
  ordinary: () => uniform() * 200 - 100,
  'many magnitudes': () => (uniform() - 0.5) * 2 ** ((next() % 120) - 60),
  'far from zero': () => 1e9 + uniform(),
  special: () => pick(SPECIAL),
  'rarely not a number': () => (next() % 300 === 0 ? pick([NaN, Infinity]) : uniform()),
  constant: () => 0.1,
  'few values': () => (next() % 7) - 3,
  zeros: () => pick([0, -0]),
};
const LENGTHS = [...Array(71).keys(), 1023, 1024, 1025, 2049, 3073, 9001];

const OPERATIONS = {
  sum: (a) => a.sum(),
  dot: (a, b) => a.dot(b),
  min: (a) => a.min(),
  max: (a) => a.max(),
  stats: (a) => a.stats(),
  correlation: (a, b) => a.correlation(b),
  add: (a, b) => a.add(b).toJS(),
  'add itself': (a) => a.add(a).toJS(),
  sub: (a, b) => a.sub(b).toJS(),
  mul: (a, b) => a.mul(b).toJS(),
  scale: (a) => a.scale(0.7).toJS(),
  map: (a) => a.map(1.1, -0.3).toJS(),
  clamp: (a) => a.clamp(-1.1, 1.7).toJS(),
  'clamp to tiny bounds': (a) => a.clamp(-1e-50, 1e10).toJS(),
  normalize: (a) => (a.type === Int32Array ? [] : a.normalize().toJS()),
  'histogram of chosen bounds': (a) => a.histogram(7, { min: -2, max: 2.5 }).toJS(),
  'histogram of one place': (a) => a.histogram(3, { min: 0, max: 0 }).toJS(),
  'histogram of its own bounds': (a) => {
    if (!Number.isFinite(a.min() ?? 0) || !Number.isFinite(a.max() ?? 0)) return [];
    return a.histogram(10).toJS();
  },
  filter: (a) => PREDICATES.map((predicate) => a.filter(predicate).toJS()),
  findIndices: (a) => PREDICATES.map((predicate) => a.findIndices(predicate).toJS()),
};
/** The kernels that columns call, by element types. C has more. */
const CALLED = {
  'f64 f32 i32': 'sum dot range clamp add sub mul stats correlation histogram count indices filter quantiles group_sum group_range',
  'f64 f32': 'scale affine normalize',
  'f64 f32 i64 i32 u32': 'top',
  'f64 f32 i64 i32 u32 u8': 'sort argsort',
  'i32 u32': 'group',
  scratch_bytes: 'sort argsort top quantiles group',
};
/** What orders and groups: column-order.test.mjs says what comes of it. */
const ORDER = {
  sort: (a) => a.sort(),
  argsort: (a) => a.argsort(),
  top: (a) => a.topK(2),
  median: (a) => a.median(),
  groups: (a) => {
    if (a.type !== Int32Array && a.type !== Uint32Array) return;
    const groups = a.groupBy();
    groups.count();
    for (const type of [Float64Array, Float32Array, Int32Array]) {
      const values = createColumn(a.arena, type, a.length);
      groups.sum(values);
      groups.min(values);
    }
  },
};
const PREDICATES = [
  { lt: 0.5 }, { le: 0 }, { gt: -0 }, { ge: 1 }, { eq: 0 }, { ne: 0.1 }, { between: [-1, 1] }, { between: [1, -1] }, { ne: NaN }, { lt: Infinity },
];

/** deepStrictEqual(), quick about typed arrays. */
function assertSame(actual, expected, what) {
  if (ArrayBuffer.isView(actual) && actual.length === expected.length && actual.every((value, i) => Object.is(value, expected[i]))) return;
  if (Array.isArray(actual)) actual.forEach((part, i) => assertSame(part, expected[i], what));
  else assert.deepStrictEqual(actual, expected, `${what}, seed ${seed}`);
}

describe('C and JavaScript agree', () => {
  for (const type of [Float64Array, Float32Array, Int32Array]) {
    for (const [kind, value] of Object.entries(KINDS)) {
      it(`about ${type.name}, ${kind}`, () => {
        const checkpoint = native.save();
        for (const length of LENGTHS) {
          const values = { a: type.from({ length }, value), b: type.from({ length }, value) };
          const results = [native, without].map((arena) => Object.entries(OPERATIONS).map(([name, operation]) => {
            const offset = arena.save();
            // Not 16-aligned where the length is odd.
            const [a, b] = [values.a, values.b].map((items) => createColumn(arena, type, length % 2 === 1 ? [...items, 0] : items));
            const result = operation(length % 2 === 1 ? rest(a, values.a) : a, length % 2 === 1 ? rest(b, values.b) : b);
            arena.restore(offset);
            return [name, result];
          }));
          for (const [i, [name, result]] of results[0].entries()) assertSame(result, results[1][i][1], `${name} of ${length}`);
        }
        native.restore(checkpoint);
      });
    }
  }

  /** The column's part from element 1, with the elements there. */
  function rest(column, items) {
    const part = column.subarray(1);
    part.view.set(items);
    return part;
  }

  it('about what C has no kernels for', () => {
    for (const type of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Uint32Array]) {
      const items = type.from({ length: 100 }, () => next());
      for (const operation of ['sum', 'min', 'max', 'stats']) {
        assertSame(createColumn(native, type, items)[operation](), createColumn(without, type, items)[operation](), `${operation} of ${type.name}`);
      }
    }
    assertSame(createColumn(native, Int32Array, [5, -7]).scale(1.5).toJS(), Int32Array.of(7, -10));
    assert.equal(createColumn(native, BigInt64Array, [1n, 2n]).sum(), 3n);
  });
});

describe("C's kernels", () => {
  it('are what is called, and no others are shipped', async () => {
    const counted = {};
    const calls = Object.fromEntries(Object.entries(exports).map(([name, value]) =>
      [name, typeof value === 'function' ? (...args) => { counted[name] = (counted[name] ?? 0) + 1; return value(...args); } : value]));
    const arena = new Arena(memory, start);
    arena.kernels = wasmKernels(calls);
    for (const type of [Float64Array, Float32Array, Int32Array]) {
      for (const operation of Object.values(OPERATIONS)) operation(createColumn(arena, type, [1, 2, 3]), createColumn(arena, type, [3, 1, 2]));
    }
    for (const type of [Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array, BigInt64Array]) {
      const column = createColumn(arena, type, [3, 1, 2].map((value) => (type === BigInt64Array ? BigInt(value) : value)));
      for (const operation of Object.values(ORDER)) operation(column);
    }
    const expected = Object.entries(CALLED).flatMap(([types, names]) => types.split(' ').flatMap((type) => names.split(' ').map((name) => `zb_kernel_${name}_${type}`)));
    assert.deepEqual(Object.keys(counted).sort(), expected.sort());
    for (const file of ['kernels.wasm', 'kernels-shared.wasm']) { // those that are shipped
      const module = await WebAssembly.compile(await readFile(new URL(`../../js/core/${file}`, import.meta.url)));
      const names = WebAssembly.Module.exports(module).map(({ name }) => name).filter((name) => name.startsWith('zb_kernel_'));
      assert.deepEqual(names.sort(), expected, file);
    }
  });

  it('leave the stack as it was', () => {
    const before = exports.__stack_pointer.value;
    createColumn(native, Float64Array, [1, 2, 3]).stats();
    assert.equal(exports.__stack_pointer.value, before);
  });

  it('work on a column that is held while the memory grows, and above 2 GiB', async () => {
    const large = newMemory({ initial: 2, maximum: 65535 });
    const { native: arena } = await both(large);
    const column = createColumn(arena, Float64Array, [1, 2, 3]);
    large.grow(1);
    assert.equal(column.sum(), 6);
    column.append(new Float64Array(2 * PAGE).fill(1));
    assert.equal(column.sum(), 6 + 2 * PAGE);
    assert.equal(column.max(), 3);
    large.grow(33000);
    const high = new Arena(large, 2 ** 31 + 64);
    high.kernels = arena.kernels;
    const far = createColumn(high, Float64Array, [4, 5, 6]);
    assert.ok(far.byteOffset > 2 ** 31);
    assert.deepEqual([far.sum(), far.min(), far.stats().max, far.dot(far)], [15, 4, 6, 77]);
    assert.deepEqual([...far.filter({ gt: 4 })], [5, 6]);
    assert.deepEqual([...far.scale(2)], [8, 10, 12]);
    assert.equal(column.subarray(0, 3).dot(far), 64, 'columns of two arenas in one memory');
  });

  it('work in shared memory', async () => {
    const memory = newMemory({ initial: 2, maximum: 16384, shared: true });
    const { native: arena } = await both(memory, shared);
    const column = createColumn(arena, Float64Array, [1, 2, 3]);
    assert.equal(column.sum(), 6);
    assert.deepEqual(column.stats(), createColumn(without, Float64Array, [1, 2, 3]).stats());
    memory.grow(1);
    assert.equal(columnAt(arena, column.__zerobuf_ptr).max(), 3);
  });

  it('are not asked about columns of another memory, freed ones, or unequal ones', () => {
    const elsewhere = new Arena(newMemory());
    const column = createColumn(native, Float64Array, [1, 2, 3]);
    assert.equal(column.dot(createColumn(elsewhere, Float64Array, [1, 1, 1])), 6);
    assertFault(() => column.dot(createColumn(native, Float64Array, [1])), RangeError, 'ZB_E_INVALID');
    const checkpoint = native.save();
    const freed = createColumn(native, Float64Array, [1]);
    native.restore(checkpoint);
    assertFault(() => freed.sum(), RangeError, 'ZB_E_CHECKPOINT');
    assertFault(() => column.dot(freed), RangeError, 'ZB_E_CHECKPOINT');
  });
});
