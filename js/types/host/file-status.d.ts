/**
 * A path as names; the root has none.
 * @param {string} path
 */
export function namesOf(path: string): string[];
/**
 * Directory and name of a path that is not the root.
 * @param {string} path
 */
export function splitPath(path: string): {
    parent: string;
    name: string;
};
/**
 * Whether what is there may be replaced or removed by, or as, something else.
 * @param {boolean} isDirectory what is there
 * @param {boolean} file whether a file will do
 * @param {boolean} directory whether a directory will do
 * @returns {number} a status, 0 when it may
 */
export function kindFault(isDirectory: boolean, file: boolean, directory: boolean): number;
export const NOT_FOUND: number;
export const EXISTS: number;
export const INVALID: number;
export const SPACE: number;
export const DIRECTORY: number;
export const NOT_DIRECTORY: number;
export const NOT_EMPTY: number;
