// SPDX-License-Identifier: MIT
// A Durable Object whose handlers are those of a guest: an instance of the module for each object.  Only on workerd.

// @ts-ignore: a module of the platform, without types of its own
import { DurableObject } from 'cloudflare:workers';
import { GuestError } from './errors.js';
import { fetchHandler } from './fetch.js';
import { createGuest } from './guest.js';
import { ResponseStream } from './response-stream.js';
import { Snapshots } from './snapshot.js';
import { endSocket, pathOfSocket } from './sockets.js';

/** @import { GuestOptions } from './guest.js' */
/** @import { HeaderSource } from './headers.js' */
/** @import { Answer } from './instance.js' */
/** @import { Socket } from './sockets.js' */

/**
 * The state of a Durable Object, as far as it is used here.
 * @typedef {object} State
 * @property {<T>(work: () => Promise<T>) => Promise<T>} blockConcurrencyWhile
 */

/**
 * `snapshot: false` refuses zb_snapshot_save(), and begins with no image.
 * @typedef {Omit<GuestOptions, 'env' | 'snapshots'> & {snapshot?: boolean}} ObjectOptions
 */

/** A close code that says: the server met what it did not expect (RFC 6455, 7.4.1). */
const CLOSE_UNEXPECTED = 1011;

const decoder = new TextDecoder();

/**
 * The class of objects that run `module`:
 *
 *     export const Room = durableObject(module);
 *
 * Requests, alarms and WebSocket events of an object are calls of its own instance, which finds the object's state in
 * zb_context() and its bindings in zb_env().  Before the first of them an instance gets the event `zb:start`, for which
 * it may have a route; nothing else is let in until that is over.
 *
 * @param {WebAssembly.Module} module
 * @param {ObjectOptions} [options] of the guest of every object
 * @returns {new (context: any, env: any) => any} which may be extended: by methods for RPC
 */
export function durableObject(module, options = {}) {
  const { snapshot = true, ...guestOptions } = options;
  const { load, log = console.error } = options;
  return class extends DurableObject {
    /** @type {State} */
    #context;
    #env;
    #guest;
    #respond;
    /** Of the instance that got `zb:start` last. @type {number} */
    #started = 0;
    /** @type {Promise<void> | null} */
    #starting = null;

    /**
     * @param {any} context
     * @param {any} env
     */
    constructor(context, env) {
      super(context, env);
      this.#context = context;
      this.#env = env;
      this.#guest = createGuest(module, { ...guestOptions, env, snapshots: new Snapshots(module, context.storage, { wanted: snapshot, loads: load !== undefined }) });
      this.#respond = fetchHandler(this.#guest);
    }

    /** @param {Request} request */
    fetch(request) {
      const starting = this.#start();
      if (starting === null) return this.#respond(request, this.#env, this.#context);
      return starting.then(() => this.#respond(request, this.#env, this.#context));
    }

    /**
     * A handler that fails makes the platform try again.
     * @param {unknown} info
     */
    alarm(info) {
      return this.#event('zb:alarm', '/', null, info ?? null);
    }

    /**
     * @param {Socket} socket
     * @param {string | ArrayBuffer} message
     */
    async webSocketMessage(socket, message) {
      try {
        await this.#event('zb:message', pathOfSocket(socket), message, socket);
      } catch (error) {
        endSocket(socket, CLOSE_UNEXPECTED, 'The handler failed.');
        throw error;
      }
    }

    /**
     * @param {Socket} socket
     * @param {number} code
     * @param {string} reason
     * @param {boolean} wasClean
     */
    async webSocketClose(socket, code, reason, wasClean) {
      try {
        await this.#event('zb:close', pathOfSocket(socket), reason, socket, new CloseHeaders(code, wasClean), true);
      } finally {
        endSocket(socket, code, reason);
      }
    }

    /**
     * @param {Socket} socket
     * @param {unknown} error
     */
    async webSocketError(socket, error) {
      await this.#event('zb:error', pathOfSocket(socket), error instanceof Error ? error.message : String(error), socket, undefined, true);
    }

    /**
     * See to it that the instance there is has had its start.
     * @returns {Promise<void> | null} null when it has
     */
    #start() {
      try {
        this.#guest.start();
      } catch {
        return null; // the call itself meets the same, and tells it
      }
      if (this.#guest.instances === this.#started) return this.#starting;
      const instance = (this.#started = this.#guest.instances);
      const starting = this.#context
        .blockConcurrencyWhile(() => this.#call('zb:start', '/', null, null, undefined, true))
        .finally(() => {
          if (this.#started === instance) this.#starting = null;
        });
      this.#starting = starting;
      return starting;
    }

    /**
     * @param {string} method
     * @param {string} path
     * @param {string | ArrayBuffer | null} body
     * @param {unknown} event what zb_event() leads to
     * @param {HeaderSource} [headers]
     * @param {boolean} [optional] there need be no route
     */
    async #event(method, path, body, event, headers, optional) {
      const starting = this.#start();
      if (starting !== null) await starting;
      await this.#call(method, path, body, event, headers, optional);
    }

    /**
     * @param {string} method
     * @param {string} path
     * @param {string | ArrayBuffer | null} body
     * @param {unknown} event
     * @param {HeaderSource} [headers]
     * @param {boolean} [optional]
     * @throws {GuestError} unless it was handled
     */
    async #call(method, path, body, event, headers, optional = false) {
      const bytes = body instanceof ArrayBuffer ? new Uint8Array(body) : body;
      const answer = await this.#guest.handle({ method, path, body: bytes, headers, env: this.#env, context: this.#context, event });
      if (answer.body instanceof ResponseStream) answer.body.cancel(); // nobody reads it
      if (answer.status >= 200 && answer.status <= 299) return;
      if (optional && (answer.status === 404 || answer.status === 405)) return;
      const sentence = `${method} ${path} was answered with ${answer.status}${sentenceOf(answer)}`;
      log(`zerobuf: ${sentence}`); // what the platform does with an error is not always seen
      throw new GuestError('ZB_GUEST_EVENT', sentence);
    }
  };
}

/** @param {Answer} answer */
function sentenceOf({ body }) {
  const text = typeof body === 'string' ? body : body instanceof Uint8Array ? decoder.decode(body.subarray(0, 200)) : '';
  return text === '' ? '' : `: ${text.trim()}`;
}

/**
 * How a socket was closed.
 * @implements {HeaderSource}
 */
class CloseHeaders {
  /**
   * @param {number} code
   * @param {boolean} clean
   */
  constructor(code, clean) {
    /** @type {Readonly<Record<string, string>>} */
    this.values = { 'zb-close-code': String(code), 'zb-close-clean': String(clean) };
  }

  /** @param {string} name */
  get(name) {
    return this.values[name.toLowerCase()] ?? null;
  }

  /** @param {(value: string, name: string) => void} visit */
  forEach(visit) {
    for (const [name, value] of Object.entries(this.values)) visit(value, name);
  }
}
