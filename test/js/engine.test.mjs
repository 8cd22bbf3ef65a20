// SPDX-License-Identifier: MIT
// The C core inside: JSON, copies and verification over the memory in which the values lie.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createColumn } from '../../js/core/column.js';
import { shippedModule } from '../../js/core/engine-module.js';
import { attachEngine, attachEngineSync, engineOf } from '../../js/core/engine.js';
import { Arena, zerobuf } from '../../js/core/index.js';
import { stringifyPlain } from '../../js/core/json.js';
import { CONTROL_LIMIT_AT } from '../../js/core/layout.gen.js';
import { MAXIMUM_UNKNOWN, PAGE, assertFault, fresh, newMemory, random, rounds, seedOfRun } from './support.mjs';

const ROOMY = { initial: 1, maximum: 4096 };
const decoder = new TextDecoder();

/** zerobuf with an engine. */
async function withEngine(startOffset = 0, descriptor = ROOMY, options = undefined, engineOptions = undefined) {
  const buf = fresh(startOffset, descriptor, options);
  return { buf, arena: buf.arena, engine: await attachEngine(buf.arena, engineOptions) };
}

/** All that an arena holds behind its engine, to compare before and after. */
const stateOf = ({ arena, byteOffset, byteLength }) => ({
  offset: arena.offset,
  hash: arena.u8.slice(byteOffset + byteLength, arena.offset).reduce((hash, byte) => Math.imul(hash ^ byte, 16777619), 2166136261),
});

test('text becomes values, and values text', async () => {
  const { buf, arena, engine } = await withEngine();
  const x = engine.parse('{"id": 7, "pi": 3.25, "name": "häßlich \\u00e9", "list": [true, null, {"deep": []}], "zero": -0}');
  assert.deepEqual(x.toJS(), { id: 7, pi: 3.25, name: 'häßlich é', list: [true, null, { deep: [] }], zero: -0 });
  x.list.push('more');
  x.added = 1;
  assert.equal(engine.stringify(x), '{"id":7,"pi":3.25,"name":"häßlich é","list":[true,null,{"deep":[]},"more"],"zero":0,"added":1}');
  assert.equal(engine.stringify(x.list), '[true,null,{"deep":[]},"more"]');
  assert.equal(engine.stringify(buf.create({ made: 'by JavaScript' })), '{"made":"by JavaScript"}');
  assert.equal(engine.stringify(engine.parse('{"b":1,"a":"é"}'), { sorted: true, ascii: true, indent: 1 }), '{\n "a": "\\u00e9",\n "b": 1\n}');
  const bytes = engine.stringify(x.list, { bytes: true });
  assert.ok(bytes instanceof Uint8Array && bytes.buffer !== arena.buffer);
  assert.equal(decoder.decode(bytes), '[true,null,{"deep":[]},"more"]');
});

test('a scalar text is a value, and takes no memory', async () => {
  const { arena, engine } = await withEngine();
  const before = arena.offset;
  for (const [text, value] of [['1', 1], [' -2.5e3 ', -2500], ['"text"', 'text'], ['true', true], ['null', null], ['-0', -0]]) {
    assert.ok(Object.is(engine.parse(text), value), text);
  }
  assert.equal(engine.parse('9007199254740993', { bigint: true }), 9007199254740993n);
  assert.equal(engine.parse('9007199254740993'), 9007199254740992);
  assert.equal(arena.offset, before);
});

test('values that are no accessors are written, too', async () => {
  const { engine } = await withEngine();
  const other = fresh().create({ of: 'another memory' });
  assert.equal(engine.stringify(other), '{"of":"another memory"}');
  assert.equal(engine.stringify([1, 'x', undefined]), '[1,"x",null]');
  assert.equal(engine.stringify(undefined), 'null');
  assert.equal(decoder.decode(engine.stringify('ä', { bytes: true, ascii: true })), '"\\u00e4"');
});

