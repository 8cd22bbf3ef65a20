/** Sum of x - shift. @param {Numbers} x @param {number} shift @param {number} from  a multiple of 8 @param {number} to */
export function blockShifted(x: Numbers, shift: number, from: number, to: number): number;
/**
 * Sum of ((x - shiftX) - meanX) * ((y - shiftY) - meanY); squares when both are the same.
 *
 * @param {Numbers} x @param {number} shiftX @param {number} meanX
 * @param {Numbers} y @param {number} shiftY @param {number} meanY
 * @param {number} from  a multiple of 8 @param {number} to
 */
export function blockDeviations(x: Numbers, shiftX: number, meanX: number, y: Numbers, shiftY: number, meanY: number, from: number, to: number): number;
/**
 * Sum of floating point elements.
 *
 * @param {Numbers} x
 */
export function sum(x: Numbers): number;
/**
 * Sum of products, each rounded once: no fused multiply-add.
 *
 * @param {Numbers} x
 * @param {Numbers} y  as many
 */
export function dot(x: Numbers, y: Numbers): number;
/**
 * Sum of integers of up to 32 bits: exact, then rounded once to a double.
 *
 * @param {Numbers} x
 */
export function sumIntegers(x: Numbers): number;
/**
 * Typed arrays of numbers; of any type to the type checker, which asks for a test at each index else.
 *
 * @typedef {{ readonly length: number, readonly [index: number]: any }} Numbers
 */
/** Elements of a block: a multiple of 8. */
export const BLOCK: 1024;
/**
 * Values added in pairs of equal size. Also what moments are merged with.
 *
 * @template T
 */
export class Pairwise<T> {
    /** @param {(left: T, right: T) => T} merge */
    constructor(merge: (left: T, right: T) => T);
    /** @private */
    private merge;
    /** @private @type {T[]} Each of twice the size of the next one, or more. */
    private stack;
    /** @private */
    private count;
    /** @param {T} value */
    add(value: T): void;
    /** @param {T} none  what nothing adds up to */
    total(none: T): T;
}
/**
 * Typed arrays of numbers; of any type to the type checker, which asks for a test at each index else.
 */
export type Numbers = {
    readonly length: number;
    readonly [index: number]: any;
};
