/**
 * The value that a property descriptor gives to a data property, or undefined.
 *
 * @param {string} name
 * @param {PropertyDescriptor} descriptor
 * @param {boolean} exists  absent attributes keep what is there; otherwise they mean false
 * @returns {unknown}
 */
export function dataValue(name: string, descriptor: PropertyDescriptor, exists: boolean): unknown;
/**
 * What `object.name = value` does when `object` inherits from an accessor: the property
 * becomes its own.
 *
 * @param {unknown} receiver
 * @param {string | symbol} name
 * @param {unknown} value
 */
export function defineOn(receiver: unknown, name: string | symbol, value: unknown): boolean;
