// SPDX-License-Identifier: MIT
// Goes through all orders in which threads can take their steps, and says in which one something
// breaks. The threads run the real code: while explore() works, the global Atomics stops a thread
// at each operation on the words under test, and every state is met by running its threads anew up
// to there. So a model cannot drift from what it is a model of.
//
// A step is one atomic operation (sequentially consistent, as all of Atomics are) with the plain
// accesses that follow it: those are of words that a thread has for itself meanwhile. A thread that
// waits may be woken in any order. Sleep ends by a wake-up alone, by nothing else, so a lost one shows.

/**
 * One thread: `leg` runs synchronously from a local state, and returns the next one, or nothing when
 * the thread has ended. Whatever it keeps from leg to leg is in the local state (JSON), so that equal
 * states are known to be equal. A leg that throws has found a fault.
 *
 * @typedef {object} Thread
 * @property {string} name
 * @property {(local: any, io: Io) => unknown} leg
 * @property {unknown} [local]        the first local state; {} when left out
 * @property {boolean} [isMortal]     it may die before each of its steps
 * @property {boolean} [isImpatient]  its sleep may end by time at any moment
 * @property {boolean} [mayRest]      it need not end: it may sleep when all others have
 */

/**
 * @typedef {object} Io
 * @property {any} words        in place of the Int32Array
 * @property {(events?: { deaths?: string[], isTimerSet?: boolean }) => string} turn  let the event loop go on:
 *   until the promise of Atomics.waitAsync() is settled ('promise', its job has been run), one of the named
 *   threads has died (its name), or a timer fires ('timer'), in any order
 * @property {(name: string) => 'runs' | 'ended' | 'dead'} status
 * @property {() => boolean} settle  run the job of a promise that was settled when it was made; false: there is none
 * @property {(job: () => void) => void} expect  the job of a promise that an earlier leg waited for
 */

/**
 * @typedef {object} Model
 * @property {Int32Array} words  at first
 * @property {readonly Thread[]} threads
 * @property {(end: { words: (index: number) => number, isDead: (name: string) => boolean }) => void} [atEnd]
 *   throws when what is left, after all threads have ended or died, is wrong
 * @property {readonly string[]} [first]  threads that run one after the other, each until it sleeps, before all orders begin
 * @property {number} [most]     states, before it is given up
 * @property {boolean} [isShortest]  breadth first: slower, and the trace is a shortest one
 */

const PAUSE = new Error('explore: the thread stops here');

/** What an operation does: memory before -> result, and the value that it stores. */
const OPERATIONS = {
  load: (old) => [old, old],
  store: (old, value) => [value, value],
  add: (old, value) => [old, (old + value) | 0],
  sub: (old, value) => [old, (old - value) | 0],
  or: (old, value) => [old, old | value],
  and: (old, value) => [old, old & value],
  exchange: (old, value) => [old, value | 0],
  compareExchange: (old, expected, value) => [old, old === (expected | 0) ? value | 0 : old],
  read: (old) => [old, old],
  write: (old, value) => [value, value | 0],
};
const PLAIN = new Set(['read', 'write']);

/** Words of a thread in a state: its node, where it sleeps plus 1, where its promise waits plus 1, whether that is settled. */
const NODE = 0, ASLEEP = 1, PROMISE = 2, SETTLED = 3, THREAD_WORDS = 4;
const DEAD = -1;

/** @param {Model} model @returns {{ states: number, ends: number, fault?: string, trace?: string[] }} */
export function explore(model) {
  const explorer = new Explorer(model);
  const restore = hook(explorer);
  try {
    return explorer.run();
  } finally {
    restore();
  }
}

class Explorer {
  /** @param {Model} model */
  constructor({ words, threads, atEnd, first = [], most = 1_000_000, isShortest = false }) {
    this.initial = words;
    this.threads = threads;
    this.atEnd = atEnd;
    this.first = first;
    this.most = most;
    this.isShortest = isShortest;
    this.nodes = []; // every stop of every thread: its local state, what it was told since, what it does next
    this.roots = new Map();
    this.places = new Map(); // of the words that were ever used, in a state
    this.used = [];
    this.words = new Proxy({}, {
      get: (_, name) => this.operation('read', Number(name)),
      set: (_, name, value) => (this.operation('write', Number(name), value), true),
    });
    this.playing = undefined;
  }

