// SPDX-License-Identifier: MIT
// Runs the test files that the page's URL names, and sends the server what came of each.
import { run } from 'node:test';

/** @param {object} message */
const send = (message) => fetch('/results', { method: 'POST', body: JSON.stringify(message) });

for (const file of new URLSearchParams(location.search).getAll('file')) {
  await send({ file, ...(await run(() => import(`/${file}`))) });
}
await send({ done: true });
