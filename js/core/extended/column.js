// SPDX-License-Identifier: MIT
// Columns (SPEC.md, 9.3): typed arrays, and with another tag ArrayBuffer and DataView.
import { writeBytes } from '../bytes.js';
import { fault } from '../errors.js';
import {
  COLUMN_ALIGN, COLUMN_CAPACITY_AT, COLUMN_DATA_AT, COLUMN_HEADER_BYTES, COLUMN_LENGTH_AT, COLUMN_TYPES, COLUMN_TYPE_AT,
  READ_ALIGN,
} from '../layout.gen.js';

/** @import { Arena } from '../arena.js' */

/**
 * @typedef {Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array
 *   | BigInt64Array | BigUint64Array | Float32Array | Float64Array} TypedArray
 * @typedef {{ new (length: number): TypedArray,
 *   new (buffer: ArrayBufferLike, byteOffset: number, length: number): TypedArray }} TypedArrayClass
 * @typedef {{ readonly number: number, readonly itemBytes: number, readonly className: string }} ColumnType
 */

/** The class of JavaScript for each type of layout.h. @type {Readonly<Record<string, string>>} */
const CLASS_NAMES = Object.freeze({
  I8: 'Int8Array', U8: 'Uint8Array', U8_CLAMPED: 'Uint8ClampedArray', I16: 'Int16Array', U16: 'Uint16Array',
  I32: 'Int32Array', U32: 'Uint32Array', I64: 'BigInt64Array', U64: 'BigUint64Array', F16: 'Float16Array',
  F32: 'Float32Array', F64: 'Float64Array',
});

/** @type {ReadonlyMap<number, ColumnType>} */
export const BY_NUMBER = new Map(COLUMN_TYPES.map(([name, number, itemBytes]) => {
  const className = CLASS_NAMES[name];
  if (className === undefined) throw new Error(`layout.gen.js: no class for the column type ${name}`);
  return [number, { number, itemBytes, className }];
}));

/** @type {ReadonlyMap<string, ColumnType>} */
const BY_CLASS = new Map([...BY_NUMBER.values()].map((type) => [type.className, type]));

/** By the names that schemas use: "f64", "u8_clamped". @type {ReadonlyMap<string, ColumnType>} */
export const BY_TYPE_NAME = new Map(COLUMN_TYPES.map(([name, number]) => [name.toLowerCase(), /** @type {ColumnType} */ (BY_NUMBER.get(number))]));

const BYTES = /** @type {ColumnType} */ (BY_CLASS.get('Uint8Array'));

/** @param {string} kind  of kindOf() */
export function isColumnArray(kind) {
  return BY_CLASS.has(kind);
}

/** @param {string} className @returns {ColumnType} of a typed array */
export function typeOfClass(className) {
  return /** @type {ColumnType} */ (BY_CLASS.get(className));
}

/**
 * Fill in a column header.
 *
 * @param {Arena} arena
 * @param {number} header
 * @param {ColumnType} type
 * @param {number} data
 * @param {number} length  elements, all there is room for
 */
export function storeHeader(arena, header, type, data, length) {
  const { dv } = arena;
  dv.setUint32(header + COLUMN_DATA_AT, data, true);
  dv.setUint32(header + COLUMN_LENGTH_AT, length, true);
  dv.setUint32(header + COLUMN_CAPACITY_AT, length, true);
  dv.setUint32(header + COLUMN_TYPE_AT, type.number, true);
}

/** @param {Arena} arena @param {ColumnType} type @param {ArrayBufferView} view */
function alloc(arena, type, view) {
  let header = 0;
  writeBytes(arena, view, (byteLength) => {
    header = arena.take(COLUMN_HEADER_BYTES + byteLength, COLUMN_ALIGN); // the header keeps the data aligned
    const data = byteLength === 0 ? 0 : header + COLUMN_HEADER_BYTES;
    storeHeader(arena, header, type, data, byteLength / type.itemBytes);
    return header + COLUMN_HEADER_BYTES;
  });
  return header;
}

/**
 * Copy a typed array into a column.
 *
 * @param {Arena} arena
 * @param {string} className  of the array
 * @param {TypedArray} array
 * @returns {number} offset of the header
 */
export function allocColumn(arena, className, array) {
  return alloc(arena, typeOfClass(className), array);
}

/** Copy the bytes that a DataView shows. @param {Arena} arena @param {DataView} view @returns {number} offset of the header */
export function allocDataView(arena, view) {
  return alloc(arena, BYTES, view);
}

