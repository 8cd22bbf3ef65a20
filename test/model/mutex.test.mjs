// SPDX-License-Identifier: MIT
// The mutex (js/core/mutex.js, as src/sync/mutex.c): at most one inside, and nobody sleeps for ever;
// and the condition (js/core/condition.js, as src/sync/condition.c): nobody misses what it waits for.
import test from 'node:test';
import { Condition } from '../../js/core/condition.js';
import { Mutex } from '../../js/core/mutex.js';
import { MUTEX_AWAITED, MUTEX_FREE, MUTEX_TAKEN } from '../../js/core/layout.gen.js';
import { breaks, holds, over } from './support.mjs';

const INSIDE = 2, WORK = 3, WORDS = 4;

/** Threads, each of which goes in so many times and looks whether it is alone. @param {number[]} rounds */
function model(rounds, { type = Mutex, isImpatient = false } = {}) {
  const memory = { buffer: new SharedArrayBuffer(4 * WORDS) };
  const threads = rounds.map((most, number) => ({
    name: `thread ${number}`,
    isImpatient: isImpatient && number === 0,
    local: { round: 0, isInside: false },
    leg({ round, isInside }, { words }) {
      const mutex = over(new type(memory, 0), words);
      const next = round + 1 < most ? { round: round + 1, isInside: false } : undefined;
      if (!isInside) {
        if (mutex.lock()) return { round, isInside: true };
        if (!isImpatient) throw new Error('lock() gave up');
        return next;
      }
      if (words[INSIDE] !== 0) throw new Error('two are inside');
      words[INSIDE] = 1;
      Atomics.load(words, WORK); // others may take steps meanwhile
      words[INSIDE] = 0;
      mutex.unlock();
      return next;
    },
  }));
  return { words: new Int32Array(WORDS), threads };
}

test('two threads, three rounds', (t) => holds(t, model([3, 3])));
test('three threads, one of which comes back', (t) => holds(t, model([2, 1, 1])));
test('three threads, one of which gives up at any moment', (t) => holds(t, model([2, 1, 1], { isImpatient: true })));

test('a waiter that takes it as if nobody else waited leaves others asleep', (t) => {
  class Forgetful extends Mutex {
    *waiting() {
      while (!this.tryLock()) {
        Atomics.compareExchange(this.words, this.state, MUTEX_TAKEN, MUTEX_AWAITED);
        yield { index: this.state, value: MUTEX_AWAITED };
      }
      return true;
    }
  }
  breaks(t, model([1, 1, 1], { type: Forgetful }), /never wakes up/);
});

test('a mutex that is looked at first and taken then lets two in', (t) => {
  class TwoSteps extends Mutex {
    tryLock() {
      if (Atomics.load(this.words, this.state) !== MUTEX_FREE) return false;
      Atomics.store(this.words, this.state, MUTEX_TAKEN);
      return true;
    }
  }
  breaks(t, model([1, 1], { type: TwoSteps }), /two are inside/);
});

test('an unlock() that wakes nobody is found', (t) => {
  class Silent extends Mutex {
    unlock() {
      Atomics.store(this.words, this.state, MUTEX_FREE);
    }
  }
  breaks(t, model([1, 1], { type: Silent }), /never wakes up/);
});

// The condition: consumers that wait until there is something, and a producer that notifies one for each.

const THINGS = 4;

/** @param {number} consumers @param {number} things  how many are made, for as many consumers */
function conditionModel(consumers, things, { type = Condition, isAll = false } = {}) {
  const memory = { buffer: new SharedArrayBuffer(4 * 8) };
  const parts = (words) => ({ mutex: over(new Mutex(memory, 0), words), condition: over(new type(memory, 8), words) });
  const consumer = (number) => ({
    name: `consumer ${number}`,
    local: { isInside: false },
    leg({ isInside }, { words }) {
      const { mutex, condition } = parts(words);
      if (!isInside) {
        mutex.lock();
      } else if (words[THINGS] === 0) { // once around the loop in which wait() is called
        condition.wait(mutex);
      } else {
        words[THINGS]--;
        mutex.unlock();
        return undefined;
      }
      return { isInside: true };
    },
  });
  const producer = {
    name: 'producer',
    local: { made: 0, isInside: false },
    leg({ made, isInside }, { words }) {
      const { mutex, condition } = parts(words);
      if (!isInside) {
        mutex.lock();
        return { made, isInside: true };
      }
      words[THINGS] += isAll ? things : 1;
      mutex.unlock();
      if (isAll) condition.notifyAll();
      else condition.notify();
      return isAll || made + 1 === things ? undefined : { made: made + 1, isInside: false };
    },
  };
  return { words: new Int32Array(8), threads: [producer, ...Array.from({ length: consumers }, (_, number) => consumer(number))] };
}

test('a condition: one waits and one comes, each is notified', (t) => holds(t, { ...conditionModel(2, 2), first: ['consumer 0'] }));
test('a condition: two wait, all are notified at once', (t) => holds(t, conditionModel(2, 2, { isAll: true })));

test('a condition that reads the sequence when the mutex is given back misses a notification', (t) => {
  class Late extends Condition {
    wait(mutex) {
      mutex.unlock();
      Atomics.wait(this.words, this.sequence, this.enter());
      this.leave();
      mutex.lock();
      return true;
    }
  }
  breaks(t, conditionModel(1, 1, { type: Late }), /consumer 0 never wakes up/);
});

test('a condition that notifies one of several leaves the others asleep', (t) => {
  class Lazy extends Condition {
    notifyAll() {
      this.notify();
    }
  }
  breaks(t, conditionModel(2, 2, { type: Lazy, isAll: true }), /never wakes up/);
});
