/**
 * Tag and handle of an accessor of the arena's memory; undefined for every other value.
 *
 * @param {Arena} arena
 * @param {unknown} value
 * @throws {RangeError} when it outlived its checkpoint
 */
export function ownedBy(arena: Arena, value: unknown): {
    tag: 5 | 6;
    handle: number;
} | undefined;
/**
 * Number of the kind, and offset, of a root.
 *
 * @param {Arena} arena
 * @param {unknown} root   an accessor of this memory, or an offset
 * @param {unknown} [kind]  of an offset; an object by default
 */
export function locate(arena: Arena, root: unknown, kind?: unknown): {
    kind: number;
    at: number;
};
/**
 * What an offset is of.
 */
export type RootKind = "slot" | "object" | "array" | "schema";
import type { Arena } from './arena.js';
