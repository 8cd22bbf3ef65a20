// SPDX-License-Identifier: MIT
// C and JavaScript over one memory: each reads what the other wrote, and what it changes later.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Arena, ZerobufError, zerobuf } from '../../js/core/index.js';
import { STATUSES, Tag } from '../../js/core/layout.gen.js';
import { random, seedOfRun } from '../js/support.mjs';
import { loadVectors } from '../js/vectors.mjs';
import { ARENA_START, SLOT, meet, placesOf, textAt, typedOf, untyped } from './c.mjs';

/** One memory with a control block, an arena of JavaScript's, and C. */
function together(descriptor) {
  const { memory, c } = meet(descriptor);
  const { control } = new Arena(memory, ARENA_START, { shared: true });
  // The tests run on one thread: clear the flag, so that restores are exercised, too.
  new DataView(memory.buffer).setUint32(control + 28, 0, true);
  const buf = zerobuf(memory, 0, { control });
  const scratch = ARENA_START - 65536;
  /** Put text where C can read it, outside the arena. */
  const lend = (text, at = scratch) => [at, new TextEncoder().encodeInto(text, new Uint8Array(memory.buffer, at, 4096)).written];
  const dump = (value) => {
    const tag = Array.isArray(value) ? Tag.Array : Tag.Object;
    return JSON.parse(textAt(memory, c.dump(control, tag, value.__zerobuf_ptr) >>> 0));
  };
  return { memory, c, control, buf, lend, dump };
}

/** What the dump says past 200 levels. */
const TOO_DEEP = STATUSES.find(([name]) => name === 'ZB_E_INVALID')[2];

const EXAMPLE = {
  none: null, yes: true, no: false, small: -5, large: 2 ** 40, half: 0.5, minusZero: -0, nan: NaN,
  text: 'Grüße 🙂', empty: '', big: -(2n ** 63n), bytes: Uint8Array.of(0, 255, 7),
  list: [1, 'two', [3], { four: 4 }], nested: { deep: { deeper: {} } }, '': 'the empty key', __proto__x: 1,
};

test('C reads what JavaScript wrote', () => {
  const { buf, dump } = together();
  assert.deepEqual(dump(buf.create(EXAMPLE)), typedOf(EXAMPLE));
  assert.deepEqual(dump(buf.create([EXAMPLE, EXAMPLE])), typedOf([EXAMPLE, EXAMPLE]));
});

test('JavaScript reads what C wrote', () => {
  const { c, control, buf, lend } = together();
  const object = c.object_new(control, 0) >>> 0;
  const list = c.array_new(control, 0) >>> 0;
  for (let i = 0; i < 100; i++) assert.equal(c.array_push(control, list, Tag.I32, i, 0n), 0);
  const set = (key, tag, a = 0, b = 0n) => assert.equal(c.object_set(control, object, ...lend(key), tag, a, b), 0);
  set('none', Tag.Null);
  set('yes', Tag.Bool, 1);
  set('minus', Tag.I32, -7);
  set('third', Tag.F64, 0, new BigUint64Array(new Float64Array([1 / 3]).buffer)[0]);
  set('big', Tag.BigInt, 0, -1n);
  set('list', Tag.Array, list);
  assert.equal(c.object_set_string(control, object, ...lend('text'), ...lend('Grüße 🙂', ARENA_START - 32768)), 0);
  assert.deepEqual(buf.wrapObject(object).toJS(), {
    none: null, yes: true, minus: -7, third: 1 / 3, big: -1n, list: Array.from({ length: 100 }, (_, i) => i), text: 'Grüße 🙂',
  });
});

test('an accessor shows what C changed, and C what the accessor changed', () => {
  const { c, control, buf, lend, dump } = together();
  const root = buf.create({ n: 1, list: [1, 2, 3], inner: { x: 1 } });
  const { list, inner } = root;
  assert.equal(c.object_set(control, root.__zerobuf_ptr, ...lend('n'), Tag.I32, 2, 0n), 0);
  assert.equal(root.n, 2);
  for (let i = 0; i < 50; i++) assert.equal(c.array_push(control, list.__zerobuf_ptr, Tag.I32, i, 0n), 0); // grows the block
  assert.equal(list.length, 53);
  assert.equal(list.at(-1), 49);
  assert.equal(c.array_set(control, list.__zerobuf_ptr, 0, Tag.Object, inner.__zerobuf_ptr, 0n), 0);
  assert.equal(list[0], inner); // the same value, the same accessor
  for (let i = 0; i < 20; i++) assert.equal(c.object_set(control, inner.__zerobuf_ptr, ...lend(`k${i}`), Tag.I32, i, 0n), 0);
  assert.equal(inner.k19, 19);
  assert.deepEqual(Object.keys(inner), ['x', ...Array.from({ length: 20 }, (_, i) => `k${i}`)]);
  assert.equal(c.array_pop(control, list.__zerobuf_ptr), 0);
  assert.equal(list.length, 52);

  root.n = 'now text';
  root.added = [true];
  list.push('from JavaScript');
  inner.x = 2n ** 62n;
  assert.deepEqual(dump(root), typedOf(root.toJS()));
});

