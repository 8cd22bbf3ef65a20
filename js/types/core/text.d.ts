/** UTF-8 of a text; lone surrogates become U+FFFD. @param {string} text @returns {Uint8Array} */
export function encodeText(text: string): Uint8Array;
/** Bytes that a text takes as UTF-8. @param {string} text */
export function textByteLength(text: string): number;
/**
 * Place a text: measure, let `place` allocate, then write.
 *
 * @param {Region} region
 * @param {string} text
 * @param {(byteLength: number) => number} place  returns where the bytes go
 */
export function writeText(region: Region, text: string, place: (byteLength: number) => number): void;
/**
 * Write a text where there is room for it.
 *
 * @param {Uint8Array} u8
 * @param {string} text
 * @param {number} at
 * @param {number} room  bytes
 * @returns {number} bytes written
 */
export function writeUtf8(u8: Uint8Array, text: string, at: number, room: number): number;
/**
 * Text of `byteLength` bytes at `at`. Bytes that are not UTF-8 read as U+FFFD.
 *
 * @param {Region} region
 * @param {number} at          the caller has checked the range
 * @param {number} byteLength
 * @returns {string}
 */
export function readText(region: Region, at: number, byteLength: number): string;
import type { Region } from './region.js';
