/**
 * The maximum of a WebAssembly.Memory in pages, at most 65,535. When the memory has none,
 * or the engine does not let us find it, 65,535. About 1 ms the first time for a memory,
 * then one look-up.
 *
 * @param {object} memory
 * @returns {number}
 */
export function memoryMaximum(memory: object): number;
