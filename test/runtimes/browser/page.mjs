// SPDX-License-Identifier: MIT
// Runs the test file that the page's URL names, and sends the server what came of it.
import { run } from 'node:test';

const file = new URLSearchParams(location.search).get('file');
const body = JSON.stringify({ file, ...(await run(() => import(`/${file}`))) });
await fetch('/results', { method: 'POST', body });
