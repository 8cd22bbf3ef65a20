// SPDX-License-Identifier: MIT
// JSON with the engine, without it, and as JavaScript has it: the same values, texts and refusals.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { attachEngine } from '../../js/core/engine.js';
import { parsePlain, stringifyPlain } from '../../js/core/json.js';
import { makeText } from './random-json.mjs';
import { randomGraph } from './random-value.mjs';
import { assertFault, fresh, random, rounds, seedOfRun } from './support.mjs';

const COUNT = rounds('COUNT', 1500);
const encoder = new TextEncoder();

async function withEngine(options) {
  const buf = fresh(0, { initial: 2, maximum: 4096 }, options);
  return { buf, engine: await attachEngine(buf.arena) };
}

const toJS = (value) => (typeof value === 'object' && value !== null && 'toJS' in value ? value.toJS() : value);

/** What a reader makes of a text: its value and text, or why it refuses. */
function outcome(read, write) {
  let value;
  try {
    value = read();
  } catch (error) {
    assert.ok(error instanceof SyntaxError, error.stack);
    const { code, offset, line, column, message } = error;
    return { code, offset, line, column, message };
  }
  return { value: toJS(value), text: write(value) };
}

const suite = JSON.parse(readFileSync(new URL('../json/suite/cases.json', import.meta.url), 'utf8'));
const bytesOf = ({ text, hex, parts }) =>
  hex !== undefined ? Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
    : encoder.encode(text ?? parts.map(([unit, times]) => unit.repeat(times)).join(''));

test('JSONTestSuite: with the engine and without', async (t) => {
  const { buf, engine } = await withEngine();
  let refused = 0;
  for (const suiteCase of suite) {
    const { name } = suiteCase;
    const bytes = bytesOf(suiteCase);
    const fast = outcome(() => engine.parse(bytes), (value) => engine.stringify(value));
    if (name[0] === 'y') assert.equal(fast.code, undefined, `${name}: ${fast.message}`);
    if (name[0] === 'n') assert.notEqual(fast.code, undefined, name);
    const isUtf8 = String(new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))) === String(bytes);
    if (isUtf8) {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      assert.deepEqual(outcome(() => engine.parse(text), (value) => engine.stringify(value)), fast, `${name}: as a string`);
      // Half of a surrogate pair in a key is the one difference.
      if (fast.code === 'ZB_E_UTF8') assertFault(() => parsePlain(buf.arena, bytes), TypeError, 'ZB_E_INVALID', /lone surrogate/);
      else assert.deepEqual(outcome(() => parsePlain(buf.arena, bytes), stringifyPlain), fast, `${name}: without the engine`);
      if (fast.code === undefined) assert.equal(fast.text, JSON.stringify(fast.value), name);
    } else {
      const slow = outcome(() => parsePlain(buf.arena, bytes), stringifyPlain);
      assert.equal(slow.code, 'ZB_E_UTF8', name);
      // The engine may find another fault that comes before.
      if (fast.code === 'ZB_E_UTF8') assert.deepEqual(slow, fast, name);
      else assert.ok(fast.code === 'ZB_E_SYNTAX' && fast.offset <= slow.offset, `${name}: ${fast.message}, ${slow.message}`);
    }
    if (fast.code !== undefined) refused++;
    buf.reset();
  }
  t.diagnostic(`JSON: ${suite.length} cases of the suite, ${refused} refused`);
});

/** A key in JSON text that JavaScript takes for an array index. */
const INDEX_KEY = /"(0|[1-9]\d{0,9})":/;