  run() {
    const { threads } = this;
    let first = { vector: new Int32Array(threads.length * THREAD_WORDS), before: undefined, label: 'begin' };
    threads.forEach((thread, t) => { first.vector[t * THREAD_WORDS + NODE] = this.root(t, thread.local ?? {}).id; });
    for (const t of this.first.map((name) => this.indexOf(name))) {
      while (first.vector[t * THREAD_WORDS + ASLEEP] === 0) [first] = this.steps(first, t);
    }
    const queue = [first];
    const seen = new Set([keyOf(first.vector)]);
    let ends = 0;
    for (let next = 0; this.isShortest ? next < queue.length : queue.length > 0; next++) {
      const state = this.isShortest ? queue[next] : queue.pop();
      const fault = this.faultOf(state);
      if (fault !== undefined) return { states: seen.size, ends, fault, trace: traceOf(state) };
      let canGoOn = false;
      for (const successor of this.successors(state)) {
        if (!successor.isDeath) canGoOn = true;
        const key = keyOf(successor.vector);
        if (seen.has(key)) continue;
        seen.add(key);
        queue.push(successor);
      }
      if (seen.size > this.most) throw new Error(`explore: more than ${this.most} states`);
      if (canGoOn) continue;
      ends++;
      const wrong = this.wrongAtEnd(state);
      if (wrong !== undefined) return { states: seen.size, ends, fault: wrong, trace: traceOf(state) };
    }
    return { states: seen.size, ends };
  }

  /** What a thread threw. */
  faultOf({ vector }) {
    for (let t = 0; t < this.threads.length; t++) {
      const node = this.nodes[vector[t * THREAD_WORDS + NODE]];
      if (node?.error !== undefined) return `${this.threads[t].name}: ${node.error.message}`;
    }
    return undefined;
  }

  /** No thread can take a step: all of them must have ended, or died. */
  wrongAtEnd({ vector }) {
    const stuck = this.threads.filter(({ mayRest }, t) => !mayRest && this.nodes[vector[t * THREAD_WORDS + NODE]]?.hasEnded === false);
    if (stuck.length > 0) return `${stuck.map(({ name }) => name).join(' and ')} never wakes up`;
    try {
      this.atEnd?.({
        words: (index) => this.valueAt(vector, index),
        isDead: (name) => vector[this.indexOf(name) * THREAD_WORDS + NODE] === DEAD,
      });
    } catch (error) {
      return error.message;
    }
    return undefined;
  }

  *successors(state) {
    for (let t = 0; t < this.threads.length; t++) {
      const at = t * THREAD_WORDS;
      const id = state.vector[at + NODE];
      if (id === DEAD || this.nodes[id].hasEnded) continue;
      const thread = this.threads[t];
      if (thread.isMortal) {
        const dead = this.after(state, `${thread.name} dies`);
        dead.isDeath = true;
        dead.vector.fill(0, at, at + THREAD_WORDS);
        dead.vector[at + NODE] = DEAD;
        yield dead;
      }
      if (state.vector[at + ASLEEP] === 0) yield* this.steps(state, t);
      else if (thread.isImpatient) yield this.wake(this.after(state, `${thread.name}: its time is over`), t, 'timed-out');
    }
  }

