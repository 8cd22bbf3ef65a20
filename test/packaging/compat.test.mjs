// SPDX-License-Identifier: MIT
// The 24 functions of the published C interface, called as symbols on every image of vectors/:
// from a native program and from JavaScript in a module.  What they must answer is worked out
// here from the expectation and the layout, without any of our readers.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadVectors } from '../js/vectors.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ABSENT = 0xffffffffn;
const TAG = { null: 0, bool: 1, i32: 2, f64: 3, string: 4, array: 5, object: 6, bigint: 7, bytes: 8 };

/** Every function of the interface: what its result is, and what it takes behind the offset. */
const FUNCTIONS = {
  tag: 'u32', read_i32: 'i32', read_f64: 'f64', read_i64: 'i64', read_bool: 'u32',
  write_i32: 'void', write_f64: 'void', write_i64: 'void', write_bool: 'void', write_null: 'void',
  read_len: 'u32', read_data_ptr: 'u32', deref: 'u32', array_len: 'u32', array_element_offset: 'u32', object_count: 'u32',
  object_find: 'u32', object_get_f64: 'f64', object_get_i32: 'i32', object_get_i64: 'i64', object_get_string: 'string',
  object_set_f64: 'u32', object_set_i32: 'u32', object_set_i64: 'u32',
};

const bitsOf = (number) => new BigUint64Array(new Float64Array([number]).buffer)[0];
const numberOf = (bits) => new Float64Array(new BigUint64Array([BigInt.asUintN(64, bits)]).buffer)[0];
const hexOf = (key) => Buffer.from(key, 'utf8').toString('hex');

/** The calls to make on one image, with what each must answer: numbers as bigints, an f64 as its bits. */
class Calls {
  list = [];

  constructor(vector) {
    this.bytes = Buffer.from(vector.image);
    this.root = vector.root;
    if (vector.kind === 'schema') vector.value.v.forEach(([, value], index) => this.value(vector.root + 16 * index, value));
    else this[vector.kind](vector.root, vector.value);
  }

  expect(name, at, value, key, expected) {
    this.list.push({ name, at, value: BigInt.asUintN(64, BigInt(value)), key, expected });
  }

  u32(at) { return this.bytes.readUInt32LE(at); }

  /** The slot at `slot` holds `t: v`: every reader answers as its type says. */
  value(slot, { t, v }) {
    const is = (type, answer) => (t === type ? answer() : 0n);
    const number = () => bitsOf(Number(v));
    this.expect('tag', slot, 0, '', BigInt(TAG[t]));
    this.expect('read_i32', slot, 0, '', is('i32', () => BigInt(v)));
    this.expect('read_f64', slot, 0, '', is('f64', number) || is('i32', number));
    this.expect('read_i64', slot, 0, '', is('bigint', () => BigInt(v)));
    this.expect('read_bool', slot, 0, '', is('bool', () => (v ? 1n : 0n)));
    const payload = this.u32(slot + 4);
    if (t === 'string' || t === 'bytes') this.text(payload, Buffer.from(v, t === 'string' ? 'utf8' : 'base64'));
    if (t === 'array' || t === 'object') this[t](payload, { v });
  }

  text(header, content) {
    this.expect('read_len', header, 0, '', BigInt(content.length));
    this.expect('read_data_ptr', header, 0, '', BigInt(header + 4));
    this.expect('bytes', header + 4, content.length, '', content.toString('hex'));
  }

  array(handle, { v }) {
    const data = this.u32(handle);
    this.expect('deref', handle, 0, '', BigInt(data));
    this.expect('array_len', handle, 0, '', BigInt(v.length));
    v.forEach((item, index) => {
      this.expect('array_element_offset', handle, index, '', BigInt(data + 8 + 16 * index));
      this.value(data + 8 + 16 * index, item);
    });
  }

  object(handle, { v }) {
    const data = this.u32(handle);
    this.expect('deref', handle, 0, '', BigInt(data));
    this.expect('object_count', handle, 0, '', BigInt(v.length));
    v.forEach(([key, value], index) => {
      const slot = data + 8 + 24 * index + 8;
      this.key(handle, key, BigInt(slot), value);
      this.value(slot, value);
    });
    this.key(handle, 'no such key \u{1F50D}', ABSENT, { t: 'absent' });
  }

  key(handle, key, slot, { t, v }) {
    const number = t === 'i32' || t === 'f64' ? bitsOf(Number(v)) : 0n;
    const header = t === 'string' ? this.u32(Number(slot) + 4) : 0;
    this.expect('object_find', handle, 0, key, slot);
    this.expect('object_get_f64', handle, 0, key, number);
    this.expect('object_get_i32', handle, 0, key, t === 'i32' ? BigInt(v) : 0n);
    this.expect('object_get_i64', handle, 0, key, t === 'bigint' ? BigInt(v) : 0n);
    this.expect('object_get_string', handle, 0, key,
      t === 'string' ? [BigInt(header + 4), BigInt(Buffer.byteLength(v))] : [0n, 0n]);
  }
}

/** Writes through every setter to each slot, each read back as the 16 bytes that the layout asks for. */
function writesTo(calls) {
  const slots = [...new Set(calls.list.filter(({ name }) => name === 'tag').map(({ at }) => at))];
  const writes = new Calls({ image: calls.bytes, kind: 'schema', value: { v: [] } });
  const write = (name, slot, value, tag, a, b) => {
    const slotBytes = Buffer.alloc(16);
    slotBytes[0] = tag;
    slotBytes.writeUInt32LE(a, 4);
    slotBytes.writeBigUInt64LE(BigInt.asUintN(64, b), 8);
    writes.expect(name, slot, value, '', 0n);
    writes.expect('bytes', slot, 16, '', slotBytes.toString('hex'));
  };
  for (const slot of slots) {
    write('write_i32', slot, -5, 2, 2 ** 32 - 5, 0n);
    write('write_f64', slot, bitsOf(-0), 3, 0, bitsOf(-0));
    write('write_i64', slot, -(2n ** 63n), 7, 0, 2n ** 63n);
    write('write_bool', slot, 2, 1, 1, 0n);
    write('write_null', slot, 0, 0, 0, 0n);
  }
  return writes.list;
}

