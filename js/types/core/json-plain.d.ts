/**
 * @param {unknown} value  an accessor, or any other value
 * @param {number} indent
 * @param {boolean} sorted
 * @returns {string}
 */
export function plainJson(value: unknown, indent: number, sorted: boolean): string;
