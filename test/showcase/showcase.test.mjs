// SPDX-License-Identifier: MIT
// The table of examples/showcase/README.md, black box over HTTP: as Worker, as Durable Object, and on other hosts.

import { after, before, describe, it } from 'node:test';
import { testIsolation } from './isolation.mjs';
import { take } from './row.mjs';
import { everywhere, inFolders } from './rows/index.mjs';
import { GIVEN_URL, startShowcase } from './server.mjs';
import { testSockets } from './socket.mjs';
import { testOutside, testState } from './state.mjs';

/**
 * @typedef {object} Where
 * @property {string} name
 * @property {string} host
 * @property {string} prefix
 * @property {string[]} roots folders of files
 * @property {import('./row.mjs').Need[]} lacks
 */

/** @type {Where[]} */
const PLACES = [
  { name: 'Worker', host: 'workerd', prefix: '', roots: ['/tmp'], lacks: [] },
  { name: 'Durable Object', host: 'workerd', prefix: '/do', roots: ['/tmp', '/data'], lacks: [] },
];
/** Other hosts have no bindings.  @type {Where[]} */
const HTTP_ONLY = ['node', 'deno', 'bun'].map((host) => ({ name: host, host, prefix: '', roots: ['/tmp'], lacks: ['kv'] }));

for (const host of GIVEN_URL === undefined ? ['workerd', 'node', 'deno', 'bun'] : ['workerd']) {
  describe(`showcase on ${GIVEN_URL ?? host}`, { timeout: 120_000 }, () => {
    /** @type {Awaited<ReturnType<typeof startShowcase>>} */
    let server;
    before(async () => {
      server = await startShowcase(host);
    });
    after(() => server?.close());

    for (const { name, prefix, roots, lacks } of [...PLACES, ...HTTP_ONLY].filter((place) => place.host === host)) {
      describe(name, () => {
        const rows = [
          ...everywhere.map((row) => ({ row, root: '/tmp', title: row.name })),
          ...roots.flatMap((root) => inFolders.map((row) => ({ row, root, title: `${row.name}, in ${root}` }))),
        ];
        for (const { row, root, title } of rows.filter(({ row: { needs } }) => !needs.some((need) => lacks.includes(need)))) {
          it(title, async () => {
            const { url: origin, tag } = server;
            const place = { url: origin + prefix, origin, tag, root };
            for (const step of row.steps(place)) await take(place, step);
          });
        }
      });
    }

    if (host === 'workerd') {
      describe('state', () => testState(() => server));
      describe('/do/ws', () => testSockets(() => server));
    }
    describe('outbound requests', () => testOutside(() => server));
    describe('isolation', () => testIsolation(() => server, host === 'workerd' ? ['', '/do'] : ['']));
  });
}
