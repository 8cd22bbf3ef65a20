// SPDX-License-Identifier: MIT
// Methods of array accessors. Array.prototype's own are generic and work on the accessor,
// save for those that delete elements; push is here because one append beats two traps.
import { ElementIterator, getElement, getLength, hasElement, replaceElements, setLength } from './elements.js';
import { typeFault } from './errors.js';
import { toPlain } from './plain.js';
import { ArrayTarget, open, targetOf } from './target.js';

/** @param {unknown} value @returns {ArrayTarget} */
function arrayOf(value) {
  const target = targetOf(value);
  if (target instanceof ArrayTarget) return target;
  throw typeFault('this method belongs to array accessors; call it on one');
}

/** @param {unknown} value  as Array.prototype.splice takes it @param {number} low @param {number} high */
function clampInteger(value, low, high) {
  const number = Math.trunc(Number(value)) || 0;
  return Math.min(Math.max(number, low), high);
}

export const arrayMethods = Object.freeze({
  /** Deep copy as plain values. @this {unknown} */
  toJS() {
    return toPlain(arrayOf(this));
  },

  /** Also what for-of and spread use. @this {unknown} @returns {IterableIterator<any>} */
  values() {
    return new ElementIterator(arrayOf(this));
  },

  /** @this {unknown} @param {(value: any, index: number, array: any) => void} visit @param {unknown} [self] */
  forEach(visit, self) {
    const target = arrayOf(this);
    if (typeof visit !== 'function') throw typeFault('forEach takes a function');
    const { length } = /** @type {{ length: number }} */ (this);
    for (let index = 0; index < length; index++) {
      if (hasElement(open(target), target.handle, index)) visit.call(self, getElement(target, index), index, this);
    }
  },

  /** @this {unknown} @param {...unknown} values @returns {number} the new length */
  push(...values) {
    const target = arrayOf(this);
    const arena = open(target);
    replaceElements(arena, target.handle, Infinity, 0, values);
    return getLength(arena, target.handle);
  },

  /** @this {unknown} @returns {any} the last element, undefined when there is none */
  pop() {
    const target = arrayOf(this);
    const arena = open(target);
    const length = getLength(arena, target.handle);
    if (length === 0) return undefined;
    const last = getElement(target, length - 1);
    setLength(arena, target.handle, length - 1);
    return last;
  },

  /** @this {unknown} @returns {any} the first element, undefined when there is none */
  shift() {
    const target = arrayOf(this);
    const arena = open(target);
    const first = getElement(target, 0);
    if (getLength(arena, target.handle) > 0) replaceElements(arena, target.handle, 0, 1, []);
    return first;
  },

  /**
   * @this {unknown}
   * @param {...unknown} parameters  start, delete count, values to insert
   * @returns {any[]} a plain array of the removed elements
   */
  splice(...parameters) {
    const target = arrayOf(this);
    const [start, count, ...values] = parameters;
    const length = getLength(open(target), target.handle);
    const relative = clampInteger(start, -length, length);
    const from = relative < 0 ? length + relative : relative;
    const rest = length - from;
    const removed = parameters.length === 0 ? 0 : parameters.length === 1 ? rest : clampInteger(count, 0, rest);
    const arena = open(target); // the parameters may have been objects with a valueOf
    const gone = [];
    for (let index = 0; index < removed; index++) {
      if (hasElement(arena, target.handle, from + index)) gone[index] = getElement(target, from + index);
    }
    gone.length = removed;
    replaceElements(arena, target.handle, from, removed, values);
    return gone;
  },
});
