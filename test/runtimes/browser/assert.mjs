// SPDX-License-Identifier: MIT
// node:assert/strict for browsers: the part that the tests use.  test/runtimes/assert.test.mjs holds it to Node's.
import { isDeepStrictEqual } from './deep-equal.mjs';
import { inspect } from './show.mjs';

export class AssertionError extends Error {
  code = 'ERR_ASSERTION';

  /** @param {{message?: string | undefined, actual?: unknown, expected?: unknown, operator: string}} options */
  constructor({ message, actual, expected, operator }) {
    super(message ?? `${operator}: ${inspect(actual)} instead of ${inspect(expected)}`);
    this.name = 'AssertionError';
    Object.assign(this, { actual, expected, operator });
  }
}

/** @param {boolean} holds @param {string | Error | undefined} message @param {{actual?: unknown, expected?: unknown, operator: string}} details */
function require(holds, message, details) {
  if (holds) return;
  if (message instanceof Error) throw message;
  throw new AssertionError({ ...details, message });
}

/** @param {string} operator @param {(actual: any, expected: any) => boolean} relation */
const comparison = (operator, relation) => (/** @type {unknown} */ actual, /** @type {unknown} */ expected, /** @type {string | Error | undefined} */ message) =>
  require(relation(actual, expected), message, { actual, expected, operator });

export const strictEqual = comparison('strictEqual', Object.is);
export const notStrictEqual = comparison('notStrictEqual', (a, e) => !Object.is(a, e));
export const deepStrictEqual = comparison('deepStrictEqual', isDeepStrictEqual);
export const notDeepStrictEqual = comparison('notDeepStrictEqual', (a, e) => !isDeepStrictEqual(a, e));
export const match = comparison('match', (a, e) => typeof a === 'string' && e.test(a));
export const doesNotMatch = comparison('doesNotMatch', (a, e) => typeof a === 'string' && !e.test(a));
export { strictEqual as equal, notStrictEqual as notEqual, deepStrictEqual as deepEqual, notDeepStrictEqual as notDeepEqual };

/** @param {unknown} value @param {string | Error} [message] */
export function ok(value, message) {
  require(Boolean(value), message, { actual: value, expected: true, operator: 'ok' });
}

/** @param {string | Error} [message] */
export function fail(message = 'Failed') {
  require(false, message, { operator: 'fail' });
}

/**
 * @param {() => unknown} operation
 * @param {any} [expected] a class, a pattern for the whole text, properties that it must have, or a function that returns true
 * @param {string} [message]
 */
export function throws(operation, expected, message) {
  let thrown;
  try {
    operation();
  } catch (error) {
    thrown = { error };
  }
  checkThrown(thrown, expected, message, 'throws');
}

/** @param {Promise<unknown> | (() => Promise<unknown>)} operation @param {any} [expected] as of throws() @param {string} [message] */
export async function rejects(operation, expected, message) {
  // What the function itself throws is no rejection, and passes through.
  const promise = typeof operation === 'function' ? operation() : operation;
  const thrown = await promise.then(() => undefined, (error) => ({ error }));
  checkThrown(thrown, expected, message, 'rejects');
}

/** @param {() => unknown} operation */
export function doesNotThrow(operation) {
  try {
    operation();
  } catch (error) {
    throw new AssertionError({ message: `Got unwanted exception: ${error?.message}`, actual: error, operator: 'doesNotThrow' });
  }
}

/** @param {{error: any} | undefined} thrown */
function checkThrown(thrown, expected, message, operator) {
  if (typeof expected === 'string') [message, expected] = [expected, undefined];
  if (thrown === undefined) throw new AssertionError({ message: message ?? 'Missing expected exception.', expected, operator });
  const { error } = thrown;
  if (expected === undefined) return;
  const details = { actual: error, expected, operator };
  if (expected instanceof RegExp) return require(expected.test(String(error)), message, details);
  if (typeof expected === 'object') {
    const keys = Object.keys(expected);
    if (expected instanceof Error) keys.push('name', 'message');
    if (keys.length === 0) throw new TypeError('throws: an object without properties expects nothing');
    return require(keys.every((key) => sameProperty(error, expected, key)), message, details);
  }
  if (expected.prototype !== undefined && error instanceof expected) return;
  // A class of errors that it is none of is no function to ask: the error itself is the news.
  if (expected === Error || Error.isPrototypeOf(expected)) return require(false, message, details);
  require(expected.call({}, error) === true, message, details);
}

/** A pattern may stand for a text. */
function sameProperty(error, expected, key) {
  if (error === null || error === undefined || !(key in Object(error))) return false;
  const wanted = expected[key];
  return wanted instanceof RegExp && typeof error[key] === 'string' ? wanted.test(error[key]) : isDeepStrictEqual(error[key], wanted);
}

export default Object.assign((/** @type {unknown} */ value, /** @type {string | Error | undefined} */ message) => ok(value, message), {
  AssertionError, ok, fail, throws, rejects, doesNotThrow, match, doesNotMatch,
  strictEqual, notStrictEqual, deepStrictEqual, notDeepStrictEqual,
  equal: strictEqual, notEqual: notStrictEqual, deepEqual: deepStrictEqual, notDeepEqual: notDeepStrictEqual,
});
