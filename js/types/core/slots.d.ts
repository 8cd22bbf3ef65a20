/**
 * Write a string slot and its bytes.
 *
 * @param {DataView} dv
 * @param {Uint8Array} u8
 * @param {number} slot        offset of 16 bytes
 * @param {number} dataOffset  where header and bytes go
 * @param {Uint8Array} bytes   UTF-8
 * @returns {number} the next free data offset, 4-aligned
 */
export function writeStringSlot(dv: DataView, u8: Uint8Array, slot: number, dataOffset: number, bytes: Uint8Array): number;
/**
 * Write a bytes slot and its bytes.
 *
 * @param {DataView} dv
 * @param {Uint8Array} u8
 * @param {number} slot        offset of 16 bytes
 * @param {number} dataOffset  where header and bytes go
 * @param {Uint8Array} bytes
 * @returns {number} the next free data offset, 4-aligned
 */
export function writeBytesSlot(dv: DataView, u8: Uint8Array, slot: number, dataOffset: number, bytes: Uint8Array): number;
/**
 * @param {DataView} dv
 * @param {Uint8Array} u8
 * @param {number} slot
 * @returns {string} empty when the slot holds no string
 */
export function readStringSlot(dv: DataView, u8: Uint8Array, slot: number): string;
/**
 * @param {DataView} dv
 * @param {Uint8Array} u8
 * @param {number} slot
 * @returns {Uint8Array} a copy; empty when the slot holds no bytes
 */
export function readBytesSlot(dv: DataView, u8: Uint8Array, slot: number): Uint8Array;
/** @param {DataView} dv @param {number} slot @param {number} value  taken modulo 2^32 */
export function writeI32Slot(dv: DataView, slot: number, value: number): void;
/** @param {DataView} dv @param {number} slot @returns {number} 0 when the slot holds no i32 */
export function readI32Slot(dv: DataView, slot: number): number;
/** @param {DataView} dv @param {number} slot @param {number} value */
export function writeF64Slot(dv: DataView, slot: number, value: number): void;
/** @param {DataView} dv @param {number} slot @returns {number} of an f64 or i32 slot; otherwise 0 */
export function readF64Slot(dv: DataView, slot: number): number;
/** @param {DataView} dv @param {number} slot @param {boolean} value */
export function writeBoolSlot(dv: DataView, slot: number, value: boolean): void;
/** @param {DataView} dv @param {number} slot @returns {boolean} false when the slot holds no bool */
export function readBoolSlot(dv: DataView, slot: number): boolean;
/** @param {DataView} dv @param {number} slot */
export function writeNullSlot(dv: DataView, slot: number): void;
/** @param {DataView} dv @param {number} slot */
export function isNullSlot(dv: DataView, slot: number): boolean;
/** @param {DataView} dv @param {number} slot @returns {number} one of Tag, or an unknown tag */
export function readTag(dv: DataView, slot: number): number;
