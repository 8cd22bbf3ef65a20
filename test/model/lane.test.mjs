// SPDX-License-Identifier: MIT
// Calls through a lane (js/pool/lane.js, calls.js): one caller, the lane's own worker, and a thief;
// both may die before any of their steps. Each call runs at most once, is settled exactly once, and
// none is forgotten. The caller is js/pool/caller.js with watch.js, the workers' loop is executor.js;
// values, ports and timers have stand-ins.
import test from 'node:test';
import { BELL_BYTES, CALL_HEADER_BYTES, CALL_LANE_SHIFT, CALL_STATE_AT, CALL_TAKEN } from '../../js/core/layout.gen.js';
import { Bell } from '../../js/pool/bell.js';
import { CallQueue } from '../../js/pool/call-queue.js';
import { Caller } from '../../js/pool/caller.js';
import { Calls } from '../../js/pool/calls.js';
import { Executor } from '../../js/pool/executor.js';
import { Lane, beginLane, laneBytes } from '../../js/pool/lane.js';
import { Watch } from '../../js/pool/watch.js';
import { breaks, holds } from './support.mjs';

const RECORDS = 2, LANES = 2, MOST_CALLS = 3;
const LANE_BYTES = Math.ceil(laneBytes(RECORDS) / 64) * 64;
const CALLS_AT = BELL_BYTES + LANES * LANE_BYTES;
const RUNS = (CALLS_AT + RECORDS * CALL_HEADER_BYTES) / 4; // how often each call was run
const STARTED = RUNS + MOST_CALLS; // whether the lane has got its second worker
const WORDS = STARTED + 1;

const AT_FIRST = new Int32Array(WORDS);
for (let lane = 0; lane < LANES; lane++) beginLane(AT_FIRST, BELL_BYTES + lane * LANE_BYTES, RECORDS);

/** The region's parts over the words of a model, with what this side keeps for itself. */
function parts(words, { laneType = Lane, callsType = Calls, isSilent = false }, kept = []) {
  const calls = new callsType(AT_FIRST, CALLS_AT, RECORDS, CALL_HEADER_BYTES);
  const lanes = Array.from({ length: LANES }, (_, number) => {
    const lane = new laneType(calls, number, BELL_BYTES + number * LANE_BYTES);
    Object.assign(lane, { words }, kept[number]);
    if (isSilent) lane.bell = SILENT;
    else lane.bell.words = words;
    return lane;
  });
  Object.assign(calls, { words });
  return { calls, lanes, bell: Object.assign(new Bell(AT_FIRST, 0), { words }) };
}

/** The caller with stand-ins for what is not about lanes, as a local state says. */
function callerOf(local, { calls, lanes, bell, words }, type = Caller) {
  const openOf = (id, fields) => {
    const open = { id, task: { name: '' }, call: -1, lane: -1, isPinned: false, isSettled: false, priority: 0, ...fields };
    const settle = (hasResult) => () => {
      if (local.settled.includes(id)) throw new Error(`call ${id} is settled twice`);
      if (hasResult && words[RUNS + id] !== 1) throw new Error(`call ${id} has a result, and ran ${words[RUNS + id]} times`);
      local.settled.push(id);
    };
    return Object.assign(open, { resolve: settle(true), reject: settle(false) });
  };
  const codec = { read: () => 0 };
  const caller = Object.assign(Object.create(type.prototype), {
    calls, free: local.free, abandoned: 0, open: local.open.map((open) => (open === null ? undefined : openOf(open.id, open))), waiting: new CallQueue(),
    region: { bell }, closed: undefined, isKept: true, isWriting: false, room: [], idle: [],
    options: { balancer: ([first]) => (first.isUsable ? 0 : -1), depth: RECORDS, queueLimit: 9, isFullRefused: false, isStealing: false, keepAlive() {} },
    deadlines: { remove() {} }, stats: { end() {} }, blocks: { free() {} }, watch: { start() {} }, readerOf: () => codec, settleDown() {},
    lanes: lanes.map((lane, number) => ({ open: 0, isUsable: number === 0, collectedBefore: 0, ...local.lanes[number].side, lane, codec, port: undefined, late: [] })),
    writer: { write: (open, call) => calls.prepare(call, open.id, 0, 0, 0, 0) },
  });
  caller.post = caller.post.bind(caller);
  for (const id of local.waiting) caller.waiting.push(openOf(id), 0);
  return { caller, submit: () => caller.submit(openOf(local.submitted++)) };
}

