// SPDX-License-Identifier: MIT
// In a worker: finds the functions that a pool's tasks are. A function cannot be passed to
// another thread; but the module that it comes from can be imported there once more.
import { Task } from './task.js';

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
 * @param {readonly Record<string, unknown>[]} unmade  tasks of pools that the module wanted to make
 * @returns {(argument: any, signal?: any) => unknown}
 * @throws {Error} with a sentence that names module and export
 */
export function findTask(reference, module, unmade) {
  const { key, href, exported, name, text } = reference;
  if (exported !== undefined) {
    const found = functionOf(module[exported]);
    if (found !== undefined) return found;
    const there = Object.keys(module).filter((other) => functionOf(module[other]) !== undefined);
    throw new TypeError(`the task "${key}": ${href} exports no function "${exported}"; ${there.length === 0 ? 'it exports no functions' : `it exports ${there.join(', ')}`}`);
  }
  /** @param {unknown} candidate */
  const fits = (candidate) => {
    const f = functionOf(candidate);
    return f !== undefined && String(f) === text ? f : undefined;
  };
  const found = fits(module[key]) ?? (name === undefined ? undefined : fits(module[name])) ?? unmade.map((tasks) => fits(tasks[key])).find((f) => f !== undefined)
    ?? only(Object.values(module).map(fits).filter((f) => f !== undefined));
  if (found !== undefined) return found;
  throw new TypeError(`the task "${key}" is not found in ${href}: the worker imports that module and looks for its function there; write "export const ${/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : 'name'} = …" in it, or use importTask({ href, name })`);
}

/** @param {((argument: any) => unknown)[]} found  functions with the same text: which is meant cannot be told if they differ */
function only(found) {
  return new Set(found).size === 1 ? found[0] : undefined;
}

/** @param {unknown} value @returns {((argument: any, signal?: any) => unknown) | undefined} */
function functionOf(value) {
  const f = value instanceof Task ? value.f : value;
  return typeof f === 'function' && !/^class\b/.test(String(f)) ? /** @type {any} */ (f) : undefined;
}
