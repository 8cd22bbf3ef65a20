// SPDX-License-Identifier: MIT
// A sequence lock: several writers, any number of readers that never make a writer wait
// (SPEC.md, 11). One word says whether the data it guards is whole: even, nobody writes; odd,
// somebody does. A reader that finds the word changed reads again.
//
// Why the extra atomic operations: an acquiring load orders what follows, a releasing store
// what precedes. A reader's last look must come after its reads, so it is a read-modify-write;
// a writer's stores must come after the word turned odd, so it loads the word once more.
import { fault, typeFault } from './errors.js';
import { requireOffset } from './region.js';

/** @import { Arena } from './arena.js' */

/** Bytes of the word with its alignment; the second half is zero. */
const LOCK_BYTES = 8;

/** Attempts in a row; from then on a little waiting between them. */
const SPINS = 64;
const MAX_ATTEMPTS = 4096;
const WAIT_MS = 1;

export class Seqlock {
  /**
   * The lock at an offset that its maker told.
   *
   * @param {Arena} arena
   * @param {number} offset  8-aligned
   */
  constructor(arena, offset) {
    arena.sync();
    requireOffset(offset, 'the lock');
    if (offset % LOCK_BYTES !== 0) throw fault('ZB_E_ALIGN', `the lock at ${offset} is not a multiple of ${LOCK_BYTES}; pass Seqlock.create(arena).offset`, offset);
    arena.check(offset, LOCK_BYTES);
    /** @private */
    this.arena = arena;
    /** Where the word lies; others attach with it. @readonly */
    this.offset = offset;
  }

  /**
   * A new lock. Allocates 8 bytes, which live as long as what they guard must.
   *
   * @param {Arena} arena
   * @returns {Seqlock}
   */
  static create(arena) {
    const offset = arena.alloc(LOCK_BYTES, LOCK_BYTES);
    arena.dv.setBigUint64(offset, 0n, true);
    return new Seqlock(arena, offset);
  }

  /**
   * Change what the lock guards. Other writers wait; readers read again. Keep it short, and
   * do not wait for others inside. A writer that dies inside leaves the lock taken.
   *
   * @template R
   * @param {() => R} change  synchronous. When it throws, what it did so far stays and is seen
   * @returns {R}
   * @throws {ZerobufError} ZB_E_BUDGET when the lock could not be had
   */
  write(change) {
    if (typeof change !== 'function') throw typeFault('write() takes a function; what it changes is seen whole by read()');
    const sequence = this.take();
    try {
      return change();
    } finally {
      this.arena.sync(); // it may have grown the memory
      this.arena.storeWord(this.offset, (sequence + 2) >>> 0);
      this.notify();
    }
  }

  /**
   * Read what the lock guards, whole. The function may run several times, and may see torn
   * values in a run whose result is dropped: it returns plain values, and changes nothing.
   *
   * @template R
   * @param {() => R} look  synchronous
   * @returns {R} of the run in which nobody wrote
   * @throws {ZerobufError} ZB_E_BUDGET when writers left no gap. Whatever `look` throws in a
   *   run in which nobody wrote
   */
  read(look) {
    if (typeof look !== 'function') throw typeFault('read() takes a function that returns plain values');
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const sequence = this.load();
      if (sequence % 2 === 0) {
        let result;
        let error;
        let failed = false;
        try {
          result = look();
        } catch (caught) {
          error = caught; // perhaps only of a torn value
          failed = true;
        }
        if (this.isStill(sequence)) {
          if (failed) throw error;
          return /** @type {R} */ (result);
        }
      } else if (attempt >= SPINS) {
        this.wait(sequence);
      }
    }
    throw this.busy('read');
  }

  /** @private @returns {number} the even sequence before, with the lock taken */
  take() {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const sequence = this.load();
      if (sequence % 2 === 0) {
        if (this.arena.exchangeWord(this.offset, sequence, sequence + 1)) {
          this.load(); // no store moves up past this
          return sequence;
        }
      } else if (attempt >= SPINS) {
        this.wait(sequence);
      }
    }
    throw this.busy('write');
  }

  /** @private @returns {number} u32 */
  load() {
    this.arena.sync();
    return this.arena.loadWord(this.offset);
  }

  /** @private Whether nobody has written since. No read moves down past this. @param {number} sequence */
  isStill(sequence) {
    this.arena.sync();
    const { arena, offset } = this;
    return arena.isSharedMemory
      ? Atomics.add(arena.words, offset / 4, 0) >>> 0 === sequence
      : arena.loadWord(offset) === sequence;
  }

  /** @private Wait for a writer, where this thread may: browsers do not let the main one. @param {number} sequence */
  wait(sequence) {
    const { arena, offset } = this;
    if (!arena.isSharedMemory) return;
    try {
      Atomics.wait(arena.words, offset / 4, sequence | 0, WAIT_MS);
    } catch {
      // then by trying
    }
  }

  /** @private */
  notify() {
    if (this.arena.isSharedMemory) Atomics.notify(this.arena.words, this.offset / 4);
  }

  /** @private @param {string} verb */
  busy(verb) {
    return fault(
      'ZB_E_BUDGET',
      `${MAX_ATTEMPTS} attempts to ${verb} under the lock at ${this.offset} found a writer at work; one may have died inside, or this thread is inside itself`,
      this.offset,
    );
  }
}
