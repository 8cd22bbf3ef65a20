// SPDX-License-Identifier: MIT
// The C core in wasm, over a memory of JavaScript's: the other side that changes values.
import { readFileSync } from 'node:fs';
import { Tag } from '../../js/core/layout.gen.js';

const PAGE = 65536;

/** Where an arena may begin: above C's stack and data, with a page for the texts it is given. */
export const ARENA_START = 4 * PAGE;
const TEXTS = ARENA_START - PAGE;

/** Runtimes without files, or without compilation at run time. */
const MAY_LACK_C = /Cloudflare-Workers|Chrom/;

function load() {
  try {
    return new WebAssembly.Module(readFileSync(new URL('../../build/wasm/mutator.wasm', import.meta.url)));
  } catch (error) {
    if (MAY_LACK_C.test(globalThis.navigator?.userAgent ?? '')) return undefined;
    throw error;
  }
}
const module = load();

/** Payload of a scalar: [tag, a, b] of its slot. */
function slotOf(value) {
  if (value === null) return [Tag.Null, 0, 0n];
  if (typeof value === 'boolean') return [Tag.Bool, Number(value), 0n];
  if (typeof value === 'bigint') return [Tag.BigInt, 0, value];
  if (Number.isInteger(value) && (value | 0) === value && !Object.is(value, -0)) return [Tag.I32, value, 0n];
  return [Tag.F64, 0, new BigInt64Array(new Float64Array([value]).buffer)[0]];
}

/**
 * C over a memory; undefined where the runtime cannot have it.
 *
 * @param {WebAssembly.Memory} memory
 */
export function mutator(memory) {
  if (module === undefined) return undefined;
  const { exports: c } = new WebAssembly.Instance(module, { env: { memory } });
  let at = TEXTS;
  const lend = (text) => {
    const { written } = new TextEncoder().encodeInto(text, new Uint8Array(memory.buffer, at, TEXTS + PAGE - at));
    at += written;
    return [at - written, written];
  };
  const must = (status) => {
    at = TEXTS;
    if (status !== 0) throw new Error(`C answers ${status}`);
  };
  const made = (handle) => {
    if (handle === 0) throw new Error('C has no memory left');
    return handle >>> 0;
  };
  return {
    grow: (pages) => c.grow(pages),
    setInPlace: (handle, isArray, index, value) => must(c.set_in_place(handle, Number(isArray), index, ...slotOf(value))),
    restore: (control, checkpoint) => must(c.restore(control, checkpoint)),
    alloc: (control, bytes) => made(c.alloc(control, bytes)),
    set: (control, handle, key, value) => must(typeof value === 'string'
      ? c.object_set_string(control, handle, ...lend(key), ...lend(value))
      : c.object_set(control, handle, ...lend(key), ...slotOf(value))),
    push: (control, handle, value) => must(c.array_push(control, handle, ...slotOf(value))),
    pop: (control, handle) => must(c.array_pop(control, handle)),
    /** A new object or array, empty, at a key. */
    setNew: (control, handle, key, isArray) => must(isArray
      ? c.object_set(control, handle, ...lend(key), Tag.Array, made(c.array_new(control, 0)), 0n)
      : c.object_set(control, handle, ...lend(key), Tag.Object, made(c.object_new(control, 0)), 0n)),
    pushNew: (control, handle, isArray) => must(isArray
      ? c.array_push(control, handle, Tag.Array, made(c.array_new(control, 0)), 0n)
      : c.array_push(control, handle, Tag.Object, made(c.object_new(control, 0)), 0n)),
  };
}
