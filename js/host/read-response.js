// SPDX-License-Identifier: MIT
// A guest's response, read from its memory.  Nothing here trusts an offset, a length or a tag (SPEC.md, 8.5 to 8.7).

import {
  READ_ALIGN,
  RESPONSE_BODY,
  RESPONSE_HEADERS,
  RESPONSE_SLOTS,
  RESPONSE_STATUS,
  RESPONSE_TYPE,
  SLOT_A_AT,
  SLOT_BYTES,
  STATUSES,
  STRING_HEADER_BYTES,
  Tag,
  TAG_HOST_OBJECT,
} from '../core/layout.gen.js';
import { GuestError } from './errors.js';
import { isHeaderValue, parseHeaderLines } from './headers.js';
import { PassedResponse } from './passed-response.js';

/** @import { Answer, Instance } from './instance.js' */

/** Results of handle_zerobuf from here up are statuses (SPEC 8.6). */
const FIRST_STATUS = 0xffff0000;

const SLOT_WORDS = SLOT_BYTES / 4;
const PAYLOAD_A = SLOT_A_AT / 4;

/** @type {readonly []} */
const NO_LINES = Object.freeze([]);

/**
 * The response to a request, copied out.
 * @param {Instance} instance
 * @param {unknown} offset what handle_zerobuf returned
 * @param {readonly unknown[]} objects of the host, which the call has met
 * @returns {Answer}
 */
export function readResponse(instance, offset, objects) {
  if (typeof offset !== 'number') throw bad('handle_zerobuf did not return an i32');
  const response = offset >>> 0;
  if (response >= FIRST_STATUS) throw bad(`the handler failed with ${statusText(offset)}`);
  if (response % READ_ALIGN !== 0 || response > instance.u8.byteLength - RESPONSE_SLOTS * SLOT_BYTES)
    throw bad(`the response at ${response} is misaligned or outside the memory`);

  const head = readHead(instance, response);
  const body = readBody(instance, response, objects);
  return { ...head, status: body instanceof PassedResponse ? body.response.status : head.status, body };
}

/**
 * Status, content type and headers.
 * @param {Instance} instance
 * @param {number} response offset inside the memory
 */
export function readHead(instance, response) {
  const status = wordOf(instance, response, RESPONSE_STATUS, PAYLOAD_A) | 0;
  const tag = tagOf(instance, response, RESPONSE_STATUS);
  if (tag !== Tag.I32 || status < 200 || status > 599)
    throw bad(`the response's status is no i32 from 200 to 599 (tag ${tag}, ${status})`);
  return { status, contentType: readType(instance, response), headers: readHeaders(instance, response) };
}

/**
 * A word of a slot that is known to lie inside the memory.
 * @param {Instance} instance
 * @param {number} base of the slots
 * @param {number} slot
 * @param {number} word
 */
function wordOf({ u32 }, base, slot, word) {
  return /** @type {number} */ (u32[(base >>> 2) + slot * SLOT_WORDS + word]);
}

/**
 * @param {Instance} instance
 * @param {number} base
 * @param {number} slot
 */
function tagOf(instance, base, slot) {
  return wordOf(instance, base, slot, 0) & 0xff;
}

/**
 * The length of the string or bytes whose header is at `at`.
 * @param {Instance} instance
 * @param {number} at
 * @param {string} what
 */
function lengthAt({ u8, u32 }, at, what) {
  const available = u8.byteLength - STRING_HEADER_BYTES;
  if (at > available) throw bad(`the ${what} at ${at} is outside the memory`);
  const length = at % 4 === 0 ? /** @type {number} */ (u32[at >>> 2]) : new DataView(u8.buffer).getUint32(at, true);
  if (length > available - at)
    throw bad(`the ${what} at ${at} claims ${length} bytes, more than the memory holds`);
  return length;
}

/** @param {Instance} instance @param {number} response */
function readType(instance, response) {
  const tag = tagOf(instance, response, RESPONSE_TYPE);
  if (tag === Tag.Null) return null;
  if (tag !== Tag.String) throw wrongTag('content type', tag);
  const at = wordOf(instance, response, RESPONSE_TYPE, PAYLOAD_A);
  const type = instance.texts.read(instance.u8, at + STRING_HEADER_BYTES, lengthAt(instance, at, 'content type'));
  if (type === null) throw bad('the content type is not ASCII, or longer than 64 bytes');
  if (type !== instance.checkedType) {
    if (!isHeaderValue(type)) throw bad('the content type holds a control character');
    instance.checkedType = type;
  }
  return type;
}

/** @param {Instance} instance @param {number} response @param {readonly unknown[]} objects */
function readBody(instance, response, objects) {
  const tag = tagOf(instance, response, RESPONSE_BODY);
  if (tag === Tag.Null) return null;
  if (tag === TAG_HOST_OBJECT) return passed(objects[wordOf(instance, response, RESPONSE_BODY, PAYLOAD_A) - 1]);
  if (tag !== Tag.String && tag !== Tag.Bytes) throw wrongTag('body', tag);
  const at = wordOf(instance, response, RESPONSE_BODY, PAYLOAD_A);
  const length = lengthAt(instance, at, 'body');
  const start = at + STRING_HEADER_BYTES;
  const text = tag === Tag.String ? instance.texts.read(instance.u8, start, length) : null;
  return text ?? instance.u8.slice(start, start + length);
}

/** @param {Instance} instance @param {number} response */
function readHeaders(instance, response) {
  const tag = tagOf(instance, response, RESPONSE_HEADERS);
  if (tag === Tag.Null) return NO_LINES;
  if (tag !== Tag.String) throw wrongTag('headers', tag);
  const at = wordOf(instance, response, RESPONSE_HEADERS, PAYLOAD_A);
  const start = at + STRING_HEADER_BYTES;
  return parseHeaderLines(instance.u8.subarray(start, start + lengthAt(instance, at, 'headers')));
}

/** @param {unknown} object */
function passed(object) {
  if (object instanceof Response) return new PassedResponse(object);
  throw bad('the body is an object of the host that is no Response of this request');
}

/** @param {number} status as WebAssembly returns it */
export function statusText(status) {
  const [name, , text] = STATUSES.find(([, number]) => number === status) ?? [`status ${status}`, status, 'unknown'];
  return `${name}, ${text}`;
}

/** @param {string} sentence */
function bad(sentence) {
  return new GuestError('ZB_GUEST_RESPONSE', sentence);
}

/**
 * @param {string} what
 * @param {number} tag
 */
function wrongTag(what, tag) {
  return bad(`the response's ${what} has tag ${tag}, which does not belong there`);
}
