/** @param {object} given @param {readonly string[]} known @param {string} where */
export function requireNames(given: object, known: readonly string[], where: string): void;
/** @param {unknown} value @param {string} name @param {string} what  it is for @returns {any} */
export function requireObject(value: unknown, name: string, what: string): any;
/** @param {unknown} value @param {string} name @returns {boolean} */
export function requireFlag(value: unknown, name: string): boolean;
/** @param {unknown} value @param {string} name @param {readonly string[]} choices */
export function requireOneOf(value: unknown, name: string, choices: readonly string[]): void;
/** @param {unknown} value @param {string} name @param {number} least @param {number} most @returns {number} */
export function requireWhole(value: unknown, name: string, least: number, most: number): number;
/** @param {unknown} value @param {string} name @param {string} [otherwise]  what else can be given @returns {number} */
export function requireMilliseconds(value: unknown, name: string, otherwise?: string): number;
/** @param {unknown} href @param {string} where @param {string} [example] @returns {string} */
export function requireAddress(href: unknown, where: string, example?: string): string;
/** @param {unknown} value */
export function describe(value: unknown): string;
