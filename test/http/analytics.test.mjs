// SPDX-License-Identifier: MIT
// The answers of examples/analytics against plain computations over the same tables, however they are sent.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { columns as citiesColumns } from '../../examples/cities/pack.mjs';
import { createGuest } from '../../js/host/guest.js';
import { imageOf } from '../../tools/gen_vectors.mjs';
import { seeded } from './random.mjs';
import { MAIN_HOSTS as HOSTS, startExample } from './servers.mjs';
import { correlationOf, csvOf, isClose, isNumeric, statsOf } from './tables.mjs';

/** @import { Table } from './tables.mjs' */

const TABLES = 150;
const REQUESTS = Number(process.env['ANALYTICS_REQUESTS'] ?? 50_000);

const module = await WebAssembly.compile(await readFile(new URL('../../build/wasm/analytics.wasm', import.meta.url)));
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @type {Table} */
const PLANETS = {
  names: ['planet', 'mass', 'radius', 'period'],
  columns: [['Mercury', 'Venus', 'Earth', 'Mars'], [0.0553, 0.815, 1, 0.107], [0.383, 0.95, 1, 0.532], [0.241, null, 1, 1.88]],
};

/** A table of any shape: decimals, integers, large and small numbers, gaps, texts that need quotation marks. @param {ReturnType<typeof seeded>} random @returns {Table} */
function randomTable(random) {
  const rows = 1 + random.below(60);
  const width = 1 + random.below(8);
  const texts = ['', 'x', 'a,b', 'a;b', '"', 'say ""', 'line\nend', 'cr\r\nlf', ' blank ', '1e', 'é 漢 😀', '-', '1,5', '0x10', 'NaN'];
  const makers = [
    () => random.below(1000) - 500,
    () => Number(random.between(-180, 180).toFixed(5)),
    () => random.between(-1, 1) * 10 ** (random.below(40) - 20),
    () => 1e9 + random.below(4),
    () => (random.below(4) === 0 ? null : Number(random.between(0, 9).toFixed(2))),
    () => texts[random.below(texts.length)] ?? '',
    () => (random.below(30) === 0 ? 'late' : random.below(9)),
    () => null,
  ];
  const columns = Array.from({ length: width }, () => {
    const make = makers[random.below(makers.length)] ?? (() => null);
    return Array.from({ length: rows }, make);
  });
  // A table of one column has no empty lines: an empty field there would be one.
  return { names: columns.map((_, i) => `${texts[1 + random.below(texts.length - 1)]}${i}`), columns };
}

/** Fields that are blank, or text that is a number to a reader, are what they look like. @param {Table} table @returns {Table} */
const asRead = ({ names, columns }) => ({
  names,
  columns: columns.map((column) => (column.some((value) => typeof value === 'string' && /[^ ]/.test(value)) ? column.map((value) => (value === null ? '' : String(value))) : column.map((value) => (typeof value === 'string' ? null : value)))),
});

/** @param {any} answer @param {Table} table */
function assertStats(answer, table) {
  const { names, columns } = table;
  const numeric = names.map((name, i) => ({ name, column: columns[i] ?? [] })).filter(({ column }) => isNumeric(column));
  assert.equal(answer.rows, columns[0]?.length);
  assert.deepEqual(answer.columns.map((/** @type {any} */ { name }) => name), numeric.map(({ name }) => name));
  assert.deepEqual(answer.texts, names.filter((_, i) => !isNumeric(columns[i] ?? [])));
  numeric.forEach(({ name, column }, i) => {
    const expected = statsOf(name, column);
    const size = column.reduce((/** @type {number} */ most, value) => Math.max(most, Math.abs(Number(value))), 0);
    const spread = expected.max - expected.min;
    const found = answer.columns[i];
    assert.deepEqual(Object.keys(found), Object.keys(expected));
    for (const key of ['name', 'count', 'missing', 'min', 'max']) assert.equal(found[key], /** @type {any} */ (expected)[key], `${name}.${key}`);
    for (const key of ['sum', 'mean', 'q1', 'median', 'q3']) assert.ok(isClose(found[key], /** @type {any} */ (expected)[key], size, 1e-13 * (key === 'sum' ? expected.count : 1) + 1e-14), `${name}.${key}: ${found[key]}, not ${/** @type {any} */ (expected)[key]}`);
    // The plain way is off by what rounding the mean costs.
    const off = (size * 1e-14) ** 2 + 1e-9 * expected.variance + spread * size * 1e-15;
    assert.ok(Math.abs(found.variance - expected.variance) <= off, `${name}.variance: ${found.variance}, not ${expected.variance}`);
    assert.ok(isClose(found.stddev, Math.sqrt(found.variance), 0, 1e-15), `${name}.stddev`);
  });
}

