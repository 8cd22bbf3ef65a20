/** @param {unknown} value @param {string} name @param {boolean} otherwise @returns {boolean} */
export function requireFlag(value: unknown, name: string, otherwise: boolean): boolean;
/** @param {unknown} types @returns {'v1' | 'full' | undefined} */
export function requireTypes(types: unknown): "v1" | "full" | undefined;
/** @param {unknown} bytes */
export function requireSize(bytes: unknown): void;
/** @param {unknown} align */
export function requireAlign(align: unknown): void;
export type ArenaOptions = {
    /**
     * pages of 65,536 bytes the memory may grow to; the default
     * is the memory's own maximum, never above 65,535
     */
    maxPages?: number | undefined;
    /**
     * offset of an existing control block to attach to
     */
    control?: number | undefined;
    /**
     * write a control block at the start offset, so that several
     * threads can allocate; the others attach to `arena.control`
     */
    shared?: boolean | undefined;
    /**
     * which values the arena takes and reads. 'v1': those of
     * layout version 1, which every reader knows (convert.js says what becomes of the others).
     * 'full': also what structured clone carries (extended/kinds.js). The default is 'v1', and
     * with `control` what the block says; 'full' over the block of a strict arena is refused
     */
    types?: "v1" | "full" | undefined;
    /**
     * false: the bytes may be written, now or later, by code that
     * means harm. Every read checks its bounds in either case; false also limits what a deep
     * copy may cost (`budget`). The default is true
     */
    trusted?: boolean | undefined;
    /**
     * limits of a deep copy; what is left out is unlimited,
     * and with `trusted: false` 128 levels, 1,048,576 values and 64 MiB of text and bytes
     */
    budget?: Partial<Budget> | undefined;
    /**
     * find uses of freed values: save() remembers where it was
     * called, restore() refuses when an older value refers to what it would free, and fills
     * what it frees with 0xDD. Costs a copy of the arena's bytes at each save()
     */
    debug?: boolean | undefined;
    /**
     * with `control`: how the owner makes room
     */
    grow?: ((bytes: number) => number | void) | undefined;
    /**
     * with `control`: how the owner restores
     */
    restore?: ((checkpoint: number) => number | void) | undefined;
};
import type { Budget } from './budget.js';
