// SPDX-License-Identifier: MIT
// Deep copies: by key list and with texts kept from before, or with care where a value is no
// tree or is damaged. Both give the same.
import assert from 'node:assert/strict';
import test from 'node:test';
import { BLOCK_HEADER_BYTES } from '../../js/core/block.js';
import { setCodegen } from '../../js/core/codegen.js';
import { toJSArray, toJSObject, zerobuf } from '../../js/core/index.js';
import { Copy } from '../../js/core/plain.js';
import { ENTRY_SLOT_AT, SLOT_A_AT, Tag } from '../../js/core/layout.gen.js';
import { TextAhead } from '../../js/core/text-ahead.js';
import { readText } from '../../js/core/text.js';
import { TreeCopy } from '../../js/core/tree-copy.js';
import { assertFault, fresh, newMemory, random, seedOfRun } from './support.mjs';

/** Often enough for code to be made. */
const OFTEN = 40;

/** The copy that is made with care, whatever the value. */
function careful(arena, handle, tag = Tag.Object) {
  const copy = new Copy(arena);
  return copy.run(copy.enter(tag, handle, undefined));
}

const NAMES = ['id', 'name', 'ä', '', '__proto__', 'toJS', 'constructor', '7', "quo'te\"\\\n", '\u2028', 'a key of more than 24 bytes, so that it counts'];

function randomValue(r, depth) {
  switch (r.below(depth === 0 ? 7 : 10)) {
    case 0: return null;
    case 1: return r.below(2) === 0;
    case 2: return r.next() | 0;
    case 3: return r.next() / 3;
    case 4: return BigInt(r.next());
    case 5: return new Uint8Array(r.below(5)).fill(r.next());
    case 6: return 'äb日🙂'.slice(0, r.below(5)).repeat(r.below(30)) + 'x'.repeat(r.below(50));
    case 7: return Array.from({ length: r.below(7) }, () => randomValue(r, depth - 1));
    default: {
      const made = {};
      for (let n = r.below(6); n > 0; n--) {
        Object.defineProperty(made, r.pick(NAMES), { value: randomValue(r, depth - 1), writable: true, enumerable: true, configurable: true });
      }
      return made;
    }
  }
}

for (const allowed of [true, false]) {
  test(`the fast copy equals the careful one${allowed ? '' : ', without code generation'}`, () => {
    const seed = seedOfRun();
    const r = random(seed);
    setCodegen(allowed);
    try {
      const buf = fresh(0, { initial: 1, maximum: 512 });
      const fast = new TreeCopy(buf.arena);
      for (let round = 0; round < 1500; round++) {
        const handle = buf.create({ root: randomValue(r, 4), round }).__zerobuf_ptr;
        const copy = fast.run(Tag.Object, handle);
        assert.notEqual(copy, undefined, `seed ${seed}, round ${round}: given up`);
        const expected = careful(buf.arena, handle);
        assert.deepStrictEqual(copy, expected, `seed ${seed}, round ${round}`);
        assert.equal(JSON.stringify(Object.entries(copy), (_, v) => (typeof v === 'bigint' ? String(v) : v)), JSON.stringify(Object.entries(expected), (_, v) => (typeof v === 'bigint' ? String(v) : v)));
        if (r.below(50) === 0) buf.reset();
      }
    } finally {
      setCodegen(true);
    }
  });
}

test('what is met twice comes out as one object', () => {
  const buf = fresh();
  for (let i = 0; i < OFTEN; i++) {
    const part = buf.create({ part: i });
    const copy = buf.create({ a: part, b: [part, { c: part }], i }).toJS();
    assert.deepEqual(copy, { a: { part: i }, b: [{ part: i }, { c: { part: i } }], i });
    assert.equal(copy.a, copy.b[0]);
    assert.equal(copy.a, copy.b[1].c);
    assert.deepEqual(buf.create({ a: { part: i }, b: [], i }).toJS(), { a: { part: i }, b: [], i });
  }
});

test('one bytes value in two slots is one Uint8Array', () => {
  const buf = fresh();
  const list = buf.create([new Uint8Array([1, 2]), null]);
  const slots = buf.arena.readU32(list.__zerobuf_ptr) + 8;
  buf.arena.u8.copyWithin(slots + 16, slots, slots + 16);
  const copy = list.toJS();
  assert.deepEqual(copy, [new Uint8Array([1, 2]), new Uint8Array([1, 2])]);
  assert.equal(copy[0], copy[1]);
});

