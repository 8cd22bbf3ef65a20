// SPDX-License-Identifier: MIT
// The test files that a runtime does not run, and why.  All others run everywhere, from the same files.
// A single test that meets what its runtime lacks skips itself: see collector.mjs.
import { readdirSync } from 'node:fs';

const NO_THREADS = 'has no threads (node:worker_threads)';
const NO_PROCESSES = 'starts no processes (node:child_process)';

const THREADED = { 'engine-threads.test.mjs': NO_THREADS, 'memory-threads.test.mjs': NO_THREADS, 'seqlock-threads.test.mjs': NO_THREADS, 'sync-threads.test.mjs': NO_THREADS, 'threads.test.mjs': NO_THREADS };

/** The pool's tests start threads and programs as Node does, save one file. */
const NODE_POOL = Object.fromEntries(readdirSync(new URL('../pool/', import.meta.url)).filter((name) => name.endsWith('.test.mjs') && name !== 'web.test.mjs').map((name) => [name, NO_THREADS]));

/** @type {Record<string, Record<string, Record<string, string>>>} folder of test -> runtime -> file -> what the runtime lacks */
export const ABSENT = {
  js: {
    workerd: { ...THREADED, 'types.test.mjs': NO_PROCESSES },
    Chromium: { ...THREADED, 'types.test.mjs': NO_PROCESSES },
  },
  pool: { Chromium: NODE_POOL },
};
