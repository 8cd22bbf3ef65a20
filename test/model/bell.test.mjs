// SPDX-License-Identifier: MIT
// The bell (js/pool/bell.js), with the two ways to sleep by it: the caller's (js/pool/watch.js) and
// a worker's (js/pool/executor.js). Whoever brings work publishes it and rings; none of it is left.
import test from 'node:test';
import { Bell } from '../../js/pool/bell.js';
import { Executor } from '../../js/pool/executor.js';
import { Watch } from '../../js/pool/watch.js';
import { breaks, holds } from './support.mjs';

const WORK = 16, WORDS = 18; // how much was brought, behind the bell

/** A thread that brings work so many times. */
function waker(number, times, ring = (bell) => { bell.ring(); }) {
  return {
    name: `waker ${number}`,
    local: { time: 0 },
    leg({ time }, { words }) {
      Atomics.add(words, WORK, 1);
      ring(new Bell(words, 0));
      return time + 1 < times ? { time: time + 1 } : undefined;
    },
  };
}

/** Whether there is more work than was taken; takes it. */
const looker = (words, local) => () => {
  const brought = Atomics.load(words, WORK);
  const hasFound = brought !== local.taken;
  local.taken = brought;
  return hasFound;
};

/** The caller: Watch.sleep() and Watch.wake(), from the point at which looking did not pay. */
function watcher(total, type = Watch, bellType = Bell) {
  return {
    name: 'sleeper',
    local: { taken: 0 },
    leg(local, { words, turn }) {
      let sleeps = true;
      const watch = Object.assign(Object.create(type.prototype), {
        bell: new bellType(words, 0), look: looker(words, local), isRunning: true, hop() { sleeps = false; },
      });
      watch.wake = type.prototype.wake.bind(watch);
      watch.sleep();
      if (sleeps) {
        turn();
        watch.look(); // hop() does, after a wake-up
      }
      return local.taken < total ? { taken: local.taken } : undefined;
    },
  };
}

/** A worker: Executor.sleep() and Executor.wake(), with the count of what was brought for its lane. */
function worker(total, type = Executor) {
  return {
    name: 'sleeper',
    local: { taken: 0 },
    leg(local, { words, turn }) {
      const look = looker(words, local);
      let sleeps = true;
      const executor = Object.assign(Object.create(type.prototype), {
        lane: { bell: new Bell(words, 0), get hasPosted() { return Atomics.load(words, WORK) !== local.taken; }, mendPosted: () => false },
        others: [], signals: new Set(), isScheduled: false, schedule() { sleeps = false; }, turn() {},
      });
      executor.wake = type.prototype.wake.bind(executor);
      executor.sleep();
      if (sleeps) executor.sleep(); // once more: a timer of its own has run
      if (sleeps) turn();
      look(); // turn() does
      return local.taken < total ? { taken: local.taken } : undefined;
    },
  };
}

/** The caller while a worker may die: what Caller.lose() does for those that go on ringing. */
function bereaved(lose = (bell) => { bell.toll(); }) {
  return {
    name: 'sleeper',
    local: { phase: 'sleep', isArmed: false, isTold: false },
    leg(local, { words, turn, settle, expect }) {
      const bell = new Bell(words, 0);
      const look = () => Atomics.load(words, WORK + 1) !== 0;
      const watch = Object.assign(Object.create(Watch.prototype), { bell, look, isRunning: true, hop() { local.phase = 'look'; } });
      watch.wake = watch.wake.bind(watch);
      bell.isArmed = local.isArmed;
      if (bell.isArmed) expect(() => { bell.isArmed = false; watch.wake(); });
      if (local.phase === 'look') {
        if (look()) return undefined; // the one that goes on has brought it
        local.phase = 'sleep';
      } else if (local.phase === 'sleep') {
        local.phase = 'turn';
        watch.sleep();
        if (settle()) local.phase = 'look';
      } else if (turn({ deaths: local.isTold ? [] : ['waker 0'] }) !== 'promise') {
        local.isTold = true;
        lose(bell);
      }
      return { ...local, isArmed: bell.isArmed };
    },
  };
}

const ringers = (number, isMortal) => ({
  name: `waker ${number}`,
  isMortal,
  leg(_, { words }) {
    Atomics.store(words, WORK + number, 1);
    new Bell(words, 0).ring();
  },
});

const model = (threads) => ({ words: new Int32Array(WORDS), threads });

test('the caller sleeps, two threads ring, twice each', (t) => holds(t, model([watcher(4), waker(0, 2), waker(1, 2)])));
test('a worker sleeps, two threads ring, one of them twice', (t) => holds(t, model([worker(3), waker(0, 2), waker(1, 1)])));
test('the caller sleeps, three threads ring', (t) => holds(t, model([watcher(3), waker(0, 1), waker(1, 1), waker(2, 1)])));

test('the caller sleeps, one of two that ring may die', (t) => holds(t, model([bereaved(), ringers(0, true), ringers(1, false)])));

test('a caller that does not toll for who died while it rang sleeps on', (t) => {
  breaks(t, model([bereaved((bell) => { Atomics.load(bell.words, bell.rings); }), ringers(0, true), ringers(1, false)]), /sleeper never wakes up/);
});

test('a sleeper that does not look again sleeps through work', (t) => {
  class Trusting extends Watch {
    sleep() {
      this.bell.sleep(this.bell.doze(), this.wake);
    }
  }
  breaks(t, model([watcher(2, Trusting), waker(0, 1), waker(1, 1)]), /sleeper never wakes up/);
});

test('a sleeper that counts the rings after it has looked does, too', (t) => {
  class Late extends Watch {
    sleep() {
      this.bell.doze();
      if (this.look()) return this.hop();
      return this.bell.sleep(this.bell.doze(), this.wake);
    }
  }
  breaks(t, model([watcher(1, Late), waker(0, 1)]), /sleeper never wakes up/);
});

test('a sleeper that counts the rings after it has said so loses one to a ring of before', (t) => {
  class Hasty extends Bell {
    doze() {
      Atomics.store(this.words, this.asleep, 1);
      return Atomics.load(this.words, this.rings);
    }
  }
  breaks(t, model([watcher(4, Watch, Hasty), waker(0, 2), waker(1, 2)]), /sleeper never wakes up/);
});

test('a waker that rings before it publishes is found', (t) => {
  const early = {
    name: 'waker',
    leg(_, { words }) {
      new Bell(words, 0).ring();
      Atomics.add(words, WORK, 1);
    },
  };
  breaks(t, model([watcher(1), early]), /sleeper never wakes up/);
});

test('a waker that tells nobody of the ring is found', (t) => {
  const silent = (bell) => { if (Atomics.exchange(bell.words, bell.asleep, 0) !== 0) Atomics.notify(bell.words, bell.rings); };
  breaks(t, model([watcher(1), waker(0, 1, silent)]), /sleeper never wakes up/);
});
