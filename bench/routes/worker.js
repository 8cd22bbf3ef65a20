// SPDX-License-Identifier: MIT
// Routes of examples/showcase as one writes them for Cloudflare Workers in JavaScript.

const encoder = new TextEncoder();

/** @param {unknown} value */
const json = (value) => new Response(`${JSON.stringify(value)}\n`, { headers: { 'content-type': 'application/json' } });

/** @param {ArrayBuffer} bytes */
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param {number[]} column */
function statsOf(column) {
  const count = column.length;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (const value of column) {
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / count;
  let squares = 0;
  for (const value of column) squares += (value - mean) ** 2;
  const variance = squares / count;
  return { count, sum, mean, min, max, variance, stddev: Math.sqrt(variance) };
}

/**
 * @param {number[]} a
 * @param {number[]} b
 * @param {{mean: number, variance: number, count: number}} ofA
 * @param {{mean: number, variance: number}} ofB
 */
function correlation(a, b, ofA, ofB) {
  let products = 0;
  for (let i = 0; i < a.length; i++) products += (/** @type {number} */ (a[i]) - ofA.mean) * (/** @type {number} */ (b[i]) - ofB.mean);
  return products / (ofA.count * Math.sqrt(ofA.variance * ofB.variance));
}

/** @param {Record<string, number[]>} columns */
function columnar(columns) {
  const names = Object.keys(columns);
  /** @type {Record<string, ReturnType<typeof statsOf>>} */
  const stats = {};
  for (const name of names) stats[name] = statsOf(/** @type {number[]} */ (columns[name]));
  if (names.length < 2) return { stats };
  /** @type {Record<string, number>} */
  const correlations = {};
  for (const [i, a] of names.entries()) {
    for (const b of names.slice(i + 1)) {
      const [columnA, columnB, ofA, ofB] = [columns[a], columns[b], stats[a], stats[b]];
      if (columnA && columnB && ofA && ofB) correlations[`${a}_${b}`] = correlation(columnA, columnB, ofA, ofB);
    }
  }
  return { stats, correlations };
}

export default {
  /** @param {Request} request */
  async fetch(request) {
    const url = new URL(request.url);
    switch (url.pathname) {
      case '/json':
        return json({ message: 'Hello from zerobuf!', method: request.method, path: url.pathname });
      case '/sha256': {
        const input = url.searchParams.get('input') ?? 'hello';
        return json({ input, sha256: hex(await crypto.subtle.digest('SHA-256', encoder.encode(input))) });
      }
      case '/columnar': {
        const { columns } = /** @type {{columns: Record<string, number[]>}} */ (await request.json());
        return json(columnar(columns));
      }
      default:
        return new Response('not found\n', { status: 404 });
    }
  },
};
