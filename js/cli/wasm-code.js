// SPDX-License-Identifier: MIT
// Instructions and function bodies of a module, for tools that change it after the linker:
// https://webassembly.github.io/spec/core/binary/

import { Reader } from './sections.js';

/** Kinds of imports and exports. */
export const FUNCTION = 0;
export const MEMORY = 2;
export const GLOBAL = 3;

/**
 * @param {number} value
 * @param {number} [bytesAtLeast] padded to so many bytes
 */
export function leb(value, bytesAtLeast = 1) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | 0x80);
    value = Math.floor(value / 128);
  } while (value > 0 || bytes.length < bytesAtLeast);
  bytes.push(/** @type {number} */ (bytes.pop()) & 0x7f);
  return bytes;
}

/** @param {Reader} reader of a memory argument: alignment, a memory where bit 6 of it says so, offset */
function skipMemoryArgument(reader) {
  if ((reader.u32() & 0x40) !== 0) reader.skipNumber();
  reader.skipNumber();
}

/** @param {Reader} reader @param {number} count of numbers */
export function skipNumbers(reader, count) {
  for (let i = 0; i < count; i++) reader.skipNumber();
}

/**
 * Pass over what follows an opcode.
 * @param {Reader} reader
 * @param {number} opcode
 */
export function skipImmediates(reader, opcode) {
  if (opcode >= 0x28 && opcode <= 0x3e) return skipMemoryArgument(reader);
  if (opcode >= 0x45 && opcode <= 0xc4) return undefined;
  switch (opcode) {
    case 0x00: case 0x01: case 0x05: case 0x0b: case 0x0f: case 0x1a: case 0x1b: case 0xd1:
      return undefined; // unreachable, nop, else, end, return, drop, select, ref.is_null
    case 0x02: case 0x03: case 0x04: // block, loop, if
    case 0x0c: case 0x0d: case 0x10: case 0x12: // br, br_if, call, return_call
    case 0x20: case 0x21: case 0x22: case 0x23: case 0x24: case 0x25: case 0x26: // locals, globals, tables
    case 0x3f: case 0x40: case 0x41: case 0x42: case 0xd0: case 0xd2: // memory.size, memory.grow, constants, references
      return reader.skipNumber();
    case 0x11: case 0x13:
      return skipNumbers(reader, 2); // call_indirect, return_call_indirect
    case 0x0e:
      return skipNumbers(reader, reader.u32() + 1); // br_table
    case 0x1c:
      return reader.skip(reader.u32()); // select with a type
    case 0x43:
      return reader.skip(4); // f32.const
    case 0x44:
      return reader.skip(8); // f64.const
    case 0xfc:
      return skipBulk(reader, reader.u32());
    case 0xfd:
      return skipVector(reader, reader.u32());
    case 0xfe:
      return reader.u32() === 0x03 ? reader.skip(1) : skipMemoryArgument(reader); // atomic.fence, other atomics
    default:
      throw new Error(`The opcode 0x${opcode.toString(16)} at ${reader.at - 1} is not known here.`);
  }
}

/** @param {Reader} reader @param {number} opcode */
function skipBulk(reader, opcode) {
  if (opcode <= 7) return undefined; // conversions
  if (opcode > 17) throw new Error(`The opcode 0xfc ${opcode} is not known here.`);
  const two = opcode === 8 || opcode === 10 || opcode === 12 || opcode === 14; // init and copy
  return skipNumbers(reader, two ? 2 : 1);
}

/** @param {Reader} reader @param {number} opcode */
function skipVector(reader, opcode) {
  if (opcode <= 11 || opcode === 92 || opcode === 93) return skipMemoryArgument(reader); // loads and stores
  if (opcode === 12 || opcode === 13) return reader.skip(16); // v128.const, i8x16.shuffle
  if (opcode >= 21 && opcode <= 34) return reader.skip(1); // lanes
  if (opcode < 84 || opcode > 91) return undefined;
  skipMemoryArgument(reader); // loads and stores of lanes
  return reader.skip(1);
}

/** @param {Reader} reader at the imports @returns {number} of functions */
export function importedFunctions(reader) {
  let functions = 0;
  for (let count = reader.u32(); count > 0; count--) {
    reader.name();
    reader.name();
    const kind = reader.byte();
    if (kind === FUNCTION) functions++;
    else if (kind !== MEMORY) throw new Error('The module imports something that is neither a function nor a memory.');
    skipNumbers(reader, kind === FUNCTION ? 1 : (reader.u32() & 1) === 1 ? 2 : 1); // its type; or its least and most pages
  }
  return functions;
}

/**
 * The bodies of a module's own functions, as ranges of its bytes.
 * @param {Uint8Array} bytes
 * @param {number} start of the code section
 */
export function bodiesOf(bytes, start) {
  const reader = new Reader(bytes, start);
  return Array.from({ length: reader.u32() }, () => {
    const length = reader.u32();
    const from = reader.at;
    reader.skip(length);
    return { start: from, end: reader.at };
  });
}

/**
 * @param {number} id
 * @param {readonly (Uint8Array | readonly number[])[]} parts what is in the section
 */
export function section(id, parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Uint8Array.from([id, ...leb(length)]), ...parts.map((part) => Uint8Array.from(part))]);
}
