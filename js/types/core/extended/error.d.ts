/**
 * The slots of an error's record. May run user code.
 *
 * @param {Error & { errors?: unknown }} error
 * @returns {unknown[]}
 */
export function errorItems(error: Error & {
    errors?: unknown;
}): unknown[];
/**
 * An error as it was, cause and further properties still to be set.
 *
 * @param {string} name
 * @param {string} message
 * @param {string | undefined} stack
 * @returns {Error}
 */
export function newError(name: string, message: string, stack: string | undefined): Error;
/** @param {Error} error @param {unknown} cause  undefined when there is none */
export function setCause(error: Error, cause: unknown): void;
/**
 * Set one of the further properties, unless it is one that the record itself has.
 *
 * @param {Error} error
 * @param {string} name
 * @param {unknown} value
 */
export function setProperty(error: Error, name: string, value: unknown): void;
