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
 * The error for an object of a class that an arena of types 'full' does not carry; undefined
 * for an object that is stored by its properties.
 *
 * @param {string} tag  of its class
 * @param {boolean} isEmpty  it has no enumerable properties
 */
export function refuseClass(tag: string, isEmpty: boolean): import("./errors.js").ZerobufTypeError | undefined;
/**
 * The error for a function or a symbol.
 *
 * @param {unknown} value
 */
export function refuse(value: unknown): import("./errors.js").ZerobufTypeError;
