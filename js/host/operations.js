// SPDX-License-Identifier: MIT
// What a guest can ask the host to do (SPEC.md, 8.10): how each operation starts, and how its result gets into the guest.

import {
  OPERATION_CALL,
  OPERATION_DEADLINE,
  OPERATION_GIVE_UP,
  OPERATION_READ,
  OPERATION_SAVE,
  OPERATION_SLEEP,
  OPERATION_WRITE,
  SLOT_A_AT,
  Tag,
} from '../core/layout.gen.js';
import { startChain, writeResult } from './bindings.js';
import { GuestError } from './errors.js';

/** @import { OpenCall } from './open-call.js' */
/** @import { Instance } from './instance.js' */

/**
 * @typedef {object} Operation
 * @property {string} failure name of the status when it fails
 * @property {(call: OpenCall, a: number, b: number, instance: Instance) => unknown} start a value, or the promise of one.
 *   What a guest did wrong is thrown as a GuestError and ends its instance; all else that is thrown or rejected is the
 *   operation's failure, told to the handler
 * @property {(call: OpenCall, a: number, b: number, slot: number, value: any) => void} [finish] write the result
 * @property {(call: OpenCall, a: number, slot: number) => unknown} [keep] what finish() has written, where it can do so
 *   only once
 * @property {(call: OpenCall, a: number, b: number, slot: number, kept: any) => void} [give] write that once more
 */

/** @type {Readonly<Record<number, Operation>>} */
export const OPERATIONS = {
  [OPERATION_GIVE_UP]: {
    failure: 'ZB_E_INVALID',
    start(_call, why) {
      throw new GuestError('ZB_GUEST_CALL', GIVEN_UP[why] ?? `the guest gave up (${why})`);
    },
  },

  [OPERATION_SLEEP]: {
    failure: 'ZB_E_INVALID',
    start: (call, ms) => new Promise((resolve) => call.after(ms, () => resolve(undefined))),
  },

  [OPERATION_READ]: {
    failure: 'ZB_E_IO',
    start({ body }, into, room, { u8 }) {
      if (room > u8.byteLength || into > u8.byteLength - room)
        throw new GuestError('ZB_GUEST_CALL', `a body was to be read into ${room} bytes at ${into}, outside the memory`);
      if (body === null) throw new GuestError('ZB_GUEST_CALL', 'a body was to be read that is none of a stream');
      return body.fill();
    },
    finish({ body, instance }, into, room, slot) {
      instance.u32[slot >>> 2] = Tag.I32;
      instance.u32[(slot + SLOT_A_AT) >>> 2] = body === null ? 0 : body.take(instance.u8, into, room);
    },
    keep({ journal, instance: { u8, u32 } }, into, slot) {
      return journal?.keeps(u8.slice(into, into + /** @type {number} */ (u32[(slot + SLOT_A_AT) >>> 2])));
    },
    give({ instance: { u8, u32 } }, into, room, slot, /** @type {Uint8Array} */ kept) {
      if (kept.byteLength > room || into > u8.byteLength - kept.byteLength)
        throw new GuestError('ZB_GUEST_CALL', `a body was to be read into ${room} bytes at ${into}, outside the memory`);
      u8.set(kept, into);
      u32[slot >>> 2] = Tag.I32;
      u32[(slot + SLOT_A_AT) >>> 2] = kept.byteLength;
    },
  },

  [OPERATION_CALL]: {
    failure: 'ZB_E_HOST',
    start: startChain,
    finish: (call, _at, _count, slot, value) => writeResult(call, slot, value),
  },

  [OPERATION_WRITE]: {
    failure: 'ZB_E_IO',
    start(call, at, length, { u8 }) {
      if (length > u8.byteLength || at > u8.byteLength - length)
        throw new GuestError('ZB_GUEST_CALL', `a body of ${length} bytes at ${at} was to be sent, outside the memory`);
      try {
        return call.write(at, length);
      } catch (error) {
        throw new Error(error instanceof Error ? error.message : String(error)); // a head that cannot be sent is the handler's to mend
      }
    },
  },

  [OPERATION_DEADLINE]: {
    failure: 'ZB_E_INVALID',
    start: (call, ms) => call.setDeadline(ms),
  },

  [OPERATION_SAVE]: {
    failure: 'ZB_E_UNSUPPORTED',
    start: (_call, map, length, { saver }) => saver.ask(map, length),
  },
};

/** @type {Readonly<Record<number, string>>} */
const GIVEN_UP = {
  1: 'the stack of a request overflowed: give it more with ZB_CALL_STACK, or keep less on it',
};
