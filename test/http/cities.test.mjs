// SPDX-License-Identifier: MIT
// The answers of examples/cities against a plain computation over the same file.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readPlaces } from '../../examples/cities/pack.mjs';
import { seeded } from './random.mjs';
import { MAIN_HOSTS as HOSTS, startExample } from './servers.mjs';

const QUERIES = 200;
const RADIUS_KM = 6371.0088;

/** Answers round to metres, and the two sides compute a distance in different ways. */
const KM_TOLERANCE = 0.0006;

/** Equally far places may rank in either order on the two sides. */
const RANK_TOLERANCE_KM = 1e-6;

const places = readPlaces().map(({ name, country, lat, lng }) => ({ name, country, lat: Number(lat), lng: Number(lng), folded: fold(name) }));

/** What answers show of each place, and how many places show the same. @type {Map<string, number>} */
const known = new Map();
for (const place of places) {
  const key = JSON.stringify(shown(place));
  known.set(key, (known.get(key) ?? 0) + 1);
}

/**
 * The folding that examples/cities/fold.h describes.
 * @param {string} text
 */
function fold(text) {
  return Array.from(text, (character) => {
    const code = /** @type {number} */ (character.codePointAt(0));
    const lower = character.toLowerCase();
    return (code <= 0x58f || (code >= 0x1e00 && code <= 0x1fff)) && Array.from(lower).length === 1 ? lower : character;
  }).join('');
}

/**
 * Great-circle distance by the haversine formula.
 * @param {{lat: number, lng: number}} a
 * @param {{lat: number, lng: number}} b
 */
function distanceKm(a, b) {
  const radians = Math.PI / 180;
  const north = Math.sin(((b.lat - a.lat) * radians) / 2);
  const east = Math.sin(((b.lng - a.lng) * radians) / 2);
  const square = north ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * east ** 2;
  return 2 * RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(square)));
}

/**
 * The `k` smallest distances, in order.
 * @param {{lat: number, lng: number}} from
 * @param {number} k
 */
function nearestKm(from, k) {
  /** @type {number[]} */
  const found = [];
  for (const place of places) {
    const km = distanceKm(from, place);
    if (found.length === k && km >= found[k - 1]) continue;
    let at = Math.min(found.length, k - 1);
    for (; at > 0 && found[at - 1] > km; at--) found[at] = found[at - 1];
    found[at] = km;
  }
  return found;
}

/** @param {{name: string, country: string, lat: number, lng: number}} place */
function shown({ name, country, lat, lng }) {
  return { name, country, lat, lng };
}