/** A body for each way to send a table. @param {Table} table @returns {[string, string | Uint8Array<ArrayBuffer>][]} */
function bodiesOf({ names, columns }) {
  const records = (columns[0] ?? []).map((_, row) => Object.fromEntries(names.map((name, i) => [name, columns[i]?.[row] ?? null])));
  const arrays = Object.fromEntries(names.map((name, i) => [name, columns[i]]));
  const image = Object.fromEntries(names.map((name, i) => {
    const column = columns[i] ?? [];
    return [name, isNumeric(column) ? Float64Array.from(column, (value) => (value === null ? NaN : Number(value))) : column];
  }));
  return [
    ['text/csv', csvOf({ names, columns })],
    ['application/json', JSON.stringify(records)],
    ['application/json; charset=utf-8', JSON.stringify(arrays)],
    ['application/vnd.zerobuf', new Uint8Array(imageOf(/** @type {any} */ ({ value: image })))],
  ];
}

/** Bodies that get 400, the path, and what the sentence must say. @type {[string, string, string | Uint8Array<ArrayBuffer>, RegExp][]} */
const BAD = [
  ['/stats', 'text/csv', '', /body is empty/],
  ['/stats', 'text/csv', '\n\r\n', /holds no record/],
  ['/stats', 'text/csv', 'a,b\n1,2\n3\n', /line 3, byte 1 \(field 1\).*fewer/],
  ['/stats', 'text/csv', 'a,b\n1,2,3\n', /line 2, byte 5 \(field 3\).*more fields/],
  ['/stats', 'text/csv', 'a,b\r\n1,x"y\r\n', /line 2, byte 4 \(field 2\).*quotation mark/],
  ['/stats', 'text/csv', 'a,b\n"1"x,2\n', /line 2, byte 4 \(field 1\).*follows/],
  ['/stats', 'text/csv', 'a,b\n1,"2\n', /line 2, byte 3 \(field 2\).*closing/],
  ['/stats?separator=ab', 'text/csv', 'a\n1\n', /parameter separator/],
  ['/stats?separator=%22', 'text/csv', 'a\n1\n', /parameter separator/],
  ['/stats?separator=', 'text/csv', 'a\n1\n', /parameter separator/],
  ['/stats?header=no', 'text/csv', 'a\n1\n', /parameter header/],
  ['/stats', 'application/json', '[{"a":1},{"a":', /line 1, byte 15/],
  ['/stats', 'application/json', '[{"a":1},2]', /Element 1 /],
  ['/stats', 'application/json', '{"a":[1],"b":[]}', /Column “b” has 0 values and column “a” has 1/],
  ['/stats', 'application/json', '{"a":1}', /no array under “a”/],
  ['/stats', 'application/json', '7', /no table/],
  ['/stats', 'application/json', JSON.stringify([...Array(400)].map((_, i) => ({ [`c${i}`]: 1 }))), /256 different names/],
  ['/stats', 'application/json', JSON.stringify([...Array(200)].map((_, i) => ({ [`c${i}`]: 1 }))), /too few names in common/],
  ['/stats', 'application/octet-stream', 'nothing of the kind', /no image/],
  ['/stats', 'text/plain', 'a,b', /csv=/],
  ['/histogram?column=c', 'text/csv', 'a,b\n1,2\n', /parameter column must name a column of numbers: “a”, “b”/],
  ['/histogram', 'text/csv', 'a\nx\n', /too few columns of numbers: 1 needed/],
  ['/histogram', 'text/csv', 'a\n1e999\n', /Column “a” holds a number that is too large/],
  ...['0', '1001', '1.5', '', 'x', '-1'].map((bins) => /** @type {[string, string, string, RegExp]} */ ([`/histogram?bins=${bins}`, 'text/csv', 'a\n1\n', /parameter bins/])),
  ['/scatter.svg', 'text/csv', 'a,b\n1,x\n', /too few columns of numbers: 2 needed/],
  ['/scatter.svg?y=%ff', 'text/csv', 'a,b\n1,2\n', /parameter y must name/],
  ['/correlations', 'text/csv', `${[...Array(101).keys()].join(',')}\n${[...Array(101).keys()].join(',')}\n`, /more than 100 columns/],
  ['/stream/stats', 'text/csv', '', /body is empty/],
  ['/stream/stats', 'text/csv', 'a,b\n1\n', /line 2, byte 1 \(field 1\).*fewer/],
  ['/stream/stats', 'text/csv', `${'a,'.repeat(1000)}a\n`, /more than 1000 columns/],
  ['/stream/stats', 'text/csv', `a\n${'1'.repeat(65537)}\n`, /line 2, byte 1 .*longer than allowed/],
  ['/stream/stats?min=1&max=2', 'text/csv', 'a\n1\n', /belong together/],
  ['/stream/stats?min=2&max=1&bins=4', 'text/csv', 'a\n1\n', /min must be less/],
  ['/stream/stats?min=x&max=1&bins=4', 'text/csv', 'a\n1\n', /parameter min/],
  ['/stream/stats?min=0&max=1&bins=0.5', 'text/csv', 'a\n1\n', /parameter bins/],
];

