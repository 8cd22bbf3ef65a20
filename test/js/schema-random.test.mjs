// SPDX-License-Identifier: MIT
// Compiled classes against closures, over the same bytes: random slots, damaged on purpose, and
// random values. Both must give the same value or the same error, and leave the same bytes.
import assert from 'node:assert/strict';
import test from 'node:test';
import { setCodegen } from '../../js/core/codegen.js';
import { ZerobufError, defineSchema, zerobuf } from '../../js/core/index.js';
import { newMemory, random, rounds, seedOfRun } from './support.mjs';

const SEED = seedOfRun();
const ROUNDS = rounds('ROUNDS', 100);
const BYTES = 2048;

const BASIC = ['any', 'bool', 'i32', 'f64', 'bigint', 'string', 'bytes', 'array', 'object', 'date', 'column<f64>', 'column<u8>', 'column<i64>'];

/** Types of a random schema. */
function randomTypes(rng, depth = 0) {
  if (depth === 0 && rng.below(6) === 0) return Array.from({ length: 1 + rng.below(4) }, (_, i) => `f${i}`);
  const types = {};
  for (let i = 1 + rng.below(5); i > 0; i--) {
    types[`f${i}`] = depth < 2 && rng.below(5) === 0 ? randomTypes(rng, depth + 1) : rng.pick(BASIC) + (rng.below(2) ? '?' : '');
  }
  return types;
}

/** A schema made with or without code generation; its classes are made at the first use. */
function define(types) {
  if (Array.isArray(types)) return defineSchema(types, 'S');
  return defineSchema(Object.fromEntries(Object.entries(types).map(([name, type]) => [name, typeof type === 'string' ? type : define(type)])), 'S');
}

function side(types, isExtended, isCompiled) {
  setCodegen(isCompiled);
  try {
    const { arena } = zerobuf(newMemory(), 64, { types: isExtended ? 'full' : 'v1' });
    const schema = define(types);
    schema.createList(arena, 0);
    schema.list(arena, 64, 0);
    return { arena, schema };
  } finally {
    setCodegen(true);
  }
}

/** Invalid dates do not equal each other in every version of assert. */
function comparable(value) {
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Array.isArray(value) ? value.map(comparable) : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, comparable(item)]));
}

/** What an operation gives, for comparison; of several wrong values, which is found first may differ. */
function outcome(operation, takesMany) {
  try {
    const value = operation();
    return { value: comparable(typeof value?.toJS === 'function' ? value.toJS() : value) };
  } catch (error) {
    assert.ok(error instanceof ZerobufError, error?.stack);
    return { error: takesMany ? 'some' : `${error.name} ${error.code} ${error.message}` };
  }
}

function randomValue(rng) {
  switch (rng.below(16)) {
    case 0: return null;
    case 1: return rng.below(2) === 1;
    case 2: return rng.next() | 0;
    case 3: return rng.next() / 7;
    case 4: return -0;
    case 5: return NaN;
    case 6: return BigInt(rng.next()) * BigInt(rng.next()) * (rng.below(2) ? 1n : -3n);
    case 7: return 'text'.repeat(rng.below(4));
    case 8: return new Uint8Array([rng.below(256), 1]);
    case 9: return [rng.below(9), 'a', [null]];
    case 10: return { a: rng.below(9), b: { c: 'd' } };
    case 11: return new Date(rng.next());
    case 12: return new Float64Array([1.5, rng.below(9)]);
    case 13: return new BigInt64Array([5n]);
    case 14: return undefined;
    default: return 'caf\u00e9 \u{1f600}';
  }
}

/** Values for a schema, mostly of its types. */
function randomValues(rng, types) {
  const names = Array.isArray(types) ? types : Object.keys(types);
  const values = {};
  for (const name of names) {
    if (rng.below(12) === 0) continue;
    const type = Array.isArray(types) ? 'any' : types[name];
    if (typeof type === 'object') values[name] = randomValues(rng, type);
    else values[name] = fitting(rng, type.replace('?', ''));
  }
  if (rng.below(20) === 0) values.extra = 1;
  return values;
}

function fitting(rng, type) {
  if (rng.below(10) === 0) return randomValue(rng);
  switch (type) {
    case 'bool': return rng.below(2) === 1;
    case 'i32': return rng.next() | 0;
    case 'f64': return rng.below(2) ? rng.below(100) : rng.next() / 3;
    case 'bigint': return BigInt(rng.next());
    case 'string': return 'text'.repeat(rng.below(4));
    case 'bytes': return new Uint8Array([rng.below(256)]);
    case 'array': return [rng.below(9), 'a'];
    case 'object': return { a: rng.below(9) };
    case 'date': return new Date(rng.next());
    case 'column<f64>': return new Float64Array([rng.below(9)]);
    case 'column<u8>': return new Uint8Array([rng.below(9)]);
    case 'column<i64>': return new BigInt64Array([BigInt(rng.below(9))]);
    default: return randomValue(rng);
  }
}

