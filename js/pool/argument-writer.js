// SPDX-License-Identifier: MIT
// Where the argument of a call goes: into its record, into a block of the region's heap, or
// into a buffer of its own; and what goes beside it.
import { CALL_ENVELOPE, CALL_IMAGE } from '../core/layout.gen.js';
import { Envelope } from './envelope.js';
import { PoolError } from './errors.js';
import { writeImage } from './image.js';

/** @import { AttachmentPort } from './attachment-port.js' */
/** @import { Blocks } from './blocks.js' */
/** @import { CallerTask } from './caller.js' */
/** @import { Calls } from './calls.js' */
/** @import { Codec } from './codec.js' */
/** @import { OpenCall } from './open-call.js' */
/** @import { Stats } from './stats.js' */

/** First block for an argument that does not fit into its record. */
const BLOCK_BYTES = 16384;
/** Values up to this length are tried in the region; longer ones travel as images. */
export const MAX_BLOCK_BYTES = 4 * 1024 * 1024;

export class ArgumentWriter {
  /**
   * @param {Calls} calls
   * @param {Blocks} blocks
   * @param {Codec} codec
   * @param {number} maxPayloadBytes
   * @param {Stats} stats
   */
  constructor(calls, blocks, codec, maxPayloadBytes, stats) {
    /** @private */
    this.calls = calls;
    /** @private */
    this.blocks = blocks;
    /** @private */
    this.codec = codec;
    /** @private */
    this.maxPayloadBytes = maxPayloadBytes;
    /** @private */
    this.stats = stats;
    /** @private Takes the attachments. @type {ArrayBuffer[]} */
    this.outgoing = [];
  }

  /**
   * Write the argument, and the record's header; move what travels beside the region.
   *
   * @param {OpenCall} open
   * @param {number} call  its record, which is free
   * @param {AttachmentPort | undefined} port  of the lane it is for
   * @throws {TypeError} what cannot travel. {PoolError} it is too long. The record may have a block then
   */
  write(open, call, port) {
    const { calls, blocks, codec, outgoing, maxPayloadBytes, stats } = this;
    const { task } = open;
    let { argument } = open;
    let flags = 0;
    if (argument instanceof Envelope) {
      flags = CALL_ENVELOPE;
      argument = { header: argument.header, body: argument.body };
    }
    const slot = calls.argument(call);
    if (outgoing.length > 0) outgoing.length = 0;
    let used = codec.write(slot, argument, calls.start(call), calls.end(call), outgoing);
    if (used !== 0) stats.argumentBytes += used - calls.start(call);
    else used = this.writeLong(task, call, slot, argument);
    if (task.isInPlace && (used === 0 || outgoing.length > 0)) throw besideOf(task, used);
    if (used === 0) {
      flags |= CALL_IMAGE;
      stats.argumentBytes += writeImage(codec, argument, outgoing, maxPayloadBytes);
      stats.images++;
    } else if (task.resultBytes > 0 && blocks.at(call) === 0) {
      blocks.take(call, task.resultBytes);
    }
    const count = outgoing.length;
    open.isPinned = count > 0;
    let message = 0;
    if (count > 0) {
      if (port === undefined) throw new PoolError('ZB_POOL_PAYLOAD', 'this lane moves no buffers; pass memory of pool.alloc() instead');
      message = port.post(outgoing);
      open.message = message;
      stats.moves += count;
    }
    calls.prepare(call, task.number, flags, used, count, message);
  }

  /**
   * An argument that does not fit into its record.
   *
   * @private
   * @param {CallerTask} task
   * @param {number} call
   * @param {number} slot
   * @param {unknown} argument
   * @returns {number} one past its last byte; 0: it does not fit into a block either
   */
  writeLong(task, call, slot, argument) {
    const { codec, outgoing, blocks, maxPayloadBytes, stats } = this;
    const most = Math.min(MAX_BLOCK_BYTES, maxPayloadBytes);
    const forResult = task.isInPlace ? task.resultBytes : 0;
    for (let bytes = Math.max(BLOCK_BYTES, task.argumentBytes); ; bytes *= 4) {
      const size = Math.min(bytes, most);
      if (!blocks.take(call, size + forResult)) return 0;
      const at = blocks.at(call);
      let used = 0;
      try {
        used = codec.write(slot, argument, at, at + size, outgoing);
      } finally {
        if (used === 0) blocks.free(call);
      }
      if (used === 0) {
        if (size < bytes) return 0;
        continue;
      }
      task.argumentBytes = used - at;
      stats.argumentBytes += used - at;
      stats.blocks++;
      const kept = Math.max(used - at + forResult, task.resultBytes, 1);
      if (kept < size + forResult) blocks.shrink(call, kept);
      return used;
    }
  }
}

/** @param {CallerTask} task @param {number} used */
function besideOf(task, used) {
  const what = used === 0 ? `has no room in the region, or is longer than ${MAX_BLOCK_BYTES} bytes` : 'has buffers that travel beside the region: a BufferReference, or bytes that are long';
  return new PoolError('ZB_POOL_PAYLOAD', `the argument of "${task.name}" ${what}; a task in C reads it in the region only: put long data into memory of pool.alloc()`);
}
