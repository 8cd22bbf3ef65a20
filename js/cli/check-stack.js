// SPDX-License-Identifier: MIT
// Makes a module check its stack: a call of its export zb_stack_set takes the place of every instruction that sets the
// stack pointer, so that a frame that does not fit is refused before anything is overwritten.  A module without that
// export, whose handlers never wait, stays as it is.  Runs after the linker and before wasm-opt.

import { Reader, SECTION, sectionsOf } from './sections.js';
import { bodiesOf, FUNCTION, importedFunctions, leb, section, skipImmediates, skipNumbers } from './wasm-code.js';

const SETTER = 'zb_stack_set';
const CALL = 0x10;
const GLOBAL_SET = 0x24;

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
  const find = (/** @type {number} */ id) => sections.find((each) => each.id === id);
  const [imports, exports, code] = [find(SECTION.import), find(SECTION.export), find(SECTION.code)];
  const setter = exports && setterOf(new Reader(bytes, exports.start));
  if (setter === undefined || code === undefined) return null;
  const own = setter - (imports === undefined ? 0 : importedFunctions(new Reader(bytes, imports.start)));

  const bodies = bodiesOf(bytes, code.start).map(({ start, end }) => ({ start, end, sets: globalSets(bytes, start, end) }));
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
  const changed = section(SECTION.code, parts);
  return { bytes: new Uint8Array(Buffer.concat([bytes.subarray(0, code.from), changed, bytes.subarray(code.end)])), checks };
}
