/** @import { Key } from '../core/keys.js' */
/** @import { MemoryLike } from '../core/region.js' */
/** Thrown when a span is full; carries nothing. */
export const DOES_NOT_FIT: Readonly<{}>;
export class CallArena extends Arena {
    /**
     * @param {MemoryLike} memory
     * @param {number} keysAt
     * @param {number} keysEnd
     */
    constructor(memory: MemoryLike, keysAt: number, keysEnd: number);
    /** @readonly */
    readonly span: Span;
    /** @private Where the next lasting key goes. */
    private keysNext;
    /** @private @readonly */
    private readonly keysEnd;
    /** @private Whether a span was lent. */
    private isLent;
    /** A value is written to [start, end) now. @param {number} start @param {number} end */
    begin(start: number, end: number): void;
    /** One past the last byte that the value has used so far. */
    get used(): number;
    /** No value is written any more: what the span holds is for others to read. */
    finish(): void;
    /** All values that were read in place are gone. */
    dropAccessors(): void;
    /** @override @protected @returns {never} */
    protected override takeGrown(): never;
    /** @override @package @param {string} what @param {number} handle */
    override stale(what: string, handle: number): StaleReferenceError;
}
import { Arena } from '../core/arena.js';
import { Span } from './span.js';
import { StaleReferenceError } from '../core/errors.js';
import type { MemoryLike } from '../core/region.js';
