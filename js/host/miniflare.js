// SPDX-License-Identifier: MIT
// Runs a guest on workerd with local implementations of Cloudflare's bindings, by the npm package miniflare.  Node only.

import { createInterface } from 'node:readline';
import { checkModule } from './abi.js';
import { GuestError } from './errors.js';
import { freePort } from './node.js';
import { COMPATIBILITY_DATE, COMPATIBILITY_FLAGS, workerModules } from './worker-source.js';

/** @import { Bindings, Consumer } from './worker-bindings.js' */
/** @import { App, WorkerModule } from './worker-source.js' */

/**
 * @typedef {object} MiniflareOptions
 * @property {number} [port] 0 takes a free one
 * @property {string} [hostname] the loopback interface by default
 * @property {(line: string) => void} [log] what the worker prints, and what is wrong with it
 * @property {string} [persist] folder that keeps what is stored; without it, all is gone at the end
 * @property {string} [outbound] host:port that gets every request of the worker, and of `workers`, as plain HTTP, its Host
 *   header and path kept; but those to the worker's own address get to the worker
 * @property {string} [name] of the worker, for services of other workers
 * @property {object[]} [workers] more workers for `bindings.services`, in miniflare's own words
 */

/**
 * @typedef {object} RunningMiniflare
 * @property {string} url without a slash at the end; leads to the worker itself
 * @property {any} mf the Miniflare, for its getKVNamespace(), getWorker() and so on
 * @property {(next: App) => Promise<void>} reload put another worker in this one's place; port and what is stored stay
 * @property {() => Promise<void>} close
 */

/** Its own names for kinds of modules. */
const TYPES = { esModule: 'ESModule', wasm: 'CompiledWasm', data: 'Data' };

/**
 * Serve a guest from workerd with bindings.
 * @param {App & MiniflareOptions} options
 * @returns {Promise<RunningMiniflare>}
 * @throws {GuestError} the module is no guest, the port is taken, miniflare is missing, or the worker does not start
 */
export async function serveMiniflare({ port = 8787, hostname = '127.0.0.1', log = console.error, persist, outbound, name = 'main', workers = [], ...app }) {
  const { Miniflare, NoOpLog } = await loadMiniflare();
  // workerd opens the worker's own socket, which miniflare cannot tell the number of.
  const ownPort = await freePort(port, hostname);
  const outboundService = outbound === undefined ? {} : { outboundService: OUTBOUND };
  const outboundWorkers = outbound === undefined ? [] : [outboundWorker(outbound, name, ownAddresses(hostname, ownPort))];

  /** @param {App} next */
  const configuration = async ({ bindings = {}, ...rest }) => {
    checkModule(await WebAssembly.compile(/** @type {BufferSource} */ (rest.wasm)));
    const modules = await workerModules({ bindings, ...rest });
    return {
      log: new NoOpLog(),
      host: hostname,
      port: 0,
      cf: false, // else it asks the internet where it is
      telemetry: { enabled: false },
      ...(persist !== undefined && { defaultPersistRoot: persist }),
      handleRuntimeStdio: (/** @type {import('node:stream').Readable} */ out, /** @type {import('node:stream').Readable} */ errors) => {
        for (const input of [out, errors]) createInterface({ input }).on('line', log);
      },
      workers: [
        {
          name,
          modules: modules.map(toModule),
          compatibilityDate: COMPATIBILITY_DATE,
          compatibilityFlags: COMPATIBILITY_FLAGS,
          unsafeDirectSockets: [{ host: hostname, port: ownPort }],
          ...outboundService,
          ...bindingOptions(bindings),
        },
        ...workers.map((worker) => ({ compatibilityDate: COMPATIBILITY_DATE, ...outboundService, ...worker })),
        ...outboundWorkers,
      ],
    };
  };

  const mf = new Miniflare(await configuration(app));
  await started(mf.ready, mf);
  return {
    url: `http://${urlHost(hostname)}:${ownPort}`,
    mf,
    reload: async (next) => started(mf.setOptions(await configuration(next)), null),
    close: () => mf.dispose(),
  };
}

/** Name of the worker that sends outbound requests on. */
const OUTBOUND = 'zerobuf-outbound';

/**
 * @param {string} address host:port
 * @param {string} name of the worker
 * @param {string[]} own where that is reached
 */
function outboundWorker(address, name, own) {
  return {
    name: OUTBOUND,
    modules: true,
    compatibilityDate: COMPATIBILITY_DATE,
    script: `export default {
  fetch: (request, { OWN, SELF, OUTSIDE }) => (OWN.includes(new URL(request.url).host) ? SELF : OUTSIDE).fetch(request),
};`,
    bindings: { OWN: own },
    serviceBindings: { SELF: name, OUTSIDE: { external: { address, http: {} } } },
  };
}

/**
 * @param {string} hostname
 * @param {number} port
 */
function ownAddresses(hostname, port) {
  return [...new Set([urlHost(hostname), '127.0.0.1', 'localhost', '[::1]'])].map((host) => `${host}:${port}`);
}

/** @param {string} hostname */
function urlHost(hostname) {
  return hostname.includes(':') ? `[${hostname}]` : hostname;
}

/** @returns {Promise<any>} the package, of whoever runs this */
async function loadMiniflare() {
  try {
    return await import('miniflare');
  } catch (error) {
    const problem = 'Bindings need the npm package "miniflare", which cannot be loaded: run "npm install --save-dev miniflare", or serve without bindings.';
    throw new GuestError('ZB_MINIFLARE', problem, { cause: error });
  }
}

/**
 * @param {Promise<unknown>} ready
 * @param {{dispose: () => Promise<void>} | null} disposed when it does not start
 */
async function started(ready, disposed) {
  try {
    await ready;
  } catch (error) {
    await disposed?.dispose().catch(() => {});
    throw new GuestError('ZB_MINIFLARE', `The worker does not start: ${/** @type {Error} */ (error).message}`, { cause: error });
  }
}

/** @param {WorkerModule} module */
function toModule({ name, type, contents }) {
  return { type: TYPES[type], path: name, contents };
}

/**
 * @param {Bindings} bindings
 * @returns {Record<string, unknown>} in miniflare's words
 */
function bindingOptions({ kv = [], r2 = [], d1 = [], queues = {}, durableObjects = {}, services = {}, vars = {} }) {
  return {
    bindings: vars,
    kvNamespaces: kv,
    r2Buckets: r2,
    d1Databases: d1,
    queueProducers: queues.producers ?? {},
    queueConsumers: mapValues(queues.consumers ?? {}, toConsumer),
    durableObjects: mapValues(durableObjects, ({ class: className, sqlite = true }) => ({ className, useSQLite: sqlite })),
    serviceBindings: services,
  };
}

/** @param {Consumer} consumer */
function toConsumer({ max_batch_size, max_batch_timeout, max_retries, retry_delay, dead_letter_queue }) {
  const all = { maxBatchSize: max_batch_size, maxBatchTimeout: max_batch_timeout, maxRetries: max_retries, retryDelay: retry_delay, deadLetterQueue: dead_letter_queue };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/**
 * @template T, U
 * @param {Record<string, T>} record
 * @param {(value: T) => U} change
 * @returns {Record<string, U>}
 */
function mapValues(record, change) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
