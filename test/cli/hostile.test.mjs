// SPDX-License-Identifier: MIT
// Damaged and hostile files under AddressSanitizer and UBSan: an answer or a message, never a
// read outside the file, never a hang.  SEED=n repeats a run.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { EXIT, SANITIZED, imageOf, root, zb } from './zb.mjs';

const seed = Number(process.env.SEED ?? 1) >>> 0;
const ENDINGS = [EXIT.OK, EXIT.NO, EXIT.DATA, EXIT.LIMIT];

/** Numbers below `n`: xorshift, so that a seed repeats a run. */
function random(state = (seed ^ 0x9e3779b9) >>> 0 || 1) {
  return (n) => {
    state ^= state << 13; state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5; state >>>= 0;
    return state % n;
  };
}

/** @param {string[]} args @param {Uint8Array} input @param {string} what */
function survives(args, input, what) {
  // Looking for leaks doubles the time of a run: only sound files are worth it.
  const env = what === 'sound' ? {} : { ASAN_OPTIONS: 'detect_leaks=0' };
  const { code, err } = zb(args, { input, env, binary: SANITIZED });
  assert.doesNotMatch(err, /Sanitizer|runtime error/, `${what}: zb ${args.join(' ')}`);
  assert.ok(ENDINGS.includes(code), `${what}: zb ${args.join(' ')} ended with ${code}: ${err}`);
  if (code === EXIT.OK || args[0] === 'verify') return code;
  assert.match(err, /^zb [a-z-]+: [^\n]{20,}\n/, `${what}: a message`);
  return code;
}

const images = {
  sample: { bytes: execFileSync(join(root, 'build/native/sample_image'), ['acyclic']), where: [] },
  small: { bytes: imageOf({ name: 'Ada', list: [1, [2.5, 'x'], { a: null }] }), where: [] },
  indexed: { bytes: imageOf(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`key ${i}`, i]))), where: [] },
};
for (const name of ['nested', 'bytes', 'grown_object', 'random_3']) {
  const vector = JSON.parse(readFileSync(join(root, `vectors/${name}.json`), 'utf8'));
  images[name] = { bytes: readFileSync(join(root, `vectors/${name}.bin`)), where: ['--root', String(vector.root), '--kind', vector.kind] };
}

const READING = [['inspect', '--all'], ['inspect', '--at', '99'], ['inspect', '--json'], ['to-json'], ['stat'], ['compact'], ['get', '[0]'], ['verify']];
const MUTANTS = 5;

