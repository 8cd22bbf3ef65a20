/**
 * The index that a property name stands for. Only canonical ones: "1", not "01" or "1.0".
 *
 * @param {string} name
 * @returns {number} -1 when it is no index
 */
export function indexOf(name: string): number;
/** @type {ProxyHandler<ArrayTarget>} */
export const arrayHandler: ProxyHandler<ArrayTarget>;
import type { ArrayTarget } from './target.js';
