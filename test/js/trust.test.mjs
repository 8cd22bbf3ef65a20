// SPDX-License-Identifier: MIT
// `trusted: false`: what a hostile writer can put into a region, and change while it is read.
// Work is counted in reads of the region, never in time. SEED=n repeats a run; TRUST_ROUNDS=n
// changes its length.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ZerobufError, defineSchema, zerobuf } from '../../js/core/index.js';
import { assertFault, fresh, random, rounds, seedOfRun } from './support.mjs';

const ROUNDS = rounds('TRUST_ROUNDS', 3000);
const UNTRUSTED = { trusted: false };

/** A view that counts its reads, and lets somebody change the bytes before each. */
class WatchedView extends DataView {
  reads = 0;
  limit = Infinity;
  /** @type {((read: number, offset: number) => void) | undefined} */
  before = undefined;

  look(offset) {
    this.reads++;
    this.before?.(this.reads, offset);
    if (this.reads > this.limit) throw new Error(`${this.limit} reads of the region were not enough`);
  }
}
for (const name of ['getUint8', 'getUint32', 'getInt32', 'getFloat64', 'getBigInt64']) {
  WatchedView.prototype[name] = function read(offset, isLittleEndian) {
    this.look(offset);
    return DataView.prototype[name].call(this, offset, isLittleEndian);
  };
}

/** An arena over a copy of an image, with its view watched. */
function watch(image, options = UNTRUSTED) {
  const buffer = new ArrayBuffer(image.length);
  new Uint8Array(buffer).set(image);
  const buf = zerobuf({ buffer }, image.length, options);
  buf.arena.dv = new WatchedView(buffer);
  return buf;
}

const SCHEMA = defineSchema(['x', 'label', 'list']);

/** An image with everything in it, and where its roots are. */
function makeImage(types) {
  const buf = fresh(8, { initial: 1 }, { types });
  const shared = buf.create({ shared: [1, 2, 3] });
  const values = {
    numbers: [1, 2.5, -7, 1e300, 12345678901234567890n & 0x7fffffffffffffffn, true, null],
    texts: ['short', 'a longer text that takes a decoder: äöü €', ''],
    records: Array.from({ length: 6 }, (_, id) => ({ id, name: `name ${id}`, tags: ['a', 'b'], at: { x: id, y: -id } })),
    __proto__key: 1,
    bytes: new Uint8Array([1, 2, 3, 4, 5]),
    one: shared,
    two: shared,
    ...(types === 'full' ? { map: new Map([['k', { v: 1 }]]), set: new Set([1, 'x']), date: new Date(5), error: new RangeError('e'), column: new Float64Array(4), undef: undefined } : {}),
  };
  Object.defineProperty(values, '__proto__', { value: { polluted: true }, enumerable: true });
  const object = buf.create(values).__zerobuf_ptr;
  const array = buf.create([values.records, values.texts, 5]).__zerobuf_ptr;
  const schema = SCHEMA.create(buf.arena, { x: 1.5, label: 'label', list: [1, { a: 'b' }] }).__zerobuf_ptr;
  return { image: buf.arena.u8.slice(0, buf.arena.offset), object, array, schema };
}

/** Read through accessors, at most `budget.left` values: damage may make a cycle. */
function walk(value, budget) {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (budget.left-- <= 0) return;
      walk(item, budget);
    }
    return;
  }
  for (const key of Object.keys(value)) {
    if (budget.left-- <= 0) return;
    walk(value[key], budget);
  }
}

/** Every way of reading a root. */
const USES = {
  keys: (buf, { object }) => Object.keys(buf.wrapObject(object)),
  entries: (buf, { object }) => Object.entries(buf.wrapObject(object)),
  spread: (buf, { object }) => ({ ...buf.wrapObject(object) }),
  has: (buf, { object }) => 'absent' in buf.wrapObject(object),
  read: (buf, { object }) => buf.wrapObject(object).records?.[2]?.name,
  walk: (buf, { object }) => walk(buf.wrapObject(object), { left: 300 }),
  toJS: (buf, { object }) => buf.wrapObject(object).toJS(),
  copies: (buf, { object }) => JSON.stringify(buf.wrapObject(object).toJS(), (_key, value) => (typeof value === 'bigint' ? null : value)),
  iteration: (buf, { array }) => [...buf.wrapArray(array)],
  methods: (buf, { array }) => buf.wrapArray(array).map((x) => typeof x).concat(buf.wrapArray(array).indexOf(5)),
  stringified: (buf, { array }) => JSON.stringify(buf.wrapArray(array)),
  arrayToJS: (buf, { array }) => buf.wrapArray(array).toJS(),
  schema: (buf, { schema }) => walk(SCHEMA.wrap(buf.arena, schema), { left: 100 }),
  schemaToJS: (buf, { schema }) => SCHEMA.toJS(buf.arena, schema),
};