/** @param {number[]} numbers */
function summary(numbers) {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length;
  const [min, max] = [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
  return { count: numbers.length, min, max, mean, stddev: Math.sqrt(variance) };
}

/** Cells of the grid from 90 south, 180 west on, and how many places each holds: most first, then from the south and west. @param {number} cell */
function density(cell) {
  const [rows, columns] = [Math.ceil(180 / cell), Math.ceil(360 / cell)];
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { lat, lng } of places) {
    const row = Math.min(Math.floor((lat + 90) / cell), rows - 1);
    const at = row * columns + Math.min(Math.floor((lng + 180) / cell), columns - 1);
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const rounded = (/** @type {number} */ degrees) => Number(degrees.toFixed(6));
  return [...counts].sort(([a, many], [b, more]) => more - many || a - b).map(([at, count]) => {
    const [south, west] = [Math.floor(at / columns) * cell - 90, (at % columns) * cell - 180];
    return { south: rounded(south), west: rounded(west), north: rounded(Math.min(south + cell, 90)), east: rounded(Math.min(west + cell, 180)), places: count };
  });
}

/** Paths that get 400, and the parameter that the sentence names. */
const BAD = [
  ...['', '1x', 'x', 'NaN', 'nan', 'Infinity', '-inf', '1e1', '0x1', '+1', '%2B1', ' 1', '1%20', '.5', '1.', '--1', '1,5', '90.000001', '-91', '1%00', '%zz'].map(
    (text) => ['lat', `/nearest?lat=${text}&lng=1`],
  ),
  ['lat', '/nearest'],
  ['lat', '/nearest?lng=1'],
  ['lat', '/nearest?LAT=1&lng=1'],
  ['lng', '/nearest?lat=1'],
  ['lng', '/nearest?lat=1&lng=180.5'],
  ...['0', '101', '1.0', '-1', '', 'ten', '99999999999999999999999'].map((text) => ['k', `/nearest?lat=1&lng=1&k=${text}`]),
  ['q', '/search'],
  ['q', '/search?q='],
  ['q', '/search?q=%ff'],
  ['q', '/search?q=%ed%a0%80'],
  ['q', '/search?q=%c0%80'],
  ['q', `/search?q=${'a'.repeat(201)}`],
  ...['0', '1001', 'x'].map((text) => ['limit', `/search?q=a&limit=${text}`]),
  ['south', '/bbox?west=1&north=1&east=1'],
  ['west', '/bbox?south=1&north=1&east=1'],
  ['north', '/bbox?south=1&west=1&east=1'],
  ['east', '/bbox?south=1&west=1&north=1&east=181'],
  ['south', '/bbox?south=2&west=1&north=1&east=1'],
  ['limit', '/bbox?south=1&west=1&north=1&east=1&limit='],
  ...['', '?field=', '?field=latitude', '?field=LAT', '?field=%zz', '?bins=3'].map((query) => ['field', `/histogram${query}`]),
  ...['0', '1001', '1.5', '-1', ''].map((text) => ['bins', `/histogram?field=lng&bins=${text}`]),
  ...['0', '0.49', '91', '', '1e1', '-1'].map((text) => ['cell', `/density?cell=${text}`]),
  ...['0', '1001'].map((text) => ['limit', `/density?cell=1&limit=${text}`]),
];

for (const host of HOSTS) {
  describe(`cities on ${host}`, { timeout: 120_000 }, () => {
    const random = seeded(`cities on ${host}`);
    /** @type {Awaited<ReturnType<typeof startExample>>} */
    let server;
    before(async () => {
      server = await startExample('cities', { host, port: 0 });
    });
    after(() => server.close());

    /** @param {string} path */
    const get = (path) => fetch(server.url + path);

    /** @param {string} path */
    async function getJson(path) {
      const response = await get(path);
      assert.equal(response.status, 200, path);
      assert.equal(response.headers.get('content-type'), 'application/json');
      return response.json();
    }

    it(`finds the nearest places (${QUERIES} queries)`, async () => {
      for (let i = 0; i < QUERIES; i++) {
        const at = place(i);
        const k = 1 + random.below(100);
        const path = `/nearest?lat=${at.lat}&lng=${at.lng}&k=${k}`;
        const { places: found } = await getJson(path);
        const ranked = nearestKm(at, k);
        assert.equal(found.length, k, path);
        /** @type {Map<string, number>} */
        const seen = new Map();
        for (const [rank, { km, ...answer }] of found.entries()) {
          const key = JSON.stringify(answer);
          seen.set(key, (seen.get(key) ?? 0) + 1);
          const off = Math.abs(distanceKm(at, answer) - ranked[rank]);
          assert.ok(off < RANK_TOLERANCE_KM, `${path}: rank ${rank} is ${off} km off: ${key}`);
          assert.ok(Math.abs(km - ranked[rank]) < KM_TOLERANCE, `${path}: rank ${rank} is ${ranked[rank]} km away, not ${km}`);
        }
        for (const [key, times] of seen) assert.ok(times <= (known.get(key) ?? 0), `${path}: ${key} appears ${times} times`);
      }
    });

    it(`finds places by prefix (${QUERIES} queries)`, async () => {
      for (let i = 0; i < QUERIES; i++) {
        const name = Array.from(places[random.below(places.length)].name);
        const prefix = name.slice(0, 1 + random.below(6)).map((character) => (random.below(2) ? character.toUpperCase() : character.toLowerCase()));
        const q = i % 20 === 0 ? `${prefix.join('')}~` : prefix.join('');
        const limit = 1 + random.below(100);
        const path = `/search?q=${encodeURIComponent(q)}&limit=${limit}`;
        const wanted = fold(q);
        const matches = places.filter(({ folded }) => folded.startsWith(wanted));
        matches.sort((a, b) => Buffer.compare(Buffer.from(a.folded), Buffer.from(b.folded)));
        assert.deepEqual(await getJson(path), { total: matches.length, places: matches.slice(0, limit).map(shown) }, path);
      }
    });

    it(`counts places per country (${QUERIES} queries)`, async () => {
      const counts = new Map();
      for (const { country } of places) counts.set(country, (counts.get(country) ?? 0) + 1);
      const countries = [...counts].map(([code, count]) => ({ code, places: count })).sort((a, b) => (a.code < b.code ? -1 : 1));
      for (let i = 0; i < QUERIES; i++) assert.deepEqual(await getJson('/countries'), { total: countries.length, countries });
    });

    it(`finds places in boxes (${QUERIES} queries)`, async () => {
      for (let i = 0; i < QUERIES; i++) {
        const [a, b] = [place(i), place(i + 1)];
        const [south, north] = [Math.min(a.lat, b.lat), Math.max(a.lat, b.lat)];
        const [west, east] = [a.lng, b.lng];
        const limit = 1 + random.below(1000);
        const path = `/bbox?south=${south}&west=${west}&north=${north}&east=${east}&limit=${limit}`;
        const inside = places.filter(
          ({ lat, lng }) => lat >= south && lat <= north && (west <= east ? lng >= west && lng <= east : lng >= west || lng <= east),
        );
        assert.deepEqual(await getJson(path), { total: inside.length, places: inside.slice(0, limit).map(shown) }, path);
      }
    });

    it('sums up latitudes, longitudes and countries', async () => {
      /** @type {Map<string, number>} */
      const counts = new Map();
      for (const { country } of places) counts.set(country, (counts.get(country) ?? 0) + 1);
      const expected = { lat: summary(places.map(({ lat }) => lat)), lng: summary(places.map(({ lng }) => lng)), places_per_country: summary([...counts.values()]) };
      const found = await getJson('/stats');
      assert.deepEqual(Object.keys(found), Object.keys(expected));
      for (const [field, numbers] of Object.entries(expected)) {
        assert.deepEqual(Object.keys(found[field]), Object.keys(numbers));
        for (const [name, number] of Object.entries(numbers)) {
          assert.ok(Math.abs(found[field][name] - number) <= 1e-6 + Math.abs(number) * 1e-12, `${field}.${name}: ${found[field][name]}, not ${number}`);
        }
      }
    });

    it('counts places by latitude and longitude', async () => {
      for (const [field, most] of /** @type {const} */ ([['lat', 90], ['lng', 180]])) {
        for (const bins of [1, 7, 36, 1000]) {
          const counts = new Array(bins).fill(0);
          for (const place of places) counts[Math.min(Math.floor(((place[field] + most) / (2 * most)) * bins), bins - 1)]++;
          assert.deepEqual(await getJson(`/histogram?field=${field}&bins=${bins}`), { field, min: -most, max: most, bins: counts });
        }
      }
    });

    it('finds the most crowded cells', async () => {
      for (const cell of [0.5, 1, 2.75, 7, 45, 77, 90]) {
        const cells = density(cell);
        for (const limit of [1, 20, 1000]) {
          assert.deepEqual(await getJson(`/density?cell=${cell}&limit=${limit}`), { cell, total: cells.length, cells: cells.slice(0, limit) }, `cells of ${cell}`);
        }
      }
    });

    it('takes defaults', async () => {
      assert.equal((await getJson('/nearest?lat=0&lng=0')).places.length, 10);
      assert.equal((await getJson('/search?q=a')).places.length, 20);
      assert.equal((await getJson('/bbox?south=-90&west=-180&north=90&east=180')).places.length, 20);
      assert.equal((await getJson('/histogram?field=lat')).bins.length, 36);
      assert.deepEqual(await getJson('/density'), await getJson('/density?cell=1&limit=20'));
    });

    it('has a front page whose links work', async () => {
      const response = await get('/');
      const html = await response.text();
      assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.match(html, /GeoNames/);
      assert.match(html, /CC BY 4.0/);
      const links = [...html.matchAll(/href="(\/[^"]+)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));
      assert.equal(links.length, 7);
      for (const link of links) await getJson(link);
    });

    for (const [parameter, path] of BAD) {
      it(`refuses ${path}`, async () => {
        const response = await get(path);
        assert.equal(response.status, 400);
        assert.match(await response.text(), new RegExp(`^The parameter ${parameter} .*\\.\n?$`));
      });
    }

    it('answers 404 and 405', async () => {
      for (const path of ['/nowhere', '/nearest/', '/Nearest', '//']) assert.equal((await get(path)).status, 404, path);
      for (const method of ['POST', 'PUT', 'DELETE']) {
        const response = await fetch(`${server.url}/nearest?lat=1&lng=1`, { method });
        assert.equal(response.status, 405);
        assert.match(response.headers.get('allow') ?? '', /\bGET\b/);
        await response.arrayBuffer();
      }
    });

    /**
     * A point: a place itself, an edge of the map, or anywhere.
     * @param {number} i
     */
    function place(i) {
      if (i % 4 === 0) return places[random.below(places.length)];
      if (i % 10 === 1) return { lat: [90, -90, 0][random.below(3)], lng: [180, -180, 0][random.below(3)] };
      return { lat: Number(random.between(-90, 90).toFixed(6)), lng: Number(random.between(-180, 180).toFixed(6)) };
    }
  });
}
