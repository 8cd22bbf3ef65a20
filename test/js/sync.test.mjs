// SPDX-License-Identifier: MIT
// Mutex, condition, once, semaphore, barrier and channel within one thread: states, errors, and
// promises that wait for each other. sync-threads.test.mjs has several threads.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Arena, Barrier, Channel, Condition, Mutex, Once, Semaphore } from '../../js/core/index.js';
import { assertFault, fresh, newMemory, random } from './support.mjs';

const SEED = Number(globalThis.process?.env?.SEED ?? 20261125);

/** Whether this thread may sleep: the main one of a browser may not. */
const MAY_SLEEP = (() => {
  try {
    return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1) === 'not-equal';
  } catch {
    return false;
  }
})();

/** Why nobody is woken here, or false.  For the option `skip` of a test. */
const NO_WAKE_UP = globalThis.navigator?.userAgent === 'Cloudflare-Workers' && 'workerd settles no promise of Atomics.waitAsync()';

const shared = () => fresh(64, { initial: 1, maximum: 9, shared: true }).arena;

/** Keeps the event loop turning: a promise of Atomics.waitAsync() alone does not, on Node. */
async function alive(work) {
  const timer = setInterval(() => {}, 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

test('what they lie in: a shared memory or an arena over one, 8-aligned, inside', () => {
  const arena = shared();
  const plain = fresh(64).arena;
  const makers = [
    [Mutex, (over) => Mutex.create(over)], [Condition, (over) => Condition.create(over)], [Once, (over) => Once.create(over)],
    [Semaphore, (over) => Semaphore.create(over, 1)], [Barrier, (over) => Barrier.create(over, 2)], [Channel, (over) => Channel.create(over, { capacity: 2 })],
  ];
  for (const [type, create] of makers) {
    const { offset } = create(arena);
    assert.equal(offset % 8, 0);
    assert.equal(new type(arena.memory, offset).offset, offset);
    assert.equal(new type({ buffer: arena.memory.buffer }, offset).offset, offset);
    const used = plain.save();
    assertFault(() => create(plain), RangeError, 'ZB_E_INVALID', /not shared; make it with \{ shared: true \}/);
    assert.equal(plain.save(), used, 'nothing was allocated');
    assertFault(() => new type(arena, offset + 4), RangeError, 'ZB_E_ALIGN');
    assertFault(() => new type(arena, 2 ** 30), RangeError, 'ZB_E_BOUNDS');
    assertFault(() => new type(arena, NaN), RangeError, 'ZB_E_INVALID');
    assertFault(() => new type(arena, '8'), TypeError, 'ZB_E_INVALID');
    assertFault(() => new type(5, 8), TypeError, 'ZB_E_INVALID');
  }
});

test('they are allocated as zeros, whatever lay there', () => {
  const arena = shared();
  const start = arena.save();
  arena.u8.fill(0xff, start, start + 1024);
  assert.equal(Mutex.create(arena).tryLock(), true);
  assert.equal(Semaphore.create(arena).permits, 0);
  assert.equal(Once.create(arena).isDone, false);
  assert.equal(Channel.create(arena, { capacity: 8 }).tryReceive(), undefined);
});

test('a mutex: its states, and waiting for it by promise', { skip: NO_WAKE_UP }, () => alive(async () => {
  const arena = shared();
  const mutex = Mutex.create(arena);
  const other = new Mutex(new Arena(arena.memory, 4096), mutex.offset);
  assert.equal(mutex.tryLock(), true);
  assert.equal(other.tryLock(), false);
  assert.equal(arena.readU32(mutex.offset), 1);
  assert.equal(await other.lockAsync(1), false, 'the time passed');
  assert.equal(arena.readU32(mutex.offset), 2, 'somebody may wait');
  const order = [];
  const waits = [1, 2, 3].map(async (number) => {
    await other.runAsync(async () => {
      order.push(number);
      await null;
      order.push(-number);
    });
  });
  await null;
  assert.deepEqual(order, []);
  mutex.unlock();
  await Promise.all(waits);
  for (let i = 0; i < 6; i += 2) assert.equal(order[i], -order[i + 1], 'nobody came in between');
  assert.equal(arena.readU32(mutex.offset), 0);
  await assert.rejects(mutex.runAsync(async () => { throw new SyntaxError('mine'); }), SyntaxError);
  assert.equal(mutex.tryLock(), true, 'given back');
}));

test('sleeping: where a thread may, and with an error that says what to call where it may not', () => {
  const arena = shared();
  const mutex = Mutex.create(arena), condition = Condition.create(arena), semaphore = Semaphore.create(arena, 1);
  const once = Once.create(arena), barrier = Barrier.create(arena, 1), channel = Channel.create(arena, { capacity: 2 });
  if (!MAY_SLEEP) {
    const calls = [
      [() => mutex.lock(), /lockAsync\(\) or tryLock\(\)/], [() => mutex.run(() => {}), /lockAsync/], [() => condition.wait(mutex), /waitAsync/],
      [() => once.run(() => {}), /runAsync/], [() => semaphore.acquire(), /acquireAsync/], [() => barrier.wait(), /waitAsync/],
      [() => channel.send(1), /sendAsync/], [() => channel.receive(), /receiveAsync/],
    ];
    for (const [call, remedy] of calls) assertFault(call, Error, 'ZB_E_UNSUPPORTED', remedy);
    assert.equal(mutex.tryLock() && semaphore.tryAcquire(), true, 'nothing was taken');
    return;
  }
  assert.equal(mutex.lock(), true);
  assert.equal(mutex.lock(1), false);
  assert.equal(condition.wait(mutex, 1), false);
  assert.equal(mutex.tryLock(), false, 'taken again');
  mutex.unlock();
  assert.equal(mutex.run(() => mutex.tryLock()), false);
  assert.throws(() => mutex.run(() => { throw new SyntaxError('mine'); }), SyntaxError);
  assert.equal(mutex.tryLock(), true, 'given back');
  assert.equal(semaphore.acquire(), true);
  assert.equal(semaphore.acquire(1), false);
  assert.equal(arena.readU32(semaphore.offset + 4), 0, 'nobody waits any more');
  assert.equal(barrier.wait(), true);
  assert.equal(channel.send(5) && channel.send(6), true);
  assert.equal(channel.send(7, 1), false);
  assert.deepEqual([channel.receive(), channel.receive(), channel.receive(1)], [5, 6, undefined]);
});

test('arguments that cannot be', async () => {
  const arena = shared();
  const mutex = Mutex.create(arena);
  const used = arena.save();
  await assert.rejects(mutex.lockAsync(-1), { code: 'ZB_E_INVALID', message: /pass milliseconds from 0 up/ });
  await assert.rejects(mutex.lockAsync('1'), { code: 'ZB_E_INVALID' });
  await assert.rejects(mutex.runAsync(), { name: 'ZerobufTypeError', message: /takes a function/ });
  await assert.rejects(Once.create(arena).runAsync(5), TypeError);
  for (const parties of [0, -1, 1.5, 2 ** 31, '2', undefined]) assertFault(() => Barrier.create(arena, parties), RangeError, 'ZB_E_INVALID');
  for (const permits of [-1, 1.5, 2 ** 31, '2']) assertFault(() => Semaphore.create(arena, permits), RangeError, 'ZB_E_INVALID');
  assertFault(() => Semaphore.create(arena).release(0), RangeError, 'ZB_E_INVALID');
  for (const options of [{ capacity: 0 }, { capacity: 1 }, { capacity: 3 }, { capacity: 2 ** 25 }, { capacity: '2' }, {}, { capacity: 2, elementWords: 0 }, { capacity: 2, elementWords: 65537 }]) {
    assertFault(() => Channel.create(arena, options), RangeError, 'ZB_E_INVALID', /pass a power of two/);
  }
  assert.equal(mutex.tryLock(), true, 'nothing was taken');
  const zeros = arena.alloc(512, 8);
  assert.ok(zeros > used);
  arena.u8.fill(0, zeros, zeros + 512);
  assertFault(() => new Channel(arena, zeros), Error, 'ZB_E_CORRUPT', /make one with Channel\.create/);
  assertFault(() => new Barrier(arena, zeros), Error, 'ZB_E_CORRUPT', /make one with Barrier\.create/);
  arena.writeU32(zeros, 2 ** 24);
  arena.writeU32(zeros + 4, 65536);
  assertFault(() => new Channel(arena, zeros), RangeError, 'ZB_E_BOUNDS');
});

test('a condition wakes one or all that wait by promise', { skip: NO_WAKE_UP }, () => alive(async () => {
  const arena = shared();
  const mutex = Mutex.create(arena), condition = Condition.create(arena);
  let ready = 0, woken = 0;
  const wait = async () => {
    await mutex.lockAsync();
    while (ready === 0) await condition.waitAsync(mutex);
    ready--;
    woken++;
    mutex.unlock();
  };
  const waits = [wait(), wait(), wait()];
  while (arena.readU32(condition.offset + 4) < 3) await new Promise((resolve) => setTimeout(resolve));
  ready = 1;
  condition.notify();
  await Promise.race(waits);
  assert.equal(woken, 1);
  ready = 2;
  condition.notifyAll();
  await Promise.all(waits);
  assert.deepEqual([woken, arena.readU32(condition.offset + 4), arena.readU32(mutex.offset)], [3, 0, 0]);
  await mutex.lockAsync();
  assert.equal(await condition.waitAsync(mutex, 1), false, 'the time passed');
  assert.equal(mutex.tryLock(), false, 'taken again');
}));

test('once: one does it, the others wait; who fails leaves it to the next', { skip: NO_WAKE_UP }, () => alive(async () => {
  const arena = shared();
  const once = Once.create(arena);
  let runs = 0;
  const fails = once.runAsync(async () => {
    runs++;
    await new Promise((resolve) => setTimeout(resolve));
    throw new SyntaxError('mine');
  });
  const next = [1, 2].map(() => new Once(arena, once.offset).runAsync(async () => { runs++; }));
  await assert.rejects(fails, SyntaxError);
  assert.deepEqual((await Promise.all(next)).sort(), [false, true]);
  assert.equal(runs, 2);
  assert.equal(once.isDone, true);
  assert.equal(await once.runAsync(() => { runs++; }), false);
  assert.equal(runs, 2);
  if (MAY_SLEEP) assert.equal(Once.create(arena).run(() => {}), true);
}));

test('a semaphore lets as many in as it has permits', { skip: NO_WAKE_UP }, () => alive(async () => {
  const arena = shared();
  const semaphore = Semaphore.create(arena, 2);
  let inside = 0, most = 0;
  await Promise.all(Array.from({ length: 7 }, async () => {
    await semaphore.acquireAsync();
    most = Math.max(most, ++inside);
    await null;
    inside--;
    semaphore.release();
  }));
  assert.deepEqual([most, semaphore.permits, arena.readU32(semaphore.offset + 4)], [2, 2, 0]);
  assert.equal(semaphore.tryAcquire() && semaphore.tryAcquire(), true);
  assert.equal(semaphore.tryAcquire(), false);
  assert.equal(await semaphore.acquireAsync(1), false);
  semaphore.release(3);
  assert.equal(semaphore.permits, 3);
}));

test('a barrier lets all go on when the last has come, again and again', { skip: NO_WAKE_UP }, () => alive(async () => {
  const barrier = Barrier.create(shared(), 3);
  assert.equal(barrier.parties, 3);
  const phases = [0, 0, 0];
  const last = await Promise.all(phases.map(async (_, number) => {
    let count = 0;
    for (let phase = 1; phase <= 5; phase++) {
      phases[number] = phase;
      if (await barrier.waitAsync()) count++;
      assert.ok(phases.every((other) => other >= phase), String(phases));
      if (await barrier.waitAsync()) count++;
    }
    return count;
  }));
  assert.equal(last.reduce((sum, count) => sum + count), 10);
}));

test('a channel against a queue: order, room, words, and the end', () => {
  const { below } = random(SEED);
  for (const elementWords of [1, 3]) {
    const arena = shared();
    const channel = Channel.create(arena, { capacity: 8, elementWords });
    const other = new Channel(arena.memory, channel.offset);
    assert.deepEqual([other.capacity, other.elementWords], [8, elementWords]);
    const model = [];
    for (let i = 0; i < 3000; i++) {
      if (below(2) === 0) {
        const element = elementWords === 1 ? (i * 0x9e3779b9) >>> 0 : Uint32Array.of(i, ~i, below(2 ** 32));
        assert.equal(channel.trySend(element), model.length < 8, `SEED=${SEED}`);
        if (model.length < 8) model.push(element);
      } else {
        const into = elementWords === 1 || below(2) === 0 ? undefined : new Uint32Array(3);
        const element = other.tryReceive(into);
        assert.deepEqual(element, model.shift(), `SEED=${SEED}`);
        if (into !== undefined && element !== undefined) assert.equal(element, into);
      }
    }
    assert.equal(other.isClosed, false);
    other.close();
    channel.close();
    assert.equal(channel.isClosed, true);
    assert.equal(channel.trySend(elementWords === 1 ? 1 : [1, 2, 3]), false);
    while (model.length > 0) assert.deepEqual(other.tryReceive(), model.shift());
    assert.equal(channel.tryReceive(), undefined);
  }
  const pairs = Channel.create(shared(), { capacity: 2, elementWords: 2 });
  for (const element of [1, [1], [1, 2, 3], undefined, 'x']) assertFault(() => pairs.trySend(element), TypeError, 'ZB_E_INVALID', /2 numbers/);
  assertFault(() => pairs.tryReceive(new Uint32Array(1)), TypeError, 'ZB_E_INVALID', /2 words/);
  assert.equal(pairs.trySend([1, 2]), true);
});

test("a channel's positions go round at 2^31", () => {
  const arena = shared();
  const channel = Channel.create(arena, { capacity: 4 });
  const lap = 2 ** 31 - 4;
  for (const at of [64, 128, 256, 264, 272, 280]) arena.writeU32(channel.offset + at, lap);
  for (let i = 0; i < 11; i++) {
    assert.equal(channel.trySend(i) && channel.trySend(~i >>> 0), true);
    assert.deepEqual([channel.tryReceive(), channel.tryReceive(), channel.tryReceive()], [i, ~i >>> 0, undefined]);
  }
  assert.equal(arena.readU32(channel.offset + 64), 18);
});

test('defect: a head that another damaged ends no attempt in a loop', () => {
  const arena = shared();
  const channel = Channel.create(arena, { capacity: 4 });
  arena.writeU32(channel.offset + 128, 0x8000_0000);
  assert.equal(channel.tryReceive(), undefined);
  assert.equal(channel.trySend(5), true);
  assert.equal(channel.tryReceive(), 5);
});

test('a channel by promises: room and elements are waited for, closing ends it', { skip: NO_WAKE_UP }, () => alive(async () => {
  const channel = Channel.create(shared(), { capacity: 2 });
  const received = [[], []];
  const receivers = received.map(async (list) => {
    for await (const element of channel) list.push(element);
  });
  const senders = [0, 1].map(async (sender) => {
    for (let i = 0; i < 50; i++) assert.equal(await channel.sendAsync(2 * i + sender), true);
  });
  await Promise.all(senders);
  channel.close();
  await Promise.all(receivers);
  assert.equal(await channel.receiveAsync(), undefined);
  assert.equal(await channel.sendAsync(1), false);
  const all = received.flat();
  assert.deepEqual(all.toSorted((a, b) => a - b), Array.from({ length: 100 }, (_, i) => i));
  for (const list of received) {
    for (const sender of [0, 1]) {
      const own = list.filter((element) => element % 2 === sender);
      assert.deepEqual(own, own.toSorted((a, b) => a - b), 'in the order of its sender');
    }
  }
  const full = Channel.create(shared(), { capacity: 2 });
  assert.equal(full.trySend(1) && full.trySend(2), true);
  const waiting = full.sendAsync(3);
  assert.equal(await full.sendAsync(4, 1), false, 'the time passed');
  full.close();
  assert.equal(await waiting, false);
  const empty = Channel.create(shared(), { capacity: 2 });
  assert.equal(await empty.receiveAsync(1), undefined);
}));

test('a memory that grows leaves them where they are', () => {
  const memory = newMemory({ initial: 1, maximum: 9, shared: true });
  const arena = new Arena(memory, 64);
  const mutex = Mutex.create(arena);
  assert.equal(mutex.tryLock(), true);
  memory.grow(2);
  assert.equal(new Mutex(arena, mutex.offset).tryLock(), false);
  mutex.unlock();
  assert.equal(new Mutex(memory, mutex.offset).tryLock(), true);
});
