/**
 * The response to a request, copied out.
 * @param {Instance} instance
 * @param {unknown} offset what handle_zerobuf returned
 * @param {readonly unknown[]} objects of the host, which the call has met
 * @returns {Answer}
 */
export function readResponse(instance: Instance, offset: unknown, objects: readonly unknown[]): Answer;
/**
 * Status, content type and headers.
 * @param {Instance} instance
 * @param {number} response offset inside the memory
 */
export function readHead(instance: Instance, response: number): {
    status: number;
    contentType: string | null;
    headers: [name: string, value: string][] | readonly [];
};
/** @param {number} status as WebAssembly returns it */
export function statusText(status: number): string;
import type { Instance } from './instance.js';
import type { Answer } from './instance.js';
