/** @returns {string | undefined} address of the innermost caller outside this folder; undefined: none is known */
export function callerModule(): string | undefined;
