// SPDX-License-Identifier: MIT
// zerobuf: structured data in a region of memory, read and written in place.
export { createArrayProxy, createObjectProxy } from './accessor.js';
export { Arena } from './arena.js';
export { StaleReferenceError, ZerobufError, ZerobufRangeError, ZerobufSyntaxError, ZerobufTypeError } from './errors.js';
export {
  ARRAY_HEADER_BYTES as ARRAY_HEADER, OBJECT_ENTRY_BYTES as OBJECT_ENTRY, OBJECT_HEADER_BYTES as OBJECT_HEADER,
  SLOT_BYTES as VALUE_SLOT, STRING_HEADER_BYTES as STRING_HEADER, Tag,
} from './layout.gen.js';
export { Seqlock } from './seqlock.js';
export { Barrier, Channel, Condition, Mutex, Once, Semaphore } from './sync.js';
export { reference } from './extended/reference.js';
export { defineSchema } from './schema.js';
export * from './schema-types.js'; // types alone
export { allocArray, allocBytes, allocObject, allocString, writeValue } from './write.js';
export { readBytes, readString, readValue, readValueEager, toJSArray, toJSObject } from './read.js';
export * from './zerobuf.js'; // and the types around it
