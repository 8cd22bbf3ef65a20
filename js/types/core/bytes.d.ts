/** @import { Region } from './region.js' */
/**
 * Place a copy of bytes: let `place` allocate, then write. The bytes may themselves lie in
 * this region: making room for the copy may then detach the view they were given by.
 *
 * @param {Region} region
 * @param {ArrayBufferView} view
 * @param {(byteLength: number) => number} place  returns where the copy goes
 */
export function writeBytes(region: Region, view: ArrayBufferView, place: (byteLength: number) => number): void;
import type { Region } from './region.js';
