// SPDX-License-Identifier: MIT
// Runs vectors and cases through the guest in the JavaScript runtime that reads this file, and prints what came of it
// as one line of JSON:   <runtime> test/crypto/portable.mjs <guest.wasm> <vectors.json>...
import { readFileSync } from 'node:fs';
import { createGuest } from '../../js/host/guest.js';

const [wasm, ...files] = process.argv.slice(2);
const log = [];
const guest = createGuest(new WebAssembly.Module(readFileSync(wasm)), { log: (line) => log.push(line) });
const call = (method, path, body) => {
  const answer = guest.call({ method, path, body });
  const text = typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text} ${log.join('; ')}`);
  return JSON.parse(text);
};
const results = files.map((file) => ({ file, ...call('POST', '/vectors', readFileSync(file)) }));
console.log(JSON.stringify({ results, cases: call('GET', '/cases', null) }));
