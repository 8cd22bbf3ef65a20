// SPDX-License-Identifier: MIT
// A worker and its Durable Object on workerd, with miniflare's local bindings.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Miniflare, NoOpLog } from 'miniflare';

const PACKAGE = new URL('../../js/', import.meta.url);
const BUILT = new URL('../../build/wasm/', import.meta.url);

/** @param {string} name */
export const guestBytes = (name) => readFile(new URL(`durable-${name}.wasm`, BUILT));

/** The modules of js/core and js/host that a worker may import. */
async function packageModules() {
  const modules = [];
  for (const room of ['core', 'host']) {
    for (const file of await readdir(new URL(`${room}/`, PACKAGE), { recursive: true })) {
      if (!file.endsWith('.js') || ['node.js', 'workerd.js', 'miniflare.js', 'worker-source.js', 'worker-bindings.js'].includes(file)) continue;
      const path = `${room}/${file}`;
      modules.push({ type: 'ESModule', path, contents: await readFile(new URL(path, PACKAGE), 'utf8') });
    }
  }
  return modules;
}

/** A folder for what is stored. */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'zerobuf-durable-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/**
 * @param {object} options
 * @param {Uint8Array} options.wasm
 * @param {string} [options.persist] folder of what is stored; without, it ends with the server
 * @param {string} [options.objectOptions] source of the second argument of durableObject()
 * @param {string} [options.body] of the class that extends it
 * @param {object} [options.bindings] in miniflare's words
 */
export async function serveRoom({ wasm, persist, objectOptions = '{}', body = '', bindings = {} }) {
  /** @type {string[]} */
  const lines = [];
  const worker = `
    import module from './guest.wasm';
    import { createHandler } from './host/fetch.js';
    import { durableObject } from './host/durable-object.js';
    const log = (line) => console.log(line);
    export class Room extends durableObject(module, { log, ...${objectOptions} }) { ${body} }
    export default { fetch: createHandler(module, { log }) };
  `;
  const mf = new Miniflare({
    log: new NoOpLog(),
    cf: false,
    telemetry: { enabled: false },
    ...(persist !== undefined && { defaultPersistRoot: persist }),
    handleRuntimeStdio(out, errors) {
      for (const stream of [out, errors]) stream.setEncoding('utf8').on('data', (text) => lines.push(text));
    },
    name: 'main',
    compatibilityDate: '2026-07-01',
    modules: [
      { type: 'ESModule', path: 'worker.js', contents: worker },
      { type: 'CompiledWasm', path: 'guest.wasm', contents: wasm },
      ...(await packageModules()),
    ],
    durableObjects: { ROOM: { className: 'Room', useSQLite: true } },
    ...bindings,
  });
  const url = String(await mf.ready).replace(/\/$/, '');
  return {
    url,
    /** What the worker printed. */
    said: () => lines.join(''),
    /**
     * @param {string} path
     * @param {RequestInit} [init]
     */
    async ask(path, init) {
      const response = await fetch(url + path, init);
      return { status: response.status, text: await response.text(), headers: response.headers };
    },
    close: () => mf.dispose(),
  };
}

/**
 * A WebSocket client that keeps what it gets.
 * @param {string} url
 */
export async function connect(url) {
  const socket = new WebSocket(url.replace(/^http/, 'ws'));
  socket.binaryType = 'arraybuffer';
  /** @type {unknown[]} */
  const messages = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  const wake = () => waiting.splice(0).forEach((go) => go());
  socket.addEventListener('message', ({ data }) => {
    messages.push(typeof data === 'string' ? data : [...new Uint8Array(data)]);
    wake();
  });
  /** @type {Promise<{code: number, reason: string}>} */
  const closed = new Promise((resolve) => socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason })));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(undefined));
    socket.addEventListener('error', () => reject(new Error(`no WebSocket at ${url}`)));
  });
  return {
    socket,
    closed,
    /** The next message. @returns {Promise<unknown>} */
    async next() {
      while (messages.length === 0) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
      return messages.shift();
    },
  };
}