const CALLER = { submitted: 0, settled: [], free: [1, 0], open: [null, null], waiting: [], lanes: [{}, {}], isTimerSet: false };

/** What the caller keeps. */
function keep(local, caller) {
  local.settled.sort();
  local.open = Array.from({ length: RECORDS }, (_, call) => {
    const open = caller.open[call];
    return open === undefined ? null : { id: open.id, call, lane: open.lane, isSettled: open.isSettled };
  });
  local.waiting = [];
  for (let open = caller.waiting.shift(); open !== undefined; open = caller.waiting.shift()) local.waiting.push(open.id);
  local.lanes = caller.lanes.map(({ lane, open, isUsable, collectedBefore }) => ({ side: { open, isUsable, collectedBefore }, kept: { postedTo: lane.postedTo, takenTo: lane.takenTo, collectedTo: lane.collectedTo } }));
  return local;
}

/** Run something while timers are only remembered. */
function withTimer(local, work) {
  const real = globalThis.setTimeout;
  globalThis.setTimeout = () => { local.isTimerSet = true; };
  try {
    work();
  } finally {
    globalThis.setTimeout = real;
  }
}

/** Gives a number of calls to the pool, and sleeps until all are settled. */
function sleepingCaller(total, types) {
  return {
    name: 'caller',
    local: { ...CALLER, phase: 'sleep', isArmed: false, dead: [] },
    leg(local, { words, turn, settle, expect }) {
      const { calls, lanes, bell } = parts(words, types, local.lanes.map(({ kept }) => kept ?? {}));
      const { caller, submit } = callerOf(local, { calls, lanes, bell, words });
      const watch = Object.assign(Object.create(Watch.prototype), {
        bell, look: (isLast) => caller.collect(isLast), isRunning: true, hop() { local.phase = 'sleep'; },
      });
      watch.wake = watch.wake.bind(watch);
      bell.isArmed = local.isArmed;
      if (bell.isArmed) expect(() => { bell.isArmed = false; watch.wake(); });
      withTimer(local, () => {
        if (local.submitted < total) {
          submit();
        } else if (local.phase === 'look') {
          caller.collect(); // hop() does, after a wake-up
          local.phase = 'sleep';
        } else if (local.phase === 'sleep') {
          local.phase = 'turn';
          watch.sleep();
          if (settle()) local.phase = 'look';
        } else {
          const event = turn({ deaths: ['worker 0'].filter((name) => !local.dead.includes(name)), isTimerSet: local.isTimerSet });
          if (event === 'timer') {
            local.isTimerSet = false;
            caller.post();
          } else if (event !== 'promise') { // as Workers.end()
            local.dead.push(event);
            caller.lose(0, new Error('lost'));
            caller.attach(0, undefined);
            Atomics.store(words, STARTED, 1);
            Atomics.notify(words, STARTED);
          }
          local.phase = 'look';
        }
        local.isArmed = bell.isArmed;
      });
      return local.settled.length === total ? undefined : keep(local, caller);
    },
  };
}

/** Gives a number of calls to the pool, and looks what became of them and of the workers; takes what is left itself. */
function lookingCaller(total, types) {
  return {
    name: 'caller',
    local: { ...CALLER, status: ['runs', 'runs'] },
    leg(local, { words, status }) {
      const { calls, lanes } = parts(words, types, local.lanes.map(({ kept }) => kept ?? {}));
      const { caller, submit } = callerOf(local, { calls, lanes, bell: SILENT, words }, types.callerType);
      withTimer(local, () => {
        if (local.submitted < total) {
          const hasRecord = caller.free.length > 0;
          submit();
          if (hasRecord) return; // otherwise it waits, and no step was taken
        }
        const number = local.status.indexOf('runs');
        if (number >= 0) {
          local.status[number] = status(`worker ${number}`);
          if (local.status[number] === 'dead') { // as Workers.end()
            caller.lose(number, new Error('lost'));
            caller.attach(number, undefined);
          } else {
            caller.collect();
          }
        } else if (!caller.collect()) { // nobody is left: each call that is not settled can still be taken
          const lane = new (types.laneType ?? Lane)(calls, 0, BELL_BYTES);
          lane.bell = SILENT;
          const call = lane.take(0);
          if (call < 0 && caller.openCount > 0) throw new Error('a call was forgotten');
          if (call >= 0) work(words, calls, lane, call);
          else caller.post();
        }
      });
      return local.settled.length === total ? undefined : keep(local, caller);
    },
  };
}

