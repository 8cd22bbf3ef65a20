// SPDX-License-Identifier: MIT
// One instance of a guest: requests are written into its memory, what it asks at once is answered.
// Everything that the guest says is checked; nothing here trusts an offset or a length.

import {
  MAX_REGION_BYTES,
  REQUEST_BODY,
  REQUEST_FANOUT_COUNT,
  REQUEST_FANOUT_MINIMAL,
  REQUEST_HEADERS,
  REQUEST_PATH,
  REQUEST_SLOTS,
  SLOT_A_AT,
  SLOT_BYTES,
  STRING_HEADER_BYTES,
  Tag,
  WRITE_ALIGN,
} from '../core/layout.gen.js';
import { writeValue, zerobuf } from '../core/index.js';
import { checkInstance } from './abi.js';
import { again } from './crypto-replay.js';
import { CryptoImport } from './crypto.js';
import { GuestError } from './errors.js';
import { headerLines, isToken, NO_HEADERS } from './headers.js';
import { logLine } from './log-line.js';
import { readResponse, statusText } from './read-response.js';
import { Saver } from './saver.js';
import { stepsOf } from './steps.js';
import { ShortTexts } from './texts.js';

/** @import { HeaderSource } from './headers.js' */
/** @import { Journal } from './journal.js' */
/** @import { PassedResponse } from './passed-response.js' */
/** @import { ResponseStream } from './response-stream.js' */
/** @import { Snapshots } from './snapshot.js' */
/** @import { PackedValues } from './values.js' */

/**
 * Bytes, or bytes in the pieces in which they arrived.
 * @typedef {Uint8Array | readonly Uint8Array[]} Bytes
 */

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {string | null} contentType
 * @property {string | Uint8Array | ResponseStream | PassedResponse | null} body a copy; short ASCII text is a string.  A
 *   stream, or a response of the host's that is passed on, only where handlers wait
 * @property {readonly (readonly [name: string, value: string])[]} headers
 */

/** @typedef {(buf: ReturnType<typeof zerobuf>) => unknown} Load */

/** Up to here a loop over characters beats TextEncoder.encodeInto (measured on V8 and JavaScriptCore). */
const LOOP_CHARACTERS = 48;

/** UTF-8 needs at most three bytes for each UTF-16 unit. */
const UTF8_BYTES_PER_UNIT = 3;

/** @typedef {ReadonlyMap<number, {headers: HeaderSource, journal: Journal | null}>} OpenCalls */

/** @type {OpenCalls} */
const NO_CALLS = new Map();

/** @type {readonly []} */
const NO_OBJECTS = Object.freeze([]);

const encoder = new TextEncoder();

/** @param {number} offset */
const alignText = (offset) => (offset + 3) & ~3;

