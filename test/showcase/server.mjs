// SPDX-License-Identifier: MIT
// The server that is tested: examples/showcase as `make showcase` starts it, on a free port, with the outside world of
// outside.mjs; or, with SHOWCASE_URL, one that somebody else has started and whose outbound requests go to
// SHOWCASE_OUTBOUND (127.0.0.1:9999).

import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { BUN, DENO } from '../runtimes/runtimes.mjs';
import { startOutside } from './outside.mjs';

/** @import { Outside } from './outside.mjs' */

/**
 * @typedef {object} Tested
 * @property {string} url without a slash at the end; by the name "localhost"
 * @property {string} tag a word of this run's own
 * @property {Outside} outside
 * @property {() => Promise<void>} close
 */

const SERVE = fileURLToPath(new URL('../../examples/showcase/serve.mjs', import.meta.url));

/** Runtimes that are not this one. @type {Record<string, string[]>} */
const RUNTIMES = { deno: [DENO, 'run', '--allow-all'], bun: [BUN] };

/** Somebody else's server. */
export const GIVEN_URL = process.env.SHOWCASE_URL?.replace(/\/$/, '');

/**
 * @param {string} host of those that `make showcase HOST=` takes
 * @returns {Promise<Tested>}
 */
export async function startShowcase(host) {
  const tag = `t${randomBytes(4).toString('hex')}`;
  if (GIVEN_URL !== undefined) {
    const outside = await startOutside(Number((process.env.SHOWCASE_OUTBOUND ?? ':9999').split(':').pop()));
    return { url: GIVEN_URL, tag, outside, close: outside.close };
  }
  const outside = await startOutside(0);
  try {
    const server = await startProcess(['--host', host, '--port', '0', '--outbound', outside.address], host);
    const url = `http://localhost:${new URL(server.url).port}`;
    return { url, tag, outside, close: () => server.stop().then(outside.close) };
  } catch (error) {
    await outside.close();
    throw error;
  }
}

/**
 * @param {string[]} args of examples/showcase/serve.mjs
 * @param {string} [host] which runs it, if it is another runtime than this one
 * @param {Record<string, string>} [env] besides this process's own
 * @returns {Promise<{url: string, said: string[], stop: () => Promise<number | null>}>} stop: as Ctrl-C does
 */
export async function startProcess(args, host = 'node', env = {}) {
  const [command, ...first] = RUNTIMES[host] ?? [process.execPath];
  const child = spawn(/** @type {string} */ (command), [...first, SERVE, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  /** @type {string[]} */
  const said = [];
  const ended = new Promise((resolve) => child.once('close', resolve));
  const url = await Promise.race([
    new Promise((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          said.push(line);
          const [, found] = /^Serving (\S+)/.exec(line) ?? [];
          if (found !== undefined) resolve(found.replace(/\/$/, ''));
        });
      }
    }),
    ended,
  ]);
  if (typeof url !== 'string') throw new Error(`The showcase did not start. It said:\n${said.join('\n')}`);
  return {
    url,
    said,
    stop() {
      child.kill('SIGINT');
      return ended;
    },
  };
}
