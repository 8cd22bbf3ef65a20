/**
 * @param {Bytes} bytes
 * @returns {number}
 */
export function byteLength(bytes: Bytes): number;
export class Instance {
    /**
     * @param {WebAssembly.Module} module checked by checkModule()
     * @param {{load?: Load | undefined, log?: ((line: string) => void) | undefined}} options
     */
    constructor(module: WebAssembly.Module, { load, log }: {
        load?: Load | undefined;
        log?: ((line: string) => void) | undefined;
    });
    /**
     * Made when the guest first calls it.
     * @type {CryptoImport | null}
     */
    crypto: CryptoImport | null;
    exports: import("./abi.js").GuestExports;
    alloc: (bytes: number) => number;
    handle: (request: number) => number;
    release: (request: number) => void;
    minimal: boolean;
    slotCount: number;
    eagerHeaders: boolean;
    /** The request being answered, and its headers. */
    request: number;
    /** @type {HeaderSource} */
    headers: HeaderSource;
    texts: ShortTexts;
    /** The content type that was checked last. */
    checkedType: string;
    u8: Uint8Array<ArrayBuffer>;
    u32: Uint32Array<ArrayBuffer>;
    /**
     * Answer one request.  Throws whatever the guest throws; `null` when the guest has no memory for it.
     * @param {string} method
     * @param {string} path with query
     * @param {Bytes | null} body
     * @param {number} bodyTag Tag.Bytes, or Tag.String for bytes that are known to be UTF-8
     * @param {HeaderSource} headers
     * @returns {Answer | null}
     */
    call(method: string, path: string, body: Bytes | null, bodyTag: number, headers: HeaderSource): Answer | null;
    #private;
}
/**
 * Bytes, or bytes in the pieces in which they arrived.
 */
export type Bytes = Uint8Array | readonly Uint8Array[];
export type Answer = {
    status: number;
    contentType: string | null;
    /**
     * a copy; short ASCII text is a string
     */
    body: string | Uint8Array | null;
    headers: readonly (readonly [name: string, value: string])[];
};
export type Load = (buf: ReturnType<typeof zerobuf>) => unknown;
import { CryptoImport } from './crypto.js';
import type { HeaderSource } from './headers.js';
import { ShortTexts } from './texts.js';
import { zerobuf } from '../core/index.js';
