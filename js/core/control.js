// SPDX-License-Identifier: MIT
// Arena state, second kind: a control block in the region (SPEC.md, 6), from which C,
// other threads and other Arena objects allocate too. Its words may be overwritten by
// anyone, so every use of them is checked: wrong words are an error, never a hang and
// never an access outside the region.
import { alignUp, requireCheckpoint } from './bump.js';
import { fault, faultOfStatus } from './errors.js';
import {
  ARENA_EXTENDED, ARENA_SHARED, CONTROL_BUMP_AT, CONTROL_BYTES, CONTROL_FLAGS_AT, CONTROL_GENERATION_AT,
  CONTROL_LIMIT_AT, CONTROL_MAGIC, CONTROL_MAGIC_AT, CONTROL_MAX_AT, CONTROL_SEED_AT, CONTROL_SEGMENT_AT,
  CONTROL_START_AT, CONTROL_VERSION, CONTROL_VERSION_AT, MAX_REGION_BYTES, SEGMENT_HEADER_BYTES, STATUSES,
  WRITE_ALIGN,
} from './layout.gen.js';

/** @import { Region } from './region.js' */

/**
 * How a guest module provides room. It owns the segments of its arena: JavaScript
 * delegates growth and restore to it, and reads the control words again afterwards.
 * A hook throws, or returns a zb_status as the module's exports do.
 *
 * @typedef {object} ArenaHooks
 * @property {(bytes: number) => number | void} grow  make room for `bytes`
 * @property {(checkpoint: number) => number | void} restore  restore the arena
 */

const OUT_OF_MEMORY = STATUSES.find(([name]) => name === 'ZB_E_MEMORY')?.[1];

/**
 * A number that is hard to guess (SPEC.md, 6.10). Engines without crypto, and Workers outside
 * a request, have none better than Math.random().
 */
function newSeed() {
  const seed = Uint32Array.of(Math.random() * 2 ** 32);
  try {
    crypto.getRandomValues(seed);
  } catch {
    // the guess stands
  }
  return /** @type {number} */ (seed[0]);
}

export class ControlBlock {
  /**
   * Attach to the block at `at`.
   *
   * @param {Region} region
   * @param {number} at             offset of the block
   * @param {Partial<ArenaHooks>} hooks
   */
  constructor(region, at, hooks) {
    /** @private */
    this.region = region;
    /** @readonly */
    this.at = at;
    /** @private */
    this.hooks = hooks;
    if (at === 0 || at % WRITE_ALIGN !== 0) throw this.damaged('the offset is not a multiple of 8');
    region.refresh();
    try {
      region.check(at, CONTROL_BYTES);
    } catch {
      throw this.damaged('the block leaves the region');
    }
    this.validate();
    /** Several threads allocate, so allocations are never taken back. */
    this.isShared = (this.load(CONTROL_FLAGS_AT) & ARENA_SHARED) !== 0;
    /** The arena takes the extension types. */
    this.isExtended = (this.load(CONTROL_FLAGS_AT) & ARENA_EXTENDED) !== 0;
  }

  /**
   * Write a new block. Grows the memory when the block does not fit.
   *
   * @param {Region} region
   * @param {number} start  the block goes to the next multiple of 8, past offset 0
   * @param {number} flags
   * @returns {number} its offset
   */
  static create(region, start, flags) {
    const at = Math.max(alignUp(start, WRITE_ALIGN), WRITE_ALIGN);
    const first = at + CONTROL_BYTES;
    if (!region.extend(first)) {
      throw fault('ZB_E_MEMORY', `out of memory: need ${CONTROL_BYTES} bytes at ${at} for a control block, the limit is ${region.maxBytes}`, at);
    }
    region.u8.fill(0, at, first);
    const { dv } = region;
    dv.setUint32(at + CONTROL_VERSION_AT, CONTROL_VERSION, true);
    dv.setUint32(at + CONTROL_START_AT, first, true);
    dv.setUint32(at + CONTROL_BUMP_AT, first, true);
    dv.setUint32(at + CONTROL_LIMIT_AT, region.usableBytes, true);
    dv.setUint32(at + CONTROL_MAX_AT, region.maxBytes, true);
    dv.setUint32(at + CONTROL_FLAGS_AT, flags, true);
    dv.setUint32(at + CONTROL_SEED_AT, newSeed(), true);
    region.publish(at + CONTROL_MAGIC_AT, CONTROL_MAGIC); // last: the block is ready
    return at;
  }

  /** @private @param {string} what */
  damaged(what) {
    return fault('ZB_E_CONTROL', `no usable arena control block at ${this.at}: ${what}; pass the offset that the arena's owner exports`, this.at);
  }

  /** @param {number} wordAt  one of CONTROL_*_AT @returns {number} u32 */
  load(wordAt) {
    return this.region.loadWord(this.at + wordAt);
  }

  /** @param {number} wordAt @param {number} value  u32 */
  store(wordAt, value) {
    this.region.storeWord(this.at + wordAt, value);
  }

  /** @param {number} wordAt @param {number} expected @param {number} value @returns {boolean} whether it was stored */
  exchange(wordAt, expected, value) {
    return this.region.exchangeWord(this.at + wordAt, expected, value);
  }

  get start() {
    return this.load(CONTROL_START_AT);
  }

  get bump() {
    return this.load(CONTROL_BUMP_AT);
  }

  get generation() {
    return this.load(CONTROL_GENERATION_AT);
  }

  get canRewind() {
    return !this.isShared;
  }

  /** Whether a checkpoint and the bump compare as older and younger. */
  get inFirstSegment() {
    return this.load(CONTROL_SEGMENT_AT) === 0;
  }