test('random documents, whole and damaged', async (t) => {
  const seed = seedOfRun();
  t.diagnostic(`JSON: seed ${seed}, ${COUNT} documents`);
  const r = random(seed);
  const { buf, engine } = await withEngine();
  let refused = 0;
  for (let n = 0; n < COUNT; n++) {
    buf.reset();
    let text = makeText(r, 1 + r.below(5));
    if (n % 2 === 1) {
      const at = r.below(text.length + 1);
      text = text.slice(0, at) + r.pick(['', '"', '\\', ',', ':', '[', '}', '0', '-', 'e', 'x', '\n', '\u0001', '\\u12', 'true', '.', 'é']) + text.slice(at + r.below(3));
    }
    const note = `seed ${seed}, document ${n}: ${JSON.stringify(text)}`;
    const fast = outcome(() => engine.parse(text), (value) => engine.stringify(value));
    if (!text.isWellFormed() || fast.code === 'ZB_E_UTF8') continue; // json.js says what differs
    if (fast.code === undefined && INDEX_KEY.test(fast.text)) { // plain objects have such keys first
      assert.deepEqual(JSON.parse(fast.text), JSON.parse(text), note);
      continue;
    }
    const slow = outcome(() => parsePlain(buf.arena, text), stringifyPlain);
    assert.deepEqual(slow, fast, note);
    assert.deepEqual(outcome(() => engine.parse(encoder.encode(text)), (value) => engine.stringify(value)), fast, note);
    if (fast.code === undefined) {
      const expected = JSON.stringify(JSON.parse(text));
      if (!/\\ud[89a-f]/.test(expected)) assert.equal(fast.text, expected, note); // half of a surrogate pair is U+FFFD here
      const options = { indent: r.below(11), sorted: r.below(2) === 0, ascii: r.below(2) === 0 };
      const value = engine.parse(text);
      assert.equal(engine.stringify(value, options), stringifyPlain(value, options), `${note} ${JSON.stringify(options)}`);
    } else {
      refused++;
    }
  }
  assert.ok(refused > COUNT / 8, `${refused} were refused`);
});

test('values of all types are written the same', async (t) => {
  const seed = seedOfRun();
  const r = random(seed);
  const { buf, engine } = await withEngine({ types: 'full' });
  let written = 0;
  for (let n = 0; n < COUNT; n++) {
    buf.reset();
    const x = buf.create(randomGraph(r, 1 + r.below(12)));
    const note = `seed ${seed}, value ${n}`;
    let fast;
    try {
      fast = engine.stringify(x);
    } catch (error) {
      assert.equal(error.code, 'ZB_E_DEPTH', `${note}: ${error.stack}`);
      assertFault(() => stringifyPlain(x), Error, 'ZB_E_DEPTH');
      continue;
    }
    written++;
    // JavaScript moves keys that look like array indices to the front.
    if (/"\d+":/.test(fast)) assert.deepEqual(JSON.parse(stringifyPlain(x)), JSON.parse(fast), note);
    else assert.equal(stringifyPlain(x), fast, note);
  }
  assert.ok(written > COUNT / 4, `${written} were written`);
});

test('big integers and depth, without the engine', async () => {
  const { buf, engine } = await withEngine();
  const text = '[9007199254740993,-9223372036854775808,9223372036854775808,1e20,1.5,9007199254740991]';
  const expected = [9007199254740993n, -9223372036854775808n, 9223372036854775808, 1e20, 1.5, 9007199254740991];
  assert.deepEqual(engine.parse(text, { bigint: true }).toJS(), expected);
  assert.deepEqual(parsePlain(buf.arena, text, { bigint: true }).toJS(), expected);
  const x = engine.parse('[9007199254740993]', { bigint: true });
  assert.equal(engine.stringify(x), '[9007199254740993]');
  assert.equal(stringifyPlain(x), '[9007199254740993]');
  for (const [deep, maxDepth] of [['[[1]]', 1], ['{"a":{"]":["\\"[["]}}', 2], [`${'['.repeat(600)}${']'.repeat(600)}`, undefined]]) {
    const fast = outcome(() => engine.parse(deep, { maxDepth }), String);
    assert.equal(fast.code, 'ZB_E_DEPTH');
    assert.deepEqual(outcome(() => parsePlain(buf.arena, deep, { maxDepth }), String), fast);
  }
  assert.equal(parsePlain(buf.arena, '["[[["]', { maxDepth: 1 })[0], '[[[');
  assertFault(() => parsePlain(buf.arena, '{}', { duplicates: 'reject' }), RangeError, 'ZB_E_INVALID', /engine/);
});
