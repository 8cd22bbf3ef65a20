/**
 * @param {OpenCall} call
 * @param {number} at of the parts
 * @param {number} count
 * @param {Instance} instance
 * @returns {unknown} what the chain comes to, or a promise of it
 */
export function startChain(call: OpenCall, at: number, count: number, instance: Instance): unknown;
/**
 * Write what a chain came to: data as data, all else as a number for the object that stays here.
 * @param {OpenCall} call
 * @param {number} slot
 * @param {any} value
 */
export function writeResult(call: OpenCall, slot: number, value: any): void;
/**
 * a property where `args` is null, else a method
 */
export type Step = {
    name: string;
    args: unknown[] | null;
};
import type { OpenCall } from './open-call.js';
import type { Instance } from './instance.js';
