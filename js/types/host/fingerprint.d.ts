/**
 * @param {OpenCall} call
 * @param {number} kind of the operation
 * @param {number} a
 * @param {number} b
 */
export function printOf(call: OpenCall, kind: number, a: number, b: number): number;
import type { OpenCall } from './open-call.js';
