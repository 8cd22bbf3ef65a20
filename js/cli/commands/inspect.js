// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zerobuf } from '../../core/index.js';
import { ABI_CONCURRENT, ABI_MINIMAL, CONTROL_START_AT, IMAGE_CONTROL } from '../../core/layout.gen.js';
import { Failure } from '../failure.js';
import { reportOf } from '../module-report.js';
import { outline } from '../outline.js';

export const summary = 'show what a module, or an image of values, is made of';

export const usage = `zerobuf inspect [options] [file]

Of a module (.zerobuf/app.wasm by default): bytes by section and by function, exports, imports, the
version of the call ABI, stack and memory.  Functions have names in modules of "zerobuf build --debug".
Of an image (SPEC 10): its values, as a tree with types.

      --top N        so many functions (20)
      --depth N      so many levels of an image (8)`;

export const options = /** @type {const} */ ({ top: { type: 'string', default: '20' }, depth: { type: 'string', default: '8' } });

/**
 * @param {{top: string, depth: string}} values
 * @param {readonly string[]} named
 */
export async function main({ top, depth }, named) {
  if (named.length > 1) throw new Failure('Name one file: zerobuf inspect app.wasm', 2);
  for (const [name, text] of [['top', top], ['depth', depth]]) if (!/^\d{1,6}$/.test(String(text))) throw new Failure(`--${name} takes a number, not "${text}".`, 2);
  const file = named[0] ?? join('.zerobuf', 'app.wasm');
  let bytes;
  try {
    bytes = new Uint8Array(await readFile(file));
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${/** @type {Error} */ (error).message}${named.length === 0 ? '\nRun "zerobuf build" first, or name a file.' : ''}`);
  }
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 12));
  if (text.startsWith('\0asm')) console.log(await describeModule(file, bytes, Number(top)));
  else if (text === '\0\0\0\0\0\0\0\0ZBUF') console.log(describeImage(file, bytes, Number(depth)));
  else throw new Failure(`${file} is neither a WebAssembly module nor an image of zerobuf.`);
}

/** @param {number} count */
const right = (count) => String(count).padStart(9);

/**
 * @param {string} file
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} top
 */
async function describeModule(file, bytes, top) {
  let report;
  let abi;
  try {
    report = reportOf(bytes);
    abi = await abiOf(bytes);
  } catch (error) {
    throw new Failure(`${file} is a damaged module: ${/** @type {Error} */ (error).message}`);
  }
  const { sections, functions, exports, imports, stackBytes, memory, debug } = report;
  const rest = functions.slice(top);
  return [
    `${file}: ${bytes.byteLength} bytes, ${gzipSync(bytes).byteLength} gzipped${debug ? ', with DWARF' : ''}`,
    `abi: ${abi ?? 'none: this is no handler module'}`,
    `stack: ${stackBytes === null ? 'unknown' : `${stackBytes} bytes`}; memory: ${memory === null ? 'none of its own' : `${memory.pages} pages of 64 KiB at the start, ${memory.maximum === null ? 'no limit' : `at most ${memory.maximum}`}`}`,
    `exports: ${exports.join(', ') || 'none'}`,
    `imports: ${imports.join(', ') || 'none'}`,
    '', '    bytes  section',
    ...sections.map(({ name, bytes: size }) => `${right(size)}  ${name}`),
    '', `    bytes  function (${functions.length})`,
    ...functions.slice(0, top).map(({ index, name, bytes: size }) => `${right(size)}  ${name ?? `number ${index}`}`),
    ...(rest.length === 0 ? [] : [`${right(rest.reduce((sum, { bytes: size }) => sum + size, 0))}  ${rest.length} more`]),
  ].join('\n');
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<string | null>}
 */
async function abiOf(bytes) {
  const module = await WebAssembly.compile(bytes);
  if (!WebAssembly.Module.exports(module).some(({ name, kind }) => name === 'zb_abi' && kind === 'function')) return null;
  /** @type {Record<string, Record<string, unknown>>} */
  const imports = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind !== 'function') return 'unknown: it imports more than functions';
    (imports[from] ??= {})[name] = () => 0;
  }
  const { exports } = await WebAssembly.instantiate(module, /** @type {WebAssembly.Imports} */ (imports));
  const abi = Number(/** @type {() => number} */ (exports.zb_abi)());
  const kind = (abi & ABI_CONCURRENT) !== 0 ? 'handlers may wait' : (abi & ABI_MINIMAL) !== 0 ? 'the smallest' : 'handlers do not wait';
  return `version ${abi & 0xffff}, ${kind}`;
}

/**
 * @param {string} file
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} depth
 */
function describeImage(file, bytes, depth) {
  try {
    const buf = openImage(bytes);
    const root = new DataView(bytes.buffer).getUint32(IMAGE_CONTROL + CONTROL_START_AT, true);
    return [`${file}: ${bytes.byteLength} bytes`, ...outline(buf.read(root), depth)].join('\n');
  } catch (error) {
    throw new Failure(`${file} is a damaged image: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
function openImage(bytes) {
  const memory = { buffer: bytes.buffer };
  const options = /** @type {const} */ ({ control: IMAGE_CONTROL, trusted: false });
  try {
    return zerobuf(memory, 0, options);
  } catch {
    return zerobuf(memory, 0, { ...options, types: 'full' }); // it says that it holds extension types
  }
}
