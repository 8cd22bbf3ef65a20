/**
 * A deep copy of one object. What its strings add up to is counted where the arena has a budget;
 * without one they are few enough.
 *
 * @param {Layout} layout
 * @param {Arena} arena  synced
 * @param {number} at    checked
 * @returns {any}
 */
export function plainOf(layout: Layout, arena: Arena, at: number): any;
/**
 * Complete the class of views: fields are enumerable properties of the prototype.
 *
 * @param {Function} View
 * @param {readonly FieldAccessor[]} accessors  by field
 * @param {Layout} layout
 */
export function completeView(View: Function, accessors: readonly FieldAccessor[], layout: Layout): void;
/**
 * Complete the class of instances.
 *
 * @param {Function} Instance
 * @param {readonly FieldAccessor[]} accessors  by field
 * @param {Layout} layout
 * @returns {readonly PropertyDescriptor[]} the own properties that its constructor defines, one by
 *   one: Object.defineProperties() takes five times as long
 */
export function completeInstance(Instance: Function, accessors: readonly FieldAccessor[], layout: Layout): readonly PropertyDescriptor[];
/** @param {Function} List @param {Layout} layout  of its objects */
export function completeList(List: Function, layout: Layout): void;
/**
 * A field as a property.
 */
export type FieldAccessor = {
    get(): any;
    set(value: any): void;
};
import type { Layout } from './schema-layout.js';
import type { Arena } from './arena.js';
