// SPDX-License-Identifier: MIT
// Property definitions on accessors, which hold data properties and nothing else.
import { typeFault } from './errors.js';

/**
 * The value that a property descriptor gives to a data property, or undefined.
 *
 * @param {string} name
 * @param {PropertyDescriptor} descriptor
 * @param {boolean} exists  absent attributes keep what is there; otherwise they mean false
 * @returns {unknown}
 */
export function dataValue(name, descriptor, exists) {
  const { get, set, writable = exists, enumerable = exists, configurable = exists } = descriptor;
  if (get !== undefined || set !== undefined) {
    throw typeFault(`${name} cannot be a getter or setter: a region holds data; define a value`);
  }
  if (!writable || !enumerable || !configurable) {
    throw typeFault(`${name} must be writable, enumerable and configurable: a region holds plain data; assign it instead`);
  }
  return descriptor.value;
}

/**
 * What `object.name = value` does when `object` inherits from an accessor: the property
 * becomes its own.
 *
 * @param {unknown} receiver
 * @param {string | symbol} name
 * @param {unknown} value
 */
export function defineOn(receiver, name, value) {
  if (typeof receiver !== 'object' || receiver === null) return false;
  if (Object.hasOwn(receiver, name)) return Reflect.defineProperty(receiver, name, { value });
  return Reflect.defineProperty(receiver, name, { value, writable: true, enumerable: true, configurable: true });
}
