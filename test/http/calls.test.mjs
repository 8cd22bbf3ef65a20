// SPDX-License-Identifier: MIT
// What handlers ask of the host: bindings, values in and out, objects, errors, calls side by side, deadlines, fetch.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createHandler } from '../../js/host/fetch.js';
import { createGuest } from '../../js/host/guest.js';
import { runWorkerd, writeWorker } from '../../js/host/workerd.js';

const wasm = new Uint8Array(await readFile(new URL('../../build/wasm/caller.wasm', import.meta.url)));
const module = await WebAssembly.compile(wasm);

const later = (/** @type {unknown} */ value, ms = 1) => new Promise((resolve) => setTimeout(resolve, ms, value));

/** The objects whose methods the guest calls. */
function makeEnv() {
  const stored = new Map();
  let running = 0;
  const most = { running: 0 };
  class Made {
    constructor(/** @type {number} */ total) {
      this.total = total;
    }
    get inner() {
      return this;
    }
    add(/** @type {Made} */ other, /** @type {number} */ more) {
      assert.equal(other, this);
      return { later: () => later({ total: this.total + more }) };
    }
  }
  const TEST = {
    echo: (/** @type {unknown[]} */ ...args) => args.map((arg) => (arg instanceof Uint8Array ? [...arg] : arg)),
    make: (/** @type {number} */ total) => later(new Made(total)),
    slow: async (/** @type {number} */ value) => {
      most.running = Math.max(most.running, ++running);
      await later(undefined, 20);
      running--;
      return value;
    },
    never: () => new Promise(() => {}),
    throws: () => {
      throw new TypeError('thrown at once');
    },
    rejects: () => later(undefined).then(() => Promise.reject(new Error('rejected later'))),
    rejectsNothing: () => Promise.reject(undefined),
    rejectsThenable: () => ({ then: (/** @type {unknown} */ _resolve, /** @type {Function} */ reject) => reject('as its first argument') }),
    cyclic: () => {
      /** @type {any} */
      const value = { a: 1 };
      value.self = value;
      return value;
    },
    symbol: () => Symbol('s'),
    undefined: () => undefined,
    deep: () => later({ rows: [{ id: 1, name: 'Zoë 🙂', at: 1.5 }, { id: 2, name: null, ok: true }], big: 'x'.repeat(200_000) }),
    list: [1, 2, 3],
    hidden: 'plain',
  };
  const STORE = {
    put: async (/** @type {string} */ key, /** @type {Uint8Array} */ value) => void stored.set(key, new TextDecoder().decode(value)),
    get: async (/** @type {string} */ key) => stored.get(key) ?? null,
  };
  return { env: { TEST, STORE, NOTHING: null }, most };
}

const options = () => ({ log: () => {}, development: true, env: makeEnv().env });
const guest = createGuest(module, options());

/** @param {string} path @param {string} [body] */
async function ask(path, body, from = guest) {
  const answer = await from.handle({ method: body === undefined ? 'GET' : 'POST', path, body });
  const text = typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body ?? undefined);
  return { status: answer.status, text };
}

describe('a host call', { timeout: 60_000 }, () => {
  it('takes bytes and text, and gives a value', async () => {
    assert.deepEqual(await ask('/store?key=a%20key', 'välue'), { status: 200, text: '"välue"' });
    assert.deepEqual(await ask('/store?key=%F0%9F%99%82', ''), { status: 200, text: '""' });
  });

  it('carries every kind of argument', async () => {
    const { text } = await ask('/arguments');
    assert.deepEqual(JSON.parse(text), [null, true, -7, 0.5, 'text', [97, 98], { list: ['déjà vu'] }]);
  });

  it('keeps what is no data as an object of the request, and awaits within a chain', async () => {
    assert.deepEqual(await ask('/object'), { status: 200, text: '42' });
  });

  it('gives deep values that outgrow the call\'s first page', async () => {
    const { text } = await ask('/method?binding=TEST&method=deep');
    const { rows, big } = JSON.parse(text);
    assert.deepEqual(rows, [{ id: 1, name: 'Zoë 🙂', at: 1.5 }, { id: 2, name: null, ok: true }]);
    assert.equal(big.length, 200_000);
    assert.deepEqual(await ask('/property?binding=TEST&property=list'), { status: 200, text: '[1,2,3]' });
    assert.deepEqual(await ask('/method?binding=TEST&method=undefined'), { status: 200, text: 'null' });
  });

  for (const [target, sentence] of /** @type {[string, RegExp][]} */ ([
    ['/method?binding=TEST&method=throws', /^the host call failed: thrown at once$/],
    ['/method?binding=TEST&method=rejects', /: rejected later$/],
    ['/method?binding=TEST&method=rejectsNothing', /: undefined$/],
    ['/method?binding=TEST&method=rejectsThenable', /: as its first argument$/],
    ['/method?binding=TEST&method=cyclic', /^the host call failed: .*(cycl|itself)/i],
    ['/method?binding=TEST&method=none', /: There is no method "none"\.$/],
    ['/method?binding=TEST&method=hidden', /: There is no method "hidden"\.$/],
    ['/method?binding=NONE&method=get', /: There is no binding "NONE"\.$/],
    ['/method?binding=toString&method=call', /: There is no binding "toString"\.$/],
    ['/method?binding=NOTHING&method=get', /: "get" was asked of null\.$/],
    ['/method?binding=TEST&method=constructor', /: A host call does not lead to "constructor"\.$/],
    ['/property?binding=TEST&property=__proto__', /: A host call does not lead to "__proto__"\.$/],
  ])) {
    it(`that fails is a status with the host's sentence: ${target}`, async () => {
      const { status, text } = await ask(target);
      assert.equal(status, 502, text);
      assert.match(text, sentence);
    });
  }

  it('runs beside others that were started', async () => {
    const { env, most } = makeEnv();
    const own = createGuest(module, { ...options(), env });
    assert.deepEqual(await ask('/together', undefined, own), { status: 200, text: '190' });
    assert.equal(most.running, 20);
  });

  it('ends at the deadline, and others can follow without', async () => {
    assert.deepEqual(await ask('/late'), { status: 200, text: '5' });
  });

  it('leaves nothing behind in the guest, whatever became of it', async () => {
    const own = createGuest(module, options());
    const targets = ['/late', '/together', '/object', '/method?binding=TEST&method=deep', '/method?binding=TEST&method=rejects'];
    const round = () => Promise.all(Array.from({ length: 50 }, (_, i) => ask(/** @type {string} */ (targets[i % targets.length]), undefined, own)));
    await round();
    const before = own.memoryBytes;
    for (let i = 0; i < 5; i++) await round();
    assert.equal(own.memoryBytes, before);
  });
});

