// SPDX-License-Identifier: MIT
// zb schema: what it makes compiles, a misspelt field does not, and C and JavaScript meet in
// one image through it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { EXIT, ok, root, scratch, zb } from './zb.mjs';

const folder = scratch();
const header = join(folder, 'schema.h'), moduleFile = join(folder, 'schema.mjs'), types = join(folder, 'schema.d.mts');
const core = join(root, 'js/core/index.js');
ok(['schema', 'test/cli/schema.json', '--c', header, '--js', moduleFile, '--dts', types]);
mkdirSync(join(folder, 'node_modules'));
symlinkSync(join(root, 'js'), join(folder, 'node_modules/zerobuf'));

const C_FLAGS = ['-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-Wshadow', '-Wconversion', '-Wsign-conversion', '-Wcast-qual',
  '-Wcast-align', '-Wstrict-prototypes', '-Wmissing-prototypes', '-Wundef', '-Wvla', '-Wswitch-enum', '-Wformat=2', '-Wnull-dereference',
  '-Wdouble-promotion'];
const CPP_FLAGS = ['-std=c++17', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-Wconversion', '-Wsign-conversion'];
const COMPILERS = [
  ['gcc', 'c', C_FLAGS], ['clang-19', 'c', [...C_FLAGS, '-Wdocumentation']], ['g++', 'c++', CPP_FLAGS], ['clang++-19', 'c++', CPP_FLAGS],
];

/** @param {string} compiler @param {string} language @param {string[]} flags @param {string} source */
function compile(compiler, language, flags, source) {
  const { status, stderr } = spawnSync(compiler, ['-x', language, ...flags, '-O1', '-I', join(root, 'include'), '-I', folder, '-S', '-o', '/dev/null', '-'], { input: source, encoding: 'utf8' });
  return { status, stderr };
}

const use = (field) => `#include "schema.h"
double sum(zb_view view, zb_off base, unsigned count);
double sum(zb_view view, zb_off base, unsigned count)
{
    double total = 0;
    for (unsigned i = 0; i < count; i++)
        total += point_get_${field}_unchecked(view, point_at(base, i));
    return total;
}
`;

describe('the C header', () => {
  for (const [compiler, language, flags] of COMPILERS) {
    it(`compiles with ${compiler}, and a misspelt field does not`, () => {
      const good = compile(compiler, language, flags, use('x'));
      assert.equal(good.status, 0, good.stderr);
      const bad = compile(compiler, language, flags, use('xx'));
      assert.notEqual(bad.status, 0);
      assert.match(bad.stderr, /point_get_xx_unchecked/);
      const mixed = compile(compiler, language, flags, use('x').replace('point_at(base, i)', 'track_at(base, i)'));
      assert.notEqual(mixed.status, 0, 'one schema is not another');
    });
  }
  it('compiles for wasm32 without a libc', () => {
    const { status, stderr } = compile('clang-19', 'c', [...C_FLAGS, '--target=wasm32', '-ffreestanding', '-nostdlibinc', '-mbulk-memory'], use('x'));
    assert.equal(status, 0, stderr);
  });
});

describe('the TypeScript types', () => {
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    compilerOptions: { strict: true, noEmit: true, target: 'es2024', module: 'nodenext', lib: ['es2024', 'dom'], types: [] }, files: ['use.mts'],
  }));
  const tsc = (source) => {
    writeFileSync(join(folder, 'use.mts'), source);
    return spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8' });
  };
  const good = `import { Arena } from 'zerobuf';
import { HTTPEvent, Point, Track } from './schema.mjs';
const arena = new Arena({ buffer: new ArrayBuffer(65536) }, 8);
const p: Point = Point.create(arena, { x: 1, label: 'a' });
const x: number | null = p.x;
p.label = null;
const event = HTTPEvent.create(arena, { track: { from: { x: 2 } }, serial: 5n, at: new Date() });
const deep: string | null = event.track.from.label;
event.track.from = { y: 3 };
const samples: Float32Array | null = Track.wrap(arena, event.track.__zerobuf_ptr).toJS().samples;
const size: 48 = Point.size;
const at: Date | null = event.at;
event.at = 1.7e12;
const points = Point.list(arena, 8, 3);
const label: string | null = points.at(1).label;
const xs: (number | null)[] = Point.column('x')(points).toJS();
void [x, deep, samples, size, at, label, xs];
`;
  it('fit', () => {
    const { status, stdout } = tsc(good);
    assert.equal(status, 0, stdout);
  });
  it('refuse misspelt fields and values of another type', () => {
    const wrong = [['p.xx;', 'TS2339'], ["Point.create(arena, { lable: 'a' });", 'TS2561'], ["Point.create(arena, { x: '1' });", 'TS2322'],
      ['event.track.from.lable;', 'TS2551'], ["event.track.from = { z: 1 };", 'TS2353'], ['event.track.widht = 2;', 'TS2551'],
      ["Point.list(arena, 8, 3).column('z');", 'TS2345'], ["event.at = '2024';", 'TS2322']];
    const { status, stdout } = tsc(good + wrong.map(([line]) => `${line}\n`).join(''));
    assert.notEqual(status, 0);
    const first = good.split('\n').length;
    assert.deepEqual([...stdout.matchAll(/^.*use\.mts\((\d+),\d+\): error (TS\d+)/gm)].map(([, line, code]) => [Number(line), code]),
      wrong.map(([, code], i) => [first + i, code]), stdout);
  });
});

