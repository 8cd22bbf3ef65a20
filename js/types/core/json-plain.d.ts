/**
 * @param {unknown} value  an accessor, or any other value
 * @param {number} indent
 * @param {boolean} sorted
 * @param {number} maxBytes  told in the error for a text that no string holds
 * @returns {string}
 */
export function plainJson(value: unknown, indent: number, sorted: boolean, maxBytes: number): string;
