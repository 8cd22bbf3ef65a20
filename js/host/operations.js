// SPDX-License-Identifier: MIT
// What a guest can ask the host to do (SPEC.md, 8.10): how each operation starts, and how its result gets into the guest.

import { OPERATION_GIVE_UP, OPERATION_READ, OPERATION_SLEEP, Tag } from '../core/layout.gen.js';
import { GuestError } from './errors.js';

/** @import { OpenCall } from './calls.js' */
/** @import { Instance } from './instance.js' */

/**
 * A value, or the promise of one.  What a guest did wrong is thrown as a GuestError and ends its instance; all else
 * that is thrown or rejected is the operation's failure, told to the handler.
 * @typedef {object} Operation
 * @property {(call: OpenCall, a: number, b: number, instance: Instance) => unknown} start
 * @property {(call: OpenCall, a: number, b: number, instance: Instance, value: any) => [tag: number, a: number]} finish
 *   the result's slot
 */

/** @type {Readonly<Record<number, Operation>>} */
export const OPERATIONS = {
  [OPERATION_GIVE_UP]: {
    start(_call, why) {
      throw new GuestError('ZB_GUEST_CALL', GIVEN_UP[why] ?? `the guest gave up (${why})`);
    },
    finish: () => [Tag.Null, 0],
  },

  [OPERATION_SLEEP]: {
    start: (call, ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          call.atEnd.delete(stop);
          resolve(undefined);
        }, Math.min(ms, LONGEST_TIMER_MS));
        const stop = () => clearTimeout(timer);
        call.atEnd.add(stop);
      }),
    finish: () => [Tag.Null, 0],
  },

  [OPERATION_READ]: {
    start({ body }, into, room, { u8 }) {
      if (room > u8.byteLength || into > u8.byteLength - room)
        throw new GuestError('ZB_GUEST_CALL', `a body was to be read into ${room} bytes at ${into}, outside the memory`);
      if (body === null) throw new GuestError('ZB_GUEST_CALL', 'a body was to be read that is none of a stream');
      return body.fill();
    },
    finish: ({ body }, into, room, { u8 }) => [Tag.I32, body === null ? 0 : body.take(u8, into, room)],
  },
};

/** @type {Readonly<Record<number, string>>} */
const GIVEN_UP = {
  1: 'the stack of a request overflowed: give it more with ZB_CALL_STACK, or keep less on it',
};

/** Timers take a signed 32-bit number of milliseconds; one that is longer would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
