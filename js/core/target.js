// SPDX-License-Identifier: MIT
// What stands behind an accessor: an arena and a handle, and no data. What makes an object
// an accessor is a symbol, so nothing that is stored in a region or parsed from a text can
// pose as one, whatever its keys are called.
import { fault } from './errors.js';
import { HANDLE_BYTES, READ_ALIGN } from './layout.gen.js';

/** @import { Arena } from './arena.js' */

/** Reading this from an accessor or view yields its target. Never exported by the package. */
export const TARGET = Symbol('zerobuf.target');

/** Members of the classes of shape-text.js: set the epoch; entries that have become own properties. */
export const RENEW = Symbol('zerobuf.renew');
export const COUNT = Symbol('zerobuf.count');

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * Of an object: the target of its Proxy in dictionary mode, else made whenever it is asked for,
 * since there the accessor itself holds arena and handle.
 */
export class ObjectTarget {
  /**
   * @param {Arena} arena
   * @param {number} handle
   * @param {number} epoch
   * @param {any} proxy  the accessor, or a view
   * @param {boolean} isView
   */
  constructor(arena, handle, epoch, proxy, isView) {
    this.arena = arena;
    this.handle = handle;
    this.epoch = epoch;
    /** @type {any} */
    this.proxy = proxy;
    this.isView = isView;
    this.isArray = false;
  }
}

/** Of a list, made whenever it is asked for. */
export class ListTarget extends ObjectTarget {
  /** @param {Arena} arena @param {number} handle @param {number} epoch @param {any} proxy */
  constructor(arena, handle, epoch, proxy) {
    super(arena, handle, epoch, proxy, true);
    this.isArray = true;
  }
}

/** @typedef {{ accessor: any, handle: number, tag: number, count: number | undefined }} Child */

export class ArrayTarget extends Array {
  /** @param {Arena} arena @param {number} handle */
  constructor(arena, handle) {
    super();
    this.arena = arena;
    this.handle = handle;
    this.epoch = arena.epoch;
    /** The accessor. @type {any} */
    this.proxy = undefined;
    this.isView = false;
    this.isArray = true;
    /** Accessors of elements that were read, by index. @type {Child[]} */
    this.children = [];
  }
}

/**
 * The target of an accessor or view, or undefined for every other value.
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
  if (target.isView) checkHandle(arena, target.handle); // a list makes views without asking
  return arena;
}

/** @param {ObjectTarget | ArrayTarget} target */
function renew(target) {
  const { arena } = target;
  if (arena.wasFreed(target.handle, target.epoch)) throw arena.stale('this accessor', target.handle, target.epoch);
  target.epoch = arena.epoch;
  if (target instanceof ArrayTarget) target.children = [];
  target.proxy[RENEW]?.(arena.epoch);
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
  const { arena, handle, proxy } = target;
  if (target.isView) return handle; // a view is not the accessor that others should meet
  const cache = target.isArray ? arena.arrays : arena.objects;
  if (cache.get(handle) === undefined) cache.add(handle, proxy);
  return handle;
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

/** What console.log shows of an accessor or view: the data. */
export const inspection = Object.freeze({
  /** @this {unknown} */
  [INSPECT]() {
    return (targetOf(this) ?? /** @type {ObjectTarget} */ (this)).proxy.toJS();
  },
});

// Of a Proxy, it is the target that is looked at.
for (const type of [ObjectTarget, ArrayTarget]) {
  Object.defineProperty(type.prototype, INSPECT, { value: inspection[INSPECT] });
}
