// SPDX-License-Identifier: MIT
// Runs a guest in any JavaScript runtime and keeps the process safe from it: a failure costs one request.

import { Tag } from '../core/layout.gen.js';
import { checkModule } from './abi.js';
import { GuestError } from './errors.js';
import { NO_HEADERS } from './headers.js';
import { byteLength, Instance } from './instance.js';

/** @import { HeaderSource } from './headers.js' */
/** @import { Answer, Bytes, Load } from './instance.js' */

/**
 * @typedef {object} GuestOptions
 * @property {Load} [load] makes the application's data, in the guest's memory, for ZB_INIT; called again
 *   for every instance that replaces a failed one
 * @property {(line: string) => void} [log] where failures are told; console.error by default
 * @property {boolean} [development] tell clients the details of failures
 * @property {number} [maxBodyBytes] longer request bodies get 413; 100 MiB by default
 */

/**
 * @typedef {object} Request
 * @property {string} method
 * @property {string} path with query
 * @property {string | Bytes | null} [body]
 * @property {HeaderSource} [headers] asked only when the guest asks
 */

/**
 * @typedef {object} Guest
 * @property {(request: Request) => Answer} call never throws: what goes wrong is answered with 4xx or 5xx
 * @property {() => void} start instantiate now, not at the first request; throws what keeps the guest from starting
 * @property {number} maxBodyBytes
 * @property {number} memoryBytes size of the guest's memory, 0 while no instance lives
 */

export const DEFAULT_MAX_BODY_BYTES = 100 * 1024 * 1024;

const encoder = new TextEncoder();

/**
 * @param {WebAssembly.Module} module
 * @param {GuestOptions} [options]
 * @returns {Guest}
 * @throws {GuestError} when the module is no guest
 * @throws {RangeError} when an option is out of range
 */
export function createGuest(module, options = {}) {
  const { load, log = console.error, development = false, maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = options;
  checkMaxBodyBytes(maxBodyBytes);
  checkModule(module);
  /** @type {Instance | null} */
  let instance = null;

  /**
   * @param {string} what
   * @param {unknown} error
   */
  function failure(what, error) {
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    log(`zerobuf: ${what}: ${detail}`);
    return plainAnswer(500, development ? `${what}: ${detail}` : 'The handler failed. The log of the server says why.');
  }

  function start() {
    instance ??= new Instance(module, { load, log });
    return instance;
  }

  return {
    maxBodyBytes,
    start,
    get memoryBytes() {
      return instance === null ? 0 : instance.exports.memory.buffer.byteLength;
    },
    call({ method, path, body = null, headers = NO_HEADERS }) {
      const bytes = typeof body === 'string' ? encoder.encode(body) : body;
      if (bytes !== null && byteLength(bytes) > maxBodyBytes) return bodyTooLarge(maxBodyBytes);
      let live;
      try {
        live = instance ?? start();
      } catch (error) {
        // Not remembered: what was missing may be there at the next request.
        return failure('The guest could not be started', error);
      }
      try {
        const tag = typeof body === 'string' ? Tag.String : Tag.Bytes;
        return live.call(method, path, bytes, tag, headers) ?? plainAnswer(503, 'The handler has no memory left for this request.');
      } catch (error) {
        if (error instanceof GuestError && error.code === 'ZB_GUEST_RESPONSE') return failure('The response is not valid', error);
        // The guest stopped halfway: nobody knows what its memory holds.
        instance = null;
        return failure(`The guest stopped in ${method} ${path}`, error);
      }
    },
  };
}

/**
 * Anything else would compare false with every length, and let every body in.
 * @param {unknown} value
 * @throws {RangeError}
 */
export function checkMaxBodyBytes(value) {
  if (Number.isSafeInteger(value) && Number(value) >= 0) return;
  throw new RangeError(`maxBodyBytes must be a whole number of bytes, 0 or more, and not ${String(value)}.`);
}

/**
 * An answer of the host's own.
 * @param {number} status
 * @param {string} sentence
 * @returns {Answer}
 */
export function plainAnswer(status, sentence) {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${sentence}\n`, headers: [] };
}

/** @param {number} maxBodyBytes */
export function bodyTooLarge(maxBodyBytes) {
  return plainAnswer(413, `The body is longer than the ${maxBodyBytes} bytes that this server takes.`);
}

/**
 * Statuses whose responses have no body, and the method whose responses have none.
 * @param {string} method
 * @param {number} status
 */
export function isBodyless(method, status) {
  return status === 204 || status === 205 || status === 304 || method === 'HEAD';
}
