// SPDX-License-Identifier: MIT
// What a module is made of: sections, functions by size, exports, imports, stack and memory.

import { Reader, SECTION, sectionsOf } from './sections.js';

/**
 * @typedef {object} ModuleReport
 * @property {{name: string, bytes: number}[]} sections in the order of the file
 * @property {{index: number, name: string | null, bytes: number}[]} functions the module's own, the largest first
 * @property {string[]} exports
 * @property {string[]} imports "module.name"
 * @property {number | null} stackBytes of the module's own stack, where it lies first in the memory
 * @property {{pages: number, maximum: number | null} | null} memory of 64 KiB pages
 * @property {boolean} debug whether it holds DWARF
 */

const KINDS = ['function', 'table', 'memory', 'global', 'tag'];
const NAMES = new Map(Object.entries(SECTION).map(([name, id]) => [/** @type {number} */ (id), name]));
const I32_CONST = 0x41;
const FUNCTION_NAMES = 1;

/**
 * @param {Uint8Array} bytes
 * @returns {ModuleReport}
 * @throws {Error} it is no module
 */
export function reportOf(bytes) {
  const all = sectionsOf(bytes).map((section) => {
    const reader = new Reader(bytes, section.start);
    return { ...section, name: section.id === SECTION.custom ? reader.name() : (NAMES.get(section.id) ?? `section ${section.id}`), reader };
  });
  const find = (/** @type {number} */ id) => all.find((section) => section.id === id)?.reader;
  const imports = importsOf(find(SECTION.import));
  const exports = exportsOf(find(SECTION.export));
  const importedFunctions = imports.filter(({ kind }) => kind === 'function').length;
  const names = namesOf(all.find(({ id, name }) => id === SECTION.custom && name === 'name'));
  for (const { name, kind, index } of exports) if (kind === 'function' && !names.has(index)) names.set(index, name);
  const functions = sizesOf(find(SECTION.code)).map((size, i) => ({ index: importedFunctions + i, name: names.get(importedFunctions + i) ?? null, bytes: size }));
  return {
    sections: all.map(({ name, from, end }) => ({ name, bytes: end - from })),
    functions: functions.sort((a, b) => b.bytes - a.bytes || a.index - b.index),
    exports: exports.map(({ name }) => name),
    imports: imports.map(({ module, name }) => `${module}.${name}`),
    stackBytes: stackOf(find(SECTION.global)),
    memory: memoryOf(find(SECTION.memory)),
    debug: all.some(({ name }) => name.startsWith('.debug_')),
  };
}

/** @param {Reader} reader at limits */
function limitsOf(reader) {
  const flags = reader.byte();
  const pages = reader.u32();
  return { pages, maximum: (flags & 1) === 0 ? null : reader.u32() };
}

/** @param {Reader | undefined} reader */
function importsOf(reader) {
  return Array.from({ length: reader?.u32() ?? 0 }, () => {
    const each = /** @type {Reader} */ (reader);
    const [module, name, kind] = [each.name(), each.name(), each.byte()];
    if (kind === 0) each.u32();
    else if (kind === 2) limitsOf(each);
    else if (kind === 3) each.skip(2);
    else if (kind === 1) {
      each.skip(1);
      limitsOf(each);
    } else throw new Error(`The import ${module}.${name} is of a kind that is not known here.`);
    return { module, name, kind: KINDS[kind] };
  });
}

/** @param {Reader | undefined} reader */
function exportsOf(reader) {
  return Array.from({ length: reader?.u32() ?? 0 }, () => {
    const each = /** @type {Reader} */ (reader);
    return { name: each.name(), kind: KINDS[each.byte()], index: each.u32() };
  });
}

/** @param {Reader | undefined} reader @returns {number[]} bytes of each function, in order */
function sizesOf(reader) {
  return Array.from({ length: reader?.u32() ?? 0 }, () => {
    const each = /** @type {Reader} */ (reader);
    const length = each.u32();
    each.skip(length);
    return length;
  });
}

/** @param {Reader | undefined} reader */
function memoryOf(reader) {
  return reader === undefined || reader.u32() === 0 ? null : limitsOf(reader);
}

/**
 * The stack pointer is the first global, and begins at the upper end of the stack.
 * @param {Reader | undefined} reader
 */
function stackOf(reader) {
  if (reader === undefined || reader.u32() === 0) return null;
  reader.skip(2); // type, mutability
  return reader.byte() === I32_CONST ? reader.u32() : null;
}

/**
 * The "name" section (appendix 7.4.1 of the specification).
 * @param {{reader: Reader, end: number} | undefined} section
 * @returns {Map<number, string>} names of functions
 */
function namesOf(section) {
  /** @type {Map<number, string>} */
  const names = new Map();
  if (section === undefined) return names;
  const { reader, end } = section;
  while (reader.at < end) {
    const id = reader.byte();
    const length = reader.u32();
    if (id !== FUNCTION_NAMES) {
      reader.skip(length);
      continue;
    }
    for (let count = reader.u32(); count > 0; count--) {
      const index = reader.u32();
      names.set(index, reader.name());
    }
  }
  return names;
}
