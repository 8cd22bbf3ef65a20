// SPDX-License-Identifier: MIT
// A bounded queue between any number of senders and receivers, in C (zerobuf/channel.h) and
// JavaScript (SPEC.md, 12.7): D. Vyukov's "Bounded MPMC queue" (1024cores.net), with sleep.
//
// A cell's turn says what may happen to it next: at position p, with the lap l = p - p mod capacity,
//   l              the sender of p may fill it
//   l + 1          the receiver of p may empty it
//   l + capacity   the sender of p + capacity may fill it, that is the next lap
// modulo 2^31. So a cell of zeros is one that the first lap may fill.
import { fault, typeFault } from './errors.js';
import { Condition } from './condition.js';
import {
  CHANNEL_CAPACITY_AT, CHANNEL_CLOSED, CHANNEL_EMPTIED_AT, CHANNEL_FILLED_AT, CHANNEL_HEADER_BYTES, CHANNEL_HEAD_AT,
  CHANNEL_MAX_CAPACITY, CHANNEL_MAX_WORDS, CHANNEL_MIN_CAPACITY, CHANNEL_POSITIONS, CHANNEL_TAIL_AT, CHANNEL_WORDS_AT,
} from './layout.gen.js';
import { allocZeros, requireBlocking, requireTimeout, waitFor, waitForAsync, wordsAt } from './waiting.js';

/** @import { Arena } from './arena.js' */
/** @import { Source, Wait } from './waiting.js' */

/** An element: a number where it has one word, otherwise all its words. @typedef {number | ArrayLike<number>} Element */

const CLOSED = CHANNEL_CLOSED | 0;

// How trying ends (zb_channel_outcome), where no element is the result.
const DONE = 0, LATER = -1, OVER = -2;

/** @param {number} capacity @param {number} elementWords */
function isPossible(capacity, elementWords) {
  return Number.isInteger(capacity) && capacity >= CHANNEL_MIN_CAPACITY && capacity <= CHANNEL_MAX_CAPACITY && (capacity & (capacity - 1)) === 0
    && Number.isInteger(elementWords) && elementWords >= 1 && elementWords <= CHANNEL_MAX_WORDS;
}

/** @param {number} capacity @param {number} elementWords */
function bytesOf(capacity, elementWords) {
  return CHANNEL_HEADER_BYTES + 4 * capacity * (elementWords + 1);
}

/** What a receiver is given. @param {number} outcome  of take() @param {Uint32Array | null} target */
function resultOf(outcome, target) {
  if (outcome < 0) return undefined;
  return target === null ? outcome : target;
}

export class Channel {
  /**
   * The channel at an offset that its maker told.
   *
   * @param {Source} source  a shared memory, or an arena over one
   * @param {number} offset  8-aligned
   */
  constructor(source, offset) {
    const header = wordsAt(source, offset, CHANNEL_HEADER_BYTES, 'a channel');
    // Copies: what other threads might write there is not believed.
    const capacity = Atomics.load(header, (offset + CHANNEL_CAPACITY_AT) / 4) >>> 0;
    const elementWords = Atomics.load(header, (offset + CHANNEL_WORDS_AT) / 4) >>> 0;
    if (!isPossible(capacity, elementWords)) {
      throw fault('ZB_E_CORRUPT', `no channel lies at ${offset}: ${capacity} elements of ${elementWords} words; make one with Channel.create()`, offset);
    }
    /** @private */
    this.words = wordsAt(source, offset, bytesOf(capacity, elementWords), 'a channel');
    /** Where it lies; others attach with it. @readonly */
    this.offset = offset;
    /** Elements that it holds at most. @readonly */
    this.capacity = capacity;
    /** Words of 32 bits of an element. @readonly */
    this.elementWords = elementWords;
    /** @private */
    this.tail = (offset + CHANNEL_TAIL_AT) / 4;
    /** @private */
    this.head = (offset + CHANNEL_HEAD_AT) / 4;
    /** @private The turn of the first cell. */
    this.cells = (offset + CHANNEL_HEADER_BYTES) / 4;
    /** @private Receivers wait. */
    this.filled = new Condition(source, offset + CHANNEL_FILLED_AT);
    /** @private Senders wait. */
    this.emptied = new Condition(source, offset + CHANNEL_EMPTIED_AT);
  }