test('texts of all lengths around the window, with characters across its edge', async () => {
  const { buf, engine } = await withEngine();
  const window = 16384;
  for (const character of ['x', 'é', '日', '🙂', '\\n', '\\ud83d\\ude42']) {
    for (const length of [window - 12, window - 2, window - 1, window, window + 1, 2 * window - 3, 2 * window + 5]) {
      const text = `["${'y'.repeat(length % 7)}${character.repeat(Math.ceil(length / character.length))}",${length}]`;
      const x = engine.parse(text);
      assert.deepEqual(x.toJS(), JSON.parse(text));
      assert.deepEqual(engine.parse(new TextEncoder().encode(text)).toJS(), JSON.parse(text));
      assert.equal(engine.stringify(x), JSON.stringify(JSON.parse(text)));
      buf.reset();
    }
  }
});

test('half of a surrogate pair in a text is U+FFFD, as TextEncoder has it', async () => {
  const { engine } = await withEngine();
  const filler = 'z'.repeat(16384 - 3);
  assert.deepEqual(engine.parse(`["${filler}\ud83d","\ude42"]`).toJS(), [`${filler}\ufffd`, '\ufffd']);
  assert.deepEqual(engine.parse('["\\ud83d"]').toJS(), ['\ufffd']);
  assertFault(() => engine.parse('{"\\ud83d":1}'), SyntaxError, 'ZB_E_UTF8', /surrogate pair/);
});

test('bytes in this memory are read where they lie', async () => {
  const memory = newMemory(ROOMY);
  const text = new TextEncoder().encode(JSON.stringify({ list: Array.from({ length: 20_000 }, (_, i) => `item ${i}`) }));
  memory.grow(8);
  new Uint8Array(memory.buffer).set(text, 4096);
  const start = Math.ceil((4096 + text.length) / 16) * 16;
  const { arena } = zerobuf(memory, start);
  const engine = await attachEngine(arena);
  const pages = arena.pages;
  const x = engine.parse(new Uint8Array(memory.buffer, 4096, text.length)); // the view is detached while it is read
  assert.ok(arena.pages > pages, 'the memory has grown meanwhile');
  assert.equal(x.list[19_999], 'item 19999');
  // Bytes in the free part of the arena, where the values go.
  const free = arena.offset + 100;
  assert.ok(free + text.length < arena.size);
  new Uint8Array(memory.buffer).set(text, free);
  assert.deepEqual(engine.parse(new Uint8Array(memory.buffer, free, text.length)).toJS(), JSON.parse(decoder.decode(text)));
  assert.deepEqual(engine.parse(text.slice().buffer).list[0], 'item 0');
});

test('what is no JSON is refused with the place, and changes nothing', async () => {
  const { buf, engine } = await withEngine();
  buf.create({ before: [1, 2, 3] });
  const before = stateOf(engine);
  for (const [text, code, offset, line, column, sentence] of [
    ['', 'ZB_E_SYNTAX', 0, 1, 1, /ends before its value/],
    ['{"a":1,}', 'ZB_E_SYNTAX', 7, 1, 8, /key in quotes/],
    ['[1,\n 2 3]', 'ZB_E_SYNTAX', 7, 2, 4, /comma or \]/],
    ['["é\\x"]', 'ZB_E_SYNTAX', 5, 1, 6, /no such escape/],
    ['["tab\t"]', 'ZB_E_SYNTAX', 5, 1, 6, /control characters/],
    ['\ufeff[]', 'ZB_E_SYNTAX', 0, 1, 1, /a value must stand here/],
    ['[01]', 'ZB_E_SYNTAX', 2, 1, 3, /comma or \]/],
    ['[1.]', 'ZB_E_SYNTAX', 3, 1, 4, /a digit/],
    ['nul', 'ZB_E_SYNTAX', 3, 1, 4, /true, false and null/],
    [`${'['.repeat(513)}`, 'ZB_E_DEPTH', 512, 1, 513, /deeper/],
    [new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]), 'ZB_E_UTF8', 2, 1, 3, /UTF-8/],
  ]) {
    assert.throws(() => engine.parse(text), (error) => {
      assert.ok(error instanceof SyntaxError, String(error));
      assert.deepEqual([error.code, error.offset, error.line, error.column], [code, offset, line, column], String(text));
      assert.match(error.message, sentence);
      return true;
    });
    assert.deepEqual(stateOf(engine), before);
  }
  assert.throws(() => engine.parse('{"a":1,"a":2}', { duplicates: 'reject' }), { code: 'ZB_E_EXISTS', offset: 12 });
  assert.deepEqual(engine.parse('{"a":1,"b":0,"a":2}', { duplicates: 'first' }).toJS(), { a: 1, b: 0 });
  assert.deepEqual(engine.parse('{"a":1,"b":0,"a":2}').toJS(), { a: 2, b: 0 });
  assert.equal(engine.parse('[[[]]]', { maxDepth: 3 }).length, 1);
  assertFault(() => engine.parse('[[[]]]', { maxDepth: 2 }), SyntaxError, 'ZB_E_DEPTH');
});

