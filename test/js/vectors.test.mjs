// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import test from 'node:test';
import { defineSchema, toJSArray, toJSObject } from '../../js/core/index.js';
import { load } from './support.mjs';
import { checkVectors, loadVectors } from './vectors.mjs';

function* read(vector) {
  const buf = load(vector);
  const { kind, root, fields } = vector;
  if (kind === 'schema') {
    const schema = defineSchema(fields);
    yield ['accessor', schema.wrap(buf.arena, root)];
    yield ['toJS', schema.toJS(buf.arena, root)];
    yield ['instance.toJS', schema.wrap(buf.arena, root).toJS()];
    return;
  }
  const accessor = kind === 'array' ? buf.wrapArray(root) : buf.wrapObject(root);
  yield ['accessor', accessor];
  yield ['toJS', accessor.toJS()];
  yield ['eager', kind === 'array' ? toJSArray(buf.arena, root) : toJSObject(buf.arena, root)];
  const copy = buf.create(accessor.toJS());
  yield ['written again', copy];
  yield ['written again, toJS', copy.toJS()];
}

test('every image reads to its expected value', (t) => {
  const count = checkVectors(read);
  assert.ok(count >= 26);
  t.diagnostic(`vectors: ${count} images`);
});

test('an image changed after wrapping shows the change at once', () => {
  const vector = loadVectors().find(({ name }) => name === 'start_offset');
  const buf = load(vector);
  const point = buf.wrapObject(vector.root);
  assert.equal(point.x, 1);
  const slot = buf.arena.readU32(vector.root) + 16;
  buf.arena.writeI32(slot + 4, 77);
  assert.equal(point.x, 77);
  point.y = 'text';
  point.z = [1, 2];
  assert.deepEqual(point.toJS(), { x: 77, y: 'text', z: [1, 2] });
  assert.deepEqual(buf.wrapObject(vector.root).toJS(), point.toJS());
});

test('an image of which every accessor is held can be overwritten, extended and read again', () => {
  for (const vector of loadVectors().filter(({ kind }) => kind === 'object')) {
    const buf = load(vector);
    const root = buf.wrapObject(vector.root);
    const before = root.toJS();
    const keys = Object.keys(root);
    for (const key of keys) root[key] = [key, before[key]];
    root['a key of ours'] = { n: 1 };
    const model = Object.fromEntries(keys.map((key) => [key, [key, before[key]]]));
    assert.deepEqual(root.toJS(), { ...model, 'a key of ours': { n: 1 } }, vector.name);
  }
});
