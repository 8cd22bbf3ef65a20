// SPDX-License-Identifier: MIT
// The C side of JSON, as a module with a memory of its own (json.c).
import { readFileSync } from 'node:fs';
import { STATUSES } from '../../js/core/layout.gen.js';

const { exports: c } = new WebAssembly.Instance(
  new WebAssembly.Module(readFileSync(new URL('../../build/wasm/json.wasm', import.meta.url))));
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const names = Object.fromEntries(STATUSES.map(([name, number]) => [number, name]));

/** ZB_JSON_BIGINT, and how repeated keys are treated. */
export const BIGINT = 1;
export const LAST = 0;
export const FIRST = 1;
export const REJECT = 2;

/** ZB_JSON_SORTED and ZB_JSON_ASCII. */
export const SORTED = 1;
export const ASCII = 2;

function put(bytes) {
  const at = c.text(bytes.length) >>> 0;
  new Uint8Array(c.memory.buffer, at, bytes.length).set(bytes);
}

function result() {
  return decoder.decode(new Uint8Array(c.memory.buffer, c.result() >>> 0, c.resultBytes() >>> 0));
}

/**
 * Read bytes as JSON, whole (piece 0) or in pieces.
 * @returns {{status: string, offset?: number, line?: number, column?: number, unchanged?: boolean}}
 */
export function read(bytes, { flags = 0, depth = 0, duplicates = LAST, piece = 0 } = {}) {
  put(bytes);
  const status = names[c.read(bytes.length, flags, depth, duplicates, piece)];
  if (status === 'ZB_OK') return { status };
  return { status, offset: c.errorOffset(), line: c.errorLine() >>> 0, column: c.errorColumn() >>> 0, unchanged: c.unchanged() === 1 };
}

/** Text of the value that was read last. */
export function write({ indent = 0, flags = 0 } = {}) {
  const status = names[c.write(indent, flags)];
  if (status !== 'ZB_OK') throw new Error(status);
  return result();
}

/** The digits of a number. */
export function numberWrite(value) {
  c.numberWrite(value);
  return result();
}

/** The number that a text spans; NaN when it is none. */
export function numberRead(text) {
  const bytes = new TextEncoder().encode(text);
  put(bytes);
  return c.numberRead(bytes.length);
}
