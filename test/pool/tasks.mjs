// SPDX-License-Identifier: MIT
// Tasks of the pool's tests. Workers import this module; no test does its work in it.
import { BufferReference } from '../../js/pool/unsafe.js';
import { Envelope, createPool, isMain, task } from '../../js/pool/index.js';

export const echo = (value) => value;
export const add = ([a, b]) => a + b;
export const subtract = ([a, b]) => a - b;
export const double = async (number) => {
  await null;
  return number * 2;
};
export const nothing = () => {};
export const inMain = () => isMain;

/** Two functions of the same text that do different things. */
const adder = (by) => (number) => number + by;
export const addOne = adder(1);
export const addTen = adder(10);

/** Wait for a word to change from 0, having said in the next that it waits; the thread does nothing else meanwhile. */
export const block = (words) => {
  Atomics.add(words, 1, 1);
  Atomics.notify(words, 1);
  Atomics.wait(words, 0, 0);
  return ended(words);
};

/** The same without blocking the thread. */
export const hold = async (words) => {
  const wait = Atomics.waitAsync(words, 0, 0);
  const timer = setInterval(() => {}, 1000); // a wait alone does not keep the thread
  Atomics.add(words, 1, 1);
  Atomics.notify(words, 1);
  await wait.value;
  clearInterval(timer);
  return ended(words);
};

/** Count in the word after. @returns how many ended before */
function ended(words) {
  const before = Atomics.add(words, 2, 1);
  Atomics.notify(words, 2);
  return before;
}

/** Note in which order calls run: [words, name]. */
export const note = ([words, name]) => {
  const at = Atomics.add(words, 3, 1);
  Atomics.store(words, 4 + at, name);
  return at;
};

const NUMBER = Math.floor(Math.random() * 2 ** 31);
/** A number that each worker has for itself. */
export const worker = () => NUMBER;

// Values

export const typeOf = (value) => (value === null ? 'null' : typeof value === 'object' ? value.constructor?.name : typeof value);
export const describe = ({ map, set, date, bytes, cycle }) => [map.get('key'), set.has(3), date.getTime(), bytes[2], cycle.self === cycle];
export const answer = (name) => ANSWERS[name]();
const ANSWERS = {
  function: () => () => {},
  symbol: () => Symbol('own'),
  nested: () => ({ list: [1, { call() {} }] }),
  getter: () => ({ get value() { throw new RangeError('of a getter'); } }),
  functionGetter: () => ({ get value() { throw adder; } }),
  thenGetter: () => ({ get then() { throw new RangeError('of then'); } }),
  thenable: () => ({ then: (resolve) => resolve('then') }),
  promise: () => Promise.resolve('later'),
  rejection: () => Promise.reject(new RangeError('later')),
};

class Refusal extends RangeError {
  constructor(message, options) {
    super(message, options);
    this.code = 'E_REFUSED';
    this.details = { list: [1, 2n], when: new Date(0) };
  }
}
Refusal.prototype.name = 'Refusal';

export const fail = (how) => {
  throw FAILURES[how]();
};
export const failLater = async (how) => {
  await null;
  throw FAILURES[how]();
};
const FAILURES = {
  type: () => new TypeError('of a kind'),
  own: () => new Refusal('refused', { cause: new SyntaxError('the cause') }),
  aggregate: () => new AggregateError([new Error('one'), new RangeError('two')], 'several'),
  string: () => 'just text',
  object: () => ({ status: 404 }),
  undefined: () => undefined,
  function: () => adder,
  symbol: () => Symbol('own'),
  field: () => Object.assign(new TypeError('with a function'), { call: adder }),
  hostile: () => Object.defineProperty(new Error(''), 'message', { get() { throw adder; } }),
};

export const envelope = ({ header, body }) => new Envelope({ ...header, wasEnvelope: true }, body);
export const isEnvelope = (value) => value instanceof Envelope;

// Views

export const firstOf = task({ f: (records) => records[0].name, view: true });
export const sameView = task({ f: (value) => value, view: true });
export const partOfView = task({ f: (value) => ({ part: value.list[1], again: [value.list] }), view: true });
let kept;
export const keepView = task({ f: (value) => { kept = value; }, view: true });
export const useKept = () => kept.list[0];
export const viewLater = task({
  f: async (value) => {
    const { words } = value;
    await hold(words);
    return [value.list[0], value.text];
  },
  view: true,
});
export const referenceLater = task({
  f: async ({ words, wrap }) => {
    await hold(words);
    const { reference } = wrap;
    await null;
    return reference.toUint8Array()[0];
  },
  view: true,
});
export const envelopeView = task({ f: ({ header, body }) => [header.name, body[1]], view: true });

// Buffers

