export class EngineBlock {
    /**
     * Take the bytes and instantiate the module over them.
     *
     * @param {Arena} arena
     * @param {WebAssembly.Module} module
     * @param {EngineImports} host
     * @param {number} [at]  bytes of the user's own, below the arena; else bytes of the arena
     *   that it then never frees
     * @param {WebAssembly.Module} [kernels]
     */
    constructor(arena: Arena, module: WebAssembly.Module, host: EngineImports, at?: number, kernels?: WebAssembly.Module);
    /** Offset of the block. */
    at: number;
    byteLength: number;
    windowAt: number;
    windowBytes: number;
    /** @private */
    private stackTop;
    /** @private */
    private stackPointer;
    exports: EngineExports;
    /**
     * The functions zb_kernel_* of columns, and the stack, which they share. They have no data.
     *
     * @type {Readonly<Record<string, any>> | undefined}
     */
    kernels: Readonly<Record<string, any>> | undefined;
    /** Slots through which values go in and out. */
    argumentAt: number;
    resultAt: number;
    /** Forget what a call that was left by an exception had on the stack. */
    unwind(): void;
}
/**
 * What the module exports. Statuses are those of SPEC.md, 7.
 */
export type EngineExports = {
    __wasm_apply_data_relocs?: (() => void) | undefined;
    engine_table_bytes: () => number;
    engine_start: (table: number, window: number, windowBytes: number) => void;
    engine_argument_at: () => number;
    engine_result_at: () => number;
    parse_begin: (control: number, flags: number, maxDepth: number, duplicates: number) => number;
    parse_feed: (at: number, length: number) => number;
    parse_end: () => number;
    parse_abort: () => void;
    parse_error_offset: () => number;
    parse_error_line: () => number;
    parse_error_column: () => number;
    parse_error_what: () => number;
    stringify: (control: number, indent: number, flags: number) => number;
    copy: (control: number) => number;
    verify: (kind: number, root: number, flags: number, slots: number, maxDepth: number, maxNodes: number, maxBytes: number, scratch: number, scratchBytes: number) => number;
    verify_nodes: () => number;
    verify_bytes: () => number;
    verify_offset: () => number;
    verify_depth: () => number;
};
/**
 * What the module asks of JavaScript.
 */
export type EngineImports = {
    grow(bytes: number): number;
    emit(length: number): void;
};
import type { Arena } from './arena.js';
