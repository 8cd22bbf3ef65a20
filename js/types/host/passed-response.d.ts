export class PassedResponse {
    /** @param {Response} response whose body nobody has read */
    constructor(response: Response);
    response: Response;
    /** @type {ReadableStreamDefaultReader<Uint8Array> | null} */
    reader: ReadableStreamDefaultReader<Uint8Array> | null;
    /**
     * As a response of the platform, with the handler's own headers after those that came.
     * @param {readonly (readonly [name: string, value: string])[]} headers
     * @returns {Response}
     */
    with(headers: readonly (readonly [name: string, value: string])[]): Response;
    /**
     * Names and values for a server that frames messages itself.  fetch() has decoded the body: its old length and
     * coding are no longer true.
     * @param {readonly (readonly [name: string, value: string])[]} headers the handler's own
     * @returns {string[]}
     */
    lines(headers: readonly (readonly [name: string, value: string])[]): string[];
    /**
     * The next piece of the body.
     * @returns {Promise<Uint8Array | null>} null at the end; rejects when it broke off
     */
    next(): Promise<Uint8Array | null>;
    /** The client has gone. */
    cancel(): void;
    /** Nobody wants the body, as for HEAD. */
    discard(): void;
}
