// SPDX-License-Identifier: MIT
// What stands behind `node:test` where there is none, workerd and browsers: files register their tests by
// being imported, run() runs them one after another.  The part of node:test that test/js uses.

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {'passed' | 'failed' | 'skipped'} status
 * @property {string} [reason] of what was skipped; the stack of what failed
 */

/** The code of errors for what a runtime has by name only: workerd's own, and that of browser/absent.mjs. */
const NOT_IMPLEMENTED = 'ERR_METHOD_NOT_IMPLEMENTED';

/** @type {{name: string, options: {skip?: boolean | string}, body: (t: Context) => unknown}[]} */
let registered = [];

/** @type {string[]} */
let diagnostics = [];

/** Of the file that is run. @type {Record<'before' | 'after' | 'beforeEach' | 'afterEach', (() => unknown)[]>} */
let hooks = noHooks();

function noHooks() {
  return { before: [], after: [], beforeEach: [], afterEach: [] };
}

/** Inside describe(). */
let inGroup = false;

/** What a test is given. */
class Context {
  /** @type {string | undefined} */
  skipped;

  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }

  skip(reason = 'skipped by the test') {
    this.skipped = reason;
  }

  /** @param {string} text */
  diagnostic(text) {
    diagnostics.push(text);
  }
}

/**
 * Register a test.
 *
 * @param {string} name
 * @param {{skip?: boolean | string} | ((t: Context) => unknown)} optionsOrBody
 * @param {(t: Context) => unknown} [body]
 */
export default function test(name, optionsOrBody, body) {
  const [options, run] = typeof optionsOrBody === 'object' ? [optionsOrBody, body] : [{}, optionsOrBody];
  const unknown = Object.keys(options).filter((key) => key !== 'skip');
  if (unknown.length > 0) throw new TypeError(`test(${JSON.stringify(name)}): no such option here: ${unknown}`);
  if (typeof run !== 'function') throw new TypeError(`test(${JSON.stringify(name)}) has no body`);
  registered.push({ name, options, body: run });
}

export { test, test as it };

/** @param {keyof ReturnType<typeof noHooks>} when */
const hook = (when) => (/** @type {() => unknown} */ body) => {
  if (inGroup) throw new TypeError(`${when}() inside describe() is not here: put it at the top of the file`);
  hooks[when].push(body);
};
export const before = hook('before');
export const after = hook('after');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');

/** @param {string} name @param {() => void} body registers the tests of the group */
export function describe(name, body) {
  const [outer, wasInGroup] = [registered, inGroup];
  registered = [];
  inGroup = true;
  try {
    if (body() !== undefined) throw new TypeError(`describe(${JSON.stringify(name)}) must register its tests at once`);
    outer.push(...registered.map((inner) => ({ ...inner, name: `${name}: ${inner.name}` })));
  } finally {
    registered = outer;
    inGroup = wasInGroup;
  }
}

/**
 * Import one file and run the tests that it registers.
 *
 * @param {() => Promise<unknown>} load imports the file
 * @returns {Promise<{results: Result[], diagnostics: string[]}>} a file that cannot be loaded is one failed result
 */
export async function run(load) {
  registered = [];
  hooks = noHooks();
  diagnostics = [];
  /** @type {Result[]} */
  const results = [];
  try {
    await load();
    await runAll(hooks.before);
    for (const { name, options, body } of registered) {
      results.push(options.skip ? { name, status: 'skipped', reason: String(options.skip) } : await runOne(name, body));
    }
    await runAll(hooks.after);
  } catch (error) {
    results.push({ name: 'the file itself', status: 'failed', reason: textOf(error) });
  }
  return { results, diagnostics };
}

/** @param {string} name @param {(t: Context) => unknown} body @returns {Promise<Result>} */
async function runOne(name, body) {
  const context = new Context(name);
  try {
    await runAll(hooks.beforeEach);
    try {
      await body(context);
    } finally {
      await runAll(hooks.afterEach);
    }
  } catch (error) {
    if (error?.code === NOT_IMPLEMENTED) return { name, status: 'skipped', reason: error.message };
    return { name, status: 'failed', reason: textOf(error) };
  }
  return context.skipped === undefined ? { name, status: 'passed' } : { name, status: 'skipped', reason: context.skipped };
}

/** @param {(() => unknown)[]} bodies */
async function runAll(bodies) {
  for (const body of bodies) await body();
}

/** The stack, which in V8 begins with the message; never empty. */
const textOf = (error) => error?.stack || String(error);
