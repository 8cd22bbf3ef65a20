// SPDX-License-Identifier: MIT
// The mutex (js/core/mutex.js, as src/sync/mutex.c): at most one inside, and nobody sleeps for ever.
import test from 'node:test';
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
