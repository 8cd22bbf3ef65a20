// SPDX-License-Identifier: MIT
// What Node has and a browser has not: it can be imported; a test that uses it is skipped with the reason.
// The code is the one that workerd gives such errors.

/** @param {string} what */
const absent = (what) => function notImplemented() {
  throw Object.assign(new Error(`The browser has no ${what}`), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
};

export const Worker = absent('Worker of node:worker_threads');
export const spawnSync = absent('node:child_process');
export const spawn = absent('node:child_process');
export const once = absent('node:events');
export const fileURLToPath = absent('path of a URL (node:url)');
export const createRequire = absent('node:module');
export const runInNewContext = absent('node:vm');
export const createContext = absent('node:vm');
export default { runInNewContext, createContext };