/** Setters of every key of the root object, and of one that is absent. */
function settersOf(calls) {
  const setters = new Calls({ image: calls.bytes, kind: 'schema', value: { v: [] } });
  const set = (type, key, value, reader, answer, found) => {
    setters.expect(`object_set_${type}`, calls.root, value, key, found ? 1n : 0n);
    setters.expect(`object_get_${reader}`, calls.root, 0, key, found ? answer : 0n);
  };
  for (const { at, key, expected } of calls.list.filter(({ name, at }) => name === 'object_find' && at === calls.root)) {
    const found = expected !== ABSENT;
    set('f64', key, bitsOf(-1.5), 'f64', bitsOf(-1.5), found);
    set('i32', key, -7, 'i32', -7n, found);
    setters.expect('object_get_f64', at, 0, key, found ? bitsOf(-7) : 0n);
    set('i64', key, 2n ** 63n - 1n, 'i64', 2n ** 63n - 1n, found);
  }
  return setters.list;
}

/** Call from a native program that declares the functions itself. */
function native(program) {
  return ({ name }, lists) => {
    const input = lists.map((calls) => `image\n${calls.map(({ name: call, at, value, key }) =>
      `${call} ${at} ${value} ${hexOf(key)}\n`).join('')}`).join('');
    const image = fileURLToPath(new URL(`../../vectors/${name}.bin`, import.meta.url));
    const { status, stdout, stderr } = spawnSync(`${ROOT}/${program}`, [image], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
    assert.equal(status, 0, `${program} ${image}: ${stderr}`);
    const lines = stdout.split('\n');
    let next = 0;
    return lists.map((calls) => calls.map(({ name: call }) => {
      const line = lines[next++];
      if (call === 'bytes') return line;
      const numbers = line.split(' ').map(BigInt);
      return call === 'object_get_string' ? numbers : numbers[0];
    }));
  };
}

/** Call the exports of a module, with the image anywhere in its memory. */
function wasm(file) {
  const { exports: c } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(`${ROOT}/${file}`)));
  return ({ image }, lists) => {
    const mem = c.memory.grow(2 + Math.ceil(image.length / 65536)) * 65536 + 8, keyAt = mem - 8 + 65536 * (1 + Math.ceil(image.length / 65536));
    return lists.map((calls) => {
      Buffer.from(c.memory.buffer).set(image, mem);
      return calls.map(({ name, at, value, key }) => {
        if (name === 'bytes') return Buffer.from(c.memory.buffer, mem + at, Number(value)).toString('hex');
        const keyBytes = Buffer.from(key, 'utf8');
        Buffer.from(c.memory.buffer).set(keyBytes, keyAt);
        const typed = { i32: Number(BigInt.asIntN(32, value)), f64: numberOf(value), i64: BigInt.asIntN(64, value), bool: Number(value) }[name.slice(-3)]
          ?? Number(value);
        const lengthAt = keyAt + 32768;
        const args = name === 'read_data_ptr' ? [at]
          : name.startsWith('object_') && name !== 'object_count'
            ? [mem, image.length, at, keyAt, keyBytes.length, ...(name === 'object_get_string' ? [lengthAt] : name.startsWith('object_set') ? [typed] : [])]
            : [mem, at, ...(name.startsWith('write_') && name !== 'write_null' ? [typed] : name === 'array_element_offset' ? [typed] : [])];
        const result = c[`zerobuf_${name}`](...args);
        switch (FUNCTIONS[name]) {
          case 'void': return 0n;
          case 'f64': return bitsOf(result);
          case 'u32': return BigInt(result >>> 0);
          case 'string': return [BigInt(result >>> 0), BigInt(Buffer.from(c.memory.buffer).readUInt32LE(lengthAt))];
          default: return BigInt(result);
        }
      });
    });
  };
}

const CALLERS = { native: native('build/native/compat-calls'), 'native, ASan': native('build/asan/compat-calls'), wasm: wasm('build/wasm/compat.wasm') };

for (const [who, call] of Object.entries(CALLERS)) {
  test(`the published C interface behaves as documented on every image: ${who}`, (t) => {
    const used = new Set();
    let answers = 0;
    const vectors = loadVectors();
    for (const vector of vectors) {
      const calls = new Calls(vector);
      const lists = [calls.list, writesTo(calls), ...(vector.kind === 'object' ? [settersOf(calls)] : [])];
      const results = call(vector, lists);
      lists.forEach((list, which) => list.forEach(({ name, at, key, expected }, index) => {
        const nan = FUNCTIONS[name] === 'f64' && Number.isNaN(numberOf(expected)); // its bits are free
        const got = results[which][index];
        assert.deepEqual(nan ? String(numberOf(got)) : got, nan ? 'NaN' : expected, `${vector.name}: ${name} at ${at} "${key}"`);
        used.add(name);
        answers++;
      }));
    }
    used.delete('bytes');
    assert.deepEqual([...used].sort(), Object.keys(FUNCTIONS).sort(), 'each of the 24 functions was called');
    assert.equal(used.size, 24);
    t.diagnostic(`${who}: ${answers} answers on ${vectors.length} images`);
  });
}
