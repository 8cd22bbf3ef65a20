export const arrayMethods: Readonly<{
    /** Deep copy as plain values. @this {unknown} */
    toJS(this: unknown): any;
    /** Also what for-of and spread use. @this {unknown} @returns {IterableIterator<any>} */
    values(this: unknown): IterableIterator<any>;
    /** @this {unknown} @param {(value: any, index: number, array: any) => void} visit @param {unknown} [self] */
    forEach(this: unknown, visit: (value: any, index: number, array: any) => void, self?: unknown): void;
    /** @this {unknown} @param {...unknown} values @returns {number} the new length */
    push(this: unknown, ...values: unknown[]): number;
    /** @this {unknown} @returns {any} the last element, undefined when there is none */
    pop(this: unknown): any;
    /** @this {unknown} @returns {any} the first element, undefined when there is none */
    shift(this: unknown): any;
    /**
     * @this {unknown}
     * @param {...unknown} parameters  start, delete count, values to insert
     * @returns {any[]} a plain array of the removed elements
     */
    splice(this: unknown, ...parameters: unknown[]): any[];
}>;
