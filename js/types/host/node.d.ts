/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { AddressInfo, Socket } from 'node:net' */
/** @import { BodySource } from './body.js' */
/** @import { GuestOptions } from './guest.js' */
/** @import { HeaderSource } from './headers.js' */
/** @import { Answer } from './instance.js' */
/**
 * @typedef {object} Server
 * @property {string} url without a slash at the end
 * @property {() => number} memoryBytes size of the guest's memory
 * @property {() => Promise<void>} close stops listening, finishes the answers being sent and ends all other
 *   connections; resolves when all are done
 */
/**
 * Serve a guest over HTTP.
 * @param {WebAssembly.Module} module
 * @param {GuestOptions & {port?: number, hostname?: string}} [options] port 0 takes a free one
 * @returns {Promise<Server>}
 * @throws {GuestError} the module is no guest, does not start, or the port is taken
 */
export function serve(module: WebAssembly.Module, { port, hostname, ...options }?: GuestOptions & {
    port?: number;
    hostname?: string;
}): Promise<Server>;
/**
 * @param {import('node:net').Server} server
 * @param {number} port
 * @param {string} hostname
 * @returns {Promise<AddressInfo>}
 */
export function listen(server: import("node:net").Server, port: number, hostname: string): Promise<AddressInfo>;
/**
 * Look whether a port is free, for a program that tells a taken one badly.  Somebody may take it before that program does.
 * @param {number} port 0 takes a free one
 * @param {string} hostname
 * @returns {Promise<number>} the port
 * @throws {GuestError} it is taken
 */
export function freePort(port: number, hostname: string): Promise<number>;
export type Server = {
    /**
     * without a slash at the end
     */
    url: string;
    /**
     * size of the guest's memory
     */
    memoryBytes: () => number;
    /**
     * stops listening, finishes the answers being sent and ends all other
     * connections; resolves when all are done
     */
    close: () => Promise<void>;
};
import type { GuestOptions } from './guest.js';
import type { AddressInfo } from 'node:net';