/** Copy an ArrayBuffer. @param {Arena} arena @param {ArrayBuffer} buffer @returns {number} offset of the header */
export function allocBuffer(arena, buffer) {
  return alloc(arena, BYTES, { buffer, byteOffset: 0, byteLength: buffer.byteLength });
}

/**
 * A column header whose data lies in the region.
 *
 * @param {Arena} arena
 * @param {number} header  u32
 */
function open(arena, header) {
  if (header % READ_ALIGN !== 0) {
    throw fault('ZB_E_ALIGN', `the column header ${header} is not a multiple of ${READ_ALIGN}; the data is damaged`, header);
  }
  arena.check(header, COLUMN_HEADER_BYTES);
  const { dv } = arena;
  const number = dv.getUint8(header + COLUMN_TYPE_AT);
  const type = BY_NUMBER.get(number);
  if (type === undefined) {
    throw fault('ZB_E_TAG', `the column at ${header} has the unknown element type ${number}; it was written by a newer version or is damaged`, header);
  }
  // The other way round than a writer stores them: data then holds at least `length` elements.
  const length = dv.getUint32(header + COLUMN_LENGTH_AT, true);
  const capacity = dv.getUint32(header + COLUMN_CAPACITY_AT, true);
  const data = dv.getUint32(header + COLUMN_DATA_AT, true);
  if (length > capacity) {
    throw fault('ZB_E_CORRUPT', `the column at ${header} claims ${length} elements in a capacity of ${capacity}; the data is damaged`, header);
  }
  if (data % type.itemBytes !== 0) {
    throw fault('ZB_E_ALIGN', `the data at ${data} is not a multiple of ${type.itemBytes}, the size of its elements; the data is damaged`, data);
  }
  arena.check(data, capacity * type.itemBytes);
  return { data, length, byteLength: length * type.itemBytes, type };
}

/** The class of a column's elements. @param {ColumnType} type @param {number} header  for the error */
export function classOf(type, header) {
  const found = /** @type {TypedArrayClass | undefined} */ (Reflect.get(globalThis, type.className));
  if (found !== undefined) return found;
  throw fault('ZB_E_TAG', `this engine has no ${type.className}, which the column at ${header} holds; read it in a newer one`, header);
}

/** A column of bytes. @param {Arena} arena @param {number} header @param {string} what */
function openBytes(arena, header, what) {
  const column = open(arena, header);
  if (column.type === BYTES) return column;
  throw fault('ZB_E_TAG', `the ${what} at ${header} is a column of other elements than u8; the data is damaged`, header);
}

/**
 * A column's elements in place: valid until the memory grows, the column grows, or its bytes
 * are freed.
 *
 * @param {Arena} arena  synced
 * @param {number} header
 * @returns {TypedArray}
 */
export function viewColumn(arena, header) {
  const { data, length, type } = open(arena, header);
  return new (classOf(type, header))(arena.u8.buffer, data, length);
}

/** Name of a column's element type, as schemas write it. @param {Arena} arena  synced @param {number} header @returns {string} */
export function columnTypeName(arena, header) {
  const { type } = open(arena, header);
  for (const [name, known] of BY_TYPE_NAME) {
    if (known === type) return name;
  }
  throw new Error(`layout.gen.js: no name for the column type ${type.number}`);
}

/** Bytes that a column's elements take. @param {Arena} arena @param {number} header */
export function columnBytes(arena, header) {
  return open(arena, header).byteLength;
}

/** @param {Arena} arena  synced @param {number} header @returns {TypedArray} */
export function copyColumn(arena, header) {
  const { data, length, byteLength, type } = open(arena, header);
  const copy = new (classOf(type, header))(length);
  new Uint8Array(copy.buffer).set(arena.u8.subarray(data, data + byteLength));
  return copy;
}

/** @param {Arena} arena  synced @param {number} header @returns {ArrayBuffer} a copy */
export function copyBuffer(arena, header) {
  const { data, byteLength } = openBytes(arena, header, 'buffer');
  const copy = new Uint8Array(byteLength);
  copy.set(arena.u8.subarray(data, data + byteLength));
  return copy.buffer;
}

/** In place, as viewColumn(). @param {Arena} arena  synced @param {number} header */
export function viewDataView(arena, header) {
  const { data, byteLength } = openBytes(arena, header, 'data view');
  return new DataView(arena.u8.buffer, data, byteLength);
}

/** @param {Arena} arena  synced @param {number} header */
export function copyDataView(arena, header) {
  openBytes(arena, header, 'data view');
  return new DataView(copyBuffer(arena, header));
}
