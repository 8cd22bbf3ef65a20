// SPDX-License-Identifier: MIT
// Makes a module count its steps, so that a host can end a handler that never does: a step is an entry of a function
// that calls others, or a round of a loop.  What runs between two of them has an end of its own.  Runs last, on what is shipped.
//
// The counter is a global, "zb_steps", that counts down; below zero the module sets "zb_steps_out" and traps.  Calls that
// take turns have a count each: the import zb.wait is called through a function that keeps the count in a local meanwhile.

import { Reader, SECTION, sectionsOf } from './sections.js';
import { bodiesOf, FUNCTION, GLOBAL, importedFunctions, leb, section, skipImmediates, skipNumbers } from './wasm-code.js';

const STEPS = 'zb_steps';
const OUT = 'zb_steps_out';

const OPCODE = { unreachable: 0x00, loop: 0x03, if: 0x04, end: 0x0b, call: 0x10, callIndirect: 0x11, returnCall: 0x12, returnCallIndirect: 0x13, localGet: 0x20, localSet: 0x21, globalGet: 0x23, globalSet: 0x24, refFunc: 0xd2, i32Const: 0x41, i64Const: 0x42, i64LtS: 0x53, i64Sub: 0x7d };
const NO_VALUE = 0x40;
const [I32, I64] = [0x7f, 0x7e];

/** The greatest i64, as a signed LEB128: as good as no limit. */
const ENDLESS = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00];

/**
 * Read something at the reader's place, and give the bytes it took.
 * @param {Reader} reader
 * @param {(reader: Reader) => void} skip
 */
function taken(reader, skip) {
  const from = reader.at;
  skip(reader);
  return reader.bytes.subarray(from, reader.at);
}

/**
 * How many globals a module imports, and the index of its import zb.wait.
 * @param {Uint8Array} bytes
 * @param {number} start of the imports
 */
function waitOf(bytes, start) {
  const reader = new Reader(bytes, start);
  for (let count = reader.u32(), index = 0; index < count; index++) {
    const [from, name] = [reader.name(), reader.name()];
    if (reader.byte() !== FUNCTION) throw new Error('The module imports something that is no function.');
    const type = reader.u32();
    if (from === 'zb' && name === 'wait') return { index, type };
  }
  return null;
}

/**
 * A vector with more at its end.
 * @param {Uint8Array} bytes
 * @param {{start: number, end: number} | undefined} range
 * @param {readonly (readonly number[])[]} more
 */
function longer(bytes, range, more) {
  const reader = new Reader(bytes, range?.start ?? 0);
  const count = range === undefined ? 0 : reader.u32();
  const old = range === undefined ? new Uint8Array(0) : bytes.subarray(reader.at, range.end);
  return { count, parts: [Uint8Array.from(leb(count + more.length)), old, ...more.map((each) => Uint8Array.from(each))] };
}

/** @param {string} name @param {number} kind @param {number} index */
const exported = (name, kind, index) => [...leb(name.length), ...Buffer.from(name), kind, ...leb(index)];

/**
 * Function indexes of an element section, put through `change`.  Of the forms there are a linker writes but one: an
 * active segment of function indexes for table 0.
 * @param {Uint8Array} bytes
 * @param {{start: number, end: number}} range
 * @param {(index: number) => number} change
 */
function changeElements(bytes, range, change) {
  const reader = new Reader(bytes, range.start);
  const count = reader.u32();
  /** @type {number[]} */
  const out = [...leb(count)];
  for (let i = 0; i < count; i++) {
    if (reader.u32() !== 0) throw new Error('The module has an element segment of a kind that is not known here.');
    const offset = taken(reader, () => {
      for (let opcode = reader.byte(); opcode !== OPCODE.end; opcode = reader.byte()) skipImmediates(reader, opcode);
    });
    const length = reader.u32();
    out.push(0, ...offset, ...leb(length));
    for (let k = 0; k < length; k++) out.push(...leb(change(reader.u32())));
  }
  return section(SECTION.element, [out]);
}

/**
 * One function, counting.
 * @param {Uint8Array} bytes
 * @param {{start: number, end: number}} body
 * @param {readonly number[]} count the instructions that do it
 * @param {(index: number) => number} change for functions that are called
 */
function countIn(bytes, { start, end }, count, change) {
  const reader = new Reader(bytes, start);
  for (let groups = reader.u32(); groups > 0; groups--) skipNumbers(reader, 2);
  const first = reader.at;
  /** @type {(Uint8Array | readonly number[])[]} */
  const parts = [];
  let from = first;
  let calls = false;
  let steps = 0;
  while (reader.at < end) {
    const at = reader.at;
    const opcode = reader.byte();
    if (opcode === OPCODE.loop) {
      reader.skipNumber(); // its type, an s33
      parts.push(bytes.subarray(from, reader.at), count);
      from = reader.at;
      steps++;
    } else if (opcode === OPCODE.call || opcode === OPCODE.returnCall || opcode === OPCODE.refFunc) {
      calls ||= opcode !== OPCODE.refFunc;
      parts.push(bytes.subarray(from, at), [opcode, ...leb(change(reader.u32()))]);
      from = reader.at;
    } else {
      calls ||= opcode === OPCODE.callIndirect || opcode === OPCODE.returnCallIndirect;
      skipImmediates(reader, opcode);
    }
  }
  parts.push(bytes.subarray(from, end));
  // A function that calls none is as long as its loops make it.
  const entry = calls ? [bytes.subarray(start, first), count] : [bytes.subarray(start, first)];
  return { code: Buffer.concat([...entry, ...parts].map((part) => Uint8Array.from(part))), steps: steps + Number(calls) };
}

