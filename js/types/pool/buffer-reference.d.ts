/** A reference to bytes that came from another thread. @param {Uint8Array<ArrayBuffer>} bytes */
export function adopt(bytes: Uint8Array<ArrayBuffer>): BufferReference;
/**
 * Bytes of an ArrayBuffer. Making a reference detaches the buffer at once, all of it; passing
 * the reference to a task, or returning it from one, moves the bytes, and the reference is
 * released. What is moved is owned by the garbage collector of one thread at any time, so
 * nothing dangles, whichever thread ends first.
 *
 * In a task, a reference that came with the argument is released when the call is over,
 * unless the task returns it.
 */
export class BufferReference {
    /**
     * @param {ArrayBuffer | ArrayBufferView} source
     * @throws {TypeError} shared memory, memory of WebAssembly, Node's pool of small buffers, and
     *   what is no buffer; the source is then as it was
     */
    constructor(source: ArrayBuffer | ArrayBufferView);
    /** Bytes; 0 when it is released. */
    get byteLength(): number;
    /** Whether the bytes are gone: moved, or released. */
    get isReleased(): boolean;
    /** The bytes themselves. @returns {Uint8Array<ArrayBuffer>} detached when the reference is released or moved */
    toUint8Array(): Uint8Array<ArrayBuffer>;
    /** The buffer itself, or a copy when the reference is to a part of it. @returns {ArrayBuffer} */
    toArrayBuffer(): ArrayBuffer;
    /** Give the memory back now. More than once is once. */
    release(): void;
    /** What the codec of calls moves. @returns {Uint8Array<ArrayBuffer>} */
    [ATTACHMENT](): Uint8Array<ArrayBuffer>;
    #private;
}
import { ATTACHMENT } from '../core/extended/carrier.js';