describe('analytics in this process', () => {
  const guest = createGuest(module, { development: true });
  const random = seeded('analytics');
  /** @param {string} path @param {string} type @param {string | Uint8Array<ArrayBuffer>} body */
  function post(path, type, body) {
    const answer = guest.handle({ method: 'POST', path, body: typeof body === 'string' ? encoder.encode(body) : body, headers: new Headers({ 'content-type': type }) });
    assert.ok(!(answer instanceof Promise), path);
    return { ...answer, text: typeof answer.body === 'string' ? answer.body : decoder.decode(answer.body ?? new Uint8Array()) };
  }
  /** @param {string} path @param {string} type @param {string | Uint8Array<ArrayBuffer>} body */
  function json(path, type, body) {
    const { status, text } = post(path, type, body);
    assert.equal(status, 200, text);
    return JSON.parse(text);
  }

  it(`sums up ${TABLES} random tables, however they are sent`, () => {
    for (let i = 0; i < TABLES; i++) {
      const table = asRead(randomTable(random));
      for (const [type, body] of bodiesOf(table)) assertStats(json('/stats', type, body), table);
    }
  });

  it('reads CSV as it comes: separators, line ends, quotation marks, byte order marks', () => {
    for (let i = 0; i < TABLES; i++) {
      const table = asRead(randomTable(random));
      const separator = [',', ';', '\t', '|'][random.below(4)] ?? ',';
      const body = csvOf(table, {
        separator, lineEnd: ['\n', '\r\n', '\r'][random.below(3)] ?? '\n', last: table.names.length === 1 || random.below(2) === 0, bom: random.below(2) === 0, quoted: () => random.below(3) === 0,
      });
      assertStats(json(`/stats?separator=${separator === '\t' ? 'tab' : encodeURIComponent(separator)}`, 'text/csv', body), table);
      const bare = { names: table.names.map((_, n) => String(n + 1)), columns: table.columns };
      assertStats(json('/stats?header=absent', 'text/csv', csvOf(table, { header: false, quoted: () => true })), bare);
    }
  });

  it('reads numbers to the last bit', () => {
    const texts = Array.from({ length: 2000 }, () => {
      const digits = Array.from({ length: 1 + random.below(22) }, () => random.below(10)).join('');
      const point = random.below(digits.length + 1);
      const sign = ['', '-', '+'][random.below(3)];
      const exponent = random.below(3) === 0 ? `e${['', '-', '+'][random.below(3)]}${random.below(310)}` : '';
      return `${sign}${digits.slice(0, point)}${random.below(2) === 0 || point === 0 ? '.' : ''}${digits.slice(point)}${exponent}`;
    }).filter((text) => Number.isFinite(Number(text)));
    const { columns } = json('/stats', 'text/csv', `${texts.map((_, i) => `c${i}`).join(',')}\n${texts.join(',')}\n`);
    assert.equal(columns.length, texts.length);
    // JSON has no -0 that differs from 0 here: the fewest digits of -0 are "0".
    texts.forEach((text, i) => assert.equal(columns[i].min, Number(text) === 0 ? 0 : Number(text), text));
  });

  it('sums up the places of the world, sent as CSV', () => {
    const { name, country, lat, lng } = citiesColumns();
    const table = { names: ['name', 'country', 'lat', 'lng'], columns: [name, country, lat, lng].map((column) => column.filter((_, i) => i % 4 === 0)) };
    assertStats(json('/stats', 'text/csv', csvOf(table)), table);
  });

  it('reads every type of column in an image', () => {
    const columns = {
      i8: Int8Array.of(-128, 127), u8: Uint8Array.of(0, 255), clamped: Uint8ClampedArray.of(3, 4), i16: Int16Array.of(-32768, 1), u16: Uint16Array.of(0, 65535),
      i32: Int32Array.of(-(2 ** 31), 1), u32: Uint32Array.of(0, 2 ** 32 - 1), i64: BigInt64Array.of(-(2n ** 63n), 5n), u64: BigUint64Array.of(0n, 2n ** 64n - 1n), f32: Float32Array.of(0.5, -0.25), f64: Float64Array.of(1e300, -1e-300),
    };
    const { columns: found } = json('/stats', 'application/vnd.zerobuf', new Uint8Array(imageOf(/** @type {any} */ ({ value: columns }))));
    assert.deepEqual(found.map((/** @type {any} */ { name }) => name), Object.keys(columns));
    Object.values(columns).forEach((column, i) => {
      const numbers = Array.from(/** @type {ArrayLike<number>} */ (/** @type {unknown} */ (column)), Number);
      assert.deepEqual([found[i].min, found[i].max], [Math.min(...numbers), Math.max(...numbers)], found[i].name);
    });
    const table = imageOf(/** @type {any} */ ({ value: { rows: 2, columns: { a: columns.f64 } } }));
    assert.equal(json('/stats', 'application/vnd.zerobuf', new Uint8Array(table)).columns[0].max, 1e300);
  });

  it('refuses damaged images, or reads them, and never stops', () => {
    const whole = imageOf(/** @type {any} */ ({ value: { a: Float64Array.of(1, 2, 3), b: Int32Array.of(1, 2, 3), c: ['x'] } }));
    let refused = 0;
    for (let round = 0; round < 3000; round++) {
      const image = Uint8Array.from(whole.subarray(0, random.below(5) === 0 ? random.below(whole.length) : whole.length));
      for (let n = random.below(4); n >= 0 && image.length > 0; n--) image[random.below(image.length)] = random.below(3) === 0 ? 255 : random.below(256);
      const { status, text } = post('/stats', 'application/octet-stream', image);
      assert.ok(status === 200 || (status === 400 && /\.\n$/.test(text)), `${status} ${text}`);
      refused += Number(status === 400);
    }
    assert.ok(refused > 300);
  });

  it('correlates, with gaps', () => {
    for (let i = 0; i < TABLES; i++) {
      const table = asRead(randomTable(random));
      const numeric = table.columns.filter(isNumeric);
      const { columns, correlations } = json('/correlations', 'text/csv', csvOf(table));
      assert.deepEqual(columns, table.names.filter((_, n) => isNumeric(table.columns[n] ?? [])));
      assert.equal(correlations.length, numeric.length);
      numeric.forEach((left, row) => numeric.forEach((right, column) => {
        const [found, expected] = [correlations[row][column], correlationOf(left, right)];
        if (expected === null || found === null) return; // whether a spread that rounds away is one differs
        assert.ok(Math.abs(found - expected) < 1e-6, `${found}, not ${expected}`);
      }));
      for (let n = 0; n < numeric.length; n++) if (correlations[n][n] !== null) assert.ok(Math.abs(correlations[n][n] - 1) < 1e-12);
    }
    assert.deepEqual(json('/correlations', 'text/csv', 'a,b,c\n1,2,5\n2,4,5\n3,6,5\n').correlations, [[1, 1, null], [1, 1, null], [null, null, null]]);
  });

  it('normalizes to 0 to 1, gaps stay', () => {
    for (let i = 0; i < TABLES; i++) {
      const table = asRead(randomTable(random));
      const { rows, columns } = json('/normalize', 'text/csv', csvOf(table));
      assert.equal(rows, table.columns[0]?.length);
      assert.deepEqual(Object.keys(columns).sort(), table.names.filter((_, n) => isNumeric(table.columns[n] ?? [])).sort());
      table.columns.forEach((column, n) => {
        if (!isNumeric(column)) return;
        const numbers = column.filter((value) => typeof value === 'number');
        const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
        column.forEach((value, row) => {
          const found = columns[table.names[n] ?? ''][row];
          if (value === null) assert.equal(found, null);
          else assert.ok(Math.abs(found - (max > min ? (Number(value) - min) / (max - min) : 0)) < 1e-12);
        });
      });
    }
  });

  it('counts into bins', () => {
    for (let i = 0; i < TABLES; i++) {
      const numbers = Array.from({ length: 1 + random.below(500) }, () => random.below(1000) / 4);
      const count = 1 + random.below(30);
      const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
      const bins = new Array(count).fill(0);
      for (const number of numbers) bins[max > min ? Math.min(Math.floor(((number - min) / (max - min)) * count), count - 1) : 0]++;
      assert.deepEqual(json(`/histogram?column=n&bins=${count}`, 'text/csv', csvOf({ names: ['t', 'n'], columns: [numbers.map(() => 'x'), numbers] })), { column: 'n', missing: 0, min, max, bins });
    }
  });

  it('draws: well-formed XML with the marks that were asked for, whatever the names are', () => {
    const names = ['<b>&"\'', '\u0000\u0007\u007F', '\uFFFF\uFFFE', ']]>', 'x'.repeat(500)];
    for (const name of names) {
      const table = { names: [name, 'up'], columns: [[1, 2, 3, null], [2, 1, 5, 4]] };
      const scatter = post('/scatter.svg', 'text/csv', csvOf(table, { quoted: () => true }));
      assert.equal(scatter.contentType, 'image/svg+xml');
      assertWellFormed(scatter.text);
      assert.equal(scatter.text.match(/M[\d.]+ [\d.]+h0/g)?.length, 3);
      assert.match(scatter.text, /1 rows not shown/);
      const histogram = post(`/histogram.svg?bins=2&title=${encodeURIComponent(name)}`, 'text/csv', csvOf(table, { quoted: () => true }));
      assertWellFormed(histogram.text);
      assert.equal(histogram.text.match(/class="bar"/g)?.length, 2);
    }
    const bytes = new Uint8Array([...encoder.encode('a'), 0xff, 0xc0, ...encoder.encode('b\n1\n2\n')]); // no UTF-8
    assertWellFormed(post('/histogram.svg', 'text/csv', bytes).text);
    assert.equal(json('/stats', 'text/csv', bytes).columns[0].name, 'a\uFFFD\uFFFDb');
  });

  it('writes nice numbers beside the axes, for any range', () => {
    for (let i = 0; i < 400; i++) {
      const scale = 10 ** (random.below(40) - 20);
      const [a, b] = [random.between(-1, 1) * scale, random.between(-1, 1) * scale];
      const { text } = post('/scatter.svg', 'text/csv', `x,y\n${a},1\n${b},2\n`);
      assertWellFormed(text);
      const ticks = [...text.matchAll(/class="x"[^>]*>([^<]+)</g)].map(([, label]) => Number(label));
      assert.ok(ticks.length >= 3 && ticks.length <= 12, `${a} ${b}: ${ticks}`);
      const step = (Number(ticks.at(-1)) - Number(ticks[0])) / (ticks.length - 1);
      const leading = Number((step / 10 ** Math.floor(Math.log10(step) + 1e-9)).toFixed(6));
      assert.ok([1, 2, 5, 10].includes(leading), `${a} ${b}: a step of ${step}`);
      ticks.forEach((tick, n) => assert.ok(Math.abs(tick - Number(ticks[0]) - n * step) <= step * 1e-3, `${ticks}`));
      assert.ok(Number(ticks[0]) <= Math.min(a, b) * (1 - Math.sign(a) * 1e-12) + step * 1e-6 && Number(ticks.at(-1)) >= Math.max(a, b) - step * 1e-6);
    }
    for (const body of ['x,y\n5,5\n', 'x,y\n0,-1.7976931348623157e308\n0,1.7976931348623157e308\n', 'x,y\n1.7976931348623157e308,5e-324\n', 'x,y\n100000000000000000,1\n100000000000000016,2\n']) {
      assertWellFormed(post('/scatter.svg', 'text/csv', body).text);
      assertWellFormed(post('/histogram.svg?column=y', 'text/csv', body).text);
    }
  });

  it(`answers ${REQUESTS} requests in the memory it had`, (t) => {
    const bodies = [...bodiesOf(PLANETS), ['text/csv', csvOf(asRead(randomTable(random)))], ['text/csv', 'a,b\n1'], ['text/plain', 'csv=a,b\r\n1,2\r\n\r\n']];
    const paths = ['/stats', '/correlations', '/normalize', '/histogram', '/histogram.svg', '/scatter.svg'];
    const requests = bodies.flatMap(([type, body]) => paths.map((path) => ({ path, type: String(type), body: typeof body === 'string' ? encoder.encode(body) : /** @type {Uint8Array<ArrayBuffer>} */ (body) })));
    const headers = new Map(requests.map(({ type }) => [type, new Headers({ 'content-type': type })]));
    const once = () => requests.map(({ path, type, body }) => /** @type {any} */ (guest.handle({ method: 'POST', path, body, headers: /** @type {Headers} */ (headers.get(type)) })).status);
    const statuses = once();
    assert.ok(statuses.includes(200) && statuses.includes(400) && !statuses.includes(500));
    const memory = guest.memoryBytes;
    const started = performance.now();
    let answered = 0;
    for (; answered < REQUESTS; answered += requests.length) assert.deepEqual(once(), statuses);
    assert.equal(guest.memoryBytes, memory);
    t.diagnostic(`analytics: ${answered} requests, ${Math.round((answered / (performance.now() - started)) * 1000)} a second; memory ${memory} bytes before and after`);
  });
});

