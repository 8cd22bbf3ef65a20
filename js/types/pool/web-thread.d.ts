/** @param {URL} url @param {Record<string, unknown>} data @param {any[]} transfer @param {string} name @param {ThreadEvents} events @returns {Thread} */
export function startWebWorker(url: URL, data: Record<string, unknown>, transfer: any[], name: string, events: ThreadEvents): Thread;
/**
 * In a worker: serve what startWebWorker() asks for, under the lock that tells when this ends.
 * What goes wrong is reported as an error that nobody caught: the starter is told, and terminates it.
 *
 * @param {(data: any, tell: (message: any) => void) => Promise<void>} serve
 */
export function serveWebWorker(serve: (data: any, tell: (message: any) => void) => Promise<void>): void;
import type { ThreadEvents } from './threads.js';
import type { Thread } from './threads.js';