const SILENT = { ring() {}, rouse() {}, toll() {} };

/** Executor.run(), write() and finish(), as far as the lane is concerned. */
function work(words, calls, lane, call) {
  const id = calls.task(call);
  if (words[RUNS + id]++ !== 0) throw new Error(`call ${id} is run twice`);
  calls.setOver(call, lane.number, false, 0, 0, 0);
  lane.finish(call);
}

/** The worker of lane 0, that sleeps: Executor.take(), then run() as far as the region is concerned, or sleep(). */
function sleepingWorker({ isMortal = false, isSecond = false, ...types }) {
  return {
    name: `${isSecond ? 'second ' : ''}worker 0`,
    isMortal,
    mayRest: true,
    local: { phase: 'take', call: -1, finishedTo: isSecond ? -1 : RECORDS, isArmed: false },
    leg(local, { words, turn, settle, expect }) {
      const { calls, lanes: [lane], bell } = parts(words, types);
      if (local.finishedTo < 0) { // what the constructor of Lane reads
        while (Atomics.load(words, STARTED) === 0) Atomics.wait(words, STARTED, 0);
        return { ...local, finishedTo: new Lane(calls, 0, BELL_BYTES).finishedTo };
      }
      lane.finishedTo = local.finishedTo;
      if (local.call >= 0) {
        work(words, calls, lane, local.call);
        bell.ring();
        return { ...local, call: -1, finishedTo: lane.finishedTo };
      }
      let sleeps = true;
      const executor = Object.assign(Object.create(Executor.prototype), {
        number: 0, lane, others: [], signals: new Set(), options: { worker: isSecond ? 1 : 0 }, isStopped: false, isScheduled: false, schedule() { sleeps = false; }, turn() {},
      });
      executor.wake = executor.wake.bind(executor);
      lane.bell.isArmed = local.isArmed;
      if (lane.bell.isArmed) expect(() => { lane.bell.isArmed = false; executor.wake(); });
      if (local.phase === 'take') {
        const call = executor.take();
        return call >= 0 ? { ...local, call } : { ...local, phase: 'sleep' };
      }
      if (local.phase === 'turn') {
        turn();
        sleeps = false;
      } else {
        executor.sleep();
        if (settle()) sleeps = false;
      }
      return { ...local, phase: sleeps ? 'turn' : 'take', isArmed: lane.bell.isArmed };
    },
  };
}

/** A worker that takes calls from lane 0 so often, and finishes them in its own. */
function taker(number, times, isMortal, types) {
  return {
    name: `worker ${number}`,
    isMortal,
    local: { times, call: -1, finishedTo: RECORDS },
    leg(local, { words }) {
      const { calls, lanes } = parts(words, types);
      const lane = lanes[number];
      lane.finishedTo = local.finishedTo;
      if (local.call < 0) {
        const call = lanes[0].take(number);
        return call >= 0 || local.times > 1 ? { ...local, call, times: local.times - 1 } : undefined;
      }
      work(words, calls, lane, local.call);
      return local.times > 0 ? { ...local, call: -1, finishedTo: lane.finishedTo } : undefined;
    },
  };
}

const WORDS_AT_FIRST = () => AT_FIRST.slice();

/** One lane with its bells; its worker may die, and is then replaced. */
const asleep = (total, types = {}) => ({
  words: WORDS_AT_FIRST(),
  threads: [sleepingCaller(total, types), sleepingWorker({ ...types, isMortal: true }), sleepingWorker({ ...types, isSecond: true })],
});

/** One lane, without bells: its own worker and a thief. @param {[number, number]} times */
const contended = (total, times, mortal, types = {}) => ({
  words: WORDS_AT_FIRST(),
  threads: [lookingCaller(total, { ...types, isSilent: true }), ...times.map((count, number) => taker(number, count, mortal.includes(number), { ...types, isSilent: true }))],
});

