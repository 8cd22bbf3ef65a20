// SPDX-License-Identifier: MIT
// Columns as things in the region: elements in place, growth of memory and column, restore,
// other threads, C's headers. The mathematics is in column-kernels.test.mjs.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Worker } from 'node:worker_threads';
import { describe, it } from 'node:test';
import { Column, columnAt, createColumn } from '../../js/core/column.js';
import { COLUMN_TYPES } from '../../js/core/layout.gen.js';
import { Arena } from '../../js/core/index.js';
import { PAGE, assertFault, fresh, newMemory } from './support.mjs';

const CLASSES = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array,
  BigUint64Array, globalThis.Float16Array, Float32Array, Float64Array,
].filter((type) => type !== undefined);
const isBig = (type) => type.name.startsWith('Big');
const values = (type, numbers) => (isBig(type) ? numbers.map(BigInt) : numbers);

describe('a column', () => {
  for (const type of CLASSES) {
    it(`of ${type.name} lies in the region`, () => {
      const { arena } = fresh();
      const column = createColumn(arena, type, values(type, [1, 2, 3]));
      assert.ok(column.view instanceof type);
      assert.equal(column.view.buffer, arena.memory.buffer);
      assert.equal(column.byteOffset % 16, 0);
      assert.deepEqual([...column], values(type, [1, 2, 3]));
      assert.deepEqual(column.toJS(), type.from(values(type, [1, 2, 3])));
      assert.notEqual(column.toJS().buffer, arena.memory.buffer);
      const header = column.__zerobuf_ptr;
      assert.equal(arena.readU32(header), column.byteOffset);
      assert.equal(arena.readU32(header + 4), 3);
      assert.equal(arena.readU32(header + 8), column.capacity);
      const [, , bytes] = COLUMN_TYPES.find(([, number]) => number === arena.readU8(header + 12));
      assert.equal(bytes, type.BYTES_PER_ELEMENT);
      assert.equal(column.byteLength, 3 * bytes);
      column.view[1] = values(type, [9])[0];
      assert.equal(columnAt(arena, header).at(1), values(type, [9])[0], 'the same bytes');
    });
  }

  it('of a length has zeros, whatever lay there', () => {
    const { arena } = fresh();
    const checkpoint = arena.save();
    new Uint8Array(arena.memory.buffer).fill(0xaa);
    assert.equal(arena.save(), checkpoint);
    assert.deepEqual(createColumn(arena, Float64Array, 4).toJS(), new Float64Array(4));
    assert.deepEqual(createColumn(arena, BigInt64Array, 4).toJS(), new BigInt64Array(4));
    assert.equal(createColumn(arena, Int8Array).length, 0);
  });

  it('takes iterables, array-likes, typed arrays of any type, and columns', () => {
    const { arena } = fresh();
    const make = (from) => createColumn(arena, Float32Array, from).toJS();
    const expected = Float32Array.of(1, 2.5, -3);
    assert.deepEqual(make([1, 2.5, -3]), expected);
    assert.deepEqual(make(new Set([1, 2.5, -3])), expected);
    assert.deepEqual(make({ length: 3, 0: 1, 1: 2.5, 2: -3 }), expected);
    assert.deepEqual(make(Float64Array.of(1, 2.5, -3)), expected);
    const column = createColumn(arena, Float32Array, expected);
    assert.deepEqual(make(column), expected);
    assert.deepEqual(make(column.view), expected, 'elements of this very memory');
    column.set(0, 7);
    assert.deepEqual(make(expected), expected, 'a copy');
  });

  it('indexes', () => {
    const { arena } = fresh();
    const column = createColumn(arena, Float64Array, [1, 2, 3]);
    assert.equal(column.at(0), 1);
    assert.equal(column.at(-1), 3);
    assert.equal(column.at(3), undefined);
    assert.equal(column.at(-4), undefined);
    column.set(2, -0);
    assert.ok(Object.is(column.at(2), -0));
    for (const index of [3, -1, 1.5, NaN, '0', undefined]) {
      assertFault(() => column.set(index, 1), Error, 'ZB_E_NOT_FOUND', /not in a column of 3 elements/);
    }
    assertFault(() => column.set(0, 1n), TypeError, 'ZB_E_INVALID', /is a number, not a bigint/);
    assertFault(() => column.set(0, '1'), TypeError, 'ZB_E_INVALID', /not a string/);
    assertFault(() => createColumn(arena, BigInt64Array, 1).set(0, 1), TypeError, 'ZB_E_INVALID', /is a bigint, not a number/);
    assert.deepEqual([...column], [1, 2, -0]);
  });

  it('shows itself as its elements', () => {
    const { arena } = fresh();
    const column = createColumn(arena, Int32Array, [1, 2]);
    assert.equal(inspect(column), 'Int32Array(2) [ 1, 2 ]');
    assert.equal(JSON.stringify({ column }), '{"column":[1,2]}');
    assert.equal(column.type, Int32Array);
    assert.equal(column.arena, arena);
  });

  it('grows by pushes, and keeps its header', () => {
    const { arena } = fresh();
    const column = createColumn(arena, Uint16Array);
    const header = column.__zerobuf_ptr;
    const other = columnAt(arena, header);
    const model = [];
    for (let i = 0; i < 300; i++) {
      assert.equal(column.push(i), i + 1);
      model.push(i);
      assert.ok(column.capacity >= column.length);
      assert.equal(column.byteOffset % 16, 0);
    }
    assert.deepEqual([...other], model, 'another wrapper follows');
    assert.equal(column.push(), 300);
    assert.equal(column.push(1, 2, 70000), 303);
    assert.deepEqual([...other].slice(300), [1, 2, 70000 % 65536], 'converted as typed arrays do');
    assert.equal(column.__zerobuf_ptr, header);
    assert.equal(column.append(column), 606);
    assert.deepEqual([...column].slice(303), [...column].slice(0, 303), 'its own elements');
    assert.equal(column.append(column.subarray(0, 2).view), 608);
    assert.equal(column.append(new Set([5])), 609);
  });

  it('reserves: pushes then do not move it', () => {
    const { arena } = fresh();
    const column = createColumn(arena, Float64Array, [1]);
    column.reserve(10);
    assert.ok(column.capacity >= 11);
    const { view } = column;
    for (let i = 0; i < 10; i++) column.push(i);
    assert.equal(column.byteOffset, view.byteOffset);
    assert.equal(column.at(0), 1);
    for (const count of [-1, 1.5, NaN, '1']) assertFault(() => column.reserve(count), RangeError, 'ZB_E_INVALID');
  });

  it('takes what is needed where twice as much does not fit', () => {
    const { arena } = fresh(0, { initial: 1, maximum: 1 });
    const column = createColumn(arena, Uint8Array, 30000);
    column.append(new Uint8Array(4000).fill(1));
    assert.equal(column.length, 34000);
    assert.equal(column.capacity, 34000);
  });

  it('changes nothing when memory runs out', () => {
    const { arena } = fresh(0, { initial: 1, maximum: 1 });
    const column = createColumn(arena, Float64Array, [1, 2, 3]);
    const before = { bytes: new Uint8Array(arena.memory.buffer).slice(), offset: arena.offset };
    assertFault(() => column.append(new Float64Array(9000)), RangeError, 'ZB_E_MEMORY', /out of memory/);
    assertFault(() => column.push(...new Array(3), 1), TypeError, 'ZB_E_INVALID');
    assertFault(() => column.push(4, 'x'), TypeError, 'ZB_E_INVALID');
    assertFault(() => createColumn(arena, Float64Array, 1e6), RangeError, 'ZB_E_MEMORY');
    assertFault(() => createColumn(arena, Float64Array, 2 ** 40), RangeError, 'ZB_E_MEMORY');
    assert.throws(() => createColumn(arena, BigInt64Array, [1n, 2]), TypeError);
    assert.throws(() => createColumn(arena, Float64Array, { get length() { throw new Error('mine'); } }), /mine/);
    assert.equal(arena.offset, before.offset);
    assert.deepEqual(new Uint8Array(arena.memory.buffer), before.bytes);
  });

  it('refuses other classes and other sources', () => {
    const { arena } = fresh();
    for (const type of [Array, ArrayBuffer, DataView, Object.getPrototypeOf(Uint8Array), 'Float64Array', undefined, null, class Float64Array {}]) {
      assertFault(() => createColumn(arena, type, 1), TypeError, 'ZB_E_INVALID', /class of typed array/);
    }
    for (const length of [-1, 1.5, NaN, Infinity]) assertFault(() => createColumn(arena, Int8Array, length), RangeError, 'ZB_E_INVALID');
    for (const source of ['12', 1n, null, true, () => {}]) assertFault(() => createColumn(arena, Int8Array, source), TypeError, 'ZB_E_INVALID');
  });

  it('slices with and without copying', () => {
    const { arena } = fresh();
    const column = createColumn(arena, Int32Array, [0, 1, 2, 3, 4, 5]);
    for (const [from, to] of [[], [2], [2, 4], [-2], [-3, -1], [4, 2], [9], [0, 99], [NaN, 1.9], [-99, 1]]) {
      assert.deepEqual([...column.slice(from, to)], [0, 1, 2, 3, 4, 5].slice(from, to), `slice(${from}, ${to})`);
      assert.deepEqual([...column.subarray(from, to)], [0, 1, 2, 3, 4, 5].slice(from, to), `subarray(${from}, ${to})`);
    }
    const part = column.subarray(1, 3);
    assert.ok(part instanceof Column);
    assert.equal(part.byteOffset, column.byteOffset + 4);
    part.set(0, 10);
    assert.equal(column.at(1), 10);
    const copy = column.slice(1, 3);
    assert.equal(copy.byteOffset % 16, 0);
    copy.set(0, 99);
    assert.equal(column.at(1), 10);
    part.push(77);
    assert.deepEqual([...part], [10, 2, 77]);
    assert.deepEqual([...column], [0, 10, 2, 3, 4, 5], 'appending to a slice moves it');
  });
});

