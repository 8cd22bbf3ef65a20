// SPDX-License-Identifier: MIT
// Host calls of a guest: chains of properties and methods that begin at a binding, at the platform or at a host object
// (SPEC.md, 8.13).

import {
  MAX_PARTS,
  PART_ARGUMENT,
  PART_ARRAY,
  PART_BOOL,
  PART_BYTE_STRING,
  PART_BYTES,
  PART_CONTEXT,
  PART_ENV,
  PART_EVENT,
  PART_F64,
  PART_HANDLE,
  PART_I32,
  PART_LENGTH_AT,
  PART_METHOD,
  PART_NULL,
  PART_OBJECT,
  PART_PAYLOAD_AT,
  PART_PICK,
  PART_PLATFORM,
  PART_PROPERTY,
  PART_STRING,
  PART_VALUE,
  SLOT_A_AT,
  Tag,
  TAG_HOST_OBJECT,
  WRITE_ALIGN,
} from '../core/layout.gen.js';
import { readValueEager, writeValue } from '../core/index.js';
import { GuestError } from './errors.js';
import { files } from './files.js';
import { forward } from './forward.js';
import { SOCKET_CALLS } from './sockets.js';

/** @import { OpenCall } from './open-call.js' */
/** @import { Instance } from './instance.js' */

/**
 * @typedef {object} Step
 * @property {number} kind PART_PROPERTY, PART_METHOD or PART_PICK
 * @property {string} name of the property or method
 * @property {unknown[]} args of a method, names of the properties that a pick takes
 */

const decoder = new TextDecoder();

/** Ways out of an object into the language itself.  No binding has use for them. */
const FORBIDDEN = /^(constructor|prototype|__.*)$/;

/** What the platform offers without a binding. */
const PLATFORM = Object.freeze({
  /** @param {Parameters<typeof fetch>} args */
  fetch: (...args) => fetch(...args),
  files,
  forward,
  ...SOCKET_CALLS,

  /**
   * Entries of a Map, or what else can be walked through.
   * @param {Iterable<unknown>} parts
   */
  list: (parts) => Array.from(parts, bytesOf),

  /**
   * The next parts of an iterator, fewer at its end.
   * @param {Iterator<unknown>} iterator
   * @param {number} count
   */
  take(iterator, count) {
    const parts = [];
    for (let next; parts.length < count && !(next = iterator.next()).done; ) parts.push(bytesOf(next.value));
    return parts;
  },

  /** Milliseconds since 1970-01-01T00:00Z. */
  now: () => Date.now(),

  /**
   * What a cache stores, or a handler passes on.
   * @param {ConstructorParameters<typeof Response>} args
   */
  response: (...args) => new Response(...args),

  get caches() {
    if (typeof caches === 'undefined') throw new Error('This platform has no cache.');
    return caches;
  },
});

/**
 * @param {OpenCall} call
 * @param {number} at of the parts
 * @param {number} count
 * @param {Instance} instance
 * @returns {unknown} what the chain comes to, or a promise of it
 */
export function startChain(call, at, count, instance) {
  if (count === 0 || count > MAX_PARTS) throw broken(`a host call of ${count} parts; it takes 1 to ${MAX_PARTS}`);
  if (at % WRITE_ALIGN !== 0 || count * PART_BYTES > instance.u8.byteLength || at > instance.u8.byteLength - count * PART_BYTES)
    throw broken(`the parts of a host call at ${at} are misaligned or outside the memory`);
  const root = rootOf(call, instance, at, count);
  /** @type {Step[]} */
  const steps = [];
  /** Arrays that lack elements, each within the one before; the first of all is the arguments of the step. @type {{into: unknown[], left: number}[]} */
  let open = [];
  for (let part = at + PART_BYTES; part < at + count * PART_BYTES; part += PART_BYTES) {
    const kind = wordOf(instance, part);
    if (kind === PART_PROPERTY || kind === PART_METHOD || kind === PART_PICK) {
      requireComplete(open);
      /** @type {unknown[]} */
      const args = [];
      open = kind === PART_PROPERTY ? [] : [{ into: args, left: Infinity }];
      steps.push({ kind, name: kind === PART_PICK ? '' : textOf(instance, part), args });
      continue;
    }
    const innermost = open.at(-1);
    if (kind < PART_ARGUMENT || innermost === undefined || (steps.at(-1)?.kind === PART_PICK && kind !== PART_STRING))
      throw broken(`part ${(part - at) / PART_BYTES} of a host call does not belong there (kind ${kind})`);
    const left = kind === PART_ARRAY ? wordOf(instance, part + PART_PAYLOAD_AT) : 0;
    const argument = kind === PART_ARRAY ? /** @type {unknown[]} */ ([]) : argumentOf(call, instance, part, kind);
    innermost.into.push(argument);
    innermost.left--;
    if (left > 0) open.push({ into: /** @type {unknown[]} */ (argument), left });
    while (open.at(-1)?.left === 0) open.pop();
  }
  requireComplete(open);
  return follow(root, steps, 0);
}

