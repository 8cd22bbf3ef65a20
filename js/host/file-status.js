// SPDX-License-Identifier: MIT
// How operations on files fail: with the numbers of zerobuf/status.h, which are below 0.

import { STATUSES } from '../core/layout.gen.js';

/** @param {string} wanted */
function numberOf(wanted) {
  const status = STATUSES.find(([name]) => name === wanted);
  if (status === undefined) throw new Error(`There is no status ${wanted}.`);
  return status[1];
}

export const NOT_FOUND = numberOf('ZB_E_NOT_FOUND');
export const EXISTS = numberOf('ZB_E_EXISTS');
export const INVALID = numberOf('ZB_E_INVALID');
export const SPACE = numberOf('ZB_E_SPACE');
export const DIRECTORY = numberOf('ZB_E_DIRECTORY');
export const NOT_DIRECTORY = numberOf('ZB_E_NOT_DIRECTORY');
export const NOT_EMPTY = numberOf('ZB_E_NOT_EMPTY');

/**
 * A path as names; the root has none.
 * @param {string} path
 */
export function namesOf(path) {
  return path === '' ? [] : path.split('/');
}

/**
 * Directory and name of a path that is not the root.
 * @param {string} path
 */
export function splitPath(path) {
  const slash = path.lastIndexOf('/');
  return { parent: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}

/**
 * Whether what is there may be replaced or removed by, or as, something else.
 * @param {boolean} isDirectory what is there
 * @param {boolean} file whether a file will do
 * @param {boolean} directory whether a directory will do
 * @returns {number} a status, 0 when it may
 */
export function kindFault(isDirectory, file, directory) {
  if (isDirectory && !directory) return DIRECTORY;
  return !isDirectory && !file ? NOT_DIRECTORY : 0;
}
