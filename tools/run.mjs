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
  const server = await startExample(name, { host: values.host, port });
  const stopped = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
  try {
    console.log(`${name} on ${values.host}: ${server.url}/\n`);
    for (const path of samples) await show(server.url + path);
    console.log('Serving until Ctrl-C.');
    const died = await Promise.race([stopped.then(() => false), (server.exited ?? new Promise(() => {})).then(() => true)]);
    if (died) throw new Error('The server ended on its own; what it said is above.');
  } finally {
    await server.close();
  }
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
