// SPDX-License-Identifier: MIT
// D1 as C calls it: rows and values of every type, transactions, and SQLite's own words for what goes wrong.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { server } from './support.mjs';

describe('D1', { timeout: 120_000 }, () => {
  /** @type {any} */
  let db;
  before(async () => {
    db = await server.mf.getD1Database('DB');
    const ran = await server.ask('/d1-exec', {}, { method: 'POST', body: 'create table users (id integer primary key, name text unique, age real, image blob)\ncreate index ages on users (age)' });
    assert.equal(ran.text, '2');
  });

  /** @param {string} op @param {string} sql @param {unknown[]} [values] */
  const query = (op, sql, values = []) => server.ask('/d1', { op }, { method: 'POST', body: JSON.stringify({ sql, values }) });
  /** @param {[sql: string, values?: unknown[]][]} statements */
  const batch = (...statements) => server.ask('/d1-batch', {}, { method: 'POST', body: JSON.stringify(statements.map(([sql, values = []]) => ({ sql, values }))) });

  it('binds values of every type, and gives them back', async () => {
    const { json } = await query('run', 'insert into users values (?, ?, ?, ?)', [1, 'Zoë "🙂" \'; drop table users; --', 30.5, { bytes: 'a\u0000é' }]);
    assert.deepEqual([json.rows, json.changes, json.id], [[], 1, 1]);
    assert.ok(json.written >= 1);
    await query('run', 'insert into users values (?, ?, ?, ?)', [2, null, -7, { bytes: '' }]);
    const { rows } = (await query('all', 'select id, name, age, length(image) as bytes from users order by id')).json;
    assert.deepEqual(rows, [
      { id: 1, name: 'Zoë "🙂" \'; drop table users; --', age: 30.5, bytes: 4 },
      { id: 2, name: null, age: -7, bytes: 0 },
    ]);
    assert.deepEqual((await db.prepare('select id, name, age from users where id = 1').first()), { id: 1, name: rows[0].name, age: 30.5 });
    assert.deepEqual((await query('all', 'select ? as a, ? as b, ? as c', [true, false, 2 ** 31])).json.rows, [{ a: 1, b: 0, c: 2 ** 31 }]);
  });

  it('gives blobs as bytes', async () => {
    assert.equal(Buffer.compare((await query('image', 'select image from users where id = ?', [1])).bytes, Buffer.from('a\u0000é')), 0);
    assert.deepEqual((await query('image', 'select image from users where id = ?', [2])).bytes, new Uint8Array(0));
    assert.equal((await query('image', 'select null as image')).status, 404);
    assert.equal((await query('other', 'select image from users')).status, 404);
    assert.match((await query('image', "select 'text' as image")).text, /another type/);
  });

  it('gives the first row, or says that there is none', async () => {
    assert.deepEqual((await query('first', 'select id from users order by id desc')).json, { id: 2 });
    assert.equal((await query('first', 'select id from users where id = ?', [99])).status, 404);
  });

  it('takes a hundred values, and many rows', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `n${i}`);
    const { json } = await query('all', `select ${names.map(() => '?').join(' || ')} as joined`, names);
    assert.equal(json.rows[0].joined, names.join(''));
    const counted = await query('all', 'with recursive n(i) as (select 0 union all select i + 1 from n where i < 4999) select i, \'row \' || i as name from n');
    assert.deepEqual(counted.json.rows, Array.from({ length: 5000 }, (_, i) => ({ i, name: `row ${i}` })));
  });

  it('runs a batch as one transaction', async () => {
    const { json } = await batch(
      ['insert into users (id, name) values (?, ?)', [10, 'ten']],
      ['update users set age = age + ? where id = ?', [1, 1]],
      ['select name, age from users where id in (?, ?) order by id', [1, 10]],
    );
    assert.deepEqual(json.map((/** @type {any} */ { changes }) => changes), [1, 1, 0]);
    assert.deepEqual(json[2].rows.map((/** @type {any} */ { age }) => age), [31.5, null]);
    const failed = await batch(['insert into users (id, name) values (11, ?)', ['eleven']], ['insert into users (id, name) values (12, ?)', ['ten']]);
    assert.equal(failed.status, 502);
    assert.match(failed.text, /UNIQUE constraint failed: users\.name/);
    assert.equal(await db.prepare('select count(*) as n from users where id > 10').first('n'), 0);
  });

  for (const [what, sql, values, sentence] of /** @type {[string, string, unknown[], RegExp][]} */ ([
    ['a table that is not there', 'select * from nobody', [], /^the host call failed: D1_ERROR: no such table: nobody/],
    ['what is no SQL', 'selekt 1', [], /D1_ERROR: near "selekt": syntax error/],
    ['too few values', 'select ? + ?', [1], /D1_ERROR: Wrong number of parameter bindings/],
    ['too many values', 'select ?', [1, 2], /D1_ERROR: Wrong number of parameter bindings/],
    ['a constraint', 'insert into users (id) values (?)', [1], /UNIQUE constraint failed: users\.id/],
  ])) {
    it(`tells of ${what}`, async () => {
      for (const op of ['all', 'run', 'first']) {
        const { status, text } = await query(op, sql, values);
        assert.equal(status, 502, text);
        assert.match(text, sentence);
      }
    });
  }

  it('tells of a script that is wrong', async () => {
    const { status, text } = await server.ask('/d1-exec', {}, { method: 'POST', body: 'create table first (a)\nnonsense' });
    assert.equal(status, 502);
    assert.match(text, /D1_EXEC_ERROR: Error in line \d.*: near "nonsense": syntax error/);
  });

  it('never gives one request the rows of another', async () => {
    await Promise.all(Array.from({ length: 60 }, async (_, i) => {
      const { json } = await query('all', 'select ? as mine, ? as text', [i, `own ${i}`]);
      assert.deepEqual(json.rows, [{ mine: i, text: `own ${i}` }]);
    }));
  });
});