test('a cycle in a strict region ends', () => {
  const buf = fresh();
  const object = buf.create({ name: 'o', self: null });
  object.self = object;
  const copy = object.toJS();
  assert.equal(copy.self, copy);
});

test('the first of a key that stands twice counts', () => {
  const buf = fresh();
  for (let i = 0; i < OFTEN; i++) {
    const object = buf.create({ twice: 'first', other: 'second' });
    const entries = buf.arena.readU32(object.__zerobuf_ptr) + 8;
    buf.arena.u8.copyWithin(entries + 24, entries, entries + 8);
    assert.deepEqual(toJSObject(buf.arena, object.__zerobuf_ptr), { twice: 'first' });
  }
});

test('keys called __proto__ are data, in code and loop', () => {
  const buf = fresh();
  for (let i = 0; i < OFTEN; i++) {
    const copy = buf.create(JSON.parse('{"a": 1, "__proto__": {"polluted": true}}')).toJS();
    assert.deepEqual(Object.keys(copy), ['a', '__proto__']);
    assert.equal(Object.getPrototypeOf(copy), Object.prototype);
    assert.equal(copy.polluted, undefined);
  }
});

test('names are those that stand there now, when others write keys', () => {
  const memory = newMemory();
  const writer = zerobuf(memory, 1024);
  const handle = writer.create({ abc: 1, def: 2 }).__zerobuf_ptr;
  const reader = zerobuf(memory, 32768); // has written none of these keys
  for (let i = 0; i < OFTEN; i++) assert.deepEqual(toJSObject(reader.arena, handle), { abc: 1, def: 2 });
  const key = writer.arena.readU32(writer.arena.readU32(handle) + 8);
  writer.arena.writeU8(key, 0x78);
  assert.deepEqual(toJSObject(reader.arena, handle), { xbc: 1, def: 2 });
});

test('texts are those that stand there now, however often they were read', () => {
  const buf = fresh();
  const mark = buf.save();
  for (const length of [1, 2, 3, 4, 5, 8, 12, 13, 31, 32, 33, 100]) {
    for (let i = 0; i < 10; i++) {
      const text = String(i).repeat(length);
      const object = buf.create({ text, list: [text] });
      assert.equal(object.text, text);
      assert.deepEqual(object.toJS(), { text, list: [text] });
      const header = buf.arena.readU32(buf.arena.readU32(object.__zerobuf_ptr) + 8 + 8 + 4);
      buf.arena.writeU8(header + 4 + length - 1, 0x41); // as another side may, that does not keep to 3.2
      assert.equal(object.text, `${text.slice(0, -1)}A`);
      assert.equal(object.toJS().text, `${text.slice(0, -1)}A`);
      buf.restore(mark);
    }
  }
});

test('texts of any length and bytes read like TextDecoder reads them', () => {
  const seed = seedOfRun();
  const r = random(seed);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const buf = fresh();
  const list = buf.create(['x'.repeat(400)]);
  const header = buf.arena.readU32(buf.arena.readU32(list.__zerobuf_ptr) + 8 + 4);
  for (let round = 0; round < 4000; round++) {
    const length = r.below(round % 2 === 0 ? 20 : 400);
    const bytes = Uint8Array.from({ length }, () => (r.below(4) === 0 ? r.next() : 0x61 + r.below(26)));
    buf.arena.writeU32(header, length);
    buf.arena.u8.set(bytes, header + 4);
    const expected = decoder.decode(bytes);
    for (const text of [toJSArray(buf.arena, list.__zerobuf_ptr)[0], list[0], readText(buf.arena, header + 4, length)]) {
      assert.equal(text, expected, `seed ${seed}, round ${round}: ${bytes}`);
    }
  }
});

test('a tree deeper than the recursion goes is copied', () => {
  const buf = fresh(0, { initial: 1, maximum: 512 });
  for (const depth of [62, 63, 64, 65, 66, 3000]) {
    let value = { n: depth };
    for (let i = 0; i < depth; i++) value = { down: value };
    let copy = buf.create(value).toJS();
    for (let i = 0; i < depth; i++) copy = copy.down;
    assert.deepEqual(copy, { n: depth });
  }
});

