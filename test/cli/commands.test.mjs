// SPDX-License-Identifier: MIT
// get, set, verify, stat, compact, bench: answers, exit codes and what the messages say.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, lstatSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CITIES, EXIT, NATIVE, imageOf, ok, root, scratch, zb } from './zb.mjs';

const folder = scratch();
const person = { name: 'Ada', tags: ['a', 'b'], address: { 'zip.code': 7, city: 'Köln' }, none: null };
const image = imageOf(person);
const sample = execFileSync(join(root, 'build/native/sample_image'));

/** An image that is damaged in one word. @param {Uint8Array} bytes @param {number} at @param {number} word */
function damaged(bytes, at, word) {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(word, at);
  return copy;
}

/** Offset of the handle that the root slot refers to. @param {Buffer} bytes */
const rootHandle = (bytes) => bytes.readUInt32LE(72 + 4);

describe('zb get', () => {
  const cases = [['name', '"Ada"'], ['tags', '["a","b"]'], ['tags[1]', '"b"'], ['tags.1', '"b"'], ['/tags/1', '"b"'], ['none', 'null'],
    ['address.zip\\.code', '7'], ['/address/zip.code', '7'], ['', JSON.stringify(person)]];
  for (const [path, expected] of cases) {
    it(`finds ${path || 'the root'}`, () => assert.equal(ok(['get', path], { input: image }).text, `${expected}\n`));
  }

  it('says how far a path leads', () => {
    const missing = zb(['get', 'address.street'], { input: image });
    assert.equal(missing.code, EXIT.NO);
    assert.equal(missing.text, '');
    assert.equal(missing.err, 'zb get: standard input: there is nothing at address.street; address is an object with "zip.code", "city"\n');
    assert.match(zb(['get', 'tags[2]'], { input: image }).err, /there is nothing at tags\[2\]; tags is an array of 2\n/);
    assert.match(zb(['get', 'name.x'], { input: image }).err, /name is a string, which has no parts/);
    assert.match(zb(['get', 'x'], { input: image }).err, /the root is an object with "name", "tags", "address", "none"/);
  });

  it('tells a wrong path from a missing value', () => {
    const { code, err } = zb(['get', 'tags['], { input: image });
    assert.equal(code, EXIT.USAGE);
    assert.match(err, /not a path; write it like user\.name/);
  });

  it('prints strings and bytes raw', () => {
    assert.equal(ok(['get', '--raw', 'address.city'], { input: image }).text, 'Köln\n');
    assert.deepEqual(ok(['get', '-r', 'bytes'], { input: sample }).out, Buffer.from([0, 1, 0xfe, 0xff]));
    assert.equal(zb(['get', '-r', 'tags'], { input: image }).code, EXIT.DATA);
  });
});

describe('zb set', () => {
  const after = (...args) => JSON.parse(ok(['to-json'], { input: ok(['set', ...args], { input: image }).out }).text);

  it('replaces values', () => {
    assert.deepEqual(after('name', '"Grace"'), { ...person, name: 'Grace' });
    assert.deepEqual(after('tags[0]', '{"x":[1,2]}').tags, [{ x: [1, 2] }, 'b']);
    assert.deepEqual(after('', '[1]'), [1]);
  });
  it('adds a last key or element', () => {
    assert.deepEqual(after('address.street', '1').address, { ...person.address, street: 1 });
    assert.deepEqual(after('tags[2]', '"c"').tags, ['a', 'b', 'c']);
    assert.deepEqual(after('/tags/-', '"c"').tags, ['a', 'b', 'c']);
  });
  it('takes strings as they stand', () => {
    assert.equal(after('--string', 'name', '[1]').name, '[1]');
    assert.equal(after('name', '--', '-5').name, -5);
    assert.match(zb(['set', 'name', '-5'], { input: image }).err, /put -- before operands that begin with -/);
  });
  it('refuses what has no place', () => {
    for (const path of ['tags[3]', 'address.a.b', 'tags.x', 'x.y']) {
      const { code, out } = zb(['set', path, '1'], { input: image });
      assert.equal(code, EXIT.NO, path);
      assert.equal(out.length, 0);
    }
    const wrong = zb(['set', 'name', 'nope'], { input: image });
    assert.equal(wrong.code, EXIT.DATA);
    assert.match(wrong.err, /^zb set: VALUE:1:\d: .*\n {2}nope\n/);
  });
  it('changes a file in place, and keeps its mode and the links to it', () => {
    const file = join(folder, 'person.zb'), link = join(folder, 'link.zb');
    writeFileSync(file, image);
    chmodSync(file, 0o640);
    symlinkSync(file, link);
    ok(['set', '-i', 'name', '"Grace"', link]);
    assert.equal(ok(['get', 'name', file]).text, '"Grace"\n');
    assert.equal(statSync(file).mode & 0o777, 0o640);
    assert.ok(lstatSync(link).isSymbolicLink());
    const before = readFileSync(file);
    assert.equal(zb(['set', '-i', 'no.where', '1', file]).code, EXIT.NO);
    assert.deepEqual(readFileSync(file), before, 'a failure changes nothing');
    assert.deepEqual(readdirSync(folder).filter((name) => name.includes('.tmp')), []);
  });
  it('works a thousand times on one file', () => {
    const file = join(folder, 'many.zb');
    writeFileSync(file, imageOf({ list: [] }));
    for (let i = 0; i < 60; i++) ok(['set', '-i', `list[${i}]`, String(i), file]);
    for (let i = 0; i < 20; i++) ok(['set', '-i', `key ${i}`, String(i), file]);
    assert.deepEqual(JSON.parse(ok(['get', 'list', file]).text), Array.from({ length: 60 }, (_, i) => i));
    assert.equal(ok(['get', 'key 19', file]).text, '19\n');
    ok(['verify', '--strict', file]);
  });
  it('needs a file to change in place', () => {
    assert.match(zb(['set', '-i', 'name', '1'], { input: image }).err, /--in-place needs a FILE/);
    assert.match(zb(['set', '-i', '-o', 'x', 'name', '1', 'y']).err, /exclude each other/);
  });
});

