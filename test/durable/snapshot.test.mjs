// SPDX-License-Identifier: MIT
// Images of an object's memory on workerd: what survives a restart, what is refused, what is written.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { guestBytes, serveRoom, temporaryFolder } from './support.mjs';

const PAGE_BYTES = 65_536;
const FRESH = { calls: 1, starts: 1, nodes: 0, sum: 0, bytes: 0 };

/** The module with its build id changed: another build. @param {Uint8Array} wasm */
function otherBuild(wasm) {
  const other = Buffer.from(wasm);
  const at = other.indexOf('build_id');
  assert.ok(at > 0);
  other[at + 'build_id'.length + 5] ^= 1;
  return other;
}

/** The module without one: the section has another name. @param {Uint8Array} wasm */
function withoutBuildId(wasm) {
  const other = Buffer.from(wasm);
  other.write('build-id', other.indexOf('build_id'));
  return other;
}

describe('an image of the memory', { timeout: 120_000 }, () => {
  /** @type {Uint8Array} */
  let wasm;
  before(async () => void (wasm = await guestBytes('memory')));

  /** @type {(() => Promise<void>)[]} */
  const removals = [];
  after(() => Promise.all(removals.map((remove) => remove())));

  async function folder() {
    const { path, remove } = await temporaryFolder();
    removals.push(remove);
    return path;
  }

  /**
   * A server for a while: what is stored stays.
   * @template T
   * @param {Partial<Parameters<typeof serveRoom>[0]>} options
   * @param {(object: {post: (path: string, body?: string) => Promise<string>, state: () => Promise<any>, trap: () => Promise<void>, said: () => string}) => Promise<T>} work
   */
  async function serving(options, work) {
    const server = await serveRoom({ wasm, ...options });
    try {
      return await work({
        post: (path, body) => server.ask(`/o${path}`, { method: 'POST', body }).then(({ text }) => text),
        state: () => server.ask('/o/state').then(({ status, text }) => (assert.equal(status, 200, text), JSON.parse(text))),
        trap: async () => assert.equal((await server.ask('/o/trap')).status, 500),
        said: server.said,
      });
    } finally {
      await server.close();
    }
  }

  /** The object's database. @param {string} persist */
  async function fileIn(persist) {
    const names = await readdir(persist, { recursive: true });
    const name = names.find((path) => /Room.[0-9a-f]{64}\.sqlite$/.test(path));
    assert.ok(name !== undefined, names.join());
    return join(persist, name);
  }

  /** @template T @param {string} persist @param {(db: DatabaseSync) => T} work */
  async function inDatabase(persist, work) {
    const db = new DatabaseSync(await fileIn(persist));
    try {
      return work(db);
    } finally {
      db.close();
    }
  }

  /** A folder with the image of an object whose state is known. */
  async function saved() {
    const persist = await folder();
    const state = await serving({ persist }, async ({ post, state }) => {
      for (const number of [3, 4, 5]) await post(`/push?number=${number}`);
      await post('/fill?bytes=300000');
      const now = await state();
      assert.equal(await post('/save'), 'success');
      await post('/push?number=1000'); // too late
      return now;
    });
    assert.deepEqual({ ...state, bytes: 0 }, { calls: 1, starts: 1, nodes: 3, sum: 12, bytes: 0 });
    return { persist, state };
  }

  it('brings globals and heap back after a restart, and start is called all the same', async () => {
    const { persist, state } = await saved();
    await serving({ persist }, async ({ post, state: now, said }) => {
      assert.deepEqual(await now(), { ...state, calls: 2, starts: 2 });
      // The heap is whole: it goes on, and is saved again.
      await post('/push?number=8');
      await post('/save');
      assert.doesNotMatch(said(), /image/);
    });
    await serving({ persist }, async ({ state: now }) => assert.deepEqual(await now(), { ...state, calls: 3, starts: 3, nodes: 4, sum: 20 }));
  });

  it('is what an instance begins with after a trap, too', async () => {
    const persist = await folder();
    await serving({ persist }, async ({ post, state, trap }) => {
      await post('/push?number=1');
      await post('/save');
      await post('/push?number=2');
      await trap();
      assert.deepEqual(await state(), { ...FRESH, starts: 2, nodes: 1, sum: 1 });
    });
  });

  it('is taken when the last open call has ended, with what others did meanwhile', async () => {
    const persist = await folder();
    await serving({ persist }, async ({ post }) => {
      await Promise.all([post('/save?wait=300'), post('/push?number=1'), post('/push?number=2').then(() => post('/push?number=4'))]);
    });
    await serving({ persist }, async ({ state }) => assert.deepEqual(await state(), { ...FRESH, starts: 2, nodes: 3, sum: 7 }));
  });

  it('writes only pages that changed, and none that is all zero', async () => {
    const { persist, state } = await saved();
    const before = await inDatabase(persist, (db) => {
      db.exec('CREATE TABLE written (number); CREATE TRIGGER note AFTER INSERT ON zb_snapshot_page BEGIN INSERT INTO written VALUES (new.number); END');
      return { .../** @type {any} */ (db.prepare('SELECT count(*) AS rows, (SELECT pages FROM zb_snapshot) AS pages FROM zb_snapshot_page').get()) };
    });
    assert.ok(before.rows >= 300_000 / PAGE_BYTES && before.rows < before.pages, JSON.stringify(before));
    await serving({ persist }, async ({ post }) => {
      await post('/push?number=8');
      await post('/save');
    });
    const written = await inDatabase(persist, (db) => db.prepare('SELECT count(*) AS count FROM written').get()?.count);
    assert.ok(Number(written) >= 1 && Number(written) < before.rows / 2, `${written} of ${before.rows}`);
    await serving({ persist }, async ({ state: now }) => assert.deepEqual(await now(), { ...state, calls: 1 + state.calls, starts: 3, nodes: 4, sum: 20 }));
  });

  it('holds nothing of requests that have ended', async () => {
    const persist = await folder();
    await serving({ persist }, async ({ post }) => {
      await post('/keep', 'kept-marker-1f2e3d');
      await post('/hear', 'heard-marker-4c5b6a'.repeat(10));
      await post('/save');
    });
    await inDatabase(persist, (db) => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
    const bytes = await readFile(await fileIn(persist));
    assert.ok(bytes.includes('kept-marker-1f2e3d'));
    assert.ok(!bytes.includes('heard-marker-4c5b6a'));
  });

  it('is refused when a byte was changed; the object starts afresh, works, and is saved again', async () => {
    const { persist } = await saved();
    await inDatabase(persist, (db) => db.exec(`UPDATE zb_snapshot_page SET bytes = CAST(substr(bytes, 1, 40000) || x'55' || substr(bytes, 40002) AS BLOB)
      WHERE number = (SELECT max(number) FROM zb_snapshot_page)`));
    await serving({ persist }, async ({ post, state, said }) => {
      assert.deepEqual(await state(), FRESH);
      assert.match(said(), /the image of the memory was not taken up, the object starts afresh: page \d+ does not have its checksum/);
      await post('/push?number=9');
      assert.equal(await post('/save'), 'success');
    });
    await serving({ persist }, async ({ state }) => assert.deepEqual(await state(), { ...FRESH, calls: 2, starts: 2, nodes: 1, sum: 9 }));
  });

  it('is refused to another build of the module, and to a class that wants none', async () => {
    const { persist, state } = await saved();
    await serving({ persist, wasm: otherBuild(wasm) }, async ({ state: now, said }) => {
      assert.deepEqual(await now(), FRESH);
      assert.match(said(), /it is of another build of the module/);
    });
    await serving({ persist, objectOptions: '{ snapshot: false }' }, async ({ post, state: now }) => {
      assert.deepEqual(await now(), FRESH);
      assert.match(await post('/save'), /the platform does not offer this operation: The class of the object was made with snapshot: false/);
    });
    // Neither has touched it.
    await serving({ persist }, async ({ state: now }) => assert.deepEqual(await now(), { ...state, calls: 2, starts: 2 }));
  });

  it('is not kept without a build id, of too large a memory, outside of objects: the handler is told', async () => {
    await serving({ wasm: withoutBuildId(wasm) }, async ({ post }) => assert.match(await post('/save'), /: The module has no build id, .* link it with --build-id=sha1/));
    const server = await serveRoom({ wasm });
    try {
      assert.match((await server.ask('/save', { method: 'POST' })).text, /: Images of the memory are kept for Durable Objects alone/);
      await server.ask('/o/fill?bytes=40000000', { method: 'POST' });
      assert.match((await server.ask('/o/save', { method: 'POST' })).text, /^there are more values or bytes than allowed: The memory has \d+ bytes/);
    } finally {
      await server.close();
    }
    const old = await serveRoom({ wasm, bindings: { durableObjects: { ROOM: { className: 'Room', useSQLite: false } } } });
    try {
      assert.match((await old.ask('/o/save', { method: 'POST' })).text, /: The object has no SQLite storage/);
    } finally {
      await old.close();
    }
  });
});
