// SPDX-License-Identifier: MIT
// The command line `zerobuf`, from the npm package that others get, in an empty folder outside of the repository.
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { command, home, run, serving, urlIn, WORKSPACE_MODULES } from './cli-support.mjs';

test('init, build and dev in an empty folder: a change is served, what does not compile is told and changes nothing', async () => {
  assert.match(command(0, ['init', 'x', '--template', 'api']), /Next: cd x && zerobuf dev/);
  const x = join(home, 'x');
  const before = readFileSync(join(x, 'src/api.c'), 'utf8');
  assert.match(command(1, ['init', 'x', '--template', 'api']), /is there already/);
  assert.match(command(0, ['build'], { cwd: x }), /^\.zerobuf\/app\.wasm: \d+ bytes, \d+ gzipped\n$/);

  const dev = serving(['dev', '--host', 'node', '--port', '0'], x);
  try {
    const first = await dev.line(/http:/);
    const url = urlIn(first);
    assert.equal(await (await fetch(`${url}mean`, { method: 'POST', body: '[1, 2, 6]' })).text(), '{"count":3,"mean":3}\n');
    assert.equal((await fetch(`${url}mean`, { method: 'POST', body: '["1"]' })).status, 400);
    await dev.line(/until Ctrl-C/);

    writeFileSync(join(x, 'src/api.c'), before.replace('{\\"hello\\":', '{\\"hi\\":'));
    const second = await dev.line(/http:/, first.next);
    assert.equal(urlIn(second), url, 'the same port');
    assert.equal(await (await fetch(`${url}hello?name=Ada`)).text(), '{"hi":"Ada"}\n');

    appendFileSync(join(x, 'src/api.c'), 'int broken');
    await dev.line(/src\/api\.c:\d+:\d+: error: /, second.next);
    assert.equal(await (await fetch(`${url}hello?name=Ada`)).text(), '{"hi":"Ada"}\n');
  } finally {
    assert.equal(await dev.close(), 0);
  }
});

test('what was built is inspected, and deployed by wrangler as zerobuf.json says', () => {
  const x = join(home, 'deployed');
  command(0, ['init', 'deployed']);
  const settings = JSON.parse(readFileSync(join(x, 'zerobuf.json'), 'utf8'));
  const bindings = { kv: ['STORE'], queues: { consumers: { orders: { max_batch_size: 5 } } }, durableObjects: { ROOM: { class: 'Room' } }, crons: ['*/5 * * * *'] };
  writeFileSync(join(x, 'zerobuf.json'), JSON.stringify({ ...settings, bindings, wrangler: { account_id: 'a1' } }));
  const said = command(0, ['deploy', '--dry-run'], { cwd: x, env: { NODE_PATH: WORKSPACE_MODULES } });
  assert.match(said, /guest\.wasm[^]*env\.STORE[^]*--dry-run: exiting now/);
  const written = JSON.parse(readFileSync(join(x, '.zerobuf/deploy/wrangler.jsonc'), 'utf8'));
  assert.deepEqual(written.migrations, [{ tag: 'v1', new_sqlite_classes: ['Room'] }]);
  assert.deepEqual([written.triggers, written.queues.consumers, written.account_id], [{ crons: ['*/5 * * * *'] }, [{ queue: 'orders', max_batch_size: 5 }], 'a1']);
  const report = command(0, ['inspect'], { cwd: x });
  assert.match(report, /abi: version 1, handlers do not wait\nstack: 16384 bytes[^]*exports: .*handle_zerobuf[^]*\d+  code\n/);
});

