/**
 * Where events of a socket are sent.
 * @param {Socket} socket
 * @returns {string}
 */
export function pathOfSocket(socket: Socket): string;
/**
 * Answer the client's close with our own, where the handler has not.
 * @param {Socket} socket
 * @param {number} code
 * @param {string} reason
 */
export function endSocket(socket: Socket, code: number, reason: string): void;
export namespace SOCKET_CALLS {
    export { acceptSocket };
    export { broadcast };
    export function countSockets(context: SocketKeeper, tag: string | null): number;
    export function socketTags(context: SocketKeeper, socket: Socket): string[];
    export function attachToSocket(socket: Socket, value: unknown): void;
    export function attachmentOfSocket(socket: Socket): any;
    /**
     * @param {SocketKeeper} context
     * @param {string | null} request null takes the answer away
     * @param {string | null} response
     */
    export function answerSockets(context: SocketKeeper, request: string | null, response: string | null): void;
}
/**
 * A socket of the platform, as far as it is used here.
 */
export type Socket = {
    readyState: number;
    send: (message: string | Uint8Array) => void;
    close: (code?: number, reason?: string) => void;
    serializeAttachment: (value: unknown) => void;
    deserializeAttachment: () => any;
};
/**
 * The state of a Durable Object, as far as it is used here.
 */
export type SocketKeeper = {
    acceptWebSocket?: ((socket: Socket, tags?: string[]) => void) | undefined;
    getWebSockets: (tag?: string) => Socket[];
    getTags: (socket: Socket) => string[];
    setWebSocketAutoResponse: (pair?: unknown) => void;
};
/**
 * @param {SocketKeeper} context
 * @param {string} path
 * @param {string[]} tags
 */
declare function acceptSocket(context: SocketKeeper, path: string, tags: string[]): Accepted;
/**
 * Send to all that are open.
 * @param {SocketKeeper} context
 * @param {string | null} tag of those that are meant; null for all
 * @param {string | Uint8Array} message
 * @param {Socket | null} except
 * @returns {number} how many it was sent to
 */
declare function broadcast(context: SocketKeeper, tag: string | null, message: string | Uint8Array, except: Socket | null): number;
/** The server's end of a socket, and the response that hands the other end to the client. */
declare class Accepted {
    /**
     * @param {Socket} socket
     * @param {Response} response
     */
    constructor(socket: Socket, response: Response);
    socket: Socket;
    response: Response;
}
export {};
