// SPDX-License-Identifier: MIT
// Which pages of an image are stored, and every damage that a stored image can have, over Node's own SQLite.
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { hashWords } from '../../js/host/page-hash.js';
import { Snapshots } from '../../js/host/snapshot.js';

const PAGE_BYTES = 65_536;
const PAGES = 8;
const NONE_FREE = new Uint8Array(1);

/** A module of nothing but a build id. @param {number} last byte of it */
const moduleOf = (last) => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 0, 18, 8, ...Buffer.from('build_id'), 8, 1, 2, 3, 4, 5, 6, 7, last]));

/** The storage of a Durable Object, as far as it is used. */
function storage() {
  const db = new DatabaseSync(':memory:');
  /** @param {unknown} value */
  const asPlatform = (value) => (value instanceof Uint8Array ? value.slice().buffer : value);
  return {
    db,
    sql: {
      /** @param {string} query @param {any[]} args */
      exec(query, ...args) {
        if (query.includes(';')) return void db.exec(query);
        const rows = db.prepare(query).all(...args.map((arg) => (arg instanceof ArrayBuffer ? new Uint8Array(arg) : arg)));
        return { toArray: () => rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asPlatform(value)]))) };
      },
    },
    /** @param {() => any} work */
    transactionSync(work) {
      db.exec('BEGIN');
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
  };
}

/** @param {any} store @param {number} [build] */
const snapshots = (store, build = 8) => new Snapshots(moduleOf(build), store, { wanted: true, loads: false });

/** Pages 1, 3, 4 and 7 have something. */
function memoryOf() {
  const memory = new WebAssembly.Memory({ initial: PAGES });
  const u8 = new Uint8Array(memory.buffer);
  for (const page of [1, 3, 4, 7]) u8.fill(page, page * PAGE_BYTES + 100, (page + 1) * PAGE_BYTES - 100);
  return { memory, u8 };
}

const fresh = (pages = 2) => new WebAssembly.Memory({ initial: pages, maximum: 600 });
const pagesIn = (/** @type {any} */ { db }) => db.prepare('SELECT number FROM zb_snapshot_page ORDER BY number').all().map((/** @type {any} */ { number }) => number);

