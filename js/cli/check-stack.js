// SPDX-License-Identifier: MIT
// Makes a module check its stack: a call of its export zb_stack_set takes the place of every instruction that sets the
// stack pointer, so that a frame that does not fit is refused before anything is overwritten.  A module without that
// export, whose handlers never wait, stays as it is.  Runs after the linker and before wasm-opt.

import { Reader, SECTION, sectionsOf } from './sections.js';

const SETTER = 'zb_stack_set';
const FUNCTION = 0;
const CALL = 0x10;
const GLOBAL_SET = 0x24;

/**
 * @param {number} value
 * @param {number} [bytesAtLeast] padded to so many bytes
 */
function leb(value, bytesAtLeast = 1) {
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
function skipNumbers(reader, count) {
  for (let i = 0; i < count; i++) reader.skipNumber();
}

/**
 * Pass over what follows an opcode.
 * @param {Reader} reader
 * @param {number} opcode
 */
function skipImmediates(reader, opcode) {
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

/**
 * Where a function's body sets globals: which, and the bytes of the instruction.
 * @param {Uint8Array} bytes
 * @param {number} start of the body's locals
 * @param {number} end
 */
function globalSets(bytes, start, end) {
  const reader = new Reader(bytes, start);
  for (let groups = reader.u32(); groups > 0; groups--) skipNumbers(reader, 2);
  const sets = [];
  while (reader.at < end) {
    const at = reader.at;
    const opcode = reader.byte();
    if (opcode === GLOBAL_SET) sets.push({ at, global: reader.u32(), end: reader.at });
    else skipImmediates(reader, opcode);
  }
  if (reader.at !== end) throw new Error(`A function does not end where it says, at ${end}.`);
  return sets;
}

/** @param {Reader} reader at the imports @returns {number} of functions */
function importedFunctions(reader) {
  let functions = 0;
  for (let count = reader.u32(); count > 0; count--) {
    reader.name();
    reader.name();
    const kind = reader.byte();
    if (kind !== FUNCTION) throw new Error('The module imports something that is no function.');
    reader.u32();
    functions++;
  }
  return functions;
}

/** @param {Reader} reader at the exports @returns {number | undefined} the function that sets the stack pointer */
function setterOf(reader) {
  for (let count = reader.u32(); count > 0; count--) {
    const name = reader.name();
    const kind = reader.byte();
    const index = reader.u32();
    if (name === SETTER && kind === FUNCTION) return index;
  }
  return undefined;
}

/**
 * @param {Uint8Array} bytes of a module
 * @returns {{bytes: Uint8Array, checks: number} | null} null for a module that has nothing to check with
 */
export function checkStack(bytes) {
  const sections = sectionsOf(bytes);
  const section = (/** @type {number} */ id) => sections.find((each) => each.id === id);
  const [imports, exports, code] = [section(SECTION.import), section(SECTION.export), section(SECTION.code)];
  const setter = exports && setterOf(new Reader(bytes, exports.start));
  if (setter === undefined || code === undefined) return null;
  const own = setter - (imports === undefined ? 0 : importedFunctions(new Reader(bytes, imports.start)));

  const reader = new Reader(bytes, code.start);
  const bodies = Array.from({ length: reader.u32() }, () => {
    const length = reader.u32();
    const start = reader.at;
    reader.skip(length);
    return { start, end: reader.at, sets: globalSets(bytes, start, reader.at) };
  });
  const [stackPointer, ...more] = bodies[own]?.sets ?? [];
  if (stackPointer === undefined || more.length > 0) throw new Error(`${SETTER} does not set one global.`);

  let checks = 0;
  /** @type {Uint8Array[]} */
  const parts = [Uint8Array.from(leb(bodies.length))];
  for (const [index, { start, end, sets }] of bodies.entries()) {
    /** @type {Uint8Array[]} */
    const body = [];
    let from = start;
    // As long as what it replaces, where it can be: DWARF tells lines by offsets into this section.
    for (const set of index === own ? [] : sets.filter(({ global }) => global === stackPointer.global)) {
      body.push(bytes.subarray(from, set.at), Uint8Array.from([CALL, ...leb(setter, set.end - set.at - 1)]));
      from = set.end;
      checks++;
    }
    body.push(bytes.subarray(from, end));
    parts.push(Uint8Array.from(leb(body.reduce((sum, { length }) => sum + length, 0))), ...body);
  }
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = Uint8Array.from([SECTION.code, ...leb(length)]);
  return { bytes: new Uint8Array(Buffer.concat([bytes.subarray(0, code.from), head, ...parts, bytes.subarray(code.end)])), checks };
}
