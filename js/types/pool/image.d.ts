/**
 * @param {Codec} region  of the shared region, whose arrays cross as offsets in an image, too
 * @param {unknown} value
 * @param {ArrayBuffer[]} attachments  takes those of the value, then the image
 * @param {number} maxBytes
 * @returns {number} bytes of the image
 * @throws {PoolError} it is longer than maxBytes. {TypeError} what cannot travel
 */
export function writeImage(region: Codec, value: unknown, attachments: ArrayBuffer[], maxBytes: number): number;
/** An image is of no use any more. @param {readonly ArrayBuffer[]} attachments  as writeImage() left them */
export function freeImage(attachments: readonly ArrayBuffer[]): void;
/**
 * A codec that reads an image, at IMAGE_SLOT.
 *
 * @param {Codec} region
 * @param {readonly ArrayBuffer[]} attachments  as writeImage() left them
 * @param {(bytes: Uint8Array<ArrayBuffer>) => unknown} revive  see Codec
 */
export function imageCodec(region: Codec, attachments: readonly ArrayBuffer[], revive: (bytes: Uint8Array<ArrayBuffer>) => unknown): Codec;
/**
 * Read a deep copy of what an image holds, and free it.
 *
 * @param {Codec} region
 * @param {readonly ArrayBuffer[]} attachments  as writeImage() left them
 * @param {(bytes: Uint8Array<ArrayBuffer>) => unknown} revive  see Codec
 * @returns {any}
 */
export function readImage(region: Codec, attachments: readonly ArrayBuffer[], revive: (bytes: Uint8Array<ArrayBuffer>) => unknown): any;
/** Where the value's slot lies; offset 0 is no place. */
export const IMAGE_SLOT: 16;
import { Codec } from './codec.js';
