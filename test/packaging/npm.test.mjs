// SPDX-License-Identifier: MIT
// The npm package as others get it: packed, installed from its tarball into a project elsewhere without a network,
// and used from ES modules, CommonJS, TypeScript, Deno and Bun.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import test, { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BUN, DENO } from '../runtimes/runtimes.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGE = join(ROOT, 'build/npm');
const MANIFEST = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
const NODES = [22, 24, 26].map((major) => join(ROOT, `node_modules/node${major}-linux-${process.arch}/bin/node`));

const project = realpathSync(mkdtempSync(join(tmpdir(), 'zerobuf-npm-')));
after(() => rmSync(project, { recursive: true, force: true }));

// npm runs on the Node that is found first; its cache is ours, so that nobody else's is written.
const environment = {
  ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter), npm_config_cache: join(project, '.cache'),
  npm_config_offline: 'true', npm_config_update_notifier: 'false', NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1', DENO_DIR: join(project, '.deno'),
};

function run(command, args, { cwd = project } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', env: environment });
  assert.ifError(error);
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

const write = (name, text) => writeFileSync(join(project, name), text);

const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', project], { cwd: PACKAGE }));
write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
run('npm', ['install', '--no-audit', '--no-fund', join(project, packed.filename)]);

/** What each program does with `zerobuf` and `slots` at hand; prints one line. */
const PROGRAM = `
const buf = zerobuf(new WebAssembly.Memory({ initial: 1 }), 64);
const city = buf.create({ name: 'Ordino', tags: ['a'] });
city.tags.push('b');
const view = new DataView(buf.arena.memory.buffer);
slots.writeF64Slot(view, 0, 2.5);
console.log(JSON.stringify(city), slots.readF64Slot(view, 0));
`;
const ANSWER = '{"name":"Ordino","tags":["a","b"]} 2.5\n';

write('esm.mjs', `import { zerobuf } from 'zerobuf';\nimport * as slots from 'zerobuf/slots';\n${PROGRAM}`);
write('cjs.cjs', `const { zerobuf } = require('zerobuf');\nconst slots = require('zerobuf/slots');\n${PROGRAM}`);
write('both.cjs', `import('zerobuf').then((imported) => console.log(imported.zerobuf === require('zerobuf').zerobuf));\n`);

test('the package holds the library, its declarations, its licence and nothing else', (t) => {
  const there = ['core', 'host', 'pool', 'cli', 'c', 'types'].flatMap((room) => readdirSync(join(PACKAGE, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(PACKAGE.length + 1)));
  assert.deepEqual(packed.files.map(({ path }) => path).sort(), [...there, 'LICENSE', 'README.md', 'package.json'].sort());
  const strange = there.filter((path) => !/^(core|host|pool|cli)\/[\w./-]+\.(js|wasm)$|^cli\/templates\/[\w-]+\/((src|test)\/\w+\.c|zerobuf\.json)$|^c\/(LICENSE|include\/zerobuf\/\w+\.h|src\/\w+\/[\w.]+\.[ch])$|^types\/[\w./-]+\.d\.c?ts$/.test(path)
    || /\.test\.|bench|fixture/.test(path));
  assert.deepEqual(strange, []);
  assert.equal(readFileSync(join(PACKAGE, 'LICENSE'), 'utf8'), readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
  assert.deepEqual([MANIFEST.dependencies, MANIFEST.scripts, MANIFEST.sideEffects], [undefined, undefined, false]);
  const core = there.filter((path) => path.startsWith('core/')).reduce((sum, path) => sum + statSync(join(PACKAGE, path)).size, 0);
  t.diagnostic(`npm package: ${packed.size} bytes, unpacked ${packed.unpackedSize} in ${packed.entryCount} files; js/core ${core}`);
});

test('every entry of exports leads to files that are there, each module with its declarations', () => {
  const installed = join(project, 'node_modules/zerobuf');
  const targets = (entry) => (typeof entry === 'string' ? [entry] : Object.values(entry).flatMap(targets));
  for (const [name, entry] of Object.entries(MANIFEST.exports)) {
    for (const target of targets(entry)) {
      const [before, behind] = target.split('*');
      if (behind === undefined) assert.ok(statSync(join(installed, target)).isFile(), `${name}: ${target}`);
      else assert.ok(readdirSync(join(installed, before)).some((file) => file.endsWith(behind)), `${name}: ${target}`);
    }
  }
  for (const room of ['core', 'host', 'pool']) {
    const names = readdirSync(join(installed, room), { recursive: true }).filter((file) => file.endsWith('.js') && file !== 'worker.bundle.js');
    for (const file of names) assert.ok(statSync(join(installed, 'types', room, file.replace(/\.js$/, '.d.ts'))).isFile(), file);
  }
});

for (const node of NODES) {
  test(`import and require: Node ${node.match(/node(\d+)/)[1]}`, () => {
    assert.equal(run(node, ['esm.mjs']), ANSWER);
    assert.equal(run(node, ['--throw-deprecation', '--disallow-code-generation-from-strings', 'esm.mjs']), ANSWER);
    const { stdout, stderr, status } = spawnSync(node, ['cjs.cjs'], { cwd: project, encoding: 'utf8', env: environment });
    assert.deepEqual([status, stdout], [0, ANSWER], stderr);
    // Node 22 may say that require of an ES module is new; nothing else is said by any.
    assert.match(stderr, /22\./.test(run(node, ['--version'])) ? /^$|ExperimentalWarning.*require/s : /^$/);
    assert.equal(run(node, ['both.cjs']), 'true\n');
  });
}

test('Bun: import and require', () => {
  assert.equal(run(BUN, ['esm.mjs']), ANSWER);
  assert.equal(run(BUN, ['cjs.cjs']), ANSWER);
  assert.equal(run(BUN, ['both.cjs']), 'true\n');
});

test('Deno: import by name, by npm: and by path, with no permission', () => {
  const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  assert.ok(manifest.dependencies.zerobuf, 'npm install has written the dependency');
  assert.equal(run(DENO, ['run', '--no-lock', 'esm.mjs']), ANSWER);
  write('npm.mjs', `import { zerobuf } from 'npm:zerobuf';\nimport * as slots from 'npm:zerobuf/slots';\n${PROGRAM}`);
  assert.equal(run(DENO, ['run', '--no-lock', 'npm.mjs']), ANSWER);
  write('path.mjs', `import { zerobuf } from './node_modules/zerobuf/core/index.js';\nimport * as slots from './node_modules/zerobuf/core/slots.js';\n${PROGRAM}`);
  assert.equal(run(DENO, ['run', '--no-lock', 'path.mjs']), ANSWER);
});

test('the pool: workers start from one file, and share classes with the modules of their tasks', () => {
  write('pool.mjs', `
import { Envelope, createPool, isMain } from 'zerobuf/pool';
import { BufferReference } from 'zerobuf/unsafe';
export const half = (reference) => new BufferReference(reference.toUint8Array().slice(0, reference.byteLength / 2));
export const open = (envelope) => envelope instanceof Envelope && envelope.body instanceof BufferReference && envelope.header.name;
export const modules = () => new Error().stack.includes('worker.bundle.js');
const pool = createPool()({ half, open, modules });
if (isMain) {
  const reference = await pool.call.half(new BufferReference(new Uint8Array(200_000)));
  console.log(JSON.stringify([reference.byteLength, await pool.call.open(new Envelope({ name: 'x' }, reference)), await pool.call.modules()]));
}`);
  const answer = '[100000,"x",true]\n';
  for (const node of NODES) assert.equal(run(node, ['pool.mjs']), answer);
  assert.equal(run(BUN, ['pool.mjs']), answer);
  assert.equal(run(DENO, ['run', '--no-lock', '--allow-read', '--allow-env', 'pool.mjs']), answer);
});

test('importing has no effect on anything else', () => {
  write('effects.mjs', `
const state = () => [globalThis, Object.prototype, Array.prototype, Function.prototype, Error, WebAssembly.Memory.prototype, Object, Reflect]
  .map((object) => Reflect.ownKeys(object).map(String).sort());
const before = JSON.stringify(state());
for (const name of ['zerobuf', 'zerobuf/slots', 'zerobuf/host/fetch', 'zerobuf/pool', 'zerobuf/unsafe', 'zerobuf/package.json']) {
  await import(name, name.endsWith('.json') ? { with: { type: 'json' } } : {});
}
console.log(JSON.stringify(state()) === before);`);
  assert.equal(run(process.execPath, ['effects.mjs']), 'true\n');
});

const TYPED = (first) => `${first}
const buf = zerobuf(new WebAssembly.Memory({ initial: 1 }), 64);
const point = buf.create({ x: 1.5, label: 'here' });
const x: number = point.x;
const label: string = point.label;
const arena: Arena = buf.arena;
const handle: number = arena.offset;
const error: ZerobufError | undefined = undefined;
const view = new DataView(arena.memory.buffer);
writeF64Slot(view, 0, x);
const read: number = readF64Slot(view, 0);
export function refused() {
  // @ts-expect-error: a handle is a number
  buf.wrapObject('here');
  // @ts-expect-error: there is no such property
  point.z;
  // @ts-expect-error: a string is no f64
  writeF64Slot(view, 0, label);
}
console.log(x, label, handle > 0, error, read);
`;
const IMPORTS = `import { zerobuf, type Arena, ZerobufError } from 'zerobuf';\nimport { readF64Slot, writeF64Slot } from 'zerobuf/slots';`;
const REQUIRES = `import core = require('zerobuf');\nimport { readF64Slot, writeF64Slot } from 'zerobuf/slots';
const { zerobuf } = core;\ntype Arena = core.Arena;\ntype ZerobufError = core.ZerobufError;`;

for (const [name, { module, moduleResolution, files }] of Object.entries({
  'node16, ES module and CommonJS by import and by require': {
    module: 'node16', moduleResolution: 'node16', files: { 'typed.mts': IMPORTS, 'typed.cts': IMPORTS, 'required.cts': REQUIRES },
  },
  'nodenext, CommonJS': { module: 'nodenext', moduleResolution: 'nodenext', files: { 'next.cts': IMPORTS } },
  'bundler': { module: 'esnext', moduleResolution: 'bundler', files: { 'bundled.ts': IMPORTS } },
})) {
  test(`tsc --strict, ${name}: types as meant, and what it emits runs`, () => {
    for (const [file, first] of Object.entries(files)) write(file, TYPED(first));
    run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '--strict', '--target', 'es2022', '--lib', 'es2024,esnext.array,dom',
      '--module', module, '--moduleResolution', moduleResolution, '--outDir', 'tsc', ...Object.keys(files)]);
    for (const file of Object.keys(files)) {
      assert.equal(run(process.execPath, [join('tsc', file.replace(/ts$/, 'js'))]), '1.5 here true undefined 1.5\n', file);
    }
  });
}
