// SPDX-License-Identifier: MIT
// Bytes that have one owner, who may give them to another thread without a copy.
import { ATTACHMENT } from '../core/extended/carrier.js';

const DISPOSE = Symbol.dispose ?? Symbol.for('Symbol.dispose');

/** @type {((buffer: object) => boolean) | undefined} */
const isMarkedAsUntransferable = /** @type {any} */ (globalThis).process?.getBuiltinModule?.('node:worker_threads')?.isMarkedAsUntransferable;

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
  /** @type {ArrayBuffer} */
  #buffer;
  #offset;
  #length;
  #isReleased = false;

  /**
   * @param {ArrayBuffer | ArrayBufferView} source
   * @throws {TypeError} shared memory, memory of WebAssembly, Node's pool of small buffers, and
   *   what is no buffer; the source is then as it was
   */
  constructor(source) {
    const { buffer, offset, length } = partOf(source);
    this.#buffer = buffer === adopted ? buffer : takeOver(buffer);
    this.#offset = offset;
    this.#length = length;
  }

  /** Bytes; 0 when it is released. */
  get byteLength() {
    return this.isReleased ? 0 : this.#length;
  }

  /** Whether the bytes are gone: moved, or released. */
  get isReleased() {
    return this.#isReleased || isDetached(this.#buffer);
  }

  /** The bytes themselves. @returns {Uint8Array<ArrayBuffer>} detached when the reference is released or moved */
  toUint8Array() {
    return new Uint8Array(this.#own(), this.#offset, this.#length);
  }

  /** The buffer itself, or a copy when the reference is to a part of it. @returns {ArrayBuffer} */
  toArrayBuffer() {
    const buffer = this.#own();
    return this.#length === buffer.byteLength ? buffer : buffer.slice(this.#offset, this.#offset + this.#length);
  }

  /** Give the memory back now. More than once is once. */
  release() {
    if (!this.isReleased) detach(this.#buffer);
    this.#isReleased = true;
  }

  [DISPOSE]() {
    this.release();
  }

  /** What the codec of calls moves. @returns {Uint8Array<ArrayBuffer>} */
  [ATTACHMENT]() {
    return this.toUint8Array();
  }

  #own() {
    if (this.isReleased) {
      throw new TypeError('this BufferReference has been released: it was moved to another thread, its call is over, or release() was called; make a new one of the bytes you have');
    }
    return this.#buffer;
  }
}

/** A buffer that came from another thread, and that nobody else here has. @type {ArrayBuffer | undefined} */
let adopted;

/** A reference to bytes that came from another thread. @param {Uint8Array<ArrayBuffer>} bytes */
export function adopt(bytes) {
  adopted = bytes.buffer;
  try {
    return new BufferReference(bytes);
  } finally {
    adopted = undefined;
  }
}

/** @param {unknown} source */
function partOf(source) {
  if (source instanceof ArrayBuffer) return { buffer: source, offset: 0, length: source.byteLength };
  if (ArrayBuffer.isView(source) && source.buffer instanceof ArrayBuffer) {
    return { buffer: source.buffer, offset: source.byteOffset, length: source.byteLength };
  }
  const isShared = typeof SharedArrayBuffer === 'function' && (source instanceof SharedArrayBuffer || (ArrayBuffer.isView(source) && source.buffer instanceof SharedArrayBuffer));
  if (isShared) throw new TypeError('a BufferReference cannot own shared memory, which cannot be detached; pass the array itself, or copy its bytes first');
  throw new TypeError(`a BufferReference expects an ArrayBuffer or typed-array view, not ${source === null ? 'null' : `a value of type ${typeof source}`}`);
}

/** @param {ArrayBuffer} buffer @returns {ArrayBuffer} the same memory; the buffer is detached */
function takeOver(buffer) {
  if (isDetached(buffer)) throw new TypeError('a BufferReference cannot own a detached buffer; its bytes are elsewhere');
  if (isMarkedAsUntransferable?.(buffer)) {
    throw new TypeError('a BufferReference cannot own memory that others use, too, as a small Buffer lies in the pool that Node shares; pass a copy: new Uint8Array(bytes)');
  }
  try {
    if (!(/** @type {any} */ (buffer).resizable) && typeof (/** @type {any} */ (buffer).transfer) === 'function') return /** @type {any} */ (buffer).transfer();
    return structuredClone(buffer, { transfer: [buffer] });
  } catch (error) {
    throw new TypeError('a BufferReference cannot own memory that cannot be detached, as that of WebAssembly; pass a copy of the bytes', { cause: error });
  }
}

/** @param {any} buffer @returns {boolean} */
function isDetached(buffer) {
  if (buffer.byteLength > 0) return false;
  if (typeof buffer.detached === 'boolean') return buffer.detached;
  try {
    return new Uint8Array(buffer).length > 0;
  } catch {
    return true; // views cannot be made of what is detached
  }
}

/** @param {any} buffer */
function detach(buffer) {
  if (typeof buffer.transfer === 'function') buffer.transfer(0);
  else structuredClone(buffer, { transfer: [buffer] });
}
