// SPDX-License-Identifier: MIT
// A row of the showcase's table as requests and what must come back.  A row is data: where it is asked, and on which
// hosts, is decided by who runs it.

import assert from 'node:assert/strict';

/**
 * @typedef {object} Expected
 * @property {number} [status] 200
 * @property {unknown} [json] the whole value; the answer is then JSON as the page defines it
 * @property {string} [text] the whole body; the answer is then plain text
 * @property {string} [error] the whole body; the answer is then ERR as the page defines it
 * @property {string} [contains] of the body
 * @property {string} [type] the whole content type
 * @property {Record<string, string>} [headers] the whole value of each
 * @property {(answer: Answer, place: Place) => void} [check] whatever else must hold
 */

/**
 * @typedef {object} Sent
 * @property {Record<string, string>} [headers]
 * @property {string | Uint8Array} [body] a string without a content type is a urlencoded form
 */

/** @typedef {[line: string, expected: Expected, sent?: Sent]} Step the line is "POST /path?query", or "/path" for GET */
/** @typedef {{name: string, needs: Need[], steps: (place: Place) => Step[]}} Row */
/** @typedef {"kv" | "outside"} Need what not every host has */

/**
 * @typedef {object} Place
 * @property {string} url without a slash at the end, with the prefix "/do" for the Durable Object
 * @property {string} origin the same without the prefix
 * @property {string} tag a word of this run's own, for keys and files: a server may be asked by many runs
 * @property {string} root folder whose files the row writes: "/tmp" or "/data"
 */

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Headers} headers
 * @property {Buffer} bytes
 * @property {string} text
 * @property {any} json undefined when the body is none
 */

/**
 * @param {string} name
 * @param {Step[] | ((place: Place) => Step[])} steps
 * @param {Need[]} [needs]
 * @returns {Row}
 */
export const row = (name, steps, needs = []) => ({ name, needs, steps: typeof steps === 'function' ? steps : () => steps });

export const JSON_TYPE = 'application/json';
const TEXT_TYPE = 'text/plain; charset=utf-8';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * @param {Place} place
 * @param {string} line
 * @param {Sent} [sent]
 * @returns {Promise<Answer>}
 */
export async function ask({ url }, line, { headers = {}, body } = {}) {
  const [method, path] = line.startsWith('/') ? ['GET', line] : /** @type {[string, string]} */ (line.split(' ', 2));
  const type = typeof body === 'string' ? { 'content-type': FORM_TYPE } : {};
  const response = await fetch(url + path, { method, redirect: 'manual', headers: { ...type, ...headers }, ...(body !== undefined && { body }) });
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString();
  return { status: response.status, headers: response.headers, bytes, text, json: parsed(text) };
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Ask and compare.
 * @param {Place} place
 * @param {Step} step
 */
export async function take(place, [line, expected, sent]) {
  const answer = await ask(place, line, sent);
  const { status, headers, text, json } = answer;
  const said = `${line} said ${status} ${text.slice(0, 300)}`;
  const type = headers.get('content-type');
  assert.equal(status, expected.status ?? 200, said);
  if ('json' in expected) {
    assert.deepEqual(json, expected.json, said);
    assert.equal(type, JSON_TYPE, said);
    assert.ok(text.endsWith('\n'), `${said}: JSON ends in a newline`);
  }
  for (const plain of [expected.text, expected.error]) {
    if (plain === undefined) continue;
    assert.equal(text, plain, said);
    assert.equal(type, TEXT_TYPE, said);
  }
  if (expected.error !== undefined) assert.equal(headers.get('x-content-type-options'), 'nosniff', said);
  if (expected.contains !== undefined) assert.ok(text.includes(expected.contains), said);
  if (expected.type !== undefined) assert.equal(type, expected.type, said);
  for (const [name, value] of Object.entries(expected.headers ?? {})) assert.equal(headers.get(name), value, `${said}: ${name}`);
  expected.check?.(answer, place);
}

/**
 * An error whose sentence is the implementation's own.
 * @param {number} status
 * @param {string} [contains]
 * @returns {Expected}
 */
export const refused = (status, contains = '') => ({ status, contains, type: TEXT_TYPE, headers: { 'x-content-type-options': 'nosniff' } });
