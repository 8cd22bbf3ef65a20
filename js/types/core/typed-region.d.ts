export class TypedRegion extends Region {
    /** Begin an operation: replace views that growth has made useless. */
    sync(): void;
    /** @private @param {number} offset @param {number} length @returns {DataView} */
    private at;
    /** @param {number} offset */
    readU8(offset: number): number;
    /** @param {number} offset */
    readU32(offset: number): number;
    /** @param {number} offset */
    readI32(offset: number): number;
    /** @param {number} offset */
    readF64(offset: number): number;
    /** @param {number} offset */
    readI64(offset: number): bigint;
    /** @param {number} offset @param {number} value */
    writeU8(offset: number, value: number): void;
    /** @param {number} offset @param {number} value */
    writeU32(offset: number, value: number): void;
    /** @param {number} offset @param {number} value */
    writeI32(offset: number, value: number): void;
    /** @param {number} offset @param {number} value */
    writeF64(offset: number, value: number): void;
    /** @param {number} offset @param {bigint} value */
    writeI64(offset: number, value: bigint): void;
}
import { Region } from './region.js';
