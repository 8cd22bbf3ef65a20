// SPDX-License-Identifier: MIT
// What stands behind an accessor: the Proxy's target. It holds an arena and a handle, and
// no data. What makes an accessor one is a symbol, so nothing that is stored in a region or
// parsed from a text can pose as one, whatever its keys are called.
import { fault } from './errors.js';
import { HANDLE_BYTES, READ_ALIGN } from './layout.gen.js';

/** @import { Arena } from './arena.js' */

/** Reading this from an accessor yields its target. Never exported by the package. */
export const TARGET = Symbol('zerobuf.target');

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

export class ObjectTarget {
  /** @param {Arena} arena @param {number} handle */
  constructor(arena, handle) {
    this.arena = arena;
    this.handle = handle;
    this.epoch = arena.epoch;
    /** Whether the arena's cache knows it. */
    this.isKnown = false;
    /** The accessor. @type {any} */
    this.proxy = undefined;
  }
}

export class ArrayTarget extends Array {
  /** @param {Arena} arena @param {number} handle */
  constructor(arena, handle) {
    super();
    this.arena = arena;
    this.handle = handle;
    this.epoch = arena.epoch;
    /** Whether the arena's cache knows it. */
    this.isKnown = false;
    /** The accessor. @type {any} */
    this.proxy = undefined;
  }
}

/**
 * The target of an accessor, or undefined for every other value.
 *
 * @param {unknown} value
 * @returns {ObjectTarget | ArrayTarget | undefined}
 */
export function targetOf(value) {
  if (typeof value !== 'object' || value === null) return undefined;
  const target = /** @type {any} */ (value)[TARGET];
  // An object that inherits from an accessor is no accessor.
  return target !== undefined && target.proxy === value ? target : undefined;
}

/**
 * Begin an operation on an accessor.
 *
 * @param {ObjectTarget | ArrayTarget} target
 * @returns {Arena} with current views
 */
export function open(target) {
  const { arena } = target;
  arena.sync();
  if (target.epoch !== arena.epoch) renew(target);
  return arena;
}

/** @param {ObjectTarget | ArrayTarget} target */
export function isFreed(target) {
  return target.epoch !== target.arena.epoch && target.arena.wasFreed(target.handle, target.epoch);
}

/** @param {ObjectTarget | ArrayTarget} target */
function renew(target) {
  if (isFreed(target)) throw target.arena.stale('this accessor', target.handle, target.epoch);
  target.epoch = target.arena.epoch;
}

/**
 * The handle, for use outside the accessor. Only from then on can the same value be met
 * again, so that is when the cache must know the accessor: what is created and only used
 * through its accessor costs no cache entry.
 *
 * @param {ObjectTarget | ArrayTarget} target
 * @returns {number}
 */
export function reveal(target) {
  if (!target.isKnown) {
    target.isKnown = true;
    if (target instanceof ArrayTarget) target.arena.arrays.add(target);
    else target.arena.objects.add(target);
  }
  return target.handle;
}

/**
 * Require a handle to be one.
 *
 * @param {Arena} arena
 * @param {number} handle  whole, at least 0
 */
export function checkHandle(arena, handle) {
  if (handle % READ_ALIGN !== 0) {
    throw fault('ZB_E_ALIGN', `handle ${handle} is not a multiple of ${READ_ALIGN}; pass an accessor's __zerobuf_ptr`, handle);
  }
  arena.check(handle, HANDLE_BYTES);
}

// console.log looks at the target, past the Proxy (Node: with the accessor as `this`): show
// the data.
for (const type of [ObjectTarget, ArrayTarget]) {
  Object.defineProperty(type.prototype, INSPECT, {
    /** @this {ObjectTarget | ArrayTarget} */
    value() {
      return (targetOf(this) ?? this).proxy.toJS();
    },
  });
}
