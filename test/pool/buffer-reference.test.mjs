// SPDX-License-Identifier: MIT
// BufferReference: bytes with one owner, who may be in another thread.
import assert from 'node:assert/strict';
import test from 'node:test';
import { markAsUntransferable } from 'node:worker_threads';
import { Envelope } from '../../js/pool/index.js';
import { BufferReference, BufferReferenceReturn } from '../../js/pool/unsafe.js';
import { isBun, rejectsWith, set, until, withPool } from './support.mjs';
import * as tasks from './tasks.mjs';

const { echo, invert, sum, make, renew } = tasks;

/** @param {number} length */
const bytesOf = (length) => new Uint8Array(length).map((_, i) => i);
const isGone = (reference) => {
  assert.equal(reference.isReleased, true);
  assert.equal(reference.byteLength, 0);
  for (const use of [() => reference.toUint8Array(), () => reference.toArrayBuffer()]) assert.throws(use, { name: 'TypeError', message: /has been released.*make a new one/ });
};

test('a reference owns all of the buffer at once', () => {
  const bytes = bytesOf(1000);
  const reference = new BufferReference(bytes);
  assert.equal(bytes.byteLength, 0, 'the source is detached');
  assert.equal(reference.byteLength, 1000);
  assert.deepEqual(reference.toUint8Array(), bytesOf(1000));
  assert.equal(reference.toUint8Array().buffer, reference.toArrayBuffer(), 'nothing is copied');
  reference.toUint8Array()[0] = 9;
  assert.equal(new Uint8Array(reference.toArrayBuffer())[0], 9);
});

test('a reference to a part shows the part, and owns the whole', () => {
  const whole = bytesOf(100).buffer;
  const reference = new BufferReference(new Uint16Array(whole, 10, 20));
  assert.equal(whole.byteLength, 0);
  assert.equal(reference.byteLength, 40);
  assert.deepEqual(reference.toUint8Array(), bytesOf(100).slice(10, 50));
  assert.deepEqual(new Uint8Array(reference.toArrayBuffer()), bytesOf(100).slice(10, 50), 'a buffer of the part alone is a copy');
  assert.equal(new BufferReference(new DataView(new ArrayBuffer(8), 4)).byteLength, 4);
});

test('release() detaches what was handed out, more than once is once, and using releases', () => {
  const reference = new BufferReference(bytesOf(10));
  const view = reference.toUint8Array();
  reference.release();
  reference.release();
  assert.equal(view.byteLength, 0);
  isGone(reference);
  const used = new BufferReference(bytesOf(10));
  used[Symbol.dispose ?? Symbol.for('Symbol.dispose')]();
  isGone(used);
  const inside = new BufferReference(bytesOf(10));
  new Envelope('header', inside)[Symbol.dispose ?? Symbol.for('Symbol.dispose')]();
  isGone(inside);
  new Envelope('header', 'text')[Symbol.dispose ?? Symbol.for('Symbol.dispose')]();
  const empty = new BufferReference(new ArrayBuffer(0));
  assert.equal(empty.byteLength, 0);
  assert.equal(empty.isReleased, false);
  empty.release();
  isGone(empty);
});

test('what cannot be owned is refused, and is as it was', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(8));
  for (const source of [shared, shared.buffer, new DataView(shared.buffer)]) assert.throws(() => new BufferReference(source), { name: 'TypeError', message: /cannot own shared memory, which cannot be detached/ });
  for (const source of [undefined, null, 'text', 8, {}, [1, 2]]) assert.throws(() => new BufferReference(source), { name: 'TypeError', message: /expects an ArrayBuffer or typed-array view, not/ });
  const memory = new WebAssembly.Memory({ initial: 1 });
  assert.throws(() => new BufferReference(new Uint8Array(memory.buffer, 0, 8)), { name: 'TypeError', message: /cannot be detached, as that of WebAssembly; pass a copy/ });
  new Uint8Array(memory.buffer)[0] = 1;
  assert.equal(memory.buffer.byteLength, 65536);
  const source = bytesOf(8);
  new BufferReference(source);
  assert.throws(() => new BufferReference(source), { name: 'TypeError', message: /cannot own a detached buffer/ });
  assert.throws(() => new BufferReference(source.buffer), { name: 'TypeError', message: /cannot own a detached buffer/ });
});

test('defect: a Buffer that lies in the pool of Node is refused, and one of its own is owned', { skip: isBun && 'no Buffer shares its memory' }, () => {
  const small = Buffer.from('text');
  assert.throws(() => new BufferReference(small), { name: 'TypeError', message: /memory that others use, too/ });
  assert.equal(String(small), 'text');
  const own = Buffer.alloc(100, 1);
  assert.equal(new BufferReference(own).byteLength, 100);
  assert.equal(own.byteLength, 0);
  const marked = new ArrayBuffer(8);
  markAsUntransferable(marked);
  assert.throws(() => new BufferReference(marked), { name: 'TypeError' });
  assert.equal(marked.byteLength, 8);
});