test('two calls and a worker that may die: with bells, and another worker in its place', (t) => holds(t, asleep(2)));
test('a worker and a thief, both of which may die, two calls', (t) => holds(t, contended(2, [1, 2], [0, 1])));
test('a worker and a thief, both of which may die, three calls over two records', (t) => holds(t, contended(3, [1, 1], [0, 1])));

/** A processor may show an entry before the state of what it names, which was stored earlier. */
class Reordered extends Caller {
  dispatch(open) {
    const call = this.free.pop();
    if (call === undefined) return false;
    const [side] = this.lanes;
    const { lane } = side;
    this.writer.write(open, call, side.port);
    Object.assign(open, { call, lane: 0 });
    this.open[call] = open;
    side.open++;
    Atomics.store(lane.words, lane.entries + (lane.postedTo & lane.mask), (lane.postedTo & ~lane.mask) | call);
    this.calls.setPosted(call, -1);
    lane.post(call);
    return true;
  }
}

test('an entry that is seen before what it names', (t) => holds(t, contended(2, [1, 2], [0, 1], { callerType: Reordered })));

// Faults that must be found.

test('a taker that believes an entry before it is counted forgets a call', (t) => {
  class Hasty extends Lane {
    take(taker) {
      const { words } = this;
      for (;;) {
        const head = Atomics.load(words, this.taken);
        const entry = this.posting(head);
        if (!this.isOfLap(entry, head)) return -1;
        const isTaken = this.calls.take(entry & this.mask, taker);
        Atomics.compareExchange(words, this.taken, head, (head + 1) | 0);
        if (isTaken) return entry & this.mask;
      }
    }
  }
  breaks(t, contended(1, [1, 1], [], { callerType: Reordered, laneType: Hasty }), /a call was forgotten/);
});

test('a call that is taken in two steps runs twice', (t) => {
  class TwoSteps extends Calls {
    take(call, lane) {
      if (!this.isPosted(call)) return false;
      Atomics.store(this.words, this.word(call, CALL_STATE_AT), CALL_TAKEN | ((lane + 1) << CALL_LANE_SHIFT));
      return true;
    }
  }
  breaks(t, contended(1, [1, 1], [], { callsType: TwoSteps }), /call 0 is run twice/);
});

test('a taker that moves the head before it takes the call forgets one when it dies', (t) => {
  class HeadFirst extends Lane {
    take(taker) {
      const { words } = this;
      for (;;) {
        const head = Atomics.load(words, this.taken);
        const entry = this.posting(head);
        if (!this.isOfLap(entry, head)) return -1;
        if (Atomics.compareExchange(words, this.taken, head, (head + 1) | 0) === head && this.calls.take(entry & this.mask, taker)) return entry & this.mask;
      }
    }
  }
  breaks(t, contended(1, [1, 1], [0], { laneType: HeadFirst }), /a call was forgotten/);
});

test('a caller that posts again what a dead worker had taken has it run twice', (t) => {
  class Generous extends Caller {
    lose(number) {
      this.collect();
      for (const open of this.open) {
        if (open === undefined || this.calls.lane(open.call) !== number || this.isOver(open.call) && this.finish(open, open.call, this.lanes[number])) continue;
        this.calls.setPosted(open.call, -1);
        this.lanes[0].lane.post(open.call);
      }
    }
  }
  breaks(t, contended(1, [1, 1], [0], { callerType: Generous }), /call 0 is run twice/);
});

test('a caller that trusts the ring alone forgets what a dead worker had written', (t) => {
  class Trusting extends Caller {
    lose() {
      this.collect();
    }
  }
  breaks(t, contended(1, [1, 1], [0], { callerType: Trusting }), /a call was forgotten/);
});

test('a call that is posted before its state says so is forgotten', (t) => {
  class Early extends Caller {
    dispatch(open) {
      const call = this.free.pop();
      if (call === undefined) return false;
      const [side] = this.lanes;
      this.writer.write(open, call, side.port);
      Object.assign(open, { call, lane: 0 });
      this.open[call] = open;
      side.open++;
      side.lane.post(call);
      this.calls.setPosted(call, -1);
      return true;
    }
  }
  breaks(t, contended(1, [1, 1], [], { callerType: Early }), /a call was forgotten/);
});
