// SPDX-License-Identifier: MIT
// Text into the engine and out of it, through its window. A piece is small enough to stay in
// the processor's nearest cache, and no text ever needs room in the arena.
import { typeFault } from './errors.js';
import { lengthFault } from './json-options.js';

/** @import { EngineSession } from './engine-session.js' */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** @param {EngineSession} session the window over the current buffer */
function windowOf({ arena, block }) {
  if (arena.u8.byteLength === 0) arena.refresh();
  return arena.u8.subarray(block.windowAt, block.windowAt + block.windowBytes);
}

/** @param {number} unit */
const isHighSurrogate = (unit) => (unit & 0xfc00) === 0xd800;

/**
 * Feed a text as UTF-8; lone surrogates become U+FFFD. Ends early when the engine refuses it.
 *
 * @param {EngineSession} session
 * @param {string} text
 */
export function feedText(session, text) {
  const { arena, exports, block } = session;
  for (let at = 0; at < text.length;) {
    let end = Math.min(at + block.windowBytes, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end--; // its other half comes next
    const window = windowOf(session);
    // Browsers encode into no buffer that is shared or resizable.
    const target = arena.canDecodeInPlace ? window : new Uint8Array(window.length);
    const { read, written } = encoder.encodeInto(text.slice(at, end), target);
    if (target !== window) window.set(target.subarray(0, written));
    if (exports.parse_feed(block.windowAt, written) !== 0) return;
    at += read;
  }
}

/** @param {unknown} source @returns {Uint8Array} */
function requireBytes(source) {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer || Object.prototype.toString.call(source) === '[object SharedArrayBuffer]') {
    return new Uint8Array(/** @type {ArrayBuffer} */ (source));
  }
  throw typeFault(`a JSON text must be a string or bytes, not ${source === null ? 'null' : `a value of type ${typeof source}`}`);
}

/**
 * Feed bytes. Ends early when the engine refuses them.
 *
 * @param {EngineSession} session
 * @param {unknown} source
 */
export function feedBytes(session, source) {
  const { arena, exports, block } = session;
  let bytes = requireBytes(source);
  if (bytes.buffer === arena.memory.buffer) {
    if (bytes.byteOffset + bytes.length <= arena.offset) {
      exports.parse_feed(bytes.byteOffset, bytes.length);
      return;
    }
    bytes = bytes.slice(); // the arena may take the place where they lie
  }
  for (let at = 0; at < bytes.length; at += block.windowBytes) {
    const piece = bytes.subarray(at, at + block.windowBytes);
    windowOf(session).set(piece);
    if (exports.parse_feed(block.windowAt, piece.length) !== 0) return;
  }
}

/**
 * Take the text that the engine emits from now on.
 *
 * @param {EngineSession} session
 * @param {boolean} asBytes
 * @param {number} maxBytes
 * @returns {{ end(): string | Uint8Array<ArrayBuffer> }}
 */
export function decodeWindow(session, asBytes, maxBytes) {
  const { arena } = session;
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  let text = '';
  let total = 0;
  session.receive = (length) => {
    total += length;
    if (total > maxBytes) throw lengthFault(maxBytes);
    const bytes = windowOf(session).subarray(0, length);
    if (asBytes) pieces.push(new Uint8Array(bytes));
    else text += decoder.decode(arena.isSharedMemory ? bytes.slice() : bytes); // browsers decode no shared bytes
  };
  return { end: () => (asBytes ? concat(pieces) : text) };
}

/** @param {Uint8Array<ArrayBuffer>[]} pieces */
function concat(pieces) {
  if (pieces.length === 1) return /** @type {Uint8Array<ArrayBuffer>} */ (pieces[0]);
  let byteLength = 0;
  for (const piece of pieces) byteLength += piece.length;
  const whole = new Uint8Array(byteLength);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