/** What JSON.stringify itself says of a value that reaches itself, or of a bigint. */
const isOfJson = (error) => error instanceof TypeError && /circular|cyclic|BigInt/i.test(error.message);

/** Run a use; errors of this library are answers. @returns whether it was read */
function attempt(use, context) {
  try {
    use();
  } catch (error) {
    assert.ok(error instanceof ZerobufError || isOfJson(error), `${context}: ${error.stack}`);
    return false;
  } finally {
    assert.equal(Object.prototype.polluted, undefined, `${context}: Object.prototype was polluted`);
  }
  return true;
}

function flip(r, image) {
  const copy = image.slice();
  for (let n = 1 + r.below(6); n > 0; n--) {
    const at = r.below(copy.length);
    if (r.below(3) === 0) copy[at] ^= 1 << r.below(8);
    else if (r.below(2) === 0) copy[at] = r.next();
    else new DataView(copy.buffer).setUint32(Math.min(at, copy.length - 4) & ~3, r.pick([0, 8, 0x7fffffff, 0xffffffff, 0x80000000, r.below(copy.length), r.below(copy.length) & ~7]), true);
  }
  return copy;
}

for (const types of ['v1', 'full']) {
  test(`images with bytes flipped are read or refused in bounded work, types ${types}`, (t) => {
    const seed = seedOfRun();
    t.diagnostic(`SEED=${seed} TRUST_ROUNDS=${ROUNDS}`);
    const r = random(seed);
    const made = makeImage(types);
    const names = Object.keys(USES);
    let read = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const buf = watch(flip(r, made.image), { ...UNTRUSTED, types, budget: { nodes: 4000, depth: 40, bytes: 100_000 } });
      const { dv } = buf.arena;
      const name = names[round % names.length];
      dv.limit = 200_000;
      if (attempt(() => USES[name](buf, made), `SEED=${seed} round ${round} ${name}`)) read++;
      assert.ok(dv.reads <= dv.limit, `SEED=${seed} round ${round} ${name}: too many reads`);
    }
    assert.ok(read > ROUNDS / 20 && read < ROUNDS, `${read} of ${ROUNDS} were read`);
  });
}

test('bytes that another thread changes between any two reads', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`SEED=${seed}`);
  const r = random(seed);
  const made = makeImage('v1');
  let tries = 0;
  for (const [name, use] of Object.entries(USES)) {
    const calm = watch(made.image);
    attempt(() => use(calm, made), name);
    const { reads } = calm.arena.dv;
    assert.ok(reads > 0, name);
    for (let n = 0; n < 120; n++) {
      const when = 1 + r.below(reads);
      const buf = watch(made.image);
      const { dv } = buf.arena;
      dv.limit = 20 * reads + 100_000;
      const value = r.pick([0, 1, 0x7fffffff, 0xffffffff, made.image.length, made.object, r.below(made.image.length)]);
      dv.before = (read, offset) => {
        // From the chosen read on, what was just about to be read, and what lies around it, is another.
        if (read === when) for (const at of [offset, offset + 4]) if (at <= made.image.length - 4) dv.setUint32(at & ~3, value, true);
      };
      attempt(() => use(buf, made), `SEED=${seed} ${name}, changed before read ${when} of ${reads}`);
      tries++;
    }
  }
  assert.ok(tries > 1000);
});

test('a length is read once: growing between check and use leads nowhere', () => {
  for (const grown of [100, 0x7fffffff, 0xffffffff]) {
    const made = fresh(8, { initial: 1 });
    const ptr = made.create({ text: 'a text of more than twenty-four bytes, decoded', bytes: new Uint8Array(40), list: [1, 2, 3] }).__zerobuf_ptr;
    const image = made.arena.u8.slice(0, made.arena.offset);
    for (const use of [(x) => x.text, (x) => x.bytes, (x) => [...x.list], (x) => x.toJS()]) {
      const seen = new Map();
      const buf = watch(image);
      const { dv } = buf.arena;
      // Every word reads as it is the first time, and then as something large.
      dv.before = (_read, offset) => {
        const count = (seen.get(offset) ?? 0) + 1;
        seen.set(offset, count);
        if (count === 2 && offset % 4 === 0 && offset <= image.length - 4) dv.setUint32(offset, grown, true);
      };
      dv.limit = 100_000;
      attempt(() => use(buf.wrapObject(ptr)), `grown to ${grown}`);
    }
  }
});