  /**
   * A new channel.
   *
   * @param {Arena} arena  over a shared memory
   * @param {object} options
   * @param {number} options.capacity  elements, a power of two from 2 on
   * @param {number} [options.elementWords]  words of 32 bits of an element
   */
  static create(arena, { capacity, elementWords = 1 }) {
    wordsAt(arena, 0, 0, 'a channel');
    if (!isPossible(capacity, elementWords)) {
      throw fault('ZB_E_INVALID', `a channel of ${String(capacity)} elements of ${String(elementWords)} words cannot be; pass a power of two from ${CHANNEL_MIN_CAPACITY} to ${CHANNEL_MAX_CAPACITY}, and 1 to ${CHANNEL_MAX_WORDS} words`);
    }
    const offset = allocZeros(arena, bytesOf(capacity, elementWords));
    arena.storeWord(offset + CHANNEL_WORDS_AT, elementWords);
    arena.storeWord(offset + CHANNEL_CAPACITY_AT, capacity);
    return new Channel(arena, offset);
  }

  /** Whether nothing more can be sent. */
  get isClosed() {
    return (Atomics.load(this.words, this.tail) & CLOSED) !== 0;
  }

  /** Send an element if there is room. @param {Element} element @returns {boolean} false: full or closed */
  trySend(element) {
    return this.put(this.require(element)) === DONE;
  }

  /**
   * Send an element; sleep until there is room.
   *
   * @param {Element} element  u32, or as many as the channel's elementWords
   * @param {number} [timeout]  milliseconds
   * @returns {boolean} false: closed, or the time passed
   * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep
   */
  send(element, timeout = Infinity) {
    requireBlocking('sendAsync() or trySend()');
    requireTimeout(timeout);
    const outcome = this.put(this.require(element));
    return (outcome === LATER ? waitFor(this.words, this.sending(element), timeout) : outcome) === DONE;
  }

  /**
   * As send(), while the event loop goes on. The element must not change meanwhile.
   *
   * @param {Element} element
   * @param {number} [timeout]  milliseconds
   * @returns {Promise<boolean>}
   */
  async sendAsync(element, timeout = Infinity) {
    requireTimeout(timeout);
    const outcome = this.put(this.require(element));
    return (outcome === LATER ? await waitForAsync(this.words, this.sending(element), timeout) : outcome) === DONE;
  }

  /**
   * Receive an element if there is one.
   *
   * @param {Uint32Array} [into]  receives the words
   * @returns {any} u32, or its words; undefined: empty, or over
   */
  tryReceive(into) {
    const target = this.target(into);
    return resultOf(this.take(target), target);
  }

  /**
   * Receive an element; sleep until there is one.
   *
   * @param {number} [timeout]  milliseconds
   * @param {Uint32Array} [into]  receives the words
   * @returns {any} u32, or its words; undefined: closed and empty, or the time passed
   * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep
   */
  receive(timeout = Infinity, into) {
    requireBlocking('receiveAsync() or tryReceive()');
    requireTimeout(timeout);
    const target = this.target(into);
    const outcome = this.take(target);
    return resultOf(outcome === LATER ? waitFor(this.words, this.receiving(target), timeout) : outcome, target);
  }

  /**
   * As receive(), while the event loop goes on.
   *
   * @param {number} [timeout]  milliseconds
   * @param {Uint32Array} [into]
   * @returns {Promise<any>}
   */
  async receiveAsync(timeout = Infinity, into) {
    requireTimeout(timeout);
    const target = this.target(into);
    const outcome = this.take(target);
    return resultOf(outcome === LATER ? await waitForAsync(this.words, this.receiving(target), timeout) : outcome, target);
  }

  /** All that comes, until the channel is closed and empty. */
  async *[Symbol.asyncIterator]() {
    for (let element; (element = await this.receiveAsync()) !== undefined;) yield element;
  }

  /** Nothing more can be sent; what was sent can still be received. Wakes all that wait. */
  close() {
    Atomics.or(this.words, this.tail, CLOSED);
    this.filled.notifyAll();
    this.emptied.notifyAll();
  }

  /** @private @template {Element} T @param {T} element @returns {T} */
  require(element) {
    if (typeof element === 'number' ? this.elementWords === 1 : element?.length === this.elementWords) return element;
    const what = this.elementWords === 1 ? 'a number' : `${this.elementWords} numbers, as a Uint32Array`;
    throw typeFault(`an element of this channel is ${what}`);
  }

