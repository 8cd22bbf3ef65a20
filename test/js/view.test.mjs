// SPDX-License-Identifier: MIT
// Views and lists, and the classes of records, compiled from text and as closures.
import assert from 'node:assert/strict';
import test from 'node:test';
import { setCodegen } from '../../js/core/codegen.js';
import { zerobuf } from '../../js/core/index.js';
import { assertFault, fresh, newMemory } from './support.mjs';

let makes = 0;

/** Keys that no class has been made for yet. */
const prefix = () => `k${makes++}_`;

for (const isCompiled of [true, false]) {
  const mode = isCompiled ? 'compiled' : 'closures';
  const check = (name, run) => test(`${mode}: ${name}`, () => {
    setCodegen(isCompiled);
    try {
      run(prefix());
    } finally {
      setCodegen(true);
    }
  });

  for (const control of [false, true]) {
    check(`fields of each type read and write, ${control ? 'with' : 'without'} a control block`, (p) => {
      const buf = fresh(0, undefined, control ? { shared: true } : {});
      const keys = ['i32', 'f64', 'bool', 'string', 'bigint', 'bytes', 'array', 'object', 'none'].map((key) => p + key);
      const values = [7, 0.5, true, 'häß', 2n ** 40n, new Uint8Array([1, 2]), [1, 'two'], { [`${p}deep`]: 1 }, null];
      const model = Object.fromEntries(keys.map((key, index) => [key, values[index]]));
      const accessor = buf.create(model);
      const view = buf.view(accessor);
      assert.deepEqual(accessor.toJS(), model);
      assert.deepEqual(view.toJS(), model);
      assert.deepEqual(Object.keys(accessor), keys);
      for (const object of [accessor, view]) {
        assert.deepEqual(keys.map((key) => object[key]?.toJS?.() ?? object[key]), values);
        const written = [1.5, -3, 'text', false, new Uint8Array([9]), 5n, { a: 1 }, [2], -0];
        keys.forEach((key, index) => { object[key] = written[index]; });
        assert.deepEqual(accessor.toJS(), Object.fromEntries(keys.map((key, index) => [key, written[index]])));
        assert.ok(Object.is(object[keys[8]], -0));
        keys.forEach((key, index) => { object[key] = values[index]; });
        assert.deepEqual(accessor.toJS(), model);
      }
    });

    check(`growth by another side is survived, ${control ? 'with' : 'without'} a control block`, (p) => {
      const memory = newMemory({ initial: 1, maximum: 64 });
      const buf = zerobuf(memory, 8, control ? { shared: true } : {});
      const list = buf.list(buf.create([{ [`${p}n`]: 0.5 }, { [`${p}n`]: 2 }]));
      const [view] = list;
      const accessor = buf.wrapObject(view.__zerobuf_ptr);
      for (let step = 0; step < 4; step++) {
        memory.grow(1);
        assert.equal([() => accessor, () => view, () => list.at(0), () => [...list][0]][step]()[`${p}n`], 0.5);
      }
      memory.grow(1);
      view[`${p}n`] = 1.5;
      memory.grow(1);
      assert.equal(accessor[`${p}n`], 1.5);
      memory.grow(1);
      assert.equal(list.length, 2);
    });
  }

  check('a number keeps its field true when its type changes', (p) => {
    const x = fresh().create({ [p]: 1 });
    for (const value of [1, 0.5, -0, 0, 2 ** 31, -(2 ** 31), NaN, Infinity, 3, 'text', 4, null, 4.5, undefined]) {
      x[p] = value;
      assert.ok(Object.is(x[p], value ?? null), String(value));
      assert.ok(Object.is(x.toJS()[p], value ?? null), String(value));
    }
  });

  check('a view has no own keys, but for-in, in, JSON and destructuring see its fields', (p) => {
    const buf = fresh();
    const model = { [`${p}a`]: 1, [`${p}b`]: 'two' };
    for (let met = 0; met < 8; met++) buf.create(model); // where other files' key lists came first, in the same process
    const view = buf.view(buf.create(model));
    const seen = [];
    for (const key in view) seen.push(key);
    assert.deepEqual(seen, Object.keys(model));
    assert.equal(`${p}a` in view, true);
    assert.equal(`${p}z` in view, false);
    assert.equal(JSON.stringify(view), JSON.stringify(model));
    const { [`${p}b`]: two } = view;
    assert.equal(two, 'two');
    assert.deepEqual(Object.keys(view), []);
    assert.equal(view.nothing, undefined);
    assert.equal(view.constructor, Object);
  });

  check('a write to a field that somebody took away is refused, and changes nothing', (p) => {
    const buf = fresh();
    const accessor = buf.create({ [`${p}a`]: 1, [`${p}b`]: 'two' });
    buf.arena.writeU32(buf.arena.readU32(accessor.__zerobuf_ptr) + 4, 1);
    const before = buf.arena.offset;
    assertFault(() => { accessor[`${p}b`] = 'another text'; }, Error, 'ZB_E_CORRUPT', /fewer entries/);
    assert.equal(buf.arena.offset, before);
    assert.deepEqual(accessor.toJS(), { [`${p}a`]: 1 });
  });

  check('keys added through a view, an accessor or by another side are found', (p) => {
    const buf = fresh();
    const accessor = buf.create({ [`${p}a`]: 1 });
    const view = buf.view(accessor);
    view[`${p}b`] = 2;
    assert.deepEqual(Object.keys(accessor), [`${p}a`, `${p}b`]);
    accessor[`${p}c`] = 3;
    assert.equal(view[`${p}c`], 3);
    const other = zerobuf(buf.arena.memory, buf.arena.offset);
    other.wrapObject(accessor.__zerobuf_ptr)[`${p}d`] = 4;
    assert.equal(view[`${p}d`], 4);
    assert.equal(accessor[`${p}d`], 4);
    assert.deepEqual(Object.keys(accessor), ['a', 'b', 'c', 'd'].map((key) => p + key));
    other.wrapObject(accessor.__zerobuf_ptr)[`${p}e`] = 5;
    assert.deepEqual(Object.keys(buf.wrapObject(accessor.__zerobuf_ptr)).at(-1), `${p}e`);
    accessor[`${p}e`] = 6;
    accessor[`${p}d`] = 0.5;
    assert.deepEqual(Object.values(accessor), [1, 2, 3, 0.5, 6]);
    assert.deepEqual(view.toJS(), { ...accessor });
  });

  check('an object that inherits from a view or an accessor reads through and writes its own', (p) => {
    const buf = fresh();
    const accessor = buf.create({ [p]: 1 });
    for (const parent of [accessor, buf.view(accessor)]) {
      const child = Object.create(parent);
      assert.equal(child[p], 1);
      assert.equal(child.nothing, undefined);
      child[p] = 2;
      child.more = 3;
      assert.deepEqual([child[p], child.more, parent[p], parent.more], [2, 3, 1, undefined]);
      assert.equal(JSON.stringify(child), JSON.stringify({ [p]: 2, more: 3 }));
    }
  });

  check('what outlived its checkpoint is refused', (p) => {
    const buf = fresh();
    const old = buf.view(buf.create({ [p]: 1 }));
    const checkpoint = buf.save();
    const accessor = buf.create([{ [p]: 2 }]);
    const list = buf.list(accessor);
    const view = list.at(0);
    buf.restore(checkpoint);
    buf.create([{ [p]: 3 }]);
    for (const use of [() => view[p], () => { view[p] = 4; }, () => view.toJS(), () => view.other, () => list.at(0), () => list.length, () => [...list]]) {
      assertFault(use, RangeError, 'ZB_E_CHECKPOINT');
    }
    assert.equal(old[p], 1);
  });

  check('keys that lie where others lay before a restore are not taken for them', (p) => {
    const buf = fresh();
    const array = buf.create([null, { [`${p}c`]: 3 }]);
    const checkpoint = buf.save();
    array[0] = { [`${p}a`]: 1 };
    const list = buf.list(array);
    assert.equal(list.at(0)[`${p}a`], 1);
    const old = list.at(1);
    buf.restore(checkpoint);
    array[0] = { [`${p}b`]: 2 };
    for (let round = 0; round < 2; round++) {
      assert.deepEqual([list.at(0)[`${p}a`], list.at(0)[`${p}b`]], [undefined, 2]);
      assert.deepEqual([old[`${p}a`], old[`${p}c`]], [undefined, 3]);
    }
  });

  check('a restore by another side does not give an accessor the fields of another object', (p) => {
    const buf = fresh(0, undefined, { shared: true });
    const other = zerobuf(buf.arena.memory, 0, { control: buf.arena.control });
    const kept = buf.create({ [`${p}kept`]: 0 });
    const checkpoint = other.save();
    const names = [[`${p}a`, `${p}b`], [`${p}c`, `${p}d`]];
    const [before, after] = names.map(([first, second]) => ({ [first]: 1, [second]: 2 }));
    buf.create({ [`${p}pad`]: 0 });
    const x = buf.create(before);
    other.restore(checkpoint);
    other.create({ [`${p}pad`]: 0 });
    const y = other.create(after);
    other.create(after); // so that the bump lies where it lay, or further
    assert.equal(y.__zerobuf_ptr, x.__zerobuf_ptr, 'one lies where the other lay');
    for (const use of [() => x[`${p}a`], () => { x[`${p}a`] = 5; }, () => x.toJS(), () => x.other]) {
      assertFault(use, RangeError, 'ZB_E_CHECKPOINT', /by another side/);
    }
    assert.deepEqual(y.toJS(), after);
    assert.equal(kept[`${p}kept`], 0);
  });

  check('a list of forged handles refuses them', (p) => {
    for (const trusted of [true, false]) {
      const buf = fresh(0, undefined, { trusted });
      const array = buf.create([{ [p]: 1 }]);
      const list = buf.list(array);
      const slot = buf.arena.readU32(array.__zerobuf_ptr) + 8;
      for (const [forged, code] of [[0xffff_fff0, 'ZB_E_BOUNDS'], [6, 'ZB_E_ALIGN']]) {
        buf.arena.writeU32(slot + 4, forged);
        for (const use of [() => list.at(0)[p], () => { list.at(0)[p] = 2; }, () => list.at(0).other, () => list.at(0).toJS()]) {
          assertFault(use, RangeError, code);
        }
      }
    }
  });

  check('a list has no names to write to', () => {
    const buf = fresh();
    const list = buf.list(buf.create([1, 2, 3]));
    for (const name of ['toJS', 'toJSON', '__zerobuf_ptr']) {
      assert.throws(() => { list[name] = 7; }, TypeError);
      assert.deepEqual(list.toJS(), [1, 2, 3]);
    }
  });

  check('a list gives elements as at() of an array does', (p) => {
    const buf = fresh();
    const list = buf.list(buf.create([{ [p]: 1 }, 'two', 3, [4], { other: 5 }, null, { [p]: 6, more: 7 }]));
    assert.equal(list.length, 7);
    assert.equal(list.at(0)[p], 1);
    assert.deepEqual([list.at(1), list.at(2), list.at(-2), list.at(7), list.at(-8), list.at(1.9), list.at(NaN)[p]], ['two', 3, null, undefined, undefined, 'two', 1]);
    assert.equal(list.at(3)[0], 4);
    assert.deepEqual([list.at(4)[p], list.at(4).other, list.at(-1)[p], list.at(-1).more], [undefined, 5, 6, 7]);
    list.at(4)[p] = 'added';
    const seen = [];
    list.forEach((element, index, all) => { seen.push([index, all === list, typeof element]); });
    assert.deepEqual(seen.map(([index]) => index), [0, 1, 2, 3, 4, 5, 6]);
    assert.ok(seen.every(([, isList]) => isList));
    assert.deepEqual(list.toJS()[4], { other: 5, [p]: 'added' });
    assert.equal(JSON.stringify(list), JSON.stringify(list.toJS()));
    assert.deepEqual([...list].map((element) => element?.toJS?.() ?? element), list.toJS());
    assert.equal(buf.list(list.__zerobuf_ptr).length, 7);
    assert.equal(buf.list(buf.create([])).at(0), undefined);
  });
}