/** @param {readonly {left: number}[]} open */
function requireComplete(open) {
  if (open.length > 1) throw broken(`an array among the arguments of a host call lacks ${open.at(-1)?.left} elements`);
}

/**
 * Write what a chain came to: data as data, all else as a number for the object that stays here.
 * @param {OpenCall} call
 * @param {number} slot
 * @param {any} value
 */
export function writeResult(call, slot, value) {
  if (!isData(value)) {
    call.objects.push(value);
    putSlot(call.instance, slot, TAG_HOST_OBJECT, call.objects.length);
  } else if (typeof value === 'string') {
    putSlot(call.instance, slot, Tag.String, call.writeText(value));
  } else if (typeof value === 'number' && (value | 0) === value && !Object.is(value, -0)) {
    putSlot(call.instance, slot, Tag.I32, value);
  } else if (typeof value === 'boolean') {
    putSlot(call.instance, slot, Tag.Bool, Number(value));
  } else if (value === null || value === undefined) {
    putSlot(call.instance, slot, Tag.Null, 0);
  } else {
    writeValue(call.arena, slot, value instanceof ArrayBuffer ? new Uint8Array(value) : value);
  }
}

/**
 * @param {Instance} instance
 * @param {number} slot
 * @param {number} tag
 * @param {number} a
 */
function putSlot(instance, slot, tag, a) {
  const { u32 } = instance;
  u32[slot >>> 2] = tag;
  u32[(slot + SLOT_A_AT) >>> 2] = a;
}

/**
 * @param {any} value
 * @returns {boolean}
 */
function isData(value) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return typeof value !== 'symbol';
  if (Array.isArray(value) || value instanceof Uint8Array || value instanceof ArrayBuffer || value instanceof Date) return true;
  if (typeof value === 'function') return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * @param {Instance} instance
 * @param {number} at a multiple of 4 inside the memory
 */
function wordOf({ u32 }, at) {
  return /** @type {number} */ (u32[at >>> 2]);
}

/**
 * @param {OpenCall} call
 * @param {Instance} instance
 * @param {number} part
 * @param {number} count of all parts
 */
function rootOf(call, instance, part, count) {
  const kind = wordOf(instance, part);
  if (kind === PART_PLATFORM) return PLATFORM;
  if (kind === PART_OBJECT) return objectOf(call, instance, part);
  if (kind === PART_CONTEXT) return given(call.context, 'context');
  if (kind === PART_EVENT) return given(call.event, 'event');
  if (kind !== PART_ENV) throw broken(`a host call begins with a part of kind ${kind}`);
  const name = textOf(instance, part);
  const { env } = call;
  if (env === null || typeof env !== 'object' || !Object.hasOwn(env, name)) {
    if (count === 1) return null; // it was asked for, and not used
    throw new Error(`There is no binding "${name}".`);
  }
  return /** @type {Record<string, unknown>} */ (env)[name];
}

/**
 * @param {unknown} object
 * @param {string} what
 */
function given(object, what) {
  if (object === null || object === undefined) throw new Error(`This request has no ${what}.`);
  return object;
}

/**
 * @param {OpenCall} call
 * @param {Instance} instance
 * @param {number} part
 */
