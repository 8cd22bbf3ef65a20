// SPDX-License-Identifier: MIT
// A guest as the module worker that Cloudflare Workers and workerd run: requests, timers and batches of a queue.

import { tellEvent } from './events.js';
import { fetchHandler } from './fetch.js';
import { createGuest } from './guest.js';

/** @import { FetchOptions } from './fetch.js' */
/** @import { GuestOptions } from './guest.js' */

/**
 * What a guest reads of the objects that come with events, it reads through zb_event().
 * @typedef {object} Worker
 * @property {(request: Request, env?: unknown, context?: unknown) => Response | Promise<Response>} fetch as createHandler() makes it
 * @property {(controller: {cron: string}, env: unknown, context: unknown) => Promise<void>} scheduled calls the route of
 *   zb:scheduled for "/" and the expression; rejects when it fails
 * @property {(batch: {queue: string}, env: unknown, context: unknown) => Promise<void>} queue calls the route of zb:queue for
 *   "/" and the name of the queue; rejects when it fails, and the platform delivers again what was not acknowledged
 */

/**
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & FetchOptions} [options]
 * @returns {Worker} one guest answers all three
 */
export function createWorker(module, options = {}) {
  const guest = createGuest(module, options);
  return {
    fetch: fetchHandler(guest, options),
    async scheduled(controller, env, context) {
      await tellEvent(guest, { method: 'zb:scheduled', path: `/${controller.cron}`, env, context, event: controller });
    },
    async queue(batch, env, context) {
      await tellEvent(guest, { method: 'zb:queue', path: `/${batch.queue}`, env, context, event: batch });
    },
  };
}
