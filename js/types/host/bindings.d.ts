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
export type Step = {
    /**
     * PART_PROPERTY, PART_METHOD or PART_PICK
     */
    kind: number;
    /**
     * of the property or method
     */
    name: string;
    /**
     * of a method, names of the properties that a pick takes
     */
    args: unknown[];
};
import type { OpenCall } from './open-call.js';
import type { Instance } from './instance.js';
