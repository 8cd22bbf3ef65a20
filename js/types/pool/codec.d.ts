export { LARGE_BYTES } from "./attachments.js";
export class Codec {
    /**
     * @param {MemoryLike} memory  a WebAssembly.Memory, which may grow, or `{ buffer }`
     * @param {number} keysAt   bytes [keysAt, keysEnd) of the region are this codec's alone: keys
     * @param {number} keysEnd  it has written stay there for its life. 0, 0: none
     * @param {(bytes: Uint8Array<ArrayBuffer>) => unknown} [revive]  makes what an object that was carried
     *   by its buffer becomes on reading; by default the buffer
     * @param {object} [place]
     * @param {(view: TypedArray) => TypedArray} [place.adopt]  what is given for elements of a shared region; by default the view
     * @param {Codec} [place.region]  of the shared region, when the memory is another
     * @param {number} [place.maxBytes]  of bytes that are copied to travel beside a value
     */
    constructor(memory: MemoryLike, keysAt: number, keysEnd: number, revive?: (bytes: Uint8Array<ArrayBuffer>) => unknown, { adopt, region, maxBytes }?: {
        adopt?: ((view: TypedArray) => TypedArray) | undefined;
        region?: Codec | undefined;
        maxBytes?: number | undefined;
    });
    /** @private */
    private arena;
    /** @private @type {Attachments} */
    private beside;
    /** @private */
    private ancestors;
    /** @private */
    private site;
    /** @private */
    private isViewing;
    /**
     * Write a value.
     *
     * @param {number} slot  offset of 16 bytes, 8-aligned
     * @param {unknown} value
     * @param {number} start  what the value needs beside its slot goes to [start, end)
     * @param {number} end
     * @param {ArrayBuffer[]} attachments  takes the buffers that must travel with the message
     * @returns {number} one past the last byte that was used; 0 when the value does not fit: the
     *   slot and the attachments are then as they were
     * @throws {TypeError} for what cannot travel, with the path to it; {PoolError} bytes beside it are
     *   more than maxBytes; what a getter throws
     */
    write(slot: number, value: unknown, start: number, end: number, attachments: ArrayBuffer[]): number;
    /** @private @param {number} slot @param {unknown} value @param {number} start @param {number} end @param {ArrayBuffer[]} attachments */
    private writeOther;
    /** @private The error with the place in the value, where there is one to tell. @param {unknown} error */
    private located;
    /**
     * Read a deep copy.
     *
     * @param {number} slot  where write() put the value
     * @param {readonly ArrayBuffer[]} attachments  that came with it
     * @returns {any}
     */
    read(slot: number, attachments: readonly ArrayBuffer[]): any;
    /** @private @param {number} slot @param {number} tag @param {readonly ArrayBuffer[]} attachments */
    private readContent;
    /** @private @param {number} slot @param {number} tag */
    private copy;
    /**
     * An accessor over the value where it lies, scalars as they are. Typed arrays, maps, sets and
     * errors in it are copied when they are read.
     *
     * @param {number} slot  where write() put the value
     * @param {readonly ArrayBuffer[]} attachments  that came with it
     * @returns {any} valid until endView()
     */
    view(slot: number, attachments: readonly ArrayBuffer[]): any;
    /** Whether a buffer is that of its memory, as it is or before it grew. @param {ArrayBufferLike} buffer */
    hasBuffer(buffer: ArrayBufferLike): boolean;
    /** The call has ended: from now on its accessors throw a StaleReferenceError. */
    endView(): void;
}
import type { MemoryLike } from '../core/region.js';
import type { TypedArray } from '../core/extended/column.js';
