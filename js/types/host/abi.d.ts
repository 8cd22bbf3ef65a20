/**
 * Check names and kinds without instantiating.
 * @param {WebAssembly.Module} module
 * @returns {{concurrent: boolean}} whether it takes many calls at a time, which wait
 * @throws {GuestError}
 */
export function checkModule(module: WebAssembly.Module): {
    concurrent: boolean;
};
/**
 * Check what only an instance shows: parameter counts, the kind of memory, the version.
 * @param {WebAssembly.Exports} exports
 * @returns {{guest: GuestExports, minimal: boolean, eagerHeaders: boolean}}
 */
export function checkInstance(exports: WebAssembly.Exports): {
    guest: GuestExports;
    minimal: boolean;
    eagerHeaders: boolean;
};
/**
 * The exports of a guest.  Offsets are the signed i32 that WebAssembly hands out.
 */
export type GuestExports = {
    memory: WebAssembly.Memory;
    zb_abi: () => number;
    zb_alloc: (bytes: number) => number;
    handle_zerobuf: (request: number) => number;
    _initialize?: (() => void) | undefined;
    _start?: (() => void) | undefined;
    zb_release?: ((request: number) => void) | undefined;
    zb_plan?: ((request: number) => number) | undefined;
    zb_grow?: ((request: number, bytes: number) => number) | undefined;
    zb_arena?: (() => number) | undefined;
    zb_arena_grow?: ((control: number, bytes: number) => number) | undefined;
    zb_arena_restore?: ((control: number, checkpoint: number) => number) | undefined;
    zb_init?: ((slots: number) => number) | undefined;
    zb_last_words?: (() => number) | undefined;
    zb_steps?: WebAssembly.Global<keyof WebAssembly.ValueTypeMap> | undefined;
    zb_steps_out?: WebAssembly.Global<keyof WebAssembly.ValueTypeMap> | undefined;
    zb_panic_words?: (() => number) | undefined;
};
