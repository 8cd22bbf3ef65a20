/**
 * @param {Bytes} bytes
 * @returns {number}
 */
export function byteLength(bytes: Bytes): number;
export class Instance {
    /**
     * @param {WebAssembly.Module} module checked by checkModule()
     * @param {object} options
     * @param {Load} [options.load]
     * @param {WebAssembly.ModuleImports} [options.imports] what calls that wait import
     * @param {OpenCalls} [options.calls] those calls, by request
     * @param {(line: string) => void} [options.log]
     * @param {number} [options.maxLoopSteps]
     * @param {Snapshots} [options.snapshots] images of the memory, where they can be kept
     */
    constructor(module: WebAssembly.Module, { load, imports: waiting, calls, log, maxLoopSteps, snapshots }: {
        load?: Load | undefined;
        imports?: WebAssembly.ModuleImports | undefined;
        calls?: OpenCalls | undefined;
        log?: ((line: string) => void) | undefined;
        maxLoopSteps?: number | undefined;
        snapshots?: Snapshots | undefined;
    });
    calls: OpenCalls;
    log: (line: string) => void;
    /** Made when the guest first calls it. @type {CryptoImport | null} */
    crypto: CryptoImport | null;
    exports: import("./abi.js").GuestExports;
    alloc: (bytes: number) => number;
    handle: (request: number) => number;
    release: (request: number) => void;
    steps: import("./steps.js").Steps | null;
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
    saver: Saver;
    /** What it took to start: memory never shrinks below. */
    startBytes: number;
    /** Take the views anew when the memory has grown: growth detaches its old buffer. */
    refresh(): void;
    /**
     * Answer one request.  Throws whatever the guest throws; `null` when the guest has no memory for it.
     * @param {string} method
     * @param {string} path with query
     * @param {Bytes | null} body
     * @param {number} bodyTag Tag.Bytes, or Tag.String for bytes that are known to be UTF-8
     * @param {HeaderSource} headers
     * @param {PackedValues | null} values
     * @returns {Answer | null}
     */
    call(method: string, path: string, body: Bytes | null, bodyTag: number, headers: HeaderSource, values: PackedValues | null): Answer | null;
    /**
     * Read the response to a request, and give all back that it took.
     * @param {number} request
     * @param {unknown} response what handle_zerobuf returned
     * @param {readonly unknown[]} [objects] of the host, which the call has met
     */
    end(request: number, response: unknown, objects?: readonly unknown[]): Answer;
    /**
     * Write slots, texts and body of a request in one allocation.  `true` as a body is one that the guest reads as it comes.
     * @param {string} method
     * @param {string} path
     * @param {Bytes | true | null} body
     * @param {number} bodyTag
     * @param {string | null} lines headers for a guest that does not ask for them
     * @param {PackedValues | null} values that go with the request
     * @returns {number} the request, 0 when the guest has no memory for it
     */
    write(method: string, path: string, body: Bytes | true | null, bodyTag: number, lines: string | null, values: PackedValues | null): number;
    /**
     * Write UTF-8 where there is room for three bytes per unit.
     * @param {number} at
     * @param {string} text
     * @returns {number} bytes written
     */
    encode(at: number, text: string): number;
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
     * a copy; short ASCII text is a string.  A
     * stream, or a response of the host's that is passed on, only where handlers wait
     */
    body: string | Uint8Array | ResponseStream | PassedResponse | null;
    headers: readonly (readonly [name: string, value: string])[];
};
export type Load = (buf: ReturnType<typeof zerobuf>) => unknown;
export type OpenCalls = ReadonlyMap<number, {
    headers: HeaderSource;
    journal: Journal | null;
}>;
import { CryptoImport } from './crypto.js';
import type { HeaderSource } from './headers.js';
import { ShortTexts } from './texts.js';
import { Saver } from './saver.js';
import type { PackedValues } from './values.js';
import type { Snapshots } from './snapshot.js';
import type { ResponseStream } from './response-stream.js';
import type { PassedResponse } from './passed-response.js';
import { zerobuf } from '../core/index.js';
import type { Journal } from './journal.js';
