// SPDX-License-Identifier: MIT
// What createGuest() refuses, retries and checks, without a server around it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { GuestError } from '../../js/host/errors.js';
import { createGuest } from '../../js/host/guest.js';
import { columns } from '../../examples/cities/pack.mjs';
import { fixture, MAIN_HOSTS as HOSTS, startExample } from './servers.mjs';

/** @param {string} name */
async function example(name) {
  return WebAssembly.compile(await readFile(new URL(`../../build/wasm/${name}.wasm`, import.meta.url)));
}

/** The smallest module: eight bytes, nothing in it. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

const SMALL = { name: ['Aa', 'ab', 'Éa'], country: [0, 1, 0], lat: [0, 1.5, -2], lng: [0, 1.5, 180], codes: ['AA', 'BB'] };

describe('a module that is no guest', { timeout: 120_000 }, () => {
  it('is refused with everything that is missing', () => {
    assert.throws(() => createGuest(new WebAssembly.Module(EMPTY)), (error) => {
      assert.ok(error instanceof GuestError);
      assert.equal(error.code, 'ZB_GUEST_ABI');
      for (const name of ['memory', 'zb_abi', 'zb_alloc', 'handle_zerobuf']) assert.match(error.message, new RegExp(`"${name}"`));
      assert.match(error.message, /Include <zerobuf\/handler.h>/);
      return true;
    });
  });

  it('is refused for a missing export and an import that nobody provides', async () => {
    const module = await WebAssembly.compile(await fixture('incomplete'));
    assert.throws(() => createGuest(module), /"zb_alloc" is exported.*the import "env.puts" is none/);
  });

  it('is refused for functions of another type', async () => {
    const guest = createGuest(await WebAssembly.compile(await fixture('ill_typed')));
    assert.throws(() => guest.start(), /"zb_abi" takes 1 parameters instead of 0; "zb_alloc" takes 2 parameters instead of 1/);
  });

  it('is refused for another version of the ABI', async () => {
    const guest = createGuest(await WebAssembly.compile(await fixture('version')), { log: () => {} });
    assert.throws(() => guest.start(), /declares version 2, flags 0x0; this host runs version 1/);
    assert.equal(guest.call({ method: 'GET', path: '/' }).status, 500);
  });
});

describe('maxBodyBytes', { timeout: 120_000 }, () => {
  const bad = [Infinity, NaN, -1, 1.5, 2 ** 53, null, '10'].map((value) => /** @type {any} */ (value));
  for (const host of HOSTS) {
    it(`is a whole number of bytes on ${host}`, async () => {
      for (const maxBodyBytes of bad) {
        await assert.rejects(startExample('echo', { host, port: 0, maxBodyBytes }), {
          name: 'RangeError',
          message: `maxBodyBytes must be a whole number of bytes, 0 or more, and not ${maxBodyBytes}.`,
        });
      }
    });
  }

  it('may be 0', async () => {
    const guest = createGuest(await example('echo'), { maxBodyBytes: 0 });
    assert.equal(guest.call({ method: 'POST', path: '/echo', body: '' }).status, 200);
    assert.equal(guest.call({ method: 'POST', path: '/echo', body: 'a' }).status, 413);
  });
});

