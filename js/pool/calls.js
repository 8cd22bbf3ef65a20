// SPDX-License-Identifier: MIT
// The records that calls travel in (SPEC.md, 13.2). A record belongs to the caller while it
// is free, posted or over, and to one worker while it is taken; its state word says which.
import {
  CALL_ABORTED_AT, CALL_ARGUMENT_AT, CALL_ATTACHMENTS_AT, CALL_BLOCK_AT, CALL_BLOCK_BYTES_AT, CALL_FLAGS_AT, CALL_FREE,
  CALL_HEADER_BYTES, CALL_LANE_SHIFT, CALL_NUMBER_AT, CALL_POSTED, CALL_RESULT_AT, CALL_RETURNED, CALL_STATE_AT, CALL_TAKEN, CALL_TASK_AT,
  CALL_THREW, CALL_USED_AT,
} from '../core/layout.gen.js';

const PHASE = (1 << CALL_LANE_SHIFT) - 1;

export class Calls {
  /**
   * @param {Int32Array} words  of the region
   * @param {number} at  offset of the first record, 64-aligned
   * @param {number} count  a power of two
   * @param {number} bytes  of a record, a multiple of 64
   */
  constructor(words, at, count, bytes) {
    /** @readonly */
    this.words = words;
    /** @readonly */
    this.count = count;
    /** @private */
    this.at = at;
    /** @private */
    this.bytes = bytes;
  }

  /** Offset of a record. @param {number} call */
  offset(call) {
    return this.at + call * this.bytes;
  }

  /** @private @param {number} call @param {number} field */
  word(call, field) {
    return (this.at + call * this.bytes + field) / 4;
  }

  /** Where the argument's slot lies. @param {number} call */
  argument(call) {
    return this.offset(call) + CALL_ARGUMENT_AT;
  }

  /** Where the result's slot lies. @param {number} call */
  result(call) {
    return this.offset(call) + CALL_RESULT_AT;
  }

  /** First byte of the record that values may use. @param {number} call */
  start(call) {
    return this.offset(call) + CALL_HEADER_BYTES;
  }

  /** One past the last of them. @param {number} call */
  end(call) {
    return this.offset(call) + this.bytes;
  }

  /**
   * Caller: fill in a free record whose argument is written.
   *
   * @param {number} call
   * @param {number} task
   * @param {number} flags
   * @param {number} used  one past the last byte of the argument
   * @param {number} attachments  how many come beside the region
   * @param {number} number  of the message that brings them
   */
  prepare(call, task, flags, used, attachments, number) {
    const { words } = this;
    const at = this.offset(call) / 4;
    words[at + CALL_TASK_AT / 4] = task;
    words[at + CALL_FLAGS_AT / 4] = flags;
    words[at + CALL_ABORTED_AT / 4] = 0;
    words[at + CALL_USED_AT / 4] = used;
    words[at + CALL_ATTACHMENTS_AT / 4] = attachments;
    words[at + CALL_NUMBER_AT / 4] = number;
  }

  /** @param {number} call @param {number} block  offset, 0: none @param {number} bytes */
  setBlock(call, block, bytes) {
    this.words[this.word(call, CALL_BLOCK_AT)] = block;
    this.words[this.word(call, CALL_BLOCK_BYTES_AT)] = bytes;
  }

  /** Offset of the memory that the call has besides its record; 0: none. @param {number} call */
  block(call) {
    return /** @type {number} */ (this.words[this.word(call, CALL_BLOCK_AT)]) >>> 0;
  }

  /** @param {number} call */
  blockBytes(call) {
    return /** @type {number} */ (this.words[this.word(call, CALL_BLOCK_BYTES_AT)]) >>> 0;
  }

  /** @param {number} call */
  task(call) {
    return /** @type {number} */ (this.words[this.word(call, CALL_TASK_AT)]);
  }

  /** How many attachments came, or come back. @param {number} call */
  attachments(call) {
    return /** @type {number} */ (this.words[this.word(call, CALL_ATTACHMENTS_AT)]);
  }

  /** Of the message that brings them. @param {number} call */
  number(call) {
    return /** @type {number} */ (this.words[this.word(call, CALL_NUMBER_AT)]);
  }

  /** One past the last byte of the argument. @param {number} call */
  used(call) {
    return /** @type {number} */ (this.words[this.word(call, CALL_USED_AT)]) >>> 0;
  }

  /** @param {number} call */
  flags(call) {
    return /** @type {number} */ (this.words[this.word(call, CALL_FLAGS_AT)]);
  }

  /**
   * Caller: let a worker take the call.
   *
   * @param {number} call
   * @param {number} lane  whose worker alone may take it; -1: any
   */
  setPosted(call, lane) {
    Atomics.store(this.words, this.word(call, CALL_STATE_AT), CALL_POSTED | ((lane + 1) << CALL_LANE_SHIFT));
  }

  /** @param {number} call */
  isPosted(call) {
    return (Atomics.load(this.words, this.word(call, CALL_STATE_AT)) & PHASE) === CALL_POSTED;
  }

  /** Worker: take a posted call. @param {number} call @param {number} lane @returns {boolean} false: another did, or it is not for this lane */
  take(call, lane) {
    const { words } = this;
    const at = this.word(call, CALL_STATE_AT);
    const own = (lane + 1) << CALL_LANE_SHIFT;
    return Atomics.compareExchange(words, at, CALL_POSTED, CALL_TAKEN | own) === CALL_POSTED
      || Atomics.compareExchange(words, at, CALL_POSTED | own, CALL_TAKEN | own) === (CALL_POSTED | own);
  }

  /** Caller: take a posted call back. @param {number} call @returns {boolean} false: a worker has it */
  withdraw(call) {
    const at = this.word(call, CALL_STATE_AT);
    const state = Atomics.load(this.words, at);
    return (state & PHASE) === CALL_POSTED && Atomics.compareExchange(this.words, at, state, CALL_FREE) === state;
  }

  /**
   * Worker: the result is written.
   *
   * @param {number} call
   * @param {number} lane
   * @param {boolean} threw  the result is what was thrown
   * @param {number} flags
   * @param {number} attachments  how many come beside the region
   * @param {number} number  of the message that brings them
   */
  setOver(call, lane, threw, flags, attachments, number) {
    const { words } = this;
    words[this.word(call, CALL_NUMBER_AT)] = number;
    words[this.word(call, CALL_FLAGS_AT)] = flags;
    words[this.word(call, CALL_ATTACHMENTS_AT)] = attachments;
    const phase = threw ? CALL_THREW : CALL_RETURNED;
    Atomics.store(words, this.word(call, CALL_STATE_AT), phase | ((lane + 1) << CALL_LANE_SHIFT));
  }

  /** CALL_FREE, CALL_POSTED, … @param {number} call */
  phase(call) {
    return Atomics.load(this.words, this.word(call, CALL_STATE_AT)) & PHASE;
  }

  /** Which lane took it; -1: none. @param {number} call */
  lane(call) {
    return (Atomics.load(this.words, this.word(call, CALL_STATE_AT)) >>> CALL_LANE_SHIFT) - 1;
  }

  /** Caller: ask the task to stop. @param {number} call */
  abort(call) {
    Atomics.store(this.words, this.word(call, CALL_ABORTED_AT), 1);
  }

  /** Worker: whether it was asked to. @param {number} call */
  isAborted(call) {
    return Atomics.load(this.words, this.word(call, CALL_ABORTED_AT)) !== 0;
  }
}