export class Instance {
  /**
   * @param {WebAssembly.Module} module checked by checkModule()
   * @param {object} options
   * @param {Load} [options.load]
   * @param {WebAssembly.ModuleImports} [options.imports] what calls that wait import
   * @param {OpenCalls} [options.calls] those calls, by request
   * @param {(line: string) => void} [options.log]
   * @param {number} [options.maxLoopSteps]
   * @param {Snapshots} [options.snapshots] images of the memory, where they can be kept
   */
  constructor(module, { load, imports: waiting = {}, calls = NO_CALLS, log = console.error, maxLoopSteps = Infinity, snapshots }) {
    const imports = { zb: { ...waiting, header: this.#header.bind(this), crypto: this.#crypto.bind(this), log: this.#log.bind(this) } };
    this.calls = calls;
    this.log = log;
    /** Made when the guest first calls it. @type {CryptoImport | null} */
    this.crypto = null;
    const { guest, minimal, eagerHeaders } = checkInstance(new WebAssembly.Instance(module, imports).exports);
    this.exports = guest;
    // The object of exports is a dictionary: its functions are looked up once.
    this.alloc = guest.zb_alloc;
    this.handle = guest.handle_zerobuf;
    this.release = guest.zb_release ?? (() => {});
    this.steps = stepsOf(guest, maxLoopSteps);
    this.minimal = minimal;
    this.slotCount = minimal ? REQUEST_FANOUT_MINIMAL : REQUEST_SLOTS;
    this.eagerHeaders = eagerHeaders;
    /** The request being answered, and its headers. */
    this.request = 0;
    /** @type {HeaderSource} */
    this.headers = NO_HEADERS;
    this.texts = new ShortTexts();
    /** The content type that was checked last. */
    this.checkedType = '';
    this.u8 = new Uint8Array(guest.memory.buffer);
    this.u32 = new Uint32Array(guest.memory.buffer);
    this.saver = new Saver(this, snapshots, log);
    if (!this.saver.restore()) this.#start(load);
    this.refresh();
    /** What it took to start: memory never shrinks below. */
    this.startBytes = this.u8.byteLength;
  }

  /**
   * Run the guest's own start, and hand it the application's data.
   * @param {Load | undefined} load
   */
  #start(load) {
    const { _initialize, _start, zb_init } = this.exports;
    (_initialize ?? _start)?.();
    if (zb_init) {
      const status = zb_init(this.#writeData(load)) | 0;
      if (status !== 0) throw new GuestError('ZB_GUEST_START', `zb_init refused the data it was given: ${statusText(status)}`);
    } else if (load) {
      throw new GuestError('ZB_GUEST_ABI', 'Data is to be loaded, but the guest takes none: name its init function with ZB_INIT.');
    }
    this.crypto?.end(0);
  }

  /**
   * Write the application's data into the arena that lives as long as the instance.
   * @param {Load | undefined} load
   * @returns {number} offset of the slot that holds it
   */
  #writeData(load) {
    const { memory, zb_arena, zb_arena_grow, zb_arena_restore } = this.exports;
    const control = /** @type {() => number} */ (zb_arena)() >>> 0;
    const buf = zerobuf(memory, 0, {
      control,
      ...(zb_arena_grow && { grow: (/** @type {number} */ bytes) => zb_arena_grow(control, bytes) }),
      ...(zb_arena_restore && { restore: (/** @type {number} */ checkpoint) => zb_arena_restore(control, checkpoint) }),
    });
    const slot = buf.arena.alloc(SLOT_BYTES, WRITE_ALIGN);
    writeValue(buf.arena, slot, load ? load(buf) : null);
    return slot;
  }

  /** Take the views anew when the memory has grown: growth detaches its old buffer. */
  refresh() {
    if (this.u8.byteLength !== 0) return;
    this.u8 = new Uint8Array(this.exports.memory.buffer);
    this.u32 = new Uint32Array(this.exports.memory.buffer);
  }

  /**
   * @param {number} bytes
   * @returns {number} offset of `bytes` bytes inside the memory, 8-aligned; 0 when the guest has none
   */
  #alloc(bytes) {
    const at = this.alloc(bytes) >>> 0;
    this.refresh();
    if (at === 0) return 0;
    if (at % WRITE_ALIGN !== 0 || bytes > this.u8.byteLength || at > this.u8.byteLength - bytes)
      throw new GuestError('ZB_GUEST_CALL', `zb_alloc(${bytes}) returned ${at}, which is misaligned or outside the memory`);
    return at;
  }

  /**
   * Answer one request.  Throws whatever the guest throws; `null` when the guest has no memory for it.
   * @param {string} method
   * @param {string} path with query
   * @param {Bytes | null} body
   * @param {number} bodyTag Tag.Bytes, or Tag.String for bytes that are known to be UTF-8
   * @param {HeaderSource} headers
   * @param {PackedValues | null} values
   * @returns {Answer | null}
   */
  call(method, path, body, bodyTag, headers, values) {
    const request = this.write(method, path, body, bodyTag, this.eagerHeaders ? headerLines(headers) : null, values);
    if (request === 0) return null;
    this.request = request;
    this.headers = headers;
    this.steps?.begin();
    const response = this.handle(request);
    this.headers = NO_HEADERS;
    this.request = 0;
    return this.end(request, response);
  }

