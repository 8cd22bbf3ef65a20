/**
 * The class of objects that run `module`:
 *
 *     export const Room = durableObject(module);
 *
 * Requests, alarms and WebSocket events of an object are calls of its own instance, which finds the object's state in
 * zb_context() and its bindings in zb_env().  Before the first of them an instance gets the event `zb:start`, for which
 * it may have a route; nothing else is let in until that is over.
 *
 * @param {WebAssembly.Module} module
 * @param {ObjectOptions} [options] of the guest of every object
 * @returns {new (context: any, env: any) => any} which may be extended: by methods for RPC
 */
export function durableObject(module: WebAssembly.Module, options?: ObjectOptions): new (context: any, env: any) => any;
/**
 * The state of a Durable Object, as far as it is used here.
 */
export type State = {
    blockConcurrencyWhile: <T>(work: () => Promise<T>) => Promise<T>;
};
/**
 * `snapshot: false` refuses zb_snapshot_save(), and begins with no image.
 */
export type ObjectOptions = Omit<GuestOptions, "env" | "snapshots"> & {
    snapshot?: boolean;
};
import type { GuestOptions } from './guest.js';
