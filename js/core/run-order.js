// SPDX-License-Identifier: MIT
// What orders the elements of columns: by C where the arena has its kernels and room for what they
// must remember meanwhile, else by plain JavaScript; the results are the same.
import { plainOrder } from './kernels-order.js';

/** @import { Arena } from './arena.js' */
/** @import { NativeCall, NativeOrder } from './kernels-wasm-order.js' */
/** @import { OrderKernels } from './kernels-order.js' */

const SCRATCH_ALIGN = 8;

/**
 * Run one kernel.
 *
 * Scratch comes from the arena and is given back at once; the memory may grow for it. A shared
 * arena cannot take bytes back before its next restore, so there JavaScript does the work, as it
 * does where no more room is to be had.
 *
 * @template {keyof NativeOrder} N
 * @param {Arena} arena
 * @param {NativeOrder | undefined} native
 * @param {N} name
 * @param {number} count  of elements
 * @param {number} more   as the kernel's bytes() takes it
 * @param {() => any[]} operands  taken when the scratch is there: views are valid until the memory grows
 * @returns {ReturnType<OrderKernels[N]>}
 */
export function runOrder(arena, native, name, count, more, operands) {
  const call = /** @type {NativeCall<(...args: any[]) => any> | undefined} */ (native?.[name]);
  const plain = () => /** @type {any} */ (plainOrder[name])(...operands());
  if (call === undefined || count === 0) return plain();
  const bytes = call.bytes(count, more);
  if (bytes === 0) return call.run(...operands(), 0);
  arena.sync();
  if (!arena.state.canRewind) return plain();
  const mark = arena.offset;
  const scratch = arena.tryAlloc(bytes, SCRATCH_ALIGN);
  if (scratch === 0) return plain();
  try {
    return call.run(...operands(), scratch);
  } finally {
    arena.rewind(mark);
  }
}
