// SPDX-License-Identifier: MIT
// /fetch, /multi-fetch, /post-fetch.  What they reach is outside.mjs, by way of the host's outbound service.

import assert from 'node:assert/strict';
import { refused, row } from '../row.mjs';

const HTTPBIN = 'https://httpbin.org';
const EXAMPLE = 'https://example.com';

/** @param {Record<string, string>} parameters */
const query = (parameters) => `?${new URLSearchParams(parameters)}`;
/** @param {string} url @returns {string} */
const fetching = (url) => `/fetch${query({ url })}`;
const found = { check: hasLength };

/** @param {import('../row.mjs').Answer} answer */
function hasLength({ json }) {
  assert.deepEqual(Object.keys(json).sort(), ['content_length', 'status']);
  assert.equal(json.status, 200);
  assert.ok(json.content_length > 0);
}

/**
 * @param {[number, number]} statuses
 * @param {boolean} [empty] whether the bodies are
 * @returns {import('../row.mjs').Expected}
 */
const both = (statuses, empty = false) => ({
  check({ json }) {
    assert.deepEqual([json.fetch1_status, json.fetch2_status], statuses);
    for (const length of [json.fetch1_length, json.fetch2_length]) assert.equal(length === 0, empty);
    assert.equal(Object.keys(json).length, 4);
  },
});

/** @param {string} url1 @param {string} url2 */
const fetchingBoth = (url1, url2) => `/multi-fetch${query({ url1, url2 })}`;

export const outside = [
  row('/fetch', [
    ['/fetch', { json: { status: 200, content_length: '<!doctype html><title>Example Domain</title>\n'.length } }],
    [fetching(EXAMPLE), found],
    [fetching(`${HTTPBIN}/get`), found],
    [fetching(`${HTTPBIN}/headers`), found],
    [fetching(`${HTTPBIN}/status/404`), { json: { status: 404, content_length: 0 } }],
    [fetching(`${HTTPBIN}/status/503`), { json: { status: 503, content_length: 0 } }],
    ['POST /fetch', found, { body: `url=${encodeURIComponent(`${HTTPBIN}/get`)}` }],
  ], ['outside']),
  row('/fetch of the application itself', ({ origin }) => [
    [fetching(`${origin}/json`), { json: { status: 200, content_length: '{"message":"Hello from zerobuf!","method":"GET","path":"/json"}\n'.length } }],
    [fetching(`${origin}/status?code=404`), { check: ({ json }) => assert.equal(json.status, 404) }],
  ]),
  row('/fetch of what is no URL', [[fetching('no url'), refused(502)]]),
  row('/multi-fetch', [
    ['/multi-fetch', both([200, 200])],
    [fetchingBoth(`${HTTPBIN}/get`, `${HTTPBIN}/headers`), both([200, 200])],
    [fetchingBoth(`${HTTPBIN}/status/200`, `${HTTPBIN}/status/201`), both([200, 201], true)],
    [fetchingBoth(`${HTTPBIN}/get`, `${HTTPBIN}/get`), {
      ...both([200, 200]),
      check(answer, place) {
        both([200, 200]).check?.(answer, place);
        assert.equal(answer.json.fetch1_length, answer.json.fetch2_length);
      },
    }],
  ], ['outside']),
  row('/post-fetch', [
    ['/post-fetch', found],
    [`/post-fetch${query({ url: `${HTTPBIN}/post` })}`, found],
  ], ['outside']),
];
