// SPDX-License-Identifier: MIT
// Runs test files in pages of Chromium.  An import map puts browser/ in place of Node's modules; the files come
// from the project's folder by HTTP, as they are.
import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import puppeteer from 'puppeteer-core';
import { ROOT } from './process.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };
const ROOMS = /^\/(js|test|vectors|build\/wasm)\//;

const browserFile = (/** @type {string} */ name) => `/test/runtimes/browser/${name}.mjs`;
const IMPORT_MAP = JSON.stringify({
  imports: {
    'node:test': '/test/runtimes/collector.mjs',
    'node:assert/strict': browserFile('assert'),
    'node:util': browserFile('show'),
    'node:fs': browserFile('files'),
    'node:fs/promises': browserFile('files'),
    'node:crypto': browserFile('digest'),
    ...Object.fromEntries(['worker_threads', 'child_process', 'events', 'url', 'module', 'vm'].map((name) => [`node:${name}`, browserFile('absent')])),
  },
});
const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>zerobuf's tests</title>
<script type="importmap">${IMPORT_MAP}</script>
<script type="module" src="${browserFile('page')}"></script>
`;
const HASH_OF_MAP = createHash('sha256').update(IMPORT_MAP).digest('base64');

/** What a careful site sends: no eval, no inline scripts save the import map, no other origin. */
const STRICT_POLICY = `default-src 'none'; connect-src 'self'; worker-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-${HASH_OF_MAP}'`;

/** A file that takes longer hangs. */
const FILE_LIMIT_MS = 3 * 60_000;

/**
 * @param {string[]} files from the root of the project
 * @param {Record<string, string>} parameters in the page's address
 * @param {{binary: string, strict?: boolean}} options strict: under a Content-Security-Policy without eval
 * @returns {Promise<import('./runtimes.mjs').Outcome>}
 */
export async function runOnChromium(files, parameters, { binary, strict = false }) {
  /** @type {import('./runtimes.mjs').Outcome} */
  const outcome = { results: [], diagnostics: [], text: '' };
  let finish = () => {};
  const server = createServer((request, response) => {
    answer(request, strict, ({ file, results, diagnostics }) => {
      outcome.results.push(...results.map((/** @type {object} */ result) => ({ ...result, file })));
      outcome.diagnostics.push(...diagnostics);
      finish();
    }).then(([status, headers, body]) => response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  let browser;
  try {
    browser = await puppeteer.launch({ executablePath: binary, headless: true, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    for (const file of files) {
      const page = await browser.newPage(); // one for each file: nothing that a file has done is left for the next
      const note = (/** @type {unknown} */ text) => { outcome.text += `${file}: ${text}\n`; };
      // A test may ask whether a file is there.
      page.on('console', (message) => { if (!/status of 404/.test(message.text())) note(message.text()); });
      page.on('pageerror', note);
      const done = new Promise((resolve) => {
        finish = () => resolve(undefined);
        page.on('error', (error) => { note(error); finish(); }); // the page has crashed
      });
      const hangs = setTimeout(() => { note('no answer'); finish(); }, FILE_LIMIT_MS);
      await page.goto(`http://127.0.0.1:${port}/?${new URLSearchParams({ ...parameters, file })}`);
      await done;
      clearTimeout(hangs);
      await page.close();
    }
  } finally {
    await browser?.close();
    server.closeAllConnections();
    server.close();
  }
  return outcome;
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {boolean} strict
 * @param {(message: any) => void} take
 * @returns {Promise<[status: number, headers: Record<string, string>, body: string | Buffer]>}
 */
async function answer(request, strict, take) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  // A page of its own group may share memory between threads.
  /** @type {Record<string, string>} */
  const headers = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
  if (pathname === '/results') {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    take(JSON.parse(text));
    return [204, headers, ''];
  }
  if (pathname === '/favicon.ico') return [204, headers, ''];
  if (pathname === '/') return [200, { ...headers, 'content-type': 'text/html', ...(strict && { 'content-security-policy': STRICT_POLICY }) }, PAGE];
  const path = normalize(decodeURIComponent(pathname));
  const file = join(ROOT, path);
  try {
    if (!ROOMS.test(path)) throw new Error('not for pages');
    if ((await stat(file)).isDirectory()) return [200, { ...headers, 'content-type': 'application/json' }, JSON.stringify(await readdir(file))];
    return [200, { ...headers, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }, await readFile(file)];
  } catch {
    return [404, headers, 'not found'];
  }
}