/** One random operation: a function of a side, and whether it takes several values. */
function randomOperation(rng, types, at, count) {
  const names = Array.isArray(types) ? types : Object.keys(types);
  const name = rng.pick(names), index = rng.below(count + 1) - (rng.below(4) === 0 ? 1 : 0);
  const isNested = !Array.isArray(types) && typeof types[name] === 'object';
  const value = isNested ? randomValues(rng, types[name]) : rng.below(2) ? randomValue(rng) : fitting(rng, Array.isArray(types) ? 'any' : types[name].replace('?', ''));
  const values = randomValues(rng, types);
  const kind = rng.below(12);
  return { takesMany: isNested || kind === 6 || kind >= 10, run: operationOf() };

  function operationOf() {
    switch (kind) {
      case 0: return ({ arena, schema }) => schema.wrap(arena, at)[name];
      case 1: return ({ arena, schema }) => schema.view(arena, at)[name];
      case 2: return ({ arena, schema }) => { schema.wrap(arena, at)[name] = value; };
      case 3: return ({ arena, schema }) => { schema.view(arena, at)[name] = value; };
      case 4: return ({ arena, schema }) => schema.toJS(arena, at);
      case 5: return ({ arena, schema }) => schema.list(arena, at, count).toJS();
      case 6: return ({ arena, schema }) => schema.list(arena, at, count).set(index, values);
      case 7: return ({ arena, schema }) => schema.list(arena, at, count).at(index)[name];
      case 8: return ({ arena, schema }) => schema.list(arena, at, count).column(name).at(index);
      case 9: return ({ arena, schema }) => (isNested ? null : schema.list(arena, at, count).column(name).set(index, value));
      case 10: return ({ arena, schema }) => schema.create(arena, values).__zerobuf_ptr;
      default: return ({ arena, schema }) => schema.createList(arena, [values, values]).toJS();
    }
  }
}

/** Bytes that look like slots, with tags and offsets that may be anything. */
function randomBytes(rng) {
  const bytes = new Uint8Array(BYTES), dv = new DataView(bytes.buffer);
  for (let slot = 64; slot < BYTES; slot += 16) {
    const tag = rng.below(4) ? rng.below(10) : 0x80 + rng.below(16);
    dv.setUint8(slot, tag);
    dv.setUint32(slot + 4, rng.below(3) ? 4 * rng.below(BYTES / 4) : rng.next(), true);
    if (rng.below(2)) dv.setFloat64(slot + 8, rng.next() / 9, true);
    else dv.setUint32(slot + 8, rng.below(64), true);
  }
  return bytes;
}

/** Copy of the bytes that objects lie in. (What is allocated behind them has gaps, in which anything may lie.) */
const windowOf = ({ arena }) => new BigInt64Array(arena.buffer, 64, BYTES / 8 - 8).slice();

function areSame(a, b) {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

test('compiled classes and closures do the same, over any bytes', (t) => {
  t.diagnostic(`SEED=${SEED} ROUNDS=${ROUNDS}`);
  let values = 0, errors = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const rng = random(SEED + round);
    const types = randomTypes(rng), isExtended = rng.below(2) === 1;
    const sides = [side(types, isExtended, true), side(types, isExtended, false)];
    if (rng.below(3)) {
      const bytes = randomBytes(rng);
      for (const { arena } of sides) new Uint8Array(arena.buffer).set(bytes);
    }
    for (const { arena } of sides) arena.alloc(BYTES, 8);
    for (let step = 0; step < 30; step++) {
      const count = rng.below(4), at = 64 + 4 * rng.below(64);
      const { run, takesMany } = randomOperation(rng, types, at, count);
      const where = `SEED=${SEED} round ${round} step ${step} ${JSON.stringify(types)} ${run}`;
      if (rng.below(20) === 0) for (const { arena } of sides) arena.memory.grow(1);
      const before = windowOf(sides[0]);
      const [compiled, closures] = sides.map((it) => outcome(() => run(it), takesMany));
      assert.deepEqual(compiled, closures, where);
      assert.equal(sides[0].arena.offset, sides[1].arena.offset, where);
      assert.ok(areSame(windowOf(sides[0]), windowOf(sides[1])), `${where}: other bytes`);
      if (compiled.error !== undefined) assert.ok(areSame(windowOf(sides[0]), before), `${where}: an error changed something`);
      if (compiled.error === undefined) values++;
      else errors++;
    }
  }
  t.diagnostic(`${values} operations gave a value, ${errors} an error`);
  assert.ok(values > ROUNDS && errors > ROUNDS, 'both happen');
});
