// SPDX-License-Identifier: MIT
// examples/notes: SQLite and zlib, as others published them, in a handler; answers held against Node's zlib and SQLite.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { createGuest } from '../../js/host/guest.js';
import { seeded } from './random.mjs';
import { MAIN_HOSTS as HOSTS, rawConnection, startExample } from './servers.mjs';

const file = new URL('../../build/wasm/notes.wasm', import.meta.url);
const skip = existsSync(file) ? false : 'NOT BUILT: tools/fetch_sources.sh could not fetch SQLite and zlib';

/** Texts from the empty one to one that compresses well, and one that does not. */
function texts() {
  const { below } = seeded('notes');
  const words = ['SQLite', 'grüßt', 'zlib', '\n', '"quoted"', "it''s", '%', '🙂', 'Région', 'x'];
  const sentence = (count) => Array.from({ length: count }, () => words[below(words.length)]).join(' ');
  return ['', 'a', ...[10, 100, 5_000].map(sentence), String.fromCharCode(...Array.from({ length: 3_000 }, () => 33 + below(90)))];
}

for (const host of HOSTS) {
  test(`notes on ${host} are found as SQLite finds them, and come as gzip that Node unpacks`, { skip }, async () => {
    const reference = new DatabaseSync(':memory:');
    reference.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL)');
    const { url, close } = await startExample('notes', { host, port: 0 });
    const connection = rawConnection(url);
    try {
      const kept = texts();
      for (const [i, text] of kept.entries()) {
        const title = `N° ${i} "${Array.from(text).slice(0, 5).join('')}"`;
        const answer = await fetch(`${url}/notes?title=${encodeURIComponent(title)}`, { method: 'POST', body: text });
        assert.equal(`${answer.status} ${await answer.text()}`, `201 {"id":${i + 1}}`);
        reference.prepare('INSERT INTO notes (title, text) VALUES (?, ?)').run(title, text);
      }
      for (const [i, text] of kept.entries()) {
        assert.equal(await (await fetch(`${url}/note?id=${i + 1}`, { headers: { 'accept-encoding': 'identity' } })).text(), text);
        connection.write(`GET /note?id=${i + 1} HTTP/1.1\r\nhost: notes\r\naccept-encoding: br;q=1, gzip;q=0.5\r\n\r\n`);
        const { headers, body } = await connection.read();
        const packed = Buffer.byteLength(text) >= 150;
        assert.deepEqual(headers.get('content-encoding'), packed ? ['gzip'] : undefined);
        assert.equal((packed ? gunzipSync(body) : body).toString(), text);
        if (i === 4) assert.ok(body.length < Buffer.byteLength(text) / 3, `${body.length} bytes of ${text.length}`);
      }
      for (const word of ['', 'sqlite', 'GRÜSST', "it''s", 'nowhere', '%']) {
        const [row] = reference.prepare('SELECT json_group_array(json_object(\'id\', id, \'title\', title)) AS found FROM notes WHERE instr(lower(text), lower(?))').all(word);
        const answer = await fetch(`${url}/notes?word=${encodeURIComponent(word)}`);
        assert.deepEqual(await answer.json(), JSON.parse(row.found), word);
      }
      for (const [path, status] of [['/note?id=99', 404], ['/note?id=0', 400], ['/note?id=1x', 400], ['/note', 400]])
        assert.equal((await fetch(url + path)).status, status, path);
    } finally {
      connection.socket.destroy();
      await close();
    }
  });
}

test('nothing but "zb" is imported, and a thousand notes written and read leave the heap as large as the notes', { skip }, () => {
  const module = new WebAssembly.Module(readFileSync(file));
  assert.deepEqual(WebAssembly.Module.imports(module).filter(({ module: from }) => from !== 'zb'), []);
  const guest = createGuest(module);
  const call = (method, path, body = null) => guest.call({ method, path, body });
  const used = () => JSON.parse(String(call('GET', '/heap').body)).used;
  for (let i = 0; i < 1000; i++) assert.equal(call('POST', '/notes?title=t', 'x'.repeat(200)).status, 201);
  assert.equal(call('GET', '/notes?word=x').status, 200);
  const between = used(), bytes = guest.memoryBytes;
  for (let i = 0; i < 10_000; i++) assert.equal(call('GET', `/note?id=${1 + (i % 1000)}`).status, 200);
  for (let i = 0; i < 20; i++) assert.equal(call('GET', '/notes?word=x').status, 200);
  assert.equal(used(), between);
  assert.equal(guest.memoryBytes, bytes);
  assert.ok(between < 1000 * 200 * 3, `${between} bytes`);
});
