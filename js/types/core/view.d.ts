/**
 * A view of an object.
 *
 * @param {Arena} arena
 * @param {unknown} value  accessor, view or handle
 * @returns {any} of an object that is no record (very many keys, or ever others), and in an
 *   arena that trusts no one: its accessor
 */
export function viewOf(arena: Arena, value: unknown): any;
/**
 * A list: an array whose objects are given as views.
 *
 * All objects are expected to have the keys of the first. Those that have others are read
 * rightly, but slower, and for-in shows the keys of the first.
 *
 * @param {Arena} arena
 * @param {unknown} value  accessor, list or handle
 * @returns {any} `length`, `at(index)`, `forEach(visit)`, iteration, `toJS()`, `__zerobuf_ptr`
 */
export function listOf(arena: Arena, value: unknown): any;
import type { Arena } from './arena.js';
