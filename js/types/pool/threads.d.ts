/**
 * @typedef {object} ThreadEvents
 * @property {(message: any) => void} onMessage
 * @property {(error: unknown, isRunaway: boolean) => void} onEnd  once, when it has ended: with an exit code as a number, or the error
 *   that ended it. isRunaway: it has not ended, and cannot be made to
 */
/**
 * @typedef {object} Thread
 * @property {() => Promise<void>} terminate  resolves when it has ended; onEnd() is called before
 * @property {(isNeeded: boolean) => void} keepAlive  whether this process waits for it
 */
/**
 * @param {Record<string, unknown>} data  what worker.js gets
 * @param {any[]} transfer
 * @param {object} options  of the runtime's Worker
 * @param {ThreadEvents} events
 * @returns {Thread}
 */
export function startThread(data: Record<string, unknown>, transfer: any[], options: object, events: ThreadEvents): Thread;
/**
 * In a worker: serve what startThread() asks for.
 *
 * @param {(data: any, tell: (message: any) => void) => Promise<void>} serve
 */
export function serveThread(serve: (data: any, tell: (message: any) => void) => Promise<void>): Promise<void>;
/**
 * @param {any} [scope]  that is to have threads
 * @throws {Error} in a page that has none, or no memory to share with them
 */
export function requireThreads(scope?: any): void;
/** One end of a channel for attachments. @param {any} port */
export function attachmentPort(port: any): AttachmentPort;
/** Cores that this process may use. */
export function coreCount(): any;
/** node:worker_threads where there is one; without an import, so that browsers can load this file. @type {any} */
export const threads: any;
/** Names a pool's workers. */
export const WORKER_NAME: "zerobuf-pool-worker";
export type ThreadEvents = {
    onMessage: (message: any) => void;
    /**
     * once, when it has ended: with an exit code as a number, or the error
     * that ended it. isRunaway: it has not ended, and cannot be made to
     */
    onEnd: (error: unknown, isRunaway: boolean) => void;
};
export type Thread = {
    /**
     * resolves when it has ended; onEnd() is called before
     */
    terminate: () => Promise<void>;
    /**
     * whether this process waits for it
     */
    keepAlive: (isNeeded: boolean) => void;
};
import { AttachmentPort } from './attachment-port.js';