describe('pages of an image', () => {
  it('are stored where they are not zero, and come back in a memory that grows', () => {
    const store = storage();
    const { u8 } = memoryOf();
    assert.equal(snapshots(store).restore(fresh()), false);
    assert.equal(snapshots(store).save(u8, NONE_FREE), 4);
    assert.deepEqual(pagesIn(store), [1, 3, 4, 7]);
    const memory = fresh();
    new Uint8Array(memory.buffer).fill(255); // as its data segments did
    assert.equal(snapshots(store).restore(memory), true);
    assert.deepEqual(Buffer.compare(new Uint8Array(memory.buffer), u8), 0);
  });

  it('are written when they changed, also after a restore, and go when they are zero or free', () => {
    const store = storage();
    const { u8 } = memoryOf();
    const first = snapshots(store);
    first.save(u8, NONE_FREE);
    assert.equal(first.save(u8, NONE_FREE), 0);
    u8[3 * PAGE_BYTES + 5]++;
    assert.equal(first.save(u8, NONE_FREE), 1);
    const second = snapshots(store);
    second.restore(fresh());
    u8.fill(0, PAGE_BYTES, 2 * PAGE_BYTES);
    u8[0] = 1;
    assert.equal(second.save(u8, new Uint8Array([1 << 4])), 1);
    assert.deepEqual(pagesIn(store), [0, 3, 7]);
    const memory = fresh();
    snapshots(store).restore(memory);
    assert.equal(new Uint8Array(memory.buffer, 4 * PAGE_BYTES, PAGE_BYTES).every((byte) => byte === 0), true);
    assert.equal(new Uint8Array(memory.buffer)[3 * PAGE_BYTES + 5], 1);
  });

  it('are all written anew when somebody else wrote or deleted the image meanwhile', () => {
    const store = storage();
    const { u8 } = memoryOf();
    const first = snapshots(store);
    first.save(u8, NONE_FREE);
    store.db.exec('DROP TABLE zb_snapshot; DROP TABLE zb_snapshot_page');
    assert.equal(first.save(u8, NONE_FREE), 4);
    snapshots(store, 9).save(new Uint8Array(PAGES * PAGE_BYTES).fill(5), NONE_FREE);
    assert.equal(first.save(u8, NONE_FREE), 4);
    assert.equal(snapshots(store).restore(fresh()), true);
  });

  it('stay as they were when they cannot all be written', () => {
    const store = storage();
    const { u8 } = memoryOf();
    const first = snapshots(store);
    first.save(u8, NONE_FREE);
    store.db.exec("CREATE TRIGGER full BEFORE INSERT ON zb_snapshot_page WHEN new.number = 7 BEGIN SELECT RAISE(ABORT, 'full'); END");
    const before = u8.slice();
    u8[PAGE_BYTES] = 9;
    u8[7 * PAGE_BYTES] = 9;
    assert.throws(() => first.save(u8, NONE_FREE), /full/);
    const memory = fresh();
    assert.equal(snapshots(store).restore(memory), true);
    assert.deepEqual(Buffer.compare(new Uint8Array(memory.buffer), before), 0);
    store.db.exec('DROP TRIGGER full');
    assert.equal(first.save(u8, NONE_FREE), 2);
  });

  /** @type {[string, string, RegExp][]} */
  const damages = [
    ['a byte that was changed', "UPDATE zb_snapshot_page SET bytes = CAST(substr(bytes, 1, 40000) || x'55' || substr(bytes, 40002) AS BLOB) WHERE number = 4", /^page 4 does not have its checksum$/],
    ['a page that is missing', 'DELETE FROM zb_snapshot_page WHERE number = 7', /^a page is missing, or is of another image$/],
    ['two pages in each other\'s place', 'UPDATE zb_snapshot_page SET number = 100 WHERE number = 1; UPDATE zb_snapshot_page SET number = 1 WHERE number = 7; UPDATE zb_snapshot_page SET number = 7 WHERE number = 100', /^a page is missing, or is of another image$/],
    ['a page that is short', "UPDATE zb_snapshot_page SET bytes = x'00' WHERE number = 1", /^page 1 does not have 65536 bytes$/],
    ['a page of text', "UPDATE zb_snapshot_page SET bytes = 'x' WHERE number = 1", /^page 1 does not have 65536 bytes$/],
    ['a page before the first', 'UPDATE zb_snapshot_page SET number = -1 WHERE number = 1', /^page -1 is behind its 8 pages$/],
    ['a page behind the last', 'UPDATE zb_snapshot SET pages = 7', /^page 7 is behind its 7 pages$/],
    ['fewer pages than the module has', 'UPDATE zb_snapshot SET pages = 1', /^it has 1 pages, and not 2 to 512$/],
    ['too many pages', 'UPDATE zb_snapshot SET pages = 1000000', /^it has 1000000 pages/],
    ['pages more than there were', 'UPDATE zb_snapshot SET pages = 9', /^a page is missing, or is of another image$/],
    ['no number of pages', "UPDATE zb_snapshot SET pages = 'many'", /^it has many pages/],
    ['another format', "UPDATE zb_snapshot SET format = 'x'", /^it has the format "x"/],
    ['another checksum', "UPDATE zb_snapshot SET checksum = 'x'", /^a page is missing, or is of another image$/],
    ['no table of pages', 'DROP TABLE zb_snapshot_page', /no such table/],
  ];
  for (const [what, damage, sentence] of damages) {
    it(`are refused for ${what}; the memory is not touched, and can be saved`, () => {
      const store = storage();
      const { u8 } = memoryOf();
      snapshots(store).save(u8, NONE_FREE);
      store.db.exec(damage);
      const memory = fresh();
      new Uint8Array(memory.buffer).fill(3);
      const object = snapshots(store);
      assert.throws(() => object.restore(memory), { message: sentence });
      assert.equal(memory.buffer.byteLength, 2 * PAGE_BYTES);
      assert.equal(new Uint8Array(memory.buffer).every((byte) => byte === 3), true);
      assert.equal(object.save(u8, NONE_FREE), 4);
      assert.equal(snapshots(store).restore(fresh()), true);
    });
  }

  it('are refused to another build', () => {
    const store = storage();
    snapshots(store).save(memoryOf().u8, NONE_FREE);
    assert.throws(() => snapshots(store, 9).restore(fresh()), /another build of the module/);
  });

  it('have checksums that each bit changes', () => {
    const words = new Uint32Array(64).map((_, i) => Math.imul(i, 0x9e3779b1));
    const seen = new Set();
    const sum = () => {
      const out = new Uint32Array(2);
      hashWords(words, 0, words.length, out, 0);
      return out;
    };
    const [low, high] = sum();
    for (let word = 0; word < words.length; word++) {
      for (let bit = 0; bit < 32; bit++) {
        words[word] ^= 1 << bit;
        const changed = sum();
        words[word] ^= 1 << bit;
        assert.ok(changed[0] !== low && changed[1] !== high);
        seen.add(changed.join());
      }
    }
    assert.equal(seen.size, 64 * 32);
  });
});