test('a reference moves there and back, of any size, and what comes back moves again', async () => {
  await withPool({ threads: 2 }, { invert, sum }, async ({ call }) => {
    for (const length of [0, 1, 1000, 65_536, 3_000_001]) {
      let reference = new BufferReference(bytesOf(length));
      for (let round = 0; round < 4; round++) {
        const before = reference;
        const view = length === 0 ? undefined : reference.toUint8Array();
        reference = await call.invert(before);
        assert.ok(reference instanceof BufferReference);
        isGone(before);
        assert.equal(view?.byteLength ?? 0, 0, 'no view is left on this side');
        assert.equal(reference.byteLength, length);
      }
      assert.deepEqual(reference.toUint8Array(), bytesOf(length));
      const buffer = reference.toArrayBuffer();
      const moved = structuredClone(buffer, { transfer: [buffer] });
      assert.equal(moved.byteLength, length, 'an ordinary buffer by then');
    }
  });
});

test('a reference to a part arrives as that part', async () => {
  await withPool({}, { echo, sum }, async ({ call }) => {
    const reference = await call.echo(new BufferReference(bytesOf(200_000).subarray(100, 110)));
    assert.deepEqual(reference.toUint8Array(), bytesOf(200_000).slice(100, 110));
    assert.equal(await call.sum(reference), [...bytesOf(200).slice(100, 110)].reduce((a, b) => a + b));
  });
});

test('several references and other values are in one argument and one result', async () => {
  await withPool({}, { echo, returnTwice: tasks.returnTwice, envelope: tasks.envelope }, async ({ call }) => {
    const value = { list: [new BufferReference(bytesOf(10)), new BufferReference(bytesOf(200_000))], map: new Map([['bytes', bytesOf(100_000)]]), text: 'x'.repeat(100_000) };
    const answered = await call.echo(value);
    assert.deepEqual(answered.list.map((reference) => reference.byteLength), [10, 200_000]);
    assert.deepEqual(answered.list[1].toUint8Array(), bytesOf(200_000));
    assert.deepEqual(answered.map.get('bytes'), bytesOf(100_000));
    for (const reference of value.list) isGone(reference);
    const twice = new BufferReference(bytesOf(3));
    const both = await call.echo([twice, { again: twice }]);
    assert.equal(both[0], both[1].again, 'one reference, met twice, stays one');
    const [one, { again }] = await call.returnTwice(both[0]);
    assert.equal(one, again);
    assert.deepEqual(one.toUint8Array(), bytesOf(3));
    const { header, body } = await call.envelope(new Envelope({ name: 'n' }, new BufferReference(bytesOf(5))));
    assert.deepEqual([header.name, body.byteLength], ['n', 5]);
  });
});

test('a reference is passed once', async () => {
  await withPool({}, { sum }, async ({ call }) => {
    const reference = new BufferReference(bytesOf(10));
    const first = call.sum(reference);
    await assert.rejects(call.sum(reference), /has been released/);
    assert.equal(await first, 45);
    await assert.rejects(call.sum([reference]), /has been released/);
    const released = new BufferReference(bytesOf(10));
    released.release();
    await assert.rejects(call.sum(released), /has been released/);
    const empty = new BufferReference(new ArrayBuffer(0));
    assert.equal(await call.sum(empty), 0);
    await assert.rejects(call.sum(empty), /has been released/);
  });
});

test('an argument that is refused keeps its references', async () => {
  await withPool({ maxPayloadBytes: 100_000 }, { sum }, async ({ call }) => {
    const reference = new BufferReference(bytesOf(10));
    await assert.rejects(call.sum({ reference, task() {} }), /cannot be passed/);
    await rejectsWith(call.sum({ reference, text: 'x'.repeat(200_000) }), 'ZB_POOL_PAYLOAD', /maxPayloadBytes/);
    await assert.rejects(call.sum(reference, { signal: AbortSignal.abort() }), { name: 'AbortError' });
    assert.equal(reference.byteLength, 10);
    assert.equal(await call.sum(reference), 45);
  });
});

test('a task makes references, and renews what it got', async () => {
  await withPool({}, { make, renew, sum }, async ({ call }) => {
    const made = await call.make(100_000);
    assert.deepEqual([made.byteLength, made.toUint8Array()[99_999]], [100_000, 7]);
    const renewed = await call.renew(made);
    isGone(made);
    assert.equal(await call.sum(renewed), 700_000);
  });
});

