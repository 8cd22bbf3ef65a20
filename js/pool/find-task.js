// SPDX-License-Identifier: MIT
// In a worker: finds the functions that a pool's tasks are. A function cannot be passed to
// another thread; but the module that it comes from can be imported there once more.
import { Task } from './task.js';

/** @import { UnmadePool } from './where.js' */

/**
 * What a worker is told of a task.
 *
 * @typedef {object} TaskReference
 * @property {string} key  its name in the pool
 * @property {string | undefined} href  of the module to import; undefined: the task is an export of the pool's module in C
 * @property {string | undefined} exported  name of the export; undefined: any whose function has this text
 * @property {string | undefined} name  of the function
 * @property {string | undefined} text  of the function
 * @property {boolean} isView
 * @property {boolean} isAbortable
 */

/**
 * @param {TaskReference} reference
 * @param {Record<string, unknown>} module
 * @param {readonly UnmadePool[]} unmade  pools that the modules wanted to make
 * @returns {(argument: any, signal?: any) => unknown}
 * @throws {TypeError} with a sentence that names module and export
 */
export function findTask(reference, module, unmade) {
  const { key, href, exported } = reference;
  if (exported !== undefined) {
    const found = functionOf(module[exported]);
    if (found !== undefined) return found;
    const there = Object.keys(module).filter((other) => functionOf(module[other]) !== undefined);
    throw new TypeError(`the task "${key}": ${href} exports no function "${exported}"; ${there.length === 0 ? 'it exports no functions' : `it exports ${there.join(', ')}`}`);
  }
  const asked = unmade.filter((pool) => pool.href === href && Object.hasOwn(pool.tasks, key)).map(({ tasks }) => tasks[key]);
  const [found, other] = fitting(reference, asked);
  if (found !== undefined && other === undefined) return found;
  return exportedAs(reference, module);
}

/** @param {TaskReference} reference @param {Record<string, unknown>} module */
function exportedAs(reference, module) {
  const { key, href } = reference;
  const [found, other] = fitting(reference, Object.values(module));
  if (found === undefined) {
    throw new TypeError(`the task "${key}" is not found in ${href}: the worker imports that module and looks for its function there; write "export const ${isIdentifier(key) ? key : 'name'} = …" in it, or use importTask({ href, name })`);
  }
  if (other === undefined) return found;
  throw new TypeError(`the task "${key}": ${href} exports several functions with its text, and they may do different things; say which is meant with importTask({ href, name })`);
}

/** The functions that one may be: of its text and, if those are several, of its name. @param {TaskReference} reference @param {unknown[]} values */
function fitting({ name, text }, values) {
  const fits = new Set(values.map(functionOf).filter((f) => String(f) === text));
  const named = new Set([...fits].filter((f) => f?.name === name));
  return named.size === 1 ? named : fits;
}

/** @param {string} text */
function isIdentifier(text) {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}

/** @param {unknown} value @returns {((argument: any, signal?: any) => unknown) | undefined} */
function functionOf(value) {
  const f = value instanceof Task ? value.f : value;
  return typeof f === 'function' && !/^class\b/.test(String(f)) ? /** @type {any} */ (f) : undefined;
}