test('arguments out of their range are refused', async () => {
  const { engine } = await withEngine();
  assertFault(() => engine.parse(7), TypeError, 'ZB_E_INVALID', /string or bytes/);
  assertFault(() => engine.parse(null), TypeError, 'ZB_E_INVALID');
  assertFault(() => engine.parse('1', { maxDepth: 0 }), RangeError, 'ZB_E_INVALID');
  assertFault(() => engine.parse('1', { duplicates: 'second' }), TypeError, 'ZB_E_INVALID', /'last', 'first' or 'reject'/);
  assertFault(() => engine.stringify({}, { indent: 11 }), RangeError, 'ZB_E_INVALID');
  assertFault(() => engine.stringify(engine.parse('[]'), { indent: -1 }), RangeError, 'ZB_E_INVALID');
  assertFault(() => engine.verify('x'), TypeError, 'ZB_E_INVALID');
  assertFault(() => engine.verify(64, { kind: 'tree' }), TypeError, 'ZB_E_INVALID');
  assertFault(() => engine.verify(64, { kind: 'schema' }), TypeError, 'ZB_E_INVALID');
  assertFault(() => engine.verify(64, { maxDepth: 129 }), RangeError, 'ZB_E_INVALID');
  assertFault(() => engine.compact({}), TypeError, 'ZB_E_INVALID');
  assert.equal(engine.parse('[7]')[0], 7, 'and the engine works on');
});

test('every power of ten is the right one', async () => {
  const { buf, engine } = await withEngine();
  const r = random(seedOfRun());
  for (let exponent = -345; exponent <= 310; exponent++) {
    const digits = ['1', '9007199254740993', '17976931348623157', '22250738585072014', '5', String(r.next()) + String(r.next()), `${1 + r.below(9)}.${r.next()}`];
    const text = `[${digits.map((digit) => `${digit}e${exponent}`).join(',')}]`;
    const numbers = JSON.parse(text);
    const x = engine.parse(text);
    assert.deepEqual(x.toJS(), numbers, text);
    assert.equal(engine.stringify(x), JSON.stringify(numbers), text);
    buf.reset();
  }
});

test('an engine that is attached while a scope is open outlives the scope', async () => {
  const buf = fresh(0, ROOMY);
  const engine = await buf.scope(async () => {
    const { arena } = await zerobuf.engine(buf);
    buf.create({ temporary: 1 });
    return { start: arena.start, offset: arena.offset };
  });
  assert.ok(engine.offset > engine.start);
  assert.equal(buf.arena.offset, engine.start);
  assert.deepEqual(buf.parse('{"a":[1]}').toJS(), { a: [1] });
});

test('verification takes no checkpoint of its own', async () => {
  const buf = zerobuf(newMemory(ROOMY), 0, { debug: true });
  await zerobuf.engine(buf);
  const older = buf.create({ a: null });
  const checkpoint = buf.save();
  buf.verify(older);
  older.a = [1];
  assertFault(() => buf.restore(checkpoint), RangeError, 'ZB_E_CHECKPOINT', /saved at .*engine\.test/);
});

