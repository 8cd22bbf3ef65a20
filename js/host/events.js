// SPDX-License-Identifier: MIT
// Events: calls of a guest that no client makes (SPEC.md, 8.14).

import { PassedResponse } from './passed-response.js';
import { ResponseStream } from './response-stream.js';

/** @import { Guest, Request } from './guest.js' */
/** @import { Answer } from './instance.js' */

/** Methods of events begin so; a client's method is a token, which holds no colon. */
const PREFIX = 'zb:';

/** Of an answer, in the error that tells of it. */
const MOST_CHARACTERS = 300;

const decoder = new TextDecoder();

/**
 * Whether a method is an event's: a host takes none from a client.
 * @param {string} method
 */
export function isEventMethod(method) {
  return method.startsWith(PREFIX);
}

/**
 * Tell a guest of an event.
 * @param {Guest} guest
 * @param {Request} event
 * @returns {Promise<Answer>} when it was handled
 * @throws {Error} rejects with what the guest answered instead, so that the platform sees the failure
 */
export async function tellEvent(guest, event) {
  const answer = await guest.handle(event);
  const { status, body } = answer;
  // Nobody reads what is sent in pieces, but the handler may fail after it has begun to.
  if (body instanceof ResponseStream) while ((await body.next()) !== null);
  if (body instanceof PassedResponse) body.cancel();
  if (status >= 200 && status <= 299) return answer;
  const said = typeof body === 'string' ? body : body instanceof Uint8Array ? decoder.decode(body.subarray(0, MOST_CHARACTERS)) : '';
  throw new Error(`The guest answered ${event.method} ${event.path} with ${status}: ${said.trim().slice(0, MOST_CHARACTERS)}`);
}
