// SPDX-License-Identifier: MIT
// The library as others install and use it: every way in builds and runs, the symbols are those of
// the headers, and an uninstall leaves nothing behind.  Builds in folders of its own.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LIBRARY_HEADERS } from '../../tools/library-headers.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VERSION = readFileSync(join(ROOT, 'include/zerobuf/zerobuf.h'), 'utf8').match(/ZB_VERSION "(.*)"/)[1];
const MAJOR = VERSION.split('.')[0];
const ORDERS = 'Ada owes 8.75\nAda, 3 items\n';

const scratch = mkdtempSync(join(tmpdir(), 'zerobuf-packaging-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

// Not what an outer make was told: its variables would reach ours.
const { MAKEFLAGS, MAKELEVEL, MFLAGS, MAKEOVERRIDES, ...environment } = process.env;

function run(command, args, { cwd = ROOT, env = {}, fails = false } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...environment, ...env } });
  const said = `${command} ${args.join(' ')}\n${stdout}${stderr}`;
  assert.ifError(error);
  assert.equal(status !== 0, fails, said);
  return { stdout, stderr, said };
}

const make = (target, variables = {}, options = {}) =>
  run('make', [target, ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)], options);

/** Everything below a folder, folders with a slash at their end. */
function listing(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length) + (entry.isDirectory() ? '/' : '')).sort();
}

const files = (folder) => listing(folder).filter((path) => !path.endsWith('/'));

function folderFor(name) {
  const folder = join(scratch, name);
  mkdirSync(folder);
  return folder;
}

/** Names of a library's global symbols that are defined in it. */
function symbols(...args) {
  return run('nm', ['--defined-only', ...args]).stdout.split('\n').filter((line) => /^[0-9a-f]+ [A-Z] /.test(line)).map((line) => line.split(' ')[2]).sort();
}

const CRYPTO_HEADERS = ['crypto.h', 'encoding.h', 'jwt.h'];

