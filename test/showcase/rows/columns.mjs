// SPDX-License-Identifier: MIT
// /upper, /simd, /simd-ext, /columnar.

import assert from 'node:assert/strict';
import { JSON_TYPE, refused, row } from '../row.mjs';

const post = (/** @type {unknown} */ value) => ({ body: JSON.stringify(value), headers: { 'content-type': JSON_TYPE } });
const columns = (/** @type {unknown} */ value) => post({ columns: value });
const raw = (/** @type {string} */ body) => ({ body, headers: { 'content-type': JSON_TYPE } });
const near = (/** @type {number} */ value, /** @type {number} */ wanted) => assert.ok(Math.abs(value - wanted) < 1e-4, `${value} is not ${wanted}`);
const text = (/** @type {string} */ upper) => ({ check: upperIs(upper) });

/** @param {string} upper @returns {(answer: import('../row.mjs').Answer) => void} */
function upperIs(upper) {
  return (answer) => assert.ok(answer.text.includes(upper), `${answer.text} holds no ${upper}`);
}

export const column = [
  row('/upper', [
    ['/upper', text('HELLO ZEROBUF')],
    ['/upper?text=hello+gomode', text('HELLO GOMODE')],
    ['/upper?text=hello+world', text('HELLO WORLD')],
    ['/upper?text=hello%20world', text('HELLO WORLD')],
    ['/upper?text=az%7B%60AZ%C3%A9', text('AZ{`AZé')],
  ]),
  row('/simd', [['/simd', { json: { sum: 36, dot: 204, scaled_sum: 72, min: 2, max: 16 } }]]),
  row('/simd-ext', [
    ['/simd-ext', { json: { sub: [9, 18, 27, 36, 45], mul: [10, 40, 90, 160, 250], clamp: [0, 0, 15, 40, 40], map_linear: [12, 14, 16, 18, 20] } }],
  ]),
  row('/columnar: statistics of a column', [
    ['POST /columnar', {
      check({ json, text: body, headers }) {
        assert.equal(headers.get('content-type'), JSON_TYPE);
        assert.ok(body.endsWith('\n'));
        const { stddev, ...exact } = json.stats.x;
        assert.deepEqual(exact, { count: 5, sum: 15, mean: 3, min: 1, max: 5, variance: 2 });
        near(stddev, 1.4142);
        assert.deepEqual(Object.keys(json), ['stats'], 'one column has no correlations');
      },
    }, columns({ x: [1, 2, 3, 4, 5] })],
    ['POST /columnar', { check: ({ json }) => assert.equal(json.stats.values.sum, 60) }, columns({ values: [10, 20, 30] })],
    ['POST /columnar', { check: ({ json }) => assert.equal(json.stats['späte "Zeit"'].max, 1e300) }, columns({ 'späte "Zeit"': [-1.5, 1e300] })],
  ]),
  row('/columnar: correlations of columns', [
    ['POST /columnar', {
      check({ json }) {
        near(json.correlations.a_b ?? json.correlations.b_a, 1);
        assert.equal(Object.keys(json.correlations).length, 1);
        assert.equal(json.stats.b.sum, 30);
      },
    }, columns({ a: [1, 2, 3, 4, 5], b: [2, 4, 6, 8, 10] })],
    ['POST /columnar', {
      check({ json }) {
        assert.equal(Object.keys(json.correlations).length, 3);
        near(json.correlations.a_c ?? json.correlations.c_a, -1);
      },
    }, columns({ a: [1, 2, 3], b: [1, 5, 2], c: [3, 2, 1] })],
  ]),
  row('/columnar: a NaN result is null', [
    ['POST /columnar', {
      check({ json, text: body }) {
        assert.equal(json.stats.none.count, 0);
        assert.equal(json.stats.none.mean, null);
        assert.doesNotMatch(body, /nan|inf/i);
      },
    }, columns({ none: [] })],
    ['POST /columnar', { check: ({ json }) => assert.deepEqual(Object.values(json.correlations), [null]) }, columns({ a: [1, 2, 3], flat: [7, 7, 7] })],
  ]),
  row('/columnar: what it refuses', [
    ['/columnar', { status: 405, error: 'POST required' }],
    ['PUT /columnar', { status: 405, error: 'POST required' }, columns({ x: [1] })],
    ['POST /columnar', refused(400), raw('not json')],
    ['POST /columnar', refused(400), raw('')],
    ['POST /columnar', refused(400), raw('{"columns":{"x":[1,2')],
    ['POST /columnar', { status: 400, error: 'columns required' }, post({})],
    ['POST /columnar', { status: 400, error: 'columns required' }, columns({})],
    ['POST /columnar', { status: 400, error: 'columns required' }, post([])],
    ['POST /columnar', refused(400), columns({ a: [1, 2, 3], b: [1, 2] })],
    ['POST /columnar', refused(400), columns({ a: [1, 'two'] })],
    ['POST /columnar', refused(400), columns({ a: 5 })],
  ]),
  row('/columnar: 100,000 values', [
    ['POST /columnar', {
      check({ json }) {
        assert.equal(json.stats.n.sum, 4_999_950_000);
        near(json.correlations.n_m ?? json.correlations.m_n, -1);
      },
    }, columns({ n: Array.from({ length: 100_000 }, (_, i) => i), m: Array.from({ length: 100_000 }, (_, i) => -i) })],
  ]),
];