export const invert = (reference) => {
  const bytes = reference.toUint8Array();
  for (let i = 0; i < bytes.length; i++) bytes[i] ^= 255;
  return reference;
};
export const sum = (reference) => reference.toUint8Array().reduce((a, b) => a + b, 0);
export const sumBytes = (bytes) => bytes.reduce((a, b) => a + b, 0);
export const make = (length) => new BufferReference(new Uint8Array(length).fill(7));
export const makeAndKeep = (length) => {
  const reference = new BufferReference(new Uint8Array(length).fill(7));
  kept = { list: [reference] };
  return reference;
};
export const isKeptReleased = () => kept.list[0].isReleased;
export const keepReference = (reference) => {
  kept = { list: [reference] };
  return reference.byteLength;
};
export const renew = (reference) => new BufferReference(reference.toUint8Array());
export const returnTwice = (reference) => [reference, { again: reference }];
export const makeOfWasm = () => new BufferReference(new WebAssembly.Memory({ initial: 1 }).buffer);
export const holdReference = async ({ reference, words }) => {
  await hold(words);
  return reference.byteLength;
};
export const dieWith = ({ reference }) => {
  if (reference.byteLength > 0) process.exit(5);
};
export const fill = ([array, value]) => {
  array.fill(value);
  return array;
};
export const at = ([array, index]) => array[index];

// Signals

export const untilAborted = task({
  f: (words, signal) => {
    Atomics.add(words, 1, 1);
    Atomics.notify(words, 1);
    while (!signal.hasAborted()) Atomics.wait(words, 0, 0, 1);
    Atomics.add(words, 2, 1);
    Atomics.notify(words, 2);
  },
  abortSignal: true,
});
export const untilSignal = task({
  f: async (words, signal) => {
    const timer = setInterval(() => {}, 1000);
    Atomics.add(words, 1, 1);
    Atomics.notify(words, 1);
    if (!signal.signal.aborted) await new Promise((resolve) => signal.signal.addEventListener('abort', resolve));
    clearInterval(timer);
    Atomics.add(words, 2, 1);
    Atomics.notify(words, 2);
    return signal.hasAborted();
  },
  abortSignal: true,
});
export const clock = task({
  f: (_, signal) => {
    const times = [signal.now(), signal.now(), signal.now()];
    return [signal.hasAborted(), times[0] >= 0 && times[1] >= times[0] && times[2] >= times[1]];
  },
  abortSignal: true,
});
export const hasSignal = (_, ...more) => more.length;

// Faults

export const exit = (code) => process.exit(code);
export const throwInTimer = () => new Promise(() => void setTimeout(() => { throw new RangeError('in a timer'); }, 0));
export const rejectDetached = () => new Promise(() => void Promise.reject(new RangeError('detached')));
export const exhaust = () => {
  const all = [];
  for (;;) all.push(new Array(1e5).fill({}).map((_, i) => ({ i })));
};
export const loop = (words) => {
  Atomics.add(words, 1, 1);
  Atomics.notify(words, 1);
  for (;;);
};

/** The same until a word changes from 0: where a thread cannot be ended, one that was given up goes on then. */
export const loopUntil = (words) => {
  Atomics.add(words, 1, 1);
  Atomics.notify(words, 1);
  while (Atomics.load(words, 0) === 0);
  return { wrong: 'of a worker that was given up', list: [1, 2, 3] };
};

// Rest

/** Count in a word, by a timer, until it has counted far enough. */
export const tick = (words) => {
  const timer = setInterval(() => {
    if (Atomics.add(words, 5, 1) === 4) clearInterval(timer);
    Atomics.notify(words, 5);
  }, 1);
};
export const soon = () => new Promise((resolve) => void setTimeout(resolve, 0, 'soon'));

/** Store random words in the memory that an array lies in: [array, first word, one past the last, seed, how many]. */
export const scribble = ([array, from, to, seed, count]) => {
  const words = new Int32Array(array.buffer);
  let state = seed;
  for (let n = count; n > 0; n--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0; // Numerical Recipes, 7.1
    words[from + (state >>> 8) % (to - from)] = (state & 1) === 0 ? state >>> 24 : state;
  }
};

/** A pool in a task. */
export const nested = async (numbers) => {
  const pool = createPool({ module: import.meta.url })({ add });
  try {
    return await pool.call.add(numbers);
  } finally {
    await pool.shutdown();
  }
};
export const nestedRefused = async () => {
  const pool = createPool({ module: import.meta.url })({ add });
  await pool.shutdown();
  return pool.call.add([1, 2]);
};

export const fillLong = ({ array, part, text, value }) => {
  array.fill(value);
  return { array, part, text };
};
export const repeat = ([text, length]) => text.repeat(length);
export const lengthOf = (text) => text.length;
export const makeBytes = (length) => new Uint8Array(length);
