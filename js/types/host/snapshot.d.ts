/** As ZB_SNAPSHOT_MAX_BYTES. */
export const SNAPSHOT_MAX_BYTES: number;
/** The images of one object: there is one at a time. */
export class Snapshots {
    /**
     * @param {WebAssembly.Module} module
     * @param {Storage} storage
     * @param {{wanted: boolean, loads: boolean}} options  `loads`: the instance begins with data from outside
     */
    constructor(module: WebAssembly.Module, storage: Storage, { wanted, loads }: {
        wanted: boolean;
        loads: boolean;
    });
    storage: Storage;
    key: string;
    /** Why no image is kept; '' when one can be. */
    refusal: string;
    /**
     * @param {WebAssembly.Memory} memory whose bytes are the module's first ones; not touched unless all is well
     * @returns {boolean} false: there is no image
     * @throws {Error} that says what is wrong with the image
     */
    restore(memory: WebAssembly.Memory): boolean;
    /**
     * Put an image in place of the last one, or leave that as it is.
     * @param {Uint8Array} u8 all of the memory
     * @param {Uint8Array} free one bit for each page: what is free is kept as zeros
     * @returns {number} pages written
     */
    save(u8: Uint8Array, free: Uint8Array): number;
    #private;
}
export type Header = {
    format: string;
    module: string;
    pages: number;
    checksum: string;
};
import type { Storage } from './sql-files.js';