test('keys that one side interned are found by the other', () => {
  const { c, control, buf, lend } = together();
  const first = buf.create({ shared: 1 });
  const keyOf = (object) => buf.arena.readU32(buf.arena.readU32(object) + 8);
  assert.equal(c.intern(control, ...lend('shared')) >>> 0, keyOf(first.__zerobuf_ptr));
  const made = c.intern(control, ...lend('from C')) >>> 0;
  assert.equal(keyOf(buf.create({ 'from C': 1 }).__zerobuf_ptr), made);
});

test('growth by C is survived by accessors that JavaScript holds, and the reverse', () => {
  const { memory, c, control, buf, dump } = together({ initial: 8, maximum: 512 });
  const root = buf.create({ n: 1, text: 'before' });
  const before = memory.buffer.byteLength;
  assert.notEqual(c.alloc(control, 1 << 22), 0);
  assert.ok(memory.buffer.byteLength > before);
  assert.equal(root.text, 'before');
  root.text = 'after';
  buf.arena.alloc(1 << 23);
  assert.deepEqual(dump(root), typedOf({ n: 1, text: 'after' }));
});

test('at the limit of the memory both sides fail alike, and nothing has changed', () => {
  const { c, control, buf, lend } = together({ initial: 8, maximum: 9 });
  const root = buf.create({ n: 1 });
  const { offset } = buf.arena;
  assert.equal(c.alloc(control, 1 << 20), 0);
  assert.throws(() => buf.arena.alloc(1 << 20), /out of memory/);
  assert.throws(() => buf.create({ text: 'x'.repeat(1 << 20) }), /out of memory/);
  assert.equal(buf.arena.offset, offset);
  buf.arena.alloc(buf.arena.remaining, 1);
  assert.equal(c.object_set(control, root.__zerobuf_ptr, ...lend('another'), Tag.I32, 2, 0n), -6);
  assert.throws(() => { root.another = 2; }, /out of memory/);
  assert.deepEqual(root.toJS(), { n: 1 });
});

test('a restore by C ends what JavaScript remembered', () => {
  const { c, control, buf } = together();
  const kept = buf.create({ keep: 1 });
  const mark = buf.save();
  buf.create({ gone: 1 });
  assert.equal(c.restore(control, mark), 0);
  assert.equal(buf.arena.offset, mark);
  assert.equal(c.restore(control, mark + 1), -10);
  const fresh = buf.create({ gone: 2, keep: 3 });
  assert.deepEqual([kept.toJS(), fresh.toJS()], [{ keep: 1 }, { gone: 2, keep: 3 }]);
});

test('C refuses what is no control block', () => {
  const { memory, c, control } = together();
  assert.equal(c.check(control), 0);
  assert.equal(c.check(control + 8), -9);
  assert.equal(c.check(control + 1), -2);
  assert.equal(c.check(memory.buffer.byteLength - 8), -1);
});

test('both sides judge damaged images alike, and read the same from what they accept', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const dice = random(seed);
  const verdicts = { accepted: 0, refused: 0 };
  const vectors = loadVectors().filter(({ kind }) => kind !== 'schema');
  for (let round = 0; round < 3000; round++) {
    const vector = dice.pick(vectors);
    const { memory, c, control } = together();
    const image = vector.image.slice(0, dice.below(8) === 0 ? dice.below(vector.image.length) : undefined);
    for (let flips = 1 + dice.below(3); flips > 0 && image.length > 0; flips--) image[dice.below(image.length)] ^= 1 << dice.below(8);
    // The image is the whole region of JavaScript's side, and a window for C.
    const base = c.alloc(control, image.length + 8) >>> 0;
    new Uint8Array(memory.buffer).set(image, base);
    const [[tag, root]] = placesOf(vector);
    const said = textAt(memory, c.dump_in(control, tag, root, base, image.length) >>> 0);
    if (said === TOO_DEEP) continue; // a value that contains itself: the dump gives up, toJS() does not

    const region = { buffer: image.buffer, grow() { throw new RangeError('fixed'); } };
    let read;
    try {
      const arena = zerobuf(region, 0);
      read = (tag === Tag.Array ? arena.wrapArray(root) : arena.wrapObject(root)).toJS();
    } catch (error) {
      assert.ok(error instanceof ZerobufError, `${vector.name}, seed ${seed}: ${error.stack}`);
    }
    assert.equal(said.startsWith('{'), read !== undefined, `${vector.name}, round ${round}, seed ${seed}: C says ${said.slice(0, 100)}`);
    if (read !== undefined) assert.deepEqual(untyped(JSON.parse(said)), read, `${vector.name}, round ${round}, seed ${seed}`);
    verdicts[read === undefined ? 'refused' : 'accepted']++;
  }
  t.diagnostic(`damaged images: ${verdicts.accepted} accepted, ${verdicts.refused} refused by both`);
  assert.ok(verdicts.accepted > 0 && verdicts.refused > 0);
});

test('a slot can be dumped where it lies', () => {
  const { memory, c, control, buf } = together();
  const object = buf.create({ x: 2.5 });
  const slot = buf.arena.readU32(object.__zerobuf_ptr) + 16;
  assert.deepEqual(JSON.parse(textAt(memory, c.dump(control, SLOT, slot) >>> 0)), typedOf(2.5));
});
