// SPDX-License-Identifier: MIT
// The engine's code: engine.wasm beside this file, engine-shared.wasm for shared memories
// (kernels.wasm and kernels-shared.wasm likewise, where they are shipped).
//
// The same lines find it everywhere: from a file where there is a file system, else by fetch(),
// else as a module of the runtime, beside this one. A bundler for a runtime that forbids compiling
// (Workers) does not see the latter; there the program says where it is:
//
//     import module from 'zerobuf/core/engine.wasm';
//     const engine = await zerobuf.engine(memory, { module });
import { fault } from './errors.js';

/**
 * Whether a value is a WebAssembly.Memory or Module, of whatever realm.
 *
 * @param {unknown} value
 * @param {'Memory' | 'Module'} name
 */
export function isOf(value, name) {
  return Object.prototype.toString.call(value) === `[object WebAssembly.${name}]`;
}

/** @type {Map<string, Promise<WebAssembly.Module>>} */
const compiled = new Map();

/** @param {URL} url @returns {Promise<WebAssembly.Module>} */
async function compileFile(url) {
  const name = 'node:fs/promises'; // in a variable, so that bundlers for browsers do not look for it
  const { readFile } = await import(name);
  return WebAssembly.compile(await readFile(url));
}

/** @param {URL} url @returns {Promise<WebAssembly.Module>} */
async function compileFetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  // Not compileStreaming(), which refuses servers that do not know the type of .wasm files.
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Where modules of WebAssembly are imported like others, already compiled.
 *
 * @param {string} name
 * @param {unknown} reason  why it cannot be compiled
 * @returns {Promise<WebAssembly.Module>}
 */
async function importCompiled(name, reason) {
  try {
    const path = `./${name}.wasm`; // in a variable, as above
    const { default: module } = await import(path);
    if (isOf(module, 'Module')) return module;
  } catch {
    // nor is it one of these runtimes: the reason stands
  }
  throw reason;
}

/** @param {string} name @returns {Promise<WebAssembly.Module>} */
async function compile(name) {
  try {
    const url = new URL(`./${name}.wasm`, import.meta.url);
    return await (url.protocol === 'file:' ? compileFile(url) : compileFetched(url)).catch((error) => importCompiled(name, error));
  } catch (error) {
    throw fault('ZB_E_IO', `${name}.wasm cannot be loaded here (${/** @type {Error} */ (error).message}); pass { module }: a WebAssembly.Module of zerobuf/core/${name}.wasm`);
  }
}

/**
 * A module that is shipped with the package, compiled once.
 *
 * @param {string} name  of the file, without ending
 * @returns {Promise<WebAssembly.Module>}
 */
export function shippedModule(name) {
  let module = compiled.get(name);
  if (module === undefined) {
    module = compile(name);
    compiled.set(name, module);
    module.catch(() => compiled.delete(name)); // the next one tries again
  }
  return module;
}

/**
 * What a position-independent module wants (the dylink.0 section of the WebAssembly tool
 * conventions, subsection 1).
 *
 * @param {WebAssembly.Module} module
 * @returns {{ memoryBytes: number, memoryAlign: number, tableEntries: number }}
 */
export function dynamicNeeds(module) {
  const [section] = WebAssembly.Module.customSections(module, 'dylink.0');
  const bytes = new Uint8Array(section ?? new ArrayBuffer(0));
  let at = 0;
  const next = () => {
    let value = 0;
    for (let shift = 0; at < bytes.length; shift += 7) {
      const byte = /** @type {number} */ (bytes[at++]);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value >>> 0;
  };
  while (at < bytes.length) {
    const kind = next();
    const end = next() + at;
    if (kind === 1) {
      const memoryBytes = next();
      const memoryAlign = 2 ** next();
      return { memoryBytes, memoryAlign, tableEntries: next() };
    }
    at = end;
  }
  throw fault('ZB_E_INVALID', 'the module is not one of zerobuf: it does not say how much memory it wants; pass zerobuf/core/engine.wasm');
}
