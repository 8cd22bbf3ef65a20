/** @param {string} kind  of kindOf() */
export function isColumnArray(kind: string): boolean;
/** @param {string} className @returns {ColumnType} of a typed array */
export function typeOfClass(className: string): ColumnType;
/**
 * Fill in a column header.
 *
 * @param {Arena} arena
 * @param {number} header
 * @param {ColumnType} type
 * @param {number} data
 * @param {number} length  elements, all there is room for
 */
export function storeHeader(arena: Arena, header: number, type: ColumnType, data: number, length: number): void;
/**
 * Copy a typed array into a column.
 *
 * @param {Arena} arena
 * @param {string} className  of the array
 * @param {TypedArray} array
 * @returns {number} offset of the header
 */
export function allocColumn(arena: Arena, className: string, array: TypedArray): number;
/** Copy the bytes that a DataView shows. @param {Arena} arena @param {DataView} view @returns {number} offset of the header */
export function allocDataView(arena: Arena, view: DataView): number;
/** Copy an ArrayBuffer. @param {Arena} arena @param {ArrayBuffer} buffer @returns {number} offset of the header */
export function allocBuffer(arena: Arena, buffer: ArrayBuffer): number;
/** The class of a column's elements. @param {ColumnType} type @param {number} header  for the error */
export function classOf(type: ColumnType, header: number): TypedArrayClass;
/**
 * A column's elements in place: valid until the memory grows, the column grows, or its bytes
 * are freed.
 *
 * @param {Arena} arena  synced
 * @param {number} header
 * @returns {TypedArray}
 */
export function viewColumn(arena: Arena, header: number): TypedArray;
/** Name of a column's element type, as schemas write it. @param {Arena} arena  synced @param {number} header @returns {string} */
export function columnTypeName(arena: Arena, header: number): string;
/** Bytes that a column's elements take. @param {Arena} arena @param {number} header */
export function columnBytes(arena: Arena, header: number): number;
/** @param {Arena} arena  synced @param {number} header @returns {TypedArray} */
export function copyColumn(arena: Arena, header: number): TypedArray;
/** @param {Arena} arena  synced @param {number} header @returns {ArrayBuffer} a copy */
export function copyBuffer(arena: Arena, header: number): ArrayBuffer;
/** In place, as viewColumn(). @param {Arena} arena  synced @param {number} header */
export function viewDataView(arena: Arena, header: number): DataView<ArrayBufferLike>;
/** @param {Arena} arena  synced @param {number} header */
export function copyDataView(arena: Arena, header: number): DataView<ArrayBuffer>;
/** @type {ReadonlyMap<number, ColumnType>} */
export const BY_NUMBER: ReadonlyMap<number, ColumnType>;
/** By the names that schemas use: "f64", "u8_clamped". @type {ReadonlyMap<string, ColumnType>} */
export const BY_TYPE_NAME: ReadonlyMap<string, ColumnType>;
export type TypedArray = Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | BigInt64Array | BigUint64Array | Float32Array | Float64Array;
export type TypedArrayClass = {
    new (length: number): TypedArray;
    new (buffer: ArrayBufferLike, byteOffset: number, length: number): TypedArray;
};
export type ColumnType = {
    readonly number: number;
    readonly itemBytes: number;
    readonly className: string;
};
import type { Arena } from '../arena.js';
