// SPDX-License-Identifier: MIT
// The configuration that wrangler deploys a worker by: https://developers.cloudflare.com/workers/wrangler/configuration/

import { COMPATIBILITY_DATE, COMPATIBILITY_FLAGS } from '../host/worker-source.js';
import { Failure } from './failure.js';

/** @import { Project } from './project.js' */

/** What Cloudflare takes as the name of a worker. */
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * @param {Project} project
 * @returns {Record<string, unknown>}
 * @throws {Failure} its name is none that a worker can have
 */
export function wranglerConfig({ name, bindings, wrangler }) {
  if (!NAME.test(name)) throw new Failure(`A worker cannot be called "${name}": "name" in zerobuf.json takes lower-case letters, digits and - inside, up to 63.`);
  const { kv = [], r2 = [], d1 = [], queues = {}, durableObjects = {}, services = {}, vars = {}, crons = [] } = bindings;
  const objects = Object.entries(durableObjects);
  const classes = (/** @type {boolean} */ sqlite) => [...new Set(objects.filter(([, object]) => (object.sqlite ?? true) === sqlite).map(([, object]) => object.class))];
  const [newSqlite, newOther] = [classes(true), classes(false)];
  const resource = (/** @type {string} */ binding) => `${name}-${binding.toLowerCase().replaceAll('_', '-')}`;
  const parts = {
    kv_namespaces: kv.map((binding) => ({ binding })),
    r2_buckets: r2.map((binding) => ({ binding, bucket_name: resource(binding) })),
    d1_databases: d1.map((binding) => ({ binding, database_name: resource(binding) })),
    services: Object.entries(services).map(([binding, service]) => ({ binding, ...serviceOf(binding, service) })),
  };
  return {
    name,
    main: 'worker.js',
    compatibility_date: COMPATIBILITY_DATE,
    compatibility_flags: COMPATIBILITY_FLAGS,
    // The modules are deployed as they are; wrangler finds those that worker.js imports by these.
    no_bundle: true,
    find_additional_modules: true,
    rules: [
      { type: 'ESModule', globs: ['**/*.js'] },
      { type: 'CompiledWasm', globs: ['**/*.wasm'] },
      { type: 'Data', globs: ['**/*.bin'] },
    ],
    ...Object.fromEntries(Object.entries(parts).filter(([, list]) => list.length > 0)),
    ...(objects.length > 0 && {
      durable_objects: { bindings: objects.map(([binding, object]) => ({ name: binding, class_name: object.class })) },
      migrations: [{ tag: 'v1', ...(newSqlite.length > 0 && { new_sqlite_classes: newSqlite }), ...(newOther.length > 0 && { new_classes: newOther }) }],
    }),
    ...(Object.keys(queues).length > 0 && {
      queues: {
        producers: Object.entries(queues.producers ?? {}).map(([binding, queue]) => ({ binding, queue })),
        consumers: Object.entries(queues.consumers ?? {}).map(([queue, consumer]) => ({ queue, ...consumer })),
      },
    }),
    ...(Object.keys(vars).length > 0 && { vars }),
    ...(crons.length > 0 && { triggers: { crons } }),
    ...wrangler,
  };
}

/**
 * @param {string} binding
 * @param {unknown} service
 */
function serviceOf(binding, service) {
  if (typeof service === 'string') return { service };
  const { name, entrypoint } = /** @type {{name?: unknown, entrypoint?: unknown}} */ (service);
  if (typeof name !== 'string') throw new Failure(`"bindings.services.${binding}" in zerobuf.json names no worker: it takes a name, or {"name": .., "entrypoint": ..}.`);
  return { service: name, ...(entrypoint !== undefined && { entrypoint }) };
}
