/** Whether handlers can wait in this engine. */
export const CAN_WAIT: boolean;
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
     * @param {Surroundings} surroundings
     * @param {(error: unknown) => void} failLate told what stopped a handler that has sent a part of its answer
     * @returns {Answer | null | Promise<Answer>}
     */
    call(method: string, path: string, body: Bytes | null, bodyTag: number, headers: HeaderSource, source: BodySource | null, surroundings: Surroundings, failLate: (error: unknown) => void): Answer | null | Promise<Answer>;
    /**
     * One call has left the memory in a state that nobody knows: none of the others can go on in it.
     * @param {unknown} error
     */
    break(error: unknown): void;
    #private;
}
import { OpenCall } from './open-call.js';
import { Instance } from './instance.js';
import type { Bytes } from './instance.js';
import type { HeaderSource } from './headers.js';
import type { BodySource } from './body.js';
import type { Surroundings } from './open-call.js';
import type { Answer } from './instance.js';
import type { Load } from './instance.js';
