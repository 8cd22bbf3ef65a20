// SPDX-License-Identifier: MIT
// The worker of the plain postMessage peer; first: `first`'s field alone goes back.
import { parentPort } from 'node:worker_threads';
import { collect, work } from './tasks.mjs';

parentPort.on('message', ({ value, move, how }) => {
  if (how === 'first') parentPort.postMessage(value.first);
  else if (how === 'collect') parentPort.postMessage(collect());
  else if (how === 'work') parentPort.postMessage(work(value));
  else parentPort.postMessage(value, move ? [value.buffer] : undefined);
});
