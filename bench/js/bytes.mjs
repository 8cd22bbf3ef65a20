// SPDX-License-Identifier: MIT
// How many bytes do records take, and an empty object?
//
//   node bench/js/bytes.mjs [--json]

import { allocArray, allocObject, zerobuf } from '../../js/core/index.js';
import { printEnvironment } from '../report.mjs';
import { makeDocument, makeRecords } from './data.mjs';
import { forRecords, general } from './formats.mjs';
import { printSizes } from './report.mjs';

const memory = new WebAssembly.Memory({ initial: 1024 });

/** Bytes that an arena gives out for a value; the second of its kind, when its keys are known. @param {(arena: any) => void} write */
function bytesUsed(write) {
  const { arena } = zerobuf(memory, 8);
  write(arena);
  const before = arena.offset;
  write(arena);
  return arena.offset - before;
}

/** Bytes of what a format writes. @param {string | Uint8Array} encoded */
const sizeOf = (encoded) => (typeof encoded === 'string' ? Buffer.byteLength(encoded) : encoded.length);

const records = makeRecords();
const document = makeDocument();

printEnvironment(process.argv.includes('--json'));
printSizes('bytes of 10,000 records', 'JSON', [
  ...forRecords().map(({ name, encode }) => ({ name, bytes: sizeOf(encode(records)) })),
  { name: 'zerobuf', bytes: bytesUsed((arena) => allocArray(arena, records)), most: 2.2 },
]);
printSizes('bytes of the document', 'JSON', [
  ...general().map(({ name, encode }) => ({ name, bytes: sizeOf(encode(document)) })),
  { name: 'zerobuf', bytes: bytesUsed((arena) => allocObject(arena, document)) },
]);
printSizes('bytes of {}', 'JSON', [
  ...general().map(({ name, encode }) => ({ name, bytes: sizeOf(encode({})) })),
  { name: 'zerobuf', bytes: bytesUsed((arena) => allocObject(arena, {})), limit: 24 },
]);
