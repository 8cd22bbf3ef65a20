/**
 * Whether a method is an event's: a host takes none from a client.
 * @param {string} method
 */
export function isEventMethod(method: string): boolean;
/**
 * Tell a guest of an event.
 * @param {Guest} guest
 * @param {Request} event
 * @returns {Promise<Answer>} when it was handled
 * @throws {Error} rejects with what the guest answered instead, so that the platform sees the failure
 */
export function tellEvent(guest: Guest, event: Request): Promise<Answer>;
import type { Guest } from './guest.js';
import type { Request } from './guest.js';
import type { Answer } from './instance.js';
