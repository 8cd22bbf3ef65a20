// SPDX-License-Identifier: MIT
// What a call of the engine allocates from. C needs a control block (SPEC.md, 6).
//
// An arena that has one is used as it is. For an arena that JavaScript alone knows, the
// engine's block holds one that is true during a call only: before it, it gets the arena's
// bump and end; after it, JavaScript allocates what C has taken. So such an arena stays as
// fast as it was, and a call that fails has changed nothing. Between calls the block keeps
// the table of interned keys, until the arena frees something.
import { EngineBlock } from './engine-block.js';
import { faultOfStatus } from './errors.js';
import {
  ARENA_EXTENDED, CONTROL_BUMP_AT, CONTROL_FLAGS_AT, CONTROL_KEYS_AT, CONTROL_KEYS_END_AT, CONTROL_LIMIT_AT, CONTROL_MAGIC,
  CONTROL_MAGIC_AT, CONTROL_MAX_AT, CONTROL_START_AT, CONTROL_VERSION, CONTROL_VERSION_AT, STATUSES,
} from './layout.gen.js';

/** @import { Arena } from './arena.js' */

const OUT_OF_MEMORY = /** @type {number} */ (STATUSES.find(([name]) => name === 'ZB_E_MEMORY')?.[1]);

export class EngineSession {
  /**
   * @param {Arena} arena
   * @param {WebAssembly.Module} module
   * @param {number} [at]  of the engine's block
   * @param {WebAssembly.Module} [kernels]
   */
  constructor(arena, module, at, kernels) {
    this.arena = arena;
    this.block = new EngineBlock(arena, module, {
      grow: (bytes) => this.grow(bytes >>> 0),
      emit: (length) => this.receive(length >>> 0),
    }, at, kernels);
    this.exports = this.block.exports;
    /** Takes the text that C emits: `length` bytes in the window. @type {(length: number) => void} */
    this.receive = () => {};
    /** @private */
    this.isPrivate = arena.control === 0;
    /** Control block for C. @readonly */
    this.control = this.isPrivate ? this.block.at : arena.control;
    /** @private The arena's when its interned keys were last true. */
    this.epoch = arena.epoch;
    if (this.isPrivate) this.initialise();
  }

  /** @private @param {number} wordAt @param {number} value */
  store(wordAt, value) {
    this.arena.dv.setUint32(this.control + wordAt, value, true);
  }

  /** @private @param {number} wordAt */
  load(wordAt) {
    return this.arena.dv.getUint32(this.control + wordAt, true);
  }

  /** @private What of the control block never changes; the rest of it is zero. */
  initialise() {
    this.store(CONTROL_MAGIC_AT, CONTROL_MAGIC);
    this.store(CONTROL_VERSION_AT, CONTROL_VERSION);
    this.store(CONTROL_FLAGS_AT, this.arena.isExtended ? ARENA_EXTENDED : 0);
  }

  /** @private */
  forgetKeys() {
    this.store(CONTROL_KEYS_AT, 0);
    this.store(CONTROL_KEYS_END_AT, 0);
  }

  /** Begin a call that allocates. */
  enter() {
    const { arena } = this;
    arena.turn++;
    arena.sync();
    if (!this.isPrivate) return;
    if (this.epoch !== arena.epoch) this.forgetKeys();
    this.epoch = arena.epoch;
    const bump = arena.offset;
    arena.extend(bump); // no growth: only looks how long the memory is now
    this.store(CONTROL_START_AT, arena.start);
    this.store(CONTROL_BUMP_AT, bump);
    this.store(CONTROL_LIMIT_AT, arena.usableBytes);
    this.store(CONTROL_MAX_AT, arena.maxBytes);
  }

  /** The call went well: what C allocated is the arena's. */
  keep() {
    const { arena } = this;
    arena.sync();
    if (this.isPrivate) arena.take(this.load(CONTROL_BUMP_AT) - arena.offset, 1);
  }

  /** The call went well, and its result needs no bytes: those that C allocated are free again. */
  discard() {
    this.arena.sync();
    if (this.isPrivate) this.forgetKeys();
  }

  /** @private Make room; a zb_status. @param {number} bytes  0: look at the memory again */
  grow(bytes) {
    const { arena } = this;
    arena.refresh();
    if (bytes === 0) return 0;
    if (!this.isPrivate) return arena.makeRoom(bytes) ? 0 : OUT_OF_MEMORY;
    if (!arena.extend(this.load(CONTROL_BUMP_AT) + bytes)) return OUT_OF_MEMORY;
    this.store(CONTROL_LIMIT_AT, arena.usableBytes);
    return 0;
  }

  /**
   * Run a call that may be left by an exception.
   *
   * @template T
   * @param {() => T} call
   * @param {() => void} [abort]  give back what C holds
   * @returns {T}
   */
  run(call, abort) {
    try {
      return call();
    } catch (error) {
      this.block.unwind();
      abort?.();
      this.discard();
      throw error;
    }
  }

  /**
   * Require a call to have succeeded.
   *
   * @param {number} status
   * @param {string} what    what was being done
   * @param {number} [offset]
   */
  require(status, what, offset) {
    if (status === 0) return;
    this.discard();
    throw faultOfStatus(status, what, offset);
  }
}