describe(`hostile files, seed ${seed}`, () => {
  for (const [name, { bytes, where }] of Object.entries(images)) {
    it(`${name}, sound`, () => {
      for (const args of READING) survives([...args, ...where], bytes, 'sound');
    });
    it(`${name}, bits flipped`, () => {
      const below = random();
      for (let i = 0; i < MUTANTS; i++) {
        const copy = Buffer.from(bytes);
        // Past the text of the vectors: handles, blocks and tables are where it hurts.
        const flips = 1 + below(4);
        for (let flip = 0; flip < flips; flip++) copy[below(copy.length)] ^= 1 << below(8);
        for (const args of [READING[i % READING.length], READING[(i + 1) % READING.length], ['inspect', '--all']]) {
          survives([...args, ...where], copy, `mutant ${i}`);
        }
        if (where.length === 0) survives(['set', 'name', '{"new":[1,2,3]}'], copy, `mutant ${i}`);
      }
    });
    it(`${name}, words replaced`, () => {
      const below = random((seed ^ 0x51ed270b) >>> 0 || 1);
      const words = [0, 1, 4, 8, 0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff, bytes.length, bytes.length - 4];
      for (let i = 0; i < MUTANTS; i++) {
        const copy = Buffer.from(bytes);
        copy.writeUInt32LE(words[below(words.length)], below((copy.length - 4) >> 2) * 4);
        for (const args of [['inspect', '--all'], ['stat'], READING[below(READING.length)]]) survives([...args, ...where], copy, `mutant ${i}`);
      }
    });
    it(`${name}, cut short`, () => {
      const below = random((seed ^ 0x2545f491) >>> 0 || 1);
      for (const length of [0, 7, 8, 71, 72, 87, below(bytes.length), bytes.length - 1].filter((n) => n < bytes.length)) {
        const code = survives(['inspect', '--all', ...where], bytes.subarray(0, length), `first ${length} bytes`);
        if (where.length === 0) assert.equal(code, EXIT.DATA);
      }
    });
  }

  it('each word of the control block', () => {
    for (let at = 8; at < 72; at += 4) {
      for (const word of [0, 72, 0xfffffff8, images.indexed.bytes.length - 4]) {
        const copy = Buffer.from(images.indexed.bytes);
        copy.writeUInt32LE(word, at);
        survives(at % 8 === 0 ? ['set', 'key 3', '[1]'] : ['inspect', '--all'], copy, `control + ${at - 8} = ${word}`);
      }
    }
  });

  it('values that share their parts very often end', () => {
    // 40 arrays, each holding the next twice: 2^40 paths, 40 containers.
    const levels = 40, block = 8 + 8 + 32, start = 72;
    const copy = Buffer.alloc(start + 16 + levels * block + 24);
    copy.writeUInt32LE(0x4655425a, 8);
    [1, start, copy.length, copy.length, 0xffff0000].forEach((word, i) => copy.writeUInt32LE(word, 12 + 4 * i));
    const handle = (i) => start + 16 + i * block;
    const slot = (at, level) => { copy[at] = level < levels ? 5 : 0; copy.writeUInt32LE(level < levels ? handle(level) : 0, at + 4); };
    slot(start, 0);
    for (let i = 0; i < levels; i++) {
      copy.writeUInt32LE(handle(i) + 8, handle(i));
      copy.writeUInt32LE(2, handle(i) + 8), copy.writeUInt32LE(2, handle(i) + 12);
      slot(handle(i) + 16, i + 1), slot(handle(i) + 32, i + 1);
    }
    for (const args of [['verify'], ['inspect'], ['stat'], ['compact'], ['get', '[0][1][0]', '--raw'], ['bench', '--runs', '3']]) {
      survives(args, copy, 'shared');
    }
    assert.equal(JSON.parse(zb(['stat', '--json'], { input: copy }).text).jsonBytes, null);
  });

  it('JSON of every kind of damage', () => {
    const below = random();
    const text = Buffer.from(JSON.stringify({ a: [1, -2.5e10, 'é\u0000"', null, true], 'ké': { b: {} } }));
    for (let i = 0; i < 25; i++) {
      const copy = Buffer.from(text.subarray(0, 1 + below(text.length)));
      copy[below(copy.length)] ^= 1 << below(8);
      const { code, err } = zb(['from-json'], { input: copy, binary: SANITIZED });
      assert.doesNotMatch(err, /Sanitizer|runtime error/);
      assert.ok([EXIT.OK, EXIT.DATA].includes(code), err);
    }
  });

  it('schema files of every kind of damage', () => {
    const below = random();
    const text = Buffer.from('{"schemas": {"Point": {"x": "f64", "l": "column<u8_clamped>"}, "Line": {"a": "Point", "b": "Point"}}}');
    for (let i = 0; i < 25; i++) {
      const copy = Buffer.from(text.subarray(0, i % 2 ? text.length : 1 + below(text.length)));
      copy[below(copy.length)] ^= 1 << below(8);
      const { code, err } = zb(['schema', '--c', '-', '--js', '-', '--dts', '-'], { input: copy, binary: SANITIZED });
      assert.doesNotMatch(err, /Sanitizer|runtime error/);
      assert.ok([EXIT.OK, EXIT.DATA].includes(code), err);
    }
  });
});
