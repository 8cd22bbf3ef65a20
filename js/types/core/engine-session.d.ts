export class EngineSession {
    /**
     * @param {Arena} arena
     * @param {WebAssembly.Module} module
     * @param {number} [at]  of the engine's block
     * @param {WebAssembly.Module} [kernels]
     */
    constructor(arena: Arena, module: WebAssembly.Module, at?: number, kernels?: WebAssembly.Module);
    arena: Arena;
    block: EngineBlock;
    exports: import("./engine-block.js").EngineExports;
    /** Takes the text that C emits: `length` bytes in the window. @type {(length: number) => void} */
    receive: (length: number) => void;
    /** @private */
    private isPrivate;
    /** Control block for C. @readonly */
    readonly control: number;
    /** @private The arena's when its interned keys were last true. */
    private epoch;
    /** @private @param {number} wordAt @param {number} value */
    private store;
    /** @private @param {number} wordAt */
    private load;
    /** @private What of the control block never changes; the rest of it is zero. */
    private initialise;
    /** @private */
    private forgetKeys;
    /** Begin a call that allocates. */
    enter(): void;
    /** The call went well: what C allocated is the arena's. */
    keep(): void;
    /** The call went well, and its result needs no bytes: those that C allocated are free again. */
    discard(): void;
    /** @private Make room; a zb_status. @param {number} bytes  0: look at the memory again */
    private grow;
    /**
     * Run a call that may be left by an exception.
     *
     * @template T
     * @param {() => T} call
     * @param {() => void} [abort]  give back what C holds
     * @returns {T}
     */
    run<T>(call: () => T, abort?: () => void): T;
    /**
     * Require a call to have succeeded.
     *
     * @param {number} status
     * @param {string} what    what was being done
     * @param {number} [offset]
     */
    require(status: number, what: string, offset?: number): void;
}
import type { Arena } from './arena.js';
import { EngineBlock } from './engine-block.js';
