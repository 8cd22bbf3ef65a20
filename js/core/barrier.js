// SPDX-License-Identifier: MIT
// A point at which a number of threads wait for each other (SPEC.md, 12.6), in C and JavaScript.
import { fault } from './errors.js';
import { BARRIER_ARRIVED_AT, BARRIER_BYTES, BARRIER_PARTIES_AT, BARRIER_PHASE_AT } from './layout.gen.js';
import { allocZeros, requireBlocking, waitFor, waitForAsync, wordsAt } from './waiting.js';

/** @import { Arena } from './arena.js' */
/** @import { Source, Wait } from './waiting.js' */

export class Barrier {
  /**
   * The barrier at an offset that its maker told.
   *
   * @param {Source} source  a shared memory, or an arena over one
   * @param {number} offset  8-aligned
   */
  constructor(source, offset) {
    /** @private */
    this.words = wordsAt(source, offset, BARRIER_BYTES, 'a barrier');
    /** Where it lies; others attach with it. @readonly */
    this.offset = offset;
    /** @private */
    this.phase = (offset + BARRIER_PHASE_AT) / 4;
    /** @private */
    this.arrived = (offset + BARRIER_ARRIVED_AT) / 4;
    /** How many threads it waits for. @readonly */
    this.parties = Atomics.load(this.words, (offset + BARRIER_PARTIES_AT) / 4) >>> 0;
    if (this.parties === 0) throw fault('ZB_E_CORRUPT', `no barrier lies at ${offset}: its number of parties is 0; make one with Barrier.create()`, offset);
  }

  /**
   * A new barrier.
   *
   * @param {Arena} arena  over a shared memory
   * @param {number} parties  how many threads it waits for, at least 1
   */
  static create(arena, parties) {
    wordsAt(arena, 0, 0, 'a barrier');
    if (!Number.isInteger(parties) || parties < 1 || parties > 0x7fff_ffff) {
      throw fault('ZB_E_INVALID', `the number of parties is ${String(parties)}; pass a whole number from 1 to 2147483647`);
    }
    const offset = allocZeros(arena, BARRIER_BYTES);
    arena.storeWord(offset + BARRIER_PARTIES_AT, parties);
    return new Barrier(arena, offset);
  }

  /**
   * Sleep until all parties are here. Exactly its parties use it; it is then ready for the next time.
   *
   * @returns {boolean} true for one of them, the last to come
   * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep
   */
  wait() {
    requireBlocking('waitAsync()');
    return waitFor(this.words, this.waiting(), Infinity);
  }

  /** As wait(), while the event loop goes on. @returns {Promise<boolean>} */
  async waitAsync() {
    return waitForAsync(this.words, this.waiting(), Infinity);
  }

  /** @private @returns {Wait<boolean>} */
  *waiting() {
    const { words, phase, arrived } = this;
    const seen = Atomics.load(words, phase); // it cannot end before the next line
    if (Atomics.add(words, arrived, 1) + 1 === this.parties) {
      // All others wait for the phase to end: nobody comes before the count is back at 0.
      Atomics.store(words, arrived, 0);
      Atomics.add(words, phase, 1);
      Atomics.notify(words, phase);
      return true;
    }
    while (Atomics.load(words, phase) === seen) yield { index: phase, value: seen };
    return false;
  }
}
