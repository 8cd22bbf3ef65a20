// SPDX-License-Identifier: MIT
// Headers between HTTP and a guest: lines "name: value\n" (SPEC.md, 8.3 and 8.5).

import { GuestError } from './errors.js';

/**
 * Where a guest's questions about headers are answered: the web's `Headers` fit as they are.
 * @typedef {object} HeaderSource
 * @property {(name: string) => string | null} get the joined value; any case
 * @property {(visit: (value: string, name: string) => void) => void} forEach names in lower case
 */

/** @type {HeaderSource} */
export const NO_HEADERS = { get: () => null, forEach: () => {} };

/** A guest that answers with more header text than this is out of control. */
export const MAX_HEADER_BYTES = 64 * 1024;

const decoder = new TextDecoder();

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/;

/**
 * Names that say how the message is framed and how the connection lives on.  Only the server that sends
 * the bytes knows these, so that a guest's word on them is dropped.
 */
export const FRAMING = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** @param {string} name */
export function isToken(name) {
  return TOKEN.test(name);
}

/** @param {string} value */
export function isHeaderValue(value) {
  return !CONTROL.test(value);
}

/**
 * All headers of a request as text.
 * @param {HeaderSource} source
 */
export function headerLines(source) {
  let lines = '';
  source.forEach((value, name) => {
    lines += `${name}: ${value}\n`;
  });
  return lines;
}

/**
 * The headers that a guest wrote.
 * @param {Uint8Array} bytes the lines, in ASCII: servers disagree on the bytes of anything else
 * @returns {[name: string, value: string][]} names in lower case, repeated names in order
 */
export function parseHeaderLines(bytes) {
  if (bytes.byteLength > MAX_HEADER_BYTES)
    throw bad(`the response has ${bytes.byteLength} bytes of headers; ${MAX_HEADER_BYTES} are allowed`);
  if (bytes.some((byte) => byte > 0x7f))
    throw bad('the response headers are not ASCII: percent-encode other characters');
  const text = decoder.decode(bytes);
  const lines = text.split('\n');
  if (lines.pop() !== '') throw bad("the response's last header line has no end");
  /** @type {[string, string][]} */
  const headers = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    const value = line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '');
    if (!isToken(name)) throw bad(`${JSON.stringify(line.slice(0, 80))} is no header: its name is no token`);
    if (!isHeaderValue(value)) throw bad(`the value of response header "${name}" holds a control character`);
    if (!FRAMING.has(name)) headers.push([name, value]);
  }
  return headers;
}

/** @param {string} sentence */
function bad(sentence) {
  return new GuestError('ZB_GUEST_RESPONSE', sentence);
}
