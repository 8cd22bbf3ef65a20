/** A ReadableStream, piece by piece. */
export class Pieces {
    /** @param {ReadableStream<Uint8Array>} stream which nobody else reads */
    constructor(stream: ReadableStream<Uint8Array>);
    /** @type {{read: (into?: Uint8Array) => Promise<{value?: Uint8Array, done: boolean}>, cancel: () => Promise<void>}} */
    reader: {
        read: (into?: Uint8Array) => Promise<{
            value?: Uint8Array;
            done: boolean;
        }>;
        cancel: () => Promise<void>;
    };
    /** Where a byte stream puts each piece; without, the stream makes a new array for each. @type {ArrayBuffer | null} */
    buffer: ArrayBuffer | null;
    ended: boolean;
    /**
     * @returns {Promise<Uint8Array | null>} good until next() is called again, null at the end.  Not called again before
     *   it has settled
     */
    next(): Promise<Uint8Array | null>;
    /** Nobody reads on. */
    cancel(): void;
}
