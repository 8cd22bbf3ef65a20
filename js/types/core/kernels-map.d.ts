/**
 * Typed arrays of numbers; those of bigints work alike, with bigints as operands.
 *
 * @typedef {{ readonly length: number, [index: number]: any }} Elements
 */
/** @param {Elements} x @param {number} k */
export function scale(x: Elements, k: number): void;
/** y = a * x + b, rounded twice: no fused multiply-add. @param {Elements} x @param {number} a @param {number} b */
export function affine(x: Elements, a: number, b: number): void;
/**
 * What is below `low` becomes `low`, what is above `high` becomes `high`; NaN and the signs
 * of zeros within the bounds stay.
 *
 * @param {Elements} x @param {number} low @param {number} high  elements of the column
 */
export function clamp(x: Elements, low: number, high: number): void;
/** @param {Elements} x @param {Elements} y  as many */
export function add(x: Elements, y: Elements): void;
/** @param {Elements} x @param {Elements} y  as many */
export function sub(x: Elements, y: Elements): void;
/** @param {Elements} x @param {Elements} y  as many */
export function mul(x: Elements, y: Elements): void;
/** mul() of integers up to 32 bits, whose products a double may not hold. @param {Elements} x @param {Elements} y  as many */
export function mulIntegers(x: Elements, y: Elements): void;
/**
 * How to bring values from [min, max] to [0, 1]: (value * half - low) / span, where half is 1
 * unless the span would overflow.
 *
 * @param {number} min @param {number} max
 */
export function unitScale(min: number, max: number): {
    half: number;
    low: number;
    span: number;
};
/**
 * The smallest element becomes 0, the largest 1. All become 0 when all are equal, and NaN
 * when one is NaN or infinite.
 *
 * @param {Elements} x
 */
export function normalize(x: Elements): void;
/**
 * Typed arrays of numbers; those of bigints work alike, with bigints as operands.
 */
export type Elements = {
    readonly length: number;
    [index: number]: any;
};
