/**
 * The error for a status, of the class that the language itself would use.
 *
 * @param {string} code      name of a status
 * @param {string} sentence  what was wrong and what to do about it
 * @param {number} [offset]  byte offset in the region, when there is one
 * @returns {ZerobufError | ZerobufRangeError | ZerobufTypeError}
 */
export function fault(code: string, sentence: string, offset?: number): ZerobufError | ZerobufRangeError | ZerobufTypeError;
/**
 * The error for a value of a kind that cannot be used.
 *
 * @param {string} sentence  what was wrong and what to do about it
 */
export function typeFault(sentence: string): ZerobufTypeError;
/**
 * The error for a value that cannot be written.
 *
 * @param {string} sentence  what was wrong and what to do about it
 */
export function refusal(sentence: string): ZerobufTypeError;
/** The sentence of a refusal(); undefined for other errors. @param {unknown} error */
export function refusedBecause(error: unknown): string | undefined;
/**
 * The error for a status number that C returned.
 *
 * @param {number} status    a negative zb_status
 * @param {string} sentence  what was being done
 * @param {number} [offset]  byte offset in the region, when there is one
 */
export function faultOfStatus(status: number, sentence: string, offset?: number): ZerobufError | ZerobufRangeError | ZerobufTypeError;
/**
 * Everything that this library throws on purpose is `instanceof ZerobufError`.
 * Errors that the language would report as a RangeError or a TypeError are also
 * instances of those: see {@link ZerobufRangeError} and {@link ZerobufTypeError}.
 */
export class ZerobufError extends Error {
    /**
     * @override
     * @param {unknown} value
     * @returns {value is any}
     */
    static override [Symbol.hasInstance](value: unknown): value is any;
    /**
     * @param {string} code      name of a status, like "ZB_E_CORRUPT"
     * @param {string} sentence  what was wrong and what to do about it
     * @param {number} [offset]  byte offset in the region, when there is one
     */
    constructor(code: string, sentence: string, offset?: number);
    /** Name of the status, the same in C and JavaScript. */
    code: string;
    /** Byte offset in the region where the fault was found. @type {number | undefined} */
    offset: number | undefined;
}
/** A RangeError that is also a ZerobufError: offsets, lengths, sizes, checkpoints, memory. */
export class ZerobufRangeError extends RangeError {
    /**
     * @param {string} code      name of a status
     * @param {string} sentence  what was wrong and what to do about it
     * @param {number} [offset]  byte offset in the region, when there is one
     */
    constructor(code: string, sentence: string, offset?: number);
    code: string;
    /** @type {number | undefined} */
    offset: number | undefined;
}
/** A TypeError that is also a ZerobufError: values of a kind that cannot be used here. */
export class ZerobufTypeError extends TypeError {
    /**
     * @param {string} code      name of a status
     * @param {string} sentence  what was wrong and what to do about it
     * @param {number} [offset]  byte offset in the region, when there is one
     */
    constructor(code: string, sentence: string, offset?: number);
    code: string;
    /** @type {number | undefined} */
    offset: number | undefined;
}
/**
 * Something was used, or would come to be used, after a restore freed it. A RangeError and a
 * ZerobufError, like every error about checkpoints; `code` is ZB_E_CHECKPOINT.
 */
export class StaleReferenceError extends ZerobufRangeError {
    /**
     * @param {string} sentence    what was wrong and what to do about it
     * @param {number} offset      byte offset of the freed value, or of the slot that refers to it
     * @param {number} checkpoint  the checkpoint whose restore frees it
     */
    constructor(sentence: string, offset: number, checkpoint: number);
    /** The checkpoint whose restore freed the value. */
    checkpoint: number;
}
/** A SyntaxError that is also a ZerobufError: text that is no JSON, or nests too deep, or is no UTF-8. */
export class ZerobufSyntaxError extends SyntaxError {
    /**
     * @param {string} code      name of a status
     * @param {string} sentence  what was wrong
     * @param {{ offset: number, line: number, column: number }} place  in the text: bytes of UTF-8
     *   before it; line and column from 1, the column in bytes
     */
    constructor(code: string, sentence: string, { offset, line, column }: {
        offset: number;
        line: number;
        column: number;
    });
    code: string;
    /** Bytes of the text before the place. */
    offset: number;
    line: number;
    column: number;
}
