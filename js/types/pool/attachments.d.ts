/** @import { Arena } from '../core/arena.js' */
/** @import { Cell } from '../core/cell.js' */
/** @import { ColumnType, TypedArray } from '../core/extended/column.js' */
/** @import { Written } from '../core/extended/written.js' */
/** More bytes than this are attached. */
export const LARGE_BYTES: 65536;
/** The carrier of a codec's arena: core/extended/carrier.js. */
export class Attachments {
    /**
     * @param {Arena} arena
     * @param {number} probeAt  see OwnBuffers
     * @param {((bytes: Uint8Array<ArrayBuffer>) => unknown) | undefined} revive
     * @param {Attachments | undefined} region  of the shared region, when the arena is another
     * @param {((view: TypedArray) => TypedArray) | undefined} adopt
     * @param {number} [maxBytes]  that are copied for one value
     */
    constructor(arena: Arena, probeAt: number, revive: ((bytes: Uint8Array<ArrayBuffer>) => unknown) | undefined, region: Attachments | undefined, adopt: ((view: TypedArray) => TypedArray) | undefined, maxBytes?: number);
    /** @private */
    private arena;
    /** @private */
    private region;
    /** What is given for elements of the shared region. @readonly */
    readonly adopt: (view: TypedArray) => TypedArray;
    /** @readonly */
    readonly own: OwnBuffers;
    /** @private */
    private revive;
    /** @private What goes with the value that is being written. @type {ArrayBuffer[]} */
    private outgoing;
    /** @readonly */
    readonly maxBytes: number;
    /** @private */
    private long;
    /** @private Of the value that is read. */
    private incoming;
    /** A value is about to be written. @param {ArrayBuffer[]} outgoing  takes the buffers */
    begin(outgoing: ArrayBuffer[]): void;
    /** It is written: attach what was collected. */
    attach(): void;
    /** Attach nothing more; of a value that failed, nothing at all. */
    finish(): void;
    /**
     * A value is about to be read.
     *
     * @param {readonly ArrayBuffer[]} buffers  that came with it
     * @returns {Incoming} those of the value that was read before, for restore()
     */
    receive(buffers: readonly ArrayBuffer[]): Incoming;
    /** @param {Incoming} before */
    restore(before: Incoming): void;
    /** Nothing is read any more. */
    release(): void;
    /** @param {object} value @param {string} kind @param {Written} written @returns {Readonly<Cell> | undefined} */
    take(value: object, kind: string, written: Written): Readonly<Cell> | undefined;
    /** @private Whether bytes are the arena's own. @param {ArrayBufferLike} buffer @param {number} offset @param {number} byteLength */
    private holds;
    /** @private @param {ColumnType} type @param {number} offset @param {number} length @returns {number} offset of the header */
    private takeShared;
    /** @private @param {object} value @param {unknown} method @returns {number} offset of the header */
    private takeReference;
    /**
     * Long bytes, and short ones of a buffer that is attached already.
     *
     * @private
     * @param {object} value
     * @param {number} kind
     * @param {ArrayBufferLike} buffer
     * @param {number} from  first byte
     * @param {number} byteLength
     * @param {number} length  what the header says
     * @param {Written} written
     * @returns {Readonly<Cell> | undefined}
     */
    private takeBytes;
    /** @private @param {number} kind @param {number} length @param {number} [number] @param {number} [offset] */
    private takeHeader;
    /** @private @param {Uint8Array<ArrayBuffer>} bytes */
    private reviveBytes;
    /** @param {number} slot @param {number} tag @returns {unknown} */
    read(slot: number, tag: number): unknown;
}
/**
 * what came with a value, and what revive() made of it
 */
export type Incoming = {
    buffers: readonly ArrayBuffer[];
    revived: unknown[];
};
import type { TypedArray } from '../core/extended/column.js';
import { OwnBuffers } from './own-buffers.js';
import type { Written } from '../core/extended/written.js';
import type { Cell } from '../core/cell.js';
import type { Arena } from '../core/arena.js';
