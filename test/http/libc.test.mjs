// SPDX-License-Identifier: MIT
// A module with wasi-libc: ordinary C works, what a module does not have fails, and nothing but "zb" is imported.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { createGuest } from '../../js/host/guest.js';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/wasm/libc.wasm', import.meta.url)));
/** @type {string[]} */
const log = [];
const guest = createGuest(module, { log: (line) => log.push(line) });
const textOf = ({ body }) => (typeof body === 'string' ? body : new TextDecoder().decode(body));
const get = (path) => guest.call({ method: 'GET', path });

test('it imports nothing but what hosts of zerobuf provide', () => {
  assert.deepEqual(WebAssembly.Module.imports(module).filter(({ module: from }) => from !== 'zb'), []);
});

test('strings, numbers, sorting and mathematics are what C says', () => {
  const sum = (Math.sin(1) + Math.SQRT2).toFixed(12);
  assert.equal(textOf(get('/ordinary')), `-3 0 5 12|GRüßE, WORLD|0.10000000000000001|${sum}|1.2e+04|ff    |-9000000000`);
});

test('files, clock and environment are not there, and say so; chance is the host\'s', () => {
  assert.equal(textOf(get('/outside')), 'no HOME|-1|0|0|random|no file|5');
});

test('a failed assertion, abort and exit stop the instance, and the log tells the end of what was said', () => {
  const stops = (path) => {
    assert.equal(get(path).status, 500, path);
    return JSON.parse(log.splice(0).join('\n').match(/after it said (".*"): RuntimeError/)[1]);
  };
  assert.equal(get('/asserts?x').status, 200);
  assert.equal(get('/outside').status, 200);
  assert.match(stops('/asserts'), /said\nAssertion failed: req->query\.len > 0 && "there is a query" \(.*libc\.c: asserts: \d+\)$/);
  const all = Array.from({ length: 100 }, (_, i) => `complaint ${i}\n`).join('');
  assert.equal(stops('/complains'), all.slice(-1020).trimEnd());
  assert.equal(stops('/exits'), 'The program called exit, which a handler must not.');
  assert.equal(get('/asserts?x').status, 200);
});