describe('C and JavaScript over one image', () => {
  const trip = join(folder, 'trip');
  it('compiles', () => {
    execFileSync('gcc', [...C_FLAGS, '-g', '-I', join(root, 'include'), '-I', folder, join(root, 'test/cli/schema_trip.c'), join(root, 'build/lib/libzerobuf.a'), '-o', trip], { stdio: 'pipe' });
  });

  it('both read and write the same fields', async () => {
    const { Arena, zerobuf } = await import(pathToFileURL(core).href);
    const { HTTPEvent, Point } = await import(pathToFileURL(moduleFile).href);
    const image = execFileSync(trip, ['write']);
    const memory = { buffer: new ArrayBuffer(65536) };
    new Uint8Array(memory.buffer).set(image);
    new DataView(memory.buffer).setUint32(24, 65536, true); // limit: JavaScript may write behind the image
    const arena = new Arena(memory, 0, { control: 8 });
    const [points, event] = zerobuf(memory, 0, { control: 8 }).read(72).toJS();

    const at = (i) => Point.wrap(arena, points + i * Point.size);
    assert.equal(Point.size, 48);
    assert.deepEqual([0, 1, 2].map((i) => at(i).toJS()), [{ x: 0.5, y: -0, label: 'zero' }, { x: 1.5, y: -1, label: 'one' }, { x: 2.5, y: null, label: 'two' }]);
    const seen = HTTPEvent.wrap(arena, event);
    assert.deepEqual(HTTPEvent.fields, ['ok', 'status', 'took', 'serial', 'path', 'body', 'tags', 'headers', 'extra', 'at', 'track', 'kind']);
    assert.equal(seen.path, '/café');
    assert.equal(seen.serial, -(2n ** 63n));
    assert.equal(seen.track.from.label, 'start');
    const plain = seen.toJS();
    assert.deepEqual({ ...plain, track: { ...plain.track, to: null }, kind: null }, {
      ok: true, status: 404, took: 12, serial: -(2n ** 63n), path: '/café', body: new Uint8Array([0, 255]), tags: [7], headers: { host: false }, extra: -1,
      at: new Date(1.7e12), track: { from: { x: null, y: null, label: 'start' }, to: null, samples: null, ids: null, width: 2.5 }, kind: null,
    });

    const list = Point.list(arena, points, 3);
    assert.deepEqual([...list].map(({ x }) => x), [0.5, 1.5, 2.5]);
    assert.deepEqual(list.column('x').toTypedArray(), new Float64Array([0.5, 1.5, 2.5]));
    assert.throws(() => { list.at(0).x = '10'; }, /Point\.x takes a number, not a string/);
    list.at(0).x = 10;
    at(1).label = 'café from JavaScript';
    at(2).y = 2.25;
    const made = HTTPEvent.create(arena, { status: 1, track: { to: { label: 'end' } } });
    assert.equal(made.track.to.label, 'end');
    assert.equal(made.track.from.x, null);
    made.track.from = { x: 4 };
    assert.deepEqual(made.track.from.toJS(), { x: 4, y: null, label: null });
    assert.throws(() => HTTPEvent.create(arena, { statu: 1 }), /"statu" is no field/);
    assert.throws(() => { made.track.from = { z: 4 }; }, /"z" is no field/);
    const { status, stderr } = spawnSync(trip, ['read'], { input: Buffer.from(memory.buffer), encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });
});

describe('the JavaScript module', () => {
  it('finds zerobuf where --import says', async () => {
    const made = join(folder, 'elsewhere.mjs');
    ok(['schema', '--js', made, '--import', pathToFileURL(core).href], { input: '{"schemas": {"Point": {"x": "f64"}}}' });
    assert.deepEqual((await import(pathToFileURL(made).href)).Point.fields, ['x']);
    assert.ok(readFileSync(made, 'utf8').endsWith("/** Point: 1 slots, 16 bytes. */\nexport const Point = defineSchema({\n  x: 'f64?',\n}, 'Point');\n"));
  });
});

describe('schema files', () => {
  it('have a layout', () => {
    const { schemas } = JSON.parse(ok(['schema', '--json', 'test/cli/schema.json']).text);
    const track = schemas.find(({ name }) => name === 'Track');
    assert.deepEqual(track.fields.map(({ name, offset, slots }) => [name, offset, slots]), [['from', 0, 3], ['to', 48, 3], ['samples', 96, 1], ['ids', 112, 1], ['width', 128, 1]]);
    assert.equal(track.bytes, 144);
    assert.match(ok(['schema', 'test/cli/schema.json']).text, /^Track: 9 slots, 144 bytes\n {2}\+0 +from +Point\n/);
  });

  const one = (fields) => `{"schemas": {"Point": ${fields}}}`;
  const cases = [
    ['an unknown type', one('{"x": "f65"}'), '1:29', /the type "f65" is unknown; use bool, i32/],
    ['an unknown column', one('{"x": "column<f65>"}'), '1:29', /unknown/],
    ['a field twice', one('{"x": "f64",\n "x": "f64"}'), '2:2', /Point has a field x already/],
    ['a schema twice', '{"schemas": {"A": {"x": "any"}, "A": {"x": "any"}}}', '1:33', /there is a schema A already/],
    ['a reserved field', one('{"toJS": "f64"}'), '1:24', /reserved for what accessors have/],
    ['another', one('{"__zerobuf_ptr": "f64"}'), '1:24', /reserved/],
    ['yet another', one('{"__proto__": "f64"}'), '1:24', /reserved/],
    ['a keyword', one('{"double": "f64"}'), '1:24', /a word of C or C\+\+/],
    ['a schema with the name of a type', '{"schemas": {"Double": {"x": "f64"}}}', '1:14', /reserved/],
    ['a schema that JavaScript has', '{"schemas": {"Date": {"x": "f64"}}}', '1:14', /reserved/],
    ['no identifier', one('{"a-b": "f64"}'), '1:24', /cannot name a field: use letters/],
    ['a digit first', one('{"1a": "f64"}'), '1:24', /cannot name a field/],
    ['an empty name', '{"schemas": {"": {"x": "f64"}}}', '1:14', /cannot name a schema/],
    ['a long name', one(`{"${'a'.repeat(64)}": "f64"}`), '1:24', /more than 63 letters/],
    ['a schema that holds itself', one('{"x": "Point"}'), '1:29', /Point would hold itself through x/],
    ['schemas that hold each other', '{"schemas": {"A": {"b": "B"}, "B": {"a": "A"}}}', '1:42', /A would hold itself through a/],
    ['too many slots', `{"schemas": {${Array.from({ length: 14 }, (_, i) => `"S${i}": {"a": "${i ? `S${i - 1}` : 'any'}", "b": "${i ? `S${i - 1}` : 'any'}"}`).join(', ')}}}`, undefined, /more than 4096 slots/],
    ['names that become one', '{"schemas": {"PointGet": {"x": "any"}, "Point": {"new": "any"}}}', undefined, /reserved|word of C|would be/],
    ['names that become one in C', '{"schemas": {"FooBar": {"x": "any"}, "Foo_bar": {"x": "any"}}}', '1:38', /would be FOO_BAR_BYTES in C or JavaScript, as something in FooBar is/],
    ['fields that become one', one('{"x": "any", "x_unchecked": "any"}'), '1:36', /would be point_get_x_unchecked/],
    ['types that become one', '{"schemas": {"A": {"x": "any"}, "AValues": {"x": "any"}}}', '1:33', /would be AValues/],
    ['no fields', one('{}'), '1:14', /has no fields/],
    ['no schemas', '{"schemas": {}}', '1:12', /there are no schemas/],
    ['nothing of use', '{}', '1:1', /there is no "schemas"/],
    ['another member', '{"schema": {}}', '1:2', /means nothing here/],
    ['an escape', one('{"\\u0078": "f64"}'), '1:25', /needs no escapes/],
    ['a type that is no string', one('{"x": 1}'), '1:29', /the type of the field, a string, is due/],
    ['a comma too many', one('{"x": "f64",}'), '1:35', /no comma after the last/],
    ['an end too early', '{"schemas": {"A": {"x": "f64"', '1:30', /the file ends where/],
    ['more after the end', one('{"x": "f64"}').concat(' x'), '1:38', /follows the end/],
    ['nothing', '', '1:1', /the file ends where/],
  ];
  for (const [what, text, place, message] of cases) {
    it(`may not have ${what}`, () => {
      const made = join(folder, 'never.h');
      const { code, err } = zb(['schema', '--c', made], { input: text });
      assert.equal(code, EXIT.DATA, err);
      assert.match(err, message);
      if (place) assert.ok(err.startsWith(`zb schema: standard input:${place}: `), err);
      assert.match(err, /\n {2}.*\n +\^\n$/);
      assert.ok(!readdirSync(folder).includes('never.h'));
    });
  }

  it('change all files or none', () => {
    const good = readFileSync(header, 'utf8');
    assert.equal(zb(['schema', '--c', header, '--js', '/nowhere/x.js'], { input: one('{"x": "f64"}') }).code, EXIT.IO);
    assert.equal(readFileSync(header, 'utf8'), good);
    assert.deepEqual(readdirSync(folder).filter((name) => name.includes('.tmp')), []);
  });
});