/** Functions that headers declare. @param {readonly string[]} headers */
function declaredFunctions(headers) {
  const names = new Set();
  for (const file of headers) {
    const code = readFileSync(join(ROOT, 'include/zerobuf', file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/\\\n/g, ' ')
      .replace(/^#.*$/gm, '').replace(/__attribute__\(\([^()]*\)\)\s*/g, '');
    for (const [, before, name] of code.matchAll(/^(\w[^;{}=()]*?)\b((?:zb|zerobuf)_\w+)\([^;{}]*\);/gm)) {
      if (!/\btypedef\b|\bstatic\b|\breturn\b/.test(before)) names.add(name);
    }
  }
  return [...names].sort();
}

const dynamic = (file) => run('readelf', ['-d', file]).stdout;
const needs = (file) => /NEEDED.*libzerobuf/.test(dynamic(file));

test('make install puts everything in its place, make uninstall takes it away', (t) => {
  const destdir = folderFor('destdir');
  mkdirSync(join(destdir, 'usr/local/lib'), { recursive: true });
  writeFileSync(join(destdir, 'usr/local/lib/other.a'), 'not ours');
  const before = listing(destdir);

  make('install', { DESTDIR: destdir });
  const installed = files(destdir).filter((path) => path !== '/usr/local/lib/other.a');
  for (const path of ['lib/libzerobuf.a', `lib/libzerobuf.so.${VERSION}`, `lib/libzerobuf.so.${MAJOR}`, 'lib/libzerobuf.so', 'include/zerobuf/zerobuf.h',
    'include/zerobuf/handler.h', 'lib/pkgconfig/zerobuf.pc', 'lib/cmake/zerobuf/zerobuf-config.cmake', 'share/doc/zerobuf/LICENSE']) {
    assert.ok(installed.includes(`/usr/local/${path}`), path);
  }
  if (existsSync(join(ROOT, 'src/cli/cli.mk'))) {
    for (const path of ['bin/zb', 'share/man/man1/zb.1', 'share/bash-completion/completions/zb']) assert.ok(installed.includes(`/usr/local/${path}`), path);
    assert.equal(lstatSync(join(destdir, 'usr/local/bin/zb')).mode & 0o777, 0o755);
  }
  assert.equal(lstatSync(join(destdir, 'usr/local/include/zerobuf/zerobuf.h')).mode & 0o777, 0o644);
  const manifest = readFileSync(join(destdir, 'usr/local/share/zerobuf/manifest'), 'utf8').trim().split('\n');
  assert.deepEqual(manifest.filter((line) => line.startsWith('f')).map((line) => line.slice(2)).sort(), installed);

  make('install', { DESTDIR: destdir });
  assert.deepEqual(files(destdir).filter((path) => path !== '/usr/local/lib/other.a'), installed, 'installing again changes nothing');
  make('uninstall', { DESTDIR: destdir });
  assert.deepEqual(listing(destdir), before, 'what was there before, and nothing else');
  assert.match(make('uninstall', { DESTDIR: destdir }, { fails: true }).stderr, /nothing was installed there/);
  t.diagnostic(`${installed.length} files installed and removed`);
});

test('a newer version takes away what it no longer has', () => {
  const destdir = folderFor('upgrade');
  make('install', { DESTDIR: destdir });
  const now = listing(destdir);
  mkdirSync(join(destdir, 'usr/local/include/zerobuf/old'));
  writeFileSync(join(destdir, 'usr/local/include/zerobuf/old/old.h'), '');
  const manifest = join(destdir, 'usr/local/share/zerobuf/manifest');
  writeFileSync(manifest, `${readFileSync(manifest, 'utf8')}d\t/usr/local/include/zerobuf/old\nf\t/usr/local/include/zerobuf/old/old.h\n`);
  make('install', { DESTDIR: destdir });
  assert.deepEqual(files(destdir), now.filter((path) => !path.endsWith('/')));
  make('uninstall', { DESTDIR: destdir });
  assert.deepEqual(listing(destdir), []);
});

test('a file of somebody else is neither overwritten nor removed, and nothing is changed', () => {
  const destdir = folderFor('foreign');
  mkdirSync(join(destdir, 'usr/local/lib/cmake'), { recursive: true });
  writeFileSync(join(destdir, 'usr/local/lib/libzerobuf.a'), 'somebody else');
  const before = listing(destdir);
  assert.match(make('install', { DESTDIR: destdir }, { fails: true }).stderr, /libzerobuf\.a exists and was not installed by this/);
  assert.deepEqual(listing(destdir), before);
  assert.equal(readFileSync(join(destdir, 'usr/local/lib/libzerobuf.a'), 'utf8'), 'somebody else');
});

test('folders that cannot be served are refused before anything is written', () => {
  const destdir = folderFor('refused');
  assert.match(make('install', { DESTDIR: destdir, PREFIX: 'usr' }, { fails: true }).stderr, /must begin with \//);
  assert.match(make('install', { DESTDIR: destdir, PREFIX: '/a b' }, { fails: true }).stderr, /must not hold spaces/);
  assert.deepEqual(listing(destdir), []);
});

test('libraries show what the headers declare, and nothing else', (t) => {
  const destdir = folderFor('symbols');
  make('install', { DESTDIR: destdir });
  const lib = join(destdir, 'usr/local/lib');
  const declared = declaredFunctions(LIBRARY_HEADERS);
  assert.ok(declared.includes('zb_object_find') && declared.includes('zerobuf_object_find') && declared.includes('zb_status_text'));
  assert.deepEqual(symbols('-D', join(lib, 'libzerobuf.so')), declared);
  assert.deepEqual(symbols('-g', join(lib, 'libzerobuf.a')), declared);
  assert.match(dynamic(join(lib, 'libzerobuf.so')), new RegExp(`SONAME.*\\[libzerobuf\\.so\\.${MAJOR}\\]`));
  const text = run('objdump', ['-p', join(lib, 'libzerobuf.so')]).stdout;
  assert.doesNotMatch(text, /TEXTREL/);
  t.diagnostic(`${declared.length} functions in both libraries`);
  make('build/lib/libzerobuf-crypto.a');
  const inCrypto = symbols('-g', join(ROOT, 'build/lib/libzerobuf-crypto.a'));
  assert.deepEqual(inCrypto, declaredFunctions(CRYPTO_HEADERS));
  t.diagnostic(`${inCrypto.length} functions in libzerobuf-crypto.a`);
});

test('every way in builds and runs the example', async (t) => {
  const prefix = folderFor('prefix');
  make('install', { PREFIX: prefix });
  const example = join(scratch, 'example');
  cpSync(join(ROOT, 'packaging/example'), example, { recursive: true });

  /** Build the example with CMake and run both programs. */
  const cmake = (name, definitions) => {
    const build = join(scratch, name);
    run('cmake', ['-S', example, '-B', build, '-DCMAKE_BUILD_TYPE=Debug', ...definitions]); // what is tested is not how fast it is
    run('cmake', ['--build', build, '-j2']);
    assert.equal(run(join(build, 'orders-shared'), []).stdout, ORDERS);
    assert.equal(run(join(build, 'orders-static'), []).stdout, ORDERS);
    assert.ok(needs(join(build, 'orders-shared')) && !needs(join(build, 'orders-static')));
  };

  await t.test('CMake find_package', () => cmake('cmake-package', [`-DCMAKE_PREFIX_PATH=${prefix}`]));
  await t.test('CMake add_subdirectory', () => {
    cmake('cmake-source', [`-DZEROBUF_SOURCE=${ROOT}`]);
    const lib = join(scratch, 'cmake-source/zerobuf');
    assert.deepEqual(symbols('-D', join(lib, 'libzerobuf.so')), symbols('-D', join(prefix, 'lib/libzerobuf.so')));
    assert.deepEqual(symbols('-g', join(lib, 'libzerobuf.a')), symbols('-g', join(prefix, 'lib/libzerobuf.a')));
  });
  await t.test('CMake FetchContent', () => { // add_subdirectory in other words: what it offers, not built once more
    const project = folderFor('fetch');
    writeFileSync(join(project, 'CMakeLists.txt'), `cmake_minimum_required(VERSION 3.16)
project(orders LANGUAGES C)
include(FetchContent)
FetchContent_Declare(zerobuf SOURCE_DIR "${ROOT}")
FetchContent_MakeAvailable(zerobuf)
add_executable(orders "${example}/orders.c")
target_link_libraries(orders PRIVATE zerobuf::zerobuf_static)
get_target_property(when_used zerobuf EXCLUDE_FROM_ALL)
if(NOT TARGET zerobuf::zerobuf OR ZEROBUF_INSTALL OR NOT when_used)
  message(FATAL_ERROR "no shared library, or one that is built or installed though nobody asked")
endif()
`);
    run('cmake', ['-S', project, '-B', join(project, 'build')]);
  });
  await t.test('pkg-config and make, shared and static', () => {
    const env = { PKG_CONFIG_PATH: join(prefix, 'lib/pkgconfig') };
    run('make', ['orders-shared', 'orders-static'], { cwd: example, env });
    assert.equal(run('pkg-config', ['--modversion', 'zerobuf'], { env }).stdout.trim(), VERSION);
    assert.equal(run(join(example, 'orders-shared'), [], { env: { LD_LIBRARY_PATH: join(prefix, 'lib') } }).stdout, ORDERS);
    assert.equal(run(join(example, 'orders-static'), []).stdout, ORDERS);
    assert.ok(needs(join(example, 'orders-shared')) && !needs(join(example, 'orders-static')));
  });
  await t.test('amalgamation, as C and as C++', () => {
    make('amalgamation');
    const vendored = folderFor('vendored');
    for (const name of ['zerobuf.h', 'zerobuf.c']) cpSync(join(ROOT, 'build/amalgamation', name), join(vendored, name));
    run('make', ['orders-amalgamated', 'orders-amalgamated-cxx', `AMALGAMATION=${vendored}`, 'CFLAGS=-std=c11 -Wall -Wextra -Wpedantic -Werror', 'CXXFLAGS=-std=c++17 -Wall -Wextra -Wpedantic -Werror'], { cwd: example });
    assert.equal(run(join(example, 'orders-amalgamated'), []).stdout, ORDERS);
    assert.equal(run(join(example, 'orders-amalgamated-cxx'), []).stdout, ORDERS);
  });
  await t.test('a CMake package that was moved; a version that is not there; a file that is missing', () => {
    const moved = join(scratch, 'moved');
    renameSync(prefix, moved);
    cmake('cmake-moved', [`-DCMAKE_PREFIX_PATH=${moved}`]);
    const asks = (version, fails) => {
      const project = folderFor(`asks-${version}`);
      writeFileSync(join(project, 'CMakeLists.txt'), `cmake_minimum_required(VERSION 3.19)\nproject(asks LANGUAGES C)\nfind_package(zerobuf ${version} REQUIRED)\n`);
      return run('cmake', ['-S', project, '-B', join(project, 'build'), `-DCMAKE_PREFIX_PATH=${moved}`], { fails }).said;
    };
    const [major, minor, patch] = VERSION.split('.').map(Number);
    for (const version of [`${major}.${minor}`, `${VERSION} EXACT`, `${major}.${minor}...${major + 1}`]) asks(version, false);
    for (const version of [`${major}.${minor + 1}`, `${major}.${minor}.${patch + 1}`, `${major + 1}.0`, `${major}.${minor}9`]) {
      assert.match(asks(version, true), /compatible with\s+requested version/, version);
    }
    rmSync(join(moved, 'lib/libzerobuf.a'));
    assert.match(asks(`${major}`, true), /libzerobuf\.a is missing/);
  });
});

test('a handler links as the manual says', () => {
  const manual = readFileSync(join(ROOT, 'packaging/README.md'), 'utf8');
  const [, block] = manual.match(/## Handlers for WebAssembly[\s\S]*?```\n([\s\S]*?)```/);
  const out = folderFor('handler');
  const script = block.replaceAll('handler.c', join(ROOT, 'examples/hello/hello.c')).replaceAll(/handler\.(o|wasm)/g, join(out, 'handler.$1'));
  run('bash', ['-ec', script]);
  const module = new WebAssembly.Module(readFileSync(join(out, 'handler.wasm')));
  const exports = WebAssembly.Module.exports(module).map(({ name }) => name);
  for (const name of ['memory', 'zb_abi', 'zb_alloc', 'handle_zerobuf']) assert.ok(exports.includes(name), name);
});

test('cmake --install installs what make install does, the tool aside', () => {
  const prefix = folderFor('cmake-prefix'), destdir = folderFor('make-destdir'), build = join(scratch, 'cmake-build');
  run('cmake', ['-S', ROOT, '-B', build, '-DCMAKE_BUILD_TYPE=Debug', `-DCMAKE_INSTALL_PREFIX=${prefix}`, '-DCMAKE_INSTALL_LIBDIR=lib']);
  run('cmake', ['--build', build, '-j2']);
  run('cmake', ['--install', build]);
  make('install', { DESTDIR: destdir, PREFIX: prefix });
  const byMake = files(join(destdir, prefix)).filter((path) => !/^\/(?:bin|share\/(?:zerobuf|man|bash-completion|zsh|fish))\//.test(path));
  assert.deepEqual(files(prefix), byMake);
  for (const path of byMake.filter((name) => !name.includes('/libzerobuf.'))) {
    assert.equal(readFileSync(join(prefix, path), 'utf8'), readFileSync(join(destdir, prefix, path), 'utf8'), path);
  }
});

test('the amalgamation is the same each time, and passes the unit tests', (t) => {
  const first = folderFor('once'), second = folderFor('twice');
  for (const folder of [first, second]) run(process.execPath, ['tools/amalgamate.mjs', folder]);
  for (const name of ['zerobuf.h', 'zerobuf.c']) {
    const text = readFileSync(join(first, name), 'utf8');
    assert.equal(text, readFileSync(join(second, name), 'utf8'));
    assert.doesNotMatch(text, /#include [<"]zerobuf\//);
  }
  const { stdout } = run('build/amalgamation/core-test', [process.env.SEED ?? '1']);
  const [, passed, failed] = stdout.match(/^(\d+) passed, (\d+) failed$/m);
  assert.equal(failed, '0');
  assert.ok(Number(passed) > 50);
  t.diagnostic(`${passed} unit tests pass on the amalgamation, compiled as C++17 and called from C11`);
});
