/**
 * What decodes the bytes of an array of one's own, which are ASCII, from the first on.
 *
 * @param {Uint8Array} bytes
 * @returns {(byteLength: number) => string}
 */
export function latin1Of(bytes: Uint8Array): (byteLength: number) => string;
/** The bytes of a region as a Buffer, made anew when its memory has grown. */
export class NativeText {
    /** @param {Region} region */
    constructor(region: Region);
    /** @private */
    private region;
    /** @private @type {Uint8Array | undefined} */
    private seen;
    /** @private @type {NativeBytes | undefined} */
    private view;
    /** Valid until the memory grows; undefined where the runtime has none. */
    get bytes(): NativeBytes | undefined;
}
export type NativeBytes = Uint8Array & {
    utf8Write(text: string, offset: number, length: number): number;
    latin1Slice(start: number, end: number): string;
    utf8Slice(start: number, end: number): string;
};
export type BufferClass = {
    from(buffer: ArrayBufferLike, byteOffset: number, length: number): NativeBytes;
};
import type { Region } from './region.js';
