// SPDX-License-Identifier: MIT
// What a worker reaches beyond itself, in the words that zerobuf.json and the hosts share.

/**
 * @typedef {object} Consumer how messages of a queue come together to one call
 * @property {number} [max_batch_size]
 * @property {number} [max_batch_timeout] seconds
 * @property {number} [max_retries]
 * @property {number} [retry_delay] seconds
 * @property {string} [dead_letter_queue]
 */

/**
 * @typedef {object} Bindings names of bindings are properties of `env`; zb_env() finds them
 * @property {string[]} [kv]
 * @property {string[]} [r2]
 * @property {string[]} [d1]
 * @property {{producers?: Record<string, string>, consumers?: Record<string, Consumer>}} [queues] producers: binding ->
 *   name of the queue; consumers: name of the queue -> how
 * @property {Record<string, {class: string, sqlite?: boolean}>} [durableObjects] binding -> class
 * @property {Record<string, unknown>} [services] binding -> another worker: its name, or name and entrypoint; programs
 *   may also give what miniflare takes
 * @property {Record<string, unknown>} [vars] binding -> any value of JSON
 * @property {string[]} [crons] expressions of five fields
 */

/**
 * @param {Bindings} bindings
 * @returns {boolean} whether bare workerd does not do: something here is kept, queued, timed or another worker
 */
export function needsMiniflare({ kv = [], r2 = [], d1 = [], queues = {}, durableObjects = {}, services = {}, crons = [] }) {
  const named = [queues.producers ?? {}, queues.consumers ?? {}, durableObjects, services].some((each) => Object.keys(each).length > 0);
  return named || [kv, r2, d1, crons].some((each) => each.length > 0);
}

/** A binding is a property of `env` for C and JavaScript alike; a class is exported by its name. */
const NAME = /^[A-Za-z_]\w*$/;
const NAME_RULE = 'letters, digits and _, and no digit first';

/** Names that the generated worker has itself. */
const TAKEN = new Set(['createWorker', 'durableObject', 'module', 'options', 'load', 'data', 'default']);

/** @param {unknown} value */
const isName = (value) => typeof value === 'string' && NAME.test(value);
/** @param {unknown} value */
const isText = (value) => typeof value === 'string' && value !== '';
/** @param {unknown} value */
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @type {Record<string, (value: unknown) => boolean>} */
const CONSUMER = {
  max_batch_size: isCount,
  max_batch_timeout: isCount,
  max_retries: isCount,
  retry_delay: isCount,
  dead_letter_queue: isText,
};

/**
 * @param {unknown} bindings
 * @returns {string | null} a sentence that says what is wrong where, and what belongs there
 */
export function problemOfBindings(bindings) {
  if (!isObject(bindings)) return '"bindings" must be an object.';
  /** Name of a binding -> the kind that has it. @type {Map<string, string>} */
  const names = new Map();
  for (const [kind, value] of Object.entries(bindings)) {
    if (!Object.hasOwn(KINDS, kind)) return `"bindings" has a field "${kind}", which means nothing; there are ${Object.keys(KINDS).join(', ')}.`;
    const found = /** @type {(value: unknown) => Found} */ (KINDS[kind])(value);
    if (found.problem !== null) return `"bindings.${kind}"${found.problem}`;
    for (const name of found.names) {
      if (!isName(name)) return `"bindings.${kind}" names a binding "${name}"; a name is of ${NAME_RULE}.`;
      const other = names.get(name);
      if (other !== undefined) return `"bindings.${kind}" names a binding "${name}", and so does "bindings.${other}": give one of them another name.`;
      names.set(name, kind);
    }
  }
  return null;
}

/** @typedef {{problem: string | null, names: string[]}} Found what is wrong, as the end of a sentence, or the names of bindings */

/** @type {Record<string, (value: unknown) => Found>} */
const KINDS = {
  kv: nameList,
  r2: nameList,
  d1: nameList,
  queues: queuesOf,
  durableObjects: classesOf,
  services: (value) => record(value, (each) => typeof each === 'function' || isText(each) || isObject(each), 'the name of a worker, or {"name": .., "entrypoint": ..}'),
  vars: (value) => record(value, () => true, ''),
  crons: cronList,
};

/** @param {string} rest @returns {Found} */
const wrong = (rest) => ({ problem: rest, names: [] });

/** @param {unknown} value @returns {Found} */
function nameList(value) {
  if (!Array.isArray(value) || !value.every(isText)) return wrong(' must be an array of names of bindings, as in ["STORE"].');
  const double = value.find((name, i) => value.indexOf(name) !== i);
  return double === undefined ? { problem: null, names: value } : wrong(` names "${double}" twice.`);
}

/**
 * @param {unknown} value
 * @param {(each: unknown) => boolean} holds
 * @param {string} what
 * @returns {Found}
 */
function record(value, holds, what) {
  if (!isObject(value)) return wrong(` must be an object whose fields are names of bindings.`);
  for (const [name, each] of Object.entries(value)) if (!holds(each)) return wrong(`.${name} must be ${what}.`);
  return { problem: null, names: Object.keys(value) };
}

/** @param {unknown} value @returns {Found} */
function classesOf(value) {
  const found = record(value, isObject, 'an object as {"class": "Room"}');
  if (found.problem !== null) return found;
  for (const [name, each] of Object.entries(/** @type {Record<string, Record<string, unknown>>} */ (value))) {
    const strange = Object.keys(each).find((field) => field !== 'class' && field !== 'sqlite');
    if (strange !== undefined) return wrong(`.${name} has a field "${strange}", which means nothing; there are class, sqlite.`);
    if (!isName(each.class) || TAKEN.has(String(each.class))) return wrong(`.${name}.class must be the name of a class, of ${NAME_RULE}.`);
    if (each.sqlite !== undefined && typeof each.sqlite !== 'boolean') return wrong(`.${name}.sqlite must be true or false.`);
  }
  return found;
}

/** @param {unknown} value @returns {Found} */
function queuesOf(value) {
  if (!isObject(value)) return wrong(' must be an object of producers and consumers.');
  const strange = Object.keys(value).find((field) => field !== 'producers' && field !== 'consumers');
  if (strange !== undefined) return wrong(` has a field "${strange}", which means nothing; there are producers, consumers.`);
  const { producers = {}, consumers = {} } = value;
  const produced = record(producers, isText, 'the name of a queue');
  if (produced.problem !== null) return wrong(`.producers${produced.problem}`);
  const consumed = record(consumers, isObject, 'an object, which may be empty');
  if (consumed.problem !== null) return wrong(`.consumers${consumed.problem}`);
  for (const [queue, consumer] of Object.entries(/** @type {Record<string, object>} */ (consumers))) {
    for (const [field, each] of Object.entries(consumer)) {
      const holds = Object.hasOwn(CONSUMER, field) ? CONSUMER[field] : undefined;
      if (holds === undefined) return wrong(`.consumers.${queue} has a field "${field}", which means nothing; there are ${Object.keys(CONSUMER).join(', ')}.`);
      if (!holds(each)) return wrong(`.consumers.${queue}.${field} must be ${holds === isText ? 'the name of a queue' : 'a whole number, 0 or more'}.`);
    }
  }
  return produced;
}

/** @param {unknown} value @returns {Found} */
function cronList(value) {
  const holds = Array.isArray(value) && value.every((cron) => typeof cron === 'string' && cron.trim().split(/\s+/).length === 5);
  return holds ? { problem: null, names: [] } : wrong(' must be an array of expressions of five fields, as in ["*/5 * * * *"].');
}
