export class AttachmentPort {
    /**
     * @param {PortLike} port
     * @param {(() => Message | undefined) | undefined} pull  takes the next message that has come; where there is
     *   no such function, messages are put in by arrive()
     */
    constructor(port: PortLike, pull: (() => Message | undefined) | undefined);
    /** @private */
    private port;
    /** @private @type {Message[]} */
    private arrived;
    /** @private */
    private pull;
    /** @private Came from the port, not yet asked for. @type {Map<number, ArrayBuffer[]>} */
    private kept;
    /** @private */
    private posted;
    /** Called when a message has arrived, where arrive() is. */
    onArrival: () => void;
    /** @param {Message} message */
    arrive(message: Message): void;
    /**
     * Move buffers to the other side; from now on this side's are detached.
     *
     * @param {ArrayBuffer[]} buffers
     * @returns {number} of the message
     * @throws {DataCloneError} one of them cannot be moved; none is
     */
    post(buffers: ArrayBuffer[]): number;
    /** Nobody will take a message that was posted. @param {number} number */
    drop(number: number): void;
    /**
     * Take what came with a call.
     *
     * @param {number} number  of the message
     * @param {number} count  0: none came, and there is no message
     * @returns {readonly ArrayBuffer[] | undefined} undefined: the message has not arrived yet
     */
    take(number: number, count: number): readonly ArrayBuffer[] | undefined;
    close(): void;
}
/**
 * of node:worker_threads, or of the web
 */
export type PortLike = {
    postMessage: (message: any, transfer: any[]) => void;
    close: () => void;
    unref?: (() => void) | undefined;
};
/**
 * undefined: nobody will take what the message of that number brought
 */
export type Message = [number, ArrayBuffer[] | undefined];
