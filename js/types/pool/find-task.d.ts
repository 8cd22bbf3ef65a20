/** @import { UnmadePool } from './where.js' */
/**
 * What a worker is told of a task.
 *
 * @typedef {object} TaskReference
 * @property {string} key  its name in the pool
 * @property {string | undefined} href  of the module to import; undefined: the task is an export of the pool's module in C
 * @property {string | undefined} exported  name of the export; undefined: any whose function has this text
 * @property {string | undefined} name  of the function
 * @property {string | undefined} text  of the function
 * @property {boolean} isView
 * @property {boolean} isAbortable
 */
/**
 * @param {TaskReference} reference
 * @param {Record<string, unknown>} module
 * @param {readonly UnmadePool[]} unmade  pools that the modules wanted to make
 * @returns {(argument: any, signal?: any) => unknown}
 * @throws {TypeError} with a sentence that names module and export
 */
export function findTask(reference: TaskReference, module: Record<string, unknown>, unmade: readonly UnmadePool[]): (argument: any, signal?: any) => unknown;
/**
 * What a worker is told of a task.
 */
export type TaskReference = {
    /**
     * its name in the pool
     */
    key: string;
    /**
     * of the module to import; undefined: the task is an export of the pool's module in C
     */
    href: string | undefined;
    /**
     * name of the export; undefined: any whose function has this text
     */
    exported: string | undefined;
    /**
     * of the function
     */
    name: string | undefined;
    /**
     * of the function
     */
    text: string | undefined;
    isView: boolean;
    isAbortable: boolean;
};
import type { UnmadePool } from './where.js';
