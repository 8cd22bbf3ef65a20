// SPDX-License-Identifier: MIT
// 100 MB of CSV through /stream/stats of examples/analytics: exact answers, and a guest that does not grow.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { seeded } from './random.mjs';
import { MAIN_HOSTS as HOSTS, startExample } from './servers.mjs';

const UPLOAD_BYTES = 100_000_000;
const BLOCK_BYTES = 1_000_000;
const BIN_COUNT = 8;

/**
 * Columns of whole thousandths, so that what is expected can be reckoned in whole numbers.
 * @typedef {object} Column
 * @property {string} name
 * @property {(random: ReturnType<typeof seeded>) => number | null} thousandths null is a blank field
 */
/** @type {Column[]} */
const COLUMNS = [
  { name: 'small', thousandths: (random) => random.below(2001) - 1000 },
  { name: 'far', thousandths: (random) => 1_000_000_000_000 + random.below(4) * 1000 }, // 1e9 and a spread of 1
  { name: 'gaps', thousandths: (random) => (random.below(3) === 0 ? null : random.below(1_000_000)) },
  { name: 'same', thousandths: () => 100 },
];

/** Rows of about BLOCK_BYTES bytes, and the exact sums over them. @param {ReturnType<typeof seeded>} random */
function makeBlock(random) {
  const sums = COLUMNS.map(() => ({ count: 0n, missing: 0n, sum: 0n, squares: 0n, min: Infinity, max: -Infinity, bins: new Array(BIN_COUNT).fill(0) }));
  /** @type {string[]} */
  const lines = [];
  let length = 0;
  for (let row = 0; length < BLOCK_BYTES; row++) {
    const fields = COLUMNS.map(({ thousandths }, i) => {
      const value = thousandths(random);
      const sum = /** @type {(typeof sums)[number]} */ (sums[i]);
      if (value === null) {
        sum.missing++;
        return '';
      }
      sum.count++;
      sum.sum += BigInt(value);
      sum.squares += BigInt(value) ** 2n;
      sum.min = Math.min(sum.min, value / 1000);
      sum.max = Math.max(sum.max, value / 1000);
      if (value >= -1000 && value <= 1000) sum.bins[Math.min(Math.floor(((value / 1000 + 1) / 2) * BIN_COUNT), BIN_COUNT - 1)]++;
      return (value / 1000).toFixed(3);
    });
    const line = `${row % 7 === 0 ? '"say ""x,\r\ny"""' : 'text'},${fields.map((field, i) => ((row + i) % 11 === 0 ? `"${field}"` : field)).join(',')}\n`;
    lines.push(line);
    length += line.length;
  }
  return { bytes: Buffer.from(lines.join('')), rows: BigInt(lines.length), sums };
}

/** Ratio of two whole numbers, rounded to a double. @param {bigint} above @param {bigint} below */
function ratio(above, below) {
  const scaled = (above * 2n ** 80n) / below;
  return Number(scaled) / 2 ** 80;
}

