// SPDX-License-Identifier: MIT
// Which module calls: a worker imports it, to find the tasks that are defined there.

const OWN = new URL('.', import.meta.url).href;

/** A module's address in a line of a stack trace: of V8, JavaScriptCore, SpiderMonkey. */
const ADDRESS = /((?:file|https?|blob|data|node|npm|jsr):[^\s)]*?|(?:[A-Za-z]:)?[\\/][^\s()]*?|(?<=\()[^()]+?):\d+:\d+\)?$/;

/** @returns {string | undefined} address of the innermost caller outside this folder; undefined: none is known */
export function callerModule() {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 32;
  const { stack } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  for (const line of String(stack).split('\n')) {
    const found = ADDRESS.exec(line.trim())?.[1];
    if (found === undefined) continue;
    const href = addressOf(found);
    if (href !== undefined && !href.startsWith(OWN)) return href;
  }
  return undefined;
}

/** @param {string} found @returns {string | undefined} */
function addressOf(found) {
  if (/^(file|https?|blob|data|npm|jsr):/.test(found)) return found;
  if (/^node:/.test(found)) return undefined;
  const toUrl = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:url')?.pathToFileURL;
  return /^([A-Za-z]:)?[\\/]/.test(found) && toUrl !== undefined ? toUrl(found).href : undefined;
}