/** Tags open and close in order, and what stands between them is escaped. @param {string} text */
function assertWellFormed(text) {
  /** @type {string[]} */
  const open = [];
  let rest = text;
  for (;;) {
    const tag = /^([^<>&]|&(?:amp|lt|gt|quot|#39);)*<(\/?)([a-z]+)((?: [a-zA-Z0-9-]+="(?:[^<>&"]|&(?:amp|lt|gt|quot|#39);)*")*)(\/?)>/.exec(rest);
    if (tag === null) break;
    const [whole, , closes, name = '', , alone] = tag;
    if (closes) assert.equal(open.pop(), name);
    else if (!alone) open.push(name);
    rest = rest.slice(whole.length);
  }
  assert.equal(rest, '\n');
  assert.deepEqual(open, []);
  // XML 1.0: Char. A lone U+FFFE or U+FFFF is none.
  assert.doesNotMatch(text, /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/);
  assert.doesNotMatch(text, /NaN|Infinity|null/);
}

for (const host of HOSTS) {
  describe(`analytics on ${host}`, { timeout: 120_000 }, () => {
    /** @type {Awaited<ReturnType<typeof startExample>>} */
    let server;
    before(async () => {
      server = await startExample('analytics', { host, port: 0 });
    });
    after(() => server.close());
    /** @param {string} path @param {string} type @param {string | Uint8Array<ArrayBuffer>} body */
    const post = (path, type, body) => fetch(server.url + path, { method: 'POST', headers: { 'content-type': type }, body });

    it('answers with statistics, correlations, normalized columns and bins', async () => {
      for (const [type, body] of bodiesOf(PLANETS)) {
        assertStats(await (await post('/stats', type, body)).json(), PLANETS);
        assert.deepEqual((await (await post('/correlations', type, body)).json()).columns, ['mass', 'radius', 'period']);
        assert.deepEqual((await (await post('/normalize', type, body)).json()).columns.mass.slice(2, 3), [1]);
        assert.deepEqual((await (await post('/histogram?column=mass&bins=2', type, body)).json()).bins, [2, 2]);
      }
      const streamed = await (await post('/stream/stats', 'text/csv', csvOf(PLANETS))).json();
      const expected = statsOf('period', PLANETS.columns[3] ?? []);
      assert.equal(streamed.rows, 4);
      assert.deepEqual([streamed.columns[3].count, streamed.columns[3].missing, streamed.columns[3].mean], [3, 1, expected.mean]);
      assert.equal(streamed.columns[0].texts, 4);
    });

    it('answers with pictures', async () => {
      for (const path of ['/histogram.svg', '/scatter.svg']) {
        const response = await post(path, 'text/csv', csvOf(PLANETS));
        assert.equal(response.headers.get('content-type'), 'image/svg+xml');
        assertWellFormed(await response.text());
      }
    });

    it('has a front page whose form works', async () => {
      const html = await (await fetch(server.url)).text();
      const [, csv = ''] = /<textarea[^>]*>\n([^<]*)<\/textarea>/.exec(html) ?? [];
      const actions = [...html.matchAll(/(?:form)?action="([^"]+)"/g)].map(([, action = '']) => action);
      assert.equal(actions.length, 6);
      for (const action of actions) {
        // As browsers encode a form as text/plain (HTML, 4.10.21.9).
        const response = await post(action, 'text/plain', `csv=${csv.replaceAll('\n', '\r\n')}\r\n`);
        assert.equal(response.status, 200, action);
        await response.arrayBuffer();
      }
      const { rows } = await (await post('/stats', 'text/plain', 'csv=a\r\n1\r\n2\r\n\r\n')).json();
      assert.equal(rows, 2, 'the line end of the form is no row');
    });

    for (const [path, type, body, sentence] of BAD) {
      it(`refuses ${path} with ${type} ${JSON.stringify(String(body).slice(0, 24))}`, async () => {
        const response = await post(path, type, body);
        const text = await response.text();
        assert.equal(response.status, 400, text);
        assert.match(text, sentence);
        assert.match(text, /^[A-Z].*\.\n$/);
      });
    }

    it('answers 404, 405 and 415', async () => {
      assert.equal((await post('/nowhere', 'text/csv', 'a')).status, 404);
      assert.equal((await fetch(`${server.url}/stats`)).status, 405);
      const response = await post('/stats', 'application/xml', '<a/>');
      assert.equal(response.status, 415);
      assert.match(await response.text(), /text\/csv, application\/json/);
    });
  });
}