  /** In the first segment offsets compare as older and younger; segments may lie anywhere. */
  get isLinear() {
    return this.load(CONTROL_SEGMENT_AT) === 0 && this.hooks.restore === undefined;
  }

  /** @private Check the equations of SPEC 6.2. */
  validate() {
    if (this.load(CONTROL_MAGIC_AT) !== CONTROL_MAGIC) throw this.damaged('the magic number is missing');
    const version = this.load(CONTROL_VERSION_AT);
    if (version !== CONTROL_VERSION) throw this.damaged(`its version is ${version}, this library knows ${CONTROL_VERSION}`);
    if (this.start < this.at + CONTROL_BYTES) throw this.damaged(`start ${this.start} lies before the end of the block`);
    this.span();
  }

  /** Bump and limit, checked; looks at the memory again when it has grown. */
  span() {
    const bump = this.bump;
    const limit = this.load(CONTROL_LIMIT_AT);
    this.checkOrder(bump, limit);
    return { bump, limit };
  }

  /** @private first ≤ bump ≤ limit ≤ size. @param {number} bump @param {number} limit */
  checkOrder(bump, limit) {
    const segment = this.load(CONTROL_SEGMENT_AT);
    const first = segment === 0 ? this.start : segment + SEGMENT_HEADER_BYTES;
    if (segment % WRITE_ALIGN !== 0) throw this.damaged(`segment ${segment} is not a multiple of 8`);
    if (limit > this.region.size) this.region.refresh();
    if (first > bump || bump > limit || limit > this.region.size) {
      throw this.damaged(`start ${first}, bump ${bump}, limit ${limit} and size ${this.region.size} are out of order`);
    }
  }

  /** One past the last byte that could be allocated after all growth that is known of. */
  get furthest() {
    const { limit } = this.span();
    if (!this.isLinear) return limit;
    return Math.max(limit, Math.min(this.load(CONTROL_MAX_AT), this.region.maxBytes));
  }

  /**
   * Take bytes off the free space; other threads may do the same.
   *
   * @param {number} bytes
   * @param {number} align
   * @returns {number} offset, or 0 when they do not fit without growing
   */
  claim(bytes, align) {
    for (;;) {
      const bump = this.bump;
      const limit = this.load(CONTROL_LIMIT_AT);
      this.checkOrder(bump, limit);
      const offset = alignUp(bump, align);
      if (offset + bytes > limit) return 0;
      // Failing means that another thread allocated meanwhile: somebody made progress.
      if (this.exchange(CONTROL_BUMP_AT, bump, offset + bytes)) return offset;
    }
  }

  /** @param {number} bytes @param {number} align @returns {boolean} false when there is no room to be had */
  grow(bytes, align) {
    const segment = this.load(CONTROL_SEGMENT_AT);
    const { bump, limit } = this.span();
    if (this.hooks.grow !== undefined) {
      if (bytes + align > MAX_REGION_BYTES) return false;
      const status = this.hooks.grow(bytes + align - 1);
      this.region.refresh();
      if (status === OUT_OF_MEMORY) return false;
      if (status) throw faultOfStatus(status, 'the arena could not grow', this.at);
      return this.load(CONTROL_LIMIT_AT) !== limit || this.load(CONTROL_SEGMENT_AT) !== segment;
    }
    const end = alignUp(bump, align) + bytes;
    const max = Math.min(this.load(CONTROL_MAX_AT), MAX_REGION_BYTES);
    if (segment !== 0 || end > max || !this.region.extend(end)) return false;
    this.raiseLimit(Math.min(this.region.usableBytes, max));
    return true;
  }

  /** @private Atomic maximum. @param {number} to */
  raiseLimit(to) {
    for (;;) {
      const limit = this.load(CONTROL_LIMIT_AT);
      if (limit >= to || this.exchange(CONTROL_LIMIT_AT, limit, to)) return;
    }
  }

  /** Never free what lies below; other threads may say so, too. @param {number} to  at most the bump */
  raiseStart(to) {
    if (!this.inFirstSegment) {
      throw fault('ZB_E_INVALID', 'this arena has gone on in another segment, which a restore gives back; keep bytes before it does', to);
    }
    for (;;) {
      const { start } = this;
      if (start >= to || this.exchange(CONTROL_START_AT, start, to)) return;
    }
  }

  /** @param {number} checkpoint */
  restore(checkpoint) {
    if (this.hooks.restore !== undefined) {
      const status = this.hooks.restore(checkpoint);
      this.region.refresh();
      if (status) throw faultOfStatus(status, `the arena could not be restored to ${checkpoint}`, checkpoint);
      return;
    }
    if (this.load(CONTROL_SEGMENT_AT) !== 0) {
      throw fault('ZB_E_CONTROL', 'this arena has segments that its module owns; attach with a restore hook to restore it', this.at);
    }
    const { bump } = this.span();
    requireCheckpoint(checkpoint, this.start, bump);
    this.store(CONTROL_BUMP_AT, checkpoint);
    this.store(CONTROL_GENERATION_AT, this.generation + 1);
  }

  /** Free the end of a claim again, if it is still the last one. @param {number} end @param {number} to */
  giveBack(end, to) {
    if (this.load(CONTROL_SEGMENT_AT) === 0) this.exchange(CONTROL_BUMP_AT, end, to);
  }

  /** Take back what was allocated since the bump was `mark`. @param {number} mark */
  rewind(mark) {
    if (this.isLinear) this.store(CONTROL_BUMP_AT, mark);
    else if (this.hooks.restore !== undefined) this.restore(mark);
  }
}
