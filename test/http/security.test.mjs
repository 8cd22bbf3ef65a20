// SPDX-License-Identifier: MIT
// What SECURITY.md says and no other file tests; and that it names tests which there are.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { attachEngine } from '../../js/core/engine.js';
import { zerobuf } from '../../js/core/index.js';
import { CONTROL_SEED_AT } from '../../js/core/layout.gen.js';
import { createGuest } from '../../js/host/guest.js';
import { HOSTS, rawConnection, startExample, startFixture, startGuest } from './servers.mjs';

/** Keys that lead from an object to its prototype, or shadow what code may call; at the top, deep, and within an array. */
const HOSTILE = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"hasOwnProperty":1,"toString":2,"then":3,"deep":[{"__proto__":{"polluted":1},"prototype":null}]}';

/** Keys that are texts of a program where code is made of key lists. */
const PROGRAMS = JSON.stringify({ '"]; globalThis.polluted = 1; //': 1, '\u2028\n`${globalThis.polluted = 1}`': 2, "'\\": 3 });

const OTHER_WORKER = `
import { WorkerEntrypoint } from 'cloudflare:workers';
export class Rpc extends WorkerEntrypoint {
  pass(sent) {
    return { sent, prototypes: Object.getPrototypeOf(sent) === Object.prototype, polluted: {}.polluted ?? globalThis.polluted ?? null };
  }
}
export default { fetch: () => new Response('') };
`;

describe('keys of a client that reach a host call and come back', { timeout: 60_000 }, () => {
  it('are data in Node, and change no prototype', async () => {
    /** @type {any} */
    let got;
    const pass = (/** @type {unknown} */ sent) => {
      got = sent;
      return sent;
    };
    const guest = createGuest(await WebAssembly.compile(await readFile(new URL('../../build/wasm/caller.wasm', import.meta.url))), { env: { TEST: { pass } } });
    for (const body of [HOSTILE, PROGRAMS]) {
      for (let round = 0; round < 20; round++) { // key lists that are met often get code of their own
        const answer = await guest.handle({ method: 'POST', path: '/pass', body });
        assert.equal(answer.status, 200);
        assert.equal(new TextDecoder().decode(/** @type {Uint8Array} */ (answer.body)), body);
        assert.equal(JSON.stringify(got), body);
        for (const object of [got, ...(got.deep ?? [])]) assert.equal(Object.getPrototypeOf(object), Object.prototype);
      }
    }
    for (const anything of [{}, [], () => {}, globalThis]) assert.equal(/** @type {any} */ (anything).polluted, undefined);
  });

  it('are data in workerd, and change no prototype on either side', async () => {
    const server = await startGuest('caller', 'miniflare', {
      bindings: { services: { TEST: { name: 'other', entrypoint: 'Rpc' } }, vars: { VALUE: {} } },
      workers: [{ name: 'other', modules: [{ type: 'ESModule', path: 'other.js', contents: OTHER_WORKER }] }],
    });
    try {
      for (const body of [HOSTILE, PROGRAMS]) {
        for (let round = 0; round < 20; round++) {
          const response = await fetch(`${server.url}/pass`, { method: 'POST', body });
          assert.equal(await response.text(), `{"sent":${body},"prototypes":true,"polluted":null}`);
        }
      }
      // A property that VALUE has only if Object.prototype has it.
      assert.equal(await (await fetch(`${server.url}/property?binding=VALUE&property=polluted`)).text(), 'null');
    } finally {
      await server.close();
    }
  });
});

/** As src/core/json_keys.c hashes a key of 8 bytes. @param {bigint} word @param {bigint} seed */
function hashOf(word, seed) {
  const product = (((seed * 0x9E3779B97F4A7C15n) & MASK) ^ 8n ^ word) * 0xD6E8FEB86659FD93n;
  const hash = (product >> 64n) ^ (product & MASK);
  return Number((hash ^ (hash >> 32n)) & 0xFFFFFFFFn);
}
const MASK = 2n ** 64n - 1n;

describe('keys of JSON', { timeout: 60_000 }, () => {
  it('that hash alike are read as any others', async () => {
    const buf = zerobuf(new WebAssembly.Memory({ initial: 16, maximum: 256 }), 0, { shared: true });
    const engine = await attachEngine(buf.arena);
    const seed = BigInt(buf.arena.dv.getUint32(buf.arena.control + CONTROL_SEED_AT, true));
    // All belong into one place of a table of 512, which is what the reader makes for 129 to 256 keys; it looks at 64.
    /** @type {string[]} */
    const keys = [];
    for (let i = 0; keys.length < 200; i++) {
      const key = i.toString(36).padStart(8, 'k');
      const word = Buffer.from(key).readBigUInt64LE();
      if (hashOf(word, seed) % 512 === 7) keys.push(key);
    }
    const members = [...keys, ...keys.slice(0, 50)].map((key, i) => `${JSON.stringify(key)}:${i}`);
    const text = `{${members.join()}}`;
    assert.equal(engine.stringify(engine.parse(text)), JSON.stringify(JSON.parse(text)));
  });
});