test('in a task a reference is released when its call is over, or when it is returned', async () => {
  await withPool({}, { keepReference: tasks.keepReference, makeAndKeep: tasks.makeAndKeep, isKeptReleased: tasks.isKeptReleased }, async ({ call }) => {
    assert.equal(await call.keepReference(new BufferReference(bytesOf(10))), 10);
    assert.equal(await call.isKeptReleased(), true);
    await call.makeAndKeep(10);
    assert.equal(await call.isKeptReleased(), true);
  });
});

test('a task that makes a reference of a wasm memory is refused', async () => {
  await withPool({}, { makeOfWasm: tasks.makeOfWasm, sum }, async ({ call }) => {
    await assert.rejects(call.makeOfWasm(), { name: 'TypeError', message: /cannot be detached, as that of WebAssembly/ });
    assert.equal(await call.sum(new BufferReference(bytesOf(4))), 6);
  });
});

test('references go to many workers, each to one', async () => {
  await withPool({ threads: 3, depth: 4 }, { invert, echo }, async ({ call }) => {
    const lengths = Array.from({ length: 60 }, (_, i) => 1 + i * 1000);
    const answers = await Promise.all(lengths.map((length, i) => (i % 3 === 0 ? call.echo(i) : call.invert(new BufferReference(bytesOf(length))))));
    answers.forEach((answer, i) => {
      if (i % 3 === 0) assert.equal(answer, i);
      else assert.deepEqual(answer.toUint8Array(), bytesOf(lengths[i]).map((byte) => byte ^ 255));
    });
  });
});

for (const threads of [1, 2]) {
  test(`defect: aborted calls whose buffers were posted do not disturb those behind, ${threads} worker${threads === 1 ? '' : 's'}`, async () => {
    await withPool({ threads, balancer: 'roundRobin', depth: 16 }, { block: tasks.block, sum }, async (pool) => {
      for (let round = 0; round < 5; round++) {
        const gates = Array.from({ length: threads }, () => pool.alloc(4, Int32Array));
        const blocked = gates.map((words) => pool.call.block(words));
        for (const words of gates) await until(words, 1, 1);
        /** Records and messages get out of step: calls are given up that others wait behind, and their records are used again. */
        const kept = [];
        let given = [];
        for (let i = 0; i < 12; i++) {
          const stop = new AbortController();
          const answer = pool.call.sum(new BufferReference(new Uint8Array([i, 100])), { signal: stop.signal });
          if (i % 3 === 0) given.push({ stop, answer });
          else kept.push({ i, answer });
          if (i % 4 !== 3) continue;
          for (const one of given) {
            one.stop.abort();
            await assert.rejects(one.answer, { name: 'AbortError' });
          }
          given = [];
        }
        for (const words of gates) set(words, 0);
        await Promise.all(blocked);
        for (const { i, answer } of kept) assert.equal(await answer, 100 + i);
      }
    });
  });
}

test('a worker that ends while it has references takes them along, and harms nobody', async () => {
  await withPool({ threads: 2, balancer: 'roundRobin', stealing: false }, { dieWith: tasks.dieWith, holdReference: tasks.holdReference, sum }, async (pool) => {
    const words = pool.alloc(4, Int32Array);
    const reference = new BufferReference(bytesOf(100_000));
    const held = pool.call.holdReference({ reference, words }); // in the first worker
    await until(words, 1, 1);
    const dying = new BufferReference(bytesOf(100_000));
    await rejectsWith(pool.call.dieWith({ reference: dying }), 'ZB_POOL_WORKER_LOST'); // in the second
    isGone(dying);
    isGone(reference);
    set(words, 0);
    assert.equal(await held, 100_000);
    for (let i = 0; i < 4; i++) assert.equal(await pool.call.sum(new BufferReference(bytesOf(10))), 45);
  });
});

test('both modes of return are accepted and are safe', async () => {
  assert.deepEqual(BufferReferenceReturn, { Copy: 'copy', Borrow: 'borrow' });
  for (const mode of Object.values(BufferReferenceReturn)) {
    let reference;
    await withPool({ unsafe: { BufferReferenceReturn: mode } }, { make }, async ({ call }) => { reference = await call.make(1000); });
    assert.equal(reference.toUint8Array()[999], 7, 'it outlives the pool');
  }
});

test('long ordinary bytes are copied: both sides keep theirs', async () => {
  await withPool({}, { fill: tasks.fill, sumBytes: tasks.sumBytes }, async ({ call }) => {
    const bytes = bytesOf(1_000_000);
    const filled = (await call.fill([bytes, 1]));
    assert.equal(bytes[10], 10);
    assert.equal(filled[10], 1);
    assert.equal(await call.sumBytes(filled), 1_000_000);
  });
});
