// SPDX-License-Identifier: MIT
// Ten thousand requests leave the guest's memory as it was, and the server's process about as large.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { MAIN_HOSTS as HOSTS, startExample } from './servers.mjs';

const WARM_UP = 1_000;
const REQUESTS = 10_000;
const CLIENTS = 8;

/**
 * V8 lets the garbage of requests, a few KB each, pile up to some 290 MB before it collects; a plain JavaScript
 * worker on workerd grows alike.  One page of WebAssembly lost per request would be 625 MB.
 */
const RESIDENT_BYTES = 256 * 2 ** 20;

for (const host of HOSTS) {
  describe(`memory on ${host}`, { timeout: 120_000 }, () => {
    it(`is flat over ${REQUESTS} requests`, async (t) => {
      const server = await startExample('echo', { host, port: 0 });
      try {
        // Node serves from this process.
        const pid = server.pid ?? process.pid;
        await requests(server.url, WARM_UP);
        const [memory, resident] = [await memoryBytes(server.url), await residentBytes(pid)];
        await requests(server.url, REQUESTS);
        assert.equal(await memoryBytes(server.url), memory);
        const grown = (await residentBytes(pid)) - resident;
        t.diagnostic(`${host}: guest memory ${memory} bytes before and after; process ${(grown / 2 ** 20).toFixed(0)} MiB more`);
        assert.ok(grown < RESIDENT_BYTES, `${grown} bytes more`);
      } finally {
        await server.close();
      }
    });
  });
}

/**
 * @param {string} url
 * @param {number} count
 */
async function requests(url, count) {
  let left = count;
  async function client() {
    while (left-- > 0) {
      const body = 'x'.repeat((left % 100) ** 2);
      const response = await fetch(`${url}/echo`, { method: 'POST', body });
      assert.equal((await response.arrayBuffer()).byteLength, body.length);
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

/** @param {string} url */
async function memoryBytes(url) {
  return Number(await (await fetch(`${url}/memory`)).text());
}

/** @param {number} pid */
async function residentBytes(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