describe('zb verify', () => {
  it('finds sound images sound', () => {
    assert.match(ok(['verify'], { input: image }).text, /^standard input: sound: 9 values, .* GB\/s\)\n$/);
    const answer = JSON.parse(ok(['verify', '--json'], { input: sample }).text);
    assert.equal(answer.ok, true);
    assert.equal(answer.bytes, sample.length);
  });
  it('tells where an image is damaged', () => {
    const bad = damaged(image, rootHandle(image), 0x7ffffff8);
    const { code, text } = zb(['verify'], { input: bad });
    assert.equal(code, EXIT.NO);
    assert.match(text, new RegExp(`damaged: offset ${rootHandle(image)}, .*leaves the region; .*write it again`));
    const answer = JSON.parse(zb(['verify', '--json'], { input: bad }).text);
    assert.equal(answer.ok, false);
    assert.equal(answer.offset, rootHandle(image));
    assert.equal(zb(['to-json'], { input: bad }).code, EXIT.DATA);
  });
  it('knows strict images, and depth', () => {
    ok(['verify', '--strict'], { input: image });
    assert.equal(zb(['verify', '--strict'], { input: sample }).code, EXIT.NO);
    assert.equal(zb(['verify', '--max-depth', '1'], { input: image }).code, EXIT.NO);
    ok(['verify', '--max-depth', '2'], { input: image });
    assert.equal(zb(['verify', '--max-nodes', '8'], { input: image }).code, EXIT.NO);
  });
  it('looks into texts unless told not to', () => {
    const bad = Buffer.from(image);
    bad[bad.indexOf('Ada')] = 0xff;
    assert.match(zb(['verify'], { input: bad }).text, /not well-formed UTF-8; .*--any-text/);
    ok(['verify', '--any-text'], { input: bad });
  });
  it('calls anything else damaged, with the reason', () => {
    const cases = [['', /too short/], ['{"a": 1}', /looks like JSON text.*zb from-json/], [Buffer.alloc(200), /no image/],
      [image.subarray(0, image.length - 1), /cut short/], [damaged(image, 12, 9), /another layout version/]];
    for (const [input, why] of cases) {
      const { code, text } = zb(['verify'], { input });
      assert.equal(code, EXIT.NO);
      assert.match(text, why);
      const other = zb(['inspect'], { input });
      assert.equal(other.code, EXIT.DATA);
      assert.match(other.err, why);
    }
  });
});

