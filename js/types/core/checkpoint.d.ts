/// <reference lib="esnext.disposable" preserve="true" />
/** @import { Arena } from './arena.js' */
export class Checkpoint {
    /** @param {Arena} arena  saved now */
    constructor(arena: Arena);
    /** @private */
    private arena;
    /** The offset that save() gave. @readonly */
    readonly offset: number;
    /** @private */
    private epoch;
    /** @private */
    private isOpen;
    /**
     * Free what was allocated since. The second call, and one after the arena was restored to
     * an older checkpoint, do nothing: the bytes above may belong to others by now.
     *
     * @throws {RangeError} as Arena.restore() does, and the checkpoint stays open
     */
    restore(): void;
}
import type { Arena } from './arena.js';