describe('columns and growth of the memory', () => {
  it('are seen through a new view when the old one detached', () => {
    const { arena } = fresh();
    const column = createColumn(arena, Float64Array, [1, 2, 3]);
    const { view } = column;
    arena.memory.grow(1);
    assert.equal(view.length, 0, 'detached');
    assert.equal(column.length, 3);
    assert.deepEqual([...column.view], [1, 2, 3]);
    assert.equal(column.view, column.view, 'and then the same one');
    arena.memory.grow(1);
    column.set(0, 9);
    assert.equal(column.at(0), 9);
    arena.memory.grow(1);
    assert.equal(column.push(4), 4);
    assert.equal(column.sum(), 18);
  });

  it('grow it themselves', () => {
    const { arena } = fresh();
    const column = createColumn(arena, Float64Array, [1, 2, 3]);
    column.append(new Float64Array(PAGE));
    assert.ok(arena.pages > 8);
    assert.equal(column.length, PAGE + 3);
    assert.equal(column.at(2), 3);
    assert.equal(column.slice().length, PAGE + 3);
    assert.equal(column.filter({ gt: 0 }).length, 3);
  });

  it('in shared memory see elements past the old end', () => {
    const memory = newMemory({ initial: 1, maximum: 64, shared: true });
    const arena = new Arena(memory);
    const other = new Arena(memory, 2 * PAGE);
    const column = createColumn(arena, Float64Array, [1, 2, 3]);
    memory.grow(4);
    const far = createColumn(other, Float64Array, [4, 5, 6]);
    assert.deepEqual([...columnAt(arena, far.__zerobuf_ptr)], [4, 5, 6]);
    assert.deepEqual([...column], [1, 2, 3]);
    assert.equal(column.dot(far), 32);
  });
});

