// SPDX-License-Identifier: MIT
// inspect: every byte of an image is in exactly one row, and what it says is true.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { EXIT, imageOf, ok, root, zb } from './zb.mjs';

const sample = execFileSync(join(root, 'build/native/sample_image'));

/** @param {Uint8Array} input @param {string[]} [args] */
const inspect = (input, args = []) => JSON.parse(ok(['inspect', '--json', '--all', ...args], { input }).text);

/**
 * Rows follow each other without a hole, and the totals are those of the rows.
 * @param {any} found @param {{ overlap?: boolean }} [options]
 */
function checkRows(found, { overlap = false } = {}) {
  let covered = 0;
  const bytes = {};
  for (const { offset, bytes: length, kind } of found.parts) {
    assert.ok(overlap ? offset <= covered : offset === covered || length === 0, `a hole at ${covered}`);
    const fresh = Math.max(0, Math.min(length, offset + length - covered));
    bytes[kind] = (bytes[kind] ?? 0) + fresh;
    covered = Math.max(covered, offset + length);
  }
  assert.equal(covered, found.bytes);
  assert.deepEqual(Object.fromEntries(found.totals.map(({ kind, bytes: sum }) => [kind, sum])), bytes);
  assert.equal(found.partCount, found.parts.length);
}

describe('zb inspect', () => {
  it('draws a small image as it always did', () => {
    const image = imageOf({ name: 'Ada', tags: ['a', 1.5], on: true });
    const expected = readFileSync(join(root, 'test/cli/expect/small.inspect'), 'utf8');
    assert.equal(ok(['inspect', '-'], { input: image }).text, expected);
  });

  it('explains an entry as it always did', () => {
    const image = imageOf({ name: 'Ada', tags: ['a', 1.5], on: true });
    const data = image.readUInt32LE(image.readUInt32LE(76));
    const expected = readFileSync(join(root, 'test/cli/expect/small.at'), 'utf8');
    assert.equal(ok(['inspect', '--at', String(data + 8 + 24 + 4)], { input: image }).text, expected);
  });

  it('accounts for every byte of images from JSON', () => {
    for (const value of [null, {}, [], 'text', [[], [[]], {}], Array.from({ length: 100 }, (_, i) => ({ i, s: `s${i}` })),
      Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key ${i}`, i]))]) {
      const found = inspect(imageOf(value));
      checkRows(found);
      assert.equal(found.overlappingBytes, 0);
      assert.equal(found.damagedTables, false);
    }
  });

  it('accounts for every byte of every type', () => {
    const found = inspect(sample);
    checkRows(found, { overlap: true });
    assert.equal(found.overlappingBytes, 24, 'the slice lies in the column');
    assert.equal(found.cycles, 1);
    const kinds = new Set(found.totals.map(({ kind }) => kind));
    for (const kind of ['zero', 'control block', 'root', 'handle', 'object block', 'array block', 'map block', 'record', 'key', 'string', 'bytes',
      'integer', 'column', 'column data', 'key table', 'directory', 'index', 'padding', 'abandoned']) assert.ok(kinds.has(kind), kind);
    const byPath = Object.fromEntries(found.parts.filter(({ kind }) => kind === 'column').map(({ path, what }) => [path, what]));
    assert.match(byPath.column, /^f64, 6 of 8 elements/);
    assert.match(found.parts.find(({ path, kind }) => path === 'list' && kind === 'handle').what, /2 references/);
  });

  it('accounts for every byte of the vectors', () => {
    for (const name of readdirSync(join(root, 'vectors')).filter((file) => file.endsWith('.json'))) {
      const vector = JSON.parse(readFileSync(join(root, 'vectors', name), 'utf8'));
      if (typeof vector.root !== 'number' || !['object', 'array', 'slot'].includes(vector.kind)) continue;
      const image = readFileSync(join(root, 'vectors', name.replace('.json', '.bin')));
      checkRows(inspect(image, ['--root', String(vector.root), '--kind', vector.kind]), { overlap: true });
    }
  });

  it('names paths that zb get takes', () => {
    const image = imageOf({ 'a.b': [{ 'c[0]': 'found', '': ['x'] }], '/d': 'slash', e: { '\\': 'back' } });
    const strings = inspect(image).parts.filter(({ kind }) => kind === 'string');
    assert.equal(strings.length, 4);
    for (const { path, what } of strings) assert.equal(ok(['get', path], { input: image }).text.trim(), what, path);
  });

  it('explains every byte: fields hold what the bytes are', () => {
    const known = new Set();
    for (let at = 0; at < sample.length; at += 37) {
      const found = JSON.parse(ok(['inspect', '--json', '--at', String(at)], { input: sample }).text);
      const around = found.fields.filter(({ offset, bytes }) => offset <= at && at < offset + bytes);
      assert.ok(around.length === 1, `offset ${at} is in ${around.length} fields of a ${found.part.kind}`);
      for (const { offset, bytes, hex } of found.fields) {
        assert.equal(hex, sample.subarray(offset, offset + Math.min(bytes, 16)).toString('hex'));
      }
      assert.ok(found.part.offset <= at && at < found.part.offset + found.part.bytes);
      known.add(found.part.kind);
    }
    assert.ok(known.size > 12);
  });

  it('takes offsets in hexadecimal, and by another name', () => {
    const text = (...args) => ok(['inspect', ...args], { input: sample }).text;
    assert.equal(text('--at', '0x48'), text('--offset', '72'));
    const past = zb(['inspect', '--at', String(sample.length)], { input: sample });
    assert.equal(past.code, EXIT.NO);
    assert.match(past.err, new RegExp(`past the end, which is at ${sample.length}`));
  });

  it('limits its list', () => {
    const rows = (...args) => ok(['inspect', ...args], { input: sample }).text.split('\n').filter((line) => /^ +\d+ +\d+ {2}[a-z]/.test(line)).length;
    assert.equal(rows(), 40);
    assert.equal(rows('--limit', '3'), 3);
    assert.equal(rows('-n0'), 0);
    assert.equal(rows('-a'), inspect(sample).partCount);
  });

  it('shows nothing that moves a terminal', () => {
    const image = imageOf({ '\u001b[31mkey\u009b': '\u001b]0;title\u0007\u009b2J' });
    for (const args of [['inspect'], ['inspect', '--at', '100'], ['get', 'nope'], ['stat']]) {
      const { text, err } = zb(args, { input: image });
      assert.doesNotMatch(text + err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });
});