test('view() and list() refuse what is neither accessor nor handle', () => {
  const buf = fresh();
  const [object, array] = [buf.create({ a: 1 }), buf.create([1])];
  assertFault(() => buf.view(array), TypeError, 'ZB_E_INVALID', /list\(\)/);
  assertFault(() => buf.list(object), TypeError, 'ZB_E_INVALID', /view\(\)/);
  assertFault(() => buf.view(fresh().create({ a: 1 })), TypeError, 'ZB_E_INVALID', /another memory/);
  for (const bad of ['8', undefined, {}, null]) assertFault(() => buf.view(bad), TypeError, 'ZB_E_INVALID');
  assertFault(() => buf.view(65536), RangeError, 'ZB_E_BOUNDS');
  assertFault(() => buf.list(6), RangeError, 'ZB_E_ALIGN');
});

test('objects of very many keys, and more key lists than are kept, still are plain objects', () => {
  const buf = fresh(0, { initial: 1, maximum: 512 });
  const wide = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`w${index}`, index]));
  const x = buf.create(wide);
  assert.deepEqual({ ...x }, wide);
  assert.equal(buf.view(x), x);
  x.more = 1;
  assert.equal(Object.keys(x).length, 301);
  for (let index = 0; index < 1500; index++) {
    const object = buf.create({ [`many${index}`]: index, common: 'c' });
    assert.deepEqual({ ...object }, { [`many${index}`]: index, common: 'c' });
    assert.equal(buf.view(object).common, 'c');
  }
  const often = Array.from({ length: 20 }, (_, index) => buf.create({ often: index, met: true }));
  assert.deepEqual(often.map((object) => ({ ...object })), Array.from({ length: 20 }, (_, index) => ({ often: index, met: true })));
  assert.deepEqual(Object.keys(buf.view(often.at(-1))), [], 'a key list that is met often becomes one of records');
});
