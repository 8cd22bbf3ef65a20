/** Values up to this length are tried in the region; longer ones travel as images. */
export const MAX_BLOCK_BYTES: number;
export class ArgumentWriter {
    /**
     * @param {Calls} calls
     * @param {Blocks} blocks
     * @param {Codec} codec
     * @param {number} maxPayloadBytes
     * @param {Stats} stats
     */
    constructor(calls: Calls, blocks: Blocks, codec: Codec, maxPayloadBytes: number, stats: Stats);
    /** @private */
    private calls;
    /** @private */
    private blocks;
    /** @private */
    private codec;
    /** @private */
    private maxPayloadBytes;
    /** @private */
    private stats;
    /** @private Takes the attachments. @type {ArrayBuffer[]} */
    private outgoing;
    /**
     * Write the argument, and the record's header; move what travels beside the region.
     *
     * @param {OpenCall} open
     * @param {number} call  its record, which is free
     * @param {AttachmentPort | undefined} port  of the lane it is for
     * @throws {TypeError} what cannot travel. {PoolError} it is too long. The record may have a block then
     */
    write(open: OpenCall, call: number, port: AttachmentPort | undefined): void;
    /**
     * An argument that does not fit into its record.
     *
     * @private
     * @param {CallerTask} task
     * @param {number} call
     * @param {number} slot
     * @param {unknown} argument
     * @returns {number} one past its last byte; 0: it does not fit into a block either
     */
    private writeLong;
}
import type { OpenCall } from './open-call.js';
import type { AttachmentPort } from './attachment-port.js';
import type { Calls } from './calls.js';
import type { Blocks } from './blocks.js';
import type { Codec } from './codec.js';
import type { Stats } from './stats.js';
