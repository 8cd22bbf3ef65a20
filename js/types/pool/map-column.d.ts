/**
 * @template {Column} C
 * @template R
 * @param {C} column
 * @param {(argument: any, options?: CallOptions) => Promise<R>} call
 * @param {MapOptions<C>} options
 * @param {number} threads
 * @returns {Promise<R[]>}
 */
export function mapColumn<C extends Column, R>(column: C, call: (argument: any, options?: CallOptions) => Promise<R>, { chunks, argument, ...callOptions }: MapOptions<C>, threads: number): Promise<R[]>;
/**
 * Where parts begin and end, in elements: as equal as lines of the cache let them be.
 *
 * @param {Column} column @param {number} count  of parts
 * @returns {number[]} rising; one more than there are parts
 */
export function boundsOf({ byteOffset, length, BYTES_PER_ELEMENT }: Column, count: number): number[];
export type Column = {
    readonly buffer: ArrayBufferLike;
    readonly byteOffset: number;
    readonly byteLength: number;
    readonly length: number;
    readonly BYTES_PER_ELEMENT: number;
    subarray: (from: number, to: number) => any;
};
export type MapColumnOptions<C> = {
    /**
     * parts, unless the column is too short for so many of 64 bytes; four for
     * each worker unless given, but none shorter than 64 KiB
     */
    chunks?: number | undefined;
    /**
     * makes the argument of a part's call:
     * the part itself unless given. from: index of its first element in the column
     */
    argument?: ((part: C, from: number, index: number) => unknown) | undefined;
};
export type MapOptions<C> = MapColumnOptions<C> & CallOptions;
import type { CallOptions } from './call-function.js';
