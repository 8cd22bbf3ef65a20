/** @import { ChildProcess } from 'node:child_process' */
/** @import { Readable } from 'node:stream' */
/** @import { App } from './worker-source.js' */
/**
 * @typedef {object} Running
 * @property {string} url without a slash at the end
 * @property {number} pid of workerd
 * @property {Promise<void>} exited resolves when workerd, and what was written for it, is gone, for whatever reason
 * @property {() => Promise<void>} close stops workerd
 */
/**
 * Serve a guest from workerd, on the loopback interface.
 * @param {App & {port?: number, outbound?: string, log?: (line: string) => void}} options port 0 takes a free one;
 *   `outbound`: host:port that gets every request of the worker as plain HTTP, its Host header and path kept
 * @returns {Promise<Running>}
 * @throws {GuestError} the module is no guest, the port is taken, or workerd is missing or does not start
 */
export function serveWorkerd({ port, log, ...app }: App & {
    port?: number;
    outbound?: string;
    log?: (line: string) => void;
}): Promise<Running>;
/**
 * Write a worker that serves a guest, with everything it needs, into a folder.
 * @param {string} folder must exist
 * @param {App & {outbound?: string}} app
 */
export function writeWorker(folder: string, { outbound, ...app }: App & {
    outbound?: string;
}): Promise<void>;
/**
 * A configuration with one worker on one loopback socket, whose port is given when workerd starts.
 * @param {readonly (readonly [name: string, kind: "esModule" | "wasm" | "data"])[]} modules the first one is the worker
 * @param {{outbound?: string | undefined, vars?: Record<string, unknown>}} [options] outbound: host:port that gets every
 *   request of the worker; vars: values of `env`
 */
export function workerConfig(modules: readonly (readonly [name: string, kind: "esModule" | "wasm" | "data"])[], { outbound, vars }?: {
    outbound?: string | undefined;
    vars?: Record<string, unknown>;
}): string;
/**
 * Start workerd with a configuration of workerConfig() and wait until it listens.
 * @param {string} config file
 * @param {{port: number, log?: ((line: string) => void) | undefined}} options
 * @returns {Promise<Running>}
 */
export function runWorkerd(config: string, { port, log }: {
    port: number;
    log?: ((line: string) => void) | undefined;
}): Promise<Running>;
export type Running = {
    /**
     * without a slash at the end
     */
    url: string;
    /**
     * of workerd
     */
    pid: number;
    /**
     * resolves when workerd, and what was written for it, is gone, for whatever reason
     */
    exited: Promise<void>;
    /**
     * stops workerd
     */
    close: () => Promise<void>;
};
import type { App } from './worker-source.js';