test('an arena begins behind its engine: reset and restore leave it alone', async () => {
  const { buf, arena, engine } = await withEngine(40);
  const start = engine.byteOffset + engine.byteLength;
  assert.equal(arena.offset, start);
  assert.ok(engine.byteOffset >= 40 && engine.byteLength < PAGE);
  const x = engine.parse('{"a":[1]}');
  buf.reset();
  assert.equal(arena.offset, start);
  assertFault(() => x.a, RangeError, 'ZB_E_CHECKPOINT');
  assertFault(() => buf.restore(40), RangeError, 'ZB_E_CHECKPOINT', /below the arena's start/);
  assert.deepEqual(engine.parse('{"a":[2]}').toJS(), { a: [2] });

  const plain = fresh(40);
  plain.create({ a: 1 });
  plain.reset();
  assert.equal(plain.arena.offset, 40, 'an arena without an engine goes back to its start');

  const late = fresh(0, ROOMY);
  const old = late.create({ older: 'than the engine' });
  await attachEngine(late.arena);
  late.create({ b: 1 });
  late.reset();
  assert.equal(old.older, 'than the engine', 'what was there before stays');
});

test('random texts between checkpoints, restores and values of JavaScript', async (t) => {
  const seed = seedOfRun();
  t.diagnostic(`engine: seed ${seed}`);
  const r = random(seed);
  const { buf, engine } = await withEngine();
  const keys = Array.from({ length: 60 }, (_, i) => `key ${i}`);
  const any = (depth) => {
    if (depth === 0) return r.pick([r.next(), `text ${r.next()}`, null, true]);
    if (r.below(2) === 0) return Array.from({ length: r.below(4) }, () => any(depth - 1));
    return Object.fromEntries(Array.from({ length: r.below(12) }, () => [r.pick(keys), any(depth - 1)]));
  };
  const root = () => ({ [r.pick(keys)]: any(3) });
  const levels = [[]];
  const checkpoints = [];
  for (let step = 0; step < rounds('COUNT', 3000); step++) {
    const top = levels.at(-1);
    const model = root();
    switch (r.below(8)) {
      case 0: checkpoints.push(buf.save()); levels.push([]); break;
      case 1: if (checkpoints.length > 0) { buf.restore(checkpoints.pop()); levels.pop(); } break;
      case 2: top.push([buf.create(model), model]); break;
      case 3: {
        const name = r.pick(keys);
        const known = r.pick(top.length > 0 ? top : [[buf.create(model), model]]);
        known[0][name] = step;
        known[1][name] = step;
        break;
      }
      case 4: assert.throws(() => engine.parse(JSON.stringify(model).slice(0, -1)), { code: 'ZB_E_SYNTAX' }); break;
      case 5: if (top.length > 0) { const [x, copied] = r.pick(top); top.push([engine.compact(x), structuredClone(copied)]); } break;
      default: top.push([engine.parse(JSON.stringify(model)), model]);
    }
    for (const [x, expected] of levels.flat().slice(-3)) assert.equal(engine.stringify(x), JSON.stringify(expected), `seed ${seed}, step ${step}`);
  }
  for (const [x, expected] of levels.flat()) {
    assert.deepEqual(x.toJS(), expected, `seed ${seed}`);
    engine.verify(x);
  }
});

test('the memory grows while text is read, up to its maximum', async () => {
  const { buf, arena, engine } = await withEngine(0, { initial: 1, maximum: 40 });
  const made = engine.parse(JSON.stringify(Array.from({ length: 5000 }, (_, i) => ({ i }))));
  assert.equal(made[4999].i, 4999);
  const before = arena.offset;
  const huge = JSON.stringify(Array.from({ length: 100_000 }, (_, i) => [i]));
  assertFault(() => engine.parse(huge), RangeError, 'ZB_E_MEMORY', /out of memory/);
  assert.equal(arena.offset, before);
  assert.equal(made[4999].i, 4999);
  assertFault(() => { for (;;) engine.compact(made); }, RangeError, 'ZB_E_MEMORY');
  buf.reset();
  assert.equal(engine.parse('[1]')[0], 1);

  const capped = await withEngine(0, { initial: 1, maximum: 1000 }, { maxPages: 3 });
  assertFault(() => capped.engine.parse(huge), RangeError, 'ZB_E_MEMORY');
  assert.ok(capped.arena.offset <= 3 * PAGE);
});

test('an engine that finds no room has taken none', async () => {
  const small = fresh(20_000, { initial: 1, maximum: 1 });
  await assert.rejects(attachEngine(small.arena), { code: 'ZB_E_MEMORY' });
  assert.equal(small.arena.offset, 20_000);
  assert.equal(engineOf(small.arena), undefined);
});

test('memories that no engine can work on', async () => {
  const plain = zerobuf({ buffer: new ArrayBuffer(PAGE * 4) });
  await assert.rejects(attachEngine(plain.arena), (error) => error instanceof TypeError && /WebAssembly.Memory/.test(error.message));
  assert.equal(plain.arena.offset, 0);
  const wrong = fresh(0, ROOMY);
  const forShared = await shippedModule('engine-shared');
  assert.throws(() => attachEngineSync(wrong.arena, { module: forShared }), (error) => error instanceof TypeError && /engine\.wasm/.test(error.message));
  if (!MAXIMUM_UNKNOWN) assert.throws(() => attachEngineSync(wrong.arena, { module: new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) }), { code: 'ZB_E_INVALID' });
  assert.throws(() => attachEngineSync(wrong.arena, { module: {} }), { code: 'ZB_E_INVALID' });
  assert.equal(wrong.arena.offset, 0, 'nothing was taken');
  assert.ok(await attachEngine(wrong.arena), 'and the right module works');
});

