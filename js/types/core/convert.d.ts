/**
 * Reduce an object to a value that a slot can hold: a primitive, a Uint8Array, an array, or
 * an object to be stored key by key.
 *
 * @param {object} value     not an accessor
 * @param {string} key       its key, for toJSON
 * @returns {unknown}
 */
export function convert(value: object, key: string): unknown;
/**
 * The error for a function or a symbol.
 *
 * @param {unknown} value
 */
export function refuse(value: unknown): import("./errors.js").ZerobufTypeError;