for (const host of HOSTS) {
  describe(`CSV of any length on ${host}`, { timeout: 180_000 }, () => {
    /** @type {Awaited<ReturnType<typeof startExample>>} */
    let server;
    before(async () => {
      server = await startExample('analytics', { host, port: 0 });
    });
    after(() => server.close());

    const memory = async () => Number(await (await fetch(`${server.url}/memory`)).text());

    /**
     * @param {string} query
     * @param {() => Iterable<Uint8Array>} pieces
     */
    async function upload(query, pieces) {
      const client = request(`${server.url}/stream/stats${query}`, { method: 'POST', headers: { 'content-type': 'text/csv' } });
      /** @type {Promise<string>} */
      const answer = new Promise((resolve, reject) => {
        client.once('error', reject).once('response', async (response) => {
          let text = '';
          for await (const part of response.setEncoding('utf8')) text += part;
          resolve(text);
        });
      });
      for (const piece of pieces()) if (!client.write(piece)) await new Promise((resolve) => client.once('drain', resolve));
      client.end();
      return JSON.parse(await answer);
    }

    it('sums up 100 MB exactly, in the memory that 1 MB takes', async (t) => {
      const random = seeded(`upload to ${host}`);
      const { bytes, rows, sums } = makeBlock(random);
      const header = Buffer.from(`text,${COLUMNS.map(({ name }) => name).join(',')}\r\n`);
      const query = `?min=-1&max=1&bins=${BIN_COUNT}`;
      const times = Math.ceil(UPLOAD_BYTES / bytes.length);
      const once = await upload(query, function* () {
        yield header;
        yield bytes;
      });
      assert.equal(once.rows, Number(rows));
      const before = await memory();
      const started = performance.now();
      const { rows: found, columns } = await upload(query, function* () {
        yield header;
        for (let i = 0; i < times; i++) {
          for (let at = 0; at < bytes.length; ) {
            const end = at + 1 + random.below(131_072);
            yield bytes.subarray(at, end);
            at = end;
          }
        }
      });
      const seconds = (performance.now() - started) / 1000;
      assert.equal(await memory(), before, 'memory of the guest');
      const n = BigInt(times);
      assert.equal(BigInt(found), rows * n);
      assert.deepEqual({ ...columns[0], bins: undefined }, { name: 'text', count: 0, missing: 0, texts: Number(rows * n), sum: 0, mean: null, min: null, max: null, variance: null, stddev: null, bins: undefined });
      sums.forEach((sum, i) => {
        const column = columns[i + 1];
        const [count, total, squares] = [sum.count * n, sum.sum * n, sum.squares * n];
        assert.equal(column.name, COLUMNS[i]?.name);
        assert.deepEqual([BigInt(column.count), BigInt(column.missing), column.texts], [count, sum.missing * n, 0]);
        assert.deepEqual([column.min, column.max], [sum.min, sum.max]);
        assert.deepEqual(column.bins, sum.bins.map((bin) => bin * times));
        // stream.h: 150 roundings of the sum of the magnitudes.
        const magnitudes = Number(count) * Math.max(Math.abs(sum.min), Math.abs(sum.max));
        const exactSum = ratio(total, 1000n);
        assert.ok(Math.abs(column.sum - exactSum) <= 150 * 2 ** -53 * magnitudes, `${column.name}.sum: ${column.sum}, not ${exactSum}`);
        const exactMean = ratio(total, 1000n * count);
        assert.ok(Math.abs(column.mean - exactMean) <= 152 * 2 ** -53 * (magnitudes / Number(count)), `${column.name}.mean: ${column.mean}, not ${exactMean}`);
        const exactVariance = ratio(squares * count - total * total, 1_000_000n * count * count);
        // What thousandths are rounded to in doubles near 1e9 is 2^-23 of them; the rest is relative.
        const off = exactVariance * 1e-12 + Math.sqrt(exactVariance) * sum.max * 2 ** -52;
        assert.ok(Math.abs(column.variance - exactVariance) <= off, `${column.name}.variance: ${column.variance}, not ${exactVariance}`);
      });
      t.diagnostic(`${host}: ${times * bytes.length} bytes in ${seconds.toFixed(1)} s; memory of the guest ${before} bytes before and after`);
    });

    it('answers about the beginning when the text is bad, and others meanwhile', async () => {
      const found = request(`${server.url}/stream/stats`, { method: 'POST', headers: { 'content-type': 'text/csv' } });
      const answer = new Promise((resolve) => found.once('response', (response) => resolve(response.statusCode)));
      found.on('error', () => {}); // the server may close before all is sent
      found.write('a,b\n1,2\n');
      assert.equal((await fetch(`${server.url}/`)).status, 200);
      found.write('1\n');
      assert.equal(await answer, 400);
      found.destroy();
      const { columns } = await upload('', () => [Buffer.from('a\n1\n'), Buffer.from('2')]);
      assert.deepEqual([columns[0].count, columns[0].sum], [2, 3]);
    });
  });
}