test('a memory of 64-bit addresses is refused', async (t) => {
  let memory;
  try {
    memory = new WebAssembly.Memory({ address: 'i64', initial: 4n, maximum: 64n });
  } catch {
    return t.skip('this engine has none');
  }
  if (typeof memory.grow(0n) !== 'bigint') return t.skip('this engine has none');
  const { arena } = zerobuf(memory, 64);
  await assert.rejects(attachEngine(arena), (error) => error instanceof TypeError && /32-bit addresses/.test(error.message));
  assert.equal(arena.offset, 64);
});

test('an arena has one engine', async () => {
  const { arena } = fresh(0, ROOMY);
  assert.equal(engineOf(arena), undefined);
  const [first, second] = await Promise.all([attachEngine(arena), attachEngine(arena)]);
  assert.equal(first, second);
  assert.equal(engineOf(arena), first);
  assert.equal(attachEngineSync(arena, { module: first.module }), first);
  assert.ok(first.module instanceof WebAssembly.Module);
});

test("a user's own module keeps its memory, with the engine where it says", { skip: MAXIMUM_UNKNOWN }, async () => {
  // (module (memory (export "memory") 3) (data (i32.const 100) "user"))
  const user = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 0, 3, 7, 10, 1, 6, 109, 101, 109, 111, 114, 121, 2, 0,
    11, 11, 1, 0, 65, 228, 0, 11, 4, 117, 115, 101, 114,
  ])));
  const { memory } = user.exports;
  const guard = new Uint8Array(memory.buffer, 100, 4);
  const start = 128 * 1024;
  const { arena } = zerobuf(memory, start);
  const module = await shippedModule('engine');
  assert.throws(() => attachEngineSync(arena, { module, at: start - 1024 }), { code: 'ZB_E_INVALID' });
  assert.throws(() => attachEngineSync(arena, { module, at: 1001 }), { code: 'ZB_E_ALIGN' });
  assert.throws(() => attachEngineSync(arena, { module, at: 0 }), { code: 'ZB_E_ALIGN' });
  const engine = attachEngineSync(arena, { module, at: 1024 });
  assert.equal(arena.offset, start);
  const behind = new Uint8Array(memory.buffer).slice(1024 + engine.byteLength, start);
  assert.deepEqual(engine.parse('{"x":[1.5]}').toJS(), { x: [1.5] });
  arena.reset();
  assert.equal(arena.offset, start, 'bytes of the user do not move the start');
  assert.equal(decoder.decode(guard), 'user');
  assert.deepEqual(new Uint8Array(memory.buffer).slice(1024 + engine.byteLength, start), behind);
});

test('above 2 GiB', async (t) => {
  const start = 2 ** 31 + 4096;
  try {
    newMemory({ initial: start / PAGE + 64 | 0, maximum: 40_000 });
  } catch {
    return t.skip('no memory of 2 GiB here');
  }
  const { buf, engine } = await withEngine(start, { initial: start / PAGE + 64 | 0, maximum: 40_000 });
  const x = engine.parse('{"high":["up",1e10]}');
  assert.ok(x.__zerobuf_ptr > start);
  assert.equal(engine.stringify(x), '{"high":["up",10000000000]}');
  assert.deepEqual(engine.compact(x).toJS(), { high: ['up', 1e10] });
  assert.deepEqual(Object.keys(engine.verify(x)), ['nodes', 'bytes', 'depth']);
  assert.throws(() => engine.parse('[1,}'), { code: 'ZB_E_SYNTAX', offset: 3 });
  buf.reset();
});