  /** What the next operation of a thread may lead to. */
  *steps(state, t) {
    const at = t * THREAD_WORDS;
    const { vector } = state;
    const { kind, index, a, b, where } = this.nodes[vector[at + NODE]].pending;
    const say = (result) => `${this.threads[t].name}: ${kind} [${index}]${a === undefined ? '' : ` ${a}`}${b === undefined ? '' : `, ${b}`} -> ${result}  (${where})`;
    if (kind === 'turn') {
      if (vector[at + SETTLED] !== 0) {
        const next = this.after(state, `${this.threads[t].name}: its promise is settled  (${where})`);
        next.vector[at + SETTLED] = 0;
        yield this.tell(next, t, 'promise');
      }
      if (b) yield this.tell(this.after(state, `${this.threads[t].name}: its timer fires  (${where})`), t, 'timer');
      for (const name of a) {
        if (vector[this.indexOf(name) * THREAD_WORDS + NODE] === DEAD) yield this.tell(this.after(state, `${this.threads[t].name}: is told that ${name} has ended  (${where})`), t, name);
      }
    } else if (kind === 'status') {
      const other = vector[index * THREAD_WORDS + NODE];
      let status = 'runs';
      if (other === DEAD) status = 'dead';
      else if (this.nodes[other].hasEnded) status = 'ended';
      yield this.tell(this.after(state, `${this.threads[t].name}: ${this.threads[index].name} ${status}`), t, status);
    } else if (kind === 'wait' || kind === 'waitAsync') {
      if (this.valueAt(vector, index) !== (a | 0)) {
        yield this.tell(this.after(state, say('not-equal')), t, 'not-equal');
        return;
      }
      const next = this.after(state, say('sleeps'));
      next.vector[at + (kind === 'wait' ? ASLEEP : PROMISE)] = index + 1;
      yield kind === 'wait' ? next : this.tell(next, t, 'async');
    } else if (kind === 'notify') {
      const asleep = this.threads.keys().filter((other) => [ASLEEP, PROMISE].some((field) => vector[other * THREAD_WORDS + field] === index + 1)).toArray();
      for (const chosen of subsets(asleep, Math.min(a ?? Infinity, asleep.length))) {
        const next = this.after(state, say(chosen.length === 0 ? 'nobody' : chosen.map((other) => this.threads[other].name).join(', ')));
        for (const other of chosen) {
          if (next.vector[other * THREAD_WORDS + ASLEEP] !== 0) this.wake(next, other, 'ok');
          else next.vector.set([0, 1], other * THREAD_WORDS + PROMISE);
        }
        yield this.tell(next, t, chosen.length);
      }
    } else {
      const [result, stored] = OPERATIONS[kind](this.valueAt(vector, index), a, b);
      const next = this.after(state, say(result));
      next.vector[this.placeOf(index)] = stored;
      yield this.tell(next, t, result);
    }
  }

  /** A copy of a state, to be changed. */
  after(state, label) {
    const vector = new Int32Array(this.threads.length * THREAD_WORDS + this.used.length);
    vector.set(state.vector);
    for (let i = state.vector.length; i < vector.length; i++) vector[i] = this.initial[this.used[i - this.threads.length * THREAD_WORDS]];
    return { vector, before: state, label, isDeath: false };
  }

  /** @param {number} t  sleeps */
  wake(state, t, result) {
    state.vector[t * THREAD_WORDS + ASLEEP] = 0;
    return this.tell(state, t, result);
  }

  /** A thread learns the result of its operation, and goes on to the next, plain accesses included. */
  tell(state, t, result) {
    const at = t * THREAD_WORDS;
    let node = this.nodes[state.vector[at + NODE]];
    for (let value = result; ;) {
      node = this.next(node, t, value);
      const { pending } = node;
      if (pending === undefined || !PLAIN.has(pending.kind)) break;
      const place = this.placeOf(pending.index);
      const [read, stored] = OPERATIONS[pending.kind](this.valueAt(state.vector, pending.index), pending.a);
      if (place >= state.vector.length) state.vector = this.after(state, '').vector;
      state.vector[place] = stored;
      value = read;
    }
    state.vector[at + NODE] = node.id;
    return state;
  }

  placeOf(index) {
    let place = this.places.get(index);
    if (place === undefined) {
      place = this.threads.length * THREAD_WORDS + this.used.length;
      this.places.set(index, place);
      this.used.push(index);
    }
    return place;
  }

  valueAt(vector, index) {
    const place = this.placeOf(index);
    return place < vector.length ? vector[place] : this.initial[index];
  }

  /** @param {number} t @param {unknown} local */
  root(t, local) {
    const key = `${t}${JSON.stringify(local)}`;
    let node = this.roots.get(key);
    if (node === undefined) {
      node = this.play(t, local, []);
      if (node.local === local) this.roots.set(key, node);
    }
    return node;
  }

  next(node, t, result) {
    let next = node.children.get(result);
    if (next === undefined) {
      next = this.play(t, node.local, [...node.log, result]);
      node.children.set(result, next);
    }
    return next;
  }

