// SPDX-License-Identifier: MIT
// What a module must export to be a guest (SPEC.md, 8), checked before anything runs.

import { ABI_CONCURRENT, ABI_EAGER_HEADERS, ABI_MINIMAL, ABI_VERSION } from '../core/layout.gen.js';
import { GuestError } from './errors.js';

/**
 * The exports of a guest.  Offsets are the signed i32 that WebAssembly hands out.
 * @typedef {object} GuestExports
 * @property {WebAssembly.Memory} memory
 * @property {() => number} zb_abi
 * @property {(bytes: number) => number} zb_alloc
 * @property {(request: number) => number} handle_zerobuf
 * @property {() => void} [_initialize]
 * @property {() => void} [_start]
 * @property {(request: number) => void} [zb_release]
 * @property {(request: number) => number} [zb_plan]
 * @property {(request: number, bytes: number) => number} [zb_grow]
 * @property {() => number} [zb_arena]
 * @property {(control: number, bytes: number) => number} [zb_arena_grow]
 * @property {(control: number, checkpoint: number) => number} [zb_arena_restore]
 * @property {(slots: number) => number} [zb_init]
 * @property {() => number} [zb_last_words]
 * @property {WebAssembly.Global} [zb_steps]
 * @property {WebAssembly.Global} [zb_steps_out]
 * @property {() => number} [zb_panic_words]
 */

/**
 * Functions of the ABI: how many parameters each takes, and whether a guest must have it.
 * WebAssembly shows a function's parameter count as `length`; results cannot be seen from outside.
 */
const FUNCTIONS = /** @type {const} */ ([
  ['zb_abi', 0, true],
  ['zb_alloc', 1, true],
  ['handle_zerobuf', 1, true],
  ['_initialize', 0, false],
  ['_start', 0, false],
  ['zb_release', 1, false],
  ['zb_plan', 1, false],
  ['zb_grow', 2, false],
  ['zb_arena', 0, false],
  ['zb_arena_grow', 2, false],
  ['zb_arena_restore', 2, false],
  ['zb_init', 1, false],
  ['zb_last_words', 0, false],
  ['zb_panic_words', 0, false],
]);

/** Functions that a host provides to guests of one call at a time, and those for guests that wait. */
const IMPORTS = new Set(['header', 'crypto', 'log']);
const WAITING_IMPORTS = new Set(['start', 'wait']);

/**
 * Check names and kinds without instantiating.
 * @param {WebAssembly.Module} module
 * @returns {{concurrent: boolean}} whether it takes many calls at a time, which wait
 * @throws {GuestError}
 */
export function checkModule(module) {
  const kinds = new Map(WebAssembly.Module.exports(module).map(({ name, kind }) => [name, kind]));
  const problems = [];
  if (kinds.get('memory') !== 'memory') problems.push('no memory is exported as "memory"');
  for (const [name, , required] of FUNCTIONS) {
    const kind = kinds.get(name);
    if (kind === undefined ? required : kind !== 'function') problems.push(`no function "${name}" is exported`);
  }
  if (kinds.has('zb_init') && !kinds.has('zb_arena'))
    problems.push('"zb_init" is exported without "zb_arena", where its data would lie');
  const concurrent = kinds.has('zb_plan');
  if (concurrent)
    for (const name of ['zb_grow', 'zb_release'])
      if (!kinds.has(name)) problems.push(`"zb_plan" is exported without "${name}"`);
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    const provided = IMPORTS.has(name) || (concurrent && WAITING_IMPORTS.has(name));
    if (from !== 'zb' || !provided || kind !== 'function')
      problems.push(`the import "${from}.${name}" is none that a host provides`);
  }
  refuse(problems);
  return { concurrent };
}

/**
 * Check what only an instance shows: parameter counts, the kind of memory, the version.
 * @param {WebAssembly.Exports} exports
 * @returns {{guest: GuestExports, minimal: boolean, eagerHeaders: boolean}}
 */
export function checkInstance(exports) {
  const problems = [];
  for (const [name, parameters] of FUNCTIONS) {
    const found = exports[name];
    if (typeof found === 'function' && found.length !== parameters)
      problems.push(`"${name}" takes ${found.length} parameters instead of ${parameters}`);
  }
  const guest = /** @type {GuestExports} */ (/** @type {unknown} */ (exports));
  if (!(guest.memory.buffer instanceof ArrayBuffer))
    problems.push('"memory" is shared, and a guest owns its memory alone: link without --shared-memory');
  refuse(problems);
  const abi = /** @type {unknown} */ (guest.zb_abi());
  if (typeof abi !== 'number') refuse(['"zb_abi" does not return an i32']);
  const flags = (Number(abi) & 0xffff0000) >>> 0;
  const version = Number(abi) & 0xffff;
  if (version !== ABI_VERSION || (flags & ~(ABI_MINIMAL | ABI_EAGER_HEADERS | ABI_CONCURRENT)) !== 0)
    refuse([`"zb_abi" declares version ${version}, flags 0x${flags.toString(16)}; this host runs version ${ABI_VERSION}`]);
  if (((flags & ABI_CONCURRENT) !== 0) !== (guest.zb_plan !== undefined))
    refuse(['"zb_abi" and "zb_plan" contradict each other: one says that there are many calls at a time']);
  const minimal = (flags & ABI_MINIMAL) !== 0;
  return { guest, minimal, eagerHeaders: !minimal && (flags & ABI_EAGER_HEADERS) !== 0 };
}

/** @param {string[]} problems */
function refuse(problems) {
  if (problems.length === 0) return;
  throw new GuestError(
    'ZB_GUEST_ABI',
    `This WebAssembly module is no zerobuf guest: ${problems.join('; ')}. ` +
      'Include <zerobuf/handler.h>, define ZB_ROUTES, link the guest runtime and use a host of the same version.',
  );
}
