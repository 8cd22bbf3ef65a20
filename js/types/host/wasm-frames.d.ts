/**
 * The guest's own functions in the stack of an error, the innermost first.
 * @param {unknown} error
 * @returns {string} lines, each with a line's end before it; empty where there is none
 */
export function wasmFrames(error: unknown): string;
