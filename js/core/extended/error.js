// SPDX-License-Identifier: MIT
// Errors (SPEC.md, 9.5): a record of name, message, stack, cause and further properties.

/** The language's own classes, which are found again by name. @type {ReadonlyMap<string, new (message?: string) => Error>} */
const CLASSES = new Map([Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(
  (type) => [type.name, /** @type {new (message?: string) => Error} */ (type)],
));

/** What slots of their own hold. */
const OWN_SLOTS = new Set(['name', 'message', 'stack', 'cause']);

/** @param {unknown} value @param {string} otherwise */
function textOr(value, otherwise) {
  return typeof value === 'string' ? value : otherwise;
}

/**
 * The slots of an error's record. May run user code.
 *
 * @param {Error & { errors?: unknown }} error
 * @returns {unknown[]}
 */
export function errorItems(error) {
  return [
    textOr(error.name, 'Error'),
    textOr(error.message, ''),
    stackOf(error),
    Object.hasOwn(error, 'cause') ? error.cause : undefined,
    furtherProperties(error),
  ];
}

/** The stack is put into words when it is asked for, which may fail. @param {Error} error */
function stackOf(error) {
  try {
    return typeof error.stack === 'string' ? error.stack : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What else an error says: its code, the errors of an AggregateError. Functions are left
 * out: an error must be able to leave wherever it happened.
 *
 * @param {Error} error
 */
function furtherProperties(error) {
  /** @type {Record<string, unknown>} */
  const found = Object.create(null);
  for (const name of [...Object.keys(error), 'errors']) {
    if (OWN_SLOTS.has(name) || !Object.hasOwn(error, name)) continue;
    const value = Reflect.get(error, name);
    if (typeof value !== 'function') found[name] = value;
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

/** @param {Error} error @param {string} name @param {unknown} value @param {boolean} enumerable */
function define(error, name, value, enumerable) {
  Object.defineProperty(error, name, { value, writable: true, enumerable, configurable: true });
}

/**
 * An error without a trace of where it is made: that would not be its own, and takes most of
 * the time. Engines that collect traces when they are asked for have no such limit.
 *
 * @param {string} name
 * @param {string | undefined} message
 */
function construct(name, message) {
  const settings = /** @type {{ stackTraceLimit?: number }} */ (/** @type {unknown} */ (Error));
  const limit = settings.stackTraceLimit;
  if (typeof limit === 'number') Reflect.set(settings, 'stackTraceLimit', 0); // no failure where Error is frozen
  const error = name === 'AggregateError' ? new AggregateError([], message) : new (CLASSES.get(name) ?? Error)(message);
  if (typeof limit === 'number') Reflect.set(settings, 'stackTraceLimit', limit);
  return error;
}

/**
 * An error as it was, cause and further properties still to be set.
 *
 * @param {string} name
 * @param {string} message
 * @param {string | undefined} stack
 * @returns {Error}
 */
export function newError(name, message, stack) {
  const error = construct(name, message === '' ? undefined : message);
  define(error, 'stack', stack, false);
  if (error.name !== name) define(error, 'name', name, false);
  return error;
}

/** @param {Error} error @param {unknown} cause  undefined when there is none */
export function setCause(error, cause) {
  if (cause !== undefined) define(error, 'cause', cause, false);
}

/**
 * Set one of the further properties, unless it is one that the record itself has.
 *
 * @param {Error} error
 * @param {string} name
 * @param {unknown} value
 */
export function setProperty(error, name, value) {
  if (!OWN_SLOTS.has(name)) define(error, name, value, !(name === 'errors' && error instanceof AggregateError));
}