/** An array whose two elements are the same next array, `levels` deep: 2^levels leaves as a tree. */
function bomb(buf, levels) {
  let inner = buf.create([1, 1]);
  for (let i = 0; i < levels; i++) inner = buf.create([0, 0]).fill(inner);
  return inner;
}

test('a few bytes that describe a huge tree: the budget of nodes', () => {
  const made = fresh();
  const ptr = bomb(made, 60).__zerobuf_ptr;
  const buf = zerobuf(made.arena.memory, made.arena.offset, { trusted: false, budget: { nodes: 100_000 } });
  assertFault(() => buf.wrapArray(ptr).toJS(), ZerobufError, 'ZB_E_BUDGET', /more than the 100000 values/);
  const small = bomb(made, 3).__zerobuf_ptr;
  const copy = zerobuf(made.arena.memory, made.arena.offset, UNTRUSTED).wrapArray(small).toJS();
  assert.equal(JSON.stringify(copy), JSON.stringify([[[[1, 1], [1, 1]], [[1, 1], [1, 1]]], [[[1, 1], [1, 1]], [[1, 1], [1, 1]]]]));
  assert.equal(copy[0], copy[1], 'what is shared stays so');
});

test('what is shared counts as often as it is met, in maps and sets too', () => {
  for (const wrap of [(x) => [x, x], (x) => ({ a: x, b: x }), (x) => new Map([['a', x], ['b', x]]), (x) => new Map([[x, 1], ['b', x]])]) {
    let value = wrap([1, 2, 3, 4]);
    for (let i = 0; i < 14; i++) value = wrap(value);
    const made = fresh(8, { initial: 4 }, { types: 'full' });
    const ptr = made.create({ value }).__zerobuf_ptr;
    const options = { types: 'full', trusted: false };
    const strict = zerobuf(made.arena.memory, made.arena.offset, { ...options, budget: { nodes: 60_000 } });
    assertFault(() => strict.wrapObject(ptr).toJS(), ZerobufError, 'ZB_E_BUDGET');
    assert.ok(zerobuf(made.arena.memory, made.arena.offset, options).wrapObject(ptr).toJS().value);
  }
});

test('depth: deep nesting and values that hold themselves', () => {
  const made = fresh(8, { initial: 4 });
  let deep = [];
  for (let i = 0; i < 128; i++) deep = [deep];
  const tooDeep = made.create(deep).__zerobuf_ptr;
  const justRight = made.create(deep[0]).__zerobuf_ptr;
  const circle = made.create({ self: null });
  circle.self = circle;
  const buf = zerobuf(made.arena.memory, made.arena.offset, UNTRUSTED);
  assertFault(() => buf.wrapArray(tooDeep).toJS(), ZerobufError, 'ZB_E_DEPTH', /deeper than the 128 levels/);
  assert.equal(JSON.stringify(buf.wrapArray(justRight).toJS()).length, 256);
  const copy = buf.wrapObject(circle.__zerobuf_ptr).toJS();
  assert.equal(copy.self, copy, 'a value that holds itself ends');
  const wide = zerobuf(made.arena.memory, made.arena.offset, { trusted: false, budget: { depth: 129 } });
  assert.equal(JSON.stringify(wide.wrapArray(tooDeep).toJS()).length, 258);
});

test('bytes: one long text referred to many times', () => {
  const made = fresh(8, { initial: 40 });
  const holder = made.create({ text: 'x'.repeat(1_000_000) });
  const list = made.create(Array.from({ length: 70 }, () => null));
  const slot = made.arena.readU32(holder.__zerobuf_ptr) + 16;
  const data = made.arena.readU32(list.__zerobuf_ptr);
  for (let i = 0; i < 70; i++) made.arena.u8.copyWithin(data + 8 + 16 * i, slot, slot + 16);
  const buf = zerobuf(made.arena.memory, made.arena.offset, UNTRUSTED);
  assertFault(() => buf.wrapArray(list.__zerobuf_ptr).toJS(), ZerobufError, 'ZB_E_BUDGET', /more than the 67108864 bytes/);
  const generous = zerobuf(made.arena.memory, made.arena.offset, { trusted: false, budget: { bytes: 70_000_000 } });
  assert.equal(generous.wrapArray(list.__zerobuf_ptr).toJS()[69].length, 1_000_000);
});