test('arenas with a control block: the words are the ones that C works on', async () => {
  const memory = newMemory({ initial: 1, maximum: 512 });
  const maker = new Arena(memory, 64, { shared: true });
  const { arena } = zerobuf(memory, 0, { control: maker.control });
  const engine = await attachEngine(arena);
  const x = engine.parse(JSON.stringify(Array.from({ length: 3000 }, (_, i) => ({ i, s: `s${i}` }))));
  assert.equal(x[2999].s, 's2999');
  assert.equal(maker.offset, arena.offset, 'both see one bump');
  maker.reset();
  assert.equal(arena.offset, engine.byteOffset + engine.byteLength, 'the start has moved for all');
  assert.equal(engine.parse('[5]')[0], 5);
});

test('a grow hook that throws ends the call, and the engine works on', async () => {
  const memory = newMemory({ initial: 4, maximum: 64 });
  const maker = new Arena(memory, 64, { shared: true });
  // Not shared any more, and full at the end of its memory: an arena of a module that owns its growth.
  const control = maker.control;
  maker.writeU32(control + 28, 0);
  let refuses = false;
  const grow = (bytes) => {
    if (refuses) throw new Error('the owner says no');
    memory.grow(Math.ceil(bytes / PAGE));
    maker.writeU32(control + CONTROL_LIMIT_AT, memory.buffer.byteLength);
  };
  const buf = zerobuf(memory, 0, { control, grow });
  const engine = await attachEngine(buf.arena);
  const text = JSON.stringify(Array.from({ length: 3000 }, (_, i) => ({ i })));
  assert.equal(engine.parse(text).length, 3000);
  refuses = true;
  const before = buf.arena.offset;
  assert.throws(() => { for (let i = 0; i < 100; i++) engine.parse(text); }, /the owner says no/);
  assert.ok(buf.arena.offset >= before && buf.arena.offset <= memory.buffer.byteLength);
  buf.restore(before);
  assert.deepEqual(engine.parse('{"a":1}').toJS(), { a: 1 });
  assert.equal(engine.stringify(engine.parse('["ok"]')), '["ok"]');
});

test('shared parts and cycles', async () => {
  const { buf, engine } = await withEngine(0, ROOMY, { types: 'full' });
  const value = { name: 'loop', list: [1, new Date(0), new Map([['k', new Set([1n])]])] };
  value.self = value;
  value.again = value.list;
  const x = buf.create(value);
  assertFault(() => engine.stringify(x), Error, 'ZB_E_DEPTH');
  assert.ok(engine.verify(x).nodes > 5);
  assertFault(() => engine.verify(x, { graph: false }), Error, 'ZB_E_DEPTH');
  const before = buf.save();
  const copy = engine.compact(x).toJS();
  assert.equal(copy.self, copy);
  assert.equal(copy.again, copy.list);
  assert.deepEqual(copy.list, value.list);
  assert.ok(buf.save() > before);
  assert.equal(engine.stringify(x.list), '[1,"1970-01-01T00:00:00.000Z",[["k",[1]]]]');
});

test('a text without end has one', async () => {
  const { buf, arena, engine } = await withEngine();
  let x = buf.create({ end: 'x' });
  for (let level = 0; level < 64; level++) { // two references to the level below: 2^64 texts of the end
    const next = buf.create({ a: null, b: null });
    next.a = x;
    next.b = x;
    x = next;
  }
  const before = arena.offset;
  assertFault(() => engine.stringify(x, { maxBytes: 1_000_000 }), Error, 'ZB_E_BUDGET', /longer than 1000000/);
  assertFault(() => engine.stringify(x, { maxBytes: 1_000_000, bytes: true }), Error, 'ZB_E_BUDGET');
  assertFault(() => engine.verify(x), Error, 'ZB_E_BUDGET');
  assert.ok(engine.verify(x, { graph: true }).nodes < 200);
  assert.ok(engine.compact(x).a.b.a !== undefined);
  assert.ok(arena.offset < before + 20_000);
  const small = engine.parse('["äöü"]');
  assert.equal(engine.stringify(small, { maxBytes: 10 }), '["äöü"]');
  assertFault(() => engine.stringify(small, { maxBytes: 9 }), Error, 'ZB_E_BUDGET');
  assertFault(() => stringifyPlain(small, { maxBytes: 9 }), Error, 'ZB_E_BUDGET');
  assertFault(() => engine.stringify(small, { maxBytes: 0 }), RangeError, 'ZB_E_INVALID');
});

