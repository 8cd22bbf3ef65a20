// SPDX-License-Identifier: MIT
// createHandler() with requests as no HTTP server would hand them over.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { createHandler } from '../../js/host/fetch.js';

const MAX_BODY_BYTES = 10;

const module = await WebAssembly.compile(await readFile(new URL('../../build/wasm/echo.wasm', import.meta.url)));
const handle = createHandler(module, { maxBodyBytes: MAX_BODY_BYTES });

/**
 * @param {UnderlyingDefaultSource} source
 * @param {Record<string, string>} [headers]
 */
async function echo(source, headers = {}) {
  const body = new ReadableStream(source, { highWaterMark: 0 });
  const request = new Request('http://example/echo', /** @type {RequestInit} */ ({ method: 'POST', body, headers, duplex: 'half' }));
  return handle(request);
}

describe('a body given to createHandler()', { timeout: 120_000 }, () => {
  for (const headers of [{}, { 'content-length': '3' }, { 'content-length': 'many' }]) {
    it(`is read up to the limit and no further, with ${JSON.stringify(headers)}`, async () => {
      let pulls = 0;
      let cancelled = false;
      const response = await echo(
        {
          pull(controller) {
            pulls++;
            controller.enqueue(new Uint8Array(4));
          },
          cancel() {
            cancelled = true;
            throw new Error('the source minds');
          },
        },
        headers,
      );
      assert.equal(response.status, 413);
      assert.equal(pulls, 3);
      assert.ok(cancelled);
    });
  }

  it('may be as long as the limit', async () => {
    const response = await echo({
      start(controller) {
        controller.enqueue(new Uint8Array(4));
        controller.enqueue(new Uint8Array(6));
        controller.close();
      },
    });
    assert.equal(response.status, 200);
    assert.equal((await response.arrayBuffer()).byteLength, MAX_BODY_BYTES);
  });

  it('is not read at all when it is declared too long', async () => {
    const response = await echo({ pull: () => assert.fail('was read') }, { 'content-length': '11' });
    assert.equal(response.status, 413);
  });

  it('that breaks off is answered with 400', async () => {
    for (const headers of [{}, { 'content-length': '8' }]) {
      let pulls = 0;
      const response = await echo(
        {
          pull(controller) {
            if (pulls++ === 0) controller.enqueue(new Uint8Array(4));
            else controller.error(new Error('the client is gone'));
          },
        },
        headers,
      );
      assert.equal(response.status, 400);
      assert.equal(await response.text(), 'The body of the request could not be read to its end.\n');
    }
  });
});
