/**
 * @param {any} keeper the storage of a Durable Object, or an R2 bucket
 * @param {string} prefix of keys in the bucket
 * @returns {SqlFiles | R2Files}
 */
export function files(keeper: any, prefix: string): SqlFiles | R2Files;
import { SqlFiles } from './sql-files.js';
import { R2Files } from './r2-files.js';
