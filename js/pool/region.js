// SPDX-License-Identifier: MIT
// How a pool lies in its region (SPEC.md, 13.1): header, lanes, keys of each side, call
// records, and the rest is heap. Nothing here knows how the region came to be shared.
import { fault } from '../core/errors.js';
import {
  CALL_HEADER_BYTES, PAGE_BYTES, POOL_BELL_AT, POOL_CALLS_AT, POOL_CALL_BYTES_AT, POOL_CALL_COUNT_AT, POOL_HEADER_BYTES,
  POOL_HEAP_AT, POOL_KEYS_AT, POOL_KEY_BYTES_AT, POOL_LANES_AT, POOL_LANE_COUNT_AT, POOL_MAGIC, POOL_MAGIC_AT, POOL_VERSION,
  POOL_VERSION_AT,
} from '../core/layout.gen.js';
import { Bell } from './bell.js';
import { Calls } from './calls.js';
import { Lane, beginLane, laneBytes } from './lane.js';

/** @import { MemoryLike } from '../core/region.js' */

/** Names of properties that one side's values have; more than these travel with each value. */
const KEY_BYTES = 16384;
const ALIGN = 64;

export class PoolRegion {
  /**
   * @param {MemoryLike} memory  shared, with a pool at `at`
   * @param {number} at  64-aligned
   */
  constructor(memory, at) {
    const words = new Int32Array(memory.buffer);
    /** @param {number} field @returns {number} */
    const word = (field) => /** @type {number} */ (words[(at + field) / 4]) >>> 0;
    if (at + POOL_HEADER_BYTES > memory.buffer.byteLength || word(POOL_MAGIC_AT) !== POOL_MAGIC || word(POOL_VERSION_AT) !== POOL_VERSION) {
      throw fault('ZB_E_CORRUPT', 'no pool of this version lies here; use one version of zerobuf in all threads', at);
    }
    const laneCount = word(POOL_LANE_COUNT_AT);
    const callCount = word(POOL_CALL_COUNT_AT);
    const heapAt = word(POOL_HEAP_AT);
    if (heapAt > memory.buffer.byteLength) throw fault('ZB_E_CORRUPT', `a pool's heap begins beyond its memory`, at);
    /** @readonly */
    this.memory = memory;
    /** @readonly */
    this.calls = new Calls(words, word(POOL_CALLS_AT), callCount, word(POOL_CALL_BYTES_AT));
    /** @readonly */
    this.laneCount = laneCount;
    /** @private */
    this.lanesAt = word(POOL_LANES_AT);
    /** @private */
    this.keysAt = word(POOL_KEYS_AT);
    /** @private */
    this.keyBytes = word(POOL_KEY_BYTES_AT);
    /** First byte that nothing above uses. @readonly */
    this.heapAt = heapAt;
    /** Of the caller. @readonly */
    this.bell = new Bell(words, at + POOL_BELL_AT);
  }

  /**
   * Lay out a pool.
   *
   * @param {WebAssembly.Memory} memory  shared, all zero from `at` on
   * @param {number} at  64-aligned, not 0
   * @param {number} lanes
   * @param {number} callCount  a power of two
   * @param {number} callBytes  of a record, a multiple of 64, more than CALL_HEADER_BYTES
   * @returns {PoolRegion}
   * @throws {RangeError} memory.grow() refuses what is missing
   */
  static create(memory, at, lanes, callCount, callBytes) {
    const lanesAt = at + POOL_HEADER_BYTES;
    const keysAt = lanesAt + lanes * alignUp(laneBytes(callCount));
    const callsAt = keysAt + (lanes + 1) * KEY_BYTES;
    const heapAt = callsAt + callCount * callBytes;
    const missing = heapAt - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    const words = new Int32Array(memory.buffer);
    const header = new Uint32Array(memory.buffer, at, POOL_HEADER_BYTES / 4);
    header[POOL_VERSION_AT / 4] = POOL_VERSION;
    header[POOL_LANE_COUNT_AT / 4] = lanes;
    header[POOL_CALL_COUNT_AT / 4] = callCount;
    header[POOL_LANES_AT / 4] = lanesAt;
    header[POOL_CALLS_AT / 4] = callsAt;
    header[POOL_CALL_BYTES_AT / 4] = callBytes;
    header[POOL_KEYS_AT / 4] = keysAt;
    header[POOL_KEY_BYTES_AT / 4] = KEY_BYTES;
    header[POOL_HEAP_AT / 4] = heapAt;
    for (let lane = 0; lane < lanes; lane++) beginLane(words, lanesAt + lane * alignUp(laneBytes(callCount)), callCount);
    header[POOL_MAGIC_AT / 4] = POOL_MAGIC;
    return new PoolRegion(memory, at);
  }

  /** @param {number} number */
  lane(number) {
    return new Lane(this.calls, number, this.lanesAt + number * alignUp(laneBytes(this.calls.count)));
  }

  /** All lanes, for a thread that looks at each. */
  lanes() {
    return Array.from({ length: this.laneCount }, (_, number) => this.lane(number));
  }

  /** Where the caller (lane -1) or a lane's worker keeps its keys: [at, end). @param {number} lane @returns {[number, number]} */
  keys(lane) {
    const at = this.keysAt + (lane + 1) * this.keyBytes;
    return [at, at + this.keyBytes];
  }
}

/** @param {number} bytes */
function alignUp(bytes) {
  return Math.ceil(bytes / ALIGN) * ALIGN;
}

/** Bytes of a record unless the pool says otherwise: values of about 2,000 bytes need no heap. */
export const CALL_BYTES = alignUp(CALL_HEADER_BYTES + 2032);
