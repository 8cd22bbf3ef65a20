// SPDX-License-Identifier: MIT
// A module with wasi-libc: ordinary C works, what a module does not have fails, and nothing but "zb" is imported.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { watchedGuest } from './last-words.mjs';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/wasm/libc.wasm', import.meta.url)));
const { guest, lastWords } = watchedGuest(module);
const textOf = ({ body }) => (typeof body === 'string' ? body : new TextDecoder().decode(body));
const get = (path) => guest.call({ method: 'GET', path });

test('it imports nothing but what hosts of zerobuf provide', () => {
  assert.deepEqual(WebAssembly.Module.imports(module).filter(({ module: from }) => from !== 'zb'), []);
});

test('strings, numbers, sorting and mathematics are what C says', () => {
  const sum = (Math.sin(1) + Math.SQRT2).toFixed(12);
  assert.equal(textOf(get('/ordinary')), `-3 0 5 12|GRüßE, WORLD|0.10000000000000001|${sum}|1.2e+04|ff    |-9000000000`);
});

test('files, clock, chance and environment are not there, and say so', () => {
  assert.equal(textOf(get('/outside')), 'no HOME|-1|-1|no file|5');
  assert.equal(lastWords(), 'said\n');
});

test('a failed assertion, abort and exit stop the instance, and what was said can be had', () => {
  assert.equal(get('/asserts?x').status, 200);
  assert.equal(get('/asserts').status, 500);
  assert.match(lastWords(), /Assertion failed: req->query\.len > 0 && "there is a query" \(.*libc\.c: asserts: \d+\)\n$/);
  assert.equal(get('/complains').status, 500);
  const all = Array.from({ length: 100 }, (_, i) => `complaint ${i}\n`).join('');
  assert.equal(lastWords(), all.slice(-1020)); // the end of it
  assert.equal(get('/exits').status, 500);
  assert.equal(lastWords(), 'The program called exit, which a handler must not.\n');
  assert.equal(get('/asserts?x').status, 200);
});
