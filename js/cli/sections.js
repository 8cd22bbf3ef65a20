// SPDX-License-Identifier: MIT
// Reads WebAssembly modules: numbers, names and sections.
//
// The binary format: https://webassembly.github.io/spec/core/binary/

export const SECTION = /** @type {const} */ ({ custom: 0, type: 1, import: 2, function: 3, table: 4, memory: 5, global: 6, export: 7, start: 8, element: 9, code: 10, data: 11, dataCount: 12 });

/** Reads a module from front to back. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error('The module ends in the middle.');
    return byte;
  }

  /** An unsigned LEB128 of up to 32 bits. */
  u32() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
      if (shift > 28) throw new Error(`The number at ${this.at} is too long.`);
    }
  }

  /** A LEB128 of any length, whatever its value. */
  skipNumber() {
    while (this.byte() >= 0x80);
  }

  /** @param {number} count */
  skip(count) {
    this.at += count;
    if (this.at > this.bytes.length) throw new Error('The module ends in the middle.');
  }

  name() {
    const length = this.u32();
    const start = this.at;
    this.skip(length);
    return new TextDecoder().decode(this.bytes.subarray(start, this.at));
  }
}

/**
 * The sections of a module, as ranges of its bytes.
 * @param {Uint8Array} bytes
 * @returns {{id: number, from: number, start: number, end: number}[]} `from`: of its head
 * @throws {Error} it is none
 */
export function sectionsOf(bytes) {
  const magic = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  if (magic.some((byte, i) => bytes[i] !== byte)) throw new Error('This is no WebAssembly module of version 1.');
  const reader = new Reader(bytes, magic.length);
  const sections = [];
  while (reader.at < bytes.length) {
    const from = reader.at;
    const id = reader.byte();
    const length = reader.u32();
    sections.push({ id, from, start: reader.at, end: reader.at + length });
    reader.skip(length);
  }
  return sections;
}

/**
 * Where DWARF counts from.
 * @param {Uint8Array} bytes of a module
 */
export function codeStart(bytes) {
  return sectionsOf(bytes).find(({ id }) => id === SECTION.code)?.start ?? 0;
}
