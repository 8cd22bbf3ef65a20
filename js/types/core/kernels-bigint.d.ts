/**
 * Sum, exact whatever its size. By halves of 32 bits, which add up without a bigint each.
 *
 * @param {Integers} x
 */
export function sumBigInts(x: Integers): bigint;
/** Sum of products, exact whatever its size. @param {Integers} x @param {Integers} y  as many */
export function dotBigInts(x: Integers, y: Integers): bigint;
/** @param {Integers} x @returns {{ min: bigint | undefined, max: bigint | undefined }} undefined when there are no elements */
export function rangeBigInts(x: Integers): {
    min: bigint | undefined;
    max: bigint | undefined;
};
export type Integers = BigInt64Array | BigUint64Array;