test('budgets hold exactly, and for trusted arenas that ask for them', () => {
  for (const trusted of [false, true]) {
    const make = (budget) => fresh(8, undefined, { trusted, budget });
    const value = [[1, 2, 'cde'], 'äx']; // 2 + 3 values; 3 + 3 bytes; 2 levels
    for (const [unit, limit, code] of [['nodes', 5, 'ZB_E_BUDGET'], ['bytes', 6, 'ZB_E_BUDGET'], ['depth', 2, 'ZB_E_DEPTH']]) {
      assert.deepEqual(make({ [unit]: limit }).create(value).toJS(), value);
      assertFault(() => make({ [unit]: limit - 1 }).create(value).toJS(), ZerobufError, code, new RegExp(`budget.${unit}`));
    }
  }
  assert.deepEqual(fresh(0, undefined, UNTRUSTED).arena.budget, { depth: 128, nodes: 2 ** 20, bytes: 2 ** 26 });
  assert.deepEqual(fresh().arena.budget, { depth: Infinity, nodes: Infinity, bytes: Infinity });
  assert.deepEqual(fresh(0, undefined, { budget: { nodes: 7 } }).arena.budget, { depth: Infinity, nodes: 7, bytes: Infinity });
});

test('bad options are refused', () => {
  assertFault(() => fresh(0, undefined, { trusted: 'no' }), TypeError, 'ZB_E_INVALID', /pass true or false/);
  for (const nodes of [0, -1, 1.5, NaN, '5']) assertFault(() => fresh(0, undefined, { budget: { nodes } }), RangeError, 'ZB_E_INVALID', /budget.nodes/);
  assertFault(() => fresh(0, undefined, { trusted: false, budget: { depth: Infinity } }), RangeError, 'ZB_E_INVALID', /budget.depth is Infinity/);
  assertFault(() => fresh(0, undefined, { budget: 5 }), RangeError, 'ZB_E_INVALID', /budget is 5/);
});

test('defect: __proto__, constructor and __zerobuf_ptr in a stranger\'s data are data', () => {
  const source = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"__zerobuf_ptr":4711,"toJS":"text","deep":{"__proto__":[]}}');
  const made = fresh();
  const ptr = made.create(source).__zerobuf_ptr;
  const buf = zerobuf(made.arena.memory, made.arena.offset, UNTRUSTED);
  const x = buf.wrapObject(ptr);
  assert.deepEqual(Object.keys(x), Object.keys(source));
  const copy = x.toJS();
  assert.equal(JSON.stringify(copy), JSON.stringify(source));
  for (const object of [copy, copy.deep, { ...x }]) assert.equal(Object.getPrototypeOf(object), Object.prototype);
  assert.equal({}.polluted, undefined);
  assert.equal(Object.getPrototypeOf(x), Object.prototype);
  assert.equal(x.__zerobuf_ptr, ptr);
});

test('forged counts and lengths are refused before anything is done', () => {
  const made = fresh(8, { initial: 1 });
  const x = made.create({ list: [1, 2, 3], text: 'text', bytes: new Uint8Array(2) });
  const image = made.arena.u8.slice(0, made.arena.offset);
  const dv = new DataView(image.buffer);
  const object = x.__zerobuf_ptr;
  const data = dv.getUint32(object, true);
  const array = dv.getUint32(data + 16 + 4, true);
  const places = { 'capacity of the object': data, 'count of the object': data + 4, 'handle of the object': object,
    'handle of the array': array, 'length of the array': dv.getUint32(array, true) + 4, 'capacity of the array': dv.getUint32(array, true),
    'text': dv.getUint32(data + 16 + 24 + 4, true), 'bytes': dv.getUint32(data + 16 + 48 + 4, true), 'length of a key': data + 12, 'offset of a key': data + 8 };
  for (const [name, at] of Object.entries(places)) {
    const forged = image.slice();
    new DataView(forged.buffer).setUint32(at, 0xfffffff0, true);
    const buf = watch(forged);
    const { dv: view } = buf.arena;
    view.limit = 500;
    const refused = codeOf(() => buf.wrapObject(object).toJS());
    assert.ok(['ZB_E_BOUNDS', 'ZB_E_CORRUPT', 'ZB_E_BUDGET'].includes(refused), `${name}: ${refused}`);
    assert.ok(view.reads <= 500, `${name}: ${view.reads} reads`);
  }
});

/** The code of the error that an operation throws. */
function codeOf(operation) {
  try {
    operation();
  } catch (error) {
    return error.code;
  }
  return assert.fail('nothing was thrown');
}
