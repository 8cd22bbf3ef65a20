/** @import { Instance } from './instance.js' */
/** @import { Journal } from './journal.js' */
/**
 * @param {Journal} journal
 * @param {Instance} instance
 * @param {number} block offset
 * @param {() => number} make asks the platform
 * @returns {number} status
 */
export function again(journal: Journal, { u8, u32 }: Instance, block: number, make: () => number): number;
import type { Journal } from './journal.js';
import type { Instance } from './instance.js';
