// SPDX-License-Identifier: MIT
// Cases and kernels as modules of WebAssembly over one memory. Runs on Node and in workerd.

const PAGE = 65536;
/** Between the stack of the cases and their data (bench.mk). */
const KERNELS_STACK_TOP = 2 * PAGE;
/**
 * Enough for every case. A memory that grows detaches its buffer, and V8 then checks at each access
 * of any typed array of the process whether its buffer is still there: JavaScript's loops would
 * take six times as long.
 */
const PAGES = 6400;

/**
 * @typedef {object} CaseModule
 * @property {() => void} reset                            forget all data
 * @property {(name: string) => ArrayBuffer[]} prepare     make the data of a case; copies of its inputs
 * @property {(name: string, times: number) => number} run answer of the last run
 */

/**
 * @param {WebAssembly.Module} cases    kernel-cases.wasm
 * @param {WebAssembly.Module} kernels  kernels-all.wasm
 * @returns {CaseModule}
 */
export function instantiate(cases, kernels) {
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
  const kernelsStack = new WebAssembly.Global({ value: 'i32', mutable: true }, KERNELS_STACK_TOP);
  const { exports: shipped } = new WebAssembly.Instance(kernels, { env: { memory, __stack_pointer: kernelsStack } });
  const { exports } = new WebAssembly.Instance(cases, { env: { memory, .../** @type {any} */ (shipped) } });
  const c = /** @type {Record<string, (...args: number[]) => number>} */ (/** @type {unknown} */ (exports));

  /** @type {Map<string, number>} */
  const indices = new Map();
  for (let index = 0; index < c.count(); index++) {
    const at = c.name(index) >>> 0;
    const bytes = new Uint8Array(memory.buffer, at);
    indices.set(new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0))), index);
  }
  /** @param {string} name */
  const indexOf = (name) => {
    const index = indices.get(name);
    if (index === undefined) throw new Error(`there is no case "${name}"; there are ${[...indices.keys()].join('; ')}`);
    return index;
  };
  return {
    reset: () => { c.reset(); },
    prepare(name) {
      c.prepare(indexOf(name));
      return Array.from({ length: c.inputs() }, (_, i) => {
        const at = c.input_at(i) >>> 0;
        return memory.buffer.slice(at, at + (c.input_bytes(i) >>> 0));
      });
    },
    run: (name, times) => c.run(indexOf(name), times),
  };
}