describe("a guest's data", { timeout: 120_000 }, () => {
  it('is loaded again after a failed start, and for every new instance', async () => {
    let loads = 0;
    /** @type {string[]} */
    const log = [];
    const guest = createGuest(await example('cities'), {
      log: (line) => log.push(line),
      load(buf) {
        if (++loads === 1) throw new Error('the data is not there yet');
        return buf.create(SMALL);
      },
    });
    const request = { method: 'GET', path: '/search?q=%C3%A9' };
    assert.equal(guest.call(request).status, 500);
    assert.match(log[0] ?? '', /could not be started: Error: the data is not there yet/);
    for (let i = 0; i < 2; i++) {
      const { status, body } = guest.call(request);
      assert.equal(status, 200);
      assert.match(text(body), /"total":1,.*Éa/);
    }
    assert.equal(loads, 2);
  });

  it("is refused by zb_init with the status's name", async () => {
    const wrong = [null, 7, 'text', [], {}, { ...SMALL, lat: [1] }, { ...SMALL, lat: [0, 91, 0] }, { ...SMALL, country: [0, 1, 2] }, { ...SMALL, name: ['a', 1, 'b'] }];
    const module = await example('cities');
    for (const data of wrong) {
      const guest = createGuest(module, { load: () => data, log: () => {} });
      assert.throws(() => guest.start(), /zb_init refused the data it was given: ZB_E_(TAG|NOT_FOUND|INVALID)/, JSON.stringify(data));
    }
    assert.throws(() => createGuest(module).start(), /ZB_E_TAG/);
  });

  it('is refused when the guest takes none', async () => {
    const guest = createGuest(await example('hello'), { load: () => null });
    assert.throws(() => guest.start(), /name its init function with ZB_INIT/);
  });

  it('may be empty', async () => {
    const guest = createGuest(await example('cities'), { load: () => ({ name: [], country: [], lat: [], lng: [], codes: [] }) });
    assert.equal(text(guest.call({ method: 'GET', path: '/nearest?lat=0&lng=0' }).body), '{"places":[]}\n');
    assert.equal(text(guest.call({ method: 'GET', path: '/search?q=a' }).body), '{"total":0,"places":[]}\n');
  });
});

describe('a request', { timeout: 120_000 }, () => {
  it('carries paths of any length and script', async () => {
    const guest = createGuest(await WebAssembly.compile(await fixture('minimal')));
    for (const path of ['', '/', '/é', '/\u{1f600}', `/${'a'.repeat(47)}`, `/${'a'.repeat(48)}`, `/${'é'.repeat(100)}`, `/${'a'.repeat(5000)}€`, '/\ud800'])
      assert.equal(text(guest.call({ method: 'GET', path }).body), path.toWellFormed());
  });

  it('takes a body as text, bytes or pieces, and refuses one that is too long', async () => {
    const guest = createGuest(await example('echo'), { maxBodyBytes: 5 });
    const call = (/** @type {any} */ body) => guest.call({ method: 'POST', path: '/echo', body });
    assert.equal(text(call('héé').body), 'héé');
    assert.equal(text(call(Uint8Array.of(97, 98)).body), 'ab');
    assert.equal(text(call([Uint8Array.of(97), new Uint8Array(0), Uint8Array.of(98, 99)]).body), 'abc');
    assert.equal(call(null).body, null);
    for (const body of ['123456', new Uint8Array(6), [new Uint8Array(3), new Uint8Array(3)]]) assert.equal(call(body).status, 413);
  });

  it('leaves the memory as large as it was', async () => {
    const guest = createGuest(await example('echo'));
    const body = new Uint8Array(300_000);
    const requests = [
      { method: 'POST', path: '/echo', body },
      { method: 'GET', path: '/header?name=x' },
      { method: 'GET', path: '/nowhere' },
    ];
    const run = (/** @type {number} */ count) => {
      for (let i = 0; i < count; i++) guest.call(requests[i % requests.length]);
    };
    run(30);
    const { memoryBytes } = guest;
    run(10_000);
    assert.equal(guest.memoryBytes, memoryBytes);
  });

  it('gets 503 when the memory is full, and the next one is answered', async () => {
    const guest = createGuest(await example('echo'), { maxBodyBytes: 2 ** 33 });
    const huge = new Uint8Array(1 << 30);
    assert.equal(guest.call({ method: 'POST', path: '/echo', body: [huge, huge, huge, huge] }).status, 503);
    assert.equal(text(guest.call({ method: 'POST', path: '/echo', body: 'small' }).body), 'small');
  });
});

describe('examples/cities', { timeout: 120_000 }, () => {
  it('stays well under 128 MB', async (t) => {
    const data = columns();
    const guest = createGuest(await example('cities'), { load: (buf) => buf.create(data) });
    guest.start();
    t.diagnostic(`cities: ${(guest.memoryBytes / 2 ** 20).toFixed(1)} MiB of memory with all places`);
    assert.ok(guest.memoryBytes < 64 * 2 ** 20);
  });
});

/** @param {string | Uint8Array | null} body */
function text(body) {
  return typeof body === 'string' ? body : new TextDecoder().decode(body ?? new Uint8Array(0));
}