for (const host of HOSTS) {
  describe(`bodies that are said to be compressed, on ${host}`, { timeout: 60_000 }, () => {
    /** @type {{url: string, close: () => Promise<void>}} */
    let server;
    before(async () => {
      server = await startExample('echo', { host, port: 0, maxBodyBytes: 100_000, log: () => {} });
    });
    after(() => server.close());

    /** @param {Uint8Array} body @param {string} encoding @returns {Promise<{status: number | undefined, bytes: Buffer}>} */
    const post = (body, encoding) =>
      new Promise((resolve, reject) => {
        const headers = { 'content-encoding': encoding, 'content-length': body.byteLength };
        const outgoing = request(`${server.url}/echo`, { method: 'POST', headers }, async (incoming) => {
          const bytes = Buffer.concat(await Array.fromAsync(incoming));
          resolve({ status: incoming.statusCode, bytes });
        });
        outgoing.on('error', reject);
        outgoing.end(body);
      });

    it('come as they were sent, and the limit counts what was sent', async () => {
      const bomb = gzipSync(new Uint8Array(10_000_000));
      for (const body of [bomb, Buffer.from('no gzip at all')]) {
        for (const encoding of ['gzip', 'deflate', 'br', 'gzip, gzip']) {
          const { status, bytes } = await post(body, encoding);
          assert.equal(status, 200);
          assert.equal(Buffer.compare(bytes, body), 0, `${encoding}: ${bytes.byteLength} bytes`);
        }
      }
    });
  });

  describe(`zero bytes in paths, on ${host}`, { timeout: 60_000 }, () => {
    it('are refused, and stay encoded where they are encoded', async () => {
      const server = await startFixture('mirror', host);
      try {
        const connection = rawConnection(server.url);
        connection.write('GET /a\0b HTTP/1.1\r\nhost: a\r\n\r\n');
        const outcome = await connection.read().then(({ status }) => status, () => 'closed');
        connection.socket.destroy();
        assert.ok(outcome === 'closed' || (outcome >= 400 && outcome < 600), `${outcome}`);
        const text = await (await fetch(`${server.url}/a%00b?c=%00`)).text();
        assert.equal(text.split('\n')[0], 'GET /a%00b?c=%00');
      } finally {
        await server.close();
      }
    });
  });
}

describe('SECURITY.md', () => {
  it('names tests that there are', async () => {
    const text = await readFile(new URL('../../SECURITY.md', import.meta.url), 'utf8');
    const named = [...text.matchAll(/`(test\/[\w/.-]+)(?:: "([^"`]+)")?`/g)];
    assert.ok(named.length >= 30, `only ${named.length} are found`);
    assert.equal(named.length, text.split('`test/').length - 1, 'a name is written in another way');
    for (const [whole, file = '', name] of named) {
      const url = new URL(`../../${file}`, import.meta.url);
      assert.ok(existsSync(url), `${file} does not exist`);
      if (name === undefined) {
        assert.match(file, /^test\/fuzz\//, `${whole} names no test`);
        continue;
      }
      assert.ok(namesOf(await readFile(url, 'utf8')).some((each) => matches(each, name)), `${file} has no test "${name}"`);
    }
  });
});

/**
 * What tests of a file are called: the first argument of it() and test(), or the names in a TEST_SUITE of C.
 * @param {string} source
 */
function namesOf(source) {
  const calls = [...source.matchAll(/\b(?:it|test)\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g)];
  const suites = [...source.matchAll(/TEST_SUITE\(([^;]*);/g)].flatMap(([, list = '']) => [...list.matchAll(/\{"([^"]+)"/g)]);
  return [...calls.map(([, a, b, c]) => a ?? b ?? c ?? ''), ...suites.map(([, name = '']) => name)].map((name) => name.replaceAll(/\\(['"`])/g, '$1'));
}

/**
 * @param {string} pattern may hold ${…} as in a template string, which stands for anything
 * @param {string} name as SECURITY.md has it, with … in such places
 */
function matches(pattern, name) {
  return pattern.replaceAll(/\$\{[^}]*\}/g, '…') === name;
}
