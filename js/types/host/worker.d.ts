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
export function createWorker(module: WebAssembly.Module, options?: GuestOptions & FetchOptions): Worker;
/**
 * What a guest reads of the objects that come with events, it reads through zb_event().
 */
export type Worker = {
    /**
     * as createHandler() makes it
     */
    fetch: (request: Request, env?: unknown, context?: unknown) => Response | Promise<Response>;
    /**
     * calls the route of
     * zb:scheduled for "/" and the expression; rejects when it fails
     */
    scheduled: (controller: {
        cron: string;
    }, env: unknown, context: unknown) => Promise<void>;
    /**
     * calls the route of zb:queue for
     * "/" and the name of the queue; rejects when it fails, and the platform delivers again what was not acknowledged
     */
    queue: (batch: {
        queue: string;
    }, env: unknown, context: unknown) => Promise<void>;
};
import type { GuestOptions } from './guest.js';
import type { FetchOptions } from './fetch.js';