/** @param {Uint8Array} code @returns {Uint8Array[]} */
const sized = (code) => [Uint8Array.from(leb(code.length)), code];

/**
 * @param {Uint8Array} bytes of a module
 * @returns {{bytes: Uint8Array, steps: number}} steps: places that count
 * @throws {Error} what the module holds is not known here, or it counts already
 */
export function countSteps(bytes) {
  const sections = sectionsOf(bytes);
  const find = (/** @type {number} */ id) => sections.find((each) => each.id === id);
  const [types, imports, functions, globals, exports, elements, code] = [
    SECTION.type, SECTION.import, SECTION.function, SECTION.global, SECTION.export, SECTION.element, SECTION.code,
  ].map(find);
  if (types === undefined || functions === undefined || exports === undefined || code === undefined) throw new Error('The module has no functions.');
  const imported = imports === undefined ? 0 : importedFunctions(new Reader(bytes, imports.start));
  const wait = imports === undefined ? null : waitOf(bytes, imports.start);
  if (Buffer.from(bytes.subarray(exports.start, exports.end)).includes(STEPS)) throw new Error('The module counts its steps already.');

  // New things go behind those that are there, so that all indexes stay as they are.
  const newTypes = longer(bytes, types, [[0x60, 0, 0]]);
  const newGlobals = longer(bytes, globals, [
    [I64, 1, OPCODE.i64Const, ...ENDLESS, OPCODE.end],
    [I32, 1, OPCODE.i32Const, 0, OPCODE.end],
  ]);
  const [steps, out] = [newGlobals.count, newGlobals.count + 1];
  const newFunctions = longer(bytes, functions, [leb(newTypes.count), ...(wait === null ? [] : [leb(wait.type)])]);
  const stop = imported + newFunctions.count;
  const keep = stop + 1;
  const newExports = longer(bytes, exports, [exported(STEPS, GLOBAL, steps), exported(OUT, GLOBAL, out)]);
  const change = (/** @type {number} */ index) => (wait !== null && index === wait.index ? keep : index);

  const count = [
    OPCODE.globalGet, ...leb(steps), OPCODE.i64Const, 1, OPCODE.i64Sub, OPCODE.globalSet, ...leb(steps),
    OPCODE.globalGet, ...leb(steps), OPCODE.i64Const, 0, OPCODE.i64LtS,
    OPCODE.if, NO_VALUE, OPCODE.call, ...leb(stop), OPCODE.unreachable, OPCODE.end,
  ];
  const stopCode = [0, OPCODE.i32Const, 1, OPCODE.globalSet, ...leb(out), OPCODE.unreachable, OPCODE.end];
  // (request, operation) -> status, with the count in local 2.  Who runs meanwhile is counted for itself.
  const keepCode = wait && [
    1, 1, I64,
    OPCODE.globalGet, ...leb(steps), OPCODE.localSet, 2, OPCODE.i64Const, ...ENDLESS, OPCODE.globalSet, ...leb(steps),
    OPCODE.localGet, 0, OPCODE.localGet, 1, OPCODE.call, ...leb(wait.index),
    OPCODE.localGet, 2, OPCODE.globalSet, ...leb(steps), OPCODE.end,
  ];

  const bodies = bodiesOf(bytes, code.start).map((body) => countIn(bytes, body, count, change));
  const codes = [...bodies.map((body) => body.code), Uint8Array.from(stopCode), ...(keepCode === null ? [] : [Uint8Array.from(keepCode)])];
  /** @type {Map<number, Uint8Array>} */
  const changed = new Map([
    [SECTION.type, section(SECTION.type, newTypes.parts)],
    [SECTION.function, section(SECTION.function, newFunctions.parts)],
    [SECTION.global, section(SECTION.global, newGlobals.parts)],
    [SECTION.export, section(SECTION.export, newExports.parts)],
    [SECTION.code, section(SECTION.code, [Uint8Array.from(leb(codes.length)), ...codes.flatMap(sized)])],
    ...(elements === undefined ? [] : [/** @type {const} */ ([SECTION.element, changeElements(bytes, elements, change)])]),
  ]);
  /** @type {Uint8Array[]} */
  const parts = [bytes.subarray(0, sections[0]?.from ?? 0)];
  for (const { id, from, end } of sections) {
    // A module without globals gets them before what follows them.
    if (globals === undefined && id >= SECTION.export && changed.has(SECTION.global)) {
      parts.push(/** @type {Uint8Array} */ (changed.get(SECTION.global)));
      changed.delete(SECTION.global);
    }
    parts.push(changed.get(id) ?? bytes.subarray(from, end));
  }
  return { bytes: new Uint8Array(Buffer.concat(parts)), steps: bodies.reduce((sum, body) => sum + body.steps, 0) };
}