test('compact leaves behind what was abandoned', async () => {
  const { buf, engine } = await withEngine();
  const x = buf.create({ list: [], text: '' });
  for (let i = 0; i < 1000; i++) {
    x.list.push(i);
    x.text = `text number ${i}`;
  }
  const before = buf.save();
  const copy = engine.compact(x);
  assert.deepEqual(copy.toJS(), x.toJS());
  assert.ok(buf.save() - before < 17_000, `${buf.save() - before} bytes`);
  assert.notEqual(copy.__zerobuf_ptr, x.__zerobuf_ptr);
  copy.list[0] = 'changed';
  assert.equal(x.list[0], 0);
});

test('verify: hostile bytes are found before they are read, or are harmless', async (t) => {
  const seed = seedOfRun();
  t.diagnostic(`verify: seed ${seed}`);
  const r = random(seed);
  const { buf, arena, engine } = await withEngine(0, { initial: 2, maximum: 8 });
  const model = { a: [1, 2.5, 'text', { b: null, c: ['x', [true, { deep: 'er' }]] }], key: new Uint8Array(5), n: 12n };
  let refused = 0;
  const count = rounds('COUNT', 4000);
  for (let n = 0; n < count; n++) {
    buf.reset();
    const x = buf.create(model);
    const handle = x.__zerobuf_ptr;
    const from = engine.byteOffset + engine.byteLength;
    for (let hits = 1 + r.below(3); hits > 0; hits--) {
      const at = from + r.below(arena.offset - from);
      if (r.below(2) === 0) arena.u8[at] ^= 1 << r.below(8);
      else arena.dv.setUint32(at & ~3, r.pick([0, 1, 0xffff_ffff, 0x8000_0000, arena.size, arena.size - 1, r.next(), handle, from]), true);
    }
    let report;
    try {
      report = engine.verify(handle);
    } catch (error) {
      assert.match(error.code, /^ZB_E_(BOUNDS|ALIGN|TAG|CORRUPT|UTF8|DEPTH|BUDGET)$/, `seed ${seed}, image ${n}: ${error.stack}`);
      refused++;
      continue;
    }
    assert.ok(report.nodes <= arena.size / 16);
    buf.wrapObject(handle).toJS();
    engine.stringify(buf.wrapObject(handle));
    try {
      engine.compact(buf.wrapObject(handle));
    } catch (error) {
      // What was verified may lie in free bytes, which the copy then writes over while it reads them.
      assert.match(error.code, /^ZB_E_/, `seed ${seed}, image ${n}: ${error.stack}`);
    }
  }
  assert.ok(refused > count / 8 && refused < count, `${refused} of ${count} refused`);
});

test('verify: kinds of roots, budgets and what was seen', async () => {
  const { buf, arena, engine } = await withEngine();
  const x = engine.parse('{"a":[[["deep"]]],"b":"text"}');
  assert.deepEqual(engine.verify(x), engine.verify(x.__zerobuf_ptr));
  assert.equal(engine.verify(x).depth, 4);
  assert.equal(engine.verify(x.a).depth, 3);
  assert.equal(engine.verify(x.a.__zerobuf_ptr, { kind: 'array' }).nodes, engine.verify(x.a).nodes);
  assertFault(() => engine.verify(x, { maxDepth: 3 }), Error, 'ZB_E_DEPTH');
  assertFault(() => engine.verify(x, { maxNodes: 2 }), Error, 'ZB_E_BUDGET');
  assertFault(() => engine.verify(x, { maxBytes: 3 }), Error, 'ZB_E_BUDGET');
  const slot = arena.alloc(16, 8);
  arena.u8.fill(0, slot, slot + 16);
  assert.deepEqual(engine.verify(slot, { kind: 'slot' }), { nodes: 1, bytes: 0, depth: 0 });
  assert.equal(engine.verify(slot, { kind: 'schema', slots: 1 }).nodes, 1);
  assertFault(() => engine.verify(0xffff_fff0), RangeError, 'ZB_E_BOUNDS');
  assertFault(() => engine.verify(x.__zerobuf_ptr + 1), RangeError, 'ZB_E_ALIGN');
  buf.reset();
  assertFault(() => engine.verify(x), RangeError, 'ZB_E_CHECKPOINT');
});