describe('zb stat', () => {
  it('counts', () => {
    const stat = JSON.parse(ok(['stat', '--json'], { input: image }).text);
    assert.deepEqual(stat.types, { null: 1, i32: 1, string: 4, array: 1, object: 2 });
    assert.equal(stat.depth, 2);
    assert.equal(stat.values, 9);
    assert.equal(stat.jsonBytes, JSON.stringify(person).length + 1); // é takes two bytes
    assert.equal(stat.bytes, image.length);
    assert.equal(stat.usedBytes + stat.abandonedBytes, image.length);
    assert.equal(stat.keyBytes, ['name', 'tags', 'address', 'zip.code', 'city', 'none'].join('').length);
    assert.match(ok(['stat'], { input: image }).text, /4 {2}string\n/);
  });
  it('counts shared values and cycles', () => {
    const stat = JSON.parse(ok(['stat', '--json'], { input: sample }).text);
    assert.equal(stat.cycles, 1);
    assert.equal(stat.sharedReferences, 4);
    assert.equal(stat.jsonBytes, null);
  });
});

describe('zb compact', () => {
  it('drops what was abandoned and keeps the value', () => {
    const grown = ok(['set', 'tags', JSON.stringify(['long text'.repeat(100)])], { input: ok(['set', 'tags', JSON.stringify(['x'.repeat(500)])], { input: image }).out }).out;
    const { out, err } = ok(['compact', '-'], { input: grown });
    assert.match(err, /^zb compact: standard input: .* before, .* after/);
    assert.equal(ok(['to-json'], { input: out }).text, ok(['to-json'], { input: grown }).text);
    assert.ok(out.length < grown.length - 400);
    assert.equal(JSON.parse(ok(['inspect', '--json'], { input: out }).text).spareBytes, 0);
  });
  it('keeps every type, what is shared, and cycles', () => {
    const out = ok(['compact'], { input: sample }).out;
    const before = JSON.parse(ok(['stat', '--json'], { input: sample }).text);
    const after = JSON.parse(ok(['stat', '--json'], { input: out }).text);
    for (const same of ['values', 'types', 'depth', 'keyBytes', 'stringBytes', 'sharedReferences', 'cycles']) assert.deepEqual(after[same], before[same], same);
  });
  it('answers in JSON beside a file', () => {
    const place = join(folder, 'compact.zb');
    const answer = JSON.parse(ok(['compact', '--json', '-o', place], { input: sample }).text);
    assert.equal(answer.after, statSync(place).size);
    assert.equal(zb(['compact', '--json'], { input: sample }).code, EXIT.USAGE);
  });
  it('makes images of foreign regions', () => {
    const vector = JSON.parse(readFileSync(join(root, 'vectors/nested.json'), 'utf8'));
    const out = ok(['compact', '--root', String(vector.root), '--kind', 'object', 'vectors/nested.bin']).out;
    assert.equal(ok(['get', 'user.address.city'], { input: out }).text, '"NYC"\n');
  });
});

describe('foreign regions', () => {
  it('are read with --root and --kind', () => {
    const { root: at } = JSON.parse(readFileSync(join(root, 'vectors/nested.json'), 'utf8'));
    const where = ['--root', String(at), '--kind', 'object'];
    assert.equal(ok(['get', ...where, 'scores', 'vectors/nested.bin']).text, '[95,87,92]\n');
    assert.match(ok(['inspect', ...where, 'vectors/nested.bin']).text, /region of 952 bytes, root handle of an object at 948/);
    ok(['verify', '--strict', ...where, 'vectors/nested.bin']);
    assert.equal(zb(['verify', '--root', String(at + 1), '--kind', 'object', 'vectors/nested.bin']).code, EXIT.NO);
  });
  it('may be the slots of a schema object', () => {
    const region = Buffer.alloc(64);
    region.writeUInt8(2, 16), region.writeInt32LE(-3, 20); // i32
    region.writeUInt8(3, 32), region.writeDoubleLE(1.5, 40); // f64
    const where = ['--root', '16', '--kind', 'schema:2'];
    assert.equal(ok(['to-json', ...where], { input: region }).text, '[-3,1.5]\n');
    assert.equal(ok(['get', ...where, '[1]'], { input: region }).text, '1.5\n');
    assert.match(ok(['inspect', ...where, '--at', '40'], { input: region }).text, /slot 1: B +f64 1\.5/);
    assert.equal(zb(['to-json', '--root', '16', '--kind', 'schema:4'], { input: region }).code, EXIT.DATA);
  });
  it('need sensible words', () => {
    for (const kind of ['x', 'schema', 'schema:', 'schema:0', 'schema:-1', 'schema:1x', 'schema:99999999999']) {
      assert.equal(zb(['verify', '--root', '8', '--kind', kind], { input: image }).code, EXIT.USAGE, kind);
    }
    assert.match(zb(['verify', '--kind', 'slot'], { input: image }).err, /give --root OFFSET, too/);
  });
});

