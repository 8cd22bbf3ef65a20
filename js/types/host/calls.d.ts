/** Whether handlers can wait in this engine. */
export const CAN_WAIT: boolean;
/** A call from its request to its response. */
export class OpenCall {
    /**
     * @param {number} request
     * @param {HeaderSource} headers
     * @param {StreamedBody | null} body
     */
    constructor(request: number, headers: HeaderSource, body: StreamedBody | null);
    request: number;
    headers: HeaderSource;
    body: StreamedBody | null;
    /** Operations that were started and not waited for. @type {Map<number, Promise<unknown>>} */
    pending: Map<number, Promise<unknown>>;
    lastTicket: number;
    /** What is to be stopped if it still runs when the call ends. @type {Set<() => void>} */
    atEnd: Set<() => void>;
    /** Ends the wait that the call is in. @type {(error: unknown) => void} */
    interrupt: (error: unknown) => void;
}
export class Calls {
    /**
     * @param {WebAssembly.Module} module checked by checkModule(), which said that it waits
     * @param {{load?: Load | undefined, log?: ((line: string) => void) | undefined}} options
     */
    constructor(module: WebAssembly.Module, { load, log }: {
        load?: Load | undefined;
        log?: ((line: string) => void) | undefined;
    });
    /** @type {Map<number, OpenCall>} */
    open: Map<number, OpenCall>;
    /** Why no call of this instance can go on. @type {unknown} */
    broken: unknown;
    instance: Instance;
    enter: (request: number) => Promise<number>;
    zbPlan: (request: number) => number;
    /**
     * Whether the body of a request is to be read by its handler.
     * @param {string} method
     * @param {string} path with query
     */
    streams(method: string, path: string): boolean;
    /**
     * Answer one request.  Throws or rejects with whatever the guest throws; `null` when the guest has no memory for it.
     * @param {string} method
     * @param {string} path with query
     * @param {Bytes | null} body
     * @param {number} bodyTag
     * @param {HeaderSource} headers
     * @param {BodySource | null} source of a body for a handler that streams
     * @returns {Answer | null | Promise<Answer>}
     */
    call(method: string, path: string, body: Bytes | null, bodyTag: number, headers: HeaderSource, source: BodySource | null): Answer | null | Promise<Answer>;
    /**
     * One call has left the memory in a state that nobody knows: none of the others can go on in it.
     * @param {unknown} error
     */
    break(error: unknown): void;
    #private;
}
import type { HeaderSource } from './headers.js';
import { StreamedBody } from './body.js';
import { Instance } from './instance.js';
import type { Bytes } from './instance.js';
import type { BodySource } from './body.js';
import type { Answer } from './instance.js';
import type { Load } from './instance.js';
