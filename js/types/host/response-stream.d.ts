export class ResponseStream {
    /** Resolves when the handler has ended, however that was. @type {Promise<void>} */
    finished: Promise<void>;
    /**
     * @param {Uint8Array} piece not empty, the stream's own from now on
     * @returns {Promise<void> | undefined} undefined when the piece was taken
     */
    write(piece: Uint8Array): Promise<void> | undefined;
    /** The handler has ended. @param {unknown} [error] what it failed with */
    end(error?: unknown): void;
    /**
     * The next piece.  Not called again before it has settled.
     * @returns {Promise<Uint8Array | null>} null at the end; rejects when the handler failed
     */
    next(): Promise<Uint8Array | null>;
    /** Nobody reads on: further writes fail. */
    cancel(): void;
    /** The response has no body, as for HEAD: what is written goes nowhere. */
    discard(): void;
    #private;
}
