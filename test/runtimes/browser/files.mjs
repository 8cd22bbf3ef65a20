// SPDX-License-Identifier: MIT
// The reading part of node:fs and node:fs/promises over the test server, synchronous as there: XMLHttpRequest can be, fetch cannot.

/** @param {string} method @param {string | URL} url */
function request(method, url) {
  const xhr = new XMLHttpRequest();
  xhr.open(method, url, false);
  // Bytes arrive as code units 0 to 127 and 0xf780 to 0xf7ff: a synchronous request may not ask for a buffer.
  xhr.overrideMimeType('text/plain; charset=x-user-defined');
  xhr.send();
  return xhr;
}

/** @param {string | URL} url */
export function existsSync(url) {
  return request('HEAD', url).status === 200;
}

/** @param {string | URL} url @param {string | {encoding?: string}} [options] bytes without an encoding */
export function readFileSync(url, options) {
  const xhr = request('GET', url);
  if (xhr.status !== 200) throw Object.assign(new Error(`ENOENT: no such file, open '${url}'`), { code: 'ENOENT' });
  const bytes = Uint8Array.from(xhr.responseText, (character) => character.charCodeAt(0) & 0xff);
  const encoding = typeof options === 'string' ? options : options?.encoding;
  if (encoding === undefined) return bytes;
  if (!/^utf-?8$/.test(encoding)) throw new TypeError(`readFileSync: no encoding ${encoding} here`);
  return new TextDecoder().decode(bytes);
}

/** @param {string | URL} url of a folder, with a slash at its end; the server answers with its names */
export function readdirSync(url) {
  return JSON.parse(/** @type {string} */ (readFileSync(url, 'utf8')));
}

/** @param {string | URL} url @param {string | {encoding?: string}} [options] */
export const readFile = async (url, options) => readFileSync(url, options);

export default { existsSync, readFileSync, readdirSync };