test('completion knows the commands and their options', () => {
  const script = `${command(0, ['completion', 'bash'])}\ncomplete_words() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _zerobuf; echo "\${COMPREPLY[@]}"; }
complete_words zerobuf de; complete_words zerobuf build --o`;
  assert.equal(run('bash', ['-c', script]).stdout, 'dev deploy\n--out --optimize\n');
  assert.match(command(0, ['completion', 'fish']), /__fish_seen_subcommand_from deploy' -l dry-run/);
});

test('the C library and malloc, by choice; what is built is built once', () => {
  const folder = join(home, 'libc');
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'src/a.c'), `#include <zerobuf/handler.h>
#include <stdio.h>
#include <stdlib.h>
static zb_status answer(zb_request *req, zb_response *res)
{
    (void)req;
    char *text = malloc(40);
    if (text == NULL)
        return ZB_E_MEMORY;
    snprintf(text, 40, "%.3f", 2.0 / 3);
    zb_status status = zb_response_text(res, text);
    free(text);
    return status;
}
ZB_ROUTES({"GET", "/", answer});
`);
  writeFileSync(join(folder, 'zerobuf.json'), JSON.stringify({ libc: true, allocator: 'bump' }));
  command(0, ['build', '--quiet', '--out', 'bump.wasm'], { cwd: folder });
  const object = run('sh', ['-c', 'ls .zerobuf/objects/*.o'], { cwd: folder }).stdout.trim();
  const { mtimeMs } = statSync(join(folder, object));
  command(0, ['build', '--quiet', '--allocator', 'general', '-o', 'general.wasm'], { cwd: folder });
  assert.equal(statSync(join(folder, object)).mtimeMs, mtimeMs, 'the program itself is not compiled again');
  const [bump, general] = ['bump', 'general'].map((name) => statSync(join(folder, `${name}.wasm`)).size);
  assert.ok(bump < general, `${bump} < ${general}`);
  for (const name of ['bump', 'general']) {
    const program = `import { createHandler } from 'zerobuf/host/fetch'; import { readFileSync } from 'node:fs';
      const handler = createHandler(await WebAssembly.compile(readFileSync('libc/${name}.wasm')));
      console.log(await (await handler(new Request('http://x/'))).text());`;
    assert.equal(run(process.execPath, ['--input-type=module', '-e', program]).stdout, '0.667\n');
  }
});

test('called wrongly: exit code 2; a project that is none: 1; each says what and where', () => {
  const empty = join(home, 'empty');
  mkdirSync(empty);
  const build = (...args) => ['build', ...args];
  for (const [args, code, pattern] of [
    [[], 2, /zerobuf init/],
    [['bild'], 2, /no command "bild"; there are init, build/],
    [build('--sise'), 2, /--sise[^]*zerobuf build --help/],
    [build('-O', '9'), 2, /--optimize takes z, 2 or 3/],
    [build('--stack', '1000'), 2, /multiple of 16/],
    [build('--allocator', 'jemalloc'), 2, /general or bump/],
    [['serve', '--port', '65536'], 2, /--port takes/],
    [['serve', '--host', 'apache'], 2, /workerd, node, deno or bun/],
    [['serve', '--host', 'deno', '--workers', '2'], 2, /--host node/],
    [['completion', 'cmd'], 2, /bash, zsh, fish/],
    [['inspect'], 1, /zerobuf build/],
    [['init'], 2, /Name one folder/],
    [['init', 'y', '-t', 'none'], 2, /there are api, durable-object, hello, websocket\./],
    [build(), 1, /src is not there/],
    [build('none.c'), 1, /none\.c is not there/],
  ]) assert.match(command(code, args, { cwd: empty }), pattern, args.join(' '));
  assert.ok(!existsSync(join(empty, '.zerobuf')) && !existsSync(join(empty, 'y')), 'nothing was written');

  for (const [settings, pattern] of [
    ['{', /zerobuf\.json is not JSON/],
    ['[]', /must hold an object/],
    ['{"sourcs": []}', /"sourcs", which means nothing/],
    ['{"sources": "src"}', /"sources" must be an array/],
    ['{"libc": 1}', /"libc" must be true or false/],
    ['{"bindings": {"kvs": []}}', /"bindings" has a field "kvs"[^]*there are kv, /],
    ['{"bindings": {"kv": ["A"], "r2": ["A"]}}', /"bindings\.r2" names a binding "A", and so does "bindings\.kv"/],
    ['{"bindings": {"durableObjects": {"ROOM": {"class": "a b"}}}}', /"bindings\.durableObjects"\.ROOM\.class must be/],
    ['{"bindings": {"crons": ["* *"]}}', /"bindings\.crons" must be an array of expressions of five fields/],
    ['{"outbound": "localhost"}', /"outbound" must be host:port/],
  ]) {
    writeFileSync(join(empty, 'zerobuf.json'), settings);
    assert.match(command(1, ['build'], { cwd: empty }), pattern, settings);
  }
  rmSync(join(empty, 'zerobuf.json'));
  writeFileSync(join(empty, 'a.c'), '#include <zerobuf/handler.h>\nint x;\n');
  assert.match(command(1, ['build', 'a.c'], { cwd: empty, env: { CLANG: '/none/clang' } }), /No C compiler[^]*\/none\/clang does not run[^]*CLANG/);
  assert.match(command(1, ['build', '--libc', 'a.c'], { cwd: empty, env: { WASI_SYSROOT: empty } }), /No wasi-libc was found in/);
});