test('damage is reported as ever, and does not spoil the next copy', () => {
  const buf = fresh();
  for (let i = 0; i < OFTEN; i++) {
    const object = buf.create({ ok: { damaged: 1 }, text: 'thirteen bytes' });
    const slots = buf.arena.readU32(object.__zerobuf_ptr) + 16;
    const before = buf.arena.readU32(slots + 4);
    buf.arena.writeU32(slots + 4, before + 2);
    assertFault(() => object.toJS(), RangeError, 'ZB_E_ALIGN');
    buf.arena.writeU32(slots + 4, 0xffff_fff0);
    assertFault(() => object.toJS(), RangeError, 'ZB_E_BOUNDS');
    buf.arena.writeU32(slots + 4, before);
    buf.arena.writeU8(slots, 0x55);
    assertFault(() => object.toJS(), TypeError, 'ZB_E_TAG');
    buf.arena.writeU8(slots, Tag.Object);
    assert.deepEqual(object.toJS(), { ok: { damaged: 1 }, text: 'thirteen bytes' });
  }
});

test('handles of many objects on one block cannot multiply it', () => {
  const memory = new WebAssembly.Memory({ initial: 32 });
  const buf = zerobuf(memory, 1024);
  const big = buf.create(Array.from({ length: 10_000 }, (_, i) => i));
  const data = buf.arena.readU32(big.__zerobuf_ptr);
  const list = buf.create(Array.from({ length: 5000 }, () => []));
  const slots = buf.arena.readU32(list.__zerobuf_ptr) + 8;
  for (let i = 0; i < 5000; i++) buf.arena.writeU32(buf.arena.readU32(slots + 16 * i + 4), data);
  assertFault(() => list.toJS(), Error, 'ZB_E_CORRUPT');
});

test('copies in turn of several arenas and of many shapes', () => {
  const bufs = [fresh(0, { initial: 1, maximum: 512 }), fresh(4096), fresh(64, undefined, { shared: true })];
  for (let i = 0; i < 1500; i++) {
    const value = { [`k${i % 1200}`]: i, same: { in: 'all' } };
    for (const buf of bufs) {
      assert.deepEqual(buf.create(value).toJS(), value);
      if (i % 100 === 0) buf.reset();
    }
  }
});

test('texts of many objects are decoded together, whatever stands among them', () => {
  const seed = seedOfRun();
  const r = random(seed);
  const buf = fresh(0, { initial: 1, maximum: 512 });
  const unique = (least) => Array.from({ length: least + r.below(60) }, () => String.fromCharCode(32 + r.below(95))).join('');
  const text = () => r.pick([unique(13), unique(33), unique(500), unique(0), 'ä' + unique(13), unique(20) + '\u007f\u0080', unique(10) + '\0' + unique(10), '🙂'.repeat(5)]);
  const record = (i) => ({
    i, name: text(), note: r.below(9) === 0 ? null : text(), inner: { name: text(), list: Array.from({ length: r.below(12) }, () => ({ name: text() })) }, last: text(),
  });
  let taken = 0;
  const { take } = TextAhead.prototype;
  TextAhead.prototype.take = function () {
    taken++;
    return take.call(this);
  };
  try {
    for (let round = 0; round < 30; round++) {
      const records = Array.from({ length: r.below(200) }, (_, i) => r.below(20) === 0 ? r.pick([null, text(), [text()], { other: text() }]) : record(i));
      const handle = buf.create({ records }).__zerobuf_ptr;
      const copy = new TreeCopy(buf.arena).run(Tag.Object, handle);
      assert.deepStrictEqual(copy, { records }, `seed ${seed}, round ${round}`);
      buf.reset();
    }
  } finally {
    TextAhead.prototype.take = take;
  }
  assert.ok(taken > 1000, `${taken} texts were decoded together`);
});

test('a text outside the region among many gives the fast copy up', () => {
  const buf = fresh(0, { initial: 1, maximum: 1 });
  const { arena } = buf;
  const records = Array.from({ length: 40 }, (_, i) => ({ name: `a name of more than 32 bytes, number ${i}` }));
  const list = buf.create(records);
  const fast = new TreeCopy(arena);
  assert.deepStrictEqual(fast.run(Tag.Array, list.__zerobuf_ptr), records);
  const handle = list[30].__zerobuf_ptr;
  const header = arena.dv.getUint32(arena.dv.getUint32(handle, true) + BLOCK_HEADER_BYTES + ENTRY_SLOT_AT + SLOT_A_AT, true);
  arena.dv.setUint32(header, 400, true); // reads what stands behind it
  assert.equal(fast.run(Tag.Array, list.__zerobuf_ptr)[30].name.length > 40, true);
  arena.dv.setUint32(header, 0x7fff_ffff, true);
  assert.equal(fast.run(Tag.Array, list.__zerobuf_ptr), undefined);
  assertFault(() => list.toJS(), RangeError, 'ZB_E_BOUNDS', /./);
});
