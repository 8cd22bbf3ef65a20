/** @import { Arena } from './arena.js' */
/** @import { Cell } from './cell.js' */
/**
 * Allocate what a value needs and say what its slot holds. May run user code (getters,
 * toJSON), so offsets of blocks must be looked up again afterwards.
 *
 * @param {Arena} arena  synced, within undoOnFailure()
 * @param {unknown} value
 * @param {string} [key]  of the value, for toJSON
 * @param {Written} [written]  of newWritten(), for values that may share parts with others
 * @returns {Readonly<Cell>} one object for all calls: valid until the next
 */
export function encode(arena: Arena, value: unknown, key?: string, written?: Written): Readonly<Cell>;
/**
 * What one operation has written so far, for an arena that keeps identity.
 *
 * @param {Arena} arena
 * @returns {Written | undefined} undefined for a strict arena
 */
export function newWritten(arena: Arena): Written | undefined;
/**
 * Run a writing operation; when it throws, free what it allocated. A shared arena keeps
 * those bytes until its next restore, and so does one in which user code, called from this
 * very operation (a getter, toJSON), wrote something else meanwhile: that must stay.
 *
 * @template T
 * @param {Arena} arena
 * @param {() => T} operation
 * @returns {T}
 */
export function undoOnFailure<T>(arena: Arena, operation: () => T): T;
/**
 * Write a value into a slot.
 *
 * @param {Arena} arena
 * @param {number} slot  offset of 16 bytes, 4-aligned
 * @param {unknown} value
 * @throws {TypeError} for what layout version 1 cannot carry, and for cyclic values
 * @throws {RangeError} for a bigint outside i64, an offset outside the region, or "out of
 *   memory". Nothing changes on failure.
 */
export function writeValue(arena: Arena, slot: number, value: unknown): void;
/** @param {Arena} arena @param {number} slot */
export function requireSlot(arena: Arena, slot: number): void;
/**
 * Write a string with its header.
 *
 * @param {Arena} arena
 * @param {string} text  lone surrogates become U+FFFD
 * @returns {number} offset of the header
 * @throws {RangeError} "out of memory", with nothing changed
 */
export function allocString(arena: Arena, text: string): number;
/**
 * Write bytes with their header.
 *
 * @param {Arena} arena
 * @param {Uint8Array} bytes  copied
 * @returns {number} offset of the header
 * @throws {RangeError} "out of memory", with nothing changed
 */
export function allocBytes(arena: Arena, bytes: Uint8Array): number;
/**
 * Write an array and all that it holds.
 *
 * @param {Arena} arena
 * @param {readonly unknown[]} values
 * @returns {number} its handle
 */
export function allocArray(arena: Arena, values: readonly unknown[]): number;
/**
 * Write an object and all that it holds.
 *
 * @param {Arena} arena
 * @param {object} value  its own enumerable string keys are stored
 * @returns {number} its handle
 */
export function allocObject(arena: Arena, value: object): number;
/**
 * Write an object or array and all that it holds.
 *
 * @param {Arena} arena
 * @param {unknown} value
 * @returns {Readonly<Cell>} valid until the next call
 */
export function allocRoot(arena: Arena, value: unknown): Readonly<Cell>;
import type { Arena } from './arena.js';
import { Written } from './extended/written.js';
import type { Cell } from './cell.js';