  /** Run a thread from a local state with the results so far, up to its next operation. */
  play(t, local, log) {
    const node = { id: -1, local, log, children: new Map(), pending: undefined, hasEnded: false, error: undefined };
    this.playing = { log, at: 0, pending: undefined, job: undefined };
    const { playing } = this;
    let next;
    try {
      next = this.threads[t].leg(structuredClone(local), {
        words: this.words,
        turn: (events) => this.turn(events),
        status: (name) => this.operation('status', this.indexOf(name)),
        settle: () => playing.job?.isDue === true && this.turn() !== '',
        expect: (job) => { playing.job = { isDue: false, job }; },
      });
    } catch (error) {
      if (playing.pending === undefined) node.error = error;
    } finally {
      this.playing = undefined;
    }
    node.pending = playing.pending;
    if (node.pending === undefined && node.error === undefined) {
      if (next !== undefined) {
        if (log.length === 0) throw new Error(`explore: a leg of ${this.threads[t].name} does nothing`);
        return this.root(t, next);
      }
      node.hasEnded = true;
    }
    node.id = this.nodes.push(node) - 1;
    return node;
  }

  indexOf(name) {
    return this.threads.findIndex((thread) => thread.name === name);
  }

  /** Called by the code under test: the result of its operation, or no further. */
  operation(kind, index, a, b) {
    const { playing } = this;
    if (playing === undefined) throw new Error('explore: an operation outside of a thread');
    if (playing.pending !== undefined) throw PAUSE; // in a finally block on the way out
    if (playing.at < playing.log.length) return playing.log[playing.at++];
    playing.pending = { kind, index, a, b, where: whereIsThis() };
    throw PAUSE;
  }

  /** @private */
  turn({ deaths = [], isTimerSet = false } = {}) {
    const { playing } = this;
    const event = playing.job?.isDue === true ? 'promise' : this.operation('turn', 0, deaths, isTimerSet);
    if (event === 'promise') {
      const { job } = playing.job;
      playing.job = undefined;
      job();
    }
    return event;
  }

  /** A promise of the code under test: its job is run by turn(). @param {boolean} isDue */
  promise(isDue) {
    const { playing } = this;
    return { then: (job) => { playing.job = { isDue, job }; } };
  }
}

/** Put the explorer behind Atomics, and a promise that it can run behind Promise.resolve(). @returns {() => void} restores them */
function hook(explorer) {
  const real = globalThis.Atomics, { resolve } = Promise;
  const shim = Object.create(real);
  for (const kind of ['load', 'store', 'add', 'sub', 'or', 'and', 'exchange', 'compareExchange', 'wait', 'notify']) {
    shim[kind] = (words, index, ...rest) => (words === explorer.words ? explorer.operation(kind, index, ...rest) : real[kind](words, index, ...rest));
  }
  shim.waitAsync = (words, index, value) => {
    const result = explorer.operation('waitAsync', index, value);
    return result === 'async' ? { async: true, value: explorer.promise(false) } : { async: false, value: result };
  };
  globalThis.Atomics = shim;
  Promise.resolve = function (value) {
    return explorer.playing === undefined ? resolve.call(this, value) : explorer.promise(true);
  };
  return () => {
    globalThis.Atomics = real;
    Promise.resolve = resolve;
  };
}

/** All ways to choose `count` of them. */
function* subsets(list, count) {
  if (count === 0) {
    yield [];
  } else if (list.length >= count) {
    for (const rest of subsets(list.slice(1), count - 1)) yield [list[0], ...rest];
    yield* subsets(list.slice(1), count);
  }
}

/** The line of the code under test, or of the model, that does an operation. */
function whereIsThis() {
  const line = new Error().stack?.split('\n').find((text) => text.includes('file:') && !text.includes('/explore.mjs'));
  return line?.match(/([\w.-]+:\d+):\d+\)?$/)?.[1] ?? '?';
}

const keyOf = (vector) => Buffer.from(vector.buffer).toString('latin1');

function traceOf(state) {
  const trace = [];
  for (let at = state; at !== undefined; at = at.before) trace.unshift(at.label);
  return trace;
}
