// SPDX-License-Identifier: MIT
// Serves an example until Ctrl-C:  node tools/run.mjs cities --host workerd --port 8787

import { parseArgs } from 'node:util';
import { HOSTS, readExample, startExample } from '../examples/start.mjs';

const SHOWN_CHARACTERS = 400;

const USAGE = `Usage: node tools/run.mjs <example> [--host ${HOSTS.join('|')}] [--port 8787]`;

async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { host: { type: 'string', default: 'workerd' }, port: { type: 'string', default: '8787' } },
  });
  const [name] = positionals;
  const port = Number(values.port);
  if (positionals.length !== 1 || !Number.isInteger(port) || port < 0 || port > 65535) throw new Error(USAGE);

  const { samples } = await readExample(name);
  // Before anything is started: a signal that comes during the start must not leave a server behind.
  const stop = new AbortController();
  const stopped = new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stop.abort());
  try {
    const server = await startExample(name, { host: values.host, port });
    try {
      if (!stop.signal.aborted) await Promise.race([stopped, present(`${name} on ${values.host}`, samples, server)]);
    } finally {
      await server.close();
    }
  } catch (error) {
    // Ctrl-C in a terminal reaches workerd as well: that it is gone is what was asked for.
    if (!stop.signal.aborted) throw error;
  }
}

/**
 * Show the samples and wait for the end of the server, which is an error.
 * @param {string} title
 * @param {string[]} samples
 * @param {import('../examples/start.mjs').Started} server
 */
async function present(title, samples, { url, exited = new Promise(() => {}) }) {
  console.log(`${title}: ${url}/\n`);
  for (const path of samples) await show(url + path);
  console.log('Serving until Ctrl-C.');
  await exited;
  throw new Error('The server ended on its own; what it said is above.');
}

/** @param {string} url */
async function show(url) {
  const response = await fetch(url);
  const text = (await response.text()).trimEnd();
  console.log(`GET ${url}\n${response.status} ${text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text}\n`);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
