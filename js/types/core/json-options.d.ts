/** @param {ParseOptions | undefined} options */
export function requireParseOptions(options: ParseOptions | undefined): {
    flags: number;
    maxDepth: number;
    duplicates: number;
};
/** @param {StringifyOptions | undefined} options */
export function requireStringifyOptions(options: StringifyOptions | undefined): {
    indent: number;
    flags: number;
    bytes: boolean;
    sorted: boolean;
    ascii: boolean;
    maxBytes: number;
};
/** The error for a text that is too long. @param {number} maxBytes */
export function lengthFault(maxBytes: number): import("./errors.js").ZerobufError | import("./errors.js").ZerobufRangeError | import("./errors.js").ZerobufTypeError;
/**
 * @param {string} code
 * @param {string} sentence  what must stand there, or must not
 * @param {{ offset: number, line: number, column: number }} place
 */
export function syntaxFault(code: string, sentence: string, place: {
    offset: number;
    line: number;
    column: number;
}): ZerobufSyntaxError;
export type ParseOptions = {
    /**
     * integers past 2^53 that fit 64 bits become bigints instead of
     * rounded numbers
     */
    bigint?: boolean | undefined;
    /**
     * arrays and objects inside each other; 512 by default. More is an
     * error with the code ZB_E_DEPTH
     */
    maxDepth?: number | undefined;
    /**
     * of a key that stands twice in an object:
     * the last value, at the first place, as JSON.parse does (the default); the first value; or an
     * error with the code ZB_E_EXISTS. The latter two need the engine
     */
    duplicates?: "first" | "last" | "reject" | undefined;
};
export type StringifyOptions = {
    /**
     * spaces for each level, 0 to 10; 0, the default, writes no whitespace
     */
    indent?: number | undefined;
    /**
     * keys in the order of their UTF-8 instead of the object's
     */
    sorted?: boolean | undefined;
    /**
     * escape everything outside ASCII
     */
    ascii?: boolean | undefined;
    /**
     * return UTF-8 instead of a string
     */
    bytes?: boolean | undefined;
    /**
     * of the text as UTF-8; by default 536,870,888, as long as a string
     * can be. More is an error with the code ZB_E_BUDGET: values that share parts many times over,
     * as hostile ones may, have texts without end
     */
    maxBytes?: number | undefined;
};
import { ZerobufSyntaxError } from './errors.js';
