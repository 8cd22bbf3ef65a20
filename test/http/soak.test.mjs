// SPDX-License-Identifier: MIT
// A short run of what `make soak` does for longer.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { soak } from '../soak/soak.mjs';

const REQUESTS = 3_000;
const CONNECTIONS = 128;

/** A page for each open call and some for bodies; an instance that is replaced begins with none. */
const GUEST_BYTES = 64 * 2 ** 20;

describe('requests at once, of clients that go and handlers that trap', { timeout: 120_000 }, () => {
  for (const host of ['workerd', 'node', 'deno', 'bun']) {
    it(`end with nothing wrong on ${host}`, async (t) => {
      const report = await soak(host, { requests: REQUESTS, connections: CONNECTIONS });
      t.diagnostic(JSON.stringify(report));
      assert.equal(report.wrong, 0, report.firstWrong);
      assert.equal(report.right + report.aborted + report.trapped + report.stopped, REQUESTS);
      assert.ok(report.guestBytesMost < GUEST_BYTES);
      assert.ok(report.stopped <= CONNECTIONS * (report.trapped + 1));
    });
  }
});
