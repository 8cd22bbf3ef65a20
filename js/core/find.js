// SPDX-License-Identifier: MIT
// Following a path through nested values, as zb_path() does (include/zerobuf/path.h).
import { findSlot } from './block.js';
import { fault } from './errors.js';
import { open, targetOf } from './target.js';
import { readSlot } from './value.js';

/** @param {string} path @param {number} at @param {string} what */
function bad(path, at, what) {
  return fault('ZB_E_SYNTAX', `the path ${JSON.stringify(path)} has ${what} at ${at}; write a.b, a[0] or /a/0, with a backslash before . [ ] in a key`);
}

/** A JSON pointer (RFC 6901). @param {string} path @returns {string[]} */
function pointerSteps(path) {
  const wrong = path.search(/~(?![01])/);
  if (wrong >= 0) throw bad(path, wrong, 'a ~ that is neither ~0 nor ~1');
  return path.slice(1).split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const STEP = /\[(0|[1-9]\d*)\]|(\.?)((?:[^\\.[\]]|\\[\s\S])+)/y;

/** @param {string} path @returns {string[]} */
function dottedSteps(path) {
  const steps = [];
  for (let at = 0; at < path.length; at = STEP.lastIndex) {
    STEP.lastIndex = at;
    const match = STEP.exec(path);
    const [, index, dot, key] = match ?? [];
    if (match === null || (key !== undefined && (dot === '') !== (at === 0))) throw bad(path, at, 'no key and no index');
    steps.push(index ?? /** @type {string} */ (key).replace(/\\([\s\S])/g, '$1'));
  }
  return steps;
}

/** @param {string} step */
const isIndex = (step) => /^(0|[1-9]\d{0,9})$/.test(step);

/**
 * A property as data: also one that is called like something accessors have themselves.
 *
 * @param {object} value
 * @param {string} name
 */
function property(value, name) {
  const target = targetOf(value);
  if (target === undefined) return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  const arena = open(target);
  const slot = findSlot(arena, target.handle, arena.keys.get(name));
  return slot === 0 ? undefined : readSlot(arena, slot);
}

/** @param {object} value arrays, typed arrays, lists */
function isList(value) {
  return Array.isArray(value) || ArrayBuffer.isView(value) || targetOf(value)?.isArray === true;
}

/** @param {any} value @param {number} index an element, also of a list, which has at() only */
function at(value, index) {
  return index < value.length ? value.at(index) : undefined;
}

/** @param {any} value @param {string} step @returns {any} */
function follow(value, step) {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof Map) return value.get(step);
  if (value instanceof Set) return isIndex(step) ? [...value][Number(step)] : undefined;
  if (isList(value)) return isIndex(step) ? at(value, Number(step)) : undefined;
  return property(value, step);
}

/**
 * The value that a path leads to.
 *
 * @param {any} root   an accessor, or any other value
 * @param {string} path  "user.name", "places[3].name", "places.3.name"; a backslash makes the next
 *   character ordinary. A path that begins with "/" is a JSON pointer. Empty: the root itself
 * @returns {any} undefined when it leads nowhere
 * @throws {Error} with the code ZB_E_SYNTAX when the path is none
 */
export function find(root, path) {
  const steps = path.startsWith('/') ? pointerSteps(path) : dottedSteps(path);
  let value = root;
  for (const step of steps) {
    if (value === undefined) return undefined;
    value = follow(value, step);
  }
  return value;
}