describe('zb bench', () => {
  it('measures JSON and images', () => {
    for (const input of [JSON.stringify(person), image]) {
      const answer = JSON.parse(ok(['bench', '--runs', '3', '--json'], { input }).text);
      assert.deepEqual(answer.phases.map(({ name }) => name), ['parse', 'write', 'verify', 'walk', 'copy']);
      for (const phase of answer.phases) {
        assert.ok(phase.minSeconds <= phase.medianSeconds && phase.medianSeconds <= phase.maxSeconds);
        assert.ok(phase.gigabytesPerSecond > 0);
      }
    }
    assert.match(ok(['bench', '--runs', '3'], { input: image }).text, /parse .* GB\/s of text, +median .* to /);
  });
  it('refuses what has no text', () => assert.equal(zb(['bench', '--runs', '3'], { input: sample }).code, EXIT.LIMIT));
});

describe('files and usage', () => {
  it('names what cannot be opened or written', () => {
    const missing = zb(['inspect', '/nowhere/x']);
    assert.equal(missing.code, EXIT.IO);
    assert.match(missing.err, /^zb inspect: \/nowhere\/x: cannot open: No such file or directory\n$/);
    assert.equal(zb(['inspect', root]).code, EXIT.IO); // a folder
    assert.equal(zb(['from-json', '-o', '/nowhere/x'], { input: '1' }).code, EXIT.IO);
    const full = spawnSync('sh', ['-c', `echo '[1]' | ${NATIVE} from-json -o /dev/full`], { encoding: 'utf8' });
    assert.equal(full.status, EXIT.IO);
    assert.match(full.stderr, /\/dev\/full: cannot write: No space left on device/);
    const report = spawnSync('sh', ['-c', `${NATIVE} --help >/dev/full`], { encoding: 'utf8' });
    assert.equal(report.status, EXIT.IO);
  });
  it('ends without a word when the reader goes away', () => {
    for (const trap of ['', "trap '' PIPE; "]) { // killed by the signal, or told by EPIPE
      const { stderr } = spawnSync('bash', ['-c', `${trap}${NATIVE} from-json ${CITIES} | ${NATIVE} inspect --all | head -n 1`], { encoding: 'utf8' });
      assert.equal(stderr, '');
    }
  });
  it('leaves nothing behind when it is interrupted', async () => {
    const events = watch(folder, { signal: AbortSignal.timeout(20_000) });
    let seen = events.next();
    const child = spawn(NATIVE, ['from-json', '-o', join(folder, 'interrupted.zb')], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.stdin.write('[1,');
    while (!(await seen).value.filename.startsWith('interrupted.zb.')) seen = events.next();
    child.kill('SIGTERM');
    const [, signal] = await once(child, 'close');
    assert.equal(signal, 'SIGTERM');
    assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith('interrupted')), []);
  });
  it('explains wrong use', () => {
    const cases = [[[], /no command; see zb --help/], [['nope'], /there is no command nope/], [['--nope'], /there is no option --nope/],
      [['get'], /usage: zb get \[OPTION\]\.\.\. PATH \[FILE\]/], [['inspect', 'a', 'b'], /usage: zb inspect/],
      [['inspect', '--nope'], /there is no option --nope.*zb inspect --help/], [['inspect', '-x'], /there is no option -x/],
      [['inspect', '--limit'], /--limit needs a value/], [['inspect', '--json=1'], /takes no value/],
      [['inspect', '--limit', '-1'], /give a number from 0/], [['inspect', '--limit', '1x'], /give a number/], [['to-json', '--indent', '11'], /from 0 to 10/],
      [['inspect', '--color', 'pink'], /auto, always or never/], [['from-json', '--duplicates', 'x'], /last, first or reject/],
      [['help', 'nope'], /there is no command nope/]];
    for (const [args, message] of cases) {
      const { code, text, err } = zb(args, { input: image });
      assert.equal(code, EXIT.USAGE, args.join(' '));
      assert.equal(text, '');
      assert.match(err, message);
    }
  });
  it('helps', () => {
    assert.match(ok(['--version']).text, /^zb \d+\.\d+\.\d+ \(layout 1\)\n$/);
    const { text } = ok(['--help']);
    for (const [, name] of text.matchAll(/^ {2}([a-z-]+) {2,}[A-Z]/gm)) {
      assert.equal(ok(['help', name]).text, ok([name, '--help']).text);
      for (const line of ok([name, '--help']).text.split('\n')) assert.ok(line.length <= 84, line);
    }
  });
});