test('the stack holds what the deepest values take', async () => {
  const { arena, engine } = await withEngine();
  const low = engine.byteOffset + engine.byteLength - 32768;
  const untouched = () => {
    let at = low;
    while (arena.u8[at] === 0xa5) at++;
    return at - low;
  };
  const deep = (levels) => `${'[{"k":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`;
  arena.u8.fill(0xa5, low, low + 32768);
  engine.verify(engine.parse(deep(128)));
  engine.stringify(engine.parse(deep(512)), { sorted: true });
  engine.compact(engine.parse(deep(512)));
  engine.stringify(engine.parse(`[${'1e308,'.repeat(100)}123456789.123456789e-300]`));
  assert.ok(untouched() >= 8192, `${32768 - untouched()} of 32768 bytes of stack were used`);
  assert.ok(untouched() < 32768, 'the stack is where it is looked for');
});

test('find follows paths', async () => {
  const { engine } = await withEngine();
  const x = engine.parse('{"user":{"places":[{"name":"A"},{"name":"B"}],"a.b":1,"":2,"x/y":3,"m~n":4},"toJS":5}');
  for (const [path, value] of [
    ['user.places[1].name', 'B'], ['user.places.0.name', 'A'], ['user.a\\.b', 1], ['/user/places/1/name', 'B'],
    ['/user/', 2], ['/user/x~1y', 3], ['/user/m~0n', 4], ['toJS', 5], ['user.none', undefined], ['user.places[2].name', undefined],
    ['user.places[0].name.more', undefined], ['user.places.length', undefined], ['/user/places/01', undefined],
  ]) assert.equal(engine.find(x, path), value, path);
  assert.equal(engine.find(x, ''), x);
  assert.equal(engine.find(x, 'user.places'), x.user.places);
  for (const path of ['a..b', '.a', 'a.', 'a[x]', 'a[1', '[01]', 'a]', 'a\\', '/a~2']) assertFault(() => engine.find(x, path), Error, 'ZB_E_SYNTAX');
});

test('columns reckon in C, with the same results', async () => {
  for (const descriptor of [ROOMY, { ...ROOMY, shared: true }]) {
    const { buf, arena, engine } = await withEngine(0, descriptor);
    assert.ok(arena.kernels !== undefined, 'the kernels were loaded');
    const values = Float64Array.from({ length: 10_000 }, (_, i) => Math.sin(i) * 10 ** (i % 7));
    const plain = createColumn(fresh(0, ROOMY).arena, Float64Array, values);
    const column = createColumn(arena, Float64Array, values);
    let calls = 0;
    const { f64 } = arena.kernels;
    arena.kernels = { ...arena.kernels, f64: { ...f64, sum: (view) => { calls++; return f64.sum(view); } } };
    assert.equal(column.sum(), plain.sum());
    assert.equal(calls, 1, 'by C');
    engine.parse(JSON.stringify(Array.from({ length: 50_000 }, (_, i) => [i]))); // grows the memory
    assert.deepEqual(column.stats(), plain.stats());
    assert.equal(column.dot(column), plain.dot(plain));
    column.scale(0.5);
    plain.scale(0.5);
    assert.deepEqual([...column.view], [...plain.view]);
    assert.equal(engine.parse('["and JSON still works"]')[0], 'and JSON still works');
    buf.reset();
  }
  const without = fresh(0, ROOMY);
  attachEngineSync(without.arena, { module: await shippedModule('engine') });
  assert.equal(without.arena.kernels, undefined);
  assert.equal(createColumn(without.arena, Float64Array, [1, 2, 3.5]).sum(), 6.5);
});

test('a shared memory that one thread uses by itself', async () => {
  const { buf, arena, engine } = await withEngine(0, { ...ROOMY, shared: true });
  assert.equal(arena.control, 0);
  const x = engine.parse('{"a":["é"]}');
  assert.equal(engine.stringify(x), '{"a":["é"]}');
  assertFault(() => engine.parse('[1,'), SyntaxError, 'ZB_E_SYNTAX');
  engine.verify(x, { graph: true });
  buf.reset();
  assert.equal(arena.offset, engine.byteOffset + engine.byteLength);
});