describe('columns and threads', () => {
  it('show what another thread appends', async () => {
    const memory = newMemory({ initial: 1, maximum: 64, shared: true });
    const arena = new Arena(memory, 1024, { shared: true });
    const column = createColumn(arena, Float64Array, [1]);
    const worker = new Worker(`
      const { workerData: { memory, control, header }, parentPort } = require('node:worker_threads');
      (async () => {
        const { Arena } = await import(${JSON.stringify(new URL('../../js/core/index.js', import.meta.url).href)});
        const { columnAt } = await import(${JSON.stringify(new URL('../../js/core/column.js', import.meta.url).href)});
        const column = columnAt(new Arena(memory, 0, { control }), header);
        for (let i = 2; i <= 20000; i++) column.push(i);
        parentPort.postMessage(column.sum());
      })();
    `, { eval: true, workerData: { memory, control: arena.control, header: column.__zerobuf_ptr } });
    let sum;
    worker.once('message', (message) => { sum = message; });
    const exited = new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject));
    // Meanwhile the length only rises, and what it covers is written.
    const peek = () => {
      const { view } = column;
      if (view.length > 1) assert.equal(view[view.length - 1], view.length);
    };
    const timer = setInterval(peek, 1);
    await exited;
    clearInterval(timer);
    assert.equal(sum, 20000 * 20001 / 2);
    assert.equal(column.length, 20000);
    assert.equal(column.sum(), sum);
  });
});

