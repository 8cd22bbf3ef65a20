// SPDX-License-Identifier: MIT
// WebSockets of a Durable Object, which sleep with it: what host calls do with them, and what is kept beside each.
// The platform keeps an attachment with every socket.  Ours holds the path of the request that opened it, where its
// events are sent, and the guest's own attachment.

/**
 * A socket of the platform, as far as it is used here.
 * @typedef {object} Socket
 * @property {number} readyState
 * @property {(message: string | Uint8Array) => void} send
 * @property {(code?: number, reason?: string) => void} close
 * @property {(value: unknown) => void} serializeAttachment
 * @property {() => any} deserializeAttachment
 */

/**
 * The state of a Durable Object, as far as it is used here.
 * @typedef {object} SocketKeeper
 * @property {(socket: Socket, tags?: string[]) => void} [acceptWebSocket]
 * @property {(tag?: string) => Socket[]} getWebSockets
 * @property {(socket: Socket) => string[]} getTags
 * @property {(pair?: unknown) => void} setWebSocketAutoResponse
 */

const OPEN = 1;

/** The server's end of a socket, and the response that hands the other end to the client. */
class Accepted {
  /**
   * @param {Socket} socket
   * @param {Response} response
   */
  constructor(socket, response) {
    this.socket = socket;
    this.response = response;
  }
}

/** Classes of workerd. @type {{WebSocketPair?: new () => {0: Socket, 1: Socket}, WebSocketRequestResponsePair?: new (request: string, response: string) => unknown}} */
const platform = /** @type {any} */ (globalThis);

/**
 * @param {SocketKeeper} context
 * @param {string} path
 * @param {string[]} tags
 */
function acceptSocket(context, path, tags) {
  if (platform.WebSocketPair === undefined || context.acceptWebSocket === undefined)
    throw new Error('WebSockets are accepted in a Durable Object: pass the request on to one.');
  const { 0: client, 1: server } = new platform.WebSocketPair();
  context.acceptWebSocket(server, tags);
  server.serializeAttachment({ path, value: null });
  return new Accepted(server, new Response(null, /** @type {any} */ ({ status: 101, webSocket: client })));
}

/**
 * Where events of a socket are sent.
 * @param {Socket} socket
 * @returns {string}
 */
export function pathOfSocket(socket) {
  return String(socket.deserializeAttachment()?.path ?? '/');
}

/**
 * Send to all that are open.
 * @param {SocketKeeper} context
 * @param {string | null} tag of those that are meant; null for all
 * @param {string | Uint8Array} message
 * @param {Socket | null} except
 * @returns {number} how many it was sent to
 */
function broadcast(context, tag, message, except) {
  let count = 0;
  for (const socket of context.getWebSockets(tag ?? undefined)) {
    if (socket === except || socket.readyState !== OPEN) continue;
    try {
      socket.send(message);
      count++;
    } catch {
      // It was closed by the other side, which its own event tells.
    }
  }
  return count;
}

/** What host calls find at the platform (zerobuf/socket.h). */
export const SOCKET_CALLS = {
  acceptSocket,
  broadcast,

  /**
   * @param {SocketKeeper} context
   * @param {string | null} tag
   */
  countSockets: (context, tag) => context.getWebSockets(tag ?? undefined).filter(({ readyState }) => readyState === OPEN).length,

  /**
   * @param {SocketKeeper} context
   * @param {Socket} socket
   */
  socketTags: (context, socket) => context.getTags(socket),

  /**
   * @param {Socket} socket
   * @param {unknown} value
   */
  attachToSocket: (socket, value) => socket.serializeAttachment({ path: pathOfSocket(socket), value }),

  /** @param {Socket} socket */
  attachmentOfSocket: (socket) => socket.deserializeAttachment()?.value ?? null,

  /**
   * @param {SocketKeeper} context
   * @param {string | null} request null takes the answer away
   * @param {string | null} response
   */
  answerSockets(context, request, response) {
    const Pair = platform.WebSocketRequestResponsePair;
    if (Pair === undefined) throw new Error('Only a Durable Object answers messages while it sleeps.');
    context.setWebSocketAutoResponse(request === null || response === null ? undefined : new Pair(request, response));
  },
};

/** Codes that stand for "none was sent" and are never sent themselves (RFC 6455, 7.4.1). */
const NEVER_SENT = new Set([1005, 1006, 1015]);

/**
 * Answer the client's close with our own, where the handler has not.
 * @param {Socket} socket
 * @param {number} code
 * @param {string} reason
 */
export function endSocket(socket, code, reason) {
  try {
    if (NEVER_SENT.has(code)) socket.close();
    else socket.close(code, reason);
  } catch {
    // It is closed.
  }
}