  /** @private @param {Uint32Array} [into] @returns {Uint32Array | null} null: one word, which take() returns */
  target(into) {
    if (into === undefined) return this.elementWords === 1 ? null : new Uint32Array(this.elementWords);
    if (into.length !== this.elementWords) throw typeFault(`an element of this channel has ${this.elementWords} words; pass a Uint32Array of that length`);
    return into;
  }

  /** @private @param {Element} element @returns {number} outcome */
  put(element) {
    const { words, tail, elementWords, capacity } = this;
    for (;;) {
      const position = Atomics.load(words, tail);
      if ((position & CLOSED) !== 0) return OVER;
      const number = position & (capacity - 1);
      const cell = this.cells + number * (elementWords + 1);
      const lap = position - number;
      if (Atomics.load(words, cell) === lap) {
        if (Atomics.compareExchange(words, tail, position, (position + 1) & CHANNEL_POSITIONS) !== position) continue;
        if (typeof element === 'number') words[cell + 1] = element;
        else for (let i = 0; i < elementWords; i++) words[cell + 1 + i] = /** @type {number} */ (element[i]);
        Atomics.store(words, cell, lap + 1);
        this.filled.notify();
        return DONE;
      }
      // Another has claimed it, or the receiver of the lap before has not emptied it.
      if (Atomics.load(words, tail) === position) return LATER;
    }
  }

  /** @private @param {Uint32Array | null} target @returns {number} the word received, DONE, LATER, or OVER */
  take(target) {
    const { words, head, elementWords, capacity } = this;
    for (;;) {
      const end = Atomics.load(words, this.tail); // first: once closed, it stands still
      const found = Atomics.load(words, head); // bit 31 is not ours, and not believed
      const position = found & CHANNEL_POSITIONS;
      const number = position & (capacity - 1);
      const cell = this.cells + number * (elementWords + 1);
      const lap = position - number;
      if (Atomics.load(words, cell) === lap + 1) {
        if (Atomics.compareExchange(words, head, found, (position + 1) & CHANNEL_POSITIONS) !== found) continue;
        let result = DONE;
        if (target === null) result = /** @type {number} */ (words[cell + 1]) >>> 0;
        else for (let i = 0; i < elementWords; i++) target[i] = /** @type {number} */ (words[cell + 1 + i]);
        Atomics.store(words, cell, (lap + capacity) & CHANNEL_POSITIONS);
        this.emptied.notify();
        return result;
      }
      if (end === (position | CLOSED)) return OVER;
      if (Atomics.load(words, head) === found) return LATER;
    }
  }

  /** @private Whether a sender would find room now. */
  hasRoom() {
    const position = Atomics.load(this.words, this.tail);
    return (position & CLOSED) === 0 && Atomics.load(this.words, this.cellOf(position)) === position - (position & (this.capacity - 1));
  }

  /** @private Whether a receiver would find an element now. */
  hasElement() {
    const position = Atomics.load(this.words, this.head) & CHANNEL_POSITIONS;
    return Atomics.load(this.words, this.cellOf(position)) === position - (position & (this.capacity - 1)) + 1;
  }

  /** @private @param {number} position @returns {number} index of its cell */
  cellOf(position) {
    return this.cells + (position & (this.capacity - 1)) * (this.elementWords + 1);
  }

  /** @private @param {Element} element @returns {Wait<number>} outcome */
  *sending(element) {
    const { emptied } = this;
    let outcome = LATER;
    for (let isTimely = true; outcome === LATER && isTimely;) {
      const seen = emptied.enter();
      outcome = this.put(element);
      if (outcome === LATER) isTimely = yield emptied.rest(seen);
      emptied.leave();
      if (outcome === LATER) outcome = this.put(element);
    }
    if (outcome === DONE && this.hasRoom()) emptied.notify();
    return outcome;
  }

  /**
   * Who has slept and found something looks whether there is more, and passes the wake-up on.
   * For cells become ready in another order than that of their positions: whoever is woken for
   * the second finds that it is not its turn, and sleeps again; only one is woken for the first.
   *
   * @private
   * @param {Uint32Array | null} target
   * @returns {Wait<number>} as take()
   */
  *receiving(target) {
    const { filled } = this;
    let outcome = LATER;
    for (let isTimely = true; outcome === LATER && isTimely;) {
      const seen = filled.enter();
      outcome = this.take(target);
      if (outcome === LATER) isTimely = yield filled.rest(seen);
      filled.leave();
      if (outcome === LATER) outcome = this.take(target);
    }
    if (outcome >= DONE && this.hasElement()) filled.notify();
    return outcome;
  }
}