  /**
   * Read the response to a request, and give all back that it took.
   * @param {number} request
   * @param {unknown} response what handle_zerobuf returned
   * @param {readonly unknown[]} [objects] of the host, which the call has met
   */
  end(request, response, objects = NO_OBJECTS) {
    this.steps?.end();
    this.refresh();
    this.crypto?.end(request);
    try {
      return readResponse(this, response, objects);
    } finally {
      this.release(request);
      this.refresh();
    }
  }

  /**
   * Write slots, texts and body of a request in one allocation.  `true` as a body is one that the guest reads as it comes.
   * @param {string} method
   * @param {string} path
   * @param {Bytes | true | null} body
   * @param {number} bodyTag
   * @param {string | null} lines headers for a guest that does not ask for them
   * @param {PackedValues | null} values that go with the request
   * @returns {number} the request, 0 when the guest has no memory for it
   */
  write(method, path, body, bodyTag, lines, values) {
    const bodyBytes = body === null || body === true ? 0 : byteLength(body);
    const valuesAt = this.slotCount * SLOT_BYTES;
    const methodAt = values === null ? valuesAt : valuesAt + values.slots.byteLength;
    const pathAt = alignText(methodAt + STRING_HEADER_BYTES + UTF8_BYTES_PER_UNIT * method.length);
    const linesAt = alignText(pathAt + STRING_HEADER_BYTES + UTF8_BYTES_PER_UNIT * path.length);
    const bodyAt = lines === null ? linesAt : alignText(linesAt + STRING_HEADER_BYTES + UTF8_BYTES_PER_UNIT * lines.length);
    const bodyEnd = bodyAt + STRING_HEADER_BYTES + bodyBytes;
    const contentAt = Math.ceil(bodyEnd / WRITE_ALIGN) * WRITE_ALIGN;
    const total = values === null ? bodyEnd : contentAt + values.content.byteLength;
    const request = total > MAX_REGION_BYTES ? 0 : this.#alloc(total);
    if (request === 0) return 0;

    const { u32 } = this;
    const end = (request + methodAt) >>> 2;
    for (let word = request >>> 2; word < end; word++) u32[word] = 0;
    this.#writeText(request, request + methodAt, method);
    this.#writeText(request + REQUEST_PATH * SLOT_BYTES, request + pathAt, path);
    if (lines !== null) this.#writeText(request + REQUEST_HEADERS * SLOT_BYTES, request + linesAt, lines);
    const slot = (request + REQUEST_BODY * SLOT_BYTES) >>> 2;
    if (body === true) {
      u32[slot] = Tag.Bool;
      u32[slot + 1] = 1;
    } else if (body !== null) {
      u32[slot] = bodyTag;
      u32[slot + 1] = request + bodyAt;
      u32[(request + bodyAt) >>> 2] = bodyBytes;
      copyBytes(this.u8, request + bodyAt + STRING_HEADER_BYTES, body);
    }
    if (values !== null) {
      values.place(this.u8, request + valuesAt, request + contentAt);
      if (!this.minimal) {
        const count = (request + REQUEST_FANOUT_COUNT * SLOT_BYTES) >>> 2;
        u32[count] = Tag.I32;
        u32[count + SLOT_A_AT / 4] = values.count;
      }
    }
    return request;
  }

