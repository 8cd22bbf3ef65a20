// SPDX-License-Identifier: MIT
// Random operations on accessors, compared with the same on plain JavaScript values.
// SEED=n repeats a run; STEPS=n changes its length.
import assert from 'node:assert/strict';
import test from 'node:test';
import { zerobuf } from '../../js/core/index.js';
import { newMemory, random, rounds, seedOfRun } from './support.mjs';

const STEPS = rounds('STEPS', 20_000);
const NAMES = ['a', 'b', 'c', 'name', 'äöü', '', '0', '7', '__proto__', 'constructor', 'toString', '🙂', 'a longer key than the others'];

/** A random value: plain JavaScript, as strict version 1 reads it back. */
function makeValue(random, depth) {
  const kind = random.below(depth > 0 ? 10 : 7);
  switch (kind) {
    case 0: return null;
    case 1: return random.below(2) === 0;
    case 2: return random.next() | 0;
    case 3: return random.next() / 1000 - 1e6;
    case 4: return BigInt.asIntN(64, BigInt(random.next()) * 0x1_0000_0001n);
    case 5: return random.pick(['', 'x', 'häßlich', '日本', '🙂', '\ufeffbom', 'y'.repeat(random.below(400))]);
    case 6: return new Uint8Array(random.below(20)).fill(random.below(256));
    case 7: return Array.from({ length: random.below(5) }, () => makeValue(random, depth - 1));
    default: {
      const made = {};
      for (let n = random.below(5); n > 0; n--) setOwn(made, random.pick(NAMES), makeValue(random, depth - 1));
      return made;
    }
  }
}

/** What assignment does on an accessor: `__proto__` is a key like any other. */
function setOwn(object, name, value) {
  Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

const getOwn = (object, name) => Object.getOwnPropertyDescriptor(object, name)?.value;

const isContainer = (value) => typeof value === 'object' && value !== null && !(value instanceof Uint8Array);

/** Walk to a random container, in the model and through accessors alike. */
function descend(random, model, accessor) {
  for (;;) {
    const inner = Object.keys(model).filter((key) => isContainer(getOwn(model, key)));
    if (inner.length === 0 || random.below(3) === 0) return [model, accessor];
    const key = random.pick(inner);
    [model, accessor] = [getOwn(model, key), accessor[key]];
  }
}

const ARRAY_STEPS = [
  (random, a, value) => a.push(value),
  (random, a) => a.pop(),
  (random, a) => a.shift(),
  (random, a, value) => a.unshift(value),
  (random, a, value, at) => a.splice(at, random.below(3), value),
  (random, a, value, at) => { if (at < a.length) a[at] = value; },
  (random, a, value, at) => { a[a.length] = value; },
  (random, a) => { a.length = Math.min(a.length, random.below(8)); },
  (random, a) => { a.reverse(); },
  (random, a, value, at) => a.fill(value instanceof Object ? 0 : value, at),
  (random, a, value, at) => a.copyWithin(at, 0, 2),
  (random, a) => { if (a.every((v) => !isContainer(v))) a.sort(); },
];

/** Keys of both, in the order of their making: a plain object lists "0" and "7" first. */
const sortedKeys = (object) => Object.keys(object).sort();

function assertSame(accessor, model) {
  assert.deepEqual(accessor.toJS(), model);
}

/** One step on a model and an accessor. Sharing a container between two places is avoided. */
function step(random, model, accessor) {
  const [m, x] = descend(random, model, accessor);
  if (Array.isArray(m)) {
    const operation = random.pick(ARRAY_STEPS);
    const value = makeValue(random, 2);
    const at = random.below(m.length + 1);
    const choices = [random.next(), random.next()];
    const replay = () => {
      const left = [...choices];
      return { below: (limit) => left.shift() % limit };
    };
    const hasContainers = m.some(isContainer);
    if (hasContainers && operation.toString().includes('copyWithin')) return;
    operation(replay(), m, structuredClone(value), at);
    operation(replay(), x, value, at);
    assert.equal(x.length, m.length);
    return;
  }
  const name = random.pick(NAMES);
  if (random.below(4) === 0) {
    assert.equal(Object.hasOwn(x, name), Object.hasOwn(m, name));
    assert.deepEqual(sortedKeys(x), sortedKeys(m));
    return;
  }
  const value = makeValue(random, 3);
  setOwn(m, name, value);
  x[name] = value;
}

for (const [kind, make] of Object.entries({
  private: () => zerobuf(newMemory({ initial: 1, maximum: 2000 }), 5),
  shared: () => zerobuf(newMemory({ initial: 1, maximum: 2000, shared: true }), 5, { shared: true }),
})) {
  test(`random operations agree with plain values: ${kind} memory`, (t) => {
    const seed = seedOfRun();
    t.diagnostic(`SEED=${seed} STEPS=${STEPS}`);
    const r = random(seed);
    const buf = make();
    let model = { list: [], object: {} };
    let root = buf.create(model);
    try {
      for (let i = 0; i < STEPS; i++) {
        const what = r.below(100);
        if (what < 85) {
          step(r, model, root);
        } else if (what < 87) {
          buf.arena.memory.grow(buf.arena.pages < 1500 ? 1 : 0);
        } else if (what < 93) {
          const checkpoint = buf.save();
          const value = { scratch: makeValue(r, 3), [`key ${r.below(100)}`]: [] };
          const scratch = buf.create(value);
          for (let n = 0; n < 5; n++) step(r, value, scratch);
          assertSame(scratch, value);
          buf.restore(checkpoint);
          assert.equal(buf.save(), checkpoint);
        } else if (what < 96) {
          const before = buf.arena.offset;
          assert.throws(() => { root.list.push(makeValue(r, 2), { bad: [Symbol('s')] }); }, TypeError);
          if (kind === 'private') assert.equal(buf.arena.offset, before);
        } else if (what < 97 || buf.arena.offset > 20_000_000 || JSON.stringify(Object.keys(model)).length > 5000) {
          assertSame(root, model);
          buf.reset();
          model = { list: [], object: makeValue(r, 3) };
          root = buf.create(model);
          model = root.toJS();
        } else {
          assertSame(root, model);
          root = buf.wrapObject(root.__zerobuf_ptr);
        }
        model.list ??= [];
        if (!Array.isArray(model.list)) throw new Error('the model lost its list');
      }
      assertSame(root, model);
    } catch (error) {
      error.message = `SEED=${seed}: ${error.message}`;
      throw error;
    }
  });
}
