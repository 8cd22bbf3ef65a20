// SPDX-License-Identifier: MIT
// zerobuf/unsafe: what can detach memory under your feet.
export { BufferReference } from './buffer-reference.js';

/** Values of the option unsafe.BufferReferenceReturn. Both are safe here. */
export const BufferReferenceReturn = Object.freeze({ Copy: 'copy', Borrow: 'borrow' });
