/** In a worker: the modules with its tasks are about to be imported. */
export function beginImports(): UnmadePool[];
/** They are imported; what makes a pool from now on is a task, and gets one. */
export function endImports(): void;
/** A pool is to be made. @param {string | undefined} href @param {Record<string, unknown>} tasks @returns {boolean} false: not by a worker that looks for its tasks */
export function mayMake(href: string | undefined, tasks: Record<string, unknown>): boolean;
/**
 * Whether this thread is no worker of a pool. A module with tasks runs in each worker, too;
 * guard what only the program itself is to do:
 *
 *     if (isMain) console.log(await pool.call.add([1, 2]));
 */
export const isMain: boolean;
/**
 * href: of the module that wanted it
 */
export type UnmadePool = {
    href: string | undefined;
    tasks: Record<string, unknown>;
};
