// SPDX-License-Identifier: MIT
// Reads zerobuf.json, which a project may do without.

import { readFile } from 'node:fs/promises';
import { problemOfBindings } from '../host/worker-bindings.js';
import { Failure } from './failure.js';
import { ALLOCATOR_NAMES } from './runtime.js';

/** @import { Bindings } from '../host/worker-bindings.js' */

/**
 * @typedef {object} Settings
 * @property {string} [$schema]
 * @property {string} [name]
 * @property {string[]} [sources]
 * @property {string[]} [flags]
 * @property {string} [allocator]
 * @property {boolean} [libc]
 * @property {string} [load]
 * @property {Bindings} [bindings]
 * @property {string} [outbound]
 * @property {number} [maxBodyBytes]
 * @property {number} [maxCalls]
 * @property {number} [maxMemoryBytes]
 * @property {Record<string, unknown>} [wrangler]
 */

/** Name of a field -> what its value must be. @type {Record<string, [string, (value: unknown) => boolean]>} */
const FIELDS = {
  $schema: ['a string', isString],
  name: ['a string', isString],
  sources: ['an array of files or folders', isStrings],
  flags: ['an array of compiler options', isStrings],
  allocator: [ALLOCATOR_NAMES.map((name) => `"${name}"`).join(' or '), (value) => ALLOCATOR_NAMES.includes(/** @type {string} */ (value))],
  libc: ['true or false', (value) => typeof value === 'boolean'],
  load: ['the path of a JavaScript module', isString],
  bindings: ['an object', (value) => typeof value === 'object' && value !== null],
  outbound: ['host:port, where every request of the worker goes as plain HTTP', (value) => isString(value) && /:\d+$/.test(value)],
  maxBodyBytes: ['a whole number of bytes', isCount],
  maxCalls: ['a whole number from 1 to 16384', (value) => isCount(value) && value >= 1 && value <= 16384],
  maxMemoryBytes: ['a whole number of bytes above 0', (value) => isCount(value) && value > 0],
  wrangler: ['an object, whose fields wrangler.jsonc gets', (value) => typeof value === 'object' && value !== null && !Array.isArray(value)],
};

/**
 * @param {string} file
 * @returns {Promise<Settings>}
 * @throws {Failure} it is not JSON, or says what is not understood
 */
export async function readSettings(file) {
  let text;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return {};
    throw new Failure(`${file} cannot be read: ${/** @type {Error} */ (error).message}`);
  }
  let settings;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    throw new Failure(`${file} is not JSON: ${/** @type {Error} */ (error).message}`);
  }
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) throw new Failure(`${file} must hold an object.`);
  for (const [name, value] of Object.entries(settings)) {
    const [what, holds] = (Object.hasOwn(FIELDS, name) && FIELDS[name]) || [];
    if (holds === undefined) throw new Failure(`${file} has a field "${name}", which means nothing; there are ${Object.keys(FIELDS).join(', ')}.`);
    if (!holds(value)) throw new Failure(`${file}: "${name}" must be ${what}.`);
  }
  const problem = settings.bindings === undefined ? null : problemOfBindings(settings.bindings);
  if (problem !== null) throw new Failure(`${file}: ${problem}`);
  return settings;
}

/** @param {unknown} value @returns {value is string} */
function isString(value) {
  return typeof value === 'string' && value !== '';
}

/** @param {unknown} value */
function isStrings(value) {
  return Array.isArray(value) && value.every(isString);
}

/** @param {unknown} value @returns {value is number} */
function isCount(value) {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
