// SPDX-License-Identifier: MIT
// Threads that wait for each other over words of a shared region, in JavaScript and C alike
// (SPEC.md, 12; zerobuf/sync.h and zerobuf/channel.h).
export { Barrier } from './barrier.js';
export { Channel } from './channel.js';
export { Condition } from './condition.js';
export { Mutex } from './mutex.js';
export { Once } from './once.js';
export { Semaphore } from './semaphore.js';