function objectOf(call, instance, part) {
  const number = wordOf(instance, part + PART_PAYLOAD_AT);
  if (number === 0 || number > call.objects.length) throw new Error(`There is no host object ${number} in this request.`);
  return call.objects[number - 1];
}

/**
 * Length of the bytes that a part points to, which lie inside the memory.
 * @param {Instance} instance
 * @param {number} part
 */
function lengthOf(instance, part) {
  const at = wordOf(instance, part + PART_PAYLOAD_AT);
  const length = wordOf(instance, part + PART_LENGTH_AT);
  const { byteLength } = instance.u8;
  if (length > byteLength || at > byteLength - length) throw broken(`a host call refers to ${length} bytes at ${at}, outside the memory`);
  return length;
}

/**
 * @param {Instance} instance
 * @param {number} part
 */
function textOf(instance, part) {
  const length = lengthOf(instance, part);
  const at = wordOf(instance, part + PART_PAYLOAD_AT);
  return instance.texts.read(instance.u8, at, length) ?? decoder.decode(instance.u8.subarray(at, at + length));
}

/**
 * @param {OpenCall} call
 * @param {Instance} instance
 * @param {number} part
 * @param {number} kind
 */
function argumentOf(call, instance, part, kind) {
  const payload = part + PART_PAYLOAD_AT;
  switch (kind) {
    case PART_NULL:
      return null;
    case PART_BOOL:
      return wordOf(instance, payload) !== 0;
    case PART_I32:
      return wordOf(instance, payload) | 0;
    case PART_F64:
      return new DataView(instance.u8.buffer).getFloat64(payload, true);
    case PART_STRING:
      return textOf(instance, part);
    case PART_BYTE_STRING: {
      const length = lengthOf(instance, part);
      const at = wordOf(instance, payload);
      return instance.u8.slice(at, at + length); // the host may keep it, and the memory may grow
    }
    case PART_VALUE:
      return readValueEager(call.arena, wordOf(instance, payload));
    case PART_HANDLE:
      return objectOf(call, instance, part);
    default:
      throw broken(`there is no argument of kind ${kind}`);
  }
}

/**
 * @param {any} target
 * @param {readonly Step[]} steps
 * @param {number} from
 * @returns {unknown}
 */
function follow(target, steps, from) {
  for (let i = from; i < steps.length; i++) {
    const { kind, name, args } = /** @type {Step} */ (steps[i]);
    if (target === null || target === undefined) {
      if (kind === PART_PICK) return null; // of nothing, nothing
      throw new TypeError(`"${name}" was asked of ${target}.`);
    }
    if (kind === PART_PICK) {
      const names = /** @type {string[]} */ (args);
      target = Array.isArray(target) ? target.map((each) => pick(each, names)) : pick(target, names);
      continue;
    }
    if (FORBIDDEN.test(name)) throw new TypeError(`A host call does not lead to "${name}".`);
    if (kind === PART_PROPERTY) {
      target = target[name];
      continue;
    }
    if (typeof target[name] !== 'function') throw new TypeError(`There is no method "${name}".`);
    target = target[name](...args);
    // Two functions: a foreign `then` may call either with anything.
    if (typeof target?.then === 'function')
      return new Promise((resolve, reject) => target.then(resolve, reject)).then((value) => follow(value, steps, i + 1));
  }
  return target;
}

/**
 * A row of SQL or the like with its bytes as what a slot holds.
 * @param {any} value
 * @returns {unknown}
 */
function bytesOf(value) {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(bytesOf);
  if (value === null || typeof value !== 'object' || !isData(value) || value instanceof Uint8Array || value instanceof Date) return value;
  for (const [key, part] of Object.entries(value)) if (part instanceof ArrayBuffer) value[key] = new Uint8Array(part);
  return value;
}

/**
 * @param {any} from
 * @param {readonly string[]} names
 */
function pick(from, names) {
  /** @type {Record<string, unknown>} */
  const picked = {};
  for (const name of names) {
    if (FORBIDDEN.test(name)) throw new TypeError(`A host call does not lead to "${name}".`);
    const value = from?.[name];
    picked[name] = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
  }
  return picked;
}

/** @param {string} sentence */
function broken(sentence) {
  return new GuestError('ZB_GUEST_CALL', sentence);
}
