// SPDX-License-Identifier: MIT
// Whole documents, compared with JSON.parse and JSON.stringify.  COUNT=n changes how many; SEED=n repeats a run.
import assert from 'node:assert/strict';
import test from 'node:test';
import { KEYS, makeText } from '../js/random-json.mjs';
import { random, seedOfRun } from '../js/support.mjs';
import { ASCII, BIGINT, FIRST, REJECT, SORTED, read, write } from './module.mjs';

const COUNT = Number(process.env.COUNT ?? 3000);
const encoder = new TextEncoder();
const parses = (text) => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

test('documents read and print as in JavaScript', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`documents: seed ${seed}, ${COUNT}`);
  const r = random(seed);
  for (let n = 0; n < COUNT; n++) {
    const text = makeText(r, 1 + r.below(5));
    const note = `seed ${seed}, document ${n}: ${text}`;
    const bytes = encoder.encode(text);
    const { value } = parses(text);
    assert.equal(read(bytes).status, 'ZB_OK', note);
    const written = write();
    assert.equal(written, JSON.stringify(value), note);
    const indent = 1 + r.below(10);
    assert.equal(write({ indent }), JSON.stringify(value, null, indent), note);
    const ascii = write({ flags: ASCII });
    assert.match(ascii, /^[ -~\x7f]*$/);
    assert.deepEqual(JSON.parse(ascii), JSON.parse(written), note);
    assert.equal(read(bytes, { piece: 1 + r.below(40) }).status, 'ZB_OK', note);
    assert.equal(write(), written, `in pieces; ${note}`);
  }
});

test('damaged documents are refused where JSON.parse refuses them, at the same place whole and in pieces', () => {
  const seed = seedOfRun();
  const r = random(seed);
  let refused = 0;
  for (let n = 0; n < COUNT; n++) {
    const text = makeText(r, 1 + r.below(3));
    const at = r.below(text.length + 1);
    const piece = r.pick(['', '"', '\\', ',', ':', '[', '}', '0', '-', 'e', 'x', '\n', '\u0001', '\\ud800', '\\u12', 'true', '.']);
    const damaged = text.slice(0, at) + piece + text.slice(at + r.below(3));
    const bytes = encoder.encode(damaged);
    const note = `seed ${seed}, document ${n}: ${JSON.stringify(damaged)}`;
    const whole = read(bytes);
    const parsed = parses(damaged);
    // Half of a surrogate pair in a key is refused (SPEC 3.3).  An encoder makes U+FFFD of those that stand there.
    if (whole.status !== 'ZB_E_UTF8') assert.equal(whole.status === 'ZB_OK', parsed !== undefined, note);
    else assert.match(damaged, /\\ud[89a-f]/i, note);
    if (whole.status === 'ZB_OK') continue;
    refused++;
    assert.ok(whole.unchanged, note);
    assert.deepEqual(read(bytes, { piece: 1 + r.below(9) }), whole, note);
    const before = new TextDecoder().decode(bytes.subarray(0, whole.offset));
    assert.equal(whole.line, before.split('\n').length, note);
    assert.equal(whole.column, encoder.encode(before.slice(before.lastIndexOf('\n') + 1)).length + 1, note);
  }
  assert.ok(refused > COUNT / 4, `${refused} were refused`);
});

test('repeated keys, by policy', () => {
  const text = encoder.encode('{"a":1,"b":2,"a":3,"\\u0061":4,"c":{"x":1,"x":2}}');
  assert.equal(read(text).status, 'ZB_OK');
  assert.equal(write(), '{"a":4,"b":2,"c":{"x":2}}');
  assert.equal(read(text, { duplicates: FIRST }).status, 'ZB_OK');
  assert.equal(write(), '{"a":1,"b":2,"c":{"x":1}}');
  assert.deepEqual(read(text, { duplicates: REJECT }), { status: 'ZB_E_EXISTS', offset: 46, line: 1, column: 47, unchanged: true });
  // Behind a record that looks alike, and among many.
  const many = `{${Array.from({ length: 3000 }, (_, i) => `"key ${i % 2000}":${i}`).join(',')}}`;
  const records = encoder.encode(`[{"a":1,"b":2},{"a":3,"a":4},{"b":5,"a":6,"b":7},${many}]`);
  assert.equal(read(records).status, 'ZB_OK');
  assert.equal(write(), JSON.stringify(JSON.parse(new TextDecoder().decode(records))));
});

test('integers past 2^53 become bigints when asked for', () => {
  const text = encoder.encode('[9007199254740992,9007199254740993,-9007199254740993,9223372036854775807,-9223372036854775808,9223372036854775808,12,1e19]');
  assert.equal(read(text, { flags: BIGINT }).status, 'ZB_OK');
  assert.equal(write(), '[9007199254740992,9007199254740993,-9007199254740993,9223372036854775807,-9223372036854775808,9223372036854776000,12,10000000000000000000]');
  assert.equal(read(text).status, 'ZB_OK');
  assert.equal(write(), JSON.stringify(JSON.parse(new TextDecoder().decode(text))));
});

test('keys in order', () => {
  const r = random(seedOfRun());
  for (const count of [0, 1, 5, 48, 49, 200, 1000]) {
    const keys = Array.from({ length: count }, () => r.pick(KEYS) + r.below(count * 4));
    const value = Object.fromEntries(keys.map((key, i) => [key, i % 5 === 0 ? { z: 1, a: Object.fromEntries(keys.slice(0, i % 70).map((k) => [`k${k}`, i])) } : i]));
    const sorted = (v) => typeof v !== 'object' || v === null ? JSON.stringify(v)
      : `{${Object.keys(v).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map((k) => `${JSON.stringify(k)}:${sorted(v[k])}`).join(',')}}`;
    assert.equal(read(encoder.encode(JSON.stringify(value))).status, 'ZB_OK');
    assert.equal(write({ flags: SORTED }), sorted(value));
  }
});
