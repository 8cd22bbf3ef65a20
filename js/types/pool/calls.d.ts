export class Calls {
    /**
     * @param {Int32Array} words  of the region
     * @param {number} at  offset of the first record, 64-aligned
     * @param {number} count  a power of two
     * @param {number} bytes  of a record, a multiple of 64
     */
    constructor(words: Int32Array, at: number, count: number, bytes: number);
    /** @readonly */
    readonly words: Int32Array<ArrayBufferLike>;
    /** @readonly */
    readonly count: number;
    /** @private */
    private at;
    /** @private */
    private bytes;
    /** Offset of a record. @param {number} call */
    offset(call: number): number;
    /** @private @param {number} call @param {number} field */
    private word;
    /** Where the argument's slot lies. @param {number} call */
    argument(call: number): number;
    /** Where the result's slot lies. @param {number} call */
    result(call: number): number;
    /** First byte of the record that values may use. @param {number} call */
    start(call: number): number;
    /** One past the last of them. @param {number} call */
    end(call: number): number;
    /**
     * Caller: fill in a free record whose argument is written.
     *
     * @param {number} call
     * @param {number} task
     * @param {number} flags
     * @param {number} used  one past the last byte of the argument
     * @param {number} attachments  how many come beside the region
     * @param {number} number  of the message that brings them
     */
    prepare(call: number, task: number, flags: number, used: number, attachments: number, number: number): void;
    /** @param {number} call @param {number} block  offset, 0: none @param {number} bytes */
    setBlock(call: number, block: number, bytes: number): void;
    /** Offset of the memory that the call has besides its record; 0: none. @param {number} call */
    block(call: number): number;
    /** @param {number} call */
    blockBytes(call: number): number;
    /** @param {number} call */
    task(call: number): number;
    /** How many attachments came, or come back. @param {number} call */
    attachments(call: number): number;
    /** Of the message that brings them. @param {number} call */
    number(call: number): number;
    /** One past the last byte of the argument. @param {number} call */
    used(call: number): number;
    /** @param {number} call */
    flags(call: number): number;
    /**
     * Caller: let a worker take the call.
     *
     * @param {number} call
     * @param {number} lane  whose worker alone may take it; -1: any
     */
    setPosted(call: number, lane: number): void;
    /** @param {number} call */
    isPosted(call: number): boolean;
    /** Worker: take a posted call. @param {number} call @param {number} lane @returns {boolean} false: another did, or it is not for this lane */
    take(call: number, lane: number): boolean;
    /** Caller: take a posted call back. @param {number} call @returns {boolean} false: a worker has it */
    withdraw(call: number): boolean;
    /**
     * Worker: the result is written.
     *
     * @param {number} call
     * @param {number} lane
     * @param {boolean} threw  the result is what was thrown
     * @param {number} flags
     * @param {number} attachments  how many come beside the region
     * @param {number} number  of the message that brings them
     */
    setOver(call: number, lane: number, threw: boolean, flags: number, attachments: number, number: number): void;
    /** CALL_FREE, CALL_POSTED, … @param {number} call */
    phase(call: number): number;
    /** Which lane took it; -1: none. @param {number} call */
    lane(call: number): number;
    /** Caller: ask the task to stop. @param {number} call */
    abort(call: number): void;
    /** Worker: whether it was asked to. @param {number} call */
    isAborted(call: number): boolean;
}
