/**
 * Whether a value is a WebAssembly.Memory or Module, of whatever realm.
 *
 * @param {unknown} value
 * @param {'Memory' | 'Module'} name
 */
export function isOf(value: unknown, name: "Memory" | "Module"): boolean;
/**
 * A module that is shipped with the package, compiled once.
 *
 * @param {string} name  of the file, without ending
 * @returns {Promise<WebAssembly.Module>}
 */
export function shippedModule(name: string): Promise<WebAssembly.Module>;
/**
 * What a position-independent module wants (the dylink.0 section of the WebAssembly tool
 * conventions, subsection 1).
 *
 * @param {WebAssembly.Module} module
 * @returns {{ memoryBytes: number, memoryAlign: number, tableEntries: number }}
 */
export function dynamicNeeds(module: WebAssembly.Module): {
    memoryBytes: number;
    memoryAlign: number;
    tableEntries: number;
};