describe('the bindings of a request', { timeout: 60_000 }, () => {
  it('are those that the platform hands over with it', async () => {
    const handle = createHandler(module, { log: () => {} });
    /** @type {Promise<unknown>[]} */
    const kept = [];
    const context = { waitUntil: (/** @type {Promise<unknown>} */ promise) => kept.push(promise) };
    const request = new Request('http://example/method?binding=B&method=name');
    const response = await handle(request, { B: { name: async () => 'from env' } }, context);
    assert.equal(await response.text(), '"from env"');
    assert.equal(kept.length, 1);
    // Bun and Deno pass something else in second place.
    assert.equal((await handle(new Request('http://example/method?binding=B&method=name'), { B: { name: () => 1 } })).status, 502);
  });
});

const OTHER_WORKER = `
import { RpcTarget, WorkerEntrypoint } from 'cloudflare:workers';
class Counter extends RpcTarget {
  #count;
  constructor(count) { super(); this.#count = count; }
  increment() { return ++this.#count; }
}
export class Rpc extends WorkerEntrypoint {
  add(a, b) { return a + b; }
  counter(from) { return new Counter(from); }
  fail() { throw new Error('refused by the other worker'); }
}
export default { fetch: (request) => new Response('hello from ' + new URL(request.url).hostname) };
`;

describe('bindings of workerd', { timeout: 60_000 }, () => {
  it('are called like any object: fetch and methods of another worker, and its objects', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zerobuf-test-'));
    try {
      await writeWorker(folder, { wasm });
      await writeFile(join(folder, 'other.js'), OTHER_WORKER);
      const config = await readFile(join(folder, 'config.capnp'), 'utf8');
      const bindings = 'bindings = [(name = "PAGES", service = "other"), (name = "RPC", service = (name = "other", entrypoint = "Rpc"))],';
      const other = 'const other :Workerd.Worker = (compatibilityDate = "2026-11-01", modules = [(name = "other.js", esModule = embed "other.js")]);';
      await writeFile(
        join(folder, 'config.capnp'),
        `${config
          .replace('(name = "main", worker = .main)', '(name = "main", worker = .main), (name = "other", worker = .other)')
          .replace('const main :Workerd.Worker = (', `const main :Workerd.Worker = (\n  ${bindings}`)}\n${other}\n`,
      );
      const server = await runWorkerd(join(folder, 'config.capnp'), { port: 0, log: () => {} });
      try {
        const answers = await Promise.all(Array.from({ length: 20 }, async () => (await fetch(`${server.url}/service`)).text()));
        assert.deepEqual([...new Set(answers)], ['hello from pages, 42, 7, refused by the other worker']);
      } finally {
        await server.close();
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('zb_fetch()', { timeout: 60_000 }, () => {
  it('sends method, headers and body, and gives status, header and body', async () => {
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const piece of request.setEncoding('utf8')) body += piece;
      response.writeHead(201, { 'x-answer': 'yes' });
      response.end(`${request.method} ${request.headers['x-from']} ${body}`);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    try {
      const url = encodeURIComponent(`http://127.0.0.1:${port}/`);
      assert.deepEqual(await ask(`/fetch?url=${url}`), { status: 200, text: '201 yes PUT C sent' });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    const { status, text } = await ask('/fetch?url=nonsense');
    assert.equal(status, 502);
    assert.match(text, /^the host call failed: .*(parse|URL)/);
  });
});

describe('the arena of the instance', { timeout: 60_000 }, () => {
  it('keeps what handlers put there while others wait', async () => {
    const own = createGuest(module, options());
    const piece = 'k'.repeat(3_000);
    const answers = await Promise.all(Array.from({ length: 300 }, () => ask('/keep', piece, own)));
    assert.deepEqual(answers.map(({ text }) => Number(text)).sort((a, b) => a - b), Array.from({ length: 300 }, (_, i) => (i + 1) * 3_000));
  });
});
