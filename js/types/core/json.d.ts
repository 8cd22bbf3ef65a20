/**
 * Read a JSON text into an arena. Same as Engine.parse(), but for what stands above.
 *
 * @param {Arena} arena
 * @param {string | Uint8Array | ArrayBuffer} source
 * @param {ParseOptions} [options]
 * @returns {any} an accessor, or the value itself when the text is no array and no object
 */
export function parsePlain(arena: Arena, source: string | Uint8Array | ArrayBuffer, options?: ParseOptions): any;
/**
 * Write a value as JSON text. Same as Engine.stringify(), but for what stands above.
 *
 * @param {unknown} value  an accessor, or any other value
 * @param {StringifyOptions} [options]
 * @returns {any} a string, or bytes with `bytes`
 */
export function stringifyPlain(value: unknown, options?: StringifyOptions): any;
import type { Arena } from './arena.js';
import type { ParseOptions } from './json-options.js';
import type { StringifyOptions } from './json-options.js';