describe('columns and restores', () => {
  it('are refused when they are freed', () => {
    const { arena } = fresh();
    const kept = createColumn(arena, Float64Array, [1, 2]);
    const checkpoint = arena.save();
    const freed = createColumn(arena, Float64Array, [3, 4]);
    arena.restore(checkpoint);
    const again = createColumn(arena, Int32Array, [5, 6]);
    for (const use of [
      () => freed.view, () => freed.length, () => freed.at(0), () => freed.set(0, 1), () => freed.push(1), () => freed.sum(),
      () => [...freed], () => freed.toJS(), () => freed.subarray(), () => freed.slice(), () => freed.__zerobuf_ptr,
      () => freed.capacity, () => kept.dot(freed), () => freed.dot(kept), () => freed.filter({ gt: 0 }),
    ]) assertFault(use, RangeError, 'ZB_E_CHECKPOINT', /outlived its checkpoint/);
    assert.deepEqual([...kept], [1, 2]);
    assert.deepEqual([...again], [5, 6]);
    arena.reset();
    assertFault(() => kept.at(0), RangeError, 'ZB_E_CHECKPOINT');
  });

  it('are refused when they grew past a checkpoint', () => {
    const { arena } = fresh();
    const column = createColumn(arena, Float64Array, [1, 2]);
    const reserved = createColumn(arena, Float64Array, [1]);
    reserved.reserve(1);
    const checkpoint = arena.save();
    column.push(3);
    reserved.push(4);
    arena.restore(checkpoint);
    assertFault(() => column.view, RangeError, 'ZB_E_CHECKPOINT', /reserve\(\) before save\(\)/);
    assert.deepEqual([...reserved], [1, 4]);
  });

  it('by another side are noticed', () => {
    const memory = newMemory();
    const owner = new Arena(memory, 8, { shared: true });
    const arena = new Arena(memory, 0, { control: owner.control });
    const checkpoint = owner.save();
    const column = createColumn(arena, Float64Array, [1, 2]);
    owner.restore(checkpoint);
    assertFault(() => column.at(0), RangeError, 'ZB_E_CHECKPOINT');
  });
});

describe('columnAt', () => {
  it('takes only a column that lies in the region', () => {
    const { arena } = fresh();
    const column = createColumn(arena, Float64Array, [1, 2]);
    const header = column.__zerobuf_ptr;
    assertFault(() => columnAt(arena, header + 2), RangeError, 'ZB_E_ALIGN');
    assertFault(() => columnAt(arena, PAGE - 8), RangeError, 'ZB_E_BOUNDS');
    assertFault(() => columnAt(arena, -1), RangeError, 'ZB_E_INVALID');
    assertFault(() => columnAt(arena, '8'), TypeError, 'ZB_E_INVALID');
    const damage = (at, word, type, code) => {
      const before = arena.readU32(header + at);
      arena.writeU32(header + at, word);
      assertFault(() => columnAt(arena, header), type, code);
      if (at < 12) assertFault(() => column.view, type, code);
      arena.writeU32(header + at, before);
    };
    damage(0, 12, RangeError, 'ZB_E_ALIGN');
    damage(0, 0xfffffff8, RangeError, 'ZB_E_BOUNDS');
    damage(4, 3, Error, 'ZB_E_CORRUPT');
    damage(12, 99, TypeError, 'ZB_E_TAG');
    assert.deepEqual([...column], [1, 2]);
    arena.writeU8(header + 12, 9);
    arena.writeU32(header + 4, 1);
    assertFault(() => column.view, TypeError, 'ZB_E_TAG', /now holds other elements/);
  });
});

describe('columns as values', () => {
  it('are stored by reference in an arena of all types', () => {
    const buf = fresh(0, undefined, { types: 'full' });
    const column = createColumn(buf.arena, Float64Array, [1, 2, 3]);
    const record = buf.create({ data: column, again: column });
    column.set(0, 9);
    assert.equal(record.data[0], 9, 'no copy');
    assert.equal(record.data.byteOffset, column.byteOffset);
    record.data[1] = 8;
    assert.equal(column.at(1), 8);
    record.later = column;
    assert.deepEqual([...record.later], [9, 8, 3]);
  });

  it('are copied into a strict arena as a list of numbers, as toJSON says', () => {
    const buf = fresh();
    const column = createColumn(buf.arena, Float64Array, [1, 2.5]);
    const record = buf.create({ data: column });
    column.set(0, 9);
    assert.deepEqual(record.toJS(), { data: [1, 2.5] });
  });
});