  /**
   * Write a string and the slot that refers to it.  Room for three bytes per unit is reserved.
   * @param {number} slot
   * @param {number} at
   * @param {string} text
   */
  #writeText(slot, at, text) {
    const { u32 } = this;
    u32[slot >>> 2] = Tag.String;
    u32[(slot >>> 2) + 1] = at;
    u32[at >>> 2] = this.encode(at + STRING_HEADER_BYTES, text);
  }

  /**
   * Write UTF-8 where there is room for three bytes per unit.
   * @param {number} at
   * @param {string} text
   * @returns {number} bytes written
   */
  encode(at, text) {
    const { u8 } = this;
    const { length } = text;
    if (length <= LOOP_CHARACTERS) {
      let i = 0;
      for (; i < length; i++) {
        const unit = text.charCodeAt(i);
        if (unit > 0x7f) break;
        u8[at + i] = unit;
      }
      if (i === length) return length;
    }
    return encoder.encodeInto(text, u8.subarray(at, at + UTF8_BYTES_PER_UNIT * length)).written;
  }

  /**
   * The import zb.header (SPEC 8.4).
   * @param {number} request
   * @param {number} nameOffset
   * @param {number} length of the name; 0 asks for all headers as lines
   * @returns {number} offset of a string header, 0 when there is no such header
   */
  #header(request, nameOffset, length) {
    request >>>= 0;
    const headers = request === this.request ? this.headers : this.calls.get(request)?.headers;
    if (headers === undefined) throw new GuestError('ZB_GUEST_CALL', 'zb.header was called for another request');
    this.refresh();
    const name = length === 0 ? '' : this.#headerName(nameOffset >>> 0, length >>> 0);
    const value = name === '' ? headerLines(headers) : name === null ? null : headers.get(name);
    if (value === null) return 0;
    const at = this.#alloc(STRING_HEADER_BYTES + UTF8_BYTES_PER_UNIT * value.length);
    if (at !== 0) this.u32[at >>> 2] = this.encode(at + STRING_HEADER_BYTES, value);
    return at;
  }

  /**
   * The import zb.log (SPEC 8.15).
   * @param {number} offset of the line, UTF-8
   * @param {number} length
   */
  #log(offset, length) {
    offset >>>= 0;
    length >>>= 0;
    this.refresh();
    if (length > this.u8.byteLength || offset > this.u8.byteLength - length)
      throw new GuestError('ZB_GUEST_CALL', `zb.log was given ${length} bytes at ${offset}, which are outside the memory`);
    this.log(logLine(this.u8.subarray(offset, offset + length)));
  }

  /**
   * The import zb.crypto (SPEC 8.12).
   * @param {number} request whose handler runs; 0 outside of one
   * @param {number} block
   * @returns {number} status
   */
  #crypto(request, block) {
    request >>>= 0;
    if (request !== this.request && !this.calls.has(request)) throw new GuestError('ZB_GUEST_CALL', 'zb.crypto was called for another request');
    const crypto = (this.crypto ??= new CryptoImport(this.exports.memory, this.log));
    const journal = this.calls.get(request)?.journal ?? null;
    if (journal === null) return crypto.call(block, request);
    this.refresh();
    return again(journal, this, block >>> 0, () => crypto.call(block, request));
  }

  /**
   * @param {number} at
   * @param {number} length
   * @returns {string | null} null for what no header is called
   */
  #headerName(at, length) {
    if (length > this.u8.byteLength || at > this.u8.byteLength - length)
      throw new GuestError('ZB_GUEST_CALL', `zb.header got a name outside the memory, at ${at}`);
    const name = this.texts.read(this.u8, at, length);
    return name !== null && isToken(name) ? name : null;
  }
}

/**
 * @param {Bytes} bytes
 * @returns {number}
 */
export function byteLength(bytes) {
  if (bytes instanceof Uint8Array) return bytes.byteLength;
  let sum = 0;
  for (const piece of bytes) sum += piece.byteLength;
  return sum;
}

/**
 * @param {Uint8Array} target
 * @param {number} at
 * @param {Bytes} bytes
 */
function copyBytes(target, at, bytes) {
  if (bytes instanceof Uint8Array) {
    target.set(bytes, at);
    return;
  }
  for (const piece of bytes) {
    target.set(piece, at);
    at += piece.byteLength;
  }
}
